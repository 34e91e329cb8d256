"""What one sentence tells of several towns: who takes or holds two of them takes or holds each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from dateline.claims.build import identity
from dateline.claims.values import Mentions
from dateline.types import Claim, Control, Document, Place, Where

GROUND = "territory"
BESIDE = re.compile(r"(?:\s|,|\band\b|\bas well as\b|\balso\b|\bthen\b|\bthe\b|\b(?:town|city|village)s?\b|\bof\b)*")
"""What may stand between two towns that are named side by side."""


def by_town(claims: Iterable[Claim], mentions: Mentions, document: Document) -> tuple[Claim, ...]:
    """The claims, with one for each town where the words of a capture name several side by side; a town that is not known by
    name, a district or a country divides nothing."""
    return tuple(one for claim in claims for one in _divided(claim, mentions, document))


def of_ground(controls: Iterable[Control], mentions: Mentions) -> tuple[Control, ...]:
    """The control statements, with each town of "the towns of Kesh and Marsel" as a place of its own."""
    return tuple(
        msgspec.structs.replace(one, place=tuple(w for where in one.place for w in _each(where, mentions)))
        for one in controls
    )


def _each(where: Where, mentions: Mentions) -> list[Where]:
    towns = _towns((where,), mentions)
    return towns if len(towns) > 1 else [where]


def _divided(claim: Claim, mentions: Mentions, document: Document) -> tuple[Claim, ...]:
    towns = _towns(claim.place, mentions) if GROUND in claim.mode else []
    beside = all(BESIDE.fullmatch(document.text[a.span.end : b.span.start]) for a, b in pairwise(towns))
    if len(towns) < 2 or not beside or not _all_named(claim, towns):
        return (claim,)
    return tuple(
        msgspec.structs.replace(claim, id=claim.id if n == 0 else _id(claim, town), place=(town,))
        for n, town in enumerate(towns)
    )


def _id(claim: Claim, town: Where) -> str:
    """As of any claim, with the town added: both have one trigger."""
    return identity(f"{claim.doc}\0{town.span.start}", claim.type, claim.trigger)


def _towns(places: Sequence[Where], mentions: Mentions) -> list[Where]:
    """The towns named inside the places, each once, in text order."""
    found: dict[str, Where] = {}
    for resolution in sorted(mentions.places.values(), key=lambda r: r.mention.span.start):
        span, value = resolution.mention.span, resolution.value
        if not isinstance(value, Place) or value.precision != "city":
            continue
        if any(where.span.start <= span.start and span.end <= where.span.end for where in places):
            found.setdefault(value.id, Where(resolution.mention.text, span, value))
    return list(found.values())


def _all_named(claim: Claim, towns: list[Where]) -> bool:
    """Whether each place of the claim is, or holds, one of the towns."""
    return all(
        any(where.span.start <= town.span.start and town.span.end <= where.span.end for town in towns)
        for where in claim.place
    )
