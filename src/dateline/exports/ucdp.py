"""Events as rows of the shape of the UCDP Georeferenced Event Dataset, where its codebook would have them.

Numbers of conflicts, dyads and sides are UCDP's own and stay empty. ``best`` is the lowest figure that any source gives, as
the codebook asks where none is known to be the better; where no upper bound is told, ``high`` is the highest figure that is.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from dateline.actors.codes import split
from dateline.exports.countries import CountryCodes, country
from dateline.exports.refusal import Refusal, refused
from dateline.exports.sides import is_civilian, is_organised, is_state, named
from dateline.exports.summary import Spot, Summary
from dateline.places.units import admin1
from dateline.record.state.attribution import speaker
from dateline.record.types import Kept
from dateline.types import Party

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
DATE_PREC = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""Days that an event may have lain on at most, and the precision that this is."""
WHERE_PREC = {"city": 1, "feature": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
CELLS = 720  # of PRIO-GRID in a row; half a degree each
Row = dict[str, Any]


def coded(one: Summary) -> Row | Refusal:
    """The row of an event, or the first rule of the codebook that it does not meet."""
    problem = _unfit(one)
    if problem:
        return refused(one, *problem)
    known = country(one.spot.place.country) if one.spot else None
    dyad = _dyad(one)
    if one.spot is None or known is None:
        return refused(one, "no-place", "no place in a country is told that the gazetteer knows")
    if isinstance(dyad, str):
        return refused(one, "no-dyad", dyad)
    return _row(one, one.spot, known, *dyad)


def _unfit(one: Summary) -> tuple[str, str] | None:
    """Whether it is no event by the codebook: armed force, at least one death, on days of one year."""
    if not one.kept:
        return "not-told-as-done", "only plans, offers or denials are told; UCDP records what happened"
    if one.type != "ASSAULT":
        return "no-armed-force", "it is not told as the use of armed force"
    if not _deadly(one):
        return "no-death", "no death is told; UCDP records events with at least one direct death"
    if one.whole:
        return "total", "it is a total, and parts of it are events of their own: they would be counted twice"
    return _undatable(one)


def _deadly(one: Summary) -> bool:
    toll = one.toll("killed")
    return toll is not None and bool(toll.low or toll.high)


def _undatable(one: Summary) -> tuple[str, str] | None:
    if one.days is None:
        return "no-day", "no day is told"
    if one.days > DATE_PREC[-1][0] or (one.start or "")[:4] != (one.end or "")[:4]:
        return "coarse-day", f"it may lie on {one.days} days, or in two years"
    return None


def _dyad(one: Summary) -> tuple[int, Party, Party | None] | str:
    """Type of violence and the two sides (None for civilians), the state first; or what is missing."""
    first = next(filter(is_organised, one.actors), None)
    second = next(filter(is_organised, one.recipients), None)
    if first is None:
        return "who did it is not told, or is no state and no group with a name"
    if second is not None and speaker(first) == speaker(second):
        return "both sides bear one name"
    if second is None:
        civil = not one.recipients or any(map(is_civilian, one.recipients))
        return (ONE_SIDED, first, None) if civil else "against whom is not told, or is a group without a name"
    if is_state(second) and not is_state(first):
        first, second = second, first
    return (STATE_BASED if is_state(first) else NON_STATE), first, second


def _row(one: Summary, spot: Spot, known: CountryCodes, kind: int, first: Party, second: Party | None) -> Row:
    side_a, side_b = named(first), named(second) if second else "Civilians"
    return {
        "id": int(sha256(one.event.encode()).hexdigest()[:12], 16), "relid": one.event, "year": int((one.start or "")[:4]),
        "type_of_violence": kind, "dyad_name": f"{side_a} - {side_b}", "side_a": side_a, "side_b": side_b,
        **_sources(one), **_placed(spot), "country": known.name, "country_id": known.gw, "region": known.ucdp_region,
        "event_clarity": 2 if one.campaign else 1,
        "date_prec": next(precision for most, precision in DATE_PREC if (one.days or 0) <= most),
        "date_start": one.start, "date_end": one.end, **_deaths(one, kind, first, second), "gwnoa": _gw(first),
        "gwnob": _gw(second) if second else None,
    }  # fmt: skip


def _placed(spot: Spot) -> Row:
    """Where it was; a point only where there is one."""
    told: Row = {
        "where_prec": _where_prec(spot), "where_coordinates": spot.place.name, "where_description": spot.words,
        "adm_1": admin1(spot.place),
    }  # fmt: skip
    if spot.point is None:
        return told
    lat, lon = spot.point
    point = {"latitude": round(lat, 6), "longitude": round(lon, 6), "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})"}
    return told | point | {"priogrid_gid": priogrid(lat, lon)}


def _where_prec(spot: Spot) -> int:
    precision = WHERE_PREC.get(spot.place.precision, 5)
    return 2 if precision == 1 and spot.near else precision


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID that holds a point: numbered from 1 at the south-west, row by row."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), CELLS - 1)
    return row * CELLS + column + 1


def _deaths(one: Summary, kind: int, first: Party, second: Party | None) -> Row:
    """Low, best and high, and whose deaths the best figure is: those of the side that it was done to, where it is one."""
    toll = one.toll("killed")
    said = [
        number
        for source in (toll.sources if toll else ())
        for number in (source.low, source.high)
        if number is not None
    ]
    low, top = min(said, default=0), max(said, default=0)
    high = max(toll.high or top, top) if toll else top
    whose = "deaths_civilians" if kind == ONE_SIDED and one.recipients else _whose(one, first, second)
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    return parts | {whose: low, "best": low, "high": high, "low": low}


def _whose(one: Summary, first: Party, second: Party | None) -> str:
    """Of whom the dead are, "deaths_unknown" where those it was done to are of several kinds or not told."""
    hit = {"deaths_civilians" if is_civilian(party) else _of(party, first, second) for party in one.recipients}
    return hit.pop() if len(hit) == 1 else "deaths_unknown"


def _of(party: Party, first: Party, second: Party | None) -> str:
    if second is not None and speaker(party) == speaker(second):
        return "deaths_b"
    return "deaths_a" if speaker(party) == speaker(first) else "deaths_unknown"


def _gw(party: Party) -> int | None:
    """The number of a government, None for others."""
    known = country(split(party.code)[0]) if is_state(party) else None
    return known.gw if known else None


def _sources(one: Summary) -> Row:
    """Articles, offices, days, headlines and original sources, of each dispatch once and in the same order."""
    documents = {kept.document.key: kept.document for kept in one.every}.values()
    offices = [document.outlet or document.id for document in documents]
    articles = [
        f'"{office},{document.known},{document.title or ""}"'
        for office, document in zip(offices, documents, strict=True)
    ]
    return {
        "number_of_sources": one.sources, "source_article": ";".join(articles), "source_office": ";".join(offices),
        "source_date": ";".join(document.known for document in documents),
        "source_headline": ";".join(document.title or "" for document in documents),
        "source_original": ";".join(dict.fromkeys(_original(kept) for kept in one.every)).strip(";"),
    }  # fmt: skip


def _original(kept: Kept) -> str:
    voices = kept.claim.voices
    return speaker(voices[0].speaker) if voices else ""
