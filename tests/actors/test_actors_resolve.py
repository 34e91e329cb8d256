"""The whole: one resolution a mention, in their order."""

from __future__ import annotations

from actor_trees import ANNA, DAY, LEXICON, SHE, TALIBAN
from hand_trees import parsed

from dateline.actors import find, resolve


def test_every_mention_has_one_resolution_in_order() -> None:
    parse = parsed(ANNA, SHE, TALIBAN)
    mentions = find(parse, LEXICON, DAY)
    assert tuple(one.mention for one in resolve(mentions, parse, LEXICON, DAY)) == mentions


def test_an_abstention_has_a_reason_and_no_score() -> None:
    parse = parsed(SHE)
    (she, _) = resolve(find(parse, LEXICON, DAY), parse, LEXICON, DAY)
    assert (she.value, she.score, bool(she.reason)) == (None, 0.0, True)
