"""From a parse and its mentions to claims: the flow, stage by stage.

speech.find → frames.detect → senses.choose (asks certainty.judge) → roles.fill → merge → build; control beside
"""

from __future__ import annotations

from dateline.claims import (
    antecedents,
    apart,
    build,
    causes,
    certainty,
    control,
    corrected,
    denials,
    frames,
    lines,
    merge,
    parts,
    roles,
    senses,
    speech,
)
from dateline.claims.frames import topic
from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Attribution, Claim, Control, Deadline, Document, Figure


def code(
    document: Document, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Claim, ...], tuple[Control, ...], tuple[Attribution, ...], tuple[Figure, ...], tuple[Deadline, ...]]:
    """Claims and control statements in text order, every attribution, figures that no claim counts, and days to come."""
    said = speech.find(parse, mentions, classes, lexicon)
    candidates = frames.detect(said, parse, mentions, classes, lexicon)
    sure_of = certainty.judge(said, parse, mentions, lexicon)
    chosen = senses.choose(candidates, sure_of, parse, classes, lexicon)
    chosen_frames = tuple(frame for frame, _ in chosen)
    accusations = speech.accusations(chosen_frames, said, parse, mentions, classes, lexicon)
    hidden = topic.hidden(chosen_frames, parse, lexicon)
    told = [(frame, sure) for frame, sure in chosen if frame.head not in hidden]
    drafts = roles.fill(told, said, accusations, parse, mentions, classes, lexicon, document)
    events = merge.join(causes.named(drafts), parse, classes, lexicon)
    claims = build.claims(events, said, parse, mentions, classes, lexicon, document)
    claims = antecedents.resolved(claims, parse, mentions, lexicon)
    controls = apart.of_ground(control.find(said, parse, mentions, classes, lexicon, document), mentions)
    claims = denials.linked(claims, controls, said, parse, mentions, classes, lexicon, document)
    figures = lines.figures(claims, said, parse, mentions, classes, lexicon, document)
    claims, figures = corrected.applied(claims, figures, document, lexicon)
    claims, figures = lines.amended(claims, figures, said, parse, mentions, classes, lexicon, document)
    claims = apart.by_town(claims, mentions, document)
    claims = parts.apart(claims, parse, mentions, classes, lexicon)
    ahead = lines.deadlines(said, parse, mentions, classes, lexicon, document)
    return claims, controls, tuple(speech.attribution(a, parse, lexicon) for a in said), figures, ahead
