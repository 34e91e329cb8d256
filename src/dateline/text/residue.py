"""The rules that tell bylines, datelines, credits, scraping residue and separators from body text.

They are data (``lexicon/data/noise.toml``, whose head describes every field); here they are compiled once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import LexiconError
from dateline.types import BlockKind

PLACES = ("line", "head", "tail", "text-head", "line-start", "sentence", "anywhere")
KINDS = ("byline", "dateline", "credit", "noise", "separator")
LONGEST = 600
"""A line longer than this is a paragraph and never residue as a whole."""


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


def _rule(entry: dict[str, Any], parts: dict[str, str], where: str) -> Rule:
    missing = [field for field in ("id", "kind", "where", "yes", "no") if not entry.get(field)]
    name = f"{where}: {entry.get('id', '?')}"
    if missing:
        raise LexiconError(f"rule without {', '.join(missing)}", where=name, remedy="add it")
    if entry["where"] not in PLACES or entry["kind"] not in KINDS:
        raise LexiconError(
            f"kind {entry['kind']!r} at {entry['where']!r} is unknown",
            where=name,
            remedy=f"kinds: {', '.join(KINDS)}; where: {', '.join(PLACES)}",
        )
    try:
        patterns = entry.get("patterns", [])
        pattern = re.compile(_alternatives(patterns, parts)) if patterns else None
    except re.error as error:
        raise LexiconError(f"pattern does not compile: {error}", where=name, remedy="mend the expression") from error
    words = frozenset(word.casefold() for word in entry.get("words", []))
    return Rule(
        entry["id"],
        entry["kind"],
        entry["where"],
        pattern,
        words,
        entry.get("case") == "mixed",
        tuple(entry["yes"]),
        tuple(entry["no"]),
    )


def _read(path: Path) -> list[Rule]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(str(error), where=str(path), remedy="mend the file") from error
    parts: dict[str, str] = {}
    for name, pattern in data.get("parts", {}).items():
        parts[name] = _expand(pattern, parts)
    return [_rule(entry, parts, path.name) for entry in data.get("rule", [])]


@cache
def residue(extra: Path | None = None) -> Residue:
    """The shipped rules, after those of ``extra/noise.toml`` when a lexicon folder of one's own has one.

    Raises LexiconError when a file is wrong.
    """
    own = Path(__file__).parent.parent / "lexicon" / "data" / "noise.toml"
    files = [path for path in ([extra / "noise.toml"] if extra else []) if path.is_file()] + [own]
    rules = tuple(rule for path in files for rule in _read(path))
    at = {where: tuple(rule for rule in rules if rule.where == where) for where in PLACES}
    words = {(rule.where, word): rule for rule in reversed(rules) for word in rule.words}
    return Residue(rules, at, words)
