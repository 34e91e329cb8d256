"""Whether a word is English: by the table of word frequencies, or by the lexicon, which has the words of conflict that it lacks."""

from __future__ import annotations

from functools import lru_cache

from dateline.lexicon.frequencies import stemmer, weights
from dateline.lexicon.load import load


@lru_cache(maxsize=10_000)
def is_word(word: str) -> bool:
    """Whether a word in lower case is known to be English, in whatever form."""
    stem = str(stemmer().stemWord(word))
    return stem in weights() or stem in _own()


@lru_cache(maxsize=1)
def _own() -> frozenset[str]:
    """The stems of the lexicon's words for people, things and events ("junta", "behead")."""
    ours = load()
    words = (*ours.classes, *ours.event_verbs, *ours.event_nouns, *ours.voice_verbs)
    return frozenset(str(stemmer().stemWord(word)) for word in words if " " not in word)
