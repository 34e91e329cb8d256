"""The count rules of ``lexicon/data/counts/en.toml``, compiled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dateline.counts.tables import FILE, CountFile, classes_of, parts_of
from dateline.lexicon import files
from dateline.text.scan import Scanner, compile_rules


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


def load(folders: Iterable[str | Path] | None = None) -> CountLexicon:
    """Our rules, and those of each folder's counts/en.toml on top, None for the folders in force: an entry, a piece of
    pattern or a word goes before what was said of the same name earlier; words to skip add up.

    Raises LexiconError with file, line and column.
    """
    return _load(files.holding(FILE, files.in_force() if folders is None else folders))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> CountLexicon:
    return build(parts_of(folders))


def build(parts: dict[Path, CountFile]) -> CountLexicon:
    """Compile the tables of rule files, the earliest first. Raises LexiconError at the entry that cannot be compiled."""
    every = list(parts.values())
    entries = {e.id: e for part in every for e in part.count}
    classes = classes_of(every)
    macros = files.overlaid({"macro": part.macro} for part in every)["macro"]
    scanner = compile_rules(classes, macros, [(e.id, e.patterns) for e in entries.values()], tuple(parts))
    rules = {e.id: CountRule(e.id, e.bound, e.yes, e.no) for e in entries.values()}
    return CountLexicon(
        scanner, rules, _by_word(every, "nouns"), _by_word(every, "words"), files.added_up(part.skip for part in every)
    )


def _by_word(parts: list[CountFile], field: str) -> dict[str, str]:
    """What each word of a field of [what] says is counted; a later file before an earlier one."""
    return {word: what for part in parts for what, table in part.what.items() for word in getattr(table, field)}
