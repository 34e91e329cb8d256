"""What join.toml says: weights, thresholds, meanings of words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.record.terms import stem


class Weight(msgspec.Struct, frozen=True):
    """What a feature weighs, and what it says, for people. ``against``: what it weighs when it speaks against, None for
    the same."""

    weight: float
    says: str
    against: float | None = None

    def of(self, value: float) -> float:
        """The weight of a value."""
        return self.weight if value > 0 or self.against is None else self.against


class ClaimRules(msgspec.Struct, frozen=True):
    """How claims are joined: ``reach`` in days, ``near`` in kilometres, ``factor`` between figures; the rest are scores and
    weights, 0 to 1."""

    bias: float
    joined: float
    average: float
    rival: float
    factor: float
    soft: float
    part: float
    said: frozenset[str]
    reach: int
    near: float
    features: dict[str, Weight]


class DocumentRules(msgspec.Struct, frozen=True):
    """How documents are joined: weights (``names``, ``figures``), numbers of blocks and days (``shared``, ``apart``), cosines
    (``joined``, ``alike``), shares of shingles (``copied``, ``rewritten``), a number of shingles (``shortest``)."""

    names: float
    figures: float
    shared: int
    apart: int
    joined: float
    copied: float
    rewritten: float
    alike: float
    shortest: int


class Family(msgspec.Struct, frozen=True):
    """Types that may name one happening."""

    id: str
    types: tuple[str, ...]


class Meaning(msgspec.Struct, frozen=True):
    """Words of one meaning."""

    id: str
    words: tuple[str, ...]


class Campaign(msgspec.Struct, frozen=True):
    """What tells a campaign from one happening; ``days``: an interval of so many is none."""

    words: frozenset[str]
    since: tuple[str, ...]
    days: int
    places: int
    towns: frozenset[str]


class Foes(msgspec.Struct, frozen=True):
    """Sorts of actors that are never one."""

    rebels: frozenset[str]
    state: frozenset[str]


class Rules(msgspec.Struct, frozen=True):
    """All of join.toml."""

    claims: ClaimRules
    documents: DocumentRules
    families: tuple[Family, ...]
    meanings: tuple[Meaning, ...]
    campaign: Campaign
    light: frozenset[str]
    results: frozenset[str]
    foes: Foes


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The file, checked."""
    data: dict[str, Any] = tomllib.loads((files("dateline.lexicon") / "data" / "join.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data, type=Rules)


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    return {stem(word): meaning.id for meaning in rules().meanings for word in meaning.words}


def meaning(stemmed: str) -> str:
    """What a stem means, as far as join.toml says; the stem itself otherwise."""
    return _meanings().get(stemmed, stemmed)


def has_meaning(stemmed: str) -> bool:
    """Whether join.toml gives a stem a meaning."""
    return stemmed in _meanings()


@lru_cache(maxsize=1)
def light() -> frozenset[str]:
    """Stems of words that tell nobody from another."""
    return frozenset(map(stem, rules().light))


@lru_cache(maxsize=1)
def _families() -> dict[str, frozenset[str]]:
    types = {name for family in rules().families for name in family.types}
    return {name: frozenset(f.id for f in rules().families if name in f.types) for name in types}


def families(type: str) -> frozenset[str]:
    """The families of a type; the type itself when it has none."""
    return _families().get(type, frozenset((type,)))
