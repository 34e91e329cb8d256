"""From a parse and its mentions to claims: the flow, stage by stage.

speech.find → frames.detect → certainty.of → senses.choose → roles.fill → merge → build; control beside
"""

from __future__ import annotations

from dateline.claims import build, control, extents, frames, merge, modality, roles, senses, voices
from dateline.claims.frames import topic
from dateline.claims.roles import parties
from dateline.claims.values import Attributed, Classes, Frame, Mentions
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Attribution, Claim, Control, Document

ACCUSATION = VoiceCue(id="accuse.allege", stance="alleges")
"""The voice that an accusation lends the deed it names (reading g of the coding guide)."""


def code(
    document: Document, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Claim, ...], tuple[Control, ...], tuple[Attribution, ...]]:
    """Claims and control statements in text order, and every attribution."""
    said = voices.find(parse, mentions, classes, lexicon)
    boundary = frozenset(a.clause for a in said) | _content_tops(said, parse)
    candidates = frames.detect(said, parse, mentions, classes, lexicon)
    judged = [(f, modality.of(f, boundary, said, parse, mentions, lexicon)) for f in candidates]
    chosen = senses.choose(judged, parse, classes, lexicon)
    found = tuple(f for f, _ in chosen)
    accusations = _accusations(found, parse, mentions, classes, lexicon)
    accusations = tuple(a for a in accusations if not _is_heard(a, said))
    hidden = topic.hidden(found, parse, lexicon)
    drafts = [
        roles.fill(frame, sure, said, accusations, parse, mentions, classes, lexicon, document)
        for frame, sure in chosen
        if frame.head not in hidden
    ]
    events = merge.join(tuple(d for d in drafts if d is not None), parse, classes, lexicon)
    claims = build.claims(events, said, parse, mentions, lexicon, document)
    controls = control.find(said, parse, mentions, classes, lexicon, document)
    return claims, controls, tuple(extents.attribution(a, parse, lexicon) for a in said)


def _accusations(
    found: tuple[Frame, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Attributed, ...]:
    """ "X accused Y of killing six": what X says Y did."""
    made = []
    for f in found:
        if f.entry.type != "ACCUSE" or "allege" not in f.entry.mode or f.kind != "verb":
            continue
        inner = [h for h in f.content if h in parse.clauses]
        content = frozenset(t for h in inner for t in parse.tree.subtree(h)) - set(f.match.tokens)
        if content:
            made.append(
                Attributed(
                    ACCUSATION,
                    f.head,
                    f.match.tokens,
                    parties.actors(f, parse, mentions, classes, lexicon),
                    content,
                    f.clause,
                )
            )
    return tuple(made)


def _is_heard(accusation: Attributed, said: tuple[Attributed, ...]) -> bool:
    """Whether the verb that accuses is an attribution already, over the same words."""
    return any(a.head == accusation.head and a.clause >= 0 and a.content & accusation.content for a in said)


def _content_tops(said: tuple[Attributed, ...], parse: Parse) -> frozenset[int]:
    """Heads of clauses that are what somebody said: modality above them belongs to the voice."""
    tops: set[int] = set()
    for a in said:
        clause = parse.clause(a.clause)
        if clause is not None and a.cue.speech:
            tops.update(h for _, h in clause.complements if h in a.content)
    return frozenset(tops)
