"""The classes of a phrase's head, for the frames of the event lexicon."""

from __future__ import annotations

import pytest
from actor_trees import ANNA, FIGHTERS, LEXICON, MILITANTS, SHE, THOUSANDS, at
from hand_trees import parsed

from dateline.actors.classes import classes_of

CASES = [
    (MILITANTS, "militants", {"actor", "force", "member"}),
    (SHE, "She", {"actor", "person"}),
    (SHE, "villagers", {"actor", "person", "civilian"}),
    (ANNA, "Anna", {"actor", "person"}),
    (FIGHTERS, "rivers", set()),
    (THOUSANDS, "Thousands", {"actor", "force", "member"}),
]


@pytest.mark.parametrize(("tree", "word", "classes"), CASES)
def test_classes(tree: str, word: str, classes: set[str]) -> None:
    parse = parsed(tree)
    assert classes_of(at(parse, word), parse, LEXICON) == classes


def test_a_bare_number_is_people_as_an_argument_only() -> None:
    parse = parsed(
        "Rebels/NOUN/NNS/2/nsubj killed/VERB/VBD/0/root twelve/NUM/CD/2/obj at/ADP/IN/5/case nine/NUM/CD/2/obl"
    )
    assert classes_of(at(parse, "twelve"), parse, LEXICON) == {"actor", "person"}
    assert classes_of(at(parse, "nine"), parse, LEXICON) == set()
