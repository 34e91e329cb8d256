"""Workbooks (XLSX) that anybody may have made: what they unpack to is bounded, and what they say of their own size is not believed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any

UNPACKED = 100_000_000
"""Bytes to which all parts of a workbook may unpack together."""


class TooLargeError(ValueError):
    """A workbook that unpacks to more than it may."""


def opened(source: str | IO[bytes]) -> Any:
    """A workbook of openpyxl, to be read row by row. Raises TooLargeError, ImportError without openpyxl, and for what is no workbook
    whatever its readers of ZIP and XML raise."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(source) as archive:  # which unpacks no part beyond the size that is said here
        if sum(part.file_size for part in archive.infolist()) > UNPACKED:
            raise TooLargeError(f"it unpacks to more than {UNPACKED // 1_000_000} million bytes")
    return load_workbook(source, read_only=True, data_only=True)


def rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a sheet that hold anything, each with its number as the spreadsheet counts."""
    sheet.reset_dimensions()  # else every row is filled up to the width that the sheet claims
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(cell is not None for cell in row):
            yield number, row
