"""Whether a word is English: by the table of word frequencies, or by the lexicon, which has the words of conflict that it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dateline.lexicon import files
from dateline.lexicon.frequencies import stemmer, weights
from dateline.lexicon.load import load

IRREGULAR = (("men", "man"), ("ves", "f"), ("ves", "fe"), ("eed", "ee"))
"""Endings by which a stem is not known, and those that stand for them."""


@lru_cache(maxsize=10_000)
def is_word(word: str) -> bool:
    """Whether a word in lower case is known to be English, in whatever form."""
    return any(stem in weights() or stem in _own() for stem in map(stemmer().stemWord, _forms(word)))


def _forms(word: str) -> Iterator[str]:
    """A word, and the one that it may be an irregular form of: "gunmen", "thieves", "freed"."""
    yield word
    for ending, other in IRREGULAR:
        if word.endswith(ending):
            yield word.removesuffix(ending) + other


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
    roles = (line.partition("\t")[0] for line in files.text_of(files.DATA / "actors" / "roles.tsv").splitlines()[1:])
    return _deeds() | _stems((*ours.classes, *ours.event_nouns, *roles))


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    ours = load()
    return _stems((*ours.event_verbs, *ours.voice_verbs))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(str(stemmer().stemWord(word)) for word in words if " " not in word)
