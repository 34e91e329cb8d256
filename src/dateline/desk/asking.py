"""From an address to a question: days, filters and limits, checked; what does not fit is told in one line."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec
from starlette.datastructures import QueryParams

from dateline.desk.openapi import Parameter
from dateline.errors import OptionError
from dateline.lexicon.ontology import TYPES
from dateline.record.event_rows import LATE
from dateline.record.queries.events import SORTS, Filter
from dateline.record.record import checked

WORDS = ("place", "actor", "type", "mode", "modality", "grade", "country", "outlet", "text")
LONGEST = 300  # characters of a filter
YES, NO = ("1", "true"), ("", "0", "false")
CLOCKS = ("published", "received")


def filter_of(given: Mapping[str, str]) -> Filter:
    """The filter of an address. Raises OptionError when a day is none, a type or an order unknown."""
    told = {name: given.get(name, "").strip()[:LONGEST] for name in WORDS}
    days = {name: day(given, name) for name in ("since", "until", "known_by")}
    type_, sort, clock = told["type"].upper(), given.get("sort") or "latest", given.get("clock") or "published"
    if type_ and type_ not in TYPES:
        raise OptionError(f"{type_} is no type", where="type", remedy=f"give one of {', '.join(TYPES)}")
    chosen(sort, SORTS, "sort")
    chosen(clock, CLOCKS, "clock")
    contradicted = chosen(given.get("contradicted", ""), (*NO, *YES), "contradicted") in YES
    known_by, judged_by = past(given)
    days["known_by"] = known_by
    if judged_by != LATE:
        days |= {"judged_by": judged_by, "until": min(judged_by, days["until"] or judged_by)}
    return msgspec.convert(
        {**told, **days, "type": type_, "sort": sort, "clock": clock, "contradicted": contradicted}, Filter
    )


def past(given: Mapping[str, str]) -> tuple[str | None, str]:
    """By which day it has to be known, None for all that is known, and the last day of the judgements that count: those of all
    days, but those until the day of ``as_of``."""
    as_of = day(given, "as_of")
    return day(given, "known_by") or as_of, as_of or LATE


def check_query(given: QueryParams, known: Iterable[Parameter]) -> None:
    """Raises OptionError for a value that is given twice, or that its description does not allow: what a page leaves empty a program
    leaves out. Numbers and days are looked at by who asks for them."""
    for one in known:
        values = [] if one.path else given.getlist(one.name)
        if len(values) > 1:
            raise OptionError("it is given twice", where=one.name, remedy="give it once")
        typed = one.schema.get("type") != "string" or "format" in one.schema
        if values == [""] and typed:
            raise OptionError("it is empty", where=one.name, remedy="leave it out, or give a value")
        allowed = ("true", "false") if one.schema.get("type") == "boolean" else one.schema.get("enum")
        if values and allowed:
            chosen(values[0], tuple(allowed), one.name)


def cursor(skip: int) -> str:
    """So many passed over, as the cursor of a page."""
    return urlsafe_b64encode(str(skip).encode()).decode().rstrip("=")


def offset(given: Mapping[str, str]) -> int:
    """How many a cursor passes over; 0 without one. Raises OptionError for one that is none."""
    after = given.get("after", "")[:LONGEST]
    try:
        told = urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode("ascii")
    except ValueError:
        told = "none"
    if after and not (told.isdecimal() and len(told) <= 9):
        remedy = "take the one that the page before gave"
        raise OptionError("it is no cursor of a page", where="after", remedy=remedy)
    return int(told or 0)


def chosen(value: str, among: tuple[str, ...], name: str) -> str:
    """A value that is one of some. Raises OptionError."""
    if value not in among:
        raise OptionError(f"{value!r} is no {name}", where=name, remedy=f"give one of {', '.join(among)}")
    return value


def day(given: Mapping[str, str], name: str) -> str | None:
    """A day of the address; None when it is not given. Raises OptionError when it is none."""
    value = given.get(name, "").strip()
    if not value:
        return None
    try:
        return checked(value)
    except OptionError as error:
        raise OptionError(error.what, where=name, remedy="give it as YYYY-MM-DD") from error


def number(given: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int = 500) -> int:
    """A whole number of the address. Raises OptionError when it is none or out of bounds."""
    value = given.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdecimal() or len(value) > 9 or not least <= int(value) <= most:
        raise OptionError(
            f"{value!r} is no number from {least} to {most}", where=name, remedy=f"give such as {default}"
        )
    return int(value)


def moved(start: str, days: int) -> str:
    """A day so many days later; the same where the calendar ends."""
    try:
        return (date.fromisoformat(start) + timedelta(days=days)).isoformat()
    except OverflowError:
        return start
