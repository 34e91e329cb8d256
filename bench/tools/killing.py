"""Work on a record in a child that is killed at random moments, and what the record has to be afterwards; ``kills`` has the works."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import NamedTuple

from dateline.record.record import Record
from dateline.record.upkeep import check

AT_ONCE = 2
"""Steps of one try."""
CHECKED = 20
"""``dateline check`` after every so many kills."""
NAME = "r.sqlite"


class Outcome(NamedTuple):
    """What came of a work: kills, how often it was carried through, what was wrong."""

    kills: int
    rounds: int
    wrong: tuple[str, ...]


class Work(NamedTuple):
    """``begin`` puts what is there before into a folder, ``run`` does the work and calls its last argument after each step, ``wrong``
    says what is not as it should be after a kill, given how many steps were said to be done and whether the try ended by itself;
    ``whole``: whether all steps are done."""

    begin: Callable[[Path], None]
    run: Callable[[Path, Callable[[], None]], None]
    wrong: Callable[[Path, int, bool], str]
    whole: Callable[[Path], bool] = lambda _: True


def digest(path: Path) -> str:
    """What the record holds, but for its clocks."""
    with Record(path) as record:
        return sha256(record.dump()).hexdigest()


def faults(path: Path) -> str:
    """What ``dateline check`` finds."""
    with Record(path) as record:
        return "; ".join(f"{one.where}: {one.what}" for one in check(record))


Step = Callable[[Record], object]


def in_steps(start: Callable[[Path], None], steps: Sequence[Step], done: Callable[[Record], int]) -> Work:
    """A work of steps, each one transaction; ``done`` says how many a record has seen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start(folder)
        states = [digest(folder / NAME)]
        for step in steps:
            with Record(folder / NAME) as record:
                step(record)
            states.append(digest(folder / NAME))

    def run(folder: Path, said: Callable[[], None]) -> None:
        with Record(folder / NAME) as record:
            for step in steps[done(record) :][:AT_ONCE]:
                step(record)
                said()

    def wrong(folder: Path, said: int, ended: bool) -> str:
        with Record(folder / NAME) as record:
            seen = done(record)
        if seen < said or (ended and not seen):
            return f"lost: {said} steps were done, {seen} are there"
        return (
            "" if digest(folder / NAME) == states[seen] else f"after step {seen} it is none of the undisturbed records"
        )

    def whole(folder: Path) -> bool:
        with Record(folder / NAME) as record:
            return done(record) == len(steps)

    return Work(start, run, wrong, whole)


def tried(work: Work, folder: Path, wait: float | None) -> tuple[int, bool, float]:
    """Do the work in a child that is killed after so many seconds (None: never): steps that it said were done, whether it ended by
    itself, seconds. Raises RuntimeError when it failed by itself."""
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reader)
            work.run(folder, lambda: os.write(writer, b"."))
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as told:
        said = len(told.read())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"a child that nobody killed ended with {code}")
    return said, code == 0, time.monotonic() - began


def torment(work: Work, kills: int, chance: random.Random) -> Outcome:
    """Kill, look, go on; when the work is carried through, begin anew."""
    wrong: list[str] = []
    done = rounds = 0
    lasting: list[float] = []
    while done < kills:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            work.begin(folder)
            if not lasting or rounds % 25 == 0:
                lasting.append(tried(work, folder, None)[2])
                wrong += filter(None, [work.wrong(folder, 0, True)])
                for path in folder.iterdir():
                    path.unlink()
                work.begin(folder)
            over, said = False, 0
            while not over and done < kills:
                more, ended, _ = tried(work, folder, chance.uniform(0, 1.1 * median(lasting)))
                said += more
                done += not ended
                wrong += filter(None, [work.wrong(folder, said, ended)])
                over = ended and work.whole(folder)
                if done % CHECKED == 0:
                    wrong += filter(None, [faults(folder / NAME)])
            rounds += 1
    return Outcome(done, rounds, tuple(wrong))
