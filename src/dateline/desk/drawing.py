"""Tolls over days as SVG: one line of steps for each source, a bar from its lowest to its highest figure. No script."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import msgspec
from markupsafe import Markup, escape

from dateline.record.state.attribution import said_by
from dateline.record.state.tolls import figure
from dateline.record.states import Toll
from dateline.record.types import Happening
from dateline.types import Claim

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 12, 30
SERIES = 6  # colours


class Said(msgspec.Struct, frozen=True):
    """A figure on the day it became known."""

    day: str
    low: int | None
    high: int | None
    by: str


def toll_over_days(happening: Happening, toll: Toll) -> Markup:
    """What sources said of a toll, by the day it was known; "" when all was said at once by one source."""
    said = _said(happening, toll.what)
    days = sorted({one.day for one in said})
    by_source: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_source[one.by].append(one)
    if len(days) < 2 and len(by_source) < 2:
        return Markup("")
    top = max(_highest(one) for one in said) or 1
    across, down = _Across(days[0], days[-1]), _Down(top)
    series = list(enumerate(sorted(by_source.items())))
    parts = [
        _axes(days, across, down, top),
        *(_series(number, by, some, across, down) for number, (by, some) in series),
    ]
    label = f"{toll.what} by the day it was told, from {days[0]} to {days[-1]}"
    rows = Markup("").join(_key(number, by, some) for number, (by, some) in series)
    drawn = Markup("<svg class='chart' viewBox='0 0 {} {}' role='img' aria-label='{}'>{}</svg>")
    return drawn.format(WIDTH, HEIGHT, label, Markup("").join(parts)) + Markup("<ul class='series'>{}</ul>").format(
        rows
    )


def _highest(one: Said) -> int:
    return one.high or one.low or 0


def _key(number: int, by: str, some: list[Said]) -> Markup:
    """A source in its colour, with what it said when: the same in words."""
    told = ", ".join(f"{figure(one.low, one.high)} ({one.day})" for one in some)
    dot = "<svg class='key s{}' viewBox='0 0 10 10' aria-hidden='true'><circle cx='5' cy='5' r='4'/></svg>"
    return Markup(f"<li>{dot} {{}}: {{}}</li>").format(number % SERIES, by, told)


def _said(happening: Happening, what: str) -> list[Said]:
    found = {
        Said(kept.document.known, tally.low, tally.high, said_by(kept))
        for kept in happening.kept
        if isinstance(kept.claim, Claim) and kept.claim.polarity == "+" and kept.claim.part_of is None
        for tally in kept.claim.counts
        if tally.what == what and (tally.low is not None or tally.high is not None)
    }
    return sorted(found, key=lambda one: (one.day, one.by, one.low or 0))


class _Across:
    """Where a day lies from left to right."""

    def __init__(self, first: str, last: str) -> None:
        self.first, self.span = (
            date.fromisoformat(first),
            max(1, (date.fromisoformat(last) - date.fromisoformat(first)).days),
        )

    def __call__(self, day: str) -> float:
        return LEFT + (date.fromisoformat(day) - self.first).days / self.span * (WIDTH - LEFT - RIGHT - 20) + 10


class _Down:
    """Where a number lies from the bottom up."""

    def __init__(self, top: int) -> None:
        self.top = top

    def __call__(self, number: float) -> float:
        return HEIGHT - BOTTOM - number / (self.top * 1.1) * (HEIGHT - TOP - BOTTOM)


LINE = Markup("<line class='grid' x1='{}' x2='{}' y1='{:.1f}' y2='{:.1f}'/>")
NUMBER = Markup("<text class='soft' x='{}' y='{:.1f}' text-anchor='end'>{:,}</text>")
DAY = Markup("<text class='soft' x='{:.1f}' y='{}' text-anchor='{}'>{}</text>")


def _axes(days: list[str], across: _Across, down: _Down, top: int) -> Markup:
    parts = []
    for value in sorted({0, top // 2, top}):
        y = down(value)
        parts += [LINE.format(LEFT, WIDTH - RIGHT, y, y), NUMBER.format(LEFT - 6, y + 4, value)]
    for one in days if len(days) <= 6 else (days[0], days[len(days) // 2], days[-1]):
        x = across(one)
        parts.append(DAY.format(x, HEIGHT - 8, _anchor(x), one if one == days[0] else one[5:]))
    return Markup("").join(parts)


def _anchor(x: float) -> str:
    return "start" if x < LEFT + 40 else "end" if x > WIDTH - RIGHT - 40 else "middle"


def _series(number: int, by: str, said: list[Said], across: _Across, down: _Down) -> Markup:
    """The steps of one source; where it gives a bound only, a dash upwards or downwards."""
    points = [(across(one.day), one) for one in said]
    path = ""
    for at, (x, one) in enumerate(points):
        y = down(_middle(one))
        path += f"M{x:.1f},{y:.1f}" if at == 0 else f"H{x:.1f}V{y:.1f}"
    marks = Markup("").join(_mark(x, one, down) for x, one in points)
    return Markup("<g class='s{}'><title>{}</title><path d='{}'/>{}</g>").format(number % SERIES, by, path, marks)


def _middle(one: Said) -> float:
    low, high = one.low, one.high
    return (low if high is None else high if low is None else (low + high) / 2) or 0


def _mark(x: float, one: Said, down: _Down) -> Markup:
    low = one.low if one.low is not None else 0
    high = one.high if one.high is not None else down.top * 1.08
    bar = Markup("")
    if low != high:
        dashed = "open" if one.low is None or one.high is None else "range"
        bar = Markup("<line class='{}' x1='{:.1f}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>").format(
            dashed, x, x, down(low), down(high)
        )
    return bar + Markup("<circle cx='{:.1f}' cy='{:.1f}' r='4'><title>{}: {} ({})</title></circle>").format(
        x, down(_middle(one)), one.by, figure(one.low, one.high), escape(one.day)
    )
