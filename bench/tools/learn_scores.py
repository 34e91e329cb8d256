"""Learn how sure we are of a claim: weights of the signs of dateline.claims.confidence from coded dispatches.

    python bench/tools/learn_scores.py SET [SET …] [--held SET …] [--texts FILE …] [--penalty 12] [--folds 10] [--without SIGNS …]

A SET is what bench/gate/coded.py takes: a folder of gold, a coding sheet, a file of labels with the texts in --texts. A claim is
right when it is paired with a coded one as in bench/gate/gate.py, and modality, polarity, both sides and first voice agree.
Printed are the reliability table, each document judged by weights learned without it, that of the sets under --held, of
which nothing is learned, and the tables for weights.toml. "Sorts" is how often, of a right claim and a wrong one, the right has the
higher score (0.5 by chance). ``--without`` leaves out all signs that begin so (entry_, family_, type_).
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import msgspec
import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1] / "gate"), str(Path(__file__).parent)]

from coded import of_set  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402
from gate import agreement, paired  # noqa: E402
from learn_merging import Numbers, fitted  # noqa: E402

from dateline.claims import confidence  # noqa: E402
from dateline.faces.export import claim_line  # noqa: E402
from dateline.read import Options, Reader, reader  # noqa: E402

LEAST = 4  # claims that show a sign before it is learned from
BORDERS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


class Judged(NamedTuple):
    """Signs of a claim, whether its type was right at its trigger, whether it was right in all."""

    doc: str
    signs: dict[str, bool]
    typed: bool
    right: bool


def judged(reader: Reader, sets: Sequence[Path], texts: Mapping[str, str]) -> Iterator[Judged]:
    """Every claim read in the coded documents, with what the coders say of it."""
    for path in sets:
        found, left_out = of_set(path, texts)
        for why in left_out:
            print(why, file=sys.stderr)
        for one in found:
            yield from _of_dispatch(reader, one)


def _of_dispatch(reader: Reader, one: Coded) -> Iterator[Judged]:
    with mock.patch.object(confidence, "signs", wraps=confidence.signs) as seen:
        claims = reader.read(one.text, id=one.id, published=one.published or None).claims
    told = {call.args[0].id: confidence.signs(*call.args) for call in seen.call_args_list}
    rows = [json.loads(msgspec.json.encode(claim_line(claim))) for claim in claims]
    coded = {got["id"]: want for want, got in paired([row for row in one.claims if "type" in row], rows)}
    for row in rows:
        if row["id"] in told:  # a denial or a part is made of another claim
            want = coded.get(row["id"])
            yield Judged(one.id, told[row["id"]], want is not None, want is not None and all(agreement(want, row)))


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path, nargs="+")
    options.add_argument("--held", type=Path, nargs="*", default=[])
    options.add_argument("--texts", type=Path, action="append", default=[])
    options.add_argument("--penalty", type=float, default=12.0)
    options.add_argument("--folds", type=int, default=10)
    options.add_argument("--without", nargs="*", default=[])
    given = options.parse_args(argv)
    texts = read_texts(given.texts)
    found = list(judged(reader(Options()), given.sets, texts))
    held = list(judged(reader(Options()), given.held, texts))
    table(found, held, given.penalty, given.folds, tuple(given.without))
    return 0


def table(
    found: Sequence[Judged], held: Sequence[Judged], penalty: float, folds: int, without: tuple[str, ...] = ()
) -> None:
    """Print the reliability of scores from left-out documents and of what was held back, then the weights from all."""
    often = Counter(name for one in found for name, told in one.signs.items() if told)
    names = sorted(name for name, times in often.items() if times >= LEAST and not name.startswith(without))
    told, right = _numbers(found, names), np.array([float(one.right) for one in found])
    fold = np.array([int(hashlib.sha256(one.doc.encode()).hexdigest(), 16) % folds for one in found])
    score = np.zeros(len(found))
    for one in range(folds):
        weights = fitted(told[fold != one], right[fold != one], penalty)
        score[fold == one] = 1 / (1 + np.exp(-told[fold == one] @ weights))
    _reliability(found, score)
    weights = fitted(told, right, penalty)
    if held:
        print("# held back")
        _reliability(held, 1 / (1 + np.exp(-_numbers(held, names) @ weights)))
    print(f"bias = {weights[-1]:.2f}\n\n[score.signs]")
    for name, weight in sorted(zip(names, weights, strict=False), key=lambda row: -row[1]):
        print(f'"{name}" = {weight:.2f}' if "." in name else f"{name} = {weight:.2f}")


def _numbers(found: Sequence[Judged], names: Sequence[str]) -> Numbers:
    return np.array([[float(one.signs.get(name, False)) for name in names] + [1.0] for one in found])


def _reliability(found: Sequence[Judged], score: Numbers) -> None:
    """How many claims have a score, and how many of these are right."""
    right, typed = (np.array([float(getattr(one, field)) for one in found]) for field in ("right", "typed"))
    print(f"# {len(found)} claims, sorts {_sorts(score, right):.3f}\n# score     claims  right  type right")
    for low, high in itertools.pairwise(BORDERS):
        within = (score >= low) & (score < high)
        if within.any():
            print(
                f"# {low:.1f}-{min(high, 1):.1f} {within.sum():9} {right[within].mean():6.2f} {typed[within].mean():6.2f}"
            )


def _sorts(score: Numbers, right: Numbers) -> float:
    """How often a right claim has a higher score than a wrong one, over all pairs of the two."""
    good, bad = score[right == 1], score[right == 0]
    if not len(good) or not len(bad):
        return 0.5
    above = (good[:, None] > bad[None, :]).mean() + (good[:, None] == bad[None, :]).mean() / 2
    return float(above)


if __name__ == "__main__":
    sys.exit(main())
