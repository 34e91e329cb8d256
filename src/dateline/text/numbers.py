"""Numbers as English writes them: digits, words and mixtures ("twenty-two", "1.2 million", "2 1/2", "half a
million").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

SMALL = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "lakh": 10**5,
         "crore": 10**7, "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9}  # fmt: skip
ORDINAL = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_DIGITS = re.compile(r"\d+(?:[, \u00a0\u202f\u2009]\d{3})*(?:\.\d+)?|\d{1,3}(?:(?:\.\d{3}){2,}|\.000)")
_MARKS = re.compile(r"[, \u00a0\u202f\u2009]|\.(?=\d{3}\.|000$)|(?<=\.\d{3})\.")
LONGEST_NUMBER = 15
"""Digits that a number may have; longer ones are codes or damage, and count nothing."""
MOST_WORDS = 12
"""Words that spell one number ("one hundred and twenty-three million four hundred thousand")."""
_SKIPPED = {"-", "and", "of", "or"}


def value(words: Sequence[str]) -> float | None:
    """The number that lower-case ``words`` spell; None when one of them is no part of a number, or they spell none in order."""
    scales = [SCALE[word] for word in words if SCALE.get(word, 0) >= 1000]
    if len(words) > MOST_WORDS or scales != sorted(set(scales), reverse=True):
        return None
    return _sum(words)


def _sum(words: Sequence[str]) -> float | None:
    total, current, seen = Fraction(0), Fraction(0), False
    for word, part, before in _parts(words):
        if word in _SKIPPED:
            continue
        seen, step = True, _step(current, word, part, before)
        if step is None:
            return None
        total, current = (total + step, Fraction(0)) if SCALE.get(word, 0) >= 1000 else (total, step)
    return float(total + current) if seen else None


def _step(current: Fraction, word: str, part: Fraction | None, before: str) -> Fraction | None:
    """The number with one more word; None where the word does not go on from it ("one hundred two hundred", "twenty thirty")."""
    if word in SCALE:
        return None if word == "hundred" and current >= 100 else (current or Fraction(1)) * SCALE[word]
    return None if part is None or not _fits(current, part) else _join(current, part, before)


def _parts(words: Sequence[str]) -> Iterator[tuple[str, Fraction | None, str]]:
    """Each word or written fraction, its value (None when it has none), and the word before it."""
    at = 0
    while at < len(words):
        word, before = words[at], words[at - 1] if at else ""
        if words[at + 1 : at + 2] == ["/"] and at + 2 < len(words):
            part, before = _fraction(word, words[at + 2]), words[at + 1]
            at += 2
        else:
            part = _part(word)
        yield word, part, before
        at += 1


def _part(word: str) -> Fraction | None:
    if word in ("a", "an"):
        return Fraction(1)
    if word == "half":
        return Fraction(1, 2)
    if word in SMALL:
        return Fraction(SMALL[word])
    return Fraction(_MARKS.sub("", word)) if len(word) <= LONGEST_NUMBER and _DIGITS.fullmatch(word) else None


def _fraction(above: str, below: str) -> Fraction | None:
    short = len(above) <= LONGEST_NUMBER and len(below) <= LONGEST_NUMBER
    if not (short and above.isdecimal() and below.isdecimal() and int(below)):
        return None
    return Fraction(int(above), int(below))


def _fits(current: Fraction, part: Fraction) -> bool:
    """Whether a part has room behind what is spelled so far: "five" behind "twenty", "twenty" behind "one hundred"; not "thirty"
    behind "twenty". Fractions always have."""
    whole = part.denominator == 1 and current.denominator == 1
    return not (whole and part > 1 and current and current % 10 ** len(str(part.numerator)))


def _join(current: Fraction, part: Fraction, before: str) -> Fraction:
    """ "a half" and "half a (million)" are one half; everything else adds up."""
    if part == Fraction(1, 2) and before in ("a", "an"):
        return current - 1 + part if current >= 1 else part
    if before == "half" and part == 1:
        return current
    return current + part


def ordinal(word: str) -> int | None:
    """ "third" and "3rd" are 3; None when the word is no ordinal up to 20th or in digits."""
    if (
        word[:1].isdigit()
        and word[-2:] in ("st", "nd", "rd", "th")
        and word[:-2].isdecimal()
        and len(word) <= LONGEST_NUMBER
    ):
        return int(word[:-2])
    return ORDINAL.get(word)
