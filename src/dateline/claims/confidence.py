"""How sure we are that a claim stands as it is read: the share of such claims that were right in coded dispatches.

The signs are named, their weights learned (weights.toml, ``[score]``; ``bench/tools/learn_scores.py`` makes them), so that of the
claims with a score of 0.7 seven in ten have type, modality, polarity, both sides and voice as coders would.
"""

from __future__ import annotations

import math

from dateline.claims.frames.learned import trigger_of
from dateline.claims.merge import Group
from dateline.claims.values import Draft, Frame
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import SCORE as WEIGHTS
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Claim, Party

LONG, SHORT = 35, 18  # tokens of a sentence
FAR = 80  # characters between the event and a side
POOR, GOOD = 1.5, 4.0  # fit of an entry
OFTEN = 3  # mentions
WORDY = 5  # words of a side
BESIDE = 6  # characters between the event and a side
MANY = 4  # clauses of a sentence
QUOTES = frozenset('"“”')
TOLD = (
    ("surely", 0.9, 1.01),
    ("likely", 0.6, 0.9),
    ("perhaps", 0.3, 0.6),
    ("hardly", 0.1, 0.3),
    ("not", -0.01, 0.1),
)  # shares of a type
SURE_SIDE, DOUBTED_SIDE = 0.8, 0.3  # shares of a side
UNSURE = ("possible", "unknown", "conditional")
BELOW = ("adverbial", "relative", "participle", "open")


def of(claim: Claim, group: Group, parse: Parse, lexicon: Lexicon) -> float:
    """The score of a claim, 0 to 1."""
    seen = signs(claim, group, parse, lexicon)
    total = WEIGHTS.bias + sum(WEIGHTS.signs.get(name, 0.0) for name, told in seen.items() if told)
    return round(1 / (1 + math.exp(-total)), 3)


def signs(claim: Claim, group: Group, parse: Parse, lexicon: Lexicon) -> dict[str, bool]:
    """Every sign by its name, seen or not; weights.toml says what each means."""
    return {
        **_of_form(group, parse),
        **_of_clause(parse.clause(group.main.frame.clause) if group.main.frame.kind == "verb" else None),
        **_of_sides(claim, lexicon),
        **_of_fields(claim, group),
        **_of_names(claim),
        **_of_shape(claim, group.main.frame, parse),
        f"type_{claim.type}": True,
        **_of_entry(group.main.frame.entry.id),
        **_of_parser(claim.type, group.main, parse),
    }


def _of_parser(type: str, draft: Draft, parse: Parse) -> dict[str, bool]:
    """What a parser that was taught events says of the trigger, and of those who take part."""
    if not parse.told:
        return {}
    at = trigger_of(draft.frame, parse)
    share = max(parse.told.share(at, kind) for kind in {type, draft.frame.entry.type})
    here = parse.tokens[draft.frame.head].sent
    sides = [("actor", h) for h in draft.actor_heads] + [("recipient", h) for h in draft.recipient_heads]
    shares = [getattr(parse.told.roles(at, (h,))[0], side) for side, h in sides if parse.tokens[h].sent == here]
    return {
        **{f"told_{name}": low <= share < high for name, low, high in TOLD},
        "sides_told": bool(shares) and min(shares) >= SURE_SIDE,
        "sides_doubted": bool(shares) and min(shares) < DOUBTED_SIDE,
    }


def _of_entry(id: str) -> dict[str, bool]:
    """The entry by which it was read, and the family of entries that its id begins with."""
    return {f"entry_{id}": True, f"family_{'.'.join(id.split('.')[:2])}": True}


def _of_names(claim: Claim) -> dict[str, bool]:
    """How the sides are named, and how near the event they stand."""
    start, end = claim.trigger.span.start, claim.trigger.span.end
    return {
        "coded_actor": any(p.code for p in claim.actor),
        "known_actor": any(p.id for p in claim.actor),
        "long_actor": any(len(p.text.split()) > WORDY for p in claim.actor),
        "long_recipient": any(len(p.text.split()) > WORDY for p in claim.recipient),
        "actor_beside": any(0 < start - p.span.end <= BESIDE for p in claim.actor[-1:]),
        "recipient_beside": any(0 < p.span.start - end <= BESIDE for p in claim.recipient[:1]),
    }


def _of_shape(claim: Claim, frame: Frame, parse: Parse) -> dict[str, bool]:
    """What its verb or noun has of sides, and what its sentence is made of."""
    both, clause = bool(claim.actor and claim.recipient), parse.clause(frame.clause)
    verb = clause if frame.kind == "verb" else None
    told = parse.text[claim.sentence.start : claim.sentence.end]
    return {
        "noun_alone": frame.kind == "noun" and not claim.actor,
        "noun_of_two": frame.kind == "noun" and both,
        "plain": verb is not None and verb.kind == "main" and both,
        "one_voice": len(claim.voices) == 1,
        "quoted": not set(told).isdisjoint(QUOTES),
        "many_clauses": len(parse.clauses_near(frame.head)) >= MANY,
        **_of_verb(clause, told_by_verb=verb is not None, without_actor=not claim.actor),
    }


def _of_verb(clause: Clause | None, *, told_by_verb: bool, without_actor: bool) -> dict[str, bool]:
    """What the clause around it is like."""
    if clause is None:
        return {}
    return {
        "undone_by": told_by_verb and clause.passive and without_actor,
        "conjunct": clause.conjunct_of >= 0,
        "infinitive": clause.tense == "infinitive",
    }


def _of_form(group: Group, parse: Parse) -> dict[str, bool]:
    """The words of the event, their entry and their sentence."""
    frame = group.main.frame
    sentence = parse.sentence(frame.head)
    length = sentence.last - sentence.first
    return {
        "noun": frame.kind == "noun",
        "light_verb": frame.support is not None,
        "long_form": len(frame.match.tokens) > 1,
        "poor_fit": frame.score < POOR,
        "good_fit": frame.score >= GOOD,
        "long_sentence": length > LONG,
        "short_sentence": length < SHORT,
        "headline": sentence.kind == "headline",
    }


def _of_clause(clause: Clause | None) -> dict[str, bool]:
    """The clause of a verb."""
    kind = clause.kind if clause is not None else ""
    return {
        "main_clause": kind == "main",
        "complement": kind == "complement",
        "subordinate": kind in BELOW,
        "inherited_subject": clause is not None and clause.inherited,
    }


def _of_sides(claim: Claim, lexicon: Lexicon) -> dict[str, bool]:
    """Who acts and is acted on: named, known, near, not the same, no place."""
    names = [{p.name.lower() for p in side} for side in (claim.actor, claim.recipient)]
    places = {w.span.start for w in claim.place}
    return {
        "no_actor": not claim.actor,
        "no_recipient": not claim.recipient,
        "no_side": not claim.actor and not claim.recipient,
        "many_actors": len(claim.actor) > 1,
        "many_recipients": len(claim.recipient) > 1,
        "pronoun_actor": _is_pronoun(claim.actor, lexicon),
        "known_recipient": any(p.id for p in claim.recipient),
        "far_actor": _is_far(claim.actor, claim),
        "far_recipient": _is_far(claim.recipient, claim),
        "same_side": bool(names[0] & names[1]),
        "recipient_is_place": any(p.span.start in places for p in claim.recipient),
    }


def _is_pronoun(side: tuple[Party, ...], lexicon: Lexicon) -> bool:
    pronouns = lexicon.words["person_pronouns"] | lexicon.words["open_pronouns"]
    return any(p.text.lower() in pronouns for p in side)


def _is_far(side: tuple[Party, ...], claim: Claim) -> bool:
    return any(abs(p.span.start - claim.trigger.span.start) > FAR for p in side)


def _of_fields(claim: Claim, group: Group) -> dict[str, bool]:
    """What else is told, and how surely."""
    return {
        "unsure": claim.modality in UNSURE,
        "planned": claim.modality == "planned",
        "denied": claim.polarity == "-",
        "hedged": bool(claim.hedges),
        "two_voices": len(claim.voices) > 1,
        "placed": bool(claim.place),
        "timed": claim.time is not None,
        "counted": bool(claim.counts),
        "content": claim.content is not None,
        "told_again": len(group.drafts) > 1,
        "damaged": bool(claim.damage),
    }
