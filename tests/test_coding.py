"""Coding sheets: what becomes of their lines, and what is said where words do not stand in the text."""

from __future__ import annotations

import importlib.util
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
    found = list(coding.dispatches(sorted((ROOT / "bench" / "data" / "coded").glob("*.txt"))))
    assert len(found) >= 45
    assert [fault for one in found for fault in one.faults] == []
