"""What people judged, as pages show it: what was decided, of which words, and whether it holds."""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec

from dateline.desk.settings import Desk
from dateline.record.judgements import in_force
from dateline.record.packing import Stated
from dateline.record.privacy import private_names
from dateline.record.types import Judgement
from dateline.types import Claim

SAID = {"keep": "right", "drop": "struck", "correct": "corrected", "add": "added", "retract": "withdrawn", "same": "one event",
        "different": "different events", "unsure": "cannot be told", "undo": "took back:"}  # fmt: skip
"""Verdicts in words."""
LONGEST = 80  # characters of a value that are shown


class Judged(msgspec.Struct, frozen=True):
    """A judgement with what it says: ``said`` its verdict in words, ``about`` a link and words for each thing it speaks of ("" where no
    page shows it), ``to`` the value that was given, ``holds`` whether it is in force."""

    one: Judgement
    said: str
    about: tuple[tuple[str, str], ...]
    to: str
    holds: bool

    @property
    def may_be_undone(self) -> bool:
        """Whether it holds and may be taken back."""
        return self.holds and self.one.verdict != "undo"


def judged(desk: Desk, some: Iterable[Judgement], all_: Iterable[Judgement]) -> tuple[list[Judged], frozenset[str]]:
    """Judgements as pages show them, and the names of private persons among their words. ``all_``: those of the record, by which it is
    decided whether one holds."""
    shown, every = list(some), list(all_)
    holding, by_key = {one.key for one in in_force(every)}, {one.key: one for one in every}
    claims = {key for one in shown for key in one.subjects if key.count(".") == 1}
    kept = desk.record.kept_by_key(claims)
    words = {key: _words(one.claim) for key, one in kept.items()}
    found = [
        Judged(
            one,
            said(one),
            tuple(_about(key, one, words, by_key) for key in one.subjects),
            _value(one),
            one.key in holding,
        )
        for one in shown
    ]
    return found, private_names(one.claim for one in kept.values())


def said(one: Judgement) -> str:
    """A verdict in words, with the field where it is of one."""
    return f"{SAID[one.verdict]} {one.field}" if one.verdict == "correct" else SAID[one.verdict]


def _words(stated: Stated) -> str:
    """A claim by the words that tell it and its type."""
    told = " ".join(stated.trigger.text.split())
    return f"“{told}” ({stated.type})" if isinstance(stated, Claim) else f"“{told}”"


def _about(key: str, one: Judgement, words: dict[str, str], by_key: dict[str, Judgement]) -> tuple[str, str]:
    if one.verdict == "undo":
        undone = by_key.get(key)
        told = [words[subject] for subject in undone.subjects if subject in words] if undone else []
        return "", " ".join([said(undone), " and ".join(told)]).strip() if undone else key[:8]
    document, _, claim = key.partition(".")
    place = f"/dispatch/{document}"
    if claim:
        return f"{place}#c-{document}-{claim}", words.get(key, claim[:8])
    return place, "a claim" if one.verdict == "add" else "a dispatch"


def _value(one: Judgement) -> str:
    """What a correction or an addition gives, in words."""
    if one.verdict not in {"correct", "add"} or not one.value:
        return ""
    value = json.loads(one.value)
    if one.verdict == "add":
        return _short(f"“{_plain(value['claim']['trigger'])}” ({value['claim'].get('type') or value['kind']})")
    return _short("nothing" if value in (None, [], "") else _plain(value))


def _short(told: str) -> str:
    return told if len(told) <= LONGEST else f"{told[:LONGEST]} …"


def _plain(value: object) -> str:
    """A value as people write it: the words or names in it where it has any."""
    if isinstance(value, dict):
        named = value.get("text") or value.get("name") or value.get("id")
        return str(named) if named else json.dumps(value, ensure_ascii=False)
    return "; ".join(map(_plain, value)) if isinstance(value, list) else str(value)
