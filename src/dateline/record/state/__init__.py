"""The state of things on a day, made of what was known by then."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.state.attribution import day_of, outlets_of
from dateline.record.state.deadlines import plans
from dateline.record.state.holders import board, of_place
from dateline.record.state.questions import questions
from dateline.record.state.stances import stances
from dateline.record.state.tolls import began, sums, tolls
from dateline.record.states import State
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Control, Figure

__all__ = ["as_of", "of_place", "state_of"]


def as_of(
    day: str, kept: Iterable[Kept], happenings: Iterable[Happening], *, known_by: str | None = None,
    whole: Iterable[Kept] | None = None, place: str = "",
) -> State:  # fmt: skip
    """Who held what on ``day``, tolls, stances, plans and open questions, from what was known by ``known_by``.

    ``kept`` and ``happenings`` are already those known by then; what lies after ``day`` is left to the plans. Where they are
    only what was asked for, ``whole`` is all that was known, from which the board is made; of its rows those of ``place`` stay.
    """
    all_, events = list(kept), list(happenings)
    some = _of_kinds(all_, Claim, Control)
    figures = _until(day, _of_kinds(all_, Figure))
    outlets = outlets_of([*some, *(one for happening in events for one in happening.kept)])
    begun = _until(day, some)
    told = [one for one in some if min(day_of(one), one.document.known) <= day]
    over = [happening for happening in events if began(happening) <= day]
    said = begun if whole is None else _until(day, whole)
    control = of_place(board(day, said, outlets if whole is None else outlets_of(said)), place)
    counted = tolls(day, over, outlets, figures)
    documents = {one.document.key: one.document.lead for one in some}
    return State(
        as_of=day, known_by=known_by, documents=len(documents), copies=sum(key != lead for key, lead in documents.items()),
        claims=sum(isinstance(one.claim, Claim) for one in some), control=control, tolls=counted, sums=sums(counted),
        stances=stances(begun, outlets), plans=plans(day, all_, events, outlets),
        questions=questions(told, over, control, counted),
    )  # fmt: skip


def _of_kinds(kept: Iterable[Kept], *kinds: type) -> list[Kept]:
    return [one for one in kept if isinstance(one.claim, kinds)]


def _until(day: str, kept: Iterable[Kept]) -> list[Kept]:
    """What does not lie after a day."""
    return [one for one in kept if day_of(one) <= day]


state_of = as_of
