"""Learn which mentions of a dispatch speak of one event: weights of the signs of dateline.claims.likeness from coded dispatches.

    python bench/tools/learn_merging.py GOLD.jsonl --texts DIR [--texts DIR …] [--penalty 4] [--folds 8] [--caution 0.2]

GOLD: claims by the coding guide, a JSON object a line with ``doc``, ``type``, ``trigger`` and ``also``; the text of a document is
DIR/DOC.txt. Printed are precision and recall of pairs, each document judged by weights learned without it, and the tables for
weights.toml. ``--caution`` is taken from the bias, so that joining asks for more than even odds. Texts stay where they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from dateline.claims import features, likeness, merge
from dateline.claims.links import linked
from dateline.claims.values import Draft
from dateline.read import Options, Reader, reader
from dateline.text.intake import read_text

Numbers = np.ndarray[Any, np.dtype[np.float64]]
STEPS = 60


class Pair(NamedTuple):
    """Signs of two mentions of one document, and whether the coders took them for one event."""

    doc: str
    signs: dict[str, bool]
    same: bool


def pairs(reader: Reader, gold: dict[str, list[dict[str, Any]]], texts: Sequence[Path]) -> Iterator[Pair]:
    """Every two mentions of one type that both stand in a coded claim."""
    for doc in sorted(gold):
        path = next((p for folder in texts if (p := folder / f"{doc}.txt").is_file()), None)
        if path is None:
            print(f"no text of {doc}: it is left out", file=sys.stderr)
            continue
        with mock.patch.object(merge, "join", wraps=merge.join) as seen:
            reader.read_document(read_text(path.read_text(encoding="utf-8"), id=doc))
        drafts, parse, classes, lexicon = seen.call_args.args
        meant = [_meant(d, gold[doc]) for d in drafts]
        seen_of = [features.of(d, parse, lexicon) for d in drafts]
        for later, one in enumerate(drafts):
            for before, other in enumerate(drafts[:later]):
                comparable = one.type == other.type and one.certainty.polarity == other.certainty.polarity
                if comparable and meant[later] and meant[before]:
                    distance = abs(parse.tokens[one.frame.head].sent - parse.tokens[other.frame.head].sent)
                    tied = linked(one, other, parse, classes, lexicon)
                    compared = likeness.Pair(seen_of[later], seen_of[before], distance, tied)
                    yield Pair(doc, likeness.signs(compared), bool(meant[later] & meant[before]))


def _meant(draft: Draft, claims: list[dict[str, Any]]) -> set[int]:
    """Which of the coded claims a mention is of."""
    here = draft.trigger.span
    spans = [[c["trigger"]["span"], *(a["span"] for a in c.get("also") or [])] for c in claims]
    return {
        n
        for n, claim in enumerate(claims)
        if claim["type"] == draft.type and any(a < here.end and b > here.start for a, b in spans[n])
    }


def fitted(told: Numbers, same: Numbers, penalty: float) -> Numbers:
    """Weights of a logistic model by Newton's steps; the last column is the bias and bears no penalty."""
    weights = np.zeros(told.shape[1])
    ridge = np.eye(told.shape[1]) * penalty
    ridge[-1, -1] = 0.01
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-told @ weights))
        curve = (told * (sure * (1 - sure))[:, None]).T @ told + ridge
        step = np.linalg.solve(curve, told.T @ (sure - same) + ridge @ weights)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    return weights


def claims_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The coded claims of each document; control statements and figures are none."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        row = json.loads(line)
        rows = found.setdefault(row["doc"], [])
        if row.get("kind") is None and row.get("type"):
            rows.append(row)
    return found


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, nargs="+")
    options.add_argument("--texts", type=Path, action="append", required=True)
    options.add_argument("--penalty", type=float, default=4.0)
    options.add_argument("--folds", type=int, default=8)
    options.add_argument("--caution", type=float, default=0.2)
    given = options.parse_args(argv)
    gold = {doc: rows for path in given.gold for doc, rows in claims_of(path).items()}
    found = list(pairs(reader(Options()), gold, given.texts))
    names = sorted(found[0].signs)
    told = np.array([[float(p.signs[n]) for n in names] + [1.0] for p in found])
    same = np.array([float(p.same) for p in found])
    fold = np.array([int(hashlib.sha256(p.doc.encode()).hexdigest(), 16) % given.folds for p in found])
    joined = np.zeros(len(found), dtype=bool)
    for one in range(given.folds):
        weights = fitted(told[fold != one], same[fold != one], given.penalty)
        joined[fold == one] = told[fold == one] @ weights > given.caution
    right = (joined & (same == 1)).sum()
    print(f"# {len(found)} pairs, {int(same.sum())} of one event; left out in turn:", end=" ")
    print(f"precision {right / max(1, joined.sum()):.3f}, recall {right / max(1, same.sum()):.3f}")
    weights = fitted(told, same, given.penalty)
    print(f"bias = {weights[-1] - given.caution:.2f}\n\n[merge.signs]")
    for name, weight in sorted(zip(names, weights, strict=False), key=lambda row: -row[1]):
        print(f"{name} = {weight:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
