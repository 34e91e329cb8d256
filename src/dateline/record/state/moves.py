"""What dispatches say of who holds, contests, takes or loses what: moves, from which the board is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from dateline.places.fold import fold
from dateline.record.packing import Stated
from dateline.record.state.attribution import account, day_of, identities, names
from dateline.record.state.settings import settings
from dateline.record.state.territory import Ground, ground, spelled
from dateline.record.states import Account
from dateline.record.types import Kept
from dateline.types import Claim, Control, Party, Span, Where

NARROW = frozenset({"country", "region", "continent"})
WORDS = "words:"  # begins the key of a place that the gazetteer does not know
COUNTED = "#"
"""Among what moves are found by: numbers of places without names."""
SHOWN = 160  # characters of a sentence


class ControlSummary(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A control statement: its key, the day it was known, the day it counts from, how many places it names, and where it names none that
    is known and no number, the question where it was."""

    key: str
    known: str
    day: str
    places: int
    question: str = ""

    @classmethod
    def of(cls, kept: Kept) -> ControlSummary:
        """The summary of a control statement."""
        return cls(kept.key, kept.document.known, day_of(kept), len(kept.claim.place), where_words(kept))


class Move(msgspec.Struct, frozen=True, gc=False):
    """What one claim says of one ground: who holds, contests, takes or loses it. ``day``: the day by which it was so;
    ``since``: the first day that the words allow. ``document``: its key; ``span`` and
    ``words`` of the trigger; ``claimed``: it is a claim and no control statement; ``denied``: it says that this is not so;
    ``kept``: it denies a loss."""

    ground: Ground
    status: str
    holders: tuple[Party, ...]
    since: str | None
    day: str
    account: Account
    document: str
    span: Span
    words: str
    claimed: bool
    denied: bool = False
    named: tuple[str, ...] = ()
    kept: bool = False

    @property
    def who(self) -> frozenset[str]:
        """What the holders are known by."""
        return identities(self.holders)


class Moves(msgspec.Struct, frozen=True, array_like=True):
    """What one document says of who holds what, without the outlet that it copies; its control statements; its outlet and id."""

    moves: tuple[Move, ...]
    stated: tuple[ControlSummary, ...]


Spots = list[tuple[int, Ground]]
"""Towns that a dispatch names, by where in it."""


def moves_of(kept: Iterable[Kept], outlets: dict[str, str]) -> Iterator[Move]:
    """What all claims and control statements say of who holds what; a statement whose words a claim denies says nothing, nor
    one of a loss where a claim tells that troops left by themselves; of a claim and a statement with the same words the statement
    counts."""
    some = list(kept)
    told = _spots(some)
    claims = [(_trigger(one), one.claim) for one in some if isinstance(one.claim, Claim)]
    denied = {trigger for trigger, claim in claims if claim.polarity == "-"}
    left = {trigger for trigger, claim in claims if claim.type == "RETREAT" and "withdraw" in claim.mode}
    controls = [(one, one.claim) for one in some if isinstance(one.claim, Control)]
    stated = {
        _trigger(one)
        for one, control in controls
        if _trigger(one)
        not in (set() if control.polarity == "-" else denied) | (left if control.status == "lost" else set())
    }
    taken = _captures(claim for _, claim in claims)
    for one in some:
        if (_trigger(one) in stated) == isinstance(one.claim, Control):
            yield from _moves(one, _places(one.claim, taken), told[one.document.key], outlets)


def _captures(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Those that tell of ground taken and where, by id."""
    return {one.id: one for one in claims if one.place and "territory" in one.mode}


def _places(claim: Stated, taken: dict[str, Claim]) -> tuple[Where, ...]:
    """Where it was; of a denial that only points back ("the army denied it") where that was which it denies. ``taken``: captures of the
    dispatch with a place, by id."""
    if claim.place or not isinstance(claim, Claim) or claim.polarity != "-":
        return claim.place
    return next((taken[one].place for one in claim.same_as if one in taken), ())


def _moves(kept: Kept, places: tuple[Where, ...], spots: Spots, outlets: dict[str, str]) -> Iterator[Move]:
    told = _told(kept.claim)
    if told is None:
        return
    status, holders, denied = told
    since, day = _days(kept)
    grounds = _narrowest([_meant(where, spots) for where in places])
    if status == "lost" and isinstance(kept.claim, Claim):  # troops leave countries without losing them
        grounds = [one for one in grounds if one.key and one.precision not in NARROW]
    named = tuple(one.name for one in grounds if one.key)
    said = account(kept, outlets, f"{'not ' if denied else ''}{status}: {', '.join(names(holders)) or 'somebody'}")
    for one in grounds:
        yield Move(
            one, status, holders, since, day, said, kept.document.key, kept.claim.trigger.span, kept.claim.trigger.text,
            isinstance(kept.claim, Claim), denied, named if one.counted else (), _denies_loss(kept.claim),
        )  # fmt: skip


def _denies_loss(claim: Stated) -> bool:
    return isinstance(claim, Control) and claim.status == "lost" and claim.polarity == "-"


def moves_in(kept: Iterable[Kept]) -> Moves:
    """What a document says, of all its claims and control statements."""
    some = list(kept)
    stated = tuple(ControlSummary.of(one) for one in some if isinstance(one.claim, Control))
    return Moves(tuple(moves_of(some, {})), stated)


def where_words(kept: Kept) -> str:
    """The question where ground is that changed hands without a name or a number; "" for none."""
    if not isinstance(kept.claim, Control) or kept.claim.historical:
        return ""
    bare = [one.name for one in map(ground, kept.claim.place) if not one.key and not one.counted]
    return f"where: {', '.join(bare)} — {shown(kept.sentence)}" if bare else ""


def shown(words: str) -> str:
    """A sentence as questions show it."""
    bare = " ".join(words.split())
    return bare if len(bare) <= SHOWN else f"{bare[:SHOWN].rsplit(' ', 1)[0]} …"


def tells(claim: Stated) -> bool:
    """Whether a claim or statement says anything of who holds what."""
    return isinstance(claim, Control) or _told(claim) is not None


def ground_words(where: Ground) -> set[str]:
    """What a place is looked up by among moves: its key, its spellings, its country; that it is a number of places."""
    words = {
        where.key,
        *(f"~{one}" for one in (*where.spellings, spelled(where.key.removeprefix(WORDS)))),
        f"@{where.country}",
    }
    return words - {"", "~", "@"} | ({COUNTED} if where.counted else set())


def _trigger(kept: Kept) -> tuple[str, int]:
    """Where the words stand: what a claim denies there, a control statement does not hold."""
    return kept.document.key, kept.claim.trigger.span.start


def _spots(kept: Iterable[Kept]) -> dict[str, Spots]:
    """Towns that each dispatch names, by where in it."""
    found: dict[str, dict[int, Ground]] = defaultdict(dict)
    for one in kept:
        found[one.document.key] |= {where.span.start: ground(where) for where in one.claim.place}
    return {
        key: [(start, spots[start]) for start in sorted(spots) if spots[start].key and not spots[start].wide]
        for key, spots in found.items()
    }


def _meant(where: Where, spots: Spots) -> Ground:
    """The ground of a place; "the town" is the one that the dispatch named last before it."""
    found = ground(where)
    words = fold(where.text).split()
    if words[:1] == ["the"] and words[1:2] and words[1] in settings().kinds and (found.wide or not found.key):
        before = [spot for start, spot in spots if start < where.span.start]
        return before[-1] if before else Ground("", where.text)  # never the province that the town lies in
    return found


def _narrowest(grounds: list[Ground]) -> list[Ground]:
    """Without provinces where a town is named: they say where the town is."""
    return [one for one in grounds if not one.wide] or grounds


def _told(claim: Stated) -> tuple[str, tuple[Party, ...], bool] | None:
    """Status, holders, and whether it is denied; None for what says nothing of control."""
    if claim.historical or not isinstance(claim, Claim | Control):
        return None
    if isinstance(claim, Control):
        return _stated_control(claim)
    if claim.modality != "actual":
        return None
    if claim.type == "ASSAULT" and "territory" in claim.mode:
        return "held", claim.actor, claim.polarity == "-"
    if claim.type == "RETREAT" and "withdraw" in claim.mode and claim.polarity == "+":
        return "lost", claim.actor, False
    return None


def _stated_control(claim: Control) -> tuple[str, tuple[Party, ...], bool]:
    """A denied loss is the denier's word that the holder holds on."""
    if claim.polarity == "-" and claim.status == "lost":
        return "held", claim.holder, False
    return claim.status, claim.holder, claim.polarity == "-"


def _days(kept: Kept) -> tuple[str | None, str]:
    """First day that the words allow, and the day by which it was so: never after it was told."""
    time, known = kept.claim.time, kept.document.known
    if time is None or (time.start is None and time.end is None):
        return None, known
    end = min(time.end or known, known)
    return time.start, max(end, min(time.start or end, known))
