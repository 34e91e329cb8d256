"""Who says things: sources, those whom they tell of, and who speaks on."""

from __future__ import annotations

from actor_trees import ANNA, SAID, at, cast_from

from dateline.actors.sources import goes_on, is_gendered, is_source, is_told

TOLD = "Anna/PROPN/NNP/3/nsubj Holm/PROPN/NNP/1/flat said=say/VERB/VBD/0/root guards=guard/NOUN/NNS/5/nsubj fled/VERB/VBD/3/ccomp"
SHE_SAID = "She/PRON/PRP/2/nsubj said=say/VERB/VBD/0/root so/ADV/RB/2/advmod"


def test_the_subject_of_a_verb_of_speech_is_a_source() -> None:
    cast = cast_from(TOLD)
    assert is_source(cast, at(cast.parse, "Anna"))
    assert not is_source(cast, at(cast.parse, "guards"))
    arrived = cast_from(ANNA)
    assert not is_source(arrived, at(arrived.parse, "Anna"))


def test_who_acts_in_what_is_said_is_told_of() -> None:
    cast = cast_from(TOLD)
    assert is_told(cast, at(cast.parse, "guards"))
    assert not is_told(cast, at(cast.parse, "Anna"))


def test_she_speaks_on_and_they_do_not() -> None:
    cast = cast_from(SAID, SHE_SAID)
    anna, she = at(cast.parse, "Anna"), at(cast.parse, "She")
    assert goes_on(cast, anna, she, "she")
    assert not goes_on(cast, anna, she, "they")


def test_he_and_she_tell_a_gender() -> None:
    assert is_gendered("she") and is_gendered("his")
    assert not is_gendered("they") and not is_gendered("it")
