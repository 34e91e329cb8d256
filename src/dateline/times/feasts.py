"""Feast days of a year, fixed and moving."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

FIXED = {"christmas": (12, 25), "halloween": (10, 31), "new": (1, 1), "nowruz": (3, 21), "valentine": (2, 14)}


def named(words: Iterable[str]) -> str:
    """The feast that lower-case words name ("new" is New Year), "" for none that has a reckoned date."""
    return next((w for w in words if w in FIXED or w in MOVING), "")


def day(name: str, year: int, eve: bool = False) -> date:
    """Its day in a year, or the day before."""
    found = MOVING[name](year) if name in MOVING else date(year, *FIXED[name])
    return found - timedelta(days=1) if eve else found


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def _easter(y: int) -> date:
    """Western Easter (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = y % 19, y // 100, y % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(y, n // 31, n % 31 + 1)


MOVING: dict[str, Callable[[int], date]] = {"easter": _easter, "thanksgiving": _thanksgiving}
