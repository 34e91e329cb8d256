"""The default pipeline: loading, windows, trees and names that are well formed, and nothing read beside it matters."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.errors import ParserError
from dateline.text.pipelines import _loaded, pipeline

pytest.importorskip("dateline_en")
from dateline_en import component, decode, path, pieces

TEXTS = [
    "Rebels attacked the town of Gao on Monday.",
    "Police arrested two men. The minister, Ana Roe, denied it; a spokesman said the army would not leave.",
    "\n\nREBELS SEIZE PORT\n\nSix soldiers were killed.",
    "“We fled,” she said. “They burned it.”",
    "Talks between the U.N. and the junta collapsed",
    "",
    "   ",
    "!",
]


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return pipeline()


def seen(doc: Any) -> list[tuple[Any, ...]]:
    return [
        (t.text, t.head.i, t.dep_, t.tag_, t.pos_, str(t.morph), t.lemma_, t.ent_iob_, t.ent_type_, t.is_sent_start)
        for t in doc
    ]


def is_well_formed(doc: Any) -> bool:
    """One root a sentence, and every token below it."""
    return all(sum(t.head == t for t in s) == 1 and set(s.root.subtree) == set(s) for s in doc.sents)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6), st.integers(1, 8))
def test_what_is_read_beside_it_changes_nothing(nlp: spacy.Language, texts: list[str], size: int) -> None:
    alone = [seen(nlp(text)) for text in texts]
    assert [seen(doc) for doc in nlp.pipe(texts, batch_size=size)] == alone


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_is_a_tree(nlp: spacy.Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert is_well_formed(doc)


LONG = [
    "The soldiers who left " + "the town that held " * 400 + "the bridge fled.",
    "word " * 1500,
    "a" * 5000,
    "Rebels attacked a town. " * 150,
    "and, " * 700,
    "\n".join(["Police fled"] * 300),
]


@pytest.mark.parametrize("text", LONG, ids=lambda t: t[:12])
def test_text_without_an_end_is_cut_into_windows(
    nlp: spacy.Language, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No window is longer than the encoder's places, and the number of windows stays in proportion."""
    network = nlp.get_pipe("parser").network
    sizes: list[int] = []

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(network, name)

        def __call__(self, ids: list[int], *rest: Any) -> Any:
            sizes.append(len(ids))
            return network(ids, *rest)

    monkeypatch.setattr(nlp.get_pipe("parser"), "network", Counting())
    doc = nlp(text)
    assert is_well_formed(doc)
    assert max(sizes) <= component.LONGEST
    assert sum(sizes) <= 4 * (len(doc) * 3 + component.LONGEST)


PARAGRAPHS = [
    "Rebels took the port",
    "The attack killed two men. Talks failed.",
    "  ",
    "",
    "Police, he said, fled to Bria.",
]


def test_paragraphs_are_read_together_and_stay_documents_of_their_own(
    nlp: spacy.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    parser = nlp.get_pipe("parser")
    network, runs = parser.network, []

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(network, name)

        def __call__(self, *given: Any) -> Any:
            runs.append(given)
            return network(*given)

    monkeypatch.setattr(parser, "network", Counting())
    docs = [nlp.make_doc(text) for text in PARAGRAPHS]
    parser.together(docs)
    assert len(runs) == 1
    assert [doc.text for doc in docs] == PARAGRAPHS
    assert all(is_well_formed(doc) for doc in docs if not doc.text.isspace())
    assert [[s.text for s in doc.sents] for doc in docs[:2]] == [
        ["Rebels took the port"],
        ["The attack killed two men.", "Talks failed."],
    ]
    assert [(e.text, e.label_) for doc in docs for e in doc.ents] == [("Bria", "LOC")]
    windows = {int(w) for doc in docs if len(doc) for w in doc.user_data["dateline_events"]["window"]}
    assert windows <= {-1, 0}


def test_a_document_alone_is_its_own_only_paragraph(nlp: spacy.Language) -> None:
    doc = nlp.make_doc(TEXTS[1])
    nlp.get_pipe("parser").together([doc])
    assert [(t.head.i, t.dep_, t.tag_) for t in doc] == [(t.head.i, t.dep_, t.tag_) for t in nlp(TEXTS[1])]


def test_sentences_are_found_where_a_long_text_is_cut(nlp: spacy.Language) -> None:
    doc = nlp("Rebels attacked a town. " * 150)
    assert {s.text for s in doc.sents} == {"Rebels attacked a town."}


@pytest.mark.parametrize("text", ["REBELS ATTACKED THE TOWN ON MONDAY.", "rebels attacked the town on monday."])
def test_case_does_not_change_the_tree(nlp: spacy.Language, text: str) -> None:
    doc = nlp(text)
    assert [t.dep_ for t in doc][:4] == ["nsubj", "ROOT", "det", "obj"]


def test_capitals_do_not_make_a_name_of_a_verb(nlp: spacy.Language) -> None:
    assert [e.text for e in nlp("GUNMEN KILL SIX IN KANO").ents] == ["KANO"]


def test_a_group_named_like_a_verb_is_a_name(nlp: spacy.Language) -> None:
    doc = nlp("IS claimed the attack on the base near Mosul.")
    assert [(e.text, e.label_) for e in doc.ents] == [("IS", "ORG"), ("Mosul", "LOC")]
    assert doc[0].dep_ == "nsubj"


def test_words_without_end_are_not_kept(nlp: spacy.Language, monkeypatch: pytest.MonkeyPatch) -> None:
    known = pieces.Pieces(path() / "parser" / "vocabulary.txt")
    once = known("Tarok")
    monkeypatch.setattr(pieces, "REMEMBERED", 50)
    for number in range(200):
        known(f"Vesh{number}")
        assert len(known._known) <= 50
    assert known("Tarok") == once


def test_saved_and_loaded_it_reads_the_same(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "made")
    assert seen(pipeline(str(tmp_path / "made"))(TEXTS[1])) == seen(nlp(TEXTS[1]))


def test_two_processes_read_the_same(nlp: spacy.Language) -> None:
    assert [seen(d) for d in nlp.pipe(TEXTS[:4], n_process=2, batch_size=2)] == [seen(nlp(t)) for t in TEXTS[:4]]


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"net\.onnx"):
        component.EncoderParser(spacy.blank("en").vocab).from_disk(tmp_path)


def test_before_it_is_loaded_it_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(component.NAME, name="parser")
    with pytest.raises(RuntimeError, match=r"dateline_en\.load"):
        nlp("Police fled.")


def test_the_fast_parser_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateline_en_fast", None)
    with pytest.raises(ParserError, match="dateline-en-fast is not installed") as caught:
        _loaded.__wrapped__("fast")
    assert caught.value.remedy == "pip install ./models/dateline-en-fast"


def trees(n: int) -> Iterator[tuple[int, ...]]:
    """All trees over n words with one root."""
    for heads in itertools.product(range(n + 1), repeat=n):
        if heads.count(0) == 1 and not decode._cycle(heads):
            yield heads


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.integers(-9, 9))))
def test_the_tree_chosen_is_the_best(scores: Any) -> None:
    def total(heads: tuple[int, ...] | list[int]) -> float:
        return float(sum(scores[i, h] for i, h in enumerate(heads)))

    found = decode.heads(scores)
    assert tuple(found) in set(trees(len(scores)))
    assert total(found) == max(total(t) for t in trees(len(scores)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6).flatmap(lambda n: arrays(np.float32, (n, 5), elements=st.integers(-9, 9))))
def test_names_are_read_off_any_scores(scores: Any) -> None:
    spans = list(decode.Names(["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"])(scores))
    assert all(0 <= a < b <= len(scores) and label in ("ORG", "LOC") for a, b, label in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))


def test_weights_fit_into_the_wheel() -> None:
    assert sum(f.stat().st_size for f in path().rglob("*") if f.is_file()) <= 35e6


@pytest.mark.parametrize("seed", range(4))
def test_a_very_long_sentence_still_has_one_tree(seed: int) -> None:
    n = decode.LONG + 40
    found = decode.heads(np.random.default_rng(seed).normal(size=(n, n + 1)))
    assert found.count(0) == 1
    assert not decode._cycle(found)
    assert all(0 <= head <= n and head != word for word, head in enumerate(found, 1))


def test_a_persons_name_is_one_phrase_whatever_the_tree_says() -> None:
    heads = np.array([2, 3, 0, 3, 3, 3])  # the army accused Sarah Miller Monday; counted from 1, 0 is the root
    names = [(3, 5, "PERSON"), (4, 6, "DATE")]
    assert list(component._within_names(heads, names)) == [4]
    assert heads.tolist() == [2, 3, 0, 3, 4, 3]


def test_two_words_of_a_name_that_hang_apart_are_left_so() -> None:
    heads = np.array([2, 0, 2, 6, 6, 2])
    assert list(component._within_names(heads, [(2, 4, "PERSON")])) == []
    assert heads.tolist() == [2, 0, 2, 6, 6, 2]
