"""Paths, folders, the standard input and addresses to Documents; one bad input never costs the others."""

from __future__ import annotations

import os
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from dateline.text.intake.language import foreign
from dateline.text.intake.options import NOTHING, REFUSED, SAID, UNREADABLE, IntakeOptions, UnreadError
from dateline.text.intake.received import received
from dateline.text.intake.rows import check_rows, rows
from dateline.types import Document, Skipped

TEXTS = frozenset({".txt", ".text", ".md"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
ROWS = frozenset({".jsonl", ".ndjson"})
FEEDS = frozenset({".rss", ".atom"})
ARCHIVES = (".warc", ".warc.gz")
LOOK = 65536
"""Bytes looked at to tell what an input is."""

Found = Iterator[Document | Skipped]


def documents(paths: Iterable[str | os.PathLike[str]], *, options: IntakeOptions | None = None) -> Found:
    """Every document in ``paths`` in their order, and a Skipped for whatever is not read; no input raises.

    A path is a file (text, HTML, JSON lines, WARC, feed), a folder (searched through, sorted by name), ``-`` or an http(s) address.
    Files are read one after the other, JSON lines line by line, archives record by record.
    An id that is taken is replaced by the path and said.
    """
    options = options or IntakeOptions()
    taken: set[str] = set()
    for path in paths:
        for found, place in _source(os.fspath(path), options):
            yield from _accepted(found, place, taken, options) if isinstance(found, Document) else (found,)


def _accepted(document: Document, place: str, taken: set[str], options: IntakeOptions) -> Found:
    language = foreign(document.text)
    if language:
        yield Skipped(place, f"language {language}; dateline reads English", "translate it first", REFUSED)
        return
    name = document.id
    if name in taken and options.unique:
        unique = _unique(place, taken)
        yield Skipped(place, f"the id {name!r} is taken", f"it is read as {unique!r}", SAID)
        document = msgspec.structs.replace(document, id=unique)
    taken.add(document.id)
    yield document


def _unique(place: str, taken: set[str]) -> str:
    number, name = 1, place
    while name in taken:
        number += 1
        name = f"{place}#{number}"
    return name


def _source(path: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    """What one path holds, each with the place where it was found."""
    if path == "-":
        yield from _stream(sys.stdin.buffer, "-", "stdin", options)
    elif path.lower().startswith(("http://", "https://")) or "://" in path:
        yield from _address(path, options)
    elif Path(path).is_dir():
        yield from _folder(Path(path), options)
    else:
        yield from _file(Path(path), options)


def _attempted(name: str, work: Callable[[], Document]) -> Document | Skipped:
    """The document, or why there is none."""
    try:
        return work()
    except UnreadError as refusal:
        return refusal.skipped(name)


def _folder(folder: Path, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    hidden = texts = 0
    unknown: Counter[str] = Counter()
    failed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=failed.append):
        hidden += sum(name.startswith(".") for name in [*folders, *names])
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(root, name)
            if path.suffix.lower() in TEXTS | PAGES | ROWS or holds_many(path.name):
                texts += 1
                yield from _file(path, options)
            else:
                unknown[path.suffix.lower() or "no extension"] += 1
    for remark in _remarks(folder, hidden, unknown, failed, texts):
        yield remark, str(folder)


def holds_many(name: str) -> bool:
    """Whether a file of that name is a web archive or a feed: how many documents it holds is known once it is read."""
    return name.lower().endswith((*ARCHIVES, *FEEDS))


def _remarks(folder: Path, hidden: int, unknown: Counter[str], failed: list[OSError], texts: int) -> Iterator[Skipped]:
    """What was passed over in the folder, one line per kind."""
    for error in failed:
        why = f"the folder cannot be opened: {error.strerror}"
        yield Skipped(str(error.filename or folder), why, "check its permissions", UNREADABLE)
    if hidden:
        yield Skipped(str(folder), f"{hidden} hidden", "name them one by one to have them read", SAID)
    if unknown:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(unknown.items()))
        yield Skipped(
            str(folder),
            f"{unknown.total()} of other kinds ({kinds})",
            "dateline reads .txt .text .md .html .htm .xhtml .jsonl .ndjson .warc .warc.gz .rss .atom; name others one by one",
            SAID,
        )
    if not texts and not failed:
        yield Skipped(str(folder), "the folder holds no texts", "give .txt, .html or .jsonl files", NOTHING)


def _file(path: Path, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    try:
        _check_regular(path)
        with path.open("rb") as stream:
            yield from _stream(stream, str(path), path.stem, options)
    except FileNotFoundError:
        yield UnreadError("there is no such file", remedy="check the path").skipped(str(path)), str(path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        yield UnreadError(f"it cannot be opened: {why}", remedy="check its permissions").skipped(str(path)), str(path)
    except UnreadError as refusal:
        yield refusal.skipped(str(path)), str(path)


def _check_regular(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise UnreadError("it is no regular file", remedy="give a file, a folder, - or an address")


def is_archive(name: str, start: bytes) -> bool:
    """Whether a file of that name, or one that begins so, is a web archive."""
    return name.lower().endswith(ARCHIVES) or _inflated(start[:4096]).startswith(b"WARC/")


def _inflated(start: bytes) -> bytes:
    if not start.startswith(b"\x1f\x8b"):
        return start
    try:
        return zlib.decompressobj(31).decompress(start, 16)
    except zlib.error:
        return b""


def _stream(stream: BinaryIO, name: str, stem: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    """The documents of an open file or of the standard input."""
    from dateline.text.intake.feed_entries import is_feed
    from dateline.text.intake.feeds import entries

    start = stream.peek(LOOK)[:LOOK] if hasattr(stream, "peek") else b""
    if is_archive(name, start):
        yield from _records(stream, name, options)
    elif Path(name).suffix.lower() not in TEXTS | PAGES | ROWS and (holds_many(name) or is_feed(start)):
        yield from entries(stream, name, stem, options)
    elif Path(name).suffix.lower() in ROWS or (Path(name).suffix.lower() not in TEXTS | PAGES and _is_row(start)):
        yield from _rows(stream, start, name, stem, options)
    else:
        yield _attempted(name, lambda: _whole(stream, name, stem, options)), name


def _records(stream: BinaryIO, name: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    try:
        from dateline.text.intake.warc import records
    except UnreadError as refusal:
        yield refusal.skipped(name), name
        return
    yield from records(stream, name, options)


def _rows(
    stream: BinaryIO, start: bytes, name: str, stem: str, options: IntakeOptions
) -> Iterator[tuple[Document | Skipped, str]]:
    try:
        check_rows(start)
    except UnreadError as refusal:
        yield refusal.skipped(name), name
        return
    yield from rows(stream, name, stem, options)


def _is_row(start: bytes) -> bool:
    """Whether a stream that begins so is JSON lines."""
    line = start.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].strip()
    return line.startswith(b"{") and b'"text"' in line and (line.endswith(b"}") or len(line) >= LOOK // 2)


def _whole(stream: BinaryIO, name: str, stem: str, options: IntakeOptions) -> Document:
    """The one document of a text or page."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise UnreadError(f"it is larger than {options.max_bytes} bytes", remedy="raise the limit", code=REFUSED)
    return received(data, stem, options, is_html=Path(name).suffix.lower() in PAGES or None)


def _address(url: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    """The page or text at an address, or the entries of the feed there."""
    from dateline.text.intake.feed_entries import is_feed
    from dateline.text.intake.feeds import followed
    from dateline.text.intake.web import fetch

    try:
        answer = fetch(url, options)
    except UnreadError as refusal:
        yield refusal.skipped(url), url
        return
    if is_feed(answer.data):
        yield from ((found, url) for found in followed(answer, url, options))
    else:
        yield _attempted(url, lambda: received(answer.data, url, options, charset=answer.charset, url=url)), url
