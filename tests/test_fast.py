"""The fast pipeline: it loads, it parses, and what it finds depends neither on its neighbours nor on a memory."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

fast = pytest.importorskip("dateline_en_fast")

TEXTS = [
    "Rebels of the Ardal Liberation Front attacked the town of Vesh on Monday, killing 34 soldiers.",
    "The ministry said so.",
    "",
    "President Mirela Tarok met the foreign minister of Kenya in Nairobi. They spoke for an hour.",
    "\n \n",
    "ARDAL TROOPS SHELLED VESH, THE BBC REPORTED.",
]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return fast.load()


def rows(doc: Any) -> list[tuple[Any, ...]]:
    return [(t.text, t.head.i, t.dep_, t.pos_, t.tag_, str(t.morph), t.lemma_, t.ent_iob_, t.ent_type_) for t in doc]


def test_a_plain_sentence_is_read_whole(nlp: Any) -> None:
    doc = nlp("President Mirela Tarok met the foreign minister of Kenya in Nairobi.")
    verb = next(t for t in doc if t.text == "met")
    assert verb.dep_ == "ROOT" and verb.lemma_ == "meet"
    assert {(t.dep_, t.text) for t in verb.children} >= {("nsubj", "Mirela"), ("obj", "minister")}
    assert [(e.text, e.label_) for e in doc.ents] == [("Mirela Tarok", "PERSON"), ("Kenya", "LOC"), ("Nairobi", "LOC")]


def test_results_do_not_depend_on_the_batch(nlp: Any) -> None:
    alone = [rows(nlp(text)) for text in TEXTS]
    for size in (1, 3, 64):
        assert [rows(doc) for doc in nlp.pipe(TEXTS, batch_size=size)] == alone
    assert [rows(doc) for doc in nlp.pipe(TEXTS[::-1], batch_size=4)] == alone[::-1]


def test_lemmas_are_those_of_the_rule_lemmatizer(nlp: Any) -> None:
    """A word met first in one use and then in another gets the lemma of each use."""
    pipe = nlp.get_pipe("lemmatizer")
    for text in ("They saw the saw.", "He left, and the left wing leaves.", TEXTS[0]):
        doc = nlp(text)
        assert [t.lemma_ for t in doc] == [pipe.lemmatize(t)[0] for t in doc]


def test_words_without_end_are_not_kept(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline_en_fast import layers

    before = rows(nlp(TEXTS[0]))
    monkeypatch.setattr(layers, "MOST", 50)
    for number in range(10):
        layers.clusters(nlp.make_doc(" ".join(f"Vesh{number}x{word}" for word in range(20))))
    kept = layers._memo[id(nlp.vocab.lookups.get_table(layers.TABLE))][1]
    assert 0 < len(kept) <= 50 + 20
    assert rows(nlp(TEXTS[0])) == before


def test_decoding_gives_the_best_valid_labels() -> None:
    from dateline_en_fast.names import NameTagger, decode

    class Labels(NameTagger):
        def __init__(self) -> None:
            self.cfg = {"labels": ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]}

    start, follow = Labels().constraints()
    rng = np.random.default_rng(1)
    for _ in range(20):
        scores = rng.normal(size=(4, 5)).astype("float32")
        paths = [
            p for p in product(range(5), repeat=4) if not start[p[0]] and not any(follow[a, b] for a, b in pairwise(p))
        ]
        best = max(paths, key=lambda p: sum(float(scores[i, k]) for i, k in enumerate(p)))
        assert decode(scores, start, follow) == list(best)


def test_spans_of_labels() -> None:
    from dateline_en_fast.names import spans

    labels = ("O", "B-ORG", "I-ORG", "B-LOC")
    assert list(spans([1, 2, 0, 3, 1, 2, 2], labels)) == [(0, 2, "ORG"), (3, 4, "LOC"), (4, 7, "ORG")]
    assert list(spans([], labels)) == []


def test_a_lemma_outlives_the_words_that_a_document_brought(nlp: Any) -> None:
    text = "The zorblaxers glimmoned three quindlers near Vesh."
    with nlp.memory_zone():
        first = rows(nlp(text))
    with nlp.memory_zone():
        assert rows(nlp(text)) == first
