"""What the police did, sentence by sentence, in each document of DATA, in the format of the benchmark's scorer.

    python bench/adapters/indiapolice.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `doc_id`, `date` and of each sentence `sent_id` and `text_raw` or `text`; nothing else. The text is in lower case throughout. Writes
`{"doc_id", "sents": {id: labels}}`. Metric: macro F1 over sentences. Figures to beat: 45.4 (the authors' keywords), 49.7
(keywords of ten minutes), 66 to 68 (models trained on it).

A claim counts where its actor is the police, or where nobody is named for what only the police do (an arrest, a baton charge).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import adapter

from dateline.read import Options, Reader, reader
from dateline.text.intake import read_text
from dateline.types import Claim, Party

FORCES = re.compile(
    r"\b(?:police\w*|cops?|constables?|(?:sub-)?inspectors?|commissioner|superintendent|jawans?|home guards?|rapid action force|raf|crpf|srpf?|"
    r"bsf|dcp|dsp|acp|dgp|ssp|sho|paramilitary|security (?:forces?|personnel)|patrol\w*|station house officer|crime branch|cid)\b"
)
DONE_BY_POLICE = {"arrest", "crowd-control", "curfew", "police"}
IDLE = re.compile(r"reject\.assist\.(?:stand-by|fail|late|blind-eye)")
DEEDS = {"ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "SANCTION"}
FATAL = re.compile(r"\b(?:kill|shot dead|gunned|dead|died|death|shoot dead)")


def labels(claim: Claim) -> Iterator[str]:
    """The labels of a claim about the police."""
    if IDLE.match(claim.rule) or (claim.polarity == "-" and claim.type in DEEDS):
        yield "FAIL"
        return
    if claim.polarity == "-" or claim.modality in {"planned", "conditional"}:
        return
    if claim.type == "ASSAULT":
        yield "FORCE"
        if _killed(claim):
            yield "KILL"
    if claim.type == "COERCE" and "arrest" in claim.mode:
        yield "ARREST"
    if claim.type in DEEDS or "investigate" in claim.mode or "allege" in claim.mode:
        yield "ANY_ACTION"


def _killed(claim: Claim) -> bool:
    dead = any(count.what == "killed" and count.low != 0 for count in claim.counts)
    return dead or bool(FATAL.search(claim.trigger.text.lower()))


def is_police(claim: Claim) -> bool:
    """Whether the police did it: they are its actor, or nobody is and it is theirs to do."""
    if claim.actor:
        return any(_is_force(party) for party in claim.actor)
    return bool(DONE_BY_POLICE & set(claim.mode)) or bool(FORCES.search(claim.trigger.text.lower()))


def _is_force(party: Party) -> bool:
    return party.code.endswith("COP") or bool(FORCES.search(f"{party.text} {party.name}".lower()))


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The labels of the sentences of one document; those with none are left out."""
    text, ends = "", []
    for one in row["sents"]:
        text += one.get("text", one["text_raw"]).strip() + "\n"
        ends.append((len(text), str(one["sent_id"])))
    found: dict[str, set[str]] = defaultdict(set)
    for claim in reading.read_document(read_text(text, id=str(row["doc_id"]), published=row["date"])).claims:
        if is_police(claim):
            sentence = next(name for end, name in ends if claim.trigger.span.start < end)
            found[sentence].update(labels(claim))
    return {"doc_id": row["doc_id"], "sents": {name: sorted(values) for name, values in found.items() if values}}


def prepare(parser: str | None) -> adapter.Predict:
    """What the adapter writes for a row."""
    reading = reader(Options(parser=parser))
    return lambda row: record(row, reading)


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, prepare))
