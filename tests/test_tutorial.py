"""The tutorial notebook runs from its first cell to its last, and its outputs say what its text promises."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "tutorial"


def test_the_texts_of_the_tutorial_are_two_hundred_and_always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from tutorial_texts import dispatches

    first = list(dispatches())
    assert len(first) == 200 and first == list(dispatches()) and len({one["id"] for one in first}) == 200


@pytest.mark.slow
def test_the_tutorial_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    for package in ("ipykernel", "pandas", "openpyxl", "pyarrow"):
        pytest.importorskip(package)
    monkeypatch.setenv("PYTHONPATH", ":".join(filter(None, sys.path)))
    notebook = nbformat.read(FOLDER / "tutorial.ipynb", as_version=4)
    folder = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=600, startup_timeout=240, resources=folder).execute()
    told = "\n".join(
        part.get("text", "") or str(part.get("data", ""))
        for cell in notebook.cells if cell.cell_type == "code" for part in cell.outputs
    )  # fmt: skip
    assert "200 dispatches" in told and "have figures that cannot all be right" in told
    assert "is no day like 2021-08-10" in told and "hospital register, by phone" in told
    assert "<svg" in told and "Situation report: Burkina Faso" in told
