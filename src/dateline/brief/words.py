"""Words for people: dates, numbers, lists, and what events are called (data/phrases.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.brief.model import Note
from dateline.counts.told import at_least

FEW = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


@lru_cache(maxsize=1)
def phrases() -> dict[str, Any]:
    """The table of phrases."""
    return tomllib.loads(files("dateline.brief").joinpath("data", "phrases.toml").read_text(encoding="utf-8"))


def event_noun(type_: str, modes: Iterable[str]) -> str:
    """ "an air strike"; "" for a type that is no incident."""
    known = phrases()["event"].get(type_)
    if known is None:
        return ""
    table = known.get("mode", {})
    told = set(modes)
    return str(next((noun for mode, noun in table.items() if mode in told), known["noun"]))


def was(noun: str) -> str:
    """ "was" or "were", as the noun asks."""
    return "were" if noun in phrases()["plural"]["nouns"] else "was"


def day(iso: str) -> str:
    """ "3 March 2025"; the words themselves when they are no day."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {found:%B} {found.year}"


def days(start: str | None, end: str | None) -> str:
    """ "on 3 March 2025", "between 3 and 7 March 2025", "by 7 March 2025", "from 3 March 2025 on"; "" when no day is known."""
    if start and end:
        return f"on {day(start)}" if start == end else f"between {_shared(start, end)} and {day(end)}"
    if end:
        return f"by {day(end)}"
    return f"from {day(start)} on" if start else ""


def _shared(start: str, end: str) -> str:
    """A first day without the month and year that it shares with the last."""
    if start[:7] == end[:7]:
        return str(date.fromisoformat(start).day)
    return day(start).rpartition(" ")[0] if start[:4] == end[:4] else day(start)


def listed(items: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"; each once."""
    some = list(dict.fromkeys(filter(None, items)))
    return ", ".join(some[:-1]) + f" and {some[-1]}" if len(some) > 1 else "".join(some)


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def number(many: int) -> str:
    """A number in letters up to twelve."""
    return FEW[many] if many < len(FEW) else f"{many:,}"


def counted(many: int, noun: str) -> str:
    """ "one report", "three reports"."""
    ending = "" if many == 1 else "es" if noun.endswith(("ch", "s")) else "s"
    return f"{number(many)} {noun}{ending}"


def bounds(low: int | None, high: int | None) -> str:
    """ "24", "twelve", "at least 24", "at most 24", "between 14 and 24"; up to twelve in letters where it stands alone."""
    if low is None:
        return f"at most {number(high)}" if high is not None else "an unknown number"
    if high is None:
        return at_least(low, number(low))
    return number(low) if low == high else f"between {low:,} and {high:,}"


def period(start: str, end: str) -> str:
    """ "1 to 12 March 2025"."""
    return f"{_shared(start, end)} to {day(end)}" if start != end else day(start)


def source_line(note: Note) -> str:
    """What a note says before its address: who published it and when, which dispatch, the words."""
    return f"{note.outlet}, {day(note.date)} ({note.document}): {note.words}"


def quotation(words: str) -> str:
    """Words between quotation marks, those within them turned to single ones, with a full stop behind what has no end."""
    inner = words.replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”" + ("" if inner.endswith((".", "!", "?", "…", "’", "'")) else ".")


def people(what: str, low: int | None, high: int | None, *, reported: bool = True) -> str:
    """ "at least 12 people were reported killed"; without ``reported``, for a sentence that says by whose word, "were killed"."""
    one, many = phrases()["counted"][what]
    single = (low, high) == (1, 1)
    told = one if single else many
    bare = (
        told.replace("reported to be ", "")
        .replace("was reported to have ", "had ")
        .replace("were reported to have ", "had ")
    )
    return (
        f"{bounds(low, high)} {'person' if single else 'people'} {told if reported else bare.replace('reported ', '')}"
    )
