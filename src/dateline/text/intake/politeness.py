"""Manners towards the hosts that are fetched from: robots.txt, reservations against text mining, waiting between requests.

robots.txt as RFC 9309 has it; reservations as the TDM Reservation Protocol (W3C community group report) has them, and
the word ``noai`` in ``X-Robots-Tag`` and in the robots meta element.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec

from dateline.text.intake.options import REFUSED, IntakeOptions, UnreadError, web_extra
from dateline.text.intake.web import Answer, AnsweredError, fetch, host_of

AGENT = "dateline"
"""The name that robots.txt may call us by."""
DAY = 86400.0
"""Seconds that a host's rules are remembered (RFC 9309, 2.4: no longer than 24 hours)."""
LONGEST_RULES = 512_000
"""Bytes of robots.txt that are read (RFC 9309, 2.5: at least 500 KiB)."""
DELAY = 1.0
"""Seconds between two requests to one host when it asks for no more; ours."""
LONGEST_DELAY = 120.0
"""A host that asks for more seconds between requests is not waited for; ours."""
BUSY = frozenset({429, 503})
"""Answers that may say in Retry-After when to come back (RFC 9110, 10.2.3)."""
UNASKED = "# it could not be asked\nUser-agent: *\nDisallow: /\n"
"""What a host that cannot be asked is taken to say (RFC 9309, 2.3.1.4)."""
HOUR = 3600.0
"""Seconds after which such a host is asked again, and for which a busy one that names no time is left alone; ours."""
META = re.compile(rb"<meta\s[^>]{0,500}>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""(name|content)\s*=\s*["']?\s*([^"'>]{1,200})""", re.IGNORECASE)
HEAD = 100_000
"""Bytes of a page in which its meta elements are looked for."""


class Get(Protocol):
    """What fetches: ``web.fetch``, or a stand-in."""

    def __call__(
        self,
        url: str,
        options: IntakeOptions,
        *,
        headers: Mapping[str, str] | None = None,
        check: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer. Raises UnreadError."""
        ...


class HostRules(msgspec.Struct, frozen=True):
    """What a host asks for. ``origin``: scheme, host and port; ``robots``: its robots.txt; ``reserved``: its
    tdmrep.json; ``until``: seconds since 1970 to which it is remembered."""

    origin: str
    robots: str
    reserved: str
    until: float


class LaterError(UnreadError):
    """Something that may succeed later: a host that is busy, or that cannot be asked for its rules."""


class Manners:
    """Fetches as a guest does. ``known``: rules remembered from earlier; ``now`` and ``pause`` in seconds."""

    def __init__(
        self,
        options: IntakeOptions,
        *,
        known: tuple[HostRules, ...] = (),
        get: Get = fetch,
        now: Callable[[], float] = time.time,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.options, self.get, self.now, self.pause = options, get, now, pause
        self.rules = {rule.origin: rule for rule in known}
        self._last: dict[str, float] = {}
        self._busy: dict[str, float] = {}
        self._parsed: dict[str, Any] = {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer of ``url``. Raises UnreadError, code 7 with whose rule it is where the host refuses us."""
        self._admit(url)
        try:
            answer = self.get(url, self.options, headers=headers, check=self._admit)
        except AnsweredError as error:
            if error.status in BUSY:
                self._busy[origin(url)] = self.now() + (retry_after(error.headers, self.now()) or HOUR)
            raise
        check_reservation(answer)
        return answer

    def _admit(self, url: str) -> None:
        self.check(url)
        self._wait(url)

    def check(self, url: str) -> None:
        """Raises UnreadError when the host's robots.txt or tdmrep.json keeps us from ``url``, or it asked us to wait, and when
        it is no http(s) address."""
        host_of(url)
        wait = self._busy.get(origin(url), 0.0) - self.now()
        if wait > 0:
            raise LaterError(f"{origin(url)} asks to be left alone for {wait:.0f} seconds", remedy="try again later")
        if self._of(url).robots == UNASKED:
            why = f"{origin(url)} cannot be asked for its robots.txt, which counts as a no (RFC 9309)"
            raise LaterError(why, remedy="try again later", code=REFUSED)
        if not self._robots(url).can_fetch(url, AGENT):
            raise _refused(f"{origin(url)}/robots.txt keeps {AGENT} from it")
        if _reserves(self._of(url).reserved, urlsplit(url).path or "/"):
            raise _refused(f"{origin(url)}/.well-known/tdmrep.json reserves it against text mining")

    def _robots(self, url: str) -> Any:
        with web_extra("feeds"):
            from protego import Protego

        rules = self._of(url)
        if rules.robots not in self._parsed:
            self._parsed[rules.robots] = Protego.parse(rules.robots)
        return self._parsed[rules.robots]

    def _of(self, url: str) -> HostRules:
        """The host's rules, asked for when they are not known or too old."""
        here = origin(url)
        known = self.rules.get(here)
        if known is None or known.until <= self.now():
            robots = self._asked(f"{here}/robots.txt", UNASKED)
            reserved = "" if robots == UNASKED else self._asked(f"{here}/.well-known/tdmrep.json", "")
            until = self.now() + (HOUR if robots == UNASKED else DAY)
            known = self.rules[here] = HostRules(here, robots, reserved, until)
        return known

    def _asked(self, url: str, otherwise: str) -> str:
        """The file; "" when there is none (4xx), ``otherwise`` when the host cannot say."""
        options = msgspec.structs.replace(self.options, max_bytes=10 * LONGEST_RULES)
        self._spaced(origin(url), DELAY)
        try:
            return self.get(url, options).data[:LONGEST_RULES].decode("utf-8", "replace")
        except AnsweredError as error:
            return "" if 400 <= error.status < 500 and error.status not in BUSY else otherwise
        except UnreadError:
            return otherwise

    def _wait(self, url: str) -> None:
        """Lets as much time pass as the host asks for. Raises UnreadError when that is too much."""
        here, asked = origin(url), self._robots(url).crawl_delay(AGENT) or 0.0
        if asked > LONGEST_DELAY:
            raise _refused(f"{here}/robots.txt asks for {asked:.0f} seconds between requests")
        self._spaced(here, max(DELAY, asked))

    def _spaced(self, here: str, delay: float) -> None:
        rest = self._last.get(here, 0.0) + delay - self.now()
        if here in self._last and rest > 0:
            self.pause(rest)
        self._last[here] = self.now()


def origin(url: str) -> str:
    """Scheme, host and port of an address, without name and password."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise UnreadError(f"it is no address: {error}", remedy="check how it is spelt", code=REFUSED) from error
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that Retry-After asks for, None when it does not; a date that is past asks for 0."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def check_reservation(answer: Answer) -> None:
    """Raises UnreadError, code 7, when header or page reserve the answer against text mining."""
    if answer.headers.get("tdm-reservation", "").strip() == "1":
        raise _refused("its tdm-reservation header reserves it against text mining")
    if _says_noai(answer.headers.get("x-robots-tag", "")):
        raise _refused("its X-Robots-Tag header says noai")
    for name, content in _metas(answer.data):
        if name == "tdm-reservation" and content == "1":
            raise _refused("the page's tdm-reservation reserves it against text mining")
        if name in ("robots", AGENT) and _says_noai(content):
            raise _refused(f"the page's {name} meta element says noai")


def _says_noai(value: str) -> bool:
    """Whether ``noai`` stands in a list of words, for everyone or for us: ``other: noai`` is for another."""
    whom = "*"
    for word in value.lower().split(","):
        named, colon, said = word.rpartition(":")
        whom = named.strip() if colon else whom
        if said.strip() == "noai" and whom in ("*", "", AGENT):
            return True
    return False


def _metas(data: bytes) -> list[tuple[str, str]]:
    found = []
    for element in META.findall(data[:HEAD]):
        words = {key.lower(): value.decode("utf-8", "replace").strip() for key, value in ATTRIBUTE.findall(element)}
        found.append((words.get(b"name", "").lower(), words.get(b"content", "")))
    return found


def _reserves(reserved: str, path: str) -> bool:
    """Whether the first rule of a tdmrep.json that covers ``path`` reserves it."""
    try:
        rules = msgspec.json.decode(reserved or "[]")
    except (msgspec.DecodeError, RecursionError):
        return False
    for rule in rules if isinstance(rules, list) else ():
        if isinstance(rule, dict) and _covers(str(rule.get("location", "")), path):
            return str(rule.get("tdm-reservation")) == "1"
    return False


def _covers(location: str, path: str) -> bool:
    """Whether a location (``*`` any characters, ``$`` the end, else a beginning) covers a path."""
    with web_extra("feeds"):
        from protego import Protego

    if not location.startswith(("/", "*")) or "\n" in location or "\r" in location:
        return False
    where = location.split("#", maxsplit=1)[0].strip()
    return not Protego.parse(f"User-agent: *\nDisallow: {where}\n").can_fetch(path, AGENT)


def _refused(why: str) -> UnreadError:
    return UnreadError(why, remedy="ask its publisher for leave", code=REFUSED)
