"""With what violence is done: the weapons that the words name for it, which tell its mode where the form of it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.values import Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Link


def lemmas(frame: Frame, parse: Parse, lexicon: Lexicon) -> set[str]:
    """Lemmas of what an event is done with: "attacked with knives", "stormed the hall using grenades", "men armed with rifles
    attacked"; empty where nothing is named."""
    return {parse.lemma(head) for head in _heads(frame, parse, lexicon)}


def _heads(frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    own, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if own is not None and frame.kind == "noun":
        yield from _of_links(own.preps, parse, lexicon)
        yield from _in_clauses(own.clauses, parse, lexicon)
    if clause is None or (frame.kind == "noun" and frame.support is None):
        return
    yield from _of_links(clause.obliques, parse, lexicon)
    yield from _in_clauses((head for _, head in clause.complements), parse, lexicon)
    # "clashed with youths who threw stones"
    others = (head for prep, head in clause.obliques if prep == "with" and frame.entry.both)
    for doer in (*clause.doers, *others):
        phrase = parse.phrase(doer)
        if phrase is not None:
            yield from _in_clauses(phrase.clauses, parse, lexicon)


def _of_links(links: tuple[Link, ...], parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """What "with" and the like are followed by, and what is coordinated with it."""
    for prep, head in links:
        if prep in lexicon.words["weapon_prepositions"]:
            phrase = parse.phrase(head)
            yield from (head, *(phrase.conjuncts if phrase is not None else ()))


def _in_clauses(heads: Iterable[int], parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """What clauses of using name: "armed with rifles", "who wielded clubs"."""
    for head in heads:
        clause = parse.clause(head)
        if clause is not None and clause.lemma in lexicon.words["weapon_verbs"] and not clause.negations:
            yield from _used(clause, parse, lexicon)


def _used(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """What a verb of using has for an object, or behind "with" ("armed with")."""
    yield from clause.objects
    yield from _of_links(clause.obliques, parse, lexicon)
