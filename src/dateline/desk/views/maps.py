"""The map of a day, and the list beside it that says the same without a picture."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.asking import day, moved, number
from dateline.desk.mapping import HEIGHT, WIDTH, drawn
from dateline.desk.render import page as made
from dateline.desk.settings import Desk, desk_of
from dateline.places.countries import by_code
from dateline.record.queries import boards
from dateline.record.queries.changes import latest
from dateline.record.queries.events import Card, countries, happened
from dateline.record.schema import documents
from dateline.record.states import Holding

WINDOW = 7  # days of events up to the day of the slider
MOST = 1500  # events drawn
LISTED = 60
NAMED = 12  # places beyond the map that are named
STEPS = (-30, -7, -1, 1, 7, 30)


def page(request: Request) -> Response:
    """Events of the days up to a day, and who holds what on it."""
    desk, given = desk_of(request), request.query_params
    window = number(given, "window", WINDOW, most=366)
    country = given.get("country", "").strip().upper()[:2]
    first, last = _ends(desk)
    if first is None or last is None:
        return made(request, "empty.html")
    asked = day(given, "day") or last
    since = moved(asked, 1 - window)
    stamp = desk.stamp()
    events = desk.answers.get(("map", asked, window, country, stamp), lambda: _events(desk, since, asked, country))
    counted = desk.answers.get(("countries", asked, window, stamp), lambda: _counted(desk, since, asked))
    board = desk.answers.get(("board", asked, stamp), lambda: _board(desk, asked))
    held = [one for one in board if country in {"", one.country}]
    return made(
        request, "map.html", day=asked, window=window, country=country, countries=_countries(counted, board, country),
        steps=[(step, moved(asked, step)) for step in STEPS], span=_span(first, last, asked), drawn=drawn(events, held), events=events,
        board=held, since=since, size=(WIDTH, HEIGHT), LISTED=LISTED, whole=len(events) >= MOST, MOST=MOST, NAMED=NAMED,
        total=counted.get(country, 0) if country else sum(counted.values()), weekday=date.fromisoformat(asked).strftime("%A"),
    )  # fmt: skip


def _ends(desk: Desk) -> tuple[str | None, str | None]:
    """First and last day on which anything was known; None for an empty record."""
    with desk.record.reading() as connection:
        first: str | None = connection.scalar(select(func.min(documents.c.known)))
        return first, latest(connection)


def _span(first: str, last: str, asked: str) -> dict[str, Any]:
    """What the slider goes over, and where it is."""
    days = _apart(first, last)
    return {"first": first, "last": last, "days": days, "at": max(0, min(_apart(first, asked), days))}


def _apart(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _countries(counted: dict[str, int], board: Iterable[Holding], chosen: str) -> list[tuple[str, str, int]]:
    """Code, name and number of events of each country with events or places that are held, and of the one that is chosen."""
    known = by_code()
    codes = {*counted, *(one.country for one in board), chosen} - {""}
    named = ((code, known[code].name if code in known else code, counted.get(code, 0)) for code in codes)
    return sorted(named, key=lambda one: one[1])


def _counted(desk: Desk, since: str, until: str) -> dict[str, int]:
    with desk.record.reading() as connection:
        return countries(connection, since, until, known_by=until)


def _events(desk: Desk, since: str, until: str, country: str) -> list[Card]:
    """By what was known on the last of the days."""
    with desk.record.reading() as connection:
        return happened(connection, since, until, known_by=until, limit=MOST, country=country)


def _board(desk: Desk, asked: str) -> tuple[Holding, ...]:
    with desk.record.reading() as connection:
        return boards.board(connection, asked, None if desk.settings.read_only else desk.record.engine)
