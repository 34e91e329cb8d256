"""Figures that no claim counts: the event each belongs to, and those that stand for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from dateline.record.claim_features import side
from dateline.record.state.attribution import akin, origin
from dateline.record.state.settings import settings
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Figure, Tally, Where

BETWEEN = 1  # characters between two sentences of one paragraph
MASS = frozenset({"displaced", "returned", "evacuated"})
"""What is counted of a place rather than of one happening: later figures of a source replace its earlier ones there."""


class Assigned(msgspec.Struct, frozen=True):
    """Figures by the key of their event; and groups of those without one, each of one thing told."""

    inside: dict[str, list[Kept]]
    alone: tuple[tuple[Kept, ...], ...]


def assigned(figures: Iterable[Kept], happenings: Iterable[Happening], outlets: dict[str, str]) -> Assigned:
    """Where each figure belongs. One that is said to be wrong, or that is counted of a place, belongs nowhere here."""
    search = _Search(happenings, outlets)
    alone: list[list[Kept]] = []
    for one in sorted(
        figures, key=lambda kept: (kept.document.known, kept.document.key, kept.claim.trigger.span, kept.key)
    ):
        figure = one.claim
        if not isinstance(figure, Figure) or figure.polarity == "-" or figure.what in MASS:
            continue
        event = search.event_of(one, figure)
        if event is not None:
            search.inside[event.key].append(one)
        else:
            same = next((some for some in alone if _is_next(one, figure, some, outlets)), None)
            alone.append([one]) if same is None else same.append(one)
    return Assigned(dict(search.inside), tuple(map(tuple, alone)))


class _Search:
    """Events in which figures are looked for, with the figures that each has been given."""

    def __init__(self, happenings: Iterable[Happening], outlets: dict[str, str]) -> None:
        self.events = [one for one in happenings if _is_of(one)]
        self.outlets = outlets
        self.inside: dict[str, list[Kept]] = defaultdict(list)

    def event_of(self, kept: Kept, figure: Figure) -> Happening | None:
        """The event told in its sentence; else the one whose toll it replaces; else that of its place and day; else, for a
        toll, the one that its source or its dispatch counted before it; else the one that the sentence before counts."""
        fitting = [one for one in self.events if not _is_of_doers(figure, one) and not _is_elsewhere(figure, one)]
        found = self._surely(kept, figure, fitting)
        if found is None and is_toll(kept):
            found = self._counted_before(kept, figure, fitting)
        return found or self._told_on(kept, figure, fitting)

    def _surely(self, kept: Kept, figure: Figure, events: list[Happening]) -> Happening | None:
        """The event that the figure's sentence tells, whose number it replaces, or whose place and day it names."""
        replaced = [one for one in events if self._counts(one, figure.what, figure.supersedes)]
        there = [one for one in events if _is_there(figure, one)]
        return next((some[0] for some in (_beside(kept, events), replaced[-1:], there) if some), None)

    def _told_on(self, kept: Kept, figure: Figure, events: list[Happening]) -> Happening | None:
        """The event that the sentence before counts, where this one goes on with what it tells ("the rebels said that they had
        lost six men")."""
        for event in events:
            if any(_counts_what(one, figure.what) and _is_right_before(one, kept) for one in self._all(event)):
                return event
        return None

    def _counts(self, event: Happening, what: str, number: int | None) -> bool:
        """Whether a number stands in an event; False for None."""
        tallies = (tally for one in self._all(event) for tally in tallies_of(one) if tally.what == what)
        return number is not None and any(number in (tally.low, tally.high) for tally in tallies)

    def _all(self, event: Happening) -> tuple[Kept, ...]:
        """The claims of an event and the figures that it has been given."""
        return *event.kept, *self.inside[event.key]

    def _counted_before(self, kept: Kept, figure: Figure, events: list[Happening]) -> Happening | None:
        """The event of which the same source, or the sentence before, counted the same; None when there are several."""
        by_source = [one for one in events if self._is_of_source(kept, figure.what, one)]
        by_dispatch = [one for one in events if any(_is_right_before(other, kept) for other in one.kept)]
        both = [one for one in by_source if one in by_dispatch]
        return next((some[0] for some in (both, by_source, by_dispatch) if len(some) == 1), None)

    def _is_of_source(self, kept: Kept, what: str, event: Happening) -> bool:
        """Whether the source of a figure counted the same of an event before."""
        ours = origin(kept, self.outlets)
        before = (one for one in self._all(event) if _counts_what(one, what) and _is_before(one, kept))
        return any(akin(origin(one, self.outlets), ours) for one in before)


def _beside(kept: Kept, events: Iterable[Happening]) -> list[Happening]:
    """The events told in the sentence of a figure."""
    return [event for event in events if any(_is_beside(kept, other) for other in event.kept)]


def tallies_of(kept: Kept) -> tuple[Tally | Figure, ...]:
    """What a claim or a figure counts."""
    claim = kept.claim
    return claim.counts if isinstance(claim, Claim) else (claim,) if isinstance(claim, Figure) else ()


def _counts_what(kept: Kept, what: str) -> bool:
    return any(tally.what == what for tally in tallies_of(kept))


def _is_before(one: Kept, kept: Kept) -> bool:
    there, here = (one.document.known, one.document.key), (kept.document.known, kept.document.key)
    return one.document.known < kept.document.known or (
        there == here and one.claim.sentence.start < kept.claim.sentence.start
    )


def _is_right_before(one: Kept, kept: Kept) -> bool:
    """Whether its sentence ends right before the other begins, in one paragraph of one dispatch."""
    gap = kept.claim.sentence.start - one.claim.sentence.end
    return one.document.key == kept.document.key and 0 <= gap <= BETWEEN


def is_toll(kept: Kept) -> bool:
    """Whether its sentence speaks of a toll ("the number of dead", "the toll has risen")."""
    words = kept.sentence.casefold().replace(",", " ").replace(".", " ").split()
    return not settings().tolls.isdisjoint(words)


def _is_next(kept: Kept, figure: Figure, before: list[Kept], outlets: dict[str, str]) -> bool:
    """Whether a figure is what becomes of those told before it: it replaces one of them, or the same source tells the same toll
    again."""
    same = [one for one in before if _counts_what(one, figure.what)]
    if figure.supersedes is not None:
        return any(figure.supersedes in (tally.low, tally.high) for one in same for tally in tallies_of(one))
    return is_toll(kept) and any(_is_told_again(one, kept, figure, outlets) for one in same)


def _is_told_again(one: Kept, kept: Kept, figure: Figure, outlets: dict[str, str]) -> bool:
    """Whether the source of an earlier toll tells it again, of the same towns."""
    again = is_toll(one) and akin(origin(one, outlets), origin(kept, outlets)) and _is_later(kept, one)
    return again and _towns(one.claim.place) == _towns(figure.place)


def _is_later(kept: Kept, one: Kept) -> bool:
    return one.document.known < kept.document.known


def _towns(places: Iterable[Where]) -> frozenset[str]:
    return frozenset(
        where.place.id for where in places if where.place is not None and where.place.precision in {"city", "feature"}
    )


def _is_of(event: Happening) -> bool:
    """Whether it is a deed that has victims."""
    return any(isinstance(one.claim, Claim) and one.claim.type in settings().sources.deeds for one in event.kept)


def _is_elsewhere(figure: Figure, event: Happening) -> bool:
    """Whether the figure names towns, the event names towns, and none is of both."""
    ours, theirs = _towns(figure.place), _towns(where for one in event.kept for where in one.claim.place)
    return bool(ours and theirs) and not ours & theirs


def _is_of_doers(figure: Figure, event: Happening) -> bool:
    """Whether those counted are of the side that did it, and not of the side that it was done to: its own losses."""
    ours = side(figure.of)
    for one in event.kept:
        if isinstance(one.claim, Claim) and one.claim.polarity == "+" and (ours.ids or ours.words):
            did, met = side(one.claim.actor), side(one.claim.recipient)
            own = (ours.ids & did.ids) or (ours.words & did.words)
            if own and not ((ours.ids & met.ids) or (ours.words & met.words)):
                return True
    return False


def _is_beside(kept: Kept, other: Kept) -> bool:
    return other.document.key == kept.document.key and other.claim.sentence == kept.claim.sentence


def _is_there(figure: Figure, event: Happening) -> bool:
    """Whether a day and a place that the figure names are those of the event."""
    places = {where.place.id for where in figure.place if where.place is not None}
    time = figure.time
    if not places or time is None or time.start is None or time.start != time.end:
        return False
    for one in event.kept:
        there = {where.place.id for where in one.claim.place if where.place is not None}
        if places & there and one.claim.time is not None and one.claim.time.start == time.start:
            return True
    return False


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
