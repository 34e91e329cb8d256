"""A record of SQLite put into a new one on PostgreSQL, table by table, to ask the same questions of both.

    python bench/tools/to_postgres.py RECORD.db postgresql://user@host/database [--without-words]

All rows are copied as they stand (COPY), indexes made at the end and ANALYZE run. The full-text index is made anew, as it is another on
each; ``--without-words`` leaves it empty. The database must hold no record. Answers that were kept are left behind.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Table

from dateline.record import search_index
from dateline.record.schema import metadata
from dateline.record.store import Store

LEFT = frozenset({"answers", "search_rows"})
AT_ONCE = 5_000  # rows fetched at once


def rows_of(source: sqlite3.Connection, table: Table) -> Iterator[tuple[object, ...]]:
    """All rows of a table, columns in their order."""
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    found = source.execute(f'SELECT {listed} FROM "{table.name}"')
    while some := found.fetchmany(AT_ONCE):
        yield from some


def fill(target: Connection, source: sqlite3.Connection, table: Table) -> int:
    """Put the rows of a table of SQLite into an empty one of PostgreSQL; how many."""
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    number = 0
    driver = target.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
        for row in rows_of(source, table):
            copy.write_row(row)
            number += 1
    return number


def copied(record: str, address: str, *, words: bool, say: Callable[[str], None] = print) -> None:
    """Copy a record; says of each table how many rows it has and what they cost this process."""
    source = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    tables = [table for table in metadata.sorted_tables if table.name not in LEFT]
    indexes = [index for table in tables for index in sorted(table.indexes, key=lambda one: str(one.name))]
    with Store(address, create=True) as store, store.writing() as target:
        for index in indexes:
            index.drop(target)
        for table in reversed(tables):
            target.execute(table.delete())
        for table in tables:
            start = time.process_time()
            number = fill(target, source, table)
            say(f"{table.name}: {number:,} rows, {time.process_time() - start:.1f} s")
        for index in indexes:
            index.create(target)
        if words:
            search_index.fill(target)
        target.exec_driver_sql("ANALYZE")
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
