"""Where an event was, when the rules of the slots find no place in its own words: every place mentioned near it is scored by
learned, named signs against none at all.

What the rules found stands, and so do the sides and the time that they chose: weights learned for those did not hold on kinds of
text that they were not learned from (docs/accuracy.md has the table).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.claims.attachment import candidates, signs
from dateline.claims.attachment.candidates import Candidate
from dateline.claims.attachment.signs import Asked
from dateline.claims.merge import Group
from dateline.claims.values import Draft, Mentions
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import ATTACHMENT as WEIGHTS
from dateline.text.parse import Parse
from dateline.text.ways import Ways
from dateline.types import Span, Step

SHOWN = 3  # signs and rivals that a decision keeps


class Surroundings(NamedTuple):
    """What the events of a document share: the ways between its words, the spans of the places that the rules gave to events
    (with sentence and type of these), the heads of their mentions."""

    ways: Ways
    used: dict[Span, frozenset[tuple[int, str]]]
    events: frozenset[int]


class Ranked(NamedTuple):
    """A candidate (None: nothing) with its score and signs."""

    score: float
    one: Candidate | None
    signs: list[str]


def surroundings(groups: Iterable[Group], parse: Parse) -> Surroundings:
    """The surroundings that these events share."""
    used: dict[Span, frozenset[tuple[int, str]]] = {}
    drafts = [d for group in groups for d in group.drafts]
    for d in drafts:
        for where in d.place:
            used[where.span] = used.get(where.span, frozenset()) | {(parse.tokens[d.frame.head].sent, d.type)}
    return Surroundings(Ways(parse), used, frozenset(d.frame.head for d in drafts))


def place(
    one: Draft, near: Surroundings, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[int, tuple[Step, ...]]:
    """Head of the place chosen, -1 for none, and the step that says why; no step where nothing was to choose from."""
    ranked = rank(one, near, parse, mentions, lexicon)
    if len(ranked) == 1:
        return -1, ()
    best, reason = ranked[0].one, _reason(ranked, WEIGHTS.signs)
    if best is None:
        return -1, (Step("place", "", reason=reason),)
    return best.head, (Step("place", best.resolution.mention.rule, best.resolution.mention.text, best.span, reason),)


def _reason(ranked: list[Ranked], weights: Mapping[str, float]) -> str:
    """The score, the signs that say most, the next best."""
    names = dict.fromkeys(name for name in ranked[0].signs if name in weights)
    strongest = sorted(names, key=lambda name: (-abs(weights[name]), name))[:SHOWN]
    strong = ", ".join(f"{name} {weights[name]:+.2f}" for name in strongest)
    rivals = ", ".join(f"{_words(one.one)} {one.score:.2f}" for one in ranked[1 : SHOWN + 1])
    return f"{_words(ranked[0].one)} {ranked[0].score:.2f} ({strong}) before {rivals}"


def _words(one: Candidate | None) -> str:
    return one.resolution.mention.text if one else "none"


def rank(one: Draft, near: Surroundings, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> list[Ranked]:
    """Every candidate for the place of an event, and none, the best first; none goes before its equals."""
    weights = WEIGHTS.signs
    found = [
        (round(total(names, weights) - (WEIGHTS.caution if candidate else 0.0), 4), candidate, names)
        for candidate, names in seen(one, near, parse, mentions, lexicon)
    ]
    return [Ranked(*row) for row in sorted(found, key=lambda row: (-row[0], row[1].head if row[1] else -1))]


def seen(
    one: Draft, near: Surroundings, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> list[tuple[Candidate | None, list[str]]]:
    """Every candidate with its signs, None for none of them."""
    asked = Asked(one, near.used, near.events - {one.frame.head})
    found = candidates.around(one, parse, mentions)
    told = [(c, signs.of_candidate(c, found, asked, near.ways, parse, mentions, lexicon)) for c in found]
    return [(None, signs.of_none(found, asked, parse, lexicon)), *told]


def total(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """The sum of the weights of what is seen."""
    return sum(weights.get(name, 0.0) for name in names)
