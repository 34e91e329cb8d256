"""Fields of what a dispatch states that people may correct: their values as a judgement holds them, and a claim with them in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import msgspec

from dateline.errors import OptionError
from dateline.lexicon.ontology import TYPES
from dateline.record.packing import Stated, kind_of
from dateline.record.types import Judgement
from dateline.types import Claim, Control, Deadline, Figure, Party, Quote, Span, Tally, Voice, When, Where

NOWHERE = Span(0, 0)
"""Span of a value that a person gave: it stands in no text."""
COUNTED = frozenset(
    "killed injured missing abducted arrested displaced returned evacuated treated released other".split()
)

_PARTIES, _COMMON = tuple[str | Party, ...], {
    "place": tuple[str | Where, ...], "time": str | When | None, "voices": tuple[str | Voice, ...], "polarity": str,
    "historical": bool,
}  # fmt: skip
FIELDS: dict[type, dict[str, Any]] = {
    Claim: {
        "type": str, "mode": tuple[str, ...], "modality": str, "actor": _PARTIES, "recipient": _PARTIES,
        "counts": tuple[Tally, ...], "content": str | Quote | None, **_COMMON,
    },
    Control: {"status": str, "holder": _PARTIES, **_COMMON},
    Figure: {
        "what": str, "low": int | None, "high": int | None, "of": _PARTIES, "supersedes": int | None, **_COMMON,
    },
    Deadline: {"what": str | Quote, "who": _PARTIES, "moves": bool, **_COMMON},
}  # fmt: skip
"""Fields of each kind that a person may correct, and what they are in JSON."""
PARTIES = frozenset({"actor", "recipient", "holder", "of", "who"})
LISTS = PARTIES | {"mode", "place", "counts", "voices"}
"""Fields that are lists: one value may stand for a list of one."""
WORDS: dict[str, frozenset[str]] = {
    "modality": frozenset({"actual", "planned", "conditional", "possible", "unknown"}), "polarity": frozenset("+-"),
    "status": frozenset({"held", "contested", "lost"}), "type": frozenset(TYPES),
}  # fmt: skip
"""Fields whose values are fixed words."""


def corrected(claim: Stated, corrections: Iterable[Judgement]) -> Stated:
    """The claim with its corrections in it. One that does not fit (it may have come before the claim) changes nothing."""
    for judgement in corrections:
        with suppress(OptionError):
            value = value_of(claim, judgement.field, judgement.value)
            claim = msgspec.structs.replace(claim, **{judgement.field: value})
    return claim


def value_of(claim: Stated, field: str, value: str) -> Any:
    """A corrected value from its JSON. Raises OptionError when there is no such field or the value does not fit."""
    known = FIELDS[type(claim)]
    if field not in known:
        raise unfit(f"{field!r} is no field of a {kind_of(claim)}", f"correct one of {', '.join(known)}")
    found = _decoded(known[field], field, f"[{value}]" if field in LISTS and not value.startswith("[") else value)
    words = COUNTED if field == "what" and isinstance(claim, Figure) else WORDS.get(field)
    if words is not None and found not in words:
        raise unfit(f"{value} is no {field}", f"give {', '.join(sorted(words))}")
    made = _made(field, found, claim)
    if isinstance(made, When) and not all(map(is_day, filter(None, (made.start, made.end)))):
        raise unfit(f"{value} holds no day", "give 2021-08-10 or 2021-08-10/2021-08-12")
    return made


def _decoded(kind: Any, field: str, value: str) -> Any:
    try:
        return msgspec.json.decode(value, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise unfit(f"{value} does not fit {field}: {error}", "give JSON as dateline read writes it") from error


def unfit(what: str, remedy: str) -> OptionError:
    """The error of a value that does not fit."""
    return OptionError(what, where="judge", remedy=remedy)


def is_day(day: str) -> bool:
    """Whether it is an ISO day."""
    with suppress(ValueError):
        return date.fromisoformat(day).isoformat() == day
    return False


def _made(field: str, found: Any, claim: Stated) -> Any:
    """The field's value from what a judgement holds: bare words become a party, a place or a time that stands nowhere."""
    kind = "party" if field in PARTIES else "quote" if _is_quoted(field, claim) else field
    of_words = OF_WORDS.get(kind)
    if of_words is None or found is None:
        return found
    if isinstance(found, tuple):
        return tuple(of_words(one) if isinstance(one, str) else one for one in found)
    return of_words(found) if isinstance(found, str) else found


def _is_quoted(field: str, claim: Stated) -> bool:
    """Whether a field holds words of the text."""
    return field == "content" or (field == "what" and isinstance(claim, Deadline))


def voice_of(name: str) -> Voice:
    """A voice that asserts, known by its name alone."""
    return Voice(Party(name, NOWHERE, name=name), Quote("", NOWHERE))


def time_of(words: str) -> When:
    """A time from "2021-08-10" or "2021-08-10/2021-08-12"; either side of the stroke may be empty, for an open end."""
    start, stroke, end = words.partition("/")
    last = end if stroke else start
    return When(words, NOWHERE, start or None, last or None, "day" if last == start else "")


OF_WORDS: dict[str, Callable[[str], Any]] = {
    "party": lambda words: Party(words, NOWHERE, name=words), "place": lambda words: Where(words, NOWHERE),
    "quote": lambda words: Quote(words, NOWHERE), "voices": voice_of, "time": time_of,
}  # fmt: skip
"""What bare words of a field become."""
