"""Choose, for each place name, the place: a sum of named weights over what the document tells, or an abstention."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from dateline.places.context import Context, Hint, read_context
from dateline.places.distance import distance
from dateline.places.fold import fold
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.types import Document, Mention, Resolution, Rival

WEIGHTS = {
    "population": 0.6, "country": 8.0, "continent": 8.0, "capital": 1.5, "US state": 3.8, "admin1": 3.4,
    "its seat": 0.4, "region": 6.5, "feature": 3.5, "county": 0.6, "own name": 1.2, "other name": -0.8,
    "as one word": -0.4, "container": 6.0, "kind named": 3.0, "other kind named": -2.0, "dateline country": 0.8,
    "named country": 2.2, "named state": 1.9, "near others": 2.4, "outlet country": 1.3, "outlet place": 1.0,
    "same name here": 2.5, "listed with": 2.0, "dateline city": 2.5, "no country named": 1.6, "nowhere named": -1.5,
    "historic": -3.0,
}  # fmt: skip
"""How much each feature adds; set by hand, some moved towards a conditional logit fitted on
development texts. Population: its decimal logarithm."""
KNOWN = 300_000  # people from which on a town's other names count as well as its own
SURE = 0.2  # share of the best candidate below which it was wrong two times in three (development texts)
ENOUGH = 3.4  # a best candidate with less is a guess
REASONS = {
    "container": "comma container", "kind named": "kind of place named beside it",
    "named country": "country named in the text",
    "named state": "state named in the text", "near others": "near other places of the text",
    "same name here": "same as elsewhere in the text", "dateline country": "country of the dateline",
    "outlet country": "country of the outlet", "outlet place": "near the outlet", "population": "most populous",
}  # fmt: skip


class Option(msgspec.Struct, frozen=True):
    """One candidate of a mention: the weights that hold for it and their sum."""

    entry: Entry
    weights: dict[str, float]
    total: float


def resolve(
    mentions: tuple[Mention, ...], document: Document, gazetteer: Gazetteer, published: str | None = None
) -> tuple[Resolution, ...]:
    """One Resolution for each mention, in order; ``value`` None, with a reason, where nothing decides.

    ``published`` (ISO date) rules out states that were no more, or not yet; None rules out nothing.
    """
    hints, context = read_context(mentions, document, gazetteer, published)
    alone = [_ranked(h, context) for h in hints]
    context = context.with_choices(
        [(h, r[0].entry, "container" in r[0].weights) for h, r in zip(hints, alone, strict=True) if r]
    )
    return tuple(_resolution(h, _ranked(h, context)) for h in hints)


def _ranked(hint: Hint, context: Context) -> list[Option]:
    """Best first; ties keep the gazetteer's order."""
    options = [_option(e, hint, context) for e in hint.options]
    return sorted(options, key=lambda o: -o.total)


def _option(entry: Entry, hint: Hint, context: Context) -> Option:
    names = {**_itself(entry), **_beside(entry, hint), **_around(entry, hint, context)}
    weights = {name: WEIGHTS[name] * amount for name, amount in names.items() if amount}
    return Option(entry, weights, sum(weights.values()))


def _itself(entry: Entry) -> dict[str, float]:
    """What the entry is, whatever the text: kind, population, grade of its name."""
    found = {"population": math.log10(entry.population + 1)}
    kind = entry.precision
    if kind == "admin1" and entry.country == "US":
        kind = "US state"
    elif kind == "admin2":
        kind = "county"
    if kind in WEIGHTS:
        found[kind] = 1.0
    found["capital"] = float(entry.capital)
    found["own name"] = float(entry.grade == 0)
    found["other name"] = float(entry.grade == 1 and entry.precision == "city" and entry.population < KNOWN)
    found["as one word"] = float(entry.grade == 2)
    return found


def _beside(entry: Entry, hint: Hint) -> dict[str, float]:
    """What stands right before and after the name."""
    found = {"container": float(any(inside(entry, outer) for outer in hint.containers))}
    found["listed with"] = float(entry.precision in hint.peers)
    if hint.mention.use == "dateline" and not hint.containers:
        found["dateline city"] = float(bool(entry.capital) or entry.population > KNOWN)
    if entry.precision == "city" and not hint.kind:
        found["its seat"] = float(any(e.precision == "admin1" and e.country == entry.country for e in hint.options))
    if hint.kind:
        found["kind named"] = float(entry.precision in hint.kind)
        found["other kind named"] = float(entry.precision not in hint.kind)
    return found


def _around(entry: Entry, hint: Hint, context: Context) -> dict[str, float]:
    """What the rest of the document, its dateline and its outlet say."""
    found = {
        "dateline country": float(entry.country in context.dateline),
        "outlet country": float(bool(entry.country) and entry.country == context.outlet),
        "same name here": float(context.chosen.get(fold(hint.mention.text)) == entry.key),
    }
    if context.until and entry.key in context.gone:
        found["historic"] = 1.0
    if entry.precision != "country":
        return {**found, **_by_country(entry, hint, context), **_by_points(entry, hint, context)}
    if hint.ambiguous:
        found["named country"] = math.sqrt(context.share(entry.country, hint.name))
    return found


def _by_country(entry: Entry, hint: Hint, context: Context) -> dict[str, float]:
    """What the countries and units named say of a place that is no country."""
    share = context.share(entry.country, hint.name)
    small = entry.precision == "city" and entry.population < KNOWN
    known = (*context.dateline, context.outlet)
    return {
        "named country": math.sqrt(share),
        "nowhere named": float(small and not share and bool(context.countries) and entry.country not in known),
        "named state": float(context.names_unit(entry) and not (entry.precision == "admin1" and hint.metropolis)),
        "no country named": float(context.unnamed and entry.country == "US"),
    }


def _by_points(entry: Entry, hint: Hint, context: Context) -> dict[str, float]:
    """How near the other places and the outlet are; nothing for an entry without a point."""
    if not entry.point:
        return {}
    found = {"near others": context.nearness(entry.point, hint.name)}
    if context.home:
        found["outlet place"] = max(0.0, 1 - distance(entry.point, context.home) / 300)
    return found


def inside(entry: Entry, outer: Entry) -> bool:
    """May the one lie in the other: by country, by first-level unit, else within 300 km of the unit's point."""
    if outer.key == entry.key or outer.country != entry.country or entry.precision in ("country", outer.precision):
        return False
    if outer.precision == "country" or (outer.admin1 and outer.admin1 == entry.admin1):
        return True
    if entry.country == "US" or not (entry.point and outer.point):
        return False
    return distance(entry.point, outer.point) < 300


def _resolution(hint: Hint, ranked: list[Option]) -> Resolution:
    if not ranked:
        return Resolution(hint.mention, None, score=0.0, reason="no gazetteer has this name")
    shares = _shares([o.total for o in ranked])
    best = ranked[0]
    rivals = tuple(
        Rival(o.entry.key, round(share, 3), _lost(best, o)) for o, share in zip(ranked[1:3], shares[1:3], strict=True)
    )
    if best.total < ENOUGH:
        return Resolution(hint.mention, None, round(shares[0], 3), "nothing in the text decides", rivals)
    if shares[0] < SURE:
        many = f"{len(ranked)} places fit about as well"
        return Resolution(hint.mention, None, round(shares[0], 3), many, rivals)
    return Resolution(hint.mention, best.entry.place(), round(shares[0], 3), _reason(hint, best, len(ranked)), rivals)


def _shares(totals: Sequence[float]) -> list[float]:
    """The totals as shares of one: each unit of weight is a factor of e."""
    top = max(totals)
    parts = [math.exp(t - top) for t in totals]
    return [p / sum(parts) for p in parts]


def _reason(hint: Hint, best: Option, count: int) -> str:
    if "container" in best.weights:
        outer = next(c for c in hint.containers if inside(best.entry, c))
        return f"comma container {outer.name} -> {outer.country}"
    if count == 1:
        return "only candidate"
    if best.entry.precision == "country":
        return "country"
    return "capital" if best.entry.capital else _heaviest_reason(best.weights)


def _heaviest_reason(weights: dict[str, float]) -> str:
    told = {
        name: weight for name, weight in weights.items() if name in REASONS and name != "population" and weight > 0.5
    }
    return REASONS[max(told, key=lambda name: told[name])] if told else REASONS["population"]


def _lost(best: Option, other: Option) -> str:
    names = sorted(set(best.weights) | set(other.weights))
    return "less " + max(names, key=lambda n: best.weights.get(n, 0.0) - other.weights.get(n, 0.0))
