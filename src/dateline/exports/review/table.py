"""The rows of a checked spreadsheet, CSV or XLSX, as words, with where each stands."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.exports.cells import unsafe
from dateline.text.intake import workbooks

ENCODINGS = ("utf-8-sig", "cp1252")
"""As Excel writes CSV: UTF-8 with its mark, or the code page of western Windows."""
SAMPLE = 20_000  # characters by which the separator is told
SEPARATORS = ",;\t"
Line = tuple[int, list[str]]
"""The number of a row and its cells."""


class Row(msgspec.Struct, frozen=True):
    """A row: its number as a spreadsheet counts, the head being 1, and its cells by column."""

    number: int
    cells: dict[str, str]


def rows(path: str) -> Iterator[Row]:
    """The rows below the head. Raises InputError when the file cannot be read or is no table of claims."""
    here = Path(path)
    if not here.is_file():
        raise InputError("there is no such file", where=path, remedy="give the CSV or XLSX that was checked")
    found = _of_workbook(path) if here.suffix.lower() in {".xlsx", ".xlsm"} else _of_csv(path)
    return _under_head(found, path)


def _under_head(found: Iterable[Line], path: str) -> Iterator[Row]:
    lines = iter(found)
    head = [cell.strip() for cell in next(lines, (0, []))[1]]
    if "key" not in head:
        raise InputError(
            "it has no column key",
            where=path,
            remedy="give a file that dateline export wrote, with that column left in it",
        )
    for number, line in lines:
        if any(cell.strip() for cell in line):
            yield Row(number, dict(zip(head, line, strict=False)))


def _of_csv(path: str) -> Iterator[Line]:
    text = _decoded(path)
    head = text[:SAMPLE].splitlines()[:1] or [""]
    separator = max(SEPARATORS, key=head[0].count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        yield from enumerate(([unsafe(cell) for cell in line] for line in lines), 1)
    except csv.Error as error:
        raise InputError(f"it is no CSV: {error}", where=path, remedy="save it as CSV again") from error


def _decoded(path: str) -> str:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=path, remedy="give another file") from error
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("its letters are in no known encoding", where=path, remedy="save it as CSV in UTF-8")


def _of_workbook(path: str) -> Iterator[Line]:
    try:
        book = workbooks.opened(path)
    except ModuleNotFoundError as error:
        raise InputError(
            "workbooks need the package openpyxl", where=path, remedy="pip install 'dateline[xlsx]'"
        ) from error
    except workbooks.TooLargeError as error:
        raise InputError(str(error), where=path, remedy="leave rows out that nobody changed") from error
    except (zipfile.BadZipFile, OSError, KeyError, ValueError) as error:
        raise InputError(f"it is no workbook: {error}", where=path, remedy="save it as XLSX again") from error
    try:
        sheet = book["claims"] if "claims" in book.sheetnames else book.worksheets[0]
        yield from ((number, [_words(cell) for cell in line]) for number, line in workbooks.rows(sheet))
    finally:
        book.close()


def _words(cell: Any) -> str:
    """A cell of a workbook in words: days ISO, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unsafe(str(cell))
