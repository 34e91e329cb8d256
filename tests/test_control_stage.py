"""Who holds a place, on trees written by hand: what is territory, which slots a rule reads, when a statement is made."""

from __future__ import annotations

import pytest
from trees import at, classes, parsed, words

from dateline.claims import control
from dateline.claims.control import statements, territory
from dateline.claims.values import Attributed, Attributions, Certainty, Frame, Match, Mentions
from dateline.lexicon.entries import Event, VoiceCue
from dateline.lexicon.load import load
from dateline.text.parse import Parse
from dateline.types import Document, Mention, Place, Resolution, Span

LEXICON = load()
HOLD = "Rebels/NOUN/NNS/2/nsubj/rebel control/VERB/VBP/0/root the/DET/DT/4/det {}/NOUN/NN/2/obj"
TOWN, BASE, WARD = HOLD.format("town"), HOLD.format("base"), HOLD.format("hospital")
DENIED = "Rebels/NOUN/NNS/4/nsubj do/AUX/VBP/4/aux not/PART/RB/4/advmod control/VERB/VB/0/root the/DET/DT/6/det town/NOUN/NN/4/obj"
MAY = "Rebels/NOUN/NNS/3/nsubj/rebel may/AUX/MD/3/aux control/VERB/VB/0/root the/DET/DT/5/det town/NOUN/NN/3/obj"
MEASURED = "Rebels/NOUN/NNS/2/nsubj/rebel control/VERB/VBP/0/root dozens/NOUN/NNS/2/obj/dozen of/ADP/IN/5/case {}/NOUN/NNS/3/nmod/{}"
BEHIND = ("They/PRON/PRP/2/nsubj met/VERB/VBD/0/root/meet mayors/NOUN/NNS/2/obj/mayor of/ADP/IN/6/case the/DET/DT/6/det "
          "town/NOUN/NN/3/nmod {}/{}/9/{} rebels/NOUN/NNS/9/nsubj/rebel {}/3/acl:relcl/{}")  # fmt: skip
HELD_THERE = BEHIND.format("that", "PRON/WDT", "obj", "control/VERB/VBP", "control")
HELD_ELSE = (
    BEHIND.format("where", "ADV/WRB", "advmod", "held/VERB/VBD", "hold") + " a/DET/DT/11/det meeting/NOUN/NN/9/obj"
)
HYPHEN = ("They/PRON/PRP/2/nsubj entered/VERB/VBD/0/root/enter rebel/NOUN/NN/5/compound ~-/PUNCT/HYPH/5/punct ~held/VERB/VBN/7/amod/hold "
          "the/DET/DT/7/det town/NOUN/NN/2/obj")  # fmt: skip


def is_territory(parse: Parse, word: str, mentions: Mentions | None = None) -> bool:
    known = mentions or Mentions()
    return territory.is_territory(at(parse, word), parse, known, classes(parse, known), LEXICON)


@pytest.mark.parametrize(
    ("sentence", "word", "wanted"),
    [
        (TOWN, "town", True),
        (BASE, "base", True),
        (WARD, "hospital", False),
        (TOWN, "Rebels", False),
        (MEASURED.format("villages", "village"), "dozens", True),
        (MEASURED.format("guns", "gun"), "dozens", False),
    ],
)
def test_land_towns_and_strongpoints_are_territory(sentence: str, word: str, wanted: bool) -> None:
    assert is_territory(parsed(sentence), word) is wanted


def test_a_place_by_name_is_territory() -> None:
    parse = parsed("Rebels/NOUN/NNS/2/nsubj/rebel control/VERB/VBP/0/root Kesh/PROPN/NNP/2/obj")
    mention = Mention(kind="place", span=Span(15, 19), text="Kesh", rule="test", head=2)
    known = Mentions(places={2: Resolution(mention, Place(id="test", name="Kesh"))})
    assert is_territory(parse, "Kesh", known)


def test_a_noun_in_apposition_stands_for_the_name_before_it() -> None:
    parse = parsed(
        "They/PRON/PRP/2/nsubj left/VERB/VBD/0/root/leave Kesh/PROPN/NNP/2/obj ~,/PUNCT/,/6/punct "
        "a/DET/DT/6/det stronghold/NOUN/NN/3/appos"
    )
    known = Mentions()
    assert territory.described(5, parse, known, classes(parse), LEXICON) == 2
    assert territory.apposed(5, parse, known, classes(parse), LEXICON) == (2,)
    assert territory.described(2, parse, known, classes(parse), LEXICON) == 2


# ---------------------------------------------------------------- statements
def told(sentence: str, said: tuple[Attributed, ...] = ()) -> list[tuple[str, str, str]]:
    """(holder, status, place) of every statement."""
    parse = parsed(sentence)
    document = Document(id="t", text=parse.text)
    found = control.find(Attributions(said), parse, Mentions(), classes(parse), LEXICON, document)
    return [("+".join(p.text for p in c.holder), c.status, "+".join(w.text for w in c.place)) for c in found]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (TOWN, [("Rebels", "held", "the town")]),
        (BASE, [("Rebels", "held", "the base")]),
        (WARD, []),
        (DENIED, []),
        (MAY, []),
        (HELD_THERE, [("rebels", "held", "the town")]),
        (HELD_ELSE, []),
    ],
)
def test_a_statement_names_holder_and_place_and_is_told_as_so(
    sentence: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert told(sentence) == wanted


def test_the_holder_stands_before_the_hyphen() -> None:
    parse = parsed(HYPHEN)
    rule = next(r for r in LEXICON.controls if "held" in r.compounds)
    rows = list(statements._compounds(rule, Event(id="t", type="ASSAULT"), parse, Mentions(), classes(parse), LEXICON))
    assert [(words(parse, r.holders), words(parse, r.territory)) for r in rows] == [("rebel", "town")]


def test_a_statement_has_the_voice_that_covers_it() -> None:
    sentence = (
        "He/PRON/PRP/2/nsubj said/VERB/VBD/0/root/say rebels/NOUN/NNS/4/nsubj/rebel control/VERB/VBP/2/ccomp the/DET/DT/6/det "
        "town/NOUN/NN/4/obj"
    )
    parse = parsed(sentence)
    said = Attributed(VoiceCue(id="test"), 1, (1,), (0,), frozenset({2, 3, 4, 5}), 1)
    (one,) = control.find(
        Attributions((said,)), parse, Mentions(), classes(parse), LEXICON, Document(id="t", text=parse.text)
    )
    assert [(v.speaker.text, v.cue.text) for v in one.voices] == [("He", "said")]


@pytest.mark.parametrize(("marker", "wanted"), [("after", True), ("for", False)])
def test_a_gerund_tells_what_happened_behind_some_markers_only(marker: str, wanted: bool) -> None:
    sentence = (
        f"He/PRON/PRP/2/nsubj paid/VERB/VBD/0/root/pay {marker}/SCONJ/IN/4/mark taking/VERB/VBG/2/advcl/take the/DET/DT/6/det "
        "town/NOUN/NN/4/obj"
    )
    parse = parsed(sentence)
    frame = Frame(Event(id="t", type="ASSAULT"), 3, "verb", Match((3,)), 3)
    assert statements._is_asserted(frame, Certainty(), parse, LEXICON) is wanted
