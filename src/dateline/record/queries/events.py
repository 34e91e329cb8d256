"""Events by filters, sorted, in pages, with how many there are of each kind."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, tuple_

from dateline.errors import OptionError
from dateline.places.gazetteer import load as gazetteer
from dateline.record import search_index
from dateline.record.event_rows import LATE, facet_rows, grouped, row_of, unpacked_card
from dateline.record.joining import asked as asked_rows
from dateline.record.joining import chunks
from dateline.record.remembering import changes_noted
from dateline.record.rows import folded
from dateline.record.schema import (
    claims,
    documents,
    event_facets,
    event_states,
    events,
    facets,
    judgements,
    members,
    memberships,
)
from dateline.record.series import valid
from dateline.record.view import Asked, Clock, View

Sort = Literal["latest", "known", "start", "killed", "sources"]
SORTS: tuple[Sort, ...] = ("latest", "known", "start", "killed", "sources")
"""What events may be sorted by, the largest or latest first."""
CHOSEN = ("type", "mode", "modality", "grade", "country", "outlet")
"""Filters that take a value as it stands, and are counted."""
PAGE = 50
MOST = 500  # events in a page
FOUND = 20_000  # claims and documents that a text filter looks through
VALUES = 12  # values of a facet that are counted


class Card(msgspec.Struct, frozen=True):
    """An event as lists show it.

    ``start``, ``end``: its days; ``known``, ``latest``: first and last day something was told of it. ``killed``: the lowest
    figure of the dead, None when none is told; ``figures``: all its tolls in words. ``contradicted``: accounts cannot all be
    right. ``sources`` are independent, ``copies`` are documents that corroborate nothing. ``score``: of its surest claim.
    """

    key: str
    title: str
    type: str
    modes: str
    modality: str
    grade: str
    contradicted: bool
    place: str
    place_id: str
    precision: str
    country: str
    lat: float | None
    lon: float | None
    start: str
    end: str
    known: str
    latest: str
    sources: int
    documents: int
    copies: int
    claims: int
    killed: int | None
    figures: str
    score: float


class Filter(msgspec.Struct, frozen=True):
    """Which events; every part narrows, "" and None ask for nothing.

    ``place``: a name, id or code, with all that lies in it; ``actor``: a side or speaker by name, id or code. ``type``, ``mode``,
    ``modality``, ``grade``, ``country`` (ISO 3166 alpha-2), ``outlet``: as they stand. ``since``, ``until``: days on which it
    may have happened. ``text``: words of its sentences. ``contradicted``: only those whose accounts cannot all be right.
    ``known_by``, ``clock``: only what was known by a day. ``judged_by``: with the judgements of this day and before, all of them
    if not given.
    """

    place: str = ""
    actor: str = ""
    type: str = ""
    mode: str = ""
    modality: str = ""
    grade: str = ""
    country: str = ""
    outlet: str = ""
    since: str | None = None
    until: str | None = None
    text: str = ""
    contradicted: bool = False
    known_by: str | None = None
    clock: Clock = "published"
    sort: Sort = "latest"
    judged_by: str | None = None


class Page(msgspec.Struct, frozen=True):
    """Some events. ``after``: what to ask the next page with, "" when this is the last. ``total``: of all pages."""

    events: tuple[Card, ...]
    after: str
    total: int


def page(connection: Connection, wanted: Filter, *, after: str = "", limit: int = PAGE) -> Page:
    """A page of events. Raises OptionError for a cursor that is none."""
    size, wanted = max(1, min(limit, MOST)), _present(connection, wanted)
    last = _decoded(after) if after else None
    if is_past(wanted):
        return _past_page(_past(connection, wanted)[0], wanted, last, size)
    question = _narrowed(connection, select(events), wanted)
    total = connection.scalar(_narrowed(connection, select(func.count()).select_from(events), wanted)) or 0
    column = _sorted_by(wanted.sort)
    if last is not None:
        question = question.where(tuple_(column, events.c.key) < tuple_(*last))
    rows = list(connection.execute(question.order_by(column.desc(), events.c.key.desc()).limit(size + 1)).mappings())
    found = tuple(card(row) for row in rows[:size])
    return Page(found, _cursor(found[-1], wanted.sort) if len(rows) > size else "", total)


def each(connection: Connection, wanted: Filter) -> Iterator[Card]:
    """All of them, in the order of the pages."""
    after = ""
    while True:
        found = page(connection, wanted, after=after, limit=MOST)
        yield from found.events
        after = found.after
        if not after:
            return


def counts(connection: Connection, wanted: Filter) -> dict[str, list[tuple[str, int]]]:
    """For each filter that takes a value as it stands: values and how many events have them, the commonest first.

    A value that is chosen narrows the counts of the others, not its own.
    """
    wanted = _present(connection, wanted)
    if is_past(wanted):
        return _past_counts(_past(connection, wanted)[1])
    return {kind: _counted(connection, kind, wanted) for kind in CHOSEN}


def _counted(connection: Connection, kind: str, wanted: Filter) -> list[tuple[str, int]]:
    others = msgspec.structs.replace(wanted, **{kind: ""})
    table = event_facets
    number = func.count().label("number")
    question = select(table.c.value, number).where(table.c.kind == kind)
    if others != Filter(sort=wanted.sort):
        question = question.where(table.c.event.in_(_narrowed(connection, select(events.c.key), others)))
    rows = connection.execute(question.group_by(table.c.value).order_by(number.desc(), table.c.value).limit(VALUES))
    return [(row.value, row.number) for row in rows]


def is_past(wanted: Filter) -> bool:
    """Whether it asks for an earlier state than the one that is kept up to date."""
    return wanted.known_by is not None or wanted.judged_by is not None


def _present(connection: Connection, wanted: Filter) -> Filter:
    """The same without a day by which all that is there was known."""
    if wanted.known_by is None or wanted.clock != "published" or wanted.judged_by is not None:
        return wanted
    last = connection.scalar(select(func.max(documents.c.known)))
    return msgspec.structs.replace(wanted, known_by=None) if (last or "") <= wanted.known_by else wanted


def _narrowed(connection: Connection, question: Select[Any], wanted: Filter) -> Select[Any]:
    for condition in _conditions(connection, wanted):
        question = question.where(condition)
    return question


def _conditions(connection: Connection, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    for kind in CHOSEN:
        if value := getattr(wanted, kind):
            yield _having(kind, [value.upper() if kind in {"type", "country"} else value])
    if wanted.place:
        yield _having("place", place_values(wanted.place))
    if wanted.actor:
        yield _having("actor", _named(wanted.actor))
    if wanted.since:
        yield events.c.end >= wanted.since
    if wanted.until:
        yield events.c.start <= wanted.until
    if wanted.contradicted:
        yield events.c.contradicted == 1
    if wanted.text:
        yield events.c.key.in_(sorted(_with_text(connection, wanted.text)))


def fitting(connection: Connection, wanted: Filter, keys: Collection[str]) -> dict[str, Card]:
    """Those of the events that a filter asks for by what their rows say, by key; words of its text are not looked for."""
    rowed = msgspec.structs.replace(wanted, text="")
    question = _narrowed(connection, select(events), rowed)
    return {
        row["key"]: card(row)
        for some in chunks(keys)
        for row in connection.execute(question.where(events.c.key.in_(some))).mappings()
    }


def _having(kind: str, values: Collection[str]) -> ColumnElement[bool]:
    """Events with one of the values."""
    table = event_facets
    return events.c.key.in_(select(table.c.event).where(table.c.kind == kind, table.c.value.in_(sorted(values))))


def _named(name: str) -> set[str]:
    return {folded(name), name, name.casefold()}


def place_values(name: str) -> set[str]:
    """What a place is found by: its names and codes, and the ids of the provinces and countries called so in other ways."""
    found = (entry for entry in gazetteer().lookup(name) if entry.precision in {"admin1", "country"})
    return _named(name) | {entry.key for entry in found}


def _with_text(connection: Connection, words: str) -> set[str]:
    """Events with a claim whose sentence or fields hold the words."""
    found = search_index.find(connection, words, kinds=("claim",), limit=FOUND)
    keys = sorted(row.key for row in found)
    wanted: set[str] = set()
    for at in range(0, len(keys), 2000):
        question = select(members.c.event).join(claims, claims.c.key == members.c.claim)
        rows = connection.execute(question.where(claims.c.base.in_(keys[at : at + 2000])))
        wanted.update(event for (event,) in rows)
    return wanted


def _sorted_by(sort: Sort) -> Any:
    column = events.c[sort]
    return func.coalesce(column, -1) if sort == "killed" else column


def titles(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """What events are called, by their keys; those that are none are left out."""
    found = connection.execute(select(events.c.key, events.c.title).where(events.c.key.in_(list(keys))))
    return {row.key: row.title for row in found}


def card(row: Any) -> Card:
    """An event from its row."""
    return Card(**{**row, "contradicted": bool(row["contradicted"])})


def _cursor(last: Card, sort: Sort) -> str:
    return urlsafe_b64encode(msgspec.json.encode(_rank(last, sort))).decode().rstrip("=")


def _rank(one: Card, sort: Sort) -> tuple[str | int, str]:
    value = getattr(one, sort)
    return (-1 if value is None else value), one.key


def _decoded(after: str) -> tuple[str | int, str]:
    try:
        padded = after + "=" * (-len(after) % 4)
        return msgspec.json.decode(urlsafe_b64decode(padded), type=tuple[str | int, str])
    except (msgspec.DecodeError, msgspec.ValidationError, NoBase64, ValueError) as error:
        raise OptionError(
            "it is no cursor of a page", where="after", remedy="take the one that the page before gave"
        ) from error


def _past(connection: Connection, wanted: Filter) -> tuple[list[Card], list[dict[str, list[str]]]]:
    """Events as known by an earlier day, made for the answer, with the values they are counted by."""
    view = View(connection, wanted.known_by, wanted.clock, judged_by=wanted.judged_by or LATE)
    if view.series is not None:
        return _kept(view, wanted)
    asked = Asked(wanted.known_by, wanted.clock, type=wanted.type, since=wanted.since, until=wanted.until)
    found: list[Card] = []
    values: list[dict[str, list[str]]] = []
    texts = _with_text(connection, wanted.text) if wanted.text else None
    for happening in view.happenings(view.matching(asked)):
        one, known = card(row_of(happening)), grouped(facet_rows(happening))
        claimed = {kept.key for kept in happening.kept}
        if _fits(one, known, wanted) and (texts is None or one.key in texts or not claimed.isdisjoint(texts)):
            found.append(one)
            values.append(known)
    return found, values


def _kept(view: View, wanted: Filter) -> tuple[list[Card], list[dict[str, list[str]]]]:
    """The same from what is kept of every event for every day."""
    table = event_states.c
    question = select(table.event, table.card).where(valid(event_states, view.day, view.kept_up))
    narrow = _members_with(view, wanted)
    rows: Iterable[Any] = (
        view.connection.execute(question).all()
        if narrow is None
        else asked_rows(view.connection, question, table.event, narrow)
    )
    found: list[Card] = []
    values: list[dict[str, list[str]]] = []
    for row in rows:
        was = unpacked_card(row.card)
        one = card(was.row)
        if _fits(one, was.values, wanted):
            found.append(one)
            values.append(was.values)
    return found, values


def _members_with(view: View, wanted: Filter) -> set[str] | None:
    """Events with a claim of the place, actor or words asked for; None when none is."""
    table, holds = memberships.c, valid(memberships, view.day, view.kept_up)
    found: list[set[str]] = []
    for kind, named in (
        ("place", wanted.place and place_values(wanted.place)),
        ("actor", wanted.actor and _named(wanted.actor)),
    ):
        if named:
            inside = select(facets.c.claim).where(facets.c.kind == kind, facets.c.value.in_(sorted(named)))
            question = select(table.event).where(table.claim.in_(inside), holds)
            found.append({event for (event,) in view.connection.execute(question).all()})
    if wanted.text:
        told = search_index.find(view.connection, wanted.text, kinds=("claim",), limit=FOUND)
        keys = {
            row.key
            for row in asked_rows(view.connection, select(claims.c.key), claims.c.base, {row.key for row in told})
        }
        found.append(
            {row.event for row in asked_rows(view.connection, select(table.event).where(holds), table.claim, keys)}
        )
    return set.intersection(*found) if found else None


def _fits(one: Card, values: dict[str, list[str]], wanted: Filter) -> bool:
    """Whether an event is asked for."""
    sought = {kind: {value} for kind in CHOSEN if (value := getattr(wanted, kind))}
    sought |= {"place": place_values(wanted.place)} if wanted.place else {}
    sought |= {"actor": _named(wanted.actor)} if wanted.actor else {}
    days = one.end >= (wanted.since or "") and one.start <= (wanted.until or "9999")
    return (
        days
        and one.contradicted >= wanted.contradicted
        and all(not some.isdisjoint(values.get(kind, ())) for kind, some in sought.items())
    )


def _past_page(found: list[Card], wanted: Filter, last: tuple[str | int, str] | None, size: int) -> Page:
    rank: Callable[[Card], Any] = lambda one: _rank(one, wanted.sort)  # noqa: E731 - a name for the order
    ordered = sorted(found, key=rank, reverse=True)
    left = [one for one in ordered if last is None or rank(one) < last]
    return Page(tuple(left[:size]), _cursor(left[size - 1], wanted.sort) if len(left) > size else "", len(found))


def _past_counts(values: list[dict[str, list[str]]]) -> dict[str, list[tuple[str, int]]]:
    counted: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in CHOSEN}
    for one in values:
        for kind in CHOSEN:
            for value in one.get(kind, ()):
                counted[kind][value] += 1
    return {kind: sorted(some.items(), key=lambda pair: (-pair[1], pair[0]))[:VALUES] for kind, some in counted.items()}


def stamp(connection: Connection) -> str:
    """The same as long as nothing came into the record and nothing in it was changed in its place (erased, taken out, repaired)."""
    told = connection.execute(select(func.count(), func.max(documents.c.received)).select_from(documents)).one()
    judged = connection.execute(select(func.count(), func.max(judgements.c.received)).select_from(judgements)).one()
    return ".".join(str(part or "") for part in (*told, *judged, changes_noted(connection)))


def happened(connection: Connection, since: str, until: str, *, known_by: str, limit: int) -> list[Card]:
    """Events that may have happened on these days and were known by a day, the latest first: what all is known of them now."""
    where = and_(events.c.end >= since, events.c.start <= until, events.c.start >= since, events.c.known <= known_by)
    rows = connection.execute(select(events).where(where).order_by(events.c.start.desc(), events.c.key).limit(limit))
    return [card(row) for row in rows.mappings()]
