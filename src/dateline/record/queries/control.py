"""Who holds what on a day, from what dispatches say of it: the board without the whole record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Select, and_, select

from dateline.record.joining import asked
from dateline.record.schema import copied, documents, move_places, moves
from dateline.record.series import valid
from dateline.record.state import holders
from dateline.record.state.attribution import day_of, outlets_of
from dateline.record.state.holders import board, board_of
from dateline.record.state.moves import COUNTED, ControlSummary, Move, Moves, moves_of
from dateline.record.state.territory import spelled
from dateline.record.states import Holding
from dateline.record.types import Kept
from dateline.record.view import View

KINDS = ("claim", "control")
_UNPACK = msgspec.msgpack.Decoder(Moves)


class Told(msgspec.Struct, frozen=True):
    """What the dispatches of a view say: moves of those that had begun by a day; control statements with their documents."""

    moves: tuple[Move, ...]
    stated: tuple[tuple[str, ControlSummary], ...]


def control(
    view: View, day: str, places: Collection[str] | None = None, wanted: Callable[[Move], bool] = lambda _: True
) -> tuple[Holding, ...]:
    """The board of a day by what the view knows. ``places``: only the rows of these, as ``words_of`` gives them; other rows may be
    left out, or be there with less than all that is told of them. ``wanted``: rows of which no move is wanted may be left out."""
    if view.series is None:
        return _worked_out(view, day)
    if places is None:
        return board_of(day, told(view, day).moves, wanted)
    return board_of(day, told(view, day, documents_of(view, places)).moves, wanted) if places else ()


def of_place(view: View, day: str, place: str) -> tuple[Holding, ...]:
    """The rows of a place by what is kept, by its name, id or country."""
    inside = documents_of(view, place_words(place))
    return holders.of_place(board_of(day, told(view, day, inside).moves), place)


def telling(view: View, inside: Collection[str]) -> set[str]:
    """Those of some documents (by key) that say who holds what."""
    rows = asked(view.connection, select(moves.c.document), moves.c.document, inside)
    return {key for (key,) in rows}


def place_words(name: str) -> set[str]:
    """What the rows of a place are found by, given its name, id or country: and numbers of places without names, which may hold it."""
    return {name, f"~{spelled(name)}", f"@{name.upper()}", COUNTED, *(f"@{code}" for code in _codes(name))}


def _codes(name: str) -> Iterator[str]:
    """The code of the country that is called so."""
    from dateline.places.countries import table
    from dateline.record.rows import country_words

    wanted = {name, spelled(name), name.casefold()}
    for country in table():
        if not wanted.isdisjoint({*country_words(country.alpha2), spelled(country.name)}):
            yield country.alpha2


def words_of(view: View, inside: Collection[str]) -> set[str]:
    """What the places are found by of which these documents tell who holds them, without their countries."""
    rows = asked(view.connection, select(move_places.c.value), move_places.c.document, inside)
    return {value for (value,) in rows if not value.startswith("@")}


def documents_of(view: View, words: Collection[str]) -> set[str]:
    """Documents that say who holds these places, and those that name what these name: a name without an id goes with the place that is
    called so elsewhere."""
    question = select(move_places.c.document)
    found = {key for (key,) in asked(view.connection, question, move_places.c.value, words)}
    beside = words_of(view, found) - {COUNTED}
    return found | {key for (key,) in asked(view.connection, question, move_places.c.value, beside - set(words))}


def documents_with(view: View, words: Collection[str]) -> set[str]:
    """Documents that say who holds places that are found by these words."""
    rows = asked(view.connection, select(move_places.c.document), move_places.c.value, words)
    return {key for (key,) in rows}


def told(view: View, day: str, inside: Collection[str] | None = None) -> Told:
    """What is told of who holds what; ``inside``: only by these documents."""
    rows = list(_rows(view, inside))
    found: list[Move] = []
    stated: list[tuple[str, ControlSummary]] = []
    partly = set()
    for row in rows:
        body = _UNPACK.decode(row.body)
        stated += ((row.document, one) for one in body.stated)
        if row.last > day >= row.first:
            partly.add(row.document)
        elif row.last <= day:
            found += body.moves if row.lead is None else (_from(one, row.lead, row.outlet) for one in body.moves)
    if partly:
        kept = [one for one in view.kept(view.of_documents(partly, KINDS)) if day_of(one) <= day]
        found += moves_of(kept, outlets_of(kept))
    return Told(tuple(found), tuple(stated))


def _rows(view: View, inside: Collection[str] | None) -> Iterable[Any]:
    series = view.kept_up
    leads = and_(copied.c.document == moves.c.document, valid(copied, view.day, series))
    question: Select[Any] = (
        select(moves.c.document, moves.c.first, moves.c.last, moves.c.body, copied.c.lead, documents.c.outlet)
        .outerjoin(copied, leads)
        .outerjoin(documents, documents.c.key == copied.c.lead)
        .where(valid(moves, view.day, series))
    )
    if inside is None:
        return view.connection.execute(question).all()
    return asked(view.connection, question, moves.c.document, inside)


def _from(move: Move, lead: str, outlet: str | None) -> Move:
    """The move as the word of the outlet that its document copies, where no voice says it."""
    origin = move.account.origin
    if not origin.startswith("outlet:"):
        return move
    named = f"outlet:{outlet}" if outlet else f"outlet:{lead}" if origin == f"outlet:{move.document}" else origin
    return msgspec.structs.replace(move, account=msgspec.structs.replace(move.account, origin=named))


def _worked_out(view: View, day: str) -> tuple[Holding, ...]:
    """The same from all claims that stand."""
    from dateline.record.view import Asked

    kept = view.kept(view.matching(Asked(), kinds=KINDS))
    begun: list[Kept] = [one for one in kept if day_of(one) <= day]
    return board(day, begun, outlets_of(begun))
