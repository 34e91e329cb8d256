"""Figures and events that are counted, by what ties them to each other: what may have changed, and what a figure may belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from dateline.record.queries.increments.work import Tied
from dateline.record.series import LATE
from dateline.record.state.attribution import akin
from dateline.record.state.figure_notes import Note

BEHIND = "\uffff"
"""Sorts behind every key."""


class Ties:
    """What may tie figures to events and figures that are not as they were."""

    def __init__(self) -> None:
        self.documents: set[str] = set()
        self.spots: set[tuple[str, str]] = set()
        self.numbers: dict[tuple[str, int | None], set[_Told]] = defaultdict(set)
        self.sources: dict[str, set[tuple[str, _Told]]] = defaultdict(set)
        self.first = LATE

    def add(self, one: Tied, inside: Iterable[str], spots: Iterable[tuple[str, str]] = (), *, since: str = "") -> None:
        """An event. ``inside``: keys of its claims; ``since``: the day on which the first thing was told by which it is not as it was, ""
        where that is not known."""
        self.documents |= {key.partition(".")[0] for key in inside}
        self.spots.update(spots)
        self.first = min(self.first, one.known)
        told = _Told(frozenset(one.towns), one.known, max(one.known, since))
        for what, low, high in one.numbers:
            for value in {low, high}:
                self.numbers[what, value].add(told)
        for what, who in one.sources:
            self.sources[what].add((who, told))

    def add_figure(self, one: Note) -> None:
        """A figure that has another place than before."""
        self.documents.add(one.document)
        self.first = min(self.first, one.known)
        told = _Told(frozenset(), one.known, one.known)
        for value in {one.low, one.high}:
            self.numbers[one.what, value].add(told)
        self.sources[one.what].add((one.origin, told))

    def may_be_of(self, one: Note) -> bool:
        """Whether they may change where a figure belongs."""
        if one.document in self.documents or not self.spots.isdisjoint(one.spots):
            return True
        if one.known < self.first:  # numbers and sources are of what was told no later
            return False
        replaced = self.numbers.get((one.what, one.supersedes), ()) if one.supersedes is not None else ()
        if any(told.may_change(one) for told in replaced):
            return True
        sources = self.sources.get(one.what, ()) if one.toll else ()
        return any(told.may_change(one) and akin(who, one.origin) for who, told in sources)


class _Told(NamedTuple):
    """What was told of some towns, first on the day ``known``, and otherwise than before from the day ``since`` on."""

    towns: frozenset[str]
    known: str
    since: str

    def may_change(self, one: Note) -> bool:
        """Whether it may change where a figure belongs: what was told later than the figure does not, but for whose side it was done by,
        which is asked of all that is told."""
        return (self.known if one.sided else self.since) <= one.known and may_meet(one, self.towns)


def may_meet(one: Note, towns: Collection[str]) -> bool:
    """Whether a figure may be of some towns: one of the two names none, or both name one."""
    return not towns or not one.towns or not frozenset(towns).isdisjoint(one.towns)


class Index:
    """Figures, and events that are counted, by what a figure is looked for by, so that none is looked for among all of them."""

    def __init__(self, notes: Iterable[Note], counted: Mapping[str, Tied]) -> None:
        self.of_document: dict[str, list[Note]] = defaultdict(list)
        self._with_number: dict[tuple[str, int | None], list[Note]] = defaultdict(list)
        self._of_source: dict[str, dict[str, list[Note]]] = defaultdict(lambda: defaultdict(list))
        for one in notes:
            self.of_document[one.document].append(one)
            self._of_source[one.what][one.origin].append(one)
            for value in {one.low, one.high}:
                self._with_number[one.what, value].append(one)
        self._numbered: dict[tuple[str, int | None], set[tuple[str, str]]] = defaultdict(set)
        self._counted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._in_order: dict[tuple[str, int | None], list[tuple[str, str]]] = {}
        for key, event in counted.items():
            for what, low, high in event.numbers:
                self._numbered[what, low].add((event.known, key))
                self._numbered[what, high].add((event.known, key))
            for what, who in event.sources:
                self._counted[what][who].add(key)

    def replaced_by(self, one: Note) -> list[Note]:
        """The figures with the number that one replaces."""
        return [] if one.supersedes is None else self._with_number.get((one.what, one.supersedes), [])

    def told_by_source_of(self, one: Note) -> Iterator[Note]:
        """The figures that the source of one tells of the same."""
        return (other for who, some in self._of_source[one.what].items() if akin(who, one.origin) for other in some)

    def counted_by_source_of(self, one: Note) -> Iterator[str]:
        """The events of which the source of a figure counted the same."""
        return (key for who, keys in self._counted[one.what].items() if akin(who, one.origin) for key in keys)

    def with_number_replaced_by(self, one: Note) -> Iterator[str]:
        """The events known no later than a figure that have the number which it replaces; the last first."""
        number = one.what, one.supersedes
        if number not in self._in_order:
            self._in_order[number] = sorted(self._numbered.get(number, ()))
        told = self._in_order[number]
        return (told[at][1] for at in reversed(range(bisect_right(told, (one.known, BEHIND)))))
