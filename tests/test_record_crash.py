"""Killed at any moment, started again: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import msgspec
import pytest
from records import ROOT, all_of_ours, few

sys.path.insert(0, str(ROOT / "bench" / "tools"))

import crash
import killing
import kills

KILLS = 12


@pytest.mark.slow
def test_a_record_survives_kills_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, all_of_ours())))
    done, filled, wrong = crash.torment(str(path), tmp_path, kills=KILLS, size=2, seed=7)
    assert done == KILLS
    assert filled >= 1
    assert wrong == 0


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> kills.Works:
    return kills.Works(few()[:4], tmp_path_factory.mktemp("works"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ingest", "judge", "board", "judgements brought in", "migrate", "import", "export"])
def test_after_every_kill_it_is_a_record_that_nobody_disturbed(name: str, works: kills.Works) -> None:
    done = killing.torment(works.all()[name](), 3, random.Random(7))
    assert done.kills == 3
    assert done.wrong == ()


@pytest.mark.slow
def test_a_torn_record_is_found_out(works: kills.Works, tmp_path: Path) -> None:
    """What holds records against the undisturbed ones can say no."""
    work = works.ingest()
    work.begin(tmp_path)
    work.run(tmp_path, lambda: None)
    assert work.wrong(tmp_path, 2, False) == ""
    assert "lost" in work.wrong(tmp_path, 3, False)
    with kills.Record(tmp_path / killing.NAME) as record, record.writing() as connection:
        connection.exec_driver_sql("DELETE FROM facets")
    assert "none of the undisturbed" in work.wrong(tmp_path, 2, False)
