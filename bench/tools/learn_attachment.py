"""Learn where events were whose own words name no place: weights of the signs of dateline.claims.attachment from coded dispatches.

    python bench/tools/learn_attachment.py KIND [KIND …] [--texts FILE …] [--penalty 1.5] [--caution 0.5] [--out FILE]

A KIND is a set of coded dispatches as bench/gate/coded.py takes them (a folder, a sheet, a file of labels whose texts --texts
holds), or a file NAME.gold.jsonl of gold lines with DOC.txt beside it; several joined by commas are one kind. For every event
that is read at a coded trigger and of which the rules of the slots find no place, the places mentioned near it and none are
scored by a log-linear model; right are those that share words with the coded place, none where none was coded. Printed is a
table: each kind judged by weights learned without it. ``--caution``: by how much a place must be ahead of none. ``--out`` writes
attachment.toml. Texts stay where they are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coded import of_set  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402
from gate import overlap  # noqa: E402

from dateline.claims.attachment import decide  # noqa: E402
from dateline.claims.attachment.candidates import Candidate  # noqa: E402
from dateline.claims.values import Draft  # noqa: E402
from dateline.read import Options, Reader, reader  # noqa: E402
from dateline.text.intake import read_text  # noqa: E402

Numbers = np.ndarray[Any, np.dtype[np.float64]]
RARE = 3  # events in which a sign must be seen
SLIGHT = 0.03  # weights below are left out
STEPS, KEPT = 150, 10  # of the search, and how many of them it remembers


class Example(NamedTuple):
    """An event of which the rules find no place: the signs of each choice (none first), and which are right."""

    kind: str
    seen: list[list[str]]
    right: list[bool]


def of_kind(told: str, texts: Mapping[str, str]) -> list[Coded]:
    """The dispatches of a kind."""
    found: list[Coded] = []
    for path in map(Path, told.split(",")):
        if path.name.endswith(".gold.jsonl"):
            found += _of_lines(path)
            continue
        coded, left_out = of_set(path, texts)
        found += coded
        sys.stderr.writelines(f"{why}\n" for why in left_out)
    return found


def _of_lines(path: Path) -> list[Coded]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    docs = dict.fromkeys(row["doc"] for row in rows)
    return [
        Coded(doc, "", "", (path.parent / f"{doc}.txt").read_text("utf-8"), [r for r in rows if r["doc"] == doc], [])
        for doc in docs
    ]


def examples(kind: str, coded: Iterable[Coded], reader: Reader) -> Iterator[Example]:
    """The events without a place that are read at coded triggers."""
    for one in coded:
        document = read_text(one.text, id=one.id, published=one.published or None, outlet=one.outlet or None)
        claims = [c for c in one.claims if c.get("type") and not c.get("kind")]
        with mock.patch.object(decide, "rank", wraps=decide.rank) as asked:
            reader.read_document(document)
        yield from of_calls(kind, claims, asked.call_args_list)


def of_calls(kind: str, claims: Sequence[dict[str, Any]], calls: Iterable[Any]) -> Iterator[Example]:
    """The same of what one reading asked for."""
    for call in calls:
        claim = _coded_at(call.args[0], claims)
        if claim is not None:
            found = decide.seen(*call.args)
            right = [_is_right(candidate, claim.get("place")) for candidate, _ in found]
            yield Example(kind, [names for _, names in found], right)


def _coded_at(draft: Draft, claims: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The coded claim of the draft's type at its trigger, else the one that has a further mention there."""
    here = (draft.trigger.span.start, draft.trigger.span.end)
    alike = [c for c in claims if c["type"] == draft.type]
    first = (c for c in alike if overlap(c["trigger"]["span"], here))
    again = (c for c in alike if any(overlap(a["span"], here) for a in c.get("also") or ()))
    return next(first, None) or next(again, None)


def _is_right(candidate: Candidate | None, wanted: Sequence[dict[str, Any]] | None) -> bool:
    """Whether a candidate shares words with what was coded; none is right where nothing was."""
    items = [item for item in wanted or () if item.get("span")]
    if candidate is None:
        return not items
    return any(overlap((candidate.span.start, candidate.span.end), item["span"]) for item in items)


# ------------------------------------------------------------------------------------------------ the model
class Table:
    """Examples as numbers: for each choice the signs that are seen, and to which example it belongs."""

    def __init__(self, found: Sequence[Example], names: Sequence[str]) -> None:
        index = {name: i for i, name in enumerate(names)}
        rows, columns, right, owner = [], [], [], []
        for n, one in enumerate(found):
            for seen, good in zip(one.seen, one.right, strict=True):
                known = [index[name] for name in seen if name in index]
                rows += [len(right)] * len(known)
                columns += known
                right.append(good)
                owner.append(n)
        self.rows, self.columns, self.owner = np.array(rows), np.array(columns), np.array(owner)
        self.right = np.array(right)
        self.examples, self.names = len(found), len(names)

    def loss(self, weights: Numbers, penalty: float) -> tuple[float, Numbers]:
        """How unlikely the right choices are, and in which direction of the weights that grows."""
        score = np.bincount(self.rows, weights=weights[self.columns], minlength=len(self.owner))
        likely, whole = self._shares(score)
        likely_right, among_right = self._shares(np.where(self.right, score, -1e9))
        value = float((whole - among_right).sum() + penalty * (weights @ weights) / 2)
        pull = likely - likely_right
        slope = np.bincount(self.columns, weights=pull[self.rows], minlength=self.names) + penalty * weights
        return value, slope

    def _shares(self, score: Numbers) -> tuple[Numbers, Numbers]:
        """The share of each choice in its example, and the logarithm of the sum."""
        top = np.full(self.examples, -np.inf)
        np.maximum.at(top, self.owner, score)
        raised = np.exp(score - top[self.owner])
        sums = np.bincount(self.owner, weights=raised, minlength=self.examples)
        return raised / sums[self.owner], top + np.log(sums)


def fitted(found: Sequence[Example], penalty: float) -> dict[str, float]:
    """The weight of each sign that is seen often enough, by L-BFGS."""
    learned = [one for one in found if any(one.right) and len(one.seen) > 1]
    often = Counter(name for one in learned for name in {n for seen in one.seen for n in seen})
    names = sorted(name for name, times in often.items() if times >= RARE)
    table = Table(learned, names)
    weights = np.zeros(len(names))
    value, slope = table.loss(weights, penalty)
    past: list[tuple[Numbers, Numbers]] = []
    for _ in range(STEPS):
        way = -_turned(slope, past)
        length = 1.0 if past else 5.0 / max(1.0, float(np.abs(slope).sum()))
        for _ in range(25):
            further, steeper = table.loss(weights + length * way, penalty)
            if further <= value + 1e-4 * length * (slope @ way):
                break
            length /= 2
        moved, turned = length * way, steeper - slope
        if moved @ turned > 1e-10:
            past = [*past, (moved, turned)][-KEPT:]
        done = abs(value - further) < 1e-6 * max(1.0, abs(value))
        weights, value, slope = weights + moved, further, steeper
        if done:
            break
    return dict(zip(names, map(float, weights), strict=True))


def _turned(slope: Numbers, past: Sequence[tuple[Numbers, Numbers]]) -> Numbers:
    """The slope as the steps before say how it bends (the two loops of L-BFGS)."""
    way, shares = slope.copy(), []
    for moved, turned in reversed(past):
        share = (moved @ way) / (turned @ moved)
        shares.append(share)
        way = way - share * turned
    if past:
        moved, turned = past[-1]
        way = way * ((moved @ turned) / (turned @ turned))
    for (moved, turned), share in zip(past, reversed(shares), strict=True):
        way = way + moved * (share - (turned @ way) / (turned @ moved))
    return way


def chosen(one: Example, weights: Mapping[str, float], caution: float) -> int:
    """The choice that the weights make; none, the first, before its equals."""
    score = [decide.total(seen, weights) - (caution if n else 0.0) for n, seen in enumerate(one.seen)]
    return score.index(max(score))


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kinds", nargs="+")
    options.add_argument("--texts", type=Path, action="append", default=[])
    options.add_argument("--penalty", type=float, default=1.5)
    options.add_argument("--caution", type=float, default=0.5)
    options.add_argument("--out", type=Path)
    given = options.parse_args(argv)
    texts, ours = read_texts(given.texts), reader(Options())
    found = [one for kind in given.kinds for one in examples(kind, of_kind(kind, texts), ours)]
    print("| left out | open | none right | learned right | filled | of these right | rightly open before |")
    print("|---|---|---|---|---|---|---|")
    for kind in given.kinds:
        weights = fitted([one for one in found if one.kind != kind], given.penalty)
        print(_row(kind, [one for one in found if one.kind == kind], weights, given.caution))
    if given.out:
        given.out.write_text(_written(fitted(found, given.penalty), given.caution), encoding="utf-8")
    return 0


def _row(kind: str, left_out: Sequence[Example], weights: Mapping[str, float], caution: float) -> str:
    made = [(one, chosen(one, weights, caution)) for one in left_out]
    filled = [(one, n) for one, n in made if n]
    name = "+".join(Path(part).name for part in kind.split(","))
    before, after = sum(one.right[0] for one in left_out), sum(one.right[n] for one, n in made)
    hit, spoilt = sum(one.right[n] for one, n in filled), sum(one.right[0] for one, _ in filled)
    return f"| {name} | {len(left_out)} | {before} | {after} | {len(filled)} | {hit} | {spoilt} |"


def _written(weights: Mapping[str, float], caution: float) -> str:
    """The weights as attachment.toml, the greatest first."""
    kept = sorted((-round(weight, 2), name) for name, weight in weights.items() if abs(weight) >= SLIGHT)
    lines = [
        "# What speaks for a place mentioned near an event to be its place, and for none (claims/attachment). Learned, not set by hand:",
        "# bench/tools/learn_attachment.py.",
        f"caution = {caution}",
        "",
        "[signs]",
        *(f'"{name}" = {-weight:.2f}' for weight, name in kept),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
