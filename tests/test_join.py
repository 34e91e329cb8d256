"""The joiner: document features, documents held against each other, clusters."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import _read, few

from dateline.places.fold import fold, folded_words
from dateline.record.claim_features import ClaimFeatures, former, keys, of_claim, sought
from dateline.record.cluster import cluster
from dateline.record.contradictions import barred
from dateline.record.document_features import DocumentFeatures, of_document
from dateline.record.document_similarity import compare_documents
from dateline.record.rules import rules
from dateline.record.similarity import FEATURES, Bar, compare
from dateline.record.terms import counted, gist
from dateline.record.types import Comparison
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


def of(key: str, text: str) -> DocumentFeatures:
    return of_document(read_text(text, id=key), key)


@pytest.mark.parametrize(
    ("text", "relation"), [(FLOOD, "copy"), (DAMAGED, "copy"), (AGAIN, "same"), (OTHER, "different")]
)
def test_documents(text: str, relation: str) -> None:
    assert compare_documents(of("a", FLOOD), of("b", text)).relation == relation


def test_comparing_documents_is_symmetric() -> None:
    a, b = of("a", FLOOD), of("b", AGAIN)
    assert compare_documents(a, b) == compare_documents(b, a)


def test_names_count_double_and_figures_are_terms() -> None:
    found = gist(counted(["Okello", "counted", "zorbs"]), ["14"], names=2.0, figures=1.5)
    assert found["#14"] > found["zorb"]
    assert found["okello"] == pytest.approx(2 * found["zorb"])


@given(st.text("aeé .-’'St\n", max_size=40))
def test_words_folded_at_once_are_those_folded_together(text: str) -> None:
    assert folded_words(text) == set(fold(text).split())


def test_the_bar_keeps_out_no_pair_that_scores_enough() -> None:
    """Whatever it remembers of other pairs."""
    told = [
        of_claim(f"{number}.{claim.id}", claim, one.document, f"{number}")
        for number, one in enumerate(few())
        for claim in one.claims
    ]
    least = rules().claims.rival
    bar, kept = Bar(least), 0

    def passes(bar: Bar, a: ClaimFeatures, b: ClaimFeatures) -> bool:
        needed = bar.needs(a, b)
        return needed is not None and bar.reaches(a, b, 0.5, needed)

    for a, b in [*combinations(told, 2), *combinations(told[::-1], 2)]:
        passed = passes(bar, a, b)
        assert passed == passes(Bar(least), a, b)
        assert passed or compare(a, b, 0.5).score < least
        kept += passed
    assert 0 < kept < len(told) ** 2 / 2


def test_a_name_that_many_bear_brings_no_two_towns_together() -> None:
    """ "Front" is in the names of too many: of two claims that name their towns neither is looked for by it, of others each is."""
    said = " the Kelmo Front seized {}, the Front said. Bakers queued for diesel and millet."
    told = {}
    for key, place in (("a", "Ibadan"), ("b", "Omdurman"), ("c", "the depot"), ("d", "the camp")):
        reading = _read(read_text(f"On Friday fighters of{said.format(place)}", id=key, published="2024-02-09"))
        claim = of_claim(f"{key}.a", reading.claims[0], reading.document, key)
        assert "front" in claim.names
        found = keys(claim, of_document(reading.document, key))
        told[key] = {block for block in found if block.split("|")[1].startswith("front")}
        assert {block.split("|")[1] for block in found} >= {"kelmo"}
    met = {(a, b) for a in told for b in told if a < b and not told[b].isdisjoint(sought(told[a]))}
    back = {(a, b) for a in told for b in told if a < b and not told[a].isdisjoint(sought(told[b]))}
    assert met == back == {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")}
    assert {former(block) for block in told["a"]} == told["c"]


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


def test_what_a_dispatch_tells_as_one_counts_as_one() -> None:
    told = [Comparison("a", "b", 1.0, "same"), Comparison("b", "c", 1.0, "same")]
    likely = [Comparison("a", "d", 0.6, "same"), Comparison("c", "d", 0.1, "different")]
    assert cluster("abcd", [*told, *likely]) == (("a", "b", "c", "d"),)
    assert cluster("abcd", [Comparison("a", "b", 0.9, "same"), Comparison("b", "c", 0.9, "same"), *likely])[0] != tuple(
        "abcd"
    )


def test_together_and_apart_bind() -> None:
    links = [Comparison("a", "b", 0.9, "same")]
    assert cluster("abc", links, together=[("b", "c")], apart=[("a", "b")]) == (("a",), ("b", "c"))


@pytest.mark.parametrize(
    ("other", "copies"),
    [("convoy-2", True), ("convoy-3", True), ("convoy-4", True), ("convoy-5", False), ("convoy-7", False)],
)
def test_syndicated_trimmed_and_rewritten_texts_are_copies(other: str, copies: bool) -> None:
    """convoy-3 is cut, convoy-4 said in other words; -5 and -7 are other outlets' own reports of the ambush."""
    path = Path(__file__).parents[1] / "bench" / "data" / "record" / "convoy.jsonl"
    rows = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    first, second = (
        of_document(read_text(rows[name]["text"], id=name, published=rows[name]["published"]), name)
        for name in ("convoy-1", other)
    )
    assert (compare_documents(first, second).relation == "copy") is copies


def told(key: str, text: str, published: str) -> ClaimFeatures:
    document = read_text(text, id=key, published=published, outlet=key)
    claim = _read(document).claims[0]
    return of_claim(f"{key}.{claim.id}", claim, document, key)


BOMB = "A car bomb exploded at a market in Baghdad on Monday, killing 14 people, police said."


@pytest.mark.parametrize(
    ("text", "published", "relation"),
    [
        (
            "The bombing of a market in Baghdad on Monday killed 16 people, the health ministry said.",
            "2021-07-20",
            "same",
        ),
        (
            "A car bomb exploded at a market in Basra on Monday, killing 14 people, police said.",
            "2021-07-19",
            "different",
        ),
        (
            "A car bomb exploded at a market in Baghdad on Monday, killing 14 people, police said.",
            "2021-09-06",
            "different",
        ),
        ("Thousands marched through Baghdad on Monday to protest against power cuts.", "2021-07-19", "different"),
    ],
)
def test_two_claims_are_one_happening_or_not(text: str, published: str, relation: str) -> None:
    first, second = told("a", BOMB, "2021-07-19"), told("b", text, published)
    there, back = compare(first, second, 0.3), compare(second, first, 0.3)
    assert there.relation == relation
    assert there == back
    assert {one.name for one in there.features} <= {*FEATURES, "documents"}


def both(text: str) -> list[ClaimFeatures]:
    """The features of all violence of a text."""
    document = read_text(text, id="twice", published="2024-03-12")
    return [of_claim(f"d.{one.id}", one, document, "d") for one in _read(document).claims if one.type == "ASSAULT"]


def test_two_numbers_of_one_sentence_by_one_voice_are_two_events() -> None:
    text = "KIRKUK, Iraq - A bomb killed four soldiers in Kirkuk on Monday, police said, a week after a raid in Kirkuk killed 19 people."
    first, second = both(text)
    assert {*map(str, (first.figures, second.figures))} == {"{'killed': (4, 4)}", "{'killed': (19, 19)}"}
    assert barred(first, second)


def test_sites_without_a_name_do_not_hide_that_towns_lie_apart() -> None:
    text = (
        "BAGHDAD - In Kirkuk, a mine near a school killed two boys. In Mosul, a mine near a school killed three boys."
    )
    first, second = both(text)
    assert FEATURES["place"](first, second)[0] < 0
    assert barred(first, second)


def test_a_province_that_both_name_is_no_place_of_a_deed_denied_in_another_way() -> None:
    first, second = (
        told("a", "Five men were killed by shelling in Batken region, the health ministry said.", "2023-04-11"),
        told("b", "Tajikistan denied that its helicopters had attacked Batken airport.", "2023-04-12"),
    )
    assert (first.polarity, second.polarity) == ("+", "-")
    assert barred(first, second)
