"""How quick each export is and how much memory it takes: rows a second of processor time, and the peak of a process of its own.

    python bench/tools/scale.py --sizes 10000 --record big.sqlite     # makes a record of made-up readings
    python bench/tools/exports.py big.sqlite [--formats acled,csv] [--json PATH]

Every format is written once, from a record freshly opened, into a folder that is removed. Parquet is the whole record as a folder.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

PARQUET = "parquet"


def measured(address: str, to: str, folder: str) -> dict[str, float]:
    """Rows, seconds of processor time and the peak memory in MB of one export; rows are written and refused ones together."""
    from dateline.exports.formats import write
    from dateline.record.exchange import export_parquet
    from dateline.record.store import Store

    with Store(address) as record:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        start = time.process_time()
        if to == PARQUET:
            rows = sum(export_parquet(record, str(Path(folder) / to)).values())
        else:
            done = write(record, str(Path(folder) / to), to)
            rows = done.rows + sum(done.refused.values())
        seconds = time.process_time() - start
    return {
        "rows": rows,
        "s": seconds,
        "before MB": before,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def main() -> int:
    from dateline.exports.formats import FORMATS
    from dateline.record.store import Store

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--formats", default=",".join((*FORMATS, PARQUET)))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with Store(options.record) as record:
        counts = record.counts()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for to in options.formats.split(","):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # a process each: its own peak
                found[to] = pool.submit(measured, options.record, to, folder).result()
            print(f"{to}: {found[to]}", file=sys.stderr, flush=True)
    lines = [
        f"{to} | {one['rows']:,.0f} | {one['rows'] / one['s']:,.0f} | {one['peak MB']:,.0f}"
        for to, one in found.items()
    ]
    head = ["format | rows | rows/s of processor time | peak memory, MB", "---|---:|---:|---:"]
    print("\n".join(f"| {line} |" for line in (*head, *lines)))
    if options.json:
        options.json.write_text(json.dumps({"counts": counts, "exports": found}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
