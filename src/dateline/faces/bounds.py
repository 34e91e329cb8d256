"""What one document may cost: processor time and memory. What would cost more is set aside, and the rest goes on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SECONDS = 60
"""Processor seconds that a document may take; a dispatch of 500 words takes a second at most."""
MORE = 2_000
"""Characters for each of which one second more is granted: an eighth of the speed measured."""
MEGABYTES = 4_000
"""Memory that a document may take beyond what is loaded; a text of 1 MB takes some 600."""
AGAIN = 1.0
"""Seconds after which a document that goes on all the same is told again."""


class OverError(BaseException):
    """A document takes more than it may; ``why`` says of what. No Exception, so that nothing on the way takes it for its own fault."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def bounded(characters: int, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Raises OverError once what runs inside has taken ``seconds`` of processor time, one more for each 2,000 of its ``characters``,
    or more than so many megabytes. ``seconds`` 0: no bound of time. Where the system cannot count either (Windows, a thread
    that is not the first), nothing is bounded."""
    granted = seconds + characters / MORE if seconds else 0.0
    with _timed(granted), _measured(megabytes):
        yield


@contextmanager
def _timed(granted: float) -> Iterator[None]:
    if not granted or not hasattr(signal, "SIGVTALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise OverError(f"it took more than {granted:,.0f} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, over)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, granted, AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _measured(megabytes: int) -> Iterator[None]:
    held = _held()
    if held is None:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = held + megabytes * 1_000_000
    known = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
    try:
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (min([limit, *known]), hard))
        yield
    except MemoryError:
        raise OverError(f"it took more than {megabytes:,} MB of memory") from None
    finally:
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _held() -> int | None:
    """Bytes of address space that the process holds; None where the system does not say."""
    try:
        import resource

        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError, ValueError):
        return None
