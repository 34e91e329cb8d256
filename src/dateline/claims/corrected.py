"""Notes of correction ("CORRECTS toll to 14 from 41"): the number taken back is told beside the one that is given instead.

Notes are marked as noise and never read as claims (rules ``noise.correction…`` and ``credit.correction``); what they say of a number is
put to the claims that count the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from dateline.lexicon.load import Lexicon
from dateline.text import numbers
from dateline.types import Claim, Document, Figure, Tally

RULE = ".correction"
"""The end of the names of rules that mark notes of correction."""
WORD = re.compile(r"\d+(?:,\d{3})*|[^\W\d_]+(?:-[^\W\d_]+)*|[.;:]")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
REACH = 6
"""Words before a number in which stands what it is: the old or the new one."""
YEARS = range(1900, 2101)
KINDS = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "returned", "evacuated", "released")


class Correction(msgspec.Struct, frozen=True):
    """What a note says: the number that was wrong, the right one, what is counted (empty: it does not say)."""

    before: int
    now: int
    what: frozenset[str]


def notes(document: Document, lexicon: Lexicon) -> tuple[Correction, ...]:
    """What the notes of a document correct; notes of which it is not plain which number is which say nothing."""
    marked = (block.span for block in document.blocks if block.rule.endswith(RULE))
    found = (read(document.text[span.start : span.end], lexicon) for span in marked)
    return tuple(one for one in found if one is not None)


def applied(
    claims: tuple[Claim, ...], figures: tuple[Figure, ...], document: Document, lexicon: Lexicon
) -> tuple[tuple[Claim, ...], tuple[Figure, ...]]:
    """Claims and figures in which a count that a note corrects says what it replaces."""
    told = notes(document, lexicon)
    if not told:
        return claims, figures
    return tuple(_claim(one, told) for one in claims), tuple(_figure(one, told) for one in figures)


def _claim(claim: Claim, told: tuple[Correction, ...]) -> Claim:
    counts = tuple(_tally(one, told) for one in claim.counts)
    return claim if counts == claim.counts else msgspec.structs.replace(claim, counts=counts)


def _tally(tally: Tally, told: tuple[Correction, ...]) -> Tally:
    before = _before(tally, told)
    return tally if before is None else msgspec.structs.replace(tally, corrects=before)


def _figure(figure: Figure, told: tuple[Correction, ...]) -> Figure:
    before = _before(figure, told)
    return figure if before is None else msgspec.structs.replace(figure, supersedes=before)


def _before(counted: Tally | Figure, told: tuple[Correction, ...]) -> int | None:
    """The number that a count replaces; None when no note corrects it."""
    fitting = (
        one for one in told if one.now in (counted.low, counted.high) and (not one.what or counted.what in one.what)
    )
    return next((one.before for one in fitting), None)


def read(note: str, lexicon: Lexicon) -> Correction | None:
    """The two numbers of the words of a note; None when it has others than two, or it is not plain which is the new one. A number may
    stand there again ("nine died; it was six, not nine")."""
    words = [found[0].lower() for found in WORD.finditer(note)]
    told: dict[int, set[str]] = {}
    for at, number in _numbers(words, lexicon):
        told.setdefault(number, set()).update({_role(words, at, lexicon)} - {""})
    if len(told) != 2 or any(len(roles) > 1 for roles in told.values()):
        return None
    (first, one), (second, other) = ((number, "".join(roles)) for number, roles in told.items())
    if one == other:
        return None
    before, now = (first, second) if "before" in (one, "before" if other == "now" else "") else (second, first)
    return Correction(before, now, kinds(words, lexicon))


def kinds(words: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """What words say that a number counts."""
    told = set(words)
    return frozenset(kind for kind in KINDS if not lexicon.words[f"toll_{kind}"].isdisjoint(told))


def numbers_told(text: str, lexicon: Lexicon) -> frozenset[int]:
    """The numbers that a sentence tells, without days, years, paragraphs and times of day."""
    words = [found[0].lower() for found in WORD.finditer(CLOCK.sub(" ", text))]
    return frozenset(number for _, number in _numbers(words, lexicon))


def _numbers(words: list[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The numbers of a note by place, without days, years and paragraphs."""
    for at, word in enumerate(words):
        value = int(word.replace(",", "")) if word[0].isdecimal() else numbers.SMALL.get(word)
        around = {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]}
        if value is not None and value not in YEARS and lexicon.words["correction_places"].isdisjoint(around):
            yield at, value


def _role(words: list[str], at: int, lexicon: Lexicon) -> str:
    """Whether a number is the one ``before`` or the one ``now``, by the nearest word before it that tells; "" when none does."""
    for word in reversed(words[max(0, at - REACH) : at]):
        if word in lexicon.words["correction_before"]:
            return "before"
        if word in lexicon.words["correction_now"]:
            return "now"
        if word[0].isdecimal() or word in numbers.SMALL:
            return ""
    return ""
