"""Drawings as SVG that stands by itself: no style sheet, no script, nothing fetched; a browser, typst and Word all draw it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from math import cos, hypot, radians
from statistics import median

from dateline.exports.summary import Summary
from dateline.record.state.tolls import figure
from dateline.record.states import Holding, SourceFigure, Toll
from dateline.text.characters import cut

FONT = "Libertinus Serif, Georgia, Liberation Serif, serif"
INK, SOFT, FAINT, STRONG, LIGHT = "#1d2733", "#5b6673", "#d9dee4", "#8c2f39", "#e3b7bb"
STATUS = {"held": "#2f6690", "contested": "#c98a1b", "disputed": "#8c2f39", "lost": "#7b8794"}
WIDTH, ROW, LABEL = 640, 26, 300
MAP, MARGIN = (640, 320), 40
LEAST = 0.4  # degrees that a map shows at least
TALL, BAR_MOST = 150, 34
KM = 111.2  # of a degree of latitude
LINES = 62  # days that fit as bars
FEW = 4  # towns of which none is left out
FAR = 6.0  # times the usual distance from the middle that a town on the map may have
Box = tuple[float, float, float, float]
Spot = tuple[float, float, str]


def _svg(width: float, height: float, inside: str, label: str) -> str:
    box = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{FONT}" font-size="13" role="img">'
    return f"{head}<title>{escape(label)}</title>{inside}</svg>"


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, size: int = 13) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{escape(words)}</text>'
    )


def _line(x: float, y: float, x2: float, y2: float, colour: str, *, width: float = 1, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def toll_chart(sources: Iterable[tuple[SourceFigure, str]]) -> str:
    """A row for each source: from its low to its high figure; dashed where a bound is open."""
    rows = list(sources)
    top = max((max(one.low or 0, one.high or 0) for one, _ in rows), default=0) or 1
    scale = (WIDTH - LABEL - 110) / (top * 1.15)
    parts = [_bar(one, name, at * ROW + ROW / 2 + 6, scale, top) for at, (one, name) in enumerate(rows)]
    return _svg(WIDTH, ROW * len(rows) + 12, "".join(parts), "figures by source")


def _bar(one: SourceFigure, name: str, y: float, scale: float, top: int) -> str:
    low = one.low if one.low is not None else 0
    high = one.high if one.high is not None else low
    end = LABEL + top * 1.15 * scale
    parts = [_text(0, y + 4, cut(name, 48), fill=SOFT), _line(LABEL, y, end, y, FAINT)]
    if one.high is None or one.low is None:
        tail = (LABEL + low * scale, end) if one.high is None else (LABEL, LABEL + high * scale)
        parts.append(_line(tail[0], y, tail[1], y, STRONG, width=2, dashes="3 3"))
    parts.append(_line(LABEL + low * scale - 2, y, LABEL + high * scale + 2, y, STRONG, width=9))
    parts.append(_text(end + 8, y + 4, figure(one.low, one.high)))
    return "".join(parts)


def day_chart(tolls: Iterable[tuple[str, Toll]], since: str, as_of: str) -> str:
    """Killed by day: the lowest figure, and up to the highest; "" for fewer than two days with a figure. ``tolls``: with their days."""
    first, last = date.fromisoformat(since), date.fromisoformat(as_of)
    many = (last - first).days + 1
    every = [(first + timedelta(days=at)).isoformat() for at in range(many)]
    low, high = _by_day(tolls, set(every))
    if len(high) < 2 or not 1 < many <= LINES:
        return ""
    step = (WIDTH - 60) / many
    scale = (TALL - 40) / max(high.values())
    width = min(step * 0.7, BAR_MOST)
    bars = [_day(low[iso], high[iso], 40 + at * step, width, scale) for at, iso in enumerate(every) if iso in high]
    marks = [
        _text(40 + at * step, TALL - 4, short_day(iso), fill=SOFT, size=11)
        for at, iso in enumerate(every) if at % max(1, many // 8) == 0
    ]  # fmt: skip
    axis = _line(36, TALL - 22, WIDTH - 10, TALL - 22, SOFT)
    return _svg(WIDTH, TALL, axis + "".join([*bars, *marks]), "people reported killed, by day")


def _by_day(tolls: Iterable[tuple[str, Toll]], every: set[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The lowest and the highest figures of each of these days, added up over its events."""
    low: dict[str, int] = defaultdict(int)
    high: dict[str, int] = defaultdict(int)
    for iso, toll in tolls:
        if iso in every:
            low[iso] += toll.low or 0
            high[iso] += max(toll.high or 0, toll.low or 0)
    return low, high


def short_day(iso: str) -> str:
    """ "3 Mar"."""
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%b}"


def _day(low: int, high: int, x: float, width: float, scale: float) -> str:
    base = TALL - 22
    top = f'<rect x="{x:.1f}" y="{base - high * scale:.1f}" width="{width:.1f}" height="{(high - low) * scale:.1f}" fill="{LIGHT}"/>'
    bottom = f'<rect x="{x:.1f}" y="{base - low * scale:.1f}" width="{width:.1f}" height="{low * scale:.1f}" fill="{STRONG}"/>'
    words = str(high) if low == high else f"{low}–{high}"
    return top + bottom + _text(x + width / 2, base - high * scale - 4, words, anchor="middle", size=11)


def place_map(holdings: Iterable[Holding], summaries: Iterable[Summary]) -> tuple[str, tuple[str, ...]]:
    """Towns on the board and towns of incidents, where they lie to each other, north up, and the names of those that lie too far
    from the others to be shown; "" for fewer than two."""
    every = _spots(holdings, summaries)
    spots = near(every)
    if len(spots) < 2:
        return "", ()
    lats, lons = [lat for lat, _, _ in spots.values()], [lon for _, lon, _ in spots.values()]
    north, west = max(lats), min(lons)
    squeeze = cos(radians((north + min(lats)) / 2))
    wide, tall = MAP[0] - 2 * MARGIN - 90, MAP[1] - 2 * MARGIN
    step = min(wide / max(LEAST, (max(lons) - west) * squeeze), tall / max(LEAST, north - min(lats)))
    left = MARGIN + (wide - (max(lons) - west) * squeeze * step) / 2
    at = {
        name: (left + (lon - west) * squeeze * step, MARGIN + (north - lat) * step)
        for name, (lat, lon, _) in spots.items()
    }
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y in at.values()]
    marks = [_mark(name, *at[name], spots[name][2], taken) for name in sorted(spots)]
    frame = f'<rect x="0.5" y="0.5" width="{MAP[0] - 1}" height="{MAP[1] - 1}" fill="none" stroke="{FAINT}"/>'
    drawn = _svg(*MAP, "".join([frame, *marks, _scale(step), _legend()]), "places in this report")
    return drawn, tuple(sorted(every.keys() - spots.keys()))


def near(spots: dict[str, Spot]) -> dict[str, Spot]:
    """Without towns that lie many times farther from the middle than most; these would press the others into a corner."""
    if len(spots) < FEW:
        return spots
    lat, lon = median(one[0] for one in spots.values()), median(one[1] for one in spots.values())
    far = {name: hypot(one[0] - lat, (one[1] - lon) * cos(radians(lat))) for name, one in spots.items()}
    most = max(LEAST, FAR * median(far.values()))
    return {name: one for name, one in spots.items() if far[name] <= most}


def _spots(holdings: Iterable[Holding], summaries: Iterable[Summary]) -> dict[str, Spot]:
    """Latitude, longitude and status of towns by name; the status is "" where nothing is told of control."""
    found: dict[str, Spot] = {}
    for one in summaries:
        if one.spot and one.spot.point:
            found[one.spot.place.name] = (*one.spot.point, "")
    for row in holdings:
        if row.lat is not None and row.lon is not None and row.id.startswith("geonames:"):
            found[row.place] = (row.lat, row.lon, row.status)
    return found


def _mark(name: str, x: float, y: float, status: str, taken: list[Box]) -> str:
    """A place and its name, beside it where there is room: to the right, the left, above or below."""
    shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{STATUS[status]}"/>' if status else (
        f'<path d="M {x:.1f} {y - 6:.1f} L {x + 6:.1f} {y + 5:.1f} L {x - 6:.1f} {y + 5:.1f} Z" fill="none" stroke="{INK}"/>'
    )  # fmt: skip
    long = 6.6 * len(name)
    places = (
        (x + 10, y + 4, "start"),
        (x - 10 - long, y + 4, "end"),
        (x - long / 2, y - 10, "top"),
        (x - long / 2, y + 20, "below"),
    )
    free = (
        (left, base)
        for left, base, _ in places
        if 0 < left < MAP[0] - long
        and not any(_meet((left, base - 11, left + long, base + 3), other) for other in taken)
    )
    left, base = next(free, places[0][:2])
    taken.append((left, base - 11, left + long, base + 3))
    return shape + _text(left, base, name)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(step: float) -> str:
    """A bar of a round number of kilometres."""
    most = 120 / step * KM
    long = max((round_ for round_ in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if round_ <= most), default=1)
    width, y = long / KM * step, MAP[1] - 16
    return _line(16, y, 16 + width, y, INK, width=2) + _text(20 + width, y + 4, f"{long} km", fill=SOFT, size=11)


def _legend() -> str:
    parts, x = [], 180.0
    for status, colour in STATUS.items():
        parts.append(
            f'<circle cx="{x:.1f}" cy="{MAP[1] - 16}" r="5" fill="{colour}"/>'
            + _text(x + 9, MAP[1] - 12, status, fill=SOFT, size=11)
        )
        x += 90
    parts.append(
        f'<path d="M {x:.1f} {MAP[1] - 22} l 5 10 l -10 0 Z" fill="none" stroke="{INK}"/>'
        + _text(x + 9, MAP[1] - 12, "incident", fill=SOFT, size=11)
    )
    return "".join(parts)
