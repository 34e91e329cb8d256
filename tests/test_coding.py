"""Coding sheets: what becomes of their lines, and what is said where words do not stand in the text."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
SHEET = """=== x-1 | 2024-05-02 | Test Wire
Rebels shot a guard on Monday. They then shot a nurse, the mayor said.
---
ASSAULT firearms | shot#2 | actor=They=rebels=CVL | recipient=a nurse | counts=killed 1 - "a nurse" | time=Monday 2024-04-29
=== x-2 | 2024-05-02 | Test Wire
The fair opened.
---
"""


@pytest.fixture(scope="module")
def coding() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coding", ROOT / "bench" / "tools" / "coding.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["coding"] = module
    spec.loader.exec_module(module)
    return module


def test_a_line_becomes_a_gold_line(coding: ModuleType, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET, encoding="utf-8")
    first, second = coding.dispatches([sheet])
    claim = first.claims[0]
    assert first.faults == []
    assert first.text[slice(*claim["trigger"]["span"])] == "shot" and claim["trigger"]["span"][0] > 30
    assert claim["actor"] == [{"text": "They", "span": [31, 35], "name": "rebels", "code": "CVL"}]
    assert [claim["counts"][0][k] for k in ("what", "low", "high")] == ["killed", 1, None]
    assert (claim["time"]["start"], claim["time"]["end"], claim["modality"]) == ("2024-04-29", "2024-04-29", "actual")
    assert second.claims == [{"doc": "x-2", "type": None}]


def test_words_that_do_not_stand_there_are_named(coding: ModuleType, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET.replace("recipient=a nurse", "recipient=a teacher"), encoding="utf-8")
    assert next(coding.dispatches([sheet])).faults == ["x-1: 'a teacher' does not stand there at all"]


def test_our_sheets_can_be_followed(coding: ModuleType) -> None:
    found = list(coding.dispatches(sorted((ROOT / "bench" / "data" / "coded").rglob("*.txt"))))
    assert len(found) >= 86
    assert [fault for one in found for fault in one.faults] == []


def _labels(coding: ModuleType, folder: Path) -> tuple[Path, list[dict[str, object]]]:
    """The labels of the sheet in a file, and the file's rows."""
    sheet, file = folder / "sheet.txt", folder / "sheet.labels.jsonl"
    sheet.write_text(SHEET.replace("2024-05-02", "-"), encoding="utf-8")
    rows = list(coding.labels(coding.dispatches([sheet])))
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file, rows


def test_labels_hold_no_words_of_the_dispatch(coding: ModuleType, tmp_path: Path) -> None:
    file, rows = _labels(coding, tmp_path)
    told = file.read_text(encoding="utf-8")
    assert not [word for word in ("shot", "They", "nurse", "Monday", "guard", "fair") if word in told]
    assert rows[0]["actor"] == [{"span": [31, 35], "name": "rebels", "code": "CVL"}]
    assert rows[0]["recipient"] == [{"span": [46, 53], "code": ""}]
    assert (rows[0]["published"], rows[0]["length"]) == ("", 70)
    assert (rows[1]["doc"], rows[1]["type"]) == ("x-2", None)


def test_labels_with_their_texts_are_the_sheet_again(coding: ModuleType, tmp_path: Path) -> None:
    file, _ = _labels(coding, tmp_path)
    coded = list(coding.dispatches([tmp_path / "sheet.txt"]))
    found, left_out = coding.of_labels(file, {one.id: f"\n{one.text}\n" for one in coded})
    assert left_out == []
    assert [(one.id, one.published, one.outlet, one.text) for one in found] == [
        (one.id, one.published, one.outlet, one.text) for one in coded
    ]
    assert [one.claims for one in found] == [one.claims for one in coded]


def test_labels_whose_text_is_missing_or_another_are_left_out(coding: ModuleType, tmp_path: Path) -> None:
    file, _ = _labels(coding, tmp_path)
    found, left_out = coding.of_labels(file, {"x-2": "The fair was opened."})
    assert found == []
    assert left_out == [
        "x-1: its text is not given",
        "x-2: its text is not the one that was coded (20 characters, 16 coded)",
    ]


def test_texts_that_are_no_texts_are_named(coding: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "x-1", "text": "Rebels shot a guard."}\n{"id": "x-2"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"texts\.jsonl, line 2: .*: give one JSON object a line"):
        coding.read_texts([file])
    file.write_text('{"id": "x-1"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"texts\.jsonl, line 1: has no text: "):
        coding.read_texts([file])


def test_our_labels_are_labels(coding: ModuleType) -> None:
    for file in sorted((ROOT / "bench" / "data" / "coded").rglob("*.labels.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert '"text"' not in file.read_text(encoding="utf-8")
        assert all(len(row["sha256"]) == 64 and row["length"] > 0 for row in rows)
        spans = [row["trigger"]["span"] for row in rows if row["type"]]
        assert spans and all(0 <= start < end for start, end in spans)
        assert all(row["trigger"]["span"][1] <= row["length"] for row in rows if row["type"])
