"""What the network says of the events of a document: which words tell one, of which type, and who takes part in it.

The component leaves the numbers in `doc.user_data[EVENTS]` and makes this of them; a reader of claims asks it beside its own rules.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

EVENTS = "dateline_events"
PARTS = ("event", "modality", "polarity", "historical")
ROLES = ("none", "actor", "recipient", "voice")
Floats = NDArray[np.float32]


class Events:
    """Of N tokens: `types` N,T shares of the types in `labels` ("O": no event) and `told` N,M scores of modality, polarity and history;
    `window` N: which words were seen together (-1: a blank), since roles are known among these alone."""

    def __init__(
        self,
        labels: dict[str, list[str]],
        role: Floats,
        told: Floats,
        pair: Floats,
        window: NDArray[np.intp],
        same: Floats | None = None,
    ) -> None:
        self.labels, self._role, self._pair, self.window, self._same = labels, role, pair, window, same
        cuts = np.cumsum([len(labels[k]) for k in PARTS])[:-1]
        kinds, *self._marks = np.split(told, cuts, axis=1)
        self.types = _shares(kinds)

    def __eq__(self, other: object) -> bool:
        """Whether the same is said of the same number of words."""
        if not isinstance(other, Events):
            return NotImplemented
        ours, theirs = ([one.types, one._pair, one.window, *one._marks] for one in (self, other))
        return all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))

    __hash__ = None  # type: ignore[assignment]  # it holds arrays

    def mark(self, token: int, part: str) -> dict[str, float]:
        """The share of each modality, polarity or of "True" and "False" for history, if the token tells an event."""
        at = PARTS.index(part) - 1
        return dict(zip(self.labels[part], _shares(self._marks[at][token][None])[0].tolist(), strict=True))

    def roles(self, trigger: int, words: Sequence[int]) -> Floats:
        """W,4: the share of each of ROLES for each of these words in the event of a trigger; all of it "none" for words that were not
        seen together with it."""
        size = self._role.shape[1] - 1
        at = np.array(words, dtype=np.intp)
        one, other = self._pair[trigger, :size], self._pair[at, size : 2 * size]
        asked = one @ self._role[:, :-1] + self._role[:, -1]  # R,J: both sides end with a 1
        found = _shares(other @ asked[:, :-1].T + asked[:, -1])
        found[self.window[at] != self.window[trigger]] = (1.0, 0.0, 0.0, 0.0)
        return found

    def same(self, token: int, other: Events, its: int) -> float | None:
        """How likely it is that a word and a word of other events of the same text tell the same claim, if both tell one: 0 to 1; None from a
        network that was not taught it."""
        if self._same is None:
            return None
        cut = 2 * (self._role.shape[1] - 1)
        asked = self._pair[token, cut:] @ self._same[:-1] + self._same[-1]
        score = float(asked[:-1] @ other._pair[its, cut:] + asked[-1])
        return float(1.0 / (1.0 + np.exp(-score)))

    def taken(self, tokens: Sequence[int]) -> Events:
        """The same of other tokens: each a token of these, or -1 for one that tells nothing."""
        at = np.array(tokens, dtype=np.intp)
        out = object.__new__(Events)
        out.labels, out._role, out._same = self.labels, self._role, self._same
        out._pair, out.types, out.window = self._pair[at], self.types[at].copy(), np.where(at < 0, -1, self.window[at])
        out._marks = [part[at] for part in self._marks]
        out.types[at < 0] = 0.0
        out.types[at < 0, self.labels["event"].index("O")] = 1.0
        return out


def _shares(scores: Floats) -> Floats:
    """Scores as shares that add up to 1 in each row."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)
