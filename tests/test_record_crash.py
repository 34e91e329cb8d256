"""Killed at any moment, started again: nothing lost, nothing doubled."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest
from records import ROOT, all_of_ours

sys.path.insert(0, str(ROOT / "bench" / "tools"))

import crash

KILLS = 20


@pytest.mark.slow
def test_a_record_survives_kills_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, all_of_ours())))
    done, filled, wrong = crash.torment(str(path), tmp_path, kills=KILLS, size=2, seed=7)
    assert done == KILLS
    assert filled >= 1
    assert wrong == 0
