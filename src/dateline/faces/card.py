"""One claim as HTML: its fields, its sentence, and the reading behind it (``templates/claim.html``)."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from dateline.explain import Node, Stated, claim_tree
from dateline.faces.marks import Mark, inside_and_out, nested
from dateline.faces.templating import macro
from dateline.types import Reading, Span

CLAIM = "claim.html"


class Marked(msgspec.Struct, frozen=True):
    """A stretch of a sentence and what it is to a claim; inside are words and further stretches."""

    label: str
    pieces: tuple[Any, ...]


class Card(msgspec.Struct, frozen=True):
    """A claim as a page of readings shows it. ``anchor``: its id on the page; of a ``group`` one is open at a time."""

    claim: Stated
    anchor: str
    number: int
    group: str
    pieces: tuple[Any, ...]
    nodes: tuple[Node, ...]


def card(one: Stated, reading: Reading, *, anchor: str, number: int, group: str) -> Card:
    """The claim with what opening it shows."""
    return Card(one, anchor, number, group, pieces(one, reading.document.text), nodes(one, reading))


def summary(one: Stated) -> Markup:
    """What it says, in a line: who, what, to whom; when, where, how many, according to whom."""
    return macro(CLAIM, "summary", one)


def quotation(one: Stated, text: str) -> Markup:
    """The sentence with the words of each part marked and named."""
    return macro(CLAIM, "quotation", pieces(one, text))


def quotation_of(one: Stated, sentence: str) -> Markup:
    """The same from the sentence alone, as a record keeps it."""
    return quotation(one, " " * one.sentence.start + sentence)


def fields(one: Stated) -> Markup:
    """What the summary has no room for."""
    return macro(CLAIM, "fields", one)


def steps(one: Stated, reading: Reading) -> Markup:
    """The tree of ``explain``, folded, without the sentence that stands above it."""
    return macro(CLAIM, "steps", nodes(one, reading))


def nodes(one: Stated, reading: Reading) -> tuple[Node, ...]:
    """The tree behind a claim, without its sentence."""
    return tuple(node for node in claim_tree(one, reading).children if node.label != "sentence")


def pieces(one: Stated, text: str) -> tuple[Any, ...]:
    """Its sentence as words and marked stretches."""
    inside, _ = inside_and_out(one)
    return _pieces(text, one.sentence, list(nested(inside)))


def _pieces(text: str, span: Span, marks: list[Mark]) -> tuple[Any, ...]:
    """The text of ``span`` with marks that lie inside or beside each other."""
    at, found = span.start, list[Any]()
    while marks:
        mark = marks.pop(0)
        inner = [one for one in marks if one.span.end <= mark.span.end]
        marks = marks[len(inner) :]
        found += [text[at : mark.span.start], Marked(mark.label, _pieces(text, mark.span, inner))]
        at = mark.span.end
    return (*found, text[at : span.end])
