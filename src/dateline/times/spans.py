"""The meanings of units: last week, three days ago, the past two months, for a year, every day, now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from dateline.times import days
from dateline.times.context import Context, Fit
from dateline.times.tense import clause_of
from dateline.types import Interval

UNKNOWN = "no publication date"
LETTER = {"TS": "S", "TM": "M", "TH": "H", "N": "D", "F": "W", "WE": "D", "DE": "Y", "CE": "Y"}
COARSE = frozenset({"M", "Q", "Y", "DE", "CE"})
TIMES = {"F": 2, "WE": 2, "DE": 10, "CE": 100}


def unit(fit: Fit, at: Context) -> Interval | str:
    """Last week, this month, next year, the weekend, the week of a date."""
    name = fit.look("unit", "period", "day_unit") or ("WE" if fit.has("weekend") else "W" if fit.has("week") else "Y")
    if fit.groups.get("mon"):
        return _of_date(fit, at, name)
    if at.published is None:
        return UNKNOWN
    rel = fit.relative()
    if rel is None:
        return _the(fit, at, name)
    if name == "WE":
        return days.weekend(_weekend_day(at, rel))
    d = days.shift(at.published, name, rel)
    return _modified(days.around(d, name), fit, at, rel)


def _modified(whole: Interval, fit: Fit, at: Context, rel: int) -> Interval:
    """ "Earlier this month" ends today, "later this month" begins today."""
    assert at.published is not None
    today = at.published.isoformat()
    if fit.has("earlier") and rel == 0:
        return msgspec.structs.replace(whole, end=today)
    if fit.has("later", "rest", "remainder") and rel == 0:
        return msgspec.structs.replace(whole, start=today)
    return days.part_of(whole, fit.modifier())


def _weekend_day(at: Context, rel: int) -> date:
    assert at.published is not None
    if rel == 0 and at.looks == "past" and at.published.weekday() < 4:
        return days.shift(at.published, "W", -1)
    return days.shift(at.published, "W", rel)


def _the(fit: Fit, at: Context, name: str) -> Interval | str:
    """ "The weekend", "the quarter", "the year", "year-end"."""
    assert at.published is not None
    if name == "Q":
        return at.quarter or days.around(days.shift(at.published, "Q", -1), "Q")
    if name == "WE":
        ahead = at.looks == "future" or at.published.weekday() >= 5
        return days.weekend(at.published if ahead else days.shift(at.published, "W", -1))
    if fit.has("end") and not fit.groups.get("early"):
        return days.part_of(days.around(at.published, name), "END")
    return _modified(days.around(at.published, name), fit, at, 0)


def _of_date(fit: Fit, at: Context, name: str) -> Interval | str:
    month = fit.look("mon", "month", "mon")
    if at.published is None:
        return UNKNOWN
    d = date(at.published.year, month, int("".join(c for c in fit.form("dd") if c.isdigit())))
    if d > at.published and at.looks != "future":
        d = d.replace(year=d.year - 1)
    return days.around(d, name)


def ago(fit: Fit, at: Context) -> Interval | str:
    """A number of units before or after a day: as coarse as the unit."""
    if fit.has("long"):
        return _past(at)
    step, number = _way(fit), _how_many(fit)
    if number is None:
        return _vague(fit, at, step)
    name = fit.look("span", "span") or fit.look("units", "units") or fit.look("one", "span") or "Y"
    from_today = fit.has("ago", "now", "today", "hence")
    named = at.published if from_today else _named_before(at, name, step)
    near = named or at.published
    if near is None:
        return UNKNOWN
    if name.startswith("T"):
        return Interval(near.isoformat(), near.isoformat(), "time", None, "DATE", near.isoformat())
    if named is None and step > 0 and at.looks == "past":
        return _past(at)  # "two days later the army struck back", of a day that nobody named
    return _year_before_quarter(fit, at, (name, step, number)) or _counted(fit, near, name, step * number)


def _named_before(at: Context, name: str, step: int) -> date | None:
    """The day from which "two years later" or "earlier" counts: the one named last, and for what comes later the first of a month or
    year that was named since, where the unit is as coarse as that; None for none."""
    return at.period if step > 0 and (at.last is None or name in COARSE) else at.last


def _way(fit: Fit) -> int:
    """-1 for "ago" and "before", 1 for "hence" and "from now"."""
    step = fit.look("dir", "ago", "before", "hence")
    return int(step) if step is not None else 1 if fit.has("from") else -1


def _how_many(fit: Fit) -> float | None:
    """The number of units; None where the words give none ("days ago")."""
    if fit.groups.get("num"):
        return fit.number("num")
    return 1 if fit.groups.get("one") or fit.has("the") else None


def _year_before_quarter(fit: Fit, at: Context, distance: tuple[str, int, float]) -> Interval | None:
    """ "A year earlier" after the figures of a quarter: the same quarter of the year before; None elsewhere."""
    start = at.quarter.start if at.quarter is not None else None
    if not start or distance != ("Y", -1, 1) or fit.groups.get("approx"):
        return None
    return days.around(days.shift(date.fromisoformat(start), "Y", -1), "Q")


def _counted(fit: Fit, near: date, name: str, number: float) -> Interval:
    d = days.shift(near, name, number)
    return _looser(days.around(d, "Y" if name in ("DE", "CE") else name), d, fit)


def _looser(found: Interval, d: date, fit: Fit) -> Interval:
    """The calendar unit must contain the day; "about", "nearly" widen nothing beyond it but days."""
    if found.grain == "day" and fit.groups.get("approx"):
        a, b = days.shift(d, "D", -1), days.shift(d, "D", 1)
        return msgspec.structs.replace(found, start=a.isoformat(), end=b.isoformat())
    return found


def _vague(fit: Fit, at: Context, step: int) -> Interval:
    if at.published is None:
        return Interval(None, None, "duration", None, "DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    if step > 0 and at.looks == "past":  # "days later" in a story: between the day named last and the news
        start = at.last.isoformat() if at.last and at.last <= at.published else None
        return Interval(start, at.published.isoformat(), "", None, "DATE", "FUTURE_REF")
    return _past(at) if step < 0 else _ahead(at)


def _past(at: Context) -> Interval:
    return Interval(None, at.published.isoformat() if at.published else None, "", None, "DATE", "PAST_REF")


def _ahead(at: Context) -> Interval:
    return Interval(at.published.isoformat() if at.published else None, None, "", None, "DATE", "FUTURE_REF")


def anaphor(fit: Fit, at: Context) -> Interval | str:
    """That day, the next week, the day before: counted from the day named last."""
    name = fit.look("unit", "period", "day_unit") or "D"
    near = (at.period if name in ("Y", "M") else at.last) or at.published
    if near is None:
        return UNKNOWN
    step = _step(fit)
    if name == "N" and not fit.has("night"):
        name = "D"
    if name == "Q":
        return at.quarter or days.around(days.shift(near, "Q", step), "Q")
    found = days.around(days.shift(near, name, step), name)
    return msgspec.structs.replace(found, anchor=near.isoformat())


def _step(fit: Fit) -> int:
    if fit.has("next", "following", "after"):
        return 1
    return -1 if fit.has("previous", "preceding", "before") else 0


def window(fit: Fit, at: Context) -> Interval | str:
    """The past two months, the next few days, recent weeks, the first nine months."""
    rel = _direction(fit)
    one = fit.look("one", "one_day")
    name = fit.look("span", "span") or fit.look("units", "units") or one or "Y"
    number = fit.number("num") or fit.number("int") or (2.0 if fit.has("couple") else 1.0 if one else None)
    if fit.groups.get("seasons"):
        return _seasons(fit, at, number, rel)
    value, kind = _length(number, name), "DURATION"
    if number is None and fit.has("coming"):
        value, kind = "FUTURE_REF", "DATE"
    if at.published is None or rel == 0:
        return Interval(None, None, "duration", None, kind, value)
    return _reach(fit, at, rel, number, name, value, kind)


def _direction(fit: Fit) -> int:
    """-1 for a stretch that ends now, 1 for one that begins now, 0 for one that the words do not tie to now."""
    rel = fit.relative()
    if rel is not None:
        return rel
    return -1 if fit.has("recent") else 1 if fit.has("ahead") else 0


def _seasons(fit: Fit, at: Context, number: float | None, rel: int) -> Interval | str:
    """The past three summers, the next two winters: from the first to the last of them."""
    name = fit.look("seasons", "seasons")
    if at.published is None or number is None:
        return Interval(None, None, "set", None, "SET", f"XXXX-{name}")
    first = at.published.year + (-int(number) if rel < 0 else 0)
    a, b = days.season(first, name), days.season(first + int(number) - 1, name)
    if rel < 0 and (days.season(at.published.year, name).end or "") < at.published.isoformat():
        a, b = days.season(first + 1, name), days.season(first + int(number), name)
    return Interval(a.start, b.end, "set", None, "SET", f"XXXX-{name}")


def _reach(fit: Fit, at: Context, rel: int, number: float | None, name: str, value: str, kind: str) -> Interval:
    assert at.published is not None
    today = at.published.isoformat()
    far = None if number is None or fit.has("plus") else days.shift(at.published, name, rel * number).isoformat()
    start, end = (far, today) if rel < 0 else (today, far)
    return Interval(start, end, "duration", None, kind, value)


def _length(number: float | None, name: str) -> str:
    """The TIMEX3 value of a length of time."""
    letter, factor = LETTER.get(name, name), TIMES.get(name, 1)
    mark = "PT" if name.startswith("T") else "P"
    if number is None:
        return f"{mark}X{letter if name not in ('DE', 'CE') else 'Y'}"
    n = number * factor
    whole = int(n)
    rest = n - whole
    below = {"Y": ("M", 12), "M": ("S", 60), "H": ("M", 60)}.get(letter) if mark == "PT" or letter == "Y" else None
    if rest and below:
        small = f"{round(rest * below[1])}{below[0]}"
        return f"{mark}{whole}{letter}{small}" if whole else f"{mark}{small}"
    return f"{mark}{whole if not rest else n}{letter}"


def duration(fit: Fit, at: Context) -> Interval | str:
    """A length of time; it is placed when the clause ties it to now ("has lasted a week", "in less than a week")."""
    name = fit.look("span", "span") or fit.look("units", "units") or fit.look("one", "span", "yearlong") or "D"
    number = _how_long(fit)
    value = _length(number, name)
    start, end = _placed(at, number, name)
    return Interval(start, end, "duration", None, "DURATION", value)


def _how_long(fit: Fit) -> float | None:
    """The number of units: a number, "a", "half", "one and a half", "a couple"; None where the words give none."""
    if fit.has("couple"):
        return 2.0
    number = fit.number("num") if fit.groups.get("num") else fit.number("int")
    article = fit.words[0].form in ("a", "an") and not fit.groups.get("vague")
    if number is None and (article or fit.has("half", "entire")):
        number = 1.0
    halved = number is not None and fit.has("half") and not fit.groups.get("num")
    return (number or 0.0) + 0.5 if halved else number


def _placed(at: Context, number: float | None, name: str) -> tuple[str | None, str | None]:
    try:
        return _tied(at, number, name)
    except (ValueError, OverflowError):
        return None, None


def _tied(at: Context, number: float | None, name: str) -> tuple[str | None, str | None]:
    clause = clause_of(at.parse, at.mention.head) if at.mention.head >= 0 else None
    if clause is None or at.published is None or number is None or _followed(at) in ("of", "after", "before"):
        return None, None
    today = at.published.isoformat()
    before = at.parse.tokens[_before(at)].lower if _before(at) >= 0 else ""
    if at.looks == "future" and before in ("in", "within", "for", "over", "inside"):
        return today, days.shift(at.published, name, number).isoformat()
    ties = clause.perfect or (before in ("in", "within", "over", "inside") and at.looks == "past")
    return (days.shift(at.published, name, -number).isoformat(), today) if ties else (None, None)


def _followed(at: Context) -> str:
    """The word after the mention: "within a week of his capture" is not counted from today."""
    rest = at.parse.text[at.mention.span.end : at.mention.span.end + 12].split()
    return rest[0].lower() if rest else ""


def _before(at: Context) -> int:
    first = next((i for i in range(at.mention.head, -1, -1) if at.parse.tokens[i].start <= at.mention.span.start), 0)
    return first - 1


def recurring(fit: Fit, at: Context) -> Interval | str:
    """Every day, weekly, each July, Tuesday nights: a set, on no day of the calendar."""
    return Interval(None, None, "set", None, "SET", _set_value(fit))


def _set_value(fit: Fit) -> str:
    """The TIMEX3 value of a set."""
    often = fit.look("often", "often")
    if often:
        return str(often)
    n = fit.look("weekday", "weekday")
    n = fit.look("weekdays", "weekdays") if n is None else n
    if n is not None:
        part = fit.look("part", "part") or fit.look("parts", "parts")
        return f"XXXX-WXX-{n + 1}" + (f"T{part}" if part else "")
    return _part_of_year(fit) or _every(fit)


def _part_of_year(fit: Fit) -> str:
    """ "Each July", "every summer", "every morning"; "" for none."""
    if fit.groups.get("part"):
        return f"XXXX-XX-XXT{fit.look('part', 'part')}"
    if fit.groups.get("month"):
        return f"XXXX-{fit.look('month', 'month'):02d}"
    return f"XXXX-{fit.look('season', 'season')}" if fit.groups.get("season") else ""


def _every(fit: Fit) -> str:
    name = fit.look("unit", "span", "period") or fit.look("span", "span") or "D"
    return _length(fit.number("num") if fit.forms("num")[:1] else 1, name)


def reference(fit: Fit, at: Context) -> Interval | str:
    """Now, recently, soon."""
    value = fit.given["value"]
    today = at.published.isoformat() if at.published else None
    if value == "PRESENT_REF":
        return Interval(today, today, "", None, "DATE", value)
    return _past(at) if value == "PAST_REF" else _ahead(at)


OPS: dict[str, Callable[[Fit, Context], Interval | str]] = {
    "unit": unit, "ago": ago, "anaphor": anaphor, "window": window, "duration": duration, "set": recurring, "ref":
    reference, }  # fmt: skip
