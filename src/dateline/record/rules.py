"""What join.toml says: weights, thresholds, meanings of words, of the lexicon in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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
    takings: frozenset[str]
    reach: int
    near: float
    features: dict[str, Weight]


class DocumentRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How documents are joined: weights (``names``, ``figures``), numbers of blocks and days (``shared``, ``apart``), cosines
    (``joined``, ``alike``), shares of shingles (``copied``, ``rewritten``), a number of shingles (``shortest``); of texts with so
    many figures (``figured``) and a smaller share in common (``refigured``) none is a copy."""

    names: float
    figures: float
    shared: int
    apart: int
    joined: float
    copied: float
    rewritten: float
    alike: float
    shortest: int
    figured: int
    refigured: float


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


_REMEMBERED: ContextVar[str] = ContextVar("rules of the record that is open, as JSON", default="")


@contextmanager
def remembering(told: str) -> Iterator[None]:
    """Put the rules that a record was joined by in force for a while; "" for those of the lexicon."""
    token = _REMEMBERED.set(told)
    try:
        yield
    finally:
        _REMEMBERED.reset(token)


def rules() -> Rules:
    """The rules of the record that is open, else of the lexicon in force."""
    return _rules(*_now())


def _now() -> tuple[str, Folders]:
    return _REMEMBERED.get(), in_force()


@lru_cache(maxsize=8)
def _rules(told: str, folders: Folders) -> Rules:
    return msgspec.json.decode(told, type=Rules) if told else load(folders)


def encoded(found: Rules) -> str:
    """Rules as JSON, the same for the same rules."""
    return msgspec.json.encode(found, order="deterministic").decode()


def is_readable(told: str) -> bool:
    """Whether rules that a record remembers are of this dateline."""
    try:
        msgspec.json.decode(told, type=Rules)
    except msgspec.MsgspecError:
        return False
    return True


def own(folders: Folders) -> bool:
    """Whether one of these folders has a join.toml."""
    return bool(files.holding("join.toml", folders))


@lru_cache(maxsize=4)
def load(folders: Folders) -> Rules:
    """Our join.toml with those of these folders on top. Raises LexiconError with file, line and column."""
    return files.layered("join.toml", folders, Rules)


@lru_cache(maxsize=8)
def _meanings(told: str, folders: Folders) -> dict[str, str]:
    return {stem(word): meaning.id for meaning in _rules(told, folders).meanings for word in meaning.words}


def meaning(stemmed: str) -> str:
    """What a stem means, as far as join.toml says; the stem itself otherwise."""
    return _meanings(*_now()).get(stemmed, stemmed)


def has_meaning(stemmed: str) -> bool:
    """Whether join.toml gives a stem a meaning."""
    return stemmed in _meanings(*_now())


def light() -> frozenset[str]:
    """Stems of words that tell nobody from another."""
    return _light(*_now())


@lru_cache(maxsize=8)
def _light(told: str, folders: Folders) -> frozenset[str]:
    return frozenset(map(stem, _rules(told, folders).light))


@lru_cache(maxsize=8)
def _families(told: str, folders: Folders) -> dict[str, frozenset[str]]:
    known = _rules(told, folders).families
    types = {name for family in known for name in family.types}
    return {name: frozenset(f.id for f in known if name in f.types) for name in types}


def families(type: str) -> frozenset[str]:
    """The families of a type; the type itself when it has none."""
    return _families(*_now()).get(type, frozenset((type,)))
