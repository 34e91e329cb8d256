"""What software leaves between and inside the characters of a text changes no claim, and every span stays in the text as received."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read import Reader
from dateline.text.normal import blocks_received, normal, visible
from dateline.types import Reading, Span

RAID = (
    "BAMAKO, June 14 (Wire) - Gunmen killed at least 12 villagers in an attack on the town of Sokolo on Monday, the regional "
    'governor said.\n\n"They burned the market and took our cattle," said Moussa Diarra, a shopkeeper.\n\n'
    "Soldiers arrested three suspects near Niono on Tuesday, an army spokesman told reporters. He said the army had retaken the "
    "village of Dogofry.\n\nThe opposition rejected the government's offer of talks and called for protests on Friday."
)
AMBUSH = (
    "Tribesmen from the north ambushed a convoy outside the port city of Massawa early on Sunday 12 June 2022, killing five soldiers "
    "and wounding 23 others, hospital officials said.\n\nThe defence ministry denied that its forces had shelled a school in the "
    'area. "We did not fire a single shell," the ministry\'s spokesman, Haile Tesfay, said.\n\nAid agencies said about 4,500 '
    "people had fled their homes since the fighting began. The United Nations condemned the attack."
)
STRIKE = (
    "Police fired tear gas at some 2,000 demonstrators in the capital, Lusaka, on Saturday and arrested 37 people, according to the "
    "interior minister.\n\nThousands of teachers went on strike over pay in Ndola and Kitwe on Thursday, the union said.\n\n"
    "A bomb exploded at a bus station in Livingstone, wounding eight people, police said; no group claimed responsibility."
)
TEXTS = (RAID, AMBUSH, STRIKE)
DAY = "2022-06-14"


def inside(sign: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"[A-Za-z]{5,}", lambda found: found[0][:3] + sign + found[0][3:], text)


def instead(sign: str, of: str = " ") -> Callable[[str], str]:
    return lambda text: text.replace(of, sign)


def quoted(before: str, behind: str) -> Callable[[str], str]:
    return lambda text: re.sub(r'"([^"]*)"', lambda found: before + found[1] + behind, text)


def shifted(pattern: str, first: str, onto: int) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, lambda found: chr(ord(found[0]) - ord(first) + onto), text)


def curly(text: str) -> str:
    return quoted("“", "”")(text).replace("'", "’").replace(" - ", " – ")


def as_windows(text: str) -> str:
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in curly(text).encode())


FORMS: dict[str, Callable[[str], str]] = {
    **{f"U+{ord(sign):04X} in words": inside(sign) for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f\u180e"},
    **{f"U+{ord(sign):04X} for spaces": instead(sign) for sign in "\u00a0\u2003\u2009\u202f\u3000"},
    "marks of direction": lambda text: "\u202b" + text.replace(" ", " \u200f").replace(". ", ".\u061c ") + "\u202c",
    "names in isolates": lambda text: re.sub(r"[A-Z][a-z]+", lambda found: f"\u2068{found[0]}\u2069", text),
    "full-width digits": shifted(r"\d", "0", 0xFF10),
    "digits of Arabic": shifted(r"\d", "0", 0x660),
    "full-width throughout": shifted(r"[!-~]", "!", 0xFF01),
    "bold letters of mathematics": lambda text: shifted("[a-z]", "a", 0x1D41A)(shifted("[A-Z]", "A", 0x1D400)(text)),
    "floods of combining marks": lambda text: re.sub("[aeou]", lambda found: found[0] + "\u0300\u0301\u0302\u0303\u0336", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": lambda text: text.replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "curly": curly,
    "German": quoted("„", "“"),
    "German, pointed": quoted("»", "«"),
    "French": quoted("«\u00a0", "\u00a0»"),
    "French, narrow": quoted("«\u202f", "\u202f»"),
    "Polish": quoted("„", "”"),
    "apostrophes of typewriters": lambda text: text.replace("'", "\u00b4"),
    "UTF-8 as Windows": as_windows,
    "UTF-8 as Windows, bytes lost": lambda text: curly(text).encode().decode("cp1252", "replace"),
    "UTF-8 as Latin 1": lambda text: curly(text).encode().decode("latin-1"),
    "UTF-8 as Windows, twice": lambda text: as_windows(as_windows(text)),
    "Windows as Latin 1": lambda text: curly(text).replace("–", "-").encode("cp1252").decode("latin-1"),
    "control characters": lambda text: text.replace("said", "sa\0id").replace("the", "t\x08he"),
    "separators of lines": lambda text: text.replace("\n\n", "\u2029"),
    "carriage returns": lambda text: text.replace("\n", "\r"),
    "next lines": lambda text: text.replace("\n", "\x85"),
    "pictures": lambda text: text.replace("\n\n", " \U0001f6a8\n\n\U0001f1f2\U0001f1f1 "),
    "letters that look Latin": lambda text: text.replace("at", "аt").replace("said", "sаid"),
    "entities twice": lambda text: text.replace('"', "&amp;quot;").replace("'", "&amp;#39;"),
    "hyphens of print": instead("\u2011", "-"),
}  # fmt: skip


def words(text: str) -> str:
    straight = (visible(text) or "").replace("“", '"').replace("”", '"').replace("’", "'")
    return " ".join(unicodedata.normalize("NFC", straight).casefold().split())


def told(reading: Reading) -> list[tuple[Any, ...]]:
    return [
        (
            one.type, words(one.trigger.text), [words(party.name) for party in (*one.actor, *one.recipient)],
            one.time and (one.time.start, one.time.end), [(count.what, count.low, count.high) for count in one.counts],
            [where.place.id if where.place else words(where.text) for where in one.place],
            [words(voice.speaker.text) for voice in one.voices], one.modality, one.polarity,
        )
        for one in reading.claims
    ]  # fmt: skip


@pytest.fixture(scope="module")
def plainly(reader: Reader) -> dict[str, list[tuple[Any, ...]]]:
    return {text: told(reader.read(text, published=DAY)) for text in TEXTS}


def quotes(value: Any) -> list[tuple[str, Span]]:
    """Words and span of everything in a value that has both."""
    if isinstance(value, tuple):
        return [found for one in value for found in quotes(one)]
    if not isinstance(value, msgspec.Struct) or isinstance(value, Span):
        return []
    own = [(value.text, value.span)] if hasattr(value, "span") and hasattr(value, "text") and value.span else []
    return own + [found for name in value.__struct_fields__ for found in quotes(getattr(value, name))]


@pytest.mark.parametrize("form", FORMS)
def test_claims_are_those_of_the_clean_text_and_spans_lie_in_the_text_as_received(
    form: str, reader: Reader, plainly: dict[str, list[tuple[Any, ...]]]
) -> None:
    for plain in TEXTS:
        text = FORMS[form](plain)
        found = reader.read(text, published=DAY)
        assert found.document.text == text
        assert told(found) == plainly[plain]
        for mention in found.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text
        for claim in found.claims:
            assert text[claim.trigger.span.start : claim.trigger.span.end] == claim.trigger.text
            for party in (*claim.actor, *claim.recipient):
                assert words(text[party.span.start : party.span.end]) == words(party.text)
            assert all(0 <= span.start < span.end <= len(text) for _, span in quotes(claim))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("killed 12\u00a0500 people", "killed 12,500 people"),
        ("on 14\u00a0June", "on 14 June"),
        ("â€œyesâ€\ufffd, Â£5 for Ã©tÃ©", "“yes”, £5 for été"),
        ("Bogota\u0301 and x\u0336y", "Bogotá and xy"),
        ("SÃO PAULO, CAFÉ», Łódź, Škoda", 'SÃO PAULO, CAFÉ", Łódź, Škoda'),
        ("« oui » et »ja« und «no»", '"oui" et "ja" und "no"'),
        ("he said\x85 \x93no\x94", "he said… “no”"),
        ("left.\u200bThen", "left. Then"),
    ],
)
def test_signs_are_read_as_what_people_see(text: str, read: str) -> None:
    assert visible(text) == read


@pytest.mark.parametrize(
    "text", ["plain words", "“quoted” – it’s", "Übergrößenträger, Bogotá, Đặng", "a\nb\r\nc\td", ""]
)
def test_what_is_not_odd_is_read_as_it_stands(text: str) -> None:
    assert normal(text) is None


SIGNS = [*'ab1 \n."é', *"\u00ad\u200b\u0301\u0336\u00a0\u2029ﬁ３\x85\x93â€œ™Ã©Â«»\ufffd\U0001f525а"]


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(
            [*'ab1 \n."é', *"\u00ad\u200b\u0301\u0336\u00a0\u2029ﬁ３\x85\x93â€œ™Ã©Â«»\ufffd\U0001f525а"]
        ),
        max_size=40,
    )
)
def test_each_sign_that_is_read_keeps_its_place(text: str) -> None:
    view = normal(text)
    if view is None:
        return
    assert len(view.words) == len(view.starts) == len(view.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts)
    assert list(view.ends) == sorted(view.ends)
    for at, sign in enumerate(view.words):
        assert not (sign.isascii() and sign.isalnum()) or view.forth(view.back(Span(at, at + 1))).start <= at


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("killed 12[3] people", "killed 12 people"),
        ("in 2014.[12][13] It", "in 2014. It"),
        ("15 people[citation needed] in", "15 people in"),
        ("14[a] people, 8* dead, 9† hurt", "14 people, 8 dead, 9 hurt"),
    ],
)
def test_marks_of_footnotes_are_no_part_of_a_text(text: str, read_as: str) -> None:
    found = normal(text)
    assert found is not None and found.words == read_as


@pytest.mark.parametrize("text", ["the[m] and [t]he", "see [3] and [sic]", "7*8 men", "a list[of things]"])
def test_other_brackets_stay(text: str) -> None:
    assert normal(text) is None


@pytest.mark.parametrize("text", ["\u202e", "\u00ad\u200b", "\x00"])
def test_a_text_of_nothing_that_is_seen_is_one_block_without_words(text: str) -> None:
    found = normal(text)
    assert found is not None and [one.span for one in blocks_received((), found, len(text))] == [Span(0, len(text))]
