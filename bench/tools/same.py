"""Whether readings stayed the same, byte for byte, while code was changed.

    python bench/tools/same.py keep FILE PATH [--most N]     # write what is read now
    python bench/tools/same.py check FILE PATH [--most N]    # say which documents are read otherwise; exit with 1 when some are

PATH is what ``dateline read`` takes. Every field of every reading is compared, with the steps behind each claim.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

import dateline
from dateline.text.intake import documents
from dateline.types import Document


def lines(path: str, most: int) -> Iterator[bytes]:
    """One line of JSON for each reading of the first documents."""
    reader = dateline.reader()
    found = (item for item in documents([path]) if isinstance(item, Document))
    for document in islice(found, most):
        yield msgspec.json.encode(reader.read_document(document), order="deterministic")


def differences(kept: bytes, path: str, most: int) -> list[str]:
    """What was read otherwise, or not at all, one line each."""
    before, after = kept.splitlines(), list(lines(path, most))
    found = [
        f"line {number}: read otherwise" for number, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b
    ]
    if len(before) != len(after):
        found.append(f"{len(before)} readings were kept, {len(after)} are read now; give the same --most")
    return found


def main() -> int:
    """Keep or check."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("keep", "check"))
    asked.add_argument("file", type=Path)
    asked.add_argument("path")
    asked.add_argument("--most", type=int, default=300)
    given = asked.parse_args()
    if given.what == "keep":
        given.file.write_bytes(b"".join(line + b"\n" for line in lines(given.path, given.most)))
        return 0
    found = differences(given.file.read_bytes(), given.path, given.most)
    sys.stdout.writelines(f"{line}\n" for line in found or ["all the same"])
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
