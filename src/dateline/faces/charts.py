"""Tolls and places drawn as SVG (``templates/drawings.html``): no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from dateline.faces.templating import macro
from dateline.record.state.tolls import figure
from dateline.record.states import Holding, SourceFigure
from dateline.text.characters import cut

DRAWINGS = "drawings.html"
WIDTH = 680
LABEL = 330  # pixels left for the names of sources
ROW = 24
MAP = (560, 320)
MARGIN = 40
LEAST = 0.5  # degrees that a map shows at least
LONGEST = 52  # characters of a source


class Bar(msgspec.Struct, frozen=True):
    """A source and its figure: a bar from ``x`` to ``right``, dashes over ``open`` where it gives one bound only; pixels."""

    name: str
    words: str
    y: str
    base: str
    x: str
    right: str
    end: str
    open: tuple[str, str] | None


class Dot(msgspec.Struct, frozen=True):
    """A place on the map, in pixels, and where its name stands."""

    name: str
    status: str
    x: str
    y: str
    at: str
    base: str
    anchor: str


def toll_chart(sources: Iterable[SourceFigure]) -> Markup:
    """One row for each source: a bar from its low to its high figure, dashed where it says "at least"."""
    rows = list(sources)
    top = max((max(one.low or 0, one.high or 0) for one in rows), default=0) or 1
    scale = (WIDTH - LABEL - 90) / (top * 1.15)
    bars = [_bar(one, at * ROW + ROW / 2 + 4, scale, top) for at, one in enumerate(rows)]
    return macro(DRAWINGS, "tolls", bars, WIDTH, ROW * len(rows) + 8, LABEL)


def _bar(one: SourceFigure, y: float, scale: float, top: int) -> Bar:
    low = one.low if one.low is not None else 0
    high = one.high if one.high is not None else low
    x, right, end = LABEL + low * scale, LABEL + high * scale, LABEL + top * 1.15 * scale
    tail = (_px(x), _px(end)) if one.high is None else (_px(LABEL), _px(right)) if one.low is None else None
    name = f"{one.account.said}, {one.account.known}"
    words = figure(one.low, one.high)
    return Bar(cut(name, LONGEST), words, _px(y), _px(y + 4), _px(x), _px(max(right, x + 0.1)), _px(end), tail)


def _px(number: float) -> str:
    return f"{number:.1f}"


def place_map(holdings: Iterable[Holding]) -> Markup:
    """Places with a point, where they lie to each other (equirectangular, north up); "" when there is none or only one."""
    placed = [(one, one.lat, one.lon) for one in holdings if one.lat is not None and one.lon is not None]
    if len(placed) < 2:
        return Markup("")
    lats, lons = [lat for _, lat, _ in placed], [lon for _, _, lon in placed]
    south, west = min(lats), min(lons)
    span = max(max(lats) - south, (max(lons) - west) * (MAP[1] / MAP[0]), LEAST)
    step = (MAP[1] - 2 * MARGIN) / span
    east = (south + max(lats)) / 2 + span / 2
    dots = [_dot(one, MARGIN + (lon - west) * step, MARGIN + (east - lat) * step) for one, lat, lon in placed]
    note = f"{span * 111:.0f} km from top to bottom; places by name, no exact positions"
    return macro(DRAWINGS, "places", dots, *MAP, note)


def _dot(one: Holding, x: float, y: float) -> Dot:
    anchor, at = ("end", x - 9) if x > MAP[0] * 0.7 else ("start", x + 9)
    return Dot(one.place, one.status, _px(x), _px(y), _px(at), _px(y + 4), anchor)
