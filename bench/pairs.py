"""Pairs of claims labelled by hand, against what the joiner says of them.

    python bench/pairs.py [--list] [--json] [--raise]

Reads the dispatches of ``bench/record/`` and ``examples/``, finds the claims that ``bench/pairs.jsonl`` names by their
words, holds the two of each pair against each other, and compares with the label. Needs this repository only.
Exit status 1 when the share of right pairs lies below the floor in ``bench/pairs_floor.json``.

same       both speak of one happening
part       the first is part of the campaign that the second tells of
different  neither

A pair whose words were not read as a claim is wrong, and said to be unread.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline.text.intake import documents
from dateline.types import Claim, Document, Reading, Span

HERE = Path(__file__).parent
SOURCES = (HERE / "record", HERE.parent / "examples")
PAIRS = HERE / "pairs.jsonl"
FLOOR = HERE / "pairs_floor.json"
LABELS = ("same", "different", "part")
TOLERANCE = 0.009  # one pair of 123: a word whose two best heads score alike may change its head on another machine


class Named(msgspec.Struct, frozen=True):
    """A claim by its words: the ``nth`` place, from 0, where the dispatch has ``trigger`` as whole words."""

    doc: str
    trigger: str
    nth: int = 0


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two claims and how they stand to each other; for ``part``, ``a`` is part of ``b``. ``why``: what decides it."""

    a: Named
    b: Named
    label: str
    why: str


class Outcome(msgspec.Struct, frozen=True):
    """What was said of a pair: a label, or "unread"; ``grounds`` are lines for people."""

    pair: Pair
    said: str
    score: float = 0.0
    grounds: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it was what the label says."""
        return self.said == self.pair.label


def pairs() -> list[Pair]:
    """The labelled pairs."""
    return [msgspec.json.decode(line, type=Pair) for line in PAIRS.read_bytes().splitlines() if line.strip()]


def dispatches() -> dict[str, Document]:
    """Every dispatch a pair may name, by id."""
    return {item.id: item for item in documents([str(path) for path in SOURCES]) if isinstance(item, Document)}


def span(named: Named, text: str) -> tuple[int, int] | None:
    """Where the words stand; None when the text has them fewer times."""
    found = [match.span() for match in re.finditer(rf"\b{re.escape(named.trigger)}\b", text)]
    return found[named.nth] if named.nth < len(found) else None


def claim(named: Named, reading: Reading) -> Claim | None:
    """The claim with these words for its trigger, else the one that tells of them again; None when neither was read."""
    place = span(named, reading.document.text)
    if place is None:
        return None
    by_trigger = (one for one in reading.claims if _overlap(one.trigger.span, place))
    by_mention = (one for one in reading.claims if any(_overlap(quote.span, place) for quote in one.also))
    return next(by_trigger, None) or next(by_mention, None)


def _overlap(a: Span, b: tuple[int, int]) -> bool:
    return min(a.end, b[1]) > max(a.start, b[0])


class Joiner:
    """The joiner over some readings: profiles and tellings are made as they are asked for."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        from dateline.record import likeness, profile, telling

        self.likeness, self.telling = likeness, telling
        self.readings = {reading.document.id: reading for reading in readings}
        self.profiles = {key: profile.profile(one.document, key) for key, one in self.readings.items()}

    def judged(self, pair: Pair) -> Outcome:
        """What it says of one pair."""
        found = [claim(one, self.readings[one.doc]) for one in (pair.a, pair.b)]
        unread = tuple(
            f"not read: {_named(one)}" for one, it in zip((pair.a, pair.b), found, strict=True) if it is None
        )
        a, b = found
        if a is None or b is None:
            return Outcome(pair, "unread", grounds=unread)
        keys = [f"{one.doc}.{it.id}" for one, it in ((pair.a, a), (pair.b, b))]
        if keys[0] == keys[1] or (pair.a.doc == pair.b.doc and (b.id in a.same_as or a.id in b.same_as)):
            return Outcome(pair, "same", 1.0, ("the dispatch itself tells both of one happening",))
        told = {key: self._told(key, it) for key, it in zip(keys, (a, b), strict=True)}
        return self._said(pair, keys, told)

    def _told(self, key: str, it: Claim) -> Any:
        return self.telling.telling(key, it, self.readings[it.doc].document, it.doc)

    def _said(self, pair: Pair, keys: list[str], told: dict[str, Any]) -> Outcome:
        first, second = (told[key] for key in sorted(keys))
        one = self.likeness.compare(first, second, self._alike(pair.a.doc, pair.b.doc))
        said = "reversed" if one.relation == "part" and one.whole != keys[1] else one.relation
        return Outcome(
            pair, said, one.score, tuple(f"{f.name} {f.value:+.2f} × {f.weight:g}  {f.why}" for f in one.features)
        )

    def _alike(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        score: float = self.likeness.compare_documents(self.profiles[min(a, b)], self.profiles[max(a, b)]).score
        return score


def _named(one: Named) -> str:
    return f"{one.doc} {one.trigger!r}" + (f" ({one.nth})" if one.nth else "")


def measured() -> list[Outcome]:
    """Every pair with what the joiner says of it."""
    asked = pairs()
    wanted = {one.doc for pair in asked for one in (pair.a, pair.b)}
    reader = dateline.reader()
    joiner = Joiner(reader.read_document(one) for name, one in dispatches().items() if name in wanted)
    return [joiner.judged(pair) for pair in asked]


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Pairs, right pairs and their share, over all and for each label; how many were not read."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for one in outcomes:
        for name in ("all", one.pair.label):
            whole[name] += 1
            right[name] += one.right
    shares = {name: round(right[name] / whole[name], 4) for name in ("all", *LABELS) if whole[name]}
    counts = {f"{name}_pairs": whole[name] for name in whole}
    return {**shares, **counts, "unread": sum(one.said == "unread" for one in outcomes)}


def report(got: Mapping[str, float], floor: float) -> Iterator[str]:
    """The figures for people."""
    for name in ("all", *LABELS):
        extra = f"   floor {floor:.3f}" if name == "all" else ""
        yield f"{name:<10} {got.get(name, 0):.3f} of {got.get(f'{name}_pairs', 0):.0f}{extra}"
    yield f"unread     {got['unread']:.0f} (counted as wrong)"


def told(one: Outcome) -> Iterator[str]:
    """A pair with what was said of it and the features behind that."""
    mark = "right" if one.right else "WRONG"
    yield f"{mark}: {one.pair.label}, said {one.said} ({one.score:.2f}): {_named(one.pair.a)} | {_named(one.pair.b)}: {one.pair.why}"
    yield from (f"    {line}" for line in one.grounds)


def floor() -> float:
    """The share of right pairs that must be reached; 0 when none is pinned."""
    return float(json.loads(FLOOR.read_text(encoding="utf-8"))["pairs"]) if FLOOR.exists() else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare or pin."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--list", action="store_true", help="every pair, the right ones too, with its features")
    options.add_argument("--json", action="store_true", help="the figures as JSON")
    options.add_argument("--raise", dest="up", action="store_true", help="write a higher share as the new floor")
    given = options.parse_args(arguments)
    outcomes, low = measured(), floor()
    got = figures(outcomes)
    print(json.dumps(got) if given.json else "\n".join(report(got, low)))
    shown = [] if given.json else [one for one in outcomes if given.list or not one.right]
    print("".join(f"{line}\n" for one in shown for line in told(one)), end="")
    if given.up and got["all"] > low:
        FLOOR.write_text(json.dumps({"pairs": got["all"]}, indent=1) + "\n", encoding="utf-8")
    if got["all"] < low - TOLERANCE:
        print(f"pairs: {got['all']:g} are right, the floor is {low:g}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
