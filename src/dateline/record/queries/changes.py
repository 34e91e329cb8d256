"""What is new on a day: what came in, what it changed, what is due. Costs what came in, not what the record holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, func, select

from dateline.record.event_rows import LATE, row_of
from dateline.record.queries.control import control
from dateline.record.queries.events import Card, card
from dateline.record.rows import folded
from dateline.record.schema import DEADLINES, claims, documents
from dateline.record.state.attribution import outlets_of
from dateline.record.state.due import set_days
from dateline.record.state.grade import CONTESTED, grade
from dateline.record.state.questions import questions
from dateline.record.state.tolls import began, figure, tolls
from dateline.record.states import Account, Holding, Plan, Question
from dateline.record.types import Happening, Kept
from dateline.record.view import Clock, View
from dateline.types import Claim, Control, Deadline, Where

AHEAD, BACK = 7, 30  # days: deadlines that are shown, and how long ago they may have been set
KINDS = ("claim", "control", "figure", "deadline")


class TollMove(msgspec.Struct, frozen=True):
    """A toll that moved: of which event and what, from what ("" when it is new) to what, by whose word."""

    event: Card
    what: str
    before: str
    now: str
    by: tuple[Account, ...]


class ControlMove(msgspec.Struct, frozen=True):
    """A place whose holder or standing changed: how it was (None when nothing was known), how it is."""

    before: Holding | None
    now: Holding


class Changes(msgspec.Struct, frozen=True):
    """What was learned after ``since`` and by ``known_by``: new events, events told more of, tolls and places that moved, new
    contradictions, days set that are due by a week after ``day``, open questions."""

    day: str
    known_by: str
    since: str
    documents: int
    new: tuple[Card, ...]
    more: tuple[Card, ...]
    tolls: tuple[TollMove, ...]
    control: tuple[ControlMove, ...]
    contradicted: tuple[Card, ...]
    due: tuple[Plan, ...]
    questions: tuple[Question, ...]


def latest(connection: Connection) -> str | None:
    """The last day that anything was known; None for an empty record."""
    found: str | None = connection.scalar(select(func.max(documents.c.known)))
    return found


def changes(
    connection: Connection, day: str, known_by: str, since: str, ahead: str, clock: Clock = "published"
) -> Changes:
    """What changed. ``ahead``: the last day of what is due."""
    view = View(connection, known_by, clock, judged_by=LATE)
    fresh = view.kept(view.since(since, KINDS))
    now = view.happenings({one.key for one in fresh if isinstance(one.claim, Claim)})
    before = {one.key: earlier for one in now if (earlier := _until(one, since))}
    cards = {one.key: card(row_of(one)) for one in now}
    moved = tuple(_moves(view, fresh, day, since, clock))
    outlets = outlets_of([kept for one in now for kept in one.kept])
    counted = tolls(day, [one for one in now if began(one) <= day], outlets)
    opened = _contradicted(now, before)
    board = tuple(one.now for one in moved)
    told = [one for one in fresh if isinstance(one.claim, Claim | Control)]
    return Changes(
        day=day, known_by=known_by, since=since, documents=len({one.document.key for one in fresh}),
        new=_listed(cards, (one.key for one in now if one.key not in before)), more=_listed(cards, before),
        tolls=tuple(move for one in now for move in _toll_moves(one, before.get(one.key), cards[one.key])), control=moved,
        contradicted=_listed(cards, opened), due=due(view, day, ahead), questions=questions(told, now, board, counted),
    )  # fmt: skip


def _listed(cards: dict[str, Card], keys: Iterable[str]) -> tuple[Card, ...]:
    return tuple(sorted((cards[key] for key in keys), key=lambda one: (-one.sources, -(one.killed or 0), one.key)))


def _until(happening: Happening, day: str) -> Happening | None:
    """The event with only what was known by a day; None when nothing was."""
    kept = tuple(one for one in happening.kept if one.document.known <= day)
    return msgspec.structs.replace(happening, kept=kept) if kept else None


def _contradicted(now: Iterable[Happening], before: dict[str, Happening]) -> Iterator[str]:
    """Events whose accounts cannot all be right, which was not so before."""
    for one in now:
        earlier = before.get(one.key)
        if is_contradicted(one) and not (earlier and is_contradicted(earlier)):
            yield one.key


def is_contradicted(happening: Happening) -> bool:
    """Whether its doers or figures cannot all be right."""
    found = tolls(LATE, [happening], outlets_of(list(happening.kept)))
    return grade(happening) == CONTESTED or any(toll.contradicted for toll in found)


def _toll_moves(now: Happening, before: Happening | None, of: Card) -> Iterator[TollMove]:
    """Tolls that are not as before; of an event that is new they are in its own row."""
    if before is None:
        return
    outlets = outlets_of(list(now.kept))
    old = {toll.what: figure(toll.low, toll.high) for toll in tolls(LATE, [before], outlets)}
    for toll in tolls(LATE, [now], outlets):
        told = figure(toll.low, toll.high)
        if old.get(toll.what, "") != told:
            new = {kept.key for kept in now.kept} - {kept.key for kept in before.kept}
            by = tuple(source.account for source in toll.sources if source.account.claim in new)
            yield TollMove(
                of, toll.what, old.get(toll.what, ""), told, by or tuple(one.account for one in toll.sources)
            )


def _moves(view: View, fresh: Iterable[Kept], day: str, since: str, clock: Clock) -> Iterator[ControlMove]:
    """Places of which the fresh dispatches tell, where the board is not as before."""
    telling = [one for one in fresh if isinstance(one.claim, Control) or _takes(one.claim)]
    places = {value for one in telling for where in one.claim.place for value in _ways(where)}
    if not places:
        return
    touched = {one.key for one in fresh}
    old = {
        _ground(one): one
        for one in control(View(view.connection, since, clock, judged_by=LATE), min(since, day), places)
    }
    for one in control(view, day, places):
        before = old.get(_ground(one))
        said = {account.claim for account in (*one.accounts, *one.against)}
        if said & touched and (before is None or (before.status, before.holders) != (one.status, one.holders)):
            yield ControlMove(before, one)


def _ways(where: Where) -> Iterator[str]:
    """What a place is found by, without the country around it."""
    yield folded(where.text)
    if where.place is not None:
        yield from filter(None, (where.place.id, folded(where.place.name)))


def _takes(claim: object) -> bool:
    return isinstance(claim, Claim) and not {"territory", "withdraw"}.isdisjoint(claim.mode)


def _ground(one: Holding) -> tuple[str, str, bool]:
    return one.id, one.place, one.unnamed


def due(view: View, day: str, ahead: str) -> tuple[Plan, ...]:
    """Days set that end from the day on until ``ahead`` and are not done, moved or called off, the next first."""
    question = select(claims.c.key, documents.c.known).join(documents)
    inside = question.where(DEADLINES, claims.c.end >= day, claims.c.end <= ahead)
    rows = {row.key: row.known for row in view.connection.execute(inside)}
    standing = view.standing(rows)
    if not standing:
        return ()
    kept = view.kept(standing)
    documents_ = {one.document.key for one in kept}
    first = min(rows[key] for key in standing)
    later = view.kept(view.since(_day_before(first), ("claim", "deadline")))
    some = [*kept, *(one for one in later if one.key not in standing)]
    found = set_days(day, some, outlets_of(some))
    wanted = [plan for plan in found if day <= (plan.end or "") <= ahead and plan.status in {"ahead", "due"}]
    return tuple(
        sorted(
            {(plan.what, plan.end): plan for plan in wanted if documents_}.values(),
            key=lambda one: (one.end or "", one.what),
        )
    )


def _day_before(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def deadlines(kept: Iterable[Kept]) -> list[Kept]:
    """Those that set a day."""
    return [one for one in kept if isinstance(one.claim, Deadline)]
