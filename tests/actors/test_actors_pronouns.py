"""Coreference of pronouns: agreement, recency, relative clauses."""

from __future__ import annotations

from actor_trees import ANNA, COMPANY, CORP, HE, RELATIVE, SHE, TALIBAN, actor, resolved


def test_a_pronoun_goes_back_to_what_agrees() -> None:
    assert actor(resolved(ANNA, SHE), "She") == ("Anna Holm", "NOR-GOV")
    sued = "Police/NOUN/NNS/2/nsubj sued/VERB/VBD/0/root it/PRON/PRP/2/obj"
    assert actor(resolved(CORP, sued), "it") == ("Holm Corp.", "BUS")


def test_who_acts_in_its_clause_is_not_meant_however_he_is_called() -> None:
    assert actor(resolved(CORP, COMPANY), "it") is None


def test_gender_and_kind_must_agree() -> None:
    assert actor(resolved(ANNA, HE), "He") is None
    assert actor(resolved(TALIBAN, SHE), "She") is None


def test_nobody_is_made_up() -> None:
    found = resolved(SHE)["She"]
    assert (found.value, found.reason) == (None, "nothing in the text says who")


def test_an_antecedent_lies_at_most_three_sentences_back() -> None:
    rain = "Rain/NOUN/NN/2/nsubj fell/VERB/VBD/0/root"
    assert actor(resolved(ANNA, rain, rain, SHE), "She") == ("Anna Holm", "NOR-GOV")
    assert actor(resolved(ANNA, rain, rain, rain, SHE), "She") is None


def test_a_relative_pronoun_is_the_noun_of_its_clause() -> None:
    assert actor(resolved(RELATIVE), "who") == actor(resolved(RELATIVE), "Soldiers")
