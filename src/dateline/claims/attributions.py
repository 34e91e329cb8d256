"""An attribution and the chain of those that cover a word."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.lexicon.entries import VoiceCue


class Attributed(msgspec.Struct, frozen=True):
    """One attribution. ``speakers``: heads, empty when nobody is named. ``content``: the token indices it covers.
    ``head``: the cue's head token; ``clause``: head of the cue's clause, -1 for a phrase such as "according to"."""

    cue: VoiceCue
    head: int
    tokens: tuple[int, ...]
    speakers: tuple[int, ...]
    content: frozenset[int]
    clause: int = -1
    direct: bool = False
    order: int = 0


def chain(token: int, own: Iterable[int], found: tuple[Attributed, ...]) -> tuple[Attributed, ...]:
    """The attributions that cover a token, innermost first; ``own``: cues that are the event itself are left out."""
    skip = set(own)
    over = [a for a in found if token in a.content and not skip & set(a.tokens)]
    return tuple(sorted(over, key=lambda a: (a.order, len(a.content))))
