"""A record part by part, so that memory does not grow with it: events by what was known first, dispatches with their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, Table, literal, select, tuple_

from dateline.exports.captures import undone
from dateline.record.joining import asked
from dateline.record.packing import grouped, unpacked
from dateline.record.privacy import Named, named_places
from dateline.record.schema import claims, documents, links
from dateline.record.schema import events as events_table
from dateline.record.state.attribution import outlets_of
from dateline.record.state.figures import assigned
from dateline.record.store import Store
from dateline.record.types import Filed, Happening, Kept
from dateline.record.view import Asked, View

GROUP = 200  # events or dispatches held at a time
NARROWING = ("known_by", "judged_by", "place", "actor", "type", "since", "until", "limit")


class Told(msgspec.Struct, frozen=True):
    """An event as it is exported. ``figures``: numbers that dispatches tell of it beside its claims. ``whole``: other events
    of the record are parts of it. ``undone``: the day on which another side took the place that was taken in it, where that was
    within a day; "" otherwise, and where nobody asks for it. ``private``: where its documents name private persons; None where names
    may stay."""

    happening: Happening
    figures: tuple[Kept, ...] = ()
    whole: bool = False
    undone: str = ""
    private: dict[str, tuple[Named, ...]] | None = None


class Dispatch(msgspec.Struct, frozen=True):
    """A dispatch with what it states, in the order of its text. ``text`` is None where the record keeps none; ``private`` as of
    events."""

    document: Filed
    text: str | None
    kept: tuple[Kept, ...]
    private: dict[str, tuple[Named, ...]] | None = None


def events(record: Store, wanted: Asked = Asked(), *, captures: bool = False, names: bool = True) -> Iterator[Told]:
    """The events asked for, by what was known first. All the while the record is read as it stood at the start.

    ``captures``: say of places that were taken whether they were lost within a day. ``names`` False: say where private persons are
    named, for the names to be left out.
    """
    with record.reading() as connection:
        view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
        spent: set[str] = set()
        lost = undone(view) if captures else {}
        for keys in grouped(_event_keys(view, wanted), GROUP):
            happenings = view.happenings(set(keys))
            figures = _figures(view, happenings, spent)
            wholes = _wholes(connection, happenings)
            places = None if names else named_places(connection, _documents(happenings, figures))
            for one in happenings:
                yield Told(one, tuple(figures.get(one.key, ())), one.key in wholes, lost.get(one.key, ""), places)


def _documents(happenings: Iterable[Happening], figures: dict[str, list[Kept]]) -> set[str]:
    """Keys of the documents that tell of these events."""
    every = (*(one.kept for one in happenings), *figures.values())
    return {kept.document.key for some in every for kept in some}


def _is_narrow(wanted: Asked) -> bool:
    return wanted.clock != "published" or any(getattr(wanted, name) for name in NARROWING)


def _event_keys(view: View, wanted: Asked) -> Iterable[str]:
    """Keys of the events asked for, by what was known first. Of all events a few at a time are in memory, of some their keys."""
    if not _is_narrow(wanted):
        return _in_order(view.connection, events_table)
    found = set(view.grouped(view.matching(wanted)).values())
    known = view.order(found)
    ordered = sorted(found, key=lambda key: (known.get(key, ""), key))
    return ordered if wanted.limit is None else ordered[-wanted.limit :]


def _figures(view: View, happenings: list[Happening], spent: set[str]) -> dict[str, list[Kept]]:
    """Figures of the dispatches of these events, by the event that each belongs to; each once."""
    keys = {kept.document.key for one in happenings for kept in one.kept}
    question = select(claims.c.key).where(claims.c.kind == "figure")
    there = {key for (key,) in asked(view.connection, question, claims.c.document, keys)} - spent
    figures = view.kept(view.standing(there))
    outlets = outlets_of([*figures, *(kept for one in happenings for kept in one.kept)])
    found = assigned(figures, happenings, outlets).inside
    spent.update(kept.key for some in found.values() for kept in some)
    return found


def _wholes(connection: Connection, happenings: list[Happening]) -> set[str]:
    """Events that others are part of."""
    inside = {kept.key: one.key for one in happenings for kept in one.kept}
    question = select(links.c.whole).where(links.c.relation == "part")
    found = {whole for column in (links.c.a, links.c.b) for (whole,) in asked(connection, question, column, inside)}
    return {inside[whole] for whole in found if whole in inside}


def dispatches(
    record: Store,
    wanted: Asked = Asked(),
    *,
    kinds: Iterable[str] = ("claim",),
    texts: bool = False,
    names: bool = True,
) -> Iterator[Dispatch]:
    """The dispatches that state something asked for, by the day they were known, each with what it states.

    ``kinds``: claim, control, figure, deadline. ``texts``: bring their texts along, as far as the record keeps them. ``names`` False:
    say where private persons are named, for the names to be left out.
    """
    listed = tuple(kinds)
    with record.reading() as connection:
        view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
        narrow = view.matching(wanted, kinds=listed) if _is_narrow(wanted) else None
        for keys in grouped(_in_order(connection, documents), GROUP):
            question = select(claims.c.key).where(claims.c.kind.in_(listed))
            there = {key for (key,) in asked(connection, question, claims.c.document, keys)}
            standing = view.standing(there if narrow is None else there & narrow)
            places = None if names else named_places(connection, keys)
            for one in _dispatches(view, standing, _texts(connection, keys) if texts else {}):
                yield one if places is None else msgspec.structs.replace(one, private=places)


def _in_order(connection: Connection, table: Table) -> Iterator[str]:
    """The keys of all events or documents, by the day they were known."""
    place = table.c.known, table.c.key
    question = select(*place).order_by(*place).limit(GROUP)
    rows = connection.execute(question).all()
    while rows:
        yield from (row.key for row in rows)
        rows = connection.execute(question.where(tuple_(*place) > tuple_(*map(literal, rows[-1])))).all()


def _dispatches(view: View, standing: set[str], texts: dict[str, str]) -> Iterator[Dispatch]:
    of_document: dict[str, list[Kept]] = defaultdict(list)
    for one in view.kept(standing, view.grouped(standing)):
        of_document[one.document.key].append(one)
    for key, some in of_document.items():
        yield Dispatch(some[0].document, texts.get(key), tuple(some))


def _texts(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    rows = connection.execute(select(documents.c.key, documents.c.text).where(documents.c.key.in_(list(keys))))
    return {row.key: unpacked(row.text, str) for row in rows if row.text}
