"""Role nouns: the longest that fits, its number, its complement."""

from __future__ import annotations

import pytest
from actor_trees import GENERAL, LEXICON, MILITANTS, STAFF, at
from hand_trees import parsed

from dateline.actors.role_nouns import is_title, role_at, role_with_complement


def test_a_role_is_found_by_its_singular() -> None:
    parse = parsed(MILITANTS)
    found = role_at(parse, at(parse, "militants"), LEXICON)
    assert found is not None
    assert (found[0].word, found[0].sector, found[1]) == ("militant", "REB", 1)


def test_a_complement_belongs_to_its_role() -> None:
    parse = parsed(STAFF)
    found = role_with_complement(parse, at(parse, "chief"), LEXICON)
    assert found is not None
    assert (found[0].word, found[1]) == ("chief of staff", 4)


@pytest.mark.parametrize(
    ("tree", "word"),
    [("By/ADP/IN/2/case force/NOUN/NN/0/root", "force"), ("A/DET/DT/2/det river/NOUN/NN/0/root", "river")],
)
def test_a_noun_of_the_wrong_number_or_of_no_list_is_no_role(tree: str, word: str) -> None:
    parse = parsed(tree)
    assert role_at(parse, at(parse, word), LEXICON) is None


def test_a_title_is_one_before_a_name() -> None:
    parse = parsed(GENERAL)
    assert is_title(parse, 0, LEXICON)
    assert not is_title(parse, 1, LEXICON)
