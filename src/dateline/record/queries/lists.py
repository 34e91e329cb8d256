"""Actors, places and sources, each with how much is told of it or by it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from dateline.record.packing import unpacked
from dateline.record.schema import copied, documents, event_facets, events, judgements
from dateline.record.series import ALL, BOTH, LATE

NAMELESS = ("the ", "a ", "an ", "its ", "their ")
"""How words for a place that name none begin."""
FIRST = 90  # characters that stand for a title


class Row(msgspec.Struct, frozen=True):
    """Something named, with the events that it comes in; ``killed``: the lowest figures of the dead of these, added up."""

    name: str
    events: int
    killed: int
    contested: int
    latest: str


class PlaceRow(msgspec.Struct, frozen=True):
    """A place with the events that happened there."""

    name: str
    id: str
    precision: str
    country: str
    events: int
    killed: int
    latest: str


class SourceRow(msgspec.Struct, frozen=True):
    """An outlet: dispatches, how many of them say what another said first, how many were withdrawn or corrected."""

    name: str
    dispatches: int
    copies: int
    first: str
    latest: str
    versions: int
    withdrawn: int


def named(connection: Connection, kind: str, words: str = "", *, limit: int = 100, skip: int = 0) -> list[Row]:
    """The names of a kind (side: doers and those done to; voice: who says so), those of most events first. "Police" at the beginning of a
    sentence and "police" within one are one, and called as within; an event of both counts once for each where they are put in order."""
    facet, number = event_facets.c, func.count().label("number")
    some = select(facet.value, number, *_told()).join(events, events.c.key == facet.event).where(facet.kind == kind)
    if words:
        some = some.where(func.lower(facet.value).contains(words.lower(), autoescape=True))
    each = some.group_by(facet.value).subquery().c
    value, all_ = func.max(each.value).label("value"), func.sum(each.number).label("number")
    whole = [func.sum(each[name]).label(name) for name in ("killed", "contested")]
    question = select(value, all_, *whole, func.max(each.latest).label("latest"), func.count().label("forms"))
    rows = connection.execute(
        question.group_by(_within(each.value)).order_by(all_.desc(), value).limit(limit).offset(skip)
    ).all()
    exact = _once(connection, kind, {row.value for row in rows if row.forms > 1})
    return [exact.get(row.value) or Row(row.value, row.number, row.killed, row.contested, row.latest) for row in rows]


def _told() -> tuple[Any, ...]:
    """What is told of events that are counted together."""
    killed = func.coalesce(func.sum(events.c.killed), 0).label("killed")
    return killed, func.sum(events.c.contradicted).label("contested"), func.max(events.c.latest).label("latest")


def _within(value: Any) -> Any:
    """A name as it stands within a sentence, if it is no name: its first letter small."""
    return func.lower(func.substr(value, 1, 1)).concat(func.substr(value, 2))


def _once(connection: Connection, kind: str, names: Collection[str]) -> dict[str, Row]:
    """The rows of names that stand at the beginning of sentences too, with every event once."""
    facet = event_facets.c
    both = {form: name for name in names for form in spellings(name)}
    found: dict[str, Row] = {}
    same = _within(facet.value)
    inside = (
        select(same.label("same"), facet.event).where(facet.kind == kind, facet.value.in_(both)).distinct().subquery().c
    )
    question = select(inside.same, func.count().label("number"), *_told()).join(events, events.c.key == inside.event)
    for row in connection.execute(question.group_by(inside.same)) if both else ():
        name = both[row.same]
        found[name] = Row(name, row.number, row.killed, row.contested, row.latest)
    return found


def spellings(name: str) -> frozenset[str]:
    """A name as it stands within a sentence and at the beginning of one: "police", "Police"."""
    return frozenset(first + name[1:] for first in (name[:1].lower(), name[:1].upper()))


def places(connection: Connection, words: str = "", *, limit: int = 100, skip: int = 0) -> list[PlaceRow]:
    """The places at which events happened, those of most events first; words for a place that name none ("the country") are left out."""
    number = func.count().label("number")
    column = events.c
    question = (
        select(
            column.place, column.place_id, column.precision, column.country, number,
            func.coalesce(func.sum(column.killed), 0).label("killed"), func.max(column.latest).label("latest"),
        )
        .where(column.place != "", or_(column.place_id != "", and_(*(func.substr(column.place, 1, len(one)) != one for one in NAMELESS))))
        .group_by(column.place, column.place_id, column.precision, column.country)
        .order_by(number.desc(), column.place)
        .limit(limit)
        .offset(skip)
    )  # fmt: skip
    if words:
        question = question.where(func.lower(column.place).contains(words.lower(), autoescape=True))
    rows = connection.execute(question)
    return [
        PlaceRow(row.place, row.place_id, row.precision, row.country, row.number, row.killed, row.latest)
        for row in rows
    ]


def sources(connection: Connection, words: str = "", *, limit: int = 100, skip: int = 0) -> list[SourceRow]:
    """Outlets with what the record holds of them, those of most dispatches first."""
    number = func.count().label("number")
    versions = func.count(documents.c.identity) - func.count(documents.c.identity.distinct())
    question = (
        select(documents.c.outlet, number, func.min(documents.c.known).label("first"), func.max(documents.c.known).label("latest"),
               versions.label("versions"))
        .where(documents.c.outlet.is_not(None))
        .group_by(documents.c.outlet)
        .order_by(number.desc(), documents.c.outlet)
        .limit(limit)
        .offset(skip)
    )  # fmt: skip
    if words:
        question = question.where(func.lower(documents.c.outlet).contains(words.lower(), autoescape=True))
    rows = list(connection.execute(question))
    names = [row.outlet for row in rows]
    copying = _copying(connection)
    withdrawn = _withdrawn(connection, names)
    return [
        SourceRow(
            row.outlet,
            row.number,
            copying.get(row.outlet, 0),
            row.first,
            row.latest,
            row.versions,
            withdrawn.get(row.outlet, 0),
        )
        for row in rows
    ]


def _copying(connection: Connection) -> dict[str, int]:
    """How many dispatches of each outlet are the text of another, by all that is known and judged."""
    question = (
        select(documents.c.outlet, func.count())
        .join(copied, copied.c.document == documents.c.key)
        .where(copied.c.until == LATE, copied.c.judged.in_((BOTH, ALL)), documents.c.outlet.is_not(None))
        .group_by(documents.c.outlet)
    )
    return {outlet: number for outlet, number in connection.execute(question) if outlet}


def _withdrawn(connection: Connection, names: list[str]) -> dict[str, int]:
    """How many dispatches of each outlet were retracted."""
    subjects = (
        row.subjects
        for row in connection.execute(select(judgements.c.subjects).where(judgements.c.verdict == "retract"))
    )
    keys = {key for one in subjects for key in msgspec.json.decode(one, type=list[str])}
    question = select(documents.c.outlet, func.count().label("number")).where(documents.c.key.in_(sorted(keys)))
    rows = connection.execute(question.where(documents.c.outlet.in_(names)).group_by(documents.c.outlet))
    return {row.outlet: row.number for row in rows}


def dispatches(connection: Connection, outlet: str, *, limit: int = 50, skip: int = 0) -> list[tuple[str, str, str]]:
    """Key, day and title of the dispatches of an outlet, the latest first; the first words of those without a title, the id where the
    record keeps no words."""
    column = documents.c
    question = select(column.key, column.known, column.title, column.id, column.text).where(column.outlet == outlet)
    rows = connection.execute(question.order_by(column.known.desc(), column.key).limit(limit).offset(skip))
    return [(row.key, row.known, row.title or _first_words(row.text) or row.id) for row in rows]


def _first_words(text: bytes | None) -> str:
    """How a text begins."""
    words = " ".join(unpacked(text, str)[: 2 * FIRST].split()) if text else ""
    return words if len(words) <= FIRST else f"{words[:FIRST].rpartition(' ')[0]} …"
