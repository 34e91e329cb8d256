"""The count rules of ``lexicon/data/counts/en.toml``, compiled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from dateline.lexicon import files
from dateline.text.scan import Scanner, compile_rules

SHAPES = {"#num": 0, "#year": 0, "#four": 0, "#thousands": 0, "#decimal": 0}
NUMBERS: dict[str, dict[str, Any]] = {"n": {str(n): n for n in range(100)} | SHAPES}


class CountRule(NamedTuple):
    """One entry; ``bound``: min over max under exact range vague none."""

    id: str
    bound: str
    yes: tuple[dict[str, Any], ...]
    no: tuple[str, ...]


class CountLexicon(NamedTuple):
    """Compiled rules; ``nouns`` and ``words`` map to what is counted (killed, injured …), ``skip`` are words that
    forbid a count.
    """

    scanner: Scanner
    rules: dict[str, CountRule]
    nouns: dict[str, str]
    words: dict[str, str]
    skip: dict[str, frozenset[str]]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A [[count]] of counts/en.toml as it stands there."""

    id: str
    bound: Literal["min", "about", "over", "max", "under", "exact", "range", "vague", "none"]
    patterns: tuple[str, ...]
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class What(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say what is counted: nouns counted, and participles and the like beside the number."""

    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class CountFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A counts/en.toml; its head says what the tables mean."""

    count: tuple[Entry, ...] = ()
    word: dict[str, dict[str, Any]] = {}
    macro: dict[str, str] = {}
    what: dict[str, What] = {}
    skip: dict[str, tuple[str, ...]] = {}


def load(folders: Iterable[str | Path] | None = None) -> CountLexicon:
    """Our rules, and those of each folder's counts/en.toml on top, None for the folders in force: an entry, a piece of
    pattern or a word goes before what was said of the same name earlier; words to skip add up.

    Raises LexiconError with file, line and column.
    """
    return _load(files.in_force() if folders is None else tuple(map(str, folders)))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> CountLexicon:
    return build({path: files.shaped(path, CountFile) for path in files.found("counts/en.toml", folders)})


def build(parts: dict[Path, CountFile]) -> CountLexicon:
    """Compile the tables of rule files, the earliest first. Raises LexiconError at the entry that cannot be compiled."""
    entries = {e.id: e for part in parts.values() for e in part.count}
    classes: dict[str, dict[str, Any]] = {**NUMBERS}
    macros: dict[str, str] = {}
    nouns: dict[str, str] = {}
    words: dict[str, str] = {}
    skip: dict[str, frozenset[str]] = {}
    for part in parts.values():
        classes |= {name: classes.get(name, {}) | found for name, found in part.word.items()}
        macros |= part.macro
        nouns |= {noun: what for what, table in part.what.items() for noun in table.nouns}
        words |= {word: what for what, table in part.what.items() for word in table.words}
        skip |= {name: skip.get(name, frozenset()) | set(found) for name, found in part.skip.items()}
    scanner = compile_rules(classes, macros, [(e.id, e.patterns) for e in entries.values()], tuple(parts))
    rules = {e.id: CountRule(e.id, e.bound, e.yes, e.no) for e in entries.values()}
    return CountLexicon(scanner, rules, nouns, words, skip)
