"""What the formats of others call countries: numbers and regions, from data/countries.tsv."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.places.countries import table


class CountryCodes(msgspec.Struct, frozen=True):
    """A country: ISO 3166 codes, its Gleditsch and Ward number (None where it has none), the regions of two codebooks."""

    alpha2: str
    alpha3: str
    name: str
    numeric: int | None
    gw: int | None
    acled_region: str
    ucdp_region: str


def country(code: str) -> CountryCodes | None:
    """The country of an ISO 3166 code of two or three letters; None for any other."""
    return _known().get(code)


@lru_cache(maxsize=1)
def _known() -> dict[str, CountryCodes]:
    names = {one.alpha3: one.name for one in reversed(table())}
    text = files("dateline.exports").joinpath("data", "countries.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    found = [_codes(line, names) for line in lines]
    return {code: one for one in found for code in (one.alpha2, one.alpha3)}


def _codes(cells: list[str], names: dict[str, str]) -> CountryCodes:
    alpha2, alpha3, numeric, gw, acled, ucdp = cells
    return CountryCodes(
        alpha2,
        alpha3,
        names.get(alpha3, alpha3),
        int(numeric) if numeric else None,
        int(gw) if gw else None,
        acled,
        ucdp,
    )
