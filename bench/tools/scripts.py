"""Scripts in every field of a record, on every page: none may become more than text, and none may run in a real browser.

    python bench/tools/scripts.py [--payloads N] [--chromium PATH]

The payloads are the lines of ``bench/data/scripts.txt``, each of which calls ``alert`` when a browser takes it for more than text. Each
stands in a dispatch of its own as its title, outlet, name and address, in its text, as the names of its parties, speakers and places and
as what is said; and each is the name of an alert, what it asks for and who made it, the signer, note and value of judgements, a line
that is imported, the name of a file that is sent, and what is searched for, filtered by and given where something else is wanted.

Pages are then looked at in two ways. As HTML: no element, attribute or scheme of an address may stand in them that pages without
payloads lack. In Chromium, all of them in frames without the policy of the desk, so that escaping alone has to do (what runs, what is
asked of other hosts, and what elements there are), and those that show many payloads at once also as served, where the browser may not
report anything that the policy stopped. Prints how many pages were looked at and what was found; exit code 1 when anything was.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from scripts_looks import FLAGS, Served, as_served, foreign, parts, strange
from scripts_pages import HOST, PAYLOADS, VIEWS, fill, harmless, packs, plain, shown, things


def main() -> int:
    """Print what was found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--payloads", type=int, default=len(PAYLOADS))
    asked.add_argument("--packed", action="store_true", help="several payloads in one value, and fewer addresses")
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    from playwright.sync_api import sync_playwright
    from starlette.testclient import TestClient

    from dateline.desk.app import application
    from dateline.desk.asking import LONGEST
    from dateline.desk.settings import Settings

    some, reading = PAYLOADS[: given.payloads], plain()
    some = tuple(packs(some, LONGEST)) if given.packed else some
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = []
        for path, values in (("usual", harmless(len(some))), ("record", some)):
            made = fill(folder / path, values, reading, PAYLOADS if values is some else ())
            found.append(list(shown(folder / path, values, made, quick=given.packed)))
            print(f"{len(found[-1])} pages of {path}", flush=True)
        usual, pages = found
        ran = foreign(pages, set().union(*(parts(one.body) for one in usual)))
        print(f"as HTML: {len(ran)} found", flush=True)
        with (
            sync_playwright() as playwright,
            TestClient(application(Settings(str(folder / "record"))), base_url=HOST) as client,
        ):
            browser = playwright.chromium.launch(executable_path=given.chromium, args=FLAGS)
            ran += strange(browser, pages, usual, client)
            print(f"in frames without a policy: {len(ran)} found so far", flush=True)
            served = Served(str(folder / "record"))
            together = [*VIEWS, *things(folder / "record")]
            ran += as_served(browser, served.base, together)
            served.stop()
            browser.close()
    print(
        f"{given.payloads} payloads, {len(pages)} pages as HTML and in frames, {len(together)} as served, {len(ran)} found"
    )
    print(*ran[:40], sep="\n")
    return 1 if ran else 0


if __name__ == "__main__":
    sys.exit(main())
