"""What is new on a day: what came in, what it changed, what is due. Costs what came in, not what the record holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

import msgspec
from sqlalchemy import Connection, func, select

from dateline.record.event_rows import LATE, row_of
from dateline.record.privacy import private_names, without
from dateline.record.queries.control import control, words_of
from dateline.record.queries.events import Card, Filter, card, fitting
from dateline.record.queries.standing import summaries_of
from dateline.record.queries.touching import may_tell
from dateline.record.schema import DEADLINES, claims, documents
from dateline.record.state.attribution import outlets_of
from dateline.record.state.due import set_days
from dateline.record.state.grade import CONTESTED, grade
from dateline.record.state.questions import questions
from dateline.record.state.settings import settings
from dateline.record.state.tolls import began, figure, tolls
from dateline.record.states import Account, Holding, Plan, Question, Toll
from dateline.record.types import Happening, Kept
from dateline.record.view import Clock, View
from dateline.types import Claim, Control

AHEAD = 7  # days in which a day set is shown
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
    claimed = {one.key for one in fresh if isinstance(one.claim, Claim)}
    now = view.happenings(claimed, linked=False, there=fresh)  # nothing below looks at what joined them
    before = {one.key: earlier for one in now if (earlier := _until(one, since))}
    cards = _cards(view, now)
    moved = tuple(_moves(view, fresh, day, since, clock))
    return Changes(
        day=day, known_by=known_by, since=since, documents=len({one.document.key for one in fresh}),
        new=_listed(cards, cards.keys() - before.keys()), more=_listed(cards, before),
        tolls=tuple(chain.from_iterable(_toll_moves(one, before.get(one.key), cards[one.key]) for one in now)), control=moved,
        contradicted=_listed(cards, _contradicted(cards, before)), due=due(view, day, ahead),
        questions=_questions(day, fresh, now, moved),
    )  # fmt: skip


def _cards(view: View, now: Iterable[Happening]) -> dict[str, Card]:
    """The events as lists show them: as they stand in the record where all that it holds was known by then, else worked out."""
    wanted = {one.key: one for one in now}
    kept: dict[str, Card] = {}
    if view.clock == "published" and view.day >= (latest(view.connection) or ""):
        kept = fitting(view.connection, Filter(), wanted)
    return {key: kept.get(key) or card(row_of(one)) for key, one in wanted.items()}


def _questions(day: str, fresh: list[Kept], now: list[Happening], moved: Iterable[ControlMove]) -> tuple[Question, ...]:
    """What the fresh dispatches leave open."""
    outlets = outlets_of([kept for one in now for kept in one.kept])
    counted = tolls(day, [one for one in now if began(one) <= day], outlets, several=True)
    told = [one for one in fresh if isinstance(one.claim, Claim | Control)]
    names = private_names(kept.claim for kept in chain(told, *(one.kept for one in now)))
    found = questions(told, now, (one.now for one in moved), counted)
    return tuple(msgspec.structs.replace(one, text=without(one.text, names)) for one in found)


def _listed(cards: dict[str, Card], keys: Iterable[str]) -> tuple[Card, ...]:
    """The best attested first, then those with most dead, then deeds before words."""
    deeds = settings().sources.deeds
    return tuple(
        sorted((cards[key] for key in keys), key=lambda one: (-one.sources, -(one.killed or 0), one.type not in deeds, one.key))
    )  # fmt: skip


def _until(happening: Happening, day: str) -> Happening | None:
    """The event with only what was known by a day; None when nothing was."""
    kept = tuple(one for one in happening.kept if one.document.known <= day)
    return msgspec.structs.replace(happening, kept=kept) if kept else None


def _contradicted(cards: dict[str, Card], before: dict[str, Happening]) -> Iterator[str]:
    """Events whose accounts cannot all be right, which was not so before."""
    for key, one in cards.items():
        earlier = before.get(key)
        if one.contradicted and not (earlier and is_contradicted(earlier)):
            yield key


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
            yield TollMove(of, toll.what, old.get(toll.what, ""), told, _tellers(toll, now, before))


def _tellers(toll: Toll, now: Happening, before: Happening) -> tuple[Account, ...]:
    """Who told it since; all who tell it where nobody did."""
    new = {kept.key for kept in now.kept} - {kept.key for kept in before.kept}
    by = tuple(source.account for source in toll.sources if source.account.claim in new)
    return by or tuple(one.account for one in toll.sources)


def _moves(view: View, fresh: Iterable[Kept], day: str, since: str, clock: Clock) -> Iterator[ControlMove]:
    """Places of which the fresh dispatches tell, where the board is not as before."""
    told = list(fresh)
    places = words_of(view, {one.document.key for one in told})
    if not places:
        return
    touched = {one.key for one in told}
    earlier = View(view.connection, since, clock, judged_by=LATE)
    board = control(view, day, places, lambda move: move.account.claim in touched)
    new = [one for one in board if _is_told(one, touched)]
    names = {one.place for one in new}
    had = control(earlier, min(since, day), places, lambda move: move.ground.counted or move.ground.name in names)
    yield from _changed({_ground(one): one for one in had}, new)


def _changed(old: dict[tuple[str, str, bool], Holding], new: Iterable[Holding]) -> Iterator[ControlMove]:
    """Those that are not as before."""
    for one in new:
        before = old.get(_ground(one))
        if _state(before) != _state(one):
            yield ControlMove(before, one)


def _is_told(one: Holding, touched: set[str]) -> bool:
    """Whether any of the claims tells of it."""
    return not touched.isdisjoint(account.claim for account in (*one.accounts, *one.against))


def _state(one: Holding | None) -> tuple[str, tuple[str, ...]]:
    return (one.status, one.holders) if one else ("", ())


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
    before = _day_before(min(rows[key] for key in standing))
    lines = view.kept(standing | view.since(before, ("deadline",)))
    deeds, words = _deeds(view, view.since(before, ("claim",)), lines, day)
    told = [*lines, *deeds]
    return _open(set_days(day, told, outlets_of(told), words), day, ahead)


def _open(plans: Iterable[Plan], day: str, ahead: str) -> tuple[Plan, ...]:
    """Those that end from the day on until ``ahead`` and are open, each once, the next first."""
    open_ = (plan for plan in plans if plan.status in {"ahead", "due"} and day <= (plan.end or "") <= ahead)
    found = {(plan.end or "", plan.what): plan for plan in open_}
    return tuple(found[key] for key in sorted(found))


def _deeds(
    view: View, keys: Collection[str], lines: list[Kept], day: str
) -> tuple[list[Kept], dict[str, tuple[str, ...]]]:
    """Those of the claims that may say what became of the days set, and by which words each is found, where the record keeps them."""
    if view.series is None:
        return view.kept(keys), {}
    told = [one for one in summaries_of(view, keys) if one.key in keys]
    return view.kept(set(may_tell(told, [], lines, day))), {one.key: one.words for one in told}


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
