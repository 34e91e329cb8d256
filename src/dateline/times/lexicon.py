"""The time rules of ``lexicon/data/times/en.toml``, compiled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dateline.lexicon import files
from dateline.text.scan import Scanner, compile_rules

FILE = "times/en.toml"
SHAPES = {name: {f"#{name}": 0} for name in ("iso", "slash", "dotted", "clock", "four", "tens", "nth")}
NUMBERS: dict[str, dict[str, Any]] = {
    "dd": {str(n): n for n in range(1, 32)} | {f"0{n}": n for n in range(1, 10)} | {f"{n}{s}": n for n, s in (
        (d, {1: "st", 2: "nd", 3: "rd"}.get(d % 10 if d not in (11, 12, 13) else 0, "th")) for d in range(1, 32)
    )},
    "hour": {str(n): n for n in range(25)} | {f"0{n}": n for n in range(10)},
    "year": {"#year": 0, "#short": 0},
    "yy": {f"{n:02d}": n for n in range(100)},
    "n": {str(n): n for n in range(1, 100)} | {"#num": 0, "#year": 0, "#four": 0, "#thousands": 0, "#decimal": 0},
    "dec": {"#decimal": 0},
}  # fmt: skip


class TimeRule(NamedTuple):
    """One entry: ``op`` names the way its meaning is computed, ``given`` what is fixed; no ``op``: it is no time."""

    id: str
    op: str
    given: dict[str, Any]
    yes: tuple[dict[str, Any], ...]
    no: tuple[str, ...]


class TimeLexicon(NamedTuple):
    """Compiled rules and their words; ``clock`` is the publication date its examples are read against."""

    scanner: Scanner
    rules: dict[str, TimeRule]
    clock: str
    guards: dict[str, frozenset[str]]

    def value(self, form: str, *classes: str) -> Any:
        """The value of a word in the first of these classes that has it, else None."""
        for name in classes:
            if form in self.scanner.classes[name]:
                return self.scanner.classes[name][form]
        return None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of times/en.toml as it stands there: [[time]], or [[not]] which has no ``op``."""

    id: str
    patterns: tuple[str, ...]
    op: str = ""
    given: dict[str, Any] = msgspec.field(name="with", default_factory=dict)
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class TimeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A times/en.toml; its head says what the tables mean."""

    time: tuple[Entry, ...] = ()
    shields: tuple[Entry, ...] = msgspec.field(name="not", default=())
    word: dict[str, dict[str, Any]] = {}
    macro: dict[str, str] = {}
    guard: dict[str, tuple[str, ...]] = {}
    clock: dict[str, str] = {}


def load(folders: Iterable[str | Path] = ()) -> TimeLexicon:
    """Our rules, and those of each folder's times/en.toml on top: an entry, a piece of pattern or the value of a word goes
    before what was said of the same name earlier; guards add up. Raises LexiconError with file, line and column."""
    return _load(files.holding(FILE, folders))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> TimeLexicon:
    return build({path: files.shaped(path, TimeFile) for path in files.found(FILE, folders)})


def build(parts: dict[Path, TimeFile]) -> TimeLexicon:
    """Compile the tables of rule files, the earliest first. Raises LexiconError at the entry that cannot be compiled."""
    every = list(parts.values())
    entries = _entries(every)
    classes = files.overlaid([NUMBERS, SHAPES, *(part.word for part in every)])
    classes["ordinal"] |= {f: 0 for f in NUMBERS["dd"] if not f.isdigit()}
    settings = files.overlaid([{"macro": {}, "clock": {}}, *({"macro": p.macro, "clock": p.clock} for p in every)])
    scanner = compile_rules(classes, settings["macro"], [(e.id, e.patterns) for e in entries.values()], tuple(parts))
    rules = {e.id: TimeRule(e.id, e.op, e.given, e.yes, e.no) for e in entries.values()}
    return TimeLexicon(scanner, rules, settings["clock"]["published"], files.added_up(part.guard for part in every))


def _entries(parts: list[TimeFile]) -> dict[str, Entry]:
    """Entries by id, the shields first; a later one of the same id in the place of the earlier one."""
    shields = {entry.id: entry for part in parts for entry in part.shields}
    return shields | {entry.id: entry for part in parts for entry in part.time}
