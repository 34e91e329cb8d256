"""What join.toml says: weights, thresholds, meanings of words, of the lexicon in force."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from dateline.lexicon import files
from dateline.lexicon.files import Folders, in_force
from dateline.record.terms import stem


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a feature weighs, and what it says, for people. ``against``: what it weighs when it speaks against, None for
    the same."""

    weight: float
    says: str
    against: float | None = None

    def of(self, value: float) -> float:
        """The weight of a value."""
        return self.weight if value > 0 or self.against is None else self.against


class ClaimRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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
    acts: frozenset[str]
    reach: int
    near: float
    features: dict[str, Weight]


class DocumentRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types that may name one happening."""

    id: str
    types: tuple[str, ...]


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one meaning."""

    id: str
    words: tuple[str, ...]


class Campaign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells a campaign from one happening; ``days``: an interval of so many is none."""

    words: frozenset[str]
    since: tuple[str, ...]
    days: int
    places: int
    towns: frozenset[str]


class Foes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sorts of actors that are never one."""

    rebels: frozenset[str]
    state: frozenset[str]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of join.toml."""

    claims: ClaimRules
    documents: DocumentRules
    families: tuple[Family, ...]
    meanings: tuple[Meaning, ...]
    campaign: Campaign
    light: frozenset[str]
    results: frozenset[str]
    foes: Foes


def rules() -> Rules:
    """The rules of the lexicon in force."""
    return load(in_force())


@lru_cache(maxsize=4)
def load(folders: Folders) -> Rules:
    """Our join.toml with those of these folders on top. Raises LexiconError with file, line and column."""
    return files.layered("join.toml", folders, Rules)


@lru_cache(maxsize=4)
def _meanings(folders: Folders) -> dict[str, str]:
    return {stem(word): meaning.id for meaning in load(folders).meanings for word in meaning.words}


def meaning(stemmed: str) -> str:
    """What a stem means, as far as join.toml says; the stem itself otherwise."""
    return _meanings(in_force()).get(stemmed, stemmed)


def has_meaning(stemmed: str) -> bool:
    """Whether join.toml gives a stem a meaning."""
    return stemmed in _meanings(in_force())


def light() -> frozenset[str]:
    """Stems of words that tell nobody from another."""
    return _light(in_force())


@lru_cache(maxsize=4)
def _light(folders: Folders) -> frozenset[str]:
    return frozenset(map(stem, load(folders).light))


@lru_cache(maxsize=4)
def _families(folders: Folders) -> dict[str, frozenset[str]]:
    known = load(folders).families
    types = {name for family in known for name in family.types}
    return {name: frozenset(f.id for f in known if name in f.types) for name in types}


def families(type: str) -> frozenset[str]:
    """The families of a type; the type itself when it has none."""
    return _families(in_force()).get(type, frozenset((type,)))
