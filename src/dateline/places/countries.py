"""Countries, their people and their capitals, by any of their names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from dateline.places.fold import acronym, fold
from dateline.places.tables import listed, rows

NameKind = Literal["name", "demonym", "capital"]
RANK = {"state": 0, "territory": 1, "part": 2, "historic": 3}


class Country(msgspec.Struct, frozen=True):
    """A row of countries.tsv. ``alpha2``/``alpha3``: ISO 3166-1 (of a historic state the code of its time, 3166-3).

    ``status``: state, territory, part (of another state) or historic. ``geonames`` is None where GeoNames has no
    country of that name. ``adjectives``: "Turkish"; ``people``: "Turk", "Turks". ``since``/``until``: ISO dates, ""
    is open.
    """

    alpha2: str
    alpha3: str
    status: str
    geonames: int | None
    name: str
    official: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    lat: float
    lon: float
    since: str = ""
    until: str = ""


class CountryName(msgspec.Struct, frozen=True):
    """One form of one country: ``kind`` says whether it names the country, its people or its capital."""

    form: str
    alpha2: str
    alpha3: str
    kind: NameKind
    country: Country


@lru_cache(maxsize=1)
def table() -> tuple[Country, ...]:
    """All rows of countries.tsv, states first."""
    return tuple(_country(row) for row in rows("countries.tsv"))


def _country(row: dict[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"], alpha3=row["alpha3"], status=row["status"], name=row["name"], official=row["official"],
        geonames=int(row["geonames"]) if row["geonames"] else None, aliases=listed(row["aliases"]),
        adjectives=listed(row["adjectives"]), people=listed(row["people"]), capitals=listed(row["capitals"]),
        lat=float(row["lat"]), lon=float(row["lon"]), since=row["from"], until=row["until"],
    )  # fmt: skip


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[CountryName, ...]]:
    """Folded name, demonym or capital -> what it may stand for; states first, then territories, parts, historic."""
    index: dict[str, list[CountryName]] = {}
    for country in table():
        for form, kind in _forms(country):
            index.setdefault(fold(form), []).append(CountryName(form, country.alpha2, country.alpha3, kind, country))
    order = {"name": 0, "demonym": 1, "capital": 2}
    return {
        key: tuple(sorted(found, key=lambda n: (RANK[n.country.status], order[n.kind]))) for key, found in index.items()
    }


def _forms(country: Country) -> Iterator[tuple[str, NameKind]]:
    kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
        ("name", (country.name, country.official, *country.aliases)),
        ("demonym", (*country.adjectives, *country.people)),
        ("capital", country.capitals),
    )
    seen = set()
    for kind, forms in kinds:
        for form in forms:
            if form and (fold(form), kind) not in seen:
                seen.add((fold(form), kind))
                yield form, kind


def country_names(text: str) -> tuple[CountryName, ...]:
    """What a text may stand for among countries; "us" is no country, "US" is. Empty when it names none."""
    if text.islower():
        return ()
    found = countries().get(fold(text), ())
    return tuple(n for n in found if not acronym(n.form) or text.replace(".", "").isupper())


@lru_cache(maxsize=1)
def by_code() -> dict[str, Country]:
    """ISO 3166-1 alpha-2 -> the country of today."""
    return {c.alpha2: c for c in reversed(table()) if c.status in ("state", "territory")}
