"""Learn how sure we are of a claim: weights of the signs of dateline.claims.confidence from coded dispatches.

    python bench/tools/learn_scores.py SCORER GOLD.jsonl [GOLD.jsonl …] --texts DIR [--texts DIR …] [--penalty 8] [--folds 10]

SCORER is the scorer of the coding guide (score_claims.py): a claim is right when it is paired with a coded one and type, modality,
polarity, both sides and first voice agree. GOLD and texts as for learn_merging.py. Printed are the reliability table, each document
judged by weights learned without it, and the tables for weights.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest import mock

import msgspec
import numpy as np
from learn_merging import claims_of, fitted

from dateline.claims import confidence
from dateline.faces.export import claim_line
from dateline.read import Options, Reader, reader
from dateline.text.intake import read_text

BORDERS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


class Judged(NamedTuple):
    """Signs of a claim, whether its type was right at its trigger, whether it was right in all."""

    doc: str
    signs: dict[str, bool]
    typed: bool
    right: bool


def loaded(path: Path) -> ModuleType:
    """A module from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(
    reader: Reader, scorer: Any, gold: dict[str, list[dict[str, Any]]], texts: Sequence[Path]
) -> Iterator[Judged]:
    """Every claim read in the coded documents, with what the scorer makes of it."""
    for doc in sorted(gold):
        path = next((p for folder in texts if (p := folder / f"{doc}.txt").is_file()), None)
        if path is None:
            print(f"no text of {doc}: it is left out", file=sys.stderr)
            continue
        text = path.read_text(encoding="utf-8")
        with mock.patch.object(confidence, "signs", wraps=confidence.signs) as seen:
            claims = reader.read_document(read_text(text, id=doc)).claims
        told = {call.args[0].id: confidence.signs(*call.args) for call in seen.call_args_list}
        rows = [json.loads(msgspec.json.encode(claim_line(c))) for c in claims]
        pairs = {p: g for g, p in scorer.match(gold[doc], rows, scorer.sentences(text), True, False, False)}
        for n, row in enumerate(rows):
            if row["id"] not in told:  # a denial of another claim, made of that claim
                continue
            yield Judged(doc, told[row["id"]], n in pairs, n in pairs and _agrees(scorer, gold[doc][pairs[n]], row))


def _agrees(scorer: Any, gold: dict[str, Any], row: dict[str, Any]) -> bool:
    sides = all(scorer.agree(scorer.items(gold, k), scorer.items(row, k)) for k in ("actor", "recipient"))
    sure = scorer.modality(gold) == scorer.modality(row) and scorer.polarity(gold) == scorer.polarity(row)
    return bool(sides and sure and scorer.voice_ok(gold, row, True))


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("scorer", type=Path)
    options.add_argument("gold", type=Path, nargs="+")
    options.add_argument("--texts", type=Path, action="append", required=True)
    options.add_argument("--penalty", type=float, default=8.0)
    options.add_argument("--folds", type=int, default=10)
    given = options.parse_args(argv)
    gold = {doc: rows for path in given.gold for doc, rows in claims_of(path).items()}
    found = list(judged(reader(Options()), loaded(given.scorer), gold, given.texts))
    table(found, given.penalty, given.folds)
    return 0


def table(found: Sequence[Judged], penalty: float, folds: int) -> None:
    """Print the reliability of scores from left-out documents, then the weights from all."""
    names = sorted({name for one in found for name in one.signs})
    told = np.array([[float(one.signs.get(n, False)) for n in names] + [1.0] for one in found])
    right = np.array([float(one.right) for one in found])
    typed = np.array([float(one.typed) for one in found])
    fold = np.array([int(hashlib.sha256(one.doc.encode()).hexdigest(), 16) % folds for one in found])
    score = np.zeros(len(found))
    for one in range(folds):
        weights = fitted(told[fold != one], right[fold != one], penalty)
        score[fold == one] = 1 / (1 + np.exp(-told[fold == one] @ weights))
    print("# score     claims  right  type right")
    for low, high in itertools.pairwise(BORDERS):
        within = (score >= low) & (score < high)
        if within.any():
            print(
                f"# {low:.1f}-{min(high, 1):.1f} {within.sum():9} {right[within].mean():6.2f} {typed[within].mean():6.2f}"
            )
    weights = fitted(told, right, penalty)
    print(f"bias = {weights[-1]:.2f}\n\n[score.signs]")
    for name, weight in sorted(zip(names, weights, strict=False), key=lambda row: -row[1]):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    sys.exit(main())
