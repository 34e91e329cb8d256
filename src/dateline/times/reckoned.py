"""Days counted from a day that is named beside: "two days after the Sept. 11 ambush", "a week before the 5 May vote"."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import msgspec

from dateline.text.parse import Parse
from dateline.times import days
from dateline.types import Interval, Resolution

BETWEEN = re.compile(r"\s+(?P<way>after|before|following)(?:\s+(?:the|a|an|his|her|its|their))?\s+", re.IGNORECASE)
OF_DAY = re.compile(r"\s+(?:(?:the|a|an|his|her|its|their)\s+)?", re.IGNORECASE)
AMOUNT = re.compile(r"P(?P<number>\d{1,4})(?P<unit>[DW])")
DAY_AFTER = re.compile(r"the (?:very )?(?:day|morning|evening) (?P<way>after|before)", re.IGNORECASE)
LENGTH = re.compile(r"\b(?:for|within|in|over|during|lasting|lasted|last|next|past)(?:\s+the)?\s*$", re.IGNORECASE)
"""What makes an amount of time a length and no distance."""
LOOSE = {"D": 0, "W": 1}
"""Days by which such a count is off on either side, as people use it."""
BASE = "base"
"""The use of a day from which another is counted: what is told beside the other was not then."""


def reckoned(found: list[Resolution], parse: Parse) -> list[Resolution]:
    """The resolutions, in text order, with each amount of time that is counted from a day as the days meant."""
    out = list(found)
    for i, (amount, base) in enumerate(pairwise(found)):
        way, count = _way(amount, base, parse)
        day = _day(base)
        when = _counted(day, way * count[0], count[1]) if day and count else None
        if when is not None:
            out[i] = msgspec.structs.replace(amount, value=_placed(amount.value, when), score=base.score)
            out[i + 1] = _as_base(base)
    return out


def _way(amount: Resolution, base: Resolution, parse: Parse) -> tuple[int, tuple[int, str] | None]:
    """Which way a time is counted from the next one, 1 or -1, and how many of which unit; None where it is not."""
    between = parse.text[amount.mention.span.end : base.mention.span.start]
    whole = DAY_AFTER.fullmatch(amount.mention.text)
    if whole and OF_DAY.fullmatch(between):
        return (-1 if whole["way"].lower() == "before" else 1), (1, "D")
    found = BETWEEN.fullmatch(between) or _inside(amount, base, parse)
    value = amount.value
    told = AMOUNT.fullmatch(value.timex_value) if found and isinstance(value, Interval) else None
    if found is None or told is None or _is_length(amount, parse):
        return 1, None
    return (-1 if found["way"].lower() == "before" else 1), (int(told["number"]), told["unit"])


def _is_length(amount: Resolution, parse: Parse) -> bool:
    """Whether an amount of time is how long something took, or none at all."""
    before = parse.text[max(0, amount.mention.span.start - 12) : amount.mention.span.start]
    return not amount.mention.rule.startswith("unit.") or bool(LENGTH.search(before))


def _inside(amount: Resolution, base: Resolution, parse: Parse) -> re.Match[str] | None:
    """The word between, where the base begins with its article ("before the 5 May vote")."""
    first = re.match(r"(?:the|a|an)\s+", base.mention.text, re.IGNORECASE)
    start = base.mention.span.start + (first.end() if first else 0)
    return BETWEEN.fullmatch(parse.text[amount.mention.span.end : start])


def _day(base: Resolution) -> date | None:
    """The day that a time names, whatever the word before it makes of it; None for what is no day."""
    value = base.value
    if not isinstance(value, Interval) or value.timex_type != "DATE" or value.grain != "day":
        return None
    try:
        return date.fromisoformat(value.timex_value)
    except ValueError:
        return None


def _counted(day: date, number: int, unit: str) -> tuple[date, date] | None:
    """The first and last day that are so many units from a day; None where the calendar ends."""
    try:
        meant = days.shift(day, unit, number)
        return days.shift(meant, "D", -LOOSE[unit]), days.shift(meant, "D", LOOSE[unit])
    except (ValueError, OverflowError):
        return None


def _placed(value: object, when: tuple[date, date]) -> Interval:
    """An amount of time with its days; ``timex_value`` stays that of an amount."""
    grain = "day" if when[0] == when[1] else "week"
    kept = value if isinstance(value, Interval) else Interval(None, None, grain, None, "DURATION", "")
    kind = "DURATION" if kept.timex_type == "SET" else kept.timex_type
    start, end = (day.isoformat() for day in when)
    words = start if kind == "DATE" else kept.timex_value
    return msgspec.structs.replace(kept, start=start, end=end, grain=grain, timex_type=kind, timex_value=words)


def _as_base(base: Resolution) -> Resolution:
    day = _day(base)
    value = days.day(day) if day is not None else base.value
    return msgspec.structs.replace(base, mention=msgspec.structs.replace(base.mention, use=BASE), value=value)
