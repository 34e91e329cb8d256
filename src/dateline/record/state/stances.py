"""Where parties stand: for, against, wanting, or keeping it to themselves; what they say last counts."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.places.fold import fold
from dateline.record.state.attribution import account, day_of, identities, names
from dateline.record.state.settings import settings
from dateline.record.states import Stance
from dateline.record.terms import bag, heaviest
from dateline.record.types import Kept
from dateline.types import Claim, Party

TOPIC = 3  # distinctive words that make two topics one


def stances(kept: Iterable[Kept], outlets: dict[str, str]) -> tuple[Stance, ...]:
    """The last stance of every party on every topic, by party."""
    found: dict[tuple[str, str], Stance] = {}
    for one in sorted(kept, key=lambda one: (day_of(one), one.document.known, one.key)):
        claim = one.claim
        if not isinstance(claim, Claim) or claim.historical:
            continue
        stand, topic = stand_of(claim), topic_of(claim)
        for party in claim.actor if stand and topic else ():
            key = (next(iter(identities((party,)))), _topic_key(claim, topic))
            found[key] = _stance(one, party, stand, topic, found.get(key), outlets)
    return tuple(sorted(found.values(), key=lambda one: (fold(one.who), one.topic, one.account.known)))


def _stance(kept: Kept, party: Party, stand: str, topic: str, old: Stance | None, outlets: dict[str, str]) -> Stance:
    before = old.before if old else ()
    if old and old.stand != stand:
        before = (*before, f"{old.stand}, {old.account.known}")
    return Stance(names((party,))[0], party.code, stand, topic, account(kept, outlets), before)


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
    """By type and mode alone: for, against, wants or ""."""
    known = settings().stances
    if claim.mode and claim.type in known.against | known.wants and not known.modes.intersection(claim.mode):
        return ""
    if claim.type == "ACCUSE" and "disapprove" not in claim.mode:
        return ""
    sides = {"for": known.pro, "against": known.against, "wants": known.wants}
    return next((name for name, types in sides.items() if claim.type in types), "")


def topic_of(claim: Claim) -> str:
    """What it is about: the words of its content, else whom it is addressed to; "" when neither is told."""
    content = " ".join(claim.content.text.split()) if claim.content else ""
    return content or ", ".join(names(claim.recipient))


def _topic_key(claim: Claim, topic: str) -> str:
    words = sorted(heaviest(bag(topic), TOPIC))
    return " ".join(words) or " ".join(sorted(identities(claim.recipient)))
