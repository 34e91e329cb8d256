"""Number of nouns: their singular, and whether they stand in the plural."""

from __future__ import annotations

from functools import lru_cache

from dateline.actors.vocabulary import WORDS
from dateline.text.parse import Token


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """The singular of a lower-case noun by its ending; unchanged where none fits."""
    irregular = WORDS.irregular_plurals.get(word)
    if irregular is not None:
        return irregular
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "sis")):
        return word[:-1]
    return word


def is_plural(token: Token) -> bool:
    """Whether a noun stands in the plural, by its tag or its form."""
    return token.tag in ("NNS", "NNPS") or "Number=Plur" in token.morph or singular(token.lower) != token.lower
