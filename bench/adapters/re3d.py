"""Entities and relations of each document of DATA (Syria and Iraq), in the format of the benchmark's scorer.

    python bench/adapters/re3d.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `doc_id`, `title` and `text` and nothing else; writes `{"doc_id", "entities", "relations"}`. Metric: F1.
Figures to beat on dev: entities
35.5 exact and 45.8 overlapping, relations 4.8 overlapping, conflict relations 7.5 (strings remembered from other documents).

Relations are read off claims and control statements: who fights, meets, backs, condemns whom, who holds a place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import adapter

from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Actor, Claim, Party, Reading, Resolution

RELATIONS = {"ASSAULT": "FightingAgainst", "CONSULT": "CommWith", "AGREE": "CommWith", "SUPPORT": "Likes", "ACCUSE": "Dislikes",
             "REJECT": "Dislikes", "THREATEN": "Dislikes", "COOPERATE": "AlliesOf", "AID": "Likes", "REQUEST": "CommWith"}  # fmt: skip
PEOPLE = {"CVL", "LAB", "REF"}
BODIES = ("group.", "org.")


def entities(reading: Reading) -> Iterator[list[object]]:
    """Places, times and actors; an actor is a person, an organisation, a nationality by what it stands for."""
    for one in reading.resolutions:
        kind = _kind(one)
        if kind:
            yield [one.mention.span.start, one.mention.span.end, kind]


def _kind(one: Resolution) -> str:
    mention = one.mention
    if mention.kind == "time":
        return "Temporal"
    if mention.kind == "count":
        return "Quantity"
    if mention.kind == "place":
        return "Location" if mention.use != "modifier" else "Nationality"
    return "" if mention.use == "pronoun" else _actor(one)


def _actor(one: Resolution) -> str:
    code = one.value.code.rpartition("-")[2] if isinstance(one.value, Actor) else ""
    key = one.value.id if isinstance(one.value, Actor) else ""
    if (
        one.mention.use == "name"
        and not key.startswith(BODIES)
        and len(one.mention.text.split()) in (2, 3)
        and not one.mention.text.isupper()
    ):
        return "Person"
    return "Person" if code in PEOPLE and one.mention.use != "name" else "Organisation"


def relations(reading: Reading) -> Iterator[dict[str, Any]]:
    """A relation for each pair of sides of a claim, and for who holds what."""
    for claim in reading.claims:
        if claim.type in RELATIONS and claim.polarity == "+":
            for a, b in _pairs(claim):
                yield _relation(RELATIONS[claim.type], a, b)
    for control in reading.controls:
        for holder in control.holder:
            for place in control.place:
                yield {
                    "type": "InChargeOf",
                    "source": list(_span(holder)),
                    "target": [place.span.start, place.span.end],
                }


def _pairs(claim: Claim) -> Iterable[tuple[Party, Party]]:
    if claim.recipient:
        return [(a, b) for a in claim.actor for b in claim.recipient]
    return [(a, b) for n, a in enumerate(claim.actor) for b in claim.actor[n + 1 :]]


def _relation(kind: str, a: Party, b: Party) -> dict[str, Any]:
    return {"type": kind, "source": list(_span(a)), "target": list(_span(b))}


def _span(party: Party) -> tuple[int, int]:
    return party.span.start, party.span.end


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """What one document holds."""
    told = reading.read_document(read_text(row["text"], id=row["doc_id"], title=row.get("title")))
    return {"doc_id": row["doc_id"], "entities": list(entities(told)), "relations": list(relations(told))}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
