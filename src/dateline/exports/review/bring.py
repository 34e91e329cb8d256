"""Bring the changes of a checked spreadsheet into a record: each is a judgement, dated and signed.

A row is held against the version of the claim that its key names, so that only what people changed counts, whatever the record
has learned since. A field that somebody has corrected in the meantime is not overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import select

from dateline.errors import OptionError
from dateline.exports import sheet
from dateline.exports.cells import unsafe
from dateline.exports.review.table import Row, rows
from dateline.exports.review.values import CellError, is_rewritten, items, makers
from dateline.record.joining import asked, base_of
from dateline.record.privacy import WITHHELD, named_places
from dateline.record.record import Record
from dateline.record.schema import claims
from dateline.record.types import Judgement, Kept
from dateline.record.veil import Veil
from dateline.record.view import View

GROUP = 200  # rows looked up at a time
DROP, NEW = "drop", "new"
"""What may stand under ``verdict`` for what is no claim, and under ``event`` for an event of its own."""


class BadCell(msgspec.Struct, frozen=True):
    """A change that was not followed: where it stands and why. ``row`` counts as a spreadsheet does, the head being 1."""

    row: int
    column: str
    cell: str
    why: str


class Reviewed(msgspec.Struct, frozen=True):
    """What came of a spreadsheet: rows read, rows with a change, the judgements made of them, what was not followed."""

    rows: int
    changed: int
    judgements: tuple[Judgement, ...]
    bad: tuple[BadCell, ...]


class Change(msgspec.Struct, frozen=True):
    """One thing that a row asks for: a verdict, on what, with which value."""

    verdict: str
    subjects: tuple[str, ...]
    field: str = ""
    value: Any = None
    column: str = ""
    cell: str = ""


def bring(record: Record, path: str, *, by: str, date: str | None = None) -> Reviewed:
    """Take in a spreadsheet that ``dateline export --to csv`` or ``xlsx`` wrote and people changed.

    ``by``: who judges; ``date``: the day the judgements count from, today if not given. One bad cell costs nothing else. Raises
    InputError when the file cannot be read, RecordError when the record cannot be written.
    """
    made: list[Judgement] = []
    bad: list[BadCell] = []
    many = changed = 0
    found = rows(path)
    while some := list(islice(found, GROUP)):
        many += len(some)
        shown = _versions(record, some)
        for row in some:
            before = len(made)
            made += _judged(record, row, shown, bad, by=by, date=date)
            changed += len(made) > before
    return Reviewed(many, changed, tuple(made), tuple(bad))


class Shown(msgspec.Struct, frozen=True):
    """A claim as a row shows it, and as it stands now (None when it does not); ``veil``: names that the export left out."""

    then: Kept
    now: Kept | None
    veil: Veil


def _versions(record: Record, some: Iterable[Row]) -> dict[str, Shown]:
    """By key of a row: the version that it shows, and the one that stands."""
    keys = {_key(row) for row in some} - {""}
    with record.reading() as connection:
        view = View(connection)
        then = {one.key: one for one in view.kept(keys)}
        bases = {base_of(key) for key in then}
        standing = view.standing({key for (key,) in asked(connection, select(claims.c.key), claims.c.base, bases)})
        now = {base_of(one.key): one for one in view.kept(standing, view.grouped(standing))}
        veils = _veils(view, {then[_key(row)].document.key for row in some if _key(row) in then and _is_veiled(row)})
    return {key: Shown(one, now.get(base_of(key)), veils.get(one.document.key, BARE)) for key, one in then.items()}


BARE = Veil((), {})


def _is_veiled(row: Row) -> bool:
    """Whether names were left out of it."""
    return any(WITHHELD[:-1] in cell for cell in row.cells.values())


def _veils(view: View, keys: set[str]) -> dict[str, Veil]:
    """What was left out of rows of these documents."""
    kept: dict[str, list[Kept]] = {key: [] for key in keys}
    for one in view.kept(view.of_documents(keys, ("claim", "control"))):
        kept[one.document.key].append(one)
    places = named_places(view.connection, keys)
    return {key: Veil(some, places) for key, some in kept.items()}


def _key(row: Row) -> str:
    return row.cells["key"].strip()


def _judged(
    record: Record, row: Row, shown: dict[str, Shown], bad: list[BadCell], *, by: str, date: str | None
) -> Iterator[Judgement]:
    """The judgements that a row asks for; what cannot be followed is put to ``bad``."""
    one = shown.get(_key(row))
    if one is None:
        bad.append(BadCell(row.number, "key", row.cells["key"], "names no claim of this record"))
        return
    whole = Row(row.number, {column: one.veil.undone(cell) for column, cell in row.cells.items()})
    for change in _changes(record, whole, one, bad):
        note = row.cells.get("note", "").strip()
        try:
            yield record.judge(
                change.verdict, *change.subjects, by=by, date=date, note=note, field=change.field, value=change.value
            )
        except OptionError as error:
            bad.append(BadCell(row.number, change.column, change.cell, error.what))


def _changes(record: Record, row: Row, one: Shown, bad: list[BadCell]) -> Iterator[Change]:
    base, verdict = base_of(one.then.key), row.cells.get("verdict", "").strip()
    if verdict.lower() == DROP:
        yield Change(DROP, (base,), column="verdict", cell=verdict)
        return
    if verdict:
        bad.append(BadCell(row.number, "verdict", verdict, f"is not {DROP}"))
    yield from _corrections(row, one, base, bad)
    yield from _moves(record, row, base, bad)


def _corrections(row: Row, one: Shown, base: str, bad: list[BadCell]) -> Iterator[Change]:
    """A change for each field of which a cell was changed."""
    then = _cells(one.then)
    now = _cells(one.now) if one.now else then
    for field, (columns, make) in makers(one.then.claim).items():
        changed = _differing(columns, row.cells, then)
        if not changed or not _differing(changed, row.cells, now):
            continue
        column = changed[0]
        try:
            untouched = {name: then[name] for name in columns if name not in changed}
            value = msgspec.to_builtins(make({**then, **row.cells, **untouched}, one.then.claim))
        except CellError as error:
            bad.append(BadCell(row.number, error.column, error.cell, error.why))
            continue
        if one.now is not None and value == msgspec.to_builtins(getattr(one.now.claim, field)):
            continue
        if _differing(columns, now, then):
            why = f"was corrected to {now[column] or 'nothing'} since this was exported; it is not overwritten"
            bad.append(BadCell(row.number, column, row.cells[column], why))
            continue
        yield Change("correct", (base,), field, value, column, row.cells[column])


def _differing(columns: Iterable[str], cells: dict[str, str], other: dict[str, str]) -> list[str]:
    """The columns that are there and whose cells do not say the same."""
    return [
        column
        for column in columns
        if column in cells
        and not _are_same(cells[column], other[column])
        and not is_rewritten(column, cells[column].strip(), other[column])
    ]


def _cells(kept: Kept) -> dict[str, str]:
    """The cells of a claim as a spreadsheet shows them."""
    return {column: "" if value is None else str(value) for column, value in sheet.editable(kept).items()}


def _are_same(cell: str, other: str) -> bool:
    """Whether two cells say the same: spaces, the case of TRUE and FALSE, empty items do not count."""
    return _plain(cell) == _plain(other)


def _plain(cell: str) -> str:
    words = "; ".join(items(" ".join(unsafe(cell).split()))).rstrip("; ")
    return words.lower() if words.lower() in {"true", "false"} else words


def _moves(record: Record, row: Row, base: str, bad: list[BadCell]) -> Iterator[Change]:
    """A claim put to another event: apart from the others of its old one, together with the new one."""
    wanted, was = (row.cells.get(column, "").strip() for column in ("event", "event_was"))
    if "" in {wanted, was} or wanted == was:
        return
    try:
        others = {base_of(kept.key) for kept in record.event(base).kept} - {base}
        there = base if wanted.lower() == NEW else base_of(record.event(wanted).key)
    except OptionError as error:
        bad.append(BadCell(row.number, "event", wanted, error.what))
        return
    if there in others:
        return
    pairs = [("different", other) for other in sorted(others)] + [("same", there)] * (there != base)
    yield from (Change(verdict, (base, other), column="event", cell=wanted) for verdict, other in pairs)
