"""From a parse and its mentions to claims: the flow, stage by stage.

speech.find → frames.detect → certainty.of → senses.choose → roles.fill → merge → build; control beside
"""

from __future__ import annotations

from dateline.claims import build, certainty, control, frames, merge, roles, senses, speech
from dateline.claims.frames import topic
from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Attribution, Claim, Control, Document


def code(
    document: Document, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Claim, ...], tuple[Control, ...], tuple[Attribution, ...]]:
    """Claims and control statements in text order, and every attribution."""
    said = speech.find(parse, mentions, classes, lexicon)
    candidates = frames.detect(said, parse, mentions, classes, lexicon)
    judged = certainty.judge(candidates, said, parse, mentions, lexicon)
    chosen = senses.choose(judged, parse, classes, lexicon)
    found = tuple(f for f, _ in chosen)
    accusations = speech.accusations(found, said, parse, mentions, classes, lexicon)
    hidden = topic.hidden(found, parse, lexicon)
    drafts = [
        roles.fill(frame, sure, said, accusations, parse, mentions, classes, lexicon, document)
        for frame, sure in chosen
        if frame.head not in hidden
    ]
    events = merge.join(tuple(d for d in drafts if d is not None), parse, classes, lexicon)
    claims = build.claims(events, said, parse, mentions, lexicon, document)
    controls = control.find(said, parse, mentions, classes, lexicon, document)
    return claims, controls, tuple(speech.attribution(a, parse, lexicon) for a in said)
