"""The words around a name that speak for or against a place (cues.tsv, stoplist.tsv), of the lexicon in force."""

from __future__ import annotations

from functools import lru_cache

from dateline.lexicon.files import Folders, in_force
from dateline.places.fold import fold
from dateline.places.tables import rows


@lru_cache(maxsize=4)
def _cues(folders: Folders) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("cues.tsv", folders):
        found.setdefault(row["cue"], set()).add(row["word"].lower())
    return {cue: frozenset(words) for cue, words in found.items()}


def cue(name: str) -> frozenset[str]:
    """The lower-case words of one cue of cues.tsv; empty when no table has such a cue."""
    return _cues(in_force()).get(name, frozenset())


def stoplist() -> frozenset[str]:
    """Folded names that are common words or persons as well: a place only on evidence."""
    return _stoplist(in_force())


@lru_cache(maxsize=4)
def _stoplist(folders: Folders) -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in rows("stoplist.tsv", folders))


def longer_names() -> frozenset[str]:
    """Folded names of several words that hold a place name and are no place ("West Nile", "United Russia")."""
    return _longer_names(in_force())


@lru_cache(maxsize=4)
def _longer_names(folders: Folders) -> frozenset[str]:
    return frozenset(name for name in _stoplist(folders) if " " in name)


def load(folders: Folders) -> None:
    """Read the tables of these folders on top of ours. Raises LexiconError with the place of what is wrong."""
    _cues(folders)
    _longer_names(folders)
