"""Who holds what, brought up to what came in: the places of which it tells are looked at anew, and those that share a name with them."""

from __future__ import annotations

from collections.abc import Collection

from dateline.record.queries import control
from dateline.record.queries.increments.delta import Delta, document_of
from dateline.record.queries.standing import board_among, summaries_of_lines
from dateline.record.state.holders import board_of, in_order
from dateline.record.state.moves import COUNTED, ControlSummary, Move, ground_words
from dateline.record.states import Holding
from dateline.record.view import View

Stated = list[tuple[str, ControlSummary]]
"""Control statements with their documents."""


def brought_up(delta: Delta) -> tuple[tuple[Holding, ...], Stated]:
    """The board as it is now, and the control statements by what was known first."""
    return _of_some(delta) if delta.now.matched is not None else _whole(delta)


def _of_some(delta: Delta) -> tuple[tuple[Holding, ...], Stated]:
    """Where only some claims are asked for. All that is told of a place, or by the documents of these claims, is looked at again."""
    view, day, work = delta.view, delta.day, delta.work
    stay = [one for one in work.stated if one[0] not in delta.documents]
    statements = sorted([*stay, *summaries_of_lines(delta.now.stated or ())], key=_known_first)
    if not control.telling(view, delta.documents):
        return work.state.control, statements
    if delta.wanted.place:
        return control.of_place(view, day, delta.wanted.place), statements
    telling = control.telling(view, {document_of(key) for key in delta.keys})
    beside = [key for key in delta.keys if document_of(key) in telling]
    return board_among(day, view.kept({*beside, *(one.key for _, one in statements)})), statements


def _known_first(one: tuple[str, ControlSummary]) -> tuple[str, str]:
    return one[1].known, one[0]


def _whole(delta: Delta) -> tuple[tuple[Holding, ...], Stated]:
    came = control.told(delta.view, delta.day, delta.documents)
    stay = (one for one in delta.work.stated if one[0] not in delta.documents)
    statements = sorted((*stay, *came.stated), key=_known_first)
    return among(delta.view, delta.day, delta.work.state.control, delta.documents), statements


def among(view: View, day: str, rows: tuple[Holding, ...], documents: Collection[str]) -> tuple[Holding, ...]:
    """The board of a day, of which these were the rows before some documents came, went, or told of a day that had not come."""
    words = control.words_of(view, documents)
    if not words:
        return rows
    if any(not (one.id or one.unnamed) for one in rows):  # nothing tells which places these are
        return board_of(day, control.told(view, day).moves)
    words, moves = _together(view, day, words)
    return in_order((*(one for one in rows if not _is_of(one, words)), *board_of(day, moves)))


def _together(view: View, day: str, words: set[str]) -> tuple[set[str], list[Move]]:
    """All that is told of the places that are found by these words, and of those that share a word with any of them; their words."""
    fresh, words, told = words, set(words), []
    looked: set[str] = set()
    while fresh:
        inside = control.documents_with(view, fresh) - looked
        looked |= inside
        told += [(one, ground_words(one.ground)) for one in control.told(view, day, inside).moves]
        more = {word for _, some in told if not some.isdisjoint(words) for word in some if not word.startswith("@")}
        fresh = more - words
        words |= fresh
    return words, [one for one, some in told if not some.isdisjoint(words)]


def _is_of(row: Holding, words: set[str]) -> bool:
    """Whether a row is of places found by these words."""
    return row.id in words or (row.unnamed and COUNTED in words)
