"""Judgements in words: a line of the trail, and what an answer about an earlier day leaves out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.record.additions import decoded, describe
from dateline.record.types import Judgement

LONGEST = 80  # characters of a value shown


def line(judgement: Judgement) -> str:
    """A judgement in one line, with when it was entered."""
    parts = (
        judgement.made,
        judgement.by,
        judgement.verdict,
        " ".join(judgement.subjects),
        what(judgement),
        judgement.note,
    )
    return "  ".join(filter(None, (*parts, entered(judgement))))


def entered(judgement: Judgement) -> str:
    """ "[at 2026-11-29 08:38:40 UTC, no. 12]"; "" for judgements of older records, which do not say."""
    if not judgement.at:
        return ""
    number = f", no. {judgement.turn}" if judgement.turn else ""
    return f"[at {judgement.at[:19].replace('T', ' ')} UTC{number}]"


def what(judgement: Judgement) -> str:
    """What a correction or an addition says; "" for other verdicts."""
    if judgement.verdict == "add":
        return describe(decoded(judgement.value))
    if judgement.verdict != "correct":
        return ""
    told = _in_words(json.loads(judgement.value))
    return f"{judgement.field} = {told if len(told) <= LONGEST else f'{told[:LONGEST]}…'}"


def _in_words(value: Any) -> str:
    """A value as people say it."""
    if isinstance(value, list):
        return "; ".join(map(_in_words, value)) or "nothing"
    if value is None:
        return "nothing"
    return _of_mapping(value) if isinstance(value, Mapping) else str(value)


def _of_mapping(value: Mapping[str, Any]) -> str:
    place, speaker = value.get("place"), value.get("speaker")
    if speaker:
        stance = "" if value.get("stance", "asserts") == "asserts" else f" ({value['stance']})"
        return f"{_of_mapping(speaker)}{stance}"
    if place:
        return f"{place['name']} ({place['id']})"
    days = [value[end] for end in ("start", "end") if value.get(end)]
    words = str(value.get("name") or value.get("text") or value.get("id", ""))
    return f"{words} ({value['id']})" if value.get("id") else words or "/".join(dict.fromkeys(days))


def left_out(later: Iterable[Judgement]) -> str:
    """What an answer about an earlier day leaves out, and how to have it counted; "" when nothing."""
    some = list(later)
    if not some:
        return ""
    last = max(one.made for one in some)
    if len(some) == 1:
        return f"1 judgement counts from a later day and is left out here: --judged-by {last} counts it"
    return f"{len(some)} judgements count from later days and are left out here: --judged-by {last} counts them"


def read_before(older: Mapping[str, int]) -> str:
    """What is to be done about documents that an older dateline read; "" when there are none."""
    if not older:
        return ""
    number = sum(older.values())
    many = f"{number} documents were" if number > 1 else "1 document was"
    return f"{many} read by an older dateline ({', '.join(older)}): ingest the texts into a new record to have them read by this one"
