"""Today: what came in since the day before, what it changed, what is due."""

from __future__ import annotations

from datetime import date

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.api.covering import documents_in
from dateline.desk.asking import day, moved, number
from dateline.desk.render import page as made
from dateline.desk.settings import Desk, desk_of
from dateline.record.alerts.keeping import noticed
from dateline.record.privacy import named_in
from dateline.record.queries import kept_answers
from dateline.record.queries.answers import mark_of
from dateline.record.queries.changes import AHEAD, Changes, changes, latest

SHOWN = 30  # rows of a part that are shown; a link shows all
ALL = 1000
LONG_AGO = 7  # days before what is new; what happened before them stands apart when it is told for the first time


class News(msgspec.Struct, frozen=True):
    """What changed, and the names of private persons in the dispatches that tell of it."""

    changes: Changes
    private: frozenset[str]


def page(request: Request) -> Response:
    """The page of a day; the last on which anything was known if none is asked for."""
    desk = desk_of(request)
    given = request.query_params
    window = number(given, "window", 1, most=31)
    with desk.record.reading() as connection:
        asked = day(given, "day") or latest(connection)
    if asked is None:
        return made(request, "empty.html")
    known_by = day(given, "known_by") or asked
    since, ahead = moved(known_by, -window), moved(asked, AHEAD)

    def make() -> News:
        return _news(desk, asked, known_by, since, ahead)

    news = desk.answers.get(("today", asked, known_by, since, desk.stamp()), make)
    found = news.changes
    with desk.record.reading() as connection:
        alerts = noticed(connection, since, known_by)
    before = moved(since, -LONG_AGO)
    steps = {"before": moved(asked, -1), "after": moved(asked, 1)}
    return made(
        request,
        "today.html",
        found=found,
        alerts=alerts,
        private=news.private,
        window=window,
        steps=steps,
        fresh=[one for one in found.new if one.end >= before],
        old=[one for one in found.new if one.end < before],
        SHOWN=ALL if given.get("all") else SHOWN,
        weekday=date.fromisoformat(asked).strftime("%A"),
    )


def _news(desk: Desk, asked: str, known_by: str, since: str, ahead: str) -> News:
    """What changed, as an earlier start of the desk has left it in the record, or worked out and left there for the next one."""
    question = ("today", asked, known_by, since, ahead)
    with desk.record.reading() as connection:
        mark = mark_of(connection, known_by)
        kept = kept_answers.found(connection, question, mark, News)
        if kept is not None:
            return kept
        told = changes(connection, asked, known_by, since, ahead)
        news = News(told, named_in(connection, documents_in(told)))
    if not desk.settings.read_only:
        rows = 1 + sum(map(len, (told.new, told.more, told.tolls, told.control, told.due, told.questions)))
        kept_answers.put(desk.record.engine, question, mark, news, rows)
    return news
