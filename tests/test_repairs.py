"""Each repair of a parse, on trees written by hand: what it changes, and what near it stays."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hand_trees import drafted, shown

from dateline.text import repairs

DATA = files("dateline.lexicon") / "data" / "repairs.toml"
ENTRIES: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["repair"]
TABLE = {repair.name: repair for repair in (*repairs.TAGGING, *repairs.ATTACHMENTS)}
YES = [(entry["name"], one["tree"], one["becomes"]) for entry in ENTRIES for one in entry["yes"]]
NO = [(entry["name"], one["tree"]) for entry in ENTRIES for one in entry["no"]]


def test_every_repair_has_a_yes_and_a_no_sentence() -> None:
    assert [entry["name"] for entry in ENTRIES] == list(TABLE)
    assert all(entry["yes"] and entry["no"] for entry in ENTRIES)


@pytest.mark.parametrize(("name", "tree", "becomes"), YES)
def test_a_repair_changes_what_it_says(name: str, tree: str, becomes: list[str]) -> None:
    draft = drafted(tree)
    before = [shown(draft, i) for i in range(len(draft))]
    TABLE[name].function(draft)
    after = [shown(draft, i) for i in range(len(draft))]
    changed = [new for old, new in zip(before, after, strict=True) if new != old]
    assert changed == [word[0].lower() + word[1:] for word in becomes]


@pytest.mark.parametrize(("name", "tree"), NO)
def test_a_repair_leaves_near_sentences_alone(name: str, tree: str) -> None:
    draft = drafted(tree)
    before = [shown(draft, i) for i in range(len(draft))]
    TABLE[name].function(draft)
    assert [shown(draft, i) for i in range(len(draft))] == before


@pytest.mark.parametrize(("name", "tree", "becomes"), YES)
def test_all_repairs_together_leave_no_cycle(name: str, tree: str, becomes: list[str]) -> None:
    """Whatever is reattached, every word still hangs, over others, on a root."""
    draft = drafted(tree)
    repairs.apply((*repairs.TAGGING, *repairs.ATTACHMENTS), draft)
    for i in range(len(draft)):
        seen, at = {i}, i
        while draft.heads[at] != at:
            at = draft.heads[at]
            assert at not in seen, (name, becomes)
            seen.add(at)
