"""From a found event word to a draft claim: every field decided, before mentions of one happening are joined."""

from __future__ import annotations

import msgspec

from dateline.claims import contents, counting, locating, modality, plans, roles, when
from dateline.claims.attributions import Attributed, chain
from dateline.claims.modality import Mood
from dateline.claims.scene import BY_MISHAP, Scene
from dateline.claims.slots import Found, claimer
from dateline.lexicon.ontology import VERBAL
from dateline.text.trees import Clause
from dateline.types import Party, Quote, Span, Tally, Voice, When, Where

SPEECH = VERBAL | {"ACCUSE", "SUPPORT"}
STRIKING = {"ASSAULT", "MOBILIZE"}


class Draft(msgspec.Struct, frozen=True):
    """A claim in the making; ``actors`` and ``recipients`` are head tokens of the parties."""

    found: Found
    type: str
    mode: tuple[str, ...]
    trigger: Quote
    actor_heads: tuple[int, ...]
    recipient_heads: tuple[int, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: tuple[Where, ...]
    time: When | None
    counts: tuple[Tally, ...]
    voices: tuple[Voice, ...]
    mood: Mood
    modality: str
    historical: bool
    content: Quote | None
    kept_by: str = ""


def draft(found: Found, said: tuple[Attributed, ...], boundary: frozenset[int], scene: Scene) -> Draft | None:
    """The draft of one event; None when what is left is no claim (a deed that is only planned by nobody)."""
    mood = modality.of(found, boundary, scene)
    if modality.is_premise(found, mood, scene):
        return None
    actor_heads = roles.actors(found, scene)
    recipient_heads = roles.recipients(found, actor_heads, scene)
    voices = speakers(found, said, scene)
    if not actor_heads and voices and "speaker" in found.entry.actor:
        actor_heads, voices = voices[0].speakers, voices[1:]
    elif not actor_heads and voices and voices[0].cue.self_claim:
        actor_heads = voices[0].speakers
    mood = _voiced(mood, voices)
    mode = contents.modes(found, scene)
    own = _own_plan(found, actor_heads, voices, scene)
    kind, mode, sure, rule = plans.typed(found, mode, mood, own, scene)
    denied = any(a.cue.negative and a.speakers for a in voices)
    if not denied and _is_empty(found, kind, mood, actor_heads, scene):
        return None
    if kind == "" or (sure in ("planned", "conditional") and not actor_heads and kind in VERBAL):
        return None
    if sure in ("planned", "conditional") and mood.polarity == "-" and rule:
        return None
    if own and (kind in SPEECH or sure == "planned"):
        voices = voices[1:]
    time, content = when.of(found, scene), _content(found, kind, scene)
    recipient = tuple(_without(content, p) for p in _parties(recipient_heads, "", scene))
    return Draft(
        found=found, type=kind, mode=mode, trigger=trigger(found, scene), actor_heads=actor_heads,
        recipient_heads=recipient_heads, actor=_parties(actor_heads, kind, scene), recipient=recipient,
        place=locating.places(found, scene), time=time,
        counts=counting.of(found, actor_heads, recipient_heads, _is_done(kind, sure, mood), scene),
        voices=_voices(found, voices, scene), mood=mood, modality=sure,
        historical=mood.historical or when.is_historical(time, scene), content=content, kept_by=rule,
    )  # fmt: skip


def _is_done(kind: str, sure: str, mood: Mood) -> bool:
    """Told as a deed that happened, however surely."""
    return kind == "ASSAULT" and sure not in ("planned", "conditional") and mood.polarity == "+" and not mood.attempt


def _is_empty(found: Found, kind: str, mood: Mood, actor_heads: tuple[int, ...], scene: Scene) -> bool:
    """What says nothing of its own: nobody named as unhurt, "blamed on X" beside the deed it names, "it is a fight"."""
    clause, phrase = scene.clause(found.clause), scene.phrase(found.head)
    prevented = found.support is not None and found.support.aspect == "prevented"
    if kind == "ASSAULT" and not actor_heads and (mood.polarity == "-" and not prevented or _by_mishap(clause, scene)):
        return True
    if (
        kind == "ACCUSE"
        and not actor_heads
        and found.kind == "verb"
        and clause is not None
        and clause.kind == "participle"
    ):
        return scene.lemma(clause.parent) in scene.lexicon.event_nouns
    if found.kind == "noun" and phrase is not None and clause is not None and phrase.site == "predicate":
        return any(scene.tokens[s].lower in ("it", "this", "that") for s in clause.subjects)
    return False


def _by_mishap(clause: Clause | None, scene: Scene) -> bool:
    """ "The device went off accidentally, killing three": harm that nobody meant and nobody did."""
    above = scene.clause(clause.parent) if clause is not None and clause.tense == "participle" else None
    return any(scene.tokens[t].lower in BY_MISHAP for c in (clause, above) if c is not None for t in c.adverbs)


def trigger(found: Found, scene: Scene) -> Quote:
    """The words of the event: the form's tokens when they stand together, else its head."""
    tokens = [t for t in found.match.tokens if scene.tokens[t].sent == scene.tokens[found.head].sent]
    run = [found.head]
    for t in sorted(t for t in tokens if t > found.head):
        if _together(run[-1], t, scene):
            run.append(t)
    for t in sorted((t for t in tokens if t < found.head), reverse=True):
        if _together(t, run[0], scene):
            run.insert(0, t)
    span = Span(scene.tokens[run[0]].start, scene.tokens[run[-1]].end)
    return Quote(scene.parse.text[span.start : span.end], span)


def _together(a: int, b: int, scene: Scene) -> bool:
    """Next to one another, or with a word between that is no party or time ("opened heavy fire", not "beat X with")."""
    if b - a != 2 or scene.tokens[a + 1].pos not in ("NOUN", "PROPN", "PRON"):
        return b - a <= 2
    return not roles.is_party(a + 1, scene) and not scene.in_time(a + 1)


def speakers(found: Found, said: tuple[Attributed, ...], scene: Scene) -> tuple[Attributed, ...]:
    """Attributions over the event, innermost first, without those that the event itself is."""
    links = chain(found.head, found.match.tokens, said)
    nobody = [a for a in links if a.speakers and all(roles.is_nobody(s, scene) for s in a.speakers)]
    return tuple(a for a in links if found.head not in (a.clause, a.head) and a not in nobody)


def _voiced(mood: Mood, voices: tuple[Attributed, ...]) -> Mood:
    """What the cue of the voice does to mood: a denial negates, a belief makes possible."""
    sure, polarity = mood.modality, mood.polarity
    for a in voices:
        if a.cue.negative:
            polarity = "-" if polarity == "+" else "+"
        said = "possible" if a.cue.stance == "alleges" and not a.speakers else a.cue.modality
        told = sure == "planned" and not a.that  # "will attack, the general warned": the plan stands
        if modality.STRENGTH.get(said, 0) > modality.STRENGTH[sure] and not told:
            sure = said
    return msgspec.structs.replace(mood, modality=sure, polarity=polarity)


def _own_plan(found: Found, actor_heads: tuple[int, ...], voices: tuple[Attributed, ...], scene: Scene) -> bool:
    """True when the innermost speaker is the actor himself ("the minister said he would …", "we will …")."""
    if not voices or not actor_heads:
        return False
    words = {scene.tokens[h].lower for h in actor_heads}
    if words & {"we", "i", "our", "my"}:
        return True
    names = {roles.party(h, scene).name.lower() for h in actor_heads}
    return any(roles.party(s, scene).name.lower() in names for s in voices[0].speakers)


def _parties(heads: tuple[int, ...], kind: str, scene: Scene) -> tuple[Party, ...]:
    found: list[Party] = []
    for head in heads:
        one = roles.party(head, scene)
        if kind in STRIKING and len(one.code) == 7 and one.code.endswith("-GOV") and "people" not in one.id:
            one = msgspec.structs.replace(one, code=one.code[:4] + "MIL")
        if all(one.span != other.span for other in found):
            found.append(one)
    return tuple(found)


def _without(content: Quote | None, party: Party) -> Party:
    """The party without the words of the content that the parser hung on it."""
    if content is None or not party.span.start < content.span.start < party.span.end <= content.span.end:
        return party
    at = content.span.start - party.span.start
    kept = party.text[:at].rstrip()
    span = Span(party.span.start, party.span.start + len(kept))
    return msgspec.structs.replace(party, text=kept, span=span, name=party.name.removesuffix(party.text[at:]).rstrip())


def _voices(found: Found, chain_: tuple[Attributed, ...], scene: Scene) -> tuple[Voice, ...]:
    """The chain, innermost first; who claims the deed ("claimed the attack") speaks before all others."""
    first = claimer(found, scene)
    own: list[Voice] = []
    if first >= 0 and not any(first in a.speakers for a in chain_):
        at = next((a for a in scene.parse.tree.ancestors(first) if a in scene.parse.clauses), found.head)
        token = scene.tokens[at]
        own = [Voice(roles.party(first, scene), Quote(token.text, Span(token.start, token.end)), "claims")]
    return (*own, *(v for a in chain_ for v in _voice(a, scene)))


def _voice(a: Attributed, scene: Scene) -> list[Voice]:
    cue = [t for t in a.tokens if scene.tokens[t].sent == scene.tokens[a.head].sent]
    run = [a.head]
    for t in sorted(t for t in cue if t > a.head):
        if t - run[-1] == 1:
            run.append(t)
    span = Span(scene.tokens[run[0]].start, scene.tokens[run[-1]].end)
    words = Quote(scene.parse.text[span.start : span.end], span)
    return [Voice(roles.party(s, scene), words, a.cue.stance) for s in a.speakers[:1]]


def _content(found: Found, kind: str, scene: Scene) -> Quote | None:
    if kind in VERBAL or found.entry.content:
        return contents.quote(found, scene)
    return None
