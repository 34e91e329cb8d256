"""What join.toml says: weights, thresholds, meanings of words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.record.wordstock import stem


class Weight(msgspec.Struct, frozen=True):
    """What a feature weighs, and what it says, for people."""

    weight: float
    says: str


class ClaimRules(msgspec.Struct, frozen=True):
    """How claims are joined: ``reach`` in days, ``near`` in kilometres."""

    bias: float
    joined: float
    reach: int
    near: float
    features: dict[str, Weight]


class DocumentRules(msgspec.Struct, frozen=True):
    """How documents are joined: a cosine, a share of shingles, a number of shingles."""

    joined: float
    copied: float
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


class Rules(msgspec.Struct, frozen=True):
    """All of join.toml."""

    claims: ClaimRules
    documents: DocumentRules
    families: tuple[Family, ...]
    meanings: tuple[Meaning, ...]
    campaign: Campaign


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


@lru_cache(maxsize=1)
def _families() -> dict[str, frozenset[str]]:
    types = {name for family in rules().families for name in family.types}
    return {name: frozenset(f.id for f in rules().families if name in f.types) for name in types}


def families(type: str) -> frozenset[str]:
    """The families of a type; the type itself when it has none."""
    return _families().get(type, frozenset((type,)))
