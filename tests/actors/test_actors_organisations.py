"""Names of organisations that are on no list."""

from __future__ import annotations

from actor_trees import CORP, actor, cast_from, resolved

from dateline.actors.organisations import known_organisation
from dateline.actors.referents import GROUP, Referent


def test_the_word_of_its_kind_gives_the_code() -> None:
    assert actor(resolved(CORP), "Holm Corp.") == ("Holm Corp.", "BUS")


def test_a_body_is_known_by_its_name_with_or_without_that_word() -> None:
    cast = cast_from(CORP)
    body = Referent("", "Holm Corp.", "BUS", GROUP, name_words=("holm", "corp"), role_nouns={"corp."})
    cast.link(1, body, "test", 1.0)
    assert known_organisation(cast, ("holm", "corp")) is body
    assert known_organisation(cast, ("holm",)) is body
    assert known_organisation(cast, ("corp",)) is None
    assert known_organisation(cast, ()) is None


def test_without_such_a_word_it_may_be_no_actor() -> None:
    found = resolved("Tavik/PROPN/NNP/2/nsubj rose/VERB/VBD/0/root")
    assert actor(found, "Tavik") == ("Tavik", "")
    assert found["Tavik"].score == 0.6
