"""Adapters to benchmarks that are not part of this repository say so and end with 3; none is broken by what it imports."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "bench" / "adapters"
HELPERS = {"adapter", "casing", "parser_eval", "ecbplus"}  # no adapters, or with arguments of their own
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in HELPERS)


@pytest.mark.parametrize("name", NAMES)
def test_without_its_data_an_adapter_is_skipped(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    spec = importlib.util.spec_from_file_location(f"bench_{name}", FOLDER / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    prepare = getattr(found, "prepare", None) or found.adapter.of_readings(found.record)
    assert (
        found.adapter.run(found.__doc__, prepare, [str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "out")]) == 3
    )
    assert "is not part of this repository" in capsys.readouterr().err
