"""What is due: plans, promises, threats and deadlines, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.boards import Plan
from dateline.record.nouns import Happening, Kept
from dateline.record.rules import families
from dateline.record.state.settings import settings
from dateline.record.state.sources import account, names
from dateline.record.telling import side
from dateline.types import Claim

AHEAD = frozenset({"planned", "conditional", "possible"})


def plans(day: str, kept: Iterable[Kept], happenings: Iterable[Happening], outlets: dict[str, str]) -> tuple[Plan, ...]:
    """What was planned, with what had become of it by ``day``; the next due first, those without a day last."""
    some = list(kept)
    inside = {one.key: happening for happening in happenings for one in happening.kept}
    done = [
        one
        for one in some
        if isinstance(one.claim, Claim) and one.claim.modality == "actual" and one.claim.polarity == "+"
    ]
    found: dict[tuple[str | None, ...], Plan] = {}
    for one in some:
        claim = one.claim
        if isinstance(claim, Claim) and is_plan(claim, one.document.known):
            plan = _plan(day, one, claim, _fulfilled(one, claim, inside.get(one.key), done), outlets)
            found.setdefault((plan.who, plan.type, plan.end, plan.what), plan)
    return tuple(
        sorted(found.values(), key=lambda one: (one.end is None, one.end or "", one.start or "", one.account.claim))
    )


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


def _plan(day: str, kept: Kept, claim: Claim, done: str, outlets: dict[str, str]) -> Plan:
    start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
    content = claim.content.text if claim.content else " ".join([claim.trigger.text, *names(claim.recipient)])
    where = "; ".join(dict.fromkeys(one.text for one in claim.place))
    what = " ".join(f"{content}{f' ({where})' if where and where not in content else ''}".split())
    who = ", ".join(names(claim.actor))
    return Plan(who, what, claim.type, start, end, _status(day, start, end, done), account(kept, outlets), done)


def _status(day: str, start: str | None, end: str | None, done: str) -> str:
    if done:
        return "done"
    if start is None and end is None:
        return "undated"
    if end is not None and end < day:
        return "overdue"
    return "due" if (start or end or "") <= day else "ahead"


def _fulfilled(kept: Kept, claim: Claim, happening: Happening | None, done: Iterable[Kept]) -> str:
    """Key of the claim that tells of it as done, "" when none does: in its event, or by the same doers in the same
    family of types, place or time not against it."""
    for other in happening.kept if happening else ():
        told = other.claim
        if (
            isinstance(told, Claim)
            and told.modality == "actual"
            and told.polarity == "+"
            and other.document.known >= kept.document.known
        ):
            return other.key
    return next((other.key for other in done if _fulfils(kept, claim, other)), "")


def _fulfils(kept: Kept, claim: Claim, other: Kept) -> bool:
    told = other.claim
    if not isinstance(told, Claim) or other.document.known <= kept.document.known or not claim.time or not told.time:
        return False
    fits = families(claim.type) & families(told.type)
    meet = (told.time.start or "") <= (claim.time.end or "9") and (claim.time.start or "") <= (told.time.end or "9")
    doer, deed = side(claim.actor), side(told.actor)
    return bool(fits and meet and ((doer.ids & deed.ids) or (doer.words & deed.words)))
