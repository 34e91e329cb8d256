"""Who would not say something is no voice of what the text tells beside it."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Document


@pytest.mark.parametrize(
    ("text", "trigger", "voices"),
    [
        (
            "Neither the army nor Kenya would say whether the evacuation, demanded by the bishop, had begun.",
            "demanded",
            [],
        ),
        ("The army did not say that the village, shelled by rebels on Monday, was empty.", "shelled", []),
        ("The minister refused to say who had shot the priest.", "shot", []),
        ("The army said the evacuation, demanded by the bishop, had begun.", "demanded", ["army"]),
        ("The army would not say whether soldiers had killed six villagers.", "killed", ["army"]),
    ],
)
def test_who_is_silent_is_no_voice(reader: Reader, text: str, trigger: str, voices: list[str]) -> None:
    found = reader.read_document(Document("d", text, published="2026-03-18")).claims
    one = next(claim for claim in found if claim.trigger.text == trigger)
    assert [voice.speaker.name for voice in one.voices] == voices
