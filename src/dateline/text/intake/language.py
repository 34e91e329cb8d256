"""Whether a text is English: dateline reads nothing else, and must never drop English for its foreign names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from typing import Any

from dateline.lexicon import vocabulary
from dateline.text.intake.options import NOTHING, REFUSED, SAID
from dateline.text.normal import visible
from dateline.types import Block, Document, Skipped, Span

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
"""Paragraphs of fewer words are not judged."""
FEWEST_ALONE = 4
"""Nor are texts of fewer words that stand alone."""
ALONE_SURE = 0.6
"""The identifier must be this sure of another language of a text of a few words, when their words leave it open."""
ALONE_ENGLISH, ALONE_FOREIGN = 0.6, 0.45
"""From this share of English words on a text of a few words is English, whatever the identifier says; up to that it is what the
identifier says, be it ever so unsure. Of 40 headlines in English the share was .5 to 1, of 30 in twelve other languages 0 to .5."""
LONGEST_SMALL = 3
"""Longer words are large in a headline in title case."""
ELSEWHERE = frozenset(
    "de des du dans un une le la les en el los las del di il per con em no na da do der die das den im van het ki".split()
)
"""Function words of other languages, some of which the table of English words knows."""
AMID_SURE = 0.8
"""And so sure of a sentence of eight words or more, none of them English, amid a paragraph."""
SENTENCE = re.compile(r"(?<=[.!?»”])\s+(?=\S)")
SAMPLE = 20_000
"""Characters looked at."""
SURE = 0.99
"""The identifier must be this sure of another language (news texts); a sentence without an English word suffices at .95."""
SENTENCE_SURE = 0.95
OTHER_SCRIPT = 0.5
"""From this share of letters on that are not Latin, a text is not English whatever its length."""
FEWEST_LETTERS = 6
CHARACTERS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "THAI": "th"}
"""Scripts in which one sign says more than a letter does, each with its language where nothing else says which."""


def foreign(text: str, *, alone: bool = False) -> str | None:
    """ISO 639-1 code of the language when it is surely not English (of an unknown one its script, such as ``arabic``);
    None for English, very short or doubtful texts. ``alone``: it is a whole text, which may be one short sentence."""
    sample = text[:SAMPLE]
    script = _script(sample)
    if script:
        language, score = _identifier().classify(sample)
        return str(language) if score >= OTHER_SCRIPT and language != "en" else script
    words = WORD.findall(sample.lower())
    if alone and _is_short(words):
        return _alone(sample)
    if len(words) < SHORTEST and sum(map(len, words)) < 8 * SHORTEST:
        return _sentence(sample, words)
    if sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return None
    return _surely(sample, SURE)


def _is_short(words: list[str]) -> bool:
    """A sentence or headline in which two English function words do not already tell the language."""
    return FEWEST_ALONE <= len(words) < SHORTEST and sum(word in SHORT_WORDS for word in words) < 2


def _alone(sample: str) -> str | None:
    """The language of a text of a few words, told by how many of them are English; names, but for the first word, are not asked,
    if the text is not in capitals or in title case."""
    words = WORD.findall(sample)
    headline = sample.isupper() or not any(word.islower() and len(word) > LONGEST_SMALL for word in words)
    told = [word.lower() for i, word in enumerate(words) if not i or headline or word.islower()]
    share = sum(map(_is_english_word, told)) / len(told)
    if share >= ALONE_ENGLISH:
        return None
    return _surely(sample, 0 if share <= ALONE_FOREIGN else ALONE_SURE)


def _is_english_word(word: str) -> bool:
    return word not in ELSEWHERE and vocabulary.is_word(word)


def mark_foreign(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with every headline, paragraph and sentence in another language made noise, its rule ``language.`` and the code."""
    return tuple(part for block in blocks for part in _marked(text, block))


def languages(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The languages of the blocks that ``mark_foreign`` set aside, one for each block."""
    return tuple(block.rule.removeprefix(RULE) for block in blocks if block.rule.startswith(RULE))


def judged(document: Document, place: str) -> tuple[Skipped | None, list[Skipped]]:
    """The refusal of a document without English (None when it has some), and a word about what of an English one is not read;
    both name ``place``. One without a letter is refused as well."""
    words = visible(document.text) or ""
    if not any(map(str.isalpha, words)):
        return Skipped(place, "it holds no words", "give a text with words in it", NOTHING), []
    others = languages(document.blocks)
    whole = _whole(document, others, words)
    if whole:
        return Skipped(place, f"language {whole}; dateline reads English", "translate it first", REFUSED), []
    return None, [_remark(others, place)] if others else []


def _whole(document: Document, others: tuple[str, ...], words: str) -> str | None:
    """The language of a document with these words of which nothing is English, of whose paragraphs ``others`` are in other ones."""
    read = any(block.kind in ("body", "headline") for block in document.blocks)
    if others and read:
        return None
    return foreign(words, alone=True) or next(iter(others), None)


def _remark(others: tuple[str, ...], place: str) -> Skipped:
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(Counter(others).items()))
    number = "1 paragraph is" if len(others) == 1 else f"{len(others)} paragraphs are"
    return Skipped(place, f"{number} not English ({kinds}) and not read", "translate what matters first", SAID)


def _marked(text: str, block: Block) -> Iterator[Block]:
    if block.kind not in ("body", "headline"):
        yield block
        return
    words = text[block.span.start : block.span.end]
    language = foreign(words)
    if language and not any(map(_is_english, SENTENCE.split(words))):
        yield Block("noise", block.span, RULE + language)
    else:
        yield from _by_sentence(text, block)


def _is_english(sentence: str) -> bool:
    """Whether a sentence has two English words, one of them rare in other languages."""
    words = set(WORD.findall(sentence.lower()))
    return len(words & SHORT_WORDS) > 1 and bool(words & COMMON)


def _by_sentence(text: str, block: Block) -> Iterator[Block]:
    """The block in the parts that are English and those that are not, as long sentences without English words tell."""
    start, end = block.span.start, block.span.end
    cuts = [start, *(found.end() for found in SENTENCE.finditer(text, start, end)), end]
    tongues = [_tongue(text[first:last]) for first, last in pairwise(cuts)]
    if not any(tongues):
        yield block
        return
    for language, group in groupby(zip(tongues, pairwise(cuts), strict=True), key=lambda one: one[0]):
        spans = [span for _, span in group]
        span = Span(spans[0][0], spans[-1][1])
        yield Block("noise", span, RULE + language) if language else Block(block.kind, span, block.rule)


def _tongue(sentence: str) -> str:
    """The language of a sentence of eight words or more in which no word is English; "" for English and doubtful ones."""
    words = WORD.findall(sentence.lower())
    if len(words) < FEWEST or any(word in COMMON for word in words):
        return ""
    return _script(sentence) or _surely(sentence, AMID_SURE) or ""


def _script(sample: str) -> str | None:
    """The script of most letters when it is not Latin, in lower case."""
    if sample.isascii():
        return None
    letters = [char for char in sample if char.isalpha()]
    other = list(filter(_is_not_latin, letters))
    if len(other) < OTHER_SCRIPT * len(letters) or not other:
        return None
    names = Counter(unicodedata.name(char).split()[0] for char in other)
    script = names.most_common(1)[0][0]
    return (
        CHARACTERS.get(script, script.lower())
        if len(letters) >= (2 if script in CHARACTERS else FEWEST_LETTERS)
        else None
    )


def _is_not_latin(letter: str) -> bool:
    return letter > "\u024f" and not unicodedata.name(letter, "LATIN").startswith("LATIN")


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
