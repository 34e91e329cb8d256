"""Stretches of the calendar as intervals with their TIMEX3 values.

Weeks run Sunday to Saturday, as the news of the United States counts them; their TIMEX3 value is the ISO week of the
day they were reckoned from. Winter runs from December of its year into the next.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import msgspec

from dateline.types import Interval

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
DAY = timedelta(days=1)


def interval(start: date | None, end: date | None, grain: str, value: str, kind: str = "DATE") -> Interval:
    """An interval of days; None is an open end."""
    return Interval(start.isoformat() if start else None, end.isoformat() if end else None, grain, None, kind, value)


def day(d: date, part: str = "") -> Interval:
    """One day, or a part of it (``part``: MO AF EV NI). The news dates a night by the evening it begins in, and calls
    what follows midnight "early" on the next day."""
    if part:
        return interval(d, d, "time", f"{d}T{part}", "TIME")
    return interval(d, d, "day", d.isoformat())


def week(d: date) -> Interval:
    """The week around a day."""
    first = d - timedelta(days=(d.weekday() + 1) % 7)
    year, number, _ = d.isocalendar()
    return interval(first, first + timedelta(days=6), "week", f"{year}-W{number:02d}")


def weekend(d: date) -> Interval:
    """Saturday and Sunday of the ISO week around a day."""
    saturday = d + timedelta(days=5 - d.weekday())
    year, number, _ = d.isocalendar()
    return interval(saturday, saturday + DAY, "weekend", f"{year}-W{number:02d}-WE")


def month(year: int, number: int) -> Interval:
    """A month; ``number`` may run over, 13 is January of the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return interval(date(year, number, 1), date(year, number, last), "month", f"{year}-{number:02d}")


def months(year: int, first: int, length: int, grain: str, value: str) -> Interval:
    """``length`` months from month ``first`` on."""
    a, b = month(year, first), month(year, first + length - 1)
    return Interval(a.start, b.end, grain, None, "DATE", value)


def quarter(year: int, number: int) -> Interval:
    """A quarter of a calendar year; ``number`` may run over."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months(year, 3 * number - 2, 3, "quarter", f"{year}-Q{number}")


def half(year: int, number: int) -> Interval:
    """The first or second half of a year."""
    return months(year, 6 * number - 5, 6, "half", f"{year}-H{number}")


def season(year: int, name: str) -> Interval:
    """A season of the northern year (SP SU FA WI)."""
    return months(year, SEASONS[name], 3, "season", f"{year}-{name}")


def year(number: int) -> Interval:
    """A calendar year."""
    return months(number, 1, 12, "year", f"{number:04d}")


def decade(first: int) -> Interval:
    """Ten years from ``first``, a multiple of ten."""
    return Interval(year(first).start, year(first + 9).end, "decade", None, "DATE", str(first // 10))


def century(number: int) -> Interval:
    """The hundred years that begin with these two digits (``19`` is 1900–1999)."""
    return Interval(
        year(max(1, 100 * number)).start, year(100 * number + 99).end, "century", None, "DATE", f"{number:02d}"
    )


def shift(d: date, unit: str, n: float) -> date:
    """The day ``n`` units away (D W F M Q Y DE CE; parts of a day do not move it); a month's last day is kept inside
    it.
    """
    days = {"D": 1, "N": 1, "W": 7, "F": 14, "WE": 7}.get(unit)
    if days:
        return d + timedelta(days=round(days * n))
    step = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if not step:
        return d + timedelta(hours=n if unit == "TH" else 0)
    index = d.year * 12 + d.month - 1 + round(step * n)
    y, m = divmod(index, 12)
    return date(y, m + 1, min(d.day, calendar.monthrange(y, m + 1)[1]))


def around(d: date, unit: str) -> Interval:
    """The calendar unit a day lies in."""
    makers = {"W": week, "F": week, "WE": weekend, "D": day, "N": day}
    if unit in makers:
        return makers[unit](d)
    if unit == "M":
        return month(d.year, d.month)
    if unit == "Q":
        return quarter(d.year, (d.month + 2) // 3)
    if unit == "DE":
        return decade(d.year // 10 * 10)
    return century(d.year // 100) if unit == "CE" else year(d.year)


def part_of(whole: Interval, which: str) -> Interval:
    """START, MID or END of a month (thirds of ten days), a year, season or quarter (half), a decade (five years) or a
    week.
    """
    if which not in ("START", "MID", "END") or not (whole.start and whole.end):
        return whole
    a, b = date.fromisoformat(whole.start), date.fromisoformat(whole.end)
    size = (b - a).days + 1
    first, last = _cut(whole.grain, size)[which]
    if whole.grain == "month":
        bounds = {"START": (a, a + 9 * DAY), "MID": (a + 10 * DAY, a + 19 * DAY), "END": (a + 20 * DAY, b)}[which]
    elif whole.grain in ("decade", "century"):
        years = (b.year - a.year + 1) // 10
        bounds = (date(a.year + int(first * 10) * years, 1, 1), date(a.year + int(last * 10) * years - 1, 12, 31))
    elif whole.grain == "year":
        months_ = {"START": (1, 6), "MID": (4, 9), "END": (7, 12)}[which]
        return msgspec.structs.replace(whole, start=month(a.year, months_[0]).start, end=month(b.year, months_[1]).end)
    else:
        bounds = (a + int(first * size) * DAY, a + int(last * size + 0.999) * DAY - DAY)
    return msgspec.structs.replace(whole, start=bounds[0].isoformat(), end=min(bounds[1], b).isoformat())


def is_last_part(value: Interval) -> bool:
    """Whether it is what "the end of" a month or year means: up to the last day of it, and not from its first."""
    if value.grain not in ("month", "year") or not (value.start and value.end):
        return False
    behind = date.fromisoformat(value.end) + DAY
    opens = "-01-01" if value.grain == "year" else "-01"
    return behind.isoformat().endswith(opens) and not value.start.endswith(opens)


def _cut(grain: str, size: int) -> dict[str, tuple[float, float]]:
    """Fractions of the whole that the words can mean; generous, so that nothing the words allow is lost."""
    if grain == "decade":
        return {"START": (0, 0.5), "MID": (0.3, 0.8), "END": (0.5, 1)}
    if size == 1:
        return dict.fromkeys(("START", "MID", "END"), (0.0, 1.0))
    return {"START": (0, 0.5), "MID": (0.25, 0.75), "END": (0.5, 1)}


def join(a: Interval, b: Interval) -> Interval:
    """From the start of one to the end of the other."""
    return Interval(a.start, b.end, a.grain, None, "DATE", f"{a.timex_value}/{b.timex_value}")
