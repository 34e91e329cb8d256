"""From what a person gives for a field to the value a judgement holds: words are looked for in the text, places and actors resolved.

It is done once, when the judgement is made, so that the judgement means the same in every record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from dateline.actors.directory import Entry as ActorEntry
from dateline.actors.directory import load as load_actors
from dateline.lexicon.files import in_force
from dateline.places import load as load_gazetteer
from dateline.places.fold import fold, squash
from dateline.places.gazetteer import Entry as PlaceEntry
from dateline.record.corrections import COUNTED, LISTS, NOWHERE, time_of, unfit
from dateline.types import Party, Place, Quote, Span, Tally, Voice, When, Where

SCHEME = re.compile(r"^(?:geonames|iso|feature):\S+$")
"""Ids of places as dateline writes them."""
TALLY = re.compile(
    r"^(?P<bound>at least |at most |more than |up to )?(?P<low>\d[\d,]*)(?:\s*(?:-|–|to)\s*(?P<high>\d[\d,]*))?\s+(?P<what>\w+)$"
)
"""Figures as people write them: "12 killed", "at least 3 injured", "8-12 killed"."""
SPACE = r"\s+"
OFFSETS = re.compile(r"^(\d+):(\d+)$")
KIND = "town|city|village|port|capital|district|province|region|area|state|county|governorate|settlement|camp|suburb|island"
OF_KIND = re.compile(rf"^(?:the |a )?(?:[a-z]+ ){{0,2}}(?:{KIND}) of (?P<name>[A-Z].*?)(?: (?:in|near|on) .*)?$")
BEFORE_KIND = re.compile(rf"^(?:the )?(?P<name>[A-Z].*?) (?:{KIND})$")
LARGE = 100_000  # people of a town that is known abroad
T = TypeVar("T")
COUNTRY, REGION = ("country",), ("admin1", "admin2", "region")


class Setting(msgspec.Struct, frozen=True):
    """What surrounds a judged claim: the text, "" where none is kept; the characters in which words are looked for first;
    the day of the dispatch; countries (ISO 3166 alpha-2) of the places it names, with how often; where the reader found which places."""

    text: str
    within: Span
    day: str | None = None
    countries: Counter[str] = Counter()
    places: tuple[tuple[Span, Place], ...] = ()

    def words(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]


def settled(field: str, given: Any, setting: Setting, *, strict: bool = False) -> Any:
    """The value of a field as a judgement holds it: what was given with spans, ids and points, as plain JSON values.

    ``given``: words, ``[start, end]`` or "start:end" of the text, an object as ``dateline read`` writes it, or a list of these.
    ``strict``: parties and quoted words have to stand in the text. Raises OptionError.
    """
    if field in LISTS and field != "mode":
        listed = given if _is_list(given) else [given]
        return [msgspec.to_builtins(_one(field, one, setting, strict)) for one in listed if one not in (None, "")]
    if field == "mode":
        return [given] if isinstance(given, str) else given
    if given is None or isinstance(given, bool | int):
        return given
    return msgspec.to_builtins(_single(field, given, setting, strict))


def _is_list(given: Any) -> bool:
    """Whether it is a list of values, not the two offsets of one."""
    return isinstance(given, list | tuple) and not _is_span(given)


def _is_span(given: Any) -> bool:
    return isinstance(given, list | tuple) and len(given) == 2 and all(type(one) is int for one in given)


def _one(field: str, given: Any, setting: Setting, strict: bool) -> Any:
    """One value of a field that is a list."""
    if field == "place":
        return place(given, setting)
    if field == "counts":
        return _tally(given, setting)
    return voice(given, setting, strict) if field == "voices" else party(given, setting, strict)


def _single(field: str, given: Any, setting: Setting, strict: bool) -> Any:
    """The value of a field that is no list; fixed words stay as they are."""
    if field == "time":
        return _time(given, setting)
    if field == "content" or (field == "what" and not (isinstance(given, str) and given in COUNTED)):
        return quote(given, setting, strict)
    if isinstance(given, str | Mapping):
        return given
    raise unfit(f"{given!r} does not fit {field}", "give a word")


def spot(given: Any, setting: Setting) -> Span | None:
    """The span of offsets, or of words that stand in the text: in the sentence, else anywhere; None when they do not.

    Raises OptionError for offsets outside the text, and for words that stand in it more than once.
    """
    offsets = OFFSETS.match(given) if isinstance(given, str) else None
    if offsets or _is_span(given):
        start, end = map(int, offsets.groups() if offsets else given)
        if not 0 <= start < end <= len(setting.text):
            raise unfit(f"{start}:{end} is no part of the text", f"it has {len(setting.text)} characters")
        return Span(start, end)
    if not isinstance(given, str):
        raise unfit(f"{given!r} is no word", "give words of the text, start:end, or JSON as dateline read writes it")
    inside = _found(given, setting.text, setting.within)
    found = inside or _found(given, setting.text, Span(0, len(setting.text)))
    if len(found) > 1:
        where = ", ".join(f"{one.start}:{one.end}" for one in found[:5])
        raise unfit(f"{given!r} stands there {len(found)} times", f"say which: {where}")
    return found[0] if found else None


def _found(words: str, text: str, within: Span) -> list[Span]:
    """Where whole words stand in a stretch of the text, however they are spaced."""
    spaced = SPACE.join(map(re.escape, words.split()))
    matches = re.compile(rf"(?<!\w){spaced}(?!\w)").finditer(text, within.start, within.end) if spaced else ()
    return [Span(*match.span()) for match in matches]


def _words(given: Any, setting: Setting, strict: bool) -> Quote:
    """Words with where they stand; nowhere when they do not, unless ``strict``."""
    span = spot(given, setting)
    if span is not None:
        return Quote(setting.words(span), span)
    if strict and setting.text:
        raise unfit(f"{given!r} does not stand in the text", "give the words as they stand there, or start:end")
    return Quote(str(given), NOWHERE)


def quote(given: Any, setting: Setting, strict: bool = False) -> Quote:
    """Quoted words."""
    if isinstance(given, Mapping):
        return _as(Quote, given)
    return _words(given, setting, strict)


def _as(kind: type[T], given: Any) -> T:
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise unfit(f"{given} does not fit: {error}", "give JSON as dateline read writes it") from error


def _time(given: Any, setting: Setting) -> When:
    if isinstance(given, Mapping):
        return _as(When, {"text": "", "span": NOWHERE, **given})
    if isinstance(given, str):
        return time_of(given)
    raise unfit(f"{given!r} is no time", "give 2021-08-10 or 2021-08-10/2021-08-12")


def _tally(given: Any, setting: Setting) -> Tally:
    """A figure from words or an object of ``what``, ``low``, ``high`` and perhaps ``text`` and ``span``."""
    if isinstance(given, Mapping):
        return _as(Tally, {"text": "", "span": NOWHERE, "low": None, "high": None, **given})
    match = TALLY.match(given) if isinstance(given, str) else None
    if match is None or match["what"] not in COUNTED:
        raise unfit(f"{given!r} is no figure", 'give "12 killed", "at least 3 injured", "8-12 killed"')
    alone = re.compile(rf"(?<![\d,]){re.escape(match['low'])}(?![\d,])")
    there = [Span(*one.span()) for one in alone.finditer(setting.text, setting.within.start, setting.within.end)]
    return Tally(match["what"], *_bounds(match), text=given, span=there[0] if len(there) == 1 else NOWHERE)


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    """The lowest and highest number that words for a figure allow."""
    low = int(match["low"].replace(",", ""))
    bound = (match["bound"] or "").strip()
    if bound:
        return (low + (bound == "more than"), None) if bound in {"at least", "more than"} else (None, low)
    return low, int((match["high"] or match["low"]).replace(",", ""))


def voice(given: Any, setting: Setting, strict: bool = False) -> Voice:
    """A voice from a name, or an object of a speaker with ``cue`` and ``stance``, nested or flat."""
    if not isinstance(given, Mapping):
        return Voice(party(given, setting, strict), Quote("", NOWHERE))
    speaker = given.get("speaker") or {
        name: given[name] for name in ("text", "span", "name", "code", "id") if name in given
    }
    cue = quote(given["cue"], setting, strict) if given.get("cue") else Quote("", NOWHERE)
    return Voice(party(speaker, setting, strict), cue, str(given.get("stance", "asserts")))


def party(given: Any, setting: Setting, strict: bool = False) -> Party:
    """A party from words, whom the lexicon may know, or from an object of which ``text`` or ``name`` is enough."""
    if isinstance(given, Mapping):
        words = given.get("text") or given.get("name")
        if not isinstance(words, str) or not words:
            raise unfit(f"{dict(given)} names nobody", "give name or text")
        made = _as(Party, {"text": words, "span": NOWHERE, **given})
        return made if made.name else msgspec.structs.replace(made, name=words)
    told = _words(given, setting, strict)
    known = actor(told.text, setting.day)
    if known is None:
        return Party(told.text, told.span, name=told.text)
    return Party(told.text, told.span, name=known.name, code=known.code, id=known.id)


def actor(words: str, day: str | None) -> ActorEntry | None:
    """The only actor that the lexicon knows by a name or id on a day; None for none or several."""
    lexicon = load_actors(in_force())
    bare = words.removeprefix("the ").removeprefix("The ")
    entries = lexicon.by_id.get(words) or [
        form.entry
        for form in lexicon.forms.get(squash(fold(bare)), ())
        if form.entry.kind not in {"people", "capital"} and (not form.exact or form.text == bare)
    ]
    valid = {entry.id: entry for entry in entries if entry.valid(day)}
    return next(iter(valid.values())) if len(valid) == 1 else None


def place(given: Any, setting: Setting) -> Where:
    """A place from words or an id, or from an object of which ``id``, ``name`` or ``text`` is enough."""
    if isinstance(given, Mapping):
        return _place_of(given, setting)
    if isinstance(given, str) and SCHEME.match(given):
        return _place_by_id(given, setting)
    told = _words(given, setting, False)
    read = _read_there(told, setting)
    best = None if read else named(told.text, setting.countries) or named(_bare(told.text), setting.countries)
    return Where(told.text, told.span, best.place() if best else read)


def _read_there(told: Quote, setting: Setting) -> Place | None:
    """The place that the reader found where the first name of the words stands; None for none."""
    first = next((at for at, sign in enumerate(told.text) if sign.isupper()), None)
    if told.span == NOWHERE or first is None:
        return None
    start = told.span.start + first
    return next((place_ for span, place_ in setting.places if span.start <= start < span.end), None)


def _bare(words: str) -> str:
    """The name in words with what it is the name of: "Kesh" of "the town of Kesh" and of "the Kesh district"; "" for others."""
    match = OF_KIND.match(words) or BEFORE_KIND.match(words)
    return match["name"].strip() if match else ""


def _place_of(given: Mapping[str, Any], setting: Setting) -> Where:
    """A place from an object; one that is resolved already stays as it is."""
    if given.get("place"):
        return _as(Where, {"text": "", "span": NOWHERE, **given})
    name = given.get("id") or given.get("name") or given.get("text")
    if not isinstance(name, str):
        raise unfit(f"{dict(given)} names no place", "give id, name or text")
    told = {key: given[key] for key in ("text", "span") if given.get(key)}
    return msgspec.structs.replace(place(name, setting), **_as(dict[str, Any], told) | _span_of(told))


def _place_by_id(id: str, setting: Setting) -> Where:
    entry = load_gazetteer(in_force()).keyed(id)
    if entry is None:
        raise unfit(f"no place has the id {id}", "give geonames: with a number, or iso: with a code")
    there = _found(entry.name, setting.text, setting.within)
    return Where(entry.name, there[0] if len(there) == 1 else NOWHERE, entry.place())


def _span_of(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"span": _as(Span, told["span"])} if "span" in told else {}


def named(words: str, countries: Mapping[str, int]) -> PlaceEntry | None:
    """The place that words most likely name: in the country or region behind a comma, else in one of ``countries``, else the
    largest. None when the gazetteer knows none, or only small ones far from ``countries``."""
    name, _, container = (part.strip() for part in words.removeprefix("the ").partition(","))
    if not name:
        return None
    gazetteer = load_gazetteer(in_force())
    found: Iterable[PlaceEntry] = gazetteer.lookup(words.strip()) or gazetteer.lookup(name)
    if container:
        found = _inside(container, found) or found
    elif countries:
        found = [one for one in found if one.country in countries or _is_known_afar(one)]
    return max(found, key=lambda one: (_weight(one, countries), one.key), default=None)


def _inside(container: str, found: Iterable[PlaceEntry]) -> list[PlaceEntry]:
    """Those that lie in a country (its name or code) or region so called."""
    holders = load_gazetteer(in_force()).lookup(container)
    inside = {one.country for one in holders if one.precision in COUNTRY} | {container.upper()}
    units = {(one.country, one.admin1) for one in holders if one.precision in REGION}
    return [one for one in found if one.country in inside or (one.country, one.admin1) in units]


def _is_known_afar(one: PlaceEntry) -> bool:
    """Whether a place may be meant in a dispatch that speaks of other countries."""
    return one.grade == 0 and (one.precision != "city" or bool(one.capital) or one.population >= LARGE)


def _weight(one: PlaceEntry, countries: Mapping[str, int]) -> tuple[Any, ...]:
    return countries.get(one.country, 0), -one.grade, one.precision in COUNTRY, one.capital, one.population
