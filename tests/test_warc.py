"""Web archives: which records become documents, what is counted, and what damage costs."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.formats import is_archive
from dateline.text.intake.warc import records
from dateline.types import Document, Skipped

TEXT = "Rebels took the town of Kesh on Sunday, the governor said. They fought for three days, and nine were killed."
DATED = '<meta property="article:published_time" content="2021-08-10T10:00:00Z">'


def page(number: int = 0, head: str = DATED) -> bytes:
    body = f"<article><h1>Town {number} falls</h1><p>{TEXT}</p><p>{TEXT}</p></article>"
    return f"<html><head><title>Town {number} falls</title>{head}</head><body>{body}</body></html>".encode()


Answer = tuple[str, str, str, bytes]


def archive(*answers: Answer, zipped: bool = True, extra: tuple[str, ...] = (), headers: tuple = ()) -> bytes:
    """Bytes of an archive of (address, status, content type, body); ``extra``: records of those types after them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    for address, status, kind, body in answers:
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=http))
    for kind in extra:
        if kind == "revisit":
            writer.write_record(
                writer.create_revisit_record(
                    "http://a.example/r", "sha1:X", "http://a.example/1", "2021-08-12T00:00:00Z"
                )
            )
        else:
            writer.write_record(writer.create_warc_record("http://a.example/x", kind, io.BytesIO(b"a: b\r\n")))
    return out.getvalue()


def ok(number: int) -> Answer:
    return (f"http://a.example/{number}", "200 OK", "text/html; charset=utf-8", page(number))


def taken(folder: Path, data: bytes, name: str = "x.warc.gz", **options: object) -> list[Document | Skipped]:
    path = folder / name
    path.write_bytes(data)
    return list(documents([str(path)], options=IntakeOptions(**options)))  # type: ignore[arg-type]


def addresses(found: list[Document | Skipped]) -> list[str | None]:
    return [item.url for item in found if isinstance(item, Document)]


MIXED = archive(
    ok(1),
    ("http://a.example/none", "404 Not Found", "text/html", page()),
    ("http://a.example/i", "200 OK", "image/png", b"\x89PNG"),
    ("http://a.example/t", "200 OK", "text/plain", TEXT.encode()),
    extra=("revisit", "metadata"),
)


def test_pages_and_texts_are_read_and_the_rest_is_counted(tmp_path: Path) -> None:
    found = taken(tmp_path, MIXED)
    assert addresses(found) == ["http://a.example/1", "http://a.example/t"]
    first, second, rest = found
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(rest, Skipped)
    assert (first.published, first.published_from, first.id) == ("2021-08-10", "metadata", "http://a.example/1")
    assert second.published is None, "the day of the crawl is no day of publication"
    assert second.text == TEXT
    assert rest.code == 0
    assert rest.why == "4 of other kinds passed over: answer 404 1, image/png 1, metadata 1, revisit 1"


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz", "x.bin", "x"])
@pytest.mark.parametrize("zipped", ["records", "whole", "no"])
def test_archives_are_told_by_name_and_by_content(tmp_path: Path, name: str, zipped: str) -> None:
    data = archive(ok(1), ok(2), zipped=zipped == "records")
    data = gzip.compress(data) if zipped == "whole" else data
    assert addresses(taken(tmp_path, data, name)) == ["http://a.example/1", "http://a.example/2"]


def test_other_gzips_are_no_archives() -> None:
    assert not is_archive("a.gz", gzip.compress(b"some text"))
    assert not is_archive("a.txt", b"WAR")


@pytest.mark.parametrize("zipped", [True, False])
def test_an_archive_cut_off_keeps_what_was_read_before(tmp_path: Path, zipped: bool) -> None:
    data = archive(ok(1), ok(2), ok(3), zipped=zipped)
    found = taken(tmp_path, data[:-120], "x.warc")
    assert addresses(found)[:2] == ["http://a.example/1", "http://a.example/2"]
    assert [item.code for item in found if isinstance(item, Skipped)] == [3]
    broken = next(item for item in found if isinstance(item, Skipped))
    assert "broken" in broken.why
    assert "x.warc:" in broken.what
    assert broken.remedy


def test_garbage_in_the_middle_ends_the_archive_there(tmp_path: Path) -> None:
    found = taken(tmp_path, archive(ok(1)) + b"garbage\r\n" * 9 + archive(ok(2)))
    assert addresses(found) == ["http://a.example/1"]
    assert [item.code for item in found if isinstance(item, Skipped)] == [3]


def test_a_page_over_the_limit_costs_that_page(tmp_path: Path) -> None:
    large = ("http://a.example/large", "200 OK", "text/html", b"<html>" + b"x" * 9000)
    found = taken(tmp_path, archive(large, ok(1)), max_bytes=3000)
    assert addresses(found) == ["http://a.example/1"]
    assert [item.code for item in found if isinstance(item, Skipped)] == [7]


def test_packed_bodies_are_unpacked_within_the_limit(tmp_path: Path) -> None:
    packed = ("http://a.example/1", "200 OK", "text/html", gzip.compress(page(1)))
    bomb = ("http://a.example/1", "200 OK", "text/html", gzip.compress(b"x" * 50_000_000))
    encoding = (("Content-Encoding", "gzip"),)
    assert addresses(taken(tmp_path, archive(packed, headers=encoding))) == ["http://a.example/1"]
    found = taken(tmp_path, archive(bomb, headers=encoding), max_bytes=1_000_000)
    assert [item.code for item in found if isinstance(item, Skipped)] == [7]


def test_chunked_bodies_are_joined(tmp_path: Path) -> None:
    body = page(1)
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    answer = ("http://a.example/1", "200 OK", "text/html", chunked)
    found = taken(tmp_path, archive(answer, headers=(("Transfer-Encoding", "chunked"),)))
    assert isinstance(found[0], Document)
    assert found[0].text.startswith("Town 1 falls")


def test_a_line_without_end_is_refused_early(tmp_path: Path) -> None:
    found = taken(tmp_path, gzip.compress(b"WARC/1.0\r\nA: " + b"x" * 30_000_000))
    assert [item.code for item in found if isinstance(item, Skipped)] == [3, 6] or found[0].code == 3


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    found = taken(tmp_path, archive(extra=("metadata",)))
    assert [item.code for item in found if isinstance(item, Skipped)] == [0, 6]


def test_records_are_streamed_in_constant_memory() -> None:
    filler = ("http://a.example/i", "200 OK", "image/png", b"\x89PNG" + b"x" * 3_000_000)
    data = archive(*[filler] * 20, zipped=False)
    tracemalloc.start()
    found = [item for item, _ in records(io.BytesIO(data), "x", IntakeOptions())]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[0], Skipped)
    assert found[0].why.startswith("20 of other kinds")
    assert peak < 5_000_000


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(MIXED)), st.booleans())
def test_no_bytes_raise(noise: bytes, at: int, keep: bool) -> None:
    data = MIXED[:at] + noise + (MIXED[at:] if keep else b"")
    found = [item for item, _ in records(io.BytesIO(data), "x", IntakeOptions())]
    assert found
    assert all(isinstance(item, Document | Skipped) for item in found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_after_a_header_raise(noise: bytes) -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 90\r\n" + noise
    assert [item for item, _ in records(io.BytesIO(data), "x", IntakeOptions())]
