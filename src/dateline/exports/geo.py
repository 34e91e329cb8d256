"""Events on a map: GeoJSON (RFC 7946) and GeoParquet. One that no town or feature places has no geometry; its place stands in
its properties with its precision."""

from __future__ import annotations

import struct
from typing import Any

import msgspec

from dateline.exports.summary import Spot, Summary
from dateline.places.units import admin1
from dateline.record.state.attribution import names
from dateline.record.state.tolls import COUNTED
from dateline.record.states import Toll

FIGURES = tuple(f"{what}_{bound}" for what in COUNTED for bound in ("low", "high"))
COLUMNS: dict[str, str] = {
    "event": "string", "title": "string", "type": "string", "modes": "strings", "start": "date", "end": "date",
    "known": "date", "actors": "strings", "recipients": "strings", "place": "string", "place_words": "string",
    "place_id": "string", "precision": "string", "near": "bool", "admin1": "string", "country": "string",
    **dict.fromkeys(FIGURES, "int"), "contradicted": "strings", "grade": "string", "sources": "int", "outlets": "strings",
    "rivals": "string", "campaign": "bool", "dispatches": "strings",
}  # fmt: skip
"""Properties of an event and what they hold."""
PLACED = ("place", "place_words", "place_id", "precision", "near", "admin1", "country")
Row = dict[str, Any]
_encode = msgspec.json.Encoder(order="deterministic").encode


def properties(one: Summary) -> Row:
    """What is told of an event beside its point; null is what is not told."""
    return {
        "event": one.event, "title": one.title, "type": one.type, "modes": list(one.modes), "start": one.start, "end": one.end,
        "known": one.known, "actors": list(names(one.actors)), "recipients": list(names(one.recipients)), **_placed(one.spot),
        **_figures(one.tolls), "grade": one.grade, "sources": one.sources, "rivals": one.rivals or None, "campaign": one.campaign,
        "outlets": list(dict.fromkeys(kept.document.outlet or kept.document.id for kept in one.every)),
        "dispatches": list(dict.fromkeys(kept.document.id for kept in one.every)),
    }  # fmt: skip


def _placed(spot: Spot | None) -> Row:
    if spot is None:
        return dict.fromkeys(PLACED)
    place = spot.place
    told = (place.name, spot.words, place.id, place.precision, spot.near, admin1(place) or None, place.country)
    return dict(zip(PLACED, told, strict=True))


def _figures(tolls: tuple[Toll, ...]) -> Row:
    low, high = ({f"{toll.what}_{name}": getattr(toll, name) for toll in tolls} for name in ("low", "high"))
    return {**dict.fromkeys(FIGURES), **low, **high, "contradicted": [toll.what for toll in tolls if toll.contradicted]}


def feature(one: Summary) -> bytes:
    """An event as a GeoJSON feature; longitude first."""
    point = one.spot.point if one.spot else None
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    return _encode({"type": "Feature", "id": one.event, "geometry": geometry, "properties": properties(one)})


def wkb(point: tuple[float, float] | None) -> bytes | None:
    """A (latitude, longitude) as well-known binary, little-endian; None for none."""
    return None if point is None else struct.pack("<BIdd", 1, 1, point[1], point[0])
