"""A record as it stood on a day: which claims stand, what they are called, which documents are copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, exists, func, select

from dateline.record import document_features
from dateline.record.joining import Graph, around, asked, base_of, comparison, first, groups
from dateline.record.judgements import PAIRS, Rulings, rulings
from dateline.record.originals import Copy, copy_of, lead_of
from dateline.record.packing import BROKEN, stated
from dateline.record.rows import folded
from dateline.record.schema import (
    LINE,
    OTHER_LINES,
    OTHERS,
    claims,
    copied,
    copies,
    documents,
    facets,
    judgements,
    links,
    members,
    memberships,
)
from dateline.record.series import ALL, THEN, valid
from dateline.record.similarity import threshold
from dateline.record.types import Comparison, Filed, Happening, Judgement, Kept
from dateline.types import Span

Clock = Literal["published", "received"]


class Asked(msgspec.Struct, frozen=True):
    """What is asked of a record; every part narrows.

    ``known_by``: only what was known by this day, None for all; ``clock``: known from the day a document was published,
    or from the day the record received it. ``place``, ``actor``: a name, an id or a code. ``type``: of claims.
    ``since``, ``until``: days on which it may have happened. ``limit``: so many events, the latest known first.
    ``judged_by``: with the judgements of this day and before, ``known_by`` if not given.
    """

    known_by: str | None = None
    clock: Clock = "published"
    place: str = ""
    actor: str = ""
    type: str = ""
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    judged_by: str | None = None


class View:
    """The record as known by a day, over one connection and so over one state of it."""

    def __init__(
        self,
        connection: Connection,
        until: str | None = None,
        clock: Clock = "published",
        judged_by: str | None = None,
        *,
        stored: bool = True,
    ) -> None:
        """``judged_by``: the last day of the judgements that count, ``until`` if not given. ``stored``: take what is kept up to date from
        its tables, and do not work it out from claims and links."""
        self.connection, self.until, self.clock = connection, until, clock
        self.is_present = stored and until is None and judged_by is None
        judgements_ = all_judgements(connection, clock)
        self.judged: Rulings = rulings(judgements_, judged_by or until)
        self.known = _known(documents, clock)
        self.day = min(until or LAST, LAST)
        self.series = _series(judgements_, until, judged_by) if stored and clock == "published" else None

    @property
    def kept_up(self) -> str:
        """The series of the tables that answer for this view. Raises ValueError where it has to be worked out."""
        if self.series is None:
            raise ValueError("this view is worked out from claims and links")
        return self.series

    def _standing(self, question: Select[Any]) -> Select[Any]:
        """Only rows whose document is known by the day and not replaced by a later version of itself."""
        newer = documents.alias("newer")
        later = _known(newer, self.clock)
        replaced = and_(newer.c.identity == documents.c.identity, later > self.known)
        if self.until is not None:
            question = question.where(self.known <= self.until)
            replaced = and_(replaced, later <= self.until)
        return question.where(~exists().where(replaced))

    def _stated(self, kinds: Collection[str]) -> Select[Any]:
        """What is stated of some kinds, as ``_stands`` is told of it."""
        question = select(claims.c.key, claims.c.base, claims.c.version, claims.c.document).join(documents)
        return self._standing(question).where(claims.c.kind.in_(kinds))

    def _stands(self, row: Any) -> bool:
        return self.judged.stands(row.base, row.version, row.document)

    def standing(self, keys: Collection[str]) -> set[str]:
        """Those of the claims (row keys) that stand."""
        question = self._standing(
            select(claims.c.key, claims.c.base, claims.c.version, claims.c.document).join(documents)
        )
        return {row.key for row in asked(self.connection, question, claims.c.key, keys) if self._stands(row)}

    def documents_known(self, keys: Collection[str]) -> set[str]:
        """Those of the documents (by key) that are known by the day."""
        question = select(documents.c.key)
        if self.until is not None:
            question = question.where(self.known <= self.until)
        return {key for (key,) in asked(self.connection, question, documents.c.key, keys)}

    def order(self, keys: Collection[str]) -> dict[str, str]:
        """The day each claim was known, by row key."""
        question = select(claims.c.key, self.known.label("known")).join(documents)
        return {row.key: row.known for row in asked(self.connection, question, claims.c.key, keys)}

    def matching(self, wanted: Asked, *, kinds: Collection[str] = ("claim",)) -> set[str]:
        """Row keys of the claims asked for, that stand."""
        found = self._stated(kinds).where(*conditions(wanted, self.known))
        return {row.key for row in self.connection.execute(found) if self._stands(row)}

    def lines(self, wanted: Asked, kinds: Collection[str], inside: Collection[str] | None = None) -> dict[str, str]:
        """Row keys of what is asked for and stands that is no claim, each with its kind: control, figure or deadline. ``inside``: only of
        these documents, by key."""
        line = OTHER_LINES if self.connection.dialect.name == "sqlite" and inside is None else claims
        columns = [line.c[name] for name in LINE]
        found: Select[Any] = self._standing(select(*columns).join(documents, documents.c.key == line.c.document))
        found = found.where(OTHERS, line.c.kind.in_(kinds), *conditions(wanted, self.known, table=line))
        there: Iterable[Any] = (
            self.connection.execute(found) if inside is None else asked(self.connection, found, line.c.document, inside)
        )
        return {row.key: row.kind for row in there if self._stands(row)}

    def since(self, day: str, kinds: Collection[str]) -> set[str]:
        """Row keys of what stands and was known after a day."""
        found = self._stated(kinds).where(self.known > day)
        return {row.key for row in self.connection.execute(found) if self._stands(row)}

    def told_since(self, wanted: Asked, day: str, kinds: Collection[str]) -> set[str]:
        """Row keys of what is asked for, stands and was known on a day or later."""
        found = self._stated(kinds).where(self.known >= day, *conditions(wanted, self.known))
        return {row.key for row in self.connection.execute(found) if self._stands(row)}

    def of_documents(self, keys: Collection[str], kinds: Collection[str]) -> set[str]:
        """Row keys of what stands in these documents."""
        rows = asked(self.connection, self._stated(kinds), claims.c.document, keys)
        return {row.key for row in rows if self._stands(row)}

    def kept(self, keys: Collection[str], events: dict[str, str] | None = None) -> list[Kept]:
        """The claims of row keys with their documents, by what was known first."""
        named = events or {}
        if self.series is not None:
            rows = asked(self.connection, self._with_leads(self.series), claims.c.key, keys)
            made = (_kept(row, row.lead or row.document, row.source or "", named.get(row.key, "")) for row in rows)
            return sorted(made, key=self.in_order)
        return self._kept_worked_out(keys, named)

    def _kept_worked_out(self, keys: Collection[str], named: dict[str, str]) -> list[Kept]:
        """The same where nothing is kept of which document copies which."""
        some = list(asked(self.connection, self._with_documents(), claims.c.key, keys))
        leads = self.leads({row.document for row in some})
        copied_ = {lead for key, lead in leads.items() if lead != key}
        outlets = dict(
            map(tuple, asked(self.connection, select(documents.c.key, documents.c.outlet), documents.c.key, copied_))
        )
        found = (
            _kept(row, leads[row.document], outlets.get(leads[row.document]) or "", named.get(row.key, ""))
            for row in some
        )
        return sorted(found, key=self.in_order)

    def _with_documents(self, *more: ColumnElement[Any]) -> Select[Any]:
        """Claims with what is filed of their documents, and more columns."""
        filed = documents.c.id, self.known.label("known"), documents.c.published, documents.c.outlet, documents.c.url
        told = claims.c.key, claims.c.document, claims.c.kind, claims.c.body, claims.c.sentence
        columns: list[Any] = [*told, *filed, documents.c.title, documents.c.received, *more]
        question: Select[Any] = select(*columns)
        return question.select_from(claims.join(documents))

    def _with_leads(self, series: str) -> Select[Any]:
        """The same with the document that each copies and its outlet, as they are kept; null for those that copy none."""
        first = documents.alias("first")
        holds = and_(copied.c.document == claims.c.document, valid(copied, self.day, series))
        question = self._with_documents(copied.c.lead, first.c.outlet.label("source"))
        return question.outerjoin(copied, holds).outerjoin(first, first.c.key == copied.c.lead)

    def leads(self, keys: Collection[str]) -> dict[str, str]:
        """For each document the one it copies; its own key for most. Of all that are copies of each other it is the first known;
        of several of one day the one that another names as its source, the first by hour, the fullest."""
        if self.series is None:
            return self._leads_worked_out(keys)
        there = select(copied.c.document, copied.c.lead).where(valid(copied, self.day, self.series))
        return {key: key for key in keys} | dict(map(tuple, asked(self.connection, there, copied.c.document, keys)))

    def _leads_worked_out(self, keys: Collection[str]) -> dict[str, str]:
        near: dict[str, set[str]] = defaultdict(set)
        seen, front = set[str](), set(keys)
        while front:
            seen |= front
            for column in (copies.c.a, copies.c.b):
                for a, b in asked(self.connection, select(copies.c.a, copies.c.b), column, front):
                    near[a].add(b)
                    near[b].add(a)
            front = {other for key in front for other in near[key]} - seen
        ranks = self._ranks({key for key in seen if near[key]}) if near else {}
        return {key: lead_of(key, near, ranks) for key in keys}

    def _ranks(self, keys: Collection[str]) -> dict[str, Copy]:
        """What tells which of several copies is the original, of those that stand."""
        columns = documents.c.key, documents.c.outlet, documents.c.profile, self.known.label("known")
        rows = list(asked(self.connection, self._standing(select(*columns)), documents.c.key, keys))
        left = (row for row in rows if row.key not in self.judged.withdrawn)
        return {row.key: copy_of(row.known, row.outlet, document_features.decoded(row.profile)) for row in left}

    def grouped(self, keys: Collection[str]) -> dict[str, str]:
        """The event of each claim that stands in the events of these claims: event keys by row key."""
        if self.is_present:
            return self._as_kept(keys)
        if self.series is not None:
            return self._as_was(keys, self.series)
        graph: Graph = around(self.connection, keys, self.standing, self.judged)
        known = self.order(graph.keys)
        wanted = set(keys)
        return {key: first(group, known) for group in groups(graph) if not wanted.isdisjoint(group) for key in group}

    def _as_kept(self, keys: Collection[str]) -> dict[str, str]:
        events = {event for (event,) in asked(self.connection, select(members.c.event), members.c.claim, keys)}
        question = select(members.c.claim, members.c.event)
        return {row.claim: row.event for row in asked(self.connection, question, members.c.event, events)}

    def _as_was(self, keys: Collection[str], series: str) -> dict[str, str]:
        table, holds = memberships.c, valid(memberships, self.day, series)
        events = {event for (event,) in asked(self.connection, select(table.event).where(holds), table.claim, keys)}
        question = select(table.claim, table.event).where(holds)
        return {row.claim: row.event for row in asked(self.connection, question, table.event, events)}

    def bare(self, keys: Collection[str]) -> Iterator[Kept]:
        """Claims of row keys as if no document copied another, in no order; without those that are broken."""
        for row in asked(self.connection, self._with_documents(), claims.c.key, keys):
            with suppress(*BROKEN):
                yield _kept(row, row.document, "", "")

    @staticmethod
    def in_order(kept: Kept) -> tuple[str, str, Span, str]:
        """What claims are sorted by: what was known first, as the text has it."""
        return kept.document.known, kept.document.key, kept.claim.trigger.span, kept.key

    def happenings(self, keys: Collection[str], *, linked: bool = True, there: Iterable[Kept] = ()) -> list[Happening]:
        """The events that these claims belong to, by what was known first. ``linked``: with what joined them and the events that contain
        them; ``there``: claims of this view that need not be read again."""
        events = self.grouped(keys)
        kept: dict[str, list[Kept]] = defaultdict(list)
        for one in self._kept_of(events, there):
            kept[one.event].append(one)
        joined, campaigns = self._joined(events if linked else {})
        found = (
            Happening(event, tuple(kept[event]), tuple(joined[event]), tuple(sorted(campaigns[event])))
            for event in kept
        )
        return sorted(found, key=lambda one: (one.kept[0].document.known, one.key))

    def _kept_of(self, events: dict[str, str], there: Iterable[Kept]) -> list[Kept]:
        """The claims of events, with those that are there already."""
        had = [msgspec.structs.replace(one, event=events[one.key]) for one in there if one.key in events]
        more = self.kept(events.keys() - {one.key for one in had}, events)
        return sorted((*had, *more), key=self.in_order) if had else more

    def _joined(self, events: dict[str, str]) -> tuple[dict[str, list[Comparison]], dict[str, set[str]]]:
        """The links inside each event, and the events that contain it."""
        inside: dict[str, list[Comparison]] = defaultdict(list)
        parts: set[tuple[str, str]] = set()
        for row in self._link_rows(events.keys(), ("same", "part")):
            if row.relation == "part":
                parts.add((row.b if row.whole == row.a else row.a, row.whole))
            elif events.get(row.a) == events.get(row.b):
                inside[events[row.a]].append(comparison(row))
        wholes = self.grouped(self.standing({whole for _, whole in parts}))
        campaigns: dict[str, set[str]] = defaultdict(set)
        for part, whole in parts:
            if part in events and whole in wholes and wholes[whole] != events[part]:
                campaigns[events[part]].add(wholes[whole])
        return inside, campaigns

    def _links(self, keys: Collection[str], relations: Collection[str]) -> list[Comparison]:
        return [comparison(row) for row in self._link_rows(keys, relations)]

    def _link_rows(self, keys: Collection[str], relations: Collection[str]) -> list[Any]:
        question = select(links).where(links.c.relation.in_(relations))
        rows = {
            (row.a, row.b): row
            for column in (links.c.a, links.c.b)
            for row in asked(self.connection, question, column, keys)
        }
        return [rows[pair] for pair in sorted(rows)]

    def rivals(self, happening: Happening) -> list[Comparison]:
        """What was held against the claims of an event and not joined, the likeliest first."""
        inside = {one.key for one in happening.kept}
        found = [
            one for one in self._links(inside, ("same", "part", "different")) if not inside.issuperset((one.a, one.b))
        ]
        left = self.standing({key for one in found for key in (one.a, one.b)})
        return sorted(
            (one for one in found if left.issuperset((one.a, one.b))), key=lambda one: (-one.score, one.a, one.b)
        )

    def doubtful(self, limit: int) -> list[Comparison]:
        """Pairs of claims that stand, nearest to the score from which pairs are joined, that nobody has judged."""
        distance = func.abs(links.c.score - threshold())
        question = select(links).where(links.c.relation != "part").order_by(distance, links.c.a, links.c.b)
        judged = {frozenset(one.subjects) for one in all_judgements(self.connection) if one.verdict in PAIRS}
        found = [comparison(row) for row in self.connection.execute(question.limit(limit * 4 + len(judged)))]
        left = self.standing({key for one in found for key in (one.a, one.b)})
        open_ = (one for one in found if left.issuperset((one.a, one.b)) and _bases(one) not in judged)
        return list(open_)[:limit]


def _bases(one: Comparison) -> frozenset[str]:
    return frozenset((base_of(one.a), base_of(one.b)))


LAST = "9999-12-30"
"""The last day that is asked about: rows that hold for good hold on it."""


def _series(judged: Iterable[Judgement], until: str | None, judged_by: str | None) -> str | None:
    """Which rows answer for a day of what was known and a day of judgements; None where none do."""
    made, cut = [one.made for one in judged], judged_by or until
    if cut is None or all(day <= cut for day in made):
        return ALL
    first, last = sorted((cut, until or LAST))
    return THEN if until is not None and not any(first < day <= last for day in made) else None


def _known(table: Any, clock: Clock) -> ColumnElement[str]:
    column: ColumnElement[str] = table.c.known if clock == "published" else func.substr(table.c.received, 1, 10)
    return column


def narrowed(wanted: Asked) -> bool:
    """Whether a question asks for some claims only."""
    return bool(wanted.place or wanted.actor or wanted.type or wanted.since or wanted.until)


def named(value: str) -> set[str]:
    """What claims of a place or actor are found by, given its name, id or code."""
    return {folded(value), value, value.casefold()}


def conditions(
    wanted: Asked, known: ColumnElement[str], key: ColumnElement[str] | None = None, *, table: FromClause = claims
) -> Iterable[ColumnElement[bool]]:
    """What a question asks of claims and their documents. ``known``: the day a document was known; ``table``: what claims are looked
    for in; ``key``: the column that has the key of the claim, if it is not of this."""
    key = table.c.key if key is None else key
    for kind, value in (("place", wanted.place), ("actor", wanted.actor)):
        if value:
            told = facets.c.value.in_(sorted(named(value)))
            yield key.in_(select(facets.c.claim).where(facets.c.kind == kind, told))
    if wanted.type:
        yield table.c.type == wanted.type.upper()
    if wanted.since:
        yield func.coalesce(table.c.end, table.c.start, known) >= wanted.since
    if wanted.until:
        yield func.coalesce(table.c.start, table.c.end, known) <= wanted.until


def _kept(row: Any, lead: str, source: str, event: str) -> Kept:
    """A claim from its row. ``lead``: the document that its own copies; ``source``: the outlet of that."""
    filed = Filed(
        key=row.document, id=row.id, known=row.known, published=row.published, outlet=row.outlet, url=row.url,
        title=row.title, lead=lead, received=row.received, source=source if lead != row.document else "",
    )  # fmt: skip
    return Kept(row.key, filed, stated(row.kind, row.body), row.sentence, event)


def all_judgements(connection: Connection, clock: Clock = "published") -> tuple[Judgement, ...]:
    """Every judgement in order; by the clock ``received`` each counts from the day the record got it."""
    found = [(_judgement(row), row.received) for row in connection.execute(select(judgements))]
    if clock == "received":
        found = [(msgspec.structs.replace(one, made=when[:10]), when) for one, when in found]
    return tuple(sorted((one for one, _ in found), key=lambda one: one.order))


def _judgement(row: Any) -> Judgement:
    subjects = msgspec.json.decode(row.subjects, type=tuple[str, ...])
    return Judgement(
        row.key, row.verdict, subjects, row.made, row.by, row.field, row.value, row.note, at=row.at, turn=row.turn
    )
