"""Readings as one self-contained page: the dispatch with its claims marked in place, each opening to its reading.

Nothing on the page is fetched: style and script are inside, and the content policy allows these two by their hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice

import msgspec
from markupsafe import Markup

from dateline.explain import stated
from dateline.faces import phrasing
from dateline.faces.card import CLAIM, Card, card
from dateline.faces.marks import Mark, Segment, marks_of, segments
from dateline.faces.templating import macro, written
from dateline.types import Block, Document, Reading, Skipped, Span

Rows = list[tuple[str, str]]


class Piece(msgspec.Struct, frozen=True):
    """The characters between two edges, as lines (and whether one stands alone); the claims and labels that lie over them, and the
    anchor of the event told there, "" for none."""

    lines: tuple[tuple[str, bool], ...]
    css: str = ""
    event: str = ""
    claims: str = ""
    labels: str = ""


Stretches = list[tuple[str, list[Piece]]]


class Article(msgspec.Struct, frozen=True):
    """One document: its text at one side, its claims and what was left at the other."""

    id: str
    document: Document
    number: int
    text: Stretches
    told: list[tuple[str, list[Card]]]
    left: list[tuple[str, Rows]]


def page(readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> str:
    """The whole page; with several documents it begins with an index."""
    lost = _once(map(_skipped, (item for item in skipped if item.code)))
    title = f"{len(readings)} dispatches" if len(readings) != 1 else phrasing.title(readings[0].document)
    articles = [article(reading, number) for number, reading in enumerate(readings, 1)]
    return written("readings.html", styles=("page.css",), script="page.js", title=title, articles=articles, lost=lost)


def frame(reading: Reading) -> str:
    """The page of one reading in a frame of its own, as notebooks show it."""
    size = 'width="100%" height="640"'
    return f'<iframe title="dateline" {size} sandbox="allow-scripts" srcdoc="{escape(page([reading]))}"></iframe>'


def article(reading: Reading, number: int) -> Article:
    """What the page shows of a document."""
    group, held = f"d{number}", len(reading.claims)
    anchors = {one.id: f"c{number}-{place}" for place, one in enumerate(stated(reading), 1)}
    cards = iter([card(one, reading, anchor=anchors[one.id], number=number, group=group)
                  for number, one in enumerate(stated(reading), 1)])  # fmt: skip
    parts = (
        (f"{held} claims" if held != 1 else "1 claim", reading.claims), ("Who holds what", reading.controls),
        ("Figures", reading.figures), ("Deadlines", reading.deadlines),
    )  # fmt: skip
    told = [(title, list(islice(cards, len(found)))) for title, found in parts]
    return Article(group, reading.document, held, stretches(reading, anchors), told, left(reading))


def left(reading: Reading) -> list[tuple[str, Rows]]:
    """Damage, unresolved mentions and skipped sentences, each with its reason."""
    document = reading.document
    damaged = ((document.text[one.span.start : one.span.end], f"{one.kind}: {one.note}") for one in document.damage)
    abstained = (one for one in reading.resolutions if one.value is None)
    unresolved = ((one.mention.text, f"{one.mention.kind}: {one.reason}") for one in abstained)
    parts = (("Flagged as damaged", damaged), ("Not resolved", unresolved), ("Skipped", map(_skipped, reading.skipped)))
    return [(title, _once(rows)) for title, rows in parts]


def leftovers(reading: Reading) -> Markup:
    """The same as HTML."""
    return macro(CLAIM, "leftovers", left(reading))


def _skipped(item: Skipped) -> tuple[str, str]:
    return item.what, "; ".join(filter(None, (item.why, item.remedy)))


def _once(rows: Iterable[tuple[str, str]]) -> Rows:
    return list(dict.fromkeys(rows))


def text(reading: Reading, anchors: dict[str, str]) -> Markup:
    """The text as received, every character once, cut where marks and blocks begin and end."""
    return macro(CLAIM, "text", stretches(reading, anchors))


def stretches(reading: Reading, anchors: dict[str, str]) -> Stretches:
    """The text in pieces, by the kind of block that they stand in."""
    document = reading.document
    marks = [mark for one in stated(reading) for mark in _anchored(marks_of(one), anchors)]
    marks += [Mark(damage.span, "damage") for damage in document.damage]
    return [
        (kind, [piece(part, document.text) for part in segments(marks, span)])
        for kind, span in regions(document.blocks, len(document.text))
    ]


def _anchored(marks: Iterable[Mark], anchors: dict[str, str]) -> Iterator[Mark]:
    yield from (Mark(mark.span, mark.label, anchors[mark.claim]) for mark in marks)


def regions(blocks: Iterable[Block], length: int) -> Iterator[tuple[str, Span]]:
    """The whole text as stretches with the kind of their block, "" between blocks."""
    at = 0
    for block in sorted(blocks, key=lambda block: block.span):
        start = max(at, block.span.start)
        if start > at:
            yield "", Span(at, start)
        if block.span.end > start:
            yield block.kind, Span(start, block.span.end)
        at = max(at, block.span.end)
    if length > at:
        yield "", Span(at, length)


def broken(whole: str, span: Span) -> tuple[tuple[str, bool], ...]:
    """The characters by line, and whether no empty line stands before a line: a little room is left there."""
    lines = whole[span.start : span.end].split("\n")
    found, at = [(lines[0], False)], span.start + len(lines[0])
    for line in lines[1:]:
        found.append((line, "\n" not in (whole[at - 1 : at], whole[at + 1 : at + 2])))
        at += 1 + len(line)
    return tuple(found)


def piece(segment: Segment, whole: str) -> Piece:
    """The characters between two edges; with the event told there, so that the keyboard reaches it."""
    lines = broken(whole, segment.span)
    damage = ["damage"] * any(mark.label == "damage" for mark in segment.marks)
    marks = [mark for mark in segment.marks if mark.claim]
    if not marks:
        return Piece(lines, " ".join(damage))
    event = next((mark.claim for mark in marks if mark.label == "trigger"), "")
    css = " ".join(["piece", *["event"] * bool(event), *damage])
    return Piece(lines, css, event, " ".join(mark.claim for mark in marks), " ".join(mark.label for mark in marks))
