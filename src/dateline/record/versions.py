"""Who is in which event, and what lists and answers need of it, for every day of what was known: kept up to date in the write that
changes it.

Rows hold from the day ``since`` until the day ``until``. Only what a write may have changed is worked out anew: the claims that links
of sameness lead to, from the first day on which what came in was known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection, delete, select, tuple_

from dateline.record import event_rows, spreads
from dateline.record.joining import Graph, asked, by_row, claim_features_of, first, groups, insert
from dateline.record.schema import (
    claims,
    copied,
    event_facets,
    event_states,
    events,
    links,
    members,
    memberships,
    move_places,
    moves,
)
from dateline.record.spans import BOTH, LATE, THEN, Judged, Leads, Standing, Stated, stated_rows
from dateline.record.state.summaries import summary
from dateline.record.types import Comparison, Happening, Kept
from dateline.record.view import View, all_judgements

SEEDS = 2000  # claims around which all is made anew at once
MANY = 300  # keys of three columns in one statement


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


class Watch(Protocol):
    """What has looked at events before their rows changed."""

    def after(self, changed: Collection[str], new: Collection[str]) -> None:
        """Look again. ``new``: keys of the documents that came in."""


Watching = Callable[[Connection, Collection[str]], Watch]


class Changed(NamedTuple):
    """How many rows were not as they should be."""

    members: int = 0
    states: int = 0


def refresh(
    connection: Connection, keys: Collection[str], new: Collection[str] = (), *, watching: Watching | None = None
) -> None:
    """Make anew what hangs on these claims (row keys), and on what copies of ``new`` documents tell. ``watching``: what looks at events
    before their rows change, and after."""
    Writer(connection, watching=watching).write(keys, new)


def fill(connection: Connection) -> None:
    """Make all of it anew."""
    for table in (memberships, event_states, events, event_facets, copied, moves, move_places):
        connection.execute(delete(table))
    left = sorted(key for (key,) in connection.execute(select(claims.c.key).where(claims.c.kind == "claim")))
    done: set[str] = set()
    for at in range(0, len(left), SEEDS):
        wanted = [key for key in left[at : at + SEEDS] if key not in done]
        if wanted:
            done |= Writer(connection).write(wanted, whole=True)


def wrong(connection: Connection) -> Changed:
    """How many rows are not as they would be made now."""
    left = sorted(key for (key,) in connection.execute(select(claims.c.key).where(claims.c.kind == "claim")))
    done: set[str] = set()
    total = Changed()
    for at in range(0, len(left), SEEDS):
        wanted = [key for key in left[at : at + SEEDS] if key not in done]
        if wanted:
            writer = Writer(connection, dry=True)
            done |= writer.write(wanted, whole=True)
            total = Changed(*(a + b for a, b in zip(total, writer.changed, strict=True)))
    return total


class Writer:
    """One write: what it has learned of the claims around what came in."""

    def __init__(self, connection: Connection, *, dry: bool = False, watching: Watching | None = None) -> None:
        """``dry``: change nothing, count what would be changed."""
        self.connection, self.dry, self.watching, self.new = connection, dry, watching, frozenset[str]()
        self.view = View(connection)
        self.judged = Judged(all_judgements(connection))
        self.standing = Standing(connection, self.judged)
        self.leads = Leads(self.standing)
        self.stated: dict[str, Stated] = {}
        self.near: dict[str, dict[str, float]] = defaultdict(dict)
        self.kept: dict[str, Kept] = {}
        self.start: dict[str, str] = {}
        self.changed = Changed()

    def write(self, keys: Collection[str], new: Collection[str] = (), *, whole: bool = False) -> set[str]:
        """Make anew what hangs on these claims; what comes back are all the claims looked at. ``whole``: from the first day on."""
        self.new = frozenset(new)
        inside = {*new, *(key.partition(".")[0] for key in keys)}
        self.leads.fetch(inside)
        around = {other for key in inside for other in self.leads.group(key)} - inside
        question = select(claims.c.key).where(claims.c.kind == "claim")
        seeds = {*keys, *(key for (key,) in asked(self.connection, question, claims.c.document, around))}
        self._reach(seeds)
        self.leads.fetch({one.document for one in self.stated.values()})
        self.features, _ = claim_features_of(self.connection, {key for key, others in self.near.items() if others})
        begins = (
            "" if whole else min((self.standing.known[key] for key in inside if key in self.standing.known), default="")
        )
        members_, pieces = [], []
        for group in self._groups():
            since, some = self._sweep(group, begins)
            self.start.update(dict.fromkeys(group, since))
            members_ += some
            pieces += self._pieces(some, since)
        self._write_members(members_)
        self._write_states(pieces)
        if not self.dry:
            spreads.write_copied(self.connection, self.standing, self.leads, inside)
            spreads.write_moves(self.connection, self.standing, inside, self.kept)
        return set(self.stated)

    def _reach(self, seeds: Collection[str]) -> None:
        """Learn of all claims that links of sameness, judgements, and being versions of one claim lead to."""
        front, partners = set(seeds), self._partners()
        question = select(links.c.a, links.c.b, links.c.score).where(links.c.relation == "same")
        versions = select(claims.c.key, claims.c.base)
        while front:
            fresh = {one.key: one for one in stated_rows(self.connection, front)}
            self.stated |= fresh
            reached: set[str] = set()
            for column in (links.c.a, links.c.b):
                for row in asked(self.connection, question, column, fresh):
                    self.near[row.a][row.b] = self.near[row.b][row.a] = row.score
                    reached |= {row.a, row.b}
            judged = {one.base for one in fresh.values()} & self.judged.about
            judged |= {other for base in judged for other in partners.get(base, ())}
            reached |= {row.key for row in asked(self.connection, versions, claims.c.base, judged)}
            front = reached - self.stated.keys()
        self.standing.fetch({one.document for one in self.stated.values()})

    def _partners(self) -> dict[str, set[str]]:
        """Claims that somebody has ever judged to be one with another."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.judged.known:
            if one.verdict == "same":
                a, b = one.subjects
                found[a].add(b)
                found[b].add(a)
        return found

    def _groups(self) -> Iterator[list[str]]:
        """Claims that lead to each other."""
        beside: dict[str, set[str]] = defaultdict(set)
        mates: dict[str, list[str]] = defaultdict(list)
        for one in self.stated.values():
            mates[one.base].append(one.key)
        for a, others in self._partners().items():
            together = [key for base in (a, *others) for key in mates.get(base, ())]
            for key in together:
                beside[key].update(together)
        for some in mates.values():
            if len(some) > 1:
                for key in some:
                    beside[key].update(some)
        seen: set[str] = set()
        for key in sorted(self.stated):
            if key not in seen:
                found, front = {key}, [key]
                while front:
                    front = [
                        other
                        for one in front
                        for other in (*self.near.get(one, ()), *beside.get(one, ()))
                        if other in self.stated and other not in found and not found.add(other)  # type: ignore[func-returns-value]
                    ]
                seen |= found
                yield sorted(found)

    def _sweep(self, group: list[str], begins: str) -> tuple[str, list[Member]]:
        """Who is in which event on every day from one before ``begins`` on, and that day; "" where it is the first."""
        some = [self.stated[key] for key in group]
        series = self.judged.series(
            key for one in some for key in (one.base, one.document, *self.leads.group(one.document))
        )
        start, found = "", []
        for name in series:
            days = self.standing.days({one.document for one in some}, name)
            if series == (BOTH,):
                start = max((day for day in days if day < begins), default="")
            found += self._swept(some, [day for day in days if day >= start], name)
        return start, found

    def _swept(self, some: list[Stated], days: list[str], series: str) -> Iterator[Member]:
        """Day by day; on each only what hangs on what changed is grouped anew."""
        at: dict[str, tuple[str, str]] = {}
        before: set[str] = set()
        pairs: Any = None
        for day in days:
            ruled = self.judged.at(day, series)
            now = {one.key for one in some if self.standing.stands(one, day, ruled)}
            judged = ruled.together, ruled.apart
            changed = now ^ before if judged == pairs else now | before
            if not changed:
                continue
            events = self._grouped_anew(changed, now, ruled)
            for key in (changed - now) | events.keys():
                event = events.get(key, "")
                if key in at and at[key][0] != event:
                    yield Member(key, at[key][1], series, day, at[key][0])
                    del at[key]
                if event and key not in at:
                    at[key] = (event, day)
            before, pairs = now, judged
        yield from (Member(key, since, series, LATE, event) for key, (event, since) in at.items())

    def _grouped_anew(self, changed: set[str], now: set[str], ruled: Any) -> dict[str, str]:
        """The events of the claims that stand and hang on some that have come or gone."""
        together, apart = by_row(ruled.together, ruled), by_row(ruled.apart, ruled)
        partners: dict[str, set[str]] = defaultdict(set)
        for a, b in together:
            partners[a].add(b)
            partners[b].add(a)
        front = {key for one in changed for key in (one, *self.near.get(one, ()), *partners.get(one, ()))} & now
        seen: set[str] = set()
        while front:
            seen |= front
            front = {key for one in front for key in (*self.near.get(one, ()), *partners.get(one, ()))} & now - seen
        pairs = ((a, b) for a in sorted(seen) for b in sorted(self.near.get(a, ())) if a < b and b in seen)
        found = [Comparison(a, b, self.near[a][b], "same") for a, b in pairs]
        inside = [frozenset(pair for pair in some if seen.issuperset(pair)) for some in (together, apart)]
        features = {key: self.features[key] for key in seen if key in self.features}
        graph = Graph(frozenset(seen), tuple(found), inside[0], inside[1], features)
        known = {key: self.standing.known[self.stated[key].document] for key in seen}
        return {key: event for some in groups(graph) for event in (first(some, known),) for key in some}

    def _pieces(self, some: list[Member], start: str) -> Iterator[Piece]:
        """The events of members, cut where their claims change, or what the documents of these copy."""
        by_event: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for one in some:
            by_event[one.event, one.judged].append(one)
        for (event, series), inside in sorted(by_event.items()):
            documents = {self.stated[one.claim].document for one in inside}
            cuts = {day for one in inside for day in (one.since, one.until)}
            cuts |= {day for key in documents for day in self.leads.days(key, series) if day > start}
            days = sorted(cuts)
            last: Piece | None = None
            for since, until in pairwise(days):
                keys = tuple(sorted(one.claim for one in inside if one.since <= since < one.until))
                there = sorted({self.stated[key].document for key in keys})
                leads = tuple(self.leads.at(key, since, series) for key in there)
                if last is not None and (last.until, last.claims, last.leads) == (since, keys, leads):
                    last = last._replace(until=until)
                    continue
                if last is not None and last.claims:
                    yield last
                last = Piece(event, since, series, until, keys, leads)
            if last is not None and last.claims:
                yield last

    def _write_members(self, made: list[Member]) -> None:
        """Rows that are not there yet, instead of those that are no more."""
        rows_ = asked(self.connection, select(memberships), memberships.c.claim, self.stated)
        held_ = (Member(row.claim, row.since, row.judged, row.until, row.event) for row in rows_)
        there = [one for one in held_ if one.until > self.start[one.claim]]
        merged = _joined(made, there, self.start, lambda one: one.claim, lambda one: one.event)
        gone, fresh = _difference(there, merged)
        self.changed = self.changed._replace(members=len(gone) + len(fresh))
        if self.dry:
            return
        _drop(self.connection, memberships, "claim", gone)
        insert(self.connection, memberships, [one._asdict() for one in fresh])
        present = {one.claim: one.event for one in merged if one.until == LATE and one.judged != THEN}
        held = {row.claim: row.event for row in asked(self.connection, select(members), members.c.claim, self.stated)}
        moved = [key for key in held if present.get(key) != held[key]]
        for at in range(0, len(moved), MANY):
            self.connection.execute(delete(members).where(members.c.claim.in_(moved[at : at + MANY])))
        rows = [{"claim": key, "event": event} for key, event in present.items() if held.get(key) != event]
        insert(self.connection, members, rows)

    def _write_states(self, pieces: list[Piece]) -> None:
        columns = event_states.c
        bases = {one.base: self.start[one.key] for one in self.stated.values()}
        question = select(columns.event, columns.since, columns.judged, columns.until, columns.print)
        held = (_State(*row) for row in asked(self.connection, question, columns.event, bases))
        there = [one for one in held if one.until > bases[one.event]]
        prints = {one: one.print for one in pieces}
        wanted = [_State(one.event, one.since, one.judged, one.until, prints[one]) for one in pieces]
        made_of = {(one.event, one.judged, one.print): piece for one, piece in zip(wanted, pieces, strict=True)}
        merged = _joined(wanted, there, bases, lambda one: one.event, lambda one: one.print)
        gone, fresh = _difference(there, merged)
        self.changed = self.changed._replace(states=len(gone) + len(fresh))
        if self.dry:
            return
        _drop(self.connection, event_states, "event", gone)
        happenings = self._happenings([made_of[one.event, one.judged, one.print] for one in fresh])
        rows, present = [], {}
        for one in fresh:
            happening, wholes = happenings.get(one.event, one.judged, one.print)
            if happening is None:
                continue
            row, values = event_rows.row_of(happening), event_rows.facet_rows(happening)
            rows.append({
                **one._asdict(), "latest": row["latest"], "card": event_rows.packed_card(row, values),
                "summary": msgspec.msgpack.encode(summary(happening, wholes), order="deterministic"),
            })  # fmt: skip
            if one.until == LATE and one.judged != THEN:
                present[one.event] = (row, values)
        insert(self.connection, event_states, rows)
        over = {one.event for one in gone if one.until == LATE and one.judged != THEN} - present.keys()
        still = {one.event for one in merged if one.until == LATE and one.judged != THEN}
        watch = self.watching(self.connection, {*over, *present}) if self.watching else None
        event_rows.replace(self.connection, over - still, present)
        if watch is not None:
            watch.after(present.keys(), self.new)

    def _happenings(self, pieces: list[Piece]) -> _Happenings:
        """The events of pieces, made of claims that are fetched once."""
        keys = {key for one in pieces for key in one.claims}
        for one in self.view.bare(keys - self.kept.keys()):
            self.kept[one.key] = one
        leads = {lead for one in pieces for lead in one.leads}
        self.standing.fetch(leads)
        return _Happenings(self, pieces, _wholes(self.connection, keys))


class _State(NamedTuple):
    event: str
    since: str
    judged: str
    until: str
    print: str


class _Happenings:
    """Events by key, series and print."""

    def __init__(self, writer: Writer, pieces: list[Piece], wholes: dict[str, list[str]]) -> None:
        self.writer, self.wholes = writer, wholes
        self.pieces = {(one.event, one.judged, one.print): one for one in pieces}

    def get(self, event: str, series: str, print_: str) -> tuple[Happening | None, tuple[str, ...]]:
        """The event and the claims that may contain it; None where one of its claims is broken."""
        piece, writer = self.pieces[event, series, print_], self.writer
        if any(key not in writer.kept for key in piece.claims):
            return None, ()
        there = sorted({writer.stated[key].document for key in piece.claims})
        leads = dict(zip(there, piece.leads, strict=True))
        kept = sorted((self._with_lead(writer.kept[key], leads, event) for key in piece.claims), key=View.in_order)
        wholes = {whole for key in piece.claims for whole in self.wholes.get(key, ())}
        return Happening(event, tuple(kept)), tuple(sorted(wholes))

    def _with_lead(self, kept: Kept, leads: dict[str, str], event: str) -> Kept:
        lead = leads[kept.document.key]
        source = self.writer.standing.outlets.get(lead, "") if lead != kept.document.key else ""
        filed = msgspec.structs.replace(kept.document, lead=lead, source=source)
        return msgspec.structs.replace(kept, document=filed, event=event)


def _wholes(connection: Connection, keys: Collection[str]) -> dict[str, list[str]]:
    """Claims that links say contain others, by these."""
    found: dict[str, list[str]] = defaultdict(list)
    question = select(links.c.a, links.c.b, links.c.whole).where(links.c.relation == "part")
    for column in (links.c.a, links.c.b):
        for row in asked(connection, question, column, keys):
            found[row.b if row.whole == row.a else row.a].append(row.whole)
    return found


def _joined(made: Iterable[Any], there: Iterable[Any], start: dict[str, str], of: Any, what: Any) -> list[Any]:
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


def _difference(there: list[Any], made: list[Any]) -> tuple[list[Any], list[Any]]:
    """Rows that are to go and rows that are to come."""
    wanted, held = set(made), set(there)
    return sorted(held - wanted), [one for one in made if one not in held]


def _drop(connection: Connection, table: Any, name: str, rows: Collection[Any]) -> None:
    keys = [(getattr(one, name), one.since, one.judged) for one in rows]
    columns = tuple_(table.c[name], table.c.since, table.c.judged)
    for at in range(0, len(keys), MANY):
        connection.execute(delete(table).where(columns.in_(keys[at : at + MANY])))
