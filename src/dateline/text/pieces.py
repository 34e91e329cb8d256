"""The pieces of a document that a parser is given: paragraphs, cut where scraping glued sentences together and where too long."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from itertools import chain, pairwise
from typing import NamedTuple

from dateline.lexicon import vocabulary
from dateline.text import endless
from dateline.text.characters import plain
from dateline.types import Block, Document, Skipped, Span

Piece = tuple[int, int, str]
"""The index of a block, where the piece begins in the text, its words."""
LONGEST = 20_000  # characters of one piece given to the parser; longer paragraphs are cut at a space
GLUED = re.compile(r"""(?<=[a-z0-9)][.!?])(?=["“]?[A-Z][a-z])|(?<=[.!?]["”])(?=["“]?[A-Z][a-z])""")
UNBROKEN = re.compile(r"\S{1000,}")
"""So many signs without a space are no words: the stretch is passed over and said."""
QUOTED = r"(?:\s*\n)?(?<![^\n])(?:[ \t]{0,3}>){1,9}[ \t]?"
ENTITY = r"&(?:amp;)*(?:nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|hellip|#\d{1,6}|#[xX][\da-fA-F]{1,5});"
TWICE = {"â€œ": '"', "â€\x9d": '"', "â€™": "'", "â€˜": "'", "â€“": "-", "â€”": "-", "â€¦": "…", "Â\u00a0": " "}
"""UTF-8 that was read as Western and written as UTF-8 again."""
SHORT = {
    "incl.": "including", "approx.": "approximately", "govt.": "government", "dept.": "department",
    "Insp.": "Inspector", "Cpl.": "Corporal", "Brig.": "Brigadier", "Supt.": "Superintendent", "Const.": "Constable",
    "Adv.": "Advocate", "Cmdr.": "Commander", "Comdr.": "Commander", "Pvt.": "Private", "Cdr.": "Commander",
    "Pte.": "Private", "L/Cpl.": "Corporal", "Asst.": "Assistant", "Insp.-Gen.": "Inspector-General",
    "Lt.-Col.": "Lieutenant-Colonel", "Lt.-Gen.": "Lieutenant-General", "Maj.-Gen.": "Major-General", "Brig.-Gen.": "Brigadier-General",
    "Lt.-Cdr.": "Lieutenant-Commander", "Sgt.-Maj.": "Sergeant-Major", "Spc.": "Specialist", "Cst.": "Constable", "Hon.": "Honourable",
}  # fmt: skip
"""Short forms whose stop ends no sentence, written out for the parser."""
ABBREVIATED = "|".join(rf"(?<![\w.]){re.escape(short)}(?=\s)" for short in SHORT)
TOUCHING = r"""(?<![\w.,:/-]\d)(?<=\d)(?=(?!th|st|nd|rd|km|kg|mm|am|pm|bn|mn)[a-z]{5,}\b)|(?<=[.!?,]["”])(?=[a-z]{3})"""
"""Where a space was lost: between a number and the word it counts ("15people"), behind a quotation ("“We fled.”said Ali")."""
WRAPPED = r"(?<=[a-z])-[ \t]*\r?\n[ \t]*(?=[a-z])"
"""A hyphen at the end of a line, within a word or between two."""
ODD = re.compile(f"{WRAPPED}|{TOUCHING}|{QUOTED}|{ENTITY}|{'|'.join(TWICE)}|{ABBREVIATED}|\\s{{2,}}")
"""What stands for other signs, or for none: marks of quoted mail, entities of HTML, signs encoded twice, short forms, runs of
white space."""
PREFIXES = frozenset(
    "non anti pro ex co self pre post counter semi multi inter cross mid well ill half all vice".split()
)
"""Parts before a hyphen that are no word of everyday English."""
TOLD = ("headline", "body")
NAMED = 5
"""Stretches passed over that are named one by one."""


class Seen(NamedTuple):
    """A piece as the parser is given it. ``at``: for each of its characters, and for its end, where in the piece that begins which it
    stands for; None where they are the same."""

    words: str
    at: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the piece the characters from ``start`` to ``end`` stand."""
        return (start, end) if self.at is None else (self.at[start], self.at[end])


def seen(text: str) -> Seen:
    """A piece in plain signs, and what people read for what software left in it; each sign keeps its place in the text."""
    if not ODD.search(text):
        return Seen(plain(text))
    words: list[str] = []
    at: list[int] = []
    last = 0
    for found in ODD.finditer(text):
        read = _read(found[0]) if found.start() else _read(found[0]).lstrip()
        if found[0][:1] == "-":
            read = _hyphen(text, found.start(), found.end())
        words += (text[last : found.start()], read)
        at += (*range(last, found.start()), *[found.start()] * len(read))
        last = found.end()
    return Seen(plain("".join([*words, text[last:]])), (*at, *range(last, len(text) + 1)))


def _hyphen(text: str, start: int, end: int) -> str:
    """What a hyphen at the end of a line stands for: none where a word was parted ("sol-diers"), a hyphen between two words
    ("government-controlled", "non-combatants")."""
    before, after = re.search(r"\w+$", text[max(0, start - 40) : start]), re.match(r"\w+", text[end : end + 40])
    first, second = before[0].lower() if before else "", after[0] if after else ""
    parted = vocabulary.is_word(first + second) or not (first in PREFIXES or vocabulary.is_word(first))
    return "" if parted else "-"


def _read(odd: str) -> str:
    if odd in TWICE or odd in SHORT:
        return TWICE.get(odd) or SHORT[odd]
    return unescape(re.sub("&(?:amp;)+(?=.)", "&", odd)) if odd.startswith("&") else " "


def of(document: Document) -> Iterator[Piece]:
    """The pieces of the headline and the body, in text order."""
    left = [one.span for one in endless.left_out(document.text, _told(document))]
    for i, block in enumerate(document.blocks):
        if block.kind in TOLD:
            yield from _cut(document.text, i, block, left)


def _told(document: Document) -> list[Span]:
    return [block.span for block in document.blocks if block.kind in TOLD]


def _cut(text: str, i: int, block: Block, left: list[Span]) -> Iterator[Piece]:
    """The pieces of a block: cut where scraping glued two sentences together, and where a piece would be too long; without
    what is ``left`` out of the document."""
    at, end = block.span.start, block.span.end
    unbroken = (Span(*found.span()) for found in UNBROKEN.finditer(text, at, end))
    within = left[bisect_left(left, Span(at, at)) : bisect_left(left, Span(end, end))]
    for gap in endless.merged(chain(unbroken, within)):
        yield from _unglued(text, i, at, gap.start)
        at = gap.end
    yield from _unglued(text, i, at, end)


def _unglued(text: str, i: int, first: int, last: int) -> Iterator[Piece]:
    glued = (m.start() for m in GLUED.finditer(text, first, last))
    for start, end in pairwise([first, *sorted({*glued} - {last}), last]):
        yield from _short(text, i, start, end)


def passed_over(document: Document) -> Iterator[Skipped]:
    """A word about each stretch that is passed over for being no words; the last line counts those that are not named. One word
    about sentences that stand too often, and one about each that does not end."""
    blocks = _told(document)
    found = [m.span() for span in blocks for m in UNBROKEN.finditer(document.text, span.start, span.end)]
    remedy = "the rest of the dispatch was read"
    left = endless.left_out(document.text, blocks)
    again = [one for one in left if one.why == endless.AGAIN]
    for one in [one for one in left if one.why != endless.AGAIN][:NAMED]:
        yield Skipped(f"{document.id}:{one.span.start}", one.why, remedy)
    if again:
        yield Skipped(f"{document.id}:{again[0].span.start}", f"{again[0].why}, {len(again):,} times it is not", remedy)
    for start, end in found[:NAMED]:
        yield Skipped(f"{document.id}:{start}", f"{end - start:,} signs without a space are no words", remedy)
    if len(found) > NAMED:
        yield Skipped(document.id, f"{len(found) - NAMED} more stretches without a space are no words", remedy)


def _short(text: str, i: int, start: int, end: int) -> Iterator[Piece]:
    """The stretch in pieces that are not too long, each cut where a sentence ends, else where a word does."""
    end = start + len(text[start:end].rstrip())
    while start < end:
        stop = end if end - start <= LONGEST else _stop(text, start, start + LONGEST)
        piece = text[start:stop]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield i, start + lead, piece.strip()
        start = stop


def _stop(text: str, start: int, end: int) -> int:
    """Where to cut a stretch that goes on: behind the last stop of a sentence in its second half, else behind the last space."""
    half = (start + end) // 2
    stops = (text.rfind(mark, half, end) + 2 for mark in (". ", ".\n", "! ", "? ", '." ', ".” "))
    space = max(text.rfind(mark, start + 1, end) + 1 for mark in " \n\t")
    return max((at for at in stops if at > half), default=0) or (space if space > start else end)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Roughly the sentences of a piece, each with its offset: for a parser that failed over the whole."""
    start = 0
    for i, char in enumerate(text):
        if char in ".!?" and text[i + 1 : i + 2] in (" ", '"', ""):
            piece = text[start : i + 1]
            yield start + len(piece) - len(piece.lstrip()), piece.strip()
            start = i + 1
    rest = text[start:]
    if rest.strip():
        yield start + len(rest) - len(rest.lstrip()), rest.strip()
