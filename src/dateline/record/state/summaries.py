"""What the state of things needs of an event, made once when the event changes and kept in its row."""

from __future__ import annotations

import msgspec

from dateline.record.claim_features import side
from dateline.record.state.attribution import account, day_of, origin, outlets_of
from dateline.record.state.deadlines import is_plan
from dateline.record.state.due import deed_words, is_deed
from dateline.record.state.figure_notes import MASS, towns_of
from dateline.record.state.figures import tallies_of, withdrawn
from dateline.record.state.grade import doers_in_words
from dateline.record.state.lists import listed
from dateline.record.state.settings import settings
from dateline.record.state.stances import Told, told_by
from dateline.record.state.tolls import began, tolls
from dateline.record.states import Account, Toll
from dateline.record.titles import title
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Tally

LATE = "9999-12-31"
Number = tuple[str, int | None, int | None]
"""What was counted, low, high."""


class ClaimSummary(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A claim: its key, its document and the one that this copies, the day it was known, the day it counts from (``day``), its type.

    ``asked``: the answer needs the claim itself (a plan, what nobody will say). ``doers``: ids and words of who did it;
    ``words``: what it is about, of a deed; ``stands``: what its doers are for or against, by ``account``.
    """

    key: str
    document: str
    lead: str
    known: str
    day: str
    type: str
    asked: bool = False
    doers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    stands: tuple[Told, ...] = ()
    account: Account | None = None


class Summary(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event. ``began``: its first day; ``tolls`` without figures that stand outside it; ``numbers``: all that its claims
    count; ``sources``: who counted what; ``spots``: where and when it was; ``wrong``: numbers called wrong, with the day;
    ``mass``: it counts what is counted of places; ``deed``: figures may belong to it; ``question``: who did it, where sources differ;
    ``towns``: that its claims name."""

    began: str
    claims: tuple[ClaimSummary, ...]
    tolls: tuple[Toll, ...] = ()
    numbers: tuple[Number, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    spots: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, int | None, int | None, str], ...] = ()
    mass: bool = False
    deed: bool = False
    question: str = ""
    towns: tuple[str, ...] = ()


def summary(happening: Happening, told: tuple[Toll, ...] | None = None) -> Summary:
    """The summary of an event, by its claims alone. ``told``: its tolls, where they are known."""
    kept = happening.kept
    outlets = outlets_of(list(kept))
    counts = [(one, tally) for one in kept for tally in tallies_of(one)]
    words = doers_in_words(happening)
    return Summary(
        began=began(happening), claims=tuple(map(_claim, kept)),
        tolls=tolls(LATE, [happening], outlets) if told is None else told, numbers=_numbers(kept),
        sources=tuple(sorted({(tally.what, origin(one, outlets)) for one, tally in counts})), spots=tuple(sorted(_spots(happening))),
        wrong=tuple((*number, day) for number, day in sorted(withdrawn(kept).items(), key=str)),
        mass=any(tally.what in MASS for _, tally in counts),
        deed=any(isinstance(one.claim, Claim) and one.claim.type in settings().sources.deeds for one in kept),
        question=f"who did it ({title(happening)}): {words}" if words else "",
        towns=tuple(sorted(towns_of(where for one in kept for where in one.claim.place))),
    )  # fmt: skip


def _numbers(kept: tuple[Kept, ...]) -> tuple[Number, ...]:
    """All that claims count: each number, and those of one list added up."""
    found = (tally for one in kept for tally in (*tallies_of(one), *_listed(one)))
    return tuple(sorted({(tally.what, tally.low, tally.high) for tally in found}, key=str))


def _listed(kept: Kept) -> list[Tally]:
    """The numbers of a claim, those of one list added up."""
    return [tally for tally, _ in listed(kept, kept.claim)] if isinstance(kept.claim, Claim) else []


def _spots(happening: Happening) -> set[tuple[str, str]]:
    """Places with the first days of the claims that name them."""
    return {
        (where.place.id, one.claim.time.start)
        for one in happening.kept
        if one.claim.time and one.claim.time.start
        for where in one.claim.place
        if where.place is not None
    }


def _claim(kept: Kept) -> ClaimSummary:
    claim, filed = kept.claim, kept.document
    assert isinstance(claim, Claim)
    stands = tuple(told_by(claim))
    doers = side(claim.actor)
    asked = claim.modality == "unknown" or is_plan(claim, filed.known)
    return ClaimSummary(
        key=kept.key, document=filed.key, lead=filed.lead, known=filed.known, day=day_of(kept), type=claim.type, asked=asked,
        doers=tuple(sorted({*(f"#{one}" for one in doers.ids), *doers.words})), words=deed_words(kept) if is_deed(claim) else (),
        stands=stands, account=account(kept, {}) if stands else None,
    )  # fmt: skip
