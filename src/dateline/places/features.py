"""Places of a lexicon folder of one's own (places/features.tsv), put on top of the compiled gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from dateline.errors import LexiconError
from dateline.lexicon import files
from dateline.places import compile as compiling
from dateline.places import cues, gazetteer
from dateline.places.fold import fold
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.places.tables import COLUMNS, listed

NAME = "features.tsv"


def load(folders: Iterable[str | Path] = ()) -> Gazetteer:
    """The gazetteer, and on top the places and aliases of each folder's places/features.tsv.

    Raises LexiconError with file, line and column for a table of ``places/`` that is wrong, DatelineError as
    ``gazetteer.load`` does.
    """
    return _load(tuple(map(str, folders)))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> Gazetteer:
    cues.load(folders)
    base = gazetteer.load()
    own: dict[str, tuple[Entry, ...]] = {}
    for path in [Path(folder) / "places" / NAME for folder in folders]:
        for folded, entry in _entries(path, base) if path.is_file() else ():
            own[folded] = (*own.get(folded, ()), entry)
    return base.topped(own) if own else base


def _entries(path: Path, base: Gazetteer) -> Iterator[tuple[str, Entry]]:
    """(folded name, place) of every name in a table."""
    for row in files.rows(path, COLUMNS[NAME]):
        if row["kind"] == "alias":
            entry = base.with_key(row["id"])
            if entry is None:
                raise _wrong(path, row, f"no place has the id {row['id']!r}", "give the iso: or geonames: key of one")
            yield from ((fold(name), entry) for name in listed(row["aliases"]))
        else:
            yield from _names(path, row)


def _names(path: Path, row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    try:
        (place,) = compiling.features([row])
    except ValueError as error:
        remedy = "lat and lon are degrees, geonames a number or empty"
        raise _wrong(path, row, str(error), remedy) from error
    fields = {name: getattr(place, name) for name in compiling.Site.__struct_fields__}
    for folded, grade in place.names:
        yield folded, Entry(**fields, grade=grade)


def _wrong(path: Path, row: dict[str, str], what: str, remedy: str) -> LexiconError:
    first = next(value for value in row.values())
    return LexiconError(f"{row['name'] or first}: {what}", where=files.of_words(path, first), remedy=remedy)
