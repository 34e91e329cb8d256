"""Whose deed a noun is by the words of those who accuse, suspect or blame, and of whoever had a part in it."""

from __future__ import annotations

from dateline.claims.frames.verb_slots import of_preposition
from dateline.claims.represented import represented
from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase


def accused(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """ "accused the judge of the murder", "blamed the raid on rebels": whom a verb of accusing names as the doer of the noun."""
    clause = parse.clause(phrase.governor)
    if clause is None or not accuses(clause, parse, lexicon):
        return ()
    if phrase.site == "oblique" and phrase.prep in ("of", "for"):
        return tuple(h for h in clause.undergoers if h != phrase.head)
    return blamed(phrase, clause)


def is_charged_with(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Charges of genocide against the general": "against" says whom the charge is against, and he did it."""
    return phrase.prep in ("of", "for") and parse.lemma(phrase.governor) in lexicon.words["accusing_nouns"]


def suspected(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """ "A suspect in the bombing", "the mastermind of the raid": whom the noun above names as its doer."""
    above = phrase.governor
    if is_charged_with(phrase, parse, lexicon):
        charge = parse.phrase(above)
        if parse.lemma(above) not in lexicon.words["alleging_nouns"]:
            return ()
        return of_preposition(phrase, "against") or (of_preposition(charge, "against") if charge is not None else ())
    named = above in parse.phrases and parse.lemma(above) in lexicon.words["doer_nouns"]
    return (above,) if named and phrase.prep in ("in", "of", "behind") else ()


def taking_part(phrase: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """ "His role in the killing", "denied any part in the raid", "had a hand in the coup": whose part it was."""
    part = parse.phrase(phrase.governor)
    if part is None or phrase.prep != "in" or parse.lemma(part.head) not in lexicon.words["shares_in_deeds"]:
        return ()
    clause = parse.clause(part.governor)
    named = part.possessors or of_preposition(part, "of")
    if named or clause is None or part.head not in clause.undergoers:
        return named
    return represented(clause.doers, parse, mentions, lexicon) if clause.lemma in lexicon.words["sharing_verbs"] else ()


def blamed(phrase: Phrase, clause: Clause) -> tuple[int, ...]:
    """The on-phrase of "blamed the raid on rebels", wherever the parser hung it."""
    if phrase.head not in clause.undergoers:
        return ()
    return tuple(h for prep, h in clause.obliques if prep == "on") or of_preposition(phrase, "on")


def accuses(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the verb accuses, with the further words of its form said ("put the blame on", not "put sanctions on")."""
    rows = lexicon.event_verbs.get(clause.lemma, ())
    accusing = (rest for entry, rest in rows if entry.traits.blames and entry.traits.alleges)
    return any(all(parse.says(word, clause.head) for word in rest) for rest in accusing)


def blamed_on(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """The on-phrase of a participle of blaming ("killings blamed on the rebels", "pinned on")."""
    return tuple(h for prep, h in clause.obliques if prep == "on") if accuses(clause, parse, lexicon) else ()
