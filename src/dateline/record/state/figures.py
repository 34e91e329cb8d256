"""Figures that no claim counts: the event each belongs to, and those that stand for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from dateline.record.claim_features import side
from dateline.record.state.settings import settings
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Figure

MASS = frozenset({"displaced", "returned", "evacuated"})
"""What is counted of a place rather than of one happening: later figures of a source replace its earlier ones there."""


class Assigned(msgspec.Struct, frozen=True):
    """Figures by the key of their event; and groups of those without one, each of one thing told of one place."""

    inside: dict[str, list[Kept]]
    alone: tuple[tuple[Kept, ...], ...]


def assigned(figures: Iterable[Kept], happenings: Iterable[Happening]) -> Assigned:
    """Where each figure belongs. One that is said to be wrong belongs nowhere."""
    events = list(happenings)
    inside: dict[str, list[Kept]] = defaultdict(list)
    alone: dict[tuple[str, ...], list[Kept]] = defaultdict(list)
    for one in figures:
        figure = one.claim
        if not isinstance(figure, Figure) or figure.polarity == "-":
            continue
        event = _event(one, figure, events)
        if event is not None:
            inside[event.key].append(one)
        else:
            alone[_heap(one, figure)].append(one)
    return Assigned(dict(inside), tuple(tuple(some) for some in alone.values()))


def _heap(kept: Kept, figure: Figure) -> tuple[str, ...]:
    """Figures that are told of one thing."""
    if figure.what not in MASS:
        return (kept.key,)
    return figure.what, *sorted(where.place.id for where in figure.place if where.place is not None)


def _event(kept: Kept, figure: Figure, events: list[Happening]) -> Happening | None:
    """The event told in its sentence; else the one whose toll it replaces; else that of its place and day."""
    if figure.what in MASS:
        return None
    fitting = [one for one in events if _is_of(one) and not _is_of_doers(figure, one)]
    told = [one for one in fitting if any(_is_beside(kept, other) for other in one.kept)]
    replaced = [one for one in fitting if figure.supersedes is not None and _counts(one, figure.what, figure.supersedes)]
    near = [one for one in fitting if _is_there(figure, one)]
    return next(iter([*told, *replaced, *near]), None)


def _is_of(event: Happening) -> bool:
    """Whether it is a deed that has victims."""
    return any(isinstance(one.claim, Claim) and one.claim.type in settings().sources.deeds for one in event.kept)


def _is_of_doers(figure: Figure, event: Happening) -> bool:
    """Whether those counted are of the side that did it, and not of the side that it was done to: its own losses."""
    ours = side(figure.of)
    for one in event.kept:
        if isinstance(one.claim, Claim) and (ours.ids or ours.words):
            did, met = side(one.claim.actor), side(one.claim.recipient)
            own = (ours.ids & did.ids) or (ours.words & did.words)
            if own and not ((ours.ids & met.ids) or (ours.words & met.words)):
                return True
    return False


def _is_beside(kept: Kept, other: Kept) -> bool:
    return other.document.key == kept.document.key and other.claim.sentence == kept.claim.sentence


def _counts(event: Happening, what: str, number: int) -> bool:
    tallies = (tally for one in event.kept if isinstance(one.claim, Claim) for tally in one.claim.counts)
    return any(tally.what == what and number in (tally.low, tally.high) for tally in tallies)


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


def withdrawn(kept: Iterable[Kept]) -> dict[tuple[str, int | None, int | None], str]:
    """Numbers that a dispatch calls wrong, with the day from which they are: what was counted, low, high."""
    found: dict[tuple[str, int | None, int | None], str] = {}
    for one in kept:
        if settings().wrong.isdisjoint(one.sentence.casefold().replace(",", " ").replace(".", " ").split()):
            continue
        claim = one.claim
        tallies = claim.counts if isinstance(claim, Claim) else (claim,) if isinstance(claim, Figure) else ()
        for tally in tallies:
            key = tally.what, tally.low, tally.high
            found[key] = max(found.get(key, ""), one.document.known)
    return found


