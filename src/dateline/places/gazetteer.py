"""The gazetteer: the compiled file of dateline-gazetteer with our own tables laid over it, so that a change to a table counts
at the next start.

Places are numbered: countries below 0, the compiled rows from 0, what ``features.tsv`` alone knows behind them. Where nothing
else decides, the lower number comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from dateline.errors import GazetteerError, LexiconError
from dateline.lexicon import files
from dateline.places import tables
from dateline.places.columns import Columns, Site
from dateline.places.countries import Country, table
from dateline.places.distance import distance
from dateline.places.fold import fold, squash
from dateline.text import released
from dateline.types import Place

PRIMARY, ALIAS, SQUASHED, PEOPLE = 0, 1, 2, 3  # grades of a name: its own, another, written as one word, of its people
WORD = 5  # letters above which a name of several words is also known written as one
PARTED = 7  # letters above which a name of several words may stand for one known as one word
FEATURES = "features.tsv"
NOTED = 100_000  # a town or district of features.tsv weighs as a town of this size
SAME_WITHIN = {"city": 40.0, "admin1": 400.0, "admin2": 100.0}  # km between two rows of one name that are one place
MOST = 4_000  # names whose places are kept in memory

Named = tuple[str, int, int]
"""(folded name, number of the place, grade)."""


class Entry(Site, frozen=True, gc=False):
    """A place that a name may stand for. ``grade``: 0 its own name, 1 another, 2 as one word, 3 of its people."""

    grade: int = PRIMARY

    def place(self) -> Place:
        """The entry as the value of a Resolution."""
        return Place(
            id=self.key, name=self.name, country=self.country, geonames=self.geonames, lat=self.lat, lon=self.lon,
            precision=self.precision,
        )  # fmt: skip


class Feature(msgspec.Struct, frozen=True):
    """A row of features.tsv: the place and its (folded name, grade)."""

    site: Site
    names: tuple[tuple[str, int], ...]


class Gazetteer:
    """Look-ups by name; results are kept, so a name met again costs a dictionary look-up."""

    def __init__(self, columns: Columns, folders: tuple[str, ...] = ()) -> None:
        """``folders``: lexicon folders whose places/features.tsv add to ours. Raises LexiconError where one is wrong."""
        self.columns, self._folders = columns, folders
        self._known: dict[str, tuple[Entry, ...]] = {}
        self._own: dict[int, Site] = {}
        self._names: dict[str, list[Named]] = {}
        self._capitals: frozenset[int] = frozenset()
        self._lay_over()

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place called so in any spelling that folds alike; empty when there is none."""
        return tuple(e for e in self._all(fold(name)) if e.grade != PEOPLE)

    def people(self, name: str) -> tuple[Entry, ...]:
        """The regions whose people or adjective is called so ("African"); those of countries are in countries.tsv."""
        return tuple(e for e in self._all(fold(name)) if e.grade == PEOPLE)

    def keyed(self, key: str) -> Entry | None:
        """The place of an id ("geonames:216281", "iso:CD-NK", "iso:CD"); None when there is none."""
        own = (number for number, site in self._own.items() if site.key == key)
        number = next(own, None)
        number = self.columns.numbered(key) if number is None else number
        return None if number is None else self._entry(number, PRIMARY)

    def largest(self, country: str, most: int) -> tuple[Entry, ...]:
        """The towns of a country (ISO 3166 alpha-2) that have most people, the largest first."""
        return tuple(self._entry(number, PRIMARY) for number in map(int, self.columns.largest(country, most)))

    def _all(self, folded: str) -> tuple[Entry, ...]:
        found = self._known.get(folded)
        if found is None:
            if len(self._known) > MOST:
                self._known.clear()
            found = self._known[folded] = tuple(
                self._entry(n, grade) for n, grade in sorted(self._select(folded).items())
            )
        return found

    def _entry(self, number: int, grade: int) -> Entry:
        site = self._own.get(number) or self.columns.site(number)
        known = msgspec.structs.asdict(site)
        return Entry(**known | {"grade": grade, "capital": int(number in self._capitals)})

    def _select(self, folded: str) -> dict[int, int]:
        """Number of the place -> grade of the name."""
        found = self._graded(folded)
        if not found and " " in folded and min(map(len, folded.split())) > 1 and len(folded) > PARTED:
            return self._graded(squash(folded))
        return found

    def _graded(self, folded: str) -> dict[int, int]:
        best: dict[int, int] = {}
        for name, number, grade in self._called(squash(folded)):
            seen = grade if name == folded else _as_one_word(name, folded, grade)
            if seen is not None and seen < best.get(number, PEOPLE + 1):
                best[number] = seen
        return best

    def _called(self, squashed: str) -> Iterator[Named]:
        yield from self._names.get(squashed, ())
        yield from self.columns.called(squashed)

    def _add(self, number: int, names: Iterable[tuple[str, int]]) -> None:
        for folded, grade in names:
            self._names.setdefault(squash(folded), []).append((folded, number, grade))

    def _lay_over(self) -> None:
        """Countries, features, further names of units, and which towns are capitals."""
        countries = table()
        for number, country in enumerate(countries, -len(countries)):
            self._own[number] = _country(country)
            self._add(number, names_of(country.name, (country.official, *country.aliases)))
        self._name_units()
        features = list(_features(self._folders))
        same = self._absorbing(features)
        for number, feature in enumerate(features, len(self.columns)):
            if (row := same.get(feature.site.key)) is None:
                self._own[number] = feature.site
                self._add(number, feature.names)
            else:
                self._add(row, (*feature.names, (feature.names[0][0], PRIMARY)))
        self._capitals = frozenset(self._seats(countries))

    def _name_units(self) -> None:
        """Further names of units and towns by their key ("iso:US-CA", "geonames:98182")."""
        for path, row in _rows(self._folders):
            if row["kind"] != "alias":
                continue
            number = self.columns.numbered(row["id"])
            if number is None:
                raise _wrong(path, row, f"no place has the id {row['id']!r}", "give the iso: or geonames: key of one")
            self._add(number, [(fold(name), ALIAS) for name in tables.listed(row["aliases"])])

    def _absorbing(self, features: list[Feature]) -> dict[str, int]:
        """Key of a feature -> the compiled row that is the same place and takes over its names."""
        known = {(f.site.country, name): f for f in features for name, grade in f.names if grade == PRIMARY}
        fitting = sorted(
            (number, feature.site.key)
            for (_, name), feature in known.items()
            for folded, number, grade in self._called(squash(name))
            if folded == name and number >= 0 and _same(self.columns.site(number), feature.site)
        )
        taken: dict[str, int] = {}
        for number, key in fitting:
            if key not in taken and number not in taken.values():
                taken[key] = number
        return taken

    def _seats(self, countries: Iterable[Country]) -> Iterator[int]:
        """The towns that are capitals: for each name of one the largest town so called, once a town."""
        wanted = {(c.alpha2, fold(n)) for c in countries if c.status in ("state", "territory") for n in c.capitals[:2]}
        fitting: dict[int, set[tuple[str, str]]] = {}
        for country, name in wanted:
            for number, grade in self._graded(name).items():
                if 0 <= number < len(self.columns) and grade != PEOPLE and self._town(number, country):
                    fitting.setdefault(number, set()).add((country, name))
        for number in sorted(fitting):
            if fitting[number] & wanted:
                wanted -= fitting[number]
                yield number

    def _town(self, number: int, country: str) -> bool:
        site = self.columns.site(number)
        return site.precision == "city" and site.country == country and site.population > 0


def _as_one_word(name: str, folded: str, grade: int) -> int | None:
    """The grade of a name of several words that is written as one; None when it is not known so."""
    apart = " " in name and " " not in folded and len(folded) > WORD
    return SQUASHED if apart and grade != PEOPLE else None


def _same(row: Site, feature: Site) -> bool:
    if row.country != feature.country or row.precision != feature.precision or not (row.point and feature.point):
        return False
    return distance(row.point, feature.point) < SAME_WITHIN[row.precision]


def names_of(primary: str, others: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """(folded name, grade) of a place, its own name first; another name counts as its own when "City" alone is missing."""
    found = {fold(primary): PRIMARY}
    for name in others:
        folded = fold(name)
        if folded and folded not in found:
            found[folded] = PRIMARY if f"{folded} city" in found else ALIAS
    return tuple(found.items())


def _country(country: Country) -> Site:
    key = f"geonames:{country.geonames}" if country.geonames else f"iso:{country.alpha2}:{fold(country.name)}"
    return Site(
        key=key if country.status in ("historic", "part") else f"iso:{country.alpha2}",
        name=country.name, country=country.alpha2, admin1="", precision="country", population=0,
        lat=country.lat, lon=country.lon, geonames=country.geonames,
    )  # fmt: skip


def _rows(folders: tuple[str, ...]) -> Iterator[tuple[Path, dict[str, str]]]:
    """The rows of features.tsv, ours and those of the folders, each with its file."""
    for path in files.found(f"places/{FEATURES}", folders):
        yield from ((path, row) for row in files.rows(path, tables.COLUMNS[FEATURES]))


def _features(folders: tuple[str, ...]) -> Iterator[Feature]:
    for path, row in _rows(folders):
        if row["kind"] == "alias":
            continue
        try:
            yield _feature(row)
        except ValueError as error:
            raise _wrong(path, row, str(error), "lat and lon are degrees, geonames a number or empty") from error


def _feature(row: dict[str, str]) -> Feature:
    """Raises ValueError when a number is none."""
    kind = row["kind"]
    site = Site(
        key=row["id"] or f"feature:{fold(row['name']).replace(' ', '-')}",
        name=row["name"], country=row["country"], admin1="", population=NOTED if kind in ("city", "district") else 0,
        precision=kind if kind in ("continent", "region", "admin1", "city") else "feature",
        lat=float(row["lat"]), lon=float(row["lon"]), geonames=int(row["geonames"]) if row["geonames"] else None,
    )  # fmt: skip
    people = tuple((fold(p), PEOPLE) for p in tables.listed(row["people"]))
    return Feature(site, (*names_of(row["name"], tables.listed(row["aliases"])), *people))


def _wrong(path: Path, row: dict[str, str], what: str, remedy: str) -> LexiconError:
    first = row["name"] or row["id"]
    return LexiconError(f"{first}: {what}", where=files.of_words(path, first), remedy=remedy)


def load(folders: Iterable[str | Path] = ()) -> Gazetteer:
    """The gazetteer with the places and names of each folder's places/features.tsv, loaded once a process.

    Raises GazetteerError when its data are missing or do not fit this version, LexiconError with file, line and column for a
    table of ``places/`` that is wrong.
    """
    return _load(files.holding(f"places/{FEATURES}", folders))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> Gazetteer:
    try:
        import dateline_gazetteer
    except ImportError as error:
        raise GazetteerError(
            "the gazetteer is not installed, so places cannot be looked up",
            where="dateline-gazetteer",
            remedy="pip install ./models/dateline-gazetteer",
        ) from error
    path = dateline_gazetteer.path()
    try:
        released.check(path.parent)
    except ValueError as error:
        remedy = "install the package dateline-gazetteer anew: pip install ./models/dateline-gazetteer"
        raise GazetteerError(
            f"the compiled gazetteer cannot be used: {error}", where=str(path), remedy=remedy
        ) from error
    return Gazetteer(Columns(path), folders)
