"""How things stood on a day, put together from what is kept of every event for every day of what was known.

The answer is that of ``state.as_of`` over all claims and events asked for; a test holds the one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from dateline.record.joining import asked
from dateline.record.queries import control as controls
from dateline.record.rules import families
from dateline.record.schema import claims, documents, event_states, memberships, moves
from dateline.record.series import valid
from dateline.record.state import of_place, state_of
from dateline.record.state.attribution import akin, day_of, outlets_of
from dateline.record.state.deadlines import is_plan, plans
from dateline.record.state.due import matter
from dateline.record.state.figures import Wrong, is_toll, withdrawn
from dateline.record.state.holders import board, board_of
from dateline.record.state.moves import ControlSummary, Move
from dateline.record.state.questions import ORDER, about_control, about_tolls, undated, unknown
from dateline.record.state.stances import last
from dateline.record.state.summaries import ClaimSummary, Summary
from dateline.record.state.tolls import in_order, sums, tolls
from dateline.record.states import Holding, Plan, Question, State, Toll
from dateline.record.types import Happening, Kept
from dateline.record.view import Asked, View, conditions
from dateline.types import Claim, Deadline, Figure

LINES = ("figure", "deadline")
_UNPACK = msgspec.msgpack.Decoder(Summary)


def as_of(connection: Connection, day: str, wanted: Asked, *, stored: bool = True) -> State:
    """How things stood on a day by what was known by ``wanted.known_by``. ``stored``: from what is kept up to date where it answers the
    question, else from all claims and events asked for."""
    view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by, stored=stored)
    return _Answer(view, day, wanted).state() if view.series is not None else _worked_out(view, day, wanted)


def _worked_out(view: View, day: str, wanted: Asked) -> State:
    """From all claims and events."""
    keys = view.matching(wanted)
    happenings = view.happenings(keys)
    inside = [kept for happening in happenings for kept in happening.kept if kept.key in keys]
    others = view.kept(view.matching(wanted, kinds=("control", *LINES)))
    whole = view.kept(view.matching(Asked(), kinds=("claim", "control"))) if wanted.place else None
    return state_of(day, [*inside, *others], happenings, known_by=wanted.known_by, whole=whole, place=wanted.place)


class _Answer:
    """One answer: summaries of the events asked for, and of these in full only what has to be."""

    def __init__(self, view: View, day: str, wanted: Asked) -> None:
        self.view, self.day, self.wanted = view, day, wanted
        self.connection = view.connection
        self.narrowed = bool(wanted.place or wanted.actor or wanted.type or wanted.since or wanted.until)
        self.matched = self._matched() if self.narrowed else None
        self.events = self._summaries()
        self.claims = [
            one
            for summary in self.events.values()
            for one in summary.claims
            if self.matched is None or one.key in self.matched
        ]
        self.lines = view.kept(view.matching(wanted, kinds=LINES))
        self.full: dict[str, Happening] = {}

    def _matched(self) -> dict[str, str]:
        """The claims asked for, each with its event."""
        table, view = memberships.c, self.view
        question: Select[Any] = (
            select(table.claim, table.event)
            .join(claims, claims.c.key == table.claim)
            .join(documents, documents.c.key == claims.c.document)
            .where(valid(memberships, view.day, view.kept_up))
        )
        for condition in conditions(self.wanted, view.known):
            question = question.where(condition)
        return {row.claim: row.event for row in self.connection.execute(question).all()}

    def _summaries(self) -> dict[str, Summary]:
        """The events, by what was known first."""
        table = event_states.c
        question = select(table.event, table.summary).where(valid(event_states, self.view.day, self.view.kept_up))
        rows: Iterable[Any] = (
            self.connection.execute(question).all()
            if self.matched is None
            else asked(self.connection, question, table.event, set(self.matched.values()))
        )
        found = [(row.event, _UNPACK.decode(row.summary)) for row in rows]
        return dict(sorted(found, key=lambda one: (one[1].claims[0].known, one[0])))

    def state(self) -> State:
        """The whole answer."""
        day = self.day
        stated = self._stated()
        board_, statements = self._control(stated)
        counted = self._tolls()
        copies = {one.document: one.lead for one in self.claims}
        copies |= self.view.leads({document for document, _ in statements})
        told = [one for one in self.claims if one.day <= day]
        stands = ((one.day, one.known, one.key, one.stands, one.account) for one in told if one.account is not None)
        return State(
            as_of=day, known_by=self.wanted.known_by, documents=len(copies),
            copies=sum(key != lead for key, lead in copies.items()), claims=len(self.claims), control=board_, tolls=counted,
            sums=sums(counted), stances=last(stands), plans=self._plans(),
            questions=self._questions(board_, counted, statements),
        )  # fmt: skip

    def _stated(self) -> list[Kept] | None:
        """The control statements asked for; None for all."""
        return self.view.kept(self.view.matching(self.wanted, kinds=("control",))) if self.narrowed else None

    def _control(self, stated: list[Kept] | None) -> tuple[tuple[Holding, ...], list[tuple[str, ControlSummary]]]:
        """The board, and the control statements asked for with their documents, by what was known first."""
        day, view = self.day, self.view
        if stated is None:
            told = controls.told(view, day)
            return board_of(day, told.moves), sorted(told.stated, key=lambda one: (one[1].known, one[0]))
        summaries = [(one.document.key, ControlSummary.of(one)) for one in stated]
        if self.wanted.place:
            inside = controls.documents_of(view, controls.place_words(self.wanted.place))
            found: tuple[Move, ...] = controls.told(view, day, inside).moves
            return of_place(board_of(day, found), self.wanted.place), summaries
        there = select(moves.c.document)
        telling = {
            row.document
            for row in asked(self.connection, there, moves.c.document, {one.document for one in self.claims})
        }
        beside = [one.key for one in self.claims if one.document in telling]
        begun = [one for one in (*view.kept(beside), *stated) if day_of(one) <= day]
        return board(day, begun, outlets_of(begun)), summaries

    def _tolls(self) -> tuple[Toll, ...]:
        """Tolls as they are kept; those of events that figures or corrections of others touch are counted anew."""
        over = {key: one for key, one in self.events.items() if one.began <= self.day}
        figures = [one for one in self.lines if isinstance(one.claim, Figure) and day_of(one) <= self.day]
        wrong = withdrawn(figures)
        for one in over.values():
            for what, low, high, day in one.wrong:
                wrong[what, low, high] = max(wrong.get((what, low, high), ""), day)
        again = {key for key, one in over.items() if one.mass or _is_corrected(one, wrong)} | _touched(over, figures)
        self._fetch(again)
        part = self._parts(over)
        found: list[Toll] = []
        for key, one in over.items():
            if key not in again:
                found += (
                    toll if toll.part == part(key) else msgspec.structs.replace(toll, part=part(key))
                    for toll in one.tolls
                )
        some = [self.full[key] for key in over if key in again]
        return in_order(
            [
                *found,
                *tolls(self.day, some, outlets_of([kept for one in some for kept in one.kept]), figures, wrong=wrong),
            ]
        )

    def _parts(self, over: dict[str, Summary]) -> Any:
        """Whether an event is part of another that stands."""
        wholes = {whole for one in over.values() for whole in one.wholes}
        table = memberships.c
        question = select(table.claim, table.event).where(valid(memberships, self.view.day, self.view.kept_up))
        there = {row.claim: row.event for row in asked(self.connection, question, table.claim, wholes)}
        return lambda key: any(there.get(whole, key) != key for whole in over[key].wholes)

    def _fetch(self, keys: Collection[str]) -> None:
        """Learn of events in full."""
        wanted = set(keys) - self.full.keys()
        inside = {one.key for key in wanted for one in self.events[key].claims}
        self.full |= {one.key: one for one in self.view.happenings(inside)}

    def _plans(self) -> tuple[Plan, ...]:
        """Plans and days set, with the claims that may say what became of them."""
        day = self.day
        planned = {one.key for one in self.claims if one.asked and one.known <= day}
        events = {key: event for event, one in self.events.items() for key in (claim.key for claim in one.claims)}
        made = [
            one
            for one in self.view.kept(planned)
            if isinstance(one.claim, Claim) and is_plan(one.claim, one.document.known)
        ]
        deadlines = [one for one in self.lines if isinstance(one.claim, Deadline)]
        if not made and not deadlines:
            return ()
        together = {claim.key for one in made for claim in self.events[events[one.key]].claims}
        beside = set(_may_tell(self.claims, made, deadlines, day))
        mine = {one.key for one in self.claims}
        keys = (together & mine) | beside | {one.key for one in made}
        self._fetch({events[one.key] for one in made})
        place = {one.key: at for at, one in enumerate(self.claims)}
        kept = sorted(self.view.kept(keys), key=lambda one: place[one.key])
        some = [self.full[key] for key in self.events if key in {events[one.key] for one in made}]
        outlets = outlets_of([*kept, *self.lines])
        return plans(day, [*kept, *self.lines], some, outlets)

    def _questions(
        self, board_: tuple[Holding, ...], counted: tuple[Toll, ...], statements: list[tuple[str, ControlSummary]]
    ) -> tuple[Question, ...]:
        """What is open."""
        day = self.day
        told = [one for one in self.claims if min(one.day, one.known) <= day]
        said = [(document, one) for document, one in statements if min(one.day, one.known) <= day]
        placed = {account.claim for one in board_ for account in (*one.accounts, *one.against)}
        found = [*about_control(board_), *about_tolls(counted), *self._doers()]
        found += unknown(self.view.kept({one.key for one in told if one.asked}))
        bare = (one for _, one in said if one.question and (one.key not in placed or one.places > 1))
        found += (Question("ground", one.question, (one.key,)) for one in bare)
        found += self._undated(
            [*((one.document, one.key) for one in told), *((document, one.key) for document, one in said)]
        )
        return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.text, one.claims)))

    def _doers(self) -> Iterator[Question]:
        for one in self.events.values():
            if one.question and one.began <= self.day:
                yield Question("doer", one.question, tuple(claim.key for claim in one.claims))

    def _undated(self, told: list[tuple[str, str]]) -> Iterator[Question]:
        question = select(documents.c.key, documents.c.id).where(documents.c.published.is_(None))
        without = dict(map(tuple, self.connection.execute(question).all()))
        yield from undated([(without[document], key) for document, key in told if document in without])


def _is_corrected(one: Summary, wrong: Wrong) -> bool:
    """Whether another event or a figure calls one of its numbers wrong, from a later day than it does itself."""
    own = {(what, low, high): day for what, low, high, day in one.wrong}
    return any(wrong.get(number, "") > own.get(number, "") for number in one.numbers)


def _touched(events: dict[str, Summary], figures: list[Kept]) -> set[str]:
    """Events to which one of the figures may belong."""
    lines = [(one, one.claim) for one in figures if isinstance(one.claim, Figure)]
    if not lines:
        return set()
    inside = {one.document.key for one, _ in lines}
    replaced = {(figure.what, figure.supersedes) for _, figure in lines if figure.supersedes is not None}
    spots = {(where.place.id, figure.time.start) for _, figure in lines if figure.time and figure.time.start
             for where in figure.place if where.place is not None}  # fmt: skip
    outlets = outlets_of([one for one, _ in lines])
    by = _Origins(lines, outlets)
    found = set()
    for key, one in events.items():
        numbers = {(what, number) for what, low, high in one.numbers for number in (low, high) if number is not None}
        near = any(claim.document in inside for claim in one.claims) or not replaced.isdisjoint(numbers)
        if one.deed and (near or not spots.isdisjoint(one.spots) or any(map(by.told, one.sources))):
            found.add(key)
    return found


class _Origins:
    """Who tells tolls in figures that no claim counts."""

    def __init__(self, lines: list[tuple[Kept, Figure]], outlets: dict[str, str]) -> None:
        from dateline.record.state.attribution import origin

        self.said = sorted({(figure.what, origin(one, outlets)) for one, figure in lines if is_toll(one)})
        self.known: dict[tuple[str, str], bool] = {}

    def told(self, source: tuple[str, str]) -> bool:
        """Whether one of them told the same, under this name or a fuller one."""
        if source not in self.known:
            what, who = source
            self.known[source] = any(what == one and akin(who, other) for one, other in self.said)
        return self.known[source]


def _may_tell(told: list[ClaimSummary], made: list[Kept], deadlines: list[Kept], day: str) -> Iterator[str]:
    """Claims that may say what became of a plan or of a day set: of the same doers and a family of types, or a deed in time that shares
    a word with what was to be done."""
    from dateline.record.claim_features import side

    first: dict[tuple[str, str], str] = {}
    for one in made:
        who = side(one.claim.actor) if isinstance(one.claim, Claim) else side(())
        for family in families(one.claim.type) if isinstance(one.claim, Claim) else ():
            for doer in (*(f"#{key}" for key in who.ids), *who.words):
                first[family, doer] = min(first.get((family, doer), "9"), one.document.known)
    times: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in deadlines:
        line = one.claim
        if isinstance(line, Deadline) and line.time is not None:
            for word in matter(line.what.text, line.who, line.place):
                times[word].append((one.document.known, min(line.time.end or "9", day)))
    for claim in told:
        alike = any(
            first.get((family, doer), "9") <= claim.known for family in families(claim.type) for doer in claim.doers
        )
        if alike or any(since < claim.known <= until for word in claim.words for since, until in times.get(word, ())):
            yield claim.key
