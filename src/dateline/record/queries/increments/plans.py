"""Plans and days set, brought up to what came in: each that may be told of is held against what came in, each that came in against all
that was told since it was known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from dateline.record.queries.increments.delta import MOST, Delta, TooMuchError
from dateline.record.queries.touching import may_tell
from dateline.record.state.attribution import outlets_of
from dateline.record.state.deadlines import plans_among
from dateline.record.state.due import CHANGED, what_became
from dateline.record.state.plan_rows import (
    PlanRow,
    PlanRows,
    Told,
    row_of_claim,
    row_of_line,
    with_outcomes,
    without,
)
from dateline.record.state.summaries import ClaimSummary
from dateline.record.types import Kept
from dateline.types import Claim, Deadline

SINCE = 10_000
"""Claims told since a plan that came in was known, from which on it is as well to work all out."""


def brought_up(delta: Delta) -> PlanRows:
    """The rows of an answer as they are now."""
    old, now = delta.work.plans, delta.now
    lines = [one for one in now.lines if isinstance(one.claim, Deadline)]
    words = {one.key: one.words for one in now.claims}
    told = Told(delta.day, [*delta.come, *lines], words)
    gone = delta.gone | {key for key in _lines_named(old) if delta.is_gone(key)}
    planned = {key: without(row, gone) for key, row in old.told.items() if key not in delta.gone}
    due = {key: without(row, gone) for key, row in old.set.items() if not delta.is_gone(key)}
    rows, place = PlanRows(planned, due), now.places()
    _hold(delta, rows, told, place)
    _take_in(delta, rows, lines, told, place, gone)
    return rows


def _lines_named(old: PlanRows) -> set[str]:
    """The lines that put plans off or call them off, by key."""
    rows = (row for some in (old.told, old.set) for row in some.values() if row.outcomes)
    return {one.by for row in rows for one in row.outcomes if one.kind == CHANGED}


def _hold(delta: Delta, rows: PlanRows, told: Told, place: Mapping[str, str]) -> None:
    """Hold the rows that stay against what came in."""
    some = {key for key, row in rows.told.items() if told.may_tell_of(row)}
    days = {key for key, row in rows.set.items() if told.may_tell_of_day(row)}
    if len(some) + len(days) > MOST:
        raise TooMuchError
    for one in delta.view.kept(some | days):
        claim = one.claim
        if isinstance(claim, Claim):
            found = told.outcomes.each(one, claim, set())
            rows.told[one.key] = with_outcomes(rows.told[one.key], found, place.__getitem__)
        else:
            rows.set[one.key] = with_outcomes(rows.set[one.key], what_became(one, told.deeds, told.changes), None)


def _take_in(
    delta: Delta, rows: PlanRows, lines: list[Kept], told: Told, place: Mapping[str, str], gone: Collection[str]
) -> None:
    """Add the rows of what came in, held against all that was told since it was known, and of what stands beside it now."""
    old, outlets = delta.work.plans, outlets_of([*delta.come, *lines])
    made = list(plans_among(delta.come, delta.day))
    together = delta.now.together(one for one, _ in made)
    fresh = _Since(
        delta, [one for one, _ in made if one.key not in old.told], [one for one in lines if one.key not in old.set]
    )
    for one, claim in made:
        before = old.told.get(one.key)
        row = _with_those_of(row_of_claim(delta.day, one, claim, outlets, place.__getitem__), before, gone)
        outcomes, at = (fresh.told.outcomes, fresh.places) if before is None else (told.outcomes, place)
        found = outcomes.each(one, claim, set(together[one.key]))
        rows.told[one.key] = with_outcomes(row, found, at.__getitem__)
    for one in lines:
        _set(delta, rows, one, gone, told if one.key in old.set else fresh.told)


def _set(delta: Delta, rows: PlanRows, kept: Kept, gone: Collection[str], beside: Told) -> None:
    """Add the row of a day set. ``beside``: what may tell of it that was not held against it before."""
    line = row_of_line(delta.day, kept, outlets_of([kept])) if kept.document.known <= delta.day else None
    if line is not None:
        line = _with_those_of(line, delta.work.plans.set.get(kept.key), gone)
        rows.set[kept.key] = with_outcomes(line, what_became(kept, beside.deeds, beside.changes), None)


def _with_those_of(row: PlanRow, before: PlanRow | None, gone: Collection[str]) -> PlanRow:
    """The row with what was known to have become of it, as far as that is not gone."""
    return row if before is None else msgspec.structs.replace(row, outcomes=without(before, gone).outcomes)


class _Since:
    """What was asked for and told since plans and days set were known that came in, as far as it may tell of them: ``told``; ``places``:
    those of the claims."""

    def __init__(self, delta: Delta, made: list[Kept], lines: list[Kept]) -> None:
        self.told, self.places = Told(delta.day, [], {}), dict[str, str]()
        if not made and not lines:
            return
        day = min(one.document.known for one in (*made, *lines))
        keys = delta.view.told_since(delta.wanted, day, ("claim", "deadline"))
        if len(keys) > SINCE:
            raise TooMuchError
        beside = delta.answer({*delta.view.grouped(keys).values(), *delta.events}, delta.documents)
        some = [one for one in beside.claims if one.known >= day or one.key in delta.now.event_of]
        wanted = set(may_tell(some, made, lines, delta.day)) | delta.now.event_of.keys() & {one.key for one in some}
        self._learn(delta, wanted | (keys - beside.event_of.keys()), some)
        self.places = beside.places()

    def _learn(self, delta: Delta, keys: set[str], some: list[ClaimSummary]) -> None:
        if len(keys) > MOST:
            raise TooMuchError
        self.told = Told(delta.day, delta.view.kept(keys), {one.key: one.words for one in some})
