"""The cast of a text."""

from __future__ import annotations

from actor_trees import ANNA, SAID, TALIBAN, at, cast_from

from dateline.actors.referents import GROUP, Referent


def test_a_new_cast_knows_the_listed_names_and_nobody_else() -> None:
    cast = cast_from(TALIBAN)
    assert cast.referents == []
    assert cast.forms == {("group.taliban", "Taliban", "group"): ["Taliban"]}
    assert list(cast.matched) == [at(cast.parse, "Taliban")]


def test_a_link_is_noted_with_its_reason_and_where_it_stands() -> None:
    cast = cast_from(TALIBAN)
    who = Referent("", "x", "", GROUP)
    cast.link(1, who, "because", 0.5)
    cast.link(4, who, "because", 0.5)
    assert cast.referents == [who]
    assert (cast.by_head[4], cast.reasons[4]) == (who, ("because", 0.5))
    assert who.mentions == [(0, 1, "subject"), (0, 4, "object")]


def test_verbs_of_speech_make_speakers() -> None:
    assert cast_from(ANNA).speech_clauses == ()
    assert [clause.lemma for clause in cast_from(ANNA, SAID).speech_clauses] == ["say"]


def test_an_outlet_on_the_lists_is_the_issuer() -> None:
    assert cast_from(TALIBAN, outlet="US State Department").issuer is not None
    assert cast_from(TALIBAN, outlet="Tavo Gazette").issuer is None
