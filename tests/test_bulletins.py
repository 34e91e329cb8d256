"""What bulletins and wires of a war say in their own way: who spoke, whose men, what is one happening."""

from __future__ import annotations

import pytest

from dateline import Reader


def told(reader: Reader, text: str) -> list[tuple[str, str, list[str]]]:
    claims = reader.read(text, published="2025-06-26").claims
    return [(c.type, c.polarity, [p.text for p in c.actor]) for c in claims]


def test_who_speaks_behind_a_comma_did_not_do_it(reader: Reader) -> None:
    text = "Raiders seized the port on Monday after fighting with local militia, dockers and a nurse said, as Kesh accused Orsa of lying."
    assert told(reader, text)[0] == ("ASSAULT", "+", ["Raiders"])


def test_who_denies_a_deed_is_who_blames_others(reader: Reader) -> None:
    text = "The colonel denied that the army had shelled the clinic and blamed the rebels."
    assert told(reader, text) == [("ASSAULT", "-", ["the army"]), ("ACCUSE", "+", ["The colonel"])]


@pytest.mark.parametrize(
    "text",
    [
        "Its men burned the village of Tora.",
        "Masked men burned the village of Tora.",
        "Fighters shelled the port.",
        "The group overran the army base.",
        "Ukraine stormed the army base.",
    ],
)
def test_anybodys_men_fighters_groups_and_states_do_deeds(reader: Reader, text: str) -> None:
    assert [kind for kind, _, _ in told(reader, text)] == ["ASSAULT"]


def test_a_meeting_to_discuss_something_is_one_meeting(reader: Reader) -> None:
    assert [kind for kind, _, _ in told(reader, "Ministers of both states met to discuss the truce.")] == ["CONSULT"]


def test_what_was_recorded_on_a_day_was_on_that_day(reader: Reader) -> None:
    (clash,) = reader.read("Over the past day, 40 clashes were recorded near Kesh.", published="2025-06-26").claims
    assert clash.time is not None
    assert (str(clash.time.start), str(clash.time.end)) == ("2025-06-25", "2025-06-26")


def test_a_hospital_of_another_people_is_in_no_other_country(reader: Reader) -> None:
    text = "An air strike in Nyala on June 20 killed 22 people. On June 23, a bomb killed three nurses at the Turkish hospital."
    bomb = reader.read(text, published="2024-06-30").claims[-1]
    assert [(p.text, p.place) for p in bomb.place] == [("the Turkish hospital", None)]


def test_a_headline_that_rounds_and_the_dispatch_below_it_tell_of_one_attack(reader: Reader) -> None:
    text = (
        "Suicide bomber kills 12 at Peshawar checkpoint\n\nA suicide bomber blew himself up at a police checkpoint in "
        "northwestern Pakistan on Friday, killing at least 12 people, hospital officials said."
    )
    (attack,) = reader.read(text, published="2026-11-27").claims
    assert [(t.what, t.low, t.high) for t in attack.counts] == [("killed", 12, None)]
    assert [v.speaker.text for v in attack.voices] == ["hospital officials"]


def test_a_number_and_a_bound_in_one_mention_count_two_groups(reader: Reader) -> None:
    (attack,) = reader.read(
        "Rebels killed three soldiers and at least three guards near Kesh.", published="2026-11-27"
    ).claims
    assert [(t.low, t.high) for t in attack.counts] == [(3, 3), (3, None)]
