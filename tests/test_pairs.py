"""The labelled pairs: they are well formed, name words that stand in their dispatches, and are of every kind."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def load_pairs() -> ModuleType:
    """The bench is a script: it is loaded by its path."""
    plan = importlib.util.spec_from_file_location("pairs", ROOT / "bench" / "gate" / "pairs.py")
    assert plan
    assert plan.loader
    module = importlib.util.module_from_spec(plan)
    sys.modules["pairs"] = module
    plan.loader.exec_module(module)
    return module


BENCH = load_pairs()
PAIRS = BENCH.pairs()
DISPATCHES = BENCH.dispatches()
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for path in sorted((ROOT / "bench" / "data" / "record").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def name(pair: Any) -> str:
    return f"{pair.a.doc}:{pair.a.trigger}-{pair.b.doc}:{pair.b.trigger}"


# ---------------------------------------------------------------- the dispatches
def test_the_dispatches_are_many_and_told_apart() -> None:
    assert len(ROWS) >= 45
    assert len({row["id"] for row in ROWS}) == len({row["url"] for row in ROWS}) == len(ROWS)
    assert len({row["outlet"] for row in ROWS}) >= 10
    assert {row["id"] for row in ROWS} <= DISPATCHES.keys()


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_dispatch_says_when_and_by_whom(row: dict[str, Any]) -> None:
    assert {"id", "text", "published", "outlet", "url", "title"} == set(row)
    assert date.fromisoformat(row["published"]).year >= 2019
    assert ".example/" in row["url"]
    assert 40 <= len(row["text"].split()) <= 250
    assert DISPATCHES[row["id"]].published == row["published"]


# ---------------------------------------------------------------- the labels
@pytest.mark.parametrize("pair", PAIRS, ids=name)
def test_a_pair_names_words_of_its_dispatches(pair: Any) -> None:
    for one in (pair.a, pair.b):
        place = BENCH.span(one, DISPATCHES[one.doc].text)
        assert place
        assert DISPATCHES[one.doc].text[slice(*place)] == one.trigger
    assert pair.a != pair.b
    assert pair.label in BENCH.LABELS
    assert pair.why


def test_the_pairs_are_many_and_of_every_label() -> None:
    labels = Counter(pair.label for pair in PAIRS)
    assert sum(labels.values()) >= 80
    assert labels["same"] >= 35
    assert labels["different"] >= 30
    assert labels["part"] >= 15
    assert len({frozenset((pair.a, pair.b)) for pair in PAIRS}) == len(PAIRS)


def test_what_is_same_and_what_is_part_fit_together() -> None:
    """Nothing is called different that other labels make the same, and no part is the same as its whole."""
    group: dict[Any, Any] = {}

    def root(one: Any) -> Any:
        while group.get(one, one) != one:
            one = group[one]
        return one

    for pair in PAIRS:
        if pair.label == "same":
            group[root(pair.a)] = root(pair.b)
    assert [name(pair) for pair in PAIRS if pair.label != "same" and root(pair.a) == root(pair.b)] == []


# ---------------------------------------------------------------- the bench
def outcome(label: str, said: str) -> Any:
    a, b = BENCH.Named("x", "struck"), BENCH.Named("y", "hit")
    return BENCH.Outcome(BENCH.Pair(a, b, label, "because"), said, 0.5, ("day +1.00 × 2",))


def test_the_figures_count_right_pairs_by_label() -> None:
    got = BENCH.figures([outcome("same", "same"), outcome("same", "unread"), outcome("part", "reversed")])
    assert (got["all"], got["same"], got["part"], got["unread"]) == (0.3333, 0.5, 0.0, 1)
    assert "different" not in got


def test_a_wrong_pair_is_told_with_its_features() -> None:
    lines = list(BENCH.told(outcome("same", "different")))
    assert lines[0].startswith("WRONG: same, said different")
    assert "day +1.00" in lines[1]


@pytest.mark.parametrize(
    ("trigger", "nth", "text", "found"),
    [
        ("strike", 0, "strikes and a strike", (14, 20)),
        ("strike", 1, "strike, strike", (8, 14)),
        ("strike", 1, "one strike", None),
        ("air strike", 0, "An air strike", (3, 13)),
    ],
)
def test_words_are_found_as_whole_words(trigger: str, nth: int, text: str, found: tuple[int, int] | None) -> None:
    assert BENCH.span(BENCH.Named("x", trigger, nth), text) == found


def outcomes(right: float) -> list[Any]:
    """A thousand pairs, of which this share is right."""
    many = round(right * 900)
    rest = [outcome("same", "different")] * (900 - many) + [outcome("different", "different"), outcome("part", "part")]
    return [outcome("same", "same")] * many + rest


@pytest.mark.parametrize(
    ("share", "kept", "status"), [(0.95, 0.9, 0), (0.899, 0.8, 0), (0.5, 0.9, 1), (0.95, 0.7, 1), (0.5, 0.5, 1)]
)
def test_a_share_below_its_floor_shuts_the_gate(
    share: float, kept: float, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BENCH, "measured", lambda: (outcomes(share), outcomes(kept)))
    monkeypatch.setattr(BENCH, "floors", lambda: {"pairs": 0.9, "record": 0.8})
    assert BENCH.main(["--json"]) == status


def test_floors_only_rise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BENCH, "measured", lambda: (outcomes(0.5), outcomes(0.9)))
    monkeypatch.setattr(BENCH, "FLOOR", tmp_path / "floor.json")
    BENCH.FLOOR.write_text(json.dumps({"pairs": 0.9, "record": 0.8}), encoding="utf-8")
    assert BENCH.main(["--json", "--raise"]) == 1
    pinned = json.loads(BENCH.FLOOR.read_text(encoding="utf-8"))
    assert pinned["pairs"] == 0.9
    assert 0.89 < pinned["record"] < 0.91


def test_the_floor_of_ci_is_no_lower_than_promised() -> None:
    """Whether the pairs reach it is for `.ci/run`, which measures them."""
    assert BENCH.floors()["pairs"] >= 0.9
