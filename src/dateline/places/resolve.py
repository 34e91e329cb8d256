"""Choose, for each place name, the place: a sum of named weights over what the document tells, or an abstention."""

from __future__ import annotations

import math
import re
from collections import Counter

import msgspec

from dateline.places.compile import distance
from dateline.places.countries import country_names
from dateline.places.cues import cue
from dateline.places.fold import fold
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.types import Document, Mention, Place, Resolution, Rival

WEIGHTS = {
    "population": 0.55, "country": 3.2, "continent": 3.0, "capital": 1.6, "admin1": 1.9, "region": 2.6, "feature": 2.2,
    "own name": 0.7, "as one word": -0.4, "container": 5.0, "dateline country": 0.7, "named country": 1.8, "near others": 1.6,
    "outlet country": 0.6, "generic": 2.0, "same as before": 2.0, "no generic": -0.4, "unplaced": -1.5,
}  # fmt: skip
ENOUGH = 2.2  # below this the best candidate is a guess
COMMA = re.compile(r"^\s*,\s*(?:in\s+)?$|^\s*\(\s*$|^\s+(?:in|of)\s+(?:the\s+)?(?:\w+\s+){0,2}$")


class Context(msgspec.Struct):
    """What speaks for a country or a neighbourhood in one document."""

    countries: Counter[str]
    dateline: frozenset[str]
    outlet: str
    points: list[tuple[float, float]]
    chosen: dict[str, str]


def resolve(
    mentions: tuple[Mention, ...], document: Document, gazetteer: Gazetteer, published: str | None = None
) -> tuple[Resolution, ...]:
    """One Resolution for each mention, in order. ``value`` None, with a reason, where nothing decides."""
    options = [_options(m, gazetteer) for m in mentions]
    containers = [_containers(i, mentions, options, document) for i in range(len(mentions))]
    context = _context(mentions, options, document)
    rough = [_best(o, m, c, context) for o, m, c in zip(options, mentions, containers, strict=True)]
    context.points = [
        e.point for e in rough if e is not None and e.point and e.precision in ("city", "admin1", "feature")
    ]
    context.countries.update(e.country for e in rough if e is not None and e.precision in ("city", "admin1"))
    return tuple(_resolution(m, o, c, context) for m, o, c in zip(mentions, options, containers, strict=True))


def _options(mention: Mention, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if mention.rule == "parser":
        return ()
    if mention.rule == "demonym":
        names = [n.country.name for n in country_names(mention.text) if n.kind == "demonym"]
        return tuple(e for name in names for e in gazetteer.lookup(name) if e.precision == "country")
    found = gazetteer.lookup(mention.text)
    if mention.rule == "generic":
        bare = mention.text.rpartition(" ")[0]
        word = mention.text.rpartition(" ")[2].lower()
        if word in cue("admin"):
            found += tuple(e for e in gazetteer.lookup(bare) if e.precision != "country")
    return found


def _context(mentions: tuple[Mention, ...], options: list[tuple[Entry, ...]], document: Document) -> Context:
    countries: Counter[str] = Counter()
    dateline: set[str] = set()
    for mention, entries in zip(mentions, options, strict=True):
        named = [e for e in entries if e.precision == "country"]
        if named and len(entries) < 4:
            countries[named[0].country] += 1
        states = [e for e in entries if e.precision == "admin1" and e.country == "US" and e.grade == 0]
        if states and not named:
            countries["US"] += 1
        if mention.use == "dateline":
            dateline.update(e.country for e in entries[:1])
    return Context(countries, frozenset(dateline), _outlet(document.url), [], {})


def _outlet(url: str | None) -> str:
    """The country of the address's top-level domain, "" when it tells none."""
    host = re.match(r"https?://([^/:]+)", url or "")
    if host is None:
        return ""
    top = host[1].rpartition(".")[2].upper()
    return {"UK": "GB", "TV": "", "CO": "", "ME": "", "IO": ""}.get(top, top) if len(top) == 2 else ""


def _containers(
    i: int, mentions: tuple[Mention, ...], options: list[tuple[Entry, ...]], document: Document
) -> tuple[Entry, ...]:
    if i + 1 >= len(mentions):
        return ()
    here, after = mentions[i].span, mentions[i + 1].span
    if after.start < here.end or not COMMA.match(document.text[here.end : after.start]):
        return ()
    return tuple(e for e in options[i + 1] if e.precision in ("country", "admin1", "admin2"))


def _inside(entry: Entry, containers: tuple[Entry, ...]) -> bool:
    for outer in containers:
        if outer.key == entry.key or outer.country != entry.country or outer.precision == entry.precision:
            continue
        if outer.precision == "country" or (outer.admin1 and outer.admin1 == entry.admin1):
            return True
        if entry.country != "US" and entry.point and outer.point and distance(entry.point, outer.point) < 300:
            return True
    return False


def weigh(entry: Entry, mention: Mention, containers: tuple[Entry, ...], context: Context) -> dict[str, float]:
    """The weights that hold for one candidate of a mention, by name."""
    w = WEIGHTS
    found = {"population": w["population"] * math.log10(entry.population + 1)}
    if entry.precision in ("country", "continent", "admin1", "region", "feature"):
        found[entry.precision] = w[entry.precision]
    if entry.capital:
        found["capital"] = w["capital"]
    if entry.grade == 0:
        found["own name"] = w["own name"]
    elif entry.grade == 2:
        found["as one word"] = w["as one word"]
    if _inside(entry, containers):
        found["container"] = w["container"]
    if entry.precision in ("admin1", "admin2") and mention.rule == "generic":
        found["generic"] = w["generic"]
    if entry.point is None:
        found["unplaced"] = w["unplaced"]
    return found | _by_context(entry, context)


def _by_context(entry: Entry, context: Context) -> dict[str, float]:
    w, found = WEIGHTS, {}
    total = sum(context.countries.values())
    if total and entry.precision != "country":
        found["named country"] = w["named country"] * math.sqrt(context.countries[entry.country] / total)
    if entry.country in context.dateline:
        found["dateline country"] = w["dateline country"]
    if entry.country and entry.country == context.outlet:
        found["outlet country"] = w["outlet country"]
    if entry.point and context.points and entry.precision in ("city", "admin1", "admin2", "feature"):
        near = sum(1 for p in context.points if p != entry.point and distance(p, entry.point) < 300)
        found["near others"] = w["near others"] * min(1.0, near / 3)
    return found


def _best(
    options: tuple[Entry, ...], mention: Mention, containers: tuple[Entry, ...], context: Context
) -> Entry | None:
    if not options:
        return None
    return max(options, key=lambda e: sum(weigh(e, mention, containers, context).values()))


def _resolution(
    mention: Mention, options: tuple[Entry, ...], containers: tuple[Entry, ...], context: Context
) -> Resolution:
    if not options:
        return Resolution(mention, None, score=0.0, reason="no gazetteer has this name")
    weights = [(e, weigh(e, mention, containers, context)) for e in options]
    earlier = context.chosen.get(fold(mention.text))
    ranked = sorted(
        ((sum(w.values()) + (WEIGHTS["same as before"] if e.key == earlier else 0), -i, e, w)
         for i, (e, w) in enumerate(weights)), reverse=True,
    )  # fmt: skip
    top, _, entry, why = ranked[0]
    share = _share([r[0] for r in ranked])
    rivals = tuple(
        Rival(r[2].key, round(_share([r[0] for r in ranked], i), 3), _lost(entry, why, r[2], r[3]))
        for i, r in enumerate(ranked[1:3], 1)
    )
    if top < ENOUGH:
        return Resolution(mention, None, score=round(share, 3), reason="nothing in the text decides", rivals=rivals)
    context.chosen[fold(mention.text)] = entry.key
    value: Place = entry.place()
    return Resolution(
        mention, value, score=round(share, 3), reason=_reason(entry, why, containers, len(rivals)), rivals=rivals
    )


def _share(totals: list[float], i: int = 0) -> float:
    top = max(totals)
    parts = [math.exp(t - top) for t in totals]
    return parts[i] / sum(parts)


def _reason(entry: Entry, why: dict[str, float], containers: tuple[Entry, ...], rivals: int) -> str:
    if "container" in why:
        outer = next((c for c in containers if c.country == entry.country), containers[0])
        return f"comma container {outer.name} -> {outer.country}"
    if not rivals:
        return "only candidate"
    if entry.precision == "country" or entry.capital:
        return "country" if entry.precision == "country" else "capital"
    return max(why, key=lambda name: why[name])


def _lost(entry: Entry, why: dict[str, float], other: Entry, its: dict[str, float]) -> str:
    names = set(why) | set(its)
    return "less " + max(names, key=lambda n: why.get(n, 0.0) - its.get(n, 0.0))
