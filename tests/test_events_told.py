"""What several dispatches tell of one event, and of another: denials, words of one's own, whose dead, days set."""

from __future__ import annotations

import pytest
from records import _read

from dateline.record import store
from dateline.record.state import as_of
from dateline.record.state.attribution import akin, speaks_for
from dateline.record.state.grade import grade
from dateline.record.state.whose import Counted, heaps
from dateline.record.states import State
from dateline.record.store import Asked
from dateline.record.titles import title
from dateline.record.types import Happening
from dateline.text.intake import read_text
from dateline.types import Party, Span

Told = tuple[str, str, str]
"""Day, outlet, text."""


def answers(tmp_path_factory: pytest.TempPathFactory, told: list[Told], day: str) -> tuple[State, list[Happening]]:
    path = str(tmp_path_factory.mktemp("told") / "r.sqlite")
    found = [
        _read(read_text(text, id=f"d{at}", published=on, outlet=outlet)) for at, (on, outlet, text) in enumerate(told)
    ]
    with store.Store(path, create=True) as record:
        record.add(found)
        kept, happenings = record.known(Asked(known_by=day))
    return as_of(day, kept, happenings, known_by=day), happenings


def event_of(happenings: list[Happening], words: str) -> Happening:
    return next(one for one in happenings if any(words in kept.sentence for kept in one.kept))


def test_a_denial_that_only_points_back_meets_its_deed(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (
        "A drone struck a mill in Kunduz on Monday, killing four people, the mayor said. The army denied using drones."
    )
    _, happenings = answers(tmp_path_factory, [("2021-07-06", "Hill Wire", text)], "2021-07-07")
    event = event_of(happenings, "struck a mill")
    assert any("denied" in kept.sentence for kept in event.kept)
    assert grade(event) == "contested"


@pytest.mark.parametrize(
    ("more", "tolls"),
    [
        ("A hospital said it had received 13 bodies.", 1),
        ("A hospital in Herat said it had received 13 bodies on Sunday.", 2),
    ],
)
def test_a_figure_of_no_day_and_place_is_of_the_only_deed_counted(
    tmp_path_factory: pytest.TempPathFactory, more: str, tolls: int
) -> None:
    text = f"A bus hit a mine near Kunduz on Wednesday, killing eleven passengers, the governor said.\n\n{more}"
    state, _ = answers(tmp_path_factory, [("2021-07-08", "Hill Wire", text)], "2021-07-09")
    assert len([one for one in state.tolls if one.what == "killed"]) == tolls


def test_what_is_called_for_a_later_day_is_not_told_as_done(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "The miners' union called a strike in Kunduz for Thursday."
    _, happenings = answers(tmp_path_factory, [("2021-07-06", "Hill Wire", text)], "2021-07-07")
    event = event_of(happenings, "strike")
    assert (grade(event), title(event)[:14]) == ("not told as done", "Planned strike")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("The army rejected the accusation.", "contested"),
        ("The army dismissed the report as propaganda.", "contested"),
        ("The army rejected an offer of talks.", "single source"),
        ("The army denied having been warned.", "single source"),
        ("The army denied doing so.", "contested"),
        ("The army denied carrying out an attack.", "contested"),
    ],
)
def test_a_rejected_charge_is_a_denial(tmp_path_factory: pytest.TempPathFactory, answer: str, told: str) -> None:
    text = f"A rights group accused the army of burning a mill in Kunduz on Monday. {answer}"
    _, happenings = answers(tmp_path_factory, [("2021-07-06", "Hill Wire", text)], "2021-07-07")
    assert grade(event_of(happenings, "burning a mill")) == told


def test_who_says_that_its_own_men_did_it_confirms_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "Ukraine said its drones had set fire to a depot near Samara on Monday."
    _, happenings = answers(tmp_path_factory, [("2024-07-02", "Hill Wire", text)], "2024-07-03")
    assert grade(event_of(happenings, "depot")) == "confirmed by a party"


def test_both_sides_losses_are_two_tolls(tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = [
        "The rebels said they had killed 40 soldiers near Kunduz on Monday.",
        "The army said it had killed 31 rebels near Kunduz on Monday.",
    ]
    told = [("2021-07-06", "Hill Wire", texts[0]), ("2021-07-06", "Plain Post", texts[1])]
    state, _ = answers(tmp_path_factory, told, "2021-07-07")
    rows = [{source.low for source in toll.sources} for toll in state.tolls if toll.what == "killed"]
    assert {40} in rows
    assert {31} in rows


def test_a_communique_counts_both_sides_of_its_battle_and_owns_to_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (
        "Our fighters attacked the army base in Kunduz on Monday. After hours of battle, five of our comrades gave their lives. "
        "The army lost twenty men.\n\nMilitary spokesman of the Hindukush Liberation Front"
    )
    state, happenings = answers(tmp_path_factory, [("2021-07-06", "Hindukush Liberation Front", text)], "2021-07-07")
    assert sorted(toll.low or 0 for toll in state.tolls) == [5, 20]
    assert len({toll.event for toll in state.tolls}) == 1
    assert grade(event_of(happenings, "Kunduz")) == "confirmed by a party"


def test_who_counts_the_dead_of_a_deed_that_another_tells_is_their_source(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = (
        "Coalition warplanes bombed the port of Kunduz on Monday, setting fuel tanks ablaze. The health ministry said nine people were "
        "killed."
    )
    state, _ = answers(tmp_path_factory, [("2021-07-06", "Hill Wire", text)], "2021-07-07")
    sources = [(one.low, one.account.said) for toll in state.tolls if toll.what == "killed" for one in toll.sources]
    assert sources == [(9, "health ministry, Hill Wire")]


def test_a_total_since_a_day_is_not_of_the_last_deed(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (
        "Two people were killed when soldiers opened fire in Kunduz on Sunday, a doctor said, bringing the death toll since Friday "
        "to five."
    )
    state, _ = answers(tmp_path_factory, [("2021-07-05", "Hill Wire", text)], "2021-07-06")
    assert sorted(toll.low or 0 for toll in state.tolls) == [2, 5]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Gunmen killed four drivers and two guards near Kunduz on Monday, the mayor said.", {6}),
        ("Gunmen killed a driver, four passengers and two mechanics near Kunduz on Monday, the mayor said.", {7}),
        ("A raid killed nine people, including two guards, near Kunduz on Monday, the mayor said.", {9}),
    ],
)
def test_those_of_one_list_are_counted_together(
    tmp_path_factory: pytest.TempPathFactory, text: str, low: set[int]
) -> None:
    state, _ = answers(tmp_path_factory, [("2021-07-06", "Hill Wire", text)], "2021-07-07")
    assert {source.low for toll in state.tolls if toll.what == "killed" for source in toll.sources} == low


def test_displaced_are_counted_of_a_place_and_the_last_figure_of_a_source_stands(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = [
        ("2021-07-06", "Hill Wire", "Some 2,000 people have fled Kunduz, the Red Crescent said."),
        ("2021-07-08", "Hill Wire", "Some 3,000 people have fled Kunduz, the Red Crescent said."),
    ]
    state, _ = answers(tmp_path_factory, told, "2021-07-09")
    rows = [source for toll in state.tolls if toll.what == "displaced" for source in toll.sources]
    assert [(one.low, bool(one.earlier)) for one in rows] == [(3000, True)]


DUE = [
    ("The rebels must leave Kunduz by July 12.", "2021-07-11", "Rebels withdrew from Kunduz on Sunday.", "done"),
    ("The rebels must leave Kunduz by July 12.", "2021-07-11", "The rebels bombed a bridge in Kunduz on Sunday.", "ahead"),
    ("Each side will free 40 prisoners on July 12.", "2021-07-13", "The army and the rebels exchanged 78 prisoners on July 12.", "done"),
    ("Bus firms will halt all lines from July 12.", "2021-07-11", "The bus firms postponed their stoppage.", "moved"),
    ("The court must rule on the election by July 12.", "2021-07-11", "The court delayed its election ruling to July 20.", "moved"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "day", "later", "status"), DUE)
def test_what_became_of_a_day_set(
    tmp_path_factory: pytest.TempPathFactory, line: str, day: str, later: str, status: str
) -> None:
    state, _ = answers(tmp_path_factory, [("2021-07-06", "Hill Wire", line), (day, "Hill Wire", later)], day)
    assert [plan.status for plan in state.plans if plan.end == "2021-07-12"] == [status]


NO_DEADLINES = ["Both sides have fought more this summer.", "It is July, and people are hungry."]


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_what_is_or_was_sets_no_day(text: str) -> None:
    assert _read(read_text(text, id="d", published="2021-07-06")).deadlines == ()


def party(text: str, name: str = "", code: str = "", id: str = "") -> Party:
    return Party(text, Span(0, len(text)), name or text, code, id)


def test_who_speaks_for_whom() -> None:
    assert speaks_for(party("the defence ministry", code="UKR-GOV"), party("Ukraine", code="UKR-MIL", id="iso:UA"))
    assert speaks_for(party("the commander of the Hill Front"), party("the Hill Front", "Hill Front"))
    assert not speaks_for(party("the mayor", code="UKR-GOV"), party("Ukrainian drone", code="UKR-MIL"))


def test_sources_are_called_more_or_less_fully() -> None:
    assert akin("health ministry", "kyrgyz health ministry")
    assert not akin("kyrgyz health ministry", "tajik health ministry")
    assert not akin("ministry", "health ministry")


def test_whose_dead_are_counted_together() -> None:
    soldiers, rebels, people = Counted("soldiers", "state"), Counted("rebels", "rebels"), Counted("people")
    assert heaps([soldiers, rebels]) == [[0], [1]]
    assert sorted(map(len, heaps([soldiers, people]))) == [2]
    assert heaps([Counted("villagers", "civilians"), soldiers, people]) == [[0, 2], [1]]


def test_who_leaves_a_town_that_another_took_does_not_leave_it_to_nobody(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = [
        ("2021-07-06", "Hill Wire", "The army captured the town of Kunduz on Monday, residents said."),
        ("2021-07-07", "Plain Post", "The rebels withdrew from Kunduz on Tuesday, residents said."),
    ]
    state, _ = answers(tmp_path_factory, told, "2021-07-08")
    (held,) = [one for one in state.control if "Kunduz" in one.place or "Kondoz" in one.place or "Kunduz" in str(one)]
    assert held.status == "held"
    assert "army" in str(held.holders)
