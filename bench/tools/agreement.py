"""How far two coders agree who coded the same dispatches: figures field by field, and what they differ in.

    python bench/tools/agreement.py FIRST SECOND [--texts FILE] [--list]

FIRST and SECOND are sets as ``bench/gate/coded.py`` takes them: a coding sheet, a folder or a file of labels (these with
--texts, which may be given again). Only dispatches that both hold count. Claims are paired as in ``bench/gate/gate.py``, but
further mentions reach either way. ``--list`` prints what each has alone and where a pair differs.

event F1     claims of the same type at the same trigger or further mention
claim F1     of these, those that agree in modality, polarity, innermost voice, actors and recipients as well
pairs        of the paired claims, how many agree in the field
F1 of spans  of times, counts and places of the paired claims, those that overlap
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coded import of_set  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402
from gate import Pair, agreement, meet, paired, ratio, spans  # noqa: E402

FIELDS = ("modality", "polarity", "first voice", "actors", "recipients")
SPANS = ("time", "counts", "place")
Row = dict[str, Any]


def claims(one: Coded) -> list[Row]:
    """The claims of a dispatch. A coder marks no sentence, so the trigger stands for it."""
    return [
        {**row, "sentence": row["trigger"]["span"]} for row in one.claims if row.get("type") and not row.get("kind")
    ]


def pairs_of(first: Sequence[Row], second: Sequence[Row]) -> list[Pair]:
    """Pairs by the gate's rule, then those that only a further mention of the second claim joins."""
    found = paired(first, second)
    left = [row for row in first if all(row is not a for a, _ in found)]
    right = [row for row in second if all(row is not b for _, b in found)]
    return found + [(a, b) for b, a in paired(right, left)]


def figures(found: Sequence[Pair], first: int, second: int) -> Iterator[tuple[str, str]]:
    """Name and value of each figure."""
    agreed = [agreement(a, b) for a, b in found]
    yield "claims", f"{first} and {second}, {len(found)} paired"
    yield "event F1", f"{ratio(2 * len(found), first + second):.3f}"
    yield "claim F1", f"{ratio(2 * sum(map(all, agreed)), first + second):.3f}"
    for number, field in enumerate(FIELDS):
        yield field, f"{sum(row[number] for row in agreed)} of {len(found)}"
    yield "historical", f"{sum(a['historical'] == b['historical'] for a, b in found)} of {len(found)}"
    yield "modes", f"{sum(sorted(a['mode']) == sorted(b['mode']) for a, b in found)} of {len(found)}"
    for field in SPANS:
        yield f"F1 of {field}", f"{_span_f1(found, field):.3f}"


def _span_f1(found: Sequence[Pair], field: str) -> float:
    sides = [(spans(a, field), spans(b, field)) for a, b in found]
    hits = sum(meet([x], right) for left, right in sides for x in left)
    hits += sum(meet([x], left) for left, right in sides for x in right)
    return ratio(hits, sum(len(left) + len(right) for left, right in sides))


def differences(id: str, found: Sequence[Pair], first: Sequence[Row], second: Sequence[Row]) -> Iterator[str]:
    """One line for each claim that one coder has alone, and for each pair that differs."""
    for a, b in found:
        names = [name for name, same in zip(FIELDS, agreement(a, b), strict=True) if not same]
        if names:
            yield f"{id}: {', '.join(names)}: {brief(a)} / {brief(b)}"
    for number, rows in ((1, first), (2, second)):
        for row in rows:
            if not any(row is side for pair in found for side in pair):
                yield f"{id}: coder {number} alone: {brief(row)}"


def brief(row: Row) -> str:
    """A claim in a line."""
    sides = [", ".join(item["text"] for item in row[role]) or "-" for role in ("actor", "recipient", "voices")]
    return f"{row['type']} {row['trigger']['text']!r} {' > '.join(sides[:2])} ({sides[2]}, {row['modality']})"


def main() -> int:
    """Print the figures, and on demand the differences."""
    asked = argparse.ArgumentParser(description="Agreement of two coders, field by field.")
    asked.add_argument("first", type=Path)
    asked.add_argument("second", type=Path)
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--list", action="store_true")
    options = asked.parse_args()
    try:
        texts = read_texts(options.texts)
        (first, left_out), (second, also_left_out) = (of_set(path, texts) for path in (options.first, options.second))
    except (OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 3
    for line in (*left_out, *also_left_out):
        print(line, file=sys.stderr)
    others = {one.id: one for one in second}
    both = [(one.id, claims(one), claims(others[one.id])) for one in first if one.id in others]
    if not both:
        print("no dispatch stands in both sets: give two codings of the same dispatches", file=sys.stderr)
        return 3
    told = [(id, pairs_of(left, right), left, right) for id, left, right in both]
    print(f"dispatches     {len(told)}")
    numbers = [sum(len(row[i]) for row in told) for i in (2, 3)]
    for name, value in figures([pair for row in told for pair in row[1]], *numbers):
        print(f"{name:<14} {value}")
    if options.list:
        print("\n".join(line for row in told for line in differences(*row)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
