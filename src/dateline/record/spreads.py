"""What spreads from a document: which it copies, and what it says of who holds what, for every day of what was known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from dateline.record.inserts import insert
from dateline.record.joining import asked, chunks
from dateline.record.pieces import drop_keys
from dateline.record.rows import Row
from dateline.record.schema import claims, copied, move_places, moves
from dateline.record.spans import LATE, Leads, Standing, Stated
from dateline.record.state.attribution import day_of
from dateline.record.state.moves import Moves, ground_words, moves_in, tells
from dateline.record.types import Kept
from dateline.record.view import View

KINDS = ("claim", "control")


def write_copied(connection: Connection, standing: Standing, leads: Leads, inside: Collection[str]) -> None:
    """Which documents these and their copies copy."""
    documents = {other for key in inside for other in leads.group(key) if len(leads.group(key)) > 1}
    made: list[Row] = []
    for key in sorted(documents):
        group = leads.group(key)
        for series in standing.judged.series(group):
            days = [day for day in standing.days(group, series) if day >= standing.known[key]]
            told = [(day, leads.at(key, day, series)) for day in days]
            made += (
                {"document": key, "since": since, "judged": series, "until": until, "lead": lead}
                for since, until, lead in _spans(told)
                if lead != key
            )
    _exchange(connection, copied, documents, made)


def _spans(told: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Values from a day on as values from a day until another; equal ones behind each other as one."""
    last: tuple[str, Any] | None = None
    for day, value in told:
        if last is not None and last[1] != value:
            yield last[0], day, last[1]
        if last is None or last[1] != value:
            last = day, value
    if last is not None:
        yield last[0], LATE, last[1]


def write_moves(connection: Connection, standing: Standing, inside: Collection[str], known: dict[str, Kept]) -> None:
    """What these documents say of who holds what. ``known``: claims that have been fetched, by row key."""
    question = select(claims.c.key, claims.c.base, claims.c.version, claims.c.document).where(claims.c.kind.in_(KINDS))
    stated: dict[str, list[Stated]] = defaultdict(list)
    for row in asked(connection, question, claims.c.document, inside):
        stated[row.document].append(Stated(*row))
    wanted = {one.key for some in stated.values() for one in some} - known.keys()
    kept = known | {one.key: one for one in View(connection).bare(wanted)}
    standing.fetch(stated)
    rows = [
        found
        for key, some in sorted(stated.items())
        if any(one.key in kept and tells(kept[one.key].claim) for one in some)
        for found in _rows(standing, key, some, kept)
    ]
    _exchange(connection, moves, inside, [row for row, _ in rows])
    places = sorted({(value, row["document"]) for row, words in rows for value in words})
    for some_ in chunks(inside):
        connection.execute(delete(move_places).where(move_places.c.document.in_(some_)))
    insert(connection, move_places, [{"value": value, "document": key} for value, key in places])


def _rows(standing: Standing, key: str, some: list[Stated], kept: dict[str, Kept]) -> Iterator[tuple[Row, set[str]]]:
    """The rows of a document, each with what it is found by."""
    for series in standing.judged.series([key, *(one.base for one in some)]):
        told = []
        for day in standing.days([key], series):
            ruled = standing.judged.at(day, series)
            told.append((day, tuple(one.key for one in some if standing.stands(one, day, ruled) and one.key in kept)))
        for since, until, keys in _spans(told):
            there = sorted((kept[one] for one in keys), key=View.in_order)
            if there:
                found, days = moves_in(there), [day_of(one) for one in there]
                yield {
                    "document": key, "since": since, "judged": series, "until": until, "first": min(days), "last": max(days),
                    "body": msgspec.msgpack.encode(found, order="deterministic"),
                }, _words(found)  # fmt: skip


def _words(found: Moves) -> set[str]:
    return {word for one in found.moves for word in ground_words(one.ground)}


def _exchange(connection: Connection, table: Any, inside: Collection[str], made: list[Row]) -> None:
    """These rows instead of those that a table has of these documents; what is the same stays."""
    names = table.c.keys()
    there = {tuple(row) for row in asked(connection, select(table), table.c.document, inside)}
    wanted = {tuple(row[name] for name in names) for row in made}
    gone = [row[:3] for row in there - wanted]
    drop_keys(connection, table, "document", gone)
    insert(connection, table, [dict(zip(names, row, strict=True)) for row in sorted(wanted - there)])
