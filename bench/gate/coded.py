"""Dispatches coded by hand: typed event F1 and claim F1 by kind of text, with intervals.

    python bench/gate/coded.py [SET …] [--texts FILE] [--parser NAME|PATH] [--json]

A SET is a coding sheet (see ``bench/tools/coding.py``), a folder with docs.jsonl, claims.gold.jsonl and ID.txt, as the coding
guide has them, or a file of labels (NAME.labels.jsonl); without one, all of ``bench/data/coded``. Labels hold no words: their
texts are given by --texts, a file with one JSON object a line that has "id" and "text" (may be given again). A dispatch whose
text is not given, or is not the one that was coded, is left out and counted on standard error. What is read is paired with
what was coded as in ``gate.py``.

event F1   claims of the coded type whose trigger overlaps (also by a further mention, or by sentence and a role)
claim F1   of these, those that agree in modality, polarity, innermost voice, actors and recipients as well
interval   from the 2.5th to the 97.5th percentile of 1,000 draws of as many dispatches, with replacement (fixed seed)
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coding import Coded, dispatches, of_labels, read_texts  # noqa: E402 - beside this file, not installed
from gate import EXAMPLES, EXPECTED, agreement, expected, paired, ratio  # noqa: E402

import dateline  # noqa: E402
from dateline.faces.export import claim_lines  # noqa: E402
from dateline.text.intake import documents  # noqa: E402
from dateline.types import Document  # noqa: E402

SHEETS = ROOT / "bench" / "data" / "coded"
DRAWS = 1000


class Tally(NamedTuple):
    """Of one dispatch: claims coded, claims read, pairs of the same type, pairs that agree in full."""

    coded: int
    read: int
    paired: int
    agreeing: int


def of_folder(folder: Path) -> list[Coded]:
    """The dispatches of a folder of gold; those without a text are left out."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for line in (folder / "claims.gold.jsonl").read_text(encoding="utf-8").splitlines():
        claims.setdefault(json.loads(line)["doc"], []).append(json.loads(line))
    found = []
    for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        id = row.get("id") or row["doc"]
        text = folder / f"{id}.txt"
        if text.is_file() and id in claims:
            found.append(
                Coded(id, row.get("published") or "", row.get("outlet") or "", text.read_text("utf-8"), claims[id], [])
            )
    return found


def of_examples() -> list[Coded]:
    """The dispatches of ``examples/`` with what was coded in them."""
    rows = [row for row in expected() if not row.get("kind") and not row.get("optional")]
    found = [one for one in documents([str(EXAMPLES)]) if isinstance(one, Document)]
    coded = ((one, [row for row in rows if row["doc"] == one.id]) for one in found)
    return [
        Coded(one.id, str(one.published or ""), one.outlet or "", one.text, rows, []) for one, rows in coded if rows
    ]


def of_set(path: Path, texts: Mapping[str, str]) -> tuple[list[Coded], list[str]]:
    """The dispatches of a set, and why others of it are left out."""
    if path.resolve() == EXPECTED:
        return of_examples(), []
    if path.is_dir():
        return of_folder(path), []
    if path.suffix == ".jsonl":
        return of_labels(path, texts)
    return list(dispatches([path])), []


def tally(one: Coded, reader: dateline.Reader) -> Tally:
    """Read a dispatch and hold it against what was coded."""
    reading = reader.read(one.text, id=one.id, published=one.published or None, outlet=one.outlet or None)
    got = [json.loads(msgspec.json.encode(line)) for line in claim_lines(reading)]
    got = [row for row in got if not row.get("kind")]
    want = [row for row in one.claims if row.get("type") and not row.get("kind")]
    pairs = paired(want, got)
    return Tally(len(want), len(got), len(pairs), sum(all(agreement(w, g)) for w, g in pairs))


def figures(tallies: Sequence[Tally]) -> dict[str, float]:
    """Precision, recall and F1 of events, F1 of claims, over all dispatches together."""
    coded, read, pairs, agreeing = (sum(column) for column in zip(*tallies, strict=True))
    return {
        "event_p": ratio(pairs, read),
        "event_r": ratio(pairs, coded),
        "event_f1": ratio(2 * pairs, coded + read),
        "claim_f1": ratio(2 * agreeing, coded + read),
    }


def interval(tallies: Sequence[Tally], name: str) -> tuple[float, float]:
    """The middle 95 % of a figure over draws of as many dispatches."""
    chance = random.Random(0)
    drawn = sorted(figures(chance.choices(tallies, k=len(tallies)))[name] for _ in range(DRAWS))
    return drawn[round(DRAWS * 0.025)], drawn[round(DRAWS * 0.975) - 1]


def main() -> int:
    """Print the table."""
    asked = argparse.ArgumentParser(description="Dispatches coded by hand, by kind of text.")
    asked.add_argument(
        "sets", nargs="*", type=Path, default=[*sorted(SHEETS.glob("*.txt")), *sorted(SHEETS.glob("*.jsonl"))]
    )
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--parser")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    try:
        texts = read_texts(options.texts)
        sets = [(path, *of_set(path, texts)) for path in options.sets]
    except (OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 3
    reader = dateline.Reader(dateline.Options(parser=options.parser))
    if not options.json:
        print("| set | dispatches | claims | event P | event R | event F1 | claim F1 |\n|---|---|---|---|---|---|---|")
    for path, found, left_out in sets:
        if left_out:
            print(f"{path.name}: {len(left_out)} dispatches left out ({left_out[0]}); give --texts", file=sys.stderr)
        if found:
            print(row(path.stem, [tally(one, reader) for one in found], as_json=options.json))
    return 0


def row(name: str, tallies: Sequence[Tally], *, as_json: bool) -> str:
    """A set's figures as a row of the table or as a JSON object."""
    got = figures(tallies)
    told = {figure: interval(tallies, figure) for figure in ("event_f1", "claim_f1")}
    coded = sum(one.coded for one in tallies)
    if as_json:
        return json.dumps({"set": name, "dispatches": len(tallies), "claims": coded, **got, "intervals": told})
    spread = [f"{got[figure]:.3f} ({low:.2f}–{high:.2f})" for figure, (low, high) in told.items()]
    return f"| {name} | {len(tallies)} | {coded} | {got['event_p']:.3f} | {got['event_r']:.3f} | {' | '.join(spread)} |"


if __name__ == "__main__":
    sys.exit(main())
