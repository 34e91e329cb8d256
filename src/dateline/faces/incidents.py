"""Incidents: a view over claims of violence, one row an incident, with what several claims of one document say of it together.

What is an incident, and of which kind, says ``lexicon/data/crosswalk/incidents.tsv``. Claims are put together where the document
has joined them, where they stand in one sentence, and where a later one says nothing that an earlier one speaks against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dateline.faces.export import place_field, time_field
from dateline.faces.lines import IncidentLine, PlaceField, TimeField
from dateline.lexicon import crosswalk
from dateline.lexicon.load import load
from dateline.types import Claim, Party, Quote, Reading, Span, Tally, When

HARM = frozenset({"killed", "injured"})
PLAIN = "attack"  # what can be a part of any other kind
NEAR = 5  # sentences between two mentions of one incident
ARMED = frozenset({"firearm", "explosive", "munition", "airbomb", "blade", "crowdweapon", "chemical", "mine", "drone"})
THINGS = frozenset({"facility", "vehicle", "property", "land", "ship", "aircraft", "route", "animal", "goods"})
NOT = crosswalk.sets()["not an instrument"]
BEINGS = frozenset({"person", "group", "force", "actor"})
TOLD = frozenset({"actual", "possible", "unknown"})
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
END = re.compile(r"[.!?][\"”]?\s")
ORGANISED = ("group.", "org.", "organisation.")


class Part(msgspec.Struct, frozen=True):
    """A claim that tells of an incident: its kind, and the number of its sentence."""

    claim: Claim
    what: str
    sentence: int


def incidents(reading: Reading, folders: tuple[str | Path, ...] = ()) -> tuple[IncidentLine, ...]:
    """The incidents of a document in the order of its text; ``folders``: lexicon folders that were read with."""
    parts = list(_parts(reading))
    classes = load(tuple(map(str, folders))).classes
    return tuple(_line(group, reading, classes) for group in _groups(parts))


def _parts(reading: Reading) -> Iterator[Part]:
    starts = sorted({claim.sentence.start for claim in reading.claims})
    number = {start: len(END.findall(reading.document.text, 0, start)) for start in starts}
    for claim in reading.claims:
        words = [claim.trigger.text, *(one.text for one in claim.also)]
        what = crosswalk.incident(claim.type, claim.mode, rule=claim.rule, words=words)
        if what and claim.polarity == "+" and claim.modality in TOLD:
            yield Part(claim, what, number[claim.sentence.start])


def _groups(parts: Iterable[Part]) -> list[list[Part]]:
    """Parts of one incident together; each is held against the groups before it, the nearest first."""
    groups: list[list[Part]] = []
    for part in parts:
        home = next((group for group in reversed(groups) if _belongs(part, group)), None)
        if home is None:
            groups.append([part])
        else:
            home.append(part)
    return groups


def _belongs(part: Part, group: list[Part]) -> bool:
    if any(_joined(part.claim, one.claim) for one in group):
        return True
    kinds = {one.what for one in group} - {PLAIN}
    fits = part.what == PLAIN or not kinds or part.what in kinds
    near = min(abs(part.sentence - one.sentence) for one in group) <= NEAR
    return fits and near and not any(_differs(part.claim, one.claim) for one in group)


def _joined(a: Claim, b: Claim) -> bool:
    """Whether the document has joined them."""
    return a.id in (*b.same_as, b.part_of) or b.id in (*a.same_as, a.part_of)


def _differs(a: Claim, b: Claim) -> bool:
    """Whether two claims cannot be of one incident: other days, other places, other doers or, in other sentences, other victims;
    in one sentence other numbers of dead or wounded."""
    if a.sentence == b.sentence and _other_numbers(a.counts, b.counts):
        return True
    others = _other_sides(a.actor, b.actor) or (a.sentence != b.sentence and _other_sides(a.recipient, b.recipient))
    return a.historical != b.historical or _other_days(a.time, b.time) or others or _elsewhere(a, b)


def _other_days(a: When | None, b: When | None) -> bool:
    """Whether both have days, and none in common."""
    if a is None or b is None:
        return False
    return (a.start or "") > (b.end or "9") or (b.start or "") > (a.end or "9")


def _other_sides(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether both are named, and nobody is in both."""
    return bool(a and b) and not {_key(one) for one in a} & {_key(one) for one in b}


def _other_numbers(a: tuple[Tally, ...], b: tuple[Tally, ...]) -> bool:
    """Whether both count the dead, or both the wounded, and no number in the same way."""
    both = {one.what for one in a} & {one.what for one in b} & HARM
    numbers = [{(one.what, one.low, one.high) for one in some if one.what in both} for some in (a, b)]
    return bool(both) and not numbers[0] & numbers[1]


def _elsewhere(a: Claim, b: Claim) -> bool:
    """Whether both are in a town, and not in the same."""
    towns = [{w.place.id for w in one.place if w.place and w.place.precision == "city"} for one in (a, b)]
    return bool(towns[0] and towns[1] and not towns[0] & towns[1])


def _key(party: Party) -> str:
    return party.id or (party.name or party.text).lower().removeprefix("the ").split()[-1]


def _line(group: list[Part], reading: Reading, classes: dict[str, frozenset[str]]) -> IncidentLine:
    claims = [part.claim for part in group]
    doers = tuple(_once(party for claim in claims for party in claim.actor))
    things, people = _hit(claims, classes)
    first = claims[0]
    return IncidentLine(
        doc=first.doc, what=_kind(group), time=_time(claims), place=_places(claims), perpetrators=doers,
        organisations=tuple(_organisations(doers, reading)), targets=things, victims=people,
        instruments=tuple(_instruments(claims, reading, classes)), counts=_counts(claims), voices=_voices(claims),
        modality=_modality(claims), historical=first.historical, claims=tuple(claim.id for claim in claims),
        span=Span(first.sentence.start, max(claim.sentence.end for claim in claims)),
    )  # fmt: skip


def _kind(group: Iterable[Part]) -> str:
    """What a part says that is more than an attack."""
    return next((part.what for part in group if part.what != PLAIN), PLAIN)


def _modality(claims: list[Claim]) -> str:
    """The surest of them."""
    return "actual" if any(claim.modality == "actual" for claim in claims) else claims[0].modality


def _hit(claims: Iterable[Claim], classes: dict[str, frozenset[str]]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Things and people that were hit."""
    hit = list(_once(party for claim in claims for party in claim.recipient))
    things = [party for party in hit if is_thing(party, classes)]
    return tuple(things), tuple(party for party in hit if party not in things)


def _time(claims: Iterable[Claim]) -> TimeField | None:
    return time_field(next((claim.time for claim in claims if claim.time), None))


def _places(claims: Iterable[Claim]) -> tuple[PlaceField, ...]:
    return tuple({one.text: place_field(one) for claim in claims for one in claim.place}.values())


def _counts(claims: Iterable[Claim]) -> tuple[Tally, ...]:
    return tuple(
        {
            (one.what, one.low, one.high): one for claim in claims if claim.part_of is None for one in claim.counts
        }.values()
    )


def _voices(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The innermost speaker of each claim, once."""
    return tuple(dict.fromkeys(v.speaker.name or v.speaker.text for claim in claims for v in claim.voices[:1]))


def _once(parties: Iterable[Party]) -> Iterator[Party]:
    seen: set[str] = set()
    for party in parties:
        key = (party.name or party.text).lower()
        if key not in seen:
            seen.add(key)
            yield party


def _organisations(parties: Iterable[Party], reading: Reading) -> Iterator[Party]:
    """The organisations that the doers are, or belong to, each at its first naming in the document."""
    for key in dict.fromkeys(party.id for party in parties if party.id.startswith(ORGANISED)):
        named = (r for r in reading.resolutions if r.mention.use == "name" and getattr(r.value, "id", "") == key)
        first = next(named, None)
        own = next(party for party in parties if party.id == key)
        yield Party(first.mention.text, first.mention.span, own.name, own.code, own.id) if first else own


def is_thing(party: Party, classes: dict[str, frozenset[str]]) -> bool:
    """Whether a side is a building, a vehicle or property: by the class of the last word before its "of"."""
    words = WORD.findall(re.split(r" (?:of|in|at|on|from|near|belonging|who|that|which)\b", party.text)[0].lower())
    for size in (3, 2, 1):
        found = _classes(" ".join(words[-size:]), classes)
        if found:
            return bool(found & THINGS) and not found & BEINGS
    return False


def _classes(noun: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    return next((classes[form] for form in (noun, *_singulars(noun)) if form in classes), frozenset())


def _singulars(noun: str) -> Iterator[str]:
    """What the noun could be the plural of."""
    for ending, instead in (("ies", "y"), ("s", ""), ("es", ""), ("men", "man")):
        if noun.endswith(ending) and not noun.endswith("ss"):
            yield noun.removesuffix(ending) + instead


def _instruments(claims: Iterable[Claim], reading: Reading, classes: dict[str, frozenset[str]]) -> Iterator[Quote]:
    """The weapons in the sentences of the claims, each word once."""
    seen: set[str] = set()
    for claim in claims:
        text = reading.document.text[claim.sentence.start : claim.sentence.end]
        for start, end in _weapons(text, classes):
            noun = text[start:end].lower()
            if not {noun, noun.removesuffix("s")} & seen:
                seen |= {noun, noun.removesuffix("s")}
                yield Quote(text[start:end], Span(claim.sentence.start + start, claim.sentence.start + end))


def _weapons(text: str, classes: dict[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Nouns of weapons, the longest that begins at a word."""
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        size = next((n for n in (3, 2, 1) if _is_weapon(text, words[at : at + n], n, classes)), 0)
        if size:
            yield words[at].start(), words[at + size - 1].end()
        at += size or 1


def _is_weapon(text: str, words: list[re.Match[str]], size: int, classes: dict[str, frozenset[str]]) -> bool:
    if len(words) < size:
        return False
    noun = text[words[0].start() : words[-1].end()].lower()
    return not {noun, *_singulars(noun)} & NOT and bool(_classes(noun, classes) & ARMED)
