"""The way from an event to a phrase over the clause view, as a word: up from the event to what holds both, then down.

"^verb" is the event itself; "subject", "by", "of" are where a phrase stands; "relative", "complement" how a clause hangs on
what is above it. "subject" is the subject of the event's verb, "complement^subject" that of the verb which has it as its
content ("X said that gunmen attacked"), "object^subject" that of the verb whose object the event is.
"""

from __future__ import annotations

from dateline.text.parse import Parse

PREPOSITIONS = frozenset(
    "of by in on at against to from with for between among into over after during including as near across under".split()
)
DEEPEST = 3  # steps on either side that a way names one by one
HIGHEST = 12  # steps up that are looked at
CLAUSAL = frozenset({"subject", "object", "indirect", "agent", "predicate", "oblique"})
Node = tuple[bool, int]
"""Whether it is a clause, and the head token."""
Step = tuple[str, Node]


class Ways:
    """The ways up from the phrases and clauses of a document, each worked out once."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self._up: dict[Node, tuple[Step, ...]] = {}
        self._heights: dict[Node, dict[Node, int]] = {}
        self._between: dict[tuple[Node, int], str] = {}

    def between(self, event: Node, head: int) -> str:
        """The way from the event to the phrase; "far" where it is long, "apart" where nothing holds both."""
        key = event, head
        if key not in self._between:
            self._between[key] = self._way(event, head)
        return self._between[key]

    def _way(self, event: Node, head: int) -> str:
        above = self.up(event)
        heights = self._heights.get(event)
        if heights is None:
            heights = {event: 0, **{node: n + 1 for n, (_, node) in enumerate(above)}}
            self._heights[event] = heights
        below: list[str] = []
        node: Node = (False, head)
        if node in heights:
            return "holds" + "^".join(label for label, _ in above[: heights[node]][:DEEPEST])
        for label, node in self.up((False, head)):
            below.append(label)
            if node in heights:
                return _named([label for label, _ in above[: heights[node]]], below)
        return "apart"

    def up(self, node: Node) -> tuple[Step, ...]:
        """The steps from a node to the top of its sentence."""
        found = self._up.get(node)
        if found is None:
            steps: list[Step] = []
            at = node
            for _ in range(HIGHEST):
                step = self._step(at)
                if step is None:
                    break
                steps.append(step)
                at = step[1]
            found = self._up[node] = tuple(steps)
        return found

    def _step(self, node: Node) -> Step | None:
        return self._from_clause(node[1]) if node[0] else self._from_phrase(node[1])

    def _from_clause(self, head: int) -> Step | None:
        clause = self.parse.clauses[head]
        if clause.conjunct_of >= 0 and clause.conjunct_of in self.parse.clauses:
            return "and", (True, clause.conjunct_of)
        above = self._node(clause.parent, clause=clause.kind not in ("relative", "participle"))
        return None if above is None else (clause.kind, above)

    def _from_phrase(self, head: int) -> Step | None:
        phrase = self.parse.phrases.get(head)
        if phrase is None:
            above = self._node(self.parse.tree.heads[head], clause=False)
            return None if above is None or above[1] == head else ("modifier", above)
        label = phrase.site
        if label in ("oblique", "modifier"):
            label = phrase.prep if phrase.prep in PREPOSITIONS else "other"
        if label == "predicate" and head in self.parse.clauses:
            return label, (True, head)
        above = self._node(phrase.governor, clause=phrase.site in CLAUSAL)
        return None if above is None or above == (False, head) else (label, above)

    def _node(self, at: int, *, clause: bool) -> Node | None:
        """The clause or phrase that a token heads or stands in."""
        for _ in range(HIGHEST):
            if at < 0:
                return None
            if at in self.parse.clauses and (clause or at not in self.parse.phrases):
                return True, at
            if at in self.parse.phrases:
                return False, at
            above = self.parse.tree.heads[at]
            if above == at:
                return None
            at = above
        return None


def _named(up: list[str], down: list[str]) -> str:
    if len(up) > DEEPEST or len(down) > DEEPEST:
        return "far"
    return "^".join((*up, ".".join(reversed(down))))
