"""Parts of a number: claims of their own that nobody adds to the whole."""

from __future__ import annotations

import pytest
from test_events_told import answers

from dateline.faces.csv import COLUMNS, rows
from dateline.faces.export import claim_line
from dateline.faces.incidents import incidents
from dateline.read import Reader
from dateline.types import Claim


def parts(claims: tuple[Claim, ...]) -> list[tuple[str, int | None]]:
    """Who the parts are and how many, each of a claim of the reading."""
    ids = {one.id for one in claims}
    return [
        (one.recipient[0].text, one.counts[0].low) for one in claims if one.part_of is not None and one.part_of in ids
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Troops killed 30 rebels, including three commanders, near Tavo.", [("three commanders", 3)]),
        ("Gunmen killed 15 villagers, six of them women, on Sunday.", [("women", 6)]),
        ("Ten people were killed in the blast, two of whom were soldiers, police said.", [("soldiers", 2)]),
        ("The strike killed 20 people, including two women and a child.", [("two women", 2), ("a child", 1)]),
        ("Police arrested 40 protesters, including three lawmakers.", [("three lawmakers", 3)]),
        ("Rebels killed 12 people and wounded 30 others, including five children.", [("five children", 5)]),
        ("Gunmen killed 15 villagers and burned several towns, including three on the coast.", []),
        ("Gunmen killed 15 villagers and burned several towns, including three ports.", []),
        ("Ministers from 12 states, including three neighbours, met on Sunday.", []),
    ],
)
def test_some_of_those_counted_are_a_claim_of_their_own(reader: Reader, text: str, told: list[tuple[str, int]]) -> None:
    assert parts(reader.read(text, published="2024-05-14").claims) == told


def test_a_part_has_the_deed_of_its_whole_and_stands_no_more_beside_it(reader: Reader) -> None:
    reading = reader.read(
        "A bombing killed 258 people, including 12 Americans, and injured 90 others, the governor said."
    )
    whole, part = (next(one for one in reading.claims if (one.part_of is None) == alone) for alone in (True, False))
    assert part.part_of == whole.id != part.id and part.voices == whole.voices and part.mode == whole.mode
    assert [(one.what, one.low) for one in part.counts] == [("killed", 12)]
    assert not any("Americans" in one.text for one in whole.recipient)
    line = claim_line(part)
    assert line.part_of == whole.id and claim_line(whole).part_of is None
    assert COLUMNS[-1] == "part_of" and rows(reading).splitlines()[1].endswith(f",claim,{whole.id}")


def test_nobody_counts_a_part_twice(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> None:
    text = "Gunmen killed 15 villagers, including four children, in Bamako on Sunday, the mayor said."
    state, happenings = answers(tmp_path_factory, [("2024-05-14", "Wire", text)], "2024-05-14")
    assert [(one.what, one.low, one.high) for one in state.tolls] == [("killed", 15, 15)]
    assert len(happenings) == 1 and len(happenings[0].kept) == 2, "the part belongs to the event of its whole"
    (line,) = incidents(reader.read(text, published="2024-05-14"))
    assert [one.low for one in line.counts] == [15]
