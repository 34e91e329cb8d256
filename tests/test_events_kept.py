"""Events that are kept as their own: what is refused, what a passive says, two deeds in one sentence."""

from __future__ import annotations

import pytest

from dateline import Reader
from dateline.types import Claim


def read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(text, published="2024-05-03").claims


@pytest.mark.parametrize(
    ("text", "type", "trigger"),
    [
        ("Chile rejected Peru's demand that it apologise.", "REQUEST", "demand"),
        ("The senator denied accusations that the party had bought votes.", "ACCUSE", "accusations"),
        ("The council refused requests from Peru for his extradition.", "REQUEST", "requests"),
    ],
)
def test_what_is_refused_has_been_said_by_others(reader: Reader, text: str, type: str, trigger: str) -> None:
    assert (type, trigger) in {(c.type, c.trigger.text) for c in read(reader, text)}


def test_a_suggestion_of_nobody_is_not_told(reader: Reader) -> None:
    assert "REQUEST" not in {
        c.type for c in read(reader, "The minister rejected any suggestion that Peru was to leave.")
    }


def test_a_passive_tells_of_what_nobody_is_named_in(reader: Reader) -> None:
    assert [(c.type, c.actor) for c in read(reader, "Public protests are banned in the kingdom.")] == [("COERCE", ())]
    assert not read(reader, "Public protests could be banned.")


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("The rebels liberated Bria, took six soldiers prisoner and left.", {"liberated", "took"}),
        (
            "The army said it had shot down nine drones and taken control of the village of Bria.",
            {"shot down", "taken control of"},
        ),
    ],
)
def test_the_taking_of_ground_is_a_deed_of_its_own(reader: Reader, text: str, triggers: set[str]) -> None:
    assert triggers <= {c.trigger.text for c in read(reader, text) if c.type == "ASSAULT"}


def test_who_is_taken_beside_another_passive_is_the_one_named_last(reader: Reader) -> None:
    claims = read(reader, "An ambulance was intercepted and a patient dragged out and executed.")
    assert [(c.trigger.text, [p.text for p in c.recipient]) for c in claims if c.type == "ASSAULT"] == [
        ("executed", ["a patient"])
    ]


def test_violence_is_where_its_verb_says_it_is(reader: Reader) -> None:
    (one,) = read(reader, "Violence has been escalating in Darfur.")
    assert (one.type, one.trigger.text) == ("ASSAULT", "Violence")
    assert not read(reader, "Violence has been escalating in recent days.")


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Chad pledged to give up its missiles by June.", "CONCEDE"),
        ("Chad agreed to give the islands a loan.", "AGREE"),
        ("The warlord agreed to a truce during the harvest.", "CONCEDE"),
        ("Norway will contribute to the fund.", "AGREE"),
        ("The rebels said they would not sign.", "REJECT"),
        ("The main wing of the rebel army vowed to fight on.", "THREATEN"),
    ],
)
def test_what_is_promised_is_what_it_comes_to(reader: Reader, text: str, type: str) -> None:
    assert [c.type for c in read(reader, text)] == [type]


@pytest.mark.parametrize(
    ("text", "type", "actor"),
    [
        ("The group was reacting to the council's move revoking permission for a radio crew.", "COERCE", "the council"),
        ("Praise also came from Peru.", "SUPPORT", "Peru"),
        (
            "Hundreds have left since fighting broke out there on 9 May between the rebels and the army.",
            "ASSAULT",
            "the rebels",
        ),
        ("Police were searching for a man believed to be responsible for a blast in Bria.", "ASSAULT", "a man"),
    ],
)
def test_who_does_it_stands_elsewhere(reader: Reader, text: str, type: str, actor: str) -> None:
    found = {(c.type, p.text) for c in read(reader, text) for p in c.actor}
    assert (type, actor) in found


def test_what_is_not_allowed_is_refused(reader: Reader) -> None:
    (one,) = read(reader, "The junta did not allow the inspectors to visit the mine.")
    assert (one.type, one.polarity) == ("REJECT", "+")
    (other,) = read(reader, "The envoys were not allowed to enter the port.")
    assert (other.type, other.actor) == ("COERCE", ())


@pytest.mark.parametrize(
    ("text", "type", "recipient"),
    [
        ("One soldier was hit in the thigh and was flown to Moroto.", "AID", "One soldier"),
        ("The court handed the editor two years for treason.", "SANCTION", "the editor"),
        ("The minister attributed the blockade to illegal miners.", "ACCUSE", "illegal miners"),
        (
            "The coordinator urged donors, who have met half of the requirements, to act before the lean season.",
            "REQUEST",
            "donors",
        ),
        ("Their lawyer says that they were kicked in the corridor of the court.", "ASSAULT", "they"),
    ],
)
def test_to_whom_it_is_done(reader: Reader, text: str, type: str, recipient: str) -> None:
    assert (type, recipient) in {(c.type, p.text) for c in read(reader, text) for p in c.recipient}
