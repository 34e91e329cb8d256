"""What claims lead back to: "the town" to the town that was named, what came of "the strike" to the strike that was told."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.claims.control import naming
from dateline.claims.denials import REACH, sentences_between
from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Claim, Party, Step, Where

POINTS = frozenset({"the", "that"})
HARM = frozenset({"killed", "injured"})
BARE = frozenset({"it", "this", "that"})
"""What alone names no matter that somebody accepts or rejects."""
STANDS = frozenset({"SUPPORT", "REJECT", "AGREE", "ACCUSE"})
"""Types of claims by which somebody stands for or against a matter."""
MATTER = 2  # sentences back in which what others accept or reject is what "it" is


def resolved(claims: tuple[Claim, ...], parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims with the towns that they mean, and linked to the deed that they go on to tell of; what the next sentence says came
    of a deed, in nobody's words, is told with it."""
    placed = tuple(_placed(claim, parse, mentions, lexicon) for claim in _with_matters(claims, parse))
    sentences: dict[int, list[Claim]] = {}
    for claim in placed:
        sentences.setdefault(_sentence(claim, parse), []).append(claim)
    return _with_outcomes(tuple(_told_on(claim, sentences, parse, lexicon) for claim in placed), parse, lexicon)


def _with_outcomes(claims: tuple[Claim, ...], parse: Parse, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims, those that tell only whom a deed told right before killed or hurt as part of it."""
    known = {claim.id: claim for claim in claims}
    into: dict[str, str] = {}
    for claim in claims:
        deed = known.get(claim.same_as[-1]) if claim.same_as else None
        if deed is None or deed.id in into or not _goes_with(claim, deed, parse, lexicon):
            continue
        into[claim.id] = deed.id
        known[deed.id] = _joined(known[deed.id], claim)
    kept = (known[claim.id] for claim in claims if claim.id not in into)
    return tuple(_pointing(claim, into) for claim in kept)


def _goes_with(claim: Claim, deed: Claim, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a claim is what came of the deed and no voice of its own tells it."""
    own = claim.voices or claim.damage or not _is_open(claim) or _points(claim, parse, lexicon)
    return not (own or _are_others(claim, deed)) and _is_outcome(claim) and _comes_of(claim, deed, parse)


def _are_others(claim: Claim, deed: Claim) -> bool:
    """Whether those whom a claim tells of are called like those who did the deed, or it carried people off."""
    doers = {_noun(actor) for actor in deed.actor}
    return any(_noun(one) in doers for one in claim.recipient) or any(c.what == "abducted" for c in deed.counts)


def _noun(party: Party) -> str:
    """The last word of a party, in lower case: the "rebels" of "nine rebels"."""
    return party.text.lower().rpartition(" ")[2]


def _joined(deed: Claim, outcome: Claim) -> Claim:
    """The deed with those of the outcome for victims, its counts, and its words as a further mention."""
    named = {one.name.lower() for one in deed.recipient}
    return msgspec.structs.replace(
        deed,
        also=tuple(sorted((*deed.also, outcome.trigger, *outcome.also), key=lambda quote: quote.span)),
        recipient=(*deed.recipient, *(one for one in outcome.recipient if one.name.lower() not in named)),
        counts=(*deed.counts, *outcome.counts),
        steps=(*deed.steps, *outcome.steps),
    )


def _pointing(claim: Claim, into: dict[str, str]) -> Claim:
    """A claim that points at a deed wherever it pointed at what came of it."""
    links = tuple(dict.fromkeys(into.get(one, one) for one in claim.same_as))
    return claim if links == claim.same_as else msgspec.structs.replace(claim, same_as=links)


def _with_matters(claims: tuple[Claim, ...], parse: Parse) -> tuple[Claim, ...]:
    """Claims in which "it" alone is what somebody accepts or rejects, with what others accepted or rejected right before: "welcomed
    the deal; the splinter group rejected it"."""
    found: dict[str, Claim] = {}
    last: Claim | None = None
    for claim in sorted((one for one in claims if one.type in STANDS), key=lambda one: one.trigger.span):
        if _is_bare(claim):
            near = last is not None and _sentence(claim, parse) - _sentence(last, parse) <= MATTER
            found[claim.id] = _with_matter(claim, last) if near and last is not None else claim
        elif _names_matter(claim, parse):
            last = claim
    return tuple(found.get(claim.id, claim) for claim in claims)


def _is_bare(claim: Claim) -> bool:
    return claim.content is not None and claim.content.text.casefold() in BARE


def _with_matter(claim: Claim, before: Claim) -> Claim:
    """A claim with the content of another in place of its "it", which is no recipient then."""
    if claim.content is None or before.content is None:
        return claim
    it, matter = claim.content.span, before.content
    step = Step("content", "antecedent.matter", matter.text, matter.span, "what was told of before")
    met = tuple(one for one in claim.recipient if one.span != it)
    return msgspec.structs.replace(claim, content=matter, recipient=met, steps=(*claim.steps, step))


def _names_matter(claim: Claim, parse: Parse) -> bool:
    """Whether its content is a noun phrase, and no clause."""
    inside = parse.within(claim.content.span.start, claim.content.span.end) if claim.content else range(0)
    phrases = (parse.phrase(at) for at in inside)
    return any(phrase is not None and phrase.first <= inside[0] <= phrase.head for phrase in phrases)


def _sentence(claim: Claim, parse: Parse) -> int:
    """The number of the claim's sentence."""
    return parse.tokens[parse.within(claim.sentence.start, claim.sentence.end).start].sent


def _placed(claim: Claim, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Claim:
    """A claim with the towns that it means for places."""
    places = tuple(_meant(where, parse, mentions, lexicon) for where in claim.place)
    return claim if places == claim.place else msgspec.structs.replace(claim, place=places)


def _meant(where: Where, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Where:
    """The place of "the town", "its eastern districts", "the town of Kesh in the north" as narrowly as the words put it."""
    if where.place is not None and where.place.precision not in naming.WIDE:
        return where
    towns = lexicon.words["town_nouns"] | lexicon.words["town_parts"]
    words = parse.within(where.span.start, where.span.end)
    head = next((i for i in words if parse.tokens[i].pos == "NOUN" and parse.lemma(i) in towns), -1)
    return where if head < 0 else naming.placed(head, where, parse, mentions, lexicon)


def _told_on(claim: Claim, sentences: dict[int, list[Claim]], parse: Parse, lexicon: Lexicon) -> Claim:
    """A claim that says only who did "the attack", or what came of it, linked to the deed told right before it."""
    if not _is_open(claim):
        return claim
    near = _deeds_before(claim, sentences, parse, lexicon)
    if not near:
        return claim
    last = max(near, key=lambda one: (_is_sited(one), one.trigger.span))
    return msgspec.structs.replace(claim, same_as=tuple(dict.fromkeys((*claim.same_as, last.id))))


def _deeds_before(claim: Claim, sentences: dict[int, list[Claim]], parse: Parse, lexicon: Lexicon) -> list[Claim]:
    """The deeds told right before it that it may go on to tell of."""
    here = _sentence(claim, parse)
    beside = (one for sentence in range(here - REACH, here) for one in sentences.get(sentence, ()))
    before = [one for one in beside if _is_deed_before(one, claim)]
    if _points(claim, parse, lexicon):
        return [one for one in before if sentences_between(one.sentence, claim.sentence, parse) <= REACH]
    return list(_preceding(claim, before, parse)) if _is_outcome(claim) else []


def _preceding(claim: Claim, before: list[Claim], parse: Parse) -> Iterator[Claim]:
    """Those of which a claim tells what came."""
    yield from (one for one in before if _comes_of(claim, one, parse))


def _is_sited(claim: Claim) -> bool:
    """Whether it names a place that is known: what was done there is the deed, not what was done to a house in it."""
    return any(where.place is not None for where in claim.place)


def _is_open(claim: Claim) -> bool:
    """Whether it tells of something done, of no place of its own."""
    return claim.polarity == "+" and claim.modality == "actual" and not claim.historical and not claim.place


def _is_outcome(claim: Claim) -> bool:
    """Whether it tells only how many were killed or injured, of no doer and no day."""
    harmed = {tally.what for tally in claim.counts} & HARM
    return bool(harmed) and not claim.actor and (claim.time is None or claim.time.start is None)


def _comes_of(claim: Claim, deed: Claim, parse: Parse) -> bool:
    """Whether a deed is told in the sentence right before, in the same paragraph, without what came of it."""
    told = {tally.what for tally in deed.counts} & HARM
    between = parse.text[deed.sentence.end : claim.sentence.start]
    return not told and not between.strip() and "\n\n" not in between and deed.modality == "actual"


def _points(claim: Claim, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether "the attack" is its trigger, or stands in the sentence of a claim that names no doer or in which the doer owns to it
    ("claimed responsibility for the attack, saying its men had killed 60")."""
    inside = parse.within(claim.sentence.start, claim.sentence.end)[1:]
    nouns = lexicon.words["deed_nouns"]
    deeds = [parse.tokens[i] for i in inside if parse.lemma(i) in nouns and parse.tokens[i - 1].lower in POINTS]
    owned = any(voice.stance == "claims" for voice in claim.voices)
    return any(owned or not claim.actor or token.start == claim.trigger.span.start for token in deeds)


def _is_deed_before(one: Claim, claim: Claim) -> bool:
    """Whether it is told before the claim, as done, of a place, and of the same type."""
    told = one.polarity == "+" and not one.historical and bool(one.place)
    return told and one.type == claim.type and one.sentence.start < claim.sentence.start
