"""What a place name is used for: the place itself, those who rule there, or a modifier of something else."""

from __future__ import annotations

from dateline.places.candidates import Candidate
from dateline.places.cues import cue
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of a stretch whose governor lies outside it; the last one when there are several."""
    heads = parse.tree.heads
    outside = [i for i in range(first, last) if not first <= heads[i] < last or heads[i] == i]
    return outside[-1] if outside else last - 1


def use_of(parse: Parse, here: Candidate) -> str:
    """literal, metonym (the government or people of the place act) or modifier ("Kabul police", "Turkish")."""
    if here.people:
        return "modifier"
    head = head_of(parse, here.first, here.last)
    governor = parse.tree.heads[head]
    if governor != head and head in _modifiers(parse, governor):
        return "metonym" if parse.tokens[governor].lemma in cue("metonym_noun") else "modifier"
    phrase = parse.phrases.get(head)
    if phrase is None or not _acts(here):
        return "literal"
    if phrase.site == "possessor" and parse.tokens[governor].lemma in (*cue("metonym_noun"), *cue("metonym_own")):
        return "metonym"
    return "metonym" if _acting(parse, phrase) else "literal"


def _modifiers(parse: Parse, governor: int) -> tuple[int, ...]:
    phrase = parse.phrases.get(governor)
    return phrase.modifiers if phrase is not None else ()


def _acts(here: Candidate) -> bool:
    """Only countries and capitals stand for their governments."""
    return any(e.precision == "country" or e.capital for e in here.entries)


def _acting(parse: Parse, phrase: Phrase) -> bool:
    clause = parse.clauses.get(phrase.governor)
    if phrase.prep:
        said = phrase.prep == "from" and parse.tokens[phrase.governor].lemma in cue(
            "metonym_from"
        )  # "a warning from Lima"
        return said or phrase.prep in cue("metonym_prep")
    if clause is None:
        return False
    if phrase.site == "agent":
        return True
    if phrase.head in clause.doers:
        return not clause.copular and clause.lemma not in cue("literal_verb")
    return _addressed(clause, phrase)


def _addressed(clause: Clause, phrase: Phrase) -> bool:
    return phrase.head in (*clause.undergoers, *clause.indirect) and clause.lemma in cue("metonym_verb")
