"""The meanings of days and weeks counted in a larger stretch: the first Monday of January, the Friday before last, week 17."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateline.times import days, periods
from dateline.times.context import Context, Fit
from dateline.types import Interval

UNKNOWN = "no publication date"
Within = Callable[[Fit, Context], Interval | str]


def within(month: Within) -> Within:
    """The op "nth": the nth or last day, weekday, week or weekend of a month or year. ``month`` resolves the month's own words."""

    def nth(fit: Fit, at: Context) -> Interval | str:
        whole = _whole(fit, at, month)
        if isinstance(whole, str):
            return whole
        if not (whole.start and whole.end):
            return UNKNOWN
        if fit.groups.get("few"):
            return days.part_of(whole, "START" if fit.has("first", "opening") else "END")
        n = -1 if {"last", "final", "closing"} & set(fit.forms("nth")) else fit.ordinal("nth") or 0
        return _nth(date.fromisoformat(whole.start), date.fromisoformat(whole.end), n, fit)

    return nth


def _whole(fit: Fit, at: Context, month: Within) -> Interval | str:
    if fit.groups.get("mon"):
        return month(fit, at)
    if fit.groups.get("year"):
        return periods.year(fit, at)
    if at.published is None:
        return UNKNOWN
    name = fit.look("unit", "period") or "M"
    return days.around(days.shift(at.published, name, fit.relative() or 0), name)


def _nth(start: date, end: date, n: int, fit: Fit) -> Interval | str:
    """The nth (from one; -1 the last) day, weekday, week or weekend from ``start`` to ``end``."""
    weekday = 5 if fit.has("weekend") else fit.look("weekday", "weekday")
    if weekday is None and fit.has("week"):
        return _nth_week(start, end, n)
    every = _every(start, end, weekday)
    if not n or abs(n) > len(every):
        return "no such day"
    d = every[n if n < 0 else n - 1]
    return days.weekend(d) if fit.has("weekend") else days.day(d)


def _every(start: date, end: date, weekday: int | None) -> list[date]:
    """The days from ``start`` to ``end``, or those of one weekday (0: Monday)."""
    found = (start + timedelta(days=i) for i in range((end - start).days + 1))
    return [d for d in found if weekday is None or d.weekday() == weekday]


def _nth_week(start: date, end: date, n: int) -> Interval | str:
    """Weeks are counted in sevens from the first day, as "the second week of March" is used: not by the calendar's Mondays or
    Sundays; the fourth may run to the end of a month."""
    first = end - timedelta(days=6) if n < 0 else start + timedelta(days=7 * (n - 1))
    if not n or first > end:
        return "no such week"
    last = end if n == 4 and (end - first).days < 10 else min(end, first + timedelta(days=6))
    return days.interval(first, last, "week", f"{first}/{last}")


def before_last(fit: Fit, at: Context) -> Interval | str:
    """The Friday before last, the week before last; "Tuesday last" and "Monday week", counted from today."""
    if at.published is None:
        return UNKNOWN
    back = 1 if fit.has("before") else 0
    weekday = fit.look("weekday", "weekday")
    if weekday is None:
        name = fit.look("unit", "period") or "W"
        return days.around(days.shift(at.published, name, -1 - back), name)
    if fit.has("week"):
        ahead = (weekday - at.published.weekday()) % 7 or 7
        return days.day(at.published + timedelta(days=ahead + 7))
    near = (at.published.weekday() - weekday) % 7 or 7
    return days.day(at.published - timedelta(days=near + 7 * back))


def day_of_month(fit: Fit, at: Context) -> Interval | str:
    """ "On the 17th": the last such day up to the day of publication."""
    number = fit.ordinal("dd") or 0
    if at.published is None:
        return UNKNOWN
    back = (at.published - timedelta(days=i) for i in range(62))
    found = next((day for day in back if day.day == number), None)
    return days.day(found) if found is not None else "no such day"


def week_number(fit: Fit, at: Context) -> Interval | str:
    """Week 17 of 2024, by the ISO calendar; without a year the last such week that had begun, or the next one where the clause
    looks ahead."""
    number, year = int(fit.number("num") or 0), fit.year()
    if year is None and at.published is None:
        return UNKNOWN
    if year is None:
        assert at.published is not None
        year = _year_of_week(at.published, number, at.looks)
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return "no such week"
    return days.interval(monday, monday + timedelta(days=6), "week", f"{year}-W{number:02d}")


def _year_of_week(published: date, number: int, looks: str) -> int:
    year, now, _ = published.isocalendar()
    if looks == "future":
        return year + (number < now)
    return year - (number > now)
