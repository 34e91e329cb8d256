"""What is due: plans, promises, threats and deadlines, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.record.claim_features import head, side
from dateline.record.rules import families
from dateline.record.state.attribution import account, day_of, names
from dateline.record.state.due import CALLED_OFF, changed_by, is_that_day, matter, moves_of, set_days
from dateline.record.state.settings import settings
from dateline.record.states import Plan
from dateline.record.terms import bag, heaviest
from dateline.record.types import Happening, Kept
from dateline.types import Claim

REFUSED = "refused"
"""Stands for the family of what may be refused: a refusal may call off any plan of its doer."""
NOBODY = "~"
"""Stands for the doer of what is told without one: "a general strike brought the country to a halt"."""
EVER = "9"  # after every day
MATTER = 4  # distinctive words in which a plan and its refusal must meet


def plans(day: str, kept: Iterable[Kept], happenings: Iterable[Happening], outlets: dict[str, str]) -> tuple[Plan, ...]:
    """What had been planned by ``day``, with what had become of it by then; the next due first, those without a day last."""
    stated = list(kept)
    found: dict[tuple[str | None, ...], Plan] = {}
    for plan in _of_claims(day, stated, happenings, outlets):
        found.setdefault(_same_row(plan), plan)
    dated = {(*_sentence(plan), plan.end) for plan in found.values()}
    for plan in set_days(day, stated, outlets):
        if (*_sentence(plan), plan.end) not in dated and not _is_told_already(plan, found.values()):
            found.setdefault(_same_row(plan), plan)
    return tuple(sorted(_each_once(list(found.values())), key=_next_due))


def _each_once(rows: list[Plan]) -> list[Plan]:
    """Without plans that name no day where the same sentence tells one that does."""
    with_day = {_sentence(plan) for plan in rows if _has_day(plan)}
    return [plan for plan in rows if _has_day(plan) or _sentence(plan) not in with_day]


def _of_claims(
    day: str, stated: list[Kept], happenings: Iterable[Happening], outlets: dict[str, str]
) -> Iterator[Plan]:
    """The plans that claims tell, each with what became of it."""
    some = [one for one in stated if isinstance(one.claim, Claim)]
    inside = {one.key: happening.kept for happening in happenings for one in happening.kept}
    known, moves = _known(some, day), moves_of(_known(stated, day))
    over, said = _ByDoer([one for one in some if day_of(one) <= day]), _ByDoer(known)
    for one, claim in _planned(known):
        together = {other.key for other in inside.get(one.key, ())}
        yield _plan(day, one, claim, _outcome(one, over, said, together, moves), outlets)


def _planned(known: Iterable[Kept]) -> Iterator[tuple[Kept, Claim]]:
    """The plans among claims."""
    for one in known:
        if isinstance(one.claim, Claim) and is_plan(one.claim, one.document.known):
            yield one, one.claim


def _is_told_already(plan: Plan, rows: Iterable[Plan]) -> bool:
    """Whether what is named only as called off stands as a plan that was."""
    same = (one for one in rows if one.status == CALLED_OFF and one.end == plan.end)
    return plan.status == CALLED_OFF and any(not bag(one.what).keys().isdisjoint(bag(plan.what)) for one in same)


class _ByDoer:
    """Claims by who did what: those that may tell of a plan are of a family of its type and of one of its doers."""

    def __init__(self, some: list[Kept]) -> None:
        self.some = some
        self.at = {one.key: number for number, one in enumerate(some)}
        self.found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, one in enumerate(some):
            for key in doings(one):
                if key[0] != REFUSED or is_refusal(one):
                    self.found[key].append(number)

    def beside(self, plan: Kept, together: Iterable[str] = ()) -> Iterator[Kept]:
        """Those that may tell of a plan, and those told together with it, in their order."""
        keys = {one for family, doer in doings(plan) for one in ((family, doer), (family, NOBODY))}
        numbers = {number for key in keys for number in self.found.get(key, ())}
        numbers |= {self.at[key] for key in together if key in self.at}
        return (self.some[number] for number in sorted(numbers))


def doings(kept: Kept) -> Iterator[tuple[str, str]]:
    """Families of a claim's type and refusals, each with each doer: ids behind "#", and words; ``NOBODY`` where none is told."""
    claim = kept.claim
    if isinstance(claim, Claim):
        who = side(claim.actor)
        for family in families(claim.type) | {REFUSED}:
            yield from ((family, f"#{one}") for one in who.ids)
            yield from ((family, one) for one in who.words)
            if not claim.actor:
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


def _outcome(plan: Kept, past: _ByDoer, known: _ByDoer, together: set[str], moves: list[Kept]) -> tuple[str, str]:
    """What became of a plan, "" for nothing yet, and the key of the claim that says so: one that carried it out, called it off,
    or put it off. ``together``: the claims joined with it to one event.
    """
    done = next(
        (other.key for other in past.beside(plan, together) if _fulfils(plan, other, other.key in together)), ""
    )
    if done:
        return "done", done
    gone = next((other.key for other in known.beside(plan) if _calls_off(plan, other)), "")
    if gone:
        return CALLED_OFF, gone
    return _changed(plan, moves)


def _changed(plan: Kept, moves: list[Kept]) -> tuple[str, str]:
    """What a later line did to a plan with a day, and its key; "" and "" for nothing."""
    claim = plan.claim
    if not isinstance(claim, Claim) or claim.time is None:
        return "", ""
    return changed_by(plan, matter(plan.sentence, claim.actor, claim.place), claim.time.end, moves)


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


def _plan(day: str, kept: Kept, claim: Claim, became: tuple[str, str], outlets: dict[str, str]) -> Plan:
    start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
    content = claim.content.text if claim.content else " ".join([claim.trigger.text, *names(claim.recipient)])
    where = "; ".join(dict.fromkeys(one.text for one in claim.place))
    what = " ".join(f"{content}{f' ({where})' if where and where not in content else ''}".split())
    who = ", ".join(names(claim.actor))
    status = became[0] or _status(day, start, end)
    return Plan(who, what, claim.type, start, end, status, account(kept, outlets), became[1])


def _status(day: str, start: str | None, end: str | None) -> str:
    if start is None and end is None:
        return "undated"
    if end is not None and end < day:
        return "overdue"
    return "due" if (start or end or "") <= day else "ahead"


def _fulfils(kept: Kept, other: Kept, together: bool) -> bool:
    """Whether a claim says that a plan was carried out: in its event, or by the same doers in the same family of types,
    and not before its time."""
    plan, told = kept.claim, other.claim
    if not (isinstance(plan, Claim) and isinstance(told, Claim)) or other.key == kept.key:
        return False
    if not _is_done(told) or other.document.known < kept.document.known:
        return False
    if not _may_meet(plan, told, other.document.known):
        return False
    return together or (other.document.known > kept.document.known and _is_same_act(plan, told))


def _is_same_act(plan: Claim, told: Claim) -> bool:
    """Whether a claim tells, with its day, of what a plan with a day was about: by its word or its matter, by the same doers."""
    if _is_that_day(plan, told):
        return True
    if not (plan.time and told.time) or not _is_alike(plan, told):
        return False
    return head(plan.trigger.text) == head(told.trigger.text) or bool(_matter(plan) & _matter(told))


def _is_that_day(plan: Claim, told: Claim) -> bool:
    """Whether a claim tells of a deed of the same type and mode on the one day that was set, by nobody else."""
    if plan.type != told.type or set(plan.mode).isdisjoint(told.mode) or not is_that_day(plan.time, told.time):
        return False
    named = bool(side(plan.actor).words and side(told.actor).words)
    return not named or _are_same_doers(plan, told)


def _is_done(claim: Claim) -> bool:
    return claim.modality == "actual" and claim.polarity != "-"


def _calls_off(kept: Kept, other: Kept) -> bool:
    """Whether a later claim says that it will not be, or was not: the same doers, type and matter, at its time."""
    plan, told = kept.claim, other.claim
    if not (isinstance(plan, Claim) and isinstance(told, Claim)) or other.document.known <= kept.document.known:
        return False
    if told.historical or not _is_against(plan, told) or not _may_meet(plan, told, other.document.known):
        return False
    return bool(_matter(plan) & _matter(told))


def _is_against(plan: Claim, told: Claim) -> bool:
    """Whether a claim denies a deed of the same doers and family, or these refuse."""
    if told.polarity == "-":
        return told.modality in {"actual", "planned"} and _is_alike(plan, told)
    return told.type == "REJECT" and _are_same_doers(plan, told)


def _matter(claim: Claim) -> frozenset[str]:
    """Distinctive words of what is to be done, without who does it: verb and content, to whom, where."""
    told = [quote.text for quote in (claim.trigger, claim.content) if quote]
    told += [*names(claim.recipient), *(where.text for where in claim.place)]
    return frozenset(heaviest(bag(" ".join(told)), MATTER)) - side(claim.actor).words


def _may_meet(plan: Claim, told: Claim, known: str) -> bool:
    """Whether the days of a claim may be those of a plan; one that names no day was over when it was told."""
    first, last = _bounds(plan)
    start, end = _bounds(told)
    open_ = told.modality == "planned" or told.type == "REJECT"
    over = end if told.time is not None and told.time.end else EVER if open_ else known
    return over >= first and start <= last


def _bounds(claim: Claim) -> tuple[str, str]:
    """First and last day that a claim allows; the earliest and the latest there are where it names none."""
    time = claim.time
    return ((time.start or ""), (time.end or EVER)) if time is not None else ("", EVER)


def _is_alike(plan: Claim, told: Claim) -> bool:
    return bool(families(plan.type) & families(told.type)) and _are_same_doers(plan, told)


def _are_same_doers(plan: Claim, told: Claim) -> bool:
    doer, deed = side(plan.actor), side(told.actor)
    return bool((doer.ids & deed.ids) or (doer.words & deed.words))
