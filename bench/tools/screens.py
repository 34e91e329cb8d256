"""Pictures of every view of the desk in headless Chromium, at both widths, light and dark.

    python bench/tools/screens.py RECORD FOLDER [--chromium /usr/bin/chromium] [--views today,map,…] [--docs]

RECORD is read; what Today shows of it is left in it, as the desk does. ``--docs``: the few pictures of the documentation alone.
What the browser logs and every request to another machine is printed; the exit code is 1 when there was any.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Page, sync_playwright

from dateline.desk.app import application
from dateline.desk.settings import Settings

PORT = 8719
PATIENCE = 120_000  # milliseconds that a view may take on a machine that does much else
WIDTHS = {"narrow": (360, 740), "wide": (1600, 1000)}
THEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-quic", "--no-first-run"]  # fmt: skip
DOCS = {
    "today": "/?day=2024-06-24&window=3",
    "map": "/map?day=2025-05-16&window=31&country=ML",
    "event": "",
    "dispatch": "",
    "review": "",
}
"""Views of the documentation, taken of a record of our own dispatches (bench/data/record); "" for the usual address."""


def views(base: str, browser: Page) -> dict[str, str]:
    """Addresses of the views, by name."""
    most = browser.request.get(f"{base}/api/v1/events?limit=1&sort=sources").json()["events"]
    key = most[0]["key"] if most else ""
    document = key.partition(".")[0]
    saved = browser.request.get(f"{base}/api/v1/alerts").json()["alerts"]
    alert = {"alert": f"/alerts/{saved[0]['key']}"} if saved else {}
    return alert | {
        "today": "/?window=31", "map": "/map?window=366", "events": "/events", "event": f"/event/{key}",
        "dispatch": f"/dispatch/{document}",
        "review": "/review", "pairs": "/review?queue=pairs", "unplaced": "/review?queue=places", "actors": "/actors", "words": "/words",
        "places": "/places",
        "sources": "/sources", "bring": "/bring", "search": f"/search?q={quote('market attack')}", "judgements": "/judgements",
        "alerts": "/alerts?place=Sudan&type=ASSAULT", "report": "/report",
        "problem": "/events?since=yesterday",
    }  # fmt: skip


def taken(base: str, folder: Path, chromium: str, wanted: set[str], docs: bool) -> list[str]:
    """Take the pictures; what comes back is what the browser complained of."""
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for width, (across, down) in WIDTHS.items():
            for theme in THEMES if not docs else ("light",):
                page = browser.new_page(viewport={"width": across, "height": down}, color_scheme=theme)
                page.set_default_timeout(PATIENCE)
                page.on("console", lambda said, at=page: complaints.append(f"{at.url}: {said.type}: {said.text}"))
                page.on(
                    "request",
                    lambda asked: (
                        complaints.append(f"outside: {asked.url}")
                        if not asked.url.startswith((base, "data:"))
                        else None
                    ),
                )
                for name, usual in views(base, page).items():
                    address = (DOCS.get(name) if docs else "") or usual
                    if name in wanted if wanted else not docs or name in DOCS:
                        page.goto(base + address)
                        if name == "dispatch":
                            page.locator("details.claim summary").first.click()
                        file = folder / (f"desk-{name}.png" if docs else f"{name}-{width}-{theme}.png")
                        if not docs or (width == "wide") == (name != "review"):
                            page.screenshot(path=file, full_page=not docs)
                page.close()
        browser.close()
    return [one for one in complaints if "status of 400" not in one]


def main() -> int:
    """Serve, take, stop."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("record")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    asked.add_argument("--views", default="")
    asked.add_argument("--docs", action="store_true")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    made = application(Settings(given.record, port=PORT))
    server = uvicorn.Server(uvicorn.Config(made, port=PORT, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    complaints = taken(
        f"http://127.0.0.1:{PORT}", given.folder, given.chromium, set(filter(None, given.views.split(","))), given.docs
    )
    server.should_exit = True
    thread.join(5)
    print("\n".join(complaints) or "nothing in the log, nothing asked of other machines")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
