"""Actors: what is found, who it is, and the code it had on the day."""

from __future__ import annotations

import pytest

from dateline.actors import as_striker, load
from dateline.actors.spots import entry_of
from dateline.places.fold import fold, squash

LEXICON = load()


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Taliban", "1995-03-01", "AFG-REB"),
        ("Taliban", "1999-03-01", "AFG-GOV"),
        ("Taliban", "2021-08-14", "AFG-REB"),
        ("Taliban", "2021-08-15", "AFG-GOV"),
        ("FARC", "2010-01-01", "COL-REB"),
        ("Houthis", "2016-01-01", "YEM-REB"),
    ],
)
def test_an_actor_is_what_it_was_on_that_day(name: str, day: str, code: str) -> None:
    entry = entry_of(LEXICON.forms[squash(fold(name))], day)
    assert entry is not None and entry.code == code


@pytest.mark.parametrize(("code", "striker"), [("AFG-GOV", "AFG-MIL"), ("USA", "USA-MIL"), ("AFG-REB", "AFG-REB"), ("IGO", "IGO")])
def test_a_country_strikes_with_its_army(code: str, striker: str) -> None:
    assert as_striker(code) == striker
