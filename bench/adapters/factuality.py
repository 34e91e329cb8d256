"""Whether the given events of DATA happened, as the text says, in the format of the benchmark's scorer.

    python bench/adapters/factuality.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `id`, `corpus`, `text` and the spans of `events`; writes a value from -3 to 3 for each (meantime-sources: a status and who says so).
Metric: MAE and macro F1. Figures to beat on dev: 0.646 MAE and 61.0 (uw, words before the event), 35.1 status macro F1.

An event that is a claim's trigger takes modality and polarity from it; any other word those of its clause in the clause view.
"""

from __future__ import annotations

import sys
from typing import Any

import adapter

from dateline.read import Reader
from dateline.text import parse as parsing
from dateline.text.intake import read_text
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Claim, Document, Reading

VALUES = {"actual": 3.0, "possible": 1.5, "unknown": 0.5, "planned": 1.0, "conditional": 0.5}
STATUS = {
    "actual": "happened",
    "possible": "possible",
    "unknown": "unknown",
    "planned": "future",
    "conditional": "other",
}
MAYBE = {"may", "might", "could", "can", "would", "should", "must"}


def of_claim(claim: Claim) -> tuple[str, bool]:
    """Modality, and whether it is denied."""
    return claim.modality, claim.polarity == "-"


def of_clause(clause: Clause, parse: Parse) -> tuple[str, bool]:
    """Modality and negation of a clause by its modal, tense and the word that opens it."""
    denied = bool(clause.negations)
    if clause.marker in {"if", "unless", "whether"}:
        return "conditional", denied
    if clause.modal in MAYBE:
        return "possible", denied
    if clause.tense == "future":
        return "planned", denied
    above = parse.clause(clause.parent)
    if clause.tense == "infinitive" and clause.kind != "main":
        return "planned", denied or bool(above and above.negations)
    return "actual", denied


def governing(head: int, parse: Parse) -> Clause | None:
    """The clause of a token: its own, or the nearest above it."""
    at = head
    for _ in range(20):
        found = parse.clause(at)
        above = parse.tree.heads[at]
        if found or above == at:
            return found
        at = above
    return None


def modality(start: int, end: int, reading: Reading, parse: Parse) -> tuple[str, bool]:
    """What the text says of the event at these characters."""
    claim = next((c for c in reading.claims if c.trigger.span.start < end and start < c.trigger.span.end), None)
    if claim is not None:
        return of_claim(claim)
    token = next((t.i for t in parse.tokens if t.start < end and start < t.end), None)
    clause = governing(token, parse) if token is not None else None
    return of_clause(clause, parse) if clause else ("actual", False)


def speakers(start: int, end: int, reading: Reading) -> list[dict[str, Any]]:
    """Who says so, by the attributions whose content holds the event."""
    inside = [one for one in reading.attributions if any(s.start <= start and end <= s.end for s in one.content)]
    return [{"source": [[span.start, span.end] for span in one.source]} for one in inside[:1]]


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The events of one text, judged."""
    document: Document = read_text(row["text"], id=row["id"])
    told, parse = reading.read_document(document), parsing.parse(document, reading.nlp)
    events = []
    for event in row["events"]:
        sure, denied = modality(event["start"], event["end"], told, parse)
        found = {"start": event["start"], "end": event["end"]}
        if row["corpus"] == "meantime-sources":
            status = "did_not_happen" if denied and sure == "actual" else STATUS[sure]
            found |= {"status": status, "according_to": speakers(event["start"], event["end"], told)}
        else:
            found["value"] = -VALUES[sure] if denied else VALUES[sure]
        events.append(found)
    return {"id": row["id"], "events": events}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
