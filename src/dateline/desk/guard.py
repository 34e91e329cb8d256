"""Who may ask what: hosts, tokens, forms that are ours, sizes and rates; and the headers that every answer carries."""

from __future__ import annotations

import secrets
import time
from base64 import b64decode
from collections import deque
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.desk import problems
from dateline.desk.settings import LOOPBACK, Desk
from dateline.record.tokens import Bearer

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
}  # fmt: skip
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/assets/", "/enter")
"""Addresses that need no token."""
FEED = ".atom"
LARGEST = 32 << 20  # bytes of a request
RATE = (600, 60.0)  # requests of one client within so many seconds
CSRF, TOKEN = "dateline-csrf", "dateline-token"
LOCAL = Bearer("", "editor")
"""Whoever asks on this machine."""


class Guard:
    """Lets through what may be asked, and puts the headers on what comes back."""

    def __init__(self, app: ASGIApp, *, desk: Desk) -> None:
        self.app, self.desk = app, desk
        self._recent: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        state = scope.setdefault("state", {})
        state["csrf"] = request.cookies.get(CSRF) or secrets.token_urlsafe(24)
        fresh = CSRF not in request.cookies

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _headed(headers, state["csrf"] if fresh else "")
                if not request.url.path.startswith(OPEN) and (level := self.desk.level()):
                    headers["x-sensitivity"] = level
            await send(message)

        try:
            state["who"] = self._known(request)
            self._check(request, state["who"])
        except HTTPException as error:
            await (await problems.answer(request, error))(scope, receive, sending)
            return
        await self.app(scope, _bounded(receive), sending)

    def _known(self, request: Request) -> Bearer | None:
        """Who asks; None for somebody unknown."""
        if self.desk.settings.open:
            return LOCAL
        token = _token(request)
        return self.desk.record.bearer(token) if token else None

    def _check(self, request: Request, who: Bearer | None) -> None:
        """Raises HTTPException for what may not be asked."""
        self._check_host(request.headers)
        self._check_rate(request)
        if who is None and not request.url.path.startswith(OPEN):
            words = "give a token: Authorization: Bearer …, or enter it on the page /enter; dateline token makes one"
            raise HTTPException(401, words, {"www-authenticate": 'Bearer realm="dateline"'})
        if request.method not in SAFE:
            self._check_change(request, who)
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > LARGEST:
            raise HTTPException(413, f"the request is larger than {LARGEST >> 20} MB; send less at once")

    def _check_change(self, request: Request, who: Bearer | None) -> None:
        """Raises HTTPException for a change that may not be made."""
        if not request.url.path.startswith("/enter"):
            if who is None or who.role != "editor":
                raise HTTPException(403, "this token may read, not change; ask for one with the role editor")
            if self.desk.settings.read_only:
                raise HTTPException(403, "this desk is read-only; start it without --read-only to change the record")
        _check_origin(request)

    def _check_host(self, headers: Headers) -> None:
        """On this machine only its own names are answered to, so that no page of another name reaches it."""
        host = _split(f"//{headers.get('host', '')}").hostname or ""
        if self.desk.settings.open and host not in LOOPBACK:
            raise HTTPException(403, f"this desk answers on this machine only, not as {host!r}")

    def _check_rate(self, request: Request) -> None:
        most, within = RATE
        now = time.monotonic()
        if len(self._recent) > 10_000:
            self._recent.clear()
        seen = self._recent.setdefault(request.client.host if request.client else "", deque())
        while seen and now - seen[0] > within:
            seen.popleft()
        if len(seen) >= most and not self.desk.settings.open:
            raise HTTPException(429, f"more than {most} requests a minute; wait a little", {"retry-after": "30"})
        seen.append(now)


def _split(address: str) -> SplitResult:
    """The parts of an address that somebody sends; nothing of words that are none ("//[a")."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _token(request: Request) -> str:
    """The token of a request: as a bearer, as the password of HTTP Basic (programs that read feeds know that), remembered by a browser,
    or, for a feed alone, in its address."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic":
        with suppress(ValueError):
            return b64decode(given.strip(), validate=True).decode().partition(":")[2]
        return ""
    if request.url.path.endswith(FEED) and "token" in request.query_params:
        return request.query_params["token"]
    return request.cookies.get(TOKEN, "")


def _check_origin(request: Request) -> None:
    """A change comes from a page of ours or from no page at all; a form carries its token (see ``form_of``)."""
    origin = request.headers.get("origin")
    if origin and _split(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "this request comes from a page of another site")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise HTTPException(403, "this request comes from a page of another site")


def _headed(headers: MutableHeaders, csrf: str) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-cache")
    if csrf:
        headers.append("set-cookie", f"{CSRF}={csrf}; Path=/; HttpOnly; SameSite=Strict")


def _bounded(receive: Receive) -> Receive:
    """The body of a request, and an error once it is longer than it may be."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            raise HTTPException(413, f"the request is larger than {LARGEST >> 20} MB; send less at once")
        return message

    return bounded


async def form_of(request: Request) -> Any:
    """The fields of a form of ours. Raises HTTPException for a form that no page of ours made."""
    try:
        form = await request.form(max_files=200, max_fields=200, max_part_size=LARGEST)
    except HTTPException:
        raise
    except Exception as error:
        raise HTTPException(400, f"the form cannot be read: {' '.join(str(error).split())}") from error
    given, wanted = str(form.get("csrf", "")), request.cookies.get(CSRF, "")
    if not wanted or not secrets.compare_digest(given.encode(), wanted.encode()):
        raise HTTPException(403, "the form is too old or not ours; load the page again and send it once more")
    return form


async def json_of(request: Request, kind: Any) -> Any:
    """The JSON of a request, as its type. Raises HTTPException when it is none or does not fit."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "send JSON: content-type application/json")
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.ValidationError as error:
        raise HTTPException(422, f"it does not fit: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(400, f"it is no JSON: {error}") from error
