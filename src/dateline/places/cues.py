"""The words around a name that speak for or against a place (cues.tsv, stoplist.tsv)."""

from __future__ import annotations

from functools import lru_cache

from dateline.places.fold import fold
from dateline.places.tables import rows


@lru_cache(maxsize=1)
def _cues() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("cues.tsv"):
        found.setdefault(row["cue"], set()).add(row["word"].lower())
    return {cue: frozenset(words) for cue, words in found.items()}


@lru_cache(maxsize=64)
def cue(name: str) -> frozenset[str]:
    """The lower-case words of one cue of cues.tsv; empty when the table has no such cue."""
    return _cues().get(name, frozenset())


@lru_cache(maxsize=1)
def stoplist() -> frozenset[str]:
    """Folded names that are common words or persons as well: a place only on evidence."""
    return frozenset(fold(row["name"]) for row in rows("stoplist.tsv"))


@lru_cache(maxsize=1)
def longer_names() -> frozenset[str]:
    """Folded names of several words that hold a place name and are no place ("West Nile", "United Russia")."""
    return frozenset(name for name in stoplist() if " " in name)
