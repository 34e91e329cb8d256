"""Proper names inside phrases."""

from __future__ import annotations

from actor_trees import ANNA, GENERAL, LEXICON, at
from hand_trees import parsed

from dateline.actors.proper_names import bare_phrase, in_capitals, is_name_word, is_person, name_in


def test_titles_stand_before_the_name() -> None:
    parse = parsed(GENERAL)
    name = name_in(parse, parse.phrases[at(parse, "Vesh")], LEXICON)
    assert name is not None
    assert (name.first, name.last, name.titles) == (1, 2, (0,))
    assert is_person(parse, name, LEXICON)


def test_a_common_noun_is_no_name() -> None:
    parse = parsed(ANNA)
    assert name_in(parse, parse.phrases[at(parse, "envoy")], LEXICON) is None


def test_a_month_is_no_name_word() -> None:
    parse = parsed("May/PROPN/NNP/0/root March/PROPN/NNP/1/flat")
    assert [is_name_word(t) for t in parse.tokens] == [True, False]


def test_a_sentence_in_capitals_shows_nothing_by_them() -> None:
    parse = parsed("US/PROPN/NNP/2/nsubj HITS/VERB/VBZ/0/root REBEL/NOUN/NN/4/compound BASES/NOUN/NNS/2/obj")
    assert in_capitals(parse, 0)
    assert not in_capitals(parsed(ANNA), 0)


def test_a_name_without_a_phrase_gets_one_of_its_capitals() -> None:
    phrase = bare_phrase(parsed(ANNA), 1, LEXICON)
    assert (phrase.first, phrase.last) == (0, 2)
