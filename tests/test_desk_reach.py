"""The desk by keyboard, screen reader and on paper: axe-core over every view at both widths, light and dark (headless Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

from playwright.sync_api import Browser, Page
from test_desk_browser import CHROMIUM, PATIENCE, Served, browser, made  # noqa: F401 - fixtures

from dateline.desk.app import PAGES
from dateline.record.alerts import keeping
from dateline.record.queries.events import Filter
from dateline.record.record import Record

SIZES = ((360, "light"), (360, "dark"), (1600, "light"), (1600, "dark"))
GRAVE = {"serious", "critical"}
PARTS = ("/event/{event}", "/dispatch/{document}", "/dispatch/{document}?reasons=", "/source?name={outlet}", "/map?window=366", "{actor}",
         "/review?queue=pairs", "/review?queue=places", "/review?second=1", "/search?q=market", "/alerts/{alert}", "/nowhere",
         "/events?known_by=2024-06-21&column=type&column=title", "/?day=2024-06-21&window=31")  # fmt: skip
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not here: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning"),
]


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, from npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core comes from npm, which is not here")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run(
        [npm, "pack", "--silent", "axe-core@4"], cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    packed = next(folder.glob("*.tgz"), None)
    if packed is None:
        pytest.skip(f"npm cannot get axe-core: {' '.join(done.stderr.split())[:100]}")
    with tarfile.open(packed) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.fixture(scope="module")
def desk(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    """A desk with an alert that was tried, and something judged."""
    path = tmp_path_factory.mktemp("reach") / "record.sqlite"
    path.write_bytes(made.read_bytes())
    with Record(str(path)) as record:
        with record.writing() as connection:
            alert = keeping.make(
                connection, "Nyala", Filter(place="Nyala"), by="ana", webhook="https://receiver.invalid/"
            ).alert
            keeping.put_test(connection, alert.key)
        record.judge("keep", record.happenings()[0].kept[0].key, by="ana")
    served = Served(str(path))
    yield served
    served.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:  # noqa: F811
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def views(page: Page, base: str) -> list[str]:
    event = page.request.get(f"{base}/api/v1/events?limit=1&sort=sources").json()["events"][0]["key"]
    alert = page.request.get(f"{base}/api/v1/alerts").json()["alerts"][0]["key"]
    document = page.request.get(f"{base}/api/v1/events/{event}").json()["claims"][0]["document"]
    page.goto(f"{base}/actors")
    actor = page.locator("tbody a").first.get_attribute("href")
    plain = [path for path, _ in PAGES if "{" not in path and "." not in path and path not in {"/source", "/actor"}]
    told = {"event": event, "document": document["key"], "outlet": document["outlet"], "alert": alert, "actor": actor}
    return [*plain, *(one.format(**told) for one in PARTS)]


def graves(page: Page, axe: str) -> list[str]:
    """What axe finds that is serious or critical, in a line each."""
    found: Any = page.evaluate(
        f"async () => {{ {axe}; return await axe.run(document, {{resultTypes: ['violations']}}); }}"
    )
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]} {one['nodes'][0]['failureSummary'][:160]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


def test_axe_finds_nothing_serious_in_any_view(page: Page, desk: Served, axe: str) -> None:
    found: dict[str, list[str]] = {}
    for path in views(page, desk.base):
        page.goto(desk.base + path)
        page.evaluate(
            "for (const one of document.querySelectorAll('details')) { one.removeAttribute('name'); one.open = true; }"
        )
        for width, scheme in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            told = graves(page, axe)
            if told:
                found[f"{path} {width} {scheme}"] = told
    assert found == {}


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, desk: Served) -> None:
    for path in views(page, desk.base):
        page.goto(desk.base + path)
        page.keyboard.press("Tab")
        first = page.evaluate(
            "[document.activeElement.className, document.activeElement.getBoundingClientRect().left >= 0]"
        )
        assert first == ["skip", True], path
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main, footer') !== null"), path
        hidden = page.evaluate("""() => {
          const wrong = [];
          for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
            if (!one.checkVisibility()) continue;
            if (one.tabIndex < 0) { wrong.push(one.outerHTML.slice(0, 80)); continue; }
            one.focus({focusVisible: true, preventScroll: true});
            const style = getComputedStyle(one), inner = one.querySelector('circle');
            const thick = inner && getComputedStyle(inner).strokeWidth === '3px';
            const drawn = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || thick;
            if (document.activeElement === one && !drawn) wrong.push('no focus: ' + one.outerHTML.slice(0, 80));
          }
          return wrong.slice(0, 3);
        }""")
        assert hidden == [], path


def test_landmarks_labels_and_headings_are_there(page: Page, desk: Served) -> None:
    for path in views(page, desk.base):
        page.goto(desk.base + path)
        assert [page.locator(name).count() for name in ("header", "main", "footer", "h1")] == [1, 1, 1, 1], path
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(one => +one.tagName[1])")
        assert all(then - before <= 1 for before, then in pairwise(levels)), (path, levels)


def test_paper_holds_what_the_screen_says_without_forms(page: Page, desk: Served) -> None:
    page.emulate_media(media="print")
    for path in views(page, desk.base):
        page.goto(desk.base + path)
        assert page.locator("h1").is_visible(), path
        assert page.locator("main form:visible, header.bar:visible, .foot:visible").count() == 0, path
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        }, path
