"""From the drafts of one event to its claim: roles of all mentions, score, damage, the steps that led to it."""

from __future__ import annotations

import hashlib
from itertools import islice

import msgspec

from dateline.claims import attachment, confidence, merge, steps
from dateline.claims.attachment import Surroundings
from dateline.claims.merge import Group
from dateline.claims.roles import place, wider
from dateline.claims.values import Attributions, Classes, Draft, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Claim, Document, Party, Quote, Span, Step, Where

Told = tuple[str, frozenset[str], frozenset[str]]
"""The type of a claim and the names on both sides."""
Voices = tuple[str, ...]
TWINS = 40
"""Claims of one document that another is linked to as told by other voices; it keeps a text that says the same over and over in
proportion to its length."""
BRIEF = 4  # headlines from which on a text is a list of them, each with news of its own
BROKEN_COPY = 3  # kinds of damage in one dispatch from which on no sentence of it is trusted as it stands


def claims(
    groups: tuple[Group, ...],
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> tuple[Claim, ...]:
    """One claim for each event that names somebody or something, linked to what other voices say of the same."""
    brief = sum(s.kind == "headline" for s in parse.sentences) >= BRIEF
    kept = [group for group in groups if _codable(group, brief, parse)]
    near = attachment.surroundings(kept, parse)
    made = (_claim(group, near, attributions, parse, mentions, classes, lexicon, document) for group in kept)
    return linked(tuple(made), lexicon)


def _codable(group: Group, brief: bool, parse: Parse) -> bool:
    """A claim names a side, a place, a figure or a victim somewhere, but for deeds that are told without ("an inquiry is under way");
    headlines alone make none, but in a brief that has nothing else."""
    d = group.main
    if not brief and all(parse.sentence(x.frame.head).kind == "headline" for x in group.drafts):
        return bool(d.actor and d.recipient)
    named = any(_names(x) for x in group.drafts) or (not _is_none(d, parse) and any(x.counts for x in group.drafts))
    return named or _is_told_alone(d, parse)


def _is_told_alone(d: Draft, parse: Parse) -> bool:
    """Whether a deed that names nobody is told all the same."""
    return d.frame.entry.traits.sideless or _is_carried(d, parse) or _is_done_to(d, parse)


def _names(d: Draft) -> bool:
    """Whether a mention names a side or a place."""
    return bool(d.actor or d.recipient or d.place)


def _is_done_to(d: Draft, parse: Parse) -> bool:
    """A passive says that it was done, and to what, although that is nobody whom roles know ("that sentence was overturned")."""
    clause = parse.clause(d.frame.clause)
    if clause is None or d.frame.kind != "verb" or not (clause.passive and clause.subjects) or clause.negations:
        return False
    told = clause.kind != "participle" and not clause.modal and clause.tense != "infinitive"
    return told and d.modality == "actual" and "object" in d.frame.entry.recipient


def _is_none(d: Draft, parse: Parse) -> bool:
    """ "No arrest was made" names nobody and counts none."""
    return d.frame.kind == "noun" and _determiner(d, parse) == "no"


def _is_carried(d: Draft, parse: Parse) -> bool:
    """A light verb says that it took place ("a truce began")."""
    clause = parse.clause(d.frame.clause)
    denied = clause is None or clause.negations or _determiner(d, parse) == "no"
    return d.frame.support is not None and not denied


def _determiner(d: Draft, parse: Parse) -> str:
    """The article or the like before an event noun; "" for none."""
    phrase = parse.phrase(d.frame.head)
    return phrase.determiner if phrase is not None else ""


def _claim(
    group: Group,
    near: Surroundings,
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> Claim:
    """The claim of the main draft; a field that it leaves open comes from the first mention that fills it, a place that none
    names from those mentioned near it."""
    d = group.main
    where, placing = _place(group, near, parse, mentions, classes, lexicon)
    dated = next((x for x in group.drafts if x.time), d)
    sentence = parse.sentence_span(d.frame.head)
    damage = _damage(sentence, lexicon, document)
    claim = Claim(
        id=identity(document.id, d.type, d.trigger), doc=document.id, type=d.type, trigger=d.trigger,
        rule=d.frame.entry.id, sentence=sentence, mode=merge.modes(group), also=merge.also(group),
        actor=merge.actors(group), recipient=merge.recipients(group, parse, lexicon), place=where, time=dated.time,
        counts=merge.counts(group),
        voices=d.voices, modality=d.modality, polarity=d.certainty.polarity,  # type: ignore[arg-type]
        historical=d.historical or dated.historical, content=d.content, hedges=_hedges(d, parse), damage=damage,
        score=0.0, steps=(*steps.of(group, attributions, parse, mentions, lexicon), *placing),
    )  # fmt: skip
    return msgspec.structs.replace(claim, score=confidence.of(claim, group, parse, lexicon))


def _place(
    group: Group, near: Surroundings, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Where, ...], tuple[Step, ...]]:
    """Where it was: by the first mention that says so, in the towns of another one where it names but their land, else by what
    stands near, with the step that tells of it."""
    told = wider.narrowed(x.place for x in group.drafts)
    if told:
        return told, ()
    head, why = attachment.place(group.main, near, parse, mentions, lexicon)
    return ((place.where(head, parse, mentions, classes, lexicon),) if head >= 0 else ()), why


def identity(doc: str, kind: str, trigger: Quote) -> str:
    """A stable id: 12 hex digits of the document, the type and the trigger's place."""
    key = f"{doc}\0{kind}\0{trigger.span.start}\0{trigger.span.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _hedges(d: Draft, parse: Parse) -> tuple[Quote, ...]:
    quotes = []
    for cue in d.certainty.cues:
        span = Span(parse.tokens[cue.tokens[0]].start, parse.tokens[cue.tokens[-1]].end)
        quotes.append(Quote(parse.text[span.start : span.end], span))
    return tuple(dict.fromkeys(quotes))


def _damage(sentence: Span, lexicon: Lexicon, document: Document) -> tuple[str, ...]:
    """Kinds of damage in the sentence; "damaged-copy" where the dispatch as a whole is a broken copy."""
    marks = [x for x in document.damage if x.kind not in lexicon.words["slight_damage"]]
    hits = [x.kind for x in marks if x.span.start < sentence.end and x.span.end > sentence.start]
    if not hits and len({x.kind for x in marks}) >= BROKEN_COPY:
        hits = ["damaged-copy"]
    return tuple(dict.fromkeys(hits))


def linked(claims: tuple[Claim, ...], lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims, each linked to those of its type with the same parties that other voices tell."""
    keys = [(claim.type, *_sides(claim, lexicon)) for claim in claims]
    alike: dict[Told, dict[Voices, list[int]]] = {}
    for i, (claim, key) in enumerate(zip(claims, keys, strict=True)):
        if key[1] or key[2]:
            alike.setdefault(key, {}).setdefault(_voices(claim), []).append(i)
    found = []
    for claim, key in zip(claims, keys, strict=True):
        others = (claims[i] for i in _of_others(_voices(claim), alike.get(key, {})))
        twins = tuple(one.id for one in others if _at_one_time(claim, one))
        found.append(msgspec.structs.replace(claim, same_as=twins) if twins else claim)
    return tuple(found)


def _of_others(own: Voices, told: dict[Voices, list[int]]) -> list[int]:
    """The first of what other voices tell, in text order; ``told``: by voices, which stand in the order of their first."""
    others = islice((found[:TWINS] for voices, found in told.items() if voices != own), TWINS)
    return sorted(i for found in others for i in found)[:TWINS]


def _at_one_time(a: Claim, b: Claim) -> bool:
    return a.time is None or b.time is None or a.time.start == b.time.start


def _voices(claim: Claim) -> Voices:
    return tuple(v.speaker.name for v in claim.voices)


def _sides(claim: Claim, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The names on both sides, without the figures that voices may differ about."""
    return frozenset(_kind(p, lexicon) for p in claim.actor), frozenset(_kind(p, lexicon) for p in claim.recipient)


def _kind(party: Party, lexicon: Lexicon) -> str:
    figures = lexicon.words["number_words"] | lexicon.words["bound_words"]
    words = party.name.lower().split()
    while len(words) > 1 and (words[0] in figures or words[0].replace(",", "").isdigit()):
        words = words[1:]
    return " ".join(words)
