"""The addresses of the API, what answers them, and its description."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline import __version__
from dateline.desk.api import alerts, answers
from dateline.desk.api.covering import covered, shows_private
from dateline.desk.api.operations import OPERATIONS, ROOT
from dateline.desk.asking import check_query
from dateline.desk.guard import json_of
from dateline.desk.openapi import Operation, described
from dateline.desk.settings import desk_of

JSON = "application/json"
ANSWERS: dict[tuple[str, str], Callable[..., Any]] = {
    ("GET", "events"): answers.events, ("GET", "counts"): answers.counts, ("GET", "events/{key}"): answers.event,
    ("GET", "documents/{key}"): answers.document, ("GET", "as-of/{day}"): answers.as_of, ("GET", "changes"): answers.changed,
    ("GET", "search"): answers.found, ("POST", "read"): answers.read, ("POST", "ingest"): answers.ingest,
    ("GET", "ingest/{key}"): answers.progress, ("GET", "judgements"): answers.judgements, ("POST", "judgements"): answers.judge,
    ("GET", "alerts"): alerts.listed, ("POST", "alerts"): alerts.make, ("GET", "alerts/{key}"): alerts.one,
    ("PATCH", "alerts/{key}"): alerts.change, ("DELETE", "alerts/{key}"): alerts.remove, ("POST", "alerts/{key}/test"): alerts.test,
    ("GET", "alerts/{key}/hits"): alerts.hits, ("GET", "alerts/{key}/deliveries"): alerts.deliveries,
    ("POST", "alerts/{key}/deliveries/{delivery}/again"): alerts.again,
}  # fmt: skip


def routes() -> list[Route]:
    """The addresses: one route a path, so that a method that it lacks is told with those it has."""
    paths: dict[str, dict[str, Operation]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = one
    made = [Route(path, _answered(some), methods=list(some)) for path, some in paths.items()]
    return [*made, Route(f"{ROOT}/openapi.json", _description, methods=["GET"])]


def _answered(operations: dict[str, Operation]) -> Any:
    async def asked(request: Request) -> Response:
        one = operations["GET" if request.method == "HEAD" else request.method]
        answer = ANSWERS[one.method, one.path.removeprefix(f"{ROOT}/")]
        if one.method == "GET":
            return await run_in_threadpool(_given, request, one, answer)
        body = await json_of(request, one.body) if one.body is not None else None
        told = await run_in_threadpool(partial(answer, request, body))
        if one.status == 204:
            return Response(status_code=204)
        return Response(msgspec.json.encode(told), one.status, media_type=JSON)

    return asked


def _given(request: Request, one: Operation, answer: Callable[..., Any]) -> Response:
    """The answer with its ETag; nothing but that when whoever asks has it already."""
    check_query(request.query_params, one.parameters)
    shown = not one.covers or shows_private(request)
    if one.passing:
        body = _body(request, answer, shown=shown)
        tag = f'"{sha256(body).hexdigest()[:24]}"'
        return _fresh(request, tag) or Response(body, media_type=JSON, headers={"etag": tag})
    stamped = f"{__version__} {desk_of(request).stamp()} {request.url.path}?{request.url.query}"
    tag = f'W/"{sha256(stamped.encode()).hexdigest()[:24]}"'
    return _fresh(request, tag) or Response(_body(request, answer, shown=shown), media_type=JSON, headers={"etag": tag})


def _fresh(request: Request, tag: str) -> Response | None:
    """Nothing but the ETag, for whoever has the answer already; None for others."""
    had = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return Response(status_code=304, headers={"etag": tag}) if tag.removeprefix("W/") in had else None


def _body(request: Request, answer: Callable[..., Any], *, shown: bool) -> bytes:
    told = answer(request)
    return msgspec.json.encode(told if shown else covered(request, msgspec.to_builtins(told)))


@lru_cache(maxsize=1)
def description() -> bytes:
    """The description of the API, as JSON."""
    return msgspec.json.encode(described(OPERATIONS, __version__))


async def _description(_: Request) -> Response:
    return Response(description(), media_type=JSON)
