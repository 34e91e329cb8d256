"""A large record out of a small one, to ask questions of: copies of it behind each other in time, with other keys.

    python bench/tools/grow.py SMALL.db LARGE.db [--copies 10] [--days 168] [--letter 1] [--other-names] [--without-words]

Every copy lies so many days behind the one before (a multiple of four, so that blocks of days stay blocks), and shares no key with
it: all rows are there that an ingest of the same readings would have made, but for links over the seam. It takes a small part of
the time of such an ingest. What was grown can be grown again with ``--letter 2``: copies are told apart by the second sign of
their keys then. With ``--other-names`` each copy tells of places and sides of other names (Mogadishu, Nogadishu, Oogadishu), so
that copies which lie few days apart are a world of so many times the places, and not one happening told again. Texts stay as they
were. A row whose new name is one that its copy has already (one claim under "Bay" and "Cay") is left out. SQLite only; LARGE.db
must not exist.
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

from sqlalchemy import Table

from dateline.record.schema import WORDS, metadata

DAY = re.compile(rb"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
KEY = re.compile(rb"(?<![0-9a-z])[0-9a-z]{2}[0-9a-f]{14}(?![0-9a-z])")
BLOCK = re.compile(r"\|[ab]\d+$")
WINDOW = 4  # days of a block
NAME = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9])")
"""A word; the letters of a key or an id ("39ab" of a claim) are none."""
NUMBER = re.compile(rb"(?<=geonames:)\d")
COMMON = frozenset(
    b"am an area as at be blue boy by capital central city country cross day district federal geonames go her hi id iso lay lo met new no"
    b" north northern of on pan par place point port province red region river sea set south state tall territory the to town village"
    b" west white".split()
)
"""Words in names of places that also stand for something else in the rows, as `id` is a field of theirs."""
LEFT = frozenset({"remembered", "feeds", "tokens", "judgements", "answers", "touched"})
KEYS = frozenset({"key", "base", "document", "claim", "event", "a", "b", "whole", "lead", "identity"})
CALLED: dict[str, frozenset[object]] = {
    "repacked": frozenset({("claims", "body")}),
    "shifted": frozenset({
        ("documents", "profile"), ("claims", "telling"), ("event_states", "card"), ("event_states", "summary"), ("moves", "body"),
    }),
    "block_of": frozenset({("claim_blocks", "block")}),
    "named": frozenset({"value", "place", "place_id", "country", "title"}),
    "day_of": frozenset({"known", "published", "start", "end", "since", "until", "latest", "first", "last", "received"}),
}  # fmt: skip
"""What makes a column of a copy, by table and column or by column."""
FIRST = "ghijklmnopqrstuvwxyz"
"""What stands in the keys of each copy in place of one of their digits."""


@lru_cache(maxsize=200_000)
def moved(day: bytes, days: int) -> bytes:
    """A day so many days later; the end of all days stays."""
    return (date.fromisoformat(day.decode()) + timedelta(days=days)).isoformat().encode()


def further(letter: int, number: int) -> int:
    """A letter so many further on, and from the first on again behind the last."""
    first = letter & ~31 | 1  # of small or of capital letters
    return first + (letter - first + number) % 26


class Bytes:
    """Bytes of a row, and where in them days, keys, names and numbers of places stand: looked for once for all copies."""

    def __init__(self, data: bytes, names: frozenset[bytes]) -> None:
        self.data = data
        self.days = [(one.start(), one[0]) for one in DAY.finditer(data)]
        self.keys = [one.start() for one in KEY.finditer(data)]
        found = [one.start() for one in NAME.finditer(data) if one[0].lower() in names] if names else []
        self.names = [(at, data[at]) for at in found]
        self.numbers = [one.start() for one in NUMBER.finditer(data)] if names else []

    def copy(self, number: int, days: int, at: int) -> bytes:
        """The same in a copy, as long as it was. ``at``: which sign of a key is another, from 0."""
        made, sign = bytearray(self.data), FIRST[number - 1].encode()[0]
        for start, day in self.days:
            made[start : start + len(day)] = moved(day, days)
        for start in self.keys:
            made[start + at] = sign
        for start, letter in self.names:
            made[start] = further(letter, number)
        for start in self.numbers:
            made[start] = b"a"[0] + number
        return bytes(made)


def names_in(connection: sqlite3.Connection) -> frozenset[bytes]:
    """The words of names of all places, in small letters."""
    values = (value for (value,) in connection.execute("SELECT DISTINCT value FROM facets WHERE kind = 'place'"))
    return frozenset(word for value in values for word in NAME.findall(value.lower().encode())) - COMMON


class Copies:
    """What SQL calls to make a copy, by its number from 1. ``days``: so many lie between two; ``at``: which sign of a key tells them
    apart, from 0; ``names``: words that are others in each, none for an empty set."""

    def __init__(self, days: int, at: int, names: frozenset[bytes]) -> None:
        self.days, self.at, self.names = days, at, names
        self.shifted, self.repacked = (
            self._of_bytes(bytes),
            self._of_bytes(zlib.decompress, partial(zlib.compress, level=1)),
        )
        self.named = lru_cache(maxsize=500_000)(self._named)

    def _of_bytes(
        self, out: Callable[[bytes], bytes], back: Callable[[bytes], bytes] = bytes
    ) -> Callable[[bytes | None, int], bytes | None]:
        """A function of bytes that lie packed, all copies of which are asked for one behind the other."""

        @lru_cache(maxsize=8)
        def seen(data: bytes) -> Bytes:
            return Bytes(out(data), self.names)

        def made(data: bytes | None, number: int) -> bytes | None:
            return None if data is None else back(seen(data).copy(number, self.days * number, self.at))

        return made

    def _named(self, value: str | None, number: int) -> str | None:
        """A value with other names of places in it."""
        if value is None or not self.names:
            return value
        return Bytes(value.encode(), self.names).copy(number, 0, 0).decode()

    def day_of(self, value: str | None, number: int) -> str | None:
        """A day, or a moment, so many days later."""
        if not value or value.startswith("9999"):
            return value
        return moved(value[:10].encode(), self.days * number).decode() + value[10:]

    def block_of(self, value: str, number: int) -> str:
        """A block of claims, so many days later, of other names."""
        rest, _, day = value.rpartition("|")
        named = self.named(rest, number) or ""
        return (
            f"{named}|{day[0]}{int(day[1:]) + self.days * number // WINDOW}"
            if BLOCK.search(value)
            else self.named(value, number) or ""
        )

    def selected(self, table: str, column: str) -> str:
        """What a column of a copy is, in SQL."""
        name = f's."{column}"'
        called = next((how for how, some in CALLED.items() if (table, column) in some or column in some), "")
        if called:
            return f"{called}({name}, n)"
        if column in KEYS:
            other = f"substr({name}, 1, {self.at}) || substr('{FIRST}', n, 1) || substr({name}, {self.at + 2})"
            return f"CASE WHEN length({name}) > 15 THEN {other} ELSE {name} END"
        return f"{name} || '-' || n || '{self.at}'" if column == "id" else name

    def fill(self, connection: sqlite3.Connection, table: Table, number: int) -> None:
        """Put so many copies of a table of the small record behind it."""
        columns = [column.name for column in table.columns]
        first = next(name for name in columns if name in KEYS)
        values = ", ".join(self.selected(table.name, name) for name in columns)
        listed = ", ".join(f'"{name}"' for name in columns)
        numbers = ", ".join(f"({one})" for one in range(1, number + 1))
        connection.execute(
            f'WITH copies(n) AS (VALUES {numbers}) INSERT OR IGNORE INTO main."{table.name}" ({listed}) SELECT {values} '
            f'FROM small."{table.name}" AS s CROSS JOIN copies WHERE substr(s."{first}", {self.at + 1}, 1) < \'g\''
        )
        connection.commit()


def is_grown(table: Table) -> bool:
    """Whether there are copies of the rows of a table."""
    return table.name not in LEFT and table.name != "search_rows" and not table.name.startswith("alert")


def without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Take out the indexes, which are quicker made at the end; what makes them."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [made for _, made in found]


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
    asked.add_argument("--other-names", action="store_true", help="each copy tells of places and sides of other names")
    asked.add_argument("--without-words", action="store_true", help="leave the full-text index as it was")
    given = asked.parse_args()
    if given.large.exists():
        asked.error(f"{given.large} is there already")
    shutil.copyfile(given.small, given.large)
    connection = sqlite3.connect(given.large)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-800000")
    connection.execute("DELETE FROM answers")  # of what the small one held
    indexes = without_indexes(connection)
    names = names_in(connection) if given.other_names else frozenset()
    made = Copies(given.days, given.letter - 1, names)
    for name in CALLED:
        connection.create_function(name, 2, getattr(made, name), deterministic=True)
    connection.execute("ATTACH ? AS small", (str(given.small),))
    for table in filter(is_grown, metadata.sorted_tables):
        start = time.process_time()
        made.fill(connection, table, given.copies - 1)
        print(f"{table.name}: {time.process_time() - start:.0f} s", file=sys.stderr, flush=True)
    for index in indexes:
        connection.execute(index)
    connection.commit()
    connection.execute("DETACH small")
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
