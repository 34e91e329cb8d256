"""The word sets: all there, in lower case, and a wrong file refused."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.actors.vocabulary import FILE, WORDS, parsed
from dateline.errors import LexiconError

TEXT = (files("dateline.lexicon") / "data" / "actors" / "words.toml").read_text(encoding="utf-8")


def test_sets_hold_lower_case_words_but_for_calendar_names() -> None:
    sets = [
        getattr(WORDS, name)
        for name in WORDS.__struct_fields__
        if name not in ("calendar_names", "irregular_plurals", "sectors", "no_actor_labels")
    ]
    assert all(word == word.lower() for words in sets for word in words)
    assert all(name[0].isupper() for name in WORDS.calendar_names)


def test_groups_of_sectors_are_of_known_sectors() -> None:
    groups = [getattr(WORDS.sectors, name) for name in WORDS.sectors.__struct_fields__]
    assert all(group <= WORDS.sectors.all for group in groups)


@pytest.mark.parametrize(
    "text", [TEXT + '\nunheard_of = ["x"]\n', TEXT.replace("reporting_verbs", "reportingverbs"), "speech_verbs = ["]
)
def test_a_missing_unknown_or_broken_set_is_an_error_that_says_where(text: str) -> None:
    with pytest.raises(LexiconError) as error:
        parsed(text)
    assert FILE in error.value.line()
