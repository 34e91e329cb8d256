"""Accusations as attributions: "X accused Y of killing six" lends X's voice to the deed it names (reading g of the coding guide)."""

from __future__ import annotations

from dateline.claims.roles import acting
from dateline.claims.values import Attributed, Attributions, Classes, Frame, Mentions
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

ALLEGATION = VoiceCue(id="accuse.allege", stance="alleges")
"""The cue that a verb of accusing is for what it says somebody did."""
BLAME = VoiceCue(id="accuse.blame", stance="alleges", modality="possible")
"""The cue of a verb that lays a deed at somebody's door and leaves open whether it was his."""


def of_frames(
    frames: tuple[Frame, ...],
    attributions: Attributions,
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
        content = _deeds(frame, parse, lexicon).difference(frame.match.tokens)
        if content and not _is_attributed(frame, content, attributions):
            actors = acting.actors(frame, parse, mentions, classes, lexicon)
            cue = BLAME if parse.lemma(frame.head) in lexicon.words["blaming_verbs"] else ALLEGATION
            made.append(Attributed(cue, frame.head, frame.match.tokens, actors, frozenset(content), frame.clause))
    return tuple(made)


def _deeds(frame: Frame, parse: Parse, lexicon: Lexicon) -> set[int]:
    """Tokens of the clauses and event nouns that somebody is accused of; "blamed the raid on rebels" has them for an object."""
    heads = (
        *frame.content,
        *(frame.slot("object") if parse.lemma(frame.head) in lexicon.words["blaming_verbs"] else ()),
    )
    return parse.tree.subtrees(h for h in heads if h in parse.clauses or parse.lemma(h) in lexicon.event_nouns)


def _is_attributed(frame: Frame, content: set[int], attributions: Attributions) -> bool:
    """Whether the verb is the cue of an attribution already, over some of the same words."""
    return any(a.head == frame.head and a.clause >= 0 and a.content & content for a in attributions)
