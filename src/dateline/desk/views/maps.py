"""The map of a day, and the list beside it that says the same without a picture."""

from __future__ import annotations

from collections import Counter
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
from dateline.record.event_rows import LATE
from dateline.record.queries.changes import latest
from dateline.record.queries.control import control
from dateline.record.queries.events import Card, happened
from dateline.record.schema import documents
from dateline.record.states import Holding
from dateline.record.view import View

WINDOW = 7  # days of events up to the day of the slider
MOST = 1500  # events drawn
LISTED = 60
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
    found = desk.answers.get(("map", asked, window, desk.stamp()), lambda: _events(desk, since, asked))
    board = desk.answers.get(("board", asked, desk.stamp()), lambda: _board(desk, asked))
    events = [one for one in found if country in {"", one.country}]
    held = [one for one in board if country in {"", one.country}]
    return made(
        request, "map.html", day=asked, window=window, country=country, number=_counted(found, board),
        steps=[(step, moved(asked, step)) for step in STEPS], span=_span(first, last, asked), drawn=drawn(events, held), events=events,
        board=held, since=since, size=(WIDTH, HEIGHT), LISTED=LISTED, whole=len(found) >= MOST, MOST=MOST,
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


def _counted(found: list[Card], board: Iterable[Holding]) -> dict[str, int]:
    """Countries with how many events are in each, by code."""
    counted = Counter(one.country for one in found)
    counted.update({one.country: 0 for one in board})
    del counted[""]
    return dict(sorted(counted.items()))


def _events(desk: Desk, since: str, until: str) -> list[Card]:
    """By what was known on the last of the days."""
    with desk.record.reading() as connection:
        return happened(connection, since, until, known_by=until, limit=MOST)


def _board(desk: Desk, asked: str) -> tuple[Holding, ...]:
    with desk.record.reading() as connection:
        return control(View(connection, asked, judged_by=LATE), asked)
