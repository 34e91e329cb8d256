"""What is told beside a denial: behind "saying" or a colon the denier tells; behind "denied that", "denied having" he denies."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Claim, Document

ACCUSED = "Soldiers burned 12 huts near Kesh, villagers said. "
"""A sentence before the denial."""


def claims(reader: Reader, text: str) -> dict[str, Claim]:
    """The claims of a text by their triggers."""
    found = reader.read_document(Document("d", ACCUSED + text, published="2026-03-18"))
    return {one.trigger.text: one for one in found.claims}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The army denied that, saying a patrol was held up and two guards were wounded.", "wounded"),
        ("The army rejected the report, saying rebels had shelled the village.", "shelled"),
        ("The army denied it: rebels had shelled the village.", "shelled"),
        ("The army denied this and said its troops had killed 20 rebels.", "killed"),
        ("The army dismissed the claim, adding that two guards had been wounded.", "wounded"),
        ("The army denied that its men had killed a priest, saying rebels had shelled the village.", "shelled"),
        ("The army denied shelling the clinic, insisting that rebels had attacked the camp.", "attacked"),
    ],
)
def test_what_the_denier_goes_on_to_say_is_told(reader: Reader, text: str, told: str) -> None:
    one = claims(reader, text)[told]
    assert one.polarity == "+"
    assert [voice.speaker.name for voice in one.voices] == ["army"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The army denied that its men had killed a priest.", "killed"),
        ("The army denied having bombed the market.", "bombed"),
        ("The army denied reports that it had kidnapped two teachers.", "kidnapped"),
        ("The army denied shelling the clinic and abducting a nurse, saying the charges were invented.", "abducting"),
        ("The army denied that, saying it was at war with nobody.", "denied"),
        ("The army denied the report, saying it knew of no huts.", "denied"),
    ],
)
def test_what_is_denied_stays_denied(reader: Reader, text: str, denied: str) -> None:
    one = claims(reader, text)[denied]
    assert (one.type, one.polarity) == ("ASSAULT", "-")
    assert one.voices[0].speaker.name == "army"


def test_who_calls_a_report_a_lie_is_who_rejects_it(reader: Reader) -> None:
    found = claims(reader, "The government rejected reports that its jets had struck a school, calling them lies.")
    assert found["calling"].actor[0].name == "government"
    assert found["struck"].polarity == "-"
