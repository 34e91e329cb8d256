"""The by-phrases of a noun that name who did it, and not what another deed beside it was done by."""

from __future__ import annotations

from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

OF_DEED = (
    "of",
    "on",
    "against",
    "at",
)  # prepositions of what a deed is done to: "the beating of a student by policemen"


def agents(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads of the by-phrases of a noun; not of "an explosion during a protest by students", who protested, nor of "by itself"."""
    found = (h for prep, h in phrase.preps if prep == "by")
    return tuple(h for h in found if not is_reflexive(h, parse) and not _is_of_another(h, phrase, parse, lexicon))


def lent_agents(clause: Clause, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads of the by-phrase of a participle that says who did a deed ("attacks carried out by rebels"); () for any other."""
    lends = any(support.gives == "subject" for support, _ in lexicon.support_verbs.get(clause.lemma, ()))
    return clause.agents if clause.passive and lends else ()


def is_reflexive(head: int, parse: Parse) -> bool:
    """Whether it is "itself", "themselves"."""
    return parse.tokens[head].lower.endswith(("self", "selves"))


def _is_of_another(agent: int, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether another deed, told beside this one, stands right before the by-phrase."""
    own = parse.phrase(agent)
    before = own.first - 2 if own is not None else -1
    beside = parse.phrase(before)
    if beside is None or before <= phrase.head or parse.lemma(before) not in lexicon.event_nouns:
        return False
    return beside.governor == phrase.head and beside.prep not in OF_DEED
