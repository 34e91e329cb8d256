"""The meanings of years and their parts: years, decades, centuries, seasons, quarters, halves, fiscal years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dateline.times import days
from dateline.times.context import Context, Fit
from dateline.types import Interval

UNKNOWN = "no publication date"


def year(fit: Fit, at: Context) -> Interval | str:
    """A year in digits or words."""
    number = fit.year() or int(fit.number("num") or 0)
    if not 1000 <= number <= 2199:
        return "no year"
    return days.part_of(days.year(number), fit.modifier())


def years(fit: Fit, at: Context) -> Interval | str:
    """From one year to another."""
    a, b = fit.year() or 0, fit.year("year2")
    b = b or a // 100 * 100 + int(fit.look("yy2", "yy"))
    return days.join(days.year(a), days.year(b)) if a <= b else "the range runs backwards"


def decade(fit: Fit, at: Context) -> Interval | str:
    """Ten years: "the 1990s", "the nineties"."""
    digits = fit.form("tens").rstrip("s") or str(fit.look("nineties", "nineties"))
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return days.part_of(days.decade(first), fit.modifier())


def century(fit: Fit, at: Context) -> Interval | str:
    """The nth century."""
    n = fit.ordinal("ordinal")
    return days.part_of(days.century(n - 1), fit.modifier()) if n else "no such century"


def season(fit: Fit, at: Context) -> Interval | str:
    """A season of a year."""
    name = fit.look("season", "season", "fall")
    number, rel = fit.year(), fit.relative()
    if number is None:
        if at.published is None:
            return UNKNOWN
        number = _season_year(fit, at, name, rel)
    return days.part_of(days.season(number, name), fit.modifier())


def _season_year(fit: Fit, at: Context, name: str, rel: int | None) -> int:
    """The year of a season named without one: by "this", "last", "next", else by the tense, else the last one begun."""
    assert at.published is not None
    if rel is not None and fit.has("year"):
        return at.published.year + rel
    if rel == 0:
        return at.published.year - (name == "WI" and at.published.month <= 2)
    ahead = rel == 1 or (rel is None and at.looks == "future")
    over = rel == -1 and not fit.has("this")
    return _season_near(at.published, name, ahead, over)


def _season_near(published: date, name: str, ahead: bool, over: bool) -> int:
    """The year of the first season that is not over; else of the last one that is, or of the last one begun."""
    today = published.isoformat()
    years = range(published.year - 2, published.year + 3)
    if ahead:
        return next(y for y in years if (days.season(y, name).end or "") >= today)
    if over:
        return next(y for y in reversed(years) if (days.season(y, name).end or "") < today)
    return next(y for y in reversed(years) if (days.season(y, name).start or "") <= today)


def quarter(fit: Fit, at: Context) -> Interval | str:
    """A quarter of a year."""
    n = fit.ordinal("ordinal") or 4
    number, rel = fit.year(), fit.relative()
    if n > 4:
        return "no such quarter"
    if number is None and at.published is None:
        return UNKNOWN
    if number is None:
        number = _quarter_year(fit, at, n, rel)
    return days.part_of(days.quarter(number, n), fit.modifier())


def _quarter_year(fit: Fit, at: Context, n: int, rel: int | None) -> int:
    assert at.published is not None
    if rel is not None:
        return at.published.year + rel
    back = 1 if fit.has("ago", "earlier") else 0
    now = (at.published.month + 2) // 3
    if at.looks == "future" and not back:
        return at.published.year + (n < now)
    return at.published.year - (n > now) - back


def half(fit: Fit, at: Context) -> Interval | str:
    """Half a year."""
    n = 1 if fit.has("first") else 2
    number = fit.year()
    if number is None:
        if at.published is None:
            return UNKNOWN
        number = at.published.year + (fit.relative() or 0)
    return days.half(number, n)


def fiscal(fit: Fit, at: Context) -> Interval | str:
    """A fiscal year; it may begin in the calendar year before."""
    number = fit.year()
    if number is None:
        rel = fit.relative()
        if rel is None or at.published is None:
            return Interval(None, None, "duration", None, "DURATION", "P1Y")
        number = at.published.year + rel
    if fit.groups.get("yy"):
        return _split(number, int(fit.look("yy", "yy")))
    return days.months(number - 1, 1, 24, "year", str(number))


def _split(first: int, yy: int) -> Interval | str:
    """ "2023/24": some twelve months of the two years."""
    if (first + 1) % 100 != yy % 100:
        return "the years do not follow each other"
    return days.months(first, 1, 24, "year", f"{first}/{first + 1}")


OPS: dict[str, Callable[[Fit, Context], Interval | str]] = {
    "year": year, "years": years, "decade": decade, "century": century, "season": season, "quarter": quarter, "half":
    half, "fiscal": fiscal,
}  # fmt: skip
