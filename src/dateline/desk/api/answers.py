"""What answers each question of the API."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dateline.desk.api.types import (
    Batch,
    Counted,
    Counts,
    DocumentAnswer,
    EventAnswer,
    Hits,
    ReadAnswer,
    Sent,
    Trail,
    Verdict,
)
from dateline.desk.asking import LONGEST, cursor, day, filter_of, moved, number, offset, past
from dateline.desk.settings import desk_of, signer
from dateline.errors import many
from dateline.faces.export import claim_line, control_line
from dateline.faces.record_lines import LinkLine, MemberLine, event_line, event_lines, member_line
from dateline.record.event_rows import LATE, row_of
from dateline.record.judgements import in_force
from dateline.record.queries import events as queries
from dateline.record.queries.changes import AHEAD, changes, latest
from dateline.record.queries.dispatch import dispatch
from dateline.record.queries.found import Hit, search
from dateline.record.record import Wanted
from dateline.text.intake import read_text
from dateline.types import Claim, Control

DEEPEST = 100_000  # finds that are passed over
SENT = 200  # documents in one request
MOST = 500  # judgements in a page


def events(request: Request) -> Any:
    """A page of events."""
    given = request.query_params
    with desk_of(request).record.reading() as connection:
        size = number(given, "limit", queries.PAGE, most=queries.MOST)
        return queries.page(connection, filter_of(given), after=given.get("after", "")[:LONGEST], limit=size)


def counts(request: Request) -> Any:
    """Values of filters with how many events have them."""
    with desk_of(request).record.reading() as connection:
        found = queries.counts(connection, filter_of(request.query_params))
    return Counts({kind: [Counted(*one) for one in some] for kind, some in found.items()})


def event(request: Request) -> Any:
    """One event."""
    record, key = desk_of(request).record, request.path_params["key"]
    known_by, judged_by = past(request.query_params)
    asked: Wanted = {"known_by": known_by, "judged_by": judged_by}
    happening, rivals = record.event(key, **asked), record.rivals(key, **asked)
    lines = event_lines(happening, rivals)
    members, links = ([one for one in lines if isinstance(one, kind)] for kind in (MemberLine, LinkLine))
    return EventAnswer(queries.card(row_of(happening)), event_line(happening), members, links)  # type: ignore[arg-type]


def document(request: Request) -> Any:
    """One dispatch."""
    record = desk_of(request).record
    key = record.document_named(request.path_params["key"])
    known_by, judged_by = past(request.query_params)
    with record.reading() as connection:
        found = dispatch(connection, key, known_by=known_by, judged_by=judged_by)
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
        on = day(given, "day") or day(given, "as_of") or latest(connection) or ""
        if not on:
            raise HTTPException(404, "the record is empty; bring dispatches in first")
        known_by = past(given)[0] or on
        since = moved(known_by, -number(given, "window", 1, most=31))
        return changes(connection, on, known_by, since, moved(on, AHEAD))


def found(request: Request) -> Any:
    """What full text finds: so many that were known by the day, however many were not."""
    given = request.query_params
    limit, skip, known_by = number(given, "limit", 40, most=100), offset(given), past(given)[0] or LATE
    words = given.get("q", "")[:LONGEST]
    kept: list[tuple[int, Hit]] = []
    with desk_of(request).record.reading() as connection:
        for at, one in _ranked(connection, words, skip, limit):
            kept += [(at, one)] if one.known <= known_by else []
            if len(kept) == limit:
                break
        last = kept[-1][0] if kept else skip
        more = len(kept) == limit and last < DEEPEST and bool(search(connection, words, limit=1, skip=last))
    return Hits([one for _, one in kept], cursor(last) if more else "")


def _ranked(connection: Connection, words: str, skip: int, some: int) -> Iterator[tuple[int, Hit]]:
    """What is found behind so many finds, the best first, with the number of finds up to it; so many are asked for at once."""
    while skip <= DEEPEST:
        found = search(connection, words, limit=some, skip=skip)
        yield from enumerate(found, skip + 1)
        skip += len(found)
        if len(found) < some:
            return


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
        f"{many(len(items), 'document')} by the API", lambda _: items, desk.record, lexicon=desk.settings.lexicon
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
    """The trail, in pages."""
    given = request.query_params
    size, skip, until = number(given, "limit", MOST), offset(given), past(given)[0] or LATE
    known = [one for one in desk_of(request).record.judgements() if one.made <= until]
    holding = {one.key for one in in_force(known)}
    shown = known[skip : skip + size]
    after = cursor(skip + size) if skip + size < len(known) else ""
    return Trail(shown, [one.key for one in shown if one.key in holding], after)


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
