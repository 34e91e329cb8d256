"""JSON lines: one dispatch a line, read as a stream."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

import msgspec

from dateline.text.intake.decode import check_binary
from dateline.text.intake.document import HALF, compose
from dateline.text.intake.fields import any_day, fields
from dateline.text.intake.options import NOTHING, REFUSED, SMALLER, IntakeOptions, UnreadError, iso_day, iso_moment
from dateline.text.intake.page import page
from dateline.types import Document, Skipped

FIELDS = ("id", "text", "published", "outlet", "url", "title")
"""Read from each line; others are left alone."""


def rows(stream: BinaryIO, name: str, stem: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    """A Document for each line or a Skipped with file:line:column, each with its file:line."""
    number = read = 0
    for number, line in enumerate(_lines(stream, options.max_bytes), 1):
        data = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
        if not data:
            continue
        read += 1
        try:
            yield _document(data, f"{stem}:{number}", options), f"{name}:{number}"
        except UnreadError as refusal:
            yield refusal.skipped(f"{name}:{number}:{refusal.column}"), f"{name}:{number}"
    if not read:
        yield UnreadError("it is empty", remedy="give one JSON object a line", code=NOTHING).skipped(name), name


def check_rows(start: bytes) -> None:
    """Raises UnreadError when a file that begins so cannot be JSON lines."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadError("it is UTF-16, and JSON lines are UTF-8", remedy="save the file anew as UTF-8")
    check_binary(start)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines, each cut where it passes the limit by one byte; what follows on it is passed over."""
    while line := stream.readline(limit + 2):
        yield line
        while not line.endswith(b"\n") and len(line) > limit:
            line = stream.readline(limit + 2)


def _document(data: bytes, id: str, options: IntakeOptions) -> Document:
    if len(data) > options.max_bytes:
        raise UnreadError(
            f"the line is longer than {options.max_bytes} bytes",
            remedy=SMALLER,
            code=REFUSED,
        )
    row = _in_our_names(_row(data), options)
    text = _text(row.get("text"))
    own = row.get("id")
    day = None if options.published else _day(row)
    return compose(
        text,
        str(own) if own not in (None, "") and isinstance(own, str | int) else id,
        sha=sha256(data).hexdigest(),
        given=options.published and iso_day(options.published),
        metadata=day,
        outlet=options.outlet or _string(row, "outlet"),
        url=_string(row, "url"),
        title=_string(row, "title"),
        lexicon=options.lexicon,
        at=iso_moment(_string(row, "published") or "") if day else None,
    )


def _in_our_names(row: dict[str, object], options: IntakeOptions) -> dict[str, object]:
    """The row with its text, day, title and outlet under our names, whatever it calls them."""
    if isinstance(row.get("text"), str):
        return _named_otherwise(row, options) if row.get("published") in (None, "") else row
    told = fields(row, options.text_field, options.date_field) if row.get("text") is None else None
    if told is None:
        return row
    text = page(f"<html><body><article>{told.text}</article></body></html>").text if told.is_html else told.text
    return {
        "id": told.id,
        "text": text,
        "published": told.day,
        "outlet": told.outlet,
        "url": told.url,
        "title": told.title,
    }


def _text(text: object) -> str:
    """The text of a row. Raises UnreadError when it is none."""
    if not isinstance(text, str):
        raise UnreadError(
            "it has no field `text`" if text is None else "its field `text` is no string",
            remedy='write {"id": …, "text": "…"}',
        )
    if not text.strip():
        raise UnreadError("its text is empty", remedy="leave the line out", code=NOTHING)
    if HALF.search(text):
        raise UnreadError("its text holds half a character (a lone surrogate)", remedy="write it anew as UTF-8")
    return text


def _named_otherwise(row: dict[str, object], options: IntakeOptions) -> dict[str, object]:
    """A row with a text of ours whose day, title and outlet stand under the names of other programs ("created_at")."""
    told = fields(row, options.text_field, options.date_field)
    if told is None:
        return row
    theirs = {"published": told.day, "outlet": told.outlet, "url": told.url, "title": told.title}
    return row | {name: value for name, value in theirs.items() if value and not row.get(name)}


def _row(data: bytes) -> dict[str, object]:
    try:
        row = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        row = _lenient(data)
    if not isinstance(row, dict):
        raise UnreadError("it is no JSON object", remedy='write {"id": …, "text": "…"}')
    return row


def _lenient(data: bytes) -> object:
    """The line as the standard reader takes it, which knows the column of an error and lets half characters in."""
    try:
        return json.loads(data, parse_int=_integer)
    except json.JSONDecodeError as error:
        why = f"it is no JSON: {error.msg}"
        raise UnreadError(why, remedy="mend or leave out the line", column=error.colno) from error
    except UnicodeDecodeError as error:
        raise UnreadError("it is not UTF-8", remedy="save the file anew as UTF-8", column=error.start + 1) from error
    except RecursionError as error:
        raise UnreadError("it is nested too deeply", remedy="leave out the line") from error


def _integer(digits: str) -> int | None:
    """A number; None for one of more digits than any field of ours has, which Python refuses to turn into a number."""
    return int(digits) if len(digits) <= sys.int_info.default_max_str_digits else None


def _string(row: dict[str, object], field: str) -> str | None:
    value = row.get(field)
    return value if isinstance(value, str) and value.strip() else None


NO_DAY = re.compile(r"0{4}-|0001-01-01|9999-12-31|1970-01-01T00:00:00")
"""What programs write for a day that they do not know."""


def _day(row: dict[str, object]) -> str | None:
    """The day that a row gives, in whatever form; None for none. Raises UnreadError for words that are no day, or may be either of two
    ("3/4/22")."""
    value = row.get("published")
    if value is None or value == "" or NO_DAY.match(str(value)):
        return None
    day = any_day(value)
    if day is None:
        raise UnreadError(f"published {value!r} is no date", remedy="give it as YYYY-MM-DD or leave it out")
    return day
