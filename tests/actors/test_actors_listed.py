"""Names of the lists in a text, and the entry they mean on a day."""

from __future__ import annotations

import pytest
from actor_trees import IRAQIS, LEXICON, TALIBAN, at
from hand_trees import parsed

from dateline.actors.listed import Listing, entry_of, find_listed


def test_listed_names_are_found_once_each() -> None:
    parse = parsed(TALIBAN, IRAQIS)
    assert [parse.quote(match.first, match.last) for match in find_listed(parse, LEXICON)] == [
        "Taliban",
        "Iraqis",
        "Syria",
    ]


def test_a_name_that_needs_capitals_is_no_lower_case_word() -> None:
    parse = parsed("They/PRON/PRP/2/nsubj saw/VERB/VBD/0/root us/PRON/PRP/2/obj")
    assert find_listed(parse, LEXICON) == ()
    assert Listing(parse, LEXICON).over(at(parse, "us")) is None


def test_an_acronym_counts_in_capitals_but_not_where_all_is() -> None:
    parse = parsed("WHO/PROPN/NNP/2/nsubj left/VERB/VBD/0/root Herat/PROPN/NNP/2/obj today/NOUN/NN/2/obl")
    shouted = parsed("WHO/PRON/WP/2/nsubj LEFT/VERB/VBD/0/root THE/DET/DT/4/det TOWN/NOUN/NN/2/obj")
    assert [match.first for match in find_listed(parse, LEXICON)] == [0]
    assert find_listed(shouted, LEXICON) == ()


@pytest.mark.parametrize(("day", "code"), [("2021-08-14", "AFG-REB"), ("2021-08-15", "AFG-GOV")])
def test_an_entry_is_the_one_of_the_day(day: str, code: str) -> None:
    entry = entry_of(LEXICON.forms["taliban"], day)
    assert entry is not None
    assert entry.code == code


def test_no_entry_is_valid_before_all_of_them() -> None:
    assert entry_of(LEXICON.forms["taliban"], "1900-01-01") is None
