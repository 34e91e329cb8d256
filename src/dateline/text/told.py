"""What a parser that was also taught events says of the words: which tell one, of which type, and who takes part in it.

Our own pipeline says it (``dateline_en.events``); of what another parser has read nothing is known, and the rules read alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

NONE = "O"
FINE = (0.003, 0.01, 0.03, 0.08, 0.2, 0.4, 0.6, 0.8, 0.93, 0.98)
COARSE = (0.05, 0.3, 0.7)
"""Borders between the steps of shares in learned signs; COARSE where two shares meet in one sign."""


class Shares(NamedTuple):
    """What a word is to an event, as shares that add up to 1: nothing, who acts, who is acted on, who says so."""

    none: float
    actor: float
    recipient: float
    voice: float


UNKNOWN = Shares(1.0, 0.0, 0.0, 0.0)


class Weighed(NamedTuple):
    """Whom the parser's knowledge of events added to a field of a claim or left out of it, and how likely he is in it: on a side by
    grammar and parser together (sides.toml), as a voice by the parser's share."""

    field: str
    head: int
    share: float
    added: bool


class Told(msgspec.Struct, frozen=True):
    """The events of the pieces of a text, by the tokens of its Parse.

    ``pieces``: for each piece the index of its first token and what was said of it (``dateline_en.events.Events``). ``shares`` and
    ``parts`` remember what was worked out of a token and of a trigger; they change no answer.
    """

    pieces: tuple[tuple[int, Any], ...] = ()
    shares: dict[int, dict[str, float]] = {}
    parts: dict[int, dict[int, Shares]] = {}

    def __bool__(self) -> bool:
        """Whether anything is known: False for a parser that was not taught events."""
        return bool(self.pieces)

    def triggers(self, least: float) -> Iterator[tuple[int, str, float]]:
        """Each token that tells an event of some type with at least that share, with the likeliest type, in text order."""
        for base, events in self.pieces:
            kinds = events.labels["event"]
            best = events.types.argmax(axis=1)
            for at in (events.types.max(axis=1) >= least).nonzero()[0].tolist():
                if kinds[best[at]] != NONE:
                    yield base + at, kinds[best[at]], float(events.types[at, best[at]])

    def share(self, token: int, type: str) -> float:
        """The share of a type at a token; of NONE, that it tells no event."""
        if token not in self.shares:
            at, events = self._piece(token)
            self.shares[token] = dict(zip(events.labels["event"], events.types[at].tolist(), strict=True))
        return self.shares[token][type]

    def types(self, token: int) -> dict[str, float]:
        """The share of each type at a token, and of NONE."""
        at, events = self._piece(token)
        return dict(zip(events.labels["event"], events.types[at].tolist(), strict=True))

    def roles(self, trigger: int, words: Sequence[int]) -> tuple[Shares, ...]:
        """What each of the words is to the event of a trigger; UNKNOWN for those of another piece."""
        known = self.parts.setdefault(trigger, {})
        new = [w for w in words if w not in known]
        if new:
            known.update(self._roles(trigger, new))
        return tuple(known[w] for w in words)

    def _roles(self, trigger: int, words: Sequence[int]) -> Iterator[tuple[int, Shares]]:
        """Each of the words with what it is to the event of a trigger."""
        at, events = self._piece(trigger)
        base = trigger - at
        inside = [w for w in words if base <= w < base + len(events.types)]
        yield from ((w, UNKNOWN) for w in words)
        if inside:
            rows = events.roles(at, [w - base for w in inside]).tolist()
            yield from ((w, Shares(*row)) for w, row in zip(inside, rows, strict=True))

    def same(self, one: int, other: int) -> tuple[float | None, bool]:
        """How likely it is that two tokens tell the same claim, if both tell one (0 to 1; None from a parser that was not taught it), and
        whether the parser saw them together."""
        (a, events), (b, others) = self._piece(one), self._piece(other)
        return events.same(a, others, b), bool(events.window[a] == others.window[b])

    def mark(self, token: int, part: str) -> dict[str, float]:
        """The share of each modality, polarity or of "True" and "False" for history, if the token tells an event."""
        at, events = self._piece(token)
        found: dict[str, float] = events.mark(at, part)
        return found

    def _piece(self, token: int) -> tuple[int, Any]:
        """The token's place in its piece, and what was said of the piece."""
        base, events = self.pieces[bisect_right(self.pieces, token, key=lambda piece: piece[0]) - 1]
        return token - base, events
