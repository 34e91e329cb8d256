"""Coreference of descriptions: to whom a description refers."""

from __future__ import annotations

import pytest
from actor_trees import AN_ENVOY, ANNA, COMPANY, CORP, ENVOY, FIGHTERS, MILITANTS, SAID, TALIBAN, actor, resolved


def test_an_apposition_is_its_name() -> None:
    found = resolved(ANNA)["the Norwegian envoy"]
    assert (found.value.name, found.reason) == ("Anna Holm", "it stands beside Anna Holm")  # type: ignore[union-attr]


def test_a_definite_role_goes_back_to_the_person_of_that_role() -> None:
    assert actor(resolved(ANNA, ENVOY), "The envoy") == ("Anna Holm", "NOR-GOV")


@pytest.mark.parametrize(("trees", "words"), [((ANNA, AN_ENVOY), "An envoy"), ((SAID, ENVOY), "The envoy")])
def test_an_indefinite_role_or_one_that_nobody_has_is_somebody_new(trees: tuple[str, ...], words: str) -> None:
    found = actor(resolved(*trees), words)
    assert found is not None
    assert found[0] == "envoy"


def test_the_militants_are_the_one_armed_group_of_the_text() -> None:
    assert actor(resolved(TALIBAN, MILITANTS), "The militants") == ("Taliban", "AFG-REB")
    assert actor(resolved(TALIBAN, FIGHTERS, MILITANTS), "The militants") != ("Taliban", "AFG-REB")


def test_the_company_is_the_one_named_last() -> None:
    assert actor(resolved(CORP, COMPANY), "The company") == ("Holm Corp.", "BUS")


def test_men_of_a_group_are_the_group() -> None:
    assert actor(resolved(FIGHTERS), "Hezbollah fighters") == ("Hezbollah", "LBN-REB")
