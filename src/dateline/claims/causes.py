"""Displacement whose cause nobody names: a figure and no event of its own (coding guide, rule 5)."""

from __future__ import annotations

from dateline.claims.values import Draft
from dateline.places.distance import distance
from dateline.types import Place, Where

NEAR = 250.0
"""Kilometres within which fighting told of in the dispatch may be why people fled."""


def named(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts without those that need a cause and have none: neither in their own words nor by a violent deed that the dispatch
    tells of and places near, or of which either says no place."""
    violent = [d for d in drafts if d.traits.violent and d.certainty.polarity == "+"]
    return tuple(d for d in drafts if not d.frame.entry.traits.caused or _has_cause(d, violent))


def _has_cause(one: Draft, violent: list[Draft]) -> bool:
    told = bool(one.actor) or any(one.frame.slot(name) for name in ("subject", *one.frame.entry.actor))
    return told or any(_may_be_near(one.place, other.place) for other in violent)


def _may_be_near(a: tuple[Where, ...], b: tuple[Where, ...]) -> bool:
    pairs = [(x.place, y.place) for x in a for y in b if x.place is not None and y.place is not None]
    return not pairs or any(_is_near(x, y) for x, y in pairs)


def _is_near(a: Place, b: Place) -> bool:
    if a.country != b.country:
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    return distance((a.lat, a.lon), (b.lat, b.lon)) <= NEAR
