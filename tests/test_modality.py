"""How sure the text is: modality, polarity and background, one mechanism a row, and what is no claim at all."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Claim


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    """The claims of a text."""
    return reader.read_document(read_text(text, id="t", published="2021-08-10")).claims


def at(reader: Reader, text: str, word: str) -> Claim:
    """The claim whose trigger, or another mention of it, has the word."""
    got = claims(reader, text)
    found = [c for c in got if word in c.trigger.text or any(word in q.text for q in c.also)]
    assert found, [(c.type, c.trigger.text) for c in got]
    return found[0]


# text, trigger, modality, polarity
MOODS = [
    ("A European envoy is expected to join the talks.", "join", "planned", "+"),
    ("Council members are considering sending peacekeepers to Darfur.", "sending", "possible", "+"),
    ("The union called for a strike, a demand that the premier turned down.", "turned down", "actual", "+"),
    ("The militia has refused to sit down with the rebels unless they leave.", "refused", "actual", "+"),
    ("The party threatened to boycott the polls should the list stay closed.", "threatened", "conditional", "+"),
    ("Rebels attacked the town.", "attacked", "actual", "+"),
    ("Rebels may attack the town.", "attack", "possible", "+"),
    ("Rebels have reportedly attacked the town.", "attacked", "possible", "+"),
    ("Revenge killings of herders have been reported in the valley.", "killings", "possible", "+"),
    ("The killing of two judges was blamed on the rebels.", "killing", "possible", "+"),
    ("The fear that soldiers had burned the village shocked the bishop.", "burned", "possible", "+"),
    ("Rebels did not attack the town.", "attack", "actual", "-"),
    ("No prisoners were released by the rebels.", "released", "actual", "-"),
    ("There is no evidence that soldiers attacked the village.", "attacked", "possible", "-"),
    ("No one was killed in the attack on the market.", "attack", "actual", "+"),
    ("Police foiled an attack on the embassy.", "attack", "actual", "-"),
    ("The army did not attack the town until Monday.", "attack", "actual", "+"),
    ("Guards prevented gunmen from attacking the court.", "attacking", "actual", "-"),
    ("It was not clear whether soldiers had captured the bridge.", "captured", "unknown", "+"),
    ("It is not clear who carried out the killings of two judges.", "killings", "actual", "+"),
    ("The army has neither confirmed nor denied that its jets bombed the port.", "bombed", "unknown", "+"),
    ("The army declined to confirm that its jets bombed the port.", "bombed", "unknown", "+"),
    ("Unconfirmed reports said rebels had taken the town.", "taken", "unknown", "+"),
    ("Have the rebels attacked the town?", "attacked", "unknown", "+"),
    ("Why did the rebels attack the town?", "attack", "actual", "+"),
    ("The premier will visit Kenya in May.", "visit", "planned", "+"),
    ("The premier will visit Kenya if the truce holds.", "visit", "conditional", "+"),
    ("The kingdom will withdraw its troops in exchange for a truce.", "withdraw", "conditional", "+"),
    ("The kingdom withdrew its troops in exchange for a truce.", "withdrew", "actual", "+"),
    ("The army will leave the town if the rebels leave, the general said.", "leave", "conditional", "+"),
    ("The premier flew to Kenya in order to meet the rebels.", "meet", "planned", "+"),
    ("Thousands rallied to demand the release of the editor.", "demand", "actual", "+"),
    ("The bishop will condemn the attack on the convoy.", "attack", "actual", "+"),
    ("Gunmen tried to storm the bank in Kunduz.", "storm", "actual", "+"),
]


@pytest.mark.parametrize(("text", "word", "modality", "polarity"), MOODS)
def test_mood(reader: Reader, text: str, word: str, modality: str, polarity: str) -> None:
    claim = at(reader, text, word)
    assert (claim.modality, claim.polarity) == (modality, polarity)


# text, trigger, historical
BACKGROUND = [
    ("During the dictatorship, soldiers killed thousands of students.", "killed", True),
    ("In the 1990s, rebels attacked the town of Kunduz.", "attacked", True),
    ("Families marked the anniversary of the bombing of Kunduz.", "bombing", True),
    ("Extremists oppose the rebels' 8-month-old truce.", "truce", True),
    ("Rebels attacked the town of Kunduz on Monday.", "attacked", False),
    ("Rebels attacked the town of Kunduz during the visit of the premier.", "attacked", False),
]


@pytest.mark.parametrize(("text", "word", "historical"), BACKGROUND)
def test_background(reader: Reader, text: str, word: str, historical: bool) -> None:
    assert at(reader, text, word).historical is historical


def test_a_denial_negates_and_the_denier_is_the_voice(reader: Reader) -> None:
    claim = at(reader, "The kingdom denied that its aircraft had bombed a market.", "bombed")
    assert claim.polarity == "-"
    assert [v.speaker.text for v in claim.voices] == ["The kingdom"]


def test_an_unclaimed_attack_happened_and_nobody_did_it(reader: Reader) -> None:
    claim = at(reader, "No group has claimed responsibility for the attack on the convoy.", "attack")
    assert (claim.polarity, claim.actor, claim.voices) == ("+", (), ())


# text, a word that must trigger nothing
NOTHING = [
    ("If rebels attack the town, the road is lost.", "attack"),
    ("The gunmen would have attacked the train without the guard.", "attacked"),
    ("The talks will wait until the army withdraws from the town.", "withdraws"),
    ("The gunmen fled before police could arrest them.", "arrest"),
    ("Should the rebels attack the town, the road is lost.", "attack"),
    ("Had the rebels attacked the town, hundreds would have fled.", "attacked"),
    ("If the mayor were indicted and convicted of murder, he could flee.", "convicted"),
    ("Rebels must not attack the town.", "attack"),
    ("The rebels want to attack the town.", "attack"),
]


@pytest.mark.parametrize(("text", "word"), NOTHING)
def test_no_claim(reader: Reader, text: str, word: str) -> None:
    assert [c.trigger.text for c in claims(reader, text) if word in c.trigger.text] == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Chile says that Peru shelled a border post, a charge Peru denies.", ["denies"]),
        ("Rebels shelled a village, residents said. The army rejected the report.", ["rejected"]),
        (
            "Rebels shelled a village near the town, residents said. Chile says the plan has costs, a charge Peru denies.",
            [],
        ),
        ("Nurses marched after a report of cuts. The palace dismissed the report as outlandish.", []),
        ("The opposition boycotted the vote. He denied that the opposition is acting for others.", []),
    ],
)
def test_a_denial_points_back_at_what_somebody_tells(reader: Reader, text: str, denied: list[str]) -> None:
    reading = reader.read_document(read_text(text, id="t", published="2021-08-10"))
    assert [claim.trigger.text for claim in reading.claims if claim.polarity == "-"] == denied


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("The group funds itself through kidnapping.", []),
        ("Dockers march each July through the town.", []),
        ("Dockers marched in July through the town.", ["marched"]),
        ("You cannot fight a rifle with a stick, the mayor said.", []),
        ("An ally sent a note to Peru to try to win the hostages' release.", []),
        ("They will be held until their trial.", []),
        ("The army was willing to leave in exchange for guarantees that Chile would not be attacked.", ["willing"]),
    ],
)
def test_customs_terms_and_what_is_to_be_won_are_no_events(reader: Reader, text: str, triggers: list[str]) -> None:
    assert [claim.trigger.text for claim in claims(reader, text)] == triggers


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peacekeepers have been unable to stop militia attacks on villages.", "attacks"),
        ("The lawyers say Peruvian investigations into the abuse have not gone far enough.", "investigations"),
        pytest.param(
            "The premier lost a series of no-confidence votes in parliament.",
            "votes",
            marks=pytest.mark.xfail(reason="the parser is all but sure that votes tell no event", strict=True),
        ),
    ],
)
def test_what_is_not_stopped_or_not_enough_has_been(reader: Reader, text: str, word: str) -> None:
    assert at(reader, text, word).polarity == "+"


@pytest.mark.xfail(reason="the parser is all but sure that a release that needs something tells no event", strict=True)
def test_what_something_is_needed_for_is_still_to_come(reader: Reader) -> None:
    assert (
        at(reader, "Peru gave the guarantees needed for the release of two suspects.", "release").modality == "planned"
    )


def test_a_bomber_told_anew_is_not_whoever_is_said_to_have_done_it(reader: Reader) -> None:
    text = (
        "A suicide bomber killed 12 people at a market in Quetta on Monday, police said. Shops closed. Roads were shut. "
        "A spokesman for the Hill Front said its fighters carried out the bombing."
    )
    deeds = [c for c in claims(reader, text) if c.type == "ASSAULT"]
    assert [(c.actor[0].text, c.voices[0].speaker.text) for c in deeds] == [
        ("A suicide bomber", "police"),
        ("its fighters", "A spokesman"),
    ]


def test_what_a_relative_clause_parts_from_its_verb_is_read(reader: Reader) -> None:
    war = at(reader, "The war, which erupted in April 2023, has killed tens of thousands of people.", "killed")
    assert (war.historical, [(tally.what, tally.low) for tally in war.counts]) == (True, [("killed", 20000)])
