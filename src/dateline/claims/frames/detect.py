"""Find the triggers of the lexicon and fill their slots: every reading that an event word may have, before one is chosen.

A lemma-indexed walk over clauses and noun phrases. ``detect`` is the entry point.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from dateline.claims.frames import learned, match, topic
from dateline.claims.frames.carrier import carrying_clause
from dateline.claims.frames.slots import Known, fill, names_of
from dateline.claims.values import Attributions, Classes, Frame, Match, Mentions
from dateline.lexicon.entries import Support
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse, Token
from dateline.text.trees import Clause, Phrase

PLURAL_TAGS = {"NNS", "NNPS"}


def detect(
    attributions: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Frame, ...]:
    """Every frame that the words of a document may evoke, slots and content filled; several may share one trigger."""
    accidents = _accidents(parse, lexicon)
    by_form = [
        one
        for one in _candidates(parse, mentions, lexicon)
        if _may_tell(one, accidents, parse, mentions, lexicon) and not learned.outvoted(one, parse, lexicon)
    ]
    beyond = (
        one
        for one in learned.candidates(by_form, parse, lexicon)
        if _may_tell(one, accidents, parse, mentions, lexicon)
    )
    found, known = [], Known()
    for one in (*by_form, *beyond):
        frame = fill(one, names_of(one.entry), attributions, parse, mentions, classes, lexicon, known)
        found.append(msgspec.structs.replace(frame, content=topic.heads(frame, parse, classes, lexicon)))
    return tuple(found)


def _may_tell(one: Frame, accidents: dict[str, int], parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether the words around a trigger leave it an event: no accident told again, time, name, office or other form of the word."""
    return not (
        _goes_back(one, accidents, parse, lexicon)
        or mentions.in_time(one.head)
        or _is_name(one, parse)
        or not _form_fits(one, parse)
        or _is_undone(one, parse, lexicon)
        or _is_of_office(one, parse, lexicon)
    )


def _accidents(parse: Parse, lexicon: Lexicon) -> dict[str, int]:
    """Event nouns that a modifier makes an accident ("gas explosion"), by lemma, with where the first of them stands."""
    first: dict[str, int] = {}
    for phrase in parse.phrases.values():
        lemma = parse.lemma(phrase.head)
        rows = [entry for entry, _ in lexicon.event_nouns.get(lemma, ()) if entry.traits.violent and entry.not_compound]
        if any(
            _modified_by(Frame(entry, phrase.head, "noun", Match(()), -1), entry.not_compound, parse) for entry in rows
        ):
            first[lemma] = min(phrase.head, first.get(lemma, phrase.head))
    return first


def _goes_back(candidate: Frame, accidents: dict[str, int], parse: Parse, lexicon: Lexicon) -> bool:
    """ "Wednesday's explosion" after a gas explosion is that accident, and so is the gas explosion to whom no form tells so."""
    phrase, first = parse.phrase(candidate.head), accidents.get(parse.lemma(candidate.head))
    if candidate.entry.learned and first is not None:
        return candidate.kind == "noun" and first <= candidate.head
    if candidate.kind != "noun" or phrase is None or not candidate.entry.traits.violent:
        return False
    known = phrase.determiner in lexicon.words["definite"] or bool(phrase.possessors)
    return known and first is not None and first < candidate.head


def _is_name(candidate: Frame, parse: Parse) -> bool:
    """A proper noun inside the name of a person or organisation ("Geneva Convention", "Mr March") is no event."""
    token = parse.tokens[candidate.head]
    return candidate.kind == "noun" and token.pos == "PROPN" and token.ent in ("PERSON", "ORG")


def _candidates(parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    for clause in parse.clauses.values():
        yield from _verbs(clause, parse, mentions, lexicon)
        if clause.copular or clause.lemma == "be":
            yield from _adjectives(clause, parse, mentions, lexicon)
        yield from _modals(clause, parse, lexicon)
    for phrase in parse.phrases.values():
        yield from _nouns(phrase, parse, mentions, lexicon)
        yield from _attributives(phrase, parse, lexicon)


def _verbs(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    token = parse.tokens[clause.head]
    if token.lower in lexicon.words["attributive_participles"] and not clause.auxiliaries:
        return  # "the town and surrounding villages"
    if clause.copular and token.pos in ("NOUN", "PROPN", "ADJ", "PRON", "NUM"):
        yield from _places(clause, parse, lexicon)
        return
    for key in verb_keys(clause, parse, lexicon.event_verbs):
        forms: dict[tuple[str, ...], Match | None] = {}  # several entries share one
        for entry, rest in lexicon.event_verbs.get(key, ()):
            if rest not in forms:
                forms[rest] = match.at_verb(rest, clause, parse, mentions, lexicon, key.startswith("be "))
            form = forms[rest]
            if form:
                yield Frame(entry, clause.head, "verb", form, clause.head)


def _places(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """What is said of whoever is somewhere: "is in Kenya for talks"; the place is the object of the form."""
    phrase = parse.phrase(clause.head)
    if phrase is None or not phrase.prep:
        return
    form = match.at_place(phrase, clause, parse)
    for entry, rest in lexicon.event_verbs.get(f"be {phrase.prep}", ()) if form else ():
        if form and not rest:
            yield Frame(entry, clause.head, "verb", form, clause.head)


def verb_keys(clause: Clause, parse: Parse, known: Collection[str]) -> list[str]:
    """What a verb is looked up by: its lemma, "be hit" for fixed passives, for a lemma nobody knows its likely stems, and with
    what a hyphen ties to it where that is known ("test-fired", "re-opened")."""
    stems = [] if clause.lemma in known else _stems(parse.tokens[clause.head])
    tied = _tied([clause.lemma, *stems], parse.hyphened(clause.head), known)
    keys = tied or [clause.lemma, *(stem for stem in stems if stem in known)]
    passive = clause.passive or clause.copular
    return [*keys, f"be {parse.tokens[clause.head].lower}"] if passive else keys


def possible_keys(clause: Clause, parse: Parse) -> list[str]:
    """All that a verb may be looked up by in some list or other: each list knows some of these."""
    keys = [clause.lemma, *_stems(parse.tokens[clause.head])]
    before = parse.hyphened(clause.head)
    tied = [first + key for first in (f"{before}-", before) for key in keys] if before else []
    return [*keys, *tied, f"be {parse.tokens[clause.head].lower}"]


def _stems(token: Token) -> list[str]:
    """What a past or a participle may be a form of."""
    if token.tag not in ("VBD", "VBN", "VBG"):
        return []
    stem = token.lower[: -3 if token.tag == "VBG" else -2]
    return [stem, stem + "e", stem[:-1], *([stem[:-1] + "y"] if stem.endswith("i") else [])]


def _tied(keys: list[str], before: str, known: Collection[str]) -> list[str]:
    """The known words that the keys make with what a hyphen ties to their front."""
    made = (first + key for first in (f"{before}-", before) for key in keys) if before else ()
    return [word for word in made if word in known]


def _adjectives(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    for entry, rest in lexicon.event_adjectives.get(parse.tokens[clause.head].lower, ()):
        form = match.at_adjective(rest, clause, parse, mentions, lexicon)
        if form:
            yield Frame(entry, clause.head, "adjective", form, clause.head)


def _modals(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    for at in clause.auxiliaries:
        for entry, rest in lexicon.event_modals.get(parse.lemma(at), ()):
            if not rest:
                yield Frame(entry, at, "modal", Match((at,)), clause.head)
    if clause.kind == "open" and clause.parent >= 0:
        above = parse.clause(clause.parent)
        for entry, rest in lexicon.event_modals.get(parse.lemma(clause.parent), ()) if above else ():
            if rest == ("to",) and above is not None and not above.negations:  # "need not" asks for nothing
                yield Frame(entry, clause.parent, "modal", Match((clause.parent,)), clause.head)


def _nouns(phrase: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    carrier = carrying_clause(phrase, parse)
    if carrier is not None:
        yield from _phrases(phrase, carrier, parse, lexicon)
    rows = lexicon.event_nouns.get(parse.lemma(phrase.head), ())
    supports = support_at(phrase, carrier, parse, mentions, lexicon) if rows and carrier is not None else ()
    for entry, words in rows:
        form = match.at_noun(words, phrase, parse, lexicon)
        if form:
            support = next((s for s in supports if not s.types or entry.type in s.types), None)
            yield Frame(entry, phrase.head, "noun", form, carrier.head if carrier else -1, support)


def _attributives(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """What the noun has undergone: "the slain minister", "30 murdered farmers"; of no clause, since it holds whatever is said of them."""
    for at in range(phrase.first, phrase.head):
        token = parse.tokens[at]
        if token.pos in ("VERB", "ADJ") and at not in parse.clauses and parse.tree.heads[at] == phrase.head:
            for entry, _ in lexicon.event_attributives.get(token.lower, ()):
                yield Frame(entry, at, "attributive", Match((at,), (phrase.head,)), -1)


def _phrases(phrase: Phrase, carrier: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    for entry, words in lexicon.event_phrases.get(parse.lemma(phrase.head), ()):
        form = match.at_phrase(words, phrase, parse, lexicon)
        if form:
            yield Frame(entry, phrase.head, "phrase", form, carrier.head)


def support_at(
    phrase: Phrase, clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Support, ...]:
    """The light verbs that the clause of an event noun is, with the noun in the slot they want."""
    predicate = clause.copular and clause.head == phrase.head  # "was behind the blast"
    keys = [f"be {phrase.prep}"] if predicate else verb_keys(clause, parse, lexicon.support_verbs)
    found = []
    for key in keys:
        for support, rest in lexicon.support_verbs.get(key, ()):
            if support.nouns_only and parse.lemma(phrase.head) not in support.nouns_only:
                continue
            form = match.at_verb(rest, clause, parse, mentions, lexicon, key.startswith("be "))
            held = form is not None and (
                predicate or phrase.head in _seen_through(_support_slot(support, form, clause), parse, lexicon)
            )
            if held and not _unclaimed(support, clause, parse):
                found.append(support)
    return tuple(found)


def _unclaimed(support: Support, clause: Clause, parse: Parse) -> bool:
    """ "No group has claimed the attack" lends the attack neither a doer nor a voice."""
    nobody = any((p := parse.phrase(h)) is not None and p.determiner == "no" for h in clause.subjects)
    return support.voice == "subject" and (bool(clause.negations) or nobody)


def _seen_through(heads: tuple[int, ...], parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """The heads, and what those are series of that only say how many or how long ("killed in a wave of bombings", "weeks of
    protests")."""
    partitive = lexicon.words["partitive_nouns"] | lexicon.words["lasting_nouns"]
    phrases = [p for h in heads if parse.lemma(h) in partitive and (p := parse.phrase(h)) is not None]
    return (*heads, *(inner for p in phrases for prep, inner in p.preps if prep == "of"))


def _support_slot(support: Support, match: Match, clause: Clause) -> tuple[int, ...]:
    if support.noun == "subject":
        return clause.subjects if match.surface else clause.doers or clause.subjects
    if match.objects is not None:
        return match.objects
    return clause.undergoers if support.noun == "object" else tuple(h for p, h in clause.obliques if p == support.noun)


def _form_fits(frame: Frame, parse: Parse) -> bool:
    """Whether the entry stands for the form that was found: number, company and light verb of a noun, voice and negation of a verb."""
    entry, clause = frame.entry, parse.clause(frame.clause)
    if frame.kind == "noun":
        return _noun_fits(frame, parse)
    if frame.kind not in ("verb", "modal") or clause is None:
        return True
    return _voice_fits(frame, clause) and (not entry.negated or bool(clause.negations) or _is_given_up(clause, parse))


def _is_given_up(clause: Clause, parse: Parse) -> bool:
    """ "No longer wants aid": denied by an adverb of two words, before or behind its verb."""
    near = range(max(clause.first, clause.head - 3), min(clause.head + 3, len(parse.tokens)))
    return any(
        parse.tokens[i].lower == "longer" and parse.tokens[i - 1].lower == "no" for i in near if i > clause.first
    )


def _voice_fits(frame: Frame, clause: Clause) -> bool:
    """Whether the verb is passive where only that counts, and without an object of its own where it must have none."""
    if frame.entry.intransitive and (clause.passive or set(clause.objects) - set(frame.match.objects or ())):
        return False
    return clause.passive or not frame.entry.passive


def _is_undone(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """An event noun behind a hyphen that makes another thing of it: the "fire" of "cease-fire", the "war" of "anti-war"."""
    at = frame.head
    if frame.kind != "noun" or at < 2 or parse.tokens[at - 1].text != "-" or at - 2 in frame.match.tokens:
        return False
    return parse.tokens[at - 2].lower in lexicon.words["undoing_prefixes"]


def _is_of_office(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """What an office is for ("head of criminal investigations", "the investigation department") has not happened."""
    phrase = parse.phrase(frame.head) if frame.kind == "noun" else None
    if phrase is None or phrase.site != "modifier" or phrase.determiner or phrase.possessors or phrase.governor < 0:
        return False
    return parse.lemma(phrase.governor) in lexicon.words["offices"] and phrase.prep in ("", "of", "for")


def _noun_fits(frame: Frame, parse: Parse) -> bool:
    entry = frame.entry
    if (entry.supported and frame.support is None) or _modified_by(frame, entry.not_compound, parse):
        return False
    return not entry.plural or parse.tokens[frame.head].tag in PLURAL_TAGS


def _modified_by(frame: Frame, words: tuple[str, ...], parse: Parse) -> bool:
    phrase = parse.phrase(frame.head)
    return phrase is not None and any(
        parse.lemma(m) in words or parse.tokens[m].lower in words for m in phrase.modifiers
    )
