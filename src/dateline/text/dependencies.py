"""Reading a dependency tree with universal labels; with ``clauses`` and ``phrases`` the only code that knows a label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.text.trees import Tree

if TYPE_CHECKING:
    from dateline.text.parse import Token

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}


@lru_cache(maxsize=512)
def base(label: str) -> str:
    """The label without its subtype."""
    return label.partition(":")[0]


def below(i: int, tree: Tree, *labels: str) -> list[int]:
    """Children of ``i`` whose label, or its part before the colon, is among ``labels``."""
    given = tree.labels
    return [c for c in tree.children[i] if (label := given[c]) in labels or base(label) in labels]


def first_conjunct(i: int, tree: Tree) -> int:
    """The first member of the coordination ``i`` belongs to, ``i`` itself outside one."""
    while tree.labels[i] == "conj" and tree.heads[i] != i:
        i = tree.heads[i]
    return i


def with_conjuncts(i: int, tree: Tree) -> tuple[int, ...]:
    """``i`` and what is coordinated with it, in text order."""
    return (i, *(c for c in tree.children[i] if tree.labels[c] == "conj"))


def preposition(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    """The preposition before ``i``, its words joined by blanks; "" for none."""
    case = [c for c in below(i, tree, "case") if c < i]
    if not case:
        return ""
    words = [tokens[case[0]].lower, *(tokens[f].lower for f in below(case[0], tree, "fixed"))]
    words += [tokens[c].lower for c in case[1:]]
    return " ".join(words)
