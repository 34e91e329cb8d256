"""The state of things on a day, made of what was known by then."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.state.attribution import day_of, outlets_of
from dateline.record.state.deadlines import plans
from dateline.record.state.holders import board
from dateline.record.state.questions import questions
from dateline.record.state.stances import stances
from dateline.record.state.tolls import began, sums, tolls
from dateline.record.states import State
from dateline.record.types import Happening, Kept
from dateline.types import Claim

__all__ = ["as_of"]


def as_of(day: str, kept: Iterable[Kept], happenings: Iterable[Happening], *, known_by: str | None = None) -> State:
    """Who held what on ``day``, tolls, stances, plans and open questions, from what was known by ``known_by``.

    ``kept`` and ``happenings`` are already those known by then; what lies after ``day`` is left to the plans.
    """
    some, events = list(kept), list(happenings)
    whole = [*some, *(one for happening in events for one in happening.kept)]
    outlets = outlets_of(whole)
    begun = [one for one in some if day_of(one) <= day]
    told = [one for one in some if min(day_of(one), one.document.known) <= day]
    over = [happening for happening in events if began(happening) <= day]
    control, counted = board(day, begun, outlets), tolls(day, over, outlets)
    documents = {one.document.key: one.document.lead for one in some}
    return State(
        as_of=day, known_by=known_by, documents=len(documents), copies=sum(key != lead for key, lead in documents.items()),
        claims=sum(isinstance(one.claim, Claim) for one in some), control=control, tolls=counted, sums=sums(counted),
        stances=stances(begun, outlets), plans=plans(day, some, events, outlets),
        questions=questions(told, over, control, counted),
    )  # fmt: skip
