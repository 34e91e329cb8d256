"""An answer that was worked out some dispatches ago, brought up to what is known now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from dateline.record import touches
from dateline.record.collecting import uncollected
from dateline.record.queries.increments import board as board_now
from dateline.record.queries.increments import plans, tolls
from dateline.record.queries.increments.delta import MOST, Delta, TooMuchError
from dateline.record.queries.increments.work import (
    Chain,
    Stand,
    Work,
    chain_key,
    chains_of,
    extended,
    members_of,
    stands_of,
)
from dateline.record.queries.standing import Answer, in_turn, of_statements
from dateline.record.schema import UNDATED, documents
from dateline.record.state.moves import ControlSummary
from dateline.record.state.questions import about_control, about_tolls
from dateline.record.state.stances import in_order
from dateline.record.state.tolls import sums
from dateline.record.states import Question, Stance, State
from dateline.record.view import Asked, View

OF_EVENTS = frozenset({"doer", "unknown"})
"""Kinds of questions that are asked of events."""


def worked_on(connection: Connection, day: str, wanted: Asked, work: Work) -> Work | None:
    """The answer and its work as they are now; None where it has to be worked out as a whole. ``work``: of the same question, worked out
    with the judgements that there are now, and since when nothing was changed in its place."""
    touched = touches.since(connection, work.turn)
    view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
    if touched is None or view.series is None:
        return None
    with uncollected():
        try:
            return _brought_up(Delta(view, day, wanted, work, touched))
        except TooMuchError:
            return None


def _brought_up(delta: Delta) -> Work:
    old, now, day = delta.work, delta.now, delta.day
    board, statements = board_now.brought_up(delta)
    counted = tolls.brought_up(delta)
    rows = plans.brought_up(delta)
    told_in, copying = _documents(delta)
    stated = {document for document, _ in statements} - told_in.keys()
    leads = delta.view.leads(stated)
    chains = _chains(delta)
    members = {key: some for key, some in old.members.items() if key not in delta.events} | members_of(now)
    state = State(
        as_of=day, known_by=delta.wanted.known_by, documents=len(told_in) + len(stated),
        copies=len(copying) + sum(key != lead for key, lead in leads.items()), claims=sum(told_in.values()),
        control=board, tolls=counted.tolls, sums=sums(counted.tolls), stances=_stances(chains), plans=rows.plans(),
        questions=in_turn([
            *_of_events(delta), *about_control(board), *_of_tolls(old.state, counted),
            *of_statements(day, statements, board, _without_day(delta, statements)),
        ]),
    )  # fmt: skip
    turn = touches.turn(delta.view.connection)
    return Work(turn, state, told_in, copying, tuple(statements), members, chains, rows, counted.work)


def _documents(delta: Delta) -> tuple[dict[str, int], frozenset[str]]:
    """How many claims each document has, and those that copy others."""
    found, copying = dict(delta.work.documents), set(delta.work.copying)
    for key in delta.gone:
        document = key.partition(".")[0]
        found[document] -= 1
        if not found[document]:
            del found[document]
            copying.discard(document)
    for one in delta.now.claims:
        found[one.document] = found.get(one.document, 0) + 1
        if one.document == one.lead:
            copying.discard(one.document)
        else:
            copying.add(one.document)
    return found, frozenset(copying)


def _chains(delta: Delta) -> dict[str, Chain]:
    """What each party says of each topic. What is said last goes behind the rest; where something else changed, all that was told of a
    topic is taken out again."""
    old, stands = delta.work.chains, _by_chain(stands_of(delta.now))
    changed = {key for key, one in old.items() if any(turn[2] in delta.gone for turn in one.turns)} | stands.keys()
    made = {key: extended(old[key], stands.get(key, []), delta.gone) for key in changed & old.keys()}
    left = {key: chain for key, chain in made.items() if chain is not None}
    anew = _anew(delta, changed - left.keys(), stands)
    return {key: one for key, one in old.items() if key not in changed} | left | anew


def _by_chain(stands: Iterable[Stand]) -> dict[str, list[Stand]]:
    found: dict[str, list[Stand]] = defaultdict(list)
    for one in stands:
        found[chain_key(one[1])].append(one)
    return found


def _anew(delta: Delta, again: set[str], stands: dict[str, list[Stand]]) -> dict[str, Chain]:
    """Chains of which all is taken out again."""
    old = delta.work.chains
    keys = {turn[2] for key in again & old.keys() for turn in old[key].turns} - delta.gone
    beside = _by_chain(one for one in stands_of(_beside(delta, keys)) if one[0][2] in keys)
    return chains_of(one for key in again for one in (*stands.get(key, ()), *beside.get(key, ())))


def _beside(delta: Delta, keys: set[str]) -> Answer:
    """The part of the answer in which other claims are."""
    if len(keys) > MOST:
        raise TooMuchError
    return delta.answer(set(delta.view.grouped(keys).values()) if keys else ())


def _stances(chains: dict[str, Chain]) -> tuple[Stance, ...]:
    """The last stance of every party on every topic."""
    return in_order(one.stance for one in sorted(chains.values(), key=lambda one: one.turns[0]))


def _of_events(delta: Delta) -> Iterator[Question]:
    """What is open of events."""
    gone = delta.gone | delta.were
    for one in delta.work.state.questions:
        if one.kind in OF_EVENTS and one.claims[0] not in gone:
            yield one
    yield from delta.now.of_events()


def _of_tolls(old: State, now: tolls.Now) -> Iterator[Question]:
    """What is open of tolls: what was, but of those that went, and of those that came."""
    gone = Counter(about_tolls(now.gone))
    for one in old.questions:
        if one.kind == "toll":
            if gone[one]:
                gone[one] -= 1
            else:
                yield one
    yield from about_tolls(now.come)


def _without_day(delta: Delta, statements: list[tuple[str, ControlSummary]]) -> list[tuple[str, str]]:
    """Claims and statements in dispatches without a date."""
    connection = delta.view.connection
    without = {key for (key,) in connection.execute(select(documents.c.key).where(UNDATED))}
    events = delta.events_of(without) if without else set[str]()
    if len(events) > MOST:
        raise TooMuchError
    return delta.answer(events).without_day(statements) if without else []
