""" "Twelve people died when a bomb went off": the clause that tells who died of an event."""

from __future__ import annotations

from dateline.claims.values import Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause


def clause_over(frame: Frame, parse: Parse, lexicon: Lexicon) -> Clause | None:
    """The clause over a violent event's own that says who died of it; None when none does."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb" or not frame.entry.traits.violent:
        return None
    tells = clause.kind == "adverbial" and clause.marker in lexicon.words["telling_markers"]
    above = parse.clause(clause.parent) if tells else None
    if above is None or above.negations:
        return None
    hurt = above.passive and above.lemma in lexicon.words["harming_verbs"]  # "three were hurt when …"
    return above if hurt or is_death(above, parse, lexicon) else None


def is_death(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause says that its subject dies: "died", "burned to death"; not of one who does it to others."""
    if clause.undergoers:
        return False
    to_death = any(prep == "to" and parse.tokens[h].lower == "death" for prep, h in clause.obliques)
    return to_death or clause.lemma in lexicon.words["fate_killed"]
