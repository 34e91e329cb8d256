"""Merging and building from drafts made by hand: what joins two mentions, what keeps them apart, which claim comes of them."""

from __future__ import annotations

import msgspec
import pytest
from trees import at, classes, parsed

from dateline.claims import build, features, likeness, merge
from dateline.claims.likeness import Pair
from dateline.claims.values import Attributions, Certainty, Draft, Frame, Match, Mentions
from dateline.lexicon.entries import Event
from dateline.lexicon.load import load
from dateline.lexicon.weights import MERGE
from dateline.types import Damage, Document, Party, Quote, Span, Tally, Voice, When

LEXICON = load()
PARSE = parsed(
    "Rebels/NOUN/NNS/2/nsubj/rebel attacked/VERB/VBD/0/root/attack a/DET/DT/4/det base/NOUN/NN/2/obj",
    "The/DET/DT/2/det attack/NOUN/NN/3/nsubj failed/VERB/VBD/0/root/fail",
    "Soldiers/NOUN/NNS/2/nsubj/soldier struck/VERB/VBD/0/root/strike back/ADV/RB/2/advmod",
)
DOCUMENT = Document("tavo", PARSE.text, "2021-08-10", "header", "NPA", None, "", "0" * 64, (), ())


def party(word: str) -> Party:
    token = PARSE.tokens[at(PARSE, word)]
    return Party(word, Span(token.start, token.end), word)


def draft(word: str, kind: str = "verb", **fields: object) -> Draft:
    head = at(PARSE, word)
    token = PARSE.tokens[head]
    frame = Frame(
        Event(id=f"x.{word}", type="ASSAULT"),
        head,
        kind,
        Match((head,)),
        head if head in PARSE.clauses else -1,
        score=2.0,
    )
    bare = Draft(
        frame,
        "ASSAULT",
        (),
        Quote(word, Span(token.start, token.end)),
        (),
        (),
        (),
        (),
        (),
        None,
        (),
        (),
        Certainty(),
        "actual",
        False,
        None,
    )
    return msgspec.structs.replace(bare, **fields)  # type: ignore[arg-type]


def day(date: str) -> When:
    return When(date, Span(0, 6), date, date, "day")


FIRST = draft("attacked", actor=(party("Rebels"),), recipient=(party("base"),))
AGAIN = draft("attack", "noun")


def triggers(*drafts: Draft) -> list[list[str]]:
    return [[d.trigger.text for d in group.drafts] for group in merge.join(drafts, PARSE, classes(PARSE), LEXICON)]


def test_a_definite_noun_without_sides_of_its_own_speaks_of_the_attack_before() -> None:
    assert triggers(FIRST, AGAIN) == [["attacked", "attack"]]


KILLED = (Tally("killed", 8, 8, "eight", Span(0, 5)),)
VOICE = Voice(party("Soldiers"), Quote("said", Span(0, 4)), "asserts")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {"type": "COERCE"}),
        ({}, {"certainty": Certainty(polarity="-")}),
        ({}, {"modality": "planned"}),
        ({}, {"actor": (party("Soldiers"),)}),
        ({"counts": KILLED}, {"counts": (Tally("killed", 9, 9, "nine", Span(0, 4)),)}),
        ({"time": day("2021-08-09")}, {"time": day("2021-08-08")}),
    ],
)  # fmt: skip
def test_what_keeps_two_mentions_apart(mine: dict[str, object], theirs: dict[str, object]) -> None:
    one, other = msgspec.structs.replace(FIRST, **mine), msgspec.structs.replace(AGAIN, **theirs)
    assert triggers(one, other) == [["attacked"], ["attack"]]


def test_other_words_with_other_sides_are_another_event() -> None:
    assert triggers(FIRST, draft("struck", actor=(party("Soldiers"),))) == [["attacked"], ["struck"]]


def test_the_claim_is_made_of_the_mention_that_tells_most() -> None:
    bare = msgspec.structs.replace(FIRST, recipient=())
    full = msgspec.structs.replace(AGAIN, actor=FIRST.actor, recipient=FIRST.recipient)
    assert triggers(bare, full) == [["attack", "attacked"]]


def test_a_background_noun_alone_makes_no_event() -> None:
    entry = Event(id="x", type="ASSAULT", presumes=True)
    incident = msgspec.structs.replace(AGAIN, frame=msgspec.structs.replace(AGAIN.frame, entry=entry))
    assert triggers(incident) == []


def built(*drafts: Draft, document: Document = DOCUMENT):
    groups = merge.join(drafts, PARSE, classes(PARSE), LEXICON)
    return build.claims(groups, Attributions(), PARSE, Mentions(), classes(PARSE), LEXICON, document)


def test_a_claim_takes_what_its_main_mention_leaves_open_from_another() -> None:
    monday = day("2021-08-09")
    (claim,) = built(FIRST, msgspec.structs.replace(AGAIN, time=monday, counts=KILLED))
    assert (claim.trigger.text, [q.text for q in claim.also]) == ("attacked", ["attack"])
    assert (claim.time, claim.counts) == (monday, KILLED)
    assert [step.field for step in claim.steps] == ["type", "actor", "recipient", "also"]


def test_no_side_no_figure_no_place_no_claim() -> None:
    assert built(AGAIN) == ()


def test_what_another_voice_says_of_the_same_is_linked() -> None:
    told = msgspec.structs.replace(
        FIRST, voices=(VOICE,), frame=msgspec.structs.replace(FIRST.frame, head=at(PARSE, "struck"))
    )
    first = msgspec.structs.replace(FIRST, voices=(Voice(party("Rebels"), VOICE.cue, "asserts"),))
    one, other = built(first, msgspec.structs.replace(told, trigger=draft("struck").trigger))
    assert (one.same_as, other.same_as) == ((other.id,), (one.id,))


def test_damage_lowers_the_score() -> None:
    broken = msgspec.structs.replace(DOCUMENT, damage=(Damage("doubled-stop", Span(0, 6), ""),))
    (sure,), (less,) = built(FIRST), built(FIRST, document=broken)
    assert less.damage == ("doubled-stop",)
    assert less.score < sure.score


def test_a_claim_without_sides_is_less_sure_than_one_with_both() -> None:
    (full,), (bare,) = built(FIRST), built(msgspec.structs.replace(FIRST, recipient=()))
    assert bare.score < full.score


def test_the_attack_that_has_victims_of_its_own_is_the_attack_before() -> None:
    wounded = msgspec.structs.replace(AGAIN, recipient=(party("Soldiers"),), counts=KILLED)
    (claim,) = built(FIRST, wounded)
    assert [p.text for p in claim.recipient] == ["base", "Soldiers"]


@pytest.mark.parametrize(("counts", "events"), [("", 1), ("killed", 2)])
def test_the_killing_of_another_is_another_deed(counts: str, events: int) -> None:
    of_noun = msgspec.structs.replace(AGAIN.frame, entry=Event(id="x.noun", type="ASSAULT", count=counts))
    again = msgspec.structs.replace(AGAIN, frame=of_noun, recipient=(party("Soldiers"),))
    assert len(triggers(FIRST, again)) == events


def test_who_fights_is_no_victim() -> None:
    (claim,) = built(msgspec.structs.replace(FIRST, recipient=(party("Rebels"),)))
    assert ([p.text for p in claim.actor], claim.recipient) == (["Rebels"], ())


def test_every_sign_has_a_weight_and_every_weight_a_sign() -> None:
    one, other = (features.of(d, PARSE, classes(PARSE), LEXICON) for d in (AGAIN, FIRST))
    seen = likeness.signs(Pair(one, other, distance=1, linked=False))
    assert seen.keys() == MERGE.signs.keys()


@pytest.mark.parametrize(
    ("share", "together", "sign"), [(0.01, True, "once_0"), (0.99, True, "once_10"), (0.4, False, "once_apart_5")]
)
def test_what_the_parser_takes_for_one_claim_is_one_sign(share: float, together: bool, sign: str) -> None:
    one, other = (features.of(d, PARSE, classes(PARSE), LEXICON) for d in (AGAIN, FIRST))
    seen = likeness.signs(Pair(one, other, 1, linked=False, once=likeness.step_of(share), together=together))
    assert [name for name, there in seen.items() if there and name.startswith("once")] == [sign]
    unknown = likeness.signs(Pair(one, other, 1, linked=False))
    assert not any(there for name, there in unknown.items() if name.startswith("once"))


@pytest.mark.parametrize(("distance", "near"), [(0, True), (1, True), (2, False)])
def test_who_is_hurt_beside_what_was_hit_is_of_that_deed(distance: int, near: bool) -> None:
    hurt, hit = (features.of(d, PARSE, classes(PARSE), LEXICON) for d in (AGAIN, FIRST))
    hurt = msgspec.structs.replace(hurt, hits="people", harm=True, recipients=frozenset({"abbot"}))
    hit = msgspec.structs.replace(hit, hits="things", harm=False, recipients=frozenset({"monastery"}))
    seen = likeness.signs(Pair(hurt, hit, distance, linked=False))
    assert (seen["place_and_people"], seen["recipient_apart"]) == (near, not near)


def test_what_is_hit_is_people_or_things() -> None:
    hit = msgspec.structs.replace(FIRST, recipient_heads=(at(PARSE, "base"),))
    shot = msgspec.structs.replace(FIRST, recipient_heads=(at(PARSE, "Soldiers"),))
    seen = [features.of(d, PARSE, classes(PARSE), LEXICON).hits for d in (hit, shot, AGAIN)]
    assert seen == ["things", "people", ""]


def test_mentions_that_tell_the_same_in_the_same_words_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(merge, "evidence", lambda pair: compared.append(pair) or -1.0)
    struck = draft("struck", actor=(party("Rebels"),))
    groups = triggers(*[FIRST, struck] * 200)
    assert len(groups) == 400
    assert len(compared) < 20


def test_of_many_that_tell_the_same_in_another_voice_the_first_are_linked() -> None:
    telling = msgspec.structs.replace(FIRST, voices=(VOICE,))
    (claim,) = built(FIRST)
    many = (msgspec.structs.replace(claim, id=str(i), voices=one.voices) for i, one in enumerate([FIRST, telling] * 50))
    built_of = build.linked(tuple(many), LEXICON)
    assert built_of[0].same_as == tuple(str(i) for i in range(1, 80, 2))
    assert built_of[1].same_as == tuple(str(i) for i in range(0, 80, 2))
