"""What is fuzzed of the lexicon: rule files and tables of names of a folder of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from fuzz_inputs import changed, placed, scratch
from fuzz_targets import Target

from dateline.errors import DatelineError

RULE_FILES = (
    "events/a.toml voices.toml modality.toml content.toml control.toml support.toml classes.toml words.toml times/en.toml counts/en.toml "
    "noise.toml damage.toml join.toml state.toml titles.toml"
).split()
TABLE_FILES = (
    "actors/roles.tsv actors/titles.tsv actors/first_names.tsv actors/groups.tsv actors/organisations.tsv actors/offices.tsv "
    "actors/people.tsv places/cues.tsv places/stoplist.tsv places/features.tsv"
).split()


@cache
def _rule_seeds(name: str) -> tuple[str, ...]:
    """The tables of a file of ours, each small enough to be changed a thousand times."""
    from dateline.lexicon.files import DATA

    paths = sorted((DATA / name).parent.glob("*.toml")) if name.startswith("events") else [DATA / name]
    found = [
        part
        for path in paths
        if path.exists()
        for part in path.read_text(encoding="utf-8").replace("\n[", "\n\x01[").split("\x01")
    ]
    return tuple(part for part in found if len(part) < 1500) or ("[x]\n",)


@cache
def _table_seeds(name: str) -> tuple[str, ...]:
    from dateline.lexicon.files import DATA

    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if not line.startswith("#"))
    return head, *[line for line in lines if line != head and not line.startswith("#")][:200]


def _rules(random: Random) -> tuple[str, bytes]:
    name = random.choice(RULE_FILES)
    body = "\n".join(random.choice(_rule_seeds(name)) for _ in range(random.randint(1, 2)))
    return name, changed(body.encode(), random)


def _tables(random: Random) -> tuple[str, bytes]:
    name = random.choice(TABLE_FILES)
    head, *rows = _table_seeds(name)
    body = "\n".join([head, *(random.choice(rows) for _ in range(random.randint(0, 4)))])
    return name, changed(body.encode(), random)


_NUMBER = count()
WHOLE = 400
"""Of so many lexicon files one is put on top of ours as a whole, which takes a second or more for actors and places."""


def lexicon(made: tuple[str, bytes]) -> None:
    """A file of a folder of one's own: read, or refused with its place, by the loader that a run would use and by the linter."""
    from dateline.lexicon import lint
    from dateline.lexicon.files import check

    name, data = made
    folder = scratch() / f"lexicon{next(_NUMBER)}"  # loaders remember folders by name
    try:
        path = placed(f"{folder.name}/{name}", data)
        check(folder)
        problems: list[Any] = []
        rows = list(lint._rows(folder, problems))
        classes = lint.BUILT_IN | lint._class_names(folder, problems)
        [lint._entry(row, classes) for row in rows]
        try:
            _load(name, path, folder, whole=len(data) % WHOLE == 0)
        except DatelineError as error:
            if not error.where:
                raise AssertionError(f"{error}: no place") from error
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _load(name: str, path: Path, folder: Path, *, whole: bool) -> None:
    from dateline.lexicon import files
    from dateline.lexicon.lint import TABLES

    if name.endswith(".tsv"):
        _load_table(name, path, folder, whole=whole)
        return
    tables = {"events/a.toml": ("event",), "voices.toml": ("voice",), "modality.toml": ("hedge",), "content.toml": ("content", "shift"),
              "control.toml": ("control",), "support.toml": ("support",)}.get(name, ())  # fmt: skip
    for table in tables:
        files.entries(path, table, TABLES[table], tables)
    if not tables:
        _loader(name)((str(folder),))


def _loader(name: str) -> Callable[[tuple[str, ...]], object]:
    from dateline import counts, times
    from dateline.lexicon import files, titles
    from dateline.record import rules
    from dateline.record.state import settings
    from dateline.text import damage, residue

    residue._residue.cache_clear(), damage._breaks.cache_clear()
    known: dict[str, Callable[[tuple[str, ...]], object]] = {
        "times/en.toml": times.load, "counts/en.toml": counts.load, "noise.toml": residue.residue, "damage.toml": damage.breaks,
        "join.toml": rules.load, "state.toml": settings.load, "titles.toml": titles.load,
    }  # fmt: skip
    return known.get(name) or (lambda folders: files.layered(name, folders, dict[str, Any]))


def _load_table(name: str, path: Path, folder: Path, *, whole: bool) -> None:
    from dateline.actors import directory
    from dateline.lexicon import files
    from dateline.places import cues, gazetteer, tables

    file = Path(name)
    if whole:
        (directory if name.startswith("actors") else gazetteer).load((folder,))
    elif name.startswith("actors"):
        list(files.rows(path, *directory.COLUMNS[file.stem])), list(directory._named(folder))
    elif file.stem == "features":
        list(gazetteer._features((str(folder),)))
    else:
        list(tables.rows(file.name, (folder,)))
        if file.stem == "cues":
            cues.load((str(folder),))


TARGETS: dict[str, Target] = {
    "rule files": Target(0.03, _rules, lexicon),
    "tables of names": Target(0.02, _tables, lexicon),
}
