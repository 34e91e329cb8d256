"""Which of two places only says where the other lies: a town that was hit is where it was, and the land around it is not."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.places.cues import cue
from dateline.places.distance import distance
from dateline.types import Place, Where

WIDE = frozenset({"admin1", "country", "region", "continent"})
REACH = 300  # kilometres from the point of a province within which a town may lie in it, as for names with a container


def narrowest(told: Iterable[Where]) -> tuple[Where, ...]:
    """The places without the lands that others of them lie in: "Kesh in eastern Peru" is Kesh."""
    kept = tuple(told)
    return tuple(one for one in kept if not any(lies_in(other, one) for other in kept if other is not one))


def narrowed(mentions: Iterable[tuple[Where, ...]]) -> tuple[Where, ...]:
    """The places of the first mention of an event that names any; where it names lands alone, the towns in them that a further
    mention names stand before these: "shelling hit Kesh and Wem in eastern Peru, and killed two"."""
    first, *further = [told for told in mentions if told] or [()]
    if not first or not all(is_wide(one) for one in first):
        return first
    towns = next(filter(None, (_within(told, first) for told in further)), ())
    return narrowest((*towns, *first))


def _within(told: tuple[Where, ...], lands: tuple[Where, ...]) -> tuple[Where, ...]:
    """Those of the places that are no lands, where one of them is known to lie in one of these lands."""
    towns = tuple(one for one in told if not is_wide(one))
    return towns if any(lies_in(town, land) for town in towns for land in lands) else ()


def is_wide(where: Where) -> bool:
    """Whether it is a land, a province, or a part of either by its words ("northern Ruritania")."""
    if where.place is not None:
        return where.place.precision in WIDE
    return where.text.removeprefix("the ").partition(" ")[0].lower() in cue("direction")


def lies_in(town: Where, land: Where) -> bool:
    """Whether a place lies in a land: by their country, and in a province within its reach; the part of a land that nobody knows
    holds whatever is told to be in it. A place that nobody knows is in none, since the land alone says where on the map it is."""
    if is_wide(town) or not is_wide(land):
        return False
    if land.place is None:
        return True
    return town.place is not None and _holds(land.place, town.place)


def _holds(land: Place, town: Place) -> bool:
    if land.country != town.country:
        return False
    points = land.lat, land.lon, town.lat, town.lon
    if land.precision != "admin1" or None in points:
        return bool(land.country)
    return distance((points[0], points[1]), (points[2], points[3])) < REACH  # type: ignore[arg-type]
