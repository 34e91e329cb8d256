"""What is due: plans, promises, threats and deadlines, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from dateline.record.claim_features import head, side
from dateline.record.rules import families
from dateline.record.state.attribution import account, day_of, names
from dateline.record.state.by_day import ByDay
from dateline.record.state.due import (
    CALLED_OFF,
    DONE,
    EVER,
    NONE,
    REFUSALS,
    Became,
    Changes,
    became,
    first_of,
    is_that_day,
    matter,
    set_days,
)
from dateline.record.state.settings import settings
from dateline.record.states import Plan
from dateline.record.terms import bag, heaviest
from dateline.record.types import Happening, Kept
from dateline.types import Claim

REFUSED = "refused"
"""Stands for the family of what may be refused: a refusal may call off any plan of its doer."""
NOBODY = "~"
"""Stands for the doer of what is told without one: "a general strike brought the country to a halt"."""
WITHDRAWN, OFFER = "reject.withdraw-offer", "offer"
"""The rule of claims that an offer is withdrawn, and how the words begin by which one is made."""
MATTER = 4  # distinctive words in which a plan and its refusal must meet


def plans(
    day: str,
    kept: Iterable[Kept],
    happenings: Iterable[Happening],
    outlets: dict[str, str],
    told: Mapping[str, tuple[str, ...]] = NONE,
) -> tuple[Plan, ...]:
    """What had been planned by ``day``, with what had become of it by then; the next due first, those without a day last. ``told``: as
    ``set_days`` takes it."""
    stated = list(kept)
    return each_once(_of_claims(day, stated, happenings, outlets), set_days(day, stated, outlets, told))


def each_once(planned: Iterable[Plan], due: Iterable[Plan]) -> tuple[Plan, ...]:
    """Plans that claims tell and days set, both in the order in which they were told; of what is told twice the first."""
    found: dict[tuple[str | None, ...], Plan] = {}
    for plan in planned:
        found.setdefault(_same_row(plan), plan)
    dated = {(*_sentence(plan), plan.end): row for row, plan in found.items()}
    off = {_sentence(plan): plan for plan in found.values() if plan.type == "AGREE" and plan.status == CALLED_OFF}
    for plan in (_off_with(plan, off) for plan in due):
        row = dated.get((*_sentence(plan), plan.end))
        if row is not None:
            found[row] = _settled(found[row], plan)
        elif not _is_told_already(plan, found.values()):
            found.setdefault(_same_row(plan), plan)
    return tuple(sorted(_without_undated(list(found.values())), key=_next_due))


def _off_with(plan: Plan, off: Mapping[tuple[str, str], Plan]) -> Plan:
    """A day set for what was offered in its sentence, called off with the offer ("offered a truce of ten days, to begin on May 5")."""
    gone = off.get(_sentence(plan))
    if gone is None or plan.done:
        return plan
    return msgspec.structs.replace(plan, status=CALLED_OFF, done=gone.done)


def _without_undated(rows: list[Plan]) -> list[Plan]:
    """Without plans that name no day where the same sentence tells one that does."""
    with_day = {_sentence(plan) for plan in rows if _has_day(plan)}
    return [plan for plan in rows if _has_day(plan) or _sentence(plan) not in with_day]


def _settled(plan: Plan, same: Plan) -> Plan:
    """A plan with what became of the day that its sentence sets, where that alone is known."""
    known = same.done or same.status == "moved"
    if not known or plan.done or plan.status == "moved":
        return plan
    return msgspec.structs.replace(plan, status=same.status, done=same.done)


def _of_claims(
    day: str, stated: list[Kept], happenings: Iterable[Happening], outlets: dict[str, str]
) -> Iterator[Plan]:
    """The plans that claims tell, each with what became of it."""
    inside = {one.key: happening.kept for happening in happenings for one in happening.kept}
    outcomes = outcomes_of(day, stated)
    for one, claim in plans_among(stated, day):
        together = {other.key for other in inside.get(one.key, ())}
        yield became(planned(day, one, claim, outlets), *first_of(outcomes.each(one, claim, together)))


def outcomes_of(day: str, stated: Collection[Kept]) -> Outcomes:
    """What may tell of plans by a day."""
    some = [one for one in stated if isinstance(one.claim, Claim)]
    return Outcomes([one for one in some if day_of(one) <= day], _known(some, day), Changes(_known(stated, day)))


def plans_among(stated: Iterable[Kept], day: str) -> Iterator[tuple[Kept, Claim]]:
    """The plans that claims tell that were known by a day."""
    for one in stated:
        claim = one.claim
        if isinstance(claim, Claim) and one.document.known <= day and is_plan(claim, one.document.known):
            yield one, claim


def _is_told_already(plan: Plan, rows: Iterable[Plan]) -> bool:
    """Whether what is named only as called off stands as a plan that was; that both have one day says nothing."""
    if plan.status != CALLED_OFF:
        return False
    same = (one for one in rows if one.status == CALLED_OFF and one.end == plan.end)
    about = matter(plan.what, (), ())
    return any(not about.isdisjoint(matter(one.what, (), ())) for one in same)


class Outcomes:
    """What may tell of plans, by who did what: claims of a family of a plan's type and of one of its doers."""

    def __init__(self, past: Iterable[Kept], known: Iterable[Kept], changes: Changes) -> None:
        """``past``: claims of what was so; ``known``: all that were known; both in the order in which they are looked through."""
        self.past = [one for one in past if isinstance(one.claim, Claim) and _is_done(one.claim)]
        self.refused = [one for one in known if isinstance(one.claim, Claim) and _may_call_off(one.claim)]
        self.changes = changes
        self.at = {one.key: number for number, one in enumerate(self.past)}
        self.on, self.dated, self.against = ByDay(), ByDay(), ByDay()
        self.matters: dict[str, frozenset[str]] = {}
        for number, one in enumerate(self.past):
            if one.claim.time is not None:
                start, end = one.claim.time.start, one.claim.time.end
                index = self.on if start and start == end else self.dated
                index.add(_told_by(one), start or "", number)
        for number, one in enumerate(self.refused):
            self.against.add(_told_by(one), one.document.known, number)

    def each(self, plan: Kept, claim: Claim, together: set[str]) -> Iterator[Became]:
        """What became of a plan: what carried it out, what called it off, what put it off. ``together``: the claims joined with it to one
        event."""
        may = (self.past[number] for number in sorted(self._done_by(plan, claim, together)))
        yield from (
            Became(DONE, "done", one) for one in may if self._fulfils(plan, claim, one, together=one.key in together)
        )
        later = self.against.between(doings(plan), plan.document.known, EVER)
        said = (self.refused[number] for number in sorted(later))
        yield from (Became(REFUSALS, CALLED_OFF, one) for one in said if self._calls_off(plan, claim, one))
        if claim.time is not None:
            yield from self.changes.each(
                plan, matter(plan.sentence, claim.actor, claim.place), claim.time.end, claim.actor
            )

    def _done_by(self, plan: Kept, claim: Claim, together: set[str]) -> set[int]:
        """What may have carried out a plan: of its event; of one with a day, what is told of days that may be its own."""
        found = {self.at[key] for key in together if key in self.at}
        if claim.time is not None:
            keys, (first, last) = (
                [*doings(plan), *((family, NOBODY) for family in families(claim.type))],
                bounds(claim),
            )
            found |= self.on.between(keys, first, last)
            found |= self.dated.between(keys, "", last)
        return found

    def _fulfils(self, kept: Kept, plan: Claim, other: Kept, *, together: bool) -> bool:
        """Whether a claim says that a plan was carried out: in its event, or by the same doers in the same family of types,
        and not before its time."""
        told = other.claim
        if not isinstance(told, Claim) or other.key == kept.key or other.document.known < kept.document.known:
            return False
        if not _may_meet(plan, told, other.document.known):
            return False
        return together or (other.document.known > kept.document.known and self._is_same_act(kept, plan, other, told))

    def _is_same_act(self, kept: Kept, plan: Claim, other: Kept, told: Claim) -> bool:
        """Whether a claim tells, with its day, of what a plan with a day was about: by its word or its matter, by the same doers."""
        if _is_that_day(plan, told):
            return True
        if not (plan.time and told.time) or not _is_alike(plan, told):
            return False
        return head(plan.trigger.text) == head(told.trigger.text) or self._share(kept, plan, other, told)

    def _calls_off(self, kept: Kept, plan: Claim, other: Kept) -> bool:
        """Whether a later claim says that it will not be, or was not: the same doers, type and matter, at its time."""
        told = other.claim
        if not isinstance(told, Claim) or other.document.known <= kept.document.known:
            return False
        if not _is_against(plan, told):
            return False
        meets = _may_meet(plan, told, other.document.known) and self._share(kept, plan, other, told)
        return meets or _takes_back(plan, told)

    def _share(self, kept: Kept, plan: Claim, other: Kept, told: Claim) -> bool:
        """Whether the matters of two claims meet."""
        return bool(self._matter(kept.key, plan) & self._matter(other.key, told))

    def _matter(self, key: str, claim: Claim) -> frozenset[str]:
        if key not in self.matters:
            self.matters[key] = distinctive(claim)
        return self.matters[key]


def _takes_back(plan: Claim, told: Claim) -> bool:
    """Whether somebody withdraws what he has offered."""
    return told.rule == WITHDRAWN and plan.type == "AGREE" and plan.trigger.text.casefold().startswith(OFFER)


def _told_by(kept: Kept) -> Iterator[tuple[str, str]]:
    """By what plans find a claim."""
    return (key for key in doings(kept) if key[0] != REFUSED or is_refusal(kept))


def doings(kept: Kept) -> Iterator[tuple[str, str]]:
    """Families of a claim's type and refusals, each with each doer: ids behind "#", and words; ``NOBODY`` where none is told or
    nobody in particular."""
    claim = kept.claim
    if isinstance(claim, Claim):
        who = side(claim.actor)
        for family in families(claim.type) | {REFUSED}:
            yield from ((family, f"#{one}") for one in who.ids)
            yield from ((family, one) for one in who.words)
            if not (who.ids or who.words):
                yield family, NOBODY


def is_refusal(kept: Kept) -> bool:
    """Whether somebody says that he will not."""
    return isinstance(kept.claim, Claim) and kept.claim.type == "REJECT"


def _known(some: Iterable[Kept], day: str) -> list[Kept]:
    return [one for one in some if one.document.known <= day]


def _same_row(plan: Plan) -> tuple[str | None, ...]:
    return plan.who, plan.type, plan.end, plan.what


def _has_day(plan: Plan) -> bool:
    return bool(plan.start or plan.end)


def _sentence(plan: Plan) -> tuple[str, str]:
    """A sentence tells one plan: that which has a day, where one has."""
    return plan.account.document, plan.account.words


def _next_due(plan: Plan) -> tuple[bool, str, str, str]:
    return plan.end is None, plan.end or "", plan.start or "", plan.account.claim


def is_plan(claim: Claim, known: str) -> bool:
    """Whether it tells of something to come."""
    if claim.polarity == "-" or claim.historical or claim.type not in settings().plans.types:
        return False
    later = bool(claim.time and claim.time.start and claim.time.start > known)
    return (
        later
        or claim.modality in {"planned", "conditional"}
        or (claim.modality == "possible" and claim.type == "AGREE")
    )


def planned(day: str, kept: Kept, claim: Claim, outlets: dict[str, str]) -> Plan:
    """The row of a plan as if nothing had become of it."""
    start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
    content = claim.content.text if claim.content else " ".join([claim.trigger.text, *names(claim.recipient)])
    where = "; ".join(dict.fromkeys(one.text for one in claim.place))
    what = " ".join(f"{content}{f' ({where})' if where and where not in content else ''}".split())
    who = ", ".join(names(claim.actor))
    return Plan(who, what, claim.type, start, end, _status(day, start, end), account(kept, outlets), "")


def _status(day: str, start: str | None, end: str | None) -> str:
    if start is None and end is None:
        return "undated"
    if end is not None and end < day:
        return "overdue"
    return "due" if (start or end or "") <= day else "ahead"


def _is_that_day(plan: Claim, told: Claim) -> bool:
    """Whether a claim tells, of the one day that was set, of a deed of the same type and mode, or of a family with it that was
    done to the same, by nobody else."""
    same = plan.type == told.type and not set(plan.mode).isdisjoint(told.mode)
    if not is_that_day(plan.time, told.time) or not (same or _are_done_to_one(plan, told)):
        return False
    named = bool(side(plan.actor).words and side(told.actor).words)
    return not named or _are_same_doers(plan, told)


def _are_done_to_one(plan: Claim, told: Claim) -> bool:
    """Whether both are of one family, and one party meets both: "to free 40 prisoners", "78 prisoners were exchanged"."""
    shared = side(plan.recipient).words & side(told.recipient).words
    return bool(shared and families(plan.type) & families(told.type))


def _is_done(claim: Claim) -> bool:
    return claim.modality == "actual" and claim.polarity != "-"


def _may_call_off(told: Claim) -> bool:
    """Whether a claim says that something will not be, or was not, or that somebody refuses."""
    if told.historical:
        return False
    return told.modality in {"actual", "planned"} if told.polarity == "-" else told.type == "REJECT"


def _is_against(plan: Claim, told: Claim) -> bool:
    """Whether a claim that may call something off denies a deed of the same doers and family, or these refuse."""
    return _is_alike(plan, told) if told.polarity == "-" else _are_same_doers(plan, told)


def distinctive(claim: Claim) -> frozenset[str]:
    """Distinctive words of what is to be done, without who does it: verb and content, to whom, where."""
    told = [quote.text for quote in (claim.trigger, claim.content) if quote]
    told += [*names(claim.recipient), *(where.text for where in claim.place)]
    return frozenset(heaviest(bag(" ".join(told)), MATTER)) - side(claim.actor).words


def _may_meet(plan: Claim, told: Claim, known: str) -> bool:
    """Whether the days of a claim may be those of a plan; one that names no day was over when it was told."""
    first, last = bounds(plan)
    start, end = bounds(told)
    open_ = told.modality == "planned" or told.type == "REJECT"
    over = end if told.time is not None and told.time.end else EVER if open_ else known
    return over >= first and start <= last


def bounds(claim: Claim) -> tuple[str, str]:
    """First and last day that a claim allows; the earliest and the latest there are where it names none."""
    time = claim.time
    return ((time.start or ""), (time.end or EVER)) if time is not None else ("", EVER)


def _is_alike(plan: Claim, told: Claim) -> bool:
    return bool(families(plan.type) & families(told.type)) and _are_same_doers(plan, told)


def _are_same_doers(plan: Claim, told: Claim) -> bool:
    doer, deed = side(plan.actor), side(told.actor)
    return bool((doer.ids & deed.ids) or (doer.words & deed.words))
