"""The licences of everything that dateline stands on, from the metadata of what is installed, held against those that may be used.

    python bench/tools/licences.py [--extras NAME …] [--out FILE]

Prints a table in Markdown of every package that ``dateline`` with the extras asks for, directly or through others (all extras but
``test`` if none are named). Exit code 1 when a licence is not among those of ``bench/data/licences.toml``, or a package says none and is
not named there.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KNOWN = Path(__file__).parents[1] / "data" / "licences.toml"
OURS = "dateline"
PREFIX = "License :: OSI Approved :: "


class Package(NamedTuple):
    """A package that is installed, and the licence that it says it has ("" for none)."""

    name: str
    version: str
    licence: str


def needed(extras: Iterable[str]) -> Iterator[str]:
    """Names of the packages that dateline with these extras needs, itself left out, as far as they are installed."""
    waiting: list[tuple[str, frozenset[str]]] = [(OURS, frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        for line in asked:
            requirement = Requirement(line)
            markers = [{"extra": extra} for extra in wanted] or [{"extra": ""}]
            if requirement.marker is None or any(requirement.marker.evaluate(one) for one in markers):
                waiting.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    yield from sorted({name for name, _ in seen} - {OURS})


def installed(names: Iterable[str]) -> Iterator[Package]:
    """Those that are here, with their licences."""
    for name in names:
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        yield Package(name, str(found["Version"]), licence_of(found))


def licence_of(found: metadata.PackageMetadata) -> str:
    """The licence that metadata tell: the SPDX expression, else the classifiers, else the first line of the field."""
    expression = found.get("License-Expression")
    if expression:
        return str(expression)
    classes = [one.removeprefix(PREFIX) for one in found.get_all("Classifier") or () if one.startswith(PREFIX)]
    said = str(found.get("License") or "").strip().splitlines()
    return " OR ".join(sorted(classes)) or (said[0] if said and len(said[0]) < 60 else "")


def allowed(package: Package, known: dict[str, list[str]]) -> bool:
    """Whether each licence of a package may be used; of alternatives one is enough."""
    names = {_bare(name) for name in known["allowed"]}
    either = [re.split(r"\s+and\s+", one) for one in re.split(r"\s+or\s+", _bare(package.licence))]
    return any(all(part in names for part in parts) for parts in either)


def _bare(licence: str) -> str:
    return " ".join(licence.replace("(", "").replace(")", "").casefold().split())


def extras_of() -> list[str]:
    """All extras but that of the tests."""
    return sorted(set(metadata.metadata(OURS).get_all("Provides-Extra") or ()) - {"test"})


def main() -> int:
    """Print the table; say what may not be used."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--extras", nargs="*")
    asked.add_argument("--out", type=Path)
    given = asked.parse_args()
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    found = list(installed(needed(extras_of() if given.extras is None else given.extras)))
    found = [one._replace(licence=known["packages"].get(one.name, {}).get("licence", one.licence)) for one in found]
    bad = [one for one in found if not allowed(one, known)]
    lines = [
        "| package | version | licence |",
        "|---|---|---|",
        *(f"| {one.name} | {one.version} | {one.licence} |" for one in found),
    ]
    table = "\n".join(lines) + "\n"
    if given.out:
        given.out.write_text(table, encoding="utf-8")
    else:
        sys.stdout.write(table)
    for one in bad:
        print(
            f"{one.name} {one.version}: the licence {one.licence or '(none told)'} is not among those of {KNOWN.name}",
            file=sys.stderr,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
