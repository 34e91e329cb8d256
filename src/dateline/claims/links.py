"""Which mentions the grammar ties: one stands in a slot of the other's clause, or goes on from it."""

from __future__ import annotations

from dateline.claims.values import Classes, Draft
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause


def linked(one: Draft, other: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """One stands in a slot of the other's clause: "the blast killed eight", "a bombing … killing eight", "died in the attack"."""
    pairs = ((a, b, parse.clause(b.frame.clause)) for a, b in ((one, other), (other, one)) if b.frame.kind == "verb")
    found = (_tied(a, b, clause, parse, classes, lexicon) for a, b, clause in pairs if clause is not None)
    tied = next((tied for tied in found if tied is not None), None)
    return _tells_of(one, other, parse, lexicon) or _tells_of(other, one, parse, lexicon) if tied is None else tied


def _tells_of(a: Draft, b: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Nine were killed when air strikes hit the camp": the clause of the noun ``b`` says how."""
    clause = parse.clause(b.frame.clause) if b.frame.kind == "noun" and b.traits.violent else None
    return clause is not None and b.frame.head in clause.doers and _tells_how(a, clause, parse, lexicon)


def _tied(a: Draft, b: Draft, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool | None:
    """Whether the clause of the verb ``b`` tells of ``a``; None when it says nothing about that."""
    if _stands_in(a, clause, parse, classes, lexicon) or _tells_how(a, clause, parse, lexicon):
        return True
    if _is_claimed(a, b, clause, parse, lexicon):
        return True
    if clause.kind in ("adverbial", "participle", "open") and clause.parent in (a.frame.head, a.frame.clause):
        return clause.tense == "participle"
    if b.traits.violent and a.frame.kind == "verb" and clause.conjunct_of in (a.frame.head, _lead(a, parse)):
        harms = {"", *lexicon.words["harm_counts"]}  # "killed a guard and abducted two nuns": two deeds
        told = bool(b.frame.entry.count) and {a.frame.entry.count, b.frame.entry.count} <= harms
        return not a.recipient or not b.recipient or told
    return None


def _is_claimed(a: Draft, b: Draft, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Claimed the attack, saying its men had killed six": who claims a deed says what it did."""
    saying, claiming = parse.clause(clause.parent), parse.clause(a.frame.clause)
    if saying is None or claiming is None or clause.kind != "complement" or a.frame.kind != "noun":
        return False
    harm = a.traits.violent and b.frame.entry.count in lexicon.words["harm_counts"]
    return harm and saying.tense == "participle" and saying.parent == claiming.head and a.frame.head != b.frame.head


def _stands_in(a: Draft, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """In a slot of the clause, or as what its "which" stands for."""
    near = {*clause.subjects, *clause.agents, *(h for _, h in clause.obliques), *clause.objects}
    if a.frame.head in near or _is_shared(a, clause, parse, lexicon):
        return True
    if clause.kind != "relative" or a.frame.kind != "noun":
        return False
    return clause.parent == a.frame.head or _antecedent(a, clause, parse, classes, lexicon)


def _is_shared(a: Draft, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Killed 25 rebels and arrested ten during raids": by what the second verb says as well how it came."""
    last = parse.clause(a.frame.clause) if a.frame.kind == "noun" else None
    if last is None or last.conjunct_of != clause.head or not last.inherited:
        return False
    means = {h for prep, h in last.obliques if prep in lexicon.words["means_prepositions"]}
    parts = {h for at in means if (p := parse.phrase(at)) is not None for prep, h in p.preps if prep == "of"}
    return a.frame.head in means | parts


def _tells_how(a: Draft, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Four were killed when gunmen opened fire": the clause says who did what the passive leaves open; "four were killed by gunmen who
    attacked a bank": what the doers did."""
    above = parse.clause(a.frame.clause) if a.frame.kind == "verb" else None
    if above is not None and clause.kind == "relative" and above.passive and clause.parent in above.agents:
        return a.traits.violent and bool(a.frame.entry.count)
    if above is None or clause.kind != "adverbial" or clause.marker not in lexicon.words["telling_markers"]:
        return False
    together = parse.clause(clause.parent)
    coordinated = together is not None and above.head in (together.conjunct_of, together.head)
    open_passive = coordinated and above.passive and not a.actor
    return open_passive and a.traits.violent and bool(a.frame.entry.count)


def _antecedent(a: Draft, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """ "attacks in the market of Kesh, which killed 28", "bombings of buses that killed 28": the nearest event noun before, when what
    stands between cannot kill."""
    between = classes.of(clause.parent) or frozenset()
    same = parse.tokens[a.frame.head].sent == parse.tokens[clause.head].sent
    return (
        same
        and a.frame.head < clause.parent
        and clause.parent - a.frame.head < 15
        and bool(between & lexicon.words["inert_classes"])
    )


def _lead(d: Draft, parse: Parse) -> int:
    clause = parse.clause(d.frame.clause)
    return clause.conjunct_of if clause is not None and clause.conjunct_of >= 0 else d.frame.head
