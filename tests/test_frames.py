"""Frames from trees built by hand: forms matched, slots filled, contents found, without a parser and without attributions."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
from trees import at, classes, parsed, words

from dateline.claims import frames
from dateline.claims.frames import match, slots, topic
from dateline.claims.frames.verb_slots import clause_slot, of_clause
from dateline.claims.values import Attributions, Frame, Match, Mentions
from dateline.lexicon.entries import Event
from dateline.lexicon.load import load
from dateline.lexicon.traits import of_type
from dateline.text.parse import Parse

LEXICON = load()
CLAIMS = Path(frames.__file__).parents[1]

SHELLED = parsed("Rebels/NOUN/NNS/2/nsubj/rebel shelled/VERB/VBD/0/root/shell the/DET/DT/4/det town/NOUN/NN/2/obj")
PASSIVE = parsed(
    "The/DET/DT/2/det town/NOUN/NN/4/nsubj:pass was/AUX/VBD/4/aux:pass shelled/VERB/VBN/0/root/shell "
    "by/ADP/IN/6/case rebels/NOUN/NNS/4/obl/rebel"
)
FIRE = parsed(
    "Police/NOUN/NNS/2/nsubj opened/VERB/VBD/0/root/open fire/NOUN/NN/2/obj on/ADP/IN/6/case the/DET/DT/6/det "
    "crowd/NOUN/NN/2/obl"
)
ATTACK = parsed(
    "The/DET/DT/2/det attack/NOUN/NN/9/nsubj on/ADP/IN/5/case the/DET/DT/5/det base/NOUN/NN/2/nmod by/ADP/IN/7/case "
    "rebels/NOUN/NNS/2/nmod/rebel was/AUX/VBD/9/cop brief/ADJ/JJ/0/root"
)
URGED = parsed(
    "The/DET/DT/2/det envoy/NOUN/NN/3/nsubj urged/VERB/VBD/0/root/urge rebels/NOUN/NNS/3/obj/rebel to/PART/TO/6/mark "
    "leave/VERB/VB/3/xcomp the/DET/DT/8/det town/NOUN/NN/6/obj"
)


def filled(parse: Parse, entry: Event, word: str, kind: str = "verb", *names: str) -> Frame:
    head = at(parse, word)
    carrier = head if head in parse.clauses else parse.phrases[head].governor
    frame = Frame(entry, head, kind, Match((head,)), carrier)
    return slots.fill(frame, names or slots.names_of(entry), Attributions(), parse, Mentions(), classes(parse), LEXICON)


def said(parse: Parse, frame: Frame, name: str) -> str:
    return words(parse, frame.slot(name))


@pytest.mark.parametrize("parse", [SHELLED, PASSIVE])
def test_slots_are_those_of_the_active_voice(parse: Parse) -> None:
    frame = filled(parse, Event(id="x", type="ASSAULT"), "shelled")
    assert (said(parse, frame, "subject").lower(), said(parse, frame, "object")) == ("rebels", "town")


def test_slots_of_a_noun_are_its_own_phrases() -> None:
    frame = filled(ATTACK, Event(id="x", type="ASSAULT", recipient=("on",)), "attack", "noun")
    assert (said(ATTACK, frame, "subject"), said(ATTACK, frame, "on")) == ("rebels", "base")


def test_the_first_filled_of_alternative_slots_stands() -> None:
    frame = filled(ATTACK, Event(id="x", type="ASSAULT"), "attack", "noun", "against|on")
    assert frame.fillers == {"against": (), "on": (at(ATTACK, "base"),), "against|on": (at(ATTACK, "base"),)}


def test_a_slot_nobody_looked_for_is_an_error_and_not_empty() -> None:
    frame = filled(SHELLED, Event(id="x", type="ASSAULT"), "shelled", "verb", "object")
    with pytest.raises(KeyError):
        frame.slot("subject")


def test_every_slot_that_an_entry_names_is_filled() -> None:
    for entry in LEXICON.events:
        named = {
            *entry.needs,
            *entry.needs_any,
            *entry.actor,
            *entry.recipient,
            *entry.place,
            *entry.content,
            *entry.slots,
        }
        assert named <= set(slots.names_of(entry)), entry.id


def test_clauses_are_slots_by_what_opens_them() -> None:
    leave = URGED.clauses[at(URGED, "leave")]
    assert clause_slot(leave, URGED) == "to:clause"
    urged = URGED.clauses[at(URGED, "urged")]
    assert words(URGED, of_clause(urged, "to:clause", URGED)) == "leave"
    assert of_clause(urged, "that:clause", URGED) == ()


def test_a_form_that_ends_in_a_preposition_makes_its_phrase_the_object() -> None:
    clause = FIRE.clauses[at(FIRE, "opened")]
    found = match.at_verb(("fire", "on"), clause, FIRE, Mentions(), LEXICON)
    assert found is not None
    assert (words(FIRE, found.tokens), found.objects) == ("opened fire on", (at(FIRE, "crowd"),))
    assert match.at_verb(("siege", "to"), clause, FIRE, Mentions(), LEXICON) is None


def test_detect_gives_every_reading_with_its_slots_filled() -> None:
    found = frames.detect(Attributions(), SHELLED, Mentions(), classes(SHELLED), LEXICON)
    assert {f.head for f in found} == {at(SHELLED, "shelled")}
    assert {f.entry.type for f in found} == {"ASSAULT"}
    assert all(set(slots.names_of(f.entry)) <= f.fillers.keys() for f in found)


def test_no_trigger_stands_in_a_time_expression() -> None:
    timed = Mentions(timed=frozenset({at(SHELLED, "shelled")}))
    assert frames.detect(Attributions(), SHELLED, timed, classes(SHELLED, timed), LEXICON) == ()


def test_the_content_is_the_first_filled_content_slot_clauses_first() -> None:
    entry = Event(id="x", type="REQUEST", content=("object", "to:clause"))
    frame = filled(URGED, entry, "urged")
    assert words(URGED, topic.heads(frame, URGED, classes(URGED), LEXICON)) == "leave"


def test_what_a_request_asks_for_is_no_claim_of_its_own() -> None:
    asked = filled(URGED, Event(id="x", type="REQUEST", content=("to:clause",), traits=of_type("REQUEST")), "urged")
    asked = with_content(asked, URGED)
    left = filled(URGED, Event(id="y", type="RETREAT"), "leave")
    assert topic.hidden((asked, left), URGED, LEXICON) == {left.head}
    accused = with_content(filled(URGED, Event(id="x", type="ACCUSE", content=("to:clause",)), "urged"), URGED)
    assert topic.hidden((accused, left), URGED, LEXICON) == frozenset()


def with_content(frame: Frame, parse: Parse) -> Frame:
    return msgspec.structs.replace(frame, content=topic.heads(frame, parse, classes(parse), LEXICON))


def test_slots_are_looked_for_in_frames_alone() -> None:
    """Later stages read what a frame carries. Control makes frames of its own rules, by ``fill``; speech, which comes
    before frames, asks bare clauses."""
    allowed = {
        "control/statements.py": {"fill", "of_clause"},
        "speech/attribute.py": {"of_clause"},
        "speech/content.py": {"of_clause"},
    }
    for path in CLAIMS.rglob("*.py"):
        name = path.relative_to(CLAIMS).as_posix()
        if name.startswith("frames/"):
            continue
        imports = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom))
        slotted = {a.name for n in imports if n.module and n.module.endswith("slots") for a in n.names}
        assert slotted <= allowed.get(name, set()), name
