"""What a document says about where it is, and what stands right beside a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from dateline.places.candidates import entries
from dateline.places.countries import country_names, table
from dateline.places.cues import cue
from dateline.places.distance import distance
from dateline.places.fold import fold
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.types import Document, Mention

COMMA = re.compile(
    r"^\s*(?:,|,? in|\()\s*(?:the\s+)?(?:(?!wh|as |after |before |but |and |or |that )\w+\s+){0,2}$|^'s\s+(?:\w+\s+){0,1}$"
)
"""What may stand between a name and what contains it: no word that begins a clause ("Kansk, where Ruritanian units")."""
LISTED = re.compile(r"^\s*(?:,|,? and|,? or|;)\s+$")
BEFORE = re.compile(r"(\w+) of (?:the )?$")
AFTER = re.compile(r"^(?:,? (?:and |or )?[A-Z][\w'’-]+)*\s+([a-z]+)\b")
KINDS = {
    "province": ("admin1", "region"), "state": ("admin1",), "region": ("admin1", "region"), "governorate": ("admin1",),
    "oblast": ("admin1",), "prefecture": ("admin1",), "department": ("admin1",),
    "republic": ("country", "admin1", "region"),
    "country": ("country",), "nation": ("country",), "kingdom": ("country",), "county": ("admin2", "admin1"),
    "parish": ("admin2", "admin1"), "counties": ("admin2",), "island": ("feature", "admin1", "country", "region"),
    "district": ("feature", "city", "admin2", "admin1"), "city": ("city",), "town": ("city",), "village": ("city",),
    "municipality": ("city", "admin1"), "suburb": ("city",), "port": ("city",), "co": ("admin2",),
    "borough": ("city", "feature"),
    "township": ("city",), "provinces": ("admin1", "region"), "states": ("admin1",),
    "regions": ("admin1", "region"),
    "districts": ("feature", "city", "admin2", "admin1"), "cities": ("city",), "towns": ("city",),
    "villages": ("city",),
}  # fmt: skip
"""The kind word beside a name -> the precisions of the gazetteer it allows."""
SAME_TOP = {"UK": "GB", "TV": "", "CO": "", "ME": "", "IO": "", "FM": "", "EU": "", "CC": "", "LY": "", "AI": ""}
"""Top-level domains that are not the outlet's ISO code; the empty ones are sold to anybody."""
NOT_AFTER = ("port", "country", "nation", "borough", "co", "suburb")
PLACED = ("city", "admin1", "admin2", "feature")
MOST_POINTS = 100
"""Other places that a name may be near to, the first that are named: more than any dispatch of the development texts has."""


class Hint(msgspec.Struct, frozen=True):
    """A mention with its candidates and what stands beside it: containers ("Kabul, Afghanistan") and a word of kind.

    ``peers``: the precisions of the names it is listed with ("Utah, Washington and Wisconsin").
    """

    mention: Mention
    name: str
    options: tuple[Entry, ...]
    containers: tuple[Entry, ...]
    kind: tuple[str, ...]
    peers: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Is it a country's name and a US state's ("Georgia")."""
        kinds = {(e.precision, e.country == "US") for e in self.options if e.grade == 0}
        return ("admin1", True) in kinds and ("country", False) in kinds

    @property
    def metropolis(self) -> bool:
        """Is it the name of a city of over a million, which it means unless the text says otherwise ("New York")."""
        return any(e.precision == "city" and e.population > 1_000_000 and not e.grade for e in self.options)


class Context(msgspec.Struct, frozen=True):
    """What speaks for a country or a neighbourhood in one document.

    ``countries`` counts the countries named; ``states`` are first-level units as ``US-TX``; ``home`` is the point of
    the outlet's town; ``gone`` keys of states that were not on the day; ``local``: the outlet's domain is no country's.
    ``points`` (name, point) and ``lands`` (name, country) of the other places (made of these: ``land_of`` by name, ``by_land``
    their numbers); ``chosen`` folded name -> key, where the text says it outright.
    """

    countries: Counter[str]
    states: frozenset[str]
    dateline: frozenset[str]
    outlet: str
    home: tuple[float, float] | None
    gone: frozenset[str]
    until: str
    local: bool = False
    points: tuple[tuple[str, tuple[float, float]], ...] = ()
    lands: tuple[tuple[str, str], ...] = ()
    chosen: dict[str, str] = {}
    land_of: dict[str, str] = {}
    by_land: Counter[str] = Counter()

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "land_of", dict(self.lands))
        msgspec.structs.force_setattr(self, "by_land", Counter(self.land_of.values()))

    def share(self, country: str, name: str = "") -> float:
        """The share of a country among those named and, by half, those of the other places, 0 to 1."""
        own = self.land_of.get(name)
        total = self.countries.total() + (len(self.land_of) - (own is not None)) / 2
        others = self.by_land[country] - (own == country)
        return (self.countries[country] + others / 2) / total if total else 0.0

    @property
    def unnamed(self) -> bool:
        """An outlet of no country's domain names no country but perhaps US states: what American local papers do."""
        return self.local and not set(self.countries) - {"US"}

    def names_unit(self, entry: Entry) -> bool:
        """Is the entry's first-level unit named, or for a unit: another unit of its country."""
        if entry.precision != "admin1":
            return entry.admin1 in self.states
        return any(s != entry.admin1 and s.startswith(f"{entry.country}-") for s in self.states)

    def nearness(self, point: tuple[float, float], name: str) -> float:
        """0 to 1: how close the other places are, the nearest counting most (half at some 100 km)."""
        found = sorted(
            (1 / (1 + distance(point, p) / 100) for n, p in self.points[:MOST_POINTS] if n != name), reverse=True
        )
        return float(min(1.0, sum(f / 2**i for i, f in enumerate(found[:4]))))

    def with_choices(self, choices: Iterable[tuple[Hint, Entry, bool]]) -> Context:
        """The same context after a first choice for every name: points, countries, what a container settled."""
        points, lands, chosen = {}, {}, dict(self.chosen)
        for hint, entry, settled in choices:
            if entry.precision in PLACED:
                lands[hint.name] = entry.country
                if entry.point:
                    points[hint.name] = entry.point
            if settled:
                chosen.setdefault(hint.name, entry.key)
        return msgspec.structs.replace(self, lands=tuple(lands.items()), points=tuple(points.items()), chosen=chosen)


def read_context(
    mentions: tuple[Mention, ...], document: Document, gazetteer: Gazetteer, published: str | None
) -> tuple[list[Hint], Context]:
    """The hints of all mentions, and the context before anything is chosen."""
    kinds = [_kind(m, document) for m in mentions]
    options = [_options(m, k, gazetteer) for m, k in zip(mentions, kinds, strict=True)]
    hints = [
        Hint(
            m,
            fold(m.text),
            o,
            _containers(i, mentions, options, document),
            kinds[i],
            _peers(i, mentions, options, document),
        )
        for i, (m, o) in enumerate(zip(mentions, options, strict=True))
    ]
    home = _home(document.url, gazetteer)
    countries, states = _named(hints)
    outlet = _outlet(document.url)
    local = bool(document.url) and not outlet
    context = Context(countries, states, _datelined(hints), outlet, home, _gone(published), published or "", local)
    return hints, context


def _datelined(hints: list[Hint]) -> frozenset[str]:
    """The countries of the dateline, where its first name is known by itself or by its container."""
    found = set()
    for hint in hints:
        if hint.mention.use == "dateline" and hint.options:
            first = hint.options[0]
            if first.precision == "country" or first.capital or first.population > 1_000_000:
                found.add(first.country)
            found.update(e.country for e in hint.containers if e.precision == "country")
    return frozenset(found)


def _options(mention: Mention, kind: tuple[str, ...], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The entries a mention may stand for; none for a name that only the parser knows."""
    if mention.rule == "parser":
        return ()
    if mention.rule == "demonym":
        return _homelands(mention.text, gazetteer)
    found = entries(gazetteer, mention.text)
    if mention.rule == "generic":
        found += _without_kind_word(mention.text, {e.key for e in found}, gazetteer)
    if mention.rule == "gazetteer":
        found += _units_called_so(mention.text, found, gazetteer)
    if mention.rule == "gazetteer" and kind[:1] == ("admin2",):
        found += gazetteer.lookup(f"{mention.text} county")
    return tuple(dict.fromkeys(found))


def _without_kind_word(text: str, known: set[str], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What else a name with a kind word may be: a county, or the name without the word ("Helmand province")."""
    bare, _, word = text.rpartition(" ")
    if word.lower().rstrip(".") not in KINDS:
        return ()
    counties = (e for e in gazetteer.lookup(f"{bare} county") if e.key not in known)
    others = (e for e in entries(gazetteer, bare) if e.precision != "country" and e.key not in known)
    return (*counties, *others)


def _units_called_so(text: str, found: tuple[Entry, ...], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Beside what is listed as "Western Province", the units of other countries that are listed as "Western" alone."""
    bare, _, word = text.rpartition(" ")
    if word.lower() not in KINDS:
        return ()
    units = (one for one in gazetteer.lookup(bare) if one.precision == "admin1")
    return tuple(one for one in units if all(one.country != other.country for other in found))


def _homelands(people: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    names = dict.fromkeys(n.country.name for n in country_names(people) if n.kind == "demonym")
    lands = [e for name in names for e in gazetteer.lookup(name) if e.precision == "country"]
    return tuple(dict.fromkeys([*lands, *gazetteer.people(people)]))


def _containers(
    i: int, mentions: tuple[Mention, ...], options: list[tuple[Entry, ...]], document: Document
) -> tuple[Entry, ...]:
    """What the names after it say that it lies in ("Athens, Clarke County, Ga."), else the name that possesses it."""
    own = {e.precision for e in options[i] if e.grade == 0}
    listed = bool(_peers(i, mentions, options, document))
    found: list[Entry] = []
    for j in (i + 1, i + 2):
        if j >= len(mentions) or not _follows_comma(mentions[i : j + 1], document.text):
            break
        outer = (e for e in options[j] if e.precision in ("country", "admin1", "admin2"))
        found.extend(e for e in outer if _higher(e, own, listed))
    return tuple(found) or _possessors(i, mentions, options, document)


def _follows_comma(names: tuple[Mention, ...], text: str) -> bool:
    """Whether the last of two or three names stands after the comma behind the first, with the second between commas."""
    here, last = names[0].span, names[-1].span
    if last.start < here.end:
        return False
    between = text[here.end : last.start]
    if len(names) > 2:
        between = between.replace(names[1].text, "", 1).replace(",", "", 1)
    return bool(COMMA.match(between))


def _possessors(
    i: int, mentions: tuple[Mention, ...], options: list[tuple[Entry, ...]], document: Document
) -> tuple[Entry, ...]:
    if not i or not _possesses(mentions[i - 1], mentions[i], document):
        return ()
    return tuple(e for e in options[i - 1] if e.precision in ("country", "admin1"))


def _higher(outer: Entry, own: set[str], listed: bool) -> bool:
    """May it contain a name of these precisions: no country lies in a country, no listed unit in the next."""
    if outer.precision == "country":
        return "country" not in own or outer.country == "US"
    return not (listed and outer.precision in own)


def _peers(
    i: int, mentions: tuple[Mention, ...], options: list[tuple[Entry, ...]], document: Document
) -> tuple[str, ...]:
    """Precisions (country, admin1) that at least one name listed before and one after, or two on one side, are of."""
    found: Counter[str] = Counter()
    for step in (-1, 1):
        j = i
        while 0 <= j + step < len(mentions) and abs(j - i) < 3:
            a, b = sorted((mentions[j].span, mentions[j + step].span))
            if not LISTED.match(document.text[a.end : b.start]):
                break
            j += step
            found.update({e.precision for e in options[j] if e.grade == 0 and e.precision in ("country", "admin1")})
    return tuple(p for p, n in found.items() if n >= 2)


def _possesses(before: Mention, here: Mention, document: Document) -> bool:
    """ "Pakistan's Swat", "Afghan capital Kabul", "Turkish city of Suruc": the first contains the second."""
    words = document.text[before.span.end : here.span.start].replace("’", "'").split()
    if before.rule != "demonym" and words[:1] != ["'s"]:
        return False
    kinds = cue("kind_of") | cue("direction")
    return len(words) < 6 and all(w in ("'s", "of", "the") or w.lower() in kinds for w in words)


def _kind(mention: Mention, document: Document) -> tuple[str, ...]:
    text, span = document.text, mention.span
    last = mention.text.rpartition(" ")[2].lower().rstrip(".")
    if mention.rule == "generic" and last in KINDS:
        return KINDS[last]
    before = BEFORE.search(text[max(0, span.start - 30) : span.start])
    if before and before[1].lower() in KINDS:
        return KINDS[before[1].lower()]
    after = AFTER.match(text[span.end : span.end + 60])
    several = after is not None and after[0].count(" ") > 1
    if after and after[1] in KINDS and after[1].endswith("s") >= several and after[1] not in NOT_AFTER:
        return KINDS[after[1]]
    return ()


def _named(hints: list[Hint]) -> tuple[Counter[str], frozenset[str]]:
    """How often each country is named, by name, people or a container; and the US states."""
    countries: Counter[str] = Counter()
    states: set[str] = set()
    for hint in hints:
        named = [e for e in hint.options if e.precision == "country"]
        units = [] if named else [e for e in hint.options if _is_unit(e)]
        if named and not hint.ambiguous:
            countries[named[0].country] += 1
        elif units and _one_unit(hint, units):
            countries[units[0].country] += 1
            states.update(e.admin1 for e in units)
    return countries, frozenset(states)


def _is_unit(entry: Entry) -> bool:
    """Whether it is a first-level unit by its own name, in the US by any name."""
    return entry.precision == "admin1" and (entry.country == "US" or entry.grade == 0)


def _one_unit(hint: Hint, units: list[Entry]) -> bool:
    """Is it the name of units of one country and of no larger town."""
    return len({e.country for e in units}) == 1 and max(e.population for e in hint.options) < 200_000


def _outlet(url: str | None) -> str:
    """The country of the address's top-level domain, "" when it tells none."""
    top = _host(url).rpartition(".")[2].upper()
    return SAME_TOP.get(top, top) if len(top) == 2 else ""


def _host(url: str | None) -> str:
    found = re.match(r"https?://(?:www\.)?([^/:?]+)", url or "")
    return found[1] if found else ""


def _home(url: str | None, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The place named in the outlet's domain ("dallasnews.com"), when one of more than 50,000 people is."""
    label = max(_host(url).rpartition(".")[0].split("."), key=len, default="")
    label = re.sub(r"^(?:the|my|online)", "", label)
    for size in range(len(label), 4, -1):
        for part in (label[:size], label[-size:]):
            big = [e for e in gazetteer.lookup(part) if e.population > 50_000 and e.grade != 1]
            if big:
                return big[0].point
    return None


def _gone(published: str | None) -> frozenset[str]:
    """Keys of the states that were no more, or not yet, on that day."""
    if not published:
        return frozenset()
    day = published[:10]
    lapsed = (c for c in table() if (c.until and c.until < day) or (c.since and c.since > day))
    return frozenset(f"iso:{c.alpha2}:{fold(c.name)}" for c in lapsed)
