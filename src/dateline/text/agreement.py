"""Which of several coordinated nouns a relative clause belongs to, by the number of its verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.text.dependencies import below, first_conjunct, with_conjuncts
from dateline.text.trees import Tree

if TYPE_CHECKING:
    from dateline.text.parse import Token

SINGULAR, PLURAL = ("is", "was", "has", "does"), ("are", "were", "have", "do")
MANY = ("NNS", "NNPS")


def antecedents(i: int, parent: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    """Heads of what the "who" or "which" of the relative clause of verb ``i`` stands for; ``parent``: where the parser hung it.

    "Between the rebels and the army, which is demanding …" is the army, "five Iraqis and a Libyan who were held" are all six.
    """
    group = [h for h in with_conjuncts(first_conjunct(parent, tree), tree) if h < i]
    number = _number(i, tokens, tree)
    if len(group) < 2 or not number or (number == _of_noun(parent, tokens) and not _is_across(i, group, tokens)):
        return (parent,)
    if number == "plural":
        return tuple(group)
    return (group[-1],) if _of_noun(group[-1], tokens) == "singular" else (parent,)


def _is_across(i: int, group: Sequence[int], tokens: Sequence[Token]) -> bool:
    """ "Five Iraqis and a Libyan who were held": a plural right behind one that is single is of all."""
    return tokens[group[-1]].tag in ("NN", "NNP", "JJ") and tokens[group[-1] + 1].lower in ("who", "which")


def _of_noun(i: int, tokens: Sequence[Token]) -> str:
    return "plural" if tokens[i].tag in MANY else "singular"


def _number(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    """What the first word of the verb group says of the number of its subject; "" for nothing."""
    first = min((*below(i, tree, "aux", "cop"), i))
    word, tag = tokens[first].lower, tokens[first].tag
    if word in SINGULAR or tag == "VBZ":
        return "singular"
    return "plural" if word in PLURAL or tag == "VBP" else ""
