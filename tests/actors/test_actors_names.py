"""Names of the lists: which referent, with which code and name."""

from __future__ import annotations

from actor_trees import IRAQIS, LEXICON, TALIBAN, TURKS, actor, cast_from, resolved

from dateline.actors.listed import entry_of
from dateline.actors.names import entry_name_in_text, of_entry


def test_a_group_is_what_it_was_that_day() -> None:
    assert actor(resolved(TALIBAN, day="2021-08-10"), "The Taliban") == ("Taliban", "AFG-REB")
    assert actor(resolved(TALIBAN, day="2022-01-01"), "The Taliban") == ("Taliban", "AFG-GOV")


def test_the_nation_speaks_for_its_country_and_five_of_it_do_not() -> None:
    assert actor(resolved(TURKS), "The Turks") == ("Turks", "TUR-GOV")
    assert actor(resolved(IRAQIS), "Five Iraqis") == ("Iraqis", "IRQ-CVL")


def test_an_entry_has_one_referent() -> None:
    cast = cast_from(TALIBAN)
    entry = entry_of(LEXICON.forms["taliban"], cast.day)
    assert entry is not None
    first = of_entry(cast, entry)
    cast.link(1, first, "test", 1.0)
    assert of_entry(cast, entry) is first
    assert entry_name_in_text(cast, entry) == "Taliban"


def test_a_name_of_another_time_is_known_but_has_no_code() -> None:
    found = resolved(TALIBAN, day="1950-01-01")["The Taliban"]
    assert found.value is not None
    assert (found.value.code, found.score) == ("", 0.5)  # type: ignore[union-attr]
