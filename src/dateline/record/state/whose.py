"""Whose dead: the people whom a figure counts, as far as its words tell a side from another."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.places.fold import fold
from dateline.record.claim_features import side
from dateline.record.rules import light
from dateline.record.state.attribution import OWN, names
from dateline.record.state.settings import settings
from dateline.record.terms import stem, words
from dateline.types import Claim, Figure, Party, Tally

STATE, REBELS, CIVIL = "state", "rebels", "civilians"


class Counted(msgspec.Struct, frozen=True):
    """``words``: what the text calls them; ``kind``: state, rebels, civilians, "" for what may be any ("people");
    ``countries`` and ``groups``: whose, as far as it is told."""

    words: str = ""
    kind: str = ""
    countries: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether they may be anybody's."""
        return not (self.kind or self.countries or self.groups)


def counted(claim: Claim | Figure, tally: Tally | Figure) -> Counted:
    """Those whom a figure counts: the party in whose words it stands; else the only one that it was done to."""
    parties = _parties(claim, tally)
    told = {word for party in parties for word in words(fold(f"{party.text} {party.name}"))}
    known = settings().whose
    kinds = [
        kind for kind, nouns in ((STATE, known.state), (REBELS, known.rebels), (CIVIL, known.civilians)) if told & nouns
    ]
    own = _owner(claim, parties)
    met = side((*parties, *own))
    kind = kinds[0] if kinds else _kind(met.sectors)
    groups = frozenset(one for one in met.ids if not one.startswith("iso:")) if kind != CIVIL else frozenset()
    return Counted(", ".join(map(_without_number, names(parties))), kind, met.countries, groups)


def _without_number(name: str) -> str:
    """ "At least 40 soldiers" as "soldiers"."""
    told = name.split()
    while len(told) > 1 and (not told[0].isalpha() or stem(told[0]) in light() or told[0].casefold() == "at"):
        told = told[1:]
    return " ".join(told)


def _parties(claim: Claim | Figure, tally: Tally | Figure) -> tuple[Party, ...]:
    if isinstance(tally, Figure) or isinstance(claim, Figure):
        return tally.of if isinstance(tally, Figure) else ()
    inside = tuple(one for one in claim.recipient if one.span.start <= tally.span.start < one.span.end)
    return inside or (claim.recipient if len(claim.recipient) == 1 else ())


def _owner(claim: Claim | Figure, parties: Iterable[Party]) -> tuple[Party, ...]:
    """ "Five of its soldiers", "it had lost six men": the speaker's own."""
    told = {word for party in parties for word in words(fold(party.text))}
    return tuple(voice.speaker for voice in claim.voices[:1]) if told & (OWN | {"it", "they"}) else ()


def _kind(sectors: frozenset[str]) -> str:
    known = settings().whose
    return STATE if sectors & known.states else REBELS if sectors & known.armed else ""


def are_others(a: Counted, b: Counted) -> bool:
    """Whether two figures count people of different sides, so that neither contradicts the other."""
    kinds = a.kind and b.kind and a.kind != b.kind
    countries = a.countries and b.countries and not a.countries & b.countries
    groups = a.groups and b.groups and not a.groups & b.groups
    return bool(kinds or countries or groups)


def heaps(found: Iterable[Counted]) -> list[list[int]]:
    """Numbers of figures that count the people of one side; those who may be anybody's go with civilians, else with the side
    of which most is told."""
    some = list(found)
    made: list[list[int]] = []
    for at in sorted(range(len(some)), key=lambda one: (some[one].open, one)):
        best = _heap_of(at, some, made)
        if best is None:
            made.append([at])
        else:
            best.append(at)
    return [sorted(heap) for heap in made]


def _heap_of(at: int, some: list[Counted], made: list[list[int]]) -> list[int] | None:
    """The largest heap that counts the same side; None for none."""
    fitting = [heap for heap in made if not any(are_others(some[at], some[other]) for other in heap)]
    civil = [heap for heap in fitting if any(some[other].kind in {CIVIL, ""} for other in heap)]
    return max(civil if civil and some[at].open else fitting, key=len, default=None)
