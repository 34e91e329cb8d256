"""Where readings go: one function for each ``--to``, and the file or stream they write to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

import msgspec

from dateline.exports.files import part_of
from dateline.types import Reading, Skipped

Writer = Callable[[Iterable[Reading], list[Skipped], TextIO], None]
"""Writes readings as they come; the list holds all that was skipped once the last reading has come."""


def write_table(readings: Iterable[Reading], _skipped: list[Skipped], out: TextIO) -> None:
    """A table for people, as wide as the terminal, and a legend."""
    from dateline.faces.table import LEGEND, ReadingTable
    from dateline.faces.terminal import Terminal

    console = Terminal(out)
    claims = 0
    for number, reading in enumerate(readings):
        console.print("\n" if number else "", end="")
        console.print(ReadingTable(reading))
        claims += len(reading.claims)
    if claims:
        console.print(LEGEND, style="dim", markup=False)


def write_claims(readings: Iterable[Reading], _skipped: list[Skipped], out: TextIO, *, texts: bool = False) -> None:
    """One claim or control statement a line; with ``texts`` before those of a document one with its text."""
    from dateline.faces.export import claim_lines

    _write_lines(readings, claim_lines, out, texts=texts)


def write_mentions(readings: Iterable[Reading], _skipped: list[Skipped], out: TextIO, *, texts: bool = False) -> None:
    """One mention a line; ``texts`` as for claims."""
    from dateline.faces.export import mention_lines

    _write_lines(readings, mention_lines, out, texts=texts)


def write_voices(readings: Iterable[Reading], _skipped: list[Skipped], out: TextIO) -> None:
    """One attribution a line."""
    from dateline.faces.export import voice_lines

    _write_lines(readings, voice_lines, out)


def _write_lines(
    readings: Iterable[Reading],
    lines: Callable[[Reading], Iterable[msgspec.Struct]],
    out: TextIO,
    *,
    texts: bool = False,
) -> None:
    from dateline.faces.export import document_line

    encode = msgspec.json.Encoder().encode
    for reading in readings:
        if texts:
            out.write(f"{encode(document_line(reading.document)).decode()}\n")
        out.writelines(f"{encode(line).decode()}\n" for line in lines(reading))
        out.flush()


def write_page(readings: Iterable[Reading], skipped: list[Skipped], out: TextIO) -> None:
    """One page with all documents."""
    from dateline.faces.page import page

    out.write(page(list(readings), skipped))


def write_sheet(readings: Iterable[Reading], _skipped: list[Skipped], out: TextIO) -> None:
    """One claim a row."""
    from dateline.faces import csv

    out.write(csv.header())
    out.writelines(csv.rows(reading) for reading in readings)


@contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """The standard output in UTF-8, or a file that stands complete or not at all.

    Raises OptionError when the file cannot be written.
    """
    if path is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="", errors="backslashreplace")
        yield sys.stdout
        return
    with part_of(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream
