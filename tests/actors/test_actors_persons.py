"""Names of persons."""

from __future__ import annotations

import pytest
from actor_trees import ANNA, GENERAL, SAID, actor, resolved

from dateline.actors.persons import learn, same_person
from dateline.actors.referents import PERSON, Referent

HOLM = "Holm/PROPN/NNP/2/nsubj left/VERB/VBD/0/root"


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        (("holm",), ("anna", "holm"), True),
        (("anna",), ("anna", "holm"), True),
        (("anna", "berg"), ("anna", "holm"), False),
        ((), ("anna", "holm"), False),
    ],
)
def test_a_short_name_is_the_end_or_the_first_word_of_a_full_one(
    short: tuple[str, ...], full: tuple[str, ...], same: bool
) -> None:
    assert same_person(short, full) is same
    assert same_person(full, short) is same


def test_a_surname_goes_with_the_full_name_before() -> None:
    found = resolved(ANNA, HOLM)
    assert actor(found, "Holm") == ("Anna Holm", "NOR-GOV")
    assert found["Holm"].reason == "short for Anna Holm"


def test_a_title_gives_the_code() -> None:
    assert actor(resolved(GENERAL), "General Vesh") == ("Vesh", "MIL")


def test_a_name_of_which_nothing_is_said_has_no_code() -> None:
    assert actor(resolved(SAID), "Anna Holm") == ("Anna Holm", "")


def test_nothing_is_learnt_from_no_description() -> None:
    who = Referent("", "Anna Holm", "", PERSON)
    learn(who, None)
    assert who == Referent("", "Anna Holm", "", PERSON)
