"""The choice of a sense from frames made by hand: constraints rule out, weights decide, one frame a trigger."""

from __future__ import annotations

import msgspec
import pytest
from trees import at, classes, parsed

from dateline.claims import senses
from dateline.claims.values import Certainty, Frame, Match
from dateline.lexicon.entries import Event
from dateline.lexicon.load import load
from dateline.lexicon.traits import of_type
from dateline.lexicon.weights import SENSES

LEXICON = load()
PARSE = parsed("Rebels/NOUN/NNS/2/nsubj/rebel captured/VERB/VBD/0/root/capture the/DET/DT/4/det town/NOUN/NN/2/obj")
SUBJECT, HEAD, OBJECT = at(PARSE, "Rebels"), at(PARSE, "captured"), at(PARSE, "town")
FILLERS = {"subject": (SUBJECT,), "object": (OBJECT,), "to:clause": (), "that:clause": (), "quote": ()}


def frame(**fields: object) -> Frame:
    entry = msgspec.convert({"id": "x", "type": "ASSAULT", **fields}, Event)
    return Frame(entry, HEAD, "verb", Match((HEAD,)), HEAD, fillers=dict(FILLERS))


def fit(one: Frame, certainty: Certainty = Certainty()) -> float | None:  # noqa: B008 - a frozen value
    return senses.fit(one, certainty, PARSE, classes(PARSE), LEXICON)


@pytest.mark.parametrize(
    "failing",
    [
        {"object": ["person"]}, {"no_object": ["place"]}, {"object_words": ["village"]}, {"no_object_words": ["town"]},
        {"needs": ["to:clause"]}, {"needs_any": ["to:clause", "quote"]}, {"when": ["planned"]},
    ],
)  # fmt: skip
def test_a_constraint_that_fails_rules_the_entry_out(failing: dict[str, list[str]]) -> None:
    assert fit(frame(**failing)) is None


def test_a_constraint_that_holds_adds_its_weight() -> None:
    bare = fit(frame())
    assert bare is not None
    assert fit(frame(object=["place"])) == bare + SENSES.wanted
    assert fit(frame(no_object=["person"])) == bare + SENSES.refused
    assert fit(frame(needs=["object"])) == bare + SENSES.need
    assert fit(frame(presumes=True)) == bare + SENSES.presumes


def test_certainty_comes_before_the_sense() -> None:
    assert fit(frame(when=["planned"]), Certainty("planned")) is not None


def test_the_best_frame_of_a_trigger_stands_with_its_certainty() -> None:
    plain, exact = frame(id="plain"), frame(id="exact", object=["place"])
    sure, planned = Certainty(), Certainty("planned")
    chosen = senses.choose([(plain, sure), (exact, planned)], PARSE, classes(PARSE), LEXICON)
    assert [(f.entry.id, c) for f, c in chosen] == [("exact", planned)]
    assert chosen[0][0].score == fit(exact)


def test_of_two_equal_frames_the_first_in_file_order_stands() -> None:
    chosen = senses.choose([(frame(id="a"), Certainty()), (frame(id="b"), Certainty())], PARSE, classes(PARSE), LEXICON)
    assert [f.entry.id for f, _ in chosen] == ["a"]


def test_a_word_of_a_longer_form_triggers_nothing_of_its_own() -> None:
    long = msgspec.structs.replace(frame(id="long"), match=Match((HEAD, OBJECT)))
    inner = msgspec.structs.replace(frame(id="inner"), head=OBJECT, match=Match((OBJECT,)))
    chosen = senses.choose([(long, Certainty()), (inner, Certainty())], PARSE, classes(PARSE), LEXICON)
    assert [f.entry.id for f, _ in chosen] == ["long"]


def test_negotiating_a_deal_is_no_event_beside_the_deal() -> None:
    verb = frame(id="negotiate", type="CONSULT", traits=msgspec.to_builtins(of_type("CONSULT")))
    deal = frame(id="deal", type="AGREE", traits=msgspec.to_builtins(of_type("AGREE")))
    deal = msgspec.structs.replace(deal, head=OBJECT, kind="noun", match=Match((OBJECT,)))
    chosen = senses.choose([(verb, Certainty()), (deal, Certainty())], PARSE, classes(PARSE), LEXICON)
    assert [f.entry.id for f, _ in chosen] == ["deal"]
