""" "Twelve people died when a bomb went off", "threw a bomb, and a driver lost his life": the clauses beside an event that tell who
died or was hurt of it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dateline.claims.values import Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause

DURING = ("in", "during")  # prepositions of the event in which somebody died
OUTCOME = ("in", "to")  # prepositions of what an event results in, or leads to
REACH = 3  # words above a relative clause within which the event that it goes on to tell of stands


def clause_over(frame: Frame, parse: Parse, lexicon: Lexicon) -> Clause | None:
    """The clause over a violent event's own that says who died of it; None when none does."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb" or not frame.entry.traits.violent:
        return None
    tells = clause.kind == "adverbial" and clause.marker in lexicon.words["telling_markers"]
    above = parse.clause(clause.parent) if tells else None
    return above if above is not None and _tells_of_harm(above, parse, lexicon) else None


def _tells_of_harm(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause says, undenied, that somebody died or was hurt ("three were hurt when …")."""
    return not clause.negations and harm(clause, parse, lexicon) is not None


def is_death(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause says that its subject dies: "died", "burned to death", "lost their lives"; not of one who does it to others."""
    if clause.undergoers:
        return _bears(clause, lexicon.words["losing_verbs"], lexicon.words["life_nouns"], parse)
    to_death = any(prep == "to" and parse.tokens[h].lower == "death" for prep, h in clause.obliques)
    return to_death or clause.lemma in lexicon.words["fate_killed"]


def harm(clause: Clause, parse: Parse, lexicon: Lexicon) -> str | None:
    """What a clause says that befell its subject, "killed" or "injured" ("suffered cuts", "lost an eye", "was hurt"); None for nothing
    of that."""
    if is_death(clause, parse, lexicon):
        return "killed"
    hurt = clause.passive and clause.lemma in lexicon.words["harming_verbs"]
    lost = _bears(clause, lexicon.words["losing_verbs"], lexicon.words["body_parts"], parse)
    borne = _bears(clause, lexicon.words["bearing_verbs"], lexicon.words["wound_nouns"], parse)
    return "injured" if hurt or lost or borne else None


def _bears(clause: Clause, verbs: Container[str], nouns: Container[str], parse: Parse) -> bool:
    """Whether an active verb of one list has a noun of the other for its object."""
    named = clause.lemma in verbs and not clause.passive
    return named and any(parse.lemma(h) in nouns for h in clause.objects)


def beside(frame: Frame, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads of those who, as clauses beside a violent event tell, died or were hurt of it: one that goes on from it ("and a driver
    lost his life"), one on its noun or place ("a gunfight in which two perished"), the one that it stands in ("perished during a raid"),
    what it led to ("resulted in the death of a child")."""
    if not frame.entry.traits.violent or frame.entry.both:
        return ()
    told = (c for c in _beside(frame, parse) if not c.negations and not c.modal and harm(c, parse, lexicon))
    return (*(h for c in told for h in (c.undergoers if c.passive else c.doers)), *_led_to(frame, parse, lexicon))


def _beside(frame: Frame, parse: Parse) -> Iterator[Clause]:
    """The clauses beside an event that may tell whom it killed or hurt."""
    near = parse.clauses_near(frame.head)
    yield from (c for c in near if _goes_on(c, frame) or (c.kind == "relative" and _is_scene(c, frame, parse)))
    phrase = parse.phrase(frame.head) if frame.kind == "noun" and frame.support is None else None
    carrying = parse.clause(phrase.governor) if phrase is not None and phrase.prep in DURING else None
    yield from (carrying,) if carrying is not None else ()


def _goes_on(clause: Clause, frame: Frame) -> bool:
    """Whether a clause with a subject of its own goes on from the event's."""
    before = (clause.conjunct_of, clause.parent if clause.kind == "parataxis" else -1)
    return frame.clause in before and not clause.inherited


def _is_scene(clause: Clause, frame: Frame, parse: Parse) -> bool:
    """Whether a relative clause tells what happened in the event, or where it was ("where three died")."""
    first = parse.tokens[clause.first : clause.first + 2]
    words = [t.lower for t in first]
    if words[:1] != ["where"] and words != ["in", "which"]:
        return False
    above = [clause.parent, *parse.tree.ancestors(clause.parent)][:REACH]
    return frame.head in above or (frame.kind == "verb" and frame.clause in above)


def _led_to(frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """Those of whose death or injury an event noun is the subject: "the raid led to the death of two guards"."""
    clause = parse.clause(frame.clause) if frame.kind == "noun" else None
    if clause is None or not _leads(clause, frame, lexicon):
        return
    phrases = (parse.phrase(at) for at in _outcomes(clause, parse) if parse.lemma(at) in lexicon.words["harm_nouns"])
    yield from (h for phrase in phrases if phrase is not None for prep, h in phrase.preps if prep == "of")


def _leads(clause: Clause, frame: Frame, lexicon: Lexicon) -> bool:
    leading = clause.lemma in lexicon.words["leading_verbs"]
    return leading and frame.head in clause.subjects and not clause.negations


def _outcomes(clause: Clause, parse: Parse) -> Iterator[int]:
    """What a deed leads to, with what is coordinated to it and what the parser hung on a phrase between ("led, in all, to the death")."""
    for at in (*clause.objects, *(h for _, h in clause.obliques)):
        phrase = parse.phrase(at)
        if phrase is not None:
            yield from (at, *phrase.conjuncts, *(h for prep, h in phrase.preps if prep in OUTCOME))
