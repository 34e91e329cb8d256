"""Cells of a table that a spreadsheet opens as they are: words on one line, nothing that it would run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from dateline.text.characters import flat, printable

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""A cell that begins so would be run as a formula by a spreadsheet."""
BOM = "\ufeff"
"""What tells Excel that a file is UTF-8."""


def safe(value: object) -> object:
    """The value as a cell: words on one line, with an apostrophe before what a spreadsheet would run as a formula."""
    if not isinstance(value, str):
        return value
    words = printable(flat(value))
    return f"'{words}" if words.startswith(FORMULA) else words


def unsafe(cell: str) -> str:
    """A cell as it was before ``safe`` put an apostrophe to it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


class Table:
    """Rows under a head, as CSV (RFC 4180) or, with tabs, as TSV; what a row lacks is empty."""

    def __init__(self, out: TextIO, columns: Iterable[str], *, tabs: bool = False, bom: bool = False) -> None:
        self.columns = tuple(columns)
        dialect = {"delimiter": "\t", "lineterminator": "\n"} if tabs else {"lineterminator": "\r\n"}
        self._write = csv.writer(out, **dialect).writerow  # type: ignore[arg-type]
        out.write(BOM if bom else "")
        self._write(self.columns)

    def add(self, row: dict[str, object]) -> None:
        """A row by its columns."""
        self._write([safe(row.get(column)) for column in self.columns])
