"""The gazetteer: compiled once into the user's cache folder, then read only."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from dateline.errors import DatelineError
from dateline.places import compile as compiling
from dateline.places.fold import fold, squash
from dateline.types import Place

log = logging.getLogger("dateline.places")
LOOKUP = """select p.key, p.name, p.country, p.admin1, p.precision, p.population, p.lat, p.lon, p.geonames, p.capital,
  n.grade from name n join place p on p.id = n.place where n.folded = ? order by p.id"""
BY_KEY = """select key, name, country, admin1, precision, population, lat, lon, geonames, capital, 1 from place
  where key = ?"""
PEOPLE = compiling.PEOPLE
MAPPED = 64 * 2**20  # bytes of the file read as memory: it is some 35 MB


class Entry(compiling.Site, frozen=True, gc=False):
    """A place that a name may stand for. ``grade``: 0 its own name, 1 another, 2 as one word, 3 of its people."""

    grade: int

    def place(self) -> Place:
        """The entry as the value of a Resolution."""
        return Place(
            id=self.key, name=self.name, country=self.country, geonames=self.geonames, lat=self.lat, lon=self.lon,
            precision=self.precision,
        )  # fmt: skip


class Gazetteer:
    """Look-ups in one compiled file; results are kept, so a name met again costs a dictionary look-up."""

    def __init__(self, path: Path, own: Mapping[str, tuple[Entry, ...]] | None = None) -> None:
        """``own``: places that the file lacks, by folded name; they come after those of the file."""
        self.path, self._own = path, own or {}
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._base = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._base.execute(f"pragma mmap_size={MAPPED}")
        self._known: dict[str, tuple[tuple[Entry, ...], tuple[Entry, ...]]] = {}

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place called so in any spelling that folds alike; empty when there is none."""
        return self._all(fold(name))[0]

    def people(self, name: str) -> tuple[Entry, ...]:
        """The regions whose people or adjective is called so ("African"); those of countries are in countries.tsv."""
        return self._all(fold(name))[1]

    def _all(self, folded: str) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        found = self._known.get(folded)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            rows = self._select(folded)
            called = tuple(e for e in rows if e.grade != PEOPLE)
            found = self._known[folded] = (called, tuple(e for e in rows if e.grade == PEOPLE))
        return found

    def topped(self, own: Mapping[str, tuple[Entry, ...]]) -> Gazetteer:
        """A gazetteer of the same file with places of one's own, by folded name."""
        return Gazetteer(self.path, own)

    def with_key(self, key: str) -> Entry | None:
        """The place of the file with this key ("iso:US-CA"), None when it has none."""
        row = self._base.execute(BY_KEY, (key,)).fetchone()
        return Entry(*row) if row else None

    def _select(self, folded: str) -> tuple[Entry, ...]:
        found = tuple(Entry(*row) for row in self._base.execute(LOOKUP, (folded,))) + self._own.get(folded, ())
        if not found and " " in folded and min(map(len, folded.split())) > 1 and len(folded) > 7:
            return tuple(Entry(*row) for row in self._base.execute(LOOKUP, (squash(folded),)))
        return found


def cache_folder() -> Path:
    """Where compiled files lie: DATELINE_CACHE, else the platform's cache folder for this user."""
    own = os.environ.get("DATELINE_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "dateline" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "dateline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


def say(line: str) -> None:
    """Tell the user once, on standard error."""
    sys.stderr.write(line + "\n")


@lru_cache(maxsize=2)
def load(tell: Callable[[str], None] = say) -> Gazetteer:
    """The gazetteer, compiled first where there is none of these versions yet (some ten seconds; ``tell`` says so).

    Falls back to the temporary folder when the cache folder cannot be written. Raises DatelineError when a package is
    missing or neither folder can be written.
    """
    name = f"gazetteer-{compiling.fingerprint()}.sqlite"
    for folder in (cache_folder(), Path(tempfile.gettempdir()) / "dateline"):
        path = folder / name
        if path.is_file():
            return Gazetteer(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tell(f"dateline: compiling the gazetteer into {path} (once)")
            compiling.build(path)
            return Gazetteer(path)
        except (OSError, sqlite3.OperationalError) as error:
            tell(f"dateline: {folder} cannot be written ({error})")
    raise DatelineError(
        "the gazetteer cannot be compiled: no folder can be written",
        where="gazetteer",
        remedy="set DATELINE_CACHE to a folder of yours",
    )
