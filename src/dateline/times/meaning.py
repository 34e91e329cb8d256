"""What each kind of time rule means: from the words by group to an interval, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import msgspec

from dateline.times import counted, days, feasts, periods, spans
from dateline.times.context import Context, Fit, full_year
from dateline.types import Interval

Op = Callable[[Fit, Context], Interval | str]
UNKNOWN = "no publication date"
NOUN_REACH = 20  # characters between a weekday and the noun it stands before
LONG_AGO = (
    300  # days; the news gives the year of a date further back, so that an unsure past gives way to a near future
)


def on_date(fit: Fit, at: Context) -> Interval | str:
    """A day of a month, with or without its year."""
    month, number = _month(fit), _day(fit, "day", "dd")
    year = fit.year()
    if fit.groups.get("yy"):
        year = _century(fit.look("yy", "yy"))
    if month is None or number is None:
        return "no such date"
    if year is None and at.published is None:
        return UNKNOWN
    n = fit.look("wd", "weekday", "wd")
    d = date(year, month, number) if year else _near(at, lambda y: date(y, month, number), n, fit.relative())
    return _with_part(fit, d)


def _with_part(fit: Fit, d: date) -> Interval:
    part = fit.look("part", "part") or ("NI" if fit.has("night") else "")
    return days.day(d, part)


def _month(fit: Fit, group: str = "mon") -> int | None:
    found = fit.look(group, "month", "mon")
    found = fit.look("month", "month", "mon") if found is None else found
    return None if found is None else int(found)


def _day(fit: Fit, *groups: str) -> int | None:
    return next((n for group in groups if (n := fit.ordinal(group))), None)


def _century(yy: int | None) -> int | None:
    return None if yy is None else full_year(str(yy))


def _near(at: Context, make: Callable[[int], date], weekday_: int | None = None, rel: int | None = None) -> date:
    """The date of the year that the tense asks for: past, the last one; future, the next; else the nearest.

    A weekday that goes with the date decides alone. Raises ValueError when no year near has such a date.
    """
    assert at.published is not None
    published = at.published
    found = [d for y in range(published.year - 4, published.year + 5) if (d := _try(make, y))]
    fitting = [d for d in found if d.weekday() == weekday_]
    if fitting:
        return _nearest(fitting, published)
    if not found:
        raise ValueError("no year has this date")
    return _told(at, make) or _by_tense(at, published, found, rel)


def _told(at: Context, make: Callable[[int], date]) -> date | None:
    """The date in the earlier year that the sentence tells of; None when it tells of none, or firmly of the future."""
    if at.told is None or (at.looks == "future" and at.firm):
        return None
    return _try(make, at.told.year)


def _by_tense(at: Context, published: date, found: list[date], rel: int | None) -> date:
    """The last or the following of the dates: by "last" and "next", by a tense that is firm or a past not long ago."""
    last, following = max(d for d in found if d <= published), min(d for d in found if d >= published)
    if rel:
        return last if rel < 0 else following
    if at.looks == "past" and (at.firm or (published - last).days <= LONG_AGO):
        return last
    return following if at.looks == "future" and at.firm else _nearest([last, following], published)


def _nearest(found: list[date], published: date) -> date:
    return min(found, key=lambda d: abs((d - published).days))


def _try(make: Callable[[int], date], year: int) -> date | None:
    try:
        return make(year)
    except ValueError:
        return None


def numeric(fit: Fit, at: Context) -> Interval | str:
    """ISO dates; dates with slashes only when one reading is possible."""
    if fit.groups.get("iso"):
        return _iso(fit.form("iso"))
    form = fit.form("slash") or fit.form("dotted")
    a, b, y = (int(n) for n in form.replace(".", "/").split("/"))
    year = full_year(str(y))
    if fit.groups.get("dotted"):
        return days.day(date(year, b, a))
    readings = {found for m, n in ((a, b), (b, a)) if (found := _try(partial(_made, m, n), year))}
    return days.day(readings.pop()) if len(readings) == 1 else "day and month cannot be told apart"


def _iso(form: str) -> Interval:
    """An ISO date, or date and time; the interval of a time is its day."""
    value = days.day(date.fromisoformat(form[:10]))
    if len(form) == 10:
        return value
    return msgspec.structs.replace(value, grain="time", timex_type="TIME", timex_value=form.upper())


def _made(month_: int, number: int, year_: int) -> date:
    return date(year_, month_, number)


def month(fit: Fit, at: Context) -> Interval | str:
    """A month, with its year or the year that tense or "last" asks for."""
    number = _month(fit)
    if number is None:
        return "no such month"
    year, rel = fit.year(), fit.relative()
    if year is None:
        if at.published is None:
            return UNKNOWN
        year = _year_of_month(fit, at, number, rel)
    return days.part_of(days.month(year, number), fit.modifier())


def _year_of_month(fit: Fit, at: Context, number: int, rel: int | None) -> int:
    """The year of a month named without one: by "this", "last", "next", else by the tense, else the nearest."""
    assert at.published is not None
    year = at.published.year
    if rel == 0 or (rel is not None and fit.has("year")):
        return year + rel
    ahead = number - at.published.month  # months to the one of this year, negative when it is past
    way = rel or _way_by_tense(at, long_ago=-ahead % 12 * 30 > LONG_AGO)
    if way < 0:
        return year - (ahead + (rel == -1) > 0)
    if way > 0:
        return year + (ahead - (rel == 1) < 0)
    return min((year + d for d in (-1, 0, 1)), key=lambda y: (abs((y - year) * 12 + ahead), y))


def _way_by_tense(at: Context, long_ago: bool) -> int:
    """-1 where the tense tells of the past, 1 where it surely tells of the future, else 0."""
    if at.looks == "past" and (at.firm or not long_ago):
        return -1
    return 1 if at.looks == "future" and at.firm else 0


def day_range(fit: Fit, at: Context) -> Interval | str:
    """From one day to another."""
    m = _month(fit)
    n = fit.look("mon2", "month", "mon") or m
    a, b = _day(fit, "day"), _day(fit, "day2")
    if not (m and n and a and b):
        return "no such date"
    year, last_year = fit.year(), fit.year("year2") or fit.year()
    if last_year is None and at.published is None:
        return UNKNOWN
    end = date(last_year, n, b) if last_year else _near(at, lambda y: date(y, n, b))
    start = _start_of_range(year, m, a, end)
    return days.join(days.day(start), days.day(end)) if start <= end else "the range runs backwards"


def _start_of_range(year: int | None, month_: int, number: int, end: date) -> date:
    """The first day of a range, in the year before its end where no year is written and it would come after."""
    start = date(year or end.year, month_, number)
    return date(end.year - 1, month_, number) if start > end and not year else start


def fixed(fit: Fit, at: Context) -> Interval | str:
    """A date that the entry itself gives."""
    if fit.groups.get("dd") and fit.form("dd") not in ("11", "11th"):
        return on_date(fit, at)
    return days.day(date.fromisoformat(fit.given["day"]))


def weekday(fit: Fit, at: Context) -> Interval | str:
    """A day of the week near the publication date."""
    if at.published is None:
        return UNKNOWN
    n = fit.look("weekday", "weekday", "wd")
    rel = fit.relative()
    if fit.has("week"):
        base = at.published + timedelta(days=7 * _week_step(fit))
        d = base + timedelta(days=n - base.weekday())
    else:
        d = _weekday(at, n, rel)
    return days.part_of(_with_part(fit, d), "")


def _week_step(fit: Fit) -> int:
    return -1 if fit.has("last", "ago") else 1 if fit.has("next", "from") else 0


def _weekday(at: Context, n: int, rel: int | None) -> date:
    """The day of the week near publication: by "last" and "next", else by the tense."""
    assert at.published is not None
    back = timedelta(days=(at.published.weekday() - n) % 7)
    ahead = timedelta(days=(n - at.published.weekday()) % 7)
    if rel == -1:
        return at.published - (back or timedelta(days=7))
    if rel == 1:
        return at.published + (ahead or timedelta(days=7))
    if _is_firmly_ahead(at, rel):
        return at.published + ahead
    nearest = at.looks in ("future", "present") and not _names_event(at)
    return at.published + ahead if nearest and ahead < back else at.published - back


def _is_firmly_ahead(at: Context, rel: int | None) -> bool:
    """Whether tense or "this" say that the day is still to come."""
    return (at.looks == "future" and at.firm) or (rel == 0 and at.looks != "past")


def _names_event(at: Context) -> bool:
    """ "A Friday blast", "Friday's attack": the weekday belongs to a noun; the news names what happened in this way."""
    end = at.mention.span.end
    token = at.parse.tokens[at.parse.tree.heads[at.mention.head]]
    near = token.pos in ("NOUN", "PROPN") and end < token.start < end + NOUN_REACH
    return near or at.parse.text[end : end + 2] in ("'s", "’s")


def deictic(fit: Fit, at: Context) -> Interval | str:
    """Today, yesterday, tomorrow, tonight."""
    if at.published is None:
        return UNKNOWN
    step = fit.look("day_word", "day_word") or 0
    if fit.has("before"):
        step = -2
    elif fit.has("after"):
        step = 2
    d = at.published + timedelta(days=step)
    return days.day(d, "NI") if fit.has("tonight") else _with_part(fit, d)


def part(fit: Fit, at: Context) -> Interval | str:
    """A part of a day: this morning, last night, overnight, the morning of a date."""
    if fit.groups.get("the_day"):
        return _part_of_day(fit, at)
    if at.published is None:
        return UNKNOWN
    if fit.has("overnight"):
        d = at.published
        return Interval((d - days.DAY).isoformat(), d.isoformat(), "time", None, "TIME", f"{d}TNI")
    if at.parse.text[at.mention.span.end : at.mention.span.end + 4] == " of ":
        return "counted from an event"
    name = fit.look("part", "part") or "MO"
    if fit.groups.get("day_word"):
        return days.day(at.published + timedelta(days=fit.look("day_word", "day_word")), name)
    day = _day_of_part(fit, at, at.published)
    if fit.has("last") or (name == "NI" and at.looks == "past" and day == at.published and not fit.has("this")):
        eve = days.day(at.published - days.DAY, name)
        return msgspec.structs.replace(eve, end=at.published.isoformat()) if name == "NI" else eve
    return days.day(day, name)


def _day_of_part(fit: Fit, at: Context, published: date) -> date:
    """The day that "this", "the next", "the previous" morning belongs to; without such a word that named last."""
    near = at.last or published
    if fit.has("next", "following"):
        return near + days.DAY
    if fit.has("previous"):
        return near - days.DAY
    return published if fit.has("this") else near


def _part_of_day(fit: Fit, at: Context) -> Interval | str:
    whole = the_day(fit, at)
    if isinstance(whole, str) or not whole.start:
        return whole
    return days.day(date.fromisoformat(whole.start), fit.look("part", "part") or "")


def the_day(fit: Fit, at: Context) -> Interval | str:
    """The day a larger expression ends in."""
    if fit.look("the_day", "day_word") is not None:
        return deictic(fit, at)
    return on_date(fit, at) if _month(fit) else weekday(fit, at)


def clock(fit: Fit, at: Context) -> Interval | str:
    """A time of day; its interval is its day."""
    near = at.last or at.published
    whole = the_day(fit, at) if fit.groups.get("the_day") else near and days.day(near)
    if not isinstance(whole, Interval) or not whole.start:
        return whole or UNKNOWN
    hour = _hour(fit)
    if hour is None:
        return "no such time"
    if near == at.published and _is_eve(fit, at):
        whole = days.day(days.shift(date.fromisoformat(whole.start), "D", -1))
    zone = "Z" if fit.has("gmt", "utc") and not fit.has("(") else ""
    return Interval(whole.start, whole.end, "time", None, "TIME", f"{whole.start}T{hour}{zone}")


def _is_eve(fit: Fit, at: Context) -> bool:
    """ "Shortly before midnight" without a day: what is told was the evening before."""
    return fit.has("midnight") and not fit.groups.get("the_day") and at.mention.use == "before"


def _hour(fit: Fit) -> str | None:
    """The time of day as hh:mm; None when the digits are none."""
    if fit.has("noon", "midday"):
        return "12:00"
    if fit.has("midnight"):
        return "00:00"
    hours, minutes = _digits(fit)
    if not hours.isdigit() or (minutes and not minutes.replace(":", "0").isdigit()):
        return None
    h = int(hours) % 12 + fit.look("ampm", "ampm") if fit.groups.get("ampm") else int(hours)
    m = (minutes or "00")[:2]
    return f"{h:02d}:{m}" if h <= 24 and int(m) < 60 else None


def _digits(fit: Fit) -> tuple[str, str]:
    """Hours and minutes as written, "" for none: "9.30", "9:30", "0930", "9"."""
    form = (fit.form("clock") or " ".join(w.form for w in fit.words)).split()
    digits = next((f for f in form if f[:1].isdigit()), "").replace(".", ":")
    hours, _, minutes = digits.partition(":")
    return (hours[:2], hours[2:]) if not minutes and len(hours) == 4 else (hours, minutes)


def holiday(fit: Fit, at: Context) -> Interval | str:
    """A feast day near the publication date."""
    name, eve, number = feasts.named(w.form for w in fit.words), fit.has("eve"), fit.year()
    if not name:
        return "vague"
    if number is None and at.published is None:
        return UNKNOWN
    return days.day(feasts.day(name, number, eve) if number else _near(at, lambda y: feasts.day(name, y, eve)))


OPS: dict[str, Op] = {
    "date": on_date, "numeric": numeric, "month": month, "range": day_range,
    "fixed": fixed, "weekday": weekday, "deictic": deictic, "part": part, "clock": clock, "holiday": holiday,
    "nth": counted.within(month), "before-last": counted.before_last, "week": counted.week_number, "day-of-month": counted.day_of_month,
    **periods.OPS,
    **spans.OPS,
}  # fmt: skip
YEARLESS = {"date", "month", "range", "season", "quarter", "holiday", "nth", "week"}
RELATIVE = {"weekday", "deictic", "part", "unit", "ago", "window", "anaphor", "ref", "duration", "before-last"}
