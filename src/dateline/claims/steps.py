"""The steps that led to a claim: each decision with its rule, its words and its reason, as ``explain`` shows them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.frames import topic
from dateline.claims.frames.learned import trigger_of
from dateline.claims.merge import Group
from dateline.claims.values import Attributions, Draft, Frame, Mentions
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.told import Weighed
from dateline.types import Party, Span, Step


def of(
    group: Group, attributions: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Step, ...]:
    """All steps of the claim that a group makes, in the order of its fields."""
    d = group.main
    parties = [("actor", p) for p in d.actor] + [("recipient", p) for p in d.recipient]
    return (
        *_of_type(d, parse),
        *_of_mode(d, parse, lexicon),
        *_of_certainty(d, parse),
        *_of_voices(d, attributions, parse),
        *(_of_party(field, party, mentions) for field, party in parties),
        *(_weighed(one, parse) for one in d.weighed),
        *(Step("also", x.frame.entry.id, x.trigger.text, x.trigger.span, "same happening") for x in group.others),
    )


def _of_type(d: Draft, parse: Parse) -> Iterator[Step]:
    """The entry, the rule that rewrote the type, the light verb."""
    frame, trigger = d.frame, d.trigger
    yield Step("type", frame.entry.id, trigger.text, trigger.span, _why(frame, parse))
    if d.kept_by:
        yield Step("type", d.kept_by, trigger.text, trigger.span, f"{frame.entry.type} told as {d.modality}")
    if frame.support is not None and parse.clause(frame.clause) is not None:
        yield _at_token("support", frame.support.id, frame.clause, frame.support.aspect, parse)


def _why(frame: Frame, parse: Parse) -> str:
    """The form, how well its entry fits, and what the parser says of its type, and of the entry's where that does not stand."""
    fit = "no form" if frame.entry.learned else f"{frame.kind} form, fit {frame.score:.1f}"
    if not parse.told:
        return fit
    at = trigger_of(frame, parse)
    types = [kind for kind in (frame.entry.type, frame.form_type) if kind]
    return f"{fit}; the parser: {', '.join(f'{parse.told.share(at, kind):.0%} {kind}' for kind in types)}"


def _weighed(one: Weighed, parse: Parse) -> Step:
    """Who was added to a field, or left out of it."""
    done = "added" if one.added else "left out"
    by = "the parser" if one.field == "voice" else "grammar and parser"
    return _at_token(one.field, "learned", one.head, f"{done}; {by}: {one.share:.0%}", parse)


def _of_mode(d: Draft, parse: Parse, lexicon: Lexicon) -> Iterator[Step]:
    """The entries of content.toml that gave the mode."""
    words, span = (d.content.text, d.content.span) if d.content else ("", None)
    yield from (Step("mode", r.id, words, span, "what it is about") for r in topic.mode_rules(d.frame, parse, lexicon))


def _of_certainty(d: Draft, parse: Parse) -> Iterator[Step]:
    for cue in d.certainty.cues:
        yield _at_token("modality", cue.hedge.id, cue.tokens[0], cue.hedge.effect, parse)
    by_parser = bool(parse.told and (d.frame.entry.learned or d.frame.form_type))
    share = parse.told.mark(trigger_of(d.frame, parse), "modality").get(d.modality, 0.0) if by_parser else 0.0
    effects = {"actual"} if not d.certainty.cues else {cue.hedge.effect for cue in d.certainty.cues}
    if share >= weights.LEARNED.mark and d.modality not in effects:
        yield Step(
            "modality", d.frame.entry.id, d.trigger.text, d.trigger.span, f"the parser: {share:.0%} {d.modality}"
        )


def _of_voices(d: Draft, attributions: Attributions, parse: Parse) -> Iterator[Step]:
    for voice in d.voices:
        heads = parse.within(voice.cue.span.start, voice.cue.span.start + 1)
        rule = next((attributions.rules[at] for at in heads if at in attributions.rules), voice.stance)
        yield Step("voice", rule, voice.cue.text, voice.cue.span, f"{voice.speaker.text} ({voice.stance})")


def _of_party(field: str, party: Party, mentions: Mentions) -> Step:
    """How the party was resolved; without a mention of it, its words stand for themselves."""
    resolution = mentions.actor_by_span.get(party.span)
    if resolution is None:
        return Step(field, "", party.text, party.span, "words as they stand")
    return Step(field, resolution.mention.rule, party.text, party.span, resolution.reason)


def _at_token(field: str, rule: str, i: int, reason: str, parse: Parse) -> Step:
    token = parse.tokens[i]
    return Step(field, rule, token.text, Span(token.start, token.end), reason)
