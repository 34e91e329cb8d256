"""Find place names: gazetteer matches and the parser's own names, kept when enough speaks for a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.places.candidates import Candidate, candidates, outside
from dateline.places.evidence import CERTAIN, ENOUGH, WEIGHTS, Setting, weigh
from dateline.places.fold import fold
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.places.uses import head_of, use_of
from dateline.text.parse import Parse
from dateline.types import Document, Mention, Span

JOINED = re.compile(r"^\s*(,|,? and|,? or|/|&)\s+$")


class Found(msgspec.Struct, frozen=True):
    """A candidate with its weights and their sum."""

    candidate: Candidate
    weights: dict[str, float]
    total: float


def find(parse: Parse, gazetteer: Gazetteer, document: Document) -> tuple[Mention, ...]:
    """Mentions of places in text order. ``rule``: gazetteer, demonym, generic or parser, whichever knew the name.

    ``use``: literal, metonym, modifier; dateline and credit (with ``head`` -1) for names in those blocks.
    """
    kept = [f for f in weighed(parse, gazetteer) if f.total >= ENOUGH]
    found = [_mention(parse, f.candidate) for f in kept]
    found.extend(_outside(document, gazetteer))
    return tuple(sorted(found, key=lambda m: m.span))


def weighed(parse: Parse, gazetteer: Gazetteer) -> list[Found]:
    """Every candidate with the weights that hold for it, also the rejected ones: what ``explain`` prints."""
    setting = Setting(parse)
    first = [_sum(c, weigh(c, setting)) for c in candidates(parse, gazetteer)]
    return list(_together(parse, first))


def _sum(candidate: Candidate, weights: dict[str, float]) -> Found:
    return Found(candidate, weights, sum(weights.values()))


def _together(parse: Parse, found: list[Found]) -> Iterator[Found]:
    """Second look: a name that is certain elsewhere, a place beside a certain one in a list or after its comma."""
    certain = {fold(f.candidate.text) for f in found if f.total >= CERTAIN}
    for i, here in enumerate(found):
        extra: dict[str, float] = {}
        if here.total < CERTAIN and fold(here.candidate.text) in certain and "person-here" not in here.weights:
            extra["again"] = WEIGHTS["again"]
        for other in (found[i - 1] if i else None, found[i + 1] if i + 1 < len(found) else None):
            extra.update(_neighbour(parse, here, other))
        yield _sum(here.candidate, here.weights | extra) if extra else here


def _neighbour(parse: Parse, here: Found, other: Found | None) -> dict[str, float]:
    if other is None or other.total < ENOUGH:
        return {}
    a, b = sorted((here.candidate, other.candidate), key=lambda c: c.first)
    between = parse.text[parse.tokens[a.last - 1].end : parse.tokens[b.first].start]
    if not JOINED.match(between) or parse.tokens[a.first].sent != parse.tokens[b.first].sent:
        return {}
    if between.strip() == "," and contains(b, a):
        return {"container": WEIGHTS["container"]}
    return {"listed": WEIGHTS["listed"]}


def contains(outer: Candidate, inner: Candidate) -> bool:
    """May the one lie in the other, by country and first-level unit: "Lashkar Gah, Afghanistan", "Athens, Ga."."""
    containers = [e for e in outer.entries if e.precision in ("country", "admin1")]
    inside = (e for e in inner.entries if e.precision in ("city", "admin1", "admin2", "feature"))
    return any(_lies_in(e, container) for e in inside for container in containers)


def _lies_in(entry: Entry, container: Entry) -> bool:
    """By country; for a unit by the unit, or outside the US by the country of the unit."""
    if container.precision == "country":
        return bool(container.country) and entry.country == container.country
    return entry.admin1 == container.admin1 or (entry.country == container.country != "US")


def _mention(parse: Parse, here: Candidate) -> Mention:
    rule = "demonym" if here.people else "parser" if here.parser else "generic" if here.generic else "gazetteer"
    return Mention(
        kind="place", span=parse.span(here.first, here.last), text=here.text, rule=rule,
        head=head_of(parse, here.first, here.last), use=use_of(parse, here),
    )  # fmt: skip


def _outside(document: Document, gazetteer: Gazetteer) -> Iterator[Mention]:
    for use in ("dateline", "credit"):
        for start, text, entries in outside(document, gazetteer, use):
            if use == "dateline" or any(e.precision == "country" or e.capital for e in entries):
                span = Span(start, start + len(text))
                yield Mention(kind="place", span=span, text=text, rule="gazetteer", use=use)
