"""How much each further process brings: ``dateline read --to parquet`` with one process and with several, on a machine that does
nothing else.

    python bench/tools/workers.py PATH [--workers 1,2] [--repeat 2] [--parser NAME] [--shard 50]

PATH is what ``dateline read`` takes; a few thousand words for each process at least, else starting them is all that is measured. Times
are of the whole command, start-up counted apart by a run over one dispatch. Efficiency is dispatches a second for each process beside
those of one process. The shards must be the same, byte for byte, whatever the number; the load of the machine is printed, since figures
of a loaded machine say nothing. Exits with 1 when an efficiency is below what it should be.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from dateline.text.intake import documents
from dateline.types import Document

LEAST = 0.9  # efficiency of each process


def run(path: str, out: Path, workers: int, parser: str | None, shard: int) -> float:
    """Seconds of one run."""
    command = [sys.executable, "-m", "dateline", "read", path, "--to", "parquet", "--out", str(out), "--quiet"]
    command += ["--workers", str(workers), "--shard", str(shard)]
    start = time.perf_counter()
    subprocess.run(command + (["--parser", parser] if parser else []), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def digest(out: Path) -> str:
    """A hash over all shards."""
    found = sha256()
    for file in sorted(out.rglob("*.parquet")):
        found.update(file.relative_to(out).as_posix().encode() + file.read_bytes())
    return found.hexdigest()


def one_of(path: str, folder: Path) -> Path:
    """A file with one dispatch of those of the path."""
    first = next(item for item in documents([path]) if isinstance(item, Document))
    file = folder / "one.txt"
    file.write_text(first.text, encoding="utf-8")
    return file


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("path")
    asked.add_argument("--workers", default="1,2")
    asked.add_argument("--repeat", type=int, default=2)
    asked.add_argument("--parser")
    asked.add_argument("--shard", type=int, default=50)
    given = asked.parse_args()
    many = sum(isinstance(item, Document) for item in documents([given.path]))
    print(f"{many} dispatches; {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}")
    seconds: dict[int, float] = {}
    digests = set()
    with tempfile.TemporaryDirectory() as folder:
        single = str(one_of(given.path, Path(folder)))
        for workers in map(int, given.workers.split(",")):
            rounds = []
            for turn in range(given.repeat):
                start = run(single, Path(folder) / f"start-{workers}-{turn}", workers, given.parser, given.shard)
                out = Path(folder) / f"{workers}-{turn}"
                rounds.append(run(given.path, out, workers, given.parser, given.shard) - start)
                digests.add(digest(out))
            seconds[workers] = min(rounds)
            print(f"{workers} workers: {many / seconds[workers]:.2f} dispatches/s without start-up", flush=True)
    first = min(seconds)
    found = {workers: seconds[first] * first / (spent * workers) for workers, spent in seconds.items()}
    for workers, share in found.items():
        print(f"efficiency of {workers}: {share:.2f} (at least {LEAST})")
    print("the same bytes" if len(digests) == 1 else "the shards differ")
    return int(len(digests) > 1 or min(found.values()) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
