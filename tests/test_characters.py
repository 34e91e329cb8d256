"""Characters that have no width, raised digits, numbers too long or too many to be any."""

from __future__ import annotations

import pytest

import dateline
from dateline.text import numbers
from dateline.text.characters import plain, visible
from dateline.text.intake.decode import decode


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\u200bRaiders came", " Raiders came"),
        ("\u202aRaiders\u202c came", " Raiders  came"),
        ("the Labbe\u00adzanga road", "the Labbe\u00adzanga road"),
        ("45\u00b2 drivers", "45  drivers"),
        ("“so” – he’s", '"so" - he\'s'),
    ],
)
def test_plain_text_is_as_long_as_before(text: str, wanted: str) -> None:
    assert plain(text) == wanted
    assert len(plain(text)) == len(text)


def test_a_word_is_seen_without_what_has_no_width() -> None:
    assert visible("Labbe\u00adzanga") == "Labbezanga"
    assert visible("\u200b") == "\u200b"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nine million million", None),
        ("two thousand three million", None),
        ("three million two thousand", 3_002_000),
        ("one hundred and twenty", 120),
        ("1" * 5000, None),
        ("9" * 15, int("9" * 15)),
        ("one hundred and " * 30 + "twenty", None),
    ],
)
def test_numbers_that_nobody_writes_are_none(words: str, number: float | None) -> None:
    assert numbers.value(words.split()) == number


def test_an_ordinal_of_endless_digits_is_none() -> None:
    assert numbers.ordinal("1" * 9000 + "st") is None


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_western_encodings_are_told_apart(encoding: str) -> None:
    text = "TESSIT – “Nine men,” said Col. Touré, “were seized in Ségou.” It’s the first raid…"
    assert decode(text.encode(encoding)).text == text


def test_a_run_of_signs_is_cut_and_what_stands_beside_it_is_read() -> None:
    reading = dateline.read("Gunmen shot six drivers near Tessit.\n\n" + '"' * 4000 + "\n\nPolice arrested nine men.")
    assert [claim.trigger.text for claim in reading.claims] == ["shot", "arrested"]
