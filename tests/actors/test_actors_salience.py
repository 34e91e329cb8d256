"""How present somebody is: the subject of the last sentence before what it names on the way."""

from __future__ import annotations

from actor_trees import at, cast_from, resolved

from dateline.actors.referents import GROUP, Referent
from dateline.actors.salience import most_salient

FIRST = "Hamas/PROPN/NNP/2/nsubj met/VERB/VBD/0/root Hezbollah/PROPN/NNP/2/obj"
GROUP_LEFT = "The/DET/DT/2/det group/NOUN/NN/3/nsubj left/VERB/VBD/0/root"
NEXT = "Hezbollah/PROPN/NNP/2/nsubj agreed/VERB/VBD/0/root"


def test_the_subject_is_more_present_than_the_object_named_after_it() -> None:
    found = resolved(FIRST, GROUP_LEFT)["The group"]
    assert found.value is not None and found.value.name == "Hamas"


def test_the_sentence_before_is_more_present_than_those_further_back() -> None:
    found = resolved(FIRST, NEXT, GROUP_LEFT)["The group"]
    assert found.value is not None and found.value.name == "Hezbollah"


def test_of_nobody_named_before_there_is_none() -> None:
    cast = cast_from(FIRST, GROUP_LEFT)
    later = Referent("", "A", "REB", GROUP, mentions=[(1, at(cast.parse, "left"), "subject")])
    assert most_salient(cast, [later], at(cast.parse, "group")) is None
    assert most_salient(cast, [], at(cast.parse, "group")) is None
