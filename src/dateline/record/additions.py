"""Claims that a person adds to a dispatch: made of words or spans of its text, and kept whole in the judgement that adds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from dateline.record.corrections import FIELDS, is_day, unfit, value_of
from dateline.record.packing import KINDS, Stated, kind_of
from dateline.record.settling import Setting, quote, settled, spot
from dateline.types import Claim, Control, Document, Figure, Quote, Span

RULE = "judged.added"
"""Rule of a claim that no reader read."""
ENDS = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")
"""Where a sentence ends, as far as signs tell."""
TITLES = frozenset({"mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "sgt", "capt", "gov", "sen", "rep", "st", "no"})
"""Abbreviations before a name, which end no sentence."""
OTHERS = frozenset({"kind", "trigger", "sentence"})


class Addition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an addition holds: the kind of statement, the statement itself as plain JSON, the words of its sentence."""

    kind: str
    claim: dict[str, Any]
    sentence: str


def made(document: Document, given: Mapping[str, Any], setting: Setting, sentences: Iterable[Span]) -> Addition:
    """The statement that was missed, from what a person gives.

    ``given``: ``kind`` (claim, control, figure, deadline; claim if not given), ``trigger`` (its words, or ``[start, end]`` of the
    text) and the fields of that kind: see ``corrections.FIELDS``. ``sentences``: those known to be in the text.
    Raises OptionError when something does not stand in the text or does not fit.
    """
    kind = given.get("kind", "claim")
    if kind not in KINDS:
        raise unfit(f"{kind!r} is no kind", f"give {', '.join(KINDS)}")
    if not document.text:
        raise unfit(f"the record keeps no text of {document.id}", "ingest it without --no-texts")
    trigger = _trigger(given, setting)
    sentence = _sentence(given, trigger, setting, sentences)
    fields = _fields(kind, given, msgspec.structs.replace(setting, within=sentence))
    known = {"trigger": trigger, "sentence": sentence, "doc": document.id, "rule": RULE, "score": 1.0}
    claim = _stated(kind, {**_needed(kind), **fields, **known})
    whole = msgspec.structs.replace(claim, id=_id(claim))
    addition = Addition(kind, msgspec.to_builtins(whole), document.text[sentence.start : sentence.end])
    checked(addition, whole.id)
    return addition


def _trigger(given: Mapping[str, Any], setting: Setting) -> Quote:
    if not given.get("trigger"):
        raise unfit("no trigger is given", "give the words that tell it, or where they stand: start:end")
    return quote(given["trigger"], setting, strict=True)


def _needed(kind: str) -> dict[str, Any]:
    """Fields without which the kind cannot be made, empty."""
    if kind == "control":
        return {"holder": (), "place": ()}
    return {"low": None, "high": None} if kind == "figure" else {}


def _fields(kind: str, given: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """The fields of a kind as plain values. Raises OptionError for others."""
    known = FIELDS[KINDS[kind]]
    for name in given.keys() - known.keys() - OTHERS:
        raise unfit(f"{name!r} is no field of a {kind}", f"give {', '.join(known)}")
    wanted = {"claim": "type", "figure": "what", "deadline": "what"}.get(kind, "holder")
    if not given.get(wanted):
        raise unfit(f"no {wanted} is given", f"a {kind} needs it")
    return {name: settled(name, value, setting, strict=True) for name, value in given.items() if name in known}


def _stated(kind: str, fields: Mapping[str, Any]) -> Stated:
    """The statement, every field held against what its kind allows."""
    try:
        bare: Stated = msgspec.convert(msgspec.to_builtins({"id": "", **fields}), KINDS[kind])
    except (msgspec.ValidationError, ValueError) as error:
        raise unfit(f"it is no {kind}: {error}", "see docs/record.md, Judgements") from error
    return bare


def _id(claim: Stated) -> str:
    """12 hex digits of all that it says."""
    return sha256(b"added\0" + msgspec.json.encode(claim, order="deterministic")).hexdigest()[:12]


def _sentence(given: Mapping[str, Any], trigger: Quote, setting: Setting, sentences: Iterable[Span]) -> Span:
    """The sentence given, else a known one around the trigger, else what signs say is one."""
    if given.get("sentence"):
        span = spot(given["sentence"], setting)
        if span is None or not _holds(span, trigger.span):
            raise unfit("the sentence does not hold the trigger", "give start:end of the sentence around it")
        return span
    around = (one for one in sentences if _holds(one, trigger.span))
    return next(around, None) or sentence_around(setting.text, trigger.span)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def sentence_around(text: str, span: Span) -> Span:
    """The sentence in which a span lies, by its signs; a full stop behind "Gen." or "Dr." ends none."""
    start, end = 0, len(text)
    for match in ENDS.finditer(text):
        if _is_abbreviated(text, match.start()):
            continue
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end - 1:
            end = len(text[: match.end()].rstrip())
            break
    return Span(start, len(text[:end].rstrip()))


def _is_abbreviated(text: str, at: int) -> bool:
    word = re.split(r"\W", text[max(0, at - 6) : at])[-1]
    return word.casefold() in TITLES or len(word) == 1


def decoded(value: str) -> Addition:
    """An addition from the JSON of its judgement. Raises OptionError when it is none."""
    try:
        return msgspec.json.decode(value, type=Addition)
    except msgspec.MsgspecError as error:
        raise unfit(f"it adds no claim: {error}", "add it again") from error


def claim_of(addition: Addition) -> Stated:
    """The statement that is added. Raises OptionError when it is none."""
    if addition.kind not in KINDS:
        raise unfit(f"{addition.kind!r} is no kind", f"give {', '.join(KINDS)}")
    return _stated(addition.kind, addition.claim)


def checked(addition: Addition, id: str) -> Stated:
    """The statement, when it is what it says: its id that of its content, its trigger in its sentence, its fields allowed.

    Raises OptionError.
    """
    claim = claim_of(addition)
    if claim.rule != RULE or claim.id != id or _id(msgspec.structs.replace(claim, id="")) != id:
        raise unfit("its id is of another claim", "add it again")
    start, words = claim.sentence.start, claim.trigger
    at = words.span.start - start
    if (
        len(addition.sentence) != claim.sentence.end - start
        or addition.sentence[at : at + len(words.text)] != words.text
    ):
        raise unfit("its trigger does not stand in its sentence", "add it again")
    for name in FIELDS[type(claim)]:
        value_of(claim, name, msgspec.json.encode(getattr(claim, name)).decode())
    if claim.time and not all(map(is_day, filter(None, (claim.time.start, claim.time.end)))):
        raise unfit(f"{claim.time.text} holds no day", "give 2021-08-10 or 2021-08-10/2021-08-12")
    return claim


def describe(addition: Addition) -> str:
    """In a few words what is added."""
    claim = claim_of(addition)
    kind = claim.type if isinstance(claim, Claim) else claim.status if isinstance(claim, Control) else kind_of(claim)
    counted = f" {claim.what}" if isinstance(claim, Figure) else ""
    return f"{kind}{counted} “{claim.trigger.text}”"
