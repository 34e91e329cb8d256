"""Numbers that one sentence lists: "killed four drivers and two soldiers" counts six."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.record.state.whose import Counted, are_others, counted
from dateline.record.types import Kept
from dateline.types import Claim, Party, Span, Tally

BETWEEN = re.compile(r"\s*(?:,|and|,\s*and)\s*")
"""What may stand between two of a list."""


def listed(kept: Kept, claim: Claim) -> Iterator[tuple[Tally, Counted]]:
    """The numbers of a claim and whom each counts; those of one list and one side together, as their sum."""
    rest = list(claim.counts)
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
        if same and not others and _follows(_party(last, claim), _party(one, claim), kept, claim):
            found.append(one)
    return found


def _party(tally: Tally, claim: Claim) -> Party | None:
    """The party in whose words a number stands."""
    return next((one for one in claim.recipient if one.span.start <= tally.span.start < one.span.end), None)


def _follows(first: Party | None, second: Party | None, kept: Kept, claim: Claim) -> bool:
    """Whether nothing but a comma or "and" stands between two parties of the claim's sentence."""
    if first is None or second is None or not first.span.end <= second.span.start:
        return False
    between = Span(first.span.end - claim.sentence.start, second.span.start - claim.sentence.start)
    return between.start >= 0 and BETWEEN.fullmatch(kept.sentence[between.start : between.end]) is not None


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
