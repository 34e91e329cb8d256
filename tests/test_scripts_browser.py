"""Script payloads in every field of a record, in a real browser: none runs. Page by page as served: ``bench/tools/scripts.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient
from test_desk_browser import CHROMIUM, FLAGS, PATIENCE
from test_scripts import Found, looks, pages

from dateline.desk.app import application
from dateline.desk.settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not here: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS, timeout=PATIENCE)
        yield made
        made.close()


def test_no_payload_runs_where_escaping_alone_has_to_do(browser: Browser, payload_pages: Found) -> None:
    with TestClient(application(Settings(str(payload_pages[2]))), base_url=pages.HOST) as client:
        assert looks.strange(browser, payload_pages[0], payload_pages[1], client) == []


def test_pages_that_show_many_leave_the_policy_nothing_to_stop(browser: Browser, payload_pages: Found) -> None:
    served = looks.Served(str(payload_pages[2]))
    try:
        several = [*pages.VIEWS, *list(pages.things(payload_pages[2]))[::12]]
        assert looks.as_served(browser, served.base, several) == []
    finally:
        served.stop()


def test_what_is_not_escaped_is_found_out(browser: Browser, payload_pages: Found) -> None:
    raw = "<img src=x onerror=alert(1)>"
    page = pages.Shown("/", 200, payload_pages[1][0].body.replace("</main>", f"{raw}</main>"))
    with TestClient(application(Settings(str(payload_pages[2]))), base_url=pages.HOST) as client:
        told = looks.strange(browser, [page], payload_pages[1][:1], client)
    assert any("ran at" in one for one in told)
    assert any("img onerror" in one for one in told)
