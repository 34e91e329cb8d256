"""Towns that were taken and lost again: ACLED counts a capture only where it lasted for more than a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import msgspec
from sqlalchemy import select

from dateline.lexicon import crosswalk
from dateline.record.joining import asked
from dateline.record.schema import event_facets, members
from dateline.record.state.attribution import speaker
from dateline.record.types import Kept
from dateline.record.view import View
from dateline.types import Claim

MODE = "territory"
GROUP = 500  # claims looked at at a time
TAKEN = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
LASTING = 1  # days after which a capture counts


class Capture(msgspec.Struct, frozen=True, order=True):
    """A place taken on a day, as one claim tells it; ``side``: who took it."""

    day: str
    known: str
    event: str
    side: str


def undone(view: View) -> dict[str, str]:
    """Events in which a place was taken that another side took within a day: the day on which it did, by key of the event.

    Only captures with a single day count. All that is held of them are their places, days and sides.
    """
    taken: dict[str, set[Capture]] = defaultdict(set)
    for kept in _kept(view):
        for place in _places(kept):
            taken[place].add(_capture(kept))
    return {
        first.event: second.day
        for some in taken.values()
        for first, second in pairwise(sorted(some))
        if first.event != second.event and first.side != second.side and _days(first, second) <= LASTING
    }


def _kept(view: View) -> Iterator[Kept]:
    """Claims that tell of a capture as done, on one day."""
    captures = select(event_facets.c.event).where(event_facets.c.kind == "mode", event_facets.c.value == MODE)
    events = view.connection.scalars(captures).all()
    there = {claim for (claim,) in asked(view.connection, select(members.c.claim), members.c.event, events)}
    standing = sorted(view.standing(there))
    for at in range(0, len(standing), GROUP):
        some = standing[at : at + GROUP]
        yield from filter(_tells_a_capture, view.kept(some, view.grouped(some)))


def _tells_a_capture(kept: Kept) -> bool:
    claim = kept.claim
    if not isinstance(claim, Claim) or claim.time is None or claim.time.start is None or not claim.actor:
        return False
    return claim.time.start == claim.time.end and crosswalk.acled_of(claim) in TAKEN


def _places(kept: Kept) -> Iterable[str]:
    return {where.place.id for where in kept.claim.place if where.place is not None and where.place.id}


def _capture(kept: Kept) -> Capture:
    claim = kept.claim
    day = (claim.time.start if claim.time else None) or ""
    side = speaker(claim.actor[0]).casefold() if isinstance(claim, Claim) else ""
    return Capture(day, kept.document.known, kept.event, side)


def _days(first: Capture, second: Capture) -> int:
    return (date.fromisoformat(second.day) - date.fromisoformat(first.day)).days
