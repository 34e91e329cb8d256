"""Paths, folders, the standard input and addresses to Documents; one bad input never costs the others."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from dateline.text.intake.formats import ARCHIVES, FEEDS, PAGES, RECORDS, ROWS, TEXTS, Format, format_of
from dateline.text.intake.language import judged
from dateline.text.intake.options import NOTHING, REFUSED, SAID, SMALLER, UNREADABLE, IntakeOptions, UnreadError
from dateline.text.intake.received import received
from dateline.text.intake.rows import check_rows, rows
from dateline.types import Document, Skipped

LOOK = 65536
"""Bytes looked at to tell what an input is."""

Found = Iterator[Document | Skipped]
Located = Iterator[tuple[Document | Skipped, str]]


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
    refusal, remark = judged(document, place)
    yield from remark
    if refusal:
        yield refusal
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


def _source(path: str, options: IntakeOptions) -> Located:
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


def _folder(folder: Path, options: IntakeOptions) -> Located:
    hidden = texts = 0
    unknown: Counter[str] = Counter()
    failed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=failed.append):
        hidden += sum(name.startswith(".") for name in [*folders, *names])
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(root, name)
            if path.suffix.lower() in TEXTS | PAGES | ROWS | RECORDS or holds_many(path.name):
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
            "dateline reads .txt .text .md .html .htm .xhtml .jsonl .ndjson .json .geojson .xml .eml .mbox .warc .warc.gz .rss "
            ".atom in a folder; name tables (.csv .tsv .xlsx) and others one by one",
            SAID,
        )
    if not texts and not failed:
        yield Skipped(str(folder), "the folder holds no texts", "give .txt, .html, .json or .jsonl files", NOTHING)


def _file(path: Path, options: IntakeOptions) -> Located:
    try:
        _check_regular(path)
        shown = _shown(path)
        with path.open("rb") as stream:
            yield from _stream(stream, str(shown), shown.stem, options)
    except FileNotFoundError:
        yield UnreadError("there is no such file", remedy="check the path").skipped(str(_shown(path))), str(path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        yield (
            UnreadError(f"it cannot be opened: {why}", remedy="check its permissions").skipped(str(_shown(path))),
            str(path),
        )
    except UnreadError as refusal:
        yield refusal.skipped(str(_shown(path))), str(path)


def _shown(path: Path) -> Path:
    """The path in characters: bytes of a file's name that are none become U+FFFD, so that it can be written anywhere."""
    return Path(os.fsencode(path).decode("utf-8", "replace")) if "\0" not in str(path) else path


def _check_regular(path: Path) -> None:
    if path.is_fifo() and path.parent.parts[:2] in (("/", "dev"), ("/", "proc")):
        return  # what a shell hands in as <(command)
    if path.exists() and not path.is_file():
        raise UnreadError("it is no regular file", remedy="give a file, a folder, - or an address")


def _stream(stream: BinaryIO, name: str, stem: str, options: IntakeOptions) -> Located:
    """The documents of an open file or of the standard input."""
    start = stream.peek(LOOK)[:LOOK] if hasattr(stream, "peek") else b""
    kind = format_of(name, start)
    if kind == "archive":
        yield from _archived(stream, name, options)
    elif kind == "feed":
        from dateline.text.intake.feeds import entries

        yield from entries(stream, name, stem, options)
    elif kind == "rows":
        yield from _rows(stream, start, name, stem, options)
    elif kind in ("page", "text", "mail"):
        yield _attempted(name, lambda: _whole(stream, kind, stem, options)), name
    else:
        yield from _many(stream, kind, name, stem, options)


def _archived(stream: BinaryIO, name: str, options: IntakeOptions) -> Located:
    try:
        from dateline.text.intake.warc import records
    except UnreadError as refusal:
        yield refusal.skipped(name), name
        return
    yield from records(stream, name, options)


def _many(stream: BinaryIO, kind: Format, name: str, stem: str, options: IntakeOptions) -> Located:
    """The documents of a file of records or of a mailbox."""
    from dateline.text.intake.mail import mailbox
    from dateline.text.intake.records import parquet, records

    try:
        if kind == "parquet":
            yield from parquet(stream, name, stem, options)
            return
        data = _bytes(stream, options)
        yield from mailbox(data, name, stem, options) if kind == "mailbox" else records(data, kind, name, stem, options)
    except UnreadError as refusal:
        yield refusal.skipped(name), name


def _rows(stream: BinaryIO, start: bytes, name: str, stem: str, options: IntakeOptions) -> Located:
    try:
        check_rows(start)
    except UnreadError as refusal:
        yield refusal.skipped(name), name
        return
    yield from rows(stream, name, stem, options)


def _bytes(stream: BinaryIO, options: IntakeOptions) -> bytes:
    """All of a stream. Raises UnreadError when it is empty or larger than the options allow."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise UnreadError(
            f"it is larger than {options.max_bytes} bytes",
            remedy=SMALLER,
            code=REFUSED,
        )
    if not data.strip():
        raise UnreadError("it is empty", remedy="give a file with text in it", code=NOTHING)
    return data


def _whole(stream: BinaryIO, kind: Format, stem: str, options: IntakeOptions) -> Document:
    """The one document of a text, a page or an e-mail."""
    from dateline.text.intake.mail import message

    data = _bytes(stream, options)
    return (
        message(data, stem, options)
        if kind == "mail"
        else received(data, stem, options, is_html=kind == "page" or None)
    )


def _address(url: str, options: IntakeOptions) -> Located:
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
