"""What stands in a page and what runs in it: as HTML, in frames of a browser without a policy, and as served (see ``scripts``)."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from scripts_pages import HOST, Shown

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
FRAMES = 24
"""Pages that a browser is shown at once."""
PATIENCE = 240_000
"""Milliseconds that a page may take on a busy machine."""
SETTLING = 250
"""Milliseconds that what a page starts may take."""
KIND = "text/html; charset=utf-8"
ADDRESSES = ("src", "href", "action", "formaction", "data", "xlink:href", "background", "poster")

# As HTML

Part = tuple[str, str]
"""An element ("img", ""), an element with an attribute ("img", "src"), a scheme of an address ("scheme", "http:"),
or a script that is none of the desk's files ("script", what it says)."""


def parts(body: str) -> set[Part]:
    """What a page is made of."""
    from lxml import html

    found: set[Part] = set()
    for node in html.document_fromstring(body).iter():
        if not isinstance(node.tag, str):
            found.add(("comment", ""))
            continue
        found |= {(node.tag, ""), *((node.tag, name) for name in node.attrib)}
        found |= {("scheme", scheme_of(node.attrib[name])) for name in ADDRESSES if name in node.attrib}
        if node.tag == "script" and not node.attrib.get("src", "").startswith("/assets/"):
            found.add(("script", node.attrib.get("src") or node.text or ""))
    return found


def scheme_of(address: str) -> str:
    """What a browser takes for the scheme of an address; "" where it has none."""
    plain = re.sub(r"[\x00-\x20]", "", address).lower()
    named = re.match(r"data:image/|[a-z][a-z0-9+.\-]*:", plain)
    return named[0] if named else ""


def foreign(pages: Iterable[Shown], usual: set[Part]) -> list[str]:
    """What stands in pages that usual ones lack, and answers that no page of ours gives."""
    found = []
    for one in pages:
        found += [f"{one.where[:160]}: {' '.join(part)[:200]}" for part in sorted(parts(one.body) - usual)]
        if one.status >= 500:
            found.append(f"{one.where[:160]}: answered {one.status}")
    return found


# In a browser


class Look(NamedTuple):
    """What a browser made of a page: whether it is still there, and what it is made of."""

    there: bool
    parts: set[Part]


def looked_at(browser: Any, pages: Sequence[Shown], client: Any) -> tuple[list[Look], list[str]]:
    """What a browser makes of pages in frames without the policy, and what ran in them or was asked of others."""
    ran: list[str] = []
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = _watched(context, ran)
    assets: dict[str, Any] = {}

    def answered(route: Any) -> None:
        address = route.request.url.removeprefix(HOST)
        if not route.request.url.startswith(HOST):
            ran.append(f"asked for {route.request.url[:200]}")
            route.abort()
        elif address.startswith("/page/") and address[6:].isdecimal():
            route.fulfill(body=pages[int(address[6:])].body, content_type=KIND)
        elif address.startswith("/assets/"):
            if address not in assets:
                assets[address] = client.get(address)
            told = assets[address]
            route.fulfill(body=told.content, content_type=told.headers["content-type"])
        else:
            route.fulfill(
                body="<!doctype html><title>all</title>", content_type=KIND, status=200 if address == "/all" else 404
            )

    context.route("**/*", answered)
    page.goto(f"{HOST}/all")
    looks: list[Look] = []
    for first in range(0, len(pages), FRAMES):
        numbers = range(first, min(first + FRAMES, len(pages)))
        told = page.evaluate(SHOW, [[f"/page/{number}" for number in numbers], SETTLING, list(ADDRESSES)])
        looks += [Look(there, set(map(tuple, found))) for there, found in told]
    context.close()
    return looks, ran


def _watched(context: Any, ran: list[str]) -> Any:
    """A page that tells what runs in it or in its frames."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.expose_function("told_here", lambda what: ran.append(str(what)))
    page.add_init_script("window.alert = window.print = what => top.told_here('ran at ' + location.href + ' ' + what)")
    page.on("dialog", lambda dialog: (ran.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    return page


def strange(browser: Any, pages: Sequence[Shown], usual: Sequence[Shown], client: Any) -> list[str]:
    """What pages have in a browser that usual ones lack, what ran in them, and which of them were left."""
    known = set().union(*(look.parts for look in looked_at(browser, usual, client)[0]))
    looks, ran = looked_at(browser, pages, client)
    for one, look in zip(pages, looks, strict=True):
        ran += [] if look.there else [f"{one.where[:160]}: the page was left"]
        ran += [f"{one.where[:160]}: {' '.join(part)}" for part in sorted(look.parts - known)]
    return ran


def as_served(browser: Any, base: str, addresses: Iterable[str]) -> list[str]:
    """What ran, was asked of others, or was stopped by the policy on pages as they are served."""
    ran: list[str] = []
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = _watched(context, ran)
    page.on(
        "console", lambda said: ran.append(f"{page.url}: {said.text}") if said.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: ran.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:image/")) else ran.append(asked.url))
    for address in addresses:
        page.goto(base + address)
        page.mouse.move(400, 300)
        page.mouse.move(500, 400)
        if page.url.split("?")[0] != (base + address).split("?")[0]:
            ran.append(f"{address}: led to {page.url}")
    context.close()
    return ran


SHOW = """async ([addresses, settling, attributes]) => {
  const waiting = [];
  const frames = addresses.map((address) => {
    const frame = document.createElement("iframe");
    frame.style = "width:900px;height:600px";
    waiting.push(new Promise((done) => frame.addEventListener("load", done, { once: true })));
    frame.src = address;
    document.body.append(frame);
    return frame;
  });
  await Promise.all(waiting);
  await new Promise((done) => setTimeout(done, settling));
  const told = frames.map((frame) => {
    let page = null;
    try { page = frame.contentWindow.location.pathname.startsWith("/page/") && frame.contentDocument; } catch { /* it was left */ }
    const found = new Set();
    for (const node of page ? page.querySelectorAll("*") : []) {
      found.add(JSON.stringify([node.localName, ""]));
      for (const one of node.attributes) {
        found.add(JSON.stringify([node.localName, one.name]));
        if (!attributes.includes(one.name)) continue;
        const scheme = URL.canParse(one.value, location) ? new URL(one.value, location).protocol : "";
        found.add(JSON.stringify(["scheme", one.value.startsWith("data:image/") ? "data:image/" : scheme]));
      }
      if (node.localName === "script" && !(node.getAttribute("src") ?? "").startsWith("/assets/"))
        found.add(JSON.stringify(["script", node.getAttribute("src") || node.textContent]));
    }
    frame.remove();
    return [Boolean(page), [...found].map((one) => JSON.parse(one))];
  });
  return told;
}"""


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
