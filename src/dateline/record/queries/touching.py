"""What of an answer has to be worked out from claims: events that figures and corrections touch, claims that may tell of a plan."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

import msgspec

from dateline.record.rules import families
from dateline.record.state.attribution import akin, origin, outlets_of
from dateline.record.state.deadlines import NOBODY, REFUSED, doings
from dateline.record.state.due import awaited, matter
from dateline.record.state.figure_notes import is_toll, spots_of, towns_of
from dateline.record.state.figures import Wrong, withdrawn
from dateline.record.state.summaries import ClaimSummary, Summary
from dateline.record.states import Toll
from dateline.record.types import Kept
from dateline.types import Deadline, Figure

EVER = "9"
"""Sorts behind every day."""


def as_part(toll: Toll, part: bool) -> Toll:
    """The toll of an event that is part of another, or is not."""
    return toll if toll.part == part else msgspec.structs.replace(toll, part=part)


def called_wrong(events: Iterable[Summary], figures: Iterable[Kept]) -> Wrong:
    """Numbers that events and figures call wrong."""
    found = withdrawn(figures)
    for one in events:
        for what, low, high, day in one.wrong:
            found[what, low, high] = max(found.get((what, low, high), ""), day)
    return found


def is_corrected(one: Summary, wrong: Wrong) -> bool:
    """Whether another event or a figure calls one of its numbers wrong, from a later day than it does itself."""
    own = {(what, low, high): day for what, low, high, day in one.wrong}
    return any(wrong.get(number, "") > own.get(number, "") for number in one.numbers)


def changed_by(events: dict[str, Summary], wrong: Wrong) -> set[str]:
    """Events whose tolls are not those of their claims alone: another says that a number is wrong, or they count what is counted of
    places."""
    return {key for key, one in events.items() if one.mass or is_corrected(one, wrong)}


def touched(events: dict[str, Summary], figures: list[Kept]) -> set[str]:
    """Events to which one of the figures may belong."""
    if not figures:
        return set()
    ties = _Ties(figures)
    return {key for key, one in events.items() if one.deed and ties.to(one)}


class _Ties:
    """What ties figures that no claim counts to events."""

    def __init__(self, figures: list[Kept]) -> None:
        lines = [(one, one.claim) for one in figures if isinstance(one.claim, Figure)]
        outlets = outlets_of([one for one, _ in lines])
        self.inside = {one.document.key for one, _ in lines}
        self.replaced: dict[tuple[str, int | None], _Towns] = defaultdict(_Towns)
        for _, figure in lines:
            self.replaced[figure.what, figure.supersedes].add(towns_of(figure.place))
        self.spots = {spot for _, figure in lines for spot in spots_of(figure)}
        self.said: dict[tuple[str, str], _Towns] = defaultdict(_Towns)
        for one, figure in lines:
            if is_toll(one):
                self.said[figure.what, origin(one, outlets)].add(towns_of(figure.place))
        self.known: dict[tuple[str, str], _Towns] = {}

    def to(self, one: Summary) -> bool:
        """Whether an event is told in their dispatches, has a number that they replace, was where and when they say, or was counted by
        who tells a toll."""
        near = any(claim.document in self.inside for claim in one.claims) or not self.spots.isdisjoint(one.spots)
        return near or self._is_replaced(one) or self._is_told(one)

    def _is_replaced(self, one: Summary) -> bool:
        numbers = ((what, number) for what, *bounds in one.numbers for number in bounds if number is not None)
        return any(self.replaced[number].may_be_of(one) for number in numbers if number in self.replaced)

    def _is_told(self, one: Summary) -> bool:
        """Whether who counted the event tells a toll that may be of its towns."""
        return any(self._told_by(source).may_be_of(one) for source in one.sources)

    def _told_by(self, source: tuple[str, str]) -> _Towns:
        """The towns of the tolls that a source tells, under its name or a fuller one."""
        if source not in self.known:
            what, who = source
            self.known[source] = _Towns()
            for (one, other), towns in self.said.items():
                if one == what and akin(who, other):
                    self.known[source].merge(towns)
        return self.known[source]


class _Towns:
    """The towns of some figures, and whether one of these names none."""

    def __init__(self) -> None:
        self.named: set[str] = set()
        self.any = self.unnamed = False

    def add(self, towns: frozenset[str]) -> None:
        """One more figure."""
        self.named |= towns
        self.any, self.unnamed = True, self.unnamed or not towns

    def merge(self, other: _Towns) -> None:
        """The figures of another."""
        self.named |= other.named
        self.any, self.unnamed = self.any or other.any, self.unnamed or other.unnamed

    def may_be_of(self, one: Summary) -> bool:
        """Whether one of the figures may belong to an event: a town of it is one of the event's own, or one of the two names none."""
        return self.any and (not one.towns or self.unnamed or not self.named.isdisjoint(one.towns))


def may_tell(told: list[ClaimSummary], made: list[Kept], deadlines: list[Kept], day: str) -> Iterator[str]:
    """Claims that may say what became of a plan or of a day set by ``day``: of the same doers and a family of types, or a deed in time
    that shares a word with what was to be done."""
    first, times, there = _first_told(made), _times(deadlines), _awaited(deadlines)
    of_type = {
        kind: [first[family] for family in _families(kind) if family in first] for kind in {one.type for one in told}
    }
    for claim in told:
        in_time = claim.known <= day and (_is_awaited(claim, there) or _is_in_time(claim, times))
        if in_time or _is_alike(claim, of_type[claim.type]):
            yield claim.key


def _first_told(made: list[Kept]) -> dict[str, dict[str, str]]:
    """The day on which a plan was first told, by its family and by its doers."""
    first: dict[str, dict[str, str]] = defaultdict(dict)
    for one in made:
        for family, doer in doings(one):
            for who in (doer, NOBODY):
                first[family][who] = min(first[family].get(who, EVER), one.document.known)
    return first


def _families(kind: str) -> frozenset[str]:
    """The families of a type, with that of refusals where it is one."""
    return families(kind) | {REFUSED} if kind == "REJECT" else families(kind)


def _is_alike(claim: ClaimSummary, first: list[dict[str, str]]) -> bool:
    """Whether a claim is of one of the doers of a plan, and told no earlier. ``first``: the doers of plans of its families."""
    return any(doer in some and some[doer] <= claim.known for some in first for doer in claim.doers or (NOBODY,))


def _awaited(deadlines: list[Kept]) -> dict[str, set[str]]:
    """Deeds and doers that are awaited, by the day."""
    there: dict[str, set[str]] = defaultdict(set)
    for line in deadlines:
        for one, day in awaited(line.claim) if isinstance(line.claim, Deadline) else ():
            there[day].add(one)
    return there


def _is_awaited(claim: ClaimSummary, there: dict[str, set[str]]) -> bool:
    """Whether a deed is told of a day for which it, or its doer, was awaited."""
    if not claim.words or claim.day not in there:
        return False
    wanted = there[claim.day]
    return not wanted.isdisjoint(claim.doers) or any(f"={word}" in wanted for word in claim.words)


class _Spans:
    """Spans of days in which something may have been told as done."""

    def __init__(self, spans: Iterable[tuple[str, str]]) -> None:
        """``spans``: the day on which it was set, and the last day for it."""
        ordered = sorted(spans)
        self.set = [since for since, _ in ordered]
        self.last = list(accumulate((until for _, until in ordered), max))

    def hold(self, known: str, on: str) -> bool:
        """Whether one was set before a day and is not over on another."""
        earlier = bisect_left(self.set, known)
        return earlier > 0 and on <= self.last[earlier - 1]


def _times(deadlines: list[Kept]) -> dict[str, _Spans]:
    """The days on which what was to be done may have been told as done, by the words for it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in deadlines:
        line = one.claim
        if isinstance(line, Deadline) and line.time is not None:
            for word in matter(line.what.text, line.who, line.place):
                found[word].append((one.document.known, line.time.end or EVER))
    return {word: _Spans(spans) for word, spans in found.items()}


def _is_in_time(claim: ClaimSummary, times: dict[str, _Spans]) -> bool:
    on = min(claim.day, claim.known)
    return any(word in times and times[word].hold(claim.known, on) for word in claim.words)
