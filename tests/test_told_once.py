"""One happening told again and what is told of it: deeds and words, times, counts, and what keeps two happenings apart."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Claim


def claims(reader: Reader, text: str, kind: str = "ASSAULT") -> list[Claim]:
    return [c for c in reader.read(text, id="x", published="2021-06-09").claims if c.type == kind]


def figures(found: list[Claim]) -> list[tuple[str, int | None, int | None]]:
    return [(n.what, n.low, n.high) for c in found for n in c.counts]


@pytest.mark.parametrize(
    ("text", "kind", "times"),
    [
        ("Police arrested a tailor in Tavo on Sunday. Officers said the tailor was detained over a song.", "COERCE", 1),
        (
            "Police arrested a tailor in Tavo on Sunday. Officers said another tailor was detained over a song.",
            "COERCE",
            2,
        ),
        (
            "A car bomb killed nine people in Kano on Monday. The blast was the worst in the city in a decade.",
            "ASSAULT",
            1,
        ),
        (
            "Army negotiators freed a Danish engineer on Friday. Officials said the man was released at noon.",
            "RETREAT",
            1,
        ),
        ("Gunmen kidnapped an engineer on Friday. The abducted clerk had worked at a refinery.", "ASSAULT", 1),
        ("Police arrested a cleric at dawn. The mayor was arrested.", "COERCE", 2),
        ("A bomb hit a bus in Tavo, killing 12 people. Four clerks were wounded in the blast.", "ASSAULT", 1),
        ("A bomb hit a bus in Tavo, killing 12 people. Four clerks were wounded in Kesh.", "ASSAULT", 2),
        ("Gunmen killed a journalist in Tavo on Friday. Police investigate the killing of Omar Vel.", "ASSAULT", 1),
        ("Gunmen killed Ivan Reyes in Tavo on Friday. Police investigate the killing of Omar Vel.", "ASSAULT", 2),
        ("The minister spoke of the bombings of commuter trains that killed 191 people.", "ASSAULT", 1),
        ("Jets carried out 20 airstrikes on Friday. In the north they carried out six airstrikes.", "ASSAULT", 2),
        (
            "Insurgents in Cabo Delgado seized three towns in a week. The insurgents captured the town of Macomia.",
            "ASSAULT",
            2,
        ),
    ],
)
def test_one_happening_is_one_claim(reader: Reader, text: str, kind: str, times: int) -> None:
    assert len(claims(reader, text, kind)) == times


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The minister said police opened an inquiry into last month's killing of a bishop.", []),
        ("The minister said six died in an attack on a market.", ["The minister"]),
    ],
)
def test_a_deed_called_by_its_day_is_known_and_nobodys_word(reader: Reader, text: str, voices: list[str]) -> None:
    (killing,) = claims(reader, text)
    assert [v.speaker.text for v in killing.voices] == voices


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The rebels were blamed for an attack on a bank.", ["ASSAULT"]),
        ("The mayor was blamed for the collapse of the bridge.", ["ACCUSE"]),
        ("The spokesman rejected Peru's demand for an apology.", ["REJECT", "REQUEST"]),
        (
            "Police arrested the mayor in a dawn raid on Monday. The mayor denied all the accusations.",
            ["COERCE", "REJECT"],
        ),
        ("Soldiers killed two rebels and detained 22 others during raids in Kesh.", ["ASSAULT", "COERCE"]),
    ],
)
def test_what_a_sentence_tells_once(reader: Reader, text: str, kinds: list[str]) -> None:
    found = reader.read(text, id="x", published="2021-06-09").claims
    assert sorted(c.type for c in found if c.type in ("ASSAULT", "ACCUSE", "REJECT", "COERCE", "REQUEST")) == kinds


def test_each_line_of_a_brief_tells_news_of_its_own(reader: Reader) -> None:
    brief = "Pilots call off strike\nRebels surrender town\nSweden expels envoy\nPeru frees union leader\nStorm batters port\n"
    assert len(claims(reader, brief, "CONCEDE")) == 1
    alone = (
        "Pilots call off strike\n\nThe weather was fine in Tavo on Monday, and the market was full of people all day."
    )
    assert not claims(reader, alone, "CONCEDE")


def test_a_storm_with_a_name_attacks_nobody(reader: Reader) -> None:
    assert not claims(reader, "Hurricane Dora has battered the coast of Tavo, leaving three people dead.")
    assert len(claims(reader, "Omar Dora has battered a clerk in Tavo, leaving him dead.")) == 1


def test_who_is_asked_for_is_nobody(reader: Reader) -> None:
    text = "A blast hit a market in Tavo. It is not clear who was responsible for the blast."
    assert all(p.text != "who" for c in claims(reader, text) for p in c.actor)


def test_who_is_named_later_is_no_further_victim(reader: Reader) -> None:
    text = "Gunmen killed a journalist in Tavo on Friday. Police investigate the killing of Omar Vel."
    (killed,) = claims(reader, text)
    assert [p.text for p in killed.recipient] == ["a journalist"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The council should free the students, the bishop said.", 1),
        ("The dispute should be settled through patience, the bishop said.", 0),
        ("The bishop asked how involved the council should be in the reform.", 0),
    ],
)
def test_a_duty_is_put_to_somebody(reader: Reader, text: str, times: int) -> None:
    assert len(claims(reader, text, "REQUEST")) == times


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The envoy urged the rebels to stop their attacks on farms.", "+"),
        ("Police stopped an attack on the port.", "-"),
    ],
)
def test_what_is_to_stop_has_been_and_what_was_stopped_has_not(reader: Reader, text: str, polarity: str) -> None:
    assert [c.polarity for c in claims(reader, text)] == [polarity]


def test_what_is_feared_is_no_deed(reader: Reader) -> None:
    assert not claims(reader, "The news fed fears of rebel raids on the mill.")
    assert claims(reader, "The news of the rebel raids on the mill spread.")


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("Two blasts in Jos killed and maimed more than 50 people.", ("other", 51, None), ("killed", 51, None)),
        ("A shell hit the mill but harmed nobody.", ("killed", 0, 0), ("killed", 1, 1)),
        ("The brigade fired 40 shells at the port.", ("other", 40, 40), ("killed", 40, 40)),
        ("The brigade lost 60 soldiers, 11 tanks and 40 drones.", ("killed", 60, 60), ("killed", 11, 11)),
    ],
)
def test_what_a_number_counts(
    reader: Reader, text: str, told: tuple[str, int, int | None], not_told: tuple[str, int, int | None]
) -> None:
    found = figures(claims(reader, text))
    assert told in found
    assert not_told not in found


def test_who_is_killed_elsewhere_is_no_figure_of_what_he_did(reader: Reader) -> None:
    found = claims(reader, "Two marines were killed while raiding a farm in Kano.")
    assert [n for n in figures(found) if n[0] == "killed"] == [("killed", 2, 2)]


def test_whom_an_older_attack_killed_the_new_one_did_not(reader: Reader) -> None:
    text = (
        "KESH, Oct 30 - Two car bombs exploded at a ministry on Saturday, killing at least 40 people, the president said.\n\n"
        "The Front said it was behind the blasts. The bombing took place at the same junction where a lorry bomb killed more than 400 "
        "people in 2017."
    )
    claims = reader.read(text, published="2022-10-30").claims
    assert {claim.historical for claim in claims for count in claim.counts if count.low == 401} == {True}


def test_a_time_before_the_saying_is_that_of_the_deed(reader: Reader) -> None:
    told = claims(reader, "On Sunday, police said rebels had burned a mill in Kano.")
    assert [c.time.text for c in told if c.time] == ["Sunday"]
    ahead = claims(reader, "On Sunday, the premier said he will visit Lima.", "AGREE")
    assert all(c.time is None or c.time.text != "Sunday" for c in ahead)


def test_what_led_to_background_is_background(reader: Reader) -> None:
    found = claims(reader, "In 1997, troops retook the mill after rebels had killed nine guards there.")
    assert found
    assert all(c.historical for c in found)
    assert not any(c.historical for c in claims(reader, "Troops retook the mill after rebels had killed nine guards."))


def test_the_place_behind_a_deed_that_is_condemned_is_that_of_the_deed(reader: Reader) -> None:
    text = "The minister condemned the ambush in Diffa claimed by the Red Column."
    assert not any(c.place for c in claims(reader, text, "ACCUSE"))
    assert [[p.text for p in c.actor] for c in claims(reader, text)] == [["the Red Column"]]


@pytest.mark.parametrize(("words", "modality"), [("it said", "actual"), ("it seems", "possible")])
def test_saying_is_no_doubt(reader: Reader, words: str, modality: str) -> None:
    assert [c.modality for c in claims(reader, f"They also captured the port, {words}.")] == [modality]


def test_an_attack_on_those_who_fired_is_another_deed(reader: Reader) -> None:
    text = (
        "Police opened fire on miners in Lima on Monday. A case was filed against 30 people over the attack on police."
    )
    sides = [({p.text for p in c.actor}, {p.text for p in c.recipient}) for c in claims(reader, text)]
    assert ({"Police"}, {"miners"}) in sides and all(not doers & hit for doers, hit in sides)


def test_others_injured_are_not_the_dead(reader: Reader) -> None:
    text = "Four miners were shot dead and at least 60 others injured as police opened fire on a crowd in Lima."
    found = claims(reader, text)
    assert [(n.what, n.low, n.high) for c in found for n in c.counts] == [("killed", 4, 4), ("injured", 60, None)]


@pytest.mark.parametrize("words", ["was unable to seize", "was not able to seize", "has not been able to seize"])
def test_what_nobody_was_able_to_do_was_not_done(reader: Reader, words: str) -> None:
    found = claims(reader, f"The garrison {words} the town of Kesh.")
    assert [(c.modality, c.polarity) for c in found] == [("actual", "-")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Rebels were able to capture the port of Lamu in March.", "actual"),
        ("Rebels are able to attack the town at any hour.", "possible"),
    ],
)
def test_what_somebody_was_able_to_do_was_done(reader: Reader, text: str, modality: str) -> None:
    found = claims(reader, text)
    assert [c.modality for c in found] == [modality]
    assert [bool(c.hedges) for c in found] == [modality != "actual"]


def test_a_verb_nobody_knows_is_no_other_that_ends_alike(reader: Reader) -> None:
    assert not claims(reader, "The deputy was slated to meet the minister.")
    assert claims(reader, "The deputy was slain on the way to the minister.")
