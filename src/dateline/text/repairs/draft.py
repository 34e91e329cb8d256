"""A parsed paragraph while its repairs are made: lists that change in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})
"""Tags of finite verbs."""


class Draft:
    """One entry a token: ``forms`` (lower case), ``tags`` (Penn), ``pos`` (universal), ``lemmas``, ``heads`` (a root is
    its own) and ``labels``. ``children`` and ``siblings`` of the tree stay those of the parse, whatever is repaired.

    ``lemmatize`` gives the lemma of a token by its present tag and part of speech; without one its form is the lemma.
    ``capitals``: whether a token has a capital letter; empty when that is not known.
    """

    def __init__(
        self,
        forms: Sequence[str],
        tags: Sequence[str],
        pos: Sequence[str],
        lemmas: Sequence[str],
        tree: tuple[Sequence[int], Sequence[str]],
        lemmatize: Callable[[int], str] | None = None,
        capitals: Sequence[bool] = (),
    ) -> None:
        self.forms, self.tags, self.pos, self.lemmas = list(forms), list(tags), list(pos), list(lemmas)
        self.lemmatize, self.capitals = lemmatize, capitals
        self.grow(*tree)

    def grow(self, heads: Sequence[int], labels: Sequence[str]) -> None:
        """Take over a tree over the same tokens."""
        self.heads, self.labels = list(heads), list(labels)
        self._rooted: tuple[list[int], list[int]] = ([], [])
        self._below: dict[int, list[int]] = {}
        for i, head in enumerate(heads):
            self._below.setdefault(head, []).append(i)

    def __len__(self) -> int:
        return len(self.forms)

    def children(self, i: int) -> list[int]:
        """The tokens that the parse hung on token ``i``, in text order; a root is its own child."""
        return self._below.get(i, [])

    def roots(self) -> list[int]:
        """The root above each token; of tokens that hang below themselves one of them."""
        if self._rooted[0] != self.heads:
            self._rooted = self.heads.copy(), _roots(self.heads)
        return self._rooted[1]

    def labels_below(self, i: int) -> set[str]:
        """The present labels of those."""
        return {self.labels[c] for c in self.children(i)}

    def attach(self, i: int, head: int, label: str) -> None:
        """Hang token ``i`` on another, or make it a root by hanging it on itself."""
        self.heads[i], self.labels[i] = head, label

    def keep_tree(self, heads: Sequence[int], labels: Sequence[str]) -> None:
        """Give tokens that hang below themselves by now the heads and labels back that they had in a tree."""
        while ring := self._ring():
            for i in ring:
                self.heads[i], self.labels[i] = heads[i], labels[i]

    def _ring(self) -> list[int]:
        """Tokens that lead back to one another; [] in a tree."""
        seen: dict[int, int] = {}  # in which walk a token was met
        for start in range(len(self)):
            at, walk = start, []
            while at not in seen and self.heads[at] != at:
                seen[at] = start
                walk.append(at)
                at = self.heads[at]
            if self.heads[at] != at and seen[at] == start:
                return walk[walk.index(at) :]
        return []

    def retag(self, i: int, pos: str, tag: str) -> None:
        """Another part of speech and tag, with the lemma that follows."""
        self.pos[i], self.tags[i] = pos, tag
        self.lemmas[i] = self.lemmatize(i) if self.lemmatize is not None else self.forms[i]

    def has_object(self, verb: int) -> bool:
        """Whether an object, a passive subject or a content clause hangs on the verb now."""
        wanted = ("obj", "nsubj:pass", "ccomp")
        return any(head == verb and label in wanted for head, label in zip(self.heads, self.labels, strict=True))


def _roots(heads: list[int]) -> list[int]:
    known: list[int] = []
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] != at and at >= i and steps <= len(heads):
            at, steps = heads[at], steps + 1
        known.append(known[at] if at < i else at)
    return known
