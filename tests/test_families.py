"""Families of everyday words: what is resolved on, what is given up, plans that name only whom they are for."""

from __future__ import annotations

import pytest

from dateline import Reader

Told = tuple[str, str, str]


def told(reader: Reader, text: str) -> set[Told]:
    """Type, trigger and modality of every claim."""
    return {(c.type, c.trigger.text, c.modality) for c in reader.read(text).claims}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The council decided to impose sanctions on the junta.", "THREATEN"),
        ("The council is considering imposing sanctions on the junta.", "THREATEN"),
        ("The ministry said it no longer wanted food aid.", "REJECT"),
        ("The captured sailors will be released on Friday.", "CONCEDE"),
    ],
)
def test_what_is_resolved_on_or_given_up_is_told(reader: Reader, text: str, wanted: str) -> None:
    assert wanted in {kind for kind, _, _ in told(reader, text)}


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("The mayor asked the council to impose sanctions on the junta.", "THREATEN"),
        ("The ministry said it wanted food aid.", "REJECT"),
        ("A longer war wanted food and fuel.", "REJECT"),
    ],
)
def test_what_others_ask_for_or_somebody_wants_is_not(reader: Reader, text: str, unwanted: str) -> None:
    assert unwanted not in {kind for kind, _, _ in told(reader, text)}


def test_an_inquiry_is_told_without_a_side(reader: Reader) -> None:
    (one,) = reader.read("The cause of the crash is unknown, and an investigation is under way.").claims
    assert (one.type, one.mode, one.actor) == ("ACCUSE", ("investigate",), ())


def test_whom_somebody_tries_to_talk_into_a_deed_has_not_resolved_on_it(reader: Reader) -> None:
    claims = reader.read("The three states have been trying to persuade the rebels to free the crew.").claims
    assert {c.type for c in claims} == {"REQUEST"}
