"""The time rules of ``lexicon/data/times/en.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from dateline.errors import LexiconError
from dateline.text.scan import Scanner, compile_rules

SHAPES = {name: {f"#{name}": 0} for name in ("iso", "slash", "dotted", "clock", "year", "four", "tens", "nth")}
NUMBERS: dict[str, dict[str, Any]] = {
    "dd": {str(n): n for n in range(1, 32)} | {f"0{n}": n for n in range(1, 10)} | {f"{n}{s}": n for n, s in (
        (d, {1: "st", 2: "nd", 3: "rd"}.get(d % 10 if d not in (11, 12, 13) else 0, "th")) for d in range(1, 32)
    )},
    "hour": {str(n): n for n in range(25)} | {f"0{n}": n for n in range(10)},
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


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> TimeLexicon:
    """Our rules, and those of ``folder``/times/en.toml on top. Raises LexiconError for a file that is wrong."""
    data = _read(files("dateline").joinpath("lexicon/data/times/en.toml").read_text("utf-8"), "times/en.toml")
    own = folder / "times" / "en.toml" if folder else None
    if own and own.is_file():
        data = _merged(data, _read(own.read_text("utf-8"), str(own)))
    return build(data)


def build(data: dict[str, Any], where: str = "times/en.toml") -> TimeLexicon:
    """Compile the tables of a rule file; a later entry of the same id replaces the earlier one."""
    entries = {e["id"]: e for e in [*data.get("not", []), *data["time"]]}
    classes = NUMBERS | SHAPES | data["word"]
    classes["ordinal"] = classes["ordinal"] | {f: 0 for f in NUMBERS["dd"] if not f.isdigit()}
    try:
        scanner = compile_rules(classes, data["macro"], [(e["id"], e["patterns"]) for e in entries.values()])
    except (KeyError, re.error) as error:
        raise LexiconError(
            f"a pattern cannot be read: {error}", where=where, remedy="see lexicon/data/README.md"
        ) from error
    rules = {
        e["id"]: TimeRule(e["id"], e.get("op", ""), e.get("with", {}), tuple(e.get("yes", ())), tuple(e.get("no", ())))
        for e in entries.values()
    }
    guards = {name: frozenset(words) for name, words in data["guard"].items()}
    return TimeLexicon(scanner, rules, data["clock"]["published"], guards)


def _read(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not TOML: {error}", where=where, remedy="mend the line named") from error


def _merged(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    words = {
        k: ours["word"].get(k, {}) | theirs.get("word", {}).get(k, {}) for k in ours["word"] | theirs.get("word", {})
    }
    return ours | {
        "word": words,
        "macro": ours["macro"] | theirs.get("macro", {}),
        "not": [*ours["not"], *theirs.get("not", [])],
        "time": [*ours["time"], *theirs.get("time", [])],
    }
