"""Text as it comes: what software and typists leave in a dispatch changes nothing of what is read, and every span stays in the text."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.text.characters import visible
from dateline.text.pieces import seen
from dateline.types import Reading

PLAIN = "Rebels shelled the town of Dougara on Monday, killing at least 12 people, the governor said."
QUOTED = ["Rebels shelled the town of Dougara on Monday, killing", "at least 12 people, the governor said."]
DAY = "2022-06-14"


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            one.type, visible(one.trigger.text), [party.name for party in one.actor], one.time and one.time.start,
            [(count.what, count.low, count.high) for count in one.counts], bool(one.place), len(one.voices), one.modality,
        )
        for one in reading.claims
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(" ", "  "),
        PLAIN.replace(" ", "\t"),
        PLAIN.replace(" ", "\u00a0"),
        PLAIN.replace(" ", " \u00a0 "),
        PLAIN.replace("12 people", "12&nbsp;people").replace("the governor", "the governor&#8217;s office"),
        PLAIN.replace("12", "\uff11\uff12"),
        PLAIN.replace("shelled", "shel\u00adled").replace("town", "to\u200bwn"),
        "\u202a" + PLAIN.replace("Dougara", "\u2067Dougara\u2069") + "\u202c",
        PLAIN.replace("governor", "go\u0301\u0302\u0303vernor"),
        "\n".join(f"> {line}" for line in QUOTED),
        "\n".join(f">> {line}" for line in QUOTED),
        "\n".join(f"> > {line}" for line in QUOTED),
        f"- 2 -\n\n{PLAIN}\n\nPage 3 of 4\n",
        f"CORRECTION: An earlier version of this report said 20 people were killed; it was 12.\n{PLAIN}",
        f"We use cookies to improve your experience on this site.\n{PLAIN}\nREAD MORE: Gunmen kill nine in Gao\n",
        f"\U0001f6a8 BREAKING: {PLAIN} \U0001f64f #Mali @wire",
        PLAIN.replace("\n", "\r\n") + "\r\n",
    ],
)
def test_what_a_text_carries_along_changes_nothing(text: str, reader: Reader) -> None:
    found = reader.read(text, published=DAY)
    assert told(found) == told(reader.read(PLAIN, published=DAY))
    for mention in found.mentions:
        assert text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "\u201d\u201d"])
def test_quotation_marks_of_other_countries(marks: str, reader: Reader) -> None:
    text = f"{marks[0]}Rebels shelled the town of Dougara on Monday,{marks[1]} the governor said."
    (claim,) = reader.read(text, published=DAY).claims
    assert [voice.speaker.text for voice in claim.voices] == ["the governor"]


def test_signs_that_were_encoded_twice_are_read_as_what_they_were(reader: Reader) -> None:
    text = "â€œRebels shelled the town of Dougara on Monday,â€\x9d the governorâ€™s office said."
    (claim,) = reader.read(text, published=DAY).claims
    assert [party.text for party in claim.actor] == ["Rebels"]
    assert [voice.speaker.text for voice in claim.voices] == ["the governorâ€™s office"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words", "plain words"),
        ("two  words", "two words"),
        ("> one\n> two", "one two"),
        (">one\n\t>>two", "one two"),
        ("5 > 4 and 3 &lt; 4", "5 > 4 and 3 &lt; 4"),
        ("a&nbsp;b&#x2019;s", "a b's"),
        ("&amp;&amp;", "&&"),
        ("Â\u00a0x", "x"),
        ("  ", ""),
        ("&#0;&#999999;", "\ufffd\U000f423f"),
    ],
)
def test_a_piece_as_the_parser_sees_it_keeps_the_place_of_each_sign(text: str, words: str) -> None:
    view = seen(text)
    assert view.words == words
    whole = [view.span(at, at + 1) for at in range(len(words))]
    assert all(0 <= start <= end <= len(text) for start, end in whole)
    assert whole == sorted(whole)
    assert all(words[at] in text[start:end] or not words[at].isalnum() for at, (start, end) in enumerate(whole))
