"""What the network is shown: stretches of coded dispatches and of trees, which lose no word and point at their own words."""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "models" / "dateline-en" / "training"))
import agreed_trees  # type: ignore[import-not-found]
import windows  # type: ignore[import-not-found]

SENTENCE = ["Rebels", "took", "Bria", "."]


def coded(sentences: int) -> dict[str, Any]:
    """A dispatch of so many sentences, a line break before every third, each verb a mention of one claim."""
    words: list[str] = []
    starts: list[bool] = []
    for number in range(sentences):
        if number and number % 3 == 0:
            words, starts = [*words, "\n"], [*starts, False]
        words, starts = [*words, *SENTENCE], [*starts, True, False, False, False]
    verbs = [i for i, word in enumerate(words) if word == "took"]
    empty = [None] * len(words)
    return {
        "words": words, "glued": [False] * len(words), "ner": empty, "starts": starts, "heads": empty, "mod": empty,
        **{k: ["?"] * len(words) for k in ("deps", "upos", "xpos", "feats")}, "event": ["O"] * len(words),
        "roles": [[i, i - 1, "actor", []] for i in verbs], "same": [[i, 0] for i in verbs],
    }  # fmt: skip


def test_stretches_of_a_coded_dispatch_lose_no_word_and_no_mention() -> None:
    row = coded(90)
    found = windows.windows([row], random.Random(1), 1.0)
    assert sum(word != "\n" for w in found for word in w["words"]) == 4 * 90
    assert sum(len(w["same"]) for w in found) == 90
    for w in found:
        assert w["words"][0] == "Rebels"
        assert len(w["words"]) <= windows.WINDOW
        assert all(w["words"][at] == "took" for at, _ in w["same"])
        assert all((w["words"][t], w["words"][a]) == ("took", "Rebels") for t, a, *_ in w["roles"])
    assert any("\n" in w["words"] for w in found)


def tree(number: int) -> dict[str, Any]:
    """A sentence with its tree, as a stretch."""
    return {
        "words": list(SENTENCE), "glued": [False] * 4, "ner": [None] * 4, "starts": [1, 0, 0, 0], "heads": [1, -1, 1, None],
        "deps": ["nsubj", "root", "obj", f"punct{number}"], **{k: ["X"] * 4 for k in ("upos", "xpos", "feats")},
    }  # fmt: skip


def test_trees_behind_each_other_keep_their_heads() -> None:
    given = [tree(n) for n in range(8)]
    found = windows.joined(given, random.Random(1), 1.0)
    assert [len(w["words"]) for w in found] == [14, 14, 9]
    for w in found:
        starts = [i for i, first in enumerate(w["starts"]) if first]
        assert all(w["words"][b - 1] == "\n" for _, b in pairwise(starts))
        for at in starts:
            assert w["heads"][at : at + 4] == [at + 1, -1, at + 1, None]
    assert sorted(d for w in found for d in w["deps"] if d.startswith("punct")) == [f"punct{n}" for n in range(8)]


def test_no_tree_is_put_behind_another_where_none_should_be() -> None:
    given = [tree(n) for n in range(8)]
    assert windows.joined(given, random.Random(1), 0.0) == given


@pytest.mark.parametrize(("share", "least", "most"), [(1.0, 40, 40), (0.5, 10, 30), (0.0, 0, 0)])
def test_of_coded_dispatches_the_share_that_a_row_says_is_shown(share: float, least: int, most: int) -> None:
    rows = [{**coded(1), "share": share} for _ in range(40)]
    assert least <= len(windows.windows(rows, random.Random(1), 1.0)) <= most


def said(*links: tuple[int, str]) -> dict[str, Any]:
    """What a pipeline says of the words of a row."""
    return {"links": list(links), "tags": [("X", label) for _, label in links]}


def test_a_word_has_the_head_and_tags_that_most_pipelines_give_it() -> None:
    row = {"words": list(SENTENCE), "starts": [True, False, False, False]}
    one = said((1, "nsubj"), (-1, "root"), (1, "obj"), (1, "punct"))
    other = said((1, "nsubj"), (-1, "root"), (1, "obl"), (2, "punct"))
    third = said((1, "nsubj"), (-1, "root"), (1, "iobj"), (1, "punct"))
    found = agreed_trees.agreed(row, [one, other, third])
    assert found["heads"] == [1, -1, None, 1]
    assert found["deps"] == ["nsubj", "root", "?", "punct"]
    assert found["xpos"] == ["nsubj", "root", "?", "punct"]


def test_a_head_beyond_its_sentence_and_a_second_root_count_for_nothing() -> None:
    row = {"words": [*SENTENCE, "\n", *SENTENCE[:2]], "starts": [True, False, False, False, False, True, False]}
    one = said((1, "nsubj"), (-1, "root"), (-1, "root"), (1, "punct"), (1, "dep"), (6, "nsubj"), (1, "conj"))
    assert agreed_trees.agreed(row, [one])["heads"] == [1, None, None, 1, None, 6, None]
