"""Accusations as attributions: "X accused Y of killing six" lends X's voice to the deed it names (reading g of the coding guide)."""

from __future__ import annotations

from dateline.claims.roles import parties
from dateline.claims.values import Attributed, Classes, Frame, Mentions
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

ALLEGATION = VoiceCue(id="accuse.allege", stance="alleges")
"""The cue that a verb of accusing is for what it says somebody did."""


def of_frames(
    frames: tuple[Frame, ...],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> tuple[Attributed, ...]:
    """What the accusations among the frames attribute, where no attribution has the verb with the same words already."""
    made = []
    for frame in frames:
        if not (frame.entry.traits.blames and frame.entry.traits.alleges and frame.kind == "verb"):
            continue
        content = parse.tree.subtrees(h for h in frame.content if h in parse.clauses).difference(frame.match.tokens)
        if content and not _is_attributed(frame, content, attributions):
            actors = parties.actors(frame, parse, mentions, classes, lexicon)
            made.append(
                Attributed(ALLEGATION, frame.head, frame.match.tokens, actors, frozenset(content), frame.clause)
            )
    return tuple(made)


def _is_attributed(frame: Frame, content: set[int], attributions: tuple[Attributed, ...]) -> bool:
    """Whether the verb is the cue of an attribution already, over some of the same words."""
    return any(a.head == frame.head and a.clause >= 0 and a.content & content for a in attributions)
