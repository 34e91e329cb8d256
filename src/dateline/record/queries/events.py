"""Events by filters, sorted, in pages, with how many there are of each kind."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from binascii import Error as NoBase64
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, tuple_

from dateline.errors import OptionError
from dateline.record.joining import chunks
from dateline.record.queries.filters import (
    CHOSEN,
    FOUND,
    SORTS,
    VALUES,
    Card,
    Filter,
    Page,
    Sort,
    card,
    commonest,
    cursor,
    place_values,
    rank,
    with_text,
)
from dateline.record.queries.past import Was, past, past_counts, past_page
from dateline.record.remembering import changes_noted
from dateline.record.schema import documents, event_facets, events, judgements, search_rows
from dateline.record.view import named

__all__ = ["CHOSEN", "FOUND", "SORTS", "Card", "Filter", "Page", "Sort", "Was", "card", "place_values", "rank"]

PAGE = 50
MOST = 500  # events in a page
FEW = 15_000  # events whose values are counted one by one


def gathered(connection: Connection, wanted: Filter) -> list[Was] | None:
    """What page and counts of an earlier day are both made of; None for lists of now, which need nothing of the sort."""
    asked = _present(connection, wanted)
    return past(connection, asked) if is_past(asked) else None


def page(
    connection: Connection, wanted: Filter, *, after: str = "", limit: int = PAGE, was: list[Was] | None = None
) -> Page:
    """A page of events; ``was``: what was gathered for it, if it was. Raises OptionError for a cursor that is none."""
    size, wanted = max(1, min(limit, MOST)), _present(connection, wanted)
    last = _decoded(after) if after else None
    if is_past(wanted):
        return past_page(past(connection, wanted) if was is None else was, wanted, last, size)
    question = _narrowed(connection, select(events), wanted)
    total = connection.scalar(_narrowed(connection, select(func.count()).select_from(events), wanted)) or 0
    column = _sorted_by(wanted.sort)
    if last is not None:
        question = question.where(tuple_(column, events.c.key) < tuple_(*last))
    rows = list(connection.execute(question.order_by(column.desc(), events.c.key.desc()).limit(size + 1)).mappings())
    found = tuple(card(row) for row in rows[:size])
    return Page(found, cursor(found[-1], wanted.sort) if len(rows) > size else "", total)


def each(connection: Connection, wanted: Filter) -> Iterator[Card]:
    """All of them, in the order of the pages."""
    after = ""
    while True:
        found = page(connection, wanted, after=after, limit=MOST)
        yield from found.events
        after = found.after
        if not after:
            return


def counts(connection: Connection, wanted: Filter, was: list[Was] | None = None) -> dict[str, list[tuple[str, int]]]:
    """For each filter that takes a value as it stands: values and how many events have them, the commonest first.

    A value that is chosen narrows the counts of the others, not its own.
    """
    wanted = _present(connection, wanted)
    if is_past(wanted):
        return past_counts(past(connection, wanted) if was is None else was)
    at_once = _counted_at_once(connection, wanted)
    return {kind: at_once[kind] if kind in at_once else _counted(connection, kind, wanted) for kind in CHOSEN}


def _counted_at_once(connection: Connection, wanted: Filter) -> dict[str, list[tuple[str, int]]]:
    """Counts of the filters that choose nothing, where few events are asked for: these are looked at, and not all that have a value."""
    free = [kind for kind in CHOSEN if not getattr(wanted, kind)]
    if wanted == Filter(sort=wanted.sort):
        return {}
    number = connection.scalar(_narrowed(connection, select(func.count()).select_from(events), wanted)) or 0
    if number > FEW:
        return {}
    inside, table = _narrowed(connection, select(events.c.key), wanted), event_facets.c
    question = select(table.kind, table.value, func.count()).where(table.event.in_(inside), (table.kind + "").in_(free))
    found: dict[str, list[tuple[str, int]]] = {kind: [] for kind in free}
    for kind, value, count in connection.execute(question.group_by(table.kind, table.value)):
        found[kind].append((value, count))
    return {kind: sorted(some, key=commonest)[:VALUES] for kind, some in found.items()}


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
        yield _having("actor", named(wanted.actor))
    if wanted.since:
        yield events.c.end >= wanted.since
    if wanted.until:
        yield events.c.start <= wanted.until
    if wanted.contradicted:
        yield events.c.contradicted == 1
    if wanted.text:
        yield events.c.key.in_(sorted(with_text(connection, wanted.text)))


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


def _sorted_by(sort: Sort) -> Any:
    column = events.c[sort]
    return func.coalesce(column, -1) if sort == "killed" else column


def titles(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """What events are called, by their keys; those that are none are left out."""
    found = connection.execute(select(events.c.key, events.c.title).where(events.c.key.in_(list(keys))))
    return {row.key: row.title for row in found}


def _decoded(after: str) -> tuple[str | int, str]:
    try:
        padded = after + "=" * (-len(after) % 4)
        return msgspec.json.decode(urlsafe_b64decode(padded), type=tuple[str | int, str])
    except (msgspec.DecodeError, msgspec.ValidationError, NoBase64, ValueError) as error:
        raise OptionError(
            "it is no cursor of a page", where="after", remedy="take the one that the page before gave"
        ) from error


def stamp(connection: Connection) -> str:
    """The same as long as nothing came into the record and nothing in it was changed in its place (erased, taken out, repaired).

    What came last is what has the last number in the full-text index: a look at when each document came would go through all of them.
    """
    number = connection.scalar(select(func.count(documents.c.known)))
    newest = select(search_rows.c.id, search_rows.c.key).order_by(search_rows.c.id.desc()).limit(1)
    told = number, *(connection.execute(newest).first() or ())
    judged = connection.execute(select(func.count(), func.max(judgements.c.received)).select_from(judgements)).one()
    return ".".join(str(part or "") for part in (*told, *judged, changes_noted(connection)))


def happened(
    connection: Connection, since: str, until: str, *, known_by: str, limit: int, country: str = ""
) -> list[Card]:
    """Events that may have happened on these days and were known by a day, the latest first: what all is known of them now.
    ``country``: only those there."""
    question = select(events).where(_happened(since, until, known_by))
    if country:
        question = question.where(events.c.country == country)
    rows = connection.execute(question.order_by(events.c.start.desc(), events.c.key).limit(limit))
    return [card(row) for row in rows.mappings()]


def countries(connection: Connection, since: str, until: str, *, known_by: str) -> dict[str, int]:
    """How many of these events are in each country, by its code; "" for those whose country is not known."""
    question = select(events.c.country, func.count().label("number")).where(_happened(since, until, known_by))
    return {row.country: row.number for row in connection.execute(question.group_by(events.c.country))}


def _happened(since: str, until: str, known_by: str) -> ColumnElement[bool]:
    column = events.c
    return and_(column.end >= since, column.start <= until, column.start >= since, column.known <= known_by)
