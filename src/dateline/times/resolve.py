"""Resolve time mentions to days of the calendar, against the publication date and what the text named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from dateline.text.parse import Parse
from dateline.text.scan import words_of
from dateline.times import meaning
from dateline.times.context import Context, Fit
from dateline.times.lexicon import TimeLexicon, load
from dateline.times.tense import clause_of, direction
from dateline.types import Interval, Mention, Resolution

UNSURE = 0.7  # score when the year or week was chosen without a tense that says so
CERTAIN = {"deictic", "unit", "ago", "window", "ref", "anaphor"}  # the words themselves say which
QUARTER_REACH = 4  # sentences; "a year earlier" after the figures of a quarter means the same quarter


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
    last: date | None = None
    period: date | None = None
    quarter: tuple[Interval, int] | None = None
    for mention in mentions:
        if mention.kind != "time":
            raise ValueError(f"not a time mention: {mention.kind}")
        looks, firm = direction(parse, mention.head, first_token(parse, mention), lexicon.guards)
        if quarter is not None and parse.tokens[mention.head].sent - quarter[1] > QUARTER_REACH:
            quarter = None
        context = Context(lexicon, day, last, period, quarter[0] if quarter else None, looks, firm, parse, mention)
        value = _value(mention, context)
        if isinstance(value, Interval):
            last, period = _remember(value, last, period)
            if mention.rule == "date.quarter":
                quarter = (value, parse.tokens[mention.head].sent)
            use = "" if mention.use == "until" and _denied(parse, mention) else mention.use
            sure = firm or lexicon.rules[mention.rule].op in CERTAIN or value.anchor is None
            out.append(Resolution(mention, _bounded(value, use, day), 1.0 if sure else UNSURE, looks))
        else:
            out.append(Resolution(mention, None, 0.0, value))
    return tuple(_ranges(out, parse))


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


def _remember(value: Interval, last: date | None, period: date | None) -> tuple[date | None, date | None]:
    """The day and the calendar stretch named last, for "that day", "later that year"."""
    if value.start and value.grain in ("day", "time"):
        last = date.fromisoformat(value.start)
    if value.start and value.grain in ("day", "time", "month", "year", "season"):
        period = date.fromisoformat(value.start)
    return last, period


def first_token(parse: Parse, mention: Mention) -> int:
    """The first token of a mention."""
    return bisect_left(parse.tokens, mention.span.start, key=lambda t: t.start)


def _bounded(value: Interval, use: str, published: date | None) -> Interval:
    """Open the interval towards the side that "since", "until", "before", "after" leave open."""
    if value.timex_type in ("DURATION", "SET") or not use:
        return value
    today = published.isoformat() if published else None
    if use == "since" and value.start:
        end = today if today and today >= value.start else None
        return msgspec.structs.replace(value, end=end)
    if use == "until" and value.end:
        start = today if today and value.end > today else None
        return msgspec.structs.replace(value, start=start)
    if use == "before" and value.start:
        eve = date.fromisoformat(value.start) - timedelta(days=1)
        return msgspec.structs.replace(value, start=None, end=eve.isoformat())
    if use == "after" and value.start:
        return msgspec.structs.replace(value, end=None)
    return value
