"""An attribution and the chain of those that cover a word."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.lexicon.entries import VoiceCue

ATTITUDE = "holds"
"""The stance of cues of favour, will and semblance: attributions, but no voice behind what a claim says."""


class Attributed(msgspec.Struct, frozen=True):
    """One attribution. ``speakers``: heads, empty when nobody is named. ``content``: the token indices it covers.

    ``head``: the cue's head token; ``clause``: head of the cue's clause, -1 for a phrase such as "according to" and for
    an attitude. ``that``: the content is a clause of the cue's own. ``pronoun``: the relative pronoun that stands for
    the speaker in the cue's clause, -1 when there is none.
    """

    cue: VoiceCue
    head: int
    tokens: tuple[int, ...]
    speakers: tuple[int, ...]
    content: frozenset[int]
    clause: int = -1
    direct: bool = False
    order: int = 0
    that: bool = False
    pronoun: int = -1


def chain(token: int, own: Iterable[int], found: tuple[Attributed, ...]) -> tuple[Attributed, ...]:
    """The attributions that cover a token, innermost first; ``own``: cues that are the event itself are left out."""
    skip = set(own)
    over = [a for a in found if token in a.content and a.cue.stance != ATTITUDE and not skip & set(a.tokens)]
    return tuple(sorted(over, key=lambda a: (a.order, len(a.content))))
