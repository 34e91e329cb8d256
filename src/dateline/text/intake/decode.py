"""Bytes to text, the encoding found out and never a character changed."""

from __future__ import annotations

import codecs
import re

import msgspec

from dateline.text.intake.options import NOTHING, UNREADABLE, UnreadError
from dateline.types import Damage, Span

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite file"),
    (b"{\\rtf", "an RTF file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
)
"""First bytes of files that hold no plain text (the formats' own specifications)."""
PDF = re.compile(rb"^%PDF-[12]\.\d", re.MULTILINE)
"""A PDF may begin behind other bytes, within the first 1,024 (ISO 32000-1, annex H)."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
CONTROL_SHARE = 0.01
"""More control characters than this share: no text."""
WESTERN_SHARE = 0.1
"""Fewer bytes above 127 than this share: Latin letters with some accents and typographic marks."""
WESTERN = ("cp1252", "mac_roman")
"""Encodings of Western texts, the commoner first; where both fit alike the first is taken."""
PRINTED = re.compile(r"(?s)(?:.?[–—‘’“”…•·€£°§«»\u00a0]|\w[^\W\d_A-ZÀ-ÖØ-Þ]|[^\w][À-ÖØ-öø-ÿ])")
BROKEN_SHARE = 0.2
"""UTF-8 with no more than this share of its long sequences broken is UTF-8 with damage."""
SAMPLE = 200_000
"""Bytes shown to the guesser."""


class Decoded(msgspec.Struct, frozen=True):
    """The text and its encoding; ``remarks`` says when that is a guess, or that bytes were broken."""

    text: str
    encoding: str
    remarks: tuple[Damage, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in ``data``: by byte order mark, as UTF-8, as ``declared`` (header or page), or by guess.

    A byte order mark is dropped; nothing else is changed. Raises UnreadError for nothing, for binary and for
    undecodable data.
    """
    if not data.strip():
        raise UnreadError("it is empty", remedy="give a file with text in it", code=NOTHING)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding), encoding)
    check_binary(data)
    for named in ("utf-8", declared or "utf-8"):
        text = _attempt(data, named)
        if text is not None:
            return Decoded(text, named)
    return _broken(data) or _guess(data)


def check_binary(data: bytes) -> None:
    """Raises UnreadError when ``data`` is no text."""
    name = next((name for magic, name in MAGIC if data.startswith(magic)), "")
    name = name or ("a PDF" if PDF.search(data[:1024]) else "")
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROL))
    if name or b"\0" in sample or controls > CONTROL_SHARE * len(sample):
        raise UnreadError(f"it is {name or 'binary data'}, not text", remedy="export it as plain text or HTML first")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        why = f"it begins as {encoding}, byte {error.start} is not"
        raise UnreadError(why, remedy="save it anew as UTF-8") from error


def _attempt(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _broken(data: bytes) -> Decoded | None:
    """UTF-8 in which a few sequences are broken."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    if bad > BROKEN_SHARE * good:
        return None
    at = text.index("\ufffd")
    return Decoded(text, "utf-8", (Damage("encoding", Span(at, at + 1), f"{bad} byte sequences are not UTF-8"),))


def _guess(data: bytes) -> Decoded:
    high = sum(byte > 127 for byte in data[:SAMPLE])
    western = [name for name in WESTERN if _attempt(data, name) is not None]
    few = western and high < WESTERN_SHARE * len(data[:SAMPLE])
    encoding = max(western, key=lambda name: _plausible(data[:SAMPLE].decode(name, "replace"))) if few else _best(data)
    text = _attempt(data, encoding)
    if text is None:
        raise UnreadError("its encoding cannot be told", remedy="save it anew as UTF-8", code=UNREADABLE)
    first = re.search(r"[^\x00-\x7f]", text)
    at = first.start() if first else 0
    guessed = Damage("encoding", Span(at, at + 1), f"not UTF-8; read as {encoding} by guess")
    return Decoded(text, encoding or "", (guessed,))


def _plausible(text: str) -> int:
    """How many of its signs above ASCII stand where English puts them (marks of print, small letters inside or after a word),
    less those that do not, such as a capital after a small letter."""
    return sum(
        1 if PRINTED.fullmatch(text[max(0, at - 1) : at + 1]) else -1 for at, char in enumerate(text) if char > "\x7f"
    )


def _best(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    found = from_bytes(data[:SAMPLE]).best()
    return found.encoding if found else None
