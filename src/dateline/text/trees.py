"""The shapes of the clause view: what every later stage reads instead of dependency labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

Link = tuple[str, int]
"""A word that joins (a preposition, a kind of clause) and the index of the head token it joins."""


class Tree(msgspec.Struct, frozen=True):
    """Who governs whom, for the whole document. A root is its own head; ``labels`` are read by ``clauses`` alone."""

    heads: tuple[int, ...]
    labels: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, heads: Sequence[int], labels: Sequence[str]) -> Tree:
        """Build from head indices and universal labels."""
        below: list[list[int]] = [[] for _ in heads]
        for i, head in enumerate(heads):
            if head != i:
                below[head].append(i)
        return cls(tuple(heads), tuple(labels), tuple(tuple(c) for c in below))

    def subtree(self, i: int) -> list[int]:
        """Token ``i`` and everything below it, in text order."""
        found, queue = [], [i]
        while queue:
            at = queue.pop()
            found.append(at)
            queue.extend(self.children[at])
        return sorted(found)

    def subtrees(self, heads: Iterable[int]) -> set[int]:
        """The tokens of several subtrees."""
        return {t for head in heads for t in self.subtree(head)}

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token ``i``, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i


class Clause(msgspec.Struct, frozen=True):
    """One predicate and what hangs on it; every number is a token index, every list holds heads with conjuncts expanded.

    ``kind``: main complement open adverbial relative participle subject parataxis. ``parent``: head of the governing clause
    or phrase, -1 for main. ``marker``: the word that opens it ("that", "if", "after", "by", "to", ""). ``tense``: past present
    future conditional infinitive participle. ``modal``: lower-case modal or "". ``subjects`` are surface subjects;
    ``inherited`` says that they come from a governing clause. ``agents`` are the by-phrases of a passive.
    ``obliques``: (preposition, head), "" for a bare adverbial noun. ``complements``: (kind, clause head). ``predicates``: what
    the object is called or made, a noun or adjective ("called the raid a crime").
    """

    head: int
    first: int
    last: int
    kind: str
    parent: int
    lemma: str
    marker: str = ""
    particle: str = ""
    copular: bool = False
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    tense: str = "present"
    modal: str = ""
    auxiliaries: tuple[int, ...] = ()
    negations: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    inherited: bool = False
    objects: tuple[int, ...] = ()
    indirect: tuple[int, ...] = ()
    agents: tuple[int, ...] = ()
    obliques: tuple[Link, ...] = ()
    complements: tuple[Link, ...] = ()
    adverbs: tuple[int, ...] = ()
    conjunct_of: int = -1
    predicates: tuple[int, ...] = ()

    @property
    def doers(self) -> tuple[int, ...]:
        """Logical subject: the agents of a passive, else the subjects."""
        return self.agents if self.passive else self.subjects

    @property
    def undergoers(self) -> tuple[int, ...]:
        """Logical object: the subjects of a passive, else the objects."""
        return self.subjects if self.passive else self.objects

    @property
    def opens_infinitive(self) -> bool:
        """Whether an infinitive without a subject of its own completes the verb ("is said to have fled")."""
        return any(kind == "open" for kind, _ in self.complements)


class Phrase(msgspec.Struct, frozen=True):
    """One noun phrase; tokens ``first`` up to and without ``last`` are its words without clauses, appositions and conjuncts.

    ``site``: subject object indirect agent oblique modifier possessor apposition predicate root compound; ``governor``: head token
    of the clause or phrase it hangs on (-1 at a root); ``prep``: the preposition before it. ``modifiers``: words before the head
    (nationality words, compounds, adjectives, titles); ``preps``: (preposition, head) of its own prepositional phrases.
    """

    head: int
    first: int
    last: int
    site: str
    governor: int
    prep: str = ""
    determiner: str = ""
    numbers: tuple[int, ...] = ()
    modifiers: tuple[int, ...] = ()
    possessors: tuple[int, ...] = ()
    preps: tuple[Link, ...] = ()
    appositions: tuple[int, ...] = ()
    conjuncts: tuple[int, ...] = ()
    conjunct_of: int = -1
    clauses: tuple[int, ...] = ()
