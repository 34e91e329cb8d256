"""What went wrong, said in one clear line: on a page to people, as problem+json (RFC 9457) to programs."""

from __future__ import annotations

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import DatelineError, InputError, OptionError, RecordError

STATUS = {400: "Bad request", 401: "A token is needed", 403: "Not allowed", 404: "Not found", 405: "Not this way",
          409: "Out of step", 413: "Too large", 415: "Not this kind", 422: "Not usable", 429: "Too many requests",
          500: "dateline failed", 503: "The record cannot be used"}  # fmt: skip


class Problem(msgspec.Struct, frozen=True):
    """What went wrong: its kind in words, the status, and what, where and what to do in one line."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def status_of(error: Exception) -> int:
    """The HTTP status of an error."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, RecordError):
        return 503
    if isinstance(error, OptionError):
        return 404 if "there is no" in error.what else 400
    return 422 if isinstance(error, InputError) else 500


def problem_of(error: Exception) -> Problem:
    """An error in words."""
    status = status_of(error)
    detail = (
        error.line().removeprefix("judge: ")
        if isinstance(error, DatelineError)
        else error.detail
        if isinstance(error, HTTPException)
        else ""
    )
    return Problem(
        STATUS.get(status, "Not possible"), status, detail or "it was not foreseen; report it with what you did"
    )


async def answer(request: Request, error: Exception) -> Response:
    """The page or the problem."""
    found = problem_of(error)
    headers = dict(getattr(error, "headers", None) or {})
    if request.url.path.startswith("/api/"):
        return Response(msgspec.json.encode(found), found.status, headers, "application/problem+json")
    from dateline.desk.render import page

    return page(request, "problem.html", status=found.status, headers=headers, problem=found)
