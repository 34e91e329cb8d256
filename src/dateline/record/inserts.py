"""Rows into tables, many at once, without work a row in between."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Float, Integer, LargeBinary

from dateline.record.rows import Row

ARRAYS: dict[type, str] = {Integer: "bigint[]", Float: "float8[]", LargeBinary: "bytea[]"}
"""The lists that PostgreSQL takes for columns that are no text."""


def insert(connection: Connection, table: Any, rows: Collection[Row]) -> None:
    """Rows into a table, in the order of its key; those that are there already stay as they are."""
    if not rows:
        return
    names = list(next(iter(rows)))
    taken = map(itemgetter(*names), rows) if len(names) > 1 else ((row[names[0]],) for row in rows)
    values = sorted(taken, key=itemgetter(*_key_places(table, names)))
    quote = connection.dialect.identifier_preparer.quote
    into = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))})"
    if (
        connection.dialect.name == "postgresql"
    ):  # one statement with a list a column: a statement a row takes three times as long
        lists = ", ".join(f"%s::{_array(table.c[name].type)}" for name in names)
        columns = tuple(map(list, zip(*values, strict=True)))
        connection.exec_driver_sql(f"{into} SELECT * FROM unnest({lists}) ON CONFLICT DO NOTHING", columns)
    else:
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"{into} VALUES ({marks}) ON CONFLICT DO NOTHING", values)


def _array(kind: Any) -> str:
    """What PostgreSQL calls a list of a type."""
    return next((name for one, name in ARRAYS.items() if isinstance(kind, one)), "text[]")


def _key_places(table: Any, names: list[str]) -> list[int]:
    """Where the columns of the key stand among some; the first where the key is none of them."""
    return [names.index(column.name) for column in table.primary_key if column.name in names] or [0]
