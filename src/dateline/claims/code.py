"""Parse and mentions to claims: events → roles → voices → modality → one happening, one claim."""

from __future__ import annotations

import hashlib

import msgspec

from dateline.claims import contents, control, drafts, events, extents, happenings, roles, voices
from dateline.claims.attributions import Attributed
from dateline.claims.drafts import Draft
from dateline.claims.happenings import Happening
from dateline.claims.scene import Scene
from dateline.claims.slots import Found
from dateline.lexicon.entries import VoiceCue
from dateline.types import Attribution, Claim, Control, Party, Quote, Span, Step

HARMLESS = {"upper-case", "truncated", "encoding"}
ACCUSATION = VoiceCue(id="accuse.allege", stance="alleges")
"""The voice that an accusation lends the deed it names (reading g of the coding guide)."""
BROKEN_COPY = 3  # kinds of damage in one dispatch from which on no sentence of it is trusted as it stands


def code(scene: Scene) -> tuple[tuple[Claim, ...], tuple[Control, ...], tuple[Attribution, ...]]:
    """Claims and control statements in text order, and every attribution."""
    said = voices.find(scene)
    scene = msgspec.structs.replace(scene, said=said)
    found = events.find(scene)
    said_of = (*said, *(a for a in _accusations(found, scene) if not _is_heard(a, said)))
    hidden = contents.inside(found, scene)
    boundary = frozenset(a.clause for a in said) | _content_tops(said, scene)
    made = [_draft(f, said_of, boundary, scene) for i, f in enumerate(found) if i not in hidden]
    joined = happenings.join(tuple(d for d in made if d is not None), scene)
    kept = [h for h in joined if _codable(h, scene)]
    claims = _same(tuple(_claim(h, scene) for h in kept), kept)
    return claims, control.find(scene, said), tuple(extents.attribution(a, scene) for a in said)


def _draft(found: Found, said: tuple[Attributed, ...], boundary: frozenset[int], scene: Scene) -> Draft | None:
    return drafts.draft(found, said, boundary, scene)


def _accusations(found: tuple[Found, ...], scene: Scene) -> tuple[Attributed, ...]:
    """ "X accused Y of killing six": what X says Y did."""
    made = []
    for f in found:
        if f.entry.type != "ACCUSE" or "allege" not in f.entry.mode or f.kind != "verb":
            continue
        inner = [h for h in contents.heads(f, scene) if h in scene.parse.clauses]
        content = frozenset(t for h in inner for t in scene.parse.tree.subtree(h)) - set(f.match.tokens)
        if content:
            made.append(Attributed(ACCUSATION, f.head, f.match.tokens, roles.actors(f, scene), content, f.clause))
    return tuple(made)


def _is_heard(accusation: Attributed, said: tuple[Attributed, ...]) -> bool:
    """Whether the verb that accuses is an attribution already, over the same words."""
    return any(a.head == accusation.head and a.clause >= 0 and a.content & accusation.content for a in said)


def _content_tops(said: tuple[Attributed, ...], scene: Scene) -> frozenset[int]:
    """Heads of clauses that are what somebody said: modality above them belongs to the voice."""
    tops: set[int] = set()
    for a in said:
        clause = scene.clause(a.clause)
        if clause is not None and a.cue.speech:
            tops.update(h for _, h in clause.complements if h in a.content)
    return frozenset(tops)


def _codable(happening: Happening, scene: Scene) -> bool:
    """A claim names a side, a place, a figure or a victim somewhere; headlines alone make none."""
    d = happening.main
    if all(scene.parse.sentence(x.found.head).kind == "headline" for x in happening.drafts):
        return bool(d.actor and d.recipient)
    if any(x.actor or x.recipient or x.counts or x.place for x in happening.drafts):
        return True
    clause = scene.clause(d.found.clause)
    return d.found.support is not None and clause is not None and not clause.negations


def _claim(happening: Happening, scene: Scene) -> Claim:
    d = happening.main
    actor = d.actor or next((x.actor for x in happening.others if x.actor), ())
    recipient = happenings.recipients(happening, scene)
    place = d.place or next((x.place for x in happening.others if x.place), ())
    time = d.time or next((x.time for x in happening.others if x.time), None)
    mode = tuple(dict.fromkeys(m for x in happening.drafts for m in x.mode))
    sentence = scene.sentence_span(d.found.head)
    damage = _damage(sentence, scene)
    return Claim(
        id=identity(scene.document.id, d.type, d.trigger), doc=scene.document.id, type=d.type, trigger=d.trigger,
        rule=d.found.entry.id, sentence=sentence, mode=mode, also=happenings.also(happening), actor=actor, recipient=recipient,
        place=place, time=time, counts=happenings.counts(happening), voices=d.voices, modality=d.modality,  # type: ignore[arg-type]
        polarity=d.mood.polarity, historical=d.historical, content=d.content,  # type: ignore[arg-type]
        hedges=_hedges(d, scene), damage=damage, score=_score(d, damage, scene), steps=_steps(happening, scene),
    )  # fmt: skip


def identity(doc: str, kind: str, trigger: Quote) -> str:
    """A stable id: 12 hex digits of the document, the type and the trigger's place."""
    key = f"{doc}\0{kind}\0{trigger.span.start}\0{trigger.span.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _hedges(d: Draft, scene: Scene) -> tuple[Quote, ...]:
    quotes = []
    for cue in d.mood.cues:
        span = Span(scene.tokens[cue.tokens[0]].start, scene.tokens[cue.tokens[-1]].end)
        quotes.append(Quote(scene.parse.text[span.start : span.end], span))
    return tuple(dict.fromkeys(quotes))


def _damage(sentence: Span, scene: Scene) -> tuple[str, ...]:
    """Kinds of damage in the sentence; "damaged-copy" where the dispatch as a whole is a broken copy."""
    marks = [x for x in scene.document.damage if x.kind not in HARMLESS]
    hits = [x.kind for x in marks if x.span.start < sentence.end and x.span.end > sentence.start]
    if not hits and len({x.kind for x in marks}) >= BROKEN_COPY:
        hits = ["damaged-copy"]
    return tuple(dict.fromkeys(hits))


def _score(d: Draft, damage: tuple[str, ...], scene: Scene) -> float:
    """How sure we are, 0–1: the more of the frame is filled and resolved, the surer; damage lowers it."""
    score = 0.55 + 0.1 * bool(d.actor) + 0.1 * bool(d.recipient) + 0.05 * min(d.found.score, 3.0)
    score += 0.05 * any(p.id for p in (*d.actor, *d.recipient))
    if scene.parse.sentence(d.found.head).kind == "headline":
        score -= 0.15
    return round(max(0.05, min(0.99, score * (0.7 if damage else 1.0))), 3)


def _steps(happening: Happening, scene: Scene) -> tuple[Step, ...]:
    d = happening.main
    steps = [
        Step("type", d.found.entry.id, d.trigger.text, d.trigger.span, f"{d.found.kind} form, fit {d.found.score:.1f}")
    ]
    if d.kept_by:
        steps.append(
            Step("type", d.kept_by, d.trigger.text, d.trigger.span, f"{d.found.entry.type} told as {d.modality}")
        )
    if d.found.support is not None and (clause := scene.clause(d.found.clause)) is not None:
        token = scene.tokens[clause.head]
        steps.append(
            Step("support", d.found.support.id, token.text, Span(token.start, token.end), d.found.support.aspect)
        )
    steps += [
        Step(
            "mode",
            rule.id,
            d.content.text if d.content else "",
            d.content.span if d.content else None,
            "what it is about",
        )
        for rule in contents.mode_rules(d.found, scene)
    ]
    for cue in d.mood.cues:
        token = scene.tokens[cue.tokens[0]]
        steps.append(Step("modality", cue.hedge.id, token.text, Span(token.start, token.end), cue.hedge.effect))
    cues = {scene.tokens[a.head].start: a.cue.id for a in scene.said}
    steps += [
        Step("voice", cues.get(v.cue.span.start, v.stance), v.cue.text, v.cue.span, f"{v.speaker.text} ({v.stance})")
        for v in d.voices
    ]
    steps += [
        _party_step(field, p, scene) for field, side in (("actor", d.actor), ("recipient", d.recipient)) for p in side
    ]
    steps += [
        Step("also", x.found.entry.id, x.trigger.text, x.trigger.span, "same happening") for x in happening.others
    ]
    return tuple(steps)


def _party_step(field: str, party: Party, scene: Scene) -> Step:
    resolution = next((r for r in scene.actors.values() if r.mention.span == party.span), None)
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
