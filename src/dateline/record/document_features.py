"""What the joiner knows of a document: its distinctive words, and a sketch of its text to know copies by.

All of it depends on the document alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import msgspec

from dateline.record.rules import rules
from dateline.record.terms import bag, gist, heaviest, scaled, stem, words
from dateline.types import Document, Span

TERMS = 120  # distinctive words, names and figures kept of a document
LEADING = 3  # distinctive words of a document by which its claims without place or names are found
SKETCH = 192  # smallest hashes kept of its shingles
SHINGLE = 3  # words of a shingle
BANDS = 24  # of the sketch, by which copies find each other
ASIDE = frozenset({"credit", "noise", "byline", "dateline", "separator"})
"""Blocks that are not the text: outlets differ in them."""


class DocumentFeatures(msgspec.Struct, frozen=True):
    """``terms``: what it is about, stems and ``#`` figures with their weights, of length 1; ``sketch``: the smallest hashes
    of its shingles, sorted; ``shingles``: how many it has in all; ``bands``: by which copies find each other; ``leading``:
    its most distinctive words."""

    document: str
    published: str | None
    terms: dict[str, float]
    sketch: tuple[int, ...]
    shingles: int
    bands: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()


def of_document(document: Document, key: str) -> DocumentFeatures:
    """The features of a document; ``key`` is its key in the record."""
    text = told(document)
    whole = f"{document.title or ''} {text}"
    known = rules().documents
    full = gist(whole, names=known.names, figures=known.figures)
    terms = scaled({term: full[term] for term in heaviest(full, TERMS)})
    hashes = sorted(shingles(text))
    return DocumentFeatures(
        key, document.published, {term: round(terms[term], 4) for term in sorted(terms)}, tuple(hashes[:SKETCH]), len(hashes),
        tuple(_bands(hashes)), tuple(heaviest(bag(whole), LEADING)),
    )  # fmt: skip


def told(document: Document) -> str:
    """The text without credits, datelines and residue."""
    spans: list[Span] = sorted(block.span for block in document.blocks if block.kind in ASIDE)
    parts, at = [], 0
    for span in spans:
        parts.append(document.text[at : span.start])
        at = max(at, span.end)
    return " ".join([*parts, document.text[at:]])


def shingles(text: str) -> set[int]:
    """Hashes (32 bits) of all runs of three words, without case and figures."""
    found = [stem(word) for word in words(text)]
    return {_hash(" ".join(found[at : at + SHINGLE])) for at in range(max(0, len(found) - SHINGLE + 1))}


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=4).digest(), "big")


def _bands(hashes: list[int]) -> Iterator[str]:
    """The smallest shingle in each of ``BANDS`` classes: two texts that share much share one of them."""
    if len(hashes) < rules().documents.shortest:
        return
    smallest: dict[int, int] = {}
    for value in hashes:
        smallest.setdefault(value % BANDS, value)
    yield from (f"{band}:{value:08x}" for band, value in sorted(smallest.items()))


def keys(profile: DocumentFeatures) -> frozenset[str]:
    """Blocks: documents that may be copies share one."""
    return frozenset(profile.bands)
