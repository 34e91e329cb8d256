"""How words of a headline are written where they are a name, and that everyday words are none."""

from __future__ import annotations

import pytest
from actor_trees import LEXICON

from dateline import places
from dateline.actors.spelling import spelled

GAZETTEER = places.load()


@pytest.mark.parametrize(
    ("words", "name"),
    [("boko haram", "Boko Haram"), ("BOKO HARAM", "Boko Haram"), ("nigeria", "Nigeria"), ("new york", "New York")],
)
def test_names_are_written_as_names(words: str, name: str) -> None:
    found = spelled(words, LEXICON, GAZETTEER)
    assert found is not None and found.startswith(name)


@pytest.mark.parametrize("words", ["soldiers", "attack", "hostages", "army"])
def test_words_for_people_and_deeds_are_no_names(words: str) -> None:
    assert spelled(words, LEXICON, GAZETTEER) is None
