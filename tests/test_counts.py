"""Counts: the bounds that number words set, the noun they count, and what is no count."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import counts
from dateline.errors import ParserError
from dateline.read import Reader
from dateline.text import numbers
from dateline.text.parse import parse, pipeline
from dateline.types import Block, Count, Document, Span

LEXICON = counts.load()
YES = [(rule.id, example) for rule in LEXICON.rules.values() for example in rule.yes]
NO = [(rule.id, text) for rule in LEXICON.rules.values() for text in rule.no]


@pytest.fixture(scope="module")
def read() -> Any:
    """Texts parsed by the pipeline that DATELINE_PARSER names, else by our own; skipped without one."""
    try:
        nlp = pipeline(os.environ.get("DATELINE_PARSER"))
    except ParserError as error:
        pytest.skip(str(error))
    return lambda text: parse(Document("t", text, blocks=(Block("body", Span(0, len(text))),)), nlp)


def found(read: Any, text: str) -> list[tuple[str, Count]]:
    """Mention text and value of each count."""
    pairs = [(r.mention.text, r.value) for r in counts.find(read(text))]
    return [(words, value) for words, value in pairs if isinstance(value, Count)]


@pytest.mark.parametrize(("rule", "example"), YES, ids=[f"{r}-{i}" for i, (r, _) in enumerate(YES)])
def test_examples_of_the_lexicon_are_read_as_they_say(read: Any, rule: str, example: dict[str, Any]) -> None:
    here = [r for r in counts.find(read(example["text"])) if r.mention.text == example["words"]]
    assert {r.mention.rule for r in here} == {rule}
    value = here[0].value
    assert isinstance(value, Count)
    assert (value.low, value.high) == (example.get("low"), example.get("high"))
    assert value.unit in (example["unit"], "person" if example["unit"] == "people" else "")


@pytest.mark.parametrize(("rule", "text"), NO)
def test_no_sentences_of_the_lexicon_count_nothing(read: Any, rule: str, text: str) -> None:
    assert [r.mention.text for r in counts.find(read(text)) if r.mention.rule == rule] == []


BOUNDS = [
    ("The blast killed at least eight people.", "at least eight", 8, None),
    ("More than 4,000 people fled.", "More than 4,000", 4001, None),
    ("More than two dozen fighters died.", "More than two dozen", 25, None),
    ("Almost 20 shells hit the market.", "Almost 20", None, 20),
    ("About 30 rebels surrendered.", "About 30", 30, 30),
    ("Some 50 houses burned.", "Some 50", 50, 50),
    ("Dozens of villages burned.", "Dozens", 24, None),
    ("Scores of people were hurt.", "Scores", 40, None),
    ("Hundreds of people fled.", "Hundreds", 200, None),
    ("Thousands of people fled.", "Thousands", 2000, None),
    ("Tens of thousands of people fled.", "Tens of thousands", 20000, None),
    ("A few hundred protesters marched.", "A few hundred", 200, None),
    ("Several houses burned.", "Several", 2, None),
    ("Between 12 and 15 soldiers died.", "Between 12 and 15", 12, 15),
    ("The army lost 12-15 soldiers.", "12-15", 12, 15),
    ("As many as 40 soldiers were captured.", "As many as 40", None, 40),
    ("Up to 40 soldiers were captured.", "Up to 40", None, 40),
    ("Fewer than ten soldiers remain.", "Fewer than ten", None, 9),
    ("Two dozen men were arrested.", "Two dozen", 24, 24),
    ("Half a million refugees fled.", "Half a million", 500_000, 500_000),
    ("Over half a million refugees fled.", "Over half a million", 500_001, None),
    ("Aid reached 1.2 million people.", "1.2 million", 1_200_000, 1_200_000),
    ("Rebels took five of the country's 34 provincial capitals.", "five", 5, 5),
    ("The two men fled.", "two", 2, 2),
    ("The bomb killed four others.", "four others", 4, 4),
    ("Police scattered a 50-strong mob.", "50-strong", 50, 50),
    ("There are 7 or 8 million refugees.", "7 or 8 million", 7_000_000, 8_000_000),
    ("Jets flew over two towns.", "two", 2, 2),
    ("Twenty-two soldiers died.", "Twenty-two", 22, 22),
    ("Six hundred and eleven soldiers died.", "Six hundred and eleven", 611, 611),
    ("Two thousand four hundred soldiers died.", "Two thousand four hundred", 2400, 2400),
    ("Troops shot at least a hundred and thirty goats.", "at least a hundred and thirty", 130, None),
    ("The flood swept away 18 250 goats.", "18 250", 18250, 18250),
    ("The war drove out 1 300 000 villagers.", "1 300 000", 1_300_000, 1_300_000),
    ("The war drove out 1.300.000 villagers.", "1.300.000", 1_300_000, 1_300_000),
    ("More than 4.6m villagers fled.", "More than 4.6m", 4_600_001, None),
    ("About 90k voters were turned away.", "About 90k", 90_000, 90_000),
    ("Some 6 lakh villagers fled.", "Some 6 lakh", 600_000, 600_000),
    ("Thirty-odd drivers were held.", "Thirty-odd", 30, 30),
    ("On May 9 150 drivers were held.", "150", 150, 150),
    ("In 2019 150 drivers were held.", "150", 150, 150),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), BOUNDS)
def test_bounds(read: Any, text: str, words: str, low: int | None, high: int | None) -> None:
    value = dict(found(read, text))[words]
    assert (value.low, value.high) == (low, high)


WHAT = [
    ("The death toll of 12 shocked the town.", "12", "killed"),
    ("The attack left 12 dead and 30 wounded.", "12", "killed"),
    ("The attack left 12 dead and 30 wounded.", "30", "injured"),
    ("The army reported 12 deaths.", "12", "killed"),
    ("Police made six arrests.", "six", "arrested"),
    ("Rebels freed 12 hostages.", "12", "abducted"),
    ("The minister met two farmers.", "two", ""),
]


@pytest.mark.parametrize(("text", "words", "what"), WHAT)
def test_what_the_phrase_itself_counts(read: Any, text: str, words: str, what: str) -> None:
    assert dict(found(read, text))[words].what == what


def test_no_casualties_denies_the_killed_and_the_injured(read: Any) -> None:
    told = [(v.what, v.low, v.high) for _, v in found(read, "There were no casualties.")]
    assert told == [("killed", 0, 0), ("injured", 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "Turnout rose 8 percent.", "It cost $5 million.", "The wall is 12 kilometres long.", "They won the match 5-3.",
        "A 10-year-old girl fled.", "The council passed Resolution 2231.", "It happened on Aug. 7 at noon.",
        "In 2017 he left.",
        "The jet, a Boeing 747, landed.", "No one knows.", "Anna Berg, 26, fled.", "The storm lasted three days.",
    ],
)  # fmt: skip
def test_what_is_no_count(read: Any, text: str) -> None:
    assert [words for words, _ in found(read, text)] == []


def test_the_head_is_the_one_of_the_clause_view(read: Any) -> None:
    view = read("Rebels killed at least eight villagers near Kesh.")
    (only,) = counts.find(view)
    assert view.tokens[only.mention.head].text == "villagers"
    assert only.mention.head in view.phrases
    assert view.text[only.mention.span.start : only.mention.span.end] == only.mention.text == "at least eight"


SPELLED = [
    ("two and a half", 2.5), ("half a million", 500_000), ("a hundred thirty million", 130_000_000), ("2 1 / 2", 2.5),
    ("one thousand two hundred and five", 1205), ("four thousand", 4000), ("an", 1), ("half a dozen", 6),
    ("tree", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "value"), SPELLED)
def test_number_words(words: str, value: float | None) -> None:
    assert numbers.value(words.split()) == value


@given(st.integers(0, 10**9))
def test_digits_keep_their_value_with_and_without_commas(n: int) -> None:
    assert numbers.value([str(n)]) == numbers.value([f"{n:,}"]) == n


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("Two-thirds of the 90 hostages were freed.", "Two-thirds of the 90", 60, 60),
        ("Half of the 40 men fled.", "Half of the 40", 20, 20),
        ("Rebels freed a third of the 100 soldiers.", "a third of the 100", 33, 34),
        ("More than half of the 300 inmates fled.", "half of the 300", 151, None),
        ("Nearly a quarter of the 80 guards fled.", "a quarter of the 80", None, 20),
    ],
)
def test_a_share_of_a_number_is_a_number(
    text: str, words: str, low: int | None, high: int | None, reader: Reader
) -> None:
    found = [one for one in reader.read(text).resolutions if one.mention.kind == "count" and one.mention.text == words]
    assert [(one.value.low, one.value.high) for one in found if isinstance(one.value, Count)] == [(low, high)]


@pytest.mark.parametrize(
    "text", ["Half of the men fled.", "He took one of the two roads.", "About 40 of the third group fled."]
)
def test_what_is_no_share_of_a_number_is_none(text: str, reader: Reader) -> None:
    assert not [
        one for one in reader.read(text).resolutions if one.mention.kind == "count" and "of the" in one.mention.text
    ]


def test_freed_shares_are_counted(reader: Reader) -> None:
    (one,) = (c for c in reader.read("Two-thirds of the 90 hostages were freed on Sunday, the army said.").claims)
    assert [(count.what, count.low) for count in one.counts] == [("released", 60)]
