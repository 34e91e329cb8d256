"""Kills a program that ingests, again and again, and holds the record against one that nobody disturbed.

    python bench/tools/crash.py READINGS.jsonl [--kills N] [--batch N] [--seed N]
    python bench/tools/crash.py --texts DATA.jsonl [--field NAME] [--most N] …

READINGS holds a Reading a line, as msgspec writes it; with --texts they are read first, from the field NAME of each line.
A child takes them in batches, one transaction each, and is killed with SIGKILL after a random while; the next starts
anew from the first. When the readings run out before the kills do, the next child starts on a new record.
Exit code 1 when a record differs from the undisturbed one, apart from clocks.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.record import store
from dateline.types import Reading

CHILD = "import sys; sys.path.insert(0, sys.argv[1]); import crash; crash.ingest(sys.argv[2], sys.argv[3], int(sys.argv[4]))"


def readings(path: str) -> Iterator[Reading]:
    """The readings in a file, one a line."""
    with Path(path).open("rb") as file:
        yield from (msgspec.json.decode(line, type=Reading) for line in file if line.strip())


def batches(path: str, size: int) -> Iterator[list[Reading]]:
    """The readings in order, so many at a time."""
    found = list(readings(path))
    yield from (found[at : at + size] for at in range(0, len(found), size))


def ingest(path: str, address: str, size: int) -> None:
    """What the child does: it says "go" once it starts to write."""
    found = list(batches(path, size))
    with store.Store(address, create=True) as record:
        print("go", flush=True)
        for batch in found:
            record.add(batch)
    print("done", flush=True)


def child(path: str, address: str, size: int) -> subprocess.Popen[str]:
    """A program that ingests."""
    command = [sys.executable, "-c", CHILD, str(Path(__file__).parent), path, address, str(size)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def killed(running: subprocess.Popen[str], wait: float, *, early: bool) -> bool:
    """Kill a child some seconds after it started to write (``early``: after it started at all); False when it was done
    before. Raises RuntimeError when it failed by itself."""
    assert running.stdout
    if not early:
        running.stdout.readline()
    time.sleep(wait)
    running.send_signal(signal.SIGKILL)
    rest = running.stdout.read()
    code = running.wait()
    if code not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"a child that nobody killed ended with {code}")
    return code != 0 and "done" not in rest


def undisturbed(path: str, folder: Path, size: int) -> tuple[bytes, float]:
    """The dump of a record that nobody disturbed, and the seconds that it took."""
    address = str(folder / "undisturbed.db")
    start = time.perf_counter()
    with store.Store(address, create=True) as record:
        for batch in batches(path, size):
            record.add(batch)
        return record.dump(), time.perf_counter() - start


def finish(path: str, address: str, size: int) -> bytes:
    """The dump after a last start that nobody kills."""
    running = child(path, address, size)
    running.communicate()
    if running.returncode:
        raise RuntimeError(f"the last child ended with {running.returncode}")
    with store.Store(address) as record:
        return record.dump()


def torment(path: str, folder: Path, *, kills: int, size: int, seed: int) -> tuple[int, int, int]:
    """Kills done, records filled, and how many of these differ from the undisturbed one.

    A child is killed at a random moment of at most a sixth of what the whole takes, one in ten while it still starts.
    """
    chance = random.Random(seed)
    wanted, whole = undisturbed(path, folder, size)
    done = filled = wrong = 0
    while done < kills:
        address = str(folder / f"{filled}.db")
        alive = True
        while alive and done < kills:
            early = chance.random() < 0.1
            wait = chance.uniform(0, 0.5 if early else whole / 6)
            alive = killed(child(path, address, size), wait, early=early)
            done += alive
            print(f"\r{done} of {kills} kills, {filled} records filled", end="", file=sys.stderr, flush=True)
        filled += 1
        wrong += finish(path, address, size) != wanted
    print(file=sys.stderr)
    return done, filled, wrong


def read_texts(path: str, target: Path, field: str, most: int) -> None:
    """Read the texts of a JSON lines file into ``target``."""
    from dateline.read import Options, reader
    from dateline.text.intake import read_text

    with Path(path).open("rb") as file, target.open("wb") as out:
        for number, line in zip(range(most), file, strict=False):
            row = msgspec.json.decode(line)
            document = read_text(row[field], id=str(row.get("id", number)), published=row.get("published"))
            out.write(msgspec.json.encode(reader(Options()).read_document(document)) + b"\n")


def main() -> int:
    """Print what came of it; 1 when a record differs."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("readings", nargs="?")
    asked.add_argument("--texts")
    asked.add_argument("--field", default="text")
    asked.add_argument("--most", type=int, default=300)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--batch", type=int, default=10)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.readings or str(Path(folder) / "readings.jsonl")
        if given.texts:
            read_texts(given.texts, Path(path), given.field, given.most)
        number = sum(1 for _ in readings(path))
        if not number:
            asked.error(f"{path}: no readings in it")
        start = time.perf_counter()
        done, filled, wrong = torment(path, Path(folder), kills=given.kills, size=given.batch, seed=given.seed)
        seconds = time.perf_counter() - start
    print(f"{number} readings, {done} kills in {seconds:.0f} s, {filled} records filled, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
