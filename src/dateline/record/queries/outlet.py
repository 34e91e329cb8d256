"""What an outlet put right: later versions of its dispatches, dispatches withdrawn, numbers that it says replace others."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from dateline.record.joining import asked
from dateline.record.packing import unpacked
from dateline.record.schema import claims, documents, judgements
from dateline.record.state.tolls import figure
from dateline.types import Figure


class Version(msgspec.Struct, frozen=True):
    """A dispatch that came again: key, title and the days of its versions, the first before the others."""

    key: str
    title: str
    days: tuple[str, ...]


class Withdrawal(msgspec.Struct, frozen=True):
    """A dispatch that somebody marked as withdrawn: when, by whom and why."""

    key: str
    title: str
    made: str
    by: str
    note: str


class Replaced(msgspec.Struct, frozen=True):
    """A number that a dispatch says replaces another."""

    key: str
    title: str
    known: str
    what: str
    before: str
    now: str


class Corrections(msgspec.Struct, frozen=True):
    """All that an outlet put right."""

    versions: tuple[Version, ...]
    withdrawn: tuple[Withdrawal, ...]
    replaced: tuple[Replaced, ...]


def corrections(connection: Connection, outlet: str) -> Corrections:
    """What the outlet of this name put right, the latest first."""
    return Corrections(_versions(connection, outlet), _withdrawn(connection, outlet), _replaced(connection, outlet))


def _versions(connection: Connection, outlet: str) -> tuple[Version, ...]:
    column = documents.c
    several = (
        select(column.identity)
        .where(column.outlet == outlet, column.identity.is_not(None))
        .group_by(column.identity)
        .having(func.count() > 1)
    )
    question = select(column.key, column.title, column.id, column.known, column.identity).where(
        column.identity.in_(several), column.outlet == outlet
    )
    found: dict[str, list[Version]] = {}
    for row in connection.execute(question.order_by(column.known, column.key)):
        found.setdefault(row.identity, []).append(Version(row.key, row.title or row.id, (row.known,)))
    made = (
        msgspec.structs.replace(some[-1], days=tuple(day for one in some for day in one.days))
        for some in found.values()
    )
    return tuple(sorted(made, key=lambda one: (one.days[-1], one.key), reverse=True))


def _withdrawn(connection: Connection, outlet: str) -> tuple[Withdrawal, ...]:
    rows = list(connection.execute(select(judgements).where(judgements.c.verdict == "retract")))
    told = {key: row for row in rows for key in msgspec.json.decode(row.subjects, type=list[str])}
    question = select(documents.c.key, documents.c.title, documents.c.id).where(documents.c.outlet == outlet)
    found = [
        Withdrawal(row.key, row.title or row.id, told[row.key].made, told[row.key].by, told[row.key].note)
        for row in asked(connection, question, documents.c.key, told)
    ]
    return tuple(sorted(found, key=lambda one: (one.made, one.key), reverse=True))


def _replaced(connection: Connection, outlet: str) -> tuple[Replaced, ...]:
    column = documents.c
    question = select(column.key, column.title, column.id, column.known, claims.c.body).join(claims)
    rows = connection.execute(question.where(column.outlet == outlet, claims.c.kind == "figure"))
    found = [
        Replaced(row.key, row.title or row.id, row.known, told.what, str(told.supersedes), figure(told.low, told.high))
        for row in rows
        if (told := unpacked(row.body, Figure)).supersedes is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.known, one.key), reverse=True))
