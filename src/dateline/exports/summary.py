"""An event as a coder would sum it up: what kind, by whom, against whom, where, when, how many, by whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.exports.stream import Told
from dateline.places.cues import cue
from dateline.record.state.attribution import origin, outlets_of, speaker
from dateline.record.state.grade import TOLD, doers_in_words, grade, origins
from dateline.record.state.tolls import is_campaign, tolls
from dateline.record.states import Toll
from dateline.record.titles import title
from dateline.record.types import Kept
from dateline.record.veil import Veil
from dateline.types import Claim, Party, Place, When, Where

ALWAYS = "9999-12-31"
NARROWNESS = ("feature", "city", "admin2", "admin1", "country", "region", "continent")
POINTS = frozenset({"city", "feature"})
"""Precisions whose point is the place; that of a province or country would be an invented one."""
WITHIN = frozenset({"centre", "center", "heart"})
"""Words of a relation to a town that leave one in it."""


class Spot(msgspec.Struct, frozen=True):
    """Where: the gazetteer entry, the words, and whether they say only that it was near there."""

    place: Place
    words: str
    near: bool = False

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) of a town or feature; None for an area, which has none."""
        place = self.place
        if place.precision not in POINTS or place.lat is None or place.lon is None:
            return None
        return place.lat, place.lon


class Summary(msgspec.Struct, frozen=True):
    """An event summed up from its claims.

    ``kept``: the claims that tell of it as done, by what was known first; () when there are only plans and denials, and
    then ``claim``, the one that stands for it, is one of those. ``actors`` did it, ``recipients`` it was done to. ``start``
    and ``end``: first and last day that the narrowest words allow, None where no day is told. ``campaign``: it is a total
    over several events; ``whole``: parts of it are events of the record. ``rivals``: who is said to have done it, "" when
    nobody disagrees. ``undone``: the day on which another side took back what was taken in it, within a day; "" otherwise.
    """

    event: str
    title: str
    known: str
    claim: Claim
    kept: tuple[Kept, ...]
    every: tuple[Kept, ...]
    type: str
    modes: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    spot: Spot | None
    start: str | None
    end: str | None
    tolls: tuple[Toll, ...]
    grade: str
    sources: int
    rivals: str
    campaign: bool
    whole: bool
    undone: str = ""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that tell of it as done."""
        return tuple(one.claim for one in self.kept if isinstance(one.claim, Claim))

    @property
    def days(self) -> int | None:
        """How many days it may have lain on; None when none is told or one end is open."""
        if self.start is None or self.end is None:
            return None
        return (date.fromisoformat(self.end) - date.fromisoformat(self.start)).days + 1

    def toll(self, what: str) -> Toll | None:
        """What is counted of it, None when nobody counts."""
        return next((one for one in self.tolls if one.what == what), None)


def summed_up(told: Told) -> Summary:
    """The summary of an event, without the names of private persons where these are to be left out."""
    found = _summed_up(told)
    if told.private is None:
        return found
    return Veil((*told.happening.kept, *told.figures), told.private)(found)


def _summed_up(told: Told) -> Summary:
    happening, outlets = told.happening, outlets_of(list(told.happening.kept))
    done = tuple(one for one in happening.kept if _is_done(one))
    every = done or happening.kept
    type_ = _commonest(every, outlets)
    fitting = [one.claim for one in every if isinstance(one.claim, Claim) and one.claim.type == type_]
    claim = max(fitting, key=lambda one: bool(one.recipient) + bool(one.actor) + bool(one.place))
    start, end = _days(every)
    return Summary(
        event=happening.key, title=title(happening), known=happening.kept[0].document.known, claim=claim, kept=done,
        every=happening.kept, type=type_, modes=tuple(dict.fromkeys(mode for one in fitting for mode in one.mode)),
        actors=_side(fitting, claim, "actor"), recipients=_side(fitting, claim, "recipient"), spot=_spot(every),
        start=start, end=end, tolls=_tolls(told, outlets), grade=grade(happening), sources=len(origins(happening)),
        rivals=doers_in_words(happening), campaign=is_campaign(happening), whole=told.whole,
        undone=told.undone,
    )  # fmt: skip


def _is_done(kept: Kept) -> bool:
    claim = kept.claim
    return isinstance(claim, Claim) and claim.modality in TOLD and claim.polarity == "+"


def _commonest(kept: Iterable[Kept], outlets: dict[str, str]) -> str:
    """The type that most independent sources tell, the first told among equals."""
    told = {(one.claim.type, origin(one, outlets)): None for one in kept if isinstance(one.claim, Claim)}
    return Counter(type_ for type_, _ in told).most_common(1)[0][0]


def _side(claims: Iterable[Claim], first: Claim, name: str) -> tuple[Party, ...]:
    """A side as the claim that stands for the event names it, else as the first that names it at all."""
    sides = (getattr(one, name) for one in (first, *claims))
    found: tuple[Party, ...] = next((side for side in sides if side), ())
    return tuple({speaker(party).casefold(): party for party in reversed(found)}.values())[::-1]


def _tolls(told: Told, outlets: dict[str, str]) -> tuple[Toll, ...]:
    found = tolls(ALWAYS, [told.happening], outlets, told.figures)
    return tuple(one for one in found if one.event == told.happening.key)


def _days(kept: Iterable[Kept]) -> tuple[str | None, str | None]:
    """The narrowest days told, the earliest among equals; open ends only where nothing else is told."""
    times = [one.claim.time for one in kept if one.claim.time and (one.claim.time.start or one.claim.time.end)]
    closed = [one for one in times if one.start and one.end]
    if closed:
        best = min(closed, key=_length)
        return best.start, best.end
    return (times[0].start, times[0].end) if times else (None, None)


def _length(time: When) -> tuple[int, str]:
    start, end = time.start or "", time.end or ""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days, start


def _spot(kept: Iterable[Kept]) -> Spot | None:
    """The narrowest place that is told, the one told most often among equals."""
    told = [(where, one) for one in kept for where in one.claim.place if where.place is not None and where.place.id]
    if not told:
        return None
    often = Counter(where.place.id for where, _ in told if where.place)
    where, one = min(told, key=lambda pair: (_narrowness(pair[0]), -often[pair[0].place.id if pair[0].place else ""]))
    return Spot(where.place, " ".join(where.text.split()), _is_near(where, one)) if where.place else None


def _narrowness(where: Where) -> int:
    precision = where.place.precision if where.place else ""
    return NARROWNESS.index(precision) if precision in NARROWNESS else len(NARROWNESS)


def _is_near(where: Where, kept: Kept) -> bool:
    """Whether the words before the place say that it was beside it: "near Sake", "30 km north of Goma"."""
    start = where.span.start - kept.claim.sentence.start
    before = (
        kept.sentence[max(0, start - 24) : max(0, start)].casefold().split() if 0 < start <= len(kept.sentence) else []
    )
    return bool(cue("relation").difference(WITHIN).intersection(before[-2:]))
