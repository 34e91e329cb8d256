"""The count rules of ``lexicon/data/counts/en.toml``, compiled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from dateline.lexicon import files
from dateline.text.scan import Scanner, compile_rules

FILE = "counts/en.toml"
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
    return _load(files.holding(FILE, files.in_force() if folders is None else folders))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> CountLexicon:
    return build({path: files.shaped(path, CountFile) for path in files.found(FILE, folders)})


def build(parts: dict[Path, CountFile]) -> CountLexicon:
    """Compile the tables of rule files, the earliest first. Raises LexiconError at the entry that cannot be compiled."""
    every = list(parts.values())
    entries = {e.id: e for part in every for e in part.count}
    classes = files.overlaid([NUMBERS, *(part.word for part in every)])
    macros = files.overlaid({"macro": part.macro} for part in every)["macro"]
    scanner = compile_rules(classes, macros, [(e.id, e.patterns) for e in entries.values()], tuple(parts))
    rules = {e.id: CountRule(e.id, e.bound, e.yes, e.no) for e in entries.values()}
    return CountLexicon(
        scanner, rules, _by_word(every, "nouns"), _by_word(every, "words"), files.added_up(part.skip for part in every)
    )


def _by_word(parts: list[CountFile], field: str) -> dict[str, str]:
    """What each word of a field of [what] says is counted; a later file before an earlier one."""
    return {word: what for part in parts for what, table in part.what.items() for word in getattr(table, field)}
