"""What people should look at first, how far they are, and how well two of them agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select

from dateline.record.joining import base_of, comparison
from dateline.record.judgements import PAIRS, in_force
from dateline.record.schema import claims, event_facets, events, links, members
from dateline.record.similarity import threshold
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.record.view import View, all_judgements
from dateline.text.characters import flat
from dateline.types import Claim

Queue = Literal["claims", "pairs", "places"]
ANSWERS = ("keep", "drop")
SPARE = 40  # more rows than asked for are looked at, since some are answered
Answers = dict[tuple[str, ...], dict[str, str]]
"""By what is judged: the last verdict of each who judged it."""


class Unplaced(msgspec.Struct, frozen=True):
    """Words for a place that is not known, in how many events, and a claim that has them."""

    words: str
    events: int
    kept: Kept


class Agreement(msgspec.Struct, frozen=True):
    """How well reviewers agree: Krippendorff's ``alpha`` for nominal values, None where it is not defined; ``units`` that two or
    more judged, how many of these they judged alike."""

    alpha: float | None
    units: int
    alike: int


def answers(judgements: Iterable[Judgement]) -> Answers:
    """What each reviewer said last of each claim and pair, as far as nobody took it back."""
    found: Answers = defaultdict(dict)
    for one in in_force(judgements):
        if one.verdict in PAIRS or one.verdict in ANSWERS:
            found[one.subjects][one.by] = one.verdict
    return dict(found)


def unsure_claims(connection: Connection, by: str, *, second: bool, limit: int) -> list[Kept]:
    """Claims of the events we are least sure of, which the reviewer has not judged; ``second``: only those that others have."""
    known = answers(all_judgements(connection))
    view = View(connection)
    if second:
        open_ = [
            key[0]
            for key, said in known.items()
            if len(key) == 1 and by not in said and any(v in ANSWERS for v in said.values())
        ]
        return view.kept(_rows(connection, open_[:limit]))
    mine = {key[0] for key, said in known.items() if len(key) == 1}
    question = select(events.c.key).order_by(events.c.score, events.c.key).limit(limit + SPARE + len(mine))
    keys = [key for (key,) in connection.execute(question)]
    found = [one for one in map(_surest, view.happenings(_members(connection, keys))) if base_of(one.key) not in mine]
    return sorted(found, key=lambda one: (score(one), one.key))[:limit]


def _surest(happening: Happening) -> Kept:
    """The claim by which an event stands or falls."""
    return max(happening.kept, key=lambda one: (score(one), one.key))


def score(kept: Kept) -> float:
    """How sure we are of a claim."""
    return kept.claim.score


def _members(connection: Connection, keys: Sequence[str]) -> set[str]:
    rows = connection.execute(select(members.c.claim, members.c.event).where(members.c.event.in_(keys)))
    first: dict[str, str] = {}
    for claim, event in rows:
        first.setdefault(event, claim)
    return set(first.values())


def _rows(connection: Connection, bases: Sequence[str]) -> set[str]:
    """Row keys of claims as they were read."""
    return {key for (key,) in connection.execute(select(claims.c.key).where(claims.c.key.in_(bases)))}


def unsure_pairs(connection: Connection, by: str, *, second: bool, limit: int) -> list[Comparison]:
    """Pairs nearest to the score from which they are joined, which nobody has judged; ``second``: those that others have."""
    view = View(connection)
    if not second:
        return view.doubtful(limit)
    known = answers(all_judgements(connection))
    open_ = [key for key, said in known.items() if len(key) == 2 and by not in said][:limit]
    return [found for a, b in open_ if (found := _link(connection, a, b))]


def _link(connection: Connection, a: str, b: str) -> Comparison | None:
    row = connection.execute(select(links).where(links.c.a == a, links.c.b == b)).first()
    return comparison(row) if row else Comparison(a, b, threshold(), "same")


def unplaced(connection: Connection, limit: int) -> list[Unplaced]:
    """Words for places that are not known, those of most events first."""
    number = func.count().label("number")
    table = event_facets
    question = select(table.c.value, number, func.min(table.c.event).label("event")).where(table.c.kind == "unplaced")
    rows = list(
        connection.execute(question.group_by(table.c.value).order_by(number.desc(), table.c.value).limit(limit))
    )
    inside = _members(connection, [row.event for row in rows])
    told = {one.key: one for one in View(connection).happenings(inside)}
    found = ((row, _with_words(told[row.event].kept, row.value)) for row in rows if row.event in told)
    return [Unplaced(row.value, row.number, kept) for row, kept in found if kept]


def _with_words(kept: Iterable[Kept], words: str) -> Kept | None:
    return next(
        (one for one in kept if any(where.place is None and flat(where.text) == words for where in one.claim.place)),
        None,
    )


def progress(connection: Connection) -> dict[str, int]:
    """How many claims and pairs were judged, how many events there are, how many words have no place."""
    known = answers(all_judgements(connection))
    return {
        "claims": sum(len(key) == 1 for key in known), "pairs": sum(len(key) == 2 for key in known),
        "events": connection.scalar(select(func.count()).select_from(events)) or 0,
        "unplaced": connection.scalar(
            select(func.count(event_facets.c.value.distinct())).where(event_facets.c.kind == "unplaced")
        ) or 0,
    }  # fmt: skip


def agreement(known: Answers, size: int) -> Agreement:
    """Of claims (``size`` 1) or pairs (2) that two or more people judged."""
    units = [list(said.values()) for key, said in known.items() if len(key) == size and len(said) > 1]
    return Agreement(alpha(units), len(units), sum(len(set(unit)) == 1 for unit in units))


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values: each unit the values that its judges gave it.

    1 is agreement throughout, 0 what chance would bring, below 0 worse; None where fewer than two values were given, or one
    value only, so that no disagreement could be expected.
    """
    coincidences: dict[tuple[str, str], float] = defaultdict(float)
    for unit in units:
        for pair in permutations(unit, 2):
            coincidences[pair] += 1 / (len(unit) - 1)
    totals: dict[str, float] = defaultdict(float)
    for (value, _), weight in coincidences.items():
        totals[value] += weight
    whole = sum(totals.values())
    expected = whole * whole - sum(number * number for number in totals.values())
    if whole < 2 or not expected:
        return None
    observed = sum(weight for (a, b), weight in coincidences.items() if a != b)
    return 1 - (whole - 1) * observed / expected


def reviewed(connection: Connection) -> Iterator[Kept]:
    """Claims that people kept, corrected or added and that stand, in the order of the text: what may count as gold."""
    held = in_force(all_judgements(connection))
    bases = {one.subjects[0] for one in held if one.verdict in {"keep", "correct"}}
    bases |= {f"{one.subjects[0]}.{one.field}" for one in held if one.verdict == "add"}
    view = View(connection)
    for some in _chunked(sorted(bases)):
        rows = {key for (key,) in connection.execute(select(claims.c.key).where(claims.c.base.in_(some)))}
        yield from (one for one in view.kept(view.standing(rows)) if isinstance(one.claim, Claim))


def _chunked(keys: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    yield from (keys[at : at + size] for at in range(0, len(keys), size))
