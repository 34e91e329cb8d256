"""What the joiner knows of a document: its distinctive words, and a sketch of its text to know copies by.

All of it depends on the document alone.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import msgspec

from dateline import counts
from dateline.places.fold import fold, folded_words
from dateline.record.rules import rules
from dateline.record.terms import FIGURE, counted, gist, heaviest, scaled, stemmed, weighed
from dateline.types import Document, Span

TERMS = 120  # distinctive words, names and figures kept of a document
LEADING = 3  # distinctive words of a document by which its claims without place or names are found
SKETCH = 192  # smallest hashes kept of its shingles
FIGURES = 80  # numbers kept of a document
HEAD = 200  # characters in which a report says which of its series it is
CREDITS = 400  # characters kept of what a document says of its sources
CREDITED = frozenset({"credit", "byline", "dateline"})
NUMBERED = (
    r"\b(?P<noun>report|bulletin|communiqu[eé]|sitrep|briefing|issue|digest|update)"
    r"\s*(?P<marker>no\.?|nr\.?|number|issue|#)?\s*(?P<number>\d+)\b"
)
IS_NUMBERED = re.compile(NUMBERED, re.IGNORECASE)
SERIAL = re.compile(rf"(?P<before>(?:\b[^\W\d_][\w-]*\s+){{0,3}}){NUMBERED}", re.IGNORECASE)
PERIODS = frozenset("daily weekly monthly situation evening morning nightly hourly".split())
SOURCE = re.compile(
    r"(?:[Ss]ource:|[Rr]eported by|[Aa]ccording to a report (?:by|in|of)|[Ff]irst published (?:by|in)|[Ss]yndicated from|[Vv]ia|[Tt]old|"
    r"[Qq]uoted by|[Cc]ited by|[Cc]iting|[Qq]uoting)\s+(?:the\s+)?(?P<who>[A-ZÀ-Þ][\w’'.-]*(?:\s+[A-ZÀ-Þ][\w’'.-]*){0,4})"
)
"""Words behind which a dispatch names another outlet as its source."""
SOURCED = ("ource:", "eported by", "ccording to a report", "irst published", "yndicated from", "via", "Via", "told", "Told",
           "uoted by", "ited by", "iting", "uoting")  # fmt: skip
"""One of them stands in every text in which such words do: looking for them takes a small part of the time."""
SCALE = 10_000  # weights are kept to four places
HASH = 4  # bytes
BANDS = 24  # of the sketch, by which copies find each other
ASIDE = frozenset({"credit", "noise", "byline", "dateline", "separator"})
"""Blocks that are not the text: outlets differ in them."""


class DocumentFeatures(msgspec.Struct, frozen=True):
    """``terms``: what it is about, stems and ``#`` figures with their weights, of length 1; ``sketch``: the smallest hashes
    of its shingles, sorted; ``shingles``: how many it has in all; ``bands``: by which copies find each other; ``leading``:
    its most distinctive words; ``figures``: its numbers, sorted; ``serial``: series and number of a report that is one of many
    ("daily report", "12"); ``credits``: words in which it names its sources, folded; ``at``: the moment it was published, UTC,
    "" where only the day is known. The last four are empty in older records."""

    document: str
    published: str | None
    terms: dict[str, float]
    sketch: tuple[int, ...]
    shingles: int
    bands: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    serial: tuple[str, str] | None = None
    credits: str = ""
    at: str = ""


def of_document(document: Document, key: str) -> DocumentFeatures:
    """The features of a document; ``key`` is its key in the record."""
    text = told(document)
    title = document.title or ""
    whole = f"{title} {text}"
    known = rules().documents
    told_words, title_words = stemmed(text), stemmed(title)
    often = counted(chain(title_words.words, told_words.words))
    weights = weighed(often)
    full = gist(often, FIGURE.findall(whole), names=known.names, figures=known.figures, weights=weights)
    terms = scaled({term: full[term] for term in heaviest(full, TERMS)})
    hashes = sorted(shingles(told_words.stems))
    return DocumentFeatures(
        key, document.published, {term: round(terms[term], 4) for term in sorted(terms)}, tuple(hashes[:SKETCH]), len(hashes),
        tuple(_bands(hashes)), tuple(heaviest(weights, LEADING)), _figures(text, told_words.words), _serial(whole), _credits(document),
        document.at or "",
    )  # fmt: skip


def _figures(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """The numbers of a text, in digits or words, each once."""
    numbers = counts.classes()["number"]
    found = {match[0].replace(",", "").strip(".") for match in FIGURE.finditer(text)}
    if not text.isascii() or not numbers.keys().isdisjoint(map(str.lower, set(words))):
        found |= {str(numbers[word]) for word in folded_words(text) & numbers.keys() if numbers[word] > 1}
    return tuple(sorted(found)[:FIGURES])


def _serial(text: str) -> tuple[str, str] | None:
    """What series a report is of and which of it: "Daily report no. 12"; None for others."""
    head = text[:HEAD]
    match = SERIAL.search(head) if IS_NUMBERED.search(head) else None
    if match is None:
        return None
    series = fold(f"{match['before']} {match['noun']}").split()
    return (" ".join(series), match["number"].lstrip("0")) if match["marker"] or PERIODS & {*series} else None


def _credits(document: Document) -> str:
    """The words in which a document names where it has its text from: its credits and bylines, and what follows "Source:",
    "as reported by" and the like."""
    blocks = [document.text[one.span.start : one.span.end] for one in document.blocks if one.kind in CREDITED]
    sourced = any(word in document.text for word in SOURCED)
    named = [match["who"] for match in SOURCE.finditer(document.text)] if sourced else []
    return " ".join(fold(" | ".join([*blocks, *named])).split())[:CREDITS]


def told(document: Document) -> str:
    """The text without credits, datelines and residue."""
    spans: list[Span] = sorted(block.span for block in document.blocks if block.kind in ASIDE)
    parts, at = [], 0
    for span in spans:
        parts.append(document.text[at : span.start])
        at = max(at, span.end)
    return " ".join([*parts, document.text[at:]])


def shingles(found: list[str]) -> set[int]:
    """Hashes (32 bits) of all runs of three stems."""
    runs = [f"{a} {b} {c}".encode() for a, b, c in zip(found, found[1:], found[2:], strict=False)]
    digests = b"".join([blake2b(one, digest_size=HASH).digest() for one in runs])
    return set(struct.unpack(f">{len(runs)}I", digests))


def _bands(hashes: list[int]) -> Iterator[str]:
    """The smallest shingle in each of ``BANDS`` classes: two texts that share much share one of them."""
    if len(hashes) < rules().documents.shortest:
        return
    smallest = {value % BANDS: value for value in reversed(hashes)}  # the last one put in stays
    yield from [f"{band}:{value:08x}" for band, value in sorted(smallest.items())]


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """Features as they lie in a row: weights in ten-thousandths, hashes in four bytes each, bands as a byte for the class
    and four for the hash."""

    document: str
    published: str | None
    terms: dict[str, int]
    sketch: bytes
    shingles: int
    bands: bytes
    leading: tuple[str, ...]
    figures: tuple[str, ...]
    serial: tuple[str, str] | None
    credits: str
    at: str


class _Held(msgspec.Struct, frozen=True, array_like=True):
    """Of features as they lie in a row what tells copies; what stands behind it is passed over."""

    document: msgspec.Raw
    published: msgspec.Raw
    terms: msgspec.Raw
    sketch: bytes
    shingles: int


_UNPACK = msgspec.msgpack.Decoder(_Packed)
_UNPACK_SKETCH = msgspec.msgpack.Decoder(_Held)
_PLAIN = msgspec.json.Decoder(DocumentFeatures)


def encoded(features: DocumentFeatures) -> bytes:
    """The features as they lie in a row."""
    bands = [one.split(":") for one in features.bands]
    return msgspec.msgpack.encode(_Packed(
        features.document, features.published, {term: round(weight * SCALE) for term, weight in features.terms.items()},
        struct.pack(f">{len(features.sketch)}I", *features.sketch), features.shingles,
        b"".join(struct.pack(">BI", int(band), int(value, 16)) for band, value in bands), features.leading, features.figures,
        features.serial, features.credits, features.at,
    ))  # fmt: skip


def decoded(data: bytes) -> DocumentFeatures:
    """Features from a row; those of older records are JSON. Raises ValueError or msgspec.MsgspecError for what is broken."""
    if data[:1] == b"{":
        return _PLAIN.decode(data)
    one = _UNPACK.decode(data)
    if len(one.sketch) % HASH or len(one.bands) % (HASH + 1):
        raise ValueError("hashes of four bytes are cut short")
    return DocumentFeatures(
        one.document, one.published, {term: weight / SCALE for term, weight in one.terms.items()},
        struct.unpack(f">{len(one.sketch) // HASH}I", one.sketch), one.shingles,
        tuple(f"{band}:{value:08x}" for band, value in struct.iter_unpack(">BI", one.bands)), one.leading, one.figures, one.serial,
        one.credits, one.at,
    )  # fmt: skip


class Sketch(NamedTuple):
    """The smallest hashes of a document's shingles, sorted, and how many it has in all."""

    sketch: tuple[int, ...]
    shingles: int


def sketched(data: bytes) -> Sketch:
    """What tells copies, from a row: a third of the work of ``decoded``, which raises for the same."""
    if data[:1] == b"{":
        plain = _PLAIN.decode(data)
        return Sketch(plain.sketch, plain.shingles)
    one = _UNPACK_SKETCH.decode(data)
    if len(one.sketch) % HASH:
        raise ValueError("hashes of four bytes are cut short")
    return Sketch(struct.unpack(f">{len(one.sketch) // HASH}I", one.sketch), one.shingles)


def keys(profile: DocumentFeatures) -> frozenset[str]:
    """Blocks: documents that may be copies share one."""
    return frozenset(profile.bands)


def block_rows(profile: DocumentFeatures, key: str) -> list[dict[str, str]]:
    """The rows by which a document is found, with the day it was published, "" for none; ``key`` is its key in the record."""
    day = profile.published or ""
    return [{"block": block, "published": day, "document": key} for block in sorted(keys(profile))]
