"""Whom the words around an event noun name as its doers: those accused of it, charged with it, suspected in it, with a part in it."""

from __future__ import annotations

from dateline.claims.frames.verb_slots import of_preposition
from dateline.claims.represented import represented
from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

STAYING = ("remain", "stay", "become", "get")  # with "involved" behind it


def accused(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """ "accused the judge of the murder", "charged two men with the raid", "blamed the raid on rebels": whom a verb of accusing names
    as the doer of the noun."""
    clause, carrier = _carried(phrase, parse)
    if clause is None or not accuses(clause, parse, lexicon):
        return ()
    if phrase.prep == "with" and carrier in clause.undergoers:
        return (carrier,)
    if phrase.site == "oblique" and phrase.prep in ("of", "for", "with"):
        return tuple(h for h in clause.undergoers if h != phrase.head)
    return _blamed(phrase, carrier, clause)


def _carried(phrase: Phrase, parse: Parse) -> tuple[Clause | None, int]:
    """The clause of a noun, and the head of the phrase of that clause in which it stands: "a rise in violence", "men with the raid"."""
    clause, above = parse.clause(phrase.governor), parse.phrase(phrase.governor)
    if clause is not None or above is None or phrase.prep not in ("in", "of", "with"):
        return clause, phrase.head
    return parse.clause(above.governor), above.head


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
    """ "His role in the killing", "denied any part in the raid", "was involved in the coup": whose part it was."""
    if phrase.prep != "in":
        return ()
    if parse.tokens[phrase.governor].lower == "involved":
        return _involved(phrase.governor, parse)
    part = parse.phrase(phrase.governor)
    named = part is not None and parse.lemma(part.head) in lexicon.words["shares_in_deeds"]
    return _whose_part(part, parse, mentions, lexicon) if part is not None and named else ()


def _whose_part(part: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """Whose part in a deed it is: its owner, else who has, plays or denies it."""
    clause = parse.clause(part.governor)
    named = part.possessors or of_preposition(part, "of")
    if named or clause is None or part.head not in clause.undergoers:
        return named
    return represented(clause.doers, parse, mentions, lexicon) if clause.lemma in lexicon.words["sharing_verbs"] else ()


def _involved(at: int, parse: Parse) -> tuple[int, ...]:
    """Who is involved: the noun that the word goes with ("those involved in the raid"), whom somebody suspects or accuses of being so,
    else the subject of its own clause."""
    above = parse.tree.heads[at]
    if above in parse.phrases:
        return (above,)
    clause = parse.clause(at) or _staying(above, parse)
    if clause is None or clause.negations:
        return ()
    saying = parse.clause(clause.parent) if clause.tense == "participle" else None
    return clause.subjects if saying is None else tuple(saying.undergoers)


def _staying(at: int, parse: Parse) -> Clause | None:
    """The clause of "remained involved"; None for any other verb."""
    clause = parse.clause(at)
    return clause if clause is not None and clause.lemma in STAYING else None


def _blamed(phrase: Phrase, carrier: int, clause: Clause) -> tuple[int, ...]:
    """The on-phrase of "blamed the raid on rebels", wherever the parser hung it."""
    if carrier not in clause.undergoers:
        return ()
    named = tuple(h for prep, h in clause.obliques if prep == "on")
    return named or (of_preposition(phrase, "on") if carrier == phrase.head else ())


def accuses(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the verb accuses, with the further words of its form said ("put the blame on", not "put sanctions on")."""
    rows = lexicon.event_verbs.get(clause.lemma, ())
    accusing = (rest for entry, rest in rows if entry.traits.blames and entry.traits.alleges)
    return any(all(parse.says(word, clause.head) for word in rest) for rest in accusing)
