"""One page or text from an http(s) address; addresses inside one's own network are refused unless allowed."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dateline.text.intake.options import REFUSED, SMALLER, IntakeOptions, UnreadError

TIMEOUT = 20.0
"""Seconds that one connection or one read may take."""
SENDING = 10.0
"""Seconds that a receiver may take to answer what it is sent."""
PATIENCE = 60.0
"""Seconds that a whole address may take."""
CHUNK = 65536
"""Bytes read at a time."""
HEADERS = {
    "User-Agent": "dateline (news dispatch reader)",
    "Accept-Encoding": "identity",
    "Accept": "text/html,text/plain,*/*;q=0.1",
}


EMBEDDING = (ip_network("64:ff9b::/96"), ip_network("::/96"), ip_network("::ffff:0:0:0/96"))
"""IPv6 networks whose last four bytes are an IPv4 number: NAT64 (RFC 6052), the old IPv4-compatible form, IPv4-translated (RFC 2765)."""


INSIDE = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "64:ff9b:1::/48", "5f00::/16", "3fff::/20"))
)
"""Networks that some Python calls global and that lead to nobody's site: numbers of protocols, at which some hosts tell machines who they
are (RFC 6890), 6to4 relays (RFC 7526), site-local numbers (RFC 3879), NAT64 of one's own (RFC 8215), segment routing (RFC 9602), examples
(RFC 9637)."""


class Answer(msgspec.Struct, frozen=True):
    """What the address sent; ``charset`` as its header says; ``url`` after redirects; ``headers`` in small letters."""

    data: bytes
    charset: str | None
    url: str = ""
    headers: dict[str, str] = {}


class AnsweredError(UnreadError):
    """The address answers, but with no success: ``status`` (304 and 429 too) and ``headers`` in small letters."""

    def __init__(self, status: int, reason: str, headers: dict[str, str]) -> None:
        super().__init__(f"it answers {status} {reason}", remedy="save the page yourself")
        self.status, self.headers = status, headers


def fetch(
    url: str,
    options: IntakeOptions,
    *,
    headers: Mapping[str, str] | None = None,
    check: Callable[[str], None] | None = None,
) -> Answer:
    """The bytes at ``url``. Raises UnreadError when it is refused, unreachable, no success, or too large.

    ``headers`` are sent besides ours; ``check`` is asked about every redirect and raises UnreadError to refuse it.

    Every connection is checked, by name before and by the peer's number after it is made, so neither a redirect nor a
    name that changes its number leads inside. Proxies of the environment are only used with ``allow_private``.
    """
    check_address(url, options)
    request = urllib.request.Request(url, headers={**HEADERS, **(headers or {})})
    until = time.monotonic() + PATIENCE
    with _said_plainly(url, options), _opener(options, check).open(request, timeout=TIMEOUT) as answer:
        data = _read(answer, options.max_bytes, until)
        return Answer(data, answer.headers.get_content_charset(), answer.geturl(), _small(answer.headers))


def post(url: str, body: bytes, options: IntakeOptions, *, headers: Mapping[str, str]) -> int:
    """Send bytes to ``url``; the status of the answer comes back. Raises UnreadError as ``fetch`` does, with the same guard.

    A redirect is no success: what is sent goes where it was meant to go, or nowhere.
    """
    check_address(url, options)
    request = urllib.request.Request(url, data=body, headers={**HEADERS, **headers}, method="POST")
    opener = _opener(options, None, redirects=False)
    with _said_plainly(url, options), opener.open(request, timeout=SENDING) as answer:
        answer.read1(CHUNK)
        return int(answer.status)


def _small(headers: Message) -> dict[str, str]:
    """Headers by small name; those sent more than once joined by commas, as HTTP has it."""
    found: dict[str, str] = {}
    for name, value in headers.items():
        small = name.lower()
        found[small] = f"{found[small]}, {value}" if small in found else str(value)
    return found


def check_address(url: str, options: IntakeOptions) -> None:
    """Raises UnreadError when ``url`` is no http(s) address, holds a password, or leads to a number not public."""
    host, port = host_of(url)
    if not options.allow_private:
        for number in _numbers(host, port):
            check_number(number)


def host_of(url: str) -> tuple[str, int]:
    """Host and port of an address. Raises UnreadError when it is no http(s) address or holds a password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise UnreadError(f"it is no address: {error}", remedy="check how it is spelt", code=REFUSED) from error
    if parts.scheme not in ("http", "https") or not host:
        raise UnreadError("it is no http(s) address", remedy="give one that begins with https://", code=REFUSED)
    if parts.username or parts.password:
        raise UnreadError("it holds a user name or password", remedy="leave them out", code=REFUSED)
    return host, port


def _numbers(host: str, port: int) -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise UnreadError(f"{host} is not known: {error}", remedy=_check_network("", host)) from error


def check_number(number: str) -> None:
    """Raises UnreadError when the IP number is private, loopback, link-local, multicast or otherwise not public."""
    address = ip_address(number.split("%", maxsplit=1)[0])
    inner = [address]
    if isinstance(address, IPv6Address):
        inner += [found for found in (address.ipv4_mapped, address.sixtofour) if found]
        inner += [IPv4Address(int(address) & 0xFFFFFFFF)] if any(address in net for net in EMBEDDING) else []
    if not all(map(_is_public, inner)):
        why = f"it leads to {number}, which is not public"
        raise UnreadError(why, remedy="give --allow-private if you trust it", code=REFUSED)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in net for net in INSIDE)


def _check_peer(connection: socket.socket) -> None:
    try:
        check_number(str(connection.getpeername()[0]))
    except UnreadError:
        connection.close()
        raise


def _hurry(connection: socket.socket) -> None:
    """Hang up when patience is over, whatever still drips in: each byte may else take its time."""

    def hang_up() -> None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(PATIENCE, hang_up)
    clock.daemon = True
    clock.start()


class _Trusted(http.client.HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _hurry(self.sock)


class _TrustedSecure(http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _hurry(self.sock)


class _Plain(_Trusted):
    def connect(self) -> None:
        super().connect()
        _check_peer(self.sock)


class _Secure(_TrustedSecure):
    def connect(self) -> None:
        super().connect()
        _check_peer(self.sock)


class _PlainHandler(urllib.request.HTTPHandler):
    def __init__(self, trusted: bool) -> None:
        super().__init__()
        self.way = _Trusted if trusted else _Plain

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self.way, req)


class _SecureHandler(urllib.request.HTTPSHandler):
    def __init__(self, trusted: bool) -> None:
        super().__init__()
        self.way = _TrustedSecure if trusted else _Secure

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self.way, req, context=ssl.create_default_context())


class _Redirects(urllib.request.HTTPRedirectHandler):
    def __init__(self, options: IntakeOptions, check: Callable[[str], None] | None) -> None:
        self.options, self.check = options, check

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The next request, its address checked like the first."""
        check_address(newurl, self.options)
        if self.check:
            self.check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(
    options: IntakeOptions, check: Callable[[str], None] | None, *, redirects: bool = True
) -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    trusted = options.allow_private
    for handler in (
        *((urllib.request.ProxyHandler(),) if trusted else ()),
        _PlainHandler(trusted),
        _SecureHandler(trusted),
        *((_Redirects(options, check),) if redirects else ()),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _read(answer: http.client.HTTPResponse, limit: int, until: float) -> bytes:
    data = bytearray()
    while chunk := answer.read1(CHUNK):  # what has come, so that a body that drips is met by the clock
        data += chunk
        if len(data) > limit:
            raise UnreadError(
                f"it is larger than {limit} bytes",
                remedy=SMALLER,
                code=REFUSED,
            )
        _check_clock(until)
    _check_clock(until)
    if answer.length:  # of what its header announced, so much has not come
        why = f"the connection broke off after {len(data):,} of {len(data) + answer.length:,} bytes"
        raise UnreadError(why, remedy="try again later")
    return bytes(data)


def _check_clock(until: float) -> None:
    if time.monotonic() > until:
        raise UnreadError(f"it took more than {PATIENCE:.0f} seconds", remedy="try again later")


def _check_network(scheme: str, host: str) -> str:
    """What to do when nothing answers; a proxy that the environment names and that is not used is named."""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") if scheme else next(iter(proxies.values()), None)
    if not proxy or urllib.request.proxy_bypass(host):
        return "check the address and the network"
    shown = urlsplit(proxy if "://" in proxy else f"//{proxy}")
    name = f"{shown.hostname or proxy}{f':{shown.port}' if shown.port else ''}"
    return f"the proxy {name} of the environment is used with --allow-private only, since it could lead inside"


@contextmanager
def _said_plainly(url: str, options: IntakeOptions) -> Iterator[None]:
    """What the network says, as UnreadError."""
    parts = urlsplit(url)
    remedy = (
        "check the address, the network and the proxy"
        if options.allow_private
        else _check_network(parts.scheme, parts.hostname or "")
    )
    try:
        yield
    except urllib.error.HTTPError as error:
        reason = str(error.reason).splitlines()  # of a loop of redirects, several
        raise AnsweredError(error.code, reason[0] if reason else "", _small(error.headers)) from error
    except TimeoutError as error:
        again = "try again later" if remedy.startswith("check") else remedy
        raise UnreadError("no answer in time", remedy=again) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        why = getattr(error, "reason", None) or error
        raise UnreadError(f"it cannot be reached: {why}", remedy=remedy) from error
    except ValueError as error:
        raise UnreadError(f"it is no address: {error}", remedy="check how it is spelt", code=REFUSED) from error
