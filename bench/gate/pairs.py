"""Pairs of claims labelled by hand, against what the joiner says of them.

    python bench/gate/pairs.py [--list] [--json] [--raise]

Reads the dispatches of ``bench/data/record/`` and ``examples/``, finds the claims that ``bench/data/pairs.jsonl`` names by their
words, holds the two of each pair against each other, and compares with the label. Then it puts all dispatches into a
record and asks the same of the events there: what blocks and clusters leave of it. Needs this repository only.
Exit status 1 when a share of right pairs lies below its floor in ``bench/data/pairs_floor.json``.

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
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline.text.intake import documents
from dateline.types import Claim, Document, Reading, Span

ROOT = Path(__file__).parents[2]
DATA = ROOT / "bench" / "data"
SOURCES = (DATA / "record", ROOT / "examples")
PAIRS = DATA / "pairs.jsonl"
FLOOR = DATA / "pairs_floor.json"
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
    """The joiner over some readings: features of documents and claims are made as they are asked for."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        from dateline.record import claim_features, document_features, document_similarity, similarity

        self.similarity, self.features, self.texts = similarity, claim_features, document_similarity
        self.readings = {reading.document.id: reading for reading in readings}
        self.documents = {key: document_features.of_document(one.document, key) for key, one in self.readings.items()}

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
        return self.features.of_claim(key, it, self.readings[it.doc].document, it.doc)

    def _said(self, pair: Pair, keys: list[str], told: dict[str, Any]) -> Outcome:
        first, second = (told[key] for key in sorted(keys))
        one = self.similarity.compare(first, second, self._alike(pair.a.doc, pair.b.doc))
        said = "reversed" if one.relation == "part" and one.whole != keys[1] else one.relation
        return Outcome(
            pair, said, one.score, tuple(f"{f.name} {f.value:+.2f} × {f.weight:g}  {f.why}" for f in one.features)
        )

    def _alike(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        score: float = self.texts.compare_documents(self.documents[min(a, b)], self.documents[max(a, b)]).score
        return score


class Events:
    """What the events of a record say of pairs, once all readings are in it."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        from dateline.record import rows, store

        self.readings = {reading.document.id: reading for reading in readings}
        self.documents = {name: rows.document_key(one.document) for name, one in self.readings.items()}
        with tempfile.TemporaryDirectory() as folder, store.Store(f"{folder}/pairs.db", create=True) as record:
            record.add(self.readings.values())
            happenings = record.happenings(store.Asked())
        self.event = {kept.key: one.key for one in happenings for kept in one.kept}
        self.campaigns = {one.key: one.campaign for one in happenings}

    def judged(self, pair: Pair) -> Outcome:
        """What they say of one pair."""
        a, b = (self._event(one) for one in (pair.a, pair.b))
        if not a or not b:
            return Outcome(pair, "unread")
        return Outcome(pair, "same" if a == b else "part" if b in self.campaigns[a] else "different")

    def _event(self, named: Named) -> str:
        found = claim(named, self.readings[named.doc])
        return self.event.get(f"{self.documents[named.doc]}.{found.id}", "") if found else ""


def _named(one: Named) -> str:
    return f"{one.doc} {one.trigger!r}" + (f" ({one.nth})" if one.nth else "")


def measured() -> tuple[list[Outcome], list[Outcome]]:
    """Every pair with what the joiner says of it, and with what the events of a record say."""
    reader = dateline.reader()
    readings = [reader.read_document(one) for one in dispatches().values()]
    joiner, events = Joiner(readings), Events(readings)
    return [joiner.judged(pair) for pair in pairs()], [events.judged(pair) for pair in pairs()]


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


def report(joined: Mapping[str, float], kept: Mapping[str, float], floors: Mapping[str, float]) -> Iterator[str]:
    """The figures for people."""
    yield f"{'':<10} {'pairs':>6} {'compared':>9} {'in a record':>12}"
    for name in ("all", *LABELS):
        yield f"{name:<10} {joined[f'{name}_pairs']:>6.0f} {joined[name]:>9.3f} {kept[name]:>12.3f}"
    yield f"{'floor':<10} {'':>6} {floors.get('pairs', 0):>9.3f} {floors.get('record', 0):>12.3f}"
    yield f"unread: {joined['unread']:.0f} (counted as wrong)"


def told(one: Outcome) -> Iterator[str]:
    """A pair with what was said of it and the features behind that."""
    mark = "right" if one.right else "WRONG"
    yield f"{mark}: {one.pair.label}, said {one.said} ({one.score:.2f}): {_named(one.pair.a)} | {_named(one.pair.b)}: {one.pair.why}"
    yield from (f"    {line}" for line in one.grounds)


def floors() -> dict[str, float]:
    """The shares of right pairs that must be reached: of ``pairs`` compared, of ``record``; none when none is pinned."""
    return dict(json.loads(FLOOR.read_text(encoding="utf-8"))) if FLOOR.exists() else {}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare or pin."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--list", action="store_true", help="every pair, the right ones too, with its features")
    options.add_argument("--json", action="store_true", help="the figures as JSON")
    options.add_argument("--raise", dest="up", action="store_true", help="write higher shares as new floors")
    given = options.parse_args(arguments)
    compared, recorded = measured()
    joined, kept, low = figures(compared), figures(recorded), floors()
    shares = {"pairs": joined["all"], "record": kept["all"]}
    if given.json:
        print(json.dumps({"pairs": joined, "record": kept}))
    else:
        print("\n".join([*report(joined, kept, low), *listed(compared, recorded, every=given.list)]))
    if given.up:
        raised = {name: max(share, low.get(name, 0)) for name, share in shares.items()}
        FLOOR.write_text(json.dumps(raised, indent=1) + "\n", encoding="utf-8")
    fallen = [name for name, share in shares.items() if share < low.get(name, 0) - TOLERANCE]
    for name in fallen:
        print(f"{name}: {shares[name]:g} are right, the floor is {low[name]:g}", file=sys.stderr)
    return int(bool(fallen))


def listed(compared: Sequence[Outcome], recorded: Sequence[Outcome], *, every: bool) -> Iterator[str]:
    """Wrong pairs, or all, with the features behind them; then those that only the record has wrong."""
    for one in compared:
        if every or not one.right:
            yield from told(one)
    for one, other in zip(compared, recorded, strict=True):
        if one.right and not other.right:
            yield f"in a record {next(told(other))}"


if __name__ == "__main__":
    sys.exit(main())
