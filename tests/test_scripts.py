"""Script payloads in every field of a record stay text: all of them, on every page. In a browser: ``test_scripts_browser.py``."""

from __future__ import annotations

import sys
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
pytest.importorskip("httpx", reason="the test client needs httpx")

from records import ROOT

sys.path.insert(0, str(ROOT / "bench" / "tools"))

import scripts_looks as looks
import scripts_pages as pages

pytestmark = pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning")


Found = tuple[list[pages.Shown], list[pages.Shown], Path]


def test_every_payload_is_shown(payload_pages: Found) -> None:
    assert len(pages.PAYLOADS) > 150
    text = unescape("".join(one.body for one in payload_pages[0]))
    assert [one for one in pages.PAYLOADS if one.strip() not in text] == []


def test_no_payload_becomes_more_than_text(payload_pages: Found) -> None:
    usual: set[looks.Part] = set().union(*(looks.parts(one.body) for one in payload_pages[1]))
    assert looks.foreign(payload_pages[0], usual) == []


@pytest.mark.parametrize(
    "raw",
    [
        "<img src=x onerror=alert(1)>",
        "<!-- -->",
        '<p class="x" onmouseover="alert(1)">x</p>',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<script src="//127.0.0.1:9/x.js"></script>',
    ],
)
def test_what_is_not_escaped_is_found(raw: str, payload_pages: Found) -> None:
    usual: set[looks.Part] = set().union(*(looks.parts(one.body) for one in payload_pages[1]))
    page = payload_pages[1][0].body.replace("</main>", f"{raw}</main>")
    assert raw in page
    assert looks.foreign([pages.Shown("/", 200, page)], usual) != []
