"""Scripts in every field of a record, opened in a real browser: none may run, not even where the policy of the page is switched off.

    python bench/tools/scripts.py [--payloads N] [--chromium PATH]

The payloads are the lines of ``bench/data/scripts.txt``, each of which calls ``alert`` when a browser takes it for more than text. They
are put in title, outlet, id, address and text of dispatches, in names of parties, speakers, places and alerts, in what is said, in who
judges and why, and asked for in searches and filters. Every page is opened twice: as served, and without its policy, so that escaping
alone has to do. The pages that ``dateline read --to html`` writes are opened as files. Prints how many pages were opened and what ran;
exit code 1 when anything did.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from dateline.record.record import Record
from dateline.types import Claim, Reading

PAYLOADS = tuple((Path(__file__).parents[1] / "data" / "scripts.txt").read_text(encoding="utf-8").splitlines())
TEXT = "GOMA, February 6, 2024 (Test) - Rebels attacked Goma on Monday, killing three people, the army said. The mayor denied the attack."
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TOGETHER = 6
"""Payloads in one dispatch, each in fields of its own."""
PATIENCE = 240_000
"""Milliseconds that a page may take on a busy machine."""
OURS = ("http://127.0.0.1", "file:", "data:")
VIEWS = (
    "/",
    "/events",
    "/actors",
    "/places",
    "/sources",
    "/review",
    "/judgements",
    "/map?window=366",
    "/report",
    "/bring",
    "/alerts",
)


def groups(payloads: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The payloads, so many at a time; the last group begins anew where it is short."""
    for at in range(0, len(payloads), TOGETHER):
        some = payloads[at : at + TOGETHER]
        yield (*some, *payloads[: TOGETHER - len(some)])


def planted(reading: Reading, some: Sequence[str], number: int) -> Reading:
    """A reading with payloads in its fields; its text has them behind its own words."""
    turned = [*some[number % len(some) :], *some[: number % len(some)]]
    document, more = reading.document, "\n\n".join(some)
    end = len(document.text)
    text = f"{document.text}\n\n{more}\n"
    block = msgspec.structs.replace(
        document.blocks[-1], kind="body", span=type(document.blocks[-1].span)(end, len(text))
    )
    made = msgspec.structs.replace(
        document, id=f"{number} {turned[0]}", text=text, title=turned[1], outlet=turned[2], url=turned[3],
        blocks=(*document.blocks, block), published=f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
    )  # fmt: skip
    return msgspec.structs.replace(reading, document=made, claims=tuple(_claim(one, turned) for one in reading.claims))


def _claim(claim: Claim, some: Sequence[str]) -> Claim:
    def party(one: Any, at: int) -> Any:
        return msgspec.structs.replace(one, name=some[at], text=some[at + 1], id=some[at], code=one.code)

    voices = tuple(msgspec.structs.replace(one, speaker=party(one.speaker, 2)) for one in claim.voices)
    place = tuple(
        msgspec.structs.replace(one, text=some[4], place=one.place and msgspec.structs.replace(one.place, name=some[5]))
        for one in claim.place
    )
    content = claim.content and msgspec.structs.replace(claim.content, text=some[3])
    actor, recipient = (tuple(party(one, at) for one in side) for at, side in enumerate((claim.actor, claim.recipient)))
    return msgspec.structs.replace(claim, actor=actor, recipient=recipient, voices=voices, place=place, content=content)


def fill(path: Path, payloads: Sequence[str]) -> list[Reading]:
    """A record with the payloads in it."""
    from dateline.read import Options, reader
    from dateline.record.alerts import keeping as alerts
    from dateline.record.queries.events import Filter
    from dateline.text.intake import read_text

    plain = reader(Options()).read_document(read_text(TEXT, id="a", published="2024-02-06"))
    made = [planted(plain, some, number) for number, some in enumerate(groups(payloads))]
    with Record(path, create=True) as record:
        record.add(made)
        claims = [kept.key for kept in record.kept()]
        with record.writing() as connection:
            for number, payload in enumerate(payloads):
                name = " ".join(f"{number} {payload}".split())[: alerts.LONGEST]
                if name.isprintable():
                    alerts.make(connection, name, Filter(actor=payload, text=payload), by=payload)
        for number, payload in enumerate(payloads):
            key = claims[number % len(claims)]
            record.judge(
                "keep",
                key,
                by=f"{payload} {number}",
                note=payload,
                date=f"2025-01-01T{number // 60:02d}:{number % 60:02d}",
            )
            if number % 3 == 0:
                record.judge(
                    "correct",
                    key,
                    field="actor",
                    value=[{"text": payload, "name": payload}],
                    by=payload,
                    date="2025-01-02",
                )
    return made


class Served:
    """A desk that is served in a thread of its own."""

    def __init__(self, address: str) -> None:
        import uvicorn

        from dateline.desk.app import application
        from dateline.desk.settings import Settings

        self.server = uvicorn.Server(uvicorn.Config(application(Settings(address)), port=0, log_level="error"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        self.base = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Stop serving."""
        self.server.should_exit = True
        self.thread.join(10)


def addresses(path: Path, payloads: Sequence[str]) -> Iterator[str]:
    """Every view, every dispatch, every event, and searches and filters for every payload."""
    yield from VIEWS
    with Record(path) as record:
        keys = sorted({kept.key for kept in record.kept()})
        events = [one.key for one in record.events()]
    yield from (f"/dispatch/{key}" for key in sorted({key.partition(".")[0] for key in keys}))
    yield from (f"/event/{key}" for key in events)
    for payload in payloads:
        asked = quote(payload, safe="")
        yield from (
            f"/search?q={asked}",
            f"/events?place={asked}&actor={asked}&text={asked}&outlet={asked}",
            f"/source?name={asked}",
        )


def pages(folder: Path, made: Sequence[Reading]) -> Iterator[Path]:
    """Whole pages as files."""
    for number, reading in enumerate(made):
        path = folder / f"{number}.html"
        path.write_text(reading.to_html(), encoding="utf-8")
        yield path


def opened(browser: Any, urls: Sequence[str], *, policy: bool) -> list[str]:
    """What ran on pages that were opened one after the other, with the page on which it did."""
    ran: list[str] = []
    context = browser.new_context(bypass_csp=not policy, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.expose_function("told_here", lambda what: ran.append(f"{page.url}: {what}"))
    page.add_init_script("window.alert = window.print = what => window.told_here('ran ' + what)")
    page.on("dialog", lambda dialog: (ran.append(f"{page.url}: a dialog"), dialog.dismiss()))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("http://127.0.0.1", "file:", "data:"))
            else ran.append(f"asked for {asked.url}")
        ),
    )
    for url in urls:
        page.goto(url)
        page.mouse.move(400, 300)
        page.mouse.move(500, 400)
        page.wait_for_timeout(5)
        if not page.url.startswith(("http://127.0.0.1", "file:")):
            ran.append(f"{url}: led to {page.url}")
    page.wait_for_timeout(300)
    context.close()
    return ran


def tried(folder: Path, payloads: Sequence[str], chromium: str, *, every: int = 1) -> tuple[int, list[str]]:
    """Pages opened, and what ran. ``every``: of so many payloads one is asked for in searches and filters."""
    from playwright.sync_api import sync_playwright

    path = folder / "r.sqlite"
    made = fill(path, payloads)
    served = Served(str(path))
    urls = [served.base + one for one in addresses(path, payloads[::every])] + [
        one.as_uri() for one in pages(folder, made)
    ]
    ran: list[str] = []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for policy in (True, False):
                ran += opened(browser, urls, policy=policy)
            browser.close()
    finally:
        served.stop()
    return 2 * len(urls), ran


def main() -> int:
    """Print what ran."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--payloads", type=int, default=len(PAYLOADS))
    asked.add_argument("--every", type=int, default=1, help="of so many payloads one is searched for")
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        number, ran = tried(Path(folder), PAYLOADS[: given.payloads], given.chromium, every=given.every)
    print(f"{given.payloads} payloads, {number} pages opened, {len(ran)} ran")
    print(*ran[:20], sep="\n")
    return 1 if ran else 0


if __name__ == "__main__":
    sys.exit(main())
