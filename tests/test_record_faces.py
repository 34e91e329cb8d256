"""Pages of the record: every claim is there, contradictions are named, hostile text stays text."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from records import _read

from dateline.faces.charts import place_map, toll_chart
from dateline.faces.record_page import event_page, events_page, state_page
from dateline.record import store
from dateline.record.state import as_of
from dateline.record.states import Account, Holding, SourceFigure
from dateline.record.types import Happening
from dateline.text.intake import read_text

HOSTILE = "<script>alert(1)</script>"
TOLD = (
    ("One <b>Wire</b>", "Rebels killed 12 people in Kunduz on Monday, police said."),
    (
        "Two",
        "Rebels killed 19 people in Kunduz on Monday, hospital officials said. Rebels captured Zaranj and Aybak on Monday.",
    ),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("faces") / "r.sqlite")
    with store.Store(path, create=True) as here:
        here.add(_read(read_text(text, id=HOSTILE, published="2021-08-10", outlet=outlet)) for outlet, text in TOLD)
    return path


def killing(record: str) -> Happening:
    with store.Store(record) as here:
        return max(here.happenings(), key=lambda one: len(one.kept))


def test_an_event_shows_every_account_and_names_the_contradiction(record: str) -> None:
    one = killing(record)
    page = event_page(one)
    assert len(one.kept) == 2
    assert page.count("<blockquote>") == 2
    assert "contradict" in page and "sources cannot both be right" in page
    assert re.search(r"12 killed|12–19 killed", page)


def test_hostile_text_stays_text(record: str) -> None:
    one = killing(record)
    with store.Store(record) as here:
        kept, happenings = here.known()
    pages = event_page(one), events_page([one]), state_page(as_of("2021-08-11", kept, happenings))
    for page in pages:
        assert "<script" not in page and "One <b>" not in page
        assert "default-src 'none'" in page and "http" not in page.split("<article>")[1]


def test_a_state_draws_tolls_and_places(record: str) -> None:
    with store.Store(record) as here:
        page = state_page(as_of("2021-08-11", *here.known()))
    assert page.count("<svg") >= 2
    assert "Zaranj" in page and "Who holds what" in page


def test_bars_grow_with_figures_and_open_ends_are_dashed() -> None:
    account = Account("k", "police, One", "police", "d", "2021-08-10", "words")
    closed = toll_chart([SourceFigure(account, 10, 20)])
    bars = [float(x) for x in re.findall(r'class="bar" x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"', closed)[0]]
    assert bars[0] < bars[1] and "dash" not in closed and 'class="open"' not in closed
    assert 'class="open"' in toll_chart([SourceFigure(account, 10, None)])


def test_a_map_needs_two_places() -> None:
    north = Holding("North", "held", ("A",), None, None, (), lat=36.0, lon=68.0)
    south = msgspec.structs.replace(north, place="South", lat=32.0)
    assert place_map([north]) == ""
    heights = [float(y) for y in re.findall(r'<circle[^>]* cy="([\d.]+)"', place_map([north, south]))]
    assert heights[0] < heights[1]


def test_pages_are_written_whole(record: str, tmp_path: Path) -> None:
    from dateline.faces import cli

    out = tmp_path / "board.html"
    assert cli.run(["as-of", "2021-08-11", "--record", record, "--to", "html", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").endswith("</html>\n")
