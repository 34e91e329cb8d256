"""Plans and days set, each with all that may have become of it, so that what comes in later is held against them alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter

import msgspec

from dateline.record.claim_features import side
from dateline.record.rules import families
from dateline.record.state.attribution import outlets_of
from dateline.record.state.deadlines import (
    NOBODY,
    REFUSED,
    WITHDRAWN,
    Outcomes,
    bounds,
    distinctive,
    each_once,
    outcomes_of,
    planned,
    plans_among,
)
from dateline.record.state.due import (
    CHANGED,
    EVER,
    Became,
    Changes,
    Deeds,
    awaited,
    became,
    doers_of,
    last_of,
    matter,
    set_day,
    what_became,
)
from dateline.record.states import Plan
from dateline.record.types import Kept
from dateline.types import Claim, Deadline

ORDER = attrgetter("order")
Place = Callable[[str], str]
"""The place of a claim among those that an answer looks through, by its key."""


class Outcome(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What may have become of a plan: ``kind`` and ``order`` say which of several counts; ``by``: the claim or line that says so."""

    kind: int
    order: str
    status: str
    by: str


class PlanRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A plan or day set as if nothing had become of it, and all that may have; the rest is what claims and lines are found by that may
    tell of it. ``order``: its place among those told; ``first``, ``last``: days on which it may have been done; ``words``: what it is
    about; ``own``: its most distinctive words; ``timed``: it names a time, so it may be put off."""

    key: str
    order: str
    plan: Plan
    known: str
    first: str
    last: str
    doers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    awaited: tuple[tuple[str, str], ...] = ()
    timed: bool = True
    outcomes: tuple[Outcome, ...] = ()

    @property
    def settled(self) -> Plan:
        """The plan with what became of it."""
        if not self.outcomes:
            return self.plan
        one = min(self.outcomes, key=_first)
        return became(self.plan, one.status, one.by)


def _first(one: Outcome) -> tuple[int, str, str]:
    return one.kind, one.order, one.by


class PlanRows(msgspec.Struct, frozen=True, array_like=True):
    """Those that claims tell, and those that lines set, by key."""

    told: dict[str, PlanRow]
    set: dict[str, PlanRow]

    def plans(self) -> tuple[Plan, ...]:
        """What ``deadlines.plans`` says of them."""
        told, set_ = (sorted(some.values(), key=ORDER) for some in (self.told, self.set))
        return each_once((one.settled for one in told), (one.settled for one in set_))


def plan_rows(
    day: str, kept: Collection[Kept], together: Mapping[str, Collection[str]], words: Mapping[str, tuple[str, ...]], place: Place
) -> PlanRows:  # fmt: skip
    """The plans among what was stated by a day. ``together``: the claims that are one event with a plan, by its key; ``words``:
    ``due.deed_words`` by key, as far as they are known."""
    outlets, outcomes = outlets_of(list(kept)), outcomes_of(day, kept)
    told = {}
    for one, claim in plans_among(kept, day):
        row = row_of_claim(day, one, claim, outlets, place)
        told[one.key] = with_outcomes(row, outcomes.each(one, claim, set(together.get(one.key, ()))), place)
    lines = sorted((one for one in kept if one.document.known <= day), key=_by_day)
    deeds, changes = Deeds(lines, words), Changes(lines)
    set_ = {}
    for one in lines:
        line = row_of_line(day, one, outlets)
        if line is not None:
            set_[one.key] = with_outcomes(line, what_became(one, deeds, changes), None)
    return PlanRows(told, set_)


def _by_day(kept: Kept) -> tuple[str, str]:
    return kept.document.known, kept.key


def row_of_claim(day: str, kept: Kept, claim: Claim, outlets: dict[str, str], place: Place) -> PlanRow:
    """The row of a plan that a claim tells, without what became of it."""
    who, (first, last) = side(claim.actor), bounds(claim)
    doers = sorted({*(f"#{one}" for one in who.ids), *who.words})
    about = matter(kept.sentence, claim.actor, claim.place) if claim.time is not None else ()
    return PlanRow(
        kept.key, place(kept.key), planned(day, kept, claim, outlets), kept.document.known, first, last,
        doers=tuple(doers or [NOBODY]), words=tuple(sorted(about)), own=tuple(sorted(distinctive(claim))),
        timed=claim.time is not None,
    )  # fmt: skip


def row_of_line(day: str, kept: Kept, outlets: dict[str, str]) -> PlanRow | None:
    """The row of a day set; None for what sets none."""
    plan, line = set_day(day, kept, outlets), kept.claim
    if plan is None or not isinstance(line, Deadline):
        return None
    return PlanRow(
        kept.key, f"{kept.document.known} {kept.key}", plan, kept.document.known, kept.document.known, last_of(line),
        doers=tuple(sorted(doers_of(line.who))),
        words=tuple(sorted(matter(line.what.text, line.who, line.place))), awaited=tuple(sorted(awaited(line))),
    )  # fmt: skip


def with_outcomes(row: PlanRow, found: Iterable[Became], place: Place | None) -> PlanRow:
    """The row with more that may have become of it. ``place``: of claims; None where all are looked through by day."""
    more = tuple(Outcome(one.kind, _order(one, place), one.status, one.by.key) for one in found)
    return msgspec.structs.replace(row, outcomes=row.outcomes + more) if more else row


def _order(one: Became, place: Place | None) -> str:
    if place is None:
        return f"{one.by.document.known} {one.by.key}"
    if one.kind != CHANGED:
        return place(one.by.key)
    filed, span = one.by.document, one.by.claim.trigger.span
    return f"{filed.known} {filed.key} {span.start:09d} {span.end:09d} {one.by.key}"


def without(row: PlanRow, gone: Collection[str], place: Place | None = None) -> PlanRow:
    """The row without what these claims and lines say became of it; ``place``: it has another place now."""
    left = tuple(one for one in row.outcomes if one.by not in gone)
    if len(left) == len(row.outcomes) and place is None:
        return row
    return msgspec.structs.replace(row, outcomes=left, order=row.order if place is None else place(row.key))


class Told:
    """Claims and lines that came in, by what plans are found with."""

    def __init__(self, day: str, kept: list[Kept], words: Mapping[str, tuple[str, ...]]) -> None:
        self.outcomes: Outcomes = outcomes_of(day, kept)
        lines = sorted((one for one in kept if one.document.known <= day), key=_by_day)
        self.deeds, self.changes = Deeds(lines, words), Changes(lines)

    def may_tell_of(self, row: PlanRow) -> bool:
        """Whether one of them may tell of what became of a plan that a claim tells."""
        return self._may_change(row) or self._may_be(row) or self._may_refuse(row)

    def may_tell_of_day(self, row: PlanRow) -> bool:
        """Whether one of them may tell of what became of a day set."""
        return self._may_change(row) or self.deeds.index.has_between((*row.words, *row.awaited), row.known, row.last)

    def _may_change(self, row: PlanRow) -> bool:
        changes = self.changes
        return row.timed and not (
            changes.by_word.keys().isdisjoint(row.words) and changes.by_doer.keys().isdisjoint(row.doers)
        )

    def _may_be(self, row: PlanRow) -> bool:
        if not row.timed:
            return False
        keys = [(family, doer) for family in families(row.plan.type) for doer in (*row.doers, NOBODY)]
        keys += ((REFUSED, doer) for doer in row.doers)
        on = self.outcomes.on.has_between(keys, row.first, row.last)
        return on or self.outcomes.dated.has_between(keys, "", row.last)

    def _may_refuse(self, row: PlanRow) -> bool:
        keys = [(family, doer) for family in (*families(row.plan.type), REFUSED) for doer in row.doers]
        refused = self.outcomes.refused
        found = (refused[number].claim for number in self.outcomes.against.between(keys, row.known, EVER))
        refusals = (one for one in found if isinstance(one, Claim))
        return any(one.rule == WITHDRAWN or not distinctive(one).isdisjoint(row.own) for one in refusals)
