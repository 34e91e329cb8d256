"""The clause that an event noun stands in."""

from __future__ import annotations

from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase


def carrying_clause(phrase: Phrase, parse: Parse) -> Clause | None:
    """The clause whose subject, object or oblique the phrase is; for a modifier, that of the phrase it modifies."""
    at: Phrase | None = phrase
    for _ in range(6):
        if at is None:
            return None
        if at.head in parse.clauses:
            return parse.clauses[at.head]
        if at.governor in parse.clauses and at.governor not in parse.phrases:
            return parse.clauses[at.governor]
        if at.governor in parse.clauses and at.site not in ("modifier", "possessor", "apposition"):
            return parse.clauses[at.governor]
        above = _above(at.governor, parse)
        if above in parse.clauses and above not in parse.phrases:
            return parse.clauses[above]
        at = parse.phrase(above)
    return None


def _above(governor: int, parse: Parse) -> int:
    """The governor, or what is above a word that heads neither phrase nor clause ("victim" of "fell victim to a raid")."""
    while governor >= 0 and governor not in parse.phrases and governor not in parse.clauses:
        higher = parse.tree.heads[governor]
        governor = higher if higher != governor else -1
    return governor
