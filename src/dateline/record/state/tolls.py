"""Tolls: what each source counts of each event, and how far they are apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from dateline.counts.told import at_least
from dateline.record.claim_features import is_campaign as is_campaign_claim
from dateline.record.state.attribution import account, akin, origin
from dateline.record.state.figure_notes import MASS
from dateline.record.state.figures import CORRECTION, Assigned, Wrong, assigned, withdrawn
from dateline.record.state.grade import FAIR, SINGLE, grade, told
from dateline.record.state.lists import listed
from dateline.record.state.settings import settings
from dateline.record.state.whose import CIVIL, REBELS, STATE, Counted, counted, heaps
from dateline.record.states import SourceFigure, Sum, Toll
from dateline.record.titles import figure_title, title
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Document, Figure, Span, Tally

COUNTED = (
    "killed",
    "injured",
    "missing",
    "abducted",
    "arrested",
    "displaced",
    "returned",
    "evacuated",
    "released",
    "treated",
)


class Said(msgspec.Struct, frozen=True):
    """A figure where it was said, and whom it counts."""

    kept: Kept
    tally: Tally | Figure
    origin: str
    whose: Counted


def tolls(
    day: str,
    happenings: Iterable[Happening],
    outlets: dict[str, str],
    figures: Iterable[Kept] = (),
    *,
    wrong: Wrong | None = None,
    where: Assigned | None = None,
    several: bool = False,
) -> tuple[Toll, ...]:
    """Every toll of every event that was over by ``day``, and every figure that stands for itself, the heaviest first. ``wrong``: numbers
    called wrong; those that these events and figures call so if not given; ``where``: the event of each figure, looked for among these
    events if not given; ``several``: tolls of events that one source alone counts are left out."""
    events, lines = [one for one in happenings if began(one) <= day], list(figures)
    if wrong is None:
        wrong = withdrawn([*lines, *(kept for one in events for kept in one.kept)])
    return in_order(_all_tolls(events, lines, outlets, wrong, where or assigned(lines, events, outlets), 1 + several))


def in_order(found: Iterable[Toll]) -> tuple[Toll, ...]:
    """Tolls by what is counted, the heaviest first."""
    return tuple(sorted(found, key=lambda one: (COUNTED.index(one.what), -(one.high or one.low or 0), one.event)))


def _all_tolls(
    events: list[Happening], lines: list[Kept], outlets: dict[str, str], wrong: Wrong, where: Assigned, least: int
) -> Iterable[Toll]:
    """The tolls of events that as many sources count at least, then those that stand for themselves or for a place."""
    for one in events:
        yield from _tolls(one, outlets, where.inside.get(one.key, []), wrong, least)
    alone = [list(_said(some, outlets, wrong)) for some in where.alone]
    yield from (_alone(said, outlets) for said in alone if said)
    yield from of_places(events, lines, outlets, wrong)


def of_places(
    events: Iterable[Happening], lines: Iterable[Kept], outlets: dict[str, str], wrong: Wrong
) -> Iterable[Toll]:
    """The tolls of what is counted of places, by events and by figures that no event has."""
    return (_alone(said, outlets) for said in _of_places(events, lines, outlets, wrong) if said)


def began(happening: Happening) -> str:
    """The first day that any of its claims allows."""
    starts = [kept.claim.time.start for kept in happening.kept if kept.claim.time and kept.claim.time.start]
    return min(starts, default=happening.kept[0].document.known)


def _day(happening: Happening) -> str:
    """The first of its days, as the claim that puts it most narrowly tells; the day it was known when none does."""
    times = [kept.claim.time for kept in happening.kept if kept.claim.time and kept.claim.time.start]
    narrow = min(times, key=lambda time: (time.start != time.end, time.start or ""), default=None)
    return (narrow.start if narrow else None) or happening.kept[0].document.known


def _tolls(
    happening: Happening, outlets: dict[str, str], figures: Iterable[Kept], wrong: Wrong, least: int
) -> Iterable[Toll]:
    """A toll for each thing counted, and for each side whose people they are."""
    by_what: dict[str, list[Said]] = defaultdict(list)
    lines = list(figures)
    for one in (*_but_lines(_told(happening, outlets, wrong), lines), *_said(lines, outlets, wrong)):
        if one.tally.what not in MASS:
            by_what[one.tally.what].append(one)
    for what, told_ in sorted(by_what.items()):
        said = [_beside_fighters(one, told_) for one in told_]
        for heap in heaps(one.whose for one in said):
            some = [said[at] for at in heap]
            if len({one.origin for one in some}) >= least:
                yield _toll(happening, what, some, outlets)


def _but_lines(said: Iterable[Said], lines: list[Kept]) -> Iterable[Said]:
    """What claims count without the numbers that stand for themselves as well: these are of who tells them there."""
    own = {(one.document.key, one.claim.trigger.span) for one in lines}
    return (one for one in said if (one.kept.document.key, _span(one)) not in own)


def _span(said: Said) -> Span:
    """Where its number stands."""
    return said.tally.span if isinstance(said.tally, Tally) else said.tally.trigger.span


def _beside_fighters(one: Said, said: Iterable[Said]) -> Said:
    """A figure of people of any side: of others than the fighters whom its source counts by another number in the same dispatch."""
    numbers, lead = (one.tally.low, one.tally.high), one.kept.document.lead
    beside = (x for x in said if x.origin == one.origin and x.kept.document.lead == lead)
    others = (x for x in beside if x.whose.kind in (STATE, REBELS))
    if one.whose.kind or one.whose.groups or all((x.tally.low, x.tally.high) == numbers for x in others):
        return one
    return msgspec.structs.replace(one, whose=msgspec.structs.replace(one.whose, kind=CIVIL))


def _told(happening: Happening, outlets: dict[str, str], wrong: Wrong) -> Iterable[Said]:
    """What its claims count."""
    for kept, claim in told(happening):
        for tally, whose in listed(kept, claim) if claim.polarity == "+" and not claim.historical else ():
            if _is_counted(tally) and not _is_wrong(kept, tally, wrong):
                yield Said(kept, tally, origin(kept, outlets), whose)


def _said(figures: Iterable[Kept], outlets: dict[str, str], wrong: Wrong) -> Iterable[Said]:
    for kept in figures:
        figure = kept.claim
        if (
            isinstance(figure, Figure)
            and figure.polarity == "+"
            and _is_counted(figure)
            and not _is_wrong(kept, figure, wrong)
        ):
            yield Said(kept, figure, origin(kept, outlets), counted(figure, figure))


def _is_counted(tally: Tally | Figure) -> bool:
    return tally.what in COUNTED and (tally.low is not None or tally.high is not None)


def _is_wrong(kept: Kept, tally: Tally | Figure, wrong: Wrong) -> bool:
    """Whether a dispatch of the same day or later calls the number wrong."""
    return wrong.get((tally.what, tally.low, tally.high), "") >= kept.document.known


def _of_places(
    events: Iterable[Happening], figures: Iterable[Kept], outlets: dict[str, str], wrong: Wrong
) -> Iterable[list[Said]]:
    """What is counted of places (people displaced, returned, evacuated), by whatever words it is told."""
    claimed = (one for event in events for one in _told(event, outlets, wrong))
    some = [one for one in (*claimed, *_said(figures, outlets, wrong)) if one.tally.what in MASS]
    named = _last_places(some)
    found: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in sorted(some, key=_in_text):
        places = named.get(one.kept.key) or _places_of_source(one, found)
        if not any(_is_same_figure(one, other) for heap in found.values() for other in heap):
            found[one.tally.what, *places].append(one)
    return found.values()


def _in_text(said: Said) -> tuple[bool, str, str, int]:
    """Those that name a place first, then by when they were known, and as the text has them."""
    kept = said.kept
    return not kept.claim.place, kept.document.known, kept.document.key, kept.claim.trigger.span.start


def _is_same_figure(one: Said, other: Said) -> bool:
    """Whether one sentence was read as two statements of one figure."""
    figures = [
        (x.tally.what, x.tally.low, x.tally.high, x.kept.document.key, x.kept.claim.sentence) for x in (one, other)
    ]
    return figures[0] == figures[1]


def _places_of_source(one: Said, found: dict[tuple[str, ...], list[Said]]) -> tuple[str, ...]:
    """The places of which the same source counted the same before, if they are one."""
    before = [
        key for key, heap in found.items() if key[0] == one.tally.what and any(akin(x.origin, one.origin) for x in heap)
    ]
    return before[0][1:] if len(before) == 1 else ()


def _last_places(said: Iterable[Said]) -> dict[str, tuple[str, ...]]:
    """Ids of the places of each figure; of one that names none, those that its dispatch named last before it, for such a figure."""
    found: dict[str, tuple[str, ...]] = {}
    last: dict[str, tuple[str, ...]] = {}
    for one in sorted(said, key=lambda one: (one.kept.document.key, one.kept.claim.trigger.span)):
        ids = tuple(
            sorted(where.place.id for where in one.kept.claim.place if where.place is not None and where.place.id)
        )
        found[one.kept.key] = ids or last.get(one.kept.document.key, ())
        last[one.kept.document.key] = found[one.kept.key]
    return found


def _alone(said: list[Said], outlets: dict[str, str]) -> Toll:
    """The toll of figures that stand for themselves: of no event, and so in no sum."""
    sources = _by_source(said, outlets)
    low, high = overall(sources)
    named = [where.place.name if where.place else where.text for one in said for where in one.kept.claim.place]
    what, first = said[0].tally.what, said[0].kept
    return Toll(
        event=first.key, title=figure_title(first, what, day=False), what=what, low=low, high=high,
        sources=sources, contradicted=contradicted(sources), grade=FAIR if len(sources) >= settings().sources.fair else SINGLE,
        place=named[0] if named else "", day=(first.claim.time.start if first.claim.time else None) or first.document.known,
        campaign=True, of=_whose(said),
    )  # fmt: skip


def _toll(happening: Happening, what: str, said: list[Said], outlets: dict[str, str]) -> Toll:
    sources = _corrected(said, outlets)
    low, high = overall(sources)
    return Toll(
        event=happening.key, title=title(happening, day=False), what=what, low=low, high=high, sources=sources,
        contradicted=contradicted(sources), grade=grade(happening, outlets), place=place(happening), day=_day(happening),
        campaign=is_campaign(happening), part=bool(happening.campaign), of=_whose(said),
    )  # fmt: skip


def _whose(said: Iterable[Said]) -> str:
    """What those counted are called, by the first that says whose they are."""
    return next((one.whose.words for one in said if not one.whose.open), "")


def _by_source(said: Iterable[Said], outlets: dict[str, str]) -> tuple[SourceFigure, ...]:
    """What each source says last; a source is called more or less fully ("health ministry", "Kyrgyz health ministry")."""
    by_origin: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_origin[one.origin].append(one)
    for name in sorted(by_origin, key=len):
        fuller = [other for other in by_origin if other != name and akin(other, name)]
        if len(fuller) == 1:
            by_origin[fuller[0]] += by_origin.pop(name)
    return tuple(_last(some, outlets) for _, some in sorted(by_origin.items()))


def _corrected(said: list[Said], outlets: dict[str, str]) -> tuple[SourceFigure, ...]:
    """What each source says last, without figures that another dispatch of the same outlet corrects, whichever bears the earlier date:
    these are told as corrected behind what replaces them."""
    pairs = [(one, next((other for other in said if _corrects(other, one)), None)) for one in said]
    sources = list(_by_source([one for one, by in pairs if by is None], outlets))
    for one, by in pairs:
        if by is not None:
            at = next((n for n, source in enumerate(sources) if source.account == account(by.kept, outlets)), 0)
            note = f"{figure(one.tally.low, one.tally.high)} ({one.kept.document.known}, corrected)"
            sources[at] = msgspec.structs.replace(
                sources[at], earlier=tuple(dict.fromkeys((*sources[at].earlier, note)))
            )
    return tuple(sources)


def _corrects(one: Said, other: Said) -> bool:
    """Whether a dispatch takes back the number of another of its outlet."""
    number, back = _taken_back(one.tally), _taken_back(other.tally)
    here, there = one.kept.document, other.kept.document
    return (
        number is not None and number in (other.tally.low, other.tally.high) and here.key != there.key
        and (here.outlet or here.id) == (there.outlet or there.id)
        and not (back is not None and back in (one.tally.low, one.tally.high) and here.known < there.known)
    )  # fmt: skip


def _taken_back(tally: Tally | Figure) -> int | None:
    """The number that a tally, or a figure given as a correction, takes back."""
    if isinstance(tally, Tally):
        return tally.corrects
    return tally.supersedes if tally.rule == CORRECTION else None


def _last(said: list[Said], outlets: dict[str, str]) -> SourceFigure:
    """What a source says last; of several figures in one dispatch the largest, since the others are parts of it."""
    dispatches: dict[tuple[str, str], Said] = {}
    for one in said:
        key = (one.kept.document.known, one.kept.document.lead)
        old = dispatches.get(key)
        if old is None or _size(one) > _size(old):
            dispatches[key] = one
    ordered = [dispatches[key] for key in sorted(dispatches)]
    last = ordered[-1]
    earlier = (f"{figure(one.tally.low, one.tally.high)} ({one.kept.document.known})" for one in ordered[:-1])
    return SourceFigure(
        account(last.kept, outlets), last.tally.low, last.tally.high, tuple(dict.fromkeys(earlier)), last.whose.words
    )


def _size(said: Said) -> int:
    return max(said.tally.low or 0, said.tally.high or 0)


def overall(sources: Iterable[SourceFigure]) -> tuple[int | None, int | None]:
    """The lowest and the highest that any source says; the upper bound is open when the highest is."""
    some = list(sources)
    lows = [one.low for one in some if one.low is not None]
    highs = [one.high for one in some if one.high is not None]
    top = max([*highs, *lows], default=None)
    is_open = any(one.high is None and one.low is not None and one.low >= (top or 0) for one in some)
    return min([*lows, *highs], default=None), None if is_open else top


def contradicted(sources: Iterable[SourceFigure]) -> bool:
    """Whether two sources cannot both be right."""
    bounds = [(one.low or 0, float("inf") if one.high is None else one.high) for one in sources]
    return any(x[1] < y[0] or y[1] < x[0] for at, x in enumerate(bounds) for y in bounds[at + 1 :])


def sums(found: Iterable[Toll]) -> tuple[Sum, ...]:
    """Sums over single events, each thing counted by itself; totals of campaigns are left out."""
    single: dict[str, list[Toll]] = defaultdict(list)
    for one in found:
        if not one.campaign:
            single[one.what].append(one)
    return tuple(_sum(what, single[what]) for what in COUNTED if what in single)


def _sum(what: str, some: list[Toll]) -> Sum:
    highs = [one.high for one in some]
    total = None if None in highs else sum(high for high in highs if high is not None)
    return Sum(what, sum(one.low or 0 for one in some), total, len(some))


def figure(low: int | None, high: int | None) -> str:
    """ "8", "8–12", "at least 8", "more than 200", "at most 12"."""
    if low is None:
        return f"at most {high:,}"
    if high is None:
        return at_least(low, f"{low:,}")
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def claims_of(happening: Happening) -> list[Claim]:
    """Its claims."""
    return [kept.claim for kept in happening.kept if isinstance(kept.claim, Claim)]


def place(happening: Happening) -> str:
    """The narrowest place that its claims name."""
    order = ("feature", "city", "admin1", "", "country", "region", "continent")
    found = [where.place for claim in claims_of(happening) for where in claim.place if where.place is not None]
    named = sorted(found, key=lambda one: order.index(one.precision) if one.precision in order else len(order))
    return named[0].name if named else ""


def is_campaign(happening: Happening) -> bool:
    """Whether most of its claims tell of a campaign or a total."""
    many = [is_campaign_claim(claim, Document("", kept.sentence)) for kept, claim in told(happening)]
    return sum(many) * 2 > len(many)
