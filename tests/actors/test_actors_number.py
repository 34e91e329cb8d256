"""Singular and plural of nouns."""

from __future__ import annotations

import pytest
from actor_trees import at
from hand_trees import parsed

from dateline.actors.number import is_plural, singular


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("gunmen", "gunman"),
        ("parties", "party"),
        ("classes", "class"),
        ("police", "police"),
        ("crisis", "crisis"),
        ("troops", "troop"),
    ],
)
def test_the_singular_follows_the_ending_or_the_list(many: str, one: str) -> None:
    assert singular(many) == one


def test_number_is_told_by_tag_or_form() -> None:
    parse = parsed("Gunmen/NOUN/NNS/2/nsubj freed/VERB/VBD/0/root police/NOUN/NN/2/obj")
    assert is_plural(parse.tokens[at(parse, "Gunmen")])
    assert not is_plural(parse.tokens[at(parse, "police")])
