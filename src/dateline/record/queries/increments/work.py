"""What a large answer was worked out from, as far as it takes to bring it up to what came in since."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from dateline.record import touches
from dateline.record.queries.standing import Answer
from dateline.record.state.attribution import day_of
from dateline.record.state.figure_notes import MASS, Note
from dateline.record.state.figures import Assigned, in_turn, withdrawn
from dateline.record.state.moves import ControlSummary
from dateline.record.state.plan_rows import PlanRows
from dateline.record.state.stances import Told, stance_of
from dateline.record.state.summaries import Number, Summary
from dateline.record.states import Account, Stance, State
from dateline.record.types import Kept
from dateline.types import Figure

EMPTY = State("", None, 0, 0, 0)
LEVEL = 1  # of zlib: most of it are keys, which do not get smaller


class Tied(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What ties figures to an event: the first and the last day something was told of it, its numbers, who counted what, its towns."""

    known: str
    last: str
    numbers: tuple[Number, ...]
    sources: tuple[tuple[str, str], ...]
    towns: tuple[str, ...]

    @classmethod
    def of(cls, one: Summary) -> Tied:
        """Of the summary of an event."""
        return cls(one.claims[0].known, max(claim.known for claim in one.claims), one.numbers, one.sources, one.towns)


class Chain(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one party said of one topic: the claims by what they are told in turn (the day that counts, the day known, the key, which
    of several of the claim), and the stance that came of it."""

    turns: tuple[tuple[str, str, str, int], ...]
    stance: Stance


class Tolls(msgspec.Struct, frozen=True, array_like=True):
    """Figures that no claim counts, in their order; the event that each was given to, by its key; the keys of those put together that no
    event has; events that are counted; events and figures that count what is counted of places; those that call numbers wrong; these
    numbers."""

    notes: tuple[Note, ...]
    given: dict[str, str]
    groups: tuple[tuple[str, ...], ...]
    counted: dict[str, Tied]
    massed: frozenset[str]
    correcting: frozenset[str]
    wrong: tuple[tuple[Number, str], ...]


class Work(msgspec.Struct, frozen=True, array_like=True):
    """``turn``: of the last write that is in it; ``documents``: how many claims each has, by key; ``copying``: those that copy others;
    ``stated``: control statements with their documents;
    ``members``: keys of the claims of each event that were asked for, and behind a bar those of its others."""

    turn: int
    state: State
    documents: dict[str, int]
    copying: frozenset[str]
    stated: tuple[tuple[str, ControlSummary], ...]
    members: dict[str, str]
    chains: dict[str, Chain]
    plans: PlanRows
    tolls: Tolls


_WORK = msgspec.msgpack.Decoder(Work)


def packed(work: Work) -> bytes:
    """As it lies in the record, without the answer itself."""
    return zlib.compress(msgspec.msgpack.encode(msgspec.structs.replace(work, state=EMPTY)), LEVEL)


def unpacked(data: bytes, state: State) -> Work:
    """What was packed. Raises what ``packing.BROKEN`` names where the bytes are broken."""
    return msgspec.structs.replace(_WORK.decode(zlib.decompress(data)), state=state)


def work_of(answer: Answer, state: State) -> Work:
    """Of an answer about everything that has been worked out whole, in detail."""
    documents: dict[str, int] = {}
    for one in answer.claims:
        documents[one.document] = documents.get(one.document, 0) + 1
    return Work(
        touches.turn(answer.connection), state, documents,
        frozenset(one.document for one in answer.claims if one.document != one.lead),
        tuple(answer.statements), members_of(answer),
        chains_of(stands_of(answer)), answer.rows, _tolls(answer),
    )  # fmt: skip


def members_of(answer: Answer) -> dict[str, str]:
    """The keys of the claims of each event, as ``Work`` has them."""
    matched = answer.matched
    if matched is None:
        return {key: " ".join(one.key for one in summary.claims) for key, summary in answer.events.items()}
    found = {}
    for key, summary in answer.events.items():
        inside = [one.key for one in summary.claims if one.key in matched]
        others = [one.key for one in summary.claims if one.key not in matched]
        found[key] = f"{' '.join(inside)}|{' '.join(others)}" if others else " ".join(inside)
    return found


def asked_for(members: str) -> list[str]:
    """The keys of the claims of an event that were asked for."""
    return members.partition("|")[0].split()


def all_of(members: str) -> list[str]:
    """The keys of all claims of an event."""
    return members.replace("|", " ").split()


Stand = tuple[tuple[str, str, str, int], Told, Account]


def stands_of(answer: Answer) -> Iterator[Stand]:
    """What the claims of an answer tell of stances by its day."""
    for one in answer.claims:
        if one.account is not None and one.day <= answer.day:
            for at, told in enumerate(one.stands):
                yield (one.day, one.known, one.key, at), told, one.account


def chain_key(told: Told) -> str:
    """What a party and a topic are known by together."""
    return f"{told.party}\t{told.key}"


def chains_of(stands: Iterable[Stand]) -> dict[str, Chain]:
    """Chains of what claims tell, by party and topic."""
    found: dict[str, tuple[list[tuple[str, str, str, int]], Stance]] = {}
    for turn, told, by in sorted(stands, key=_turn):
        key = chain_key(told)
        turns, old = found.get(key, ([], None))
        turns.append(turn)
        found[key] = turns, stance_of(told, by, old)
    return {key: Chain(tuple(turns), stance) for key, (turns, stance) in found.items()}


def extended(chain: Chain, stands: list[Stand], gone: Collection[str]) -> Chain | None:
    """A chain with what claims tell that came in or may be by the word of another now; None where that does not lie behind the rest.
    ``gone``: claims that it had before, as far as none of these tells the same."""
    there = {turn for turn in chain.turns if turn[2] in gone}
    again = {turn: by for turn, _, by in stands if turn in there}
    fresh = sorted((one for one in stands if one[0] not in there), key=_turn)
    if again.keys() != there or not _lie_behind(fresh, chain):
        return None
    by = again.get(chain.turns[-1])
    stance = chain.stance if by is None else msgspec.structs.replace(chain.stance, account=by)
    return Chain((*chain.turns, *map(_turn, fresh)), _last(stance, fresh))


def _last(stance: Stance, fresh: list[Stand]) -> Stance:
    """A stance with what was said behind it."""
    for _, told, by in fresh:
        stance = stance_of(told, by, stance)
    return stance


def _lie_behind(fresh: list[Stand], chain: Chain) -> bool:
    return not fresh or fresh[0][0] > chain.turns[-1]


def _turn(one: Stand) -> tuple[str, str, str, int]:
    return one[0]


def _tolls(answer: Answer) -> Tolls:
    lines = [one for one in answer.lines if isinstance(one.claim, Figure)]
    over = {key: one for key, one in answer.events.items() if one.began <= answer.day}
    return Tolls(
        tuple(in_turn(begun(answer, lines), {})), _given(answer.where),
        tuple(tuple(one.key for one in some) for some in answer.where.alone),
        tied(over),
        frozenset(massed(over, begun(answer, lines))), frozenset(correcting(over, lines)),
        tuple(sorted(answer.wrong.items(), key=str)),
    )  # fmt: skip


def _given(where: Assigned) -> dict[str, str]:
    """The event of each figure that has one, by key."""
    return {one.key: event for event, some in where.inside.items() for one in some}


def tied(events: Mapping[str, Summary]) -> dict[str, Tied]:
    """Those of the events to which numbers or sources may tie figures."""
    return {key: Tied.of(one) for key, one in events.items() if one.deed and (one.numbers or one.sources)}


def begun(answer: Answer, lines: Iterable[Kept]) -> list[Kept]:
    """The figures that count by the day of an answer."""
    return [one for one in lines if isinstance(one.claim, Figure) and day_of(one) <= answer.day]


def massed(events: Mapping[str, Summary], lines: Iterable[Kept]) -> Iterator[str]:
    """Events and figures that count what is counted of places, by key."""
    yield from (key for key, one in events.items() if one.mass)
    yield from (one.key for one in lines if isinstance(one.claim, Figure) and one.claim.what in MASS)


def correcting(events: Mapping[str, Summary], lines: Iterable[Kept]) -> Iterator[str]:
    """Events and figures that call numbers wrong, by key: what they change lies anywhere."""
    yield from (key for key, one in events.items() if one.wrong)
    yield from (one.key for one in lines if withdrawn([one]))
