"""In which first-level unit a town lies.

The gazetteer's towns carry the unit codes of GeoNames, its units those of ISO 3166-2. A code goes with the unit around whose
point most of the nearest towns have it; where no code has most of them, the unit has none, and a town of that code lies in no
unit that we can name.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from dateline.places.columns import Columns, Site
from dateline.places.gazetteer import load

NEAREST = 5  # towns around the point of a unit
MOST = 3  # of them that must agree
TOWNS = 20_000  # of a country that are looked at


def unit_of(key: str) -> Site | None:
    """The first-level unit in which the town or district of a key ("geonames:98182") lies; None when it cannot be told."""
    columns = load().columns
    number = columns.numbered(key) if key.startswith("geonames:") else None
    if number is None:
        return None
    town = columns.site(number)
    return _units(town.country).get(town.admin1)


@lru_cache(maxsize=300)
def towns_of(country: str) -> tuple[Site, ...]:
    """The populated places of a country (ISO 3166 alpha-2) that have a point, the largest first."""
    return tuple(
        site for number in load().columns.largest(country, TOWNS) if (site := load().columns.site(number)).point
    )


@lru_cache(maxsize=4)
def largest_towns(most: int) -> tuple[Site, ...]:
    """So many populated places of the world that have most people and a point."""
    columns = load().columns
    return tuple(site for number in columns.largest_of_all(most) if (site := columns.site(number)).point)


def towns_in(key: str, country: str) -> tuple[Site, ...]:
    """The populated places of a first-level unit ("iso:AF-HEL"); () when they cannot be told."""
    codes = {code for code, unit in _units(country).items() if unit.key == key}
    return tuple(town for town in towns_of(country) if town.admin1 in codes)


@lru_cache(maxsize=300)
def _units(country: str) -> dict[str, Site]:
    """Units by the GeoNames code of the towns in them."""
    towns = towns_of(country)
    voted: dict[str, list[tuple[int, Site]]] = {}
    for unit in _sites(load().columns, country) if len(towns) >= NEAREST else ():
        code, votes = _code_around(unit, towns)
        if votes >= MOST:
            voted.setdefault(code, []).append((votes, unit))
    return {code: _clearest(some) for code, some in voted.items() if _is_clear(some)}


def _sites(columns: Columns, country: str) -> list[Site]:
    found = (columns.site(number) for number in columns.units())
    return [site for site in found if site.country == country and site.precision == "admin1" and site.point]


def _code_around(unit: Site, towns: tuple[Site, ...]) -> tuple[str, int]:
    """The code that most of the nearest towns have, and how many of them have it."""
    import numpy as np

    lats, lons = np.array([(town.lat, town.lon) for town in towns]).T
    lat, lon = unit.point or (0.0, 0.0)
    far = (lats - lat) ** 2 + ((lons - lon) * np.cos(np.radians(lat))) ** 2
    near = np.argsort(far, kind="stable")[:NEAREST]
    return Counter(towns[at].admin1 for at in near).most_common(1)[0]


def _clearest(voted: list[tuple[int, Site]]) -> Site:
    return max(voted, key=lambda one: (one[0], one[1].key))[1]


def _is_clear(voted: list[tuple[int, Site]]) -> bool:
    """Whether one unit has more votes for a code than any other has."""
    votes = sorted((number for number, _ in voted), reverse=True)
    return len(votes) == 1 or votes[0] > votes[1]
