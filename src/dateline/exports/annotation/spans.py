"""A claim as spans with roles, the common ground of the annotation formats; and spans with roles as a gold line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.exports.stream import Dispatch
from dateline.record.veil import Veil
from dateline.text.characters import flat
from dateline.types import Claim, Party, Reading, Span

TRIGGER, ALSO, ACTOR, RECIPIENT, PLACE, TIME, COUNT, VOICE, CONTENT = (
    "trigger", "also", "actor", "recipient", "place", "time", "count", "voice", "content",
)  # fmt: skip
ROLES = (ALSO, ACTOR, RECIPIENT, PLACE, TIME, COUNT, VOICE, CONTENT)
"""What hangs on a trigger, in the order in which it is written."""
FACTS: dict[str, tuple[str, ...]] = {
    ACTOR: ("name", "code"), RECIPIENT: ("name", "code"), VOICE: ("name", "code"), TIME: ("start", "end"),
    COUNT: ("what", "low", "high"),
}  # fmt: skip
"""What is known of a span beside its words, by role."""
NUMBERS = frozenset({"low", "high"})
Facts = dict[str, Any]


class Mark(msgspec.Struct, frozen=True):
    """A span of a text in a role, with what is known of it."""

    role: str
    span: Span
    text: str
    facts: Facts = {}


class MarkedClaim(msgspec.Struct, frozen=True):
    """A claim as its marks: the trigger first. ``facts``: modality, polarity, historical, mode."""

    id: str
    type: str
    marks: tuple[Mark, ...]
    facts: Facts

    @property
    def trigger(self) -> Mark:
        """The mark of its trigger."""
        return self.marks[0]


class MarkedText(msgspec.Struct, frozen=True):
    """A text with its claims. ``source``: what names it for others, its address or its id. ``text`` None: it is not kept."""

    id: str
    text: str | None
    claims: tuple[MarkedClaim, ...]
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    source: str = ""


def of_dispatch(told: Dispatch) -> MarkedText:
    """A dispatch of a record; where names are to be left out, blocks of their length stand in their place, so that spans hold."""
    one = _veiled(told)
    claims = tuple(_claim(kept.claim, kept.key) for kept in one.kept if isinstance(kept.claim, Claim))
    document = one.document
    return MarkedText(
        document.id, one.text, claims, document.published, document.outlet, document.title,
        document.url or f"urn:dateline:document:{document.key}",
    )  # fmt: skip


def _veiled(one: Dispatch) -> Dispatch:
    if one.private is None:
        return one
    veil = Veil(one.kept, one.private, blocks=True)
    text = None if one.text is None else veil.text(one.document.key, one.text)
    return msgspec.structs.replace(one, kept=veil(one.kept), text=text, document=veil(one.document))


def of_reading(reading: Reading) -> MarkedText:
    """A reading."""
    document = reading.document
    claims = tuple(_claim(claim, f"{claim.doc}:{claim.id}") for claim in reading.claims)
    return MarkedText(
        document.id, document.text, claims, document.published, document.outlet, document.title,
        document.url or f"urn:dateline:document:{document.sha256[:16] or document.id}",
    )  # fmt: skip


def _claim(claim: Claim, key: str) -> MarkedClaim:
    marks = [Mark(TRIGGER, claim.trigger.span, claim.trigger.text), *(one for one in _marks(claim) if one.span.end)]
    facts = {
        "mode": list(claim.mode), "modality": claim.modality, "polarity": claim.polarity, "historical": claim.historical,
    }  # fmt: skip
    return MarkedClaim(key, claim.type, tuple(marks), facts)


def _marks(claim: Claim) -> Iterator[Mark]:
    """What hangs on the trigger; what a person gave stands in no text and has an empty span."""
    yield from (Mark(ALSO, quote.span, quote.text) for quote in claim.also)
    for role, parties in ((ACTOR, claim.actor), (RECIPIENT, claim.recipient)):
        yield from (_party(role, party) for party in parties)
    yield from (Mark(PLACE, where.span, where.text) for where in claim.place)
    if claim.time:
        yield Mark(TIME, claim.time.span, claim.time.text, {"start": claim.time.start, "end": claim.time.end})
    for one in claim.counts:
        yield Mark(COUNT, one.span, one.text, {"what": one.what, "low": one.low, "high": one.high})
    yield from (_party(VOICE, voice.speaker) for voice in claim.voices)
    if claim.content:
        yield Mark(CONTENT, claim.content.span, claim.content.text)


def _party(role: str, party: Party) -> Mark:
    return Mark(role, party.span, party.text, {"name": party.name, "code": party.code})


def gold(doc: str, number: int, claim: MarkedClaim) -> Facts:
    """A claim as a line of gold: the fields by which readings are scored."""
    facts = claim.facts
    return {
        "doc": doc, "id": f"{doc}:{number}", "type": claim.type, "mode": list(facts.get("mode", ())),
        "trigger": _quote(claim.trigger), "also": _of(claim, ALSO), "actor": _of(claim, ACTOR), "recipient": _of(claim, RECIPIENT),
        "place": _of(claim, PLACE), "time": next(iter(_of(claim, TIME)), None), "counts": _of(claim, COUNT),
        "voices": _of(claim, VOICE), "content": next(iter(_of(claim, CONTENT)), None),
        "modality": facts.get("modality", "actual"), "polarity": facts.get("polarity", "+"),
        "historical": bool(facts.get("historical", False)),
    }  # fmt: skip


def _of(claim: MarkedClaim, role: str) -> list[Facts]:
    return [
        _quote(one) | {name: one.facts.get(name) for name in FACTS.get(role, ())}
        for one in claim.marks
        if one.role == role
    ]


def _quote(mark: Mark) -> Facts:
    return {"text": mark.text, "span": [mark.span.start, mark.span.end]}


def as_words(facts: Facts) -> str:
    """Facts in a note: ``name=the army; code=SDN-MIL``; what is not told is left out."""
    told = ((name, value) for name, value in facts.items() if value not in {None, ""})
    return "; ".join(f"{name}={str(value).replace(';', ',')}" for name, value in told)


def from_words(words: str) -> Facts:
    """Facts of such a note; a figure is a number. Raises ValueError for a figure that is none."""
    pairs = (part.partition("=") for part in words.split(";") if "=" in part)
    found: Facts = {name.strip(): value.strip() for name, _, value in pairs}
    return {name: int(value) if name in NUMBERS else value for name, value in found.items()}


def checked(text: str, marks: Iterable[Mark]) -> str | None:
    """What is wrong with marks against their text: a span outside it, or other words; None when nothing is."""
    for one in marks:
        if not 0 <= one.span.start < one.span.end <= len(text):
            return f"{one.role} {one.text!r} lies outside the text"
        if flat(text[one.span.start : one.span.end]) != flat(one.text):
            return f"{one.role} {one.text!r} is not what stands at {one.span.start}"
    return None
