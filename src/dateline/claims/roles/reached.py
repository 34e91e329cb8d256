"""Whom an event reaches beside its own slots: what a plot or threat is to hit, of whom a verdict is, whose doing is praised."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.roles.parties import is_target, owners, parties_among
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause


def to_be_hit(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Plotted to kill the president", "plans to blow up electricity towers": whom violence only meant would hit."""
    traits = frame.entry.traits
    if not (traits.violent or traits.threat) or "to:clause" not in frame.entry.content:
        return []
    meant = [c for h in frame.slot("to:clause") if (c := parse.clause(h)) is not None and _is_violent(c, lexicon)]
    return [h for c in meant for h in c.undergoers if is_target(h, parse, classes, lexicon)]


def _is_violent(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a reading of the clause's verb is a deed of violence."""
    return any(entry.traits.violent for entry, _ in lexicon.event_verbs.get(clause.lemma, ()))


def judged(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "The council is biased", "the policies of the junta are hostile": of whom, or of whose doing, a verdict is."""
    if frame.entry.content != ("subject",) or not frame.entry.traits.of_owner:
        return []
    heads = [h for at in frame.slot("subject") for h in (at, *_beside(at, parse))]
    named = parties_among(heads, parse, mentions, classes, lexicon)
    whose = (owners(h, parse, mentions, classes, lexicon) for h in heads)
    return named or next(filter(None, whose), [])


def _beside(head: int, parse: Parse) -> tuple[int, ...]:
    phrase = parse.phrase(head)
    return phrase.conjuncts if phrase is not None else ()


def praised(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "We appreciate that the parties put aside differences": who did what is welcomed."""
    traits = frame.entry.traits
    if not (traits.deal and traits.talked_of):
        return []
    return parties_among(frame.slot("that:subject"), parse, mentions, classes, lexicon)


def purposes(frame: Frame, parse: Parse) -> Iterator[int]:
    """Heads of the clauses that tell what for: of the verb, or on a noun of the form ("resorted to a lathi charge to disperse them")."""
    yield from frame.slot("to:clause")
    for at in frame.match.tokens:
        phrase = parse.phrase(at)
        if phrase is not None and at != frame.head:
            yield from (h for h in phrase.clauses if parse.clauses[h].marker == "to")
