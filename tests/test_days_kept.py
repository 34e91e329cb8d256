"""What became of days set, and of disputes that a side ends itself; who weighs an offer."""

from __future__ import annotations

import pytest
from test_events_told import Told, answers

from dateline.record.states import State

DAY = "2024-07-09"


def told(tmp_path_factory: pytest.TempPathFactory, *texts: Told) -> State:
    return answers(tmp_path_factory, list(texts), max(day for day, _, _ in texts))[0]


def statuses(state: State) -> list[tuple[str | None, str]]:
    return [(one.end, one.status) for one in state.plans]


def test_what_arrives_where_it_was_awaited_on_its_day_has_come(tmp_path_factory: pytest.TempPathFactory) -> None:
    ahead = (
        "2024-07-02",
        "Wire",
        "A supply convoy of 40 trucks left Gao on Tuesday and is expected in Timbuktu on Friday.",
    )
    there = ("2024-07-06", "Post", "A supply convoy reached the town of Timbuktu on Friday, its escort said.")
    assert statuses(told(tmp_path_factory, ahead, there)) == [("2024-07-05", "done")]
    late = ("2024-07-08", "Post", "A supply convoy reached the town of Timbuktu on Sunday, its escort said.")
    assert statuses(told(tmp_path_factory, ahead, late)) == [("2024-07-05", "overdue")]


def test_the_same_act_on_the_day_set_is_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    ahead = ("2024-07-03", "Wire", "The students said the strike planned for Friday would go ahead.")
    held = ("2024-07-05", "Post", "A general strike brought the country to a halt on Friday.")
    assert {one.status for one in told(tmp_path_factory, ahead, held).plans if one.end == "2024-07-05"} == {"done"}


def test_what_is_named_only_as_called_off_is_a_row_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    off = ("2024-07-06", "Wire", "The union called off a sit-in that had been planned for Sunday.")
    assert statuses(told(tmp_path_factory, off)) == [("2024-07-07", "called off")]
    never = ("2024-07-03", "Wire", "The minister said the fares will not rise before January.")
    assert ("called off" in {one.status for one in told(tmp_path_factory, never).plans}) is False


def test_a_curfew_holds_until_its_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    put = ("2024-07-02", "Wire", "The government imposed a curfew on the capital until Sunday.")
    assert ("2024-07-07", "ahead") in statuses(told(tmp_path_factory, put))


def test_who_has_left_denies_no_longer(tmp_path_factory: pytest.TempPathFactory) -> None:
    taken = ("2024-07-02", "Wire", "The rebels seized the town of Bourem on Monday, residents said.")
    denied = ("2024-07-03", "Post", "The government denied that the town of Bourem had fallen.")
    left = ("2024-07-05", "Wire", "The government acknowledged on Friday that its forces had left Bourem.")
    assert [one.status for one in told(tmp_path_factory, taken, denied).control] == ["disputed"]
    assert [(one.status, one.holders) for one in told(tmp_path_factory, taken, denied, left).control] == [
        ("held", ("rebels",))
    ]


def test_who_weighs_an_offer_has_not_said_where_he_stands(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "The rebels offered a truce on Monday. An army spokesman said the offer was being studied."
    stands = {(one.who, one.stand) for one in told(tmp_path_factory, ("2024-07-02", "Wire", text)).stances}
    assert ("army spokesman", "undisclosed") in stands
