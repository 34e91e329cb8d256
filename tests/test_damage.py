"""Where texts are broken, and that clean ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.text.blocks import mark
from dateline.text.damage import detect, failing_examples
from dateline.text.intake import read_text


def flags(text: str) -> list[tuple[str, str]]:
    return [(flag.kind, text[flag.span.start : flag.span.end]) for flag in detect(text, mark(text))]


def test_every_example_of_the_lexicon_holds() -> None:
    assert failing_examples() == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They want a government ” inclusive “in Kabul, he said.", [("quotes", "” inclusive “")]),
        ("He came to “help form an answer to the war. “.", [("doubled-stop", ". “."), ("quotes", "“")]),
        ("“We leave now. It must stop.\nThe army stayed.", [("quotes", "“")]),
        ("The army stayed,” he said.", [("quotes", "”")]),
        ('The army "stayed, he said.', [("quotes", '"')]),
        ("``We leave now, he said.", [("quotes", "``")]),
        ("[ad_1]\nThe army stayed.", [("shortcode", "[ad_1]")]),
        ("The army stayed in the town for days. Then the rebels came and took it while the", [("truncated", "the")]),
        ("The army stayed in the town for days. Then the rebels came and took it...", [("truncated", "it...")]),
        ("THE ARMY STAYED IN THE TOWN.", [("upper-case", "THE ARMY STAYED IN THE TOWN.")]),
    ],
)
def test_breaks_are_flagged_at_the_smallest_stretch(text: str, found: list[tuple[str, str]]) -> None:
    assert flags(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "“We leave now,” he said. “It must stop.”",
        "“We leave now.\n\n“It must stop,” he said.",
        "“We leave now. “It must stop,” he said.",
        "``We leave now,'' he said. The rebels' men ``stayed.''",
        'He said, "We leave." She said: "Stay!" They left ("at once").',
        'The 6" gun fired. It was the army’s.',
        "He left the U.S., Inc., etc., and the rest … in peace.",
        "He demanded that the men not be released. The deal may still not be signed.",
        "Nine dead in Kesh",
        "The men had not, for all their pleas, been freed. They have not been seen since.",
        "Thousands and thousands came. The attack was not being looked into.",
        "To be or not be freed: that was asked.",
        "Reports said that he had had enough and that that was all.",
    ],
)
def test_clean_text_is_left_alone(text: str) -> None:
    assert flags(text) == []


def test_a_read_text_carries_its_damage() -> None:
    assert [flag.kind for flag in read_text("The army&amp;rebels left.").damage] == ["markup"]


@given(st.text(alphabet=st.sampled_from("aB .,“”\"'`\n[]_1?…\ufffd")))
@settings(max_examples=300, deadline=None)
def test_flags_lie_in_the_text_in_order(text: str) -> None:
    found = detect(text, mark(text))
    assert all(0 <= flag.span.start < flag.span.end <= len(text) for flag in found)
    assert list(found) == sorted(found, key=lambda flag: (flag.span, flag.kind))
