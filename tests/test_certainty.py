"""How sure the text is, stage by stage, on trees written by hand: no parser, no attributions unless a test makes one."""

from __future__ import annotations

import pytest
from trees import at, parsed, words

from dateline.claims import certainty
from dateline.claims.certainty import clause_cues, cues, noun_cues, scope
from dateline.claims.values import Attributed, Attributions, Certainty, Cue, Frame, Match, Mentions
from dateline.lexicon.entries import Event, Hedge, Support, VoiceCue
from dateline.lexicon.load import load
from dateline.lexicon.traits import Traits, of_type
from dateline.text.parse import Parse

LEXICON = load()
MAY = "Rebels/NOUN/NNS/3/nsubj may/AUX/MD/3/aux attack/VERB/VB/0/root the/DET/DT/5/det town/NOUN/NN/3/obj"
FACT = "Rebels/NOUN/NNS/2/nsubj attacked/VERB/VBD/0/root/attack the/DET/DT/4/det town/NOUN/NN/2/obj"
DENIED = "Rebels/NOUN/NNS/4/nsubj did/AUX/VBD/4/aux/do not/PART/RB/4/advmod attack/VERB/VB/0/root the/DET/DT/6/det town/NOUN/NN/4/obj"
NOBODY = "No/DET/DT/2/det rebels/NOUN/NNS/3/nsubj/rebel attacked/VERB/VBD/0/root/attack"
IF = "If/SCONJ/IN/3/mark rebels/NOUN/NNS/3/nsubj attack/VERB/VBP/6/advcl ~,/PUNCT/,/6/punct guards/NOUN/NNS/6/nsubj fire/VERB/VBP/0/root"
WANT = "Rebels/NOUN/NNS/2/nsubj want/VERB/VBP/0/root to/PART/TO/4/mark attack/VERB/VB/2/xcomp the/DET/DT/6/det town/NOUN/NN/4/obj"
BEGAN = WANT.replace("want/VERB/VBP/0/root", "began/VERB/VBD/0/root/begin")
CAME = WANT.replace("want/VERB/VBP/0/root", "came/VERB/VBD/0/root/come").replace("xcomp", "advcl")
UNTIL = (
    "Guards/NOUN/NNS/2/nsubj wait/VERB/VBP/0/root until/SCONJ/IN/5/mark rebels/NOUN/NNS/5/nsubj attack/VERB/VBP/2/advcl"
)
ORDER = "Attack/VERB/VB/0/root/attack the/DET/DT/3/det town/NOUN/NN/1/obj"
HAD = ("Had/AUX/VBD/3/aux/have rebels/NOUN/NNS/3/nsubj attacked/VERB/VBN/6/advcl/attack ~,/PUNCT/,/6/punct guards/NOUN/NNS/6/nsubj "
       "fled/VERB/VBD/0/root/flee")  # fmt: skip
MUST = MAY.replace("may/", "must/")
SAYS = ("He/PRON/PRP/2/nsubj thinks/VERB/VBZ/0/root/think rebels/NOUN/NNS/4/nsubj attacked/VERB/VBD/2/ccomp/attack the/DET/DT/6/det "
        "town/NOUN/NN/4/obj")  # fmt: skip


def frame(parse: Parse, word: str, type_: str = "ASSAULT", **fields: object) -> Frame:
    """A frame at a verb, or at a noun with ``kind="noun"``; its entry has the traits of its type."""
    head = at(parse, word)
    noun = parse.phrase(head) if fields.get("kind") == "noun" else None
    entry = Event(id="test", type=type_, traits=of_type(type_))
    made = {"kind": "verb", "clause": head if noun is None else noun.governor, **fields}
    return Frame(entry, head, match=Match((head,)), **made)  # type: ignore[arg-type]


def sure(parse: Parse, word: str, *said: Attributed, **fields: object) -> Certainty:
    return certainty.of(frame(parse, word, **fields), Attributions(said), parse, Mentions(), LEXICON)  # type: ignore[arg-type]


def effects(found: object) -> list[str]:
    return [cue.hedge.effect for cue in found]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- cues
def test_a_hedge_is_known_by_its_word_and_its_kind() -> None:
    parse = parsed(MAY)
    assert effects(cues.at_word(("modal",), 1, parse, LEXICON)) == ["possible"]
    assert effects(cues.at_word(("noun",), 1, parse, LEXICON)) == []
    assert effects(cues.at_word(("modal",), 1, parse, LEXICON, effects=("negative",))) == []


def test_a_form_of_several_words_ends_right_before_the_verb() -> None:
    due = "He/PRON/PRP/2/nsubj is/VERB/VBZ/0/root due/ADJ/JJ/2/xcomp to/PART/TO/5/mark arrive/VERB/VB/3/xcomp"
    parse = parsed(due)
    (cue,) = cues.before(4, ("verb", "adjective", "modal"), parse, LEXICON)
    assert words(parse, cue.tokens) == "is due to"
    assert list(cues.before(2, ("verb", "adjective", "modal"), parse, LEXICON)) == []


def test_a_form_is_looked_for_behind_the_last_word_too() -> None:
    parse = parsed(MAY)
    assert list(cues.before(len(parse.tokens), ("phrase", "conjunction"), parse, LEXICON)) == []


# ---------------------------------------------------------------- cues of a clause
@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [(FACT, []), (MAY, ["possible"]), (DENIED, ["negative"]), (NOBODY, ["negative"]), (IF, ["conditional"])],
)
def test_a_clause_has_the_cues_of_its_own_words(sentence: str, wanted: list[str]) -> None:
    parse = parsed(sentence)
    verb = next(t.text for t in parse.tokens if t.lemma == "attack")
    at_verb = frame(parse, verb)
    assert effects(clause_cues.own(parse.clauses[at_verb.head], at_verb, parse, LEXICON, unsaid=False)) == wanted


def test_an_if_clause_below_makes_the_main_clause_conditional() -> None:
    parse = parsed(IF)
    assert effects(clause_cues.conditions(parse.clauses[at(parse, "fire")], parse, LEXICON)) == ["conditional"]
    assert effects(clause_cues.conditions(parse.clauses[at(parse, "attack")], parse, LEXICON)) == []


def test_a_verb_hedges_what_fills_its_slot() -> None:
    clause = parsed(WANT).clauses[1]
    assert effects(clause_cues.governing(clause, "to:clause", parsed(WANT), LEXICON)) == ["planned"]
    assert effects(clause_cues.governing(clause, "with", parsed(WANT), LEXICON)) == []


# ---------------------------------------------------------------- cues of an event noun
ALLEGED = "Police/NOUN/NNS/2/nsubj saw/VERB/VBD/0/root/see the/DET/DT/5/det {}/ADJ/JJ/5/amod attack/NOUN/NN/2/obj"
THREAT = "Police/NOUN/NNS/2/nsubj saw/VERB/VBD/0/root/see the/DET/DT/4/det {}/NOUN/NN/2/obj of/ADP/IN/6/case attack/NOUN/NN/4/nmod"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (ALLEGED.format("alleged"), ["possible"]),
        (ALLEGED.format("bloody"), []),
        (ALLEGED.format("nine-year-old"), ["historical"]),
        (THREAT.format("threat"), ["possible"]),
        (THREAT.format("victim"), []),
    ],
)
def test_an_event_noun_has_the_cues_of_its_phrase_and_its_governor(sentence: str, wanted: list[str]) -> None:
    parse = parsed(sentence)
    noun = frame(parse, "attack", kind="noun")
    phrase = parse.phrase(noun.head)
    assert phrase is not None
    assert effects(noun_cues.of(noun, phrase, parse, LEXICON)) == wanted


# ---------------------------------------------------------------- scope
def over(parse: Parse, word: str, boundary: frozenset[int] = frozenset()) -> list[str]:
    return effects(scope.of(frame(parse, word), (), boundary, Attributions(), parse, Mentions(), LEXICON))


def test_scope_goes_up_to_the_verb_that_governs_the_clause() -> None:
    assert over(parsed(WANT), "attack") == ["planned"]
    assert over(parsed(BEGAN), "attack") == ["actual"]


def test_scope_does_not_cross_the_words_of_somebody_else() -> None:
    parse = parsed(WANT)
    assert over(parse, "attack", frozenset({at(parse, "attack")})) == []


def test_the_content_of_a_cue_of_speech_bounds_scope() -> None:
    parse = parsed(SAYS)
    cue = Attributed(VoiceCue(id="test"), 1, (1,), (0,), frozenset({2, 3, 4, 5}), 1)
    assert scope.boundaries((cue,), parse) == {1, 3}


def test_a_definite_noun_does_not_take_the_cues_of_its_clause() -> None:
    plain = "Rebels/NOUN/NNS/2/nsubj saw/VERB/VBD/0/root/see {}/DET/DT/4/det attack/NOUN/NN/2/obj"
    for determiner, wanted in (("an", True), ("the", False)):
        parse = parsed(plain.format(determiner))
        noun = frame(parse, "attack", kind="noun")
        phrase = parse.phrase(noun.head)
        assert phrase is not None
        assert scope.inherits(noun, phrase, parse, LEXICON) is wanted


# ---------------------------------------------------------------- mood
@pytest.mark.parametrize(
    ("sentence", "word", "wanted"),
    [
        (FACT, "attacked", ("actual", "+")),
        (MAY, "attack", ("possible", "+")),
        (DENIED, "attack", ("actual", "-")),
        (WANT, "attack", ("planned", "+")),
        (CAME, "attack", ("planned", "+")),
        (BEGAN, "attack", ("actual", "+")),
    ],
)
def test_cues_add_up_to_modality_and_polarity(sentence: str, word: str, wanted: tuple[str, str]) -> None:
    got = sure(parsed(sentence), word)
    assert (got.modality, got.polarity) == wanted


def test_a_deed_done_by_words_is_no_plan_though_it_is_a_purpose() -> None:
    rallied = CAME.replace("came/VERB/VBD/0/root/come", "rallied/VERB/VBD/0/root/rally")
    assert sure(parsed(rallied), "attack", type_="REQUEST").modality == "actual"
    assert sure(parsed(CAME), "attack", type_="REQUEST").modality == "planned"


@pytest.mark.parametrize(
    ("aspect", "wanted"), [("actual", ("actual", "+")), ("planned", ("planned", "+")), ("prevented", ("actual", "-"))]
)
def test_the_light_verb_tells_whether_it_came_about(aspect: str, wanted: tuple[str, str]) -> None:
    parse = parsed("Police/NOUN/NNS/2/nsubj saw/VERB/VBD/0/root/see an/DET/DT/4/det attack/NOUN/NN/2/obj")
    got = sure(parse, "attack", kind="noun", support=Support(id="test", verbs=("see",), aspect=aspect))
    assert (got.modality, got.polarity) == wanted


DENY = VoiceCue(id="test.deny", negative=True)
BELIEVE = VoiceCue(id="test.believe", modality="possible")


def test_a_denial_negates_and_a_belief_makes_possible() -> None:
    def voice(cue: VoiceCue) -> Attributed:
        return Attributed(cue, 0, (0,), (0,), frozenset({1}))

    assert certainty.voiced(Certainty(), (voice(DENY),)).polarity == "-"
    assert certainty.voiced(Certainty(), (voice(DENY), voice(DENY))).polarity == "+"
    assert certainty.voiced(Certainty(), (voice(BELIEVE),)).modality == "possible"
    assert certainty.voiced(Certainty("unknown"), (voice(BELIEVE),)).modality == "unknown"
    assert certainty.voiced(Certainty("planned"), (voice(BELIEVE),)).modality == "planned"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [(FACT, False), (WANT, False), (IF, True), (UNTIL, True), (ORDER, True), (HAD, True), (MUST, True)],
)
def test_conditions_terms_orders_and_duties_are_premises(sentence: str, wanted: bool) -> None:
    parse = parsed(sentence)
    verb = next(t.text for t in parse.tokens if t.lemma == "attack")
    assert certainty.is_premise(frame(parse, verb), sure(parse, verb), parse, LEXICON) is wanted


# ---------------------------------------------------------------- announced
def announced(
    type_: str, modality: str, own: bool, kinds: tuple[str, ...] = (), sentence: str = FACT
) -> tuple[str, str]:
    parse = parsed(sentence)
    hedges = tuple(Cue(Hedge(id="test", words=("x",), kind=kind, effect=modality), (0,)) for kind in kinds)
    told = certainty.announced(
        frame(parse, parse.tokens[1].text, type_), (), Certainty(modality, cues=hedges), own, parse, LEXICON
    )
    return told.type, told.modality


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (("ASSAULT", "actual", False), ("ASSAULT", "actual")),
        (("ASSAULT", "planned", False), ("", "planned")),
        (("ASSAULT", "planned", True, ("modal",)), ("THREATEN", "actual")),
        (("ACCUSE", "planned", False, ("purpose",)), ("ACCUSE", "planned")),
        (("PROTEST", "planned", False, ("purpose",)), ("", "planned")),
    ],
)
def test_what_is_only_announced_is_a_threat_a_promise_or_no_claim(
    told: tuple[str, str, bool], wanted: tuple[str, str]
) -> None:
    assert announced(*told) == wanted


def test_a_condition_on_a_threat_makes_it_conditional() -> None:
    unless = FACT + " unless/SCONJ/IN/7/mark they/PRON/PRP/7/nsubj paid/VERB/VBD/2/advcl/pay"
    assert announced("THREATEN", "actual", False, (), unless) == ("THREATEN", "conditional")
    assert announced("THREATEN", "actual", False) == ("THREATEN", "actual")


def test_only_threats_are_conditional_under_a_condition() -> None:
    assert [name for name in ("THREATEN", "REQUEST", "ASSAULT") if of_type(name).threat] == ["THREATEN"]
    assert Traits().threat is False
