"""The application: addresses and what answers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache, partial
from importlib import import_module
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.desk import problems, render
from dateline.desk.guard import Guard
from dateline.desk.jobs import Jobs
from dateline.desk.settings import Desk, Settings
from dateline.errors import DatelineError

# Each is named by its module in ``views`` and loaded when it is first asked for, so that the desk opens sooner.
PAGES: tuple[tuple[str, str], ...] = (
    ("/", "today.page"), ("/map", "maps.page"), ("/events", "events.page"), ("/events.csv", "events.table"),
    ("/events.jsonl", "events.lines"), ("/event/{key}", "event.page"), ("/dispatch/{key}", "dispatch.page"),
    ("/review", "review.page"), ("/review/gold.jsonl", "review.gold"),
    ("/actors", "lists.actors"), ("/actor", "lists.actor"), ("/words", "words.page"), ("/stamp.txt", "words.stamp"),
    ("/places", "lists.places"),
    ("/sources", "lists.sources"), ("/source", "lists.source"), ("/bring", "bring.page"),
    ("/alerts", "alerts.page"), ("/alerts/{key}.atom", "alerts.feed"), ("/alerts/{key}", "alerts.one"),
    ("/bring/{job}", "bring.progress"), ("/search", "search.page"),
    ("/enter", "enter.page"), ("/judgements", "review.trail"), ("/report", "report.page"),
)  # fmt: skip
FORMS: tuple[tuple[str, str], ...] = (
    ("/judge", "review.judge"), ("/bring/paste", "bring.paste"), ("/bring/upload", "bring.upload"), ("/bring/address", "bring.address"),
    ("/name", "enter.name"), ("/enter", "enter.enter"), ("/leave", "enter.leave"), ("/dispatch/{key}/correct", "dispatch.correct"),
    ("/dispatch/{key}/add", "dispatch.add"), ("/alerts", "alerts.make"), ("/alerts/{key}", "alerts.act"),
)  # fmt: skip


def application(settings: Settings) -> Starlette:
    """The desk over a record, ready to serve. Raises RecordError when it cannot be opened."""
    desk = Desk(settings, Jobs())
    failing: Any = {Exception: problems.answer, HTTPException: problems.answer, DatelineError: problems.answer}

    @asynccontextmanager
    async def lifespan(_: Starlette) -> Any:
        Thread(target=_ready, args=(made,), name="dateline-ready", daemon=True).start()
        if not settings.read_only:
            desk.sending.begin()
        yield
        desk.sending.close()
        desk.jobs.close()
        desk.record.close()

    made = Starlette(
        routes=[
            *(Route(path, _asked(name), methods=["GET"]) for path, name in PAGES),
            *(Route(path, _sent(name), methods=["POST"]) for path, name in FORMS),
            Route("/assets/{name}", _asset, methods=["GET"]),
            Route("/api/v1/{rest:path}", _Api()),
        ],
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers=failing,
        lifespan=lifespan,
    )
    made.state.desk = desk
    return made


def _ready(made: Starlette) -> None:
    """Load, behind the back of whoever opens the desk, what the first page would have to wait for."""
    from dateline.desk.readying import ready

    ready(made, view)


@lru_cache(maxsize=64)
def view(name: str) -> Callable[..., Response]:
    """What answers an address, by its name in ``views``."""
    module, _, function = name.partition(".")
    found: Callable[..., Response] = getattr(import_module(f"dateline.desk.views.{module}"), function)
    return found


class _Api:
    """The addresses of the API, made when one of them is first asked for."""

    def __init__(self) -> None:
        self._router: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            from dateline.desk.api.routes import routes

            self._router = Router(routes())
        await self._router(scope, receive, send)


def _asked(name: str) -> Callable[[Request], Awaitable[Response]]:
    """A page, made in a thread of its own: the database is asked there."""

    def made(request: Request) -> Response:
        return view(name)(request)

    async def answered(request: Request) -> Response:
        return await run_in_threadpool(made, request)

    return answered


def _sent(name: str) -> Callable[[Request], Awaitable[Response]]:
    """What a form of ours asks for."""

    def made(request: Request, form: Any) -> Response:
        return view(name)(request, form)

    async def answered(request: Request) -> Response:
        from dateline.desk.guard import form_of

        form = await form_of(request)
        return await run_in_threadpool(partial(made, request, form))

    return answered


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in render.ASSETS:
        raise HTTPException(404, f"there is no {name}")
    kind = render.KINDS[name.rpartition(".")[2]]
    return Response(
        render.asset(name), media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"}
    )
