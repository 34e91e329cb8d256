"""Events as rows of ACLED's shape, where ACLED's codebook would have them; the others are refused by its own rules.

Names of actors are those of the dispatches, not of ACLED's list. ``source_scale``, ``admin2`` and ``admin3`` stay empty: nothing
here tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

import msgspec

from dateline.actors.codes import split
from dateline.exports.captures import TAKEN
from dateline.exports.countries import CountryCodes, country
from dateline.exports.notes import notes
from dateline.exports.refusal import Refusal, refused
from dateline.exports.sides import (
    CIVILIANS,
    EXTERNAL,
    INTERS,
    POLITICAL_MILITIA,
    PROTESTERS,
    REBEL_GROUP,
    RIOTERS,
    STATE_FORCES,
    inter,
    interaction,
    named,
    of_country,
)
from dateline.exports.summary import Spot, Summary
from dateline.lexicon import crosswalk
from dateline.places.units import admin1, capital_of
from dateline.types import Claim, Party

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
BATTLES, PROTESTS, RIOTS, REMOTE = "Battles", "Protests", "Riots", "Explosions/Remote violence"
AGAINST_CIVILIANS, STRATEGIC = "Violence against civilians", "Strategic developments"
HIERARCHY: dict[str, tuple[str, ...]] = {
    BATTLES: ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    PROTESTS: ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    RIOTS: ("Violent demonstration", "Mob violence"),
    REMOTE: (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    AGAINST_CIVILIANS: ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    STRATEGIC: (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
"""Event types and their sub-event types in the codebook's order: where tactics coincide the first wins."""
EVENT_TYPE = {sub: type_ for type_, subs in HIERARCHY.items() for sub in subs}
ORDER = tuple(EVENT_TYPE)
CLASH = "Armed clash"
"""What a capture is that did not last for more than a day."""
POLITICAL, DEMONSTRATIONS = "Political violence", "Demonstrations"
VAGUE = {"several": 3, "few": 3, "many": 10, "dozens": 12, "hundreds": 100}
"""What the codebook writes for words that give no number."""
DAY, WEEK, MONTH = 1, 7, 31  # days that an event may have lain on, by time precision
EARLY, LATE = 10, 20  # days of a month that its beginning and end are
ARMED = frozenset({STATE_FORCES, REBEL_GROUP, POLITICAL_MILITIA, EXTERNAL})
WITHOUT_TOWN = frozenset({"Agreement", "Change to group/activity", "Other"})
"""Sub-events that the codebook records for a country as a whole: they happen to a state or group, not in a town."""
Row = dict[str, Any]
Side = tuple[str, str, str]
"""Name, associated names, kind of an actor."""


class Coder:
    """Codes events one after the other, and keeps in mind which actors met where on which day: one row each."""

    columns = COLUMNS

    def __init__(self) -> None:
        self.seen: dict[bytes, str] = {}

    def __call__(self, one: Summary) -> Row | Refusal:
        """The row of an event, or why there is none."""
        row = coded(one)
        if isinstance(row, Refusal):
            return row
        first, second = sorted((row["actor1"], row["actor2"]))
        meeting = (row["event_date"], row["country"], row["location"], first, second, row["event_type"])
        short = blake2b("\n".join(meeting).encode(), digest_size=12).digest()  # all that is kept of a row
        earlier = self.seen.setdefault(short, one.event)
        if earlier != one.event:
            why = f"the same actors, place and day as {earlier}: ACLED makes one event of them"
            return refused(one, "same-actors-place-day", why)
        return row


def coded(one: Summary) -> Row | Refusal:
    """The row of an event, or the first rule of the codebook that it does not meet."""
    sub = sub_event(one)
    problem = _unfit(one, sub) or _unplaced(one, sub)
    known = _country(one)
    if problem or known is None or one.spot is None:
        return refused(one, *(problem or ("no-place", NO_PLACE)))
    sides = _sides(one, sub, known)
    if isinstance(sides, str):
        return refused(one, "no-actor", sides)
    return _row(one, sub, known, one.spot, *sides)


def sub_event(one: Summary) -> str:
    """The first of the codebook's order that its claims tell, "" when it records no such event."""
    told = set(map(crosswalk.acled_of, _told(one)))
    if one.undone and told & TAKEN:
        return CLASH
    return next((sub for sub in ORDER if sub in told), "")


def _told(one: Summary) -> tuple[Claim, ...]:
    """Its claims that tell of it as done; of what is done by announcing it (an agreement) also those that announce it."""
    if one.claims:
        return one.claims
    return tuple(kept.claim for kept in one.every if isinstance(kept.claim, Claim))


NOT_DONE = "only plans, offers or denials are told; ACLED records what happened"
NO_SUB_EVENT = "none of the 25 sub-event types covers it"
TOTAL = "it is a total over several events; ACLED asks that it be split into them"
NO_DAY = "no day is told; ACLED records to the month at the coarsest"
COARSE = "it may lie on {} days; ACLED records to the month at the coarsest"
NO_PLACE = "no place is told that the gazetteer knows; ACLED records events at a place"
COUNTRY = "only the country is told; ACLED records this at a place"
WIDE = "only a region of several countries or a sea is told; ACLED records events at a place in a country"
PROVINCE = "only the {} is told; ACLED codes a province to its capital, and none is known of it; no point is invented"


def _unfit(one: Summary, sub: str) -> tuple[str, str] | None:
    if not sub:
        return ("no-sub-event", NO_SUB_EVENT) if one.kept else ("not-told-as-done", NOT_DONE)
    if one.campaign or one.whole:
        return "total", TOTAL
    if one.days is None:
        return "no-day", NO_DAY
    return ("coarse-day", COARSE.format(one.days)) if one.days > MONTH else None


def _unplaced(one: Summary, sub: str) -> tuple[str, str] | None:
    if one.spot is None:
        return "no-place", NO_PLACE
    precision = one.spot.place.precision
    if precision in {"region", "continent"} or _country(one) is None:
        return "wide-place", WIDE
    if precision == "country":
        return None if sub in WITHOUT_TOWN else ("country-only", COUNTRY)
    kind = "district" if precision == "admin2" else "province"
    return ("province-only", PROVINCE.format(kind)) if located(one.spot) is None else None


class Located(msgspec.Struct, frozen=True):
    """Where ACLED puts an event: the name, (latitude, longitude), how precise that is (1 a town, 2 near one, 3 a province or natural
    feature); ``capital``: it is the capital of the province told."""

    name: str
    point: tuple[float, float] | None
    precision: int
    capital: bool = False


def located(spot: Spot) -> Located | None:
    """Where an event is put: a town or feature itself, a province at its capital, which is what the codebook asks for; None where
    nothing is known to put it at."""
    place = spot.place
    if place.precision == "admin1":
        town = capital_of(place.id)
        return Located(town.name, town.point, 3, capital=True) if town else None
    if place.precision == "country":
        return Located(place.name, None, 3)
    if spot.point is None:
        return None
    return Located(place.name, spot.point, (2 if spot.near else 1) if place.precision == "city" else 3)


def _country(one: Summary) -> CountryCodes | None:
    return country(one.spot.place.country) if one.spot else None


NOBODY: Side = ("", "", "")


def _sides(one: Summary, sub: str, known: CountryCodes) -> tuple[Side, Side] | str:
    """The two sides, or what is missing."""
    type_, there = EVENT_TYPE[sub], known.alpha3
    first, second = _side(one.actors, there), _side(one.recipients, there)
    if type_ in {PROTESTS, RIOTS}:
        return _demonstrators(type_, sub, first, second, there)
    if type_ in {AGAINST_CIVILIANS, REMOTE}:
        hit = _victims(second, there) if type_ == AGAINST_CIVILIANS else _target(second, there)
        return _attacker(first, there), hit
    if type_ == BATTLES and not {first[2], second[2]} <= ARMED:
        return "a battle has two armed sides, and both are not told"
    if not first[2]:
        return "no actor is told whose kind ACLED knows"
    return _of_people(first, there), _of_people(second, there) if second[2] else NOBODY


def _of_people(side: Side, there: str) -> Side:
    """A side as it is; people without arms by ACLED's name for them, with who they were beside it."""
    name, others, kind = side
    if kind != CIVILIANS:
        return side
    return of_country(CIVILIANS, there), "; ".join(filter(None, (name, others))), kind


def _attacker(side: Side, there: str) -> Side:
    """Who attacked; of whom no kind is told is an unidentified armed group."""
    return side if side[2] else (of_country("Unidentified Armed Group", there), "", POLITICAL_MILITIA)


def _victims(side: Side, there: str) -> Side:
    if side[2] not in {"", CIVILIANS}:
        return side
    return of_country(CIVILIANS, there), side[0] if side[2] else "", CIVILIANS


def _target(side: Side, there: str) -> Side:
    """What was struck: nobody told, armed men by their name, all others civilians."""
    if not side[0]:
        return NOBODY
    return side if side[2] in ARMED else (of_country(CIVILIANS, there), "", CIVILIANS)


def _demonstrators(type_: str, sub: str, first: Side, second: Side, there: str) -> tuple[Side, Side]:
    """Demonstrators as ACLED calls them; where there is an intervention, against whom."""
    kind = PROTESTERS if type_ == PROTESTS else RIOTERS
    forces = next((side for side in (first, second) if side[2] in ARMED), ("", "", ""))
    people = next((side[0] for side in (first, second) if side[2] == CIVILIANS), "")
    met = (
        forces
        if sub in {"Protest with intervention", "Excessive force against protesters"} or kind == RIOTERS
        else ("", "", "")
    )
    return (of_country(kind, there), people, kind), met


def _side(parties: tuple[Party, ...], there: str) -> Side:
    """The first that has a kind, the others of the side beside it."""
    known = [(named(party), inter(party, there)) for party in parties]
    first = next((at for at, (_, kind) in enumerate(known) if kind), 0)
    if not known:
        return "", "", ""
    others = "; ".join(name for at, (name, _) in enumerate(known) if at != first)
    return known[first][0], others, known[first][1]


def _row(one: Summary, sub: str, known: CountryCodes, spot: Spot, first: Side, second: Side) -> Row:
    day, precision = _day(one)
    type_, where = EVENT_TYPE[sub], located(spot) or Located(spot.place.name, None, 3)
    point = where.point
    cells: Row = {
        "event_id_cnty": f"{known.alpha3}{one.event}", "event_date": day.isoformat(), "year": day.year,
        "time_precision": precision, "disorder_type": _disorder(sub), "event_type": type_, "sub_event_type": sub,
        "actor1": first[0], "assoc_actor_1": first[1], "inter1": first[2], "actor2": second[0], "assoc_actor_2": second[1],
        "inter2": second[2], "interaction": interaction(first[2], second[2]), "civilian_targeting": _targeting(type_, first, second),
        "iso": known.numeric, "region": known.acled_region, "country": known.name, "admin1": admin1(spot.place),
        "location": where.name, "latitude": point and round(point[0], 4), "longitude": point and round(point[1], 4),
        "geo_precision": where.precision, "source": "; ".join(_outlets(one)), "notes": _notes(one, where),
        "fatalities": fatalities(one), "tags": "", "timestamp": _timestamp(one),
    }  # fmt: skip
    return cells


def _notes(one: Summary, where: Located) -> str:
    """The reports, and what was decided by a rule of the codebook."""
    town = "Only the province is told; it is coded to its capital." if where.capital else ""
    lost = (
        f"Another side took the place on {one.undone}, within a day; it is coded as an armed clash."
        if one.undone
        else ""
    )
    return " ".join(filter(None, (notes(one), town, lost)))


def _disorder(sub: str) -> str:
    if sub == "Excessive force against protesters":
        return f"{POLITICAL}; {DEMONSTRATIONS}"
    if sub == "Mob violence" or EVENT_TYPE[sub] in {BATTLES, REMOTE, AGAINST_CIVILIANS}:
        return POLITICAL
    return DEMONSTRATIONS if EVENT_TYPE[sub] in {PROTESTS, RIOTS} else STRATEGIC


def _targeting(type_: str, first: Side, second: Side) -> str:
    """Whether civilians were the only target of violence."""
    violent = type_ in {AGAINST_CIVILIANS, REMOTE} or (type_ == RIOTS and CIVILIANS in {first[2], second[2]})
    return "Civilians targeted" if violent and second[2] == CIVILIANS else ""


def _day(one: Summary) -> tuple[date, int]:
    """The day that stands for the event, and the precision: the middle of a week or month; its first or last day where the
    words say its beginning or end."""
    start, end = date.fromisoformat(one.start or ""), date.fromisoformat(one.end or "")
    days = (end - start).days + 1
    if days <= DAY:
        return start, 1
    if days <= WEEK:
        return start + timedelta(days=days // 2), 2
    if end.day <= EARLY:
        return start, 3
    return (end if start.day > LATE else start + timedelta(days=days // 2)), 3


def fatalities(one: Summary) -> int:
    """The lowest figure that is reported; words without a number as the codebook counts them; 0 where none is."""
    toll = one.toll("killed")
    if toll is None:
        return 0
    low = toll.low if toll.low is not None else toll.high or 0
    vague = [number for claim in one.claims if claim.part_of is None for number in _vague(claim.counts)]
    return min([low, *vague]) if vague else low


def _vague(counts: Iterable[Any]) -> Iterable[int]:
    for tally in counts:
        words = tally.text.casefold().split() if tally.what == "killed" else []
        yield from (VAGUE[word] for word in words if word in VAGUE)


def _outlets(one: Summary) -> list[str]:
    return list(dict.fromkeys(kept.document.outlet or kept.document.id for kept in one.every))


def _timestamp(one: Summary) -> int:
    """When the last of its dispatches came in, in seconds since 1970."""
    last = max(kept.document.received for kept in one.every)
    return int(datetime.fromisoformat(last).timestamp())


def problems(row: Row) -> list[str]:
    """What in a row is not in ACLED's lists: a check of what is written, and of files of others."""
    sub = row["sub_event_type"]
    told = {
        "event_type": EVENT_TYPE.get(sub) == row["event_type"],
        "disorder_type": sub in EVENT_TYPE and _disorder(sub) == row["disorder_type"],
        "inter1": row["inter1"] in INTERS, "inter2": row["inter2"] in ("", *INTERS),
        "interaction": row["interaction"] == interaction(row["inter1"], row["inter2"]),
        "time_precision": str(row["time_precision"]) in {"1", "2", "3"}, "geo_precision": str(row["geo_precision"]) in {"1", "2", "3"},
        "civilian_targeting": row["civilian_targeting"] in {"", "Civilians targeted"},
        "fatalities": str(row["fatalities"]).isdecimal(), "year": str(row["year"]) == row["event_date"][:4],
        "actor1": bool(row["actor1"]), "actor2": bool(row["actor2"]) == bool(row["inter2"]),
        "country": (known := country(split(row["event_id_cnty"][:3])[0])) is not None and known.name == row["country"],
    }  # fmt: skip
    return [column for column, fits in told.items() if not fits]
