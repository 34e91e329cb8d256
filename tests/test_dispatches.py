"""Invented dispatches with what a desk would sign: what must be read, what must never be; floors of how much of it holds."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import dateline

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "dispatches" / "voices.jsonl").read_text("utf-8").splitlines()
]
LEAST_HELD = 36  # of the 42 patterns that must hold
MOST_BROKEN = 1  # of the 37 that must not


@cache
def claims(text: str, published: str) -> tuple[dict[str, Any], ...]:
    return tuple(dateline.read(text, published=published).to_dict()["claims"])


def holds(pattern: dict[str, str], claim: dict[str, Any]) -> bool:
    """Every field that the pattern names: type, polarity and modality whole, a mode among the modes, all else searched."""
    for key, wanted in pattern.items():
        if key in ("type", "polarity", "modality"):
            words = [claim[key]] if re.fullmatch(wanted, claim[key]) else []
        elif key == "mode":
            words = [m for m in claim["mode"] if m == wanted]
        elif key == "trigger":
            words = [t["text"] for t in (claim["trigger"], *claim["also"]) if re.search(wanted, t["text"])]
        else:
            sides = claim["voices" if key == "voice" else key]
            words = [s["text"] for s in sides if re.search(wanted, f"{s['text']} {s.get('name') or ''}")]
        if not words:
            return False
    return True


def broken(case: dict[str, Any], side: str) -> list[dict[str, str]]:
    """The patterns of that side which hold of some claim."""
    read = claims(case["text"], case["published"])
    return [p for p in case[side] if any(holds(p, c) for c in read)]


def test_what_must_be_read() -> None:
    assert sum(len(broken(case, "must")) for case in CASES) >= LEAST_HELD


def test_what_must_never_be_read() -> None:
    assert sum(len(broken(case, "never")) for case in CASES) <= MOST_BROKEN


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Soldiers killed six rebels, officials said, and burned the market.", [["officials"], ["officials"]]),
        ("The mayor was quoted as saying rebels had killed six farmers.", [["The mayor"]]),
        ("The radio quotes a chief as saying rebels have killed six farmers.", [["a chief", "The radio"]]),
        ("Rebels raided a base on Sunday, the army said, killing 12 soldiers.", [["the army"]]),
        ("Six killed in Tavo blast: army", [["army"]]),
    ],
)
def test_voices_cover_all_parts(text: str, voices: list[list[str]]) -> None:
    assert [[v["text"] for v in c["voices"]] for c in claims(text, "2021-06-09")] == voices
