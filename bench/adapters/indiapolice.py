"""What the police did, sentence by sentence, in each document of DATA, in the format of the benchmark's scorer.

    python bench/adapters/indiapolice.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `doc_id`, `date` and of each sentence `sent_id` and `text_raw` or `text`; nothing else. The text is in lower case throughout. Writes
`{"doc_id", "sents": {id: labels}}`. Metric: macro F1 over sentences. Figures to beat: 45.4 (the authors' keywords), 49.7
(keywords of ten minutes), 66 to 68 (models trained on it).

A claim counts where its actor is the police, or where nobody is named for what only the police do (an arrest, a baton charge). Anything
else that the police are the subject of, or are quoted for, is some action.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import adapter

from dateline.read import Reader
from dateline.text import parse as parsing
from dateline.text.intake import read_text
from dateline.text.parse import Parse
from dateline.types import Claim, Party, Reading

FORCES = re.compile(
    r"\b(?:police\w*|cops?|constables?|(?:sub-)?inspectors?|commissioner|superintendent|jawans?|home guards?|rapid action force|raf|"
    r"crpf|srpf?|bsf|grp|dcp|dsp|acp|dgp|ssp|sho|task force|bomb squad|commando(?:e?s)?|para-? ?military|reserve police|"
    r"ips officers?|security (?:forces?|personnel)|patrol\w*|station house officer|crime branch|cid)\b"
)
DONE_BY_POLICE = {"arrest", "crowd-control", "curfew", "police", "deport"}
IDLE = re.compile(r"reject\.assist\.(?:stand-by|fail|late|blind-eye|idle)")
FIRING = re.compile(r"\bpolice firing\b|\bin (?:the |police )?firing\b")
AUTHORITIES = re.compile(r"\b(?:army|government|administration|authorities|centre|troops)\b")
UNDONE = re.compile(
    r"\b(?:inaction|failure|failed|negligen\w+|apathy|delay\w*|absence|indifferen\w+|conniv\w+|complicity|lack)\b"
)
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


def is_police(claim: Claim, sentence: str) -> bool:
    """Whether the police did it: they are its actor, or nobody is and it is theirs to do; what is left undone may be the
    authorities' as well."""
    if claim.actor:
        idle = bool(IDLE.match(claim.rule)) and any(AUTHORITIES.search(party.text.lower()) for party in claim.actor)
        return idle or any(_is_force(party) for party in claim.actor)
    if IDLE.match(claim.rule) or (claim.type == "ASSAULT" and FIRING.search(sentence) and FORCES.search(sentence)):
        return True
    return (
        bool(DONE_BY_POLICE & set(claim.mode))
        or claim.type == "MOBILIZE"
        or bool(FORCES.search(claim.trigger.text.lower()))
    )


def _is_force(party: Party) -> bool:
    return party.code.endswith("COP") or bool(FORCES.search(f"{party.text} {party.name}".lower()))


def told(reading: Reading, parse: Parse) -> Iterator[tuple[int, set[str]]]:
    """Labels, each with the character that it stands on."""
    text = reading.document.text.lower()
    said_of = {claim.id: text[claim.sentence.start : claim.sentence.end] for claim in reading.claims}
    theirs = [claim for claim in reading.claims if is_police(claim, said_of[claim.id])]
    firing = [claim.sentence for claim in theirs if "FORCE" in labels(claim)]
    for claim in reading.claims:
        if claim in theirs:
            yield claim.trigger.span.start, set(labels(claim))
        elif claim.type == "ACCUSE" and any(map(_is_force, claim.recipient)) and UNDONE.search(said_of[claim.id]):
            yield claim.trigger.span.start, {"FAIL"}
        elif not claim.actor and claim.sentence in firing and claim.type == "ASSAULT" and _killed(claim):
            yield claim.trigger.span.start, {"KILL"}
    for said in reading.attributions:
        if any(FORCES.search(reading.document.text[span.start : span.end].lower()) for span in said.source):
            yield said.cue[0].start if said.cue else said.source[0].start, {"ANY_ACTION"}
    for clause in parse.clauses.values():
        if any(FORCES.search(_words(one, parse)) for one in clause.doers):
            yield parse.tokens[clause.head].start, {"ANY_ACTION"}


def _words(head: int, parse: Parse) -> str:
    """The phrase of a token in lower case, without what hangs on it behind."""
    phrase = parse.phrase(head)
    return parse.quote(phrase.first if phrase else head, head + 1).lower()


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The labels of the sentences of one document; those with none are left out."""
    text, ends = "", []
    for one in row["sents"]:
        text += one.get("text", one["text_raw"]).strip() + "\n"
        ends.append((len(text), str(one["sent_id"])))
    found: dict[str, set[str]] = defaultdict(set)
    document = read_text(text, id=str(row["doc_id"]), published=row["date"])
    if FORCES.search(text):
        for start, names in told(reading.read_document(document), parsing.parse(document, reading.nlp)):
            found[next(name for end, name in ends if start < end)].update(names)
    return {"doc_id": row["doc_id"], "sents": {name: sorted(values) for name, values in found.items() if values}}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
