"""Tolls, brought up to what came in: figures that may belong to what came in, or have come in, are placed anew, and the events counted
anew that these change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select

from dateline.record.queries.increments.delta import MOST, Delta, TooMuchError
from dateline.record.queries.increments.tied import Index, Ties, may_meet
from dateline.record.queries.increments.work import Tied, Tolls, all_of, begun, correcting, massed, tied
from dateline.record.queries.standing import Answer
from dateline.record.queries.touching import is_corrected
from dateline.record.schema import claims, facets, memberships
from dateline.record.series import LATE, valid
from dateline.record.state.figure_notes import MASS, Note, Series
from dateline.record.state.figures import Assigned, Search, Wrong, in_turn
from dateline.record.state.summaries import Summary
from dateline.record.state.tolls import in_order, of_places, tolls
from dateline.record.states import Toll
from dateline.record.types import Happening, Kept

LAST = 8
"""Events with the number that a figure replaces that are looked at, of more of them."""


class Now(NamedTuple):
    """The tolls of an answer as they are now, those that went and those that came, and what they were worked out from."""

    tolls: tuple[Toll, ...]
    gone: list[Toll]
    come: list[Toll]
    work: Tolls


def brought_up(delta: Delta) -> Now:
    """The tolls of an answer as they are now."""
    return _Tolls(delta).made()


class _Tolls:
    """The work of bringing them up."""

    def __init__(self, delta: Delta) -> None:
        self.delta, self.old = delta, delta.work.tolls
        self.over = {key: one for key, one in delta.now.events.items() if one.began <= delta.day}
        self.wrong: Wrong = dict(self.old.wrong)
        self._refuse(self.over, delta.now.lines)
        self.lines = {one.key: one for one in begun(delta.now, delta.now.lines)}
        self.notes = self._all_notes()
        here = {one.key for one in self.notes}
        self.given = {key: event for key, event in self.old.given.items() if key in here}
        self.counted = {key: one for key, one in self.old.counted.items() if key not in delta.events}
        self.counted |= tied(self.over)
        self.ties, self.dirty = Ties(), set[str]()
        self.full: dict[str, Happening | None] = {}
        self.kept: dict[str, Kept] = {}
        self.index = Index(self.notes, self.counted)
        self.by_key = {one.key: one for one in self.notes}
        self.holding = _held(self.given)

    def _all_notes(self) -> list[Note]:
        """Of figures that stay and of those that came, in their order."""
        stay = [one for one in self.old.notes if not self.delta.is_gone(one.key)]
        return sorted([*stay, *in_turn(self.lines.values(), {})], key=lambda one: one.order)

    def _refuse(self, events: dict[str, Summary], lines: Iterable[Kept]) -> None:
        """Raise TooMuchError where what changes lies anywhere, as numbers are called wrong."""
        now = any(True for _ in correcting(events, lines)) or any(
            is_corrected(one, self.wrong) for one in events.values()
        )
        if now or any(map(self._is_new, self.old.correcting)):
            raise TooMuchError

    def _is_new(self, key: str) -> bool:
        """Whether an event or a figure may not be as it was."""
        return key in self.delta.events if key in self.delta.work.members else self.delta.is_gone(key)

    def made(self) -> Now:
        """Place figures, count events."""
        self._tie()
        for told in self.notes:
            self._place(told)
        groups, stay_alone, alone = self._alone()
        recounted = self._recounted()
        gone = self.delta.events | self.dirty | ({told.key for told in self.old.notes} - stay_alone)
        masses, of_masses = self._of_masses()
        stay, went = list[Toll](), list[Toll]()
        for one in self.delta.work.state.tolls:
            (went if one.event in gone or one.what in MASS else stay).append(one)
        come = [*(one for one in recounted if one.what not in MASS), *alone, *of_masses]
        work = Tolls(tuple(self.notes), self.given, groups, self.counted, masses, self.old.correcting, self.old.wrong)
        return Now(in_order([*stay, *come]), went, come, work)

    def _of_masses(self) -> tuple[frozenset[str], Iterable[Toll]]:
        """The events and figures that count what is counted of places, and their tolls: made anew where one of them may have changed."""
        there = frozenset(massed(self.over, self.lines.values()))
        gone = {key for key in self.old.massed if self._is_new(key)}
        keys = self.old.massed - gone | there
        if not there and not gone:
            return keys, [one for one in self.delta.work.state.tolls if one.what in MASS]
        if len(keys) > MOST:
            raise TooMuchError
        some = self.delta.answer(keys)
        some.fetch(some.events)
        lines = self.delta.view.kept(keys - some.events.keys())
        return keys, of_places([some.full[key] for key in some.events], lines, {}, self.wrong)

    def _tie(self) -> None:
        """Learn what ties figures to events that changed, and to those that went."""
        work = self.delta.work
        for key in self.delta.events & work.members.keys():
            self.ties.add(self.old.counted.get(key, _NOTHING), all_of(work.members[key]), since=self._changed_from(key))
        for key, one in self.over.items():
            if one.deed:
                inside = (claim.key for claim in one.claims)
                self.ties.add(Tied.of(one), inside, one.spots, since=self._changed_from(key))
        for note in self.old.notes:
            if self.delta.is_gone(note.key):
                self.ties.add_figure(note)
                self.dirty |= {self.old.given[note.key]} if note.key in self.old.given else set()

    def _changed_from(self, key: str) -> str:
        """The day of the first claim that came to an event, or may be by the word of another now; "" where claims went or it is of other
        towns, so that what was told of it before counts otherwise too."""
        now, before = self.over.get(key), set(all_of(self.delta.work.members.get(key, "")))
        if now is None or not _has_only_grown(self.old.counted.get(key), before, now):
            return ""
        come = (one for one in now.claims if one.key not in before or one.document in self.delta.documents)
        return min((one.known for one in come), default=LATE)

    def _place(self, one: Note) -> None:
        """Look for the event of a figure anew where it may have another than before."""
        old = self.old.given.get(one.key)
        if one.key not in self.lines and old not in self.delta.events and not self.ties.may_be_of(one):
            return
        new = self._event_of(one)
        if new == old and one.key not in self.lines:
            return
        self.ties.add_figure(one)
        self.dirty |= {key for key in (old, new) if key is not None}
        self.holding[self.given.pop(one.key, "")].discard(one.key)
        if new is not None:
            self.given[one.key] = new
            self.holding[new].add(one.key)

    def _event_of(self, one: Note) -> str | None:
        """The event of a figure by its key, looked for among all that anything ties it to."""
        last = self._last_with(one)
        near = self._near(one, last)
        if not near:
            return None
        some = self._happenings(near)
        held = (self.by_key[key] for event in some for key in self.holding.get(event, ()))
        before = sorted((other for other in held if other.order < one.order), key=lambda other: other.order)
        lines = self._figures({one.key, *(other.key for other in before)})
        search = Search(some.values(), {})
        for other in before:
            search.give(lines[other.key], some[self.given[other.key]])
        return _found(search, lines[one.key], last)

    def _happenings(self, keys: Collection[str]) -> dict[str, Happening]:
        """Those of the events that had begun by the day, in full, by what was known first; each is fetched once, whatever figures are
        looked for in it."""
        wanted = set(keys) - self.full.keys()
        if wanted:
            self.full |= dict.fromkeys(wanted) | self._fetched(self.delta.answer(wanted))
        found = [one for key in keys if (one := self.full[key]) is not None]
        return {one.key: one for one in sorted(found, key=lambda one: (one.kept[0].document.known, one.key))}

    def _fetched(self, answer: Answer) -> dict[str, Happening]:
        """The events of an answer that had begun by the day, as far as figures are held against them: without what contains them."""
        begun_ = {key: one for key, one in answer.events.items() if one.began <= self.delta.day}
        inside: dict[str, list[Kept]] = defaultdict(list)
        for kept in answer.kept({claim.key for one in begun_.values() for claim in one.claims}):
            inside[kept.event].append(kept)
        return {key: Happening(key, tuple(inside[key])) for key in begun_}

    def _figures(self, keys: Collection[str]) -> dict[str, Kept]:
        """Figures by their keys; each is fetched once."""
        self.kept |= {one.key: one for one in self.delta.view.kept(set(keys) - self.kept.keys())}
        return {key: self.kept[key] for key in keys}

    def _last_with(self, one: Note) -> set[str]:
        """The last events with the number that a figure replaces, which is of the last of them."""
        if one.supersedes is None:
            return set()
        fit = (key for key in self.index.with_number_replaced_by(one) if may_meet(one, self.counted[key].towns))
        last = set(islice(fit, LAST))
        for key in self._given_among(self.index.replaced_by(one)) & self.counted.keys():
            if self.counted[key].known <= one.known and may_meet(one, self.counted[key].towns):
                last.add(key)
        return set(nlargest(LAST, last, key=lambda key: (self.counted[key].known, key)))

    def _near(self, one: Note, last: set[str]) -> set[str]:
        """The events that may be a figure's: those told in its dispatch, at its places and days, with a number that it replaces, or which
        its source counted; and those of earlier figures that tell of such."""
        found = self.delta.events_of({one.document}) | self._at(one.spots)
        found |= last | (self._given_among(self.index.replaced_by(one)) - self.counted.keys())
        found |= self._given_among(self.index.of_document.get(one.document, ()))
        found |= self._of_source(one) if one.toll else set()
        left = {
            key
            for key in found
            if key in self.over or (key in self.delta.work.members and key not in self.delta.events)
        }
        if len(left) > MOST:
            raise TooMuchError
        return left

    def _of_source(self, one: Note) -> set[str]:
        """The events that the source of a toll counted, and those of its earlier figures. Two that it surely counted before are as good
        as all: what may be of several is of none."""
        found = self._counted_by(one)
        before = sorted(key for key in found if self.counted[key].last < one.known)
        if len(before) > 1 and not one.sided:
            return set(before[:2])
        return found | self._given_among(self.index.told_by_source_of(one))

    def _counted_by(self, one: Note) -> set[str]:
        """The events of its towns that the source of a figure counted."""
        return {key for key in self.index.counted_by_source_of(one) if may_meet(one, self.counted[key].towns)}

    def _given_among(self, notes: Iterable[Note]) -> set[str]:
        """The events of those of the figures that have one."""
        return {self.given[one.key] for one in notes if one.key in self.given}

    def _at(self, spots: Iterable[tuple[str, str]]) -> set[str]:
        """Events told of places, each with a first day."""
        found: set[str] = set()
        table = memberships.c
        for place, day in spots:
            if not place:  # a town by name that no gazetteer knows: claims are not found by it
                raise TooMuchError
            question = select(table.event).join(claims, claims.c.key == table.claim)
            question = question.join(facets, facets.c.claim == table.claim)
            told = (facets.c.kind == "place") & (facets.c.value == place) & (claims.c.start == day)
            holds = valid(memberships, self.delta.view.day, self.delta.view.kept_up)
            found |= {event for (event,) in self.delta.view.connection.execute(question.where(told, holds))}
        return found

    def _alone(self) -> tuple[tuple[tuple[str, ...], ...], set[str], tuple[Toll, ...]]:
        """The figures that no event has, put together; those that are as they were; the tolls of the others."""
        groups, before = self._groups(), set(self.old.groups)
        fresh = [some for some in groups if some not in before or not self.lines.keys().isdisjoint(some)]
        stay = {key for some in set(groups) - set(fresh) for key in some}
        return groups, stay, self._tolls_of(fresh)

    def _tolls_of(self, groups: list[tuple[str, ...]]) -> tuple[Toll, ...]:
        """The tolls of figures that no event has, put together."""
        kept = {one.key: one for one in self.delta.view.kept({key for some in groups for key in some})}
        where = Assigned({}, tuple(tuple(kept[key] for key in some) for some in groups))
        return tolls(self.delta.day, (), {}, wrong=self.wrong, where=where)

    def _groups(self) -> tuple[tuple[str, ...], ...]:
        series = Series()
        for one in self.notes:
            if one.key not in self.given:
                series.add(one)
        return tuple(map(tuple, series.groups))

    def _recounted(self) -> Iterator[Toll]:
        """The tolls of events that changed, and of those whose figures did."""
        there = self.dirty - self.delta.events
        beside = self.delta.answer(there)
        inside: dict[str, list[str]] = defaultdict(list)
        for one in self.notes:
            if self.given.get(one.key) in self.over or self.given.get(one.key) in there:
                inside[self.given[one.key]].append(one.key)
        lines = {one.key: one for one in self.delta.view.kept({key for some in inside.values() for key in some})}
        for answer, events in ((self.delta.now, self.over), (beside, beside.events)):
            yield from self._counted(answer, events, inside, lines)

    def _counted(
        self, answer: Answer, events: dict[str, Summary], inside: dict[str, list[str]], lines: dict[str, Kept]
    ) -> Iterator[Toll]:
        """The tolls of events with the figures in them."""
        some = {key: one for key, one in events.items() if key in inside}
        answer.fetch(some)
        yield from answer.as_kept({key: one for key, one in events.items() if key not in some})
        where = Assigned({key: [lines[line] for line in inside[key]] for key in some}, ())
        yield from tolls(self.delta.day, [answer.full[key] for key in some], {}, wrong=self.wrong, where=where)


def _held(given: dict[str, str]) -> dict[str, set[str]]:
    """The figures of each event that has some, from the event of each."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, event in given.items():
        found[event].add(key)
    return found


def _has_only_grown(old: Tied | None, before: set[str], now: Summary) -> bool:
    """Whether an event is what it was with more claims: still a deed, first told on the same day, of the same towns. ``before``: the keys
    of its claims then."""
    if old is None or not now.deed:
        return False
    is_same = (old.known, old.towns) == (now.claims[0].known, now.towns)
    return is_same and before.issubset(claim.key for claim in now.claims)


def _found(search: Search, kept: Kept, last: set[str]) -> str | None:
    """The event of a figure by its key. Raises TooMuchError where the last event with the number that it replaces may not be among those
    looked at (``last``)."""
    if len(last) == LAST:
        replaced = next(search.replaced_by(kept), None)
        if replaced is None or replaced.key not in last:
            raise TooMuchError
    found = search.event_of(kept)
    return None if found is None else found.key


_NOTHING = Tied(LATE, LATE, (), (), ())
