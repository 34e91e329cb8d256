"""Whether a text is English: dateline reads nothing else, and must never drop English for its foreign names."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

WORD = re.compile(r"[^\W\d_]+")
COMMON = frozenset(
    {
        "the",
        "of",
        "and",
        "to",
        "that",
        "for",
        "with",
        "by",
        "from",
        "has",
        "have",
        "had",
        "was",
        "were",
        "said",
        "been",
        "are",
        "which",
        "they",
        "their",
        "after",
        "this",
        "who",
        "would",
        "will",
        "when",
        "he",
        "his",
        "it",
        "its",
        "at",
        "be",
        "or",
        "not",
        "but",
        "more",
        "than",
    }
)
"""English function words that are rare in other languages' running text."""
ENGLISH_SHARE = 0.1
"""A text with at least this share of them is English (news: .25 to .4)."""
SHORTEST = 25
"""Texts of fewer words are not judged."""
SAMPLE = 20_000
"""Characters looked at."""
SURE = 0.99
"""The identifier must be this sure of another language."""


def foreign(text: str) -> str | None:
    """ISO 639-1 code of the language when it is surely not English; None for English, short or doubtful texts."""
    words = WORD.findall(text[:SAMPLE].lower())
    if len(words) < SHORTEST and sum(map(len, words)) < 8 * SHORTEST:
        return None
    if sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return None
    language, score = _identifier().classify(text[:SAMPLE])
    return str(language) if language != "en" and score >= SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
