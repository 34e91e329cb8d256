"""Clusters by average link: two groups become one while the mean score of all their pairs stays above the threshold
(``average`` of join.toml).

A pair without a link counts as 0. Claims that their own dispatch tells of one happening (a score of 1) count as one: what the
fullest of them says is what the group says. The outcome depends on the set of links alone, not on their order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from dateline.record.rules import rules
from dateline.record.types import Comparison

Pair = tuple[str, str]
TOLD = 1.0
"""The score of two claims that their dispatch tells of one happening; no likeness reaches it."""


def cluster(
    keys: Iterable[str], links: Iterable[Comparison], *, together: Collection[Pair] = (), apart: Collection[Pair] = (),
    barred: Callable[[str, str], bool] = lambda _a, _b: False,
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """Groups of keys, each sorted, in the order of their first. ``together`` and ``apart`` bind; where they contradict
    each other, a pair of ``together`` that would break one of ``apart`` is left. Groups of which a pair is ``barred`` are not
    made one, unless ``together`` binds them."""
    groups = _Groups(keys, apart, barred)
    known = sorted(links, key=lambda one: (one.a, one.b))
    for link in known:
        if link.score >= TOLD:
            groups.unite(link.a, link.b)
    best: dict[Pair, float] = {}
    for link in known:
        pair = groups.pair(link.a, link.b)
        best[pair] = max(best.get(pair, 0.0), link.score)
    for a, b in sorted(together):
        groups.bind(a, b)
    for (a, b), score in sorted(best.items()):
        groups.link(a, b, score)
    groups.merge()
    return groups.found()


class _Groups:
    """Groups under way, each named by its smallest key; sums of link scores between them."""

    def __init__(self, keys: Iterable[str], apart: Collection[Pair], barred: Callable[[str, str], bool]) -> None:
        self.never = barred
        self.members = {key: [key] for key in sorted(keys)}
        self.group = {key: key for key in self.members}
        self.size = dict.fromkeys(self.members, 1)
        self.sums: dict[str, dict[str, float]] = defaultdict(dict)
        self.apart: dict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def unite(self, a: str, b: str) -> None:
        """Make the groups of two claims one that counts as one."""
        x, y = self.group.get(a), self.group.get(b)
        if x is not None and y is not None and x != y and not self._barred(x, y):
            x, y = sorted((x, y))
            self._join(x, y)
            self.size[x] = 1

    def pair(self, a: str, b: str) -> Pair:
        """The names of the groups of two claims, the smaller first."""
        x, y = sorted((self.group[a], self.group[b]))
        return x, y

    def link(self, a: str, b: str, score: float) -> None:
        x, y = self.group[a], self.group[b]
        if x != y:
            self.sums[x][y] = self.sums[y][x] = self.sums[x].get(y, 0.0) + score

    def bind(self, a: str, b: str) -> None:
        x, y = self.group.get(a), self.group.get(b)
        if x is not None and y is not None and x != y and not self._barred(x, y):
            self._join(*sorted((x, y)))

    def merge(self) -> None:
        least = rules().claims.average
        queue = [self._entry(x, y) for x in self.sums for y in self.sums[x] if x < y]
        heapq.heapify(queue)
        while queue:
            negative, x, y = heapq.heappop(queue)
            if -negative < least:
                return
            if self._stale(x, y, negative) or self._barred(x, y) or self._contradicted(x, y):
                continue
            self._join(x, y)
            for other in self.sums[x]:
                heapq.heappush(queue, self._entry(*sorted((x, other))))

    def _entry(self, x: str, y: str) -> tuple[float, str, str]:
        return -self._mean(x, y), x, y

    def _mean(self, x: str, y: str) -> float:
        return round(self.sums[x][y] / (self.size[x] * self.size[y]), 9)

    def _stale(self, x: str, y: str, negative: float) -> bool:
        return x not in self.members or y not in self.members or y not in self.sums[x] or -self._mean(x, y) != negative

    def _barred(self, x: str, y: str) -> bool:
        small, large = sorted((x, y), key=lambda name: len(self.members[name]))
        return any(self.group.get(other) == large for key in self.members[small] for other in self.apart.get(key, ()))

    def _contradicted(self, x: str, y: str) -> bool:
        return any(self.never(a, b) for a in self.members[x] for b in self.members[y])

    def _join(self, x: str, y: str) -> None:
        """``y`` becomes part of ``x``, the smaller name."""
        for key in self.members[y]:
            self.group[key] = x
        self.members[x] = sorted([*self.members[x], *self.members.pop(y)])
        self.size[x] += self.size.pop(y)
        for other, total in self.sums.pop(y, {}).items():
            self.sums[other].pop(y, None)
            if other != x:
                self.sums[x][other] = self.sums[other][x] = self.sums[x].get(other, 0.0) + total

    def found(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(self.members[name]) for name in sorted(self.members))
