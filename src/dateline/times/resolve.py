"""Resolve time mentions to days of the calendar, against the publication date and what the text named before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dateline.text.parse import Parse
from dateline.text.scan import words_of
from dateline.times import meaning
from dateline.times.context import Context, Fit
from dateline.times.lexicon import TimeLexicon, load
from dateline.times.tense import direction
from dateline.types import Interval, Mention, Resolution


def resolve(
    mentions: Sequence[Mention], parse: Parse, published: str | None, lexicon: TimeLexicon | None = None
) -> tuple[Resolution, ...]:
    """One resolution a mention, in order. ``published`` is an ISO date, or None: then relative words stay unresolved.

    The value's ``timex_value`` is that of the words alone; ``start`` and ``end`` follow ``mention.use`` as well, so that
    "since Monday" runs from Monday to the publication date.
    """
    lexicon = lexicon or load()
    day = date.fromisoformat(published[:10]) if published else None
    out, last, quarter = [], None, None
    for mention in mentions:
        if mention.kind != "time":
            raise ValueError(f"not a time mention: {mention.kind}")
        looks = direction(parse, mention.head, lexicon.guards["ahead"]) if mention.head >= 0 else ""
        context = Context(lexicon, day, last, quarter, looks, parse, mention)
        value = _value(mention, context)
        if isinstance(value, Interval):
            last, quarter = _remember(value, last, quarter)
            out.append(Resolution(mention, _bounded(value, mention.use, day), 1.0, looks))
        else:
            out.append(Resolution(mention, None, 0.0, value))
    return tuple(out)


def _value(mention: Mention, context: Context) -> Interval | str:
    rule = context.lexicon.rules[mention.rule]
    words = words_of(mention.text)
    match = context.lexicon.scanner.fit(words, mention.rule)
    if match is None:
        return "the words do not fit their rule"
    try:
        found = meaning.OPS[rule.op](Fit(words, match.groups, rule.given, context.lexicon), context)
    except (ValueError, OverflowError):
        return "no such date"
    if isinstance(found, Interval) and context.published and not found.anchor and rule.op in meaning.RELATIVE:
        return msgspec.structs.replace(found, anchor=context.published.isoformat())
    return found


def _remember(value: Interval, last: date | None, quarter: Interval | None) -> tuple[date | None, Interval | None]:
    if value.grain in ("day", "time") and value.start:
        last = date.fromisoformat(value.start)
    return last, value if value.grain == "quarter" else quarter


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
