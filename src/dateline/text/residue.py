"""The rules that tell bylines, datelines, credits, scraping residue and separators from body text.

They are data (``lexicon/data/noise.toml``, whose head describes every field); here they are compiled once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import LexiconError
from dateline.lexicon import files
from dateline.types import BlockKind

PLACES = ("line", "head", "tail", "text-head", "line-start", "sentence", "anywhere")
LONGEST = 600
"""A line longer than this is a paragraph and never residue as a whole."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A [[rule]] of noise.toml as it stands there; the head of that file says what the fields mean."""

    id: str
    kind: Literal["byline", "dateline", "credit", "noise", "separator"]
    where: Literal["line", "head", "tail", "text-head", "line-start", "sentence", "anywhere"]
    yes: tuple[dict[str, str], ...]
    no: tuple[dict[str, str], ...]
    patterns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    case: Literal["", "mixed"] = ""


class NoiseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noise.toml."""

    rule: tuple[Entry, ...] = ()
    parts: dict[str, str] = {}


class Rule(msgspec.Struct, frozen=True):
    """One compiled rule; ``words`` are whole lines in lower case."""

    id: str
    kind: BlockKind
    where: str
    pattern: re.Pattern[str] | None
    words: frozenset[str]
    mixed: bool
    yes: tuple[dict[str, str], ...]
    no: tuple[dict[str, str], ...]


class Residue(msgspec.Struct, frozen=True):
    """All rules, by where they apply, and one pattern per place that tells quickly that none of them does."""

    rules: tuple[Rule, ...]
    at: dict[str, tuple[Rule, ...]]
    words: dict[tuple[str, str], Rule]

    def line(self, line: str, where: str) -> Rule | None:
        """The rule that takes the whole of ``line`` (stripped), None when there is none."""
        if len(line) > LONGEST:
            return None
        word = self.words.get((where, line.rstrip(" .:").casefold() or line))
        return word or next((rule for rule in self.at[where] if rule.pattern and rule.pattern.fullmatch(line)), None)

    def beginning(self, text: str, start: int, end: int, where: str, upper: bool) -> tuple[Rule, int] | None:
        """The first rule that matches at ``start`` and where its match ends; it must leave something after it."""
        reach = min(end, start + LONGEST)
        for rule in self.at[where]:
            found = None if (rule.mixed and upper) or not rule.pattern else rule.pattern.match(text, start, reach)
            if found and found.end() > start:
                return rule, found.end()
        return None

    def anywhere(self, text: str) -> Iterator[tuple[int, int, Rule]]:
        """Every stretch that a rule takes wherever it stands."""
        for rule in self.at["anywhere"]:
            if rule.pattern:
                for found in rule.pattern.finditer(text):
                    yield found.start(), found.end(), rule


def _expand(pattern: str, parts: dict[str, str]) -> str:
    return re.sub(r"(?<!\(\?P)<(\w+)>", lambda found: parts.get(found[1], found[0]), pattern)


def _alternatives(patterns: Iterable[str], parts: dict[str, str]) -> str:
    """One alternation; a pattern's own leading (?i) is kept to that pattern."""
    scoped = (f"(?i:{p[4:]})" if p.startswith("(?i)") else f"(?:{p})" for p in patterns)
    return "|".join(_expand(p, parts) for p in scoped)


def _rule(entry: Entry, parts: dict[str, str], path: Path) -> Rule:
    missing = [side for side in ("yes", "no") if not getattr(entry, side)]
    where = files.of_words(path, f'"{entry.id}"')
    if missing:
        what = f"entry {entry.id}: without {', '.join(missing)}"
        raise LexiconError(what, where=where, remedy="add a sentence for each")
    try:
        pattern = re.compile(_alternatives(entry.patterns, parts)) if entry.patterns else None
    except re.error as error:
        what = f"entry {entry.id}: a pattern cannot be compiled: {error}"
        raise LexiconError(what, where=where, remedy="mend the expression") from error
    words = frozenset(word.casefold() for word in entry.words)
    mixed = entry.case == "mixed"
    return Rule(entry.id, entry.kind, entry.where, pattern, words, mixed, entry.yes, entry.no)


def _read(path: Path) -> list[Rule]:
    found = files.shaped(path, NoiseFile)
    parts: dict[str, str] = {}
    for name, pattern in found.parts.items():
        parts[name] = _expand(pattern, parts)
    return [_rule(entry, parts, path) for entry in found.rule]


def residue(folders: Iterable[str | Path] = ()) -> Residue:
    """The shipped rules, after those of each folder's noise.toml, the last folder first; of rules with one id the first
    counts. Raises LexiconError with file, line and column."""
    return _residue(files.holding("noise.toml", folders))


@cache
def _residue(folders: tuple[str, ...]) -> Residue:
    every = [rule for path in reversed(files.found("noise.toml", folders)) for rule in _read(path)]
    rules = _first_of_each(every)
    at = {where: tuple(rule for rule in rules if rule.where == where) for where in PLACES}
    words = {(rule.where, word): rule for rule in reversed(rules) for word in rule.words}
    return Residue(rules, at, words)


def _first_of_each(rules: list[Rule]) -> tuple[Rule, ...]:
    """Of rules with one id the first."""
    first = {rule.id: rule for rule in reversed(rules)}
    return tuple(rule for rule in rules if first[rule.id] is rule)
