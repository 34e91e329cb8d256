"""What an input is, told by its first bytes before its name: an ending that does not fit is no reason to misread."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from dateline.text.intake.feed_entries import is_feed
from dateline.text.intake.page import is_page

Format = Literal[
    "archive", "feed", "rows", "json", "table", "workbook", "xml", "mailbox", "mail", "page", "text", "parquet"
]

TEXTS = frozenset({".txt", ".text", ".md"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
ROWS = frozenset({".jsonl", ".ndjson"})
FEEDS = frozenset({".rss", ".atom"})
TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".parquet"})
"""Read when they are named; in a folder they are passed over and said, since beside dispatches they hold what was coded of them."""
RECORDS = frozenset({".json", ".geojson", ".xml", ".eml", ".mbox"})
"""Endings of files of other programs that are read wherever they are found."""
ARCHIVES = (".warc", ".warc.gz")
DELIMITERS = {
    ",": "comma-separated (CSV)",
    ";": "semicolon-separated (CSV)",
    "\t": "tab-separated (TSV)",
    "|": "bar-separated",
}
MAIL_FIELDS = frozenset(
    {"from", "to", "date", "subject", "message-id", "received", "return-path", "mime-version", "content-type", "sender", "delivered-to"}
)  # fmt: skip
"""Header fields of RFC 5322 and MIME that tell an e-mail when two of them open a text."""
MAIL_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40}):(?:\s|$)")
MAILBOX = re.compile(rb"From \S+.{0,60}\d\d:\d\d.{0,40}\r?\n[A-Za-z-]+:")
NAME_OF_COLUMN = re.compile(r"[^\W\d_][\w .#/()%-]{0,39}")
RULED = re.compile(r"[:\s-]*-{2}[:\s-]*")
"""The second line of a table of Markdown."""
HTML = re.compile(r"<html\b|<!doctype\s+html", re.IGNORECASE)
WORKBOOK = (b"xl/", b"[Content_Types].xml")


def format_of(name: str, start: bytes) -> Format:
    """The format of an input called ``name`` that begins with the bytes ``start`` (some 64 kB)."""
    suffix = Path(name).suffix.lower()
    if is_archive(name, start):
        return "archive"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK\x03\x04") and (suffix == ".xlsx" or any(mark in start for mark in WORKBOOK)):
        return "workbook"
    if is_feed(start) or suffix in FEEDS:
        return "feed"
    if suffix in ROWS:
        return "rows"
    body = _text(start)
    return next((kind for kind, test in TESTS if test(suffix, body, start)), "page" if suffix in PAGES else "text")


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


def _text(start: bytes) -> str:
    """The beginning as text, good enough to tell its format."""
    plain = start.replace(b"\0", b"") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    return plain.decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")


def _is_mailbox(suffix: str, body: str, start: bytes) -> bool:
    return suffix == ".mbox" or bool(MAILBOX.match(start))


def _is_mail(suffix: str, body: str, start: bytes) -> bool:
    """Whether two header fields of an e-mail or more stand before the first blank line, and nothing else does."""
    if suffix == ".eml":
        return True
    head = re.split(r"\r?\n\r?\n", body, maxsplit=1)[0].splitlines()
    named = [MAIL_FIELD.match(line) for line in head if line and not line[0].isspace()]
    fields = {found[1].lower() for found in named if found}
    return len(named) > 1 and all(named) and len(fields & MAIL_FIELDS) > 1


def _is_row(suffix: str, body: str, start: bytes) -> bool:
    """Whether the first line is a whole JSON object with a text, as in JSON lines."""
    line, _, rest = body.partition("\n")
    line = line.strip()
    if not line.startswith("{") or suffix in (".geojson", *PAGES):
        return False
    if rest.lstrip().startswith("{") and line.endswith("}"):
        return True
    return '"text"' in line and (_has_text(line) if line.endswith("}") else len(line) >= len(body) > 4096)


def _has_text(line: str) -> bool:
    """Whether an object of JSON has a text itself, and not only in what it holds."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return True  # rows say what is wrong with a line
    return isinstance(value, dict) and isinstance(value.get("text"), str)


def _is_json(suffix: str, body: str, start: bytes) -> bool:
    """A JSON ending, or an object or list of JSON by its first signs."""
    return suffix in (".json", ".geojson") or bool(re.match(r'(?:\[\s*\{|\{)\s*(?:"[^"\n]{0,200}"\s*:|\})', body))


def _is_html(suffix: str, body: str, start: bytes) -> bool:
    return is_page(body)


def _is_xml(suffix: str, body: str, start: bytes) -> bool:
    return (suffix == ".xml" or body.startswith("<?xml")) and suffix not in PAGES and not HTML.search(body[:4096])


def _is_table(suffix: str, body: str, start: bytes) -> bool:
    return suffix in TABLES or delimiter(body, sure=True) is not None


TESTS: tuple[tuple[Format, Callable[[str, str, bytes], bool]], ...] = (
    ("mailbox", _is_mailbox), ("mail", _is_mail), ("rows", _is_row), ("json", _is_json), ("xml", _is_xml), ("page", _is_html),
    ("table", _is_table),
)  # fmt: skip
"""In the order in which they are asked."""


def delimiter(body: str, *, sure: bool = False) -> str | None:
    """What parts the columns of a table that begins with ``body``; None when it does not look like one.

    ``sure``: it must have three columns in three lines or more, named as columns are, since prose has commas too.
    """
    found = [(width, mark) for mark in DELIMITERS if (width := _width(body, mark, sure=sure)) > 1]
    return max(found)[1] if found else None


def _width(body: str, mark: str, *, sure: bool) -> int:
    """How many columns the first lines have in common, 0 when they differ or do not look like a table."""
    lines = body.splitlines()[:20]
    lines = lines[:-1] if len(lines) == 20 else lines
    try:
        cells = [_inner(row, mark) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return 0
    if not cells or not _is_even(cells, sure=sure) or (sure and not _has_named_columns(cells)):
        return 0
    return len(cells[0])


def _inner(row: list[str], mark: str) -> list[str]:
    """The cells of a row; of a row of Markdown those between its outer bars, without spaces around them."""
    if mark != "|":
        return row
    bare = [cell.strip() for cell in row]
    return bare[1:-1] if len(bare) > 2 and not bare[0] and not bare[-1] else bare


def _is_even(cells: list[list[str]], *, sure: bool) -> bool:
    """Whether every line has as many columns; where it need not be sure, whether none has more than the first."""
    widths = {len(row) for row in cells}
    return len(widths) == 1 or (not sure and len(cells[0]) == max(widths))


def _has_named_columns(cells: list[list[str]]) -> bool:
    """Three columns in three lines or more, the first line naming each."""
    names = [cell.strip() for cell in cells[0]]
    named = all(NAME_OF_COLUMN.fullmatch(name) for name in names) and len(set(names)) == len(names)
    tight = not any(cell.startswith(" ") for cell in cells[0][1:])
    return named and tight and len(cells) > 2 and len(names) > (1 if RULED.fullmatch("".join(cells[1])) else 2)
