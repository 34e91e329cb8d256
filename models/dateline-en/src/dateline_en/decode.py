"""From scores to one tree a sentence and to names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
NEVER = -1e9
LONG = 100
"""Words from which on a sentence is more likely to be a list or damage than prose."""


def heads(scores: Scores) -> list[int]:
    """The head of each word of a sentence, 0 for the root, of the tree with the highest sum of scores and one root.

    `scores` N,1+N: word by head, column 0 the root.
    """
    n = len(scores)
    scores = scores.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = NEVER
    best = scores.argmax(1)
    if np.count_nonzero(best == 0) == 1 and not _cycle(best.tolist()):
        return [int(h) for h in best]
    inner = scores[:, 1:].max(1, initial=NEVER)
    bounds = inner.sum() - inner + scores[:, 0]  # what a tree with this root can reach at most
    found, reached = best, -np.inf
    likely = np.argsort(-bounds, kind="stable")
    if n > LONG:
        return _unravelled(scores, int(likely[0]))
    for root in likely:
        if bounds[root] <= reached:
            break
        tree = _rooted(scores, int(root))
        total = float(scores[np.arange(n), tree].sum())
        if total > reached:
            found, reached = tree, total
    return [int(h) for h in found]


def _unravelled(scores: Scores, root: int) -> list[int]:
    """Heads with this root where each word takes its best head, and of every ring of words the one that loses least goes to the
    root: not the best tree, but in time with the square of the words."""
    inner = scores.copy()
    inner[:, 0] = NEVER
    found = [int(h) for h in inner.argmax(1)]
    found[root] = 0
    while ring := _cycle(found):
        loss = [inner[word - 1, found[word - 1]] - inner[word - 1, root + 1] for word in ring]
        found[ring[int(np.argmin(loss))] - 1] = root + 1
    return found


def _rooted(scores: Scores, root: int) -> NDArray[np.intp]:
    """The heads of the best tree with this root."""
    n = len(scores)
    square = np.full((n + 1, n + 1), NEVER)
    square[1:, 1:] = scores[:, 1:]
    square[root + 1] = NEVER
    square[root + 1, 0] = 0.0
    return _tree(square)[1:]


def _cycle(found: Sequence[int]) -> list[int]:
    """The words (from 1) of a cycle among the heads of words 1 to N; empty if there is none."""
    seen = [0] * (len(found) + 1)
    for start in range(1, len(found) + 1):
        at = start
        while at and not seen[at]:
            seen[at] = start
            at = found[at - 1]
        if at and seen[at] == start:
            cycle, step = [at], found[at - 1]
            while step != at:
                cycle.append(step)
                step = found[step - 1]
            return cycle
    return []


def _tree(scores: Scores) -> NDArray[np.intp]:
    """Chu-Liu and Edmonds: heads of the best tree over nodes 0 (the root) to N; `scores` is node by head."""
    best = scores.argmax(1)
    cycle = _cycle(best[1:].tolist())
    if not cycle:
        return best
    inside = np.array(cycle)
    free = np.ones(len(scores), dtype=bool)
    free[inside] = False
    outside = np.flatnonzero(free)
    gain = scores[inside][:, outside] - scores[inside, best[inside]][:, None]  # of breaking the cycle, by the new head
    leave = scores[outside][:, inside]
    m = len(outside)
    small = np.full((m + 1, m + 1), NEVER)
    small[:m, :m] = scores[outside][:, outside]
    small[m, :m] = gain.max(0)
    small[:m, m] = leave.max(1)
    chosen = _tree(small)
    out = best.copy()
    for k in range(1, m):
        out[outside[k]] = inside[leave[k].argmax()] if chosen[k] == m else outside[chosen[k]]
    out[inside[gain[:, chosen[m]].argmax()]] = outside[chosen[m]]
    return out


class Names:
    """Reads names off scores of BIO tags; a tag I never follows anything but B or I of its own label."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = list(tags)
        self._first = np.array([NEVER if t[0] == "I" else 0.0 for t in tags])
        self._step = np.array([[NEVER if b[0] == "I" and a[2:] != b[2:] else 0.0 for b in tags] for a in tags])

    def __call__(self, scores: Scores) -> Iterator[tuple[int, int, str]]:
        """First and last word (not counted) and label of each name; `scores` N words by tags."""
        path = [self.tags[i] for i in self._best(scores)] if len(scores) else []
        i = 0
        while i < len(path):
            first, tag = i, path[i]
            i += 1
            if tag != "O":
                while i < len(path) and path[i] == f"I-{tag[2:]}":
                    i += 1
                yield first, i, tag[2:]

    def _best(self, scores: Scores) -> list[int]:
        simple = scores.argmax(1)
        allowed = self._step[simple[:-1], simple[1:]].any() or self._first[simple[0]]
        if not allowed:
            return [int(i) for i in simple]
        total = scores[0] + self._first
        back = []
        for row in scores[1:]:
            reached = total[:, None] + self._step
            back.append(reached.argmax(0))
            total = reached.max(0) + row
        out = [int(total.argmax())]
        for row in reversed(back):
            out.append(int(row[out[-1]]))
        return out[::-1]
