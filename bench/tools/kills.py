"""Kills a program with SIGKILL at random moments of its work on a record, and holds the record against one that nobody disturbed.

    python bench/tools/kills.py [READINGS.jsonl] [--kills N] [--only EXPRESSION] [--seed N]

READINGS holds a Reading a line, as msgspec writes it; without it some of our own dispatches are read first. A child is forked for each
try, so that nothing but the work itself takes time. Works in steps (ingest, judge, board, judgements brought in): after every kill the
record must be, byte for byte, what it was after one of the steps of the undisturbed run, and no step that was said to be done may be
missing. Other works (migrate, import, export): after every kill the record or the file is the old or the new one, whole; done again,
it is the new one. Every twentieth time ``dateline check`` looks at the record too. Exit code 1 when anything was lost, doubled or torn.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import crash
import msgspec
from killing import NAME, Outcome, Step, Work, digest, in_steps, torment

from dateline.record.record import Record
from dateline.record.rows import document_key
from dateline.types import Reading

ROOT = Path(__file__).parents[2]
TEXTS, MOST = ("kivu", "nyala"), 4


def _empty(folder: Path) -> None:
    Record(folder / NAME, create=True).close()


def _adding(one: Reading) -> Step:
    return lambda record: record.add([one])


def _counted(*tables: str) -> Callable[[Record], int]:
    def counted(record: Record) -> int:
        found = record.counts()
        return sum(found[table] for table in tables)

    return counted


def _judging(verdict: str, subjects: tuple[str, ...], minute: int, **more: Any) -> Step:
    at = f"2024-03-01T10:{minute:02d}"
    return lambda record: record.judge(verdict, *subjects, by="anna", date=at, **more)


class Works:
    """The works, over some readings."""

    def __init__(self, readings: Sequence[Reading], folder: Path) -> None:
        self.readings, self.folder = readings, folder
        with Record(folder / NAME, create=True) as record:
            record.add(readings)
            self.claims = [kept for kept in record.kept() if kept.event]
            self.documents = sorted({kept.document.key for kept in self.claims})

    def copied(self, folder: Path) -> None:
        """The whole record."""
        shutil.copy(self.folder / NAME, folder / NAME)

    def ingest(self) -> Work:
        """Dispatches come in one by one."""
        return in_steps(_empty, [_adding(one) for one in self.readings], _counted("documents"))

    def judge(self) -> Work:
        """Pairs, corrections, drops, retractions and what takes them back."""
        return in_steps(self.copied, self._judgements(), _counted("judgements"))

    def _judgements(self) -> list[Step]:
        keys = [kept.key for kept in self.claims[:12]]
        pairs = [_judging("different", (a, b), n) for n, (a, b) in enumerate(zip(keys[:4], keys[4:8], strict=True))]
        corrected = [
            _judging("correct", (key,), 10 + n, field="type", value="PROTEST") for n, key in enumerate(keys[:4])
        ]
        dropped = [_judging("drop", (key,), 20 + n) for n, key in enumerate(keys[8:])]
        return [
            *pairs,
            *corrected,
            *dropped,
            *(_judging("retract", (key,), 30 + n) for n, key in enumerate(self.documents[:4])),
        ]

    def board(self) -> Work:
        """What the board shows changes: a dispatch comes in, another is taken back, that is undone."""
        steps: list[Step] = []
        for n, one in enumerate(self.readings):
            steps.append(_adding(one))
            if n % 3 == 2:
                steps += [_judging("retract", (document_key(one.document),), 2 * n), _undoing(2 * n + 1)]
        return in_steps(_empty, steps, _counted("documents", "judgements"))

    def brought_in(self) -> Work:
        """The judgements of others, line by line."""
        from dateline.record.exchange.trail import import_judgements, judgements_lines

        with tempfile.TemporaryDirectory() as name:
            self.copied(Path(name))
            with Record(Path(name) / NAME) as record:
                for step in self._judgements():
                    step(record)
                lines = list(judgements_lines(record))

        def bringing(line: str) -> Step:
            return lambda record: import_judgements(record, [line])

        return in_steps(self.copied, [bringing(line) for line in lines], _counted("judgements"))

    def migrate(self) -> Work:
        """A record of the first schema is brought up to date."""
        from alembic import command

        from dateline.record import engine as engines

        old = self.folder / "old.sqlite"
        shutil.copy(self.folder / NAME, old)
        opened = engines.engine(str(old), create=False)
        with opened.connect().execution_options(writes=True) as connection, connection.begin():
            command.downgrade(engines.configuration(connection), "0001")
        opened.dispose()
        before = _revision(old)
        shutil.copy(old, self.folder / "new.sqlite")
        wanted = digest(self.folder / "new.sqlite")

        def begin(folder: Path) -> None:
            shutil.copy(old, folder / NAME)

        def wrong(folder: Path, _said: int, ended: bool) -> str:
            found = _revision(folder / NAME)
            if found not in (before, _revision(self.folder / "new.sqlite")) or (ended and found == before):
                return f"its schema is {found}"
            copy = folder / "copy.sqlite"  # the record itself stays as it was left
            for ending in ("", "-wal"):
                if (folder / f"{NAME}{ending}").exists():
                    shutil.copy(folder / f"{NAME}{ending}", f"{copy}{ending}")
            same = digest(copy) == wanted
            for left in folder.glob("copy.sqlite*"):
                left.unlink()
            return "" if same else "it is not what an undisturbed record becomes"

        return Work(begin, lambda folder, _: Record(folder / NAME).close(), wrong)

    def bring_in(self) -> Work:
        """A colleague's export merged into an empty record, two dispatches at a time."""
        from dateline.record.exchange import incoming, outgoing

        incoming.GROUP = 2
        export = str(self.folder / "export")
        with Record(self.folder / NAME) as record:
            outgoing.export_parquet(record, export, texts=True, names=True)
        with Record(self.folder / "merged.sqlite", create=True) as record:
            incoming.import_parquet(record, export)
        wanted, documents = digest(self.folder / "merged.sqlite"), len(self.readings)

        def run(folder: Path, _: Callable[[], None]) -> None:
            with Record(folder / NAME) as record:
                incoming.import_parquet(record, export)

        def wrong(folder: Path, _said: int, ended: bool) -> str:
            with Record(folder / NAME) as record:
                found = record.counts()["documents"]
            if found > documents or (found % 2 and found != documents):
                return f"{found} documents: a group is torn or doubled"
            return "it is not what an undisturbed import makes" if ended and digest(folder / NAME) != wanted else ""

        return Work(_empty, run, wrong)

    def export(self) -> Work:
        """Files that stand there already are written anew; the record stays as it is."""
        before = digest(self.folder / NAME)
        new = self.folder / "exported"
        new.mkdir()

        def write(source: Path, folder: Path) -> None:
            with Record(source) as record:
                for kind in ("csv", "geojson", "acled", "annotation"):
                    record.export(str(folder / kind), kind)

        write(self.folder / NAME, new)
        whole = {path.name: path.read_bytes() for path in new.iterdir()}

        def begin(folder: Path) -> None:
            self.copied(folder)
            for name in whole:
                (folder / name).write_bytes(b"old")

        def wrong(folder: Path, _said: int, ended: bool) -> str:
            for name, wanted in whole.items():
                found = (folder / name).read_bytes()
                if found != wanted and (ended or found != b"old"):
                    return f"{name} is neither the old nor the new file"
            return "" if digest(folder / NAME) == before else "the record is another"

        return Work(begin, lambda folder, _: write(folder / NAME, folder), wrong)

    def all(self) -> dict[str, Callable[[], Work]]:
        """By name."""
        return {
            "ingest": self.ingest, "judge": self.judge, "board": self.board, "judgements brought in": self.brought_in,
            "migrate": self.migrate, "import": self.bring_in, "export": self.export,
        }  # fmt: skip


def _undoing(minute: int) -> Step:
    def undo(record: Record) -> None:
        last = max(record.judgements(), key=lambda one: one.turn)
        record.judge("undo", last.key, by="anna", date=f"2024-03-01T10:{minute:02d}")

    return undo


def _revision(path: Path) -> str:
    """The schema of a record, which opening it would change."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return str(found[0]) if found else ""


def ours() -> Iterator[Reading]:
    """Readings of our own dispatches."""
    from dateline.read import Options, reader
    from dateline.text.intake import documents
    from dateline.types import Document

    paths = [ROOT / "bench" / "data" / "record" / f"{name}.jsonl" for name in TEXTS]
    found = (one for one in documents(paths) if isinstance(one, Document))
    found = islice(found, MOST)
    yield from (reader(Options()).read_document(one) for one in found)


def _read_elsewhere() -> list[Reading]:
    """Readings made in another process, so that children of this one stay small."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "readings.jsonl"
        if os.fork() == 0:
            path.write_bytes(b"\n".join(map(msgspec.json.encode, ours())))
            os._exit(0)
        os.wait()
        return list(crash.readings(str(path)))


def rows(readings: Sequence[Reading], kills: int, only: str, seed: int) -> Iterator[tuple[str, Outcome]]:
    """The outcome of each work."""
    with tempfile.TemporaryDirectory() as name:
        every = Works(readings, Path(name))
        chosen = {what: make for what, make in every.all().items() if re.search(only, what)}
        for at, (what, make) in enumerate(chosen.items()):
            share = kills // len(chosen) + (at < kills % len(chosen))
            yield what, torment(make(), share, random.Random(f"{seed} {what}"))


def main() -> int:
    """Print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("readings", nargs="?")
    asked.add_argument("--kills", type=int, default=1000, help="in all")
    asked.add_argument("--only", default="")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    readings = list(crash.readings(given.readings)) if given.readings else _read_elsewhere()
    began, whole, bad = time.monotonic(), 0, 0
    print("| work | kills | carried through | wrong |\n|---|---|---|---|")
    for what, outcome in rows(readings, given.kills, given.only, given.seed):
        print(f"| {what} | {outcome.kills} | {outcome.rounds} | {len(outcome.wrong)} |", flush=True)
        for one in outcome.wrong[:5]:
            print(f"  {one}", file=sys.stderr)
        whole, bad = whole + outcome.kills, bad + len(outcome.wrong)
    print(f"\n{len(readings)} readings, {whole} kills in {time.monotonic() - began:.0f} s, {bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
