"""Which way a time expression looks: the tense of the clause that governs it decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dateline.text.parse import Parse
from dateline.text.trees import Clause

BEHIND = ("after", "following")  # prepositions of what came first
Direction = Literal["past", "future", "present", ""]


def clause_of(parse: Parse, token: int) -> Clause | None:
    """The nearest clause a token stands in; None when its sentence has none."""
    if token in parse.clauses:
        return parse.clauses[token]
    return next((parse.clauses[i] for i in parse.tree.ancestors(token) if i in parse.clauses), None)


def direction(parse: Parse, token: int, first: int, guards: Mapping[str, frozenset[str]]) -> tuple[Direction, bool]:
    """Where an expression looks that begins at token ``first``, and whether that is firm.

    "" when nothing tells. Infirm: the future of an infinitive or conditional (it may be a past plan), the past of a
    clause that the expression does not hang on itself. A word of ``guards["ahead"]`` ("scheduled", "due", "by") just
    before it, a verb of ``guards["plans"]`` that governs it, or "for" behind a verb of ``guards["calls"]`` ("called a
    strike for Thursday") points to the future.
    """
    clause = clause_of(parse, token)
    found, firm = _by_clauses(parse, clause, token, guards["done"])
    near = range(max(parse.sentence(token).first, first - 3), first)
    cues = {parse.tokens[i].lower for i in near if not _opens_agent(parse, i)}
    if "since" in cues:
        return "past", True
    if clause is not None and _is_set(parse, clause, token, first, cues, guards):
        return "future", True
    if clause is not None and clause.negations and cues & guards["until"]:
        return found, firm
    ahead = cues & guards["ahead"]
    told = firm and found == "past"
    return ("future", True) if (ahead - {"by"} if told else ahead) else (found, firm)


def _is_set(
    parse: Parse, clause: Clause, token: int, first: int, cues: set[str], guards: Mapping[str, frozenset[str]]
) -> bool:
    """Whether the verb sets the day: a verb of plans, "for" behind a call, "to" behind a move."""
    plans = clause.lemma in guards["plans"] and parse.tree.heads[token] != token
    if plans and not _is_day_of_deed(clause, token, cues):
        return True
    return _is_called_for(parse, clause, token, first, guards)


def _opens_agent(parse: Parse, at: int) -> bool:
    """The "by" of who did it ("attacked by troops in Tuesday's coup"), which sets no day by which something must be."""
    governor = parse.phrases.get(parse.tree.heads[at])
    clause = parse.clauses.get(governor.governor) if governor is not None else None
    return parse.tokens[at].lower == "by" and clause is not None and parse.tree.heads[at] in clause.agents


def _is_day_of_deed(clause: Clause, token: int, cues: set[str]) -> bool:
    """ "Set fire to a bank on Monday", "in October, the council extended the ban", not "set the vote for Monday"."""
    return ("on" in cues or token < clause.head) and clause.tense == "past" and not clause.passive


def _is_called_for(parse: Parse, clause: Clause, token: int, first: int, guards: Mapping[str, frozenset[str]]) -> bool:
    """ "Called a strike for Thursday and Friday", "moved the talks to May", not "called for Friday's attackers to be tried"."""
    if first == 0:
        return False
    behind = parse.tokens[token + 1].lower if token + 1 < len(parse.tokens) else ""
    beside = parse.tokens[first - 1].lower in ("and", ",", "or")
    start = parse.tree.heads[token] if beside else first
    before = parse.tokens[start - 1].lower if start > 0 else ""
    set_for = before == "for" and clause.lemma in guards["calls"]
    moved = before in guards["until"] | {"to"} and clause.lemma in guards["moves"]
    return (set_for or moved) and behind not in ("'s", "’s")


def _by_clauses(parse: Parse, clause: Clause | None, token: int, done: frozenset[str]) -> tuple[Direction, bool]:
    """By the first clause, from the token's own upwards, whose tense tells; infinitives under ``done`` verbs do not."""
    if _is_of_past_deed(parse, clause, token):
        return "past", True
    for depth in range(8):
        if clause is None:
            break
        above = parse.clauses.get(clause.parent)
        happened = clause.tense == "infinitive" and above is not None and above.lemma in done
        found = "" if happened else _of(parse, clause)
        if found:
            return found, depth == 0 and _is_firm(parse, clause, token, found)
        clause = above or (clause_of(parse, clause.parent) if clause.parent >= 0 else None)
    return "", False


def _is_of_past_deed(parse: Parse, clause: Clause | None, token: int) -> bool:
    """ "Refused to reopen it after a shootout on Friday in which two men died", "agreed to free them after a raid on Friday": the day
    hangs on a deed that is told of with a past of its own, or that comes before what somebody was to do then."""
    deed = parse.phrases.get(parse.tree.heads[token])
    if clause is None or deed is None or deed.prep not in BEHIND:
        return False
    if any(_is_told_as_past(parse, at) for at in deed.clauses):
        return True
    return deed.determiner in ("a", "an") and _was_to_be(parse, clause)


def _is_told_as_past(parse: Parse, at: int) -> bool:
    """Whether a relative clause on a noun is in the past."""
    inner = parse.clauses.get(at)
    return inner is not None and inner.kind == "relative" and _of(parse, inner) == "past"


def _was_to_be(parse: Parse, clause: Clause) -> bool:
    """An infinitive under a past: "agreed to free them"."""
    above = parse.clauses.get(clause.parent)
    return clause.tense == "infinitive" and above is not None and above.tense == "past"


def _is_planned(parse: Parse, clause: Clause, above: Clause | None) -> bool:
    """ "Teachers plan to strike on Friday", "talks are to open on Friday", "said they would strike on Friday": what is wanted or
    planned now, and what somebody says will be, is ahead."""
    if clause.tense == "conditional":
        return clause.kind == "complement" and clause.modal == "would" and not clause.perfect
    if clause.tense != "infinitive":
        return False
    if any(parse.tokens[at].lower in ("are", "is") for at in clause.auxiliaries):
        return True
    return above is not None and above.tense == "present" and not above.perfect


def _is_firm(parse: Parse, clause: Clause, token: int, found: Direction) -> bool:
    """Whether the token's own clause tells for sure: the past only of what hangs on the verb itself."""
    if clause.tense in ("infinitive", "conditional"):
        return _is_planned(parse, clause, parse.clauses.get(clause.parent))
    return found != "past" or parse.tree.heads[token] == clause.head


def _of(parse: Parse, clause: Clause) -> Direction:
    if clause.tense in ("future", "infinitive") or (clause.tense == "conditional" and not clause.perfect):
        return "future"
    if clause.perfect or clause.tense == "past" or _is_past_participle(parse, clause):
        return "past"
    if clause.tense != "present":
        return ""
    return "future" if clause.progressive or clause.modal else "present"


def _is_past_participle(parse: Parse, clause: Clause) -> bool:
    return clause.tense == "participle" and parse.tokens[clause.head].tag in ("VBN", "VBD")
