"""Parse and mentions to claims: events → roles → voices → modality → one happening, one claim."""

from __future__ import annotations

import hashlib

import msgspec

from dateline.claims import contents, drafts, events, happenings, speech
from dateline.claims.control import statements as control
from dateline.claims.drafts import Draft
from dateline.claims.happenings import Happening
from dateline.claims.values import Attributed, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Attribution, Claim, Control, Document, Party, Quote, Span, Step

HARMLESS = {"upper-case", "truncated", "encoding"}
BROKEN_COPY = 3  # kinds of damage in one dispatch from which on no sentence of it is trusted as it stands


def code(
    document: Document, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Claim, ...], tuple[Control, ...], tuple[Attribution, ...]]:
    """Claims and control statements in text order, and every attribution."""
    said = speech.find(parse, mentions, classes, lexicon)
    found = events.find(said, parse, mentions, classes, lexicon)
    said_of = (*said, *speech.accusations(found, said, parse, mentions, classes, lexicon))
    hidden = contents.inside(found, said, parse, mentions, classes, lexicon)
    made = [
        drafts.draft(f, said_of, said, parse, mentions, classes, lexicon, document)
        for i, f in enumerate(found)
        if i not in hidden
    ]
    joined = happenings.join(tuple(d for d in made if d is not None), parse, classes)
    kept = [h for h in joined if _codable(h, parse)]
    claims = _same(tuple(_claim(h, said, parse, mentions, document) for h in kept), kept)
    controls = control.find(said, parse, mentions, classes, lexicon, document)
    return claims, controls, tuple(speech.attribution(a, parse, lexicon) for a in said)


def _codable(happening: Happening, parse: Parse) -> bool:
    """A claim names a side, a place, a figure or a victim somewhere; headlines alone make none."""
    d = happening.main
    if all(parse.sentence(x.found.head).kind == "headline" for x in happening.drafts):
        return bool(d.actor and d.recipient)
    if any(x.actor or x.recipient or x.counts or x.place for x in happening.drafts):
        return True
    clause = parse.clause(d.found.clause)
    return d.found.support is not None and clause is not None and not clause.negations


def _claim(
    happening: Happening, attributions: tuple[Attributed, ...], parse: Parse, mentions: Mentions, document: Document
) -> Claim:
    d = happening.main
    actor = d.actor or next((x.actor for x in happening.others if x.actor), ())
    recipient = happenings.recipients(happening, parse)
    place = d.place or next((x.place for x in happening.others if x.place), ())
    time = d.time or next((x.time for x in happening.others if x.time), None)
    mode = tuple(dict.fromkeys(m for x in happening.drafts for m in x.mode))
    sentence = parse.sentence_span(d.found.head)
    damage = _damage(sentence, document)
    return Claim(
        id=identity(document.id, d.type, d.trigger), doc=document.id, type=d.type, trigger=d.trigger,
        rule=d.found.entry.id, sentence=sentence, mode=mode, also=happenings.also(happening), actor=actor, recipient=recipient,
        place=place, time=time, counts=happenings.counts(happening), voices=d.voices, modality=d.modality,  # type: ignore[arg-type]
        polarity=d.mood.polarity, historical=d.historical, content=d.content,  # type: ignore[arg-type]
        hedges=_hedges(d, parse), damage=damage, score=_score(d, damage, parse), steps=_steps(happening, attributions, parse, mentions),
    )  # fmt: skip


def identity(doc: str, kind: str, trigger: Quote) -> str:
    """A stable id: 12 hex digits of the document, the type and the trigger's place."""
    key = f"{doc}\0{kind}\0{trigger.span.start}\0{trigger.span.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _hedges(d: Draft, parse: Parse) -> tuple[Quote, ...]:
    quotes = []
    for cue in d.mood.cues:
        span = Span(parse.tokens[cue.tokens[0]].start, parse.tokens[cue.tokens[-1]].end)
        quotes.append(Quote(parse.text[span.start : span.end], span))
    return tuple(dict.fromkeys(quotes))


def _damage(sentence: Span, document: Document) -> tuple[str, ...]:
    """Kinds of damage in the sentence; "damaged-copy" where the dispatch as a whole is a broken copy."""
    marks = [x for x in document.damage if x.kind not in HARMLESS]
    hits = [x.kind for x in marks if x.span.start < sentence.end and x.span.end > sentence.start]
    if not hits and len({x.kind for x in marks}) >= BROKEN_COPY:
        hits = ["damaged-copy"]
    return tuple(dict.fromkeys(hits))


def _score(d: Draft, damage: tuple[str, ...], parse: Parse) -> float:
    """How sure we are, 0–1: the more of the frame is filled and resolved, the surer; damage lowers it."""
    score = 0.55 + 0.1 * bool(d.actor) + 0.1 * bool(d.recipient) + 0.05 * min(d.found.score, 3.0)
    score += 0.05 * any(p.id for p in (*d.actor, *d.recipient))
    if parse.sentence(d.found.head).kind == "headline":
        score -= 0.15
    return round(max(0.05, min(0.99, score * (0.7 if damage else 1.0))), 3)


def _steps(
    happening: Happening, attributions: tuple[Attributed, ...], parse: Parse, mentions: Mentions
) -> tuple[Step, ...]:
    d = happening.main
    steps = [
        Step("type", d.found.entry.id, d.trigger.text, d.trigger.span, f"{d.found.kind} form, fit {d.found.score:.1f}")
    ]
    if d.kept_by:
        steps.append(
            Step("type", d.kept_by, d.trigger.text, d.trigger.span, f"{d.found.entry.type} told as {d.modality}")
        )
    if d.found.support is not None and (clause := parse.clause(d.found.clause)) is not None:
        token = parse.tokens[clause.head]
        steps.append(
            Step("support", d.found.support.id, token.text, Span(token.start, token.end), d.found.support.aspect)
        )
    for cue in d.mood.cues:
        token = parse.tokens[cue.tokens[0]]
        steps.append(Step("modality", cue.hedge.id, token.text, Span(token.start, token.end), cue.hedge.effect))
    cues = {parse.tokens[a.head].start: a.cue.id for a in attributions}
    steps += [
        Step("voice", cues.get(v.cue.span.start, v.stance), v.cue.text, v.cue.span, f"{v.speaker.text} ({v.stance})")
        for v in d.voices
    ]
    steps += [
        _party_step(field, p, mentions)
        for field, side in (("actor", d.actor), ("recipient", d.recipient))
        for p in side
    ]
    steps += [
        Step("also", x.found.entry.id, x.trigger.text, x.trigger.span, "same happening") for x in happening.others
    ]
    return tuple(steps)


def _party_step(field: str, party: Party, mentions: Mentions) -> Step:
    resolution = next((r for r in mentions.actors.values() if r.mention.span == party.span), None)
    reason = resolution.reason if resolution is not None else "words as they stand"
    return Step(field, resolution.mention.rule if resolution else "", party.text, party.span, reason)


def _same(claims: tuple[Claim, ...], happened: list[Happening]) -> tuple[Claim, ...]:
    """Nothing links claims of one happening told by different voices yet beyond equal type and parties."""
    linked = []
    for claim in claims:
        twins = tuple(c.id for c in claims if c.id != claim.id and _twins(claim, c))
        linked.append(msgspec.structs.replace(claim, same_as=twins) if twins else claim)
    return tuple(linked)


def _twins(a: Claim, b: Claim) -> bool:
    """Same type, same parties, another voice: the same happening told again."""
    if a.type != b.type or [v.speaker.name for v in a.voices] == [v.speaker.name for v in b.voices]:
        return False
    same_time = a.time is None or b.time is None or a.time.start == b.time.start
    return same_time and _sides(a) == _sides(b) and any(_sides(a))


def _sides(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    """The names on both sides, without the figures that voices may differ about."""
    return frozenset(_kind(p) for p in claim.actor), frozenset(_kind(p) for p in claim.recipient)


def _kind(party: Party) -> str:
    words = party.name.lower().split()
    while len(words) > 1 and (words[0] in happenings.FIGURES or words[0].replace(",", "").isdigit()):
        words = words[1:]
    return " ".join(words)
