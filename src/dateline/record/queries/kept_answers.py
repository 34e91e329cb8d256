"""Answers that took long to work out, kept in the record itself: another process that asks the same need not work them out again.

An answer is good for as long as its mark is that of the record. Whatever changes a record in its place takes all of them out
(``remembering.note_change``), so that no word outlives the dispatch that it was taken from.
"""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.exc import DBAPIError

from dateline.lexicon.files import in_force
from dateline.record import engine as engines
from dateline.record.inserts import insert
from dateline.record.packing import BROKEN, packed, unpacked
from dateline.record.queries.increments import work
from dateline.record.queries.increments.work import Work
from dateline.record.remembering import changes_noted
from dateline.record.rows import reader_name
from dateline.record.schema import answers
from dateline.record.states import State
from dateline.record.view import Asked

VERSION = 6
"""Of what answers say: raised whenever dateline says otherwise of the same record."""
LARGE = 500  # claims of an answer that is worth a row
ROWS = 60_000  # rows of all answers kept: a whole record of 100,000 dispatches has about 15,000
T = TypeVar("T")
Mark = tuple[Any, ...]
"""What stays the same for as long as an answer does; last, how often something was changed in its place."""


def recall(connection: Connection, day: str, wanted: Asked, mark: Mark) -> State | None:
    """The answer that a record keeps to a question; None where it keeps none of this mark."""
    return found(connection, (day, wanted), mark, State)


def found(connection: Connection, asked: tuple[Any, ...], mark: Mark, kind: type[T]) -> T | None:
    """What a record keeps for ``asked`` (values that msgspec encodes); None where it keeps nothing of this mark, or not of this kind."""
    if in_force():
        return None
    question = select(answers.c.body).where(answers.c.key == _key(asked), answers.c.mark == _told(mark))
    body = connection.execute(question).scalar()
    try:
        return None if body is None else unpacked(body, kind)
    except BROKEN:
        return None


def recall_work(connection: Connection, day: str, wanted: Asked, mark: Mark) -> tuple[Mark, Work] | None:
    """An earlier answer to a question, with its mark and what it was worked out from; None where none is kept, or judgements came or
    something was changed in its place since."""
    if in_force():
        return None
    question = select(answers.c.mark, answers.c.body, answers.c.work).where(answers.c.key == _key((day, wanted)))
    row = connection.execute(question).first()
    try:
        told = None if row is None or row.work is None else tuple(msgspec.json.decode(row.mark))
        if row is None or told is None or told[1:] != mark[1:]:
            return None
        return told, work.unpacked(row.work, unpacked(row.body, State))
    except BROKEN:
        return None


def keep(engine: Engine, day: str, wanted: Asked, mark: Mark, state: State, worked: Work | None = None) -> bool:
    """Put an answer into the record. False where it is small, and where ``put`` says so. ``worked``: what it was worked out from."""
    return state.claims >= LARGE and put(engine, (day, wanted), mark, state, size(state), worked)


def put(
    engine: Engine, asked: tuple[Any, ...], mark: Mark, answer: object, rows: int, worked: Work | None = None
) -> bool:
    """Put an answer of so many rows into the record in the place of an earlier one to its question, and take the oldest out where there
    are too many. False where it is too large, where a lexicon of others is in force, where words were taken out or changed since it was
    worked out, and where the record cannot be written to just then: nobody waits."""
    if rows > ROWS or in_force():
        return False
    key = _key(asked)
    row = {"key": key, "mark": _told(mark), "rows": rows, "body": packed(answer)}
    row["work"] = None if worked is None else work.packed(worked)
    try:
        with engine.connect() as made, _without_waiting(made) as connection, connection.begin():
            if not _is_alone(connection) or changes_noted(connection) != mark[-1]:
                return False
            connection.execute(delete(answers).where(answers.c.key == key))
            insert(connection, answers, [row | {"at": engines.now(connection)}])
            _make_room(connection, key)
    except (DBAPIError, sqlite3.Error):
        return False
    return True


def size(state: State) -> int:
    """How many rows an answer has."""
    parts = state.control, state.tolls, state.sums, state.stances, state.plans, state.questions
    return 1 + sum(map(len, parts))


def _without_waiting(made: Connection) -> Connection:
    """The connection for a write that fails at once where another program writes; PostgreSQL is asked for its lock."""
    if made.dialect.name != "sqlite":
        return made
    driver: Any = made.connection.driver_connection
    driver.execute("PRAGMA busy_timeout=0")
    return made.execution_options(writes=True)


def _is_alone(connection: Connection) -> bool:
    """Whether no other program writes meanwhile, who may be taking words out. SQLite has but one who writes."""
    if connection.dialect.name == "sqlite":
        return True
    return bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({engines.LOCK})").scalar())


def _make_room(connection: Connection, new: str) -> None:
    """Take out the oldest but the new one until there are no more than ``ROWS`` rows."""
    columns = answers.c.key, answers.c.rows
    held = connection.execute(select(*columns).order_by(answers.c.key != new, answers.c.at.desc(), answers.c.key)).all()
    total, gone = 0, []
    for key, rows in held:
        total += rows
        if total > ROWS:
            gone.append(key)
    if gone:
        connection.execute(delete(answers).where(answers.c.key.in_(gone)))


def _key(asked: tuple[Any, ...]) -> str:
    """Hash of a question and of what answers it."""
    parts = *map(msgspec.to_builtins, asked), VERSION, reader_name()
    return blake2b(msgspec.json.encode(parts, order="deterministic"), digest_size=16).hexdigest()


def _told(mark: Mark) -> str:
    return msgspec.json.encode(mark).decode()
