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
ARTICLE = re.compile(r"^(?:a[lnrsdt]|a[sdt]h|e[lnrsdt])\s+(?=\w{3})")
"""The Arabic article as it is written before a name, with its consonant as it stands or as it is spoken."""
CONTAINER = re.compile(r",| in | of (?=the )")
"""What begins the words for where a town lies."""
OF_KIND = re.compile(r"^(?:the |a )?(?:[a-z-]+ )?(?:town|city|village|settlement|hamlet|port|township) of (?=[A-Z])")
"""What stands before a name and only says what it is of: "the settlement of"."""
CLOSED = frozenset({"the", "of", "a", "an", "its", "their", "his", "country", "nation", "countrys", "nations", "and", "than", "about",
                    "some", "least", "at", "over", "nearly", "almost", "around", "in", "all", "other", "both"})  # fmt: skip
"""Words between a number and what it counts."""


BESIDE = re.compile(
    r"^(?:the |some |new )?(?:position|height|area|village|hill|field|ground|territory|land|trench)\w* "
    r"(?:near|around|outside|just outside|(?:to the )?(?:north|south|east|west)(?:-?(?:east|west))? of) "
)
"""What lies beside a town and is not the town: "positions north of Kesh"."""


class Ground(msgspec.Struct, frozen=True, gc=False):
    """``key`` tells grounds apart; ``low``/``high`` and ``unit`` belong to counted unknowns, whose key is "".
    ``precision``: of the gazetteer. ``part``: words for a part of a town. ``spellings``: its name and what the text calls
    it, as ``spelled`` writes them."""

    key: str
    name: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    share: str = ""
    low: int | None = None
    high: int | None = None
    unit: str = ""
    precision: str = ""
    part: bool = False
    spellings: frozenset[str] = frozenset()

    @property
    def wide(self) -> bool:
        """Whether it is a province or more."""
        return self.precision in WIDE

    @property
    def counted(self) -> bool:
        """Whether it is a number of places without names."""
        return self.low is not None or self.high is not None


def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    """Exact number words, and words that only say "at least so many"."""
    word = counts.classes()
    return word["number"], word["many"] | word["few"]


def ground(where: Where) -> Ground:
    """The ground of a place; words that name nothing and count nothing keep themselves as name and have no key."""
    place = where.place
    if BESIDE.match(fold(where.text)):
        return Ground("", " ".join(where.text.split()))
    if place is not None and place.id:
        called = frozenset((spelled(place.name), spelled(where.text)))
        return Ground(place.id, place.name, place.country, place.lat, place.lon, share(where.text),
                      precision=place.precision, part=is_part(where.text), spellings=called)  # fmt: skip
    if place is not None:  # a town by name that no gazetteer knows
        return Ground(f"words:{spelled(place.name)}", place.name, share=share(where.text), part=is_part(where.text))
    low, high, unit = figure(where.text)
    if low is not None:
        return Ground("", " ".join(where.text.split()), low=low, high=high, unit=unit)
    part = share(where.text)
    name = OF_KIND.sub("", " ".join(where.text.split()[len(part.split()) :]))
    named = any(word[:1].isupper() for word in name.split()[1:] or name.split())
    return Ground(f"words:{spelled(name)}" if named else "", name, share=part)


def spelled(name: str) -> str:
    """A name so that its spellings meet: without accents, case, hyphens and an article ("Al-Nahud", "En Nahud")."""
    words = ARTICLE.sub("", CONTAINER.split(fold(name).replace("-", " ").removeprefix("the "), maxsplit=1)[0])
    return " ".join(words.split())


def share(words: str) -> str:
    """How much of it: "most of", "" for all."""
    low = fold(words)
    return next((one for one in settings().shares if low.startswith(one)), "")


def is_part(words: str) -> bool:
    """Whether words speak of a part of a town: "its eastern districts", "the western half of the town"."""
    return not settings().parts.isdisjoint(fold(words).split())


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
