"""Who said what, stage by stage, on trees written by hand: no parser, no actors, no claims."""

from __future__ import annotations

import pytest
from trees import at, classes, parsed, words

from dateline.claims import speech
from dateline.claims.frames.match import at_verb
from dateline.claims.speech import attribute, content, labels, parentheticals, quotations, speakers, voices
from dateline.claims.speech.quotations import Quotation
from dateline.claims.values import Attributed, Frame, Match, Mentions
from dateline.lexicon.entries import Event, VoiceCue
from dateline.lexicon.load import load
from dateline.lexicon.traits import Traits
from dateline.text.parse import Parse

LEXICON = load()
SAY = next(cue for cue in LEXICON.voices if cue.id == "voice.say")
SAID = ("The/DET/DT/2/det army/NOUN/NN/3/nsubj said/VERB/VBD/0/root/say rebels/NOUN/NNS/5/nsubj attacked/VERB/VBD/3/ccomp/attack "
        "a/DET/DT/7/det base/NOUN/NN/5/obj ~./PUNCT/./3/punct")  # fmt: skip
BEHIND = ("Many/ADJ/JJ/2/amod rebels/NOUN/NNS/3/nsubj fled/VERB/VBD/8/ccomp/flee ~,/PUNCT/,/8/punct the/DET/DT/6/det "
          "old/ADJ/JJ/7/amod radio/NOUN/NN/8/nsubj said/VERB/VBD/0/root/say ~./PUNCT/./8/punct")  # fmt: skip
SPLIT = ("The/DET/DT/2/det talks/NOUN/NNS/8/nsubj/talk ~,/PUNCT/,/8/punct said/VERB/VBD/8/parataxis/say the/DET/DT/6/det "
         "envoy/NOUN/NN/4/nsubj ~,/PUNCT/,/8/punct ended/VERB/VBD/0/root/end ~./PUNCT/./8/punct")  # fmt: skip
ACCORDING = ("According/VERB/VBG/4/case/accord to/ADP/IN/1/fixed the/DET/DT/4/det police/NOUN/NNS/7/obl ~,/PUNCT/,/7/punct "
             "gunmen/NOUN/NNS/7/nsubj fled/VERB/VBD/0/root/flee ~./PUNCT/./7/punct")  # fmt: skip


def found(parse: Parse) -> list[tuple[str, str, str]]:
    """(speakers, cue, content) of every attribution."""
    all_ = speech.find(parse, Mentions(), classes(parse), LEXICON)
    return [(words(parse, a.speakers), words(parse, a.tokens), words(parse, a.content)) for a in all_]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (SAID, ("army", "said", "rebels attacked a base")),
        (BEHIND, ("radio", "said", "Many rebels fled")),
        (ACCORDING, ("police", "According to", "gunmen fled .")),
    ],
)
def test_a_cue_is_found_with_source_and_content(sentence: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in [
        (who, cue, said.replace(" ,", "").removeprefix(", ")) for who, cue, said in found(parsed(sentence))
    ]


def test_a_word_that_is_no_cue_attributes_nothing() -> None:
    assert found(parsed("Rebels/NOUN/NNS/2/nsubj burned/VERB/VBD/0/root/burn a/DET/DT/4/det base/NOUN/NN/2/obj")) == []


def test_a_thing_of_which_a_lexicon_asks_for_a_person_says_nothing() -> None:
    sentence = SAID.replace("army", "bomb").replace("said/VERB/VBD/0/root/say", "joked/VERB/VBD/0/root/joke")
    assert found(parsed(sentence)) == []


# ---------------------------------------------------------------- content
def covered(parse: Parse, word: str, cue: VoiceCue = SAY) -> tuple[str, bool]:
    clause = parse.clauses[at(parse, word)]
    match = at_verb((), clause, parse, Mentions(), LEXICON)
    assert match is not None
    said, that = content.content(cue, clause, match, quotations.find(parse), parse, LEXICON)
    return words(parse, said), that


def test_the_clause_of_the_cue_is_its_content() -> None:
    assert covered(parsed(SAID), "said") == ("rebels attacked a base", True)


def test_a_sentence_told_anew_behind_a_semicolon_is_no_content() -> None:
    sentence = ("He/PRON/PRP/2/nsubj said/VERB/VBD/0/root/say they/PRON/PRP/4/nsubj fled/VERB/VBD/2/ccomp/flee ~;/PUNCT/:/7/punct "
                "snow/NOUN/NN/7/nsubj fell/VERB/VBD/4/parataxis/fall")  # fmt: skip
    assert covered(parsed(sentence), "said") == ("they fled", True)


def test_a_clause_hung_on_the_hearer_is_the_content() -> None:
    sentence = ("He/PRON/PRP/2/nsubj told/VERB/VBD/0/root/tell reporters/NOUN/NNS/2/obj/reporter that/SCONJ/IN/6/mark "
        "rebels/NOUN/NNS/6/nsubj "
                "fled/VERB/VBD/3/acl/flee")  # fmt: skip
    assert covered(parsed(sentence), "told")[0] == "that rebels fled"


# ---------------------------------------------------------------- speakers
def source(parse: Parse, word: str, cue: VoiceCue = SAY, that: bool = True) -> str | None:
    heads = speakers.speakers(cue, parse.clauses[at(parse, word)], Match((0,)), that, parse, classes(parse), LEXICON)
    return None if heads is None else words(parse, heads)


PASSIVE = "Rebels/NOUN/NNS/3/nsubj:pass were/AUX/VBD/3/aux:pass said/VERB/VBN/0/root/say to/PART/TO/5/mark flee/VERB/VB/3/xcomp"
BOMB = "The/DET/DT/2/det bomb/NOUN/NN/3/nsubj said/VERB/VBD/0/root/say so/ADV/RB/3/advmod"


def test_the_subject_of_a_passive_does_not_speak() -> None:
    assert source(parsed(PASSIVE), "said") == ""


def test_it_speaks_only_with_a_verb_of_speech() -> None:
    parse = parsed(SAID.replace("The/DET/DT/2/det army/NOUN/NN", "Then/ADV/RB/3/advmod it/PRON/PRP"))
    feel = VoiceCue(id="test.feel", speech=False, human=True)
    assert (source(parse, "said"), source(parse, "said", feel)) == ("it", None)


def test_a_thing_speaks_for_no_cue_that_asks_for_a_person() -> None:
    cue = VoiceCue(id="test.joke", human=True)
    assert source(parsed(BOMB), "said", cue, that=False) is None


def test_the_name_stands_for_the_office_before_it() -> None:
    parse = parsed(
        "the/DET/DT/2/det minister/NOUN/NN/5/nsubj ~,/PUNCT/,/4/punct Moss/PROPN/NNP/2/appos/moss/PERSON spoke/VERB/VBD/0/root/speak"
    )
    assert words(parse, speakers.named((1,), parse, LEXICON)) == "Moss"


# ---------------------------------------------------------------- parentheticals and labels
def inserted(parse: Parse, word: str, said: set[int]) -> tuple[str, str] | None:
    clause = parse.clauses[at(parse, word)]
    got = parentheticals.find(SAY, clause, Match((clause.head,)), said, parse, classes(parse), LEXICON)
    return None if got is None else (words(parse, got.speakers), words(parse, got.content))


def test_a_saying_that_interrupts_covers_what_stands_around_it() -> None:
    parse = parsed(SPLIT)
    assert inserted(parse, "said", {at(parse, "ended")}) == ("envoy", "The talks ended .")


def test_a_saying_with_a_subject_before_it_is_no_parenthetical() -> None:
    parse = parsed(SAID)
    assert inserted(parse, "said", set()) is None


LABEL = "Governor/NOUN/NN/0/root ~:/PUNCT/:/1/punct no/DET/DT/4/det truce/NOUN/NN/1/parataxis this/DET/DT/6/det year/NOUN/NN/4/nmod"


@pytest.mark.parametrize(("sentence", "speaker"), [(LABEL, "Governor"), (LABEL.replace("Governor", "Photo"), "")])
def test_a_name_before_a_colon_speaks_a_caption_does_not(sentence: str, speaker: str) -> None:
    parse = parsed(sentence)
    got = labels.before_colon(parse, classes(parse), LEXICON)
    assert "".join(words(parse, a.speakers) for a in got) == speaker


@pytest.mark.parametrize(("mark", "signed"), [("—", "Moss"), (";", "")])
def test_a_name_behind_a_dash_signs_the_quotation(mark: str, signed: str) -> None:
    parse = parsed(
        "“/PUNCT/``/3/punct ~We/PRON/PRP/3/nsubj stayed/VERB/VBD/0/root/stay ~”/PUNCT/''/3/punct "
        f"{mark}/PUNCT/:/3/punct Moss/PROPN/NNP/3/parataxis"
    )
    assert "".join(words(parse, a.speakers) for a in labels.behind_dash(quotations.find(parse), parse)) == signed


# ---------------------------------------------------------------- quotations
QUOTED = ("“/PUNCT/``/3/punct ~We/PRON/PRP/3/nsubj stayed/VERB/VBD/0/root/stay in/ADP/IN/5/case Kesh/PROPN/NNP/3/obl "
          "~”/PUNCT/''/3/punct")  # fmt: skip
OPEN = "“/PUNCT/``/3/punct ~We/PRON/PRP/3/nsubj stayed/VERB/VBD/0/root/stay"
REPLY = "He/PRON/PRP/2/nsubj said/VERB/VBD/0/root/say ~:/PUNCT/:/2/punct"


def test_a_quotation_runs_between_its_marks() -> None:
    assert quotations.find(parsed(QUOTED)) == (Quotation(1, 5),)


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    assert quotations.find(parsed(OPEN, REPLY, blocks=(0, 1))) == (Quotation(1, 3, True),)


def test_a_typewriter_mark_with_a_blank_behind_it_opens_nothing() -> None:
    inch = "a/DET/DT/3/det 5/NUM/CD/3/nummod ~\"/PUNCT/''/3/punct nail/NOUN/NN/0/root"
    assert quotations.find(parsed(inch)) == ()


def test_a_quotation_without_a_cue_goes_on_with_the_speaker() -> None:
    parse = parsed(QUOTED, REPLY.replace(":", "."), QUOTED, blocks=(0, 0, 0))
    cue = Attributed(SAY, at(parse, "said"), (at(parse, "said"),), (at(parse, "He"),), frozenset(), at(parse, "said"))
    (grown,) = quotations.extend((cue,), quotations.find(parse), parse)
    assert (words(parse, grown.content), grown.direct) == ("We stayed in Kesh We stayed in Kesh", True)


# ---------------------------------------------------------------- spans, accusations, voices
def test_when_it_was_said_is_no_part_of_the_source() -> None:
    sentence = ("The/DET/DT/2/det army/NOUN/NN/6/nsubj on/ADP/IN/4/case Monday/PROPN/NNP/2/nmod has/AUX/VBZ/6/aux "
        "said/VERB/VBN/0/root/say "
                "rebels/NOUN/NNS/8/nsubj fled/VERB/VBD/6/ccomp/flee")  # fmt: skip
    parse = parsed(sentence)
    (one,) = speech.find(parse, Mentions(), classes(parse), LEXICON)
    spans = speech.attribution(one, parse, LEXICON)
    parts = (spans.source, spans.cue, spans.content)
    assert ["".join(parse.text[s.start : s.end] for s in part) for part in parts] == [
        "The army",
        "has said",
        "rebels fled",
    ]
    assert (spans.speaker, spans.quote) == ("The army", "none")


ACCUSED = ("Police/NOUN/NNS/2/nsubj accused/VERB/VBD/0/root/accuse rebels/NOUN/NNS/2/obj/rebel of/SCONJ/IN/5/mark "
    "killing/VERB/VBG/2/advcl/kill "
           "guards/NOUN/NNS/5/obj/guard")  # fmt: skip


@pytest.mark.parametrize("alleges", [True, False])
def test_an_accusation_lends_its_voice_to_the_deed_it_names(alleges: bool) -> None:
    parse = parsed(ACCUSED)
    entry = Event(id="accuse.test", type="ACCUSE", traits=Traits(blames=True, alleges=alleges))
    frame = Frame(entry, 1, "verb", Match((1,)), 1, fillers={"subject": (0,), "object": (2,)}, content=(4,))
    made = speech.accusations((frame,), (), parse, Mentions(), classes(parse), LEXICON)
    wanted = [("Police", "of killing guards", "alleges")] if alleges else []
    assert [(words(parse, a.speakers), words(parse, a.content), a.cue.stance) for a in made] == wanted


def test_a_voice_has_the_words_of_the_cue_that_stand_together() -> None:
    parse = parsed("He/PRON/PRP/2/nsubj called/VERB/VBD/0/root/call for/ADP/IN/4/case calm/NOUN/NN/2/obl")
    (one,) = voices.voice(Attributed(SAY, 1, (1, 2), (0,), frozenset({3})), parse, Mentions(), LEXICON)
    assert (one.speaker.text, one.cue.text, one.stance) == ("He", "called for", "asserts")
    assert voices.voice(Attributed(SAY, 1, (1,), (), frozenset({3})), parse, Mentions(), LEXICON) == ()


def test_a_cited_source_stands_nearer_to_the_words_than_who_cites_it() -> None:
    cite = next(cue for cue in LEXICON.voices if cue.id == "voice.cite")
    assert attribute._order(cite) < attribute._order(SAY)
