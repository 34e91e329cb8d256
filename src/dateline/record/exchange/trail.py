"""Judgements one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from dateline.record.nouns import Judgement
from dateline.record.ruling import judgement_key
from dateline.record.store import Record
from dateline.types import Skipped

BROKEN = 3


class _Line(Judgement, frozen=True, forbid_unknown_fields=True):
    """A judgement as it stands on a line: with all its fields and no others."""


def judgements_lines(record: Record) -> Iterator[str]:
    """Every judgement as JSON, oldest first."""
    yield from (msgspec.json.encode(one).decode() for one in record.judgements())


def import_judgements(record: Record, lines: Iterable[str]) -> tuple[int, int, list[Skipped]]:
    """Take in judgements: how many were new, how many were there, and what was refused and why, by line."""
    new = known = 0
    refused: list[Skipped] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fresh = record.judge(_judgement(line), strict=False)
        except (msgspec.MsgspecError, ValueError) as error:
            refused.append(Skipped(f"line {number}", str(error), "leave it out, or export it again", BROKEN))
            continue
        new, known = new + fresh, known + (not fresh)
    return new, known, refused


def _judgement(line: str) -> Judgement:
    found = msgspec.json.decode(line, type=_Line)
    date.fromisoformat(found.made)
    if judgement_key(msgspec.convert(msgspec.structs.asdict(found), Judgement)) != found.key:
        raise ValueError("it was changed after it was signed")
    return msgspec.convert(msgspec.structs.asdict(found), Judgement)
