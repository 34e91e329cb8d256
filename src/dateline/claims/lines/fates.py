"""Numbers of people whose fate no verb of harm tells: nobody hurt, a third dead, bodies, people who left a place."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.values import Classes
from dateline.lexicon.load import Lexicon
from dateline.text.numbers import ordinal
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Count, Mention, Resolution, Span

LEAVING = frozenset({"from", "out of", "off"})  # behind what drives people away: "driven 3,000 people from Kesh"
NOBODY = frozenset({"nobody", "no", "none"})
HARM = ("killed", "injured", "missing")
"""Fates of which it is told that they befell nobody, or one person more."""
CROWD = 20  # from this many on, people who leave a place are displaced


def numbers(parse: Parse, classes: Classes, lexicon: Lexicon) -> Iterator[tuple[int, Resolution]]:
    """Head and number of what no numeral counts: "nobody was hurt" is 0, "a third student died" is 3."""
    for clause in parse.clauses.values():
        befell = clause.lemma in lexicon.words["fate_killed"] or clause.passive
        if fate(clause, lexicon, HARM) and befell and clause.tense != "conditional" and not clause.modal:
            for head in clause.subjects:
                number = _number(head, clause, parse, classes)
                if number is not None:
                    yield head, counted(head, number, parse)


def _number(head: int, clause: Clause, parse: Parse, classes: Classes) -> int | None:
    """0 for nobody, 3 for "a third student", None for anybody else."""
    phrase = parse.phrase(head)
    if phrase is None or phrase.conjuncts:
        return None
    if {parse.tokens[head].lower, phrase.determiner} & NOBODY:
        return 0
    return _nth(phrase, parse) if not clause.negations and "person" in (classes.of(head) or ()) else None


def _nth(phrase: Phrase, parse: Parse) -> int | None:
    """3 of "a third student", "a third passenger of the bus"; None where one is not counted after others."""
    if phrase.determiner not in ("a", "an") or any(prep not in ("of", "from") for prep, _ in phrase.preps):
        return None
    words = (parse.tokens[at].lower for at in range(phrase.first, phrase.head))
    found = [number for word in words if (number := ordinal(word))]
    return found[0] if len(found) == 1 and found[0] > 1 else None


def counted(head: int, number: int, parse: Parse) -> Resolution:
    """A word as the count of so many."""
    token = parse.tokens[head]
    mention = Mention("count", Span(token.start, token.end), token.text, "line.figure", head)
    return Resolution(mention, Count("", number, number, unit="person", of=token.text))


def fate(clause: Clause, lexicon: Lexicon, kinds: tuple[str, ...]) -> str:
    """What befell people by the verb of the clause; "" for nothing."""
    return next((what for what in kinds if clause.lemma in lexicon.words[f"fate_{what}"]), "")


def of_people(value: Count, clause: Clause, parse: Parse, lexicon: Lexicon, kinds: tuple[str, ...]) -> str:
    """What befell so many people who are the subject or object of a clause; "" for nothing."""
    driven = clause.lemma in lexicon.words["driving"] and any(prep in LEAVING for prep, _ in clause.obliques)
    if driven or _has_left(value, clause, parse, lexicon):
        return "displaced"
    if _gave_life(clause, parse) or _fell(value, clause, parse, lexicon):
        return "killed"
    return "injured" if _is_hurt(clause, parse, lexicon) else fate(clause, lexicon, kinds)


def _gave_life(clause: Clause, parse: Parse) -> bool:
    """ "Gave their lives", "lost his life"."""
    lives = any(parse.lemma(head) == "life" for head in clause.objects)
    return lives and clause.lemma in {"give", "lose", "lay"} and _is_told(clause)


def _fell(value: Count, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Four policemen fell", "fell in battle": nowhere and off nothing."""
    if clause.lemma != "fall" or not _is_told(clause) or clause.particle or clause.predicates or clause.objects:
        return False
    counted = {value.unit, *map(parse.lemma, clause.subjects)}
    armed = counted & lexicon.words["fighting_men"]
    where = {parse.lemma(head) for prep, head in clause.obliques if prep}
    return where <= lexicon.words["in_battle"] and bool(armed or _are_ours(clause, parse))


def _are_ours(clause: Clause, parse: Parse) -> bool:
    """Whether those of whom it is told are somebody's own: "seven of our brothers", "six of his men"."""
    found = (phrase for head in clause.subjects if (phrase := parse.phrase(head)) is not None)
    inside = (
        parse.phrase(at) for phrase in found for at in (phrase.head, *(h for prep, h in phrase.preps if prep == "of"))
    )
    return any(parse.tokens[at].pos == "PRON" for phrase in inside if phrase is not None for at in phrase.possessors)


def _is_hurt(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Left 14 people with injuries", "14 people suffered burns"."""
    if not _is_told(clause) or clause.lemma not in {"leave", *lexicon.words["suffering"]}:
        return False
    harmed = clause.objects if clause.lemma != "leave" else _left_with(clause, parse)
    return any(parse.lemma(head) in lexicon.words["hurts"] for head in harmed)


def _left_with(clause: Clause, parse: Parse) -> Iterator[int]:
    """What those left have: "left 14 people with injuries"."""
    left = (phrase for head in clause.objects if (phrase := parse.phrase(head)) is not None)
    behind = (*clause.obliques, *(one for phrase in left for one in phrase.preps))
    yield from (head for prep, head in behind if prep == "with")


def _is_told(clause: Clause) -> bool:
    return not (clause.negations or clause.modal)


def told_of(head: int, parse: Parse, lexicon: Lexicon) -> Iterator[Clause]:
    """Clauses that tell of people who are known, confirmed or reported to have met a fate: "53 were known to have died"."""
    for above in parse.clauses_near(head):
        if above.lemma in lexicon.words["knowing"] and head in above.subjects and not (above.negations or above.modal):
            yield from (
                below
                for _, at in above.complements
                if (below := parse.clause(at)) is not None and below.tense == "infinitive" and below.perfect
            )


def is_of_bodies(head: int, value: Count, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether bodies are counted, or those whose bodies they are: "13 bodies", "the bodies of nine men"."""
    if value.what != "killed":
        return False
    phrase = parse.phrase(head)
    above = parse.lemma(phrase.governor) if phrase is not None and phrase.prep == "of" and phrase.governor >= 0 else ""
    return not lexicon.words["bodies"].isdisjoint({parse.lemma(head), above})


def _has_left(value: Count, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether so many people left where they live: "some 40,000 people have left the town"."""
    if clause.lemma != "leave" or (value.low or 0) < CROWD or clause.negations or clause.modal:
        return False
    return any(parse.lemma(head) in lexicon.words["dwellings"] for head in clause.objects)
