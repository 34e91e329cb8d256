"""Hedge cues of an event noun: words in its phrase, nouns and verbs that govern it, participles on it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.certainty import cues
from dateline.claims.certainty.clause_cues import fiction, governing
from dateline.claims.values import Cue, Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Phrase

AGES = ("of", "in", "during", "from")  # prepositions of an age that an event belongs to ("the bombing of World War II")
OVER = ("ended", "continuing", "begun")  # aspects of a support verb that say that the event took place


def of(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """Every cue over an event noun that its phrase or its governor is."""
    yield from _inside(frame, phrase, parse, lexicon)
    yield from _adverb_before(phrase, parse, lexicon)
    yield from _governing_nouns(phrase, parse, lexicon)
    for below in (parse.clauses[head] for head in phrase.clauses):
        if below.passive:
            yield from governing(below, "object", parse, lexicon)
    yield from _governing_verb(frame, phrase, parse, lexicon)
    yield from _put_off(phrase, parse, lexicon)
    yield from _until(frame, phrase, parse, lexicon)


def _until(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "will be held until their trial": a term that has not come; "was held until his release" tells of one that has."""
    clause = parse.clause(frame.clause)
    if phrase.prep in lexicon.words["time_limits"] and clause is not None and clause.tense != "past":
        yield from (Cue(h, (phrase.first,)) for h in cues.named("phrase", "pending", lexicon)[:1])


def _put_off(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "The signing of a truce was put off": what befalls the onset of an event befalls the event."""
    onset = parse.phrase(phrase.governor) if phrase.site == "modifier" and phrase.prep == "of" else None
    clause = parse.clause(onset.governor) if onset is not None else None
    if onset is None or clause is None or parse.lemma(onset.head) not in lexicon.words["onset_nouns"]:
        return
    if onset.head in clause.undergoers:
        yield from (c for c in governing(clause, "object", parse, lexicon) if c.hedge.effect == "negative")


def _inside(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """Adjectives, adverbs, determiners and ages before the noun."""
    for m in phrase.modifiers:
        if not _is_past_plan(m, frame, phrase, parse, lexicon):
            yield from cues.at_word(("adjective", "adverb"), m, parse, lexicon)
    yield from _to_come(phrase, parse, lexicon)
    for prep, h in phrase.preps:
        age = parse.phrase(h) if prep in AGES else None
        if age is not None:
            yield from (
                c for c in cues.within(age.first, age.last, ("noun",), parse, lexicon) if c.hedge.effect == "historical"
            )
    for at in range(phrase.first, phrase.head):
        if parse.tokens[at + 1].text != "-":  # "a no-confidence vote"
            yield from cues.at_word(("determiner",), at, parse, lexicon)
        yield from _aged(at, parse, lexicon)


def _to_come(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "next week's conference": its day is still to come."""
    for at in range(phrase.first, phrase.head):
        if f"{parse.tokens[at].lower} {parse.tokens[at + 1].lower}" in lexicon.words["days_to_come"]:
            yield from (Cue(h, (at, at + 1)) for h in cues.named("modal", "will", lexicon)[:1])


def _governing_verb(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The verb whose object or prepositional phrase the noun is ("called off the raid", "prepared for the raid")."""
    clause = parse.clause(frame.clause)
    if clause is None:
        return
    if frame.head in clause.undergoers:
        done = clause.tense == "past" and is_definite(
            phrase, lexicon
        )  # "ordered the killing of the judge": it was done
        found = governing(clause, "object", parse, lexicon)
        yield from (c for c in found if not (done and c.hedge.effect == "planned"))
    yield from fiction(clause, parse, lexicon)
    if phrase.site == "oblique":
        yield from governing(clause, phrase.prep, parse, lexicon)


def is_definite(phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "the attack", "their attack": one that is known to have been."""
    return phrase.determiner in lexicon.words["definite"] or bool(phrase.possessors)


def _is_past_plan(m: int, frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """ "the well-planned visit ended", "the quickest possible visit": the adjective tells nothing of whether it took place."""
    tokens = parse.tokens
    well = m >= 2 and tokens[m - 1].text == "-" and tokens[m - 2].lower in lexicon.words["manner_adverbs"]
    best = any(tokens[o].tag == "JJS" for o in phrase.modifiers if o != m)
    planned = any(h.effect == "planned" for h in cues.named("adjective", tokens[m].lower, lexicon))
    return well or best or (planned and _is_over(frame, parse))


def _is_over(frame: Frame, parse: Parse) -> bool:
    """Under a support verb in the past that tells of its beginning, course or end."""
    clause = parse.clause(frame.clause)
    past = clause is not None and clause.tense == "past"
    return past and frame.support is not None and frame.support.aspect in OVER


def _aged(at: int, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "the 8-month-old truce", "a decades-old war"."""
    token = parse.tokens[at]
    words = token.lower.split("-")
    unit = words[-2] if words[-1] == "old" and len(words) > 1 else ""
    if token.lower == "old" and at >= 2 and parse.tokens[at - 1].text == "-":
        unit = parse.tokens[at - 2].lower
    if unit in lexicon.words["age_units"]:
        yield from (Cue(h, (at,)) for h in cues.named("adjective", "years-old", lexicon)[:1])


def _adverb_before(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "reportedly by mortar fire", "allegedly in an attack"."""
    at = phrase.first - 1
    if at > 0 and parse.tokens[at].pos == "ADP":
        at -= 1
    if at >= 0 and parse.tokens[at].pos == "ADV" and parse.tokens[at].sent == parse.tokens[phrase.head].sent:
        yield from cues.at_word(("adverb",), at, parse, lexicon, effects=("possible",))


def _governing_nouns(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "threat of", "plans for", "possibility of" above the event noun; "in case of" before it."""
    above: Phrase | None = phrase
    for _ in range(3):
        if above is None or above.site != "modifier" or above.governor < 0:
            break
        yield from cues.at_word(("noun",), above.governor, parse, lexicon)
        above = parse.phrase(above.governor)
    yield from cues.before(phrase.first, ("phrase",), parse, lexicon)
    if phrase.first > 0:
        yield from cues.at_word(("phrase",), phrase.first - 1, parse, lexicon)
