"""Write SHA256SUMS into the packages of weights and of the gazetteer, for the files that their loading is held against.

    python bench/tools/sums.py [--check]

With ``--check`` nothing is written; exit code 1 when sums are missing or not those of the files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dateline.text.released import SUMS, data_of, digest_of

MODELS = Path(__file__).parents[2] / "models"


def packages() -> list[Path]:
    """The folders of our packages of data."""
    return sorted(path.parent for path in MODELS.glob("*/src/*/__init__.py"))


def sums(package: Path) -> str:
    """What SHA256SUMS of a package has to hold."""
    return "".join(f"{digest_of(path)}  {path.relative_to(package).as_posix()}\n" for path in data_of(package))


def main() -> int:
    """Write or check."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--check", action="store_true")
    given = asked.parse_args()
    wrong = 0
    for package in packages():
        path, wanted = package / SUMS, sums(package)
        found = path.read_text(encoding="utf-8") if path.is_file() else ""
        if found != wanted and given.check:
            wrong += 1
            print(f"{package.name}: its sums are not those of its files; run bench/tools/sums.py", file=sys.stderr)
        elif found != wanted:
            path.write_text(wanted, encoding="utf-8")
            print(f"{package.name}: {wanted.count(chr(10))} files")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
