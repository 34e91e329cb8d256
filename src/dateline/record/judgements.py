"""What people judged, as it stood on a day: which judgements are in force, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from dateline.errors import OptionError
from dateline.record.packing import Stated
from dateline.record.types import Judgement
from dateline.types import Party, Span, Tally, When, Where

PAIRS = {"same", "different", "unsure"}
NOWHERE = Span(0, 0)
"""Span of a value that a person gave: it stands in no text."""


class Rulings(msgspec.Struct, frozen=True):
    """What is in force: pairs of claims judged the same or different, withdrawn documents, corrections by claim."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    corrections: dict[str, tuple[Judgement, ...]] = {}

    def version(self, claim: str) -> str:
        """Hash of the corrections of a claim; "" when there are none."""
        found = self.corrections.get(claim, ())
        return sha256("".join(one.key for one in found).encode()).hexdigest()[:8] if found else ""


def judgement_key(judgement: Judgement) -> str:
    """16 hex digits: a hash of all the rest, so that the same judgement is the same row everywhere."""
    return sha256(msgspec.json.encode(msgspec.structs.replace(judgement, key=""))).hexdigest()[:16]


def signed(verdict: str, subjects: Iterable[str], *, made: str, by: str, field: str = "", value: str = "",
           note: str = "") -> Judgement:  # fmt: skip
    """A judgement with its key; the subjects of a pair in the order of their keys."""
    named = tuple(sorted(subjects) if verdict in PAIRS else subjects)
    made_of: Any = {
        "verdict": verdict,
        "subjects": named,
        "made": made,
        "by": by,
        "field": field,
        "value": value,
        "note": note,
    }
    bare = Judgement(key="", **made_of)
    return msgspec.structs.replace(bare, key=judgement_key(bare))


def in_force(judgements: Iterable[Judgement], until: str | None = None) -> tuple[Judgement, ...]:
    """Those made by ``until`` (all for None) that nobody has undone by then, oldest first."""
    made = sorted((j for j in judgements if until is None or j.made <= until), key=lambda j: (j.made, j.key))
    undone: set[str] = set()
    for judgement in reversed(made):
        if judgement.verdict == "undo" and judgement.key not in undone:
            undone.update(judgement.subjects)
    return tuple(j for j in made if j.key not in undone and j.verdict != "undo")


def rulings(judgements: Iterable[Judgement], until: str | None = None) -> Rulings:
    """What is in force on a day; of two verdicts on one pair the later holds."""
    pairs: dict[tuple[str, str], str] = {}
    corrections: dict[str, list[Judgement]] = {}
    withdrawn = set()
    for judgement in in_force(judgements, until):
        if judgement.verdict in PAIRS:
            pairs[judgement.subjects[0], judgement.subjects[1]] = judgement.verdict
        elif judgement.verdict == "correct":
            corrections.setdefault(judgement.subjects[0], []).append(judgement)
        else:
            withdrawn.add(judgement.subjects[0])
    return Rulings(
        together=frozenset(pair for pair, verdict in pairs.items() if verdict == "same"),
        apart=frozenset(pair for pair, verdict in pairs.items() if verdict == "different"),
        withdrawn=frozenset(withdrawn),
        corrections={claim: tuple(found) for claim, found in corrections.items()},
    )


def standings(judgements: Iterable[Judgement], claim: str) -> tuple[Rulings, ...]:
    """The rulings after every day on which something about this claim was judged: each may need a version of it."""
    known = tuple(judgements)
    about = {j.key for j in known if j.subjects[0] == claim and j.verdict == "correct"}
    about |= _undoings(known, about)
    return tuple(rulings(known, day) for day in sorted({j.made for j in known if j.key in about}))


def _undoings(judgements: tuple[Judgement, ...], about: set[str]) -> set[str]:
    found: set[str] = set()
    more = set(about)
    while more:
        more = {j.key for j in judgements if j.verdict == "undo" and j.subjects[0] in more} - found
        found |= more
    return found


FIELDS: dict[str, Any] = {
    "type": str, "mode": tuple[str, ...], "modality": str, "polarity": str, "historical": bool, "status": str,
    "actor": tuple[str | Party, ...], "recipient": tuple[str | Party, ...], "holder": tuple[str | Party, ...],
    "place": tuple[str | Where, ...], "time": str | When | None, "counts": tuple[Tally, ...],
}  # fmt: skip
"""Fields a person may correct, and what they are in JSON."""
LISTS = frozenset({"mode", "actor", "recipient", "holder", "place", "counts"})
"""Fields that are lists: one value may stand for a list of one."""
WORDS: dict[str, frozenset[str]] = {
    "modality": frozenset({"actual", "planned", "conditional", "possible", "unknown"}), "polarity": frozenset("+-"),
    "status": frozenset({"held", "contested", "lost"}),
}  # fmt: skip


def corrected(claim: Stated, corrections: Iterable[Judgement]) -> Stated:
    """The claim with its corrections in it. One that does not fit (it may have come before the claim) changes nothing."""
    for judgement in corrections:
        with suppress(OptionError):
            value = value_of(claim, judgement.field, judgement.value)
            claim = msgspec.structs.replace(claim, **{judgement.field: value})
    return claim


def value_of(claim: Stated, field: str, value: str) -> Any:
    """A corrected value from its JSON. Raises OptionError when there is no such field or the value does not fit."""
    if field not in FIELDS or not hasattr(claim, field):
        fit = ", ".join(name for name in FIELDS if hasattr(claim, name))
        raise _unfit(f"{field!r} is no field of it", f"correct one of {fit}")
    found = _decoded(field, f"[{value}]" if field in LISTS and not value.startswith("[") else value)
    if field in WORDS and found not in WORDS[field]:
        raise _unfit(f"{value} is no {field}", f"give {', '.join(sorted(WORDS[field]))}")
    made = _made(field, found)
    if isinstance(made, When) and not all(map(_is_day, filter(None, (made.start, made.end)))):
        raise _unfit(f"{value} holds no day", "give 2021-08-10 or 2021-08-10/2021-08-12")
    return made


def _decoded(field: str, value: str) -> Any:
    try:
        return msgspec.json.decode(value, type=FIELDS[field])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _unfit(f"{value} does not fit {field}: {error}", "give JSON as dateline read writes it") from error


def _unfit(what: str, remedy: str) -> OptionError:
    return OptionError(what, where="judge correct", remedy=remedy)


def _is_day(day: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(day).isoformat() == day
    return False


def _made(field: str, found: Any) -> Any:
    """The field's value from what a person gave: words become a party, a place or a time that stands nowhere."""
    if field in {"actor", "recipient", "holder"}:
        return tuple(one if isinstance(one, Party) else Party(one, NOWHERE, name=one) for one in found)
    if field == "place":
        return tuple(one if isinstance(one, Where) else Where(one, NOWHERE) for one in found)
    return _time_of(found) if field == "time" and isinstance(found, str) else found


def _time_of(words: str) -> When:
    start, _, end = words.partition("/")
    return When(words, NOWHERE, start or None, (end or start) or None, "day" if end in {"", start} else "")
