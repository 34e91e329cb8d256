"""The joiner: profiles, documents held against each other, clusters."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.cluster import cluster
from dateline.record.likeness import FEATURES, compare_documents
from dateline.record.nouns import Comparison
from dateline.record.profile import Profile, profile
from dateline.record.rules import rules
from dateline.record.wordstock import gist
from dateline.text.intake import read_text

FLOOD = (
    "Flood water broke the dam above Marlow on Tuesday and carried off 14 houses, mayor Ruth Okello said. "
    "Crews from Denby searched the valley for 6 people until dark, and the road to Halford stayed closed."
)
AGAIN = (
    "Mayor Ruth Okello of Marlow said the dam had burst on Tuesday, sweeping away 14 houses. The road to Halford "
    "was closed while crews from Denby looked for 6 missing people in the valley."
)
OTHER = (
    "Teachers in Porto Velho walked out on Friday over pay, and 300 of them marched to the office of governor Lima. "
    "The union said that classes would not start before an offer was made."
)
DAMAGED = FLOOD.replace("Tuesday", "Tues-\nday").replace("searched", "serched")


def of(key: str, text: str) -> Profile:
    return profile(read_text(text, id=key), key)


@pytest.mark.parametrize(
    ("text", "relation"), [(FLOOD, "copy"), (DAMAGED, "copy"), (AGAIN, "same"), (OTHER, "different")]
)
def test_documents(text: str, relation: str) -> None:
    assert compare_documents(of("a", FLOOD), of("b", text)).relation == relation


def test_comparing_documents_is_symmetric() -> None:
    a, b = of("a", FLOOD), of("b", AGAIN)
    assert compare_documents(a, b) == compare_documents(b, a)


def test_names_count_double_and_figures_are_terms() -> None:
    found = gist("Okello counted 14 zorbs")
    assert found["#14"] > found["zorb"]
    assert found["okello"] == pytest.approx(2 * found["zorb"])


def test_every_feature_is_weighed_and_said() -> None:
    known = rules().claims.features
    assert {*FEATURES, "documents"} == set(known)
    assert all(one.weight and one.says for one in known.values())


SCORES = st.lists(st.integers(0, 20).map(lambda tenth: tenth / 20), min_size=15, max_size=15)


@given(SCORES, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_order(scores: list[float], random: object) -> None:
    keys = list("abcdef")
    links = [Comparison(a, b, score, "same") for (a, b), score in zip(combinations(keys, 2), scores, strict=True)]
    expected = cluster(keys, links)
    random.shuffle(links)  # type: ignore[attr-defined]
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert cluster(keys, links) == expected


def test_together_and_apart_bind() -> None:
    links = [Comparison("a", "b", 0.9, "same")]
    assert cluster("abc", links, together=[("b", "c")], apart=[("a", "b")]) == (("a",), ("b", "c"))
