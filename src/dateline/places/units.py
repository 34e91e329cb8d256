"""In which first-level unit a town lies.

The gazetteer's towns carry the unit codes of GeoNames, its units those of ISO 3166-2. A code goes with the unit around whose
point most of the nearest towns have it; where no code has most of them, the unit has none, and a town of that code lies in no
unit that we can name.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateline.places.columns import Columns, Site
from dateline.places.gazetteer import load
from dateline.types import Place

if TYPE_CHECKING:
    import numpy as np

NEAREST = 5  # towns around the point of a unit
MOST = 3  # of them that must agree
ALIKE = 0.8  # of a country's units whose code must be GeoNames' own for all to be
TOWNS = 20_000  # of a country that are looked at
KEPT = 16  # countries whose towns are kept as they are made: a reading makes none, a map those of some countries
MOST_PLACES = 4096  # places whose unit is kept


def unit_of(key: str) -> Site | None:
    """The first-level unit in which the town or district of a key ("geonames:98182") lies; None when it cannot be told."""
    columns = load().columns
    number = columns.numbered(key) if key.startswith("geonames:") else None
    if number is None:
        return None
    town = columns.site(number)
    return _units(town.country).get(town.admin1)


@lru_cache(maxsize=MOST_PLACES)
def admin1(place: Place) -> str:
    """Name of the first-level unit of a place, its own for a unit; "" when it lies in none or that cannot be told."""
    if place.precision == "admin1":
        return place.name
    unit = unit_of(place.id)
    return unit.name if unit else ""


def capital_of(key: str) -> Site | None:
    """The capital of a first-level unit ("iso:AF-HEL"); None when it is not known."""
    return _capitals(key.removeprefix("iso:")[:2]).get(key) if key.startswith("iso:") else None


@lru_cache(maxsize=300)
def _capitals(country: str) -> dict[str, Site]:
    """Capitals of a country's units by their keys; a unit whose capital is the country's has that one. Of several the largest."""
    found: dict[str, Site] = {}
    columns = load().columns
    for town in map(int, _towns(country)):
        unit = _units(country).get(columns.admin1(town))
        if unit is not None and (site := columns.site(town)).geonames in _seats():
            found.setdefault(unit.key, site)
    return found


@lru_cache(maxsize=1)
def _seats() -> frozenset[int]:
    """GeoNames numbers of all capitals; none where the gazetteer is older than the list of them."""
    import dateline_gazetteer

    given = getattr(dateline_gazetteer, "capitals", None)
    lines = given().read_text(encoding="ascii").splitlines() if given else ()
    return frozenset(int(line.partition("\t")[2]) for line in lines)


@lru_cache(maxsize=KEPT)
def towns_of(country: str, most: int = TOWNS) -> tuple[Site, ...]:
    """The populated places of a country (ISO 3166 alpha-2) that have a point, the ``most`` largest, the largest first."""
    return tuple(map(load().columns.site, map(int, _towns(country)[:most])))


@lru_cache(maxsize=300)
def _towns(country: str) -> np.ndarray[Any, Any]:
    """Their numbers, four bytes each: made as places, those of all countries would take more than a hundred megabytes."""
    columns = load().columns
    return columns.placed(columns.largest(country, TOWNS)).astype("int32")


@lru_cache(maxsize=4)
def largest_towns(most: int) -> tuple[Site, ...]:
    """So many populated places of the world that have most people and a point."""
    columns = load().columns
    return tuple(site for number in columns.largest_of_all(most) if (site := columns.site(number)).point)


def towns_in(key: str, country: str) -> tuple[Site, ...]:
    """The populated places of a first-level unit ("iso:AF-HEL"); () when they cannot be told."""
    columns = load().columns
    codes = {code for code, unit in _units(country).items() if unit.key == key}
    return tuple(columns.site(town) for town in map(int, _towns(country)) if columns.admin1(town) in codes)


@lru_cache(maxsize=300)
def _units(country: str) -> dict[str, Site]:
    """Units by the GeoNames code of the towns in them."""
    columns, towns = load().columns, _towns(country)
    sites = _sites(columns, country) if len(towns) >= NEAREST else []
    points = columns.points(towns)
    told = [(unit, *_code_around(unit, towns, points)) for unit in sites]
    if told and sum(_is_own(unit, code) for unit, code, _ in told) >= ALIKE * len(told):
        return {unit.key.removeprefix("iso:"): unit for unit in sites}
    voted: dict[str, list[tuple[int, Site]]] = {}
    for unit, code, votes in told:
        if votes >= MOST:
            voted.setdefault(code, []).append((votes, unit))
    return {code: _clearest(some) for code, some in voted.items() if _is_clear(some)}


def _is_own(unit: Site, code: str) -> bool:
    """Whether GeoNames' code of a unit is that of ISO 3166-2."""
    return unit.key == f"iso:{code}"


def _sites(columns: Columns, country: str) -> list[Site]:
    found = (columns.site(number) for number in _first_level().get(country, ()))
    return [site for site in found if site.point]


@lru_cache(maxsize=1)
def _first_level() -> dict[str, list[int]]:
    """Numbers of first-level units by country."""
    columns = load().columns
    found: dict[str, list[int]] = {}
    for number in columns.units():
        site = columns.site(number)
        if site.precision == "admin1":
            found.setdefault(site.country, []).append(number)
    return found


def _code_around(unit: Site, towns: np.ndarray[Any, Any], points: np.ndarray[Any, Any]) -> tuple[str, int]:
    """The code that most of the nearest towns have, and how many of them have it. ``points``: of the towns, latitude first."""
    import numpy as np

    lat, lon = unit.point or (0.0, 0.0)
    far = (points[:, 0] - lat) ** 2 + ((points[:, 1] - lon) * np.cos(np.radians(lat))) ** 2
    near = np.argsort(far, kind="stable")[:NEAREST]
    return Counter(map(load().columns.admin1, towns[near])).most_common(1)[0]


def _clearest(voted: list[tuple[int, Site]]) -> Site:
    return max(voted, key=lambda one: (one[0], one[1].key))[1]


def _is_clear(voted: list[tuple[int, Site]]) -> bool:
    """Whether one unit has more votes for a code than any other has."""
    votes = sorted((number for number, _ in voted), reverse=True)
    return len(votes) == 1 or votes[0] > votes[1]
