"""Scripts in every field of a record, in a real browser: none runs. All payloads: ``bench/tools/scripts.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

from playwright.sync_api import sync_playwright
from records import ROOT
from test_desk_browser import CHROMIUM, FLAGS

sys.path.insert(0, str(ROOT / "bench" / "tools"))

import scripts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not here: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning"),
]
SOME = scripts.PAYLOADS[::27]


def test_no_payload_runs_on_any_page(tmp_path: Path) -> None:
    number, ran = scripts.tried(tmp_path, SOME, str(CHROMIUM))
    assert number > 50
    assert ran == []


def test_a_page_that_does_not_escape_is_found_out(tmp_path: Path) -> None:
    assert len(scripts.PAYLOADS) >= 100
    path = tmp_path / "raw.html"
    path.write_text("<img src=x onerror=alert(1)>", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        assert scripts.opened(browser, [path.as_uri()], policy=False) != []
        browser.close()
