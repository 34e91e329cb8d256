"""The main event of each sentence of DATA as a PLOVER record, in the format of the benchmark's scorer.

    python bench/adapters/plover_gsr.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH]

Reads `id` and `text` of each line and nothing else; writes `{"id", "events": [{"event", "source", "target"}]}`. The records use the
type names of 2016, so today's types are written in those: REQUEST is DEMAND, ACCUSE is INVESTIGATE or DISAPPROVE, and an ASSAULT
with the means of an army is FIGHT.
"""

from __future__ import annotations

import sys
from typing import Any

import adapter

from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Claim, Party

IRREGULAR = {"abduct", "torture", "sexual", "beat", "suicide-attack", "targeted", "primitive", "explosives"}
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
    if claim.type == "ASSAULT":
        return "ASSAULT" if set(claim.mode) & IRREGULAR else "FIGHT"
    return claim.type


def weight(claim: Claim) -> tuple[int, int, int, int]:
    """Sorts the main event first: told as news, by a verb or its light verb, with both sides, early in the sentence."""
    noun = (
        bool(claim.steps)
        and claim.steps[0].reason.startswith("noun")
        and not any(s.field == "support" for s in claim.steps)
    )
    aside = claim.historical or claim.polarity == "-"
    return (int(aside), int(noun), -len(claim.actor[:1]) - len(claim.recipient[:1]), claim.trigger.span.start)


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


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The record of one sentence; no event when no claim was read."""
    claims = reading.read_document(read_text(row["text"], id=row["id"])).claims
    ranked = sorted(claims, key=weight)[:1]
    events = [{"event": old_type(c), "source": codes(c.actor), "target": codes(c.recipient)} for c in ranked]
    return {"id": row["id"], "events": events}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
