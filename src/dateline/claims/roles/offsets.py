"""When an event was from which another is counted: "on Monday, a week after an attack killed 21"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateline.claims.values import Frame, Mentions
from dateline.text.parse import Parse
from dateline.types import Interval, Resolution, Span, When

EARLIER = frozenset({"after", "following"})
LATER = frozenset({"before"})
AMOUNT = re.compile(r"^P(?P<clock>T)?(?P<number>\d+|X)(?P<unit>[HMSDWY])$")
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
LOOSE = {"D": 0, "W": 1, "M": 5, "Y": 30}
"""Days by which such a count is off on either side, as people use it: "a week after" is said of six and of eight days."""
GRAINS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
DURATION = "unit.duration"


class Counted(NamedTuple):
    """That an event is one from which another is counted, and when it was; ``when`` None where the other has no day."""

    when: When | None


def of(frame: Frame, parse: Parse, mentions: Mentions) -> Counted | None:
    """The time of the event, where its clause or noun stands behind an amount of time and "after" or "before", and what is
    counted from it has a day; None for any other event."""
    for at in (frame.head, *parse.tree.ancestors(frame.head)):
        marker = _marker(at, parse)
        amount = _amount_before(marker, parse, mentions) if marker >= 0 else None
        if amount is not None:
            base = _time_above(at, amount, parse, mentions)
            return Counted(_shifted(base, amount, marker, parse) if base is not None else None)
    return None


def _marker(at: int, parse: Parse) -> int:
    """The "after" or "before" that opens the clause or phrase whose head the token is; -1 for none."""
    clause, phrase = parse.clause(at), parse.phrase(at)
    words = EARLIER | LATER
    opened = (phrase is not None and phrase.prep in words) or (clause is not None and clause.marker in words)
    before = range(at, parse.sentence(at).first, -1) if opened else ()
    return next((i for i in before if parse.tokens[i].lower in words), -1)


def _amount_before(marker: int, parse: Parse, mentions: Mentions) -> Resolution | None:
    """The amount of time that ends right before a token: "one week" of "one week after"."""
    start = parse.tokens[marker].start
    near = (t for t in mentions.times if 0 <= start - t.mention.span.end <= 1)
    return next((t for t in near if t.mention.rule.startswith(DURATION)), None)


def _time_above(at: int, amount: Resolution, parse: Parse, mentions: Mentions) -> Interval | None:
    """The day or days that the clause above names for itself, before the amount: "on Monday"; None where it names none."""
    above, first = _clause_over(at, parse), parse.sentence(at).first
    before = [t for t in mentions.times if t.mention.head >= first and t.mention.span.end <= amount.mention.span.start]
    named = [t.value for t in before if _clause_over(t.mention.head, parse) == above]
    return next((value for value in reversed(named) if isinstance(value, Interval) and _is_dated(value)), None)


def _is_dated(value: Interval) -> bool:
    return value.timex_type in ("DATE", "TIME") and bool(value.start and value.end)


def _clause_over(head: int, parse: Parse) -> int:
    return next((a for a in parse.tree.ancestors(head) if a in parse.clauses), -1)


def _shifted(base: Interval, amount: Resolution, marker: int, parse: Parse) -> When | None:
    """The days so far before or after those of the other event."""
    span = Span(amount.mention.span.start, parse.tokens[marker].end)
    value = amount.value
    match = AMOUNT.match(value.timex_value) if isinstance(value, Interval) else None
    if match is None or base.start is None or base.end is None:
        return None
    sign = -1 if parse.tokens[marker].lower in EARLIER else 1
    start, end = _bounds(match, sign, date.fromisoformat(base.start[:10]), date.fromisoformat(base.end[:10]))
    grain = "day" if match["clock"] else GRAINS.get(match["unit"], "day")
    days = (day.isoformat() if day is not None else None for day in (start, end))
    return When(parse.text[span.start : span.end], span, next(days), next(days), grain)


def _bounds(match: re.Match[str], sign: int, first: date, last: date) -> tuple[date | None, date | None]:
    """First and last day, counted back (``sign`` -1) or on (1) from the days of the other event; None for an open end."""
    if match["clock"]:  # hours and minutes: the same day or the next to it
        return (first - timedelta(1), last) if sign < 0 else (first, last + timedelta(1))
    if match["number"] == "X" or match["unit"] not in DAYS:  # "days after"
        return (None, last - timedelta(1)) if sign < 0 else (first + timedelta(1), None)
    number, unit = int(match["number"]), match["unit"]
    by, loose = timedelta(sign * number * DAYS[unit]), timedelta(LOOSE[unit] * number)
    return first + by - loose, last + by + loose
