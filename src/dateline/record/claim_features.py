"""The features of a claim that the joiner compares, and its blocking keys."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

import msgspec

from dateline.actors.codes import split
from dateline.lexicon.traits import of_type
from dateline.places.fold import fold
from dateline.record.document_features import DocumentFeatures
from dateline.record.rules import families, has_meaning, light, meaning, rules
from dateline.record.terms import WORD, bag, heaviest, stem, weight, words
from dateline.types import Claim, Document, Party, Span, Tally, When, Where

TERMS = 24  # distinctive words kept of a sentence
WINDOW = 4  # days of a block; blocks overlap by half, so that two days apart always meet
LONGEST = 200  # days of a campaign through which its parts are looked for
REMEMBERED = 16_384  # sides, of which many dispatches name the same
NAMED = 3  # names of its sentence by which a claim is found
TELLING = 0.6
"""What a name weighs at least that few dispatches hold; "Front" and "El" weigh less, and so does "Iraq" in news of a war there."""
IN_TOWN = "@"  # behind a lighter name by which a claim is found that names its town
VAGUE = frozenset(
    "police officer official people person man men woman women civilian resident villager soldier troop gunman gunmen "
    "attacker assailant militant fighter insurgent rebel terrorist bandit enemy element protester government army force own hrs side "
    "party he she they it we who".split()
)
"""Words that name nobody in particular."""
UNITS = {"week": 7, "month": 31, "quarter": 92, "year": 366}  # days


@lru_cache(maxsize=1)
def calendar_stems() -> frozenset[str]:
    """Stems of the names of days and months."""
    return frozenset(map(stem, [*calendar.day_name, *calendar.month_name, *calendar.month_abbr]))


@lru_cache(maxsize=1)
def vague_stems() -> frozenset[str]:
    """Stems of words that name nobody in particular."""
    return frozenset(map(stem, VAGUE))


class Side(msgspec.Struct, frozen=True, gc=False):
    """A doer or target: ids, countries and sectors of codes, distinctive words of its names. ``vague``: it names nobody in particular."""

    ids: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sectors: frozenset[str] = msgspec.field(default=frozenset(), name="sorts")
    words: frozenset[str] = frozenset()
    vague: bool = True


class PlaceFeatures(msgspec.Struct, frozen=True, gc=False):
    """A place: ``id`` "" when the words were not resolved."""

    id: str
    name: str
    country: str
    precision: str
    lat: float | None
    lon: float | None


class ClaimFeatures(msgspec.Struct, frozen=True, gc=False):
    """A claim as the joiner compares it. Days are ISO or None; ``figures`` holds low and high by what was counted, None
    where open; ``head`` and ``also``: what its triggers mean; ``many``: it tells of a campaign or a total; ``terms``: the
    heaviest words of its sentence with their weights; ``names``: stems of names in it; ``speakers``: stems of its voices.

    Fields with another name in JSON are called so in records that exist."""

    key: str
    document: str
    type: str
    modes: frozenset[str]
    head: str
    also: frozenset[str]
    doers: Side
    targets: Side
    places: tuple[PlaceFeatures, ...] = msgspec.field(name="spots")
    start: str | None
    end: str | None
    published: str | None
    figures: dict[str, tuple[int | None, int | None]]
    many: bool
    historical: bool
    polarity: str
    modality: str
    terms: dict[str, float]
    names: frozenset[str] = frozenset()
    speakers: frozenset[str] = msgspec.field(default=frozenset(), name="tellers")


class _Packed(ClaimFeatures, frozen=True, array_like=True):
    """Features as they lie in a row: without the names of the fields."""


_UNPACK = msgspec.msgpack.Decoder(_Packed)
_PLAIN = msgspec.json.Decoder(ClaimFeatures)


def encoded(features: ClaimFeatures) -> bytes:
    """The features as they lie in a row."""
    packed = _Packed(*(getattr(features, name) for name in ClaimFeatures.__struct_fields__))
    return msgspec.msgpack.encode(packed, order="deterministic")


def decoded(data: bytes) -> ClaimFeatures:
    """Features from a row; those of older records are JSON. Raises msgspec.MsgspecError for what is broken."""
    return _PLAIN.decode(data) if data[:1] == b"{" else _UNPACK.decode(data)


def of_claim(key: str, claim: Claim, document: Document, document_key: str) -> ClaimFeatures:
    """The features of a claim; ``key`` and ``document_key`` are those of the record."""
    sentence = document.text[claim.sentence.start : claim.sentence.end]
    full = bag(sentence)
    return ClaimFeatures(
        key=key, document=document_key, type=claim.type, modes=frozenset(claim.mode), head=head(claim.trigger.text),
        also=frozenset(head(quote.text) for quote in claim.also), doers=side(claim.actor), targets=side(claim.recipient),
        places=tuple(place_features(where) for where in claim.place), start=claim.time.start if claim.time else None,
        end=claim.time.end if claim.time else None, published=document.published, figures=figures(claim.counts),
        many=is_campaign(claim, document), historical=claim.historical, polarity=claim.polarity, modality=claim.modality,
        terms={term: round(full[term], 4) for term in sorted(heaviest(full, TERMS))},
        names=names(claim, document),
        speakers=frozenset(stem(word) for voice in claim.voices for word in words(voice.speaker.name or voice.speaker.text)),
    )  # fmt: skip


def names(claim: Claim, document: Document) -> frozenset[str]:
    """Stems of the names in a claim's sentence, without who tells it, days and months, and the first word."""
    told = [voice.speaker.span for voice in claim.voices]
    found = list(WORD.finditer(document.text, claim.sentence.start, claim.sentence.end))[1:]
    named = (match for match in found if match[0][0].isupper() and stem(match[0]) not in calendar_stems())
    return frozenset(stem(match[0]) for match in named if not any(_in(match.start(), span) for span in told))


def _in(at: int, span: Span) -> bool:
    return span.start <= at < span.end


def head(words_: str) -> str:
    """What a trigger means: the meaning of its heaviest word."""
    stems = [stem(word) for word in words(words_)] or [words_]
    known = [one for one in stems if has_meaning(one)]
    return meaning(known[0]) if known else max(stems, key=len)


def side(parties: Iterable[Party]) -> Side:
    """A side of a claim."""
    return _side(tuple([(party.id, party.code, party.name or party.text) for party in parties]), light())


@lru_cache(maxsize=REMEMBERED)
def _side(named: tuple[tuple[str, str, str], ...], light_: frozenset[str]) -> Side:
    """A side of parties by id, code and name; ``light_``: stems that tell nobody from another."""
    ids = frozenset(filter(None, (key for key, _, _ in named)))
    codes = [split(code) for _, code, _ in named]
    countries = frozenset(filter(_is_country, (country for country, _ in codes)))
    sectors = frozenset(filter(None, (sector for _, sector in codes)))
    distinctive = frozenset(_stems(words_ for _, _, words_ in named) - vague_stems() - light_)
    return Side(ids, countries, sectors, distinctive, vague=not (ids or distinctive))


def _is_country(code: str) -> bool:
    return len(code) == 3 and code not in BLOCS


def _stems(named: Iterable[str]) -> set[str]:
    """Stems of the words that are longer than two letters."""
    return {stem(word) for one in named for word in words(one) if len(word) > 2}


BLOCS = frozenset({"IGO", "NGO", "CVL"})


def place_features(where: Where) -> PlaceFeatures:
    """A place of a claim."""
    place = where.place
    if place is None or not place.id:
        return PlaceFeatures("", fold(where.text).removeprefix("the "), "", "", None, None)
    return PlaceFeatures(place.id, fold(place.name), place.country, place.precision, place.lat, place.lon)


def figures(counts: Iterable[Tally]) -> dict[str, tuple[int | None, int | None]]:
    """The largest figure of each thing counted."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for tally in counts:
        old = found.get(tally.what)
        if tally.what != "other" and (old is None or (tally.low or 0) > (old[0] or 0)):
            found[tally.what] = (tally.low, tally.high) if tally.corrects is None else _with_corrected(tally)
    return dict(sorted(found.items()))


def _with_corrected(tally: Tally) -> tuple[int | None, int | None]:
    """From the corrected number to the right one, or from that to the other: both dispatches tell of one happening."""
    some = [one for one in (tally.low, tally.high, tally.corrects) if one is not None]
    return min(some), max(some)


def lies_ahead(claim: Claim, known: str) -> bool:
    """Whether a claim tells of a deed or meeting on a day after ``known``, the day of its dispatch ("called a strike for
    Thursday"): a plan, whatever the verb."""
    start = claim.time.start if claim.time else None
    traits = of_type(claim.type)
    return bool(known and start and start > known) and (traits.material or traits.meeting)


def is_campaign(claim: Claim, document: Document) -> bool:
    """Whether it tells of a campaign, a war or a total rather than of one happening."""
    known = rules().campaign
    low = f" {' '.join(words(fold(document.text[claim.sentence.start : claim.sentence.end])))} "
    time = claim.time
    if time and _is_long(time, document.published):
        return True
    aggregate = any(word in known.words for word in fold(claim.trigger.text).split())
    total = _is_counted(claim) and any(f" {phrase} " in low for phrase in known.since)
    return (aggregate and not (time and time.grain in {"day", "time"})) or total or _is_of_many_places(claim)


def _is_long(time: When, published: str | None) -> bool:
    """Whether it spans many days; a week or month that is over (last March) is when one thing happened."""
    if not (time.start and time.end):
        return False
    days = days_between(time.start, time.end)
    vague = time.end != published and days < UNITS.get(time.grain, 0)
    return days >= rules().campaign.days and not vague


def _is_counted(claim: Claim) -> bool:
    return bool(claim.counts) or any(letter.isdigit() for party in claim.recipient for letter in party.text)


def _is_of_many_places(claim: Claim) -> bool:
    """Whether it happened in several towns, named or counted."""
    known = rules().campaign
    towns = {where.place.id for where in claim.place if where.place and where.place.precision == "city"}
    told = {word for where in claim.place for word in fold(where.text).split()}
    return len(towns) >= known.places or bool(told & known.towns)


def days_between(first: str, second: str) -> int:
    """Days from the one to the other, negative when it comes before."""
    return _number(second) - _number(first)


def keys(claim: ClaimFeatures, profile: DocumentFeatures) -> frozenset[str]:
    """Blocks: claims that may be of one happening share one. Each names a family of types, a span of days, and a place,
    a side, a name of its sentence, or distinctive words of the dispatch."""
    anchors = set(_anchors(claim, profile))
    return frozenset(
        f"{family}|{anchor}|{days}" for family in families(claim.type) for anchor in anchors for days in _windows(claim)
    )


def _anchors(claim: ClaimFeatures, profile: DocumentFeatures) -> Iterator[str]:
    for one in claim.places:
        if one.precision not in {"country", "region", "continent"}:
            yield one.id or one.name
            yield from map(stem, words(one.name))
    in_town = _is_in_town(claim)
    for name in sorted(claim.names, key=lambda name: (-weight(name), name))[:NAMED]:
        yield f"{name}{IN_TOWN}" if in_town and weight(name) < TELLING else name
    for who in (claim.doers, claim.targets):
        yield from sorted(who.ids)
    yield from profile.leading


def _is_in_town(claim: ClaimFeatures) -> bool:
    """Whether it names towns that are known, and tells of what happened there alone."""
    towns = [one for one in claim.places if one.id and one.precision == "city"]
    return bool(towns) and len(towns) == len(claim.places) and not claim.many


def sought(blocks: Iterable[str]) -> Iterator[str]:
    """The blocks in which others are looked for that may be of one happening with a claim in these. Two claims that each name their town
    are not one for a name that many dispatches hold; one that names none may be one with either."""
    for block in blocks:
        family, _, rest = block.partition("|")
        anchor, _, days = rest.rpartition("|")
        if anchor.endswith(IN_TOWN):
            yield former(block)
        else:
            yield block
            if weight(anchor) < TELLING:
                yield f"{family}|{anchor}{IN_TOWN}|{days}"


def former(block: str) -> str:
    """A block as records hold it in which claims were not told apart by whether they name their town."""
    return block.replace(f"{IN_TOWN}|", "|")


def _windows(claim: ClaimFeatures) -> set[str]:
    """Spans of days in which the claim may lie: of its own day, and of its report."""
    days = {day for day in (claim.start, claim.end, claim.published) if day}
    days |= _between(claim)
    found = {
        f"{half}{(_number(day) + shift) // WINDOW}" for day in days for half, shift in (("a", 0), ("b", WINDOW // 2))
    }
    return found or {"-"}


def _between(claim: ClaimFeatures) -> set[str]:
    """Days through a campaign, one a window, so that its parts meet it; none when it is longer than ``LONGEST``."""
    if not (claim.many and claim.start and claim.end):
        return set()
    first, last = _number(claim.start), _number(claim.end)
    return (
        {date.fromordinal(day).isoformat() for day in range(first, last, WINDOW)} if last - first <= LONGEST else set()
    )


@lru_cache(maxsize=16_384)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
