"""The desk in a real browser: headless Chromium, without anything outside this machine."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from records import file_of_few
from test_desk import HOSTILE

from dateline.desk.app import PAGES, application
from dateline.desk.settings import Settings

CHROMIUM = Path(os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-quic", "--no-first-run"]  # fmt: skip
PATIENCE = 240_000
"""Milliseconds that a browser may take where much else is done: it runs as a session of its own, which then gets few turns."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not here: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning"),
]


class Served:
    """A desk that is served in a thread of its own."""

    def __init__(self, address: str) -> None:
        self.server = uvicorn.Server(uvicorn.Config(application(Settings(address)), port=0, log_level="warning"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS, timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "record.sqlite"
    path.write_bytes(file_of_few())
    return path


@pytest.fixture
def address(made: Path, tmp_path: Path) -> str:
    path = tmp_path / "record.sqlite"
    path.write_bytes(made.read_bytes())
    return str(path)


@pytest.fixture
def served(address: str) -> Iterator[Served]:
    desk = Served(address)
    yield desk
    desk.stop()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of which the browser must not complain and which must ask no other machine."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    found = context.new_page()
    watch(found, served.base, complaints)
    yield found
    context.close()
    assert complaints == []


def watch(page: Page, base: str, complaints: list[str]) -> None:
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else complaints.append(asked.url))


@pytest.mark.parametrize("width", [360, 1600])
def test_every_view_opens_without_a_complaint_and_fits_its_width(page: Page, served: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    key = page.request.get(f"{served.base}/api/v1/events?limit=1&sort=sources").json()["events"][0]["key"]
    paths = [path for path, _ in PAGES if "{" not in path and "." not in path and path not in {"/source", "/actor"}]
    for path in (*paths, f"/event/{key}", f"/dispatch/{key.partition('.')[0]}", "/map?window=366"):
        page.goto(served.base + path)
        assert page.locator("h1").is_visible(), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_pasted_dispatch_shows_up_and_stays_text(page: Page, served: Served, reader: object) -> None:
    page.goto(f"{served.base}/bring")
    page.locator("textarea").fill(HOSTILE)
    page.locator("form[action='/bring/paste'] input[name=title]").fill("<img src=x onerror=alert(1)>")
    page.locator("form[action='/bring/paste'] input[name=published]").fill("2024-02-06")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("link", name="<img src=x onerror=alert(1)>").click(timeout=60_000)
    assert page.locator("h1").inner_text() == "<img src=x onerror=alert(1)>"
    assert "<script>alert(1)</script>" in page.locator("#text").inner_text()
    assert page.locator("#text script, #text img").count() == 0
    page.locator("details.claim > summary").first.click()
    page.goto(f"{served.base}/events?place=Goma&since=2024-02-01")
    assert "Goma" in page.locator("table.events").inner_text()


def test_a_review_by_keys_sticks_after_a_restart_and_is_undone(
    page: Page, browser: Browser, served: Served, address: str
) -> None:
    page.goto(f"{served.base}/review")
    before = page.locator(".claimed").inner_text()
    page.keyboard.press("n")
    page.get_by_role("button", name="undo my last: struck").wait_for()
    assert page.locator(".claimed").inner_text() != before
    served.stop()
    again = Served(address)
    second = browser.new_page()
    second.goto(f"{again.base}/review")
    assert "1 claim" in second.locator(".meta").first.inner_text()
    second.keyboard.press("z")
    second.get_by_role("button", name="undo my last").wait_for(state="detached")
    assert second.locator(".claimed").inner_text() == before
    second.close()
    again.stop()


def test_words_chosen_in_the_text_correct_a_field(page: Page, served: Served) -> None:
    key = page.request.get(f"{served.base}/api/v1/events?limit=1&place=Nyala").json()["events"][0]["key"]
    page.goto(f"{served.base}/dispatch/{key.partition('.')[0]}")
    page.locator("details.claim > summary").first.click()
    page.locator("details.claim[open] details.mend > summary").click()
    field = page.locator("details.claim[open] .chosen-words").first
    field.focus()
    page.evaluate("""() => {
      const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode()); ) {
        const at = node.data.indexOf('Nyala');
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + 5);
        getSelection().removeAllRanges(); getSelection().addRange(range);
        document.getElementById('text').dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
        return;
      }
    }""")
    start, _, end = field.input_value().partition(":")
    text: Any = page.request.get(f"{served.base}/api/v1/documents/{key.partition('.')[0]}").json()["document"]["text"]
    assert text[int(start) : int(end)] == "Nyala"
    assert page.locator("details.claim[open] .picked").inner_text() == "“Nyala”"
    page.locator("details.claim[open] select[name=field]").select_option("place")
    page.get_by_role("button", name="Correct", exact=True).first.click()
    page.locator("h1").wait_for()
    assert page.locator(".chip", has_text="corrected").count() == 1


def test_a_claim_is_struck_on_its_page_and_comes_back_when_that_is_undone(page: Page, served: Served) -> None:
    key = page.request.get(f"{served.base}/api/v1/events?limit=1&place=Nyala").json()["events"][0]["key"]
    page.goto(f"{served.base}/dispatch/{key.partition('.')[0]}")
    before = page.locator("details.claim").count()
    page.locator("details.claim > summary").first.click()
    page.locator("details.claim[open] details.mend > summary").click()
    page.locator("details.claim[open] button[name=strike]").click()
    page.get_by_role("button", name="undo", exact=True).wait_for()
    assert page.locator("details.claim").count() == before - 1
    assert "struck “" in page.locator("main").inner_text()
    page.get_by_role("button", name="undo", exact=True).click()
    page.locator("li.undone").wait_for()
    assert page.locator("details.claim").count() == before


def test_an_open_page_says_that_the_record_has_changed_and_shows_it(
    page: Page, browser: Browser, served: Served
) -> None:
    with page.expect_response("**/stamp.txt"):
        page.goto(f"{served.base}/judgements")
    assert page.locator("#news").is_hidden()
    other = browser.new_context().new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{served.base}/review")
    other.keyboard.press("y")
    other.get_by_role("button", name="undo my last: right").wait_for()
    other.context.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_role("link", name="Show it").click()
    page.get_by_role("button", name="undo", exact=True).wait_for()
    assert page.locator("#news").is_hidden()


def test_an_alert_saved_from_filters_finds_what_is_pasted_and_stands_on_today(
    page: Page, served: Served, reader: object
) -> None:
    page.goto(f"{served.base}/events?type=ASSAULT&place=Goma")
    page.get_by_role("link", name="Save as an alert").click()
    assert page.locator("select[name=type]").input_value() == "ASSAULT"
    page.locator("form[action='/alerts'] input[name=name]").fill("Attacks in Goma")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("h1", has_text="Attacks in Goma").wait_for()
    page.goto(f"{served.base}/bring")
    page.locator("textarea").fill(HOSTILE)
    page.locator("form[action='/bring/paste'] input[name=published]").fill("2024-07-06")
    page.get_by_role("button", name="Read it").click()
    page.locator(".chip", has_text="done").wait_for()
    page.goto(served.base)
    page.get_by_role("link", name="Attacks in Goma").click()
    assert "noticed" in page.locator("main").inner_text()


def test_two_people_at_once_both_stick(browser: Browser, served: Served) -> None:
    pages = []
    for name in ("ana", "ben"):
        page = browser.new_context().new_page()
        page.goto(f"{served.base}/review")
        page.locator("#who").fill(name)
        page.get_by_role("button", name="Sign so").click()
        page.goto(f"{served.base}/review")
        pages.append(page)
    for page in pages:
        page.keyboard.press("y")
        page.get_by_role("button", name="undo my last: right").wait_for()
    said = pages[0].request.get(f"{served.base}/api/v1/judgements").json()["judgements"]
    assert sorted(one["by"] for one in said) == ["ana", "ben"]
    assert len({one["subjects"][0] for one in said}) == 1
    pages[0].goto(f"{served.base}/review")
    assert "1 of 1 alike" in pages[0].locator("main").inner_text()
    for page in pages:
        page.context.close()


def test_the_slider_moves_the_map_and_links_do_without_script(browser: Browser, page: Page, served: Served) -> None:
    page.goto(f"{served.base}/map?day=2024-06-24")
    page.locator("#range").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**/map?day=20*", timeout=5000)
    page.locator("h1").filter(has_not_text="2024-06-24").wait_for()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served.base}/map?day=2024-06-24")
    plain.get_by_role("link", name="−7 d").click()
    assert plain.locator("h1").inner_text().endswith("2024-06-17")
    plain.context.close()
