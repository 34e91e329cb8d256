"""Several who stand side by side, as one that a pronoun can go back to."""

from __future__ import annotations

from actor_trees import actor, resolved

from dateline.actors.together import name_of

PAIR = "Soldiers/NOUN/NNS/4/nsubj and/CCONJ/CC/3/cc villagers/NOUN/NNS/1/conj fled/VERB/VBD/0/root"
THEY = "They/PRON/PRP/2/nsubj rested/VERB/VBD/0/root"
IT = "Police/NOUN/NNS/2/nsubj freed/VERB/VBD/0/root it/PRON/PRP/2/obj"


def test_names_together() -> None:
    assert name_of(["A", "B", "C"]) == "A, B and C"
    assert name_of(["A"]) == "A"
    assert name_of([]) == ""


def test_they_are_both() -> None:
    found = actor(resolved(PAIR, THEY), "They")
    assert found is not None
    assert found[0] == "Soldiers and villagers"


def test_it_is_not_both() -> None:
    assert actor(resolved(PAIR, IT), "it") is None
