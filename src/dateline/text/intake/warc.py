"""Web archives (ISO 28500, WARC): their pages and plain texts one by one, and a word about all that is passed over."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO

from dateline.text.intake.options import (
    NOTHING,
    REFUSED,
    SAID,
    SMALLER,
    UNREADABLE,
    IntakeOptions,
    UnreadError,
    web_extra,
)
from dateline.text.intake.received import received
from dateline.types import Document, Skipped

with web_extra("web archives"):
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader

PAGES = frozenset({"text/html", "application/xhtml+xml"})
KINDS = PAGES | {"text/plain"}
"""Content types that are read."""
LINE = 65536
"""Bytes that one header line may have."""
NAMED = 8
"""Kinds passed over that are named; the rest is counted."""

Located = tuple[Document | Skipped, str]


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]
    """Ours says when the gzip is broken or cut off, and takes no line without end."""

    def _decompress(self, data: bytes) -> bytes:
        first = self.num_block_read == 0
        if first or not self.decompressor or not data:
            return bytes(super()._decompress(data))
        return bytes(self.decompressor.decompress(data))

    def _process_read(self, data: bytes) -> None:
        if not data and self.num_block_read and self.decompressor and not self.decompressor.eof:
            raise EOFError("the gzip is cut off")
        super()._process_read(data)

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or LINE, LINE))
        if len(line) >= LINE:
            raise ValueError(f"a header line is longer than {LINE} bytes")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]
    """Ours takes WARC alone, writes nothing to the standard error, and reads archives gzipped as a whole too."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.known_format = "warc"
        self.reader = _Reader(self.fh)

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        size = 0
        while line := self.reader.readline():
            if line.strip():
                return line, size
            size += len(line)
        return None, size

    def _raise_invalid_gzip_err(self) -> None:
        return


def records(stream: BinaryIO, name: str, options: IntakeOptions) -> Iterator[Located]:
    """A Document for each page or text answered with 200, a Skipped for each that is not read, each with its place.

    All other records are counted and said in one line. A broken record ends the archive: what was read before stands.
    The day of the crawl is no day of publication and is never taken for one.
    """
    passed: Counter[str] = Counter()
    read, found = 0, _Records(stream)
    try:
        for record in found:
            kind = _passed_over(record)
            if kind:
                passed[kind] += 1
                _drain(record)
            else:
                yield _one(record, name, options)
                read += 1
    except Exception as error:  # noqa: BLE001 - the library raises anything over a broken archive; it is said
        yield _broken(error, f"{name}:{found.offset}", read), name
        read += 1
    if passed:
        yield Skipped(name, _told(passed), "only pages and texts answered with 200 are read", SAID), name
    if not read:
        yield Skipped(name, "the archive holds no pages", "give one with HTML or plain text in it", NOTHING), name


def _broken(error: Exception, place: str, read: int) -> Skipped:
    before = {0: "nothing was read before it", 1: "the record read before it stands"}
    stands = before.get(read, f"the {read} records read before it stand")
    why = f"the record at this byte is broken ({str(error).strip() or type(error).__name__}); {stands}"
    return Skipped(place, why, "fetch or copy the archive anew", UNREADABLE)


def _told(passed: Counter[str]) -> str:
    named = [f"{kind} {count}" for kind, count in sorted(passed.items(), key=lambda pair: (-pair[1], pair[0]))]
    more = [f"{len(named) - NAMED} kinds more"] if len(named) > NAMED else []
    return f"{passed.total()} of other kinds passed over: {', '.join(named[:NAMED] + more)}"


def _passed_over(record: Any) -> str:
    """What the record is when it is not to be read, else ""."""
    if record.length is None:
        raise ValueError("it does not say how long it is")
    if record.rec_type != "response" or record.http_headers is None:
        return str(record.rec_type or "unnamed")[:40]
    status, type, encoding = _status(record), _content_type(record).get_content_type(), _encoding(record)
    if status != "200":
        return f"answer {status}"
    if type not in KINDS:
        return type[:40]
    return f"encoding {encoding}"[:40] if encoding not in ("", "identity", "gzip", "x-gzip", "deflate") else ""


def _status(record: Any) -> str:
    return (str(record.http_headers.get_statuscode() or "").split() or ["none"])[0][:10]


def _encoding(record: Any) -> str:
    return str(record.http_headers.get_header("content-encoding") or "").strip().lower()


def _content_type(record: Any) -> Message:
    message = Message()
    message["Content-Type"] = " ".join(str(record.http_headers.get_header("content-type") or "none/none").split())
    return message


def _one(record: Any, name: str, options: IntakeOptions) -> Located:
    address = str(record.rec_headers.get_header("WARC-Target-URI"))
    place, type = f"{name}:{address}", _content_type(record)
    html = True if type.get_content_type() in PAGES else None
    try:
        data = _payload(record, options.max_bytes)
        charset = type.get_content_charset()
        return received(data, address, options, is_html=html, charset=charset, url=address), place
    except UnreadError as refusal:
        return refusal.skipped(place), place


def _drain(record: Any) -> None:
    """Reads to the end of the record. Raises EOFError when the archive ends within it."""
    while record.raw_stream.read(LINE):
        pass
    if record.raw_stream.limit > 0:
        raise EOFError("the archive is cut off")


def _payload(record: Any, limit: int) -> bytes:
    """What the address sent, unpacked. Raises UnreadError when it is larger than ``limit`` or its packing broken."""
    if record.length > limit:
        _drain(record)
        raise _too_large(limit)
    stream = record.raw_stream
    chunked = str(record.http_headers.get_header("transfer-encoding") or "").strip().lower() == "chunked"
    data: bytes = (ChunkedDataReader(stream) if chunked else stream).read(limit)
    _drain(record)
    data = data if _encoding(record) in ("", "identity") else _unpacked(data, limit)
    if len(data) > limit:
        raise _too_large(limit)
    return data


def _too_large(limit: int) -> UnreadError:
    return UnreadError(f"it is larger than {limit} bytes", remedy=SMALLER, code=REFUSED)


def _unpacked(data: bytes, limit: int) -> bytes:
    """gzip or deflate undone, never more than a byte past the limit; what turns out not to be packed stays as it is."""
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(data, limit + 1)
        except zlib.error:
            continue
    return data
