"""What the words and numbers on the pages mean."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.meanings import GROUPS
from dateline.desk.render import page as made


def page(request: Request) -> Response:
    """The words under their headings."""
    return made(request, "words.html", groups=GROUPS)
