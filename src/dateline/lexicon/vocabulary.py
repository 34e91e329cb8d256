"""Whether a word is English: by the table of word frequencies, or by the lexicon, which has the words of conflict that it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dateline.lexicon.frequencies import stemmer, weights
from dateline.lexicon.load import load


@lru_cache(maxsize=10_000)
def is_word(word: str) -> bool:
    """Whether a word in lower case is known to be English, in whatever form."""
    stem = str(stemmer().stemWord(word))
    return stem in weights() or stem in _own()


@lru_cache(maxsize=10_000)
def is_of_conflict(word: str) -> bool:
    """Whether the lexicon knows a word in lower case, in whatever form, as one for people, things or events."""
    return str(stemmer().stemWord(word)) in _own()


@lru_cache(maxsize=10_000)
def is_deed(word: str) -> bool:
    """Whether the lexicon knows a word in lower case, in whatever form, as a verb of what is done or said."""
    return str(stemmer().stemWord(word)) in _deeds()


@lru_cache(maxsize=1)
def _own() -> frozenset[str]:
    """The stems of the lexicon's words for people, things and events ("junta", "behead")."""
    ours = load()
    return _deeds() | _stems((*ours.classes, *ours.event_nouns))


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    ours = load()
    return _stems((*ours.event_verbs, *ours.voice_verbs))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(str(stemmer().stemWord(word)) for word in words if " " not in word)
