"""Which way a time expression looks: the tense of the clause that governs it decides."""

from __future__ import annotations

from typing import Literal

from dateline.text.parse import Parse
from dateline.text.trees import Clause

Direction = Literal["past", "future", "present", ""]
FINITE = {"past": "past", "future": "future", "conditional": "future"}


def clause_of(parse: Parse, token: int) -> Clause | None:
    """The nearest clause a token stands in; None when its sentence has none."""
    if token in parse.clauses:
        return parse.clauses[token]
    return next((parse.clauses[i] for i in parse.tree.ancestors(token) if i in parse.clauses), None)


def direction(parse: Parse, token: int, ahead: frozenset[str] = frozenset()) -> Direction:
    """Past, future or present; "" when nothing tells. Words of ``ahead`` ("scheduled", "due") point to the future."""
    clause = clause_of(parse, token)
    for _ in range(8):
        if clause is None:
            return ""
        if _points_ahead(parse, clause, token, ahead):
            return "future"
        found = _of(clause)
        if found:
            return found
        clause = parse.clauses.get(clause.parent) or (clause_of(parse, clause.parent) if clause.parent >= 0 else None)
    return ""


def _points_ahead(parse: Parse, clause: Clause, token: int, ahead: frozenset[str]) -> bool:
    return clause.lemma in ahead or any(
        parse.tokens[i].lower in ahead for i in range(max(clause.first, token - 6), min(clause.last, token + 3))
    )


def _of(clause: Clause) -> Direction:
    if clause.tense in FINITE:
        return FINITE[clause.tense]  # type: ignore[return-value]
    if clause.tense == "present":
        if clause.perfect:
            return "past"
        return "future" if clause.progressive or clause.modal else "present"
    if clause.tense == "infinitive" and clause.marker == "to":
        return "future"
    return ""
