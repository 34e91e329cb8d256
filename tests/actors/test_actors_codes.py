"""Actor codes: what belongs to whom."""

from __future__ import annotations

import pytest

from dateline.actors.codes import as_striker, join, split, under


@pytest.mark.parametrize(
    ("code", "parts"), [("AFG-REB", ("AFG", "REB")), ("REB", ("", "REB")), ("SYR", ("SYR", "")), ("", ("", ""))]
)
def test_a_code_is_country_and_sector(code: str, parts: tuple[str, str]) -> None:
    assert split(code) == parts
    assert join(*parts) == code


def test_troops_of_rebels_are_rebels_and_villagers_under_them_are_not() -> None:
    assert under("AFG-REB", "MIL") == "AFG-REB"
    assert under("AFG-REB", "CVL") == "AFG-CVL"


def test_a_government_strikes_with_its_army_and_rebels_as_themselves() -> None:
    assert (as_striker("AFG-GOV"), as_striker("AFG-REB")) == ("AFG-MIL", "AFG-REB")
