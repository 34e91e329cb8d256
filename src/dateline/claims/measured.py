"""Events from which the sentence measures another: "a week after an attack", "since gunmen stormed the town"."""

from __future__ import annotations

from dateline.text.parse import Parse

COUNTED = frozenset({"after", "before", "following"})
"""Words that measure where an amount of time stands before them: "12 died after a blast" tells of one event."""
OPEN = frozenset({"since", "until", "till"})
AMOUNTS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})


def marker_over(head: int, parse: Parse) -> int:
    """The word that measures another event from the one of a token: the "after" of "a week after", a "since"; -1 for none."""
    for at in (head, *parse.tree.ancestors(head)):
        found = max(_opening(at, parse), _opening(_date_before(at, parse), parse))
        if found >= 0:
            return found
    return -1


def _date_before(at: int, parse: Parse) -> int:
    """Head of the phrase right before the when-clause of a token: "since Oct. 7, when …" tells what began then; else the token."""
    clause = parse.clause(at)
    if clause is None or clause.marker != "when":
        return at
    last = clause.first - 1 if parse.tokens[clause.first - 1].text != "," else clause.first - 2
    over = (p.head for p in parse.phrases_near(at) if p.first <= last < p.last)
    return min(over, default=at)


def _opening(at: int, parse: Parse) -> int:
    """The measuring word that opens the clause or phrase whose head the token is; -1 for none."""
    clause, phrase = parse.clause(at), parse.phrase(at)
    words = {phrase.prep if phrase is not None else "", clause.marker if clause is not None else ""} & (COUNTED | OPEN)
    for i in range(at, parse.sentence(at).first - 1, -1) if words else ():
        if parse.tokens[i].lower in words:
            return i if parse.tokens[i].lower in OPEN or _is_amount(i - 1, parse) else -1
    return -1


def _is_amount(i: int, parse: Parse) -> bool:
    return i >= 0 and parse.lemma(i) in AMOUNTS
