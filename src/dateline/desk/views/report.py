"""A situation report of what the record holds, to be taken away as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from dateline.brief import html, markdown
from dateline.brief.compose import compose
from dateline.brief.docx import docx
from dateline.brief.model import Brief
from dateline.brief.typst import pdf
from dateline.desk.asking import LONGEST
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.errors import OptionError

WEEK = 6  # days before the last of a period that is not told otherwise
FORMS: dict[str, tuple[str, str, Callable[[Brief], str | bytes]]] = {
    "pdf": ("PDF", "application/pdf", pdf),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "html": ("web page", "text/html; charset=utf-8", html.written), "md": ("Markdown", "text/markdown; charset=utf-8", markdown.written),
}  # fmt: skip
"""What can be asked for: for people, as a kind of file, and what makes it."""


def page(request: Request) -> Response:
    """What to ask for; the file once it is asked for. Names of private persons are always left out."""
    given = request.query_params
    place, to = given.get("place", "").strip()[:LONGEST], given.get("to", "")
    as_of = given.get("as_of") or desk_of(request).record.now()[:10]
    if not to:
        since = given.get("since") or _earlier(as_of)
        return made(request, "report.html", place=place, since=since, as_of=as_of, forms=FORMS)
    if to not in FORMS:
        raise OptionError(f"{to} is no form of a report", where="to", remedy=f"ask for {', '.join(FORMS)}")
    found = compose(desk_of(request).record, place=place, since=given.get("since") or _earlier(as_of), as_of=as_of)
    _, kind, write = FORMS[to]
    headers = {"content-disposition": f'attachment; filename="situation-report-{as_of}.{to}"'}
    return Response(write(found), media_type=kind, headers=headers)


def _earlier(day: str) -> str:
    """A week before a day; the day itself when it is none, which is said later."""
    try:
        return (date.fromisoformat(day) - timedelta(days=WEEK)).isoformat()
    except ValueError:
        return day
