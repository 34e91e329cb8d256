"""Who is at the desk: the name that judgements are signed with, and the token where one is asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.guard import TOKEN
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of

AGE = 60 * 60 * 24 * 30  # seconds that a browser remembers


def page(request: Request) -> Response:
    """Where a token is entered."""
    return made(request, "enter.html")


def enter(request: Request, form: Any) -> Response:
    """Take a token; what comes back remembers it. Raises HTTPException for one that is not known."""
    token = str(form.get("token", "")).strip()
    if desk_of(request).record.bearer(token) is None:
        raise HTTPException(401, "this token is not known; ask for a new one")
    answer = RedirectResponse("/", 303)
    answer.set_cookie(TOKEN, token, max_age=AGE, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


def leave(request: Request, _: Any) -> Response:
    """Forget the token."""
    answer = RedirectResponse("/enter", 303)
    answer.delete_cookie(TOKEN)
    return answer


def name(request: Request, form: Any) -> Response:
    """Take the name that judgements are signed with."""
    answer = RedirectResponse(_back(request), 303)
    given = " ".join(str(form.get("name", "")).split())[:60]
    answer.set_cookie(
        "dateline-name",
        quote(given),
        max_age=AGE,
        httponly=True,
        samesite="strict",
    )
    return answer


def _back(request: Request) -> str:
    """The page that was left, as an address of this desk."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:  # words that are no address ("http://[a")
        return "/"
    return f"{before.path}?{before.query}" if before.path and before.netloc == request.headers.get("host") else "/"
