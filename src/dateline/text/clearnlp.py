"""ClearNLP labels (the ``en_core_web`` pipelines) to universal ones: heads move, no word is added or lost."""

from __future__ import annotations

RENAMED = {
    "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "neg": "advmod", "relcl": "acl:relcl", "poss": "nmod:poss", "prt": "compound:prt", "npadvmod": "obl:unmarked",
    "quantmod": "advmod", "predet": "det:predet", "preconj": "cc:preconj", "meta": "discourse", "intj": "discourse",
    "oprd": "xcomp", "acomp": "xcomp", "attr": "xcomp", "ROOT": "root", "pcomp": "obl", "pobj": "obl",
}  # fmt: skip
PREDICATIVE = {"attr", "acomp"}
VERBAL = {"VERB", "AUX", "ADJ"}


def to_universal(heads: list[int], labels: list[str], lemmas: list[str], pos: list[str]) -> tuple[list[int], list[str]]:
    """New heads and labels for one parsed document; ``heads[i] == i`` marks a root."""
    new_heads, new_labels = list(heads), list(labels)
    for i, label in enumerate(labels):
        if label in ("pobj", "pcomp"):
            _lift(i, heads, labels, pos, new_heads, new_labels)
    for i, label in enumerate(labels):
        if label in PREDICATIVE and lemmas[heads[i]] == "be":
            _predicate(i, heads[i], new_heads, new_labels)
    _coordinators(new_heads, new_labels)
    _flatten_conjuncts(new_heads, new_labels)
    return new_heads, [RENAMED.get(label, _prep_left(label)) for label in new_labels]


def _prep_left(label: str) -> str:
    return "advmod" if label in ("prep", "agent") else label


def _lift(
    i: int, heads: list[int], labels: list[str], pos: list[str], new_heads: list[int], new_labels: list[str]
) -> None:
    """The object of a preposition takes the preposition's place; the preposition becomes its case word."""
    prep = heads[i]
    top = prep
    while (
        labels[top] in ("prep", "agent", "dative", "pcomp")
        and labels[heads[top]] in ("prep", "agent")
        and heads[top] != top
    ):
        top = heads[top]
    governor = heads[top]
    if governor in (top, i):
        return
    clausal = labels[i] == "pcomp" and pos[i] in ("VERB", "AUX")
    new_heads[i] = governor
    new_labels[i] = _lifted_label(clausal, labels[top], pos[governor])
    at = prep
    while True:
        new_heads[at], new_labels[at] = i, "mark" if clausal else "case"
        if at == top:
            break
        at = heads[at]


def _lifted_label(clausal: bool, prep_label: str, governor_pos: str) -> str:
    if clausal:
        return "advcl" if governor_pos in VERBAL else "acl"
    if prep_label == "agent":
        return "obl:agent"
    return "obl" if governor_pos in VERBAL else "nmod"


def _predicate(i: int, verb: int, heads: list[int], labels: list[str]) -> None:
    """The predicate of "be" becomes the head of its clause, "be" its copula."""
    if heads[i] != verb:
        return
    heads[i] = heads[verb] if heads[verb] != verb else i
    labels[i] = labels[verb]
    for other in range(len(heads)):
        if heads[other] == verb and other not in (i, verb):
            heads[other] = i
    heads[verb], labels[verb] = i, "cop"


def _coordinators(heads: list[int], labels: list[str]) -> None:
    """An "and" hangs on the conjunct behind it, not on the one before."""
    for i, label in enumerate(labels):
        if label == "cc":
            heads[i] = next(
                (j for j in range(i + 1, len(heads)) if labels[j] == "conj" and heads[j] == heads[i]), heads[i]
            )


def _flatten_conjuncts(heads: list[int], labels: list[str]) -> None:
    for i, label in enumerate(labels):
        if label != "conj":
            continue
        first, seen = heads[i], {i}
        while labels[first] == "conj" and first not in seen:
            seen.add(first)
            first = heads[first]
        heads[i] = first
