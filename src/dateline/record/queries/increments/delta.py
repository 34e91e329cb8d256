"""What came in since an answer was worked out, as far as it is asked for: events made anew, and what they were made of before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from sqlalchemy import Connection, select

from dateline.record.joining import asked
from dateline.record.pieces import wholes_of
from dateline.record.queries.increments.work import Work, all_of, asked_for
from dateline.record.queries.standing import Answer
from dateline.record.schema import claims, documents, memberships
from dateline.record.series import valid
from dateline.record.touches import Touched
from dateline.record.types import Kept
from dateline.record.view import Asked, View

MOST = 1_500
"""Events, or claims, from which on it is as well to work an answer out as a whole."""


class TooMuchError(Exception):
    """What came in changes more than is worth telling apart: the answer has to be worked out as a whole."""


def versions_of(connection: Connection, inside: Collection[str]) -> set[str]:
    """All versions of some documents."""
    identity = documents.c.identity
    told = {one for (one,) in asked(connection, select(identity), documents.c.key, inside)} - {None}
    return {key for (key,) in asked(connection, select(documents.c.key), identity, told)}


def document_of(key: str) -> str:
    """The key of the document of a claim or line."""
    return key.partition(".")[0]


class Delta:
    """``events``: those that may have changed; ``now``: the part of the answer that they are; ``gone``: the claims asked for that they
    had before; ``were``: all that they had; ``documents``: those whose lines may have come, gone or changed."""

    def __init__(self, view: View, day: str, wanted: Asked, work: Work, touched: Touched) -> None:
        self.view, self.day, self.wanted, self.work = view, day, wanted, work
        self.documents = touched.documents | versions_of(view.connection, touched.documents)
        self.events = touched.events | self._parts(touched.events)
        if len(self.events) > MOST:
            raise TooMuchError
        self.now = self.answer(self.events, self.documents)
        before = [work.members[key] for key in self.events if key in work.members]
        self.gone = {claim for some in before for claim in asked_for(some)}
        self.were = {claim for some in before for claim in all_of(some)}

    def answer(self, events: Iterable[str], inside: Iterable[str] = ()) -> Answer:
        """The part of the answer that some events and the lines of some documents are."""
        return Answer(self.view, self.day, self.wanted, Touched(frozenset(events), frozenset(inside)), detailed=True)

    @cached_property
    def come(self) -> list[Kept]:
        """All claims of the events that were asked for, in full, by the place of each in the answer."""
        place = {one.key: at for at, one in enumerate(self.now.claims)}
        return sorted(self.now.kept(place.keys()), key=lambda one: place[one.key])

    @cached_property
    def keys(self) -> set[str]:
        """All claims that are asked for, as they are now."""
        stay = (some for event, some in self.work.members.items() if event not in self.events)
        return {key for some in stay for key in asked_for(some)} | {one.key for one in self.now.claims}

    def is_gone(self, line: str) -> bool:
        """Whether a line, by its key, may not be as it was."""
        return document_of(line) in self.documents

    def events_of(self, inside: Collection[str]) -> set[str]:
        """The events that tell what some documents tell, by the key of these."""
        table = memberships.c
        question = select(table.event).join(claims, claims.c.key == table.claim)
        question = question.where(valid(memberships, self.view.day, self.view.kept_up))
        return {event for (event,) in asked(self.view.connection, question, claims.c.document, inside)}

    def _parts(self, events: Collection[str]) -> set[str]:
        """Events of which links say that they are parts of what changed, by their claims."""
        table, connection = memberships.c, self.view.connection
        holds = valid(memberships, self.view.day, self.view.kept_up)
        now = {claim for (claim,) in asked(connection, select(table.claim).where(holds), table.event, events)}
        before = {claim for key in events for claim in all_of(self.work.members.get(key, ""))}
        parts = wholes_of(connection, now | before)
        return {event for (event,) in asked(connection, select(table.event).where(holds), table.claim, parts)}
