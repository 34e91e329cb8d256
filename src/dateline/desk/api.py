"""The API: the same answers as the pages, as JSON, for programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline import __version__
from dateline.desk.asking import LONGEST, day, filter_of, moved, number
from dateline.desk.guard import json_of
from dateline.desk.jobs import Progress
from dateline.desk.openapi import Operation, Parameter, described
from dateline.desk.settings import desk_of, signer
from dateline.faces.export import claim_line, control_line
from dateline.faces.lines import ClaimLine, ControlLine
from dateline.faces.record_lines import EventLine, LinkLine, MemberLine, event_line, event_lines, member_line
from dateline.record.event_rows import row_of
from dateline.record.judgements import in_force
from dateline.record.queries import events as queries
from dateline.record.queries.changes import AHEAD, Changes, changes, latest
from dateline.record.queries.dispatch import dispatch
from dateline.record.queries.found import Hit, search
from dateline.record.states import State
from dateline.record.types import Judgement
from dateline.text.intake import read_text
from dateline.types import Claim, Control, Document

ROOT = "/api/v1"
SENT = 200  # documents in one request


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that is sent in. ``published``: ISO date."""

    text: str
    id: str = ""
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Documents to be read and kept."""

    documents: list[Sent]


class ReadAnswer(msgspec.Struct, frozen=True):
    """What one document says; nothing is kept."""

    claims: list[ClaimLine]
    controls: list[ControlLine]


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A judgement to be kept: see ``dateline judge``. ``by``: who judges, on this machine only; a token says it itself."""

    verdict: str
    subjects: list[str]
    field: str = ""
    value: Any = None
    note: str = ""
    date: str | None = None
    by: str = ""


class Trail(msgspec.Struct, frozen=True):
    """All judgements, and the keys of those in force."""

    judgements: list[Judgement]
    in_force: list[str]


class EventAnswer(msgspec.Struct, frozen=True):
    """One event: its row, its line, its claims, and the comparisons that joined them or did not."""

    card: queries.Card
    event: EventLine
    claims: list[MemberLine]
    links: list[LinkLine]


class DocumentAnswer(msgspec.Struct, frozen=True):
    """One dispatch: its key, itself, what it claims, who holds what by it, the event of each claim by key."""

    key: str
    document: Document
    claims: list[MemberLine]
    controls: list[ControlLine]
    events: dict[str, str]
    lead: str
    received: str


class Counts(msgspec.Struct, frozen=True):
    """How many events have each value, by filter."""

    counts: dict[str, list[tuple[str, int]]]


class Hits(msgspec.Struct, frozen=True):
    """What full text finds."""

    hits: list[Hit]


DAY = {"type": "string", "format": "date"}
KNOWN_BY = Parameter("known_by", "only what was known by this day", DAY)
FILTERS = (
    *(Parameter(name, "narrows; a place with all that lies in it" if name == "place" else "narrows") for name in
      ("place", "actor", "type", "mode", "modality", "grade", "country", "outlet", "text")),
    Parameter("since", "happened on this day or later", DAY), Parameter("until", "happened on this day or earlier", DAY),
    Parameter("contradicted", "only events whose accounts cannot all be right", {"type": "boolean"}), KNOWN_BY,
    Parameter("clock", "known from the day published or received", {"enum": ["published", "received"]}),
)  # fmt: skip
PAGED = (
    Parameter("sort", "the largest or latest first", {"enum": list(queries.SORTS)}), Parameter("after", "cursor of the page before"),
    Parameter("limit", "events in a page", {"type": "integer", "minimum": 1, "maximum": queries.MOST}),
)  # fmt: skip
KEY = Parameter("key", "a key, or how it begins", path=True)
ON = Parameter("day", "the day asked about", DAY, path=True)

OPERATIONS = (
    Operation("GET", f"{ROOT}/events", "Events by filters, in pages", queries.Page, (*FILTERS, *PAGED)),
    Operation("GET", f"{ROOT}/counts", "How many events have each value of each filter", Counts, FILTERS),
    Operation("GET", f"{ROOT}/events/{{key}}", "One event with all its claims", EventAnswer, (KEY, KNOWN_BY)),
    Operation("GET", f"{ROOT}/documents/{{key}}", "One dispatch with all that stands in it", DocumentAnswer, (KEY,)),
    Operation("GET", f"{ROOT}/as-of/{{day}}", "How things stood on a day", State,
              (ON, KNOWN_BY, Parameter("place", "narrows"), Parameter("actor", "narrows"))),
    Operation("GET", f"{ROOT}/changes", "What was learned lately, and what is due", Changes,
              (Parameter("day", "the last day of the record if not given", DAY), KNOWN_BY,
               Parameter("window", "days back", {"type": "integer", "minimum": 1, "maximum": 31}))),
    Operation("GET", f"{ROOT}/search", "Full text of dispatches and claims", Hits,
              (Parameter("q", "words; all must be there"), KNOWN_BY,
               Parameter("limit", "how many", {"type": "integer", "minimum": 1, "maximum": 100}),
               Parameter("skip", "how many to pass over", {"type": "integer", "minimum": 0, "maximum": 100_000}))),
    Operation("POST", f"{ROOT}/read", "Read one document; nothing is kept", ReadAnswer, body=Sent),
    Operation("POST", f"{ROOT}/ingest", "Read documents and keep them", Progress, body=Batch, status=202),
    Operation("GET", f"{ROOT}/ingest/{{key}}", "How far an ingest is", Progress, (Parameter("key", "its id", path=True),)),
    Operation("GET", f"{ROOT}/judgements", "All judgements, oldest first", Trail),
    Operation("POST", f"{ROOT}/judgements", "Judge: same, different, unsure, correct, drop, add, retract, undo", Judgement,
              body=Verdict, status=201),
)  # fmt: skip


def events(request: Request) -> Any:
    """A page of events."""
    given = request.query_params
    with desk_of(request).record.reading() as connection:
        size = number(given, "limit", queries.PAGE, most=queries.MOST)
        return queries.page(connection, filter_of(given), after=given.get("after", "")[:LONGEST], limit=size)


def counts(request: Request) -> Any:
    """Values of filters with how many events have them."""
    with desk_of(request).record.reading() as connection:
        return Counts(queries.counts(connection, filter_of(request.query_params)))


def event(request: Request) -> Any:
    """One event."""
    record, key = desk_of(request).record, request.path_params["key"]
    known_by = day(request.query_params, "known_by")
    happening, rivals = record.event(key, known_by=known_by), record.rivals(key, known_by=known_by)
    lines = event_lines(happening, rivals)
    members, links = ([one for one in lines if isinstance(one, kind)] for kind in (MemberLine, LinkLine))
    return EventAnswer(queries.card(row_of(happening)), event_line(happening), members, links)  # type: ignore[arg-type]


def document(request: Request) -> Any:
    """One dispatch."""
    record = desk_of(request).record
    key = record.document_named(request.path_params["key"])
    with record.reading() as connection:
        found = dispatch(connection, key)
    claims = [member_line(kept) for kept in found.kept if isinstance(kept.claim, Claim)]
    controls = [control_line(kept.claim) for kept in found.kept if isinstance(kept.claim, Control)]
    return DocumentAnswer(found.key, found.reading.document, claims, controls, found.events, found.lead, found.received)


def as_of(request: Request) -> Any:
    """How things stood."""
    given = request.query_params
    on = day(request.path_params, "day") or ""
    place, actor = given.get("place", "")[:LONGEST], given.get("actor", "")[:LONGEST]
    return desk_of(request).record.as_of(on, known_by=day(given, "known_by"), place=place, actor=actor)


def changed(request: Request) -> Any:
    """What is new. Raises OptionError for a record that is empty."""
    desk, given = desk_of(request), request.query_params
    with desk.record.reading() as connection:
        on = day(given, "day") or latest(connection) or ""
        if not on:
            raise HTTPException(404, "the record is empty; bring dispatches in first")
        known_by = day(given, "known_by") or on
        since = moved(known_by, -number(given, "window", 1, most=31))
        return changes(connection, on, known_by, since, moved(on, AHEAD))


def found(request: Request) -> Any:
    """What full text finds."""
    given = request.query_params
    limit, skip = number(given, "limit", 40, most=100), number(given, "skip", 0, least=0, most=100_000)
    known_by = day(given, "known_by") or "9999-12-31"
    with desk_of(request).record.reading() as connection:
        hits = search(connection, given.get("q", "")[:LONGEST], limit=limit, skip=skip)
    return Hits([one for one in hits if one.known <= known_by])


def read(request: Request, sent: Sent) -> Any:
    """Read one document."""
    from dateline.read import Options, reader

    options = Options(desk_of(request).settings.lexicon)
    found = reader(options).read_document(_document(sent, 1, options.lexicon))
    return ReadAnswer([claim_line(one) for one in found.claims], [control_line(one) for one in found.controls])


def ingest(request: Request, batch: Batch) -> Any:
    """Put documents on the list of what is read. Raises HTTPException when there is none or there are too many."""
    desk = desk_of(request)
    if not 0 < len(batch.documents) <= SENT:
        raise HTTPException(422, f"{len(batch.documents)} documents; send from 1 to {SENT} at once")
    items = [_document(one, at, desk.settings.lexicon) for at, one in enumerate(batch.documents, 1)]
    return desk.jobs.begin(
        f"{len(items)} documents by the API", lambda _: items, desk.record, lexicon=desk.settings.lexicon
    )


def _document(sent: Sent, at: int, lexicon: tuple[str, ...]) -> Any:
    name = sent.id or f"api-{sha256(sent.text.encode(errors='surrogatepass')).hexdigest()[:12]}-{at}"
    return read_text(
        sent.text,
        id=name,
        published=sent.published,
        outlet=sent.outlet,
        url=sent.url,
        title=sent.title,
        lexicon=lexicon,
    )


def progress(request: Request) -> Any:
    """How far an ingest is. Raises HTTPException for one that is not known."""
    job = desk_of(request).jobs.get(request.path_params["key"])
    if job is None:
        raise HTTPException(404, "there is no such ingest")
    return job


def judgements(request: Request) -> Any:
    """The trail."""
    known = desk_of(request).record.judgements()
    return Trail(known, [one.key for one in in_force(known)])


def judge(request: Request, verdict: Verdict) -> Any:
    """Keep a judgement."""
    desk = desk_of(request)
    by = verdict.by if desk.settings.open and verdict.by else signer(request)
    return desk.record.judge(
        verdict.verdict,
        *verdict.subjects,
        by=by,
        date=verdict.date,
        note=verdict.note,
        field=verdict.field,
        value=verdict.value,
    )


ANSWERS: dict[tuple[str, str], Callable[..., Any]] = {
    ("GET", "events"): events, ("GET", "counts"): counts, ("GET", "events/{key}"): event, ("GET", "documents/{key}"): document,
    ("GET", "as-of/{day}"): as_of, ("GET", "changes"): changed, ("GET", "search"): found, ("POST", "read"): read,
    ("POST", "ingest"): ingest, ("GET", "ingest/{key}"): progress, ("GET", "judgements"): judgements, ("POST", "judgements"): judge,
}  # fmt: skip


def routes() -> list[Route]:
    """The addresses of the API, and its description."""
    made = [Route(one.path, _answered(one), methods=[one.method]) for one in OPERATIONS]
    return [*made, Route(f"{ROOT}/openapi.json", _description, methods=["GET"])]


def _answered(one: Operation) -> Any:
    answer = ANSWERS[one.method, one.path.removeprefix(f"{ROOT}/")]

    async def asked(request: Request) -> Response:
        if one.method == "GET":
            return await run_in_threadpool(_given, request, answer)
        body = await json_of(request, one.body)
        told = await run_in_threadpool(partial(answer, request, body))
        return Response(msgspec.json.encode(told), one.status, media_type="application/json")

    return asked


def _given(request: Request, answer: Callable[..., Any]) -> Response:
    """The answer with its ETag; nothing but that when whoever asks has it already."""
    stamped = f"{desk_of(request).stamp()} {request.url.path}?{request.url.query}"
    tag = f'W/"{sha256(stamped.encode()).hexdigest()[:24]}"'
    fixed = not request.url.path.startswith(f"{ROOT}/ingest/")
    if fixed and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag})
    return Response(
        msgspec.json.encode(answer(request)), media_type="application/json", headers={"etag": tag} if fixed else {}
    )


async def _description(_: Request) -> Response:
    return Response(msgspec.json.encode(described(OPERATIONS, __version__)), media_type="application/json")
