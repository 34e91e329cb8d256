"""Claims as rows of a spreadsheet in which people check them: what may be changed stands in columns of its own, and every
row knows which version of which claim it shows, so that changes come back as judgements (``review``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.exports.summary import POINTS
from dateline.lexicon import crosswalk
from dateline.record.joining import base_of
from dateline.record.packing import kind_of
from dateline.record.state.attribution import said_by
from dateline.record.types import Kept
from dateline.types import Claim, Party, Tally, Where

COUNTED = ("killed", "injured", "missing", "abducted", "arrested", "displaced")
FIGURES = tuple(f"{what}_{bound}" for what in COUNTED for bound in ("low", "high"))
EDITABLE = (
    "event", "type", "mode", "actor", "actor_code", "recipient", "recipient_code", "place", "place_id", "start", "end",
    *FIGURES, "modality", "negated", "historical",
)  # fmt: skip
"""Columns in which a change is a correction."""
ASKED = ("verdict", "note")
"""Empty columns for people: "drop" for what is no claim, and why."""
COLUMNS = (
    "key", "kind", "known", "outlet", "said_by", "sentence", "trigger", *EDITABLE, *ASKED, "country", "lat", "lon",
    "precision", "time_words", "other_counts", "content", "score", "acled", "cameo", "document", "title", "url", "rule", "event_was",
)  # fmt: skip
ENDINGS = ("_low", "_high")
LIST = "; "
Row = dict[str, Any]


class Sides(msgspec.Struct, frozen=True):
    """The fields of a kind of statement that the columns ``type``, ``actor`` and ``recipient`` show."""

    type: str
    actor: str
    recipient: str = ""


SHOWN = {"claim": Sides("type", "actor", "recipient"), "control": Sides("status", "holder")}
"""By kind: a control statement has its status in ``type`` and its holder in ``actor``."""


def row(kept: Kept) -> Row:
    """A claim or control statement as a row; None is what is not told."""
    claim, document = kept.claim, kept.document
    return {
        "key": kept.key, "kind": kind_of(claim), "known": document.known, "outlet": document.outlet, "said_by": said_by(kept),
        "sentence": kept.sentence, "trigger": claim.trigger.text, **editable(kept), **dict.fromkeys(ASKED),
        **_placed(claim.place), "time_words": claim.time and claim.time.text, "score": round(claim.score, 4),
        "other_counts": _others(claim), **_coded(claim), "document": document.id, "title": document.title, "url": document.url,
        "rule": claim.rule, "event_was": kept.event and base_of(kept.event),
    }  # fmt: skip


def editable(kept: Kept) -> Row:
    """The columns that may be changed."""
    claim = kept.claim
    sides = SHOWN[kind_of(claim)]
    time = claim.time
    return {
        "event": kept.event and base_of(kept.event), "type": getattr(claim, sides.type), "mode": LIST.join(getattr(claim, "mode", ())),
        **_side("actor", getattr(claim, sides.actor)), **_side("recipient", getattr(claim, sides.recipient, ())),
        "place": _join(place_name(where) for where in claim.place), "place_id": _join(place_id(where) for where in claim.place),
        "start": time and time.start, "end": time and time.end, **_figures(getattr(claim, "counts", ())),
        "modality": getattr(claim, "modality", None), "negated": claim.polarity == "-", "historical": claim.historical,
    }  # fmt: skip


def _join(values: Iterable[str]) -> str:
    """Items of a list; an empty one keeps its place, unless all are empty."""
    listed = list(values)
    return LIST.join(listed) if any(listed) else ""


def _side(name: str, parties: tuple[Party, ...]) -> Row:
    return {name: _join(map(party_name, parties)), f"{name}_code": _join(party.code for party in parties)}


def party_name(party: Party) -> str:
    """What a party is called in a cell: no list of its own."""
    return " ".join((party.name or party.text).replace(";", ",").split())


def place_name(where: Where) -> str:
    """What a place is called in a cell."""
    return " ".join((where.place.name if where.place else where.text).replace(";", ",").split())


def place_id(where: Where) -> str:
    """Its id in the gazetteer, "" when it is not resolved."""
    return where.place.id if where.place else ""


def counted(counts: Iterable[Tally], what: str) -> Tally | None:
    """The first count of a kind, which its columns show."""
    return next((one for one in counts if one.what == what), None)


def _figures(counts: tuple[Tally, ...]) -> Row:
    found: Row = {}
    for what in COUNTED:
        tally = counted(counts, what)
        found |= {f"{what}_low": tally and tally.low, f"{what}_high": tally and tally.high}
    return found


def _others(claim: object) -> str:
    """Counts that have no columns, in words: further ones of a kind too."""
    counts = claim.counts if isinstance(claim, Claim) else ()
    shown = {id(counted(counts, what)) for what in COUNTED}
    return _join(
        f"{one.what} {_bound(one.low)}-{_bound(one.high)} ({one.text})" for one in counts if id(one) not in shown
    )


def _bound(number: int | None) -> str:
    return "" if number is None else str(number)


def _placed(places: tuple[Where, ...]) -> Row:
    place = next((where.place for where in places if where.place), None)
    if place is None:
        return {}
    point = (place.lat, place.lon) if place.precision in POINTS else (None, None)
    return {"country": place.country, "lat": point[0], "lon": point[1], "precision": place.precision}


def _coded(claim: Any) -> Row:
    if not isinstance(claim, Claim):
        return {}
    return {
        "content": claim.content and claim.content.text, "cameo": crosswalk.cameo_of(claim), "acled": crosswalk.acled_of(claim),
    }  # fmt: skip
