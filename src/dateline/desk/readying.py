"""What a desk just opened does before anybody asks: the views that people open first are made once, so that lexicon, templates, places
and what the database has on disk are at hand, and answers that hold until something comes in are kept."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.guard import LOCAL
from dateline.desk.settings import Desk
from dateline.errors import DatelineError

FIRST = ("today.page", "events.page", "maps.page", "review.page", "lists.sources", "lists.actors", "lists.places")
"""Views by their names in ``app``, those that people open first before the others."""


def ready(made: Starlette, view: Callable[[str], Callable[..., Response]]) -> None:
    """Make the views once where the desk asks for it; else load the places alone. What fails here is said to whoever asks for it.
    ``view``: what answers, by its name."""
    from dateline.places.gazetteer import load

    desk: Desk = made.state.desk
    for name in FIRST if desk.settings.ahead else ():
        try:
            view(name)(_request(made))
        except DatelineError:
            break
    load()


def _request(made: Starlette) -> Request:
    """A page asked for on this machine, without any value in its address."""
    return Request(
        {
            "type": "http", "method": "GET", "path": "/", "root_path": "", "query_string": b"", "headers": [], "scheme": "http",
            "server": None, "client": None, "app": made, "state": {"who": LOCAL, "csrf": ""},
        }
    )  # fmt: skip
