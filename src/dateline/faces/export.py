"""Readings as lines of JSON: claims, control statements, mentions, attributions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.faces.lines import (
    ActorLine,
    ClaimLine,
    ControlLine,
    CountLine,
    DeadlineLine,
    DocumentLine,
    FigureLine,
    MentionLine,
    NoClaimLine,
    PlaceField,
    PlaceLine,
    SkippedLine,
    TimeField,
    TimeLine,
    VoiceField,
    VoiceLine,
)
from dateline.lexicon import crosswalk
from dateline.types import (
    Actor,
    Attribution,
    Claim,
    Control,
    Count,
    Deadline,
    Document,
    Figure,
    Interval,
    Mention,
    Place,
    Reading,
    Resolution,
    Voice,
    When,
    Where,
)

UNRESOLVED = Place(id="", name="")
NO_TIME = Interval(start=None, end=None, grain="", timex_type="", timex_value="")
NO_COUNT = Count(what="", low=None, high=None)
NOBODY = Actor(id="", name="")


def claim_line(claim: Claim) -> ClaimLine:
    """A claim as it is written, with its CAMEO code and ACLED sub-event type."""
    return ClaimLine(
        doc=claim.doc, id=claim.id, type=claim.type, mode=claim.mode, trigger=claim.trigger, also=claim.also,
        actor=claim.actor, recipient=claim.recipient, place=tuple(map(place_field, claim.place)), time=time_field(claim.time),
        counts=claim.counts, voices=tuple(map(_voice, claim.voices)), modality=claim.modality,
        polarity=claim.polarity, historical=claim.historical, same_as=claim.same_as, part_of=claim.part_of, content=claim.content,
        hedges=claim.hedges, damage=claim.damage, rule=claim.rule, score=round(claim.score, 4),
        sentence=claim.sentence, cameo=crosswalk.cameo_of(claim), acled=crosswalk.acled_of(claim),
    )  # fmt: skip


def control_line(control: Control) -> ControlLine:
    """A control statement as it is written."""
    return ControlLine(
        doc=control.doc, id=control.id, trigger=control.trigger, holder=control.holder,
        place=tuple(map(place_field, control.place)), status=control.status, time=time_field(control.time),
        voices=tuple(map(_voice, control.voices)), polarity=control.polarity, historical=control.historical, rule=control.rule,
        score=round(control.score, 4), sentence=control.sentence,
    )  # fmt: skip


def figure_line(one: Figure) -> FigureLine:
    """A figure as it is written."""
    return FigureLine(
        text=one.trigger.text, span=one.trigger.span, what=one.what, low=one.low, high=one.high, of=one.of,
        supersedes=one.supersedes, **_shared(one),
    )  # fmt: skip


def deadline_line(one: Deadline) -> DeadlineLine:
    """A deadline as it is written."""
    return DeadlineLine(
        text=one.trigger.text, span=one.trigger.span, who=one.who, what=one.what, moves=one.moves, **_shared(one)
    )


def _shared(one: Figure | Deadline) -> dict[str, Any]:
    return {
        "doc": one.doc, "id": one.id, "place": tuple(map(place_field, one.place)), "time": time_field(one.time),
        "voices": tuple(map(_voice, one.voices)), "polarity": one.polarity, "historical": one.historical, "rule": one.rule,
        "score": round(one.score, 4), "sentence": one.sentence,
    }  # fmt: skip


def place_field(where: Where) -> PlaceField:
    """A place as it is written, the gazetteer's fields empty where it is not resolved."""
    place = where.place or UNRESOLVED
    return PlaceField(
        text=where.text, span=where.span, id=place.id, name=place.name, geonames=place.geonames,
        lat=place.lat, lon=place.lon, country=place.country, precision=place.precision,
    )  # fmt: skip


def time_field(when: When | None) -> TimeField | None:
    """A time as it is written; None for none."""
    return TimeField(when.text, when.span, when.start, when.end, when.grain) if when else None


def _voice(voice: Voice) -> VoiceField:
    who = voice.speaker
    return VoiceField(who.text, who.span, who.name, who.code, who.id, voice.cue, voice.stance)


def document_line(document: Document) -> DocumentLine:
    """The text of a document, and what is known of it."""
    return DocumentLine(
        doc=document.id, text=document.text, published=document.published, outlet=document.outlet, url=document.url,
        title=document.title, sha256=document.sha256,
    )  # fmt: skip


def claim_lines(reading: Reading) -> Iterator[ClaimLine | ControlLine | FigureLine | DeadlineLine | NoClaimLine]:
    """Claims, control statements, figures, deadlines, each in the order of the text; one line with type null when there is no
    claim."""
    yield from map(claim_line, reading.claims)
    if not reading.claims:
        yield NoClaimLine(reading.document.id)
    yield from map(control_line, reading.controls)
    yield from map(figure_line, reading.figures)
    yield from map(deadline_line, reading.deadlines)


def mention_lines(reading: Reading) -> Iterator[MentionLine]:
    """Every mention with what it stands for; ``reason`` says why when it stands for nothing known."""
    settled = {_key(resolution.mention): resolution for resolution in reading.resolutions}
    for mention in reading.mentions:
        resolution = settled.get(_key(mention)) or Resolution(mention, None, reason="not looked up")
        yield _mention_line(reading.document.id, resolution)


def _key(mention: Mention) -> tuple[str, int, int]:
    return mention.kind, mention.span.start, mention.span.end


def _mention_line(doc: str, resolution: Resolution) -> MentionLine:
    mention, value = resolution.mention, resolution.value
    score = None if value is None else round(resolution.score, 4)
    shared = {
        "doc": doc, "text": mention.text, "span": mention.span, "rule": mention.rule,
        "score": score, "reason": resolution.reason,
    }  # fmt: skip
    return LINE_OF[mention.kind](shared, mention, value)


def _time_line(shared: dict[str, Any], _mention: Mention, value: object) -> MentionLine:
    time = value if isinstance(value, Interval) else NO_TIME
    return TimeLine(
        **shared, timex_type=time.timex_type, timex_value=time.timex_value, start=time.start, end=time.end,
        grain=time.grain,
    )  # fmt: skip


def _place_line(shared: dict[str, Any], mention: Mention, value: object) -> MentionLine:
    place = value if isinstance(value, Place) else UNRESOLVED
    return PlaceLine(
        **shared, use=mention.use, name=place.name, geonames=place.geonames, lat=place.lat, lon=place.lon,
        country=place.country, precision=place.precision,
    )  # fmt: skip


def _actor_line(shared: dict[str, Any], mention: Mention, value: object) -> MentionLine:
    actor = value if isinstance(value, Actor) else NOBODY
    return ActorLine(**shared, use=mention.use, name=actor.name, code=actor.code)


def _count_line(shared: dict[str, Any], _mention: Mention, value: object) -> MentionLine:
    count = value if isinstance(value, Count) else NO_COUNT
    return CountLine(**shared, what=count.what, low=count.low, high=count.high, unit=count.unit)


LINE_OF = {"time": _time_line, "place": _place_line, "actor": _actor_line, "count": _count_line}


def voice_lines(reading: Reading) -> Iterator[VoiceLine]:
    """Every attribution of the dispatch, in the order of the text."""
    for said in reading.attributions:
        yield _voice_line(reading.document.id, said)


def _voice_line(doc: str, said: Attribution) -> VoiceLine:
    return VoiceLine(doc, said.source, said.cue, said.content, said.quote, said.speaker)


def reading_dict(reading: Reading) -> dict[str, Any]:
    """The whole reading as plain values: the document and the same lines that the command line writes."""
    lines: dict[str, Any] = {
        "document": reading.document,
        "claims": [claim_line(claim) for claim in reading.claims],
        "controls": [control_line(control) for control in reading.controls],
        "figures": [figure_line(one) for one in reading.figures],
        "deadlines": [deadline_line(one) for one in reading.deadlines],
        "mentions": list(mention_lines(reading)),
        "voices": list(voice_lines(reading)),
        "skipped": [SkippedLine(item.what, item.why, item.remedy) for item in reading.skipped],
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(lines))
    return plain
