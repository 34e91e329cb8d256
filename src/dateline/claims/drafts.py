"""From a found event word to a draft claim: every field decided, before mentions of one happening are joined."""

from __future__ import annotations

import msgspec

from dateline.claims import certainty, contents, counting, locating, roles, when
from dateline.claims.slots import claimer
from dateline.claims.values import BY_MISHAP, Attributed, Certainty, Classes, Frame, Mentions, chain
from dateline.lexicon.load import Lexicon
from dateline.lexicon.ontology import VERBAL
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Document, Party, Quote, Span, Tally, Voice, When, Where

SPEECH = VERBAL | {"ACCUSE", "SUPPORT"}
STRIKING = {"ASSAULT", "MOBILIZE"}


class Draft(msgspec.Struct, frozen=True):
    """A claim in the making; ``actors`` and ``recipients`` are head tokens of the parties."""

    found: Frame
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
    mood: Certainty
    modality: str
    historical: bool
    content: Quote | None
    kept_by: str = ""


def draft(
    frame: Frame,
    said: tuple[Attributed, ...],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> Draft | None:
    """The draft of one event; None when what is left is no claim (a deed that is only planned by nobody)."""
    mood = certainty.of(frame, attributions, parse, mentions, classes, lexicon)
    if certainty.is_premise(frame, mood, parse, lexicon):
        return None
    actor_heads = roles.actors(frame, attributions, parse, mentions, classes, lexicon)
    recipient_heads = roles.recipients(frame, actor_heads, attributions, parse, mentions, classes, lexicon)
    voices = speakers(frame, said, parse)
    if not actor_heads and voices and "speaker" in frame.entry.actor:
        actor_heads, voices = voices[0].speakers, voices[1:]
    elif not actor_heads and voices and voices[0].cue.self_claim:
        actor_heads = voices[0].speakers
    mood = certainty.voiced(mood, voices)
    mode = contents.modes(frame, attributions, parse, mentions, classes, lexicon)
    own = _own_plan(frame, actor_heads, voices, parse, mentions)
    kind, mode, sure, rule = certainty.announced(frame, mode, mood, own, attributions, parse, mentions, classes, lexicon)
    denied = any(a.cue.negative and a.speakers for a in voices)
    if not denied and _is_empty(frame, kind, mood, actor_heads, parse, lexicon):
        return None
    if kind == "" or (sure in ("planned", "conditional") and not actor_heads and kind in VERBAL):
        return None
    if sure in ("planned", "conditional") and mood.polarity == "-" and rule:
        return None
    if own and (kind in SPEECH or sure == "planned"):
        voices = voices[1:]
    time, content = (
        when.of(frame, parse, mentions, lexicon, document),
        _content(frame, kind, attributions, parse, mentions, classes, lexicon),
    )
    recipient = tuple(_without(content, p) for p in _parties(recipient_heads, "", parse, mentions))
    return Draft(
        found=frame, type=kind, mode=mode, trigger=trigger(frame, parse, mentions, classes), actor_heads=actor_heads,
        recipient_heads=recipient_heads, actor=_parties(actor_heads, kind, parse, mentions), recipient=recipient,
        place=locating.places(frame, attributions, parse, mentions, classes, lexicon), time=time,
        counts=counting.of(frame, actor_heads, recipient_heads, _is_done(kind, sure, mood), parse, mentions, classes, lexicon),
        voices=_voices(frame, voices, parse, mentions, lexicon), mood=mood, modality=sure,
        historical=mood.historical or when.is_historical(time, mentions, document), content=content, kept_by=rule,
    )  # fmt: skip


def _is_done(kind: str, sure: str, mood: Certainty) -> bool:
    """Told as a deed that happened, however surely."""
    return kind == "ASSAULT" and sure not in ("planned", "conditional") and mood.polarity == "+" and not mood.attempt


def _is_empty(
    frame: Frame, kind: str, mood: Certainty, actor_heads: tuple[int, ...], parse: Parse, lexicon: Lexicon
) -> bool:
    """What says nothing of its own: nobody named as unhurt, "blamed on X" beside the deed it names, "it is a fight"."""
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    prevented = frame.support is not None and frame.support.aspect == "prevented"
    if (
        kind == "ASSAULT"
        and not actor_heads
        and (mood.polarity == "-" and not prevented or _by_mishap(clause, parse))
    ):
        return True
    if (
        kind == "ACCUSE"
        and not actor_heads
        and frame.kind == "verb"
        and clause is not None
        and clause.kind == "participle"
    ):
        return parse.lemma(clause.parent) in lexicon.event_nouns
    if frame.kind == "noun" and phrase is not None and clause is not None and phrase.site == "predicate":
        return any(parse.tokens[s].lower in ("it", "this", "that") for s in clause.subjects)
    return False


def _by_mishap(clause: Clause | None, parse: Parse) -> bool:
    """ "The device went off accidentally, killing three": harm that nobody meant and nobody did."""
    above = parse.clause(clause.parent) if clause is not None and clause.tense == "participle" else None
    return any(parse.tokens[t].lower in BY_MISHAP for c in (clause, above) if c is not None for t in c.adverbs)


def trigger(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes) -> Quote:
    """The words of the event: the form's tokens when they stand together, else its head."""
    tokens = [t for t in frame.match.tokens if parse.tokens[t].sent == parse.tokens[frame.head].sent]
    run = [frame.head]
    for t in sorted(t for t in tokens if t > frame.head):
        if _together(run[-1], t, parse, mentions, classes):
            run.append(t)
    for t in sorted((t for t in tokens if t < frame.head), reverse=True):
        if _together(t, run[0], parse, mentions, classes):
            run.insert(0, t)
    span = Span(parse.tokens[run[0]].start, parse.tokens[run[-1]].end)
    return Quote(parse.text[span.start : span.end], span)


def _together(a: int, b: int, parse: Parse, mentions: Mentions, classes: Classes) -> bool:
    """Next to one another, or with a word between that is no party or time ("opened heavy fire", not "beat X with")."""
    if b - a != 2 or parse.tokens[a + 1].pos not in ("NOUN", "PROPN", "PRON"):
        return b - a <= 2
    return not roles.is_party(a + 1, parse, mentions, classes) and not mentions.in_time(a + 1)


def speakers(frame: Frame, said: tuple[Attributed, ...], parse: Parse) -> tuple[Attributed, ...]:
    """Attributions over the event, innermost first, without those that the event itself is."""
    links = chain(frame.head, frame.match.tokens, said)
    nobody = [a for a in links if a.speakers and all(roles.is_nobody(s, parse) for s in a.speakers)]
    return tuple(a for a in links if frame.head not in (a.clause, a.head) and a not in nobody)


def _own_plan(
    frame: Frame, actor_heads: tuple[int, ...], voices: tuple[Attributed, ...], parse: Parse, mentions: Mentions
) -> bool:
    """True when the innermost speaker is the actor himself ("the minister said he would …", "we will …")."""
    if not voices or not actor_heads:
        return False
    words = {parse.tokens[h].lower for h in actor_heads}
    if words & {"we", "i", "our", "my"}:
        return True
    names = {roles.party(h, parse, mentions).name.lower() for h in actor_heads}
    return any(roles.party(s, parse, mentions).name.lower() in names for s in voices[0].speakers)


def _parties(heads: tuple[int, ...], kind: str, parse: Parse, mentions: Mentions) -> tuple[Party, ...]:
    found: list[Party] = []
    for head in heads:
        one = roles.party(head, parse, mentions)
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


def _voices(
    frame: Frame, chain_: tuple[Attributed, ...], parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Voice, ...]:
    """The chain, innermost first; who claims the deed ("claimed the attack") speaks before all others."""
    first = claimer(frame, parse, lexicon)
    own: list[Voice] = []
    if first >= 0 and not any(first in a.speakers for a in chain_):
        at = next((a for a in parse.tree.ancestors(first) if a in parse.clauses), frame.head)
        token = parse.tokens[at]
        own = [Voice(roles.party(first, parse, mentions), Quote(token.text, Span(token.start, token.end)), "claims")]
    return (*own, *(v for a in chain_ for v in _voice(a, parse, mentions)))


def _voice(a: Attributed, parse: Parse, mentions: Mentions) -> list[Voice]:
    cue = [t for t in a.tokens if parse.tokens[t].sent == parse.tokens[a.head].sent]
    run = [a.head]
    for t in sorted(t for t in cue if t > a.head):
        if t - run[-1] == 1:
            run.append(t)
    span = Span(parse.tokens[run[0]].start, parse.tokens[run[-1]].end)
    words = Quote(parse.text[span.start : span.end], span)
    return [Voice(roles.party(s, parse, mentions), words, a.cue.stance) for s in a.speakers[:1]]


def _content(
    frame: Frame,
    kind: str,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Quote | None:
    if kind in VERBAL or frame.entry.content:
        return contents.quote(frame, attributions, parse, mentions, classes, lexicon)
    return None
