"""A record of SQLite put into a new one on PostgreSQL, table by table, to ask the same questions of both.

    python bench/tools/to_postgres.py RECORD.db postgresql://user@host/database [--without-words]

All rows are copied as they stand (COPY), indexes made at the end, then VACUUM ANALYZE. The full-text index is made anew, as it is
another on each; ``--without-words`` leaves it empty. The database must hold no record. Answers that were kept are left behind.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, LargeBinary, Table, text

from dateline.record import search_index
from dateline.record.schema import metadata
from dateline.record.store import Store

LEFT = frozenset({"answers", "search_rows"})
AT_ONCE = 5_000  # rows fetched at once


def told(column: Column[Any]) -> str:
    """What a value is in the lines that COPY reads, in the SQL of SQLite: what separates lines and fields is written with a backslash."""
    name = f'"{column.name}"'
    if isinstance(column.type, LargeBinary):
        value = f"'\\\\x' || hex({name})"
    elif isinstance(column.type, Float):
        value = f"printf('%!.17g', {name})"
    elif isinstance(column.type, Integer):
        value = f"CAST({name} AS TEXT)"
    else:
        value = name
        for sign, written in ((92, "\\"), (9, "t"), (10, "n"), (13, "r")):
            value = f"replace({value}, char({sign}), char(92) || '{written}')"
    return f"CASE WHEN {name} IS NULL THEN '\\N' ELSE {value} END" if column.nullable else value


def lines_of(source: sqlite3.Connection, table: Table) -> Iterator[list[str]]:
    """All rows of a table as lines for COPY, some at a time."""
    listed = " || char(9) || ".join(map(told, table.columns))
    found = source.execute(f'SELECT {listed} FROM "{table.name}"')
    while some := found.fetchmany(AT_ONCE):
        yield [line for (line,) in some]


def fill(target: Connection, source: sqlite3.Connection, table: Table) -> int:
    """Put the rows of a table of SQLite into an empty one of PostgreSQL; how many."""
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    number = 0
    driver = target.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
        for some in lines_of(source, table):
            copy.write("\n".join([*some, ""]))
            number += len(some)
    return number


def made_by(target: Connection, indexes: list[str]) -> list[str]:
    """The statements that make indexes as the migrations have them, some of them of a part of the rows."""
    question = text(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = ANY(:names) ORDER BY indexname"
    )
    found = list(target.scalars(question, {"names": indexes}))
    assert len(found) == len(indexes)
    return found


def copied(record: str, address: str, *, words: bool, say: Callable[[str], None] = print) -> None:
    """Copy a record; says of each table how many rows it has and what they cost this process."""
    source = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    tables = [table for table in metadata.sorted_tables if table.name not in LEFT]
    indexes = [str(index.name) for table in tables for index in table.indexes]
    with Store(address, create=True) as store, store.writing() as target:
        made = made_by(target, indexes)
        for name in sorted(indexes):
            target.exec_driver_sql(f'DROP INDEX "{name}"')
        target.exec_driver_sql("SET LOCAL session_replication_role = replica")  # rows that others name are there
        names = ", ".join(f'"{table.name}"' for table in tables)
        target.exec_driver_sql(f"TRUNCATE {names} CASCADE")  # empty in this transaction: rows need no log of their own
        for table in tables:
            start = time.process_time()
            number = fill(target, source, table)
            say(f"{table.name}: {number:,} rows, {time.process_time() - start:.1f} s")
        for statement in made:
            target.exec_driver_sql(statement)
        target.exec_driver_sql("ANALYZE")  # so that the words are looked up by indexes
        if words:
            search_index.fill(target)
    with Store(address) as store, store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as target:
        target.exec_driver_sql("VACUUM ANALYZE")  # without it no question is answered by an index alone
    source.close()


def main() -> int:
    """Copy what the command line names."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("record")
    asked.add_argument("address")
    asked.add_argument("--without-words", action="store_true", help="leave the full-text index empty")
    given = asked.parse_args()
    copied(
        given.record,
        given.address,
        words=not given.without_words,
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
