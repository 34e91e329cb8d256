"""The tables of ``lexicon/data/counts/en.toml`` as they stand there, and their words: without the rules, which take long to compile."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from dateline.lexicon import files

FILE = "counts/en.toml"
SHAPES = {"#num": 0, "#year": 0, "#four": 0, "#thousands": 0, "#decimal": 0}
NUMBERS: dict[str, dict[str, Any]] = {"n": {str(n): n for n in range(100)} | SHAPES}


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


def classes() -> dict[str, dict[str, Any]]:
    """Words with what they say, by the name of their class (number, scale, many …), of the folders in force. Raises LexiconError with
    file, line and column."""
    return _classes(files.holding(FILE, files.in_force()))


@lru_cache(maxsize=4)
def _classes(folders: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return classes_of(parts_of(folders).values())


def parts_of(folders: tuple[str, ...]) -> dict[Path, CountFile]:
    """Our file and those of the folders, the earliest first."""
    return {path: files.shaped(path, CountFile) for path in files.found(FILE, folders)}


def classes_of(parts: Iterable[CountFile]) -> dict[str, dict[str, Any]]:
    """The words of some files, a later one before an earlier one."""
    return files.overlaid([NUMBERS, *(part.word for part in parts)])
