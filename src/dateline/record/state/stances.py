"""Where parties stand: for, against, wanting, or keeping it to themselves; what they say last counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.places.fold import fold
from dateline.record.state.attribution import account, day_of, identities, names
from dateline.record.state.settings import settings
from dateline.record.states import Account, Stance
from dateline.record.terms import bag, heaviest, words
from dateline.record.types import Kept
from dateline.types import Claim

TOPIC = 3  # distinctive words that make two topics one


class Told(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a claim tells of the stance of one party: what the party and the topic are known by, and both as people read them."""

    party: str
    key: str
    who: str
    code: str
    stand: str
    topic: str


def stances(kept: Iterable[Kept], outlets: dict[str, str]) -> tuple[Stance, ...]:
    """The last stance of every party on every topic, by party."""
    claimed = ((one, one.claim) for one in kept if isinstance(one.claim, Claim))
    return last(
        (day_of(one), one.document.known, one.key, told, account(one, outlets))
        for one, claim in claimed
        if (told := tuple(told_by(claim)))
    )


def last(found: Iterable[tuple[str, str, str, tuple[Told, ...], Account]]) -> tuple[Stance, ...]:
    """The same of what claims tell: the day each counts from, the day it was known, its key, what it tells, its account."""
    stances_: dict[tuple[str, str], Stance] = {}
    for _, _, _, told, by in sorted(found, key=lambda one: one[:3]):
        for one in told:
            key = (one.party, one.key)
            stances_[key] = stance_of(one, by, stances_.get(key))
    return in_order(stances_.values())


def in_order(found: Iterable[Stance]) -> tuple[Stance, ...]:
    """Stances by party and topic."""
    return tuple(sorted(found, key=lambda one: (fold(one.who), one.topic, one.account.known)))


def told_by(claim: Claim) -> Iterator[Told]:
    """What a claim tells of where its doers stand."""
    stand, topic = ("", "") if claim.historical else (stand_of(claim), topic_of(claim))
    for party in claim.actor if stand and topic else ():
        yield Told(
            next(iter(identities((party,)))), _topic_key(claim, topic), names((party,))[0], party.code, stand, topic
        )


def stance_of(told: Told, by: Account, old: Stance | None) -> Stance:
    """The stance of a party on a topic once a claim tells it, behind an earlier one."""
    before = old.before if old else ()
    if old and old.stand != told.stand:
        before = (*before, f"{old.stand}, {old.account.known}")
    return Stance(told.who, told.code, told.stand, told.topic, by, before)


def stand_of(claim: Claim) -> str:
    """for, against, wants, undisclosed; "" for a claim that tells no stance."""
    stand = _stand_of_type(claim)
    if stand and claim.modality == "unknown":
        return "undisclosed"
    if claim.modality in {"possible", "conditional"}:
        return ""
    flipped = {"for": "against", "against": "for", "wants": ""}
    return flipped.get(stand, "") if claim.polarity == "-" else stand


def _stand_of_type(claim: Claim) -> str:
    """By type and mode, of a threat by what it would refuse, of a concession by whether it is yet to be: for, against, wants, ""."""
    known = settings().stances
    if claim.type in known.yielding:
        return "for" if claim.modality == "planned" and claim.content else ""
    if claim.type in settings().sources.ahead:
        return "against" if claim.content and not known.refusing.isdisjoint(words(claim.content.text)) else ""
    return "" if _is_of_other_mode(claim) else _side_of(claim.type)


def _is_of_other_mode(claim: Claim) -> bool:
    """Whether its mode tells no stance: of an accusation only criticism does."""
    known = settings().stances
    if claim.type == "ACCUSE" and "disapprove" not in claim.mode:
        return True
    moded = bool(claim.mode) and claim.type in known.against | known.wants
    return moded and not known.modes.intersection(claim.mode)


def _side_of(type: str) -> str:
    known = settings().stances
    sides = {"for": known.pro, "against": known.against, "wants": known.wants}
    return next((name for name, types in sides.items() if type in types), "")


def topic_of(claim: Claim) -> str:
    """What it is about: the words of its content, else whom it is addressed to; "" when neither is told."""
    content = " ".join(claim.content.text.split()) if claim.content else ""
    return content or ", ".join(names(claim.recipient))


def _topic_key(claim: Claim, topic: str) -> str:
    telling = sorted(heaviest(bag(topic), TOPIC))
    return " ".join(telling) or " ".join(sorted(identities(claim.recipient)))
