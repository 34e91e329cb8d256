"""Words as the joiner weighs them: cut to their stems, common ones light, rare ones heavy."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dateline.lexicon import frequencies
from dateline.places.fold import fold

WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)?", re.UNICODE)
FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
NAMED = 0.8  # share of a stem's capital initials from which it is a name
SHORT = 3  # letters of the shortest word that says something


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball stem (English, "Porter 2") of a word without case and marks: one for all forms of most words."""
    found: str = frequencies.stemmer().stemWord(fold(word.removesuffix("'s").removesuffix("’s")))
    return found


def words(text: str) -> Iterator[str]:
    """The words of a text, without figures."""
    return (match[0] for match in WORD.finditer(text))


def weight(stemmed: str) -> float:
    """How much a stem tells, 0 to 1: the logarithm of how rarely documents hold it; 1 for what the table does not know."""
    return frequencies.weights().get(stemmed, 1.0)


class Stemmed(NamedTuple):
    """Words of a text in order, without figures, and their stems; short words too."""

    words: list[str]
    stems: list[str]


class Counted(NamedTuple):
    """How often the stems of words that are long enough stand in a text, in the order in which they come first, and how often
    with a capital."""

    all: dict[str, int]
    capital: dict[str, int]


def stemmed(text: str) -> Stemmed:
    """The words of a text with their stems."""
    found = WORD.findall(text)
    return Stemmed(found, list(map(stem, found)))


def counted(words: Iterable[str]) -> Counted:
    """How often the stems of words stand there: each word is looked at once, however often it comes."""
    often = Counter(words)
    long = [word for word in often if len(word) >= SHORT]
    stems = dict(zip(long, map(stem, long), strict=True))
    found = Counted({}, {})
    for word, key in stems.items():
        found.all[key] = found.all.get(key, 0) + often[word]
    for word in [word for word in long if word[0].isupper()]:
        key = stems[word]
        found.capital[key] = found.capital.get(key, 0) + often[word]
    return found


def bag(text: str) -> dict[str, float]:
    """Stems of words of a text that are long enough, with their weights, scaled to length 1; empty when it has no words."""
    return scaled(weighed(counted(WORD.findall(text))))


def weighed(found: Counted) -> dict[str, float]:
    """Stems with their weights: what they tell, and more the oftener they stand."""
    known = frequencies.weights()
    return {key: _often(count) * known.get(key, 1.0) for key, count in found.all.items()}


@lru_cache(maxsize=1024)
def _often(count: int) -> float:
    """How much more a word tells that stands so many times."""
    return 1 + math.log(count)


def gist(
    found: Counted,
    numbers: Iterable[str],
    *,
    names: float,
    figures: float,
    weights: dict[str, float] | None = None,
) -> dict[str, float]:
    """What a document is about: its stems as in ``bag``, and its numbers behind ``#``; of length 1. ``names``, ``figures``:
    what a name and a figure weigh next to another word; ``weights``: what ``weighed`` says of the words, where it is known."""
    told = _named_up(weighed(found) if weights is None else weights, found, names)
    figured = Counter([number.replace(",", "") for number in numbers])
    return scaled(told | {f"#{key}": figures * _often(count) for key, count in figured.items()})


def _named_up(weights: dict[str, float], found: Counted, names: float) -> dict[str, float]:
    """Weights of stems, of which those of names are so many times as heavy."""
    named = [key for key, count in found.capital.items() if count >= NAMED * found.all[key]]
    return weights | {key: weights[key] * names for key in named}


def scaled(weights: dict[str, float]) -> dict[str, float]:
    """The same direction, of length 1."""
    length = math.sqrt(sum([value * value for value in weights.values()]))
    return {key: value / length for key, value in weights.items() if value} if length else {}


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    """How alike two bags of length 1 are, 0 to 1."""
    return min(1.0, sum([a[key] * b[key] for key in sorted(a.keys() & b.keys())]))


def heaviest(bag: dict[str, float], most: int) -> Iterable[str]:
    """The stems that tell most, by name among equals."""
    return sorted(sorted(bag), key=bag.__getitem__, reverse=True)[:most]
