"""The noun phrases of a parsed document: extent, modifiers, possessors, prepositional phrases, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.text.dependencies import NOMINAL, base, below, first_conjunct, preposition, with_conjuncts
from dateline.text.trees import Clause, Link, Phrase, Tree

if TYPE_CHECKING:
    from dateline.text.parse import Token

INSIDE = {"compound", "flat", "fixed", "goeswith", "nummod", "amod", "det", "case", "mark", "cc", "punct", "aux", "cop", "advmod",
          "expl", "discourse"}  # fmt: skip
OUTSIDE = {"acl", "appos", "conj", "cc", "parataxis", "advcl", "case", "mark", "punct", "cop", "nsubj", "aux", "orphan", "dep",
           "ccomp", "csubj", "discourse", "obl", "expl"}  # fmt: skip
JOINING_LEFT = ("-", "'", ",", '"', "“")  # marks that may stand between words of one phrase, before its head
JOINING_RIGHT = ("-", "'", "/")  # ... and behind it
LEADING = ("ADP", "PUNCT", "CCONJ", "SPACE")  # parts of speech that no phrase begins with
SUPERLATIVES = ("least", "most")


def is_phrase(i: int, tokens: Sequence[Token], tree: Tree, clauses: dict[int, Clause]) -> bool:
    """Whether token ``i`` heads a noun phrase: nouns, names and pronouns outside compounds, and whatever stands as one."""
    kind = base(tree.labels[i])
    if "nmod:desc" in (tree.labels[i], tree.labels[first_conjunct(i, tree)]) or kind in INSIDE:
        return False
    if kind == "conj" and base(tree.labels[first_conjunct(i, tree)]) in INSIDE:
        return False
    if tokens[i].pos in NOMINAL:
        return i not in clauses or clauses[i].copular or tokens[i].pos != "X"
    return i not in clauses and base(tree.labels[first_conjunct(i, tree)]) in (
        "nsubj",
        "obj",
        "obl",
        "nmod",
        "iobj",
        "appos",
    )


SITES = {"nsubj": "subject", "obj": "object", "iobj": "indirect", "obl": "oblique", "nmod": "modifier", "appos": "apposition",
         "root": "root", "xcomp": "predicate", "ccomp": "predicate", "advcl": "predicate", "parataxis": "root"}  # fmt: skip


def phrase_of(i: int, clauses: dict[int, Clause], tokens: Sequence[Token], tree: Tree) -> Phrase:
    """The noun phrase that token ``i`` heads."""
    first_of = first_conjunct(i, tree)
    governor = tree.heads[first_of]
    first, last = _extent(i, tokens, tree)
    prep = preposition(i, tokens, tree) or (preposition(first_of, tokens, tree) if first_of != i else "")
    return Phrase(
        head=i, first=first, last=last, site=_site(i, first_of, prep, governor, clauses, tree),
        governor=governor if governor != first_of else -1, prep=prep,
        determiner=next((tokens[c].lower for c in below(i, tree, "det")), ""),
        numbers=tuple(below(i, tree, "nummod")),
        modifiers=_modifiers(i, tree),
        possessors=_possessors(i, tree),
        preps=_noun_preps(i, tokens, tree),
        appositions=tuple(below(i, tree, "appos")),
        conjuncts=tuple(c for c in with_conjuncts(i, tree)[1:] if c not in clauses),
        conjunct_of=first_of if first_of != i else -1,
        clauses=tuple(c for c in below(i, tree, "acl", *(() if i in clauses else ("ccomp",))) if c in clauses),
    )  # fmt: skip


def _possessors(i: int, tree: Tree) -> tuple[int, ...]:
    return tuple(p for c in tree.children[i] if tree.labels[c] == "nmod:poss" for p in with_conjuncts(c, tree))


def _modifiers(i: int, tree: Tree) -> tuple[int, ...]:
    found = [m for c in below(i, tree, "compound", "amod", "nmod:desc", "flat") for m in with_conjuncts(c, tree)]
    return tuple(sorted(m for m in found if m < i))


def _noun_preps(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[Link, ...]:
    links: list[Link] = []
    for c in below(i, tree, "nmod", "obl"):
        if tree.labels[c] in ("nmod:poss", "nmod:desc"):
            continue
        prep = preposition(c, tokens, tree)
        links.extend((preposition(g, tokens, tree) or prep, g) for g in with_conjuncts(c, tree))
    return tuple(links)


def _site(i: int, first_of: int, prep: str, governor: int, clauses: dict[int, Clause], tree: Tree) -> str:
    label = tree.labels[first_of]
    if i in clauses and clauses[i].copular:
        return "predicate"
    if label == "nmod:poss":
        return "possessor"
    if base(label) == "obl" and prep == "by" and governor in clauses and clauses[governor].passive:
        return "agent"
    return SITES.get(base(label), "other")


def _extent(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, int]:
    """First token and one past the last token of the phrase's own words: a contiguous run around the head."""
    own = _own_words(i, tokens, tree)
    first = last = i
    while first - 1 in own or (first - 2 in own and first > 1 and tokens[first - 1].lower in JOINING_LEFT):
        first -= 1
    while last + 1 in own or (last + 2 in own and tokens[last + 1].lower in JOINING_RIGHT):
        last += 1
    return _without_lead(first, i, tokens), last + 1


def _own_words(i: int, tokens: Sequence[Token], tree: Tree) -> set[int]:
    """The head and the words below it that belong to its phrase; they need not be contiguous."""
    own = {i}
    queue = [c for c in tree.children[i] if _belongs(c, i, tokens, tree)]
    while queue:
        at = queue.pop()
        own.add(at)
        inside = base(tree.labels[at]) in INSIDE or at < i
        queue.extend(
            c for c in tree.children[at] if inside or _belongs(c, at, tokens, tree) or tree.labels[c] == "case"
        )
    return own


def _without_lead(first: int, head: int, tokens: Sequence[Token]) -> int:
    """The first token without prepositions, marks and conjunctions before the phrase, but with "at" of "at least"."""
    while first < head and tokens[first].pos in LEADING and tokens[first + 1].lower not in SUPERLATIVES:
        first += 1
    qualified = first > 0 and tokens[first].lower in SUPERLATIVES and tokens[first - 1].lower == "at"
    return first - 1 if qualified else first


def _belongs(c: int, head: int, tokens: Sequence[Token], tree: Tree) -> bool:
    kind = base(tree.labels[c])
    if kind == "nmod" and tree.labels[c] not in ("nmod:poss", "nmod:desc"):
        prep = preposition(c, tokens, tree)
        return c > head and (prep == "of" or (prep == "for" and _is_in_name(c, head, tokens, tree)))
    if kind == "advmod":
        return c < head and tokens[c].lower not in ("also", "not", "even", "only", "just")
    if kind == "amod" and c > head:
        return False
    return kind not in OUTSIDE


def _is_in_name(c: int, head: int, tokens: Sequence[Token], tree: Tree) -> bool:
    """ "the Front for the Liberation of Macina": a name behind one that has an article, unlike "left Geneva for Paris"."""
    articled = any(tokens[d].lower == "the" for d in below(head, tree, "det"))
    return articled and tokens[c].pos == tokens[head].pos == "PROPN"
