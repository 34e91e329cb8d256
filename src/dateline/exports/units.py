"""The first-level unit (province, state) in which a place lies, by name.

The gazetteer calls the units of towns by GeoNames codes and the units themselves by ISO 3166-2. The two meet where the
code is that of the unit nearest to the middle of its towns, or where a middle and a unit's point are each other's nearest;
else nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from statistics import fmean

from dateline.places.distance import distance
from dateline.places.gazetteer import load
from dateline.types import Place

MOST = 4000  # towns of a country whose middle is looked for
FAR = 250.0  # km from which a middle and a point are not of one unit
Point = tuple[float, float]


def admin1(place: Place) -> str:
    """Name of the first-level unit of a place, "" when it has none or it is not known."""
    if place.precision == "admin1":
        return place.name
    return _unit_of(place.id)


@lru_cache(maxsize=50_000)
def _unit_of(key: str) -> str:
    columns = load().columns
    number = columns.numbered(key) if key.startswith("geonames:") else None
    if number is None:
        return ""
    site = columns.site(number)
    return _names(site.country).get(site.admin1, "")


@lru_cache(maxsize=256)
def _names(country: str) -> dict[str, str]:
    """Names of units by the codes that the towns of a country bear."""
    middles = _middles(country)
    points = _points().get(country, {})
    nearest = {code: _nearest(middle, points) for code, middle in middles.items()}
    own = {code for code, unit in nearest.items() if unit == f"iso:{code}"}
    return {code: _title(nearest[code]) for code in own | _mutual(middles, points, nearest, own)}


def _mutual(middles: dict[str, Point], points: dict[str, Point], nearest: dict[str, str], own: set[str]) -> set[str]:
    """Of the codes that are no unit's own, those whose middle is also the nearest to the unit that is nearest to it."""
    left = {code: middle for code, middle in middles.items() if code not in own and nearest[code][4:] not in own}
    return {code for code in left if nearest[code] and _nearest(points[nearest[code]], left) == code}


def _middles(country: str) -> dict[str, Point]:
    """The middle of the towns of each code."""
    towns: dict[str, list[Point]] = defaultdict(list)
    for town in load().largest(country, MOST):
        if town.point is not None:
            towns[town.admin1].append(town.point)
    return {code: (fmean(x for x, _ in some), fmean(y for _, y in some)) for code, some in towns.items()}


def _nearest(point: Point, among: dict[str, Point]) -> str:
    """The key of the nearest point, "" when it is far or there is none."""
    key = min(among, key=lambda one: distance(point, among[one]), default="")
    return key if key and distance(point, among[key]) < FAR else ""


@lru_cache(maxsize=1)
def _points() -> dict[str, dict[str, Point]]:
    """The points of first-level units by country and key."""
    columns = load().columns
    found: dict[str, dict[str, Point]] = defaultdict(dict)
    for site in map(columns.site, columns.units()):
        if site.precision == "admin1" and site.point is not None:
            found[site.country][site.key] = site.point
    return dict(found)


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    columns = load().columns
    return {site.key: site.name for site in map(columns.site, columns.units())}


def _title(key: str) -> str:
    return _titles().get(key, "")
