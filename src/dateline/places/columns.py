"""The compiled file of dateline-gazetteer: its columns, and the look-up of a name in them.

``models/dateline-gazetteer/README.md`` says what each column holds; ``models/dateline-gazetteer/build`` writes them.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import GazetteerError
from dateline.places.fold import squash

if TYPE_CHECKING:
    import numpy as np

FORMAT = 1
"""Of the columns; ``dateline_gazetteer.FORMAT`` says which one is installed."""
POINT = 10_000.0
"""Latitudes and longitudes are kept as ten-thousandths of a degree, some ten metres."""
NOWHERE = -(2**31)
"""In place of a latitude where the sources give no point."""
PRECISIONS = ("city", "admin1", "admin2", "admin2")
"""By kind of row: populated place, first-level unit, unit within one, county of the United States."""
CITY, COUNTY = 0, 3
NEWLINE = 10
STEP = 32  # so many names stand between two that are looked at first


class Site(msgspec.Struct, frozen=True, gc=False):
    """What is known of a place. ``capital``: 1 for the capital of a country, else 0.

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
    capital: int = 0

    @property
    def point(self) -> tuple[float, float] | None:
        """(lat, lon), None when unplaced."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Lines:
    """Lines of UTF-8 text by their number, kept as one stretch of bytes."""

    def __init__(self, text: np.ndarray[Any, Any]) -> None:
        self._bytes = text.tobytes()
        ends: Any = (text == NEWLINE).nonzero()[0].astype("int32")
        self._ends = memoryview(ends)  # gives plain numbers, quicker than an array

    def __len__(self) -> int:
        return len(self._ends)

    def raw(self, number: int) -> bytes:
        """The bytes of a line, without its end."""
        ends = self._ends
        return self._bytes[ends[number - 1] + 1 if number else 0 : ends[number]]

    def __getitem__(self, number: int) -> str:
        return self.raw(number).decode()


class Columns:
    """Places by number, from 0, the order of which settles ties: units first, then populated places by population."""

    def __init__(self, path: Path) -> None:
        """Raises GazetteerError when the file is missing, broken or of another format."""
        import numpy as np  # it takes its time to load, and not every command needs places

        try:
            with np.load(path, allow_pickle=False) as file:
                columns = {name: file[name] for name in file.files}
            self._read(columns)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise GazetteerError(
                f"the compiled gazetteer cannot be read ({error})",
                where=str(path),
                remedy="install the package dateline-gazetteer anew: pip install ./models/dateline-gazetteer",
            ) from error

    def _read(self, columns: dict[str, np.ndarray[Any, Any]]) -> None:
        if (found := int(columns["format"])) != FORMAT:
            raise ValueError(f"its format is {found}, this version of dateline reads {FORMAT}")
        self.names = Lines(columns["names"])
        self._units = Lines(columns["units"])
        self._unit, self._kind = columns["unit"], columns["kind"]
        self._population, self._number = columns["population"], columns["number"]
        self._lat, self._lon = columns["lat"], columns["lon"]
        self._numbers: dict[str, int] = {}
        self._folded, self._place, self._grade = Lines(columns["folded"]), columns["place"], columns["grade"]
        self._marks = [self._squashed(number) for number in range(0, len(self._folded), STEP)]

    def __len__(self) -> int:
        return len(self._kind)

    def called(self, squashed: str) -> Iterator[tuple[str, int, int]]:
        """(folded name, place, grade) of every name that is ``squashed`` when its spaces are taken out."""
        wanted = squashed.encode()
        page = bisect_left(self._marks, wanted)  # names stand behind the mark before it, up to its own
        first, last = max(page - 1, 0) * STEP, min(page * STEP, len(self._folded))
        at = bisect_left(range(len(self._folded)), wanted, first, last, key=self._squashed)
        while at < len(self._folded) and squash(folded := self._folded[at]) == squashed:
            yield folded, int(self._place[at]), int(self._grade[at])
            at += 1

    def _squashed(self, number: int) -> bytes:
        """What a name is in order by."""
        return self._folded.raw(number).replace(b" ", b"")

    def site(self, number: int) -> Site:
        """The place of that number."""
        kind, identity = int(self._kind[number]), int(self._number[number])
        country, _, admin1 = self._units[int(self._unit[number])].partition("\t")
        unplaced = self._lat[number] == NOWHERE
        return Site(
            key=_key(kind, identity, admin1), name=self.names[number], country=country, admin1=admin1,
            precision=PRECISIONS[kind], population=int(self._population[number]),
            lat=None if unplaced else int(self._lat[number]) / POINT,
            lon=None if unplaced else int(self._lon[number]) / POINT,
            geonames=identity if identity and kind != COUNTY else None,
        )  # fmt: skip

    def numbered(self, key: str) -> int | None:
        """The number of the unit ("iso:US-CA") or populated place ("geonames:98182") of that key, None when there is none."""
        scheme, _, name = key.partition(":")
        if scheme == "geonames":
            number = int(name) if name.isdecimal() else 0
            return next(map(int, (self._number == number).nonzero()[0]), None) if number else None
        if not self._numbers:
            self._numbers = {self.site(number).key: number for number in reversed(list(self.units()))}
        return self._numbers.get(key)

    def units(self) -> Iterator[int]:
        """The first-level units and those within them, by number."""
        yield from map(int, ((self._kind != CITY) & (self._kind != COUNTY)).nonzero()[0])

    def largest_of_all(self, most: int) -> Iterator[int]:
        """The populated places of the world that have most people, by number."""
        yield from map(int, (self._kind == CITY).nonzero()[0][:most])

    def largest(self, country: str, most: int) -> np.ndarray[Any, Any]:
        """The populated places of a country (ISO 3166 alpha-2) that have most people, by number."""
        import numpy as np

        units = [i for i in range(len(self._units)) if self._units[i].startswith(f"{country}\t")]
        found: np.ndarray[Any, Any] = ((self._kind == CITY) & np.isin(self._unit, units)).nonzero()[0][:most]
        return found

    def placed(self, numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Those of some places that have a point."""
        placed: np.ndarray[Any, Any] = numbers[self._lat[numbers] != NOWHERE]
        return placed

    def points(self, numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Latitude and longitude of some places that have a point, in degrees, a row each."""
        import numpy as np

        points: np.ndarray[Any, Any] = np.stack([self._lat[numbers], self._lon[numbers]], axis=1) / POINT
        return points

    def admin1(self, number: int) -> str:
        """The code of the first-level unit that a place lies in or is; "" for none."""
        return self._units[int(self._unit[number])].partition("\t")[2]


def _key(kind: int, identity: int, admin1: str) -> str:
    if kind == COUNTY:
        return f"fips:{identity:05}"
    return f"iso:{admin1}" if kind else f"geonames:{identity}"
