"""From an address to a question: days, filters and limits, checked; what does not fit is told in one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from dateline.errors import OptionError
from dateline.lexicon.ontology import TYPES
from dateline.record.queries.events import SORTS, Filter
from dateline.record.record import checked

WORDS = ("place", "actor", "type", "mode", "modality", "grade", "country", "outlet", "text")
LONGEST = 300  # characters of a filter
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
    contradicted = given.get("contradicted", "") not in {"", "0", "false"}
    return msgspec.convert(
        {**told, **days, "type": type_, "sort": sort, "clock": clock, "contradicted": contradicted}, Filter
    )


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
