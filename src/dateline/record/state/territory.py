"""What is held: a place of the gazetteer, or so many places that nobody names."""

from __future__ import annotations

import re

import msgspec

from dateline import counts
from dateline.places.fold import fold
from dateline.record.state.settings import settings
from dateline.types import Where

WIDE = frozenset({"admin1", "country", "region", "continent"})
DIGITS = re.compile(r"^\d[\d,]*$")
CLOSED = frozenset({"the", "of", "a", "an", "its", "their", "his", "country", "nation", "countrys", "nations", "and", "than", "about",
                    "some", "least", "at", "over", "nearly", "almost", "around", "in", "all", "other", "both"})  # fmt: skip
"""Words between a number and what it counts."""


class Ground(msgspec.Struct, frozen=True):
    """``key`` tells grounds apart; ``low``/``high`` and ``unit`` belong to counted unknowns, whose key is "".
    ``wide``: a province or more."""

    key: str
    name: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    share: str = ""
    low: int | None = None
    high: int | None = None
    unit: str = ""
    wide: bool = False

    @property
    def counted(self) -> bool:
        """Whether it is a number of places without names."""
        return self.low is not None or self.high is not None


def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    """Exact number words, and words that only say "at least so many"."""
    word = counts.load().scanner.classes
    return word["number"], word["many"] | word["few"]


def ground(where: Where) -> Ground:
    """The ground of a place; words that name nothing and count nothing keep themselves as name and have no key."""
    place = where.place
    if place is not None and place.id:
        wide = place.precision in WIDE
        return Ground(place.id, place.name, place.country, place.lat, place.lon, share=share(where.text), wide=wide)
    low, high, unit = figure(where.text)
    if low is not None:
        return Ground("", " ".join(where.text.split()), low=low, high=high, unit=unit)
    part = share(where.text)
    name = " ".join(where.text.split()[len(part.split()) :])
    named = any(word[:1].isupper() for word in name.split()[1:] or name.split())
    return Ground(f"words:{fold(name).removeprefix('the ')}" if named else "", name, share=part)


def share(words: str) -> str:
    """How much of it: "most of", "" for all."""
    low = fold(words)
    return next((one for one in settings().shares if low.startswith(one)), "")


def figure(words: str) -> tuple[int | None, int | None, str]:
    """How many and of what: "five of the country's 34 provincial capitals" is 5, 5, "provincial capitals"."""
    tokens = fold(words.replace("’", "'")).split()
    exact, many = _numbers()
    for at, token in enumerate(tokens[:4]):
        value = int(token.replace(",", "")) if DIGITS.match(token) else exact.get(token, many.get(token))
        if value is not None:
            return value, None if token in many else value, _unit(tokens[at + 1 :])
    return None, None, ""


def _unit(tokens: list[str]) -> str:
    """What is counted: the words behind the last number, "" where the text leaves it out ("three more")."""
    last = max((at for at, token in enumerate(tokens) if DIGITS.match(token) or token in _numbers()[0]), default=-1)
    left = [token for token in tokens[last + 1 :] if token not in CLOSED]
    return "" if set(left) <= settings().elided else " ".join(left)
