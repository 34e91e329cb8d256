"""A map as SVG, made of the gazetteer alone: towns are faint dots that show where the land is, no border is drawn.

It shows where most of the events are: places far from all others are listed, since they would make these one dot.
The precision of a place is drawn: a town is a dot, a province the area around its towns; a country is only listed, never a
point. Places that would cover each other are drawn as one, with how many events there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from math import ceil, cos, pi, radians, sin, sqrt
from statistics import median
from typing import NamedTuple, TypeVar

import msgspec

from dateline.places.columns import Site
from dateline.places.units import largest_towns, towns_in, towns_of
from dateline.record.queries.events import Card
from dateline.record.states import Holding

WIDTH, HEIGHT = 860, 560
MARGIN = 46
LEAST = 1.2  # degrees that a map shows at least
NEAR = 17.0  # pixels within which places are drawn as one
BACKDROP = 600  # towns of a country that are drawn as land
WORLD = 9000  # towns of the world
WIDE, FEW = 12.0, 8  # pixels a degree, countries: above and below, the smaller towns are drawn too
REACH = 0.3  # degrees that an outline keeps from its towns
NAMED = 7  # towns that are named on a map
LETTER, GAP, LINE = 7.0, 5.0, 13.0  # pixels of a letter of a name, between it and its spot, from line to line
LARGE = 2.0  # how much larger names are drawn on narrow screens
MOST = 0.85  # of what is told of places that is always on the map
AROUND = 2.0  # so many times as far from the middle as that, places are on it too
FAR = 8.0  # degrees from the middle within which nothing is far
PLACED = frozenset({"city", "feature", "admin2"})
Point = tuple[float, float]
Told = TypeVar("Told", Card, Holding)
Box = tuple[float, float, float]
"""From where to where, and at which height."""


class Spot(msgspec.Struct, frozen=True):
    """Places drawn as one: where, how many events, the dead at least, the place's own name and id, all their names. ``side``: right or
    left of it the name has room; "" for nowhere, then only its title says it. ``tight``: it has none where names are drawn larger."""

    x: float
    y: float
    r: float
    events: int
    killed: int
    name: str
    id: str
    names: tuple[str, ...]
    contested: bool
    side: str = "right"
    tight: bool = False

    @property
    def label(self) -> str:
        """Its name, with how many more places it stands for."""
        return f"{self.name} +{len(self.names) - 1}" if len(self.names) > 1 else self.name


class Area(msgspec.Struct, frozen=True):
    """A province: the outline of the area around its towns."""

    name: str
    id: str
    events: int
    points: str
    status: str = ""
    holders: str = ""


class Holder(msgspec.Struct, frozen=True):
    """A town with who holds it."""

    x: float
    y: float
    place: str
    status: str
    holders: str


class Town(msgspec.Struct, frozen=True):
    """A town that shows where one is."""

    x: float
    y: float
    name: str


class Beyond(msgspec.Struct, frozen=True):
    """A place too far from the others for the map: its name, country, and how many events it has."""

    name: str
    id: str
    country: str
    events: int


class Drawn(msgspec.Struct, frozen=True):
    """All that is on the map, and what is ``beyond`` it. ``km``: its height."""

    spots: tuple[Spot, ...]
    areas: tuple[Area, ...]
    holders: tuple[Holder, ...]
    land: str
    towns: tuple[Town, ...]
    km: int
    beyond: tuple[Beyond, ...] = ()


class Middle(NamedTuple):
    """The point around which most is told."""

    lat: float
    lon: float

    def apart(self, point: Point) -> float:
        """How far a point is from it, in degrees of latitude."""
        narrow = max(0.2, cos(radians(self.lat)))
        return max(abs(point[0] - self.lat), abs(point[1] - self.lon) * narrow)


class Projection:
    """Degrees to pixels: north up, one scale for both directions at the middle of the map."""

    def __init__(self, points: list[Point]) -> None:
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        self.lat, self.lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self.narrow = max(0.2, cos(radians(self.lat)))
        tall, wide = max(max(lats) - min(lats), LEAST), max((max(lons) - min(lons)) * self.narrow, LEAST)
        self.scale = min((HEIGHT - 2 * MARGIN) / tall, (WIDTH - 2 * MARGIN) / wide)

    def __call__(self, lat: float, lon: float) -> Point:
        """The point of the map."""
        return WIDTH / 2 + (lon - self.lon) * self.narrow * self.scale, HEIGHT / 2 - (lat - self.lat) * self.scale

    def inside(self, point: Point) -> bool:
        """Whether a point of the map is on it."""
        return 0 <= point[0] <= WIDTH and 0 <= point[1] <= HEIGHT


def drawn(events: list[Card], holdings: Iterable[Holding]) -> Drawn | None:
    """The map of some events and of who holds what; None when none of it has a place that can be drawn."""
    board = [one for one in holdings if _is_placed(one) and one.id]
    towns, held = _towns(events), _towns_held(board)
    provinces = _areas(events, board)
    told = [*map(_point, towns), *map(_point, held), *(hull[0] for _, hull in provinces)]
    if not told:
        return None
    near = _near(told)
    inside, far = _parted(towns, near)
    held, _ = _parted(held, near)
    provinces = [one for one in provinces if near(one[1][0])]
    onto = Projection([*filter(near, told), *chain.from_iterable(hull for _, hull in provinces)])
    spots = _spots(inside, onto)
    land, named = _land(_countries(events, board), onto, spots)
    return Drawn(
        spots=spots, areas=_outlined(provinces, onto), holders=_held(held, onto), land=land, towns=named,
        km=round(HEIGHT / onto.scale * 111),
        beyond=_beyond(far),
    )  # fmt: skip


def _outlined(provinces: Iterable[tuple[Area, list[Point]]], onto: Projection) -> tuple[Area, ...]:
    return tuple(msgspec.structs.replace(area, points=_path(onto, hull)) for area, hull in provinces)


def _held(board: Iterable[Holding], onto: Projection) -> tuple[Holder, ...]:
    return tuple(_holder(one, onto) for one in board)


def _parted(some: list[Told], near: Callable[[Point], bool]) -> tuple[list[Told], list[Told]]:
    """What is near enough for the map, and what is not."""
    found: tuple[list[Told], list[Told]] = ([], [])
    for one in some:
        found[not near(_point(one))].append(one)
    return found


def _near(told: list[Point]) -> Callable[[Point], bool]:
    """What tells whether a point is near enough to most of the others to be on one map with them. ``told``: a point each time that
    something is told of it."""
    middle = Middle(median(lat for lat, _ in told), median(lon for _, lon in told))
    apart = sorted(map(middle.apart, told))
    enough = apart[min(ceil(MOST * len(apart)), len(apart) - 1 if len(apart) > 3 else len(apart)) - 1]
    return lambda point: middle.apart(point) <= max(FAR, AROUND * enough)


def _beyond(events: list[Card]) -> tuple[Beyond, ...]:
    """Their places, those of most events first."""
    found = [Beyond(some[0].place, some[0].place_id, some[0].country, len(some)) for _, some in _by_place(events)]
    return tuple(found)


def _towns(events: Iterable[Card]) -> list[Card]:
    return [one for one in events if one.precision in PLACED and _is_placed(one)]


def _is_in_province(one: Card) -> bool:
    """Whether no more than the province is known of where it was."""
    return one.precision == "admin1"


def _towns_held(board: Iterable[Holding]) -> list[Holding]:
    return [one for one in board if not one.id.startswith("iso:")]


def _is_placed(one: Card | Holding) -> bool:
    return one.lat is not None and one.lon is not None


def _countries(events: Iterable[Card], board: Iterable[Holding]) -> list[str]:
    return sorted({one.country for one in events} | {one.country for one in board} - {""})


def _point(one: Card | Holding) -> Point:
    return one.lat or 0.0, one.lon or 0.0


def _path(onto: Projection, hull: list[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (onto(*point) for point in hull))


def _areas(events: list[Card], board: list[Holding]) -> list[tuple[Area, list[Point]]]:
    """Provinces with an outline; one whose towns nobody knows is left to the list."""
    count: dict[str, int] = defaultdict(int)
    names: dict[str, tuple[str, str]] = {}
    for one in filter(_is_in_province, events):
        count[one.place_id] += 1
        names[one.place_id] = (one.place, one.country)
    held = {one.id: one for one in board if one.id.startswith("iso:") and "-" in one.id}
    names |= {key: (one.place, one.country) for key, one in held.items()}
    found = []
    for key, (name, country) in sorted(names.items()):
        hull = outline(key, country)
        holding = held.get(key)
        if len(hull) >= 3:
            status, holders = (holding.status, ", ".join(holding.holders)) if holding else ("", "")
            found.append((Area(name, key, count[key], "", status, holders), list(hull)))
    return found


@lru_cache(maxsize=500)
def outline(key: str, country: str) -> tuple[Point, ...]:
    """The outline around the towns of a first-level unit, as (lat, lon); () when its towns are not known."""
    towns = towns_in(key, country)
    around = ((lat, lon) for town in towns for lat, lon in _ring(town.lat or 0.0, town.lon or 0.0))
    return _hull(sorted(set(around))) if len(towns) >= 3 else ()


def _ring(lat: float, lon: float) -> Iterator[Point]:
    """Points around a town, so that the outline does not run through it."""
    for step in range(8):
        angle = step * pi / 4
        yield round(lat + REACH * sin(angle), 3), round(lon + REACH * cos(angle) / max(0.2, cos(radians(lat))), 3)


def _hull(points: list[Point]) -> tuple[Point, ...]:
    """The convex hull of sorted points (Andrew's monotone chain)."""
    lower, upper = _chain(points), _chain(points[::-1])
    return (*lower[:-1], *upper[:-1])


def _chain(points: list[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _spots(events: list[Card], onto: Projection) -> tuple[Spot, ...]:
    """The events by place, those of places that would cover each other together."""
    groups: list[tuple[Point, list[Card]]] = []
    for place, some in _by_place(events):
        x, y = onto(*place)
        near = next((group for at, group in groups if abs(at[0] - x) < NEAR and abs(at[1] - y) < NEAR), None)
        if near is None:
            groups.append(((x, y), list(some)))
        else:
            near.extend(some)
    return _labelled([_spot(at, some) for at, some in groups])


def _by_place(events: Iterable[Card]) -> Iterator[tuple[Point, list[Card]]]:
    """The events of each place, where most are first."""
    found: dict[tuple[str, float, float], list[Card]] = defaultdict(list)
    for one in events:
        found[one.place_id or one.place, one.lat or 0.0, one.lon or 0.0].append(one)
    for (_, lat, lon), some in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield (lat, lon), some


def _labelled(spots: list[Spot]) -> tuple[Spot, ...]:
    """With the side on which each name covers neither another spot nor another name; those with most events choose first."""
    wide, narrow = ([_around(one) for one in spots] for _ in range(2))
    return tuple(_named(spot, wide, narrow) for spot in spots)


def _named(spot: Spot, wide: list[Box], narrow: list[Box]) -> Spot:
    """A spot with the place of its name, which is taken from now on, on wide screens and on narrow ones."""
    side = next((side for side in ("right", "left") if _is_room(_beside(spot, side), wide)), "")
    if side:
        wide.append(_beside(spot, side))
    large = _beside(spot, side, LARGE)
    tight = not (side and _is_room(large, narrow, LARGE))
    if not tight:
        narrow.append(large)
    return msgspec.structs.replace(spot, side=side, tight=tight)


def _around(spot: Spot) -> Box:
    return spot.x - spot.r, spot.x + spot.r, spot.y


def _beside(spot: Spot, side: str, size: float = 1.0) -> Box:
    """Where the name of a spot would stand, its letters so many times as large."""
    across = GAP + LETTER * size * len(spot.label)
    left = spot.x + spot.r if side == "right" else spot.x - spot.r - across
    return left + 1, left + across, spot.y


def _is_room(box: Box, taken: Iterable[Box], size: float = 1.0) -> bool:
    """Whether it lies on the map and covers nothing."""
    covered = any(box[0] < one[1] and one[0] < box[1] and abs(box[2] - one[2]) < LINE * size for one in taken)
    return box[0] >= 0 and box[1] <= WIDTH and not covered


def _spot(at: Point, some: list[Card]) -> Spot:
    names = tuple(dict.fromkeys(one.place for one in some))
    first = some[0]
    return Spot(
        round(at[0], 1), round(at[1], 1), round(5 + 2.2 * sqrt(len(some)), 1), len(some), sum(one.killed or 0 for one in some),
        first.place, first.place_id, names, any(one.contradicted for one in some),
    )  # fmt: skip


def _holder(one: Holding, onto: Projection) -> Holder:
    x, y = onto(*_point(one))
    return Holder(round(x, 1), round(y, 1), one.place, one.status, ", ".join(one.holders))


def _land(countries: list[str], onto: Projection, spots: Iterable[Spot]) -> tuple[str, tuple[Town, ...]]:
    """Dots where towns are, as one path; and the largest of them by name, where no event is drawn."""
    dots: dict[str, None] = {}
    named: list[Town] = []
    taken = [(spot.x, spot.y) for spot in spots]
    for town in _backdrop(countries, onto):
        x, y = onto(town.lat or 0.0, town.lon or 0.0)
        if not onto.inside((x, y)):
            continue
        dots[f"M{x:.0f},{y:.0f}h0"] = None
        if len(named) < NAMED and _is_free((x, y), taken):
            named.append(Town(round(x, 1), round(y, 1), town.name))
            taken.append((x, y))
    return "".join(dots), tuple(named)


def _is_free(point: Point, taken: Iterable[Point]) -> bool:
    """Whether there is room for a name."""
    return all(abs(point[0] - x) > 60 or abs(point[1] - y) > 18 for x, y in taken)


def _backdrop(countries: list[str], onto: Projection) -> Iterator[Site]:
    """The towns that show the land: of much of the world the largest of all, on a nearer map those of its countries too."""
    if onto.scale >= WIDE and len(countries) <= FEW:
        for country in countries:
            yield from towns_of(country, BACKDROP)
    yield from largest_towns(WORLD)
