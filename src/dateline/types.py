"""The nouns of dateline, frozen: they carry, they do not work.

Every offset is a half-open pair of Unicode code points into ``Document.text``.
Dates are ISO 8601 strings (``2021-08-10``), so that the JSON form is the value itself.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal

import msgspec

BlockKind = Literal["headline", "byline", "dateline", "body", "credit", "noise", "separator"]
MentionKind = Literal["time", "place", "actor", "count"]
Modality = Literal["actual", "planned", "conditional", "possible", "unknown"]
Polarity = Literal["+", "-"]


class Span(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """Half-open range of code points; in JSON ``[start, end]``."""

    start: int
    end: int


class Quote(msgspec.Struct, frozen=True, gc=False):
    """The exact characters of a span: ``document.text[span.start:span.end] == text``."""

    text: str
    span: Span


class Block(msgspec.Struct, frozen=True, gc=False):
    """A marked stretch of a document; nothing is ever cut. ``rule`` names what marked it."""

    kind: BlockKind
    span: Span
    rule: str = ""


class Damage(msgspec.Struct, frozen=True, gc=False):
    """A place where the text looks broken (``kind``: quotes, doubled-stop, lost-auxiliary, shortcode …)."""

    kind: str
    span: Span
    note: str = ""


class Document(msgspec.Struct, frozen=True):
    """A text as received.

    ``published`` is None when neither option, metadata nor the dispatch's own header gives it;
    ``published_from`` says which of the three did. ``sha256`` is of the bytes received. ``at``: the moment of publication,
    ISO, UTC, to the minute, where the date came with a time.
    """

    id: str
    text: str
    published: str | None = None
    published_from: Literal["option", "metadata", "header"] | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    sha256: str = ""
    blocks: tuple[Block, ...] = ()
    damage: tuple[Damage, ...] = ()
    at: str | None = None


class Interval(msgspec.Struct, frozen=True, tag=True, gc=False):
    """What a time expression covers: first and last day, inclusive; None is an open end.

    ``grain``: day, week, month, quarter, year, decade, century, time, duration, set.
    ``anchor``: the day the words were counted from, None for absolute dates.
    ``timex_type`` / ``timex_value``: TIMEX3 (DATE, TIME, DURATION, SET).
    """

    start: str | None
    end: str | None
    grain: str
    anchor: str | None = None
    timex_type: str = "DATE"
    timex_value: str = ""


class Count(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A number as the words bound it. ``what``: killed injured missing abducted arrested displaced
    treated released other. None is an open bound, never zero. ``unit``: the noun counted, ``of``: whom."""

    what: str
    low: int | None
    high: int | None
    unit: str = ""
    of: str = ""


class Place(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A gazetteer entry. ``id`` is ``geonames:N`` or ``iso:AF-HEL`` or ``iso:AF``; ``country`` ISO 3166 alpha-2;
    ``precision``: country, admin1, city, region, continent, feature; lat/lon in degrees WGS84, None if unplaced."""

    id: str
    name: str
    country: str = ""
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = ""


class Actor(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Who it is: ``id`` in the lexicon or "" when known from the text alone; ``code`` ISO 3166 alpha-3 and
    PLOVER sector valid at the publication date ("AFG-REB", "IGO"), "" when not clear."""

    id: str
    name: str
    code: str = ""


class Rival(msgspec.Struct, frozen=True, gc=False):
    """A reading that lost: what it was, its score in 0–1, why it lost."""

    id: str
    score: float
    reason: str = ""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A span that names an actor, place, time or count; ``rule`` is the lexicon entry or mechanism that found it.

    ``head``: index of its head token in the Parse, -1 when it lies outside the parsed text.
    ``use``: for places literal, metonym, modifier, dateline, credit; for actors name, pronoun, description.
    """

    kind: MentionKind
    span: Span
    text: str
    rule: str
    head: int = -1
    use: str = ""


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """What a mention stands for. ``value`` None is an abstention, and ``reason`` says why.
    ``score`` 0–1 is how sure *we* are."""

    mention: Mention
    value: Interval | Count | Place | Actor | None
    score: float = 1.0
    reason: str = ""
    rivals: tuple[Rival, ...] = ()


class Party(msgspec.Struct, frozen=True, omit_defaults=False, gc=False):
    """An actor, recipient, holder or voice of a claim: the words, who it is once resolved, its code, its lexicon id."""

    text: str
    span: Span
    name: str = ""
    code: str = ""
    id: str = ""


class Voice(msgspec.Struct, frozen=True, gc=False):
    """One link of the attribution chain. ``stance``: asserts, denies, claims, alleges, doubts, reports …"""

    speaker: Party
    cue: Quote
    stance: str = "asserts"


class Where(msgspec.Struct, frozen=True, gc=False):
    """Place of a claim: the words, and the gazetteer entry (None when unresolved)."""

    text: str
    span: Span
    place: Place | None = None


class When(msgspec.Struct, frozen=True, gc=False):
    """Time of a claim: the words and the days they allow (both None when unresolved)."""

    text: str
    span: Span
    start: str | None = None
    end: str | None = None
    grain: str = ""


class Tally(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A count of a claim with its words. ``corrects``: the number that the dispatch takes back with it, left out for none."""

    what: str
    low: int | None
    high: int | None
    text: str
    span: Span
    corrects: int | None = None


class Step(msgspec.Struct, frozen=True, gc=False):
    """One decision on the way to a claim: the field decided, the rule, the words, the reason."""

    field: str
    rule: str
    text: str = ""
    span: Span | None = None
    reason: str = ""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """One thing a dispatch says happened, is planned, asked, threatened or refused.

    ``modality`` is how sure the text is, ``score`` (0–1) how sure we are. ``rule`` is the lexicon entry.
    ``steps`` is the reading behind it, which ``explain`` prints. ``part_of``: the id of the claim whose number holds the number of
    this one ("30 rebels, including three commanders"), so that nobody adds both; None for most.
    """

    id: str
    doc: str
    type: str
    trigger: Quote
    rule: str
    sentence: Span
    mode: tuple[str, ...] = ()
    also: tuple[Quote, ...] = ()
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    place: tuple[Where, ...] = ()
    time: When | None = None
    counts: tuple[Tally, ...] = ()
    voices: tuple[Voice, ...] = ()
    modality: Modality = "actual"
    polarity: Polarity = "+"
    historical: bool = False
    content: Quote | None = None
    hedges: tuple[Quote, ...] = ()
    same_as: tuple[str, ...] = ()
    part_of: str | None = None
    damage: tuple[str, ...] = ()
    score: float = 1.0
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if self.trigger.span.end <= self.trigger.span.start:
            raise ValueError(f"a claim needs evidence: empty trigger in {self.doc!r}")


class Control(msgspec.Struct, frozen=True, gc=False):
    """A statement that somebody holds, contests or lost a place. ``status``: held, contested, lost. ``polarity``: "-" where
    it is denied; a denied loss is the denier's word that the holder holds on."""

    id: str
    doc: str
    trigger: Quote
    rule: str
    sentence: Span
    holder: tuple[Party, ...]
    place: tuple[Where, ...]
    status: str = "held"
    time: When | None = None
    voices: tuple[Voice, ...] = ()
    polarity: Polarity = "+"
    historical: bool = False
    score: float = 1.0
    steps: tuple[Step, ...] = ()


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A number of people that stands without a claim that counts it, since no deed is told beside it.

    ``what``: killed injured missing abducted arrested displaced returned evacuated treated released other. ``low``, ``high``:
    bounds, None is open. ``of``: whose they are, () when it is not said. ``supersedes``: the number that the text says it
    raises or lowers, None for none. ``polarity``: "-" where the text says that it is wrong.
    """

    id: str
    doc: str
    trigger: Quote
    sentence: Span
    what: str
    low: int | None
    high: int | None
    of: tuple[Party, ...] = ()
    place: tuple[Where, ...] = ()
    time: When | None = None
    voices: tuple[Voice, ...] = ()
    polarity: Polarity = "+"
    supersedes: int | None = None
    historical: bool = False
    rule: str = "line.figure"
    score: float = 0.6


class Deadline(msgspec.Struct, frozen=True, gc=False):
    """A day to come by which, on which or from which something is to be so.

    ``who``: who is to do it; ``what``: the words for it; ``time``: first and last day; ``moves``: the text says that it was put
    off to this day.
    """

    id: str
    doc: str
    trigger: Quote
    sentence: Span
    what: Quote
    who: tuple[Party, ...] = ()
    place: tuple[Where, ...] = ()
    time: When | None = None
    voices: tuple[Voice, ...] = ()
    polarity: Polarity = "+"
    moves: bool = False
    historical: bool = False
    rule: str = "line.deadline"
    score: float = 0.6


class Skipped(msgspec.Struct, frozen=True):
    """Something that was not read: what it was, why, what to do about it. ``code`` is the exit code it asks for."""

    what: str
    why: str
    remedy: str = ""
    code: int = 1


class Attribution(msgspec.Struct, frozen=True):
    """Who said what with which words, whether or not it holds a claim. ``quote``: direct, mixed, none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: str = "none"
    speaker: str = ""


class Reading(msgspec.Struct, frozen=True):
    """Everything read from one document."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    claims: tuple[Claim, ...] = ()
    controls: tuple[Control, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    figures: tuple[Figure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Document, claims, controls, mentions, voices, skipped: the same values that the command line writes."""
        plain: dict[str, Any] = _face("export", "reading_dict")(self)
        return plain

    def to_html(self) -> str:
        """The self-contained page of ``--to html``."""
        return str(_face("page", "page")([self]))

    def to_frame(self, to: str = "pandas", *, of: str = "claims") -> Any:
        """Its claims (``of``: "claims", a claim or control statement a row) or mentions ("mentions") as a data frame.

        ``to``: "pandas", "polars" or "arrow". Nothing of these is loaded before. Raises OptionError when it is not
        installed (``pip install 'dateline[parquet]' pandas``), or for another name.
        """
        return _later("exports.frames", "of_reading")(self, to, of)

    def _repr_html_(self) -> str:
        return str(_face("page", "frame")(self))

    def __repr__(self) -> str:
        said = (self.claims, "claim"), (self.controls, "control statement"), (self.mentions, "mention")
        parts = ", ".join(f"{len(found)} {name}{'' if len(found) == 1 else 's'}" for found, name in said)
        return f"<Reading of {self.document.id!r}, {self.document.published or 'undated'}: {parts}>"


def _face(module: str, name: str) -> Callable[..., Any]:
    """A function of the faces, loaded when a reading is asked to show itself: the types stand below them and import none."""
    return _later(f"faces.{module}", name)


def _later(module: str, name: str) -> Callable[..., Any]:
    """A function of a layer above, by the name of its module, loaded when it is asked for."""
    found: Callable[..., Any] = getattr(import_module(f"dateline.{module}"), name)
    return found
