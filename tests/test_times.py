"""Time expressions: what is found, what is not, and the days that the words allow."""

from __future__ import annotations

import calendar
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import times
from dateline.errors import LexiconError, ParserError
from dateline.read import Reader
from dateline.text.parse import Parse, Sentence, Token, parse, pipeline
from dateline.text.trees import Tree
from dateline.times import days
from dateline.times.lexicon import Entry, TimeFile, build
from dateline.types import Block, Document, Interval, Span

LEXICON = times.load()
CLOCK = LEXICON.clock
YES = [(rule.id, example) for rule in LEXICON.rules.values() for example in rule.yes]
NO = [(rule.id, text) for rule in LEXICON.rules.values() for text in rule.no]


def bare(text: str) -> Parse:
    """A parse without syntax: tokens alone, one sentence, nothing that tells the tense."""
    found = list(re.finditer(r"\w+(?:\.\w+)*\.?|[^\w\s]", text))
    tokens = tuple(
        Token(i, m.start(), m.end(), m.group(), m.group().lower(), m.group().lower(), "NOUN", "NN", 0)
        for i, m in enumerate(found)
    )
    sentences = (Sentence(0, 0, len(tokens), Span(0, len(text)), 0),) if tokens else ()
    tree = Tree.of(range(len(tokens)), ["dep"] * len(tokens))
    return Parse(text, tokens, sentences, (), {}, {}, tree)


def resolved(view: Parse, published: str | None = CLOCK) -> list[tuple[str, Any]]:
    """Mention text and value of each time expression."""
    return [(r.mention.text, r.value) for r in times.resolve(times.find(view), view, published)]


def one(text: str, published: str | None = CLOCK) -> Interval:
    """The only value of a text."""
    found = resolved(bare(text), published)
    assert len(found) == 1, found
    assert isinstance(found[0][1], Interval), found
    return found[0][1]


@pytest.fixture(scope="module")
def read() -> Any:
    """Texts parsed by the pipeline that DATELINE_PARSER names, else by our own; skipped without one."""
    try:
        nlp = pipeline(os.environ.get("DATELINE_PARSER"))
    except ParserError as error:
        pytest.skip(str(error))
    return lambda text: parse(Document("t", text, blocks=(Block("body", Span(0, len(text))),)), nlp)


@pytest.mark.parametrize(("rule", "example"), YES, ids=[f"{r}-{i}" for i, (r, _) in enumerate(YES)])
def test_examples_of_the_lexicon_are_read_as_they_say(read: Any, rule: str, example: dict[str, Any]) -> None:
    view = read(example["text"])
    found = [r for r in times.resolve(times.find(view), view, CLOCK) if r.mention.text == example["words"]]
    assert [r.mention.rule for r in found] == [rule]
    value = found[0].value
    assert isinstance(value, Interval)
    told = {"value": value.timex_value, "start": value.start or "", "end": value.end or ""}
    assert {k: told[k] for k in told if k in example} == {k: example[k] for k in told if k in example}


@pytest.mark.parametrize(("rule", "text"), NO)
def test_no_sentences_of_the_lexicon_name_no_such_time(read: Any, rule: str, text: str) -> None:
    assert [m.text for m in times.find(read(text)) if m.rule == rule] == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels may attack the town.", "A 10-year-old girl was hurt.", "They won the match 5-3.",
        "More than 2,000 people fled.",
        "Some 2001 troops were sent.", "Crowds gathered after Friday prayers.",
        "She writes for the Sunday Times.", "Call 555-1994.",
        "A second attack failed.", "The sun rose.", "Thousands march for peace.", "The wall is 12 metres high.",
        "He paid $1999.",
        "Prime Minister Theresa May left.", "They marched on the capital.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(read: Any, text: str) -> None:
    assert [m.text for m in times.find(read(text))] == []


TENSES = [
    ("The envoy returned on Tuesday.", "Tuesday", "2021-08-10", "2021-08-10"),
    ("The envoy returned on Thursday.", "Thursday", "2021-08-05", "2021-08-05"),
    ("The envoy will return on Thursday.", "Thursday", "2021-08-12", "2021-08-12"),
    ("The talks are scheduled for Monday.", "Monday", "2021-08-16", "2021-08-16"),
    ("The final date is August 31.", "August 31", "2021-08-31", "2021-08-31"),
    ("Troops will leave on January 5.", "January 5", "2022-01-05", "2022-01-05"),
    ("Troops left on December 5.", "December 5", "2020-12-05", "2020-12-05"),
    ("The army has fought there since Monday.", "Monday", "2021-08-09", "2021-08-10"),
    ("The truce will hold until Friday.", "Friday", "2021-08-10", "2021-08-13"),
    ("Insurgents took five towns in less than a week.", "less than a week", "2021-08-03", "2021-08-10"),
    ("The army has fought there for three years.", "three years", "2018-08-10", "2021-08-10"),
    ("Officials may visit Doha in the coming days.", "the coming days", "2021-08-10", None),
    ("The clinic was recently rebuilt.", "recently", None, "2021-08-10"),
    ("The guard was not questioned until Monday.", "Monday", "2021-08-09", "2021-08-09"),
    ("Police seek the man believed to be behind a Friday blast.", "Friday", "2021-08-06", "2021-08-06"),
    ("Police seek witnesses of Friday's attack.", "Friday", "2021-08-06", "2021-08-06"),
    ("Shops were able to reopen on Friday.", "Friday", "2021-08-06", "2021-08-06"),
    ("He came on April 15, 1995, and left on April 17.", "April 17", "1995-04-17", "1995-04-17"),
    ("The minister postponed the visit to Friday.", "Friday", "2021-08-13", "2021-08-13"),
    ("In June, the council extended the ban.", "June", "2021-06-01", "2021-06-30"),
    ("Bombs exploded before 3 p.m. yesterday.", "3 p.m. yesterday", "2021-08-09", "2021-08-09"),
    ("On Friday the army left. Days later rebels came.", "Days later", "2021-08-06", "2021-08-10"),
    (
        "The army took the port in 1905. Five years later it took the coast.",
        "Five years later",
        "1910-01-01",
        "1910-12-31",
    ),
    ("Rebels took the town in March 2004 but left two months later.", "two months later", "2004-05-01", "2004-05-31"),
    (
        "On Friday the army left, as in 2003. Three days later rebels came.",
        "Three days later",
        "2021-08-09",
        "2021-08-09",
    ),
    ("The camp was attacked. Two days later the army struck back.", "Two days later", None, "2021-08-10"),
    ("The union called a strike for Thursday.", "Thursday", "2021-08-12", "2021-08-12"),
    ("The party called rallies for Saturday and Sunday.", "Sunday", "2021-08-15", "2021-08-15"),
    ("He called for Friday's gunmen to be tried.", "Friday", "2021-08-06", "2021-08-06"),
    ("The road will open before the end of the month.", "the end of the month", "2021-08-10", "2021-08-31"),
    ("The fort fell before the end of May.", "the end of May", None, "2021-05-31"),
    ("The fort fell before May.", "May", None, "2021-04-30"),
    ("Troops will leave from September 3 to October 5.", "September 3", "2021-09-03", "2021-10-05"),
]


@pytest.mark.parametrize(("text", "words", "start", "end"), TENSES)
def test_tense_and_prepositions_decide(read: Any, text: str, words: str, start: str | None, end: str | None) -> None:
    found = dict(resolved(read(text)))
    assert (found[words].start, found[words].end) == (start, end)


ALONE = [
    ("this month", "2021-08", "2021-08-01", "2021-08-31"),
    ("late last month", "2021-07", "2021-07-21", "2021-07-31"),
    ("6 March 2017", "2017-03-06", "2017-03-06", "2017-03-06"),
    ("March 3rd, 2016", "2016-03-03", "2016-03-03", "2016-03-03"),
    ("3 JAN 90", "1990-01-03", "1990-01-03", "1990-01-03"),
    ("Sept.14th", "2021-09-14", "2021-09-14", "2021-09-14"),
    ("2017-03-06", "2017-03-06", "2017-03-06", "2017-03-06"),
    ("25/12/2016", "2016-12-25", "2016-12-25", "2016-12-25"),
    ("between 11-13 July", "2021-07-11/2021-07-13", "2021-07-11", "2021-07-13"),
    ("summer of 2014", "2014-SU", "2014-06-01", "2014-08-31"),
    ("the winter of 2014", "2014-WI", "2014-12-01", "2015-02-28"),
    ("the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("the late 1970s", "197", "1975-01-01", "1979-12-31"),
    ("the first quarter of 2019", "2019-Q1", "2019-01-01", "2019-03-31"),
    ("yesterday", "2021-08-09", "2021-08-09", "2021-08-09"),
    ("overnight", "2021-08-10TNI", "2021-08-09", "2021-08-10"),
    ("last night", "2021-08-09TNI", "2021-08-09", "2021-08-10"),
    ("a week ago", "2021-W31", "2021-08-01", "2021-08-07"),
    ("last year", "2020", "2020-01-01", "2020-12-31"),
    ("the past two months", "P2M", "2021-06-10", "2021-08-10"),
    ("every week", "P1W", None, None),
    ("Christmas Day, 2020", "2020-12-25", "2020-12-25", "2020-12-25"),
    ("Easter 2021", "2021-04-04", "2021-04-04", "2021-04-04"),
    ("the Sept. 11 attacks", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("Saturday, April 4", "2020-04-04", "2020-04-04", "2020-04-04"),
]


@pytest.mark.parametrize(("text", "value", "start", "end"), ALONE)
def test_expressions_without_a_sentence(text: str, value: str, start: str | None, end: str | None) -> None:
    found = one(text)
    assert (found.timex_value, found.start, found.end) == (value, start, end)


def test_dates_that_can_be_read_two_ways_stay_unresolved() -> None:
    view = bare("10/08/2021")
    (found,) = times.resolve(times.find(view), view, CLOCK)
    assert found.value is None
    assert "told apart" in found.reason


@pytest.mark.parametrize("text", ["Tuesday", "yesterday", "last week", "August 31", "two months ago", "this morning"])
def test_without_a_publication_date_relative_words_stay_unresolved(text: str) -> None:
    view = bare(text)
    assert [(r.value, r.reason) for r in times.resolve(times.find(view), view, None)] == [(None, "no publication date")]


def test_that_day_is_the_day_named_before() -> None:
    found = resolved(bare("On 6 March 2017 they left. The next day it burned. Two days earlier it rained."))
    assert [v.start for _, v in found] == ["2017-03-06", "2017-03-07", "2017-03-05"]


def test_spans_are_those_of_tokens() -> None:
    text = "Early on Sunday and late last month, on the night of Sept. 5, they fled."
    view = bare(text)
    starts, ends = {t.start for t in view.tokens}, {t.end for t in view.tokens}
    found = times.find(view)
    assert len(found) == 3
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.span.start in starts and mention.span.end in ends


DAYS = st.dates(date(1950, 1, 1), date(2048, 12, 31))


@given(DAYS, DAYS)
def test_a_full_date_is_that_day_whenever_it_is_read(day: date, published: date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        found = one(text, published.isoformat())
        assert (found.start, found.end) == (day.isoformat(), day.isoformat())


@given(DAYS, st.integers(0, 6))
def test_a_weekday_of_the_week_before_contains_its_day(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    found = one(f"{day:%A}", published.isoformat())
    assert (found.start, found.end) == (day.isoformat(), day.isoformat())


@given(DAYS, st.integers(-150, 150))
def test_a_date_without_year_is_the_nearest(published: date, away: int) -> None:
    day = published + timedelta(days=away)
    if (day.month, day.day) != (2, 29):
        assert one(f"{day:%B} {day.day}", published.isoformat()).start == day.isoformat()


@given(
    DAYS,
    st.sampled_from(["week", "month", "year", "quarter", "decade", "century"]),
    st.sampled_from(["last", "this", "next"]),
)
def test_relative_units_are_whole_and_lie_where_they_say(published: date, unit: str, which: str) -> None:
    found = one(f"{which} {unit}", published.isoformat())
    assert found.start is not None and found.end is not None
    today = published.isoformat()
    where = {"last": found.end < today, "this": found.start <= today <= found.end, "next": found.start > today}
    assert found.start <= found.end and where[which]


@given(DAYS, st.integers(1, 40), st.sampled_from(["day", "week", "month", "year"]))
def test_some_units_ago_contains_the_day_reckoned(published: date, number: int, unit: str) -> None:
    found = one(f"{number} {unit}s ago", published.isoformat())
    reckoned = days.shift(published, {"day": "D", "week": "W", "month": "M", "year": "Y"}[unit], -number).isoformat()
    assert found.start is not None and found.end is not None
    assert found.start <= reckoned <= found.end


@given(
    DAYS,
    st.sampled_from(["early", "mid", "late", "the beginning of", "the end of", ""]),
    st.integers(1, 12),
    st.integers(1950, 2048),
)
def test_parts_of_a_month_lie_in_it(published: date, which: str, month: int, year: int) -> None:
    found = one(f"{which} {calendar.month_name[month]} {year}".strip(), published.isoformat())
    whole = days.month(year, month)
    assert whole.start and whole.end and found.start and found.end
    assert whole.start <= found.start <= found.end <= whole.end


@given(
    st.lists(st.sampled_from([*LEXICON.scanner.codes, "7", "31", "2019", "5:30", "10/11/12", "1990s"]), max_size=9),
    st.none() | DAYS,
)
def test_no_words_make_it_fail_and_no_interval_runs_backwards(words: list[str], published: date | None) -> None:
    view = bare(" ".join(w for w in words if not w.startswith("#")).title())
    for r in times.resolve(times.find(view), view, published and published.isoformat()):
        if isinstance(r.value, Interval) and r.value.start and r.value.end:
            assert r.value.start <= r.value.end
        assert r.value is not None or r.reason


def test_a_wrong_pattern_is_said(tmp_path: Path) -> None:
    wrong = TimeFile(time=(Entry("x", ("<nothing>",)),), word={"ordinal": {}}, clock={"published": CLOCK})
    path = tmp_path / "en.toml"
    path.write_text('[[time]]\nid = "x"\npatterns = ["<nothing>"]\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="entry x: '<nothing>' names the unknown class"):
        build({path: wrong})


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Gunmen killed six soldiers two days after the Sept. 11 ambush.", "2026-09-13", "2026-09-13"),
        ("Three days before the 5 May vote, rebels shelled Bara and killed nine voters.", "2026-05-02", "2026-05-02"),
        ("Rebels shelled Bara a day after the March 3 election.", "2026-03-04", "2026-03-04"),
        ("A week after Monday's raid, rebels shelled Bara.", "2026-11-29", "2026-12-01"),
        ("The day after Tuesday's truce, the army bombed Bara.", "2026-11-25", "2026-11-25"),
        ("The army bombed Bara on Thursday, two days after Tuesday's truce.", "2026-11-26", "2026-11-26"),
        ("Troops left Bara within two days after Monday's truce.", "2026-11-23", None),  # a length, and no distance
    ],
)
def test_days_are_counted_from_a_day_that_is_named(text: str, start: str, end: str | None, reader: Reader) -> None:
    one = next(one for one in reader.read(text, published="2026-11-29").claims if one.trigger.text in DEEDS)
    assert one.time is not None and (one.time.start, one.time.end) == (start, end)


DEEDS = ("killed", "shelled", "bombed", "left")
