"""Claims written as files, a dispatch at a time: CSV and XLSX to be checked by people, PLOVER records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from dateline.errors import OptionError
from dateline.exports import plover, sheet
from dateline.exports.cells import Table, safe
from dateline.exports.event_files import refusals
from dateline.exports.files import STANDARD, How, Written, opened, part_of
from dateline.exports.refusal import Refusal
from dateline.exports.stream import Dispatch
from dateline.record.types import Kept
from dateline.record.veil import Veil

LONGEST = 32_000  # characters that a cell of a workbook holds, and some to spare
MOST = 1_048_575  # rows that a sheet of a workbook holds, without its head
DAYS = frozenset({"known", "start", "end"})
WIDTHS = {"key": 12, "sentence": 70, "actor": 24, "recipient": 24, "place": 20, "note": 24, "title": 30}
GUIDE = (
    "Change the cells under yellow heads, and give the file back: dateline import FILE --by NAME.",
    "One row is one claim of one dispatch. The columns before the yellow ones say who tells it and in which words.",
    "Lists inside a cell are divided by a semicolon and a space. Days are YYYY-MM-DD. An empty bound is open or not told; it is not 0.",
    "event: the key of another event moves the claim to it, new puts it apart. verdict: write drop for what is no claim. note: why.",
    "Leave the column key as it is; rows may be sorted, and rows and columns left out.",
)


def _rows(dispatches: Iterable[Dispatch]) -> Iterator[dict[str, Any]]:
    return map(sheet.row, _kept(dispatches))


def _kept(dispatches: Iterable[Dispatch]) -> Iterator[Kept]:
    """What dispatches state, without the names of private persons where these are to be left out."""
    for one in dispatches:
        yield from one.kept if one.private is None else Veil(one.kept, one.private)(one.kept)


def write_csv(dispatches: Iterable[Dispatch], path: str, how: How) -> Written:
    """One claim a row."""
    many = 0
    with opened(path) as out:
        table = Table(out, sheet.COLUMNS, bom=how.bom)
        for row in _rows(dispatches):
            table.add(row)
            many += 1
    return Written(many)


def write_xlsx(dispatches: Iterable[Dispatch], path: str, how: How) -> Written:
    """A workbook: one claim a row on the sheet "claims", what may be changed under yellow heads, and a guide.

    Raises OptionError without openpyxl, for the standard output, and when there are more claims than a sheet holds.
    """
    if path == STANDARD:
        raise OptionError("a workbook cannot go to the standard output", where="PATH", remedy="give a file")
    book, claims = _book(how)
    many = 0
    for row in _rows(dispatches):
        if many == MOST:
            raise OptionError(
                f"a sheet holds {MOST:,} claims", where=path, remedy="narrow with --since or --place, or write csv"
            )
        claims.append([_cell(column, row.get(column)) for column in sheet.COLUMNS])
        many += 1
    with part_of(path) as part:
        book.save(part)
    return Written(many)


def _book(how: How) -> tuple[Any, Any]:
    """A workbook that is written row by row, and its sheet of claims with the head in it."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font, PatternFill
        from openpyxl.utils import get_column_letter
    except ModuleNotFoundError as error:
        raise OptionError("workbooks need the package openpyxl", remedy="pip install 'dateline[xlsx]'") from error
    book = Workbook(write_only=True)
    claims = book.create_sheet("claims")
    claims.freeze_panes = "B2"
    for at, column in enumerate(sheet.COLUMNS, 1):
        claims.column_dimensions[get_column_letter(at)].width = WIDTHS.get(column, 14)
    heads = [WriteOnlyCell(claims, column) for column in sheet.COLUMNS]
    for head in heads:
        head.font = Font(bold=True)
        if head.value in {*sheet.EDITABLE, *sheet.ASKED}:
            head.fill = PatternFill("solid", fgColor="FFF2A8")
    claims.append(heads)
    guide = book.create_sheet("guide")
    guide.column_dimensions["A"].width = 120
    for line in (*GUIDE, *((f"Sensitivity: {how.sensitivity}",) if how.sensitivity else ())):
        guide.append([line])
    return book, claims


def _cell(column: str, value: object) -> object:
    """A cell of a workbook: days as days, words that no formula can hide in."""
    if column in DAYS and isinstance(value, str) and value:
        return date.fromisoformat(value)
    words = safe(value)
    return words[:LONGEST] if isinstance(words, str) else words


def write_plover(dispatches: Iterable[Dispatch], path: str, how: How) -> Written:
    """PLOVER records, one a line."""
    encode = msgspec.json.Encoder(order=None).encode
    many = 0
    with opened(path) as out, refusals(path, how.refused) as (apart, target):
        for found in map(plover.coded, _kept(dispatches)):
            if isinstance(found, Refusal):
                apart.add(found)
                continue
            if how.sensitivity:
                found["dateline"]["sensitivity"] = how.sensitivity
            out.write(f"{encode(found).decode()}\n")
            many += 1
    return Written(many, dict(apart.by_rule), target)


Writer = Callable[..., Written]
