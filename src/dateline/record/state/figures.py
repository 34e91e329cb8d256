"""Figures that no claim counts: the event each belongs to, and those that stand for themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from dateline.record.claim_features import Side, side
from dateline.record.state.attribution import akin, origin
from dateline.record.state.figure_notes import Note, Series, is_toll, note, spots_of, towns_of
from dateline.record.state.settings import settings
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Figure, Tally

BETWEEN = 1  # characters between two sentences of one paragraph
CORRECTION = "line.correction"
"""The rule of figures that a dispatch gives instead of wrong ones."""
HARM = frozenset({"killed", "injured", "missing"})
"""What comes of an attack."""


class Assigned(msgspec.Struct, frozen=True):
    """Figures by the key of their event; and groups of those without one, each of one thing told."""

    inside: dict[str, list[Kept]]
    alone: tuple[tuple[Kept, ...], ...]


def assigned(figures: Iterable[Kept], happenings: Iterable[Happening], outlets: dict[str, str]) -> Assigned:
    """Where each figure belongs. One that is said to be wrong, or that is counted of a place, belongs nowhere here."""
    search, series = Search(happenings, outlets), Series()
    lines = {one.key: one for one in figures}
    for told in in_turn(lines.values(), outlets):
        one = lines[told.key]
        event = search.event_of(one)
        if event is not None:
            search.give(one, event)
        else:
            series.add(told)
    return Assigned(dict(search.inside), tuple(tuple(lines[key] for key in some) for some in series.groups))


def in_turn(figures: Iterable[Kept], outlets: dict[str, str]) -> list[Note]:
    """The notes of those that may belong somewhere, as they are looked at."""
    return sorted((told for one in figures if (told := note(one, outlets))), key=lambda told: told.order)


class Search:
    """Events in which figures are looked for, with the figures that each has been given; each is found by what ties a figure to it."""

    def __init__(self, happenings: Iterable[Happening], outlets: dict[str, str]) -> None:
        self.events = sorted((one for one in happenings if _is_of(one)), key=_first_known)
        self.outlets = outlets
        self.inside: dict[str, list[Kept]] = defaultdict(list)
        self.towns = list(map(_towns_in, self.events))
        self.known = list(map(_first_known, self.events))
        self.at = {one.key: number for number, one in enumerate(self.events)}
        self.told_in: dict[str, set[int]] = defaultdict(set)
        self.with_number: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.by_source: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self.there: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, event in enumerate(self.events):
            for one in event.kept:
                self._note(one, number)
                start = one.claim.time.start if one.claim.time else None
                for where in one.claim.place if start else ():
                    if where.place is not None and start:
                        self.there[where.place.id, start].add(number)

    def _note(self, one: Kept, number: int) -> None:
        """What ties later figures to an event that has this claim or figure."""
        self.told_in[one.document.key].add(number)
        for tally in tallies_of(one):
            self.by_source[tally.what][origin(one, self.outlets)].add(number)
            for value in {tally.low, tally.high} - {None}:
                _put_in(self.with_number[tally.what, value], number)  # type: ignore[index]

    def give(self, kept: Kept, event: Happening) -> None:
        """Give a figure to an event."""
        self.inside[event.key].append(kept)
        self._note(kept, self.at[event.key])

    def event_of(self, kept: Kept) -> Happening | None:
        """The event told in its sentence; else the one whose toll it replaces; else that of its place and day; else, for a
        toll, the one that its source or its dispatch counted before it; else the one that the sentence before counts, or the one
        attack that it tells; else the only one before it of which its dispatch counts the same, where it names neither day nor place
        itself."""
        figure = kept.claim
        if not isinstance(figure, Figure):
            return None
        near = list(self._fitting(figure, self.told_in.get(kept.document.key, ())))
        if _is_total(kept, figure, near):
            return None
        found = self._surely(kept, figure, near)
        if found is None and is_toll(kept):
            found = self._counted_before(kept, figure, near)
        told = found or self._told_on(kept, figure, near) or self._came_of(kept, figure, near)
        return told or self._only(kept, figure, near)

    def _fitting(self, figure: Figure, numbers: Iterable[int], *, last: bool = False) -> Iterator[Happening]:
        """Those of the events to which a figure may belong, in their order, or the last one first."""
        towns = towns_of(figure.place)
        for number in sorted(numbers, reverse=last):
            if not _is_elsewhere(towns, self.towns[number]) and not _is_of_doers(figure, self.events[number]):
                yield self.events[number]

    def _surely(self, kept: Kept, figure: Figure, near: list[Happening]) -> Happening | None:
        """The event that the figure's sentence tells, whose number it replaces, or whose place and day it names."""
        beside = _beside(kept, near)
        if beside:
            return beside[0]
        there = {number for spot in spots_of(figure) for number in self.there.get(spot, ())}
        return next(self.replaced_by(kept), None) or next(self._fitting(figure, there), None)

    def replaced_by(self, kept: Kept) -> Iterator[Happening]:
        """The events known no later than a figure of which was told by then the number that it replaces, by its own outlet where that
        corrects it; the last first."""
        figure = kept.claim
        if isinstance(figure, Figure) and figure.supersedes is not None:
            numbers = self.with_number.get((figure.what, figure.supersedes), [])
            some = numbers[: bisect_right(numbers, kept.document.known, key=self.known.__getitem__)]
            for event in self._fitting(figure, some, last=True):
                told = (one for one in self._all(event) if _may_be_replaced(one, kept))
                if any(_counts(one, figure.what, figure.supersedes) for one in told):
                    yield event

    def _told_on(self, kept: Kept, figure: Figure, near: list[Happening]) -> Happening | None:
        """The event that the sentence before counts, where this one goes on with what it tells ("the rebels said that they had
        lost six men")."""
        for event in near:
            if any(_counts_what(one, figure.what) and _is_right_before(one, kept) for one in self._all(event)):
                return event
        return None

    def _came_of(self, kept: Kept, figure: Figure, near: list[Happening]) -> Happening | None:
        """The one attack that the sentence before tells, or of which it counts others, where this one tells what came of it ("Our men
        attacked the base. Five of them fell.")."""
        if figure.what not in HARM or figure.time is not None or figure.place:
            return None
        attacks = [one for one in near if any(map(_is_attack, one.kept)) and self._ends_before(one, kept)]
        return attacks[0] if len(attacks) == 1 else None

    def _ends_before(self, event: Happening, kept: Kept) -> bool:
        """Whether the sentence before tells of an event or counts those of it."""
        return any(_is_right_before(other, kept) for other in self._all(event))

    def _only(self, kept: Kept, figure: Figure, near: list[Happening]) -> Happening | None:
        """The event that the dispatch has counted before, where it has counted no other ("a hospital received 13 bodies")."""
        if figure.time is not None or figure.place:
            return None
        counted = [one for one in near if any(_counts_what(other, figure.what) for other in one.kept)]
        before = [one for one in counted if any(_is_told_before(other, kept) for other in one.kept)]
        return before[0] if len(counted) == len(before) == 1 else None

    def _all(self, event: Happening) -> tuple[Kept, ...]:
        """The claims of an event and the figures that it has been given."""
        return *event.kept, *self.inside[event.key]

    def _counted_before(self, kept: Kept, figure: Figure, near: list[Happening]) -> Happening | None:
        """The event of which the same source, or the sentence before, counted the same; None when there are several."""
        by_dispatch = [one for one in near if any(_is_right_before(other, kept) for other in one.kept)]
        both = [one for one in by_dispatch if self._is_of_source(kept, figure.what, one)]
        some = (both, list(islice(self._of_source(kept, figure), 2)), by_dispatch)
        return next((one[0] for one in some if len(one) == 1), None)

    def _of_source(self, kept: Kept, figure: Figure) -> Iterator[Happening]:
        """Events of which the source of a figure counted the same before."""
        ours, told = origin(kept, self.outlets), self.by_source.get(figure.what, {})
        numbers = {number for who, some in told.items() if akin(who, ours) for number in some}
        return (one for one in self._fitting(figure, numbers) if self._is_of_source(kept, figure.what, one))

    def _is_of_source(self, kept: Kept, what: str, event: Happening) -> bool:
        """Whether the source of a figure counted the same of an event before."""
        ours = origin(kept, self.outlets)
        before = (one for one in self._all(event) if _counts_what(one, what) and _is_before(one, kept))
        return any(akin(origin(one, self.outlets), ours) for one in before)


def _first_known(event: Happening) -> str:
    return min(kept.document.known for kept in event.kept)


def _may_be_replaced(one: Kept, kept: Kept) -> bool:
    """Whether what was told may be what a figure replaces: told no later, and, of a correction, by the outlet that corrects it."""
    here, there = kept.document, one.document
    own = (here.outlet or here.id) == (there.outlet or there.id)
    return there.known <= here.known and (own or not isinstance(kept.claim, Figure) or kept.claim.rule != CORRECTION)


def _put_in(numbers: list[int], number: int) -> None:
    """Put a number into a list in order that has each once."""
    at = bisect_left(numbers, number)
    if numbers[at : at + 1] != [number]:
        numbers.insert(at, number)


def _is_total(kept: Kept, figure: Figure, events: Iterable[Happening]) -> bool:
    """Whether a figure of several days goes with a smaller one of the same in its sentence: "two were killed, bringing the toll since
    Friday to five"."""
    beside = [one for event in events for one in event.kept if _is_beside(kept, one)]
    return _is_of_days(figure) and any(_counts_fewer(one, figure) for one in beside)


def _counts_fewer(kept: Kept, figure: Figure) -> bool:
    """Whether a claim counts fewer of the same."""
    same = (tally for tally in tallies_of(kept) if tally.what == figure.what)
    return any((tally.high or tally.low or 0) < (figure.low or 0) for tally in same)


def _is_of_days(figure: Figure) -> bool:
    """Whether it counts several days, from one that is told on."""
    return figure.time is not None and figure.time.start is not None and figure.time.start != figure.time.end


def _is_attack(kept: Kept) -> bool:
    claim = kept.claim
    told = isinstance(claim, Claim) and claim.modality == "actual" and claim.polarity == "+" and not claim.historical
    return told and isinstance(claim, Claim) and claim.type == "ASSAULT"


def _beside(kept: Kept, events: Iterable[Happening]) -> list[Happening]:
    """The events told in the sentence of a figure."""
    return [event for event in events if any(_is_beside(kept, other) for other in event.kept)]


def tallies_of(kept: Kept) -> tuple[Tally | Figure, ...]:
    """What a claim or a figure counts."""
    claim = kept.claim
    return claim.counts if isinstance(claim, Claim) else (claim,) if isinstance(claim, Figure) else ()


def _counts(kept: Kept, what: str, number: int) -> bool:
    """Whether a claim or figure counts something as so many."""
    return any(tally.what == what and number in (tally.low, tally.high) for tally in tallies_of(kept))


def _counts_what(kept: Kept, what: str) -> bool:
    return any(tally.what == what for tally in tallies_of(kept))


def _is_before(one: Kept, kept: Kept) -> bool:
    there, here = (one.document.known, one.document.key), (kept.document.known, kept.document.key)
    return one.document.known < kept.document.known or (
        there == here and one.claim.sentence.start < kept.claim.sentence.start
    )


def _is_told_before(one: Kept, kept: Kept) -> bool:
    """Whether the same dispatch tells it earlier."""
    return one.document.key == kept.document.key and one.claim.sentence.start < kept.claim.sentence.start


def _is_right_before(one: Kept, kept: Kept) -> bool:
    """Whether its sentence ends right before the other begins, in one paragraph of one dispatch."""
    gap = kept.claim.sentence.start - one.claim.sentence.end
    return one.document.key == kept.document.key and 0 <= gap <= BETWEEN


def _towns_in(event: Happening) -> frozenset[str]:
    """Ids of the towns that its claims name."""
    return towns_of(where for one in event.kept for where in one.claim.place)


def _is_of(event: Happening) -> bool:
    """Whether it is a deed that has victims."""
    return any(isinstance(one.claim, Claim) and one.claim.type in settings().sources.deeds for one in event.kept)


def _is_elsewhere(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether a figure names towns, an event names towns, and none is of both."""
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_of_doers(figure: Figure, event: Happening) -> bool:
    """Whether those counted are of the side that did it, and not of the side that it was done to, nor fell when it fought an armed one:
    its own losses elsewhere."""
    if not figure.of:
        return False
    ours = side(figure.of)
    told = [one.claim for one in event.kept if isinstance(one.claim, Claim) and one.claim.polarity == "+"]
    if any(_are_foes(side(one.actor), side(one.recipient)) for one in told):
        return False
    return any(_are_one(ours, side(one.actor)) and not _are_one(ours, side(one.recipient)) for one in told)


def _are_foes(one: Side, other: Side) -> bool:
    """Whether both are armed: rebels, forces, police."""
    armed = {*settings().whose.states, *settings().whose.armed}
    return not (armed.isdisjoint(one.sectors) or armed.isdisjoint(other.sectors))


def _are_one(one: Side, other: Side) -> bool:
    """Whether two sides share an id or a distinctive word."""
    return not (one.ids.isdisjoint(other.ids) and one.words.isdisjoint(other.words))


def _is_beside(kept: Kept, other: Kept) -> bool:
    return other.document.key == kept.document.key and other.claim.sentence == kept.claim.sentence


Wrong = dict[tuple[str, int | None, int | None], str]
"""Numbers called wrong (what was counted, low, high), each with the last day on which one said so."""


def withdrawn(kept: Iterable[Kept]) -> Wrong:
    """Numbers that a dispatch calls wrong, with the day from which they are: what was counted, low, high."""
    found: Wrong = {}
    for one in kept:
        if settings().wrong.isdisjoint(one.sentence.casefold().replace(",", " ").replace(".", " ").split()):
            continue
        for tally in tallies_of(one):
            key = tally.what, tally.low, tally.high
            found[key] = max(found.get(key, ""), one.document.known)
    return found
