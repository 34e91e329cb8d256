"""What lists show of an event, kept up to date when events change: its row, and the values that it is found and counted by.

A row says what the whole computation says of the event as all is known now; for an earlier day rows are made for the answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from dateline.record.inserts import insert
from dateline.record.joining import asked, chunks
from dateline.record.packing import BROKEN
from dateline.record.privacy import is_private, private_names, without
from dateline.record.rows import Row, facets_of
from dateline.record.schema import event_facets, events, members
from dateline.record.state.attribution import outlets_of, speaker
from dateline.record.state.grade import CONTESTED, grade, origins
from dateline.record.state.tolls import claims_of, figure, tolls
from dateline.record.states import Toll
from dateline.record.titles import title
from dateline.record.types import Happening
from dateline.record.view import View
from dateline.types import Claim, Place

LATE = "9999-12-31"
NARROW = ("feature", "city", "admin2", "admin1", "", "country", "region", "continent")
"""Precisions of places, the narrowest first."""
MODALITIES = ("actual", "possible", "planned", "conditional", "unknown")
"""The surest first."""
BATCH = 500  # events whose rows are made at once
VALUE = 200  # characters of a value that events are found by


class Card(msgspec.Struct, frozen=True, array_like=True):
    """A row of an event as it was: the row itself, and the values by kind that the event is found by."""

    row: Row
    values: dict[str, list[str]]


def packed_card(row: Row, values: Collection[Row]) -> bytes:
    """Row and values as they lie in the row of an earlier state."""
    return msgspec.msgpack.encode(Card(row, grouped(values)))


class Half(msgspec.Struct, frozen=True, array_like=True):
    """The same, of which nothing is taken out yet: lists of an earlier day look at many and show few."""

    row: msgspec.Raw
    values: msgspec.Raw


unpacked_half = msgspec.msgpack.Decoder(Half).decode
"""What was packed, not yet taken out."""
unpacked_values = msgspec.msgpack.Decoder(dict[str, list[str]]).decode


def replace(connection: Connection, gone: Collection[str], present: dict[str, tuple[Row, list[Row]]]) -> None:
    """Write the rows of events anew, by key with the values they are found by, and take away those that are no more."""
    for some in chunks({*gone, *present}):
        connection.execute(delete(events).where(events.c.key.in_(some)))
        connection.execute(delete(event_facets).where(event_facets.c.event.in_(some)))
    insert(connection, events, [row for row, _ in present.values()])
    insert(connection, event_facets, [one for _, values in present.values() for one in values])


def _all(connection: Connection) -> set[str]:
    return {event for (event,) in connection.execute(select(members.c.event).distinct())}


def wrong(connection: Connection) -> int:
    """How many events have other rows than would be made now."""
    view, wanted = View(connection), sorted(_all(connection))
    number = len({key for (key,) in connection.execute(select(events.c.key))} - set(wanted))
    for at in range(0, len(wanted), BATCH):
        some = wanted[at : at + BATCH]
        there = {row["key"]: dict(row) for row in asked_rows(connection, some)}
        made = {one.key: row_of(one) for one in _whole(view, some)}
        number += sum(there.get(key) != row for key, row in made.items())
    return number


def asked_rows(connection: Connection, keys: Collection[str]) -> Iterator[Any]:
    """The rows of events."""
    yield from connection.execute(select(events).where(events.c.key.in_(keys))).mappings()


def _whole(view: View, wanted: list[str]) -> list[Happening]:
    """The events, without those that a broken claim is in: lists do not show these until the claim is ingested anew."""
    try:
        return view.happenings(_claims_of(view.connection, wanted))
    except BROKEN:
        half = len(wanted) // 2
        return [*_whole(view, wanted[:half]), *_whole(view, wanted[half:])] if half else []


def _claims_of(connection: Connection, wanted: Collection[str]) -> set[str]:
    return {claim for (claim,) in asked(connection, select(members.c.claim), members.c.event, wanted)}


def row_of(happening: Happening, counted: tuple[Toll, ...] | None = None, grading: str | None = None) -> Row:
    """The row of an event. ``counted``, ``grading``: its tolls and its grade, where they are known."""
    told = claims_of(happening)
    start, end = days_of(happening)
    row = {
        "key": happening.key, "title": without(title(happening), private_names(told)), "type": commonest(claim.type for claim in told),
        "modes": ", ".join(dict.fromkeys(mode for claim in told for mode in claim.mode)), "modality": modality_of(told),
        "start": start, "end": end, "known": happening.kept[0].document.known,
        "latest": max(kept.document.known for kept in happening.kept), "score": max(claim.score for claim in told),
    }  # fmt: skip
    return row | _place_columns(happening) | _counts(happening) | _told_of(happening, counted, grading)


def _place_columns(happening: Happening) -> Row:
    """The narrowest place; the first words for one where none is known."""
    place = narrowest(happening)
    if place is None:
        words = (" ".join(where.text.split()) for claim in claims_of(happening) for where in claim.place)
        return {"place": next(words, ""), "place_id": "", "precision": "", "country": "", "lat": None, "lon": None}
    return {"place": place.name, "place_id": place.id, "precision": place.precision, "country": place.country,
            "lat": place.lat, "lon": place.lon}  # fmt: skip


def _counts(happening: Happening) -> Row:
    """How many tell of it."""
    leads = {kept.document.key: kept.document.lead for kept in happening.kept}
    copied = sum(key != lead for key, lead in leads.items())
    return {
        "sources": len(origins(happening)),
        "documents": len(leads),
        "copies": copied,
        "claims": len(happening.kept),
    }


def tolls_of(happening: Happening) -> tuple[Toll, ...]:
    """The tolls of an event by its claims alone."""
    return tolls(LATE, [happening], outlets_of(list(happening.kept)))


def _told_of(happening: Happening, known: tuple[Toll, ...] | None, grading: str | None) -> Row:
    """Its tolls, how it is attested, and whether accounts cannot all be right."""
    counted = tolls_of(happening) if known is None else known
    grading = grade(happening) if grading is None else grading
    dead = [toll.low for toll in counted if toll.what == "killed" and toll.low is not None]
    figures = _figures(counted)
    against = grading == CONTESTED or any(toll.contradicted for toll in counted)
    return {
        "grade": grading,
        "contradicted": int(against),
        "killed": min(dead, default=None),
        "figures": without(figures, private_names(claims_of(happening))) if "(" in figures else figures,
    }


def _figures(counted: Collection[Toll]) -> str:
    """Tolls in words; of several of one kind it is said whose people they are: "10 killed (rebels), 9 killed (soldiers)"."""
    often = Counter(toll.what for toll in counted)
    return ", ".join(_toll(toll, toll.of.removeprefix("of ") if often[toll.what] > 1 else "") for toll in counted)


def _toll(toll: Toll, whose: str) -> str:
    told = f"{figure(toll.low, toll.high)} {toll.what}{f' ({whose})' if whose else ''}"
    return f"{told} !" if toll.contradicted else told


def facet_rows(happening: Happening, grading: str | None = None) -> list[Row]:
    """What an event is found and counted by, each value once. ``grading``: its grade, where it is known."""
    found = sorted({(kind, value[:VALUE]) for kind, value in {*_values(happening, grading)} if value})
    return [{"kind": kind, "value": value, "event": happening.key} for kind, value in found]


def _values(happening: Happening, grading: str | None) -> Iterator[tuple[str, str]]:
    place = narrowest(happening)
    yield "grade", grade(happening) if grading is None else grading
    yield "country", place.country if place else ""
    for kept in happening.kept:
        yield "outlet", kept.document.outlet or kept.document.id
        yield from facets_of(kept.claim)
        yield from (("unplaced", " ".join(where.text.split())) for where in kept.claim.place if where.place is None)
        if isinstance(kept.claim, Claim):
            yield from _claim_values(kept.claim)


def _claim_values(claim: Claim) -> Iterator[tuple[str, str]]:
    yield from (("type", claim.type), ("modality", claim.modality))
    yield from (("mode", mode) for mode in claim.mode)
    yield from (("side", speaker(party)) for party in (*claim.actor, *claim.recipient) if not is_private(party))
    yield from (("voice", speaker(voice.speaker)) for voice in claim.voices if not is_private(voice.speaker))


def narrowest(happening: Happening) -> Place | None:
    """The narrowest place that its claims name; None when they name none that is known."""
    found = [where.place for claim in claims_of(happening) for where in claim.place if where.place is not None]
    return min(
        found, key=lambda one: NARROW.index(one.precision) if one.precision in NARROW else len(NARROW), default=None
    )


def days_of(happening: Happening) -> tuple[str, str]:
    """First and last of its days, as the claim that puts it most narrowly tells; the day it was known when none does."""
    told = (claim.time for claim in claims_of(happening) if claim.time)
    times = [(one.start or one.end or "", one.end or one.start or "") for one in told if one.start or one.end]
    known = happening.kept[0].document.known
    return min(times, key=lambda days: (days[0] != days[1], days), default=(known, known))


def modality_of(told: Collection[Claim]) -> str:
    """The surest that any claim tells it as, denials last."""
    return min(told, key=lambda one: (one.polarity == "-", MODALITIES.index(one.modality))).modality


def commonest(values: Any) -> str:
    """The value that comes most often; the first of those that come as often."""
    counted: Counter[str] = Counter(values)
    return counted.most_common(1)[0][0]


def grouped(rows: Collection[Row]) -> dict[str, list[str]]:
    """The values of facet rows by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["kind"]].append(row["value"])
    return found
