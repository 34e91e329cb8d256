"""What the parser says of events: asked by tokens of the whole text, followed where it is sure, and not needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

import dateline
from dateline.claims import telling
from dateline.claims.frames import learned
from dateline.lexicon import weights
from dateline.read import Reader
from dateline.text import asides, parse
from dateline.text.pipelines import pipeline
from dateline.text.told import NONE, UNKNOWN, Told

pytest.importorskip("dateline_en")
from dateline_en.events import EVENTS, Events

sys.path.insert(0, str(Path(__file__).parent.parent / "models" / "dateline-en" / "training"))
import claims as rows_of  # type: ignore[import-not-found]

LABELS = {
    "event": ["O", "AID", "ASSAULT"],
    "modality": ["actual", "planned"],
    "polarity": ["+", "-"],
    "historical": ["False", "True"],
}
TEXT = "Bandits ransacked the clinic. Nurses fled."


def events(words: int, told: dict[int, tuple[str, float]], pair: dict[int, int] | None = None) -> Events:
    """So many words, of which some tell an event with a score; ``pair``: what a word is to any event (1 actor, 2 recipient, 3 voice)."""
    scores = np.zeros((words, 9), np.float32)
    scores[:, 0] = 5.0
    for at, (kind, score) in told.items():
        scores[at, LABELS["event"].index(kind)] = score
    vectors = np.zeros((words, 8), np.float32)
    role = np.zeros((4, 5, 5), np.float32)
    for which in (1, 2, 3):
        role[which, 4, which] = 20.0  # the last is the constant of the trigger
    role[0, 4, 4] = 5.0
    for at, which in (pair or {}).items():
        vectors[at, 4 + which] = 1.0
    return Events(LABELS, role, scores, vectors, np.zeros(words, np.intp))


def test_triggers_are_counted_in_the_whole_text() -> None:
    told = Told(((0, events(3, {})), (3, events(4, {1: ("ASSAULT", 12.0)}))))
    assert [(at, kind) for at, kind, _ in told.triggers(0.5)] == [(4, "ASSAULT")]
    assert told.share(4, "ASSAULT") > 0.99
    assert told.share(0, NONE) > 0.9


def test_roles_are_known_within_a_piece_alone() -> None:
    told = Told(((0, events(3, {}, {2: 1})), (3, events(4, {1: ("AID", 9.0)}, {0: 1, 3: 2}))))
    found = told.roles(4, (3, 6, 2, 5))
    assert found[0].actor > 0.9
    assert found[1].recipient > 0.9
    assert found[2] == UNKNOWN
    assert found[3].none > 0.9


def test_roles_asked_word_by_word_are_those_asked_at_once() -> None:
    pieces = ((0, events(3, {}, {2: 1})), (3, events(4, {1: ("AID", 9.0)}, {0: 1, 3: 2})))
    once, told = Told(pieces).roles(4, (3, 6, 2, 5)), Told(pieces)
    assert told.roles(4, (6,)) == once[1:2]
    assert told.roles(4, (5, 6, 2)) == (once[3], once[1], once[2])
    assert told.roles(4, (3, 6, 2, 5)) == once


def test_words_seen_apart_have_no_part_in_an_event() -> None:
    one = events(4, {0: ("AID", 9.0)}, {1: 1, 3: 1})
    one.window = np.array([0, 0, 2, 2])
    assert one.roles(0, [1])[0, 1] > 0.9
    assert one.roles(0, [3])[0].tolist() == [1.0, 0.0, 0.0, 0.0]


def test_two_words_tell_one_claim_whichever_stands_first() -> None:
    same = np.zeros((3, 3), np.float32)
    same[0, 0], same[2, 2] = 8.0, -4.0  # those alike in the first number; else rather two
    one, other = events(2, {0: ("AID", 9.0)}), events(2, {1: ("AID", 9.0)})
    for found in (one, other):
        found._same = same
        found._pair = np.concatenate([found._pair, np.zeros((2, 2), np.float32)], axis=1)
    one._pair[0, 8], other._pair[1, 8] = 1.0, 1.0
    other.window = np.array([0, 3])
    told = Told(((0, one), (2, other)))
    (alike, together), (other_way, _) = told.same(0, 3), told.same(3, 0)
    assert alike == other_way
    assert alike is not None
    assert alike > 0.9
    assert not together
    apart = told.same(0, 2)
    assert apart[0] is not None
    assert (apart[0] < 0.1, apart[1]) == (True, True)
    assert one.roles(0, [1])[0, 0] > 0.9  # roles are read from the numbers before


def test_a_parser_that_was_not_taught_which_claims_are_one_says_nothing() -> None:
    told = Told(((0, events(2, {0: ("AID", 9.0)})),))
    assert told.same(0, 1) == (None, True)


def test_paragraphs_of_a_dispatch_are_seen_together() -> None:
    reader = Reader()
    document = dateline.text.intake.read_text("Rebels took Bria.\n\nThe attack killed two men.", id="x")
    found = parse.parse(dateline.text.intake.blocked(document, ()), reader.nlp)
    words = {t.text: t.i for t in found.tokens}
    assert found.told.same(words["took"], words["attack"])[1]
    assert {found.tokens[s.first].text for s in found.sentences} == {"Rebels", "The"}


def test_what_is_said_of_how_sure_an_event_is_are_shares() -> None:
    said = events(2, {1: ("AID", 9.0)}).mark(1, "modality")
    assert said == {"actual": 0.5, "planned": 0.5}  # nothing speaks for either


def test_words_put_back_tell_nothing() -> None:
    moved = events(2, {1: ("AID", 9.0)}).taken([0, -1, 1])
    assert moved.types[1].tolist() == [1.0, 0.0, 0.0]
    assert moved.types[2, 1] > 0.9
    assert moved.window.tolist() == [0, -1, 0]


def test_events_keep_their_words_beside_asides() -> None:
    nlp: Any = pipeline()
    text = "The Front for Kesh (FFK) shelled two (2) posts."
    read, cuts = asides.apart(text)
    doc = nlp(read)
    places = asides.places(doc, text, cuts)
    whole = asides.restored(doc, text, cuts)
    assert [t.text for t, of in zip(whole, places, strict=True) if of < 0] == ["(", "FFK", ")", "(", "2", ")"]
    assert [doc[of].text for of in places if of >= 0] == [
        t.text for t, of in zip(whole, places, strict=True) if of >= 0
    ]


def test_a_document_with_events_can_be_sent_on() -> None:
    nlp: Any = pipeline()
    doc = nlp(TEXT)
    again = type(doc)(nlp.vocab).from_bytes(doc.to_bytes())
    assert np.array_equal(again.user_data[EVENTS]["told"], doc.user_data[EVENTS]["told"])


class Taught:
    """Our pipeline, with other words of events."""

    def __init__(self, said: Any) -> None:
        self._nlp: Any = pipeline()
        self._said = said

    def get_pipe(self, name: str) -> Any:
        return self if name == "parser" else self._nlp.get_pipe(name)

    def events(self, doc: Any) -> Any:
        return self._said(doc)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._nlp, name)

    def __call__(self, text: str) -> Any:
        return self._nlp(text)


def read(said: Any, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[dateline.types.Claim, ...]:
    reader = Reader()
    monkeypatch.setattr(reader, "nlp", Taught(said))
    return reader.read(text).claims


def full(doc: Any, told: dict[str, tuple[str, float]]) -> Events:
    """Of our types, those that the words tell; Bandits act in each."""
    nlp: Any = pipeline()
    kinds = nlp.get_pipe("parser").events(nlp("Rain.")).labels
    bare = events(len(doc), {}, {t.i: 1 for t in doc if t.text == "Bandits"})
    found = Events(kinds, bare._role, np.zeros((len(doc), 26), np.float32), bare._pair, bare.window)
    found.types = np.zeros((len(doc), 17), np.float32)
    found.types[:, 0] = 1.0
    for token in doc:
        if token.text in told:
            kind, share = told[token.text]
            found.types[token.i, 0], found.types[token.i, kinds["event"].index(kind)] = 1 - share, share
    return found


def test_a_word_of_no_form_tells_an_event_where_the_parser_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Bandits zorched the clinic in Bria."
    monkeypatch.setattr(telling, "TELLING", {"word": 1.0})  # nothing else is known of it
    (one,) = read(lambda doc: full(doc, {"zorched": ("ASSAULT", 0.99)}), text, monkeypatch)
    assert (one.type, one.rule, [p.text for p in one.actor]) == ("ASSAULT", "learned.assault", ["Bandits"])
    assert read(lambda doc: full(doc, {"zorched": ("ASSAULT", 0.01)}), text, monkeypatch) == ()


def test_a_form_tells_nothing_where_the_parser_is_sure_that_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Bandits attacked the clinic in Bria."
    assert [c.type for c in read(lambda doc: full(doc, {"attacked": ("ASSAULT", 0.6)}), text, monkeypatch)] == [
        "ASSAULT"
    ]
    monkeypatch.setattr(weights, "LEARNED", msgspec.structs.replace(weights.LEARNED, none=0.99))
    assert read(lambda doc: full(doc, {}), text, monkeypatch) == ()


@pytest.mark.parametrize(("share", "told"), [(0.95, ["COERCE"]), (0.7, [])])
def test_what_somebody_orders_is_told_as_done_only_where_the_parser_is_sure_of_it(
    share: float, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TELLING", {"form": 1.0, "word": -1.0})
    said = lambda doc: full(doc, {"curfew": ("COERCE", share)})  # noqa: E731 - handed on as it is
    found = read(said, "Bandits decreed a curfew in Bria.", monkeypatch)
    assert [c.type for c in found if c.trigger.text.endswith("curfew")] == told


@pytest.mark.parametrize(("verb", "modality"), [("zorched", "planned"), ("attacked", "actual")])
def test_how_sure_it_is_the_parser_says_only_of_words_of_no_form(
    verb: str, modality: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(doc: Any) -> Events:
        found = full(doc, {verb: ("ASSAULT", 0.99)})
        found._marks[0][:, found.labels["modality"].index("planned")] = 9.0
        return found

    monkeypatch.setattr(telling, "TELLING", {"word": 1.0, "form": 1.0})
    (claim,) = read(said, f"Bandits {verb} the clinic in Bria.", monkeypatch)
    assert claim.modality == modality


def test_a_form_tells_the_type_that_more_speaks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Bandits attacked the clinic in Bria."
    said = lambda doc: full(doc, {"attacked": ("AID", 0.65)})  # noqa: E731 - handed on as it is
    monkeypatch.setattr(learned, "OTHER_TYPES", {"any": -1.0})
    assert [c.type for c in read(said, text, monkeypatch)] == ["ASSAULT"]
    monkeypatch.setattr(learned, "OTHER_TYPES", {"any": -1.0, "ASSAULT_to_AID": 2.0})
    (claim,) = read(said, text, monkeypatch)
    assert (claim.type, claim.mode, [p.text for p in claim.actor]) == ("AID", (), ["Bandits"])
    assert "the parser: 65% AID, 0% ASSAULT" in claim.steps[0].reason


def test_the_type_of_an_entry_stands_where_another_is_unlikely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "TELLING", {"form": 1.0})
    monkeypatch.setattr(learned, "OTHER_TYPES", {"any": 9.0})
    found = read(lambda doc: full(doc, {"attacked": ("AID", 0.2)}), "Bandits attacked the clinic in Bria.", monkeypatch)
    assert [c.type for c in found] == ["ASSAULT"]


def test_a_parser_that_was_not_taught_events_leaves_the_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(lambda doc: None, "Bandits attacked the clinic in Bria.", monkeypatch)
    assert [(c.type, [p.text for p in c.actor]) for c in found] == [("ASSAULT", ["Bandits"])]


def test_coded_claims_become_rows() -> None:
    reader = Reader()
    seen = rows_of.parsed(TEXT, reader)
    assert seen is not None
    claim = {
        "type": "ASSAULT", "trigger": {"span": [8, 17]}, "also": [], "actor": [{"span": [0, 7]}], "recipient": [{"span": [18, 28]}],
        "voices": [], "modality": "actual", "polarity": "+", "historical": False,
    }  # fmt: skip
    row = rows_of.row([claim], *seen)
    assert [(w, e) for w, e in zip(row["words"], row["event"], strict=True) if e != "O"] == [("ransacked", "ASSAULT")]
    assert row["mod"][1] == ["actual", "+", False]
    assert [(row["words"][t], row["words"][a], role) for t, a, role, _ in row["roles"]] == [
        ("ransacked", "Bandits", "actor"),
        ("ransacked", "clinic", "recipient"),
    ]


def test_rows_hold_which_words_tell_one_claim_and_where_lines_break() -> None:
    text = "Rebels took Bria. Nurses fled.\n\nThe capture was condemned."
    seen = rows_of.parsed(text, Reader())
    assert seen is not None
    bare = {"actor": [], "recipient": [], "voices": [], "modality": "actual", "polarity": "+", "historical": False}
    taken = {"type": "ASSAULT", "trigger": {"span": [7, 11]}, "also": [{"span": [36, 43]}], **bare}
    blamed = {"type": "ACCUSE", "trigger": {"span": [48, 57]}, "also": [], **bare}
    row = rows_of.row([taken, blamed], *seen)
    assert [(row["words"][at], number) for at, number in sorted(row["same"])] == [
        ("took", 0), ("capture", 0), ("condemned", 1),
    ]  # fmt: skip
    assert row["words"].index("\n") == row["words"].index("The") - 1
    assert [word for word, first in zip(row["words"], row["starts"], strict=True) if first] == [
        "Rebels",
        "Nurses",
        "The",
    ]
    assert {len(values) for key, values in row.items() if key not in ("source", "roles", "same")} == {len(row["words"])}


def test_a_dispatch_without_claims_teaches_that_nothing_is_told() -> None:
    seen = rows_of.parsed(TEXT, Reader())
    assert seen is not None
    row = rows_of.row([{"doc": "x", "type": None}], *seen)
    assert set(row["event"]) == {"O"}
    assert row["roles"] == []


def test_one_parse_holds_what_is_told_of_all_its_pieces() -> None:
    reader = Reader()
    document = dateline.text.intake.read_text("Rebels took Bria.\n\nPolice arrested two men.", id="x")
    found = parse.parse(dateline.text.intake.blocked(document, ()), reader.nlp)
    assert sum(len(said.types) for _, said in found.told.pieces) == len(found.tokens)
