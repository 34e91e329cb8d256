"""Actors, places and sources: what each did, said and was told of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.asking import LONGEST, number
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.errors import OptionError
from dateline.record.queries import actor as portraits
from dateline.record.queries import lists
from dateline.record.queries.outlet import Corrections, corrections

SIZE = 100
SHOWN = 40  # events of a part that somebody has in them
PUT_RIGHT = 60  # corrections of each sort that are shown


def _asked(request: Request) -> tuple[str, int]:
    given = request.query_params
    return given.get("q", "").strip()[:LONGEST], number(given, "skip", 0, least=0, most=10_000_000)


def actors(request: Request) -> Response:
    """Sides of events and those who speak, by how often they come."""
    desk, (words, skip) = desk_of(request), _asked(request)
    kind = "voice" if request.query_params.get("kind") == "voice" else "side"

    def make() -> list[lists.Row]:
        with desk.record.reading() as connection:
            return lists.named(connection, kind, words, limit=SIZE + 1, skip=skip)

    found = desk.answers.get(("actors", kind, words, skip, desk.stamp()), make)
    return made(
        request, "actors.html", rows=found[:SIZE], kind=kind, words=words, skip=skip, more=len(found) > SIZE, SIZE=SIZE
    )


def actor(request: Request) -> Response:
    """One of them: what they did, said, and what was done to them. Raises OptionError for nobody that the record knows."""
    desk, name = desk_of(request), request.query_params.get("name", "").strip()[:LONGEST]

    def make() -> portraits.Portrait:
        with desk.record.reading() as connection:
            return portraits.portrait(connection, name)

    found = desk.answers.get(("actor", name, desk.stamp()), make)
    if not found.events:
        raise OptionError(f"there is no actor {name!r}", remedy="the page Actors lists those there are")
    return made(request, "actor.html", found=found, private=found.private, SHOWN=SHOWN, MOST=portraits.MOST)


def places(request: Request) -> Response:
    """Places at which events happened."""
    return _listed(request, "places", lists.places)


def sources(request: Request) -> Response:
    """Outlets, with what they said first, copied, changed or withdrew."""
    return _listed(request, "sources", lists.sources)


def _listed(request: Request, name: str, find: Callable[..., list[Any]]) -> Response:
    """A page of a list: the rows that ``find`` gives for the words asked for, one more than are shown."""
    desk, (words, skip) = desk_of(request), _asked(request)

    def make() -> list[Any]:
        with desk.record.reading() as connection:
            return find(connection, words, limit=SIZE + 1, skip=skip)

    found = desk.answers.get((name, words, skip, desk.stamp()), make)
    return made(request, f"{name}.html", rows=found[:SIZE], words=words, skip=skip, more=len(found) > SIZE, SIZE=SIZE)


def source(request: Request) -> Response:
    """The dispatches of an outlet, and what it put right."""
    name, (_, skip) = request.query_params.get("name", ""), _asked(request)
    desk = desk_of(request)

    def make() -> Corrections:
        with desk.record.reading() as connection:
            return corrections(connection, name)

    put = desk.answers.get(("put right", name, desk.stamp()), make)
    with desk.record.reading() as connection:
        found = lists.dispatches(connection, name, limit=SIZE + 1, skip=skip)
    if not found and not skip:
        raise OptionError(f"there is no outlet {name!r}", remedy="the page Sources lists those there are")
    return made(
        request, "source.html", rows=found[:SIZE], name=name, skip=skip, more=len(found) > SIZE, SIZE=SIZE, put=put, MOST=PUT_RIGHT
    )  # fmt: skip
