"""What of a text is passed over so that reading takes time in proportion to its length: the middle of an endless sentence, and a
sentence that is said over and over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from dateline.types import Span

ENDLESS = 12_000
"""Characters of a sentence that are read at most: its first and its last half so many."""
REPEATED = 50
"""Times that one sentence is read in a document; no dispatch says anything so often."""
SHORTEST = 15
"""Characters from which on a sentence that stands again is counted: items of lists are shorter."""
BOUNDARY = re.compile(r"""[.!?]["”’)\]]*(?=\s)|\n""")


class Left(msgspec.Struct, frozen=True):
    """A stretch that is not read, and why."""

    span: Span
    why: str


def left_out(text: str, spans: list[Span]) -> tuple[Left, ...]:
    """The stretches of a text, in these of its spans, that are passed over, in text order."""
    said: dict[str, int] = {}
    found = [left for span in spans for start, end in _sentences(text, span) for left in _left(text, start, end, said)]
    return tuple(found)


def _sentences(text: str, span: Span) -> Iterator[tuple[int, int]]:
    ends = (match.end() for match in BOUNDARY.finditer(text, span.start, span.end))
    yield from pairwise([span.start, *ends, span.end])


def _left(text: str, start: int, end: int, said: dict[str, int]) -> Iterator[Left]:
    if end - start > ENDLESS:
        first, last = _space(text, start + ENDLESS // 2), _space(text, end - ENDLESS // 2)
        if first < last:
            yield Left(
                Span(first, last),
                f"{last - first:,} characters amid a sentence of {end - start:,} are too many for one",
            )
        return
    if end - start < SHORTEST:
        return
    words = " ".join(text[start:end].split())
    said[words] = said.get(words, 0) + 1
    if said[words] > REPEATED:
        yield Left(Span(start, end), AGAIN)


AGAIN = f"a sentence that stands more than {REPEATED} times is read so often"


def _space(text: str, at: int) -> int:
    """The end of the word at a place, so that none is cut."""
    found = re.compile(r"\s").search(text, at)
    return found.start() if found else at


def merged(spans: Iterator[Span]) -> list[Span]:
    """Spans in text order, those that touch made one."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole
