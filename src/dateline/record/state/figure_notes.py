"""Figures that no claim counts, as far as it takes to place them, and those put together that stand for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from dateline.record.state.attribution import akin, origin
from dateline.record.state.settings import settings
from dateline.record.types import Kept
from dateline.types import Figure, Where

MASS = frozenset({"displaced", "returned", "evacuated"})
"""What is counted of a place rather than of one happening: later figures of a source replace its earlier ones there."""


class Note(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What places a figure that no claim counts. ``order``: by which figures are looked at, last its key; ``spots``: its places with its
    day; ``origin``: its source; ``toll``: it tells a toll; ``sided``: it says whose side those counted are of."""

    order: tuple[str, str, int, int, str]
    what: str
    low: int | None
    high: int | None
    supersedes: int | None
    towns: tuple[str, ...]
    spots: tuple[tuple[str, str], ...]
    origin: str
    toll: bool
    sided: bool

    @property
    def key(self) -> str:
        """Of its row."""
        return self.order[4]

    @property
    def document(self) -> str:
        """The key of its dispatch."""
        return self.order[1]

    @property
    def known(self) -> str:
        """The day its dispatch was known."""
        return self.order[0]


def note(kept: Kept, outlets: dict[str, str]) -> Note | None:
    """The note of a figure; None for one that belongs nowhere: it is said to be wrong, or counted of a place."""
    figure, span = kept.claim, kept.claim.trigger.span
    if not isinstance(figure, Figure) or figure.polarity == "-" or figure.what in MASS:
        return None
    return Note(
        (kept.document.known, kept.document.key, span.start, span.end, kept.key), figure.what, figure.low, figure.high, figure.supersedes,
        tuple(sorted(towns_of(figure.place))), tuple(sorted(spots_of(figure))), origin(kept, outlets), is_toll(kept), bool(figure.of),
    )  # fmt: skip


class Series:
    """Figures that no event has, put together as they come, in their order: each that replaces a number of an earlier one, or tells the
    toll of the same source and towns again, goes with it."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self._with_number: dict[tuple[str, int | None], int] = {}
        self._told: dict[tuple[str, tuple[str, ...]], dict[str, dict[int, str]]] = defaultdict(dict)

    def add(self, one: Note) -> None:
        """One more, by its key."""
        at = self._group_of(one)
        if at is None:
            at = len(self.groups)
            self.groups.append([])
        self.groups[at].append(one.key)
        for number in (one.low, one.high):
            self._with_number.setdefault((one.what, number), at)
            self._with_number[one.what, number] = min(at, self._with_number[one.what, number])
        if one.toll:
            self._told[one.what, one.towns].setdefault(one.origin, {}).setdefault(at, one.known)

    def _group_of(self, one: Note) -> int | None:
        """The first group that it goes with; None for none."""
        if one.supersedes is not None:
            return self._with_number.get((one.what, one.supersedes))
        if not one.toll:
            return None
        told = self._told.get((one.what, one.towns), {})
        some = (
            at
            for who, groups in told.items()
            if akin(who, one.origin)
            for at, known in groups.items()
            if known < one.known
        )
        return min(some, default=None)


def is_toll(kept: Kept) -> bool:
    """Whether its sentence speaks of a toll ("the number of dead", "the toll has risen")."""
    words = kept.sentence.casefold().replace(",", " ").replace(".", " ").split()
    return not settings().tolls.isdisjoint(words)


def towns_of(places: Iterable[Where]) -> frozenset[str]:
    """Ids of the towns among places."""
    return frozenset(
        where.place.id for where in places if where.place is not None and where.place.precision in {"city", "feature"}
    )


def spots_of(figure: Figure) -> set[tuple[str, str]]:
    """Places that a figure names, each with the day that it names."""
    time = figure.time
    if time is None or time.start is None or time.start != time.end:
        return set()
    return {(where.place.id, time.start) for where in figure.place if where.place is not None}
