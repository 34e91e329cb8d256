"""Read the tab-separated tables of ``places/`` in the lexicon: a header line, ``|`` between the items of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.lexicon import files

COLUMNS = {
    "countries.tsv": ("alpha2", "alpha3", "status", "geonames", "name", "official", "aliases", "adjectives", "people",
                      "capitals", "lat", "lon", "from", "until", "source"),
    "features.tsv": ("name", "aliases", "people", "kind", "country", "lat", "lon", "id", "geonames", "source"),
    "stoplist.tsv": ("name", "why"),
    "cues.tsv": ("cue", "word"),
}  # fmt: skip
"""What each table must have."""


def rows(name: str, folders: Iterable[str | Path] = ()) -> Iterator[dict[str, str]]:
    """The rows of our table and of those of the folders, by column name.

    Raises LexiconError, with the place, when the columns of a table or a row do not fit.
    """
    for path in files.found(f"places/{name}", folders):
        yield from files.rows(path, COLUMNS[name])


def listed(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(item for item in cell.split("|") if item)
