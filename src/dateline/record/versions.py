"""Who is in which event, and what lists and answers need of it, for every day of what was known: kept up to date in the write that
changes it.

Rows hold from the day ``since`` until the day ``until``. Only what a write may have changed is worked out anew: the claims that links
of sameness lead to, from the first day on which what came in was known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection, delete, select

from dateline.record import event_rows, spreads, touches
from dateline.record.inserts import insert
from dateline.record.joining import Graph, asked, by_row, claim_features_of, first, groups
from dateline.record.judgements import Rulings
from dateline.record.pieces import (
    Happenings,
    Member,
    Piece,
    State,
    difference,
    drop,
    holds_now,
    joined,
    whole,
)
from dateline.record.rows import Row
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
from dateline.record.spans import BOTH, LATE, Judged, Leads, Standing, Stated, reached, stated_rows
from dateline.record.state.grade import grade
from dateline.record.state.summaries import summary
from dateline.record.types import Comparison, Kept
from dateline.record.view import View, all_judgements

SEEDS = 2000  # claims around which all is made anew at once
MANY = 300  # keys in one statement


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
            done |= Writer(connection).write(wanted, from_first=True)


def wrong(connection: Connection) -> Changed:
    """How many rows are not as they would be made now."""
    left = sorted(key for (key,) in connection.execute(select(claims.c.key).where(claims.c.kind == "claim")))
    done: set[str] = set()
    total = Changed()
    for at in range(0, len(left), SEEDS):
        wanted = [key for key in left[at : at + SEEDS] if key not in done]
        if wanted:
            writer = Writer(connection, dry=True)
            done |= writer.write(wanted, from_first=True)
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
        self.touched: set[str] = set()

    def write(self, keys: Collection[str], new: Collection[str] = (), *, from_first: bool = False) -> set[str]:
        """Make anew what hangs on these claims; what comes back are all the claims looked at. ``from_first``: from the first
        day on."""
        self.new = frozenset(new)
        inside = {*new, *(key.partition(".")[0] for key in keys)}
        self.leads.fetch(inside)
        near = {other for key in inside for other in self.leads.group(key)}
        around = near - inside
        question = select(claims.c.key).where(claims.c.kind == "claim")
        seeds = {*keys, *(key for (key,) in asked(self.connection, question, claims.c.document, around))}
        self._reach(seeds)
        self.leads.fetch({one.document for one in self.stated.values()})
        partners = self._partners()
        tied = {one.key for one in self.stated.values() if self.near.get(one.key) or one.base in partners}
        self.features, _ = claim_features_of(self.connection, tied)
        begins = "" if from_first else self._first(inside)
        members_: list[Member] = []
        pieces: list[Piece] = []
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
            self._note(near, from_first=from_first)
        return set(self.stated)

    def _note(self, inside: Collection[str], *, from_first: bool) -> None:
        """Keep what was touched. Who makes all anew says that answers which are older go."""
        if not from_first:
            touches.note(self.connection, self.touched, inside)

    def _first(self, inside: Collection[str]) -> str:
        """The first day on which one of these documents was known."""
        return min((self.standing.known[key] for key in inside if key in self.standing.known), default="")

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
        for key, others in self.near.items():
            beside[key].update(self.stated.keys() & others)
        for together in self._together():
            for key in together:
                beside[key].update(together)
        seen: set[str] = set()
        for key in sorted(self.stated):
            if key not in seen:
                found = reached(key, beside)
                seen |= found
                yield sorted(found)

    def _together(self) -> Iterator[list[str]]:
        """Versions of one claim; those of claims that somebody has judged to be one."""
        mates: dict[str, list[str]] = defaultdict(list)
        for one in self.stated.values():
            mates[one.base].append(one.key)
        yield from (some for some in mates.values() if len(some) > 1)
        for base, others in self._partners().items():
            yield [key for one in (base, *others) for key in mates.get(one, ())]

    def _sweep(self, group: list[str], begins: str) -> tuple[str, list[Member]]:
        """Who is in which event on every day from one before ``begins`` on, and that day; "" where it is the first."""
        some = [self.stated[key] for key in group]
        series = self.judged.series(
            key for one in some for key in (one.base, one.document, *self.leads.group(one.document))
        )
        start = ""
        found: list[Member] = []
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

    def _grouped_anew(self, changed: set[str], now: set[str], ruled: Rulings) -> dict[str, str]:
        """The events of the claims that stand and hang on some that have come or gone."""
        together, apart = by_row(ruled.together, ruled), by_row(ruled.apart, ruled)
        seen = self._hanging_on(changed, now, together)
        graph = Graph(
            frozenset(seen), tuple(self._links(seen)), frozenset(filter(seen.issuperset, together)),
            frozenset(filter(seen.issuperset, apart)), {key: self.features[key] for key in seen & self.features.keys()},
            frozenset(key for pair in (*together, *apart) for key in pair if key in seen),
        )  # fmt: skip
        known = {key: self.standing.known[self.stated[key].document] for key in seen}
        return {key: event for some in groups(graph) for event in (first(some, known),) for key in some}

    def _hanging_on(self, changed: set[str], now: set[str], together: set[tuple[str, str]]) -> set[str]:
        """The claims that stand to which links and judgements lead from some."""
        beside: dict[str, set[str]] = defaultdict(set)
        for a, b in together:
            beside[a].add(b)
            beside[b].add(a)
        seen: set[str] = set()
        front = changed | {key for one in changed for key in (*self.near.get(one, ()), *beside.get(one, ()))}
        while front := (front & now) - seen:
            seen |= front
            front = {key for one in front for key in (*self.near.get(one, ()), *beside.get(one, ()))}
        return seen

    def _links(self, seen: set[str]) -> Iterator[Comparison]:
        """The links of sameness among claims, without features."""
        for a in sorted(seen):
            for b in sorted(seen & self.near.get(a, {}).keys()):
                if a < b:
                    yield Comparison(a, b, self.near[a][b], "same")

    def _pieces(self, some: list[Member], start: str) -> Iterator[Piece]:
        """The events of members, cut where their claims change, or what the documents of these copy."""
        by_event: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for one in some:
            by_event[one.event, one.judged].append(one)
        for (event, series), inside in sorted(by_event.items()):
            documents = {self.stated[one.claim].document for one in inside}
            cuts = {day for one in inside for day in (one.since, one.until)}
            cuts |= {day for key in documents for day in self.leads.days(key, series) if day > start}
            made = (self._piece(event, series, since, until, inside) for since, until in pairwise(sorted(cuts)))
            yield from whole([one for one in made if one.claims])

    def _piece(self, event: str, series: str, since: str, until: str, inside: list[Member]) -> Piece:
        """An event on days on which nothing of it changes."""
        keys = tuple(sorted(one.claim for one in inside if one.since <= since < one.until))
        there = sorted({self.stated[key].document for key in keys})
        return Piece(event, since, series, until, keys, tuple(self.leads.at(key, since, series) for key in there))

    def _write_members(self, made: list[Member]) -> None:
        """Rows that are not there yet, instead of those that are no more."""
        rows = asked(self.connection, select(memberships), memberships.c.claim, self.stated)
        held = (Member(row.claim, row.since, row.judged, row.until, row.event) for row in rows)
        there = [one for one in held if one.until > self.start[one.claim]]
        merged = joined(made, there, self.start, lambda one: one.claim, lambda one: one.event)
        gone, fresh = difference(there, merged)
        self.changed = self.changed._replace(members=len(gone) + len(fresh))
        if not self.dry:
            drop(self.connection, memberships, "claim", gone)
            insert(self.connection, memberships, [one._asdict() for one in fresh])
            self._write_present({one.claim: one.event for one in merged if holds_now(one)})

    def _write_present(self, present: dict[str, str]) -> None:
        """Who is in which event now, by claim."""
        held = {row.claim: row.event for row in asked(self.connection, select(members), members.c.claim, self.stated)}
        moved = [key for key in held if present.get(key) != held[key]]
        for at in range(0, len(moved), MANY):
            self.connection.execute(delete(members).where(members.c.claim.in_(moved[at : at + MANY])))
        rows = [{"claim": key, "event": event} for key, event in present.items() if held.get(key) != event]
        insert(self.connection, members, rows)

    def _write_states(self, pieces: list[Piece]) -> None:
        """Rows of events for every day, and for the lists of now, with alerts that look on."""
        columns = event_states.c
        bases = {one.base: self.start[one.key] for one in self.stated.values()}
        question = select(columns.event, columns.since, columns.judged, columns.until, columns.print)
        held = (State(*row) for row in asked(self.connection, question, columns.event, bases))
        there = [one for one in held if one.until > bases[one.event]]
        wanted = {State(one.event, one.since, one.judged, one.until, one.print): one for one in pieces}
        made_of = {(one.event, one.judged, one.print): piece for one, piece in wanted.items()}
        merged = joined(wanted, there, bases, lambda one: one.event, lambda one: one.print)
        gone, fresh = difference(there, merged)
        self.changed = self.changed._replace(states=len(gone) + len(fresh))
        self.touched = {one.event for one in (*gone, *fresh)}
        if self.dry:
            return
        drop(self.connection, event_states, "event", gone)
        present = self._write_rows(fresh, made_of)
        over = {one.event for one in gone if holds_now(one)} - present.keys()
        watch = self.watching(self.connection, {*over, *present}) if self.watching else None
        event_rows.replace(self.connection, over, present)
        if watch is not None:
            watch.after(present.keys(), self.new)

    def _write_rows(
        self, fresh: list[State], made_of: dict[tuple[str, str, str], Piece]
    ) -> dict[str, tuple[Row, list[Row]]]:
        """Write states; what comes back are the rows of events as they are now, by key with the values that they are found by."""
        happenings = self._happenings([made_of[one.event, one.judged, one.print] for one in fresh])
        rows, present = [], {}
        for one in fresh:
            happening = happenings.get(one.event, one.judged, one.print)
            if happening is None:
                continue
            counted, grading = event_rows.tolls_of(happening), grade(happening)
            row, values = event_rows.row_of(happening, counted, grading), event_rows.facet_rows(happening, grading)
            rows.append({
                **one._asdict(), "latest": row["latest"], "card": event_rows.packed_card(row, values),
                "summary": msgspec.msgpack.encode(summary(happening, counted), order="deterministic"),
            })  # fmt: skip
            if holds_now(one):
                present[one.event] = (row, values)
        insert(self.connection, event_states, rows)
        return present

    def _happenings(self, pieces: list[Piece]) -> Happenings:
        """The events of pieces, made of claims that are fetched once."""
        keys = {key for one in pieces for key in one.claims}
        for one in self.view.bare(keys - self.kept.keys()):
            self.kept[one.key] = one
        leads = {lead for one in pieces for lead in one.leads}
        self.standing.fetch(leads)
        return Happenings(self.kept, self.standing, pieces)
