"""How things stood on a day, put together from what is kept of every event for every day of what was known.

The answer is that of ``state.as_of`` over all claims and events asked for; a test holds the one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from dateline.record.collecting import uncollected
from dateline.record.joining import asked
from dateline.record.pieces import wholes_of
from dateline.record.queries import control as controls
from dateline.record.queries.touching import as_part, called_wrong, changed_by, may_tell, touched
from dateline.record.schema import UNDATED, claims, documents, event_states, memberships
from dateline.record.series import valid
from dateline.record.state import state_of
from dateline.record.state.attribution import day_of, outlets_of
from dateline.record.state.deadlines import is_plan, plans
from dateline.record.state.figures import Assigned, Wrong, assigned
from dateline.record.state.holders import board, board_of
from dateline.record.state.moves import ControlSummary
from dateline.record.state.plan_rows import PlanRows, plan_rows
from dateline.record.state.questions import ORDER, about_control, about_tolls, undated, unknown
from dateline.record.state.stances import last
from dateline.record.state.summaries import ClaimSummary, Summary
from dateline.record.state.tolls import in_order, sums, tolls
from dateline.record.states import Holding, Plan, Question, State, Toll
from dateline.record.touches import Touched
from dateline.record.types import Happening, Kept
from dateline.record.view import Asked, View, conditions, narrowed
from dateline.types import Claim, Deadline, Figure

LINES = ("figure", "deadline")
_UNPACK = msgspec.msgpack.Decoder(Summary)


def as_of(
    connection: Connection, day: str, wanted: Asked, *, stored: bool = True, seen: Callable[[Answer, State], None] | None = None
) -> State:  # fmt: skip
    """How things stood on a day by what was known by ``wanted.known_by``. ``stored``: from what is kept up to date where it answers the
    question, else from all claims and events asked for; ``seen``: is told of the answer, in detail, where it is."""
    view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by, stored=stored)
    with uncollected():
        if view.series is None:
            return _worked_out(view, day, wanted)
        answer = Answer(view, day, wanted, detailed=seen is not None)
        state = answer.state()
        if seen is not None:
            seen(answer, state)
        return state


def _worked_out(view: View, day: str, wanted: Asked) -> State:
    """From all claims and events."""
    keys = view.matching(wanted)
    happenings = view.happenings(keys)
    inside = [kept for happening in happenings for kept in happening.kept if kept.key in keys]
    others = view.kept(view.matching(wanted, kinds=("control", *LINES)))
    whole = view.kept(view.matching(Asked(), kinds=("claim", "control"))) if wanted.place else None
    return state_of(day, [*inside, *others], happenings, known_by=wanted.known_by, whole=whole, place=wanted.place)


def summaries_of(view: View, keys: Collection[str]) -> Iterator[ClaimSummary]:
    """What is kept of all claims of the events in which these claims (by row key) are. ValueError for a view that is worked out."""
    inside = select(memberships.c.event).where(valid(memberships, view.day, view.kept_up))
    events = {row.event for row in asked(view.connection, inside, memberships.c.claim, keys)}
    question = select(event_states.c.summary).where(valid(event_states, view.day, view.kept_up))
    for row in asked(view.connection, question, event_states.c.event, events):
        yield from _UNPACK.decode(row.summary).claims


class Answer:
    """One answer: summaries of the events asked for, and of these in full only what has to be."""

    def __init__(
        self, view: View, day: str, wanted: Asked, only: Touched | None = None, *, detailed: bool = False
    ) -> None:
        """``only``: events and documents that are looked at and no others. ``detailed``: learn all that may have become of
        a plan, and not only what counts."""
        self.view, self.day, self.wanted, self.only, self.detailed = view, day, wanted, only, detailed
        self.connection = view.connection
        self.narrowed = narrowed(wanted)
        self.matched = self._matched() if self.narrowed else None
        self.events = self._summaries()
        inside = (one for summary in self.events.values() for one in summary.claims)
        self.claims = [one for one in inside if self.matched is None or one.key in self.matched]
        self._learn_lines()
        self.event_of = {one.key: event for event, summary in self.events.items() for one in summary.claims}
        self.full: dict[str, Happening] = {}
        self.fetched: dict[str, Kept] = {}
        self.wrong: Wrong = {}
        self.statements: list[tuple[str, ControlSummary]] = []
        self.where = Assigned({}, ())
        self.rows = PlanRows({}, {})

    def _learn_lines(self) -> None:
        """What is asked for that is no claim; control statements where only some claims are."""
        kinds = LINES if self.matched is None else (*LINES, "control")
        found = self._lines_among(kinds)
        beside = self.view.kept(found) if found else []
        self.lines = [one for one in beside if found[one.key] in LINES]
        stated = [one for one in beside if found[one.key] == "control"]
        self.stated = None if self.matched is None else stated

    def _lines_among(self, kinds: Collection[str]) -> dict[str, str]:
        """What is asked for of some kinds, in the documents that are looked at, as ``View.lines`` has it."""
        if self.only is None:
            return self.view.lines(self.wanted, kinds)
        return self.view.lines(self.wanted, kinds, self.only.documents) if self.only.documents else {}

    def _matched(self) -> dict[str, str]:
        """The claims asked for, each with its event."""
        table, view = memberships.c, self.view
        question: Select[Any] = select(table.claim, table.event).where(valid(memberships, view.day, view.kept_up))
        if self.wanted.type or self.wanted.since or self.wanted.until:
            question = question.join(claims, claims.c.key == table.claim)
            question = question.join(documents, documents.c.key == claims.c.document)
        for condition in conditions(self.wanted, view.known, table.claim):
            question = question.where(condition)
        return {row.claim: row.event for row in self._of_events(question, table.event)}

    def _of_events(self, question: Select[Any], event: Any) -> Iterable[Any]:
        """The rows of a question about the events that are looked at; ``event``: the column with their keys."""
        if self.only is None:
            return self.connection.execute(question).all()
        return asked(self.connection, question, event, self.only.events)

    def _summaries(self) -> dict[str, Summary]:
        """The events, by what was known first."""
        table = event_states.c
        question = select(table.event, table.summary).where(valid(event_states, self.view.day, self.view.kept_up))
        rows: Iterable[Any] = (
            self._of_events(question, table.event)
            if self.matched is None
            else asked(self.connection, question, table.event, set(self.matched.values()))
        )
        found = [(row.event, _UNPACK.decode(row.summary)) for row in rows]
        return dict(sorted(found, key=lambda one: (one[1].claims[0].known, one[0])))

    def state(self) -> State:
        """The whole answer."""
        day = self.day
        board_, statements = self._control(self.stated)
        self.statements = statements
        counted = self._tolls()
        copies = self.view.leads({document for document, _ in statements})
        copies |= {one.document: one.lead for one in self.claims}
        told = [one for one in self.claims if one.day <= day]
        stands = ((one.day, one.known, one.key, one.stands, one.account) for one in told if one.account is not None)
        return State(
            as_of=day, known_by=self.wanted.known_by, documents=len(copies),
            copies=sum(key != lead for key, lead in copies.items()), claims=len(self.claims), control=board_, tolls=counted,
            sums=sums(counted), stances=last(stands), plans=self._plans(),
            questions=self._questions(board_, counted, statements),
        )  # fmt: skip

    def _control(self, stated: list[Kept] | None) -> tuple[tuple[Holding, ...], list[tuple[str, ControlSummary]]]:
        """The board, and the control statements asked for with their documents, by what was known first."""
        day, view = self.day, self.view
        if stated is None:
            told = controls.told(view, day)
            return board_of(day, told.moves), sorted(told.stated, key=lambda one: (one[1].known, one[0]))
        if self.wanted.place:
            return controls.of_place(view, day, self.wanted.place), summaries_of_lines(stated)
        telling = controls.telling(view, {one.document for one in self.claims})
        beside = [one.key for one in self.claims if one.document in telling]
        return board_among(day, [*self.kept(beside), *stated]), summaries_of_lines(stated)

    def _tolls(self) -> tuple[Toll, ...]:
        """Tolls as they are kept; those of events that figures or corrections of others touch are counted anew."""
        over = {key: one for key, one in self.events.items() if one.began <= self.day}
        figures = [one for one in self.lines if isinstance(one.claim, Figure) and day_of(one) <= self.day]
        wrong = self.wrong = called_wrong(over.values(), figures)
        changed, near = changed_by(over, wrong), touched(over, figures)
        whole = changed | near
        self.fetch(whole)
        some = [self.full[key] for key in over if key in whole]
        outlets = outlets_of([kept for one in some for kept in one.kept])
        where = self.where = assigned(figures, some, outlets)
        again = changed | where.inside.keys()
        anew = [one for one in some if one.key in again]
        found = self.as_kept({key: one for key, one in over.items() if key not in again})
        return in_order([*found, *tolls(self.day, anew, outlets, figures, wrong=wrong, where=where)])

    def as_kept(self, events: dict[str, Summary]) -> Iterator[Toll]:
        """The tolls of events as their summaries have them."""
        wholes = self._wholes
        for key, one in events.items():
            yield from (as_part(toll, key in wholes) for toll in one.tolls)

    @cached_property
    def _wholes(self) -> dict[str, tuple[str, ...]]:
        """The events that stand of which others are parts, by these."""
        held: dict[str, set[str]] = defaultdict(set)
        for claim, told in wholes_of(
            self.connection, None if self.matched is None and self.only is None else self.event_of
        ).items():
            if claim in self.event_of:  # the links of a whole name its parts as well
                held[self.event_of[claim]].update(told)
        table = memberships.c
        question = select(table.claim, table.event).where(valid(memberships, self.view.day, self.view.kept_up))
        wholes = set[str]().union(*held.values())
        there = {row.claim: row.event for row in asked(self.connection, question, table.claim, wholes)}
        found = {key: {there[whole] for whole in some if whole in there} - {key} for key, some in held.items()}
        return {key: tuple(sorted(some)) for key, some in found.items() if some}

    def fetch(self, keys: Collection[str]) -> None:
        """Learn of events in full, without the links inside them."""
        some = {key: self.events[key] for key in set(keys) - self.full.keys()}
        kept: dict[str, list[Kept]] = defaultdict(list)
        for one in self.kept({one.key for summary in some.values() for one in summary.claims}):
            kept[one.event].append(one)
        self.full |= {key: Happening(key, tuple(kept[key]), (), self._wholes.get(key, ())) for key in some}

    def kept(self, keys: Collection[str]) -> list[Kept]:
        """Claims of the events, by what was known first; each is fetched once."""
        wanted = set(keys) - self.fetched.keys()
        for one in self.view.kept(wanted, self.event_of) if wanted else ():
            self.fetched[one.key] = one
        return sorted((self.fetched[key] for key in keys if key in self.fetched), key=View.in_order)

    def _plans(self) -> tuple[Plan, ...]:
        """Plans and days set, with the claims that may say what became of them."""
        made = self.planned()
        deadlines = [one for one in self.lines if isinstance(one.claim, Deadline)]
        if not made and not deadlines:
            return ()
        of_plans = {self.event_of[one.key] for one in made}
        self.fetch(of_plans)
        together = {one.key for event in of_plans for one in self.events[event].claims}
        place = {one.key: at for at, one in enumerate(self.claims)}
        keys = (together & place.keys()) | set(may_tell(self.claims, made, deadlines, self.day))
        kept = sorted(self.kept(keys), key=lambda one: place[one.key])
        words, stated = {one.key: one.words for one in self.claims}, [*kept, *self.lines]
        if self.detailed:
            self.rows = plan_rows(self.day, stated, self.together(made), words, self.places().__getitem__)
            return self.rows.plans()
        some = [self.full[key] for key in self.events if key in of_plans]
        return plans(self.day, stated, some, outlets_of(stated), words)

    def together(self, made: Iterable[Kept]) -> dict[str, tuple[str, ...]]:
        """The claims that are one event with each of these, by its key."""
        inside = ((one.key, self.events[self.event_of[one.key]]) for one in made)
        return {key: tuple(claim.key for claim in summary.claims) for key, summary in inside}

    def places(self) -> dict[str, str]:
        """What claims are looked through by, by key."""
        events = ((key, one.claims[0].known, one.claims) for key, one in self.events.items())
        return {claim.key: f"{known} {key} {at:06d}" for key, known, some in events for at, claim in enumerate(some)}

    def planned(self) -> list[Kept]:
        """The plans that claims tell."""
        asked_ = {one.key for one in self.claims if one.asked and one.known <= self.day}
        found = self.kept(asked_)
        return [one for one in found if isinstance(one.claim, Claim) and is_plan(one.claim, one.document.known)]

    def _questions(
        self, board_: tuple[Holding, ...], counted: tuple[Toll, ...], statements: list[tuple[str, ControlSummary]]
    ) -> tuple[Question, ...]:
        """What is open."""
        found = [*self.of_events(), *about_control(board_), *about_tolls(counted)]
        return in_turn([*found, *of_statements(self.day, statements, board_, self.without_day(statements))])

    def of_events(self) -> Iterator[Question]:
        """What is open of the events: who did it, and what nobody will say."""
        for one in self.events.values():
            if one.question and one.began <= self.day:
                yield Question("doer", one.question, tuple(claim.key for claim in one.claims))
        yield from unknown(self.kept({one.key for one in self.told() if one.asked}))

    def told(self) -> list[ClaimSummary]:
        """The claims that speak of what was, or was told, by the day."""
        return [one for one in self.claims if min(one.day, one.known) <= self.day]

    def without_day(self, statements: list[tuple[str, ControlSummary]]) -> list[tuple[str, str]]:
        """Claims and statements in dispatches without a date: the id of the dispatch, the key of the claim."""
        question = select(documents.c.key, documents.c.id).where(UNDATED)
        without = dict(map(tuple, self.connection.execute(question).all()))
        told = [(one.document, one.key) for one in self.told()] if without else []
        told += [(document, one.key) for document, one in statements if min(one.day, one.known) <= self.day]
        return [(without[document], key) for document, key in told if document in without]


def summaries_of_lines(stated: Iterable[Kept]) -> list[tuple[str, ControlSummary]]:
    """Control statements with their documents."""
    return [(one.document.key, ControlSummary.of(one)) for one in stated]


def board_among(day: str, kept: Iterable[Kept]) -> tuple[Holding, ...]:
    """The board of a day, of claims and control statements of which some may be of later."""
    begun = [one for one in kept if day_of(one) <= day]
    return board(day, begun, outlets_of(begun))


def in_turn(found: Iterable[Question]) -> tuple[Question, ...]:
    """Questions in the order in which they are told."""
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.text, one.claims)))


def of_statements(
    day: str,
    statements: list[tuple[str, ControlSummary]],
    board_: tuple[Holding, ...],
    without_day: list[tuple[str, str]],
) -> Iterator[Question]:
    """What is open of ground that changed hands, and of dispatches without a date."""
    yield from _grounds((one for _, one in statements if min(one.day, one.known) <= day), board_)
    yield from undated(without_day)


def _grounds(said: Iterable[ControlSummary], board_: tuple[Holding, ...]) -> Iterator[Question]:
    """Ground that changed hands without a name or a number, as far as no row of the board stands on it."""
    placed = {account.claim for one in board_ for account in (*one.accounts, *one.against)}
    for one in said:
        if one.question and (one.key not in placed or one.places > 1):
            yield Question("ground", one.question, (one.key,))
