"""A record part by part, so that memory does not grow with it: events by what was known first, dispatches with their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, func, select

from dateline.exports.captures import undone
from dateline.record.joining import asked
from dateline.record.packing import unpacked
from dateline.record.schema import claims, documents, links, members
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
    within a day; "" otherwise, and where nobody asks for it."""

    happening: Happening
    figures: tuple[Kept, ...] = ()
    whole: bool = False
    undone: str = ""


class Dispatch(msgspec.Struct, frozen=True):
    """A dispatch with what it states, in the order of its text. ``text`` is None where the record keeps none."""

    document: Filed
    text: str | None
    kept: tuple[Kept, ...]


def events(record: Store, wanted: Asked = Asked(), *, captures: bool = False) -> Iterator[Told]:
    """The events asked for, by what was known first. All the while the record is read as it stood at the start.

    ``captures``: say of places that were taken whether they were lost within a day.
    """
    with record.reading() as connection:
        view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
        spent: set[str] = set()
        lost = undone(view) if captures else {}
        for keys in _groups(_event_keys(view, wanted)):
            happenings = view.happenings(set(keys))
            figures = _figures(view, happenings, spent)
            wholes = _wholes(connection, happenings)
            for one in happenings:
                yield Told(one, tuple(figures.get(one.key, ())), one.key in wholes, lost.get(one.key, ""))


def _groups(keys: Iterable[str]) -> Iterator[list[str]]:
    listed = list(keys)
    yield from (listed[at : at + GROUP] for at in range(0, len(listed), GROUP))


def _is_narrow(wanted: Asked) -> bool:
    return wanted.clock != "published" or any(getattr(wanted, name) for name in NARROWING)


def _event_keys(view: View, wanted: Asked) -> list[str]:
    """Keys of the events asked for, by what was known first: all that is kept of them in memory."""
    if not _is_narrow(wanted):
        first = func.min(documents.c.known)
        question = select(members.c.event).join(claims, claims.c.key == members.c.claim).join(documents)
        return list(view.connection.scalars(question.group_by(members.c.event).order_by(first, members.c.event)))
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
    record: Store, wanted: Asked = Asked(), *, kinds: Iterable[str] = ("claim",), texts: bool = False
) -> Iterator[Dispatch]:
    """The dispatches that state something asked for, by the day they were known, each with what it states.

    ``kinds``: claim, control, figure, deadline. ``texts``: bring their texts along, as far as the record keeps them.
    """
    listed = tuple(kinds)
    with record.reading() as connection:
        view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
        narrow = view.matching(wanted, kinds=listed) if _is_narrow(wanted) else None
        for keys in _groups(connection.scalars(select(documents.c.key).order_by(documents.c.known, documents.c.key))):
            question = select(claims.c.key).where(claims.c.kind.in_(listed))
            there = {key for (key,) in asked(connection, question, claims.c.document, keys)}
            standing = view.standing(there if narrow is None else there & narrow)
            yield from _dispatches(view, standing, _texts(connection, keys) if texts else {})


def _dispatches(view: View, standing: set[str], texts: dict[str, str]) -> Iterator[Dispatch]:
    of_document: dict[str, list[Kept]] = defaultdict(list)
    for one in view.kept(standing, view.grouped(standing)):
        of_document[one.document.key].append(one)
    for key, some in of_document.items():
        yield Dispatch(some[0].document, texts.get(key), tuple(some))


def _texts(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    rows = connection.execute(select(documents.c.key, documents.c.text).where(documents.c.key.in_(list(keys))))
    return {row.key: unpacked(row.text, str) for row in rows if row.text}
