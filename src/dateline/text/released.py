"""Whether files of a package of ours (weights of a pipeline, the compiled gazetteer) are those that were released, by their SHA-256."""

from __future__ import annotations

import re
from functools import cache
from hashlib import file_digest
from pathlib import Path

SUMS = "SHA256SUMS"
"""A file of a package, a line for each of its files as ``sha256sum`` writes it; ``bench/tools/sums.py`` makes it anew."""
LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")


LEFT_OUT = frozenset({".py", ".pyc", ".typed"})
"""Endings of the files of a package that are code and hold no data."""


@cache
def check(package: Path) -> None:
    """Hold the files of a package's folder against its sums, once a process; a package without sums is none of ours and passes.

    Raises ValueError for a file that is missing, changed or not listed.
    """
    sums = package / SUMS
    if not sums.is_file():
        return
    wanted = {
        found[2]: found[1]
        for line in sums.read_text(encoding="utf-8", errors="replace").splitlines()
        if (found := LINE.fullmatch(line))
    }
    for path in data_of(package):
        if path.relative_to(package).as_posix() not in wanted:
            raise ValueError(f"{path.relative_to(package).as_posix()} is not listed in {SUMS}")
    for name, digest in wanted.items():
        path = package / name
        if not path.is_file():
            raise ValueError(f"{name} is missing")
        if digest_of(path) != digest:
            raise ValueError(f"{name} is not the file that was released (its SHA-256 differs)")


def data_of(package: Path) -> list[Path]:
    """The files of a package's folder that its sums list, in order; hidden ones, which desktops and editors leave, are none."""
    every = (path for path in package.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in every if path.suffix not in LEFT_OUT and path.name != SUMS)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
