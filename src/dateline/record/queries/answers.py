"""Answers of late about a day, each good for as long as nothing comes in that was known by that day."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from dateline.record import touches
from dateline.record.collecting import uncollected
from dateline.record.joining import asked
from dateline.record.queries import kept_answers, standing
from dateline.record.queries.increments.answer import worked_on
from dateline.record.queries.increments.work import Work, work_of
from dateline.record.queries.standing import Answer
from dateline.record.remembering import upheld
from dateline.record.schema import documents
from dateline.record.states import State
from dateline.record.view import Asked

ROWS = 40_000  # of all answers kept: a whole record of 100,000 dispatches has about 15,000


MORE = 200
"""Dispatches that came in since an answer was kept, from which on it is kept anew."""


class Mark(NamedTuple):
    """What stays the same for as long as an answer does: how many dispatches were known by its day, how many judgements there are and
    when the last came, how often something was changed in its place."""

    documents: int
    judgements: int
    judged: str
    changes: int


class Answers:
    """The answers of one record that is open, so many rows of them in all, the ones asked for last. ``engine``: where large ones are kept
    for other processes; None for nowhere."""

    def __init__(self, rows: int = ROWS, engine: Engine | None = None) -> None:
        self.rows, self.engine = rows, engine
        self._kept: OrderedDict[tuple[str, Asked], tuple[Mark, State, int]] = OrderedDict()
        self._work: dict[tuple[str, Asked], tuple[kept_answers.Mark, Work]] = {}
        self._lock = Lock()

    def as_of(self, connection: Connection, day: str, wanted: Asked) -> State:
        """How things stood on a day by what was known by ``wanted.known_by``: ``standing.as_of``, worked out once."""
        if wanted.clock != "published":  # when the record got things is not looked at
            return standing.as_of(connection, day, wanted)
        mark = mark_of(connection, wanted.known_by)
        with self._lock:
            found = self._kept.get((day, wanted))
            if found is not None and found[0] == mark:
                self._kept.move_to_end((day, wanted))
                return found[1]
        with uncollected():
            state = kept_answers.recall(connection, day, wanted, mark) if self.engine is not None else None
            state = self._brought_up(connection, day, wanted, mark) if state is None else state
        if state is None:
            state = self._worked_out(connection, day, wanted, mark)
        self._keep((day, wanted), mark, state)
        return state

    def _brought_up(self, connection: Connection, day: str, wanted: Asked, mark: Mark) -> State | None:
        """An earlier answer to the question brought up to what came in since; None where there is none that can be."""
        old = self._work.get((day, wanted))
        if old is None or old[0][1:] != mark[1:]:
            old = kept_answers.recall_work(connection, day, wanted, mark) if self.engine is not None else None
        made = worked_on(connection, day, wanted, old[1]) if old is not None else None
        if old is None or made is None:
            return None
        self._work = {(day, wanted): (mark, made)}
        if self.engine is not None and mark[0] - old[0][0] >= MORE:
            kept_answers.keep(self.engine, day, wanted, mark, made.state, made)
        return made.state

    def _worked_out(self, connection: Connection, day: str, wanted: Asked, mark: Mark) -> State:
        """The answer as a whole."""
        found: list[Work] = []

        def seen(answer: Answer, state: State) -> None:
            if state.claims >= kept_answers.LARGE:
                found.append(work_of(answer, state))

        state = standing.as_of(connection, day, wanted, seen=seen)
        if found:
            self._work = {(day, wanted): (mark, found[0])}
        if self.engine is not None:
            kept_answers.keep(self.engine, day, wanted, mark, state, found[0] if found else None)
        return state

    def _keep(self, key: tuple[str, Asked], mark: Mark, state: State) -> None:
        """Keep an answer, and leave out as many of the oldest as are too many."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = mark, state, kept_answers.size(state)
            while sum(size for _, _, size in self._kept.values()) > self.rows:
                self._kept.popitem(last=False)


def mark_of(connection: Connection, known_by: str | None) -> Mark:
    """The mark of an answer from what was known by a day, all that is known for None."""
    told = upheld(connection)
    return Mark(_documents(connection, known_by, told.changes), *told)


class _Counted(NamedTuple):
    """How many dispatches were known by a day after a write, and how often something had been changed in its place."""

    number: int
    turn: int
    changes: int


_COUNTING = Lock()
_COUNTED: WeakKeyDictionary[Engine, dict[str | None, _Counted]] = WeakKeyDictionary()
DAYS = 500
"""Days for which the number of dispatches is remembered: counting goes through all of them."""


def _documents(connection: Connection, known_by: str | None, changes: int) -> int:
    """How many dispatches were known by a day; counted anew only if one of them may have come in since."""
    turn = touches.turn(connection)
    with _COUNTING:
        old = _COUNTED.setdefault(connection.engine, {}).get(known_by)
    if old is not None and old.changes == changes and not _may_have_come(connection, old.turn, turn, known_by):
        number = old.number
    else:
        question = select(func.count(documents.c.known))
        number = connection.scalar(question if known_by is None else question.where(documents.c.known <= known_by)) or 0
    with _COUNTING:
        held = _COUNTED[connection.engine]
        held[known_by] = _Counted(number, turn, changes)
        if len(held) > DAYS:
            held.pop(next(iter(held)))
    return number


def _may_have_come(connection: Connection, turn: int, last: int, known_by: str | None) -> bool:
    """Whether a dispatch known by a day may have come in after a write; ``last``: the number of the last write."""
    if turn == last:
        return False
    touched = touches.since(connection, turn)
    if touched is None:
        return True
    question = select(documents.c.key)
    question = question if known_by is None else question.where(documents.c.known <= known_by)
    return any(True for _ in asked(connection, question, documents.c.key, touched.documents))
