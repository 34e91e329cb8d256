"""Numbers of things under several keys, found by key and day without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from operator import itemgetter

FIRST = itemgetter(0)


class ByDay:
    """Numbers with a day (ISO) each, under any number of keys."""

    def __init__(self) -> None:
        self._found: dict[Hashable, list[tuple[str, int]]] = defaultdict(list)
        self._sorted: set[Hashable] = set()

    def add(self, keys: Iterable[Hashable], day: str, number: int) -> None:
        """Put a number under its keys; all have to be in before the first is looked for."""
        for key in keys:
            self._found[key].append((day, number))

    def between(self, keys: Iterable[Hashable], first: str, last: str) -> set[int]:
        """The numbers under some keys from a first to a last day."""
        numbers: set[int] = set()
        for key in keys:
            if key in self._found:
                some = self._in_order(key)
                start, end = bisect_left(some, first, key=FIRST), bisect_right(some, last, key=FIRST)
                numbers.update(number for _, number in some[start:end])
        return numbers

    def has_between(self, keys: Iterable[Hashable], first: str, last: str) -> bool:
        """Whether there is a number under one of some keys from a first to a last day."""
        for key in keys:
            if key in self._found:
                some = self._in_order(key)
                start = bisect_left(some, first, key=FIRST)
                if start < len(some) and some[start][0] <= last:
                    return True
        return False

    def _in_order(self, key: Hashable) -> list[tuple[str, int]]:
        if key not in self._sorted:
            self._found[key].sort()
            self._sorted.add(key)
        return self._found[key]
