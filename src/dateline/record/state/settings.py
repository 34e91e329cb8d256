"""What state.toml says."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec


class StanceRules(msgspec.Struct, frozen=True, rename={"pro": "for"}):
    """Types by the side they take; ``modes``: where a type has modes, only these tell a stance."""

    pro: frozenset[str]
    against: frozenset[str]
    wants: frozenset[str]
    modes: frozenset[str]


class PlanRules(msgspec.Struct, frozen=True):
    """Types that may be planned."""

    types: frozenset[str]


class SourceRules(msgspec.Struct, frozen=True):
    """``fair``: independent origins that make an event more than single-sourced; ``deeds``: types that have a doer."""

    fair: int
    deeds: frozenset[str]


class Settings(msgspec.Struct, frozen=True):
    """All of state.toml."""

    shares: tuple[str, ...]
    retaking: tuple[str, ...]
    elided: frozenset[str]
    kinds: frozenset[str]
    stances: StanceRules
    plans: PlanRules
    sources: SourceRules


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The file, checked."""
    path = files("dateline.lexicon") / "data" / "state.toml"
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=Settings)
