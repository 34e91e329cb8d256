"""The dispatch's own header: date, place and agency out of its dateline, byline and header lines."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from dateline.types import Block, Quote, Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<{}>" + "|".join(MONTHS) + r")[a-z]*\.?"
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
        r"\b" + MONTH.format("m") + r"\s?(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>\d{4}|['’]\d\d)\b",
        r"\b" + MONTH.format("m") + r"\s(?P<d>\d{1,2})\s(?P<y>\d\d)(?=\s*(?:[(–—―]|--|-\s|$))",
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s" + MONTH.format("m") + r",?\s(?P<y>\d{4}|['’]?\d\d)\b",
        r"\b(?P<d>\d{1,2})-" + MONTH.format("m") + r"-(?P<y>\d{4}|\d\d)\b",
        r"\b(?P<d>1[3-9]|2\d|3[01])[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<y>\d{4}|\d\d)\b",
        r"\b(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4}|\d\d)\b",
    )
)
LEAD = re.compile(r"[\s\[]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?", re.IGNORECASE)
"""What may stand before a date that begins a dateline: the name of its day, a bracket."""
EARLIEST, LATEST = 1600, 2200
"""Years in which a dispatch may have been published; programs write others for a day that they do not know."""
PIVOT = 50
"""Two-digit years from this on are of the twentieth century, those below of the twenty-first."""
AGENCY = re.compile(r"\(([^()]{2,70})\)(?!,)")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLACELESS = re.compile(
    r"\([^()]{2,70}\)(?!,)|\b(?:" + "|".join(MONTHS) + r")[a-z]*\.?,?\s?\d{1,4}\b"
    r"|\b\d{1,4}(?:st|nd|rd|th)?\s(?:" + "|".join(MONTHS) + r")[a-z]*\b\.?|\b(?:" + "|".join(DAYS) + r")\b",
    re.IGNORECASE,
)
"""What of a dateline names no place: what stands in brackets (its agency), a month beside a number, a day of the week."""
PLACE = re.compile(
    r"^\s*(?:\[TEXT\]\s*)?([^\W\d_][^()\d:–—―|]*?)(?=\s*(?:[,\s]*[()|]|[–—―:]|--|_|-\s|,?\s+(?:"
    + MONTH.format("x")
    + r"|\d{1,2}\s)|$))",
    re.IGNORECASE,
)


BRACKETED = re.compile(r"^\s*\(([^\W\d_][^()\d]*?)\),?\s*(?:\d|" + MONTH.format("x") + ")", re.IGNORECASE)
"""The place of a dateline that begins with it in brackets: "(KAMPALA) June 9, 2023 - "."""
BEHIND_DATE = re.compile(r"^[\s,\]|–—-]*\(?([^\W\d_][^()\d:–—―]*?)(?=\s*(?:[()–—―:,]|--|_|-\s|$))")
"""The place of a dateline that begins with its date: "June 9, 2023 (KAMPALA) - ", "7 March 2022, Kinshasa – "."""


class Header(msgspec.Struct, frozen=True):
    """What the header says. ``published`` is an ISO date, None without a full date (a day without a year is none)."""

    published: str | None = None
    place: Quote | None = None
    agency: Quote | None = None
    date: Quote | None = None


def header(text: str, blocks: tuple[Block, ...]) -> Header:
    """Date, place and agency of the first dateline; the date also from bylines. None where not said."""
    marked = [block for block in blocks if block.kind in ("dateline", "byline")]
    first = next((block.span for block in marked if block.kind == "dateline"), None)
    found = next((hit for block in marked if (hit := _date(text, block.span))), None)
    place, rest = _place(text, first, found[1] if found else None)
    return Header(
        published=found[0] if found else None,
        place=place,
        agency=_quote(text, AGENCY, rest),
        date=found[1] if found else None,
    )


def _place(text: str, first: Span | None, day: Quote | None) -> tuple[Quote | None, Span | None]:
    """The place of a dateline, and the stretch of it in which its agency may stand."""
    if first is None or day is None or not LEAD.fullmatch(text, first.start, day.span.start):
        place = _quote(text, BRACKETED, first) or _quote(text, PLACE, first)
        return place, first if place is None or first is None else Span(place.span.end, first.end)
    place = _quote(text, BEHIND_DATE, Span(day.span.end, first.end))
    return place, first if place is None else Span(place.span.end + 1, first.end)


def placeless(text: str, span: Span) -> tuple[tuple[int, int], ...]:
    """The stretches of a dateline that are agency or date: "March" of "March 14" is a month there, and no town."""
    return tuple(found.span() for found in PLACELESS.finditer(text, span.start, span.end))


def day_in(text: str) -> str | None:
    """The first full date that stands in ``text`` ("14 June 2022", "June 14, 2022", "2022-06-14") as an ISO day, None without one."""
    found = _date(text, Span(0, len(text)))
    return found[0] if found else None


def _quote(text: str, pattern: re.Pattern[str], span: Span | None) -> Quote | None:
    found = pattern.search(text[span.start : span.end]) if span else None
    if not found or not span:
        return None
    return Quote(found[1], Span(span.start + found.start(1), span.start + found.end(1)))


def _date(text: str, span: Span) -> tuple[str, Quote] | None:
    for pattern in DATES:
        for found in pattern.finditer(text, span.start, span.end):
            iso = _iso(found["y"], found["m"], found["d"])
            if iso:
                return iso, Quote(found[0], Span(found.start(), found.end()))
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    year = year.lstrip("'’")
    full = int(year) if len(year) == 4 else (1900 if int(year) >= PIVOT else 2000) + int(year)
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    try:
        found = date(full, number, int(day))
    except ValueError:
        return None
    return found.isoformat() if EARLIEST <= found.year <= LATEST else None
