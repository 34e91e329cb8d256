"""Sides of a claim that are no actors of their own have the code of whoever owns or makes them up."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Claim

SIDES = [
    ("Israeli jets hit Palestinian homes on Sunday.", "recipient", "Palestinian homes", "PSE"),
    ("A camp for Congolese refugees was attacked by militiamen.", "recipient", "A camp", "COD-REF"),
    ("Tens of thousands of students in Indonesia staged demonstrations.", "actor", "Tens of thousands of students", "IDN-EDU"),
    ("U.N. helicopters evacuated the wounded from the town.", "actor", "U.N.", "IGO"),
    ("Rebels burned forty houses in the valley.", "recipient", "forty houses", ""),
]  # fmt: skip
HELD_THE_OFFICE = [
    ("President Bush criticised Russia.", "USA-GOV"),  # two of that name, of one country: undated texts may go by it
    ("President al-Bashir criticised Norway.", "SDN-GOV"),
    ("President Ardalvesh criticised Norway.", "NOR-GOV"),  # nobody listed: of the only country there is
]


def first(reader: Reader, text: str) -> Claim:
    return reader.read_document(read_text(text, id="a")).claims[0]


@pytest.mark.parametrize(("text", "field", "words", "code"), SIDES)
def test_a_side_has_the_code_of_whoever_owns_or_makes_it_up(
    text: str, field: str, words: str, code: str, reader: Reader
) -> None:
    assert [(party.text, party.code) for party in getattr(first(reader, text), field)] == [(words, code)]


@pytest.mark.parametrize(("text", "code"), HELD_THE_OFFICE)
def test_an_undated_office_and_surname_is_of_the_one_country_that_had_him(text: str, code: str, reader: Reader) -> None:
    assert first(reader, text).actor[0].code == code
