"""Numbers that one sentence lists: "killed four drivers and two soldiers" counts six."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.record.state.whose import Counted, are_others, counted
from dateline.record.types import Kept
from dateline.types import Claim, Span, Tally

BETWEEN = re.compile(r"\s*(?:,|and|,\s*and)\s*")
"""What may stand between two of a list."""


def listed(kept: Kept, claim: Claim) -> Iterator[tuple[Tally, Counted]]:
    """The numbers of a claim and whom each counts; those of one list and one side together, as their sum. A part of what
    another claim counts has none of its own."""
    rest = list(claim.counts) if claim.part_of is None else []
    while rest:
        row = _row(rest, kept, claim)
        rest = [one for one in rest if one not in row]
        yield _sum(row), _together([counted(claim, one) for one in row])


def _row(tallies: list[Tally], kept: Kept, claim: Claim) -> list[Tally]:
    """The first number with those that go on in its list: of the same thing, of no other side, each with words of its own."""
    found = [tallies[0]]
    for one in tallies[1:]:
        last = found[-1]
        same = one.what == last.what and None not in (one.low, one.high, last.low, last.high)
        others = any(are_others(counted(claim, one), counted(claim, before)) for before in found)
        if same and not others and _follows(last, one, kept, claim):
            found.append(one)
    return found


def _words(tally: Tally, claim: Claim) -> Span:
    """The words of the party in which a number stands; those of the number where no party has it."""
    inside = (one.span for one in claim.recipient if one.span.start <= tally.span.start < one.span.end)
    return next(inside, tally.span)


def _follows(first: Tally, second: Tally, kept: Kept, claim: Claim) -> bool:
    """Whether nothing but a comma or "and" stands between two of those counted, in the claim's sentence."""
    start = _words(first, claim).end - claim.sentence.start
    end = _words(second, claim).start - claim.sentence.start
    return 0 <= start < end and BETWEEN.fullmatch(kept.sentence[start:end]) is not None


def _sum(row: list[Tally]) -> Tally:
    low, high = sum(one.low or 0 for one in row), sum(one.high or 0 for one in row)
    return row[0] if len(row) == 1 else msgspec.structs.replace(row[0], low=low, high=high)


def _together(some: list[Counted]) -> Counted:
    """Whom a sum counts: all of their words, and the side that is told of any."""
    if len(some) == 1:
        return some[0]
    kind = next((one.kind for one in some if one.kind), "") if all(one.kind for one in some) else ""
    return Counted(
        " and ".join(dict.fromkeys(one.words for one in some if one.words)), kind,
        frozenset().union(*(one.countries for one in some)), frozenset().union(*(one.groups for one in some)),
    )  # fmt: skip
