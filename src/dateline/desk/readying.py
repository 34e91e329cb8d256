"""What a desk just opened does before anybody asks: the views that people open first are made once, so that lexicon, templates, places
and what the database has on disk are at hand, and answers that hold until something comes in are kept."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from time import sleep

from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.guard import LOCAL
from dateline.desk.settings import Desk
from dateline.record.schema import documents

FIRST = (
    "today.page",
    "dispatch.page",
    "events.page",
    "maps.page",
    "review.page",
    "lists.sources",
    "lists.actors",
    "lists.places",
)
"""Views by their names in ``app``, those that people open first before the others; the dispatch is the one known last, whatever it is:
what tells languages apart is loaded for it."""
WINDOWS = (7, 31)  # days that Today is made for last, since these take longest
PAUSE = 0.5  # seconds after the first of them in which whoever asked already comes first


def ready(made: Starlette, view: Callable[[str], Callable[..., Response]]) -> None:
    """Make the views once where the desk asks for it; else load the places alone. What fails here is said to whoever asks for it.
    ``view``: what answers, by its name."""
    from dateline.places.gazetteer import load

    desk: Desk = made.state.desk
    if desk.settings.ahead:
        with suppress(Exception):  # whatever it is, it is no harm to whoever opens the desk
            view(FIRST[0])(_request(made))
            sleep(PAUSE)
            keys = _latest(desk)
            for name in FIRST[1:]:
                for parts in [{"key": key} for key in keys] if name == "dispatch.page" else [{}]:
                    view(name)(_request(made, **parts))
            for days in WINDOWS:
                view(FIRST[0])(_request(made, f"window={days}"))
    load()
    if not gc.isenabled():  # see command.quick_start
        gc.freeze()
        gc.enable()


def _latest(desk: Desk) -> list[str]:
    """Key of the dispatch known last; none of an empty record."""
    with desk.record.reading() as connection:
        question = select(documents.c.key).order_by(documents.c.known.desc()).limit(1)
        return list(connection.scalars(question))


def _request(made: Starlette, query: str = "", **parts: str) -> Request:
    """A page asked for on this machine, with these parts of its path and this query."""
    return Request(
        {
            "type": "http", "method": "GET", "path": "/", "root_path": "", "query_string": query.encode(), "headers": [],
            "scheme": "http", "server": None, "client": None, "app": made, "path_params": parts, "state": {"who": LOCAL, "csrf": ""},
        }
    )  # fmt: skip
