"""Trees of news sentences are kept without words and put back onto the text they were read from."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).parent.parent / "models" / "dateline-en" / "training"
sys.path.insert(0, str(TRAINING))
import news_trees  # noqa: E402  # type: ignore[import-not-found]

TEXT = "Rain fell. Rebels, he said, left."
KEPT = {
    "id": "d1", "at": 11, "cut": [[6, 0], [1, 1], [2, 1], [4, 0], [1, 1], [4, 0], [1, 0]],
    "heads": [5, None, 3, 5, None, -1, None], "deps": "nsubj punct nsubj parataxis punct root punct",
    "upos": "NOUN PUNCT PRON VERB PUNCT VERB PUNCT", "xpos": "NNS , PRP VBD , VBD .", "ner": "O O O O O O O",
    "sum": hashlib.sha256(b"Rebels , he said , left .").hexdigest()[:8],
}  # fmt: skip


def test_words_come_back_from_the_text() -> None:
    row = news_trees.sentence(KEPT, TEXT)
    assert row is not None
    assert row["words"] == ["Rebels", ",", "he", "said", ",", "left", "."]
    assert row["glued"] == [False, True, False, False, True, False, True]


def test_another_text_gives_no_tree() -> None:
    assert news_trees.sentence(KEPT, TEXT.replace("Rebels", "Miners")) is None


def test_heads_are_counted_on_in_a_row_of_more_sentences() -> None:
    one = news_trees.sentence(KEPT, TEXT)
    assert one is not None
    for row in news_trees.rows([one, one, one, one], random.Random(1)):
        starts = [i for i, first in enumerate(row["starts"]) if first]
        for first in starts:
            assert row["heads"][first : first + 7] == [5 + first, None, 3 + first, 5 + first, None, -1, None]


def test_a_mark_without_a_head_hangs_on_the_root_in_conllu() -> None:
    one = news_trees.sentence(KEPT, TEXT)
    lines = "".join(news_trees.conllu([one])).splitlines()
    assert lines[1].split("\t")[6:8] == ["6", "nsubj"]
    assert lines[1].endswith("SpaceAfter=No")
    assert lines[2].split("\t")[6] == "6"


def test_trees_in_the_repository_are_whole() -> None:
    """Each has one root, and every word comes to it."""
    with gzip.open(TRAINING / "news-trees.jsonl.gz", "rt", encoding="utf-8") as file:
        kept = [json.loads(line) for line in file]
    assert len(kept) > 8000
    for one in kept:
        heads = one["heads"]
        assert heads.count(-1) == 1, one["id"]
        assert len(heads) == len(one["cut"]) == len(one["deps"].split()), one["id"]
        for i in range(len(heads)):
            steps, at = 0, i
            while at is not None and heads[at] is not None and heads[at] >= 0:
                at, steps = heads[at], steps + 1
                assert steps <= len(heads), one["id"]


@pytest.mark.parametrize("folder", ["coded", "stories", "record"])
def test_sheets_and_stories_give_their_texts(folder: str) -> None:
    found = news_trees.texts([TRAINING.parent.parent.parent / "bench" / "data" / folder])
    assert len(found) > 20
    assert all(text.strip() for text in found.values())
