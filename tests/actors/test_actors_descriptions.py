"""Descriptions without an antecedent: their own words."""

from __future__ import annotations

import pytest
from actor_trees import COALITION, POLICE, THOUSANDS, actor, resolved

FIVE = "Five/NUM/CD/4/nsubj of/ADP/IN/3/case rebels=rebel/NOUN/NNS/1/nmod fled/VERB/VBD/0/root"


@pytest.mark.parametrize(
    ("tree", "words", "name"),
    [
        (POLICE, "two smugglers", "two smugglers"),
        (THOUSANDS, "Thousands of guerrillas", "guerrillas"),
        ("Some/DET/DT/2/det villagers=villager/NOUN/NNS/3/nsubj fled/VERB/VBD/0/root", "Some villagers", "villagers"),
        ("All/DET/DT/2/det villagers=villager/NOUN/NNS/3/nsubj fled/VERB/VBD/0/root", "All villagers", "All villagers"),
    ],
)
def test_the_name_is_the_phrase_without_articles_and_qualifiers(tree: str, words: str, name: str) -> None:
    found = actor(resolved(tree), words)
    assert found is not None
    assert found[0] == name


def test_a_bare_number_is_part_of_what_it_counts() -> None:
    found = resolved(FIVE)
    words = next(text for text in found if text.startswith("Five"))
    assert actor(found, words) is not None
    assert actor(found, words)[1] == "REB"  # type: ignore[index]


def test_a_force_before_a_noun_is_an_actor() -> None:
    assert actor(resolved(COALITION), "coalition") == ("coalition", "MIL")
