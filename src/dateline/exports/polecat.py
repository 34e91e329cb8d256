"""Events as rows of POLECAT's shape: tab-separated, forty columns, "None" for what is missing.

Contexts, titles, Wikipedia numbers and the ``Story`` columns are not known here. ``Intensity`` stays missing too: the manual of
PLOVER scores ACCUSE with one sign in its table and with the other in its modes.
"""

from __future__ import annotations

from typing import Any

from dateline.actors.codes import split
from dateline.exports.countries import country
from dateline.exports.refusal import Refusal, refused
from dateline.exports.sides import named
from dateline.exports.summary import Spot, Summary
from dateline.places.units import admin1
from dateline.types import Party

SIDE = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(column.format("Actor") for column in SIDE), *(column.format("Recipient") for column in SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
QUADS = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}  # fmt: skip
"""PLOVER's quadrants. SANCTION stands in two of them in its manual; here in the one of its section."""
QUAD = {type_: quad for quad, types in QUADS.items() for type_ in types}
OURS = frozenset({"territory"})
"""Modes that PLOVER does not have."""
NONE = "None"
FEATURES = {"city": "PPL", "admin1": "ADM1", "admin2": "ADM2", "country": "PCLI", "region": "RGN", "continent": "CONT"}
Row = dict[str, Any]


def coded(one: Summary) -> Row | Refusal:
    """The row of an event, or why there is none: POLECAT holds what was done, with a day and somebody who did it."""
    if not one.kept:
        return refused(one, "not-told-as-done", "only plans, offers or denials are told; POLECAT does not code them")
    if not one.actors and not one.recipients:
        return refused(one, "no-actor", "neither side is told")
    row = {**_event(one), **_side("Actor", one.actors), **_side("Recipient", one.recipients), **_place(one.spot)}
    return {column: _cell(row.get(column)) for column in COLUMNS}


def _event(one: Summary) -> Row:
    """The columns that tell what happened when, and by whose word."""
    first = one.every[0].document
    return {
        "Event ID": one.event, "Event Date": one.start or one.end or one.known, "Event Type": one.type,
        "Event Mode": _join(mode for mode in one.modes if mode not in OURS), "Quad Code": QUAD.get(one.type, NONE),
        "Source": _join(kept.document.outlet or kept.document.id for kept in one.every),
        "Publication Date": first.published or first.known, "Language": "English", "Version": _version(),
    }  # fmt: skip


def _cell(value: object) -> object:
    return NONE if value in {None, ""} else value


def _join(values: Any) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


def _version() -> str:
    from dateline import __version__

    return f"dateline {__version__}"


def _side(who: str, parties: tuple[Party, ...]) -> Row:
    codes = [split(party.code) for party in parties]
    countries = list(filter(None, (country(home) for home, _ in codes)))
    sectors = [sector for _, sector in codes if sector]
    told = {
        "{} Name": map(named, parties), "{} Country": [known.alpha3 for known in countries],
        "{} COW": [str(known.gw or "") for known in countries], "Primary {} Sector": sectors[:1], "{} Sectors": sectors,
        "{} Name Raw": [" ".join(party.text.split()) for party in parties],
    }  # fmt: skip
    return {column.format(who): _join(values) for column, values in told.items()}


def _place(spot: Spot | None) -> Row:
    if spot is None:
        return {}
    place, point, known = spot.place, spot.point, country(spot.place.country)
    return {
        "Placename": place.name, "City": place.name if place.precision == "city" else None, "Province": admin1(place),
        "Country": known and known.alpha3, "Latitude": point and point[0], "Longitude": point and point[1],
        "District": place.name if place.precision == "admin2" else None, "GeoNames ID": place.geonames,
        "Raw Placename": spot.words, "Feature Type": FEATURES.get(place.precision),
    }  # fmt: skip
