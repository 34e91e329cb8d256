"""What titles.toml says: what the acts of events are called, and which words stand before parties and places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dateline.lexicon import files
from dateline.lexicon.files import Folders
from dateline.lexicon.ontology import MODES


class TitleExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim in short, and the title it has."""

    trigger: str
    title: str
    mode: str = ""
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    content: str = ""


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An act of a type: the noun for it, and what stands before its parties. README.md says what each field means."""

    id: str
    type: str
    noun: str
    yes: tuple[TitleExample, ...]
    words: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    actor: str = "by"
    recipient: str = "of"
    place: str = ""
    people: str = ""
    named: str = ""
    at_people: str = ""
    both: bool = False
    pair: bool = False
    things: bool = False
    first: bool = False
    last: bool = False
    plain: bool = False
    content: tuple[str, ...] = ()
    object: str = ""


class Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of titles.toml."""

    act: tuple[Act, ...]
    before_places: frozenset[str]
    before_sites: frozenset[str]
    carriers: frozenset[str]
    points: frozenset[str]
    dropped: frozenset[str]
    days: frozenset[str]
    verbs: frozenset[str]
    determiners: frozenset[str]
    owners: frozenset[str]
    nobody: frozenset[str]
    openings: frozenset[str]
    common: frozenset[str]
    plain: frozenset[str]
    with_the: frozenset[str]
    alone: frozenset[str]
    heads: frozenset[str]
    earlier: frozenset[str]
    bare: frozenset[str]
    quantities: frozenset[str]
    capitals: frozenset[str]
    cuts: tuple[str, ...]


@lru_cache(maxsize=4)
def load(folders: Folders) -> Titles:
    """Our titles.toml with those of these folders on top. Raises LexiconError with file, line and column."""
    return files.layered("titles.toml", folders, Titles)


def faults(titles: Titles) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the acts: the id, what, what to do. None without an example, types and modes that exist, and an act for
    whatever a type may be called by."""
    for act in titles.act:
        if act.type not in MODES:
            yield act.id, f"{act.type} is no type", f"give one of {', '.join(MODES)}"
        for mode in set(act.mode) - MODES.get(act.type, frozenset()):
            yield act.id, f"{mode} is no mode of {act.type}", "give a mode of the type"
        if not act.yes:
            yield act.id, "it has no yes sentence", "give one with its title"
    for type in MODES.keys() - {act.type for act in titles.act if not act.words and not act.mode}:
        yield "act", f"nothing is said of {type} in general", "add an act of it without words and modes"
