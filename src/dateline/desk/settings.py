"""What the desk is started with, and what its parts share while it runs."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

import msgspec
from starlette.requests import Request

from dateline.desk.sending import Sending
from dateline.errors import DatelineError
from dateline.record import sensitivity
from dateline.record.queries.events import stamp
from dateline.record.record import Record

if TYPE_CHECKING:
    from dateline.desk.jobs import Jobs

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]", "testserver"})
T = TypeVar("T")


class Settings(msgspec.Struct, frozen=True):
    """``address`` of the record; ``host`` and ``port`` served on; ``read_only``: nothing may be changed; ``lexicon``: folders;
    ``allow_private``: also fetch from, and tell, addresses that are not public; ``ahead``: make the first views before anybody asks."""

    address: str
    host: str = "127.0.0.1"
    port: int = 8000
    read_only: bool = False
    lexicon: tuple[str, ...] = ()
    texts: bool = True
    allow_private: bool = False
    ahead: bool = False

    @property
    def open(self) -> bool:
        """Whether nobody has to say who they are: only this machine can ask."""
        return self.host in LOOPBACK


class Answers:
    """Answers kept until something comes into the record: the same question is not worked out twice."""

    def __init__(self, most: int = 256) -> None:
        self.most, self._lock = most, Lock()
        self._found: dict[Hashable, Any] = {}
        self._made: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer of a key, made when it is not there; who asks while it is made waits for it."""
        with self._lock:
            if key in self._found:
                return cast("T", self._found[key])
            one = self._made.setdefault(key, Lock())
        with one:
            found: Any = self._found.get(key, self)
            if found is self:  # which is no answer
                try:
                    found = make()
                    self._keep(key, found)
                finally:
                    with self._lock:
                        self._made.pop(key, None)
        return cast("T", found)

    def _keep(self, key: Hashable, made: object) -> None:
        with self._lock:
            if len(self._found) >= self.most:
                self._found.clear()
            self._found[key] = made


class Desk:
    """The open record, the settings, answers that are kept, and what is being brought in."""

    def __init__(self, settings: Settings, jobs: Jobs) -> None:
        self.settings, self.jobs = settings, jobs
        self.record = Record(settings.address, lexicon=settings.lexicon)
        self.answers = Answers()
        self.sending = Sending(self.record, allow_private=settings.allow_private)
        jobs.kept = self.sending.wake

    def stamp(self) -> str:
        """The same as long as nothing came into the record."""
        with self.record.reading() as connection:
            return stamp(connection)

    def level(self) -> str:
        """How sensitive the record is; "" where nobody has said, and where it cannot be asked."""
        with suppress(DatelineError):
            return sensitivity.of(self.record)
        return ""


def desk_of(request: Request) -> Desk:
    """The desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


def signer(request: Request) -> str:
    """Who judges: the name of the token, else the name given on the page, else the user of this machine."""
    who = getattr(request.state, "who", None)
    if who is not None and who.name:
        return str(who.name)
    return unquote(request.cookies.get("dateline-name", "")).strip()[:60] or getpass.getuser()
