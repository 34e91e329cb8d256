"""Tolls, brought up to what came in: figures that may belong to what came in, or have come in, are placed anew, and the events counted
anew that these change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

from sqlalchemy import select

from dateline.record.queries.increments.delta import MOST, Delta, TooMuchError
from dateline.record.queries.increments.work import Tied, Tolls, all_of, begun, correcting, massed, tied
from dateline.record.queries.standing import Answer
from dateline.record.queries.touching import is_corrected
from dateline.record.schema import claims, facets, memberships
from dateline.record.series import LATE, valid
from dateline.record.state.attribution import akin
from dateline.record.state.figure_notes import MASS, Note, Series
from dateline.record.state.figures import Assigned, Search, Wrong, in_turn
from dateline.record.state.summaries import Summary
from dateline.record.state.tolls import in_order, of_places, tolls
from dateline.record.states import Toll
from dateline.record.types import Kept

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


class _Ties:
    """What may tie figures to events and figures that are not as they were."""

    def __init__(self) -> None:
        self.documents: set[str] = set()
        self.spots: set[tuple[str, str]] = set()
        self.numbers: dict[tuple[str, int | None], list[tuple[frozenset[str], str]]] = defaultdict(list)
        self.sources: dict[str, list[tuple[str, frozenset[str], str]]] = defaultdict(list)
        self.first = LATE

    def add(self, one: Tied, inside: Iterable[str], spots: Iterable[tuple[str, str]] = ()) -> None:
        """An event. ``inside``: keys of its claims."""
        self.documents |= {key.partition(".")[0] for key in inside}
        self.spots.update(spots)
        self.first = min(self.first, one.known)
        for what, low, high in one.numbers:
            for value in {low, high}:
                self.numbers[what, value].append((frozenset(one.towns), one.known))
        for what, who in one.sources:
            self.sources[what].append((who, frozenset(one.towns), one.known))

    def add_figure(self, one: Note) -> None:
        """A figure that has another place than before."""
        self.documents.add(one.document)
        self.first = min(self.first, one.known)
        for value in {one.low, one.high}:
            self.numbers[one.what, value].append((frozenset(), one.known))
        self.sources[one.what].append((one.origin, frozenset(), one.known))

    def may_be_of(self, one: Note) -> bool:
        """Whether they may change where a figure belongs."""
        if one.document in self.documents or not self.spots.isdisjoint(one.spots):
            return True
        if one.known < self.first:  # numbers and sources are of what was told no later
            return False
        replaced = self.numbers.get((one.what, one.supersedes), ()) if one.supersedes is not None else ()
        if any(known <= one.known and _may_meet(one, towns) for towns, known in replaced):
            return True
        return one.toll and any(_is_of(one, *source) for source in self.sources.get(one.what, ()))


def _is_of(one: Note, who: str, towns: frozenset[str], known: str) -> bool:
    """Whether a source that counted something of some towns, told from a day on, may be that of a toll."""
    return known <= one.known and _may_meet(one, towns) and akin(who, one.origin)


def _may_meet(one: Note, towns: Collection[str]) -> bool:
    return not towns or not one.towns or not set(towns).isdisjoint(one.towns)


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
        self.ties, self.dirty = _Ties(), set[str]()

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
            self.ties.add(self.old.counted.get(key, _NOTHING), all_of(work.members[key]))
        for one in self.over.values():
            if one.deed:
                self.ties.add(Tied.of(one), (claim.key for claim in one.claims), one.spots)
        for note in self.old.notes:
            if self.delta.is_gone(note.key):
                self.ties.add_figure(note)
                self.dirty |= {self.old.given[note.key]} if note.key in self.old.given else set()

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
        self.given.pop(one.key, None)
        if new is not None:
            self.given[one.key] = new

    def _event_of(self, one: Note) -> str | None:
        """The event of a figure by its key, looked for among all that anything ties it to."""
        last = self._last_with(one)
        near = self._near(one, last)
        if not near:
            return None
        some = self.delta.answer(near)
        some.fetch(some.events)
        before = [other for other in self.notes if other.order < one.order and self.given.get(other.key) in some.events]
        lines = {kept.key: kept for kept in self.delta.view.kept({one.key, *(other.key for other in before)})}
        search = Search((some.full[key] for key, event in some.events.items() if event.began <= self.delta.day), {})
        for other in before:
            search.give(lines[other.key], some.full[self.given[other.key]])
        return _found(search, lines[one.key], last)

    def _last_with(self, one: Note) -> set[str]:
        """The last events with the number that a figure replaces, which is of the last of them."""
        if one.supersedes is None:
            return set()
        told = self._index[0].get((one.what, one.supersedes), set())
        some = (key for key in told | self._given_to(lambda other: _is_replaced(other, one)) if key in self.counted)
        fit = (key for key in some if self.counted[key].known <= one.known and _may_meet(one, self.counted[key].towns))
        return set(nlargest(LAST, fit, key=lambda key: (self.counted[key].known, key)))

    def _near(self, one: Note, last: set[str]) -> set[str]:
        """The events that may be a figure's: those told in its dispatch, at its places and days, with a number that it replaces, or which
        its source counted; and those of earlier figures that tell of such."""
        found = self.delta.events_of({one.document}) | self._at(one.spots)
        found |= last | (self._given_to(lambda other: _is_replaced(other, one)) - self.counted.keys())
        found |= self._given_to(lambda other: other.document == one.document)
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
        return found | self._given_to(lambda other: other.what == one.what and akin(other.origin, one.origin))

    def _counted_by(self, one: Note) -> set[str]:
        """The events of its towns that the source of a figure counted."""
        told = (keys for who, keys in self._index[1][one.what].items() if akin(who, one.origin))
        return {key for keys in told for key in keys if _may_meet(one, self.counted[key].towns)}

    def _given_to(self, fits: Callable[[Note], bool]) -> set[str]:
        """The events of some figures that have one."""
        return {self.given[other.key] for other in self.notes if other.key in self.given and fits(other)}

    @cached_property
    def _index(self) -> tuple[dict[tuple[str, int | None], set[str]], dict[str, dict[str, set[str]]]]:
        """The events that are counted, by their numbers and by who counted them."""
        numbers: dict[tuple[str, int | None], set[str]] = defaultdict(set)
        sources: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for key, one in self.counted.items():
            for what, low, high in one.numbers:
                numbers[what, low].add(key)
                numbers[what, high].add(key)
            for what, who in one.sources:
                sources[what][who].add(key)
        return numbers, sources

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


def _found(search: Search, kept: Kept, last: set[str]) -> str | None:
    """The event of a figure by its key. Raises TooMuchError where the last event with the number that it replaces may not be among those
    looked at (``last``)."""
    if len(last) == LAST:
        replaced = next(search.replaced_by(kept), None)
        if replaced is None or replaced.key not in last:
            raise TooMuchError
    found = search.event_of(kept)
    return None if found is None else found.key


def _is_replaced(one: Note, other: Note) -> bool:
    """Whether a figure has the number that another replaces."""
    return other.supersedes is not None and one.what == other.what and other.supersedes in (one.low, one.high)


_NOTHING = Tied(LATE, LATE, (), (), ())
