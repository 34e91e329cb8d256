"""Events cut into pieces of days on which nothing of them changed, and their rows held against those that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, select

from dateline.record.joining import asked
from dateline.record.schema import PARTS, links
from dateline.record.series import LATE, THEN
from dateline.record.spans import Standing
from dateline.record.types import Happening, Kept
from dateline.record.view import View


class Member(NamedTuple):
    """A claim in an event, from a day until another."""

    claim: str
    since: str
    judged: str
    until: str
    event: str


class Piece(NamedTuple):
    """An event as it was from a day until another: its claims, what their documents copy."""

    event: str
    since: str
    judged: str
    until: str
    claims: tuple[str, ...]
    leads: tuple[str, ...]

    @property
    def print(self) -> str:
        """Hash of what it is made of."""
        return blake2b("\0".join((*self.claims, "", *self.leads)).encode(), digest_size=8).hexdigest()


def holds_now(one: Any) -> bool:
    """Whether a row holds for good, by all judgements."""
    return bool(one.until == LATE and one.judged != THEN)


def whole(some: list[Piece]) -> Iterator[Piece]:
    """Pieces of one event in the order of their days; those that follow each other and are the same as one."""
    last: Piece | None = None
    for one in some:
        if last is not None and last.until == one.since and last[4:] == one[4:]:
            last = last._replace(until=one.until)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


class State(NamedTuple):
    """The row of a piece, without what is made of it."""

    event: str
    since: str
    judged: str
    until: str
    print: str


class Happenings:
    """Events by key, series and print."""

    def __init__(self, kept: dict[str, Kept], standing: Standing, pieces: list[Piece]) -> None:
        """``kept``: claims as if no document copied another, by row key."""
        self.kept, self.standing = kept, standing
        self.pieces = {(one.event, one.judged, one.print): one for one in pieces}

    def get(self, event: str, series: str, print_: str) -> Happening | None:
        """The event; None where one of its claims is broken."""
        piece = self.pieces[event, series, print_]
        if any(key not in self.kept for key in piece.claims):
            return None
        there = sorted({key.partition(".")[0] for key in piece.claims})
        leads = dict(zip(there, piece.leads, strict=True))
        kept = sorted((self._with_lead(self.kept[key], leads, event) for key in piece.claims), key=View.in_order)
        return Happening(event, tuple(kept))

    def _with_lead(self, kept: Kept, leads: dict[str, str], event: str) -> Kept:
        lead = leads[kept.document.key]
        source = self.standing.outlets.get(lead, "") if lead != kept.document.key else ""
        filed = msgspec.structs.replace(kept.document, lead=lead, source=source)
        return msgspec.structs.replace(kept, document=filed, event=event)


def wholes_of(connection: Connection, keys: Collection[str] | None) -> dict[str, list[str]]:
    """Claims that links say contain others, by these. ``keys``: of these claims and of some more; None for all."""
    found: dict[str, list[str]] = defaultdict(list)
    question: Select[Any] = select(links.c.a, links.c.b, links.c.whole).where(PARTS)
    for column, index in ((links.c.a, "ix_links_parts_a"), (links.c.b, "ix_links_parts_b")):
        some = question.with_hint(links, f"INDEXED BY {index}", "sqlite")  # or it goes through all links of a claim
        rows: Iterable[Any] = connection.execute(some) if keys is None else asked(connection, some, column, keys)
        for row in rows:
            found[row.b if row.whole == row.a else row.a].append(row.whole)
    return found


def joined(made: Iterable[Any], there: Iterable[Any], start: dict[str, str], of: Any, what: Any) -> list[Any]:
    """What was made; a row of the day from which things were worked out begins where a row that is there and says the same does."""
    before: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in there:
        before[of(one), one.judged].append(one)
    found = []
    for one in made:
        begun = one.since == start[of(one)]
        same = [
            old
            for old in before[of(one), one.judged]
            if begun and what(old) == what(one) and old.since < one.since < old.until
        ]
        found.append(one._replace(since=same[0].since) if same else one)
    return found


def difference(there: list[Any], made: list[Any]) -> tuple[list[Any], list[Any]]:
    """Rows that are to go and rows that are to come."""
    wanted, held = set(made), set(there)
    return sorted(held - wanted), [one for one in made if one not in held]


def drop(connection: Connection, table: Any, name: str, rows: Collection[Any]) -> None:
    """Take rows away; ``name``: of the column that says what they are of."""
    drop_keys(connection, table, name, [(getattr(one, name), one.since, one.judged) for one in rows])


def drop_keys(connection: Connection, table: Any, name: str, keys: Collection[tuple[str, str, str]]) -> None:
    """The same by their keys, one after the other: SQLite would go through the whole table for a list of them."""
    columns = table.c[name], table.c.since, table.c.judged
    one = delete(table).where(*(column == bindparam(f"key{at}") for at, column in enumerate(columns)))
    if keys:
        connection.execute(one, [{f"key{at}": value for at, value in enumerate(key)} for key in keys])
