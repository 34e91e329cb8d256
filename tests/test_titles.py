"""Titles of events: noun phrases of act, target, place and day, after titles.toml."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dateline.lexicon.ontology import MODES
from dateline.lexicon.titles import Act, TitleExample, faults, load
from dateline.record.titles import figure_title, title
from dateline.record.types import Filed, Happening, Kept
from dateline.types import Claim, Figure, Party, Place, Quote, Span, Tally, Voice, When, Where

ACTS = load(()).act
PREPOSITIONS = ("near ", "outside ", "in ", "at ")


def told(type: str, trigger: str, *, actor: tuple[str, ...] = (), recipient: tuple[str, ...] = (), place: tuple[str, ...] = (),
         mode: str = "", day: str | None = None, content: str = "", **more: Any) -> Kept:  # fmt: skip
    """A claim whose sentence holds all of its words, the places behind the words that stand before them."""
    words: list[str] = []

    def put(text: str) -> Span:
        start = len(" ".join(words)) + bool(words)
        words.append(text)
        return Span(start, start + len(text))

    actors = tuple(Party(one, put(one)) for one in actor)
    quote = Quote(trigger, put(trigger))
    targets = tuple(Party(one, put(one)) for one in recipient)
    places = []
    for one in place:
        before = next((word for word in PREPOSITIONS if one.startswith(word)), "in ")
        put(before.strip())
        name = one.removeprefix(before)
        named = Place(f"x:{name}", name, precision="city") if name[:1].isupper() else None
        places.append(Where(name, put(name), named))
    asked = Quote(content, put(content)) if content else None
    sentence = " ".join(words)
    claim = Claim(
        "c", "d", type, quote, "r", Span(0, len(sentence)), mode=(mode,) if mode else (), actor=actors, recipient=targets,
        place=tuple(places), time=When("", Span(0, 0), day, day, "day") if day else None, content=asked, **more,
    )  # fmt: skip
    return Kept("d.c", Filed("d", "d", "2025-11-23", "2025-11-23"), claim, sentence)


def called(*kept: Kept, day: bool = True) -> str:
    return title(Happening("d.c", kept), day=day)


@pytest.mark.parametrize(
    ("act", "example"), [(act, one) for act in ACTS for one in act.yes], ids=lambda one: getattr(one, "id", "")
)
def test_every_act_has_the_title_of_its_example(act: Act, example: TitleExample) -> None:
    kept = told(
        act.type, example.trigger, actor=example.actor, recipient=example.recipient, place=example.place, mode=example.mode,
        content=example.content,
    )  # fmt: skip
    assert called(kept) == example.title


def test_every_type_and_mode_has_an_act_of_its_own() -> None:
    assert list(faults(load(()))) == []
    for type, modes in MODES.items():
        for mode in ("", *modes):
            assert called(told(type, "zorbed", mode=mode, actor=("Chad",)))


def test_the_day_stands_behind_where_it_is_known() -> None:
    kept = told("ASSAULT", "shelled", recipient=("a camp",), place=("near El Fasher",), day="2025-11-22")
    assert called(kept) == "Shelling of a camp near El Fasher, 22 Nov"
    assert called(kept, day=False) == "Shelling of a camp near El Fasher"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"modality": "planned"}, "Planned withdrawal of the army from Bara"),
        ({"modality": "conditional"}, "Possible withdrawal of the army from Bara"),
        ({"polarity": "-"}, "No withdrawal of the army from Bara"),
    ],
)
def test_what_nobody_tells_as_done_says_so(more: dict[str, Any], expected: str) -> None:
    assert (
        called(told("RETREAT", "withdrew", actor=("the army",), place=("Bara",), mode="withdraw", **more)) == expected
    )


def test_denials_say_so() -> None:
    voice = Voice(Party("the ministry", Span(0, 1)), Quote("denied", Span(0, 1)), "denies")
    attack = told("ASSAULT", "attacked", recipient=("a convoy",))
    denial = told("ASSAULT", "attacked", recipient=("a convoy",), polarity="-", voices=(voice,))
    assert called(denial) == "Denied attack on a convoy"
    assert called(attack, denial) == "Attack on a convoy (denied)"


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        (("eight people", "the market of En Nahud"), "Killing of eight people"),
        (("20, two residents",), "Killing of 20 people"),
        (("nine of them",), "Killing of nine people"),
        (("two of them", "students"), "Killing of two students"),
        (("two of them", "Lima"), "Killing of two people"),
        (("A Belgian priest",), "Killing of a Belgian priest"),
        (("Soldiers of the Third Army",), "Killing of soldiers of the Third Army"),
        (("14 of its officials",), "Killing of 14 officials"),
        (("35 others",), "Killing of 35 people"),
        (("Two Kyrgyz guards",), "Killing of two Kyrgyz guards"),
        (("a school", "a teacher"), "Killing of a school"),
        (("its commander",), "Killing of a commander"),
        (("a farmer who had fled",), "Killing of a farmer"),
        (("them",), "Killing of at least 12 people"),
        ((), "Killing of at least 12 people"),
    ],
)  # fmt: skip
def test_parties_are_never_glued(recipient: tuple[str, ...], expected: str) -> None:
    counts = (Tally("killed", 12, None, "12", Span(0, 2)),)
    assert called(told("ASSAULT", "killed", recipient=recipient, counts=counts)) == expected


@pytest.mark.parametrize(
    ("actor", "recipient", "trigger", "expected"),
    [
        ("", "the police general", "bombed", "Bomb attack on the police general"),
        ("", "the bridge", "bombed", "Bombing of the bridge"),
        ("", "the villagers", "shelled", "Shelling of villagers"),
        ("", "this camp", "shelled", "Shelling of a camp"),
        ("", "the Taliban", "attacked", "Attack on Taliban"),
        ("", "Colonel Omar Said Friday", "attacked", "Attack on Colonel Omar Said"),
        ("", "tens of thousands", "killed", "Killing of tens of thousands of people"),
        ("Russian drones", "", "drone strike", "Russian drone strike"),
        ("an army drone", "", "drone strike", "Army drone strike"),
        ("a suicide bomber", "", "suicide attack", "Suicide bombing"),
        ("Chad's jets", "", "air strike", "Air strike by Chad's jets"),
        ("army", "", "attacked", "Attack by the army"),
        ("Malian teenager", "", "attacked", "Attack by a Malian teenager"),
        ("Xinhua news agency", "", "attacked", "Attack by Xinhua news agency"),
        ("", "taxi driver", "killed", "Killing of a taxi driver"),
        ("", "32-year-old journalist", "killed", "Killing of a 32-year-old journalist"),
        ("", "former president", "killed", "Killing of a former president"),
        ("", "head of the union", "killed", "Killing of the head of the union"),
        ("", "Poor farmers", "killed", "Killing of poor farmers"),
        ("", "Former Malian officers", "killed", "Killing of former Malian officers"),
        ("", "police", "killed", "Killing of police"),
        ("", "one of the workers", "killed", "Killing of one of the workers"),
        ("", "the United States", "attacked", "Attack on the United States"),
        ("", "Chad's Supreme Court", "attacked", "Attack on Chad's Supreme Court"),
        ("", "this uranium mine", "shelled", "Shelling of a uranium mine"),
    ],
)  # fmt: skip
def test_parties_have_the_articles_and_words_that_a_person_would_give(
    actor: str, recipient: str, trigger: str, expected: str
) -> None:
    actors, targets = tuple(filter(None, (actor,))), tuple(filter(None, (recipient,)))
    assert called(told("ASSAULT", trigger, actor=actors, recipient=targets)) == expected


def test_what_somebody_must_do_begins_with_to() -> None:
    asked = {"actor": ("Chad",), "trigger": "said", "recipient": ("Mali must",)}
    assert called(told("REQUEST", content="end its raids", **asked)).endswith("to end its raids")
    cut_short = called(
        told("REQUEST", "urged", actor=("Chad",), recipient=("Mali",), content='to leave "as soon as possible"')
    )
    assert cut_short == "Appeal by Chad to Mali to leave"


def test_a_strike_on_people_says_what_it_did() -> None:
    counts = (Tally("killed", 18, 18, "18", Span(0, 2)),)
    assert (
        called(told("ASSAULT", "air strike", recipient=("18 people",), counts=counts)) == "Air strike killing 18 people"
    )
    hit = told("ASSAULT", "air strike", recipient=("a market", "18 people"), counts=counts)
    assert called(hit) == "Air strike on a market"


@pytest.mark.parametrize(
    ("words", "precision", "expected"),
    [
        ("the besieged town of Kesh in northern Aran", "city", "in Kesh"),
        ("a base outside Kesh", "city", "in a base outside Kesh"),
        ("the Kesh region", "admin1", "in the Kesh region"),
        ("the Kesh airport", "feature", "at the Kesh airport"),
        ("Kesh", "city", "in Kesh"),
        ("the Kesh", "city", "in Kesh"),
        ("Kesh's old prisons", "city", "in Kesh"),
        ("the Afghan city", "city", "in Kesh"),
    ],
)
def test_places_are_spelled_as_the_dispatch_has_them(words: str, precision: str, expected: str) -> None:
    before = expected.split(maxsplit=1)[0]
    sentence = f"Gunmen struck {before} {words}"
    where = Where(words, Span(len(sentence) - len(words), len(sentence)), Place("x:1", "Kesh", precision=precision))
    claim = Claim("c", "d", "ASSAULT", Quote("struck", Span(7, 13)), "r", Span(0, len(sentence)), place=(where,))
    assert called(Kept("d.c", Filed("d", "d", "2025-11-23"), claim, sentence)) == f"Strike {expected}"


def test_figures_that_stand_for_themselves_have_titles_too() -> None:
    where = Where("Bara", Span(0, 4), Place("x:1", "Bara", precision="city"))
    figure = Figure(
        "f",
        "d",
        Quote("12", Span(0, 2)),
        Span(0, 9),
        "displaced",
        12,
        12,
        place=(where,),
        time=When("", Span(0, 0), "2025-03-03", "2025-03-03"),
    )
    assert (
        figure_title(Kept("d.f", Filed("d", "d", "2025-03-04"), figure, "12 of Bara"), "displaced")
        == "People displaced in Bara, 3 Mar"
    )


def test_a_town_that_is_not_named_has_the_name_it_stands_for() -> None:
    kept = told("ASSAULT", "shelled", recipient=("the town",), mode="heavy-weapons")
    assert isinstance(kept.claim, Claim)
    span = kept.claim.recipient[0].span
    claim = msgspec.structs.replace(
        kept.claim, place=(Where("the town", span, Place("x:Sake", "Sake", precision="city")),)
    )
    assert called(msgspec.structs.replace(kept, claim=claim)) == "Shelling of Sake"


def test_how_many_people_were_killed_is_no_side_of_a_clash() -> None:
    sides = told("ASSAULT", "clashed", actor=("militants", "soldiers"), recipient=("seven people",), mode="")
    assert called(sides) == "Clashes between militants and soldiers"
