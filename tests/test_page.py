"""The page: the whole text once, every claim in place, nothing fetched, nothing run that is not ours."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import TEXT, reading

from dateline.faces.marks import LABELS, Mark, nested, segments
from dateline.faces.page import page, text
from dateline.types import Reading, Skipped, Span

VOID = {"meta", "link", "br", "img"}


class Outline(HTMLParser):
    """Ids, attributes and balance of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.fixture(scope="module")
def made() -> str:
    return page([reading()])


def test_every_character_of_the_text_stands_once() -> None:
    one = reading()
    anchors = {claim.id: claim.id for claim in (*one.claims, *one.controls)}
    assert plain(text(one, anchors)) == TEXT


def test_the_page_is_well_formed_and_its_ids_are_unique(made: str) -> None:
    outline = Outline(made)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    anchors = {value[1:] for _, name, value in outline.attributes if name == "href" and value.startswith("#")}
    assert anchors <= set(outline.ids) and {"c1-1", "c1-2", "c1-3"} <= set(outline.ids)


def test_markup_in_the_text_is_text(made: str) -> None:
    assert "<old>" not in made and "&lt;old&gt;" in made and "<b>&amp;</b>" not in made
    hostile = msgspec.structs.replace(reading().document, title='"><script>alert(1)</script>', text=TEXT)
    assert "<script>alert" not in page([msgspec.structs.replace(reading(), document=hostile)])


def test_nothing_is_fetched(made: str) -> None:
    attributes = Outline(made).attributes
    assert not {name for _, name, _ in attributes} & {"src", "srcset", "action", "data"}
    assert {value[:5] for _, name, value in attributes if name == "href" and value[0] != "#"} == {"data:"}
    assert "url(" not in made and "@import" not in made


@pytest.mark.parametrize("element", ["style", "script"])
def test_the_policy_allows_our_style_and_script_alone(element: str, made: str) -> None:
    content = re.search(rf"<{element}>(.*?)</{element}>", made, re.DOTALL)
    assert content
    digest = b64encode(sha256(content[1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made)
    assert policy and f"{element}-src 'sha256-{digest}'" in policy[1] and "default-src 'none'" in policy[1]
    assert not [value for _, name, value in Outline(made).attributes if name == "style" or name.startswith("on")]


def test_words_of_an_event_are_links_that_a_keyboard_reaches(made: str) -> None:
    assert re.search(r'<a class="piece event[^"]*" href="#c1-1" data-c="c1-1" data-l="trigger">shelled</a>', made)


def test_words_of_several_roles_name_them_all(made: str) -> None:
    assert 'data-c="c1-1 c1-1" data-l="whom where">Tavo</span>' in made


def test_blocks_and_damage_are_marked(made: str) -> None:
    assert '<span class="noise">' in made and '<span class="dateline">' in made
    assert re.search(r'<span class="damage">[^<]*,</span>', made) or 'damage"' in made


def test_several_documents_have_an_index() -> None:
    other = msgspec.structs.replace(
        reading(), document=msgspec.structs.replace(reading().document, id="b", title="Other")
    )
    both = page([reading(), other], [Skipped("x.pdf", "it is PDF", "export it")])
    assert '<a href="#d2">Other</a>' in both and "it is PDF; export it" in both
    assert len(Outline(both).ids) == len(set(Outline(both).ids))


def test_a_reading_shows_itself_in_notebooks() -> None:
    shown = reading()._repr_html_()
    assert shown.startswith("<iframe") and "Rebels" in shown and "allow-same-origin" not in shown


def test_a_reading_turns_into_plain_values() -> None:
    plain_values = reading().to_dict()
    assert set(plain_values) == {
        "document",
        "claims",
        "controls",
        "figures",
        "deadlines",
        "mentions",
        "voices",
        "skipped",
    }
    assert plain_values["claims"][0]["trigger"]["text"] == "shelled"
    assert msgspec.json.decode(msgspec.json.encode(plain_values)) == plain_values


def test_an_empty_page_says_what_was_not_read() -> None:
    assert "no such file" in page([], [Skipped("x", "there is no such file")])


marks = st.builds(
    lambda start, length, label: Mark(Span(start, start + length), label, "c"),
    st.integers(0, 30), st.integers(1, 20), st.sampled_from(LABELS),
)  # fmt: skip


@given(st.lists(marks, max_size=12))
def test_segments_join_up_and_carry_the_marks_over_them(found: list[Mark]) -> None:
    whole = Span(3, 33)
    parts = list(segments(found, whole))
    assert [part.span.start for part in parts] + [whole.end] == [whole.start] + [part.span.end for part in parts]
    for part in parts:
        over = [mark for mark in found if mark.span.start <= part.span.start and part.span.end <= mark.span.end]
        assert sorted(part.marks, key=repr) == sorted(over, key=repr)


@given(st.lists(marks, max_size=12))
def test_nested_marks_never_cross(found: list[Mark]) -> None:
    kept = nested(found)
    for one in kept:
        for other in kept:
            assert not one.span.start < other.span.start < one.span.end < other.span.end
    assert len({mark.span for mark in kept}) == len(kept)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60), st.lists(marks, max_size=6))
def test_any_text_comes_back_from_the_page(words: str, found: list[Mark]) -> None:
    from dateline.faces.page import piece
    from dateline.faces.templating import macro
    from dateline.types import Document

    inside = [mark for mark in found if mark.span.end <= len(words)]
    made = macro("claim.html", "text", [("", [piece(part, words) for part in segments(inside, Span(0, len(words)))])])
    assert plain(made) == words
    assert isinstance(page([Reading(Document("x", words))]), str)
