"""A situation report of what the record holds, to be taken away as a file."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.asking import LONGEST
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.errors import OptionError

WEEK = 6  # days before the last of a period that is not told otherwise
FORMS = {
    "pdf": ("PDF", "application/pdf", "dateline.brief.typst:pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "dateline.brief.docx:docx"),
    "html": ("web page", "text/html; charset=utf-8", "dateline.brief.html:written"),
    "md": ("Markdown", "text/markdown; charset=utf-8", "dateline.brief.markdown:written"),
}  # fmt: skip
"""What can be asked for: for people, as a kind of file, and what makes it, which is loaded when it is."""


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
    from dateline.brief.compose import compose

    found = compose(desk_of(request).record, place=place, since=given.get("since") or _earlier(as_of), as_of=as_of)
    _, kind, maker = FORMS[to]
    module, _, name = maker.partition(":")
    headers = {"content-disposition": f'attachment; filename="situation-report-{as_of}.{to}"'}
    return Response(getattr(import_module(module), name)(found), media_type=kind, headers=headers)


def _earlier(day: str) -> str:
    """A week before a day; the day itself when it is none, which is said later."""
    try:
        return (date.fromisoformat(day) - timedelta(days=WEEK)).isoformat()
    except ValueError:
        return day
