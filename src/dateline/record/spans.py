"""When documents and claims stand, and which document another copies, by the day of what was known.

Answers are made with the judgements of their day, or with all judgements there are. Where no judgement speaks of something, the two
are one; else each has rows of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec
from sqlalchemy import Connection, select

from dateline.record import document_features
from dateline.record.joining import asked
from dateline.record.judgements import Rulings, rulings, subject
from dateline.record.originals import Copy, copy_of, lead_of
from dateline.record.schema import claims, copies, documents
from dateline.record.series import ALL, BOTH, LATE, THEN
from dateline.record.types import Judgement

__all__ = ["ALL", "BOTH", "LATE", "THEN", "Judged", "Leads", "Standing", "Stated", "reached", "stated_rows"]


class Judged:
    """All judgements of a record, and what is in force on a day."""

    def __init__(self, known: Iterable[Judgement]) -> None:
        self.known = tuple(known)
        self.days = sorted({one.made for one in self.known})
        self.about = {key for one in self.known for key in _subjects(one)}
        self._by_day: dict[str, Rulings] = {}

    def at(self, day: str, series: str) -> Rulings:
        """What is in force: of ``THEN`` on the day, else now."""
        last = max((one for one in self.days if one <= day), default="") if series == THEN else LATE
        if last not in self._by_day:
            self._by_day[last] = rulings(self.known, last)
        return self._by_day[last]

    def series(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Which rows are needed of what has these keys (of claims as they were read, of documents)."""
        return (BOTH,) if self.about.isdisjoint(keys) else (THEN, ALL)


def _subjects(judgement: Judgement) -> Iterator[str]:
    """What it may change: an addition stands or falls alone, whatever else its document says."""
    if judgement.verdict == "add":
        yield subject(judgement)
    else:
        yield from judgement.subjects


class Stated(msgspec.Struct, frozen=True):
    """A claim as far as it matters when it stands."""

    key: str
    base: str
    version: str
    document: str


class Standing:
    """When documents count: from the day each was known until a later version of it was."""

    def __init__(self, connection: Connection, judged: Judged) -> None:
        self.connection, self.judged = connection, judged
        self.known: dict[str, str] = {}
        self.until: dict[str, str] = {}
        self.outlets: dict[str, str] = {}

    def fetch(self, keys: Collection[str]) -> None:
        """Learn of documents."""
        wanted = set(keys) - self.known.keys()
        columns = documents.c.key, documents.c.known, documents.c.identity, documents.c.outlet
        rows = list(asked(self.connection, select(*columns), documents.c.key, wanted))
        versions: dict[str, list[str]] = defaultdict(list)
        question = select(documents.c.identity, documents.c.known)
        for one, known in asked(
            self.connection, question, documents.c.identity, {row.identity for row in rows} - {None}
        ):
            versions[one].append(known)
        for row in rows:
            self.known[row.key], self.outlets[row.key] = row.known, row.outlet or ""
            later = (known for known in versions.get(row.identity, ()) if known > row.known)
            self.until[row.key] = min(later, default=LATE)

    def counts(self, document: str, day: str) -> bool:
        """Whether a document is known on a day and not replaced."""
        return self.known[document] <= day < self.until[document]

    def stands(self, one: Stated, day: str, ruled: Rulings) -> bool:
        """Whether a claim counts on a day."""
        return self.counts(one.document, day) and ruled.stands(one.base, one.version, one.document)

    def days(self, keys: Iterable[str], series: str) -> list[str]:
        """The days on which it may change what stands of some documents."""
        found = {day for key in keys for day in (self.known[key], self.until[key])} - {LATE}
        if series == THEN:
            found.update(self.judged.days)
        return sorted(found)


class Leads:
    """Which document another copies, on any day."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.near: dict[str, set[str]] = defaultdict(set)
        self.copies: dict[str, Copy] = {}
        self._group: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str, str], str] = {}

    def fetch(self, keys: Collection[str]) -> None:
        """Learn of all that copies lead to from these documents."""
        connection, seen, front = self.standing.connection, set[str](), set(keys) - self._group.keys()
        while front:
            seen |= front
            for column in (copies.c.a, copies.c.b):
                for a, b in asked(connection, select(copies.c.a, copies.c.b), column, front):
                    self.near[a].add(b)
                    self.near[b].add(a)
            front = {other for key in front for other in self.near.get(key, ())} - seen
        copied = {key for key in seen if self.near.get(key)}
        self.standing.fetch(seen)
        question = select(documents.c.key, documents.c.known, documents.c.outlet, documents.c.profile)
        for row in asked(connection, question, documents.c.key, copied):
            self.copies[row.key] = copy_of(row.known, row.outlet, document_features.decoded(row.profile))
        for key in seen:
            if key not in self._group:
                group = tuple(sorted(reached(key, self.near)))
                self._group.update(dict.fromkeys(group, group))

    def group(self, document: str) -> tuple[str, ...]:
        """All documents that copies lead to from one, and it itself."""
        return self._group[document]

    def days(self, document: str, series: str) -> list[str]:
        """The days on which what it copies may change."""
        group = self._group[document]
        return self.standing.days(group, series) if len(group) > 1 else []

    def at(self, document: str, day: str, series: str) -> str:
        """The document that one copies on a day; its own key for most."""
        group = self._group[document]
        if len(group) == 1:
            return document
        last = max((one for one in self.days(document, series) if one <= day), default="")
        key = (document, last, series)
        if key not in self._found:
            out = self.standing.judged.at(last, series).withdrawn
            ranks = {
                one: self.copies[one]
                for one in group
                if one in self.copies and self.standing.counts(one, last) and one not in out
            }
            for one in group:
                self._found[one, last, series] = lead_of(one, self.near, ranks)
        return self._found[key]


def reached(key: str, near: dict[str, set[str]]) -> set[str]:
    """All that ``near`` leads to from one, and it itself."""
    seen, front = {key}, [key]
    while front:
        front = [other for one in front for other in near.get(one, ()) if other not in seen]
        seen.update(front)
    return seen


def stated_rows(connection: Connection, keys: Collection[str]) -> Iterator[Stated]:
    """The claims of row keys, without control statements, figures and deadlines."""
    question = select(claims.c.key, claims.c.base, claims.c.version, claims.c.document).where(claims.c.kind == "claim")
    return (Stated(*row) for row in asked(connection, question, claims.c.key, keys))
