"""Resolve time mentions to days of the calendar, against the publication date and what the text named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

from dateline.text.parse import Parse
from dateline.text.scan import words_of
from dateline.times import days, meaning
from dateline.times.context import Context, Fit
from dateline.times.lexicon import TimeLexicon, load
from dateline.times.reckoned import reckoned
from dateline.times.tense import clause_of, direction
from dateline.types import Interval, Mention, Resolution

UNSURE = 0.7  # score when the year or week was chosen without a tense that says so
CERTAIN = {"deictic", "unit", "ago", "window", "ref", "anaphor"}  # the words themselves say which
QUARTER_REACH = 4  # sentences; "a year earlier" after the figures of a quarter means the same quarter
Bounds = tuple[str | None, str | None]


def resolve(
    mentions: Sequence[Mention], parse: Parse, published: str | None, lexicon: TimeLexicon | None = None
) -> tuple[Resolution, ...]:
    """One resolution a mention, in order. ``published`` is an ISO date, or None: then relative words stay unresolved.

    The value's ``timex_value`` is that of the words alone; ``start`` and ``end`` follow ``mention.use`` as well, so
    that "since Monday" runs from Monday to the publication date.
    """
    lexicon = lexicon or load()
    day = date.fromisoformat(published[:10]) if published else None
    out: list[Resolution] = []
    memory = Memory()
    for mention in mentions:
        if mention.kind != "time":
            raise ValueError(f"not a time mention: {mention.kind}")
        sentence = parse.tokens[mention.head].sent
        context = _context(mention, parse, day, memory, lexicon)
        value = _value(mention, context)
        if isinstance(value, Interval):
            memory = _remember(memory, value, mention, sentence, day)
            out.append(_resolution(mention, value, context))
        else:
            out.append(Resolution(mention, None, 0.0, value))
    return tuple(reckoned(_ranges(out, parse), parse))


class Memory(NamedTuple):
    """What the text named last: a day, the first day of a calendar stretch, a date of an earlier year and a quarter
    with the sentences they stand in."""

    day: date | None = None
    period: date | None = None
    told: tuple[date, int] | None = None
    quarter: tuple[Interval, int] | None = None


def _context(mention: Mention, parse: Parse, published: date | None, memory: Memory, lexicon: TimeLexicon) -> Context:
    sentence = parse.tokens[mention.head].sent
    looks, firm = direction(parse, mention.head, first_token(parse, mention), lexicon.guards)
    told = memory.told[0] if memory.told and memory.told[1] == sentence else None
    near = memory.quarter if memory.quarter and sentence - memory.quarter[1] <= QUARTER_REACH else None
    quarter = near[0] if near else None
    last = memory.day
    if looks == "past" and last is not None and published is not None:
        last = min(last, published)  # what was done was not done on the day to come that a plan names before it
    return Context(lexicon, published, last, memory.period, told, quarter, looks, firm, parse, mention)


def _resolution(mention: Mention, value: Interval, context: Context) -> Resolution:
    use = "" if mention.use == "until" and _denied(context.parse, mention) else mention.use
    rule = context.lexicon.rules[mention.rule]
    sure = context.firm or rule.op in CERTAIN or value.anchor is None
    return Resolution(mention, _bounded(value, use, context.published), 1.0 if sure else UNSURE, context.looks)


def _remember(memory: Memory, value: Interval, mention: Mention, sentence: int, published: date | None) -> Memory:
    start = date.fromisoformat(value.start) if value.start else None
    if start is not None:
        memory = _with_start(memory, start, value, sentence, published)
    return memory._replace(quarter=(value, sentence)) if mention.rule == "date.quarter" else memory


def _with_start(memory: Memory, start: date, value: Interval, sentence: int, published: date | None) -> Memory:
    if value.grain in ("day", "time"):
        memory = memory._replace(day=start)
    if value.grain in ("day", "time", "month", "year", "season"):
        memory = memory._replace(period=start)
    if value.anchor is None and value.grain in ("day", "month") and _years_back(value, published):
        memory = memory._replace(told=(start, sentence))
    return memory


def _years_back(value: Interval, published: date | None) -> bool:
    return published is not None and value.end is not None and value.end < days.shift(published, "Y", -1).isoformat()


def _denied(parse: Parse, mention: Mention) -> bool:
    """ "Did not interview him until the next day": it happened then."""
    clause = clause_of(parse, mention.head)
    return clause is not None and bool(clause.negations)


def _ranges(found: list[Resolution], parse: Parse) -> list[Resolution]:
    """ "From March 3" and the "to April 5" after it both get the days from the one to the other."""
    for i, (a, b) in enumerate(pairwise(found)):
        between = parse.text[a.mention.span.end : b.mention.span.start].strip()
        ranged = (a.mention.use == "from" and len(between) <= 10) or between in ("-", "–", "—")
        if ranged and b.mention.use == "to" and a.value and b.value:
            found[i : i + 2] = _joined(a, b)
    return found


def _joined(a: Resolution, b: Resolution) -> list[Resolution]:
    start, end = a.value.start, b.value.end  # type: ignore[union-attr]
    if start is None or end is None or start > end:
        return [a, b]
    return [
        msgspec.structs.replace(r, value=msgspec.structs.replace(r.value, start=start, end=end))  # type: ignore[type-var]
        for r in (a, b)
    ]


def _value(mention: Mention, context: Context) -> Interval | str:
    rule = context.lexicon.rules[mention.rule]
    words = words_of(mention.text, 0, len(mention.text))
    match = context.lexicon.scanner.fit(words, mention.rule)
    if match is None:
        return "the words do not fit their rule"
    try:
        found = meaning.OPS[rule.op](Fit(words, match.groups, rule.given, context.lexicon), context)
    except (ValueError, OverflowError):
        return "no such date"
    yearless = rule.op in meaning.YEARLESS and not {"year", "yy", "year2"} & match.groups.keys()
    if (
        isinstance(found, Interval)
        and context.published
        and not found.anchor
        and (yearless or rule.op in meaning.RELATIVE)
    ):
        return msgspec.structs.replace(found, anchor=context.published.isoformat())
    return found


def first_token(parse: Parse, mention: Mention) -> int:
    """The first token of a mention."""
    return bisect_left(parse.tokens, mention.span.start, key=lambda t: t.start)


def _bounded(value: Interval, use: str, published: date | None) -> Interval:
    """Open the interval towards the side that "since", "until", "before", "after" leave open."""
    if value.timex_type in ("DURATION", "SET") or (value.grain == "time" and use in ("before", "after")):
        return value
    bounds = BOUNDS[use](value, published.isoformat() if published else "") if use in BOUNDS else None
    return value if bounds is None else msgspec.structs.replace(value, start=bounds[0], end=bounds[1])


def _since(value: Interval, today: str) -> Bounds | None:
    return (value.start, today if today >= value.start and today else None) if value.start else None


def _until(value: Interval, today: str) -> Bounds | None:
    return (today if today and value.end > today else None, value.end) if value.end else None


def _before(value: Interval, today: str) -> Bounds | None:
    if days.is_last_part(value):
        return _until(value, today)
    return (None, (date.fromisoformat(value.start) - timedelta(days=1)).isoformat()) if value.start else None


def _after(value: Interval, today: str) -> Bounds | None:
    return (value.start, None) if value.start else None


BOUNDS: dict[str, Callable[[Interval, str], Bounds | None]] = {
    "since": _since, "until": _until, "before": _before, "after": _after,
}  # fmt: skip
