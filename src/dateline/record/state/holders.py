"""Who holds, contests or lost which place on a day, by whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

import msgspec

from dateline.places.fold import fold
from dateline.record.rows import country_words
from dateline.record.state.attribution import identities, names, speaker
from dateline.record.state.moves import WORDS, Move, moves_of
from dateline.record.state.settings import settings
from dateline.record.state.territory import Ground, spelled
from dateline.record.states import Account, Holding
from dateline.record.types import Kept
from dateline.types import Party

COUNTRY = 3  # letters of a country in a code


def board(day: str, kept: Iterable[Kept], outlets: dict[str, str]) -> tuple[Holding, ...]:
    """The board of a day, of what is kept: places by name, then counted unknowns."""
    return board_of(day, moves_of(kept, outlets))


def board_of(day: str, told: Iterable[Move], wanted: Callable[[Move], bool] = lambda _: True) -> tuple[Holding, ...]:
    """The same of moves. ``wanted``: only the places of which at least one move is wanted."""
    moves = sorted(_with_units([move for move in told if move.day <= day]), key=_in_time)
    found = (_holding(some) for key, some in sorted(_by_place(moves).items()) if key and any(map(wanted, some)))
    return in_order(filter(None, found))


def in_order(rows: Iterable[Holding]) -> tuple[Holding, ...]:
    """Places by name, then counted unknowns."""
    return tuple(sorted(rows, key=lambda one: (one.unnamed, one.place, one.status, one.id)))


def of_place(rows: tuple[Holding, ...], place: str) -> tuple[Holding, ...]:
    """The rows of a place, by name, id, or country; all for ""."""
    wanted = {place, spelled(place), fold(place)}
    return tuple(
        one
        for one in rows
        if not place or not wanted.isdisjoint({one.id, spelled(one.place), *country_words(one.country)}) or one.unnamed
    )


def _by_place(moves: list[Move]) -> dict[str, list[Move]]:
    """Moves by place; a name without an id goes with the resolved place of that name, if another has one."""
    resolved = (move.ground for move in moves if ":" in move.ground.key and not _is_words(move.ground))
    known = {spelling: ground.key for ground in resolved for spelling in ground.spellings}
    found: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        key = _place_key(move)
        found[known.get(spelled(key.removeprefix(WORDS)), key)].append(move)
    return found


def _in_time(move: Move) -> tuple[str, str, str, int, str]:
    """By when it was so, then when it was known; a dispatch tells of one day in the order of its text."""
    return move.day, move.account.known, move.document, move.span.start, move.account.claim


def _place_key(move: Move) -> str:
    """Moves of one place; counted unknowns by what is said of them and by whom, "" for ground that nothing names."""
    if move.ground.counted:
        return f"~{move.status} {' '.join(sorted(move.who))} {move.ground.unit}"
    return move.ground.key


def _is_words(ground: Ground) -> bool:
    return ground.key.startswith(WORDS)


def _with_units(moves: list[Move]) -> Iterator[Move]:
    """ "three more" counts what the dispatch counted before it."""
    told: dict[str, str] = {}
    for move in sorted(moves, key=lambda one: (one.document, one.span)):
        document = move.document
        if move.ground.counted and move.ground.unit:
            told[document] = move.ground.unit
        elided = move.ground.counted and not move.ground.unit and document in told
        yield _with_unit(move, told[document]) if elided else move


def _with_unit(move: Move, unit: str) -> Move:
    return msgspec.structs.replace(move, ground=msgspec.structs.replace(move.ground, unit=unit))


def _holding(moves: list[Move]) -> Holding | None:
    """The last state of one place, with what came before it; None when nobody says that it is so."""
    current: list[Move] = []
    against: list[Move] = []
    before: list[str] = []
    denials: list[Move] = []
    denied = tuple(filter(attrgetter("denied"), moves))
    for move in moves:
        if move.denied:
            denials.append(move)
        elif current and _is_partial(move):
            came = _contest(move, current)
            if current[-1].status == "lost":  # who comes once another has left has it, and nobody disputes that
                current, against, before = [came], [], [*before, _in_words(current)]
            else:
                current.append(came)
        elif current and _is_denied_loss(move, current[-1]):
            against = [*against, move]
        elif _is_withdrawal(move) or (move.status == "lost" and _staying((*against, *current), move)):
            current, against, before = _withdrawn(move, current, against, before)
            denials = []  # who has left denies no longer
        elif not current or _agrees(move, current[0]):
            against = [] if _has_won_back(move, against) else against
            current.append(move)
        else:
            differing = [
                one for one in (*current, *against) if _contradicts(one, move) or _is_denied(one, move, denied)
            ]
            before += [] if differing else [_in_words(current)]
            current = [*_told_that_day(move, against), move]
            against = differing
    return _stated(current, against, denials, before) if current else None


def _is_partial(move: Move) -> bool:
    """Whether it speaks of a part of a town, or says only that somebody came in."""
    return move.ground.part or (move.status == "contested" and len(move.holders) == 1)


def _contest(move: Move, current: list[Move]) -> Move:
    """What a statement about a part makes of the whole: who has it already has it still, who comes where another has been
    lost to him, or wins back what was contested, has it, and beside another holder it is contested."""
    last = current[-1]
    if last.status == "lost" or (last.status == "contested" and move.status == "held" and _is_retaking(move)):
        return msgspec.structs.replace(move, status="held")
    if _are_same(move, last):
        return msgspec.structs.replace(move, status=last.status, holders=last.holders)
    return msgspec.structs.replace(move, status="contested", holders=(*last.holders, *move.holders))


def _withdrawn(
    move: Move, current: list[Move], against: list[Move], before: list[str]
) -> tuple[list[Move], list[Move], list[str]]:
    """What is left when somebody withdraws: those who claimed the place against him hold it; without any it is lost. A
    withdrawal of somebody who did not hold it says nothing of who does."""
    left = _staying((*against, *current), move)
    was_there = [one for one in (*current, *against) if one.kept or _are_same(one, move)]
    if left and (was_there or not against):
        return left, [], before
    if not was_there:
        return current, against, before
    return [move], [], [*before, _in_words(current)]


def _staying(there: Iterable[Move], gone: Move) -> list[Move]:
    """Those who have a place once somebody is gone: who held it, who had come in, and who contested it with him. Who denied the loss
    has left, or spoke for who has."""
    found = []
    for one in there:
        if one.kept or one.status not in {"held", "contested"}:
            continue
        others = tuple(who for who in one.holders if not _are_same_holders((who,), gone.holders))
        if others and (one.status == "contested" or not _are_same(one, gone)):
            found.append(msgspec.structs.replace(one, status="held", holders=others))
    return found


def _told_that_day(move: Move, against: list[Move]) -> list[Move]:
    """Those of the contradicted moves that say the same of the same day."""
    return [one for one in against if _agrees(one, move) and one.day == move.day]


def _agrees(move: Move, other: Move) -> bool:
    return move.status == other.status and _are_same(move, other)


def _are_same(move: Move, other: Move) -> bool:
    """The same holders: by id or name, by code, or called by the same noun ("insurgents", "Islamist insurgents")."""
    return _are_same_holders(move.holders, other.holders)


def _are_same_holders(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    """As ``_are_same``, of the holders alone."""
    if some == others:
        return True
    states = settings().whose.states
    ours, theirs = _called(some, states), _called(others, states)
    if ours.who & theirs.who or ours.who == theirs.who or ours.codes & theirs.codes:
        return True
    return bool(ours.nouns & theirs.nouns) and not (ours.codes and theirs.codes)


class _Called(NamedTuple):
    """What holders are known by: ids or names, codes, the nouns that they are called by."""

    who: frozenset[str]
    codes: frozenset[str]
    nouns: frozenset[str]


@lru_cache(maxsize=4096)
def _called(holders: tuple[Party, ...], states: frozenset[str]) -> _Called:
    """``states``: sectors of a state's government and forces, which are one."""
    codes = frozenset(_code(party.code, states) for party in holders if party.code)
    return _Called(identities(holders), codes, frozenset(speaker(party).split()[-1].casefold() for party in holders))


def _code(code: str, states: frozenset[str]) -> str:
    country, _, sector = code.partition("-")
    return country if len(country) == COUNTRY and sector in states else code


def _is_denied_loss(move: Move, last: Move) -> bool:
    """Whether somebody denies to have lost what another is said to hold: a word against that, and no news of who holds it."""
    other = last.status == "held" and last.account.origin != move.account.origin
    return move.kept and other and not _are_same(move, last)


def _is_withdrawal(move: Move) -> bool:
    return move.status == "lost" and move.claimed


def _has_won_back(move: Move, against: list[Move]) -> bool:
    """Whether it tells of a retaking after all that was said against the holder: then nobody need be wrong."""
    return _is_retaking(move) and all(one.day < move.day for one in against)


def _contradicts(earlier: Move, move: Move) -> bool:
    """Two sources tell of the same day what cannot both be so. Retaking is no contradiction: it says that it was lost."""
    if _agrees(earlier, move) or _is_retaking(move):
        return False
    if {earlier.status, move.status} == {"lost", "held"} and not _are_same(earlier, move):
        return False  # what one has lost another may have
    days = earlier.day == move.day and earlier.account.origin != move.account.origin
    return days and "contested" not in {earlier.status, move.status}


def _is_denied(earlier: Move, move: Move, denied: tuple[Move, ...]) -> bool:
    """Whether the dispatch that tells the later also denies what another tells in the earlier: no news, but a word against it.
    ``denied``: what is denied of that place."""
    if not denied or _agrees(earlier, move) or earlier.account.origin == move.account.origin:
        return False
    return any(one.document == move.document and _are_same(one, earlier) for one in denied)


def _is_retaking(move: Move) -> bool:
    return _retakes(move.words, settings().retaking)


@lru_cache(maxsize=4096)
def _retakes(words: str, begins: tuple[str, ...]) -> bool:
    return any(word.startswith(begins) for word in fold(words).split())


def _stated(agreeing: list[Move], against: list[Move], denials: list[Move], before: list[str]) -> Holding:
    last = agreeing[-1]
    other = _opposing(last, against, denials)
    first = min(agreeing, key=lambda move: (move.since or move.day, move.day))
    place = last.ground
    return Holding(
        place=_name(last), status="disputed" if other else last.status, holders=names(last.holders), since=first.since,
        until=first.day, accounts=_each_once(move.account for move in agreeing), id=place.key if ":" in place.key else "",
        country=place.country, lat=place.lat, lon=place.lon, share=place.share, unnamed=place.counted, low=place.low,
        high=place.high, named=tuple(dict.fromkeys(name for move in agreeing for name in move.named)),
        against=_each_once(other), before=tuple(before),
    )  # fmt: skip


def _opposing(last: Move, against: list[Move], denials: list[Move]) -> list[Account]:
    """What other sources say against the last state: other holders, or later denials."""
    later = (move for move in denials if move.day >= last.day)
    return [move.account for move in (*against, *later) if move.account.origin != last.account.origin]


def _name(move: Move) -> str:
    """The place; of a counted unknown its words, with what they leave out."""
    words, unit = move.ground.name, move.ground.unit
    if not move.ground.counted or not unit or unit.split()[-1] in words.casefold():
        return words
    return f"{words} {unit}"


def _each_once(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """One account of each claim, and of each sentence."""
    found: dict[tuple[str, str], Account] = {}
    for one in accounts:
        found.setdefault((one.document, one.words), one)
    return tuple(found.values())


def _in_words(moves: list[Move]) -> str:
    """ "held by the rebels, 2023-05-04"."""
    last = moves[-1]
    return f"{last.status} by {', '.join(names(last.holders)) or 'somebody'}, {moves[0].day}"
