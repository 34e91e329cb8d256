"""The state as of a day: control, tolls, stances, plans, questions, grades; from texts of our own through reader and joiner."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from records import _read

from dateline.places.fold import fold
from dateline.record import store
from dateline.record.state import as_of
from dateline.record.state.territory import figure, ground
from dateline.record.state.tolls import figure as toll_in_words
from dateline.record.state.tolls import sums
from dateline.record.states import State, Toll
from dateline.record.store import Asked
from dateline.text.intake import read_text
from dateline.types import Span, Where

Told = tuple[str, str, str]
"""Day, outlet, text."""


def state(
    tmp_path_factory: pytest.TempPathFactory, told: Iterable[Told], day: str, known_by: str | None = None
) -> State:
    path = str(tmp_path_factory.mktemp("state") / "r.sqlite")
    found = [
        _read(read_text(text, id=f"d{at}", published=known, outlet=outlet))
        for at, (known, outlet, text) in enumerate(told)
    ]
    with store.Store(path, create=True) as record:
        record.add(found)
        kept, happenings = record.known(Asked(known_by=known_by or day))
    return as_of(day, kept, happenings, known_by=known_by or day)


CONTROL: list[Told] = [
    ("2021-07-05", "Hill Wire", "Rebels captured the town of Kunduz on Sunday, the governor said."),
    ("2021-07-08", "Hill Wire", "The army recaptured Kunduz on Wednesday, a spokesman said."),
    ("2021-07-08", "Plain Post", "Rebels now control most of Taluqan, residents said."),
    (
        "2021-07-09",
        "Hill Wire",
        "Insurgents have seized four of the province's nine districts, including Zaranj and Aybak.",
    ),
    ("2021-07-10", "Plain Post", "The army plans to retake Taluqan. In 1996 the rebels captured Kabul."),
]


def board(found: State) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.place: (one.status, one.holders) for one in found.control}


@pytest.mark.parametrize(
    ("day", "place", "status", "holder"),
    [
        ("2021-07-05", "Kunduz", "held", "Rebels"),
        ("2021-07-07", "Kunduz", "held", "Rebels"),
        ("2021-07-08", "Kunduz", "held", "army"),
    ],
)
def test_a_town_changes_hands(
    tmp_path_factory: pytest.TempPathFactory, day: str, place: str, status: str, holder: str
) -> None:
    found = board(state(tmp_path_factory, CONTROL, day))
    assert found[place][0] == status and [name.casefold() for name in found[place][1]] == [holder.casefold()]


def test_nobody_holds_before_it_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert board(state(tmp_path_factory, CONTROL, "2021-07-04")) == {}


def test_shares_members_plans_and_history(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = state(tmp_path_factory, CONTROL, "2021-07-10")
    places = {one.place: one for one in found.control}
    kunduz = places["Kunduz"]
    assert [earlier for earlier in kunduz.before if "2021-07-04" in earlier]
    taluqan = next(one for name, one in places.items() if name.startswith("Tal"))
    assert (taluqan.share, taluqan.status) == ("most of", "held")  # a plan to retake moves nothing
    unnamed = [one for one in found.control if one.unnamed]
    assert [(one.low, one.high) for one in unnamed] == [(4, 4)]
    assert fold(" ".join(unnamed[0].named)) == "zaranj aibak"
    assert not any(one.place.startswith("Kabul") for one in found.control)  # background of 1996


@pytest.mark.parametrize(
    ("denial", "status"),
    [
        ("The government denied that rebels had captured Kunduz.", "disputed"),
        ("The government condemned the rebels.", "held"),
    ],
)
def test_a_denial_disputes(tmp_path_factory: pytest.TempPathFactory, denial: str, status: str) -> None:
    told = [
        ("2021-07-05", "Hill Wire", "Rebels captured the town of Kunduz on Sunday, residents said."),
        ("2021-07-05", "Plain Post", denial),
    ]
    found = {one.place: one for one in state(tmp_path_factory, told, "2021-07-06").control}
    assert found["Kunduz"].status == status
    assert bool(found["Kunduz"].against) is (status == "disputed")


@pytest.mark.parametrize(
    ("second", "status", "holder"),
    [
        ("The army recaptured Kunduz on Monday, officials said.", "held", "army"),
        ("The army captured Kunduz on Monday, officials said.", "disputed", "army"),
    ],
)
def test_retaking_is_no_contradiction(
    tmp_path_factory: pytest.TempPathFactory, second: str, status: str, holder: str
) -> None:
    told = [("2021-07-06", "Hill Wire", f"Rebels captured the town of Kunduz on Monday. {second}")]
    found = board(state(tmp_path_factory, told, "2021-07-06"))
    assert (found["Kunduz"][0], [name.casefold() for name in found["Kunduz"][1]]) == (status, [holder])


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (0, 2, 1)])
def test_no_account_of_a_disputed_day_is_lost(tmp_path_factory: pytest.TempPathFactory, order: tuple[int, ...]) -> None:
    takers = ("Rebels", "The army", "Rebels")
    told = [("2021-07-06", f"Outlet {at}", f"{takers[at]} captured Kunduz on Monday.") for at in order]
    (kunduz,) = state(tmp_path_factory, told, "2021-07-06").control
    assert kunduz.status == "disputed"
    assert len(kunduz.accounts) + len(kunduz.against) == 3


TOLLS: list[Told] = [
    (
        "2019-11-05",
        "Khyber Dispatch",
        "A suicide bomber attacked a bus station in Quetta on Tuesday, killing at least 12 people, police said.",
    ),
    (
        "2019-11-05",
        "Indus Newsroom",
        "A suicide bombing at a bus station in Quetta killed 19 people on Tuesday, hospital officials said.",
    ),
    (
        "2019-11-06",
        "Khyber Dispatch",
        "The suicide bombing at a bus station in Quetta on Tuesday killed 15 people, police said.",
    ),
]


def test_tolls_by_source(tmp_path_factory: pytest.TempPathFactory) -> None:
    first = state(tmp_path_factory, TOLLS, "2019-11-05").tolls
    last = state(tmp_path_factory, TOLLS, "2019-11-06").tolls
    assert [(one.low, one.high) for one in first] == [(12, 19)]
    assert not first[0].contradicted  # "at least 12" leaves room for 19
    assert [(one.low, one.high, one.contradicted) for one in last] == [(15, 19, True)]
    earlier = [source.earlier for source in last[0].sources if source.account.said.startswith("police")]
    assert earlier == [("at least 12 (2019-11-05)",)]
    assert {one.grade for one in last} == {"fair"}


def test_what_is_known_later_changes_later_answers_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    before = state(tmp_path_factory, TOLLS[:2], "2019-11-05")
    assert state(tmp_path_factory, TOLLS, "2019-11-05") == before
    assert state(tmp_path_factory, TOLLS, "2019-11-05", known_by="2019-11-06") != before


def test_copies_are_no_sources(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (
        "Gunmen killed three miners on a road near Bunia on Monday, the mayor said. He said that the attackers had fled into the "
        "forest and that soldiers were looking for them. Shops in the town stayed closed on Tuesday and schools sent children home."
    )
    told = [("2022-05-03", "First Wire", text), ("2022-05-03", "Second Wire", f"{text} Read more on our site.")]
    found = state(tmp_path_factory, told, "2022-05-03")
    assert (found.documents, found.copies) == (2, 1)
    assert {one.grade for one in found.tolls} == {"single source"}
    assert [len(one.sources) for one in found.tolls] == [1]


STANCES: list[Told] = [
    (
        "2023-01-03",
        "Rift News",
        "Kenya condemned the coup in Gabon on Monday. France declined to say whether it would recognize the new government.",
    ),
    (
        "2023-01-05",
        "Rift News",
        "Chad will send troops to Gabon on January 20, its president said. Chad praised the coup.",
    ),
]


def test_stances_and_plans(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = state(tmp_path_factory, STANCES, "2023-01-06")
    stands = {one.who: one.stand for one in found.stances}
    assert stands["Kenya"] == "against"
    assert stands.get("France", "undisclosed") == "undisclosed"
    assert state(tmp_path_factory, STANCES, "2023-01-04").plans == ()
    ahead = [one for one in found.plans if one.end == "2023-01-20"]
    assert [one.status for one in ahead] == ["ahead"]
    late = state(tmp_path_factory, STANCES, "2023-02-01")
    assert [one.status for one in late.plans if one.end == "2023-01-20"] == ["overdue"]


def test_what_comes_after_the_day_moves_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = [
        (
            "2023-01-03",
            "Rift News",
            "Kenya condemned the coup in Gabon. Chad will withdraw its troops from Gabon on January 20.",
        ),
        (
            "2023-01-21",
            "Rift News",
            "Kenya welcomed the coup in Gabon. Chad withdrew its troops from Gabon on January 20.",
        ),
    ]

    def answer(day: str) -> tuple[list[str], list[str]]:
        found = state(tmp_path_factory, told, day, known_by="2023-02-01")
        return [one.stand for one in found.stances if one.who == "Kenya"], [one.status for one in found.plans]

    assert answer("2023-01-10") == (["against"], ["ahead"])
    assert answer("2023-01-22") == (["for"], ["done"])


def toll(event: str, low: int, high: int | None, campaign: bool = False) -> Toll:
    return Toll(event, event, "killed", low, high, (), False, "single source", campaign=campaign)


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ((toll("war", 258, 258, True), toll("a", 11, 11), toll("b", 2, None)), (13, None, 2)),
        ((toll("a", 11, 11), toll("b", 2, 4)), (13, 15, 2)),
    ],
)
def test_sums_leave_out_totals_of_campaigns(told: tuple[Toll, ...], total: tuple[int, int | None, int]) -> None:
    assert [(one.low, one.high, one.events) for one in sums(told)] == [total]


def test_a_plan_is_called_off(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = [
        ("2023-01-03", "Rift News", "Chad will send troops to Gabon on January 20, its president said."),
        ("2023-01-12", "Rift News", "Chad will not send troops to Gabon, its president said."),
    ]
    for day, status in (("2023-01-10", "ahead"), ("2023-01-13", "called off")):
        found = [one for one in state(tmp_path_factory, told, day).plans if one.end == "2023-01-20"]
        assert [one.status for one in found] == [status]


@pytest.mark.parametrize(
    ("later", "status"),
    [
        ("The union called off the strike in the ports.", "called off"),
        ("The strike in the ports has been postponed, the union said.", "moved"),
        ("The union denied that it had called off the strike in the ports.", "ahead"),
        ("The union called off a boycott of the election.", "ahead"),
    ],
)
def test_what_becomes_of_a_day_set(tmp_path_factory: pytest.TempPathFactory, later: str, status: str) -> None:
    told = [
        ("2023-01-03", "Rift News", "The union called a strike in the ports of Gabon for January 20."),
        ("2023-01-12", "Second Post", later),
    ]
    found = [one for one in state(tmp_path_factory, told, "2023-01-13").plans if one.end == "2023-01-20"]
    assert [one.status for one in found] == [status]


def test_one_source_does_not_contradict_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    first = (
        "2022-05-03",
        "First Wire",
        "The Taliban bombed a police station in Kunduz on Monday, killing four officers.",
    )
    same = (
        "2022-05-04",
        "First Wire",
        "Haqqani fighters bombed a police station in Kunduz on Monday, killing four officers.",
    )
    for told, contested in (([first, same], False), ([first, (same[0], "Second Post", same[2])], True)):
        found = state(tmp_path_factory, told, "2022-05-04")
        assert {one.grade == "contested" for one in found.tolls} == {contested}
        assert any(one.kind == "doer" for one in found.questions) is contested


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("five of the country's 34 provincial capitals", (5, 5, "provincial capitals")),
        ("three more", (3, 3, "")),
        ("dozens of villages", (24, None, "villages")),
        ("12 districts", (12, 12, "districts")),
        ("the northern districts", (None, None, "")),
    ],
)
def test_counted_unknowns(words: str, expected: tuple[int | None, int | None, str]) -> None:
    assert figure(words) == expected
    assert ground(Where(words, Span(0, len(words)))).counted is (expected[0] is not None)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(12, 12, "12"), (8, 12, "8–12"), (12, None, "at least 12"), (None, 40, "at most 40"), (101, None, "more than 100"),
     (2_000_001, None, "more than 2,000,000"), (1_101, 1_101, "1,101"), (11, None, "at least 11")],
)  # fmt: skip
def test_figures_are_told_as_people_would(low: int | None, high: int | None, told: str) -> None:
    assert toll_in_words(low, high) == told
