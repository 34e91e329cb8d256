"""The count rules of ``lexicon/data/counts/en.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from dateline.errors import LexiconError
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


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> CountLexicon:
    """Our rules, and those of ``folder``/counts/en.toml on top. Raises LexiconError for a file that is wrong."""
    data = _read(files("dateline").joinpath("lexicon/data/counts/en.toml").read_text("utf-8"), "counts/en.toml")
    own = folder / "counts" / "en.toml" if folder else None
    if own and own.is_file():
        theirs = _read(own.read_text("utf-8"), str(own))
        data = data | {"count": [*data["count"], *theirs.get("count", [])]}
    return build(data)


def build(data: dict[str, Any], where: str = "counts/en.toml") -> CountLexicon:
    """Compile the tables of a rule file; a later entry of the same id replaces the earlier one."""
    entries = {e["id"]: e for e in data["count"]}
    try:
        patterns = [(e["id"], e["patterns"]) for e in entries.values()]
        scanner = compile_rules(NUMBERS | data["word"], data["macro"], patterns)
    except (KeyError, re.error) as error:
        raise LexiconError(
            f"a pattern cannot be read: {error}", where=where, remedy="see lexicon/data/README.md"
        ) from error
    rules = {
        e["id"]: CountRule(e["id"], e["bound"], tuple(e.get("yes", ())), tuple(e.get("no", ())))
        for e in entries.values()
    }
    nouns = {noun: what for what, table in data["what"].items() for noun in table["nouns"]}
    words = {word: what for what, table in data["what"].items() for word in table["words"]}
    return CountLexicon(scanner, rules, nouns, words, {k: frozenset(v) for k, v in data["skip"].items()})


def _read(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not TOML: {error}", where=where, remedy="mend the line named") from error
