"""Who did it to whom: whom a pronoun means, whose deed a noun names, which of two verbs an argument belongs to."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Actor, Claim, Interval


def meant(reader: Reader, text: str, word: str) -> list[str | None]:
    """Whom each mention of that pronoun goes back to, None for nobody."""
    found = [r for r in reader.read(text, id="x", published="2021-06-09").resolutions if r.mention.text == word]
    return [r.value.name if isinstance(r.value, Actor) else None for r in found if r.mention.kind == "actor"]


def claims(reader: Reader, text: str, kind: str) -> list[Claim]:
    return [c for c in reader.read(text, id="x", published="2021-06-09").claims if c.type == kind]


def sides(reader: Reader, text: str, kind: str) -> list[tuple[list[str], list[str]]]:
    return [([p.text for p in c.actor], [p.text for p in c.recipient]) for c in claims(reader, text, kind)]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Haro and Vesk have been freed. Prosecutors charged Haro and Vesk in May. They live in Lima.", "They", "Haro and Vesk"),
        ("Omar Haro wrote to the premier, Peruvian President Luis Vesk, asking him to wait.", "him", "Luis Vesk"),
        ("Prosecutors charged the miners on Friday, but they were released on bail.", "they", "miners"),
        ("The envoy asked Ankara to lean on the brigade over its raids on farms.", "its", "brigade"),
        ("Chile cheered. The king is urging Peru to lift its embargo against Ghana.", "its", "Peru"),
        ("The Kesh Herald newspaper printed a Hamas statement saying it had carried out the attacks.", "it", "Hamas"),
        ("The BBC said it had moved its staff.", "it", "BBC"),
        ("Unions and students asked whether the rebels had ended their attacks.", "their", "rebels"),
        ("Hamas attacked Israel. A new report says Hamas fired rockets. It also says men shelled a camp.", "It", None),
        ("The Peruvian army attacked a port. The navy says it fired rockets. It also says men fled.", "It", "navy"),
    ],
)  # fmt: skip
def test_whom_a_pronoun_means(reader: Reader, text: str, word: str, name: str | None) -> None:
    assert meant(reader, text, word) == [name]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A Taliban spokesman denied responsibility for the attack on the school.", ["Taliban"]),
        ("A spokesman for the Red Front claimed responsibility for the bombing of the station.", ["the Red Front"]),
        ("Three men were killed in a Gaza City attack.", []),
        ("Two officers died in the Iraq violence.", []),
        ("The Israeli attack killed six people.", ["Israeli"]),
        ("The U.S. attack killed six people.", ["U.S."]),
        ("The Peruvian peacekeepers ended the fighting in Kesh.", []),
        ("The Hotel Vesk bombing killed 12 people in 1981.", []),
        ("Six people died in a Cuban airliner bombing.", []),
        ("Six people died in a Cuban drone attack.", ["Cuban"]),
        ("He was convicted of the bombing of a U.S. airliner that killed 270 people.", []),
        ("Police say an explosion during a protest by ethnic Serbs has wounded a dozen people.", []),
        ("Federal prosecutors filed charges of genocide against Luis Haro.", ["Luis Haro"]),
        ("Omar Haro was jailed for his role in the killing of a priest.", ["his"]),
        ("Peruvian generals denied any part in the shooting of the judge.", ["Peruvian generals"]),
        ("The minister played down the role of the press in the killing of a priest.", []),
    ],
)
def test_whose_deed_a_noun_names(reader: Reader, text: str, actor: list[str]) -> None:
    assert {name for got, _ in sides(reader, text, "ASSAULT") for name in got} == set(actor)


def test_what_is_behind_a_hyphen_may_be_no_deed(reader: Reader) -> None:
    assert not claims(reader, "The rebels offered a cease-fire on Friday.", "ASSAULT")
    assert claims(reader, "The rebels' fire on the patrol lasted an hour.", "ASSAULT")


def test_the_ban_is_whose_it_is_and_not_the_breach(reader: Reader) -> None:
    (breach,) = sides(reader, "The plane landed in defiance of a ban by the militant group al-Shabab.", "REJECT")
    assert breach[0] == []
    (beating,) = sides(reader, "The beating of a student by policemen angered the town.", "ASSAULT")
    assert beating == (["policemen"], ["a student"])


def test_who_is_accused_of_it_did_it(reader: Reader) -> None:
    ((_, accused),) = sides(reader, "Mr. Haro is accusing the United States of orchestrating the boycott.", "ACCUSE")
    assert accused == ["the United States"]
    ((doer, _),) = sides(reader, "Mr. Haro is accusing the United States of orchestrating the boycott.", "PROTEST")
    assert doer == ["the United States"]


def test_a_guest_who_visits_is_who_asks(reader: Reader) -> None:
    text = "In Lima, visiting Peruvian Foreign Minister Ana Vesk urged Chilean officials to arrest two fugitives."
    assert sides(reader, text, "REQUEST") == [(["Peruvian Foreign Minister Ana Vesk"], ["Chilean officials"])]


def test_a_court_that_convicts_and_sentences_is_not_who_is_convicted(reader: Reader) -> None:
    text = "A military court initially convicted and sentenced Haro to life in prison for treason."
    assert ("A military court" in {name for got, _ in sides(reader, text, "SANCTION") for name in got}) is True
    assert {name for _, got in sides(reader, text, "SANCTION") for name in got} == {"Haro"}


def test_verbs_in_a_row_share_the_object_behind_the_last(reader: Reader) -> None:
    text = "Terrorists kidnapped, tortured and beheaded Omar Haro in May."
    assert set(map(repr, sides(reader, text, "ASSAULT"))) == {repr((["Terrorists"], ["Omar Haro"]))}


def test_a_verb_that_needs_no_object_takes_none_from_the_next(reader: Reader) -> None:
    text = "The inmates surrendered and wounded eleven guards."
    assert "eleven guards" not in {name for _, got in sides(reader, text, "RETREAT") for name in got}


def test_nobody_acts_on_himself_by_a_pronoun(reader: Reader) -> None:
    text = "Omar Haro wrote to the premier of Peru. Haro said he was shot by the guards."
    assert all(not set(a) & set(b) for a, b in sides(reader, text, "ASSAULT"))


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("Marines took the airport in a duel with the separatists.", "ASSAULT", ["the separatists"]),
        ("Marines took the airport in a ceremony with the separatists.", "ASSAULT", []),
        ("Government troops rid the northern suburbs of rebels.", "ASSAULT", ["rebels"]),
        ("The garrison has fired rockets meant for the airport.", "ASSAULT", ["the airport"]),
        ("The group was blamed for an attack last month on police headquarters.", "ASSAULT", ["police headquarters"]),
        ("Residents spoke of a clinic being shelled.", "ASSAULT", ["a clinic"]),
        ("The Security Council discussed Eritrea and Ethiopia on Monday.", "CONSULT", []),
    ],
)
def test_whom_it_befalls(reader: Reader, text: str, kind: str, recipient: list[str]) -> None:
    assert {name for _, got in sides(reader, text, kind) for name in got} == set(recipient)


def test_a_figure_is_nobody(reader: Reader) -> None:
    found = reader.read("Officials put the number of displaced at 5,900.", id="x", published="2021-06-09").claims
    assert not any(p.text.startswith("the number") for c in found for p in (*c.actor, *c.recipient))


def test_a_document_asks(reader: Reader) -> None:
    text = "The resolution calls on both armies to leave the zone."
    assert sides(reader, text, "REQUEST") == [(["The resolution"], ["both armies"])]


def test_the_group_is_whom_the_passage_is_about_and_not_the_one_named_last(reader: Reader) -> None:
    text = "Hamas, which is loyal to Hezbollah, shelled a camp. The group then burned a farm."
    assert sides(reader, text, "ASSAULT")[-1] == (["The group"], ["a farm"])
    assert meant(reader, text, "The group") == ["Hamas"]


def test_he_is_the_one_who_was_named_last_as_a_subject(reader: Reader) -> None:
    text = (
        'Farmers fled, said Samuel Haro, head of a union. "They burned our huts," he told a reporter. '
        "Army spokesman Lieutenant Mok Vesk put the toll at nine. He said soldiers had freed four hostages."
    )
    assert meant(reader, text, "he") == ["Samuel Haro"]
    assert meant(reader, text, "He") == ["Mok Vesk"]


def test_those_left_dead_are_whom_the_shots_hit(reader: Reader) -> None:
    told = claims(reader, "Gunmen opened fire on a bus, leaving Omar Haro, 24, and his brother dead.", "ASSAULT")
    assert {p.text for c in told for p in c.recipient} == {"a bus", "Omar Haro", "his brother"}
    assert not reader.read(
        "The police opened fire, leaving Lima Begum, 24, dead.", id="x", published="2021-06-09"
    ).controls


def test_a_list_behind_said_is_no_speaker(reader: Reader) -> None:
    text = "The mayor, who visited the camp on Wednesday, said soldiers, hunters and guards had been deployed."
    assert [v.speaker.text for c in claims(reader, text, "MOBILIZE") for v in c.voices] == ["The mayor"]


def test_a_participle_lies_where_the_thing_stormed_lies(reader: Reader) -> None:
    told = claims(reader, "Gunmen stormed a branch of a church in Lima, abducting nine nuns.", "ASSAULT")
    assert {p.text for c in told for p in c.place} == {"Lima"}


def test_who_wages_a_campaign_kills_in_it(reader: Reader) -> None:
    assert sides(reader, "Peru's campaign has killed more than 300 people in Ghana.", "ASSAULT")[0][0] == ["Peru"]


def test_a_name_behind_a_shortened_rank_has_no_stop(reader: Reader) -> None:
    told = claims(reader, "Lt. Col. Omar Haro, spokesman of the brigade, said rebels killed two men.", "ASSAULT")
    assert [v.speaker.name for v in told[0].voices] == ["Omar Haro"]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Strikes hit Peru on Tuesday. Premier Ana Vel of Ghana ordered the army to withdraw.", "the army", "GHA-MIL"),
        ("Fighting went on in Peru. The Ghanaian army said one soldier had been killed.", "one soldier", "GHA-MIL"),
    ],
)
def test_a_force_is_of_the_country_of_who_commands_or_tells_of_it(
    reader: Reader, text: str, word: str, code: str
) -> None:
    found = reader.read(text, id="x", published="2021-06-09").resolutions
    assert [r.value.code for r in found if r.mention.text == word and isinstance(r.value, Actor)] == [code]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Parents refused to reopen the school after a shootout on Friday in which a teacher was wounded.",
            "2021-06-04",
        ),
        ("The group agreed to free the men after a raid on Friday.", "2021-06-04"),
        ("The group agreed to free the men on Friday.", "2021-06-11"),
    ],
)
def test_a_day_of_what_came_before_is_past(reader: Reader, text: str, day: str) -> None:
    found = reader.read(text, id="x", published="2021-06-09").resolutions
    assert [r.value.start for r in found if isinstance(r.value, Interval)] == [day]


def test_those_taken_are_charged_and_not_who_takes_them(reader: Reader) -> None:
    text = "The city was calm. British police arrested 12 men from around the country, accused of plotting an attack in Britain."
    assert [hit for _, hit in sides(reader, text, "ACCUSE")] == [["12 men"]]
    assert not any("police" in " ".join(doers).lower() for doers, _ in sides(reader, text, "ASSAULT"))


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Militants fired nine rockets into Israel on Tuesday.", "ASSAULT", ["Militants"], []),
        ("Militants fired nine rockets into the camp on Tuesday.", "ASSAULT", ["Militants"], ["the camp"]),
        ("Thousands of students marched through the streets of Lima.", "PROTEST", ["Thousands of students"], []),
        ("Soldiers impounded a lorry at the border.", "COERCE", ["Soldiers"], ["a lorry"]),
        ("Bandits made off with two motorcycles on Monday.", "COERCE", ["Bandits"], []),
        ("Angry villagers barricaded the Lima road with boulders.", "PROTEST", ["Angry villagers"], ["the Lima road"]),
        ("The air force said it had shot down nine drones.", "ASSAULT", ["it"], ["nine drones"]),
        ("Four pupils were whisked away from a hostel by men in plain clothes.", "ASSAULT", ["men"], ["Four pupils"]),
        ("The rebels rejected that as fantasy.", "REJECT", ["The rebels"], []),
    ],
)  # fmt: skip
def test_what_is_acted_on_and_what_is_only_where(
    reader: Reader, text: str, kind: str, actor: list[str], recipient: list[str]
) -> None:
    assert sides(reader, text, kind) == [(actor, recipient)]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Peru closed its border with Chile, citing a surge in prices.", []),
        (
            "Peru closed its border with Chile, the radio reported, citing a local chief.",
            ["a local chief", "the radio"],
        ),
    ],
)
def test_a_reason_that_is_cited_is_no_voice(reader: Reader, text: str, voices: list[str]) -> None:
    assert [[v.speaker.text for v in c.voices] for c in claims(reader, text, "COERCE")] == [voices]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Rebels raided shops and torched houses near Kaya.",
            "ASSAULT",
            [(["Rebels"], ["shops"]), (["Rebels"], ["houses"])],
        ),
        ("Twelve passengers were killed and 14 injured when a bus skidded off the road.", "ASSAULT", []),
        ("Police said no arrests had been made.", "COERCE", []),
        ("Raiders drove away 300 head of cattle.", "COERCE", [(["Raiders"], [])]),
        ("The army gave the rebels seven days to leave.", "REQUEST", [(["The army"], ["the rebels"])]),
    ],
)
def test_deeds_in_a_row_and_what_is_no_deed(
    reader: Reader, text: str, kind: str, expected: list[tuple[list[str], list[str]]]
) -> None:
    assert sides(reader, text, kind) == expected
