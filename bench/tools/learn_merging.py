"""Learn which mentions of a dispatch speak of one event: weights of the signs of dateline.claims.likeness from coded dispatches.

    python bench/tools/learn_merging.py SET [SET …] [--texts FILE …] [--penalty 4] [--folds 8] [--caution -0.5]

A SET is what bench/gate/coded.py takes: a folder of gold, a coding sheet, a file of labels with the texts in --texts. Printed are
precision and recall of pairs, each document judged by weights learned without it; the same of every set, judged by weights learned of
the others alone, beside those in force; and the tables for weights.toml. ``--caution`` is taken from the bias: below 0, joining asks for
less than even odds, since pairs are learned of mentions that were coded, and one that nobody coded tells again more often than not.
Texts stay where they are.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1] / "gate"), str(Path(__file__).parent)]

from coded import of_set  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402

from dateline.claims import likeness, merge  # noqa: E402
from dateline.claims.links import linked  # noqa: E402
from dateline.claims.values import Draft  # noqa: E402
from dateline.lexicon.weights import MERGE  # noqa: E402
from dateline.read import Options, Reader, reader  # noqa: E402
from dateline.text.intake import read_text  # noqa: E402

Numbers = np.ndarray[Any, np.dtype[np.float64]]
STEPS = 60


class Pair(NamedTuple):
    """Signs of two mentions of one document of a set, and whether the coders took them for one event."""

    kind: str
    doc: str
    signs: dict[str, bool]
    same: bool


def pairs(reader: Reader, sets: Sequence[Path], texts: Mapping[str, str]) -> Iterator[Pair]:
    """Every two mentions of one type that both stand in a coded claim."""
    for path in sets:
        found, left_out = of_set(path, texts)
        for why in left_out:
            print(why, file=sys.stderr)
        for one in found:
            yield from _of_dispatch(reader, path.stem, one)


def _of_dispatch(reader: Reader, kind: str, coded: Coded) -> Iterator[Pair]:
    with mock.patch.object(merge, "join", wraps=merge.join) as seen:
        reader.read_document(read_text(coded.text, id=coded.id, published=coded.published or None))
    drafts, parse, classes, lexicon = seen.call_args.args
    meant = [_meant(d, coded.claims) for d in drafts]
    comparing = merge.Comparing(parse, classes, lexicon)
    seen_of = [comparing.mention(d) for d in drafts]
    for later, one in enumerate(drafts):
        for before, other in enumerate(drafts[:later]):
            comparable = one.type == other.type and one.certainty.polarity == other.certainty.polarity
            if comparable and meant[later] and meant[before]:
                tied = linked(one, other, parse, classes, lexicon)
                compared = comparing.pair(seen_of[later], seen_of[before], tied)
                yield Pair(kind, coded.id, likeness.signs(compared), bool(meant[later] & meant[before]))


def _meant(draft: Draft, claims: list[dict[str, Any]]) -> set[int]:
    """Which of the coded claims a mention is of."""
    here = draft.trigger.span
    claims = [c for c in claims if c.get("type") and not c.get("kind")]
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


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path, nargs="+")
    options.add_argument("--texts", type=Path, action="append", default=[])
    options.add_argument("--penalty", type=float, default=4.0)
    options.add_argument("--folds", type=int, default=8)
    options.add_argument("--caution", type=float, default=-0.5)
    given = options.parse_args(argv)
    found = list(pairs(reader(Options()), given.sets, read_texts(given.texts)))
    table(found, given.penalty, given.folds, given.caution)
    return 0


def table(found: Sequence[Pair], penalty: float, folds: int, caution: float) -> None:
    """Print what weights learned of other documents, and of other sets, say of each pair; then the weights of all."""
    names = sorted(found[0].signs)
    told = np.array([[float(p.signs[n]) for n in names] + [1.0] for p in found])
    same = np.array([float(p.same) for p in found])
    fold = np.array([int(hashlib.sha256(p.doc.encode()).hexdigest(), 16) % folds for p in found])
    kind = np.array([p.kind for p in found])
    in_force = np.array([*(MERGE.signs.get(n, 0.0) for n in names), MERGE.bias])
    print(
        f"# {len(found)} pairs, {int(same.sum())} of one event; left out in turn: {_left_out(told, same, fold, penalty, caution)}"
    )
    print("# set              pairs  weights of the other sets          weights in force")
    for one in sorted(set(kind)):
        here = kind == one
        weights = fitted(told[~here], same[~here], penalty) if not here.all() else in_force
        learned = _share(told[here] @ weights > caution, same[here])
        print(f"# {one:16} {here.sum():7}  {learned}   {_share(told[here] @ in_force > 0, same[here])}")
    weights = fitted(told, same, penalty)
    print(f"bias = {weights[-1] - caution:.2f}\n\n[merge.signs]")
    for name, weight in sorted(zip(names, weights, strict=False), key=lambda row: -row[1]):
        print(f"{name} = {weight:.2f}")


def _left_out(told: Numbers, same: Numbers, fold: Any, penalty: float, caution: float) -> str:
    """How right weights are on documents that they were not learned of."""
    joined = np.zeros(len(same), dtype=bool)
    for one in sorted(set(fold)):
        weights = fitted(told[fold != one], same[fold != one], penalty)
        joined[fold == one] = told[fold == one] @ weights > caution
    return _share(joined, same)


def _share(joined: Any, same: Numbers) -> str:
    """Of the pairs joined those of one event, and of those of one event the joined."""
    right = (joined & (same == 1)).sum()
    return f"precision {right / max(1, joined.sum()):.3f}, recall {right / max(1, same.sum()):.3f}"


if __name__ == "__main__":
    sys.exit(main())
