"""Ingest: from paths and feeds into a record, in batches that stand or fall whole."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from dateline.faces.phrasing import many
from dateline.faces.progress import Report
from dateline.faces.readings import Settings, exit_code, expected, read_items
from dateline.faces.trail import read_before
from dateline.record.record import Record
from dateline.record.rows import Keep
from dateline.record.store import Added, Store
from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.feeds import FeedState, poll, watch
from dateline.text.intake.language import foreign
from dateline.text.intake.options import REFUSED
from dateline.types import Document, Reading, Skipped

BATCH = 100  # readings kept in one transaction
PATIENCE = 10.0  # seconds after which a batch is kept although it is not full


LACKING: dict[Keep, str] = {
    "full": "",
    "snippets": "note: texts are not kept: dispatches cannot be shown or searched whole, only the sentences of their claims",
    "offsets": "note: words are not kept: neither texts nor sentences nor quotations are shown or searched; corrections need start:end",
}
"""What a record that keeps fewer words cannot do."""


class Taking(msgspec.Struct, frozen=True):
    """Where readings go and how they are made. ``keep``: how much of their words. ``feeds``: the paths are addresses of
    feeds, of which only what is new is asked for; ``watch``: again and again."""

    address: str
    settings: Settings
    keep: Keep = "full"
    feeds: bool = False
    watch: bool = False
    quiet: bool = False


def take(paths: Iterable[str], taking: Taking) -> int:
    """Ingest all that the paths hold; what is in the record already is not read again. The exit code comes back."""
    report = Report(quiet=taking.quiet)
    with Record(taking.address, create=True, lexicon=taking.settings.options.lexicon) as record:
        if taking.feeds or taking.watch:
            return poll_feeds(record, paths, taking, report)
        known = Known(record)
        found = known.left_out(documents(paths, options=msgspec.structs.replace(taking.settings.intake, unique=False)))
        items = read_items(found, taking.settings)
        total = expected(paths)
        readings = report.follow(items, total=total, bar=total != 1)
        added = keep(record, readings, texts=taking.keep)
        older = read_before(record.older_readings())
        told = _told(record, taking)
    report.console.print(summary(added, known.number, taking.address), highlight=False, markup=False)
    for note in (told, _ahead(known), LACKING[taking.keep]):
        if note:
            report.console.print(note, highlight=False, markup=False)
    if older:
        report.console.print(f"note: {older}", highlight=False, markup=False)
    return exit_code(report.skipped)


def poll_feeds(record: Store, addresses: Iterable[str], taking: Taking, report: Report) -> int:
    """Look at feeds, once or until stopped; what a look brought is kept before what is remembered of the feed."""
    options = msgspec.structs.replace(taking.settings.intake, unique=False)
    states = {name: msgspec.json.decode(state, type=FeedState) for name, state in record.feed_states().items()}
    looks = watch(addresses, states, options) if taking.watch else _once(addresses, states, options)
    waiting: list[Document | Skipped] = []
    for item in looks:
        if not isinstance(item, FeedState):
            waiting.append(item)
            continue
        known = Known(record)
        items = read_items(known.left_out(map(_in_english, waiting)), taking.settings)
        added = keep(record, report.follow(items, total=None, bar=False), texts=taking.keep)
        record.keep_feed_state(item.address, msgspec.json.encode(item).decode())
        report.console.print(
            f"{item.address}: {summary(added, known.number, taking.address)}", highlight=False, markup=False
        )
        told = _told(record, taking)
        if told:
            report.console.print(told, highlight=False, markup=False)
        waiting = []
    return exit_code(report.skipped)


def _ahead(known: Known) -> str:
    """What to say of documents that bear days to come; "" when there are none."""
    if not known.ahead:
        return ""
    return f"note: {many(known.ahead, 'document')} bear days to come, and are known from these days on"


def _told(record: Store, taking: Taking) -> str:
    """Tell webhooks what alerts found; how that went in a line, "" when nothing was due."""
    from dateline.faces.alert_commands import sums
    from dateline.record.alerts.delivery import all_due

    return sums(all_due(record, allow_private=taking.settings.intake.allow_private))


def _in_english(item: Document | Skipped) -> Document | Skipped:
    if isinstance(item, Skipped):
        return item
    language = foreign(item.text)
    if not language:
        return item
    return Skipped(item.id, f"language {language}; dateline reads English", "translate it first", REFUSED)


def _once(
    addresses: Iterable[str], states: dict[str, FeedState], options: IntakeOptions
) -> Iterator[Document | Skipped | FeedState]:
    for address in addresses:
        items, state = poll(address, states.get(address), options)
        yield from items
        yield state


class Known:
    """Lets through the documents that a record does not hold; counts the others, and those of days to come (tomorrow is today
    somewhere)."""

    def __init__(self, record: Store) -> None:
        self.record, self.number, self.ahead = record, 0, 0
        self._tomorrow = (date.fromisoformat(record.now()[:10]) + timedelta(days=1)).isoformat()

    def left_out(self, found: Iterable[Document | Skipped]) -> Iterator[Document | Skipped]:
        """What is not in the record yet."""
        for item in found:
            if isinstance(item, Document) and self.record.has([item]):
                self.number += 1
            else:
                self.ahead += isinstance(item, Document) and (item.published or "") > self._tomorrow
                yield item


def keep(record: Store, readings: Iterable[Reading], *, texts: bool | Keep) -> Added:
    """Keep readings as they come, a batch at a time."""
    total, waiting, stopped = Added(), list[Reading](), False
    try:
        for batch in batches(readings, waiting):
            total = _sum(total, record.add(batch, texts=texts))
    except KeyboardInterrupt:
        stopped = True
    if stopped:
        gc.collect()  # what was stopped in the midst of a write still has the right to write as long as its frames are held
        total = _sum(total, record.add(waiting, texts=texts) if waiting else Added())
        kept = f"{many(total.new, 'document')} with {many(total.claims, 'claim')}"
        raise KeyboardInterrupt(f"{kept} came in and stay; the same command goes on from there")
    return total


def _sum(one: Added, other: Added) -> Added:
    return Added(one.new + other.new, one.known + other.known, one.claims + other.claims)


def batches(readings: Iterable[Reading], waiting: list[Reading]) -> Iterator[list[Reading]]:
    """Readings in batches, each full or as old as patience allows; those of the next batch are in ``waiting``."""
    began = time.monotonic()
    for reading in readings:
        waiting.append(reading)
        if len(waiting) >= BATCH or time.monotonic() - began > PATIENCE:
            yield list(waiting)
            waiting.clear()
            began = time.monotonic()
    if waiting:
        yield list(waiting)
        waiting.clear()


def summary(added: Added, known: int, address: str) -> str:
    """One line: what came in."""
    there = added.known + known
    already = f"; {there} {'was' if there == 1 else 'were'} there already" if there else ""
    return f"{many(added.new, 'document')} with {many(added.claims, 'claim')} came into {address}{already}"
