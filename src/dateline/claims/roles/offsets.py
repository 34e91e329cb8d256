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
    above = next((a for a in parse.tree.ancestors(at) if a in parse.clauses), -1)
    sentence = parse.sentence(at)
    found: list[Interval] = []
    for time in mentions.times:
        value, head = time.value, time.mention.head
        is_here = sentence.first <= head < sentence.last and time.mention.span.end <= amount.mention.span.start
        if not is_here or not isinstance(value, Interval) or not value.start or not value.end:
            continue
        if value.timex_type in ("DATE", "TIME") and _clause_over(head, parse) == above:
            found.append(value)
    return found[-1] if found else None


def _clause_over(head: int, parse: Parse) -> int:
    return next((a for a in parse.tree.ancestors(head) if a in parse.clauses), -1)


def _shifted(base: Interval, amount: Resolution, marker: int, parse: Parse) -> When | None:
    """The days so far before or after those of the other event."""
    span = Span(amount.mention.span.start, parse.tokens[marker].end)
    text = parse.text[span.start : span.end]
    value = amount.value
    match = AMOUNT.match(value.timex_value) if isinstance(value, Interval) else None
    if match is None or base.start is None or base.end is None:
        return None
    sign = -1 if parse.tokens[marker].lower in EARLIER else 1
    first, last = date.fromisoformat(base.start[:10]), date.fromisoformat(base.end[:10])
    if match["clock"]:  # hours and minutes: the same day or the next to it
        some = (first - timedelta(1), last) if sign < 0 else (first, last + timedelta(1))
        return When(text, span, some[0].isoformat(), some[1].isoformat(), "day")
    if match["number"] == "X" or match["unit"] not in DAYS:
        before, after = (last - timedelta(1)).isoformat(), (first + timedelta(1)).isoformat()
        return When(text, span, None, before, "day") if sign < 0 else When(text, span, after, None, "day")
    unit = match["unit"]
    by, loose = timedelta(sign * int(match["number"]) * DAYS[unit]), timedelta(LOOSE[unit] * int(match["number"]))
    return When(text, span, (first + by - loose).isoformat(), (last + by + loose).isoformat(), GRAINS[unit])
