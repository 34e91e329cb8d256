"""Who "we" and "I" are."""

from __future__ import annotations

from actor_trees import ANNA, SAID, WE, actor, resolved

I_LEFT = "I/PRON/PRP/2/nsubj left/VERB/VBD/0/root"


def test_we_in_a_release_is_who_issued_it() -> None:
    assert actor(resolved(WE, outlet="US State Department"), "We") == ("US State Department", "USA-GOV")
    assert actor(resolved(WE, outlet="Tavo Gazette"), "We") is None


def test_i_is_the_speaker_nearby() -> None:
    assert actor(resolved(SAID, I_LEFT), "I") == ("Anna Holm", "")


def test_we_is_what_the_speaker_speaks_for() -> None:
    said = SAID.replace("so/ADV/RB/3/advmod", "it/PRON/PRP/3/obj")
    found = actor(resolved(ANNA, said, WE), "We")
    assert found is not None
    assert found[1] == "NOR-GOV"


def test_i_is_the_only_person_for_want_of_a_speaker() -> None:
    assert actor(resolved(ANNA, I_LEFT), "I") == ("Anna Holm", "NOR-GOV")
    assert actor(resolved(I_LEFT), "I") is None
