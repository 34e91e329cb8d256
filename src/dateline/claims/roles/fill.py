"""From a frame to a draft claim: every field decided, before the mentions of one event are merged."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.actors.together import name_of
from dateline.claims import telling
from dateline.claims.certainty import Announced, announced, is_premise, voiced
from dateline.claims.frames import topic
from dateline.claims.frames.learned import is_surely_told, trigger_of
from dateline.claims.represented import represented
from dateline.claims.roles import acting, counts, learned, nations, parties, place, recipients, time, tolls
from dateline.claims.roles.learned import Sides
from dateline.claims.speech.taken import is_unsaid, taken_as_known, taken_up
from dateline.claims.speech.voices import voice
from dateline.claims.values import Attributed, Attributions, Certainty, Classes, Draft, Frame, Judged, Mentions, chain
from dateline.lexicon import traits, weights
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Document, Party, Quote, Span, Voice

UP = 4  # clauses above an event that are looked at
BELOW = (
    "relative",
    "participle",
    "adverbial",
)  # kinds of clauses that tell of what led to the one above, or came of it
NOT_YET = ("planned", "conditional")


def fill(
    judged: Iterable[Judged], attributions: Attributions, accusations: tuple[Attributed, ...],
    parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon, document: Document,
) -> tuple[Draft, ...]:  # fmt: skip
    """The drafts of the chosen frames, without those of which no claim is left.

    ``accusations``: attributions that verbs of accusing add to ``attributions``.
    """
    over = Attributions((*attributions, *accusations))
    made = (
        draft(frame, certainty, attributions, over, parse, mentions, classes, lexicon, document)
        for frame, certainty in judged
    )
    drafts = _with_background(tuple(one for one in made if one is not None), parse)
    return telling.standing(drafts, parse, lexicon)


def _with_background(drafts: tuple[Draft, ...], parse: Parse) -> tuple[Draft, ...]:
    """The drafts; what an undated clause or noun below background tells of is background too ("in 2019, after rebels had seized …")."""
    past = {at for d in drafts if d.historical for at in (d.frame.head, d.frame.clause)}
    return tuple(
        msgspec.structs.replace(d, historical=True)
        if not d.historical and d.time is None and not past.isdisjoint(_above(d.frame, parse))
        else d
        for d in drafts
    )


def _above(frame: Frame, parse: Parse) -> tuple[int, ...]:
    """Heads of the clauses above an event that its time may be that of: not beyond what somebody says, and nothing that is to come."""
    clause, found = parse.clause(frame.clause), []
    for _ in range(UP):
        if clause is None or clause.kind not in BELOW or clause.tense in ("future", "conditional", "present"):
            break
        found += [at for at in (clause.parent, clause.conjunct_of) if at >= 0]
        clause = parse.clause(clause.conjunct_of if clause.conjunct_of >= 0 else clause.parent)
    return tuple(found)


def draft(
    frame: Frame, certainty: Certainty, attributions: Attributions, over: Attributions,
    parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon, document: Document,
) -> Draft | None:  # fmt: skip
    """The draft of one frame; None when what is left is no claim (a condition, a deed only planned by nobody), unless, but for
    conditions, the parser is sure that it is told.

    ``over``: the attributions with those that verbs of accusing add.
    """
    if is_premise(frame, certainty, parse, lexicon):
        return None
    sides = _sides(frame, over, parse, mentions, classes, lexicon)
    sides = learned.weighed(frame, sides, over, parse, mentions, classes, lexicon)
    certainty = voiced(certainty, sides.voices)
    own = _speaks_of_himself(sides, parse, mentions, lexicon)
    told = announced(frame, topic.modes(frame, parse, lexicon), certainty, own, parse, lexicon)
    by_rule = not (frame.entry.learned or frame.form_type)  # else the parser alone says of what type it is
    least = 2.0 if by_rule else weights.LEARNED.mark
    if not _is_claim(frame, told, certainty, sides, parse, lexicon):
        if not is_surely_told(frame, parse):
            return None
        told, least = Announced(frame.entry.type, topic.modes(frame, parse, lexicon), told.modality), 0.0
    told, certainty = _as_parsed(frame, told, certainty, least, parse)
    sides = _met(frame, told, _invited(frame, told, sides), parse, lexicon)
    if own and (told.modality == "planned" or (traits.of_type(told.type).speech and not _is_reported(frame, parse))):
        sides = sides._replace(voices=sides.voices[1:])
    return _draft(frame, told, certainty, sides, attributions, parse, mentions, classes, lexicon, document)


def _as_parsed(
    frame: Frame, told: Announced, certainty: Certainty, least: float, parse: Parse
) -> tuple[Announced, Certainty]:
    """An event as done, planned or denied as the parser takes it, where that has the ``least`` share; what is not decided stays so."""
    if least > 1 or told.modality == "unknown":
        return told, certainty
    at = trigger_of(frame, parse)
    modality, sure = max(parse.told.mark(at, "modality").items(), key=_share)
    polarity, certain = max(parse.told.mark(at, "polarity").items(), key=_share)
    if sure >= least and told.modality != "possible":  # words of doubt are listed
        told = told._replace(modality=modality)
    if certain >= least and frame.support is None:  # "foiled an attack"
        certainty = msgspec.structs.replace(certainty, polarity=polarity)
    return told, certainty


def _share(told: tuple[str, float]) -> float:
    return told[1]


def _invited(frame: Frame, told: Announced, sides: Sides) -> Sides:
    """Of a meeting that is only agreed or planned, whom somebody is to meet is the other side ("will meet with the mayor"); those of
    a summit meet one another."""
    if not (frame.entry.traits.meeting and told.rule) or frame.kind == "noun":
        return sides
    met = [h for h in sides.actors if h in frame.slot("with") and h not in frame.slot("subject")]
    rest = tuple(h for h in sides.actors if h not in met)
    if not rest or not met:
        return sides
    return sides._replace(actors=rest, recipients=tuple(dict.fromkeys((*sides.recipients, *met))))


def _met(frame: Frame, told: Announced, sides: Sides, parse: Parse, lexicon: Lexicon) -> Sides:
    """Of a meeting that is planned in so many words ("plans to meet the mayor") whom somebody is to meet is a side of it."""
    with_whom = _to_be_met(frame, parse, lexicon) if told.modality == "planned" and sides.actors else frozenset()
    met = tuple(h for h in sides.recipients if h in with_whom)
    if not met:
        return sides
    rest = tuple(h for h in sides.recipients if h not in with_whom)
    return sides._replace(actors=(*sides.actors, *met), recipients=rest)


def _to_be_met(frame: Frame, parse: Parse, lexicon: Lexicon) -> frozenset[int]:
    """Whom an infinitive of meeting names."""
    inner = (parse.clause(h) for h in frame.slot("to:clause"))
    meets = (c for c in inner if c is not None and c.lemma in lexicon.words["meeting_verbs"])
    return frozenset(h for c in meets for h in _whom(c))


def _whom(clause: Clause) -> tuple[int, ...]:
    """The object of a verb and what stands behind its "with"."""
    return (*clause.objects, *(head for prep, head in clause.obliques if prep == "with"))


def _is_reported(frame: Frame, parse: Parse) -> bool:
    """ "said he had ordered a probe": a speech act told of oneself as done, unlike "said he condemns it", which does it."""
    clause = parse.clause(frame.clause)
    return clause is not None and clause.perfect and frame.kind == "verb"


def _sides(
    frame: Frame, over: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Sides:
    """Who acts on whom; where nobody acts in the words themselves, whom the entry takes for the actor: its speaker."""
    actors = acting.actors(frame, parse, mentions, classes, lexicon)
    hit = recipients.of(frame, actors, parse, mentions, classes, lexicon)
    voices = _speakers(frame, over, parse, mentions, lexicon)
    if voices and _accuses_himself(frame, actors, voices):
        return Sides(voices[0].speakers, hit, voices[1:])
    if not actors and voices and voices[0].cue.self_claim:
        actors = represented(voices[0].speakers, parse, mentions, lexicon)
    return Sides(actors or frame.slot("claimer"), hit, voices)


def _accuses_himself(frame: Frame, actors: tuple[int, ...], voices: tuple[Attributed, ...]) -> bool:
    """Whether who speaks is who acts by it: nobody else is named, or the entry takes its speaker for the actor."""
    if "speaker" not in frame.entry.actor:
        return False
    return not actors or actors == voices[0].speakers == frame.slot("speaker")


def _draft(
    frame: Frame, told: Announced, certainty: Certainty, sides: Sides, attributions: Attributions,
    parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon, document: Document,
) -> Draft:  # fmt: skip
    kind, mode, sure, rule = told
    when = time.of(frame, parse, mentions, lexicon, document)
    content = topic.quote(frame, attributions, parse) if _has_content(frame, kind) else None
    done = _is_done(kind, sure, certainty)
    return Draft(
        frame=frame, type=kind, mode=mode, trigger=trigger(frame, parse, mentions, classes, lexicon), actor_heads=sides.actors,
        recipient_heads=sides.recipients, actor=_parties(sides.actors, kind, parse, mentions, lexicon),
        recipient=tuple(_without(content, p) for p in _parties(sides.recipients, "", parse, mentions, lexicon)),
        place=place.places(frame, parse, mentions, classes, lexicon), time=when,
        counts=counts.of(frame, sides.actors, sides.recipients, done, parse, mentions, classes, lexicon),
        voices=_voices(frame, sides.voices, parse, mentions, lexicon) or tolls.movers(frame, parse, mentions, classes, lexicon),
        certainty=certainty, modality=sure,
        historical=certainty.historical or time.is_historical(when, mentions, lexicon, document), content=content, kept_by=rule,
        weighed=sides.weighed,
    )  # fmt: skip


def _has_content(frame: Frame, kind: str) -> bool:
    return traits.of_type(kind).verbal or bool(frame.entry.content)


def _is_claim(
    frame: Frame, told: Announced, certainty: Certainty, sides: Sides, parse: Parse, lexicon: Lexicon
) -> bool:
    """Whether anything is claimed: no empty words, no promise of nobody, no announcement that is denied."""
    kind, _, sure, rule = told
    denied = any(a.cue.negative and a.speakers for a in sides.voices)
    if kind == "" or (not denied and _is_empty(frame, kind, certainty, sides.actors, parse, lexicon)):
        return False
    if sure not in NOT_YET:
        return True
    nobody = traits.of_type(kind).verbal and _is_of_nobody(sides, rule)
    foreseen = any(a.cue.stance == "predicts" for a in sides.voices)  # "the talks are expected to continue"
    return not (nobody and not foreseen) and not (certainty.polarity == "-" and rule)


def _is_of_nobody(sides: Sides, rule: str) -> bool:
    """No side that a plan could be of; "the hostages will be freed" names one."""
    return not sides.actors and not (rule and sides.recipients)


def _is_done(kind: str, sure: str, certainty: Certainty) -> bool:
    """Violence told as having happened, however surely."""
    told = sure not in NOT_YET and certainty.polarity == "+" and not certainty.attempt
    return traits.of_type(kind).violent and told


def _is_empty(
    frame: Frame, kind: str, certainty: Certainty, actors: tuple[int, ...], parse: Parse, lexicon: Lexicon
) -> bool:
    """What says nothing of its own: nobody named as unhurt, "blamed on X" beside the deed it names, "it is a fight"."""
    known, clause = traits.of_type(kind), parse.clause(frame.clause)
    if known.violent and not actors:
        return _is_unhurt(frame, certainty) or _by_mishap(clause, parse, lexicon) or _is_pointed_at(frame, parse)
    if known.blames and not actors and frame.kind == "verb" and clause is not None:
        return _is_blamed_by_nobody(frame, clause, parse, lexicon)
    return _is_pointed_at(frame, parse)


def _is_blamed_by_nobody(frame: Frame, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "An attack blamed on rebels", "rebels were blamed for an attack", "a rise in violence was blamed on them": the deed is told."""
    if clause.kind == "participle" and parse.lemma(clause.parent) in lexicon.event_nouns:
        return True
    if not clause.passive or clause.lemma not in lexicon.words["blaming_verbs"]:
        return False
    phrases = [p for at in (*clause.subjects, *frame.content) if (p := parse.phrase(at)) is not None]
    return any(_is_violence(h, parse, lexicon) for p in phrases for h in (p.head, *(h for _, h in p.preps)))


def _is_violence(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    return any(entry.traits.violent for entry, _ in lexicon.event_nouns.get(parse.lemma(head), ()))


def _is_pointed_at(frame: Frame, parse: Parse) -> bool:
    """ "It is a fight": a predicate noun of "it", "this" or "that"."""
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    if frame.kind != "noun" or phrase is None or clause is None or phrase.site != "predicate":
        return False
    if phrase.prep:  # "it was behind the fight"
        return False
    return any(parse.tokens[s].lower in ("it", "this", "that") for s in clause.subjects)


def _is_unhurt(frame: Frame, certainty: Certainty) -> bool:
    """ "Nobody was hurt"; not "foiled an attack", which tells of one that was meant."""
    prevented = frame.support is not None and frame.support.aspect == "prevented"
    return certainty.polarity == "-" and not prevented


def _by_mishap(clause: Clause | None, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The device went off accidentally, killing three": harm that nobody meant and nobody did."""
    above = parse.clause(clause.parent) if clause is not None and clause.tense == "participle" else None
    return any(
        parse.tokens[t].lower in lexicon.words["mishap_words"]
        for c in (clause, above)
        if c is not None
        for t in c.adverbs
    )


def trigger(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Quote:
    """The words of the event: the form's tokens when they stand together, else its head."""
    here = parse.tokens[frame.head].sent
    first = last = frame.head
    for t in frame.match.tokens:
        if t > last and parse.tokens[t].sent == here and _together(last, t, parse, mentions, classes, lexicon):
            last = t
    for t in reversed(frame.match.tokens):
        if t < first and parse.tokens[t].sent == here and _together(t, first, parse, mentions, classes, lexicon):
            first = t
    span = parse.span(first, last + 1)
    return Quote(parse.text[span.start : span.end], span)


def _together(a: int, b: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Next to one another, or with a word between that is no party or time ("opened heavy fire", not "beat X with")."""
    if b - a != 2 or parse.tokens[a + 1].pos not in ("NOUN", "PROPN", "PRON"):
        return b - a <= 2
    return not parties.is_party(a + 1, parse, mentions, classes, lexicon) and not mentions.in_time(a + 1)


def _speakers(
    frame: Frame, over: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Attributed, ...]:
    """Attributions over the event, innermost first, without those that the event itself is and those of nobody."""
    said = (a for a in chain(frame.head, frame.match.tokens, over) if not is_unsaid(a, frame, parse, lexicon))
    links = _telling(tuple(said), frame, parse, mentions, lexicon)
    named = [a for a in links if not a.speakers or not all(parties.is_nobody(s, parse, lexicon) for s in a.speakers)]
    return tuple(a for a in named if frame.head not in (a.clause, a.head))


def _telling(
    links: tuple[Attributed, ...], frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Attributed, ...]:
    """The attributions without those that only go back to what is known; of what is taken up in passing those stay that tell of it
    ("documented the killing of six", "denied any part in the raid")."""
    if taken_as_known(frame, parse, mentions, lexicon):
        return tuple(a for a in links if not a.that)
    if _is_told(frame, links, parse) or not taken_up(frame, parse, lexicon):
        return links
    return tuple(a for a in links if not a.that or a.cue.negative)


def _is_told(frame: Frame, links: tuple[Attributed, ...], parse: Parse) -> bool:
    """Whether the verb that an event noun hangs on is one of saying or thinking ("documented the killing", "expects the handover")."""
    phrase = parse.phrase(frame.head)
    return phrase is None or any(a.head == phrase.governor for a in links)


def _speaks_of_himself(sides: Sides, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """True when the innermost speaker is the actor himself ("the minister said he would …", "we will …")."""
    if not sides.voices or not sides.actors:
        return False
    if {parse.tokens[h].lower for h in sides.actors} & lexicon.words["own_pronouns"]:
        return True
    names = {parties.party(h, parse, mentions, lexicon).name.lower() for h in sides.actors}
    said_by = [parties.party(s, parse, mentions, lexicon).name.lower() for s in sides.voices[0].speakers]
    return any(one in names for one in said_by) or name_of(said_by) in names


def _parties(
    heads: tuple[int, ...], kind: str, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Party, ...]:
    """The parties, each once; what a government does by force it does by its soldiers."""
    found: list[Party] = []
    members = dict.fromkeys(at for head in heads for at in (nations.listed(head, parse) if kind else (head,)))
    for one in (each for head in members for each in nations.each(head, parse, mentions, lexicon)):
        if all(one.span != other.span for other in found):
            by_force = traits.of_type(kind).by_force and _is_government(one)
            found.append(msgspec.structs.replace(one, code=one.code[:4] + "MIL") if by_force else one)
    return tuple(found)


def _is_government(party: Party) -> bool:
    return len(party.code) == 7 and party.code.endswith("-GOV") and "people" not in party.id


def _without(content: Quote | None, party: Party) -> Party:
    """The party without the words of the content that the parser hung on it."""
    if content is None or not party.span.start < content.span.start < party.span.end <= content.span.end:
        return party
    at = content.span.start - party.span.start
    kept = party.text[:at].rstrip()
    span = Span(party.span.start, party.span.start + len(kept))
    return msgspec.structs.replace(party, text=kept, span=span, name=party.name.removesuffix(party.text[at:]).rstrip())


def _voices(
    frame: Frame, over: tuple[Attributed, ...], parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Voice, ...]:
    """The attributions as voices, innermost first; who claims the deed ("claimed the attack") speaks before all others."""
    told = tuple(v for a in over for v in voice(a, parse, mentions, lexicon))
    claimers = [h for h in frame.slot("claimer") if not any(h in a.speakers for a in over)]
    return (*(_claiming(h, frame, parse, mentions, lexicon) for h in claimers), *told)


def _claiming(claimer: int, frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Voice:
    """The voice of who claims the deed; its cue is the verb that he does."""
    at = next((a for a in parse.tree.ancestors(claimer) if a in parse.clauses), frame.head)
    token = parse.tokens[at]
    cue = Quote(token.text, Span(token.start, token.end))
    return Voice(parties.party(claimer, parse, mentions, lexicon), cue, "claims")
