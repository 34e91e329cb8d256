"""What ties figures and events to each other: what may have changed, and what a figure is looked for among."""

from __future__ import annotations

import msgspec
import pytest

from dateline.record.queries.increments.tied import Index, Ties
from dateline.record.queries.increments.work import Tied
from dateline.record.state.figure_notes import Note

EVENT = Tied("2024-03-01", "2024-03-20", (("killed", 7, 9),), (("killed", "outlet:Wire"),), ("geonames:1",))
TOLL = Note(
    ("2024-03-10", "d1", 0, 5, "d1.f1"), "killed", 12, 12, None, ("geonames:1",), (), "outlet:Wire", toll=True, sided=False
)  # fmt: skip


def figure(**changes: object) -> Note:
    return msgspec.structs.replace(TOLL, **changes)


def known(day: str, key: str = "d1.f1") -> tuple[str, str, int, int, str]:
    return day, key.partition(".")[0], 0, 5, key


@pytest.mark.parametrize(
    ("told", "since", "changes"),
    [
        (TOLL, "", True),
        (TOLL, "2024-03-10", True),
        (TOLL, "2024-03-11", False),  # what came in was told after the figure
        (figure(sided=True), "2024-03-11", True),  # whose side did it is asked of all that is told
        (figure(order=known("2024-02-28")), "", False),
        (figure(towns=("geonames:2",)), "", False),
        (figure(origin="outlet:Post"), "", False),
        (figure(toll=False), "", False),
        (figure(toll=False, supersedes=9), "", True),
        (figure(toll=False, supersedes=9), "2024-03-11", False),
        (figure(toll=False, supersedes=8), "", False),
    ],
)
def test_an_event_changes_where_figures_belong_that_were_told_no_earlier(told: Note, since: str, changes: bool) -> None:
    ties = Ties()
    ties.add(EVENT, ["d9.c1"], since=since)
    assert ties.may_be_of(told) == changes


def test_a_figure_of_a_dispatch_that_tells_of_an_event_is_always_looked_at() -> None:
    ties = Ties()
    ties.add(EVENT, ["d1.c1"], since="9999-12-31")
    assert ties.may_be_of(TOLL)


def test_events_with_a_number_come_the_last_first_and_none_that_is_later() -> None:
    days = {"a": "2024-03-01", "b": "2024-03-09", "c": "2024-03-11"}
    counted = {key: msgspec.structs.replace(EVENT, known=day) for key, day in days.items()}
    index = Index([TOLL], counted)
    assert list(index.with_number_replaced_by(figure(supersedes=9))) == ["b", "a"]
    assert list(index.with_number_replaced_by(figure(supersedes=8))) == []
    assert sorted(index.counted_by_source_of(TOLL)) == ["a", "b", "c"]


def test_figures_are_found_by_number_source_and_dispatch() -> None:
    earlier = figure(order=known("2024-03-05", "d2.f1"), low=9, high=10)
    index = Index([earlier, TOLL], {})
    assert index.replaced_by(figure(supersedes=10)) == [earlier]
    assert index.replaced_by(TOLL) == []
    assert list(index.told_by_source_of(TOLL)) == [earlier, TOLL]
    assert list(index.told_by_source_of(figure(origin="outlet:Post"))) == []
    assert index.of_document["d2"] == [earlier]
