"""What the words and numbers on the pages mean, and whether a page is still of today."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.meanings import GROUPS
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of


def page(request: Request) -> Response:
    """The words under their headings."""
    return made(request, "words.html", groups=GROUPS)


def stamp(request: Request) -> Response:
    """The same as long as nothing came into the record: open pages ask now and then whether they are still of today."""
    return Response(desk_of(request).stamp(), media_type="text/plain")
