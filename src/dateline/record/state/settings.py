"""What state.toml says, of the lexicon in force."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from dateline.lexicon import files
from dateline.lexicon.files import Folders, in_force


class StanceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"pro": "for"}):
    """Types by the side they take; ``modes``: where a type has modes, only these tell a stance; ``refusing``: verbs by
    which a threat says that somebody is against something; ``yielding``: types that are for what somebody is yet to do ("agreed to a
    truce")."""

    pro: frozenset[str]
    against: frozenset[str]
    wants: frozenset[str]
    modes: frozenset[str]
    refusing: frozenset[str]
    yielding: frozenset[str]


class PlanRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``types`` that may be planned; ``acts``: types of what is handed over, left or let through; ``begins``: words for what
    holds from a day on; ``timing``: stems of words that only say how early or late."""

    types: frozenset[str]
    acts: frozenset[str]
    begins: frozenset[str]
    timing: frozenset[str]


class SourceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``fair``: independent origins that make an event more than single-sourced; ``deeds``: types of which it may be disputed
    who did it; ``own``: types that a doer may confirm by its own word; ``ahead``: types of what is only threatened;
    ``states``: sectors of codes of who speaks for a state; ``national``: words for what only a whole state has."""

    fair: int
    deeds: frozenset[str]
    own: frozenset[str]
    ahead: frozenset[str]
    states: frozenset[str]
    national: frozenset[str]


class WhoseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for people of a state's forces, of armed groups, for civilians; sectors of codes of the first two."""

    state: frozenset[str]
    rebels: frozenset[str]
    civilians: frozenset[str]
    states: frozenset[str]
    armed: frozenset[str]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of state.toml."""

    shares: tuple[str, ...]
    retaking: tuple[str, ...]
    elided: frozenset[str]
    kinds: frozenset[str]
    parts: frozenset[str]
    wrong: frozenset[str]
    tolls: frozenset[str]
    stances: StanceRules
    plans: PlanRules
    sources: SourceRules
    whose: WhoseRules


def settings() -> Settings:
    """The settings of the lexicon in force."""
    return load(in_force())


@lru_cache(maxsize=4)
def load(folders: Folders) -> Settings:
    """Our state.toml with those of these folders on top. Raises LexiconError with file, line and column."""
    return files.layered("state.toml", folders, Settings)
