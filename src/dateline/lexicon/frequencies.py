"""How rare English words are: the table ``data/frequencies.tsv``, by their stems."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from threading import local
from typing import Any

_OF_THREAD = local()


def stemmer() -> Any:
    """The Snowball stemmer of English ("Porter 2"), another one in each thread: it keeps the word at hand in itself, so two threads
    with one of them would cut each other's words."""
    if not hasattr(_OF_THREAD, "english"):
        from snowballstemmer.english_stemmer import (
            EnglishStemmer,
        )  # by name: its package takes another program's where there is one

        _OF_THREAD.english = EnglishStemmer()
    return _OF_THREAD.english


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Each stem that the table knows, in lower case, with how rarely documents hold it (0 to 1)."""
    path = files("dateline.lexicon") / "data" / "frequencies.tsv"
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"})
    return {word: float(weight) for word, weight in lines}
