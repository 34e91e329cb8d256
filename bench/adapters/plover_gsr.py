"""The main event of each sentence of DATA as a PLOVER record, in the format of the benchmark's scorer.

    python bench/adapters/plover_gsr.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH]

Reads `id` and `text` of each line and nothing else; writes `{"id", "events": [{"event", "source", "target"}]}`. The records use the
type names of 2016, so today's types are written in those: REQUEST is DEMAND, ACCUSE is INVESTIGATE or DISAPPROVE, and an ASSAULT
with the means of an army is FIGHT; property destroyed, with nobody hurt, was COERCE. Where a record names nobody whom an event
befalls, its target is the country where it happened, or that its words go on to name.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import adapter

from dateline.actors.country_context import alpha3
from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Actor, Claim, Party, Place, Reading, Resolution, Span, Where

IRREGULAR = {"abduct", "torture", "sexual", "beat", "suicide-attack", "targeted", "primitive", "explosives"}
RULES = (
    ("coerce.restrict.besiege", "FIGHT"),  # CAMEO 191: a blockade is a use of force
    ("sanction.convict", "DISAPPROVE"),  # 116: found guilty
    ("assault.general.human-shield", "ASSAULT"),  # 184
)
HOSTED = "consult.visit.receive"
SECTORS = {
    "REB",
    "MIL",
    "COP",
    "GOV",
    "CVL",
    "OPP",
    "JUD",
    "LEG",
    "PTY",
    "UAF",
    "SPY",
    "REF",
    "EDU",
    "MED",
    "BUS",
    "REL",
    "LAB",
}


def old_type(claim: Claim) -> str:
    """The type under its name of 2016."""
    if claim.type == "REQUEST":
        return "DEMAND"
    if claim.type == "ACCUSE":
        return "INVESTIGATE" if "investigate" in claim.mode else "DISAPPROVE"
    found = next((kind for rule, kind in RULES if re.match(rule, claim.rule)), None)
    if found:
        return found
    if claim.type == "ASSAULT":
        if "destroy" in claim.mode and not claim.counts:
            return "COERCE"
        return "ASSAULT" if set(claim.mode) & IRREGULAR else "FIGHT"
    return claim.type


def weight(claim: Claim) -> tuple[int, int, int]:
    """Sorts the main event first: told as news, by a verb or its light verb, early in the sentence."""
    noun = (
        bool(claim.steps)
        and claim.steps[0].reason.startswith("noun")
        and not any(s.field == "support" for s in claim.steps)
    )
    aside = claim.historical or claim.polarity == "-"
    return (int(aside), int(noun), claim.trigger.span.start)


def codes(parties: tuple[Party, ...]) -> list[dict[str, str]]:
    """Country or organisation code and sector of each party, those without a code left out."""
    found = []
    for party in parties:
        head, _, rest = party.code.partition("-")
        if head in SECTORS:
            head, rest = "", head
        if head:
            found.append({"code": head, "sector": rest[:3]})
    return found


def named(reading: Reading, start: int, end: int) -> list[dict[str, str]]:
    """What is named between two characters, nearest to the first: an actor with a code, or else the country of a place."""
    found = [(r.mention.span.start, _code(r)) for r in reading.resolutions if start <= r.mention.span.start < end]
    coded = sorted((at, code) for at, code in found if code)
    return codes((Party("", Span(0, 0), code=coded[0][1]),)) if coded else []


def _code(resolution: Resolution) -> str:
    value = resolution.value
    if isinstance(value, Actor):
        return value.code
    return alpha3(value.country) if isinstance(value, Place) and value.country else ""


def targets(claim: Claim, reading: Reading) -> list[dict[str, str]]:
    """Whom it befalls: the recipients; where they have no code what is named in their words; else the country where it happened,
    else what is named behind the words of the event, as the records' coders do ("protested in Norland" is against Norland)."""
    found = codes(claim.recipient)
    found = found or [one for party in claim.recipient for one in named(reading, party.span.start, party.span.end)]
    found = found or codes(tuple(Party("", Span(0, 0), code=_country(where)) for where in claim.place[:1]))
    spoken = [voice.speaker.span.start for voice in claim.voices if voice.speaker.span.start > claim.trigger.span.end]
    return found or named(reading, claim.trigger.span.end, min([claim.sentence.end, *spoken]))


def _country(where: Where) -> str:
    return alpha3(where.place.country) if where.place and where.place.country else ""


def sources(claim: Claim, reading: Reading) -> list[dict[str, str]]:
    """Who did it: the actors; where they have no code what is named in their words."""
    found = codes(claim.actor)
    return found or [one for party in claim.actor for one in named(reading, party.span.start, party.span.end)]


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The record of one sentence; no event when no claim was read."""
    read = reading.read_document(read_text(row["text"], id=row["id"]))
    ranked = sorted(read.claims, key=weight)[:1]
    return {"id": row["id"], "events": [event(claim, read) for claim in ranked]}


def event(claim: Claim, reading: Reading) -> dict[str, Any]:
    """One claim as an event of the records, whose host is the source of a visit that he receives."""
    source, target = sources(claim, reading), targets(claim, reading)
    if claim.rule.startswith(HOSTED) and claim.recipient:
        source, target = target, source
    return {"event": old_type(claim), "source": source, "target": target}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
