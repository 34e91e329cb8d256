"""Roles of frames whose fillers are given by hand: parties, places, times and counts, without the stages before."""

from __future__ import annotations

import msgspec
import pytest
from trees import at, classes, parsed

from dateline.claims import roles
from dateline.claims.roles import acting, counts, parties, place, recipients, time
from dateline.claims.roles.fill import draft
from dateline.claims.values import Attributions, Certainty, Draft, Frame, Match, Mentions
from dateline.lexicon.entries import Event
from dateline.lexicon.load import load
from dateline.lexicon.traits import joined
from dateline.text.parse import Parse
from dateline.types import Actor, Count, Document, Interval, Mention, Place, Resolution, Span

LEXICON = load()
KILLED = parsed(
    "Rebels/NOUN/NNS/2/nsubj/rebel killed/VERB/VBD/0/root/kill three/NUM/CD/4/nummod villagers/NOUN/NNS/2/obj/villager "
    "in/ADP/IN/6/case Kesh/PROPN/NNP/2/obl on/ADP/IN/8/case Monday/PROPN/NNP/2/obl"
)
DOCUMENT = Document("tavo", KILLED.text, "2021-08-10", "header", "NPA", None, "", "0" * 64, (), ())


def span(parse: Parse, word: str) -> Span:
    token = parse.tokens[at(parse, word)]
    return Span(token.start, token.end)


def resolution(parse: Parse, word: str, kind: str, value: object, use: str = "") -> Resolution:
    return Resolution(Mention(kind, span(parse, word), word, "test", at(parse, word), use), value, 1.0)  # type: ignore[arg-type]


KESH = resolution(KILLED, "Kesh", "place", Place("geonames:1", "Kesh", "NO", 1, 60.0, 5.0, "city"), "literal")
MONDAY = resolution(
    KILLED, "Monday", "time", Interval("2021-08-09", "2021-08-09", "day", "2021-08-10", "DATE", "2021-08-09")
)
THREE = Resolution(
    Mention("count", span(KILLED, "three"), "three", "test", at(KILLED, "villagers")), Count("", 3, 3, "people"), 1.0
)
MENTIONS = Mentions.of(KILLED, (), (KESH,), (MONDAY,), (THREE,))


def frame(
    parse: Parse, word: str, type: str = "ASSAULT", mode: tuple[str, ...] = (), kind: str = "verb", **fillers: object
) -> Frame:
    entry = Event(id="x", type=type, mode=mode, count="killed" if type == "ASSAULT" else "")
    entry = msgspec.structs.replace(entry, traits=joined(type, mode, entry.traits))
    names = dict.fromkeys(
        (
            "subject",
            "object",
            "with",
            "to:clause",
            "that:clause",
            "to:subject",
            "that:subject",
            "for",
            "on",
            "to",
            "claimer",
        ),
        (),
    )
    head = at(parse, word)
    return Frame(entry, head, kind, Match((head,)), head, fillers={**names, **fillers})  # type: ignore[dict-item]


ATTACK = frame(KILLED, "killed", subject=(at(KILLED, "Rebels"),), object=(at(KILLED, "villagers"),))


def sides(one: Frame, parse: Parse, mentions: Mentions = Mentions()) -> tuple[list[str], list[str]]:  # noqa: B008
    known = classes(parse, mentions)
    doers = acting.actors(one, parse, mentions, known, LEXICON)
    hit = recipients.of(one, doers, parse, mentions, known, LEXICON)
    return [parse.tokens[h].text for h in doers], [parse.tokens[h].text for h in hit]


def test_parties_come_from_the_fillers() -> None:
    assert sides(ATTACK, KILLED) == (["Rebels"], ["villagers"])
    assert sides(frame(KILLED, "killed", object=(at(KILLED, "villagers"),)), KILLED) == ([], ["villagers"])


JETS = parsed(
    "The/DET/DT/2/det army/NOUN/NN/4/nmod:poss 's/PART/POS/2/case jets/NOUN/NNS/5/nsubj/jet struck/VERB/VBD/0/root/strike "
    "a/DET/DT/7/det base/NOUN/NN/5/obj"
)


def test_arms_strike_for_their_owner_and_meet_for_nobody() -> None:
    struck = {"subject": (at(JETS, "jets"),), "object": (at(JETS, "base"),)}
    assert sides(frame(JETS, "struck", **struck), JETS)[0] == ["army"]
    assert sides(frame(JETS, "struck", "CONSULT", **struck), JETS)[0] == []


def test_a_town_is_no_other_side_where_people_gather() -> None:
    kesh = {"object": (at(KILLED, "Kesh"),)}
    assert sides(frame(KILLED, "killed", **kesh), KILLED, MENTIONS)[1] == ["Kesh"]
    assert sides(frame(KILLED, "killed", "PROTEST", **kesh), KILLED, MENTIONS)[1] == []


def test_a_party_has_its_words_and_once_resolved_its_name_and_code() -> None:
    found = resolution(KILLED, "Rebels", "actor", Actor("group.front", "Norland Front", "NOR-REB"))
    known = parties.party(at(KILLED, "Rebels"), KILLED, Mentions.of(KILLED, (found,)), LEXICON)
    assert (known.text, known.name, known.code) == ("Rebels", "Norland Front", "NOR-REB")
    assert parties.party(at(KILLED, "Rebels"), KILLED, Mentions(), LEXICON).code == ""


@pytest.mark.parametrize(("word", "yes"), [("Rebels", True), ("killed", False), ("villagers", True)])
def test_a_verb_is_no_party(word: str, yes: bool) -> None:
    assert parties.is_party(at(KILLED, word), KILLED, Mentions(), classes(KILLED), LEXICON) is yes


def test_the_place_is_that_of_the_clause_and_never_a_time() -> None:
    found = place.places(ATTACK, KILLED, MENTIONS, classes(KILLED, MENTIONS), LEXICON)
    assert [(w.text, w.place and w.place.id) for w in found] == [("Kesh", "geonames:1")]


def test_words_on_a_thing_do_not_take_place_on_it() -> None:
    spoke = parsed(
        "He/PRON/PRP/2/nsubj commented/VERB/VBD/0/root/comment on/ADP/IN/5/case the/DET/DT/5/det base/NOUN/NN/2/obl"
    )
    known = classes(spoke)
    assert [w.text for w in place.places(frame(spoke, "commented", "ASSAULT"), spoke, Mentions(), known, LEXICON)] == [
        "the base"
    ]
    assert place.places(frame(spoke, "commented", "ACCUSE"), spoke, Mentions(), known, LEXICON) == ()


def test_the_time_is_that_of_the_clause() -> None:
    when = time.of(ATTACK, KILLED, MENTIONS, LEXICON, DOCUMENT)
    assert when is not None
    assert (when.text, when.start) == ("Monday", "2021-08-09")
    assert not time.is_historical(when, MENTIONS, LEXICON, DOCUMENT)
    late = msgspec.structs.replace(DOCUMENT, published="2021-12-01")
    assert time.is_historical(when, MENTIONS, LEXICON, late)


def test_no_time_no_history() -> None:
    assert time.of(ATTACK, KILLED, Mentions(), LEXICON, DOCUMENT) is None
    assert not time.is_historical(None, Mentions(), LEXICON, DOCUMENT)


def test_a_number_on_the_victims_counts_what_was_done_to_them() -> None:
    (tally,) = counts.of(
        ATTACK, (), (at(KILLED, "villagers"),), True, KILLED, MENTIONS, classes(KILLED, MENTIONS), LEXICON
    )
    assert (tally.what, tally.low, tally.high, tally.text) == ("killed", 3, 3, "three")


def test_a_single_victim_counts_as_one_where_it_happened() -> None:
    shot = parsed("Rebels/NOUN/NNS/2/nsubj/rebel shot/VERB/VBD/0/root/shoot a/DET/DT/4/det villager/NOUN/NN/2/obj")
    victim = (at(shot, "villager"),)
    one = frame(shot, "shot", object=victim)
    (tally,) = counts.of(one, (), victim, True, shot, Mentions(), classes(shot), LEXICON)
    assert (tally.what, tally.low, tally.high) == ("killed", 1, 1)
    assert counts.of(one, (), victim, False, shot, Mentions(), classes(shot), LEXICON) == ()


def test_a_draft_has_every_field_of_its_frame() -> None:
    known = classes(KILLED, MENTIONS)
    (made,) = roles.fill([(ATTACK, Certainty())], Attributions(), (), KILLED, MENTIONS, known, LEXICON, DOCUMENT)
    assert isinstance(made, Draft)
    assert ([p.text for p in made.actor], [p.text for p in made.recipient]) == (["Rebels"], ["three villagers"])
    assert (made.trigger.text, made.modality, made.place[0].text) == ("killed", "actual", "Kesh")


def test_nobody_named_as_unhurt_is_no_claim() -> None:
    unhurt = frame(KILLED, "killed", object=(at(KILLED, "villagers"),))
    known = classes(KILLED, MENTIONS)
    args = (Attributions(), Attributions(), KILLED, MENTIONS, known, LEXICON, DOCUMENT)
    assert draft(unhurt, Certainty(polarity="-"), *args) is None
    assert draft(unhurt, Certainty(), *args) is not None


SIX = parsed(
    "Gunmen/NOUN/NNS/2/nsubj/gunman killed/VERB/VBD/0/root/kill six/NUM/CD/4/nummod people/NOUN/NNS/2/obj/people "
    "including/VERB/VBG/7/case two/NUM/CD/7/nummod children/NOUN/NNS/4/nmod/child"
)


def test_some_of_a_number_of_victims_are_no_further_victims() -> None:
    killed = {"subject": (at(SIX, "Gunmen"),), "object": (at(SIX, "people"),)}
    assert sides(frame(SIX, "killed", **killed), SIX)[1] == ["people"]


DEMANDED = parsed(
    "Clerics/NOUN/NNS/2/nsubj/cleric demanded/VERB/VBD/0/root/demand the/DET/DT/4/det resignation/NOUN/NN/2/obj "
    "of/ADP/IN/7/case the/DET/DT/7/det minister/NOUN/NN/4/nmod"
)


def test_who_is_to_go_is_who_a_demand_is_made_of() -> None:
    asked = {"subject": (at(DEMANDED, "Clerics"),), "object": (at(DEMANDED, "resignation"),)}
    assert sides(frame(DEMANDED, "demanded", "REQUEST", **asked), DEMANDED) == (["Clerics"], ["minister"])


AGREED = parsed(
    "Troops/NOUN/NNS/2/nsubj agreed/VERB/VBD/0/root/agree to/ADP/IN/5/case a/DET/DT/5/det request/NOUN/NN/2/obl "
    "by/ADP/IN/7/case clerics/NOUN/NNS/5/nmod/cleric"
)


def test_who_answers_a_request_is_who_was_asked() -> None:
    made = msgspec.structs.replace(
        frame(AGREED, "request", "REQUEST", kind="noun", subject=(at(AGREED, "clerics"),), by=(at(AGREED, "clerics"),)),
        clause=at(AGREED, "agreed"),
    )
    assert sides(made, AGREED)[1] == ["Troops"]


def test_the_two_that_each_speak_are_named_once() -> None:
    each = parsed(
        "Peru/PROPN/NNP/5/nsubj and/CCONJ/CC/3/cc Chile/PROPN/NNP/1/conj each/PRON/DT/1/conj attacked/VERB/VBD/0/root/attack "
        "rebels/NOUN/NNS/5/obj/rebel"
    )
    acting = {"subject": tuple(at(each, w) for w in ("Peru", "Chile", "each")), "object": (at(each, "rebels"),)}
    assert sides(frame(each, "attacked", **acting), each) == (["Peru", "Chile"], ["rebels"])
