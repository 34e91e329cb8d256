"""The whole board of a day, kept in the record, brought up to what came in and brought on to the days that passed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Table, or_, select

from dateline.record import touches
from dateline.record.queries import kept_answers
from dateline.record.queries.control import control
from dateline.record.queries.increments.board import among
from dateline.record.queries.increments.delta import versions_of
from dateline.record.remembering import upheld
from dateline.record.schema import copied, moves
from dateline.record.series import LATE
from dateline.record.states import Holding
from dateline.record.view import View

QUESTION = ("board", LATE)
MOST = 5_000
"""Documents from which on it is as well to make the board anew."""
MORE = 200
"""Documents that came in since a board was kept, from which on it is kept again."""
WORTH = 100  # rows of a board that is worth a row in the record


class Board(msgspec.Struct, frozen=True):
    """Who held what on a day, as it was known after a write by what was known by that day."""

    day: str
    turn: int
    rows: tuple[Holding, ...]


def board(connection: Connection, day: str, engine: Engine | None = None) -> tuple[Holding, ...]:
    """Who holds what on a day by what was known by it, with all judgements, as ``control`` has it. ``engine``: where the board of the
    latest day that was asked for is kept; None for nowhere."""
    view = View(connection, day, judged_by=LATE)
    if engine is None or view.series is None:
        return control(view, day)
    mark = upheld(connection)
    old = kept_answers.found(connection, QUESTION, mark, Board)
    touched = _touched(view, old) if old is not None and old.day <= day else None
    if old is not None and touched is not None and len(touched) <= MOST:
        rows = among(view, day, old.rows, touched)
        is_worth = old.day < day or len(touched) > MORE
    else:
        rows = control(view, day)
        is_worth = old is None or old.day <= day
    if is_worth and len(rows) >= WORTH:
        kept_answers.put(engine, QUESTION, mark, Board(day, touches.turn(connection), rows), len(rows))
    return rows


def _touched(view: View, old: Board) -> set[str] | None:
    """Documents of which a board may say otherwise than it did; None where that is not known any more."""
    came = touches.since(view.connection, old.turn)
    if came is None:
        return None
    told = set(came.documents | versions_of(view.connection, came.documents))
    return told | set(_between(view.connection, old.day, view.day)) if old.day < view.day else told


def _between(connection: Connection, first: str, last: str) -> Iterator[str]:
    """Documents that tell of who holds what and came, went, or were found to copy others after a day and until another; and those that
    tell of a day behind the first."""
    came = or_(_lies_between(moves, "since", first, last), _lies_between(moves, "until", first, last))
    yield from connection.scalars(select(moves.c.document).where(or_(came, moves.c.last > first)))
    came = or_(_lies_between(copied, "since", first, last), _lies_between(copied, "until", first, last))
    yield from connection.scalars(select(copied.c.document).where(came))


def _lies_between(table: Table, name: str, first: str, last: str) -> ColumnElement[bool]:
    return (table.c[name] > first) & (table.c[name] <= last)
