"""How a record grows: readings a second, bytes a reading, seconds of the questions, at several sizes of one record.

    python bench/tools/scale.py [--sizes 1000,10000,100000] [--record ADDRESS] [--batch N] [--json PATH] [--profile]
    python bench/tools/scale.py --texts DATA.jsonl [--field NAME] …

Readings are made up (newsroom.py), or read from the texts in the field NAME of each line, before the clock starts.
ADDRESS must not exist; without it, a file that is removed. Questions are asked of a record freshly opened, the best of
three. The columns "x" say by how much a figure grew since the size before.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from newsroom import A_DAY, START, Newsroom, timedelta

from dateline.record import store
from dateline.types import Reading

ROUNDS = 3
LATEST = 20  # events asked for


def questions(size: int) -> dict[str, Callable[[store.Store], object]]:
    """What is measured: the record to its answer."""
    middle = (START + timedelta(days=size // A_DAY // 2)).isoformat()
    asked = store.Asked
    return {
        "events --place town": lambda record: record.happenings(asked(place="Mogadishu", limit=LATEST)),
        "events --place country": lambda record: record.happenings(asked(place="Somalia", limit=LATEST)),
        "events, the latest": lambda record: record.happenings(asked(limit=LATEST)),
        "as-of --place town": lambda record: record.known(asked(place="Mogadishu", known_by=middle)),
        "as-of --place country": lambda record: record.known(asked(place="Somalia", known_by=middle)),
        "as-of, whole record": lambda record: record.known(asked(known_by=middle)),
        "show": lambda record: record.happening(record.happenings(asked(place="Mogadishu", limit=1))[0].key),
    }


def best(address: str, question: Callable[[store.Store], object], rounds: int) -> float:
    """Seconds of the quickest of some rounds, each with a record freshly opened."""
    times = []
    for _ in range(rounds):
        with store.Store(address) as record:
            start = time.perf_counter()
            question(record)
            times.append(time.perf_counter() - start)
            if times[-1] > 10:
                break
    return min(times)


def batches(readings: Iterable[Reading], size: int) -> Iterator[list[Reading]]:
    """So many at a time."""
    left = iter(readings)
    while batch := list(islice(left, size)):
        yield batch


def size_of(record: store.Store) -> int:
    """Bytes of a record."""
    from sqlalchemy import text

    with record.reading() as connection:
        if connection.dialect.name == "postgresql":
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        pages, page = (connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
        return int(pages * page)


def grown(address: str, readings: Iterator[Reading], number: int, batch: int, done: int) -> float:
    """Seconds of adding so many more readings, in batches, without making them."""
    spent = 0.0
    with store.Store(address, create=True) as record:
        for some in batches(islice(readings, number), batch):
            start = time.perf_counter()
            record.add(some)
            spent += time.perf_counter() - start
            done += len(some)
            print(
                f"\r{done} readings, {len(some) / (time.perf_counter() - start):.0f}/s ",
                end="",
                file=sys.stderr,
                flush=True,
            )
    print(file=sys.stderr)
    return spent


def measured(address: str, size: int, added: int, seconds: float) -> dict[str, float]:
    """All figures of a record of this size."""
    with store.Store(address) as record:
        counts = record.counts()
        found = {
            "readings/s": added / seconds,
            "kB/reading": size_of(record) / size / 1000,
            "claims": counts["claims"],
            "links/claim": counts["links"] / max(1, counts["claims"]),
        }
    for name, question in questions(size).items():
        found[f"{name}, s"] = best(address, question, ROUNDS)
    found["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found


def table(found: dict[int, dict[str, float]]) -> str:
    """The figures as a Markdown table, with how each grew."""
    sizes = sorted(found)
    head = [""] + [part for at, size in enumerate(sizes) for part in (f"{size:,}", *(["x"] if at else []))]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for name in found[sizes[0]]:
        line = [name]
        for at, size in enumerate(sizes):
            value = found[size].get(name)
            before = found[sizes[at - 1]].get(name) if at else None
            line.append("" if value is None else f"{value:.3g}" if value < 1000 else f"{value:,.0f}")
            if at:
                line.append(f"{value / before:.1f}" if value is not None and before else "")
        lines.append(line)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def real(path: str, field: str) -> Iterator[Reading]:
    """Readings of real texts."""
    from dateline.read import Options, reader
    from dateline.text.intake import read_text

    with Path(path).open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            document = read_text(row[field], id=str(row.get("id", number)), published=row.get("published"))
            yield reader(Options()).read_document(document)


def main() -> int:
    """Measure, and print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="1000,10000,100000")
    asked.add_argument("--record")
    asked.add_argument("--batch", type=int, default=500)
    asked.add_argument("--texts")
    asked.add_argument("--field", default="text")
    asked.add_argument("--json")
    asked.add_argument("--profile", action="store_true")
    given = asked.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(","))
    readings = real(given.texts, given.field) if given.texts else Newsroom().readings(sizes[-1])
    found: dict[int, dict[str, float]] = {}
    watch = cProfile.Profile()
    with tempfile.TemporaryDirectory() as folder:
        address, done = given.record or str(Path(folder) / "scale.db"), 0
        for size in sizes:
            if given.profile:
                watch.enable()
            seconds = grown(address, readings, size - done, given.batch, done)
            watch.disable()
            found[size] = measured(address, size, size - done, seconds)
            done = size
            print(table(found), file=sys.stderr)
    print(table(found))
    if given.json:
        Path(given.json).write_text(json.dumps(found, indent=1), encoding="utf-8")
    if given.profile:
        pstats.Stats(watch, stream=sys.stderr).sort_stats("tottime").print_stats(25)
    return 0


if __name__ == "__main__":
    sys.exit(main())
