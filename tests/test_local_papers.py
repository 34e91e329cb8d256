"""Local papers, nouns of events and ground: forms with hyphens, "there were", offensives announced, towns side by side."""

from __future__ import annotations

import pytest

from dateline import Reader
from dateline.types import Claim


def told(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(text, published="2026-05-20").claims)


@pytest.mark.parametrize(
    ("text", "type", "words"),
    [
        ("A complete shutter-down strike paralysed the port town on Monday.", "PROTEST", "shutter-down strike"),
        ("The police baton-charged the crowd on Monday.", "ASSAULT", "charged"),
    ],
)
def test_a_form_with_a_hyphen_is_found_where_the_tokens_have_it_in_parts(
    reader: Reader, text: str, type: str, words: str
) -> None:
    assert [(c.type, c.trigger.text) for c in told(reader, text)] == [(type, words)]


def test_what_there_were_is_told_and_what_there_should_have_been_is_not(reader: Reader) -> None:
    (clash,) = told(reader, "There were clashes between police and protesters in the capital.")
    assert [p.text for p in clash.actor] == ["police", "protesters"]
    assert not told(reader, "Were rebels to attack the base, the garrison would fall.")


def test_an_offensive_announced_is_a_threat_and_a_killing_announced_is_none(reader: Reader) -> None:
    (threat,) = told(reader, "The army announced an offensive against the rebels on Monday.")
    assert (threat.type, threat.mode, [p.text for p in threat.actor]) == ("THREATEN", ("violence",), ["The army"])
    assert "THREATEN" not in {
        c.type for c in told(reader, "The army announced the killing of a rebel leader on Monday.")
    }


def test_who_takes_two_towns_takes_each(reader: Reader) -> None:
    reading = reader.read("Jihadists seized the towns of Djibo and Gorom-Gorom on Monday.", published="2026-05-20")
    taken = [c for c in reading.claims if c.mode == ("territory",)]
    assert [[w.text for w in c.place] for c in taken] == [["Djibo"], ["Gorom-Gorom"]]
    assert len({c.id for c in taken}) == 2
    (held,) = reading.controls
    assert [w.text for w in held.place] == ["Djibo", "Gorom-Gorom"]


def test_two_villages_without_names_are_taken_in_one_claim(reader: Reader) -> None:
    (one,) = told(reader, "The army recaptured Djibo and two villages on Monday.")
    assert len(one.place) == 2


def test_a_town_is_taken_and_its_bank_is_seized(reader: Reader) -> None:
    (town,) = told(reader, "Jihadists seized the town of Djibo on Monday.")
    (grain,) = told(reader, "Customs officers seized a shipment of grain on Monday.")
    assert (town.type, grain.type) == ("ASSAULT", "COERCE")


def test_a_garrison_that_left_a_town_has_lost_it(reader: Reader) -> None:
    reading = reader.read("The army acknowledged that its forces had left Djibo.", published="2026-05-20")
    assert [(c.type, c.mode) for c in reading.claims] == [("RETREAT", ("withdraw",))]
    assert [(c.status, [w.text for w in c.place]) for c in reading.controls] == [("lost", ["Djibo"])]
