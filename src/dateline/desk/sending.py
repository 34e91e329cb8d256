"""Webhooks are told while the desk is open: by threads of its own, which look when something came in, and now and then."""

from __future__ import annotations

from threading import Event, Thread

from dateline.errors import DatelineError
from dateline.record.record import Record

THREADS = 3  # receivers told at once
SOON = 1.0  # seconds after the desk opened in which pages come first
LOOK = 5.0  # seconds after which the record is looked at again: others bring in too


class Sending:
    """Sends what is due from a record."""

    def __init__(self, record: Record, *, allow_private: bool) -> None:
        self.record, self.allow_private = record, allow_private
        self._wake, self._ended = Event(), Event()
        self._threads: list[Thread] = []

    def begin(self) -> None:
        """Begin to look."""
        self._threads = [Thread(target=self._work, name="dateline-alerts", daemon=True) for _ in range(THREADS)]
        for one in self._threads:
            one.start()

    def wake(self) -> None:
        """Something may be due: look now."""
        self._wake.set()

    def close(self) -> None:
        """End; what is being sent is finished, what waits stays in the record."""
        self._ended.set()
        self._wake.set()
        for one in self._threads:
            one.join(1)

    def _work(self) -> None:
        self._wake.wait(SOON)
        while not self._ended.is_set():
            if self._deliver():
                continue
            self._wake.wait(LOOK)
            if not self._ended.is_set():
                self._wake.clear()

    def _deliver(self) -> bool:
        """Send one thing; whether there was one."""
        from dateline.record.alerts.delivery import deliver

        try:
            return deliver(self.record, allow_private=self.allow_private) is not None
        except DatelineError:  # the record cannot be used just now; every page says so
            return False
