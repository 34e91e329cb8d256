"""Days set: what is to be done by whom until when, and what became of it: met, missed, moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.record.claim_features import side
from dateline.record.state.attribution import account, names
from dateline.record.state.settings import settings
from dateline.record.states import Account, Plan
from dateline.record.terms import bag, heaviest
from dateline.record.types import Kept
from dateline.types import Claim, Deadline, When

MATTER = 8  # distinctive words in which a day set and what comes of it must meet
SHARED = 2  # so many of them


def set_days(day: str, kept: Iterable[Kept], outlets: dict[str, str]) -> Iterator[Plan]:
    """Every day set by ``day``, with what had become of it by then: "moved" once a later dispatch puts it off, "done" once
    one tells of the matter as done in time, "overdue" once it has passed."""
    known = sorted((one for one in kept if one.document.known <= day), key=lambda one: (one.document.known, one.key))
    deeds = [one for one in known if isinstance(one.claim, Claim) and _is_deed(one.claim)]
    moves = [one for one in known if isinstance(one.claim, Deadline) and one.claim.moves]
    for one in known:
        if isinstance(one.claim, Deadline) and one.claim.polarity == "+" and one.claim.time is not None:
            yield _plan(day, one, one.claim, one.claim.time, deeds, moves, account(one, outlets))


def _plan(day: str, kept: Kept, line: Deadline, time: When, deeds: list[Kept], moves: list[Kept], by: Account) -> Plan:
    """The row of a day set."""
    done = next((other.key for other in deeds if _is_met(kept, line, other)), "")
    moved = "" if done else next((other.key for other in moves if _is_moved(kept, other)), "")
    status = "done" if done else "moved" if moved else _status(day, time.start, time.end)
    who, what = ", ".join(names(line.who)), " ".join(line.what.text.split())
    return Plan(who, what, "DEADLINE", time.start, time.end, status, by, done or moved)


def _status(day: str, start: str | None, end: str | None) -> str:
    if end is not None and end < day:
        return "overdue"
    return "due" if (start or end or "") <= day else "ahead"


def _is_deed(claim: Claim) -> bool:
    """Whether it tells of something done, not of words about it."""
    words = settings().stances.against | settings().stances.wants | {"THREATEN", "CONCEDE"}
    return claim.modality == "actual" and claim.polarity == "+" and not claim.historical and claim.type not in words


def _is_met(kept: Kept, line: Deadline, deed: Kept) -> bool:
    """Whether a later dispatch tells of the matter as done, not after its day."""
    time = line.time
    if deed.document.known <= kept.document.known or time is None or deed.document.known > (time.end or "9"):
        return False
    return len(_matter(kept, line) & _matter(deed, line)) >= SHARED


def _is_moved(kept: Kept, move: Kept) -> bool:
    """Whether a later dispatch puts the matter off to another day."""
    line = kept.claim
    if not isinstance(line, Deadline) or move.document.known <= kept.document.known:
        return False
    return len(_matter(kept, line) & _matter(move, line)) >= SHARED


def _matter(kept: Kept, line: Deadline) -> frozenset[str]:
    """Distinctive words of a sentence, without those who are to do it."""
    return frozenset(heaviest(bag(kept.sentence), MATTER)) - side(line.who).words
