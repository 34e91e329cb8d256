"""The application: addresses and what answers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.desk import problems, render
from dateline.desk.api.routes import routes as api_routes
from dateline.desk.guard import Guard
from dateline.desk.jobs import Jobs
from dateline.desk.settings import Desk, Settings
from dateline.desk.views import (
    alerts,
    bring,
    dispatch,
    enter,
    event,
    events,
    lists,
    maps,
    report,
    review,
    search,
    today,
)
from dateline.errors import DatelineError
from dateline.places.gazetteer import load as gazetteer

Answer = Callable[[Request], Response]
Changing = Callable[[Request, Any], Response]

PAGES: tuple[tuple[str, Answer], ...] = (
    ("/", today.page), ("/map", maps.page), ("/events", events.page), ("/events.csv", events.table),
    ("/events.jsonl", events.lines), ("/event/{key}", event.page), ("/dispatch/{key}", dispatch.page),
    ("/review", review.page), ("/review/gold.jsonl", review.gold),
    ("/actors", lists.actors), ("/places", lists.places),
    ("/sources", lists.sources), ("/source", lists.source), ("/bring", bring.page),
    ("/alerts", alerts.page), ("/alerts/{key}.atom", alerts.feed), ("/alerts/{key}", alerts.one),
    ("/bring/{job}", bring.progress), ("/search", search.page),
    ("/enter", enter.page), ("/judgements", review.trail), ("/report", report.page),
)  # fmt: skip
FORMS: tuple[tuple[str, Changing], ...] = (
    ("/judge", review.judge), ("/bring/paste", bring.paste), ("/bring/upload", bring.upload), ("/bring/address", bring.address),
    ("/name", enter.name), ("/enter", enter.enter), ("/leave", enter.leave), ("/dispatch/{key}/correct", dispatch.correct),
    ("/dispatch/{key}/add", dispatch.add), ("/alerts", alerts.make), ("/alerts/{key}", alerts.act),
)  # fmt: skip


def application(settings: Settings) -> Starlette:
    """The desk over a record, ready to serve. Raises RecordError when it cannot be opened."""
    desk = Desk(settings, Jobs())
    failing: Any = {Exception: problems.answer, HTTPException: problems.answer, DatelineError: problems.answer}

    @asynccontextmanager
    async def lifespan(_: Starlette) -> Any:
        Thread(
            target=gazetteer, name="dateline-places", daemon=True
        ).start()  # the first map or place need not wait for it
        if not settings.read_only:
            desk.sending.begin()
        yield
        desk.sending.close()
        desk.jobs.close()
        desk.record.close()

    made = Starlette(
        routes=[
            *(Route(path, _asked(answer), methods=["GET"]) for path, answer in PAGES),
            *(Route(path, _sent(answer), methods=["POST"]) for path, answer in FORMS),
            Route("/assets/{name}", _asset, methods=["GET"]),
            *api_routes(),
        ],
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers=failing,
        lifespan=lifespan,
    )
    made.state.desk = desk
    return made


def _asked(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """A page, made in a thread of its own: the database is asked there."""

    async def answered(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return answered


def _sent(answer: Changing) -> Callable[[Request], Awaitable[Response]]:
    """What a form of ours asks for."""
    from dateline.desk.guard import form_of

    async def answered(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(partial(answer, request, form))

    return answered


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in render.ASSETS:
        raise HTTPException(404, f"there is no {name}")
    kind = render.KINDS[name.rpartition(".")[2]]
    return Response(
        render.asset(name), media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"}
    )
