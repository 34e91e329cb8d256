"""What is known of the words of a document: mentions by head, classes of noun phrases, traits of entries."""

from __future__ import annotations

from trees import at, classes, parsed

from dateline.claims.values import Mentions
from dateline.lexicon.load import load
from dateline.lexicon.ontology import MODES, TYPES
from dateline.lexicon.traits import Traits, joined, of_type, table
from dateline.types import Actor, Interval, Mention, Resolution, Span

PARSE = parsed(
    "They/PRON/PRP/2/nsubj shelled/VERB/VBD/0/root/shell dozens/NOUN/NNS/2/obj/dozen of/ADP/IN/5/case villages/NOUN/NNS/3/nmod/village",
    "Blorb/PROPN/NNP/2/nsubj fled/VERB/VBD/0/root/flee Monday/PROPN/NNP/2/obl",
)


def test_a_noun_is_of_its_class_and_a_part_of_what_it_is_part_of() -> None:
    known = classes(PARSE)
    village = known.of(at(PARSE, "villages"))
    assert village is not None
    assert "place" in village
    assert "place" in (known.of(at(PARSE, "dozens")) or ())


def test_a_pronoun_may_be_any_party_and_is_known_for_none() -> None:
    known, they = classes(PARSE), at(PARSE, "They")
    assert known.fits(they, ("police",), ())
    assert not known.fits(they, ("weapon",), ())
    assert known.fits(they, (), ("police",))
    assert known.knows(they, ("actor",))
    assert not known.knows(they, ("police",))


def test_an_unknown_name_fits_everything() -> None:
    known, name = classes(PARSE), at(PARSE, "Blorb")
    assert known.of(name) is None
    assert known.fits(name, ("weapon",), ("person",))
    assert not known.knows(name, ("weapon",))


def test_the_sector_of_a_resolved_actor_tells_its_class() -> None:
    head = at(PARSE, "Blorb")
    found = Resolution(Mention("actor", Span(0, 1), "Blorb", "test", head), Actor("group.x", "Blorb", "NOR-REB"), 1.0)
    assert "rebel" in (classes(PARSE, Mentions.of(PARSE, (found,))).of(head) or ())


def test_mentions_are_kept_by_head_the_resolved_one_first() -> None:
    head = at(PARSE, "Blorb")
    vague = Resolution(Mention("actor", Span(0, 1), "x", "test", head), None)
    sure = Resolution(Mention("actor", Span(0, 1), "x", "test", head), Actor("a", "A", ""), 1.0)
    assert Mentions.of(PARSE, (vague, sure)).actors == {head: sure}
    assert Mentions.of(PARSE, (sure, vague)).actors == {head: sure}


def test_tokens_inside_a_time_expression() -> None:
    token = PARSE.tokens[at(PARSE, "Monday")]
    monday = Resolution(
        Mention("time", Span(token.start, token.end), "Monday", "test", token.i),
        Interval("2021-08-09", "2021-08-09", "day"),
        1.0,
    )
    mentions = Mentions.of(PARSE, times=(monday,))
    assert [t.text for t in PARSE.tokens if mentions.in_time(t.i)] == ["Monday"]


def test_an_entry_has_the_traits_of_its_type_its_modes_and_its_own() -> None:
    assert joined("COERCE", ("arrest",), Traits()).count == "arrested"
    assert joined("COERCE", ("arrest",), Traits(count="killed")).count == "killed"
    assert joined("COERCE", (), Traits(violent=True)).no_ground
    assert of_type("NONE") == Traits()


def test_loaded_entries_carry_the_traits_of_their_type() -> None:
    for entry in load().events:
        told = of_type(entry.type)
        assert all(getattr(entry.traits, name) for name in Traits.__struct_fields__ if getattr(told, name)), entry.id


def test_every_mode_and_type_of_the_table_is_one_of_plover() -> None:
    assert table().types.keys() == set(TYPES)
    assert table().modes.keys() <= {mode for modes in MODES.values() for mode in modes}
