"""Read the tab-separated tables of ``lexicon/data/places``: a header line, ``|`` between the items of a list."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline.errors import LexiconError


def folder() -> Traversable:
    """The folder of our own place tables."""
    return files("dateline.lexicon") / "data" / "places"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table by column name. Raises LexiconError, with the line, when a row's columns do not fit."""
    lines = (folder() / name).read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], 2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LexiconError(
                f"{len(cells)} columns where the header has {len(header)}",
                where=f"{name}:{number}:1",
                remedy="separate the columns by one tab each, also the empty ones",
            )
        yield dict(zip(header, cells, strict=True))


def listed(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(item for item in cell.split("|") if item)
