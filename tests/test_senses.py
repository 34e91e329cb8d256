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


def fit(one: Frame) -> float | None:
    return senses.fit(one, PARSE, classes(PARSE), LEXICON)


def choose(*frames: Frame, **certainties: Certainty) -> list[tuple[str, Certainty]]:
    """Ids of the chosen entries with their certainty, which is that given under the id, else plain fact."""
    chosen = senses.choose(
        frames, lambda one: certainties.get(one.entry.id, Certainty()), PARSE, classes(PARSE), LEXICON
    )
    assert all(one.score == fit(one) for one, _ in chosen)
    return [(one.entry.id, certainty) for one, certainty in chosen]


@pytest.mark.parametrize(
    "failing",
    [
        {"object": ["person"]}, {"no_object": ["place"]}, {"object_words": ["village"]}, {"no_object_words": ["town"]},
        {"needs": ["to:clause"]}, {"needs_any": ["to:clause", "quote"]},
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


def test_an_entry_may_stand_only_for_what_is_planned() -> None:
    only, plain = frame(id="only", when=["planned"], object=["place"]), frame(id="plain")
    planned = Certainty("planned")
    assert choose(plain, only) == [("plain", Certainty())]
    assert choose(plain, only, only=planned) == [("only", planned)]


def test_the_best_frame_of_a_trigger_stands_with_its_certainty() -> None:
    planned = Certainty("planned")
    assert choose(frame(id="plain"), frame(id="exact", object=["place"]), exact=planned) == [("exact", planned)]


def test_certainty_is_asked_of_what_is_chosen_alone() -> None:
    asked: list[str] = []

    def sure_of(one: Frame) -> Certainty:
        asked.append(one.entry.id)
        return Certainty()

    frames = frame(id="plain"), frame(id="exact", object=["place"]), frame(id="never", object=["person"])
    senses.choose(frames, sure_of, PARSE, classes(PARSE), LEXICON)
    assert asked == ["exact"]


def test_of_two_equal_frames_the_first_in_file_order_stands() -> None:
    assert choose(frame(id="a"), frame(id="b")) == [("a", Certainty())]


def test_a_word_of_a_longer_form_triggers_nothing_of_its_own() -> None:
    long = msgspec.structs.replace(frame(id="long"), match=Match((HEAD, OBJECT)))
    inner = msgspec.structs.replace(frame(id="inner"), head=OBJECT, match=Match((OBJECT,)))
    assert choose(long, inner) == [("long", Certainty())]


def test_negotiating_a_deal_is_no_event_beside_the_deal() -> None:
    verb = frame(id="negotiate", type="CONSULT", traits=msgspec.to_builtins(of_type("CONSULT")))
    deal = frame(id="deal", type="AGREE", traits=msgspec.to_builtins(of_type("AGREE")))
    deal = msgspec.structs.replace(deal, head=OBJECT, kind="noun", match=Match((OBJECT,)))
    assert choose(verb, deal) == [("deal", Certainty())]
