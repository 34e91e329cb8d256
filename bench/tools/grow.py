"""A large record out of a small one, to ask questions of: copies of it behind each other in time, with other keys.

    python bench/tools/grow.py SMALL.db LARGE.db [--copies 10] [--days 168] [--letter 1] [--without-words]

Every copy lies so many days behind the one before (a multiple of four, so that blocks of days stay blocks), and shares no key with
it: all rows are there that an ingest of the same readings would have made, but for links over the seam. It takes a small part of
the time of such an ingest. What was grown can be grown again with ``--letter 2``: copies are told apart by the second sign of
their keys then. SQLite only; LARGE.db must not exist.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path

from dateline.record.schema import WORDS, metadata

DAY = re.compile(rb"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
KEY = re.compile(rb"(?<![0-9a-z])[0-9a-z]{2}[0-9a-f]{14}(?![0-9a-z])")
BLOCK = re.compile(r"(?<=\|[ab])\d+$")
WINDOW = 4  # days of a block
LEFT = frozenset({"remembered", "feeds", "tokens", "judgements", "answers"})
KEYS = frozenset({"key", "base", "document", "claim", "event", "a", "b", "whole", "lead", "identity"})
DAYS = frozenset({"known", "published", "start", "end", "since", "until", "latest", "first", "last", "received"})
PACKED = {("claims", "body")}
PLAIN = {
    ("documents", "profile"), ("claims", "telling"), ("event_states", "card"), ("event_states", "summary"), ("moves", "body"),
}  # fmt: skip
FIRST = "ghijklmnopqrstuvwxyz"
"""What stands in the keys of each copy in place of one of their digits."""


@lru_cache(maxsize=100_000)
def moved(day: bytes, days: int) -> bytes:
    """A day so many days later; the end of all days stays."""
    return (date.fromisoformat(day.decode()) + timedelta(days=days)).isoformat().encode()


def shifted(data: bytes | None, sign: str, days: int, at: int = 0) -> bytes | None:
    """Bytes with other keys and days, as long as they were. ``at``: which sign of a key is another, from 0."""
    if data is None:
        return None
    later, other = DAY.sub(lambda match: moved(match[0], days), data), sign.encode()
    return KEY.sub(lambda match: match[0][:at] + other + match[0][at + 1 :], later)


def repacked(data: bytes | None, sign: str, days: int, at: int = 0) -> bytes | None:
    """The same of what is compressed."""
    return None if data is None else zlib.compress(shifted(zlib.decompress(data), sign, days, at) or b"", 1)


def day_of(value: str | None, days: int) -> str | None:
    """A day, or a moment, so many days later."""
    if not value or value.startswith("9999"):
        return value
    return moved(value[:10].encode(), days).decode() + value[10:]


def block_of(value: str, days: int) -> str:
    """A block of claims, so many days later."""
    return BLOCK.sub(lambda match: str(int(match[0]) + days // WINDOW), value)


def selected(table: str, column: str, sign: str, at: int) -> str:
    """What a column of a copy is, in SQL."""
    name = f'"{column}"'
    if (table, column) in PACKED:
        return f"repacked({name})"
    if (table, column) in PLAIN:
        return f"shifted({name})"
    if column == "block" and table == "claim_blocks":
        return f"block_of({name})"
    if column in KEYS:
        other = f"substr({name}, 1, {at}) || '{sign}' || substr({name}, {at + 2})"
        return f"CASE WHEN length({name}) > 15 THEN {other} ELSE {name} END"
    if column == "id":
        return f"{name} || '-{sign}{at}'"
    return f"day_of({name})" if column in DAYS else name


def copied(connection: sqlite3.Connection, number: int, days: int, at: int) -> None:
    """Put one more copy behind the others."""
    sign, apart = FIRST[number - 1], days * number
    functions: dict[str, Callable[..., object]] = {
        "shifted": partial(shifted, sign=sign, days=apart, at=at), "repacked": partial(repacked, sign=sign, days=apart, at=at),
        "day_of": partial(day_of, days=apart), "block_of": partial(block_of, days=apart),
    }  # fmt: skip
    for name, function in functions.items():
        connection.create_function(name, 1, function, deterministic=True)
    for table in metadata.sorted_tables:
        if table.name in LEFT or table.name == "search_rows" or table.name.startswith("alert"):
            continue
        columns = [column.name for column in table.columns]
        first = next(name for name in columns if name in KEYS)
        values = ", ".join(selected(table.name, name, sign, at) for name in columns)
        own = f"substr(\"{first}\", {at + 1}, 1) < 'g'"
        listed = ", ".join(f'"{name}"' for name in columns)
        connection.execute(f'INSERT INTO "{table.name}" ({listed}) SELECT {values} FROM "{table.name}" WHERE {own}')
    connection.commit()


def main() -> int:
    """Make it, and say how long it took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("small", type=Path)
    asked.add_argument("large", type=Path)
    asked.add_argument("--copies", type=int, default=10)
    asked.add_argument("--days", type=int, default=168)
    asked.add_argument(
        "--letter", type=int, default=1, choices=(1, 2), help="which sign of its keys tells a copy from others"
    )
    asked.add_argument("--without-words", action="store_true", help="leave the full-text index as it was")
    given = asked.parse_args()
    if given.large.exists():
        asked.error(f"{given.large} is there already")
    shutil.copyfile(given.small, given.large)
    connection = sqlite3.connect(given.large)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-800000")
    for number in range(1, given.copies):
        start = time.process_time()
        copied(connection, number, given.days, given.letter - 1)
        print(f"copy {number}: {time.process_time() - start:.0f} s", file=sys.stderr, flush=True)
    if given.without_words:
        return 0
    from dateline.record import search_index, store

    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    with store.Store(given.large) as record, record.writing() as made:
        made.exec_driver_sql("DELETE FROM search_rows")
        made.exec_driver_sql(f"INSERT INTO {WORDS}({WORDS}) VALUES ('delete-all')")
        search_index.fill(made)
        print(record.counts(), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
