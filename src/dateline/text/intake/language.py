"""Whether a text is English: dateline reads nothing else, and must never drop English for its foreign names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from dateline.text.intake.options import REFUSED, SAID
from dateline.types import Block, Document, Skipped

RULE = "language."

WORD = re.compile(r"[^\W\d_]+")
COMMON = frozenset(
    """the of and to that for with by from has have had was were said been are which they their after this who would will when he his
    it its at be or not but more than""".split()
)
"""English function words that are rare in other languages' running text."""
SHORT_WORDS = COMMON | frozenset("a in on near into over under two three four five six nine ten no all as is".split())
"""... and those that a single sentence has; some of them are words of other languages too, so two must stand in it."""
ENGLISH_SHARE = 0.1
"""A text with at least this share of common words is English (news: .25 to .4)."""
SHORTEST = 25
"""Texts of fewer words are judged as a single sentence is."""
FEWEST = 8
"""Texts of fewer words are not judged."""
SAMPLE = 20_000
"""Characters looked at."""
SURE = 0.99
"""The identifier must be this sure of another language (news texts); a sentence without an English word suffices at .95."""
SENTENCE_SURE = 0.95
OTHER_SCRIPT = 0.5
"""From this share of letters on that are not Latin, a text is not English whatever its length."""
FEWEST_LETTERS = 12


def foreign(text: str) -> str | None:
    """ISO 639-1 code of the language when it is surely not English (of an unknown one its script, such as ``arabic``);
    None for English, very short or doubtful texts."""
    sample = text[:SAMPLE]
    script = _script(sample)
    if script:
        language, score = _identifier().classify(sample)
        return str(language) if score >= OTHER_SCRIPT and language != "en" else script
    words = WORD.findall(sample.lower())
    if len(words) < SHORTEST and sum(map(len, words)) < 8 * SHORTEST:
        return _sentence(sample, words)
    if sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return None
    return _surely(sample, SURE)


def mark_foreign(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with every headline and paragraph in another language made noise, its rule ``language.`` and the code."""
    return tuple(_marked(text, block) for block in blocks)


def languages(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The languages of the blocks that ``mark_foreign`` set aside, one for each block."""
    return tuple(block.rule.removeprefix(RULE) for block in blocks if block.rule.startswith(RULE))


def judged(document: Document, place: str) -> tuple[Skipped | None, list[Skipped]]:
    """The refusal of a document without English (None when it has some), and a word about what of an English one is not read;
    both name ``place``."""
    others = languages(document.blocks)
    whole = _whole(document, others)
    if whole:
        return Skipped(place, f"language {whole}; dateline reads English", "translate it first", REFUSED), []
    return None, [_remark(others, place)] if others else []


def _whole(document: Document, others: tuple[str, ...]) -> str | None:
    """The language of a document in which nothing is English, of whose paragraphs ``others`` are in other ones."""
    read = any(block.kind in ("body", "headline") for block in document.blocks)
    if others and read:
        return None
    return foreign(document.text) or next(iter(others), None)


def _remark(others: tuple[str, ...], place: str) -> Skipped:
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(Counter(others).items()))
    number = "1 paragraph is" if len(others) == 1 else f"{len(others)} paragraphs are"
    return Skipped(place, f"{number} not English ({kinds}) and not read", "translate what matters first", SAID)


def _marked(text: str, block: Block) -> Block:
    if block.kind not in ("body", "headline"):
        return block
    language = foreign(text[block.span.start : block.span.end])
    return Block("noise", block.span, RULE + language) if language else block


def _script(sample: str) -> str | None:
    """The script of most letters when it is not Latin, in lower case."""
    if sample.isascii():
        return None
    letters = [char for char in sample if char.isalpha()]
    other = [char for char in letters if char > "\u024f" and not unicodedata.name(char, "LATIN").startswith("LATIN")]
    if len(letters) < FEWEST_LETTERS or len(other) < OTHER_SCRIPT * len(letters):
        return None
    names = Counter(unicodedata.name(char).split()[0].lower() for char in other)
    return names.most_common(1)[0][0]


def _sentence(sample: str, words: list[str]) -> str | None:
    """The language of a short text; one with two English words, or of fewer than eight words, is not judged."""
    if len(words) < FEWEST or sum(word in SHORT_WORDS for word in words) > 1:
        return None
    return _surely(sample, SENTENCE_SURE)


def _surely(sample: str, sure: float) -> str | None:
    language, score = _identifier().classify(sample)
    return str(language) if language != "en" and score >= sure else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
