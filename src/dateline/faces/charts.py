"""Tolls and places drawn as SVG: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dateline.record.state.tolls import figure
from dateline.record.states import Holding, SourceFigure
from dateline.text.characters import cut

WIDTH = 680
LABEL = 330  # pixels left for the names of sources
ROW = 24
MAP = (560, 320)
MARGIN = 40
LEAST = 0.5  # degrees that a map shows at least


def toll_chart(sources: Iterable[SourceFigure]) -> str:
    """One row for each source: a bar from its low to its high figure, dashed where it says "at least"."""
    rows = list(sources)
    top = max((max(one.low or 0, one.high or 0) for one in rows), default=0) or 1
    scale = (WIDTH - LABEL - 90) / (top * 1.15)
    height = ROW * len(rows) + 8
    parts = [_row(one, at * ROW + ROW / 2 + 4, scale, top) for at, one in enumerate(rows)]
    return _svg(WIDTH, height, "".join(parts), "figures by source")


def _row(one: SourceFigure, y: float, scale: float, top: int) -> str:
    low = one.low if one.low is not None else 0
    high = one.high if one.high is not None else low
    x, right = LABEL + low * scale, LABEL + high * scale
    name = cut(f"{one.account.said}, {one.account.known}", 52)
    axis = f'<line class="grid" x1="{LABEL}" y1="{y:.1f}" x2="{LABEL + top * 1.15 * scale:.1f}" y2="{y:.1f}"/>'
    bar = f'<line class="bar" x1="{x:.1f}" y1="{y:.1f}" x2="{max(right, x + 0.1):.1f}" y2="{y:.1f}"/>'
    is_open = one.high is None or one.low is None
    tail = (x, LABEL + top * 1.15 * scale) if one.high is None else (float(LABEL), right)
    dashes = f'<line class="open" x1="{tail[0]:.1f}" y1="{y:.1f}" x2="{tail[1]:.1f}" y2="{y:.1f}"/>' if is_open else ""
    words = f'<text x="{WIDTH - 84}" y="{y + 4:.1f}">{escape(figure(one.low, one.high))}</text>'
    return f'<text class="soft" x="0" y="{y + 4:.1f}">{escape(name)}</text>{axis}{dashes}{bar}{words}'


def place_map(holdings: Iterable[Holding]) -> str:
    """Places with a point, where they lie to each other (equirectangular, north up); "" when there is none or only one."""
    placed = [(one, one.lat, one.lon) for one in holdings if one.lat is not None and one.lon is not None]
    if len(placed) < 2:
        return ""
    lats, lons = [lat for _, lat, _ in placed], [lon for _, _, lon in placed]
    south, west = min(lats), min(lons)
    span = max(max(lats) - south, (max(lons) - west) * (MAP[1] / MAP[0]), LEAST)
    step = (MAP[1] - 2 * MARGIN) / span
    east = (south + max(lats)) / 2 + span / 2
    marks = (_mark(one, MARGIN + (lon - west) * step, MARGIN + (east - lat) * step) for one, lat, lon in placed)
    note = f'<text class="soft" x="4" y="{MAP[1] - 6}">{span * 111:.0f} km from top to bottom; places by name, no exact positions</text>'
    return _svg(MAP[0], MAP[1], "".join(marks) + note, "places on the board")


def _mark(one: Holding, x: float, y: float) -> str:
    circle = f'<circle class="{escape(one.status)}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
    anchor, at = ("end", x - 9) if x > MAP[0] * 0.7 else ("start", x + 9)
    return f'{circle}<text x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}">{escape(one.place)}</text>'


def _svg(width: int, height: float, inside: str, label: str) -> str:
    size = f'viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}"'
    return f'<svg {size} role="img" aria-label="{escape(label)}">{inside}</svg>'
