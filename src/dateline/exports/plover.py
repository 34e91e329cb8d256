"""Claims as PLOVER records, one JSON object each, with the four auxiliary modes, offsets, and what PLOVER has no key for.

``id``, ``date``, ``actor`` and ``event`` are what PLOVER requires; a claim that lacks one is refused. The type and its modes are
PLOVER's but for ``territory``, which is ours and so stands under ``dateline``.
"""

from __future__ import annotations

from typing import Any

from dateline.actors.codes import split
from dateline.exports.refusal import Refusal
from dateline.exports.sides import named
from dateline.exports.summary import POINTS
from dateline.record.state.attribution import said_by
from dateline.record.types import Kept
from dateline.types import Claim, Party, Tally, Where

OURS = frozenset({"territory"})
SIZES = {"dead": "killed", "injured": "injured", "arrested": "arrested"}
HYPOTHETICAL = frozenset({"conditional", "possible", "unknown"})
Record = dict[str, Any]


def coded(kept: Kept) -> Record | Refusal:
    """The record of a claim, or why there is none."""
    claim = kept.claim
    if not isinstance(claim, Claim):
        return _refused(kept, "no-event", "it says how things stand and tells no event")
    day = _date(kept)
    if day is None:
        return _refused(kept, "no-date", "neither a day nor a date of publication is told; PLOVER requires a date")
    if not claim.actor:
        return _refused(kept, "no-actor", "PLOVER requires an actor")
    return _record(kept, claim, day)


def _record(kept: Kept, claim: Claim, day: str) -> Record:
    found: Record = {
        "id": kept.key, "date": day, "event": claim.type, "mode": [mode for mode in claim.mode if mode not in OURS],
        "auxmode": auxiliary(claim), "actor": list(map(_party, claim.actor)), "recipient": list(map(_party, claim.recipient)),
        "location": list(map(_place, claim.place)), "size": _sizes(claim.counts),
        "text": " ".join(kept.sentence.split()), "text_info": _text_info(claim), "source": kept.document.outlet,
        "url": kept.document.url, "pub_date": kept.document.published, "headline": kept.document.title, "dateline": _ours(kept, claim),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value not in (None, [], {})} | {"id": kept.key}


def auxiliary(claim: Claim) -> list[str]:
    """PLOVER's auxiliary modes."""
    told = {
        "historical": claim.historical, "future": claim.modality == "planned", "hypothetical": claim.modality in HYPOTHETICAL,
        "negation": claim.polarity == "-",
    }  # fmt: skip
    return [mode for mode, is_so in told.items() if is_so]


def _date(kept: Kept) -> str | None:
    time = kept.claim.time
    return (time.start or time.end if time else None) or kept.document.published


def _party(party: Party) -> Record:
    home, sector = split(party.code)
    told = {
        "name": named(party),
        "country": home,
        "sector": sector,
        "code": party.code.replace("-", " "),
        "text": party.text,
    }
    return {key: value for key, value in told.items() if value} | {"span": [party.span.start, party.span.end]}


def _place(where: Where) -> Record:
    place = where.place
    told: Record = {"text": where.text}
    if place is not None:
        told |= {"name": place.name, "country": place.country, "geonames": place.geonames, "precision": place.precision}
        told |= {"lat": place.lat, "lon": place.lon} if place.precision in POINTS else {}
    return {key: value for key, value in told.items() if value not in (None, "")} | {
        "span": [where.span.start, where.span.end]
    }


def _sizes(counts: tuple[Tally, ...]) -> Record:
    """Bounds of what PLOVER counts; null is an open bound."""
    told = {key: next((one for one in counts if one.what == what), None) for key, what in SIZES.items()}
    return {key: {"low": one.low, "high": one.high} for key, one in told.items() if one is not None}


def _text_info(claim: Claim) -> Record:
    """Offsets into the text as received, in Unicode code points, the end not included."""
    return {
        "start": claim.sentence.start,
        "end": claim.sentence.end,
        "event": [claim.trigger.span.start, claim.trigger.span.end],
    }


def _ours(kept: Kept, claim: Claim) -> Record:
    """What PLOVER has no key for."""
    told: Record = {
        "document": kept.document.id, "event": kept.event, "trigger": claim.trigger.text, "territory": OURS & set(claim.mode) and True,
        "said_by": said_by(kept), "voices": [_voice(voice) for voice in claim.voices], "modality": claim.modality,
        "content": claim.content and claim.content.text, "rule": claim.rule, "score": round(claim.score, 4),
        "date_from": "text" if claim.time and (claim.time.start or claim.time.end) else "publication",
        "dates": [claim.time.start, claim.time.end] if claim.time else None,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value not in (None, [], "", frozenset())}


def _voice(voice: Any) -> Record:
    return {**_party(voice.speaker), "cue": voice.cue.text, "stance": voice.stance}


def _refused(kept: Kept, rule: str, why: str) -> Refusal:
    claim, time = kept.claim, kept.claim.time
    place = claim.place[0].text if claim.place else ""
    start, end = (time.start, time.end) if time else (None, None)
    return Refusal(kept.key, kept.document.known, start, end, place, claim.trigger.text, rule, why)
