"""The lines dateline writes: their fields are the output contract, and their JSON Schemas are made from these types."""

from __future__ import annotations

import msgspec

from dateline.types import Modality, Party, Polarity, Quote, Span, Tally

SCHEMA = 1
"""Version of the lines, of every kind: raised when a field is renamed, taken away or means another thing."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What every line has: the version of its schema, as its last field."""

    schema: int = SCHEMA


class PlaceField(msgspec.Struct, frozen=True):
    """Where: the words, and the gazetteer entry; ``id`` is "" and the rest null when the place was not resolved."""

    text: str
    span: Span
    id: str = ""
    name: str = ""
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    precision: str = ""


class TimeField(msgspec.Struct, frozen=True):
    """When: the words, and first and last day they allow (ISO 8601; null when open or unresolved)."""

    text: str
    span: Span
    start: str | None
    end: str | None
    grain: str


class VoiceField(msgspec.Struct, frozen=True):
    """Who says so: the speaker's words, who it is, the reporting words and the stance they take."""

    text: str
    span: Span
    name: str
    code: str
    id: str
    cue: Quote
    stance: str


class ClaimLine(Line, frozen=True):
    """One claim. ``modality`` is how sure the text is, ``score`` (0-1) how sure dateline is."""

    doc: str
    id: str
    type: str
    mode: tuple[str, ...]
    trigger: Quote
    also: tuple[Quote, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: tuple[PlaceField, ...]
    time: TimeField | None
    counts: tuple[Tally, ...]
    voices: tuple[VoiceField, ...]
    modality: Modality
    polarity: Polarity
    historical: bool
    same_as: tuple[str, ...]
    part_of: str | None
    content: Quote | None
    hedges: tuple[Quote, ...]
    damage: tuple[str, ...]
    rule: str
    score: float
    sentence: Span
    cameo: str | None
    acled: str | None


class ControlLine(Line, frozen=True, tag_field="kind", tag="control"):
    """Somebody holds, contests or lost a place."""

    doc: str
    id: str
    trigger: Quote
    holder: tuple[Party, ...]
    place: tuple[PlaceField, ...]
    status: str
    time: TimeField | None
    voices: tuple[VoiceField, ...]
    polarity: Polarity
    historical: bool
    rule: str
    score: float
    sentence: Span


class FigureLine(Line, frozen=True, tag_field="kind", tag="figure"):
    """A number of people that no claim counts. ``of``: whose they are; ``supersedes``: the number that it replaces."""

    doc: str
    id: str
    text: str
    span: Span
    what: str
    low: int | None
    high: int | None
    of: tuple[Party, ...]
    place: tuple[PlaceField, ...]
    time: TimeField | None
    voices: tuple[VoiceField, ...]
    polarity: Polarity
    supersedes: int | None
    historical: bool
    rule: str
    score: float
    sentence: Span


class DeadlineLine(Line, frozen=True, tag_field="kind", tag="deadline"):
    """A day to come by which something is to be so: ``who`` is to do ``what``; ``moves``: it was put off to this day."""

    doc: str
    id: str
    text: str
    span: Span
    who: tuple[Party, ...]
    what: Quote
    place: tuple[PlaceField, ...]
    time: TimeField | None
    voices: tuple[VoiceField, ...]
    polarity: Polarity
    moves: bool
    historical: bool
    rule: str
    score: float
    sentence: Span


class NoClaimLine(Line, frozen=True):
    """A document that was read and holds no claim; ``type`` is always null."""

    doc: str
    type: None = None


class DocumentLine(Line, frozen=True, tag_field="kind", tag="document"):
    """A text as it was read, with ``--with-text``: ``text[start:end]`` of a span of its ``doc`` are the words. Of an HTML page it is
    what was taken out of it; ``sha256`` is of the bytes received."""

    doc: str
    text: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    sha256: str


class TimeLine(Line, frozen=True, tag_field="kind", tag="time"):
    """A time expression. ``timex_type`` and ``timex_value`` as in TIMEX3; days are null when unresolved."""

    doc: str
    text: str
    span: Span
    timex_type: str
    timex_value: str
    start: str | None
    end: str | None
    grain: str
    rule: str
    score: float | None
    reason: str


class PlaceLine(Line, frozen=True, tag_field="kind", tag="place"):
    """A place name. ``use``: literal, metonym, modifier, dateline, credit."""

    doc: str
    text: str
    span: Span
    use: str
    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str
    precision: str
    rule: str
    score: float | None
    reason: str


class ActorLine(Line, frozen=True, tag_field="kind", tag="actor"):
    """An actor. ``use``: name, pronoun, description; ``code`` is "" when not clear."""

    doc: str
    text: str
    span: Span
    use: str
    name: str
    code: str
    rule: str
    score: float | None
    reason: str


class CountLine(Line, frozen=True, tag_field="kind", tag="count"):
    """A number as the words bound it; an open bound is null, never zero."""

    doc: str
    text: str
    span: Span
    what: str
    low: int | None
    high: int | None
    unit: str
    rule: str
    score: float | None
    reason: str


class VoiceLine(Line, frozen=True):
    """One attribution: who said what with which words, whether or not it holds a claim.

    ``quote``: direct, mixed, none.
    """

    doc: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: str
    speaker: str


class IncidentLine(Line, frozen=True, tag_field="kind", tag="incident"):
    """One incident of one document.

    ``what``: attack, bombing, kidnapping, arson, robbery, … ``perpetrators``: people and groups, as the words have them;
    ``organisations``: whose people they are, once each. ``victims``: people; ``targets``: buildings, vehicles, property.
    ``instruments``: the words for the weapons. ``claims``: ids of the claims it is made of. ``modality``: the surest of them.
    """

    doc: str
    what: str
    time: TimeField | None
    place: tuple[PlaceField, ...]
    perpetrators: tuple[Party, ...]
    organisations: tuple[Party, ...]
    targets: tuple[Party, ...]
    victims: tuple[Party, ...]
    instruments: tuple[Quote, ...]
    counts: tuple[Tally, ...]
    voices: tuple[str, ...]
    modality: str
    historical: bool
    claims: tuple[str, ...]
    span: Span


class SkippedLine(Line, frozen=True, tag_field="kind", tag="skipped"):
    """Something that was not read, in ``Reading.to_dict()``: what, why, what to do."""

    what: str
    why: str
    remedy: str


MentionLine = TimeLine | PlaceLine | ActorLine | CountLine

LINES: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "claims": (ClaimLine, ControlLine, FigureLine, DeadlineLine, NoClaimLine, DocumentLine),
    "mentions": (TimeLine, PlaceLine, ActorLine, CountLine, DocumentLine),
    "voices": (VoiceLine,),
    "incidents": (IncidentLine,),
}
"""What each kind of output may hold, line by line."""


def schemas(kinds: dict[str, tuple[type[msgspec.Struct], ...]] = LINES) -> dict[str, object]:
    """For each kind of output the JSON Schema (2020-12) of one of its lines."""
    return {name: _schema(name, types) for name, types in kinds.items()}


def _schema(name: str, types: tuple[type[msgspec.Struct], ...]) -> dict[str, object]:
    found, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"dateline {name}: one line",
        "anyOf": list(found),
        "$defs": components,
    }
