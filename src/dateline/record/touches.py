"""Which events and documents each of the last writes touched, so that an answer that is older has to look at no others."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select

from dateline.record.inserts import insert
from dateline.record.schema import touched

EVENT, DOCUMENT, ALL = "event", "document", "all"
MOST = 5_000  # events and documents of a write that are told one by one
KEPT = 20_000  # rows of the last writes
EVERY = 16
"""Writes after which rows that are too many are taken out: finding the last of so many goes through all of them."""


class Touched(NamedTuple):
    """Events that were made anew, came or went, and documents that came in, were replaced, or may copy another now."""

    events: frozenset[str]
    documents: frozenset[str]


def turn(connection: Connection) -> int:
    """The number of the last write that touched anything; 0 before the first."""
    return connection.scalar(select(func.max(touched.c.turn))) or 0


def note(connection: Connection, events: Collection[str], documents: Collection[str]) -> None:
    """Keep what a write touched, and now and then forget what was touched long ago."""
    rows = [(EVENT, key) for key in events] + [(DOCUMENT, key) for key in documents]
    if not rows:
        return
    number = turn(connection) + 1
    if len(rows) > MOST:
        connection.execute(delete(touched))
        rows = [(ALL, "")]
    insert(connection, touched, [{"turn": number, "kind": kind, "key": key} for kind, key in rows])
    if number % EVERY == 0:
        _forget(connection)


def _forget(connection: Connection) -> None:
    """Take out what was touched before the last ``KEPT`` rows."""
    old = select(touched.c.turn).order_by(touched.c.turn.desc()).offset(KEPT).limit(1)
    last = connection.scalar(old)
    if last is not None:
        connection.execute(delete(touched).where(touched.c.turn <= last))


def since(connection: Connection, number: int) -> Touched | None:
    """What was touched after a write; None where that is not known any more."""
    first, last = connection.execute(select(func.min(touched.c.turn), func.max(touched.c.turn))).one()
    if (last or 0) == number:
        return Touched(frozenset(), frozenset())
    if last is None or last < number or first > number + 1:
        return None
    rows = connection.execute(select(touched.c.kind, touched.c.key).where(touched.c.turn > number)).all()
    found = {kind: frozenset(key for other, key in rows if other == kind) for kind in (EVENT, DOCUMENT, ALL)}
    return None if found[ALL] else Touched(found[EVENT], found[DOCUMENT])
