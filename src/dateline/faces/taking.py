"""Ingest: from paths and feeds into a record, in batches that stand or fall whole."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

import msgspec

from dateline.faces.progress import Report
from dateline.faces.readings import Settings, exit_code, expected, read_items
from dateline.record import store
from dateline.record.store import Added, Record
from dateline.text.intake import documents
from dateline.types import Document, Reading, Skipped

BATCH = 100  # readings kept in one transaction
PATIENCE = 10.0  # seconds after which a batch is kept although it is not full


class Taking(msgspec.Struct, frozen=True):
    """Where readings go and how they are made."""

    address: str
    settings: Settings
    texts: bool = True
    watch: bool = False
    quiet: bool = False


def take(paths: Iterable[str], taking: Taking) -> int:
    """Ingest all that the paths hold; what is in the record already is not read again. The exit code comes back."""
    report = Report(quiet=taking.quiet)
    with store.opened(taking.address, create=True) as record:
        known = Known(record)
        found = known.left_out(documents(paths, options=msgspec.structs.replace(taking.settings.intake, unique=False)))
        items = read_items(found, taking.settings)
        total = expected(paths)
        readings = report.follow(items, total=total, bar=total != 1)
        added = keep(record, readings, texts=taking.texts)
    report.console.print(summary(added, known.number, taking.address), highlight=False, markup=False)
    return exit_code(report.skipped)


class Known:
    """Lets through the documents that a record does not hold; counts the others."""

    def __init__(self, record: Record) -> None:
        self.record, self.number = record, 0

    def left_out(self, found: Iterable[Document | Skipped]) -> Iterator[Document | Skipped]:
        """What is not in the record yet."""
        for item in found:
            if isinstance(item, Document) and self.record.has([item]):
                self.number += 1
            else:
                yield item


def keep(record: Record, readings: Iterable[Reading], *, texts: bool) -> Added:
    """Keep readings as they come, a batch at a time."""
    total = Added()
    for batch in batches(readings):
        added = record.add(batch, texts=texts)
        total = Added(total.new + added.new, total.known + added.known, total.claims + added.claims)
    return total


def batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Readings in batches, each full or as old as patience allows."""
    batch: list[Reading] = []
    began = time.monotonic()
    for reading in readings:
        batch.append(reading)
        if len(batch) >= BATCH or time.monotonic() - began > PATIENCE:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def summary(added: Added, known: int, address: str) -> str:
    """One line: what came in."""
    there = added.known + known
    already = f"; {there} were there already" if there else ""
    return f"{added.new} documents with {added.claims} claims came into {address}{already}"
