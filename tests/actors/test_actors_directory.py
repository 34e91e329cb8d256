"""The lists as loaded."""

from __future__ import annotations

from actor_trees import LEXICON

from dateline.actors.directory import Entry


def test_an_open_end_is_valid_on_every_day() -> None:
    entry = Entry("x", "X", "group", "REB", since="2020-01-01")
    assert [entry.valid(day) for day in ("2019-12-31", "2020-01-01", "2999-01-01", None)] == [False, True, True, True]


def test_every_form_can_be_reached_by_its_beginnings() -> None:
    key = "taliban"
    assert all(key[:n] in LEXICON.prefixes for n in range(1, len(key) + 1))


def test_surnames_and_countries_are_indexed() -> None:
    assert {entry.kind for entries in LEXICON.surnames.values() for entry in entries} == {"person"}
    assert LEXICON.countries["AFG"].name == "Afghanistan"
