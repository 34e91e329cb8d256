"""What is being brought in: read in one thread of its own, kept a few readings at a time, so that it shows up while it goes on."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.errors import DatelineError
from dateline.faces.phrasing import title
from dateline.record.record import Record
from dateline.record.rows import document_key
from dateline.types import Document, Reading, Skipped

if TYPE_CHECKING:
    from dateline.text.intake.feeds import FeedState

    Item = Document | Skipped | FeedState
    Found = Callable[[Record], Iterable[Item]]
    """What is to be read, looked for when its turn comes."""

FEW, PATIENCE = 20, 2.0  # readings kept at once, or what was read within so many seconds
KEPT = 50  # jobs that are remembered

State = Literal["waiting", "reading", "done", "failed"]


class Brought(msgspec.Struct, frozen=True, array_like=True):
    """A dispatch that came in: its key and title, and the day it was published, "" if that is not known."""

    key: str
    title: str
    day: str = ""


class Progress(msgspec.Struct, frozen=True):
    """How far something is: ``new`` and ``known`` dispatches, claims, what was skipped and why; ``failed``: what stopped it.

    ``outlet``: whose dispatches they are said to be; ``documents``: the first that came in.
    """

    id: str
    what: str
    state: State
    new: int = 0
    known: int = 0
    claims: int = 0
    skipped: tuple[Skipped, ...] = ()
    failed: str = ""
    documents: tuple[Brought, ...] = ()
    outlet: str = ""


class Jobs:
    """Takes what is to be brought in, one after the other."""

    def __init__(self) -> None:
        self.kept: Callable[[], None] = lambda: None
        """Called whenever something was kept."""
        self._known: dict[str, Progress] = {}
        self._waiting: SimpleQueue[tuple[str, Found, Record, tuple[str, ...]] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def begin(
        self, what: str, found: Found, record: Record, *, lexicon: tuple[str, ...] = (), outlet: str = ""
    ) -> Progress:
        """Put something on the list; what comes back says how far it is, which is not begun."""
        made = Progress(secrets.token_hex(6), what, "waiting", outlet=outlet)
        self._known[made.id] = made
        for old in list(self._known)[:-KEPT]:
            del self._known[old]
        self._waiting.put((made.id, found, record, lexicon))
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="dateline-bring-in", daemon=True)
            self._thread.start()
        return made

    def all(self) -> list[Progress]:
        """All that are remembered, the latest first."""
        return list(self._known.values())[::-1]

    def get(self, key: str) -> Progress | None:
        """How far one is; None for one that is not remembered."""
        return self._known.get(key)

    def close(self) -> None:
        """Do what is on the list, then end; a program that ends does not wait for it."""
        self._waiting.put(None)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            key, found, record, lexicon = job
            self._change(key, state="reading")
            try:
                self._take(key, found, record, lexicon)
                self._change(key, state="done")
            except DatelineError as error:
                self._change(key, state="failed", failed=error.line())
            except Exception as error:  # noqa: BLE001 - it is shown; what waits behind it goes on
                self._change(key, state="failed", failed=f"dateline failed: {type(error).__name__}: {error}")

    def _take(self, key: str, found: Found, record: Record, lexicon: tuple[str, ...]) -> None:
        from dateline.faces.ingest import Known
        from dateline.faces.readings import Settings, read_items
        from dateline.read import Options

        known, how = Known(record), Settings(options=Options(lexicon=lexicon))
        states: list[FeedState] = []
        items = read_items(known.left_out(_documents(found(record), states)), how)
        for batch in _batches(items):
            readings = [one for one in batch if isinstance(one, Reading)]
            added = record.add(readings)
            self.kept()
            before = self._known[key]
            self._change(
                key, new=before.new + added.new, claims=before.claims + added.claims,
                skipped=(*before.skipped, *(one for one in batch if isinstance(one, Skipped))),
                documents=(*before.documents, *(_brought(one.document) for one in readings))[:KEPT],
            )  # fmt: skip
        self._change(key, known=known.number)
        for state in states:
            record.keep_feed_state(state.address, msgspec.json.encode(state).decode())

    def _change(self, key: str, **values: object) -> None:
        self._known[key] = msgspec.structs.replace(self._known[key], **values)


def _brought(document: Document) -> Brought:
    return Brought(document_key(document), title(document), document.published or "")


def _documents(items: Iterable[Item], states: list[FeedState]) -> Iterator[Document | Skipped]:
    """Without the states of feeds, which are put aside."""
    from dateline.text.intake.feeds import FeedState

    for item in items:
        if isinstance(item, FeedState):
            states.append(item)
        else:
            yield item


def _batches(items: Iterable[Reading | Skipped]) -> Iterator[list[Reading | Skipped]]:
    batch: list[Reading | Skipped] = []
    began = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= FEW or time.monotonic() - began > PATIENCE:
            yield batch
            batch, began = [], time.monotonic()
    yield batch
