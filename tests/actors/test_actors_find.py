"""Mentions of actors: one a noun phrase, each with its use."""

from __future__ import annotations

import pytest
from actor_trees import AIRSTRIKES, ANNA, COALITION, FIGHTERS, IRAQIS, LEXICON, SHE, STAFF, THOUSANDS, TURKS
from hand_trees import parsed

from dateline.actors.find import find

CASES = [
    (FIGHTERS, [("Hezbollah fighters", "description")]),
    (ANNA, [("Anna Holm", "name"), ("the Norwegian envoy", "description")]),
    (SHE, [("She", "pronoun"), ("villagers", "description")]),
    (AIRSTRIKES, [("Afghan", "modifier")]),
    (COALITION, [("coalition", "modifier")]),
    (IRAQIS, [("Five Iraqis", "description")]),  # Syria is where they are held
    (TURKS, [("The Turks", "description")]),
    (STAFF, [("The chief of staff", "description"), ("farmers", "description")]),  # "staff" is part of the role
    (THOUSANDS, [("Thousands of guerrillas", "description"), ("guerrillas", "description")]),
    ("Floods/NOUN/NNS/2/nsubj hit/VERB/VBD/0/root in/ADP/IN/4/case June/PROPN/NNP/2/obl", []),
]


@pytest.mark.parametrize(("tree", "mentions"), CASES)
def test_mentions(tree: str, mentions: list[tuple[str, str]]) -> None:
    parse = parsed(tree)
    found = find(parse, LEXICON, None)
    assert [(one.text, one.use) for one in found] == mentions
    assert all(parse.text[one.span.start : one.span.end] == one.text for one in found)
