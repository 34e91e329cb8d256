"""Events as they were known by an earlier day: what is kept of each is looked at, and only what is shown is taken out whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nlargest
from operator import itemgetter
from typing import Any, TypedDict

import msgspec
from sqlalchemy import Connection, select

from dateline.record import search_index
from dateline.record.event_rows import LATE, facet_rows, grouped, row_of, unpacked_half, unpacked_values
from dateline.record.joining import asked as asked_rows
from dateline.record.queries.filters import (
    CHOSEN,
    FOUND,
    VALUES,
    Card,
    Filter,
    Page,
    card,
    commonest,
    cursor,
    place_values,
    rank,
    with_text,
)
from dateline.record.schema import claims, event_states, facets, memberships
from dateline.record.series import valid
from dateline.record.view import Asked, View, named


class _Row(msgspec.Struct, frozen=True, gc=False):
    """What is asked of a row before it is shown."""

    key: str
    start: str
    end: str
    known: str
    latest: str
    sources: int
    killed: int | None
    contradicted: int


class Was(msgspec.Struct, frozen=True, gc=False):
    """An event as it was: what is asked of it, the whole row, the values it is counted by; the last two perhaps still packed."""

    row: _Row | Card
    whole: msgspec.Raw | Card
    packed: msgspec.Raw | dict[str, list[str]]

    def card(self) -> Card:
        """The event as lists show it."""
        return self.whole if isinstance(self.whole, Card) else card(msgspec.msgpack.decode(self.whole))

    def values(self) -> dict[str, list[str]]:
        """What it is counted by."""
        return self.packed if isinstance(self.packed, dict) else unpacked_values(self.packed)

    def chosen(self) -> Mapping[str, Any]:
        """The part of them that counts look at."""
        return self.packed if isinstance(self.packed, dict) else _CHOSEN.decode(self.packed)


class _Chosen(TypedDict, total=False):
    """Values of the filters that take one as it stands."""

    type: list[str]
    mode: list[str]
    modality: list[str]
    grade: list[str]
    country: list[str]
    outlet: list[str]


_ROW = msgspec.msgpack.Decoder(_Row)
_CHOSEN = msgspec.msgpack.Decoder(_Chosen)


def past(connection: Connection, wanted: Filter) -> list[Was]:
    """Events as known by an earlier day."""
    view = View(connection, wanted.known_by, wanted.clock, judged_by=wanted.judged_by or LATE)
    if view.series is not None:
        return list(_kept(view, wanted))
    asked = Asked(wanted.known_by, wanted.clock, type=wanted.type, since=wanted.since, until=wanted.until)
    found: list[Was] = []
    fits = _rule(wanted)
    texts = with_text(connection, wanted.text) if wanted.text else None
    for happening in view.happenings(view.matching(asked)):
        one = card(row_of(happening))
        claimed = {kept.key for kept in happening.kept}
        was = Was(one, one, grouped(facet_rows(happening)))
        told = texts is None or not texts.isdisjoint({one.key, *claimed})
        if told and (fits is None or fits(was)):
            found.append(was)
    return found


def _kept(view: View, wanted: Filter) -> Iterator[Was]:
    """The same from what is kept of every event for every day."""
    table = event_states.c
    question = select(table.event, table.card).where(valid(event_states, view.day, view.kept_up))
    narrow = _members_with(view, wanted)
    rows: Iterable[Any] = (
        view.connection.execute(question).all()
        if narrow is None
        else asked_rows(view.connection, question, table.event, narrow)
    )
    fits = _rule(wanted)
    for _, packed in rows:
        half = unpacked_half(packed)
        was = Was(_ROW.decode(half.row), half.row, half.values)
        if fits is None or fits(was):
            yield was


def _members_with(view: View, wanted: Filter) -> set[str] | None:
    """Events with a claim of the place, actor or words asked for; None when none is."""
    table, holds = memberships.c, valid(memberships, view.day, view.kept_up)
    found: list[set[str]] = []
    for kind, words in (
        ("place", wanted.place and place_values(wanted.place)),
        ("actor", wanted.actor and named(wanted.actor)),
    ):
        if words:
            inside = select(facets.c.claim).where(facets.c.kind == kind, facets.c.value.in_(sorted(words)))
            question = select(table.event).where(table.claim.in_(inside), holds)
            found.append({event for (event,) in view.connection.execute(question).all()})
    if wanted.text:
        found.append(_told_in(view, wanted.text))
    return set.intersection(*found) if found else None


def _told_in(view: View, words: str) -> set[str]:
    """Events with a claim whose sentence or fields hold the words."""
    table, holds = memberships.c, valid(memberships, view.day, view.kept_up)
    bases = {row.key for row in search_index.find(view.connection, words, kinds=("claim",), limit=FOUND)}
    keys = {key for (key,) in asked_rows(view.connection, select(claims.c.key), claims.c.base, bases)}
    return {event for (event,) in asked_rows(view.connection, select(table.event).where(holds), table.claim, keys)}


def _rule(wanted: Filter) -> Callable[[Was], bool] | None:
    """What says whether an event is asked for; None where all are."""
    sought = {kind: {value} for kind in CHOSEN if (value := getattr(wanted, kind))}
    sought |= {"place": place_values(wanted.place)} if wanted.place else {}
    sought |= {"actor": named(wanted.actor)} if wanted.actor else {}
    if not (sought or wanted.since or wanted.until or wanted.contradicted):
        return None

    def fits(one: Was) -> bool:
        row = one.row
        if (
            row.end < (wanted.since or "")
            or row.start > (wanted.until or "9999")
            or row.contradicted < wanted.contradicted
        ):
            return False
        values = one.values() if sought else {}
        return all(not some.isdisjoint(values.get(kind, ())) for kind, some in sought.items())

    return fits


def past_page(found: list[Was], wanted: Filter, last: tuple[str | int, str] | None, size: int) -> Page:
    """A page of them."""
    ranked = ((rank(one.row, wanted.sort), one) for one in found)
    left = nlargest(size + 1, (one for one in ranked if last is None or one[0] < last), key=itemgetter(0))
    shown = tuple(one.card() for _, one in left[:size])
    return Page(shown, cursor(shown[-1], wanted.sort) if len(left) > size else "", len(found))


def past_counts(found: list[Was]) -> dict[str, list[tuple[str, int]]]:
    """Values and how many of them have these, as ``events.counts`` gives them."""
    counted: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in CHOSEN}
    for one in found:
        values = one.chosen()
        for kind, of in counted.items():
            for value in values.get(kind, ()):
                of[value] += 1
    return {kind: sorted(some.items(), key=commonest)[:VALUES] for kind, some in counted.items()}
