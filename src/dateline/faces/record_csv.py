"""Answers of a record as CSV: one event, one claim or one row of a state a row, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.faces import phrasing
from dateline.faces.csv import COUNTED, row, sides
from dateline.faces.event_words import LATE, kinds, span_of
from dateline.faces.export import claim_line
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import doers_in_words, grade, origins
from dateline.record.state.tolls import figure, place, tolls
from dateline.record.states import Holding, Plan, Question, Stance, State, Sum, Toll
from dateline.record.titles import title
from dateline.record.types import Happening
from dateline.types import Claim

BOUNDS = tuple(f"{what}_{bound}" for what in COUNTED for bound in ("low", "high"))
EVENTS = (
    "event", "title", "type", "place", "when", "known", "grade", "sources", "dispatches", "copies", "claims", *BOUNDS, "other_counts",
    "contradicted", "doers",
)  # fmt: skip
"""Columns of a list of events; ``when`` in days; a bound that is open or not told is empty; ``contradicted``: what sources differ in."""
CLAIMS = (
    "event", "claim", "doc", "outlet", "published", "known", "said", "copy_of", "type", "mode", "modality", "negated", "actor",
    "actor_code", "recipient", "recipient_code", "place", "start", "end", "counts", "sentence",
)  # fmt: skip
"""Columns of one event, a row for each of its claims."""
STATE = (
    "kind", "who", "code", "status", "what", "place", "country", "lat", "lon", "start", "end", "low", "high", "event", "text", "said",
    "before",
)  # fmt: skip
"""Columns of a state; ``kind`` is control, toll, sum, stance, plan or question, and what a kind has not stays empty."""


def events(happenings: Iterable[Happening]) -> Iterator[str]:
    """The head, and a row for each event."""
    yield row(EVENTS)
    for one in happenings:
        yield row(_event(one))


def _event(one: Happening) -> list[object]:
    found = {toll.what: toll for toll in tolls(LATE, [one], outlets_of(list(one.kept)))}
    documents = {kept.document.key: kept.document.lead for kept in one.kept}
    copies = sum(key != lead for key, lead in documents.items())
    return [
        one.key, title(one), kinds(one), place(one), span_of(one), one.kept[0].document.known, grade(one), len(origins(one)),
        len(documents), copies, len(one.kept), *_bounds(found), *_others(found), doers_in_words(one),
    ]  # fmt: skip


def _bounds(found: dict[str, Toll]) -> list[int | None]:
    """The bounds of each thing counted; None where open or not told."""
    told = [found.get(what) for what in COUNTED]
    return [bound for toll in told for bound in ((toll.low, toll.high) if toll else (None, None))]


def _others(found: dict[str, Toll]) -> tuple[str, str]:
    """What else is counted, and what sources differ in."""
    others = (f"{figure(toll.low, toll.high)} {what}" for what, toll in found.items() if what not in COUNTED)
    return "; ".join(others), "; ".join(what for what, toll in found.items() if toll.contradicted)


def event(one: Happening) -> Iterator[str]:
    """The head, and a row for each claim of an event."""
    yield row(CLAIMS)
    for kept in one.kept:
        if not isinstance(kept.claim, Claim):
            continue
        line, document = claim_line(kept.claim), kept.document
        time = (line.time.start, line.time.end) if line.time else (None, None)
        counts = "; ".join(f"{figure(count.low, count.high)} {count.what}" for count in line.counts)
        yield row(
            [
                one.key, kept.key, document.id, document.outlet, document.published, document.known, said_by(kept),
                document.lead if document.lead != document.key else "", line.type, "; ".join(line.mode), line.modality,
                line.polarity == "-", *sides(line.actor), *sides(line.recipient), phrasing.places(kept.claim.place)
                if kept.claim.place else "", *time, counts, kept.sentence,
            ]
        )  # fmt: skip


def state(found: State) -> Iterator[str]:
    """The head, and a row for each thing that is known, planned or open."""
    yield row(STATE)
    parts: tuple[tuple[str, Iterable[dict[str, object]]], ...] = (
        ("control", map(_holding, found.control)), ("toll", map(_toll, found.tolls)), ("sum", map(_sum, found.sums)),
        ("stance", map(_stance, found.stances)), ("plan", map(_plan, found.plans)),
        ("question", map(_question, found.questions)),
    )  # fmt: skip
    for kind, rows in parts:
        for cells in rows:
            yield row({"kind": kind, **cells}.get(name) for name in STATE)


def _holding(one: Holding) -> dict[str, object]:
    against = f"against: {phrasing.accounts(one.against)}" if one.against else ""
    return {
        "who": "; ".join(one.holders), "status": one.status, "place": f"{one.share} {one.place}".strip(), "country": one.country,
        "lat": one.lat, "lon": one.lon, "start": one.since, "end": one.until, "low": one.low, "high": one.high,
        "text": "; ".join(one.named), "said": "; ".join(filter(None, (phrasing.accounts(one.accounts), against))),
        "before": "; ".join(one.before),
    }  # fmt: skip


def _toll(one: Toll) -> dict[str, object]:
    said = "; ".join(f"{figure(source.low, source.high)} says {source.account.said}" for source in one.sources)
    return {
        "what": one.what, "status": f"{one.grade}{', contradicted' if one.contradicted else ''}", "place": one.place,
        "start": one.day, "low": one.low, "high": one.high, "event": one.event, "text": one.title, "said": said,
    }  # fmt: skip


def _sum(one: Sum) -> dict[str, object]:
    return {"what": one.what, "low": one.low, "high": one.high, "text": phrasing.many(one.events, "event")}


def _stance(one: Stance) -> dict[str, object]:
    told = {"who": one.who, "code": one.code, "status": one.stand, "what": one.topic}
    return {**told, "said": phrasing.accounts([one.account]), "before": "; ".join(one.before)}


def _plan(one: Plan) -> dict[str, object]:
    told = {"who": one.who, "what": one.what, "code": one.type, "status": one.status, "event": one.done}
    return {**told, "start": one.start, "end": one.end, "said": phrasing.accounts([one.account])}


def _question(one: Question) -> dict[str, object]:
    return {"status": one.kind, "text": one.text, "event": "; ".join(one.claims)}
