"""Repairs of headlines that tell of the dead without a verb, and of those whose first verb was read as a noun."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft
from dateline.text.repairs.headlines import BEHIND, NOUNS, SUBJECTS, sentences

VIOLENCE = frozenset(
    """attack attacks bombing bombings blast blasts explosion explosions shooting shootings shelling ambush ambushes raid raids strike
    strikes airstrike airstrikes clash clashes fighting gunfight gunbattle shootout violence riot riots crackdown massacre assault
    stabbing crossfire firefight battle unrest siege""".split()
)
"""What people are killed in; in all else they die."""
BESIDE = frozenset({"hurt", "injured", "wounded", "missing", "killed", "arrested", "trapped", "critical"})
"""What is said of others beside the dead, with a number of its own."""
MOVED = {"nmod": "obl", "acl": "advcl"}


def headline_dead(draft: Draft) -> None:
    """ "Six dead in Lima bombing", "At least 20 dead, 40 hurt": those dead as they who were killed or died."""
    for root, inside in sentences(draft):
        at = next((i for i in inside[1:] if draft.forms[i] == "dead"), None)
        if at is not None and _opens_with_dead(draft, at, inside) and _may_hang(draft, at, root):
            _raise_dead(draft, at, root, inside)


def _opens_with_dead(draft: Draft, at: int, inside: list[int]) -> bool:
    """Whether a line begins with those dead, counted or named by a noun, and goes on with an adjunct or another number."""
    before = [i for i in inside if i < at]
    verbs = any(draft.pos[i] in ("VERB", "AUX", "PRON") for i in before)
    whom = draft.pos[at - 1] in (*NOUNS, "NUM") and draft.forms[inside[0]] not in ("the", "a", "an")
    behind = at + 1 > inside[-1] or draft.forms[at + 1] in BEHIND or draft.forms[at + 1] == "and"
    return whom and behind and not verbs


def _may_hang(draft: Draft, at: int, root: int) -> bool:
    """Whether the root is the dead, they who are dead, what is said of others behind them, or a word for who says so."""
    spoken = root < at and ":" in draft.forms[root:at]
    said = draft.heads[at] == root and draft.labels[at] == "ccomp"
    return root in (at, at - 1) or (root > at and (said or draft.forms[root] in BESIDE)) or spoken


def _raise_dead(draft: Draft, at: int, root: int, inside: list[int]) -> None:
    killed = not VIOLENCE.isdisjoint(draft.forms[i] for i in inside)
    for i in (i for i in inside if i > at and draft.heads[i] in {root, at - 1} - {at} and draft.heads[i] < at):
        draft.attach(i, at, MOVED.get(draft.labels[i], draft.labels[i]))
    if draft.labels[at] != "ccomp":
        draft.attach(at, at, "root")
        draft.labels[root] = "parataxis" if root != at else "root"
        draft.heads[root] = at
    draft.attach(at - 1, at, "nsubj:pass" if killed else "nsubj")
    draft.retag(at, "VERB", "VBN" if killed else "VBD")
    draft.lemmas[at] = "kill" if killed else "die"


def headline_first(draft: Draft) -> None:
    """ "Army retakes Lima, says clearing mines": the first of two verbs of one subject as a noun that is the subject of the second."""
    for root, inside in sentences(draft):
        if draft.tags[root] not in ("VBZ", "VBP") or draft.forms[root - 1] != ",":
            continue
        verbs = (i for i in inside[1:] if i < root - 1 and (_is_first(draft, i, root) or _is_apart(draft, i, root)))
        first = next(verbs, None)
        if first is not None and draft.heads[first - 1] == first:
            draft.retag(first, "VERB", draft.tags[root])
            draft.attach(first, first, "root")
            draft.attach(first - 1, first, "nsubj")
            draft.attach(root, first, "parataxis")


def _is_first(draft: Draft, i: int, root: int) -> bool:
    """Whether a verb in a noun's tag, with an object behind it, is a subject of the root."""
    subject = draft.heads[i] == root and draft.labels[i] == "nsubj" and draft.pos[i] in ("VERB", "NOUN")
    follows = any(draft.heads[c] == i and draft.labels[c] == "obj" and c > i for c in draft.children(i))
    return subject and follows and draft.tags[i] not in FINITE and draft.pos[i - 1] in NOUNS


def _is_apart(draft: Draft, i: int, root: int) -> bool:
    """Whether a verb in the form of the root, with a subject of its own and nothing that opens a clause, is an adverbial of it."""
    own = {draft.labels[c] for c in draft.children(i)}
    alone = not any(draft.heads[c] == root and draft.labels[c] in SUBJECTS for c in range(root))
    adverbial = draft.heads[i] == root and draft.labels[i] == "advcl" and draft.tags[i] == draft.tags[root]
    return adverbial and alone and "nsubj" in own and "mark" not in own and draft.pos[i - 1] in NOUNS
