"""What the adapters to the public benchmarks share: arguments, the skip when the data is absent, progress."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dateline.read import Options, Reader, reader

Row = dict[str, Any]
Predict = Callable[[Row], Row]
Prepare = Callable[[str | None], Predict]
SKIPPED = 3


def of_readings(record: Callable[[Row, Reader], Row]) -> Prepare:
    """For ``run``: what the adapter writes for a row, given the reader."""

    def prepare(parser: str | None) -> Predict:
        reading = reader(Options(parser=parser))
        return lambda row: record(row, reading)

    return prepare


def run(doc: str | None, prepare: Prepare, argv: list[str] | None = None) -> int:
    """Write one prediction line for each line of the data; 0, or 3 when the data is not there.

    ``prepare`` is given the parser (None: the one that ships) and returns what makes a prediction of a row.
    """
    options = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, help="the benchmark's JSON lines")
    options.add_argument("--out", type=Path, required=True, help="where the predictions go")
    options.add_argument("--parser", default=None, help="a spaCy pipeline by name or folder")
    options.add_argument("--split", default=None, help="only lines whose field split says so")
    options.add_argument("--limit", type=int, default=None, help="only the first so many lines")
    given = options.parse_args(argv)
    if not given.data.is_file():
        print(f"skipped: {given.data} is not there; the benchmark is not part of this repository", file=sys.stderr)
        return SKIPPED
    lines = _lines(given.data, given.split)[: given.limit]
    predict, started = prepare(given.parser), time.monotonic()
    with given.out.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            out.write(json.dumps(predict(json.loads(line)), ensure_ascii=False) + "\n")
            if number % 50 == 0 or number == len(lines):
                print(f"{number}/{len(lines)} in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return 0


def _lines(data: Path, split: str | None) -> list[str]:
    """The lines of a file, or those of a part of it."""
    lines = [line for line in data.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [line for line in lines if json.loads(line).get("split") == split] if split else lines
