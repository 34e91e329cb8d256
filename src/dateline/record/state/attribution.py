"""Who a claim comes from: its voices and outlet as people read them, and its origin, the same for all who speak for it."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.places.fold import fold
from dateline.record.state.settings import settings
from dateline.record.states import Account
from dateline.record.types import Kept
from dateline.types import Party

OWNER = re.compile(r"^.*(?:'s|’s|s'|s’)\s+(?=\w)")
"""Whose office it is ("Iraq's health ministry"): two outlets say it differently of one speaker."""
LONGEST = 160  # characters of a quotation
REMEMBERED = 2048  # speakers
SHORT = 5  # characters, with a blank on either side, of what is no name yet


def speaker(party: Party) -> str:
    """A speaker as people call them; with the owner of an office that is called by a common noun ("the Ombudsman's Office")."""
    return _speaker(party.name, party.text)


@lru_cache(maxsize=REMEMBERED)
def _speaker(name: str, text: str) -> str:
    name, text = " ".join(name.split()), " ".join(text.split())
    owned = len(name.split()) == 1 and re.search(rf"['’]s? {re.escape(name)}$", text)
    return (text[4:] if text[:4].casefold() == "the " else text) if owned or not name else name


def said_by(kept: Kept) -> str:
    """The chain of voices, innermost first, then the outlet, each once: "police, AP"."""
    outlet = kept.document.outlet or kept.document.id
    return ", ".join(dict.fromkeys([*(speaker(voice.speaker) for voice in kept.claim.voices), outlet]))


def origin(kept: Kept, outlets: dict[str, str]) -> str:
    """What copies and outlets that quote one speaker share: the innermost voice, else the outlet of the first copy.

    ``outlets``: outlet by document key.
    """
    if kept.claim.voices:
        who = kept.claim.voices[0].speaker
        if who.code.endswith("-MIL") and state_of(who):  # an army, its general staff and its spokesman
            return f"{who.code}"
        return who.id or fold(OWNER.sub("", speaker(who))).removeprefix("the ")
    filed = kept.document
    return f"outlet:{filed.source or outlets.get(filed.lead) or filed.outlet or filed.lead or filed.id}"


def akin(a: str, b: str) -> bool:
    """Whether two origins are one, called more or less fully: "health ministry", "kyrgyz health ministry"."""
    if a == b:
        return True
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return " " in shorter and longer.endswith(f" {shorter}") and not longer.startswith("outlet:")


def outlets_of(kept: list[Kept]) -> dict[str, str]:
    """Outlet by document key, as far as the claims at hand tell it."""
    return {one.document.key: one.document.outlet for one in kept if one.document.outlet}


def account(kept: Kept, outlets: dict[str, str], tells: str = "") -> Account:
    """A claim as the account of its source."""
    words = " ".join(kept.sentence.split())
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    return Account(kept.key, said_by(kept), origin(kept, outlets), kept.document.id, kept.document.known, shown, tells)


def day_of(kept: Kept) -> str:
    """The day a claim counts from: the first that its words allow, else the day it was known."""
    time = kept.claim.time
    return (time.start if time else None) or kept.document.known


def names(parties: tuple[Party, ...]) -> tuple[str, ...]:
    """Parties by name, each once."""
    return tuple(dict.fromkeys(speaker(party) for party in parties))


def identities(parties: tuple[Party, ...]) -> frozenset[str]:
    """What parties are known by: ids, else folded names."""
    return frozenset(party.id or fold(speaker(party)).removeprefix("the ") for party in parties)


OWN = frozenset({"its", "their", "his", "her", "our", "my"})
"""How the people and weapons of a speaker begin in its own account: "said its drones had hit"."""


def speaks_for(speaks: Party, does: Party) -> bool:
    """Whether the one speaks for the other: it is the other, owns it ("its drones"), is of the same state's government or
    forces, or is a part of it by name ("the commander of X")."""
    if identities((speaks,)) & identities((does,)):
        return True
    if fold(does.text).split()[:1] and fold(does.text).split()[0] in OWN:
        return True
    if state_of(speaks) and state_of(speaks) == state_of(does):
        return True
    named = f" {fold(speaker(does)).removeprefix('the ')} "
    return len(named) > SHORT and (named in f" {fold(speaks.text)} " or named in f" {fold(speaker(speaks))} ")


def state_of(party: Party) -> str:
    """The country of a state, its government or its forces; "" for others, for local officials and for police."""
    country, _, sector = party.code.partition("-")
    return country if len(country) == 3 and sector in settings().sources.states and _is_of_state(party) else ""


def _is_of_state(party: Party) -> bool:
    """Whether it is a whole state's: a country, or called by something that only a state has ("army", "defence ministry")."""
    words = set(fold(f"{party.text} {party.name}").replace("'", " ").split())
    return party.id.startswith("iso:") or not settings().sources.national.isdisjoint(words)
