"""Files that stand complete or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import msgspec

from dateline.errors import OptionError

STANDARD = "-"


class How(msgspec.Struct, frozen=True):
    """How an export is written.

    ``refused``: the file of refusals, None for one beside the export. ``bom``: begin CSV with the mark by which Excel knows UTF-8.
    ``names``: with the names of private persons. ``sensitivity``: what the record says of itself, "" for nothing.
    """

    refused: str | None = None
    bom: bool = False
    names: bool = False
    sensitivity: str = ""


class Written(msgspec.Struct, frozen=True):
    """What an export did: rows written, refusals by the rule that refuses, and the file that lists them ("" for none)."""

    rows: int
    refused: dict[str, int] = {}
    refusals: str = ""


@contextmanager
def part_of(path: str) -> Iterator[Path]:
    """A file beside ``path`` to write to, which takes its place once all is written. Raises OptionError when it cannot be."""
    part = Path(f"{path}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        if error.filename not in (str(part), path):
            raise
        raise OptionError(f"cannot be written: {error.strerror}", where=path, remedy="give another file") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def opened(path: str) -> Iterator[TextIO]:
    """The standard output for "-", else such a file, in UTF-8."""
    if path == STANDARD:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        return
    with part_of(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream


def beside(path: str, word: str, ending: str) -> str:
    """ "events.csv" with the word "refused" makes "events.refused.csv"."""
    here = Path(path)
    return str(here.with_name(f"{here.stem}.{word}.{ending}"))


def say_level(level: str, path: str | None) -> None:
    """Write how sensitive a record is beside a file that holds something of it (``NAME.sensitivity.txt``); nothing for the standard
    output (None or "-") and where the record does not say."""
    if level and path not in (None, STANDARD):
        with opened(beside(str(path), "sensitivity", "txt")) as out:
            out.write(f"{level}\n")
