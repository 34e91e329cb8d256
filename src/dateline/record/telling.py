"""What a claim gives the joiner, and the blocks in which it looks for others of its happening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from dateline.places.fold import fold
from dateline.record.profile import Profile
from dateline.record.rules import families, meaning, rules
from dateline.record.wordstock import bag, heaviest, stem, words
from dateline.types import Claim, Document, Party, Tally, Where

TERMS = 24  # telling words kept of a sentence
WINDOW = 4  # days of a block; blocks overlap by half, so that two days apart always meet
LEADING = 3  # telling words of a document by which its claims without place or names are found
VAGUE = frozenset(
    "police officer official people person man men woman women civilian resident villager soldier troop gunman gunmen "
    "attacker militant fighter insurgent rebel protester government army force he she they it we who".split()
)
"""Stems of words that name nobody in particular."""


class Side(msgspec.Struct, frozen=True):
    """A doer or target: ids, codes and telling words of its names. ``vague``: it names nobody in particular."""

    ids: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    vague: bool = True


class Spot(msgspec.Struct, frozen=True):
    """A place: ``id`` "" when the words were not resolved."""

    id: str
    name: str
    country: str
    precision: str
    lat: float | None
    lon: float | None


class Telling(msgspec.Struct, frozen=True):
    """A claim as the joiner sees it. Days are ISO; ``figures`` holds low and high by what was counted."""

    key: str
    document: str
    type: str
    modes: frozenset[str]
    head: str
    also: frozenset[str]
    doers: Side
    targets: Side
    spots: tuple[Spot, ...]
    start: str | None
    end: str | None
    published: str | None
    figures: dict[str, tuple[int | None, int | None]]
    many: bool
    historical: bool
    polarity: str
    modality: str
    terms: dict[str, float]


def telling(key: str, claim: Claim, document: Document, document_key: str) -> Telling:
    """The telling of a claim; ``key`` and ``document_key`` are those of the record."""
    sentence = document.text[claim.sentence.start : claim.sentence.end]
    full = bag(sentence)
    return Telling(
        key=key, document=document_key, type=claim.type, modes=frozenset(claim.mode), head=head(claim.trigger.text),
        also=frozenset(head(quote.text) for quote in claim.also), doers=side(claim.actor), targets=side(claim.recipient),
        spots=tuple(spot(where) for where in claim.place), start=claim.time.start if claim.time else None,
        end=claim.time.end if claim.time else None, published=document.published, figures=figures(claim.counts),
        many=_is_campaign(claim, sentence), historical=claim.historical, polarity=claim.polarity, modality=claim.modality,
        terms={term: round(full[term], 4) for term in sorted(heaviest(full, TERMS))},
    )  # fmt: skip


def head(words_: str) -> str:
    """What a trigger means: the meaning of its heaviest word."""
    stems = [stem(word) for word in words(words_)] or [words_]
    known = [meaning(one) for one in stems if meaning(one) != one]
    return known[0] if known else max(stems, key=len)


def side(parties: Iterable[Party]) -> Side:
    """A side of a claim."""
    named = tuple(parties)
    stems = {stem(word) for party in named for word in words(party.name or party.text) if len(word) > 2}
    ids = frozenset(party.id for party in named if party.id)
    codes = [party.code.partition("-") for party in named if party.code]
    countries = frozenset(
        country for country, _, _ in codes if len(country) == 3 and country not in {"IGO", "NGO", "CVL"}
    )
    telling_words = frozenset(stems - VAGUE - {"the"})
    return Side(
        ids, countries, frozenset(sort for _, _, sort in codes if sort), telling_words, not (ids or telling_words)
    )


def spot(where: Where) -> Spot:
    """A place of a claim."""
    place = where.place
    if place is None or not place.id:
        return Spot("", fold(where.text).removeprefix("the "), "", "", None, None)
    return Spot(place.id, fold(place.name), place.country, place.precision, place.lat, place.lon)


def figures(counts: Iterable[Tally]) -> dict[str, tuple[int | None, int | None]]:
    """The largest figure of each thing counted."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for tally in counts:
        old = found.get(tally.what)
        if tally.what != "other" and (old is None or (tally.low or 0) > (old[0] or 0)):
            found[tally.what] = (tally.low, tally.high)
    return dict(sorted(found.items()))


def _is_campaign(claim: Claim, sentence: str) -> bool:
    """Whether it tells of a campaign, a war or a total rather than of one happening."""
    known = rules().campaign
    low = f" {fold(sentence)} "
    time = claim.time
    if time and time.start and time.end and _days(time.start, time.end) >= known.days:
        return True
    aggregate = any(word in known.words for word in fold(claim.trigger.text).split())
    total = bool(claim.counts) and any(f" {phrase} " in low for phrase in known.since)
    return (aggregate and not (time and time.grain in {"day", "time"})) or total


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def keys(telling: Telling, profile: Profile) -> frozenset[str]:
    """Blocks: claims that may be of one happening share one. Each names a family of types, a span of days, and a place,
    a side, or telling words of the dispatch."""
    anchors = set(_anchors(telling, profile))
    return frozenset(
        f"{family}|{anchor}|{days}"
        for family in families(telling.type)
        for anchor in anchors
        for days in _windows(telling)
    )


def _anchors(telling: Telling, profile: Profile) -> Iterator[str]:
    for one in telling.spots:
        if one.precision not in {"country", "region", "continent"}:
            yield one.id or one.name
    for who in (telling.doers, telling.targets):
        yield from sorted(who.ids)
    yield from heaviest(profile.terms, LEADING)


def _windows(telling: Telling) -> set[str]:
    """Spans of days in which the claim may lie: of its own day, and of its report."""
    days = {day for day in (telling.start, telling.end, telling.published) if day}
    found = {
        f"{half}{(_number(day) + shift) // WINDOW}" for day in days for half, shift in (("a", 0), ("b", WINDOW // 2))
    }
    return found or {"-"}


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
