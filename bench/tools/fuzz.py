"""Random and broken inputs against everything that takes something in: nothing may crash, hang or answer against its contract.

    python bench/tools/fuzz.py [--inputs N] [--only EXPRESSION] [--seed N] [--seconds S] [--failures DIR]

The same seed makes the same inputs. Each target (``fuzz_targets``, ``_lexicon``, ``_record``, ``_desk``) runs in a process of its own, so
that one that dies costs one input. An input that takes more than ``--seconds`` of processor time is interrupted and counted as hanging.
Prints a table in Markdown: inputs, how many were answered with an error of the project's own, faults, the slowest, inputs a processor
second. Every failing input is written to DIR with its error. Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import json
import logging
import mmap
import os
import pickle
import re
import resource
import shutil
import signal
import struct
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import fuzz_desk
import fuzz_lexicon
import fuzz_record
import fuzz_targets
from fuzz_inputs import scratch
from fuzz_targets import Target

from dateline.errors import DatelineError

TARGETS: dict[str, Target] = {
    **fuzz_targets.TARGETS, **fuzz_lexicon.TARGETS, **fuzz_record.TARGETS, **fuzz_desk.TARGETS,
}  # fmt: skip
MEMORY = 6 << 30
"""Bytes of address space that a target may take; what needs more fails with MemoryError."""
STATE = struct.Struct("<qqd")
"""What a running target leaves for its parent: next input, answered with an error of ours, seconds of the slowest."""
MOST_FAULTS = 50
"""A target with so many faults is stopped: they are one fault, most likely."""


class HangingError(BaseException):
    """An input took more than it may; no handler of ``Exception`` swallows it."""


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise HangingError


def source(name: str, seed: int, number: int) -> Random:
    """The random source of one input."""
    return Random(f"{seed} {name} {number}")


def one(target: Target, made: Any, seconds: float) -> tuple[str, bool, float]:
    """What went wrong with an input ("" for nothing), whether it was refused with an error of ours, processor seconds."""
    began = time.process_time()
    fault, refused = "", False
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            target.run(made)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except DatelineError:
        refused = True
    except HangingError:
        fault = f"more than {seconds} s: " + "".join(traceback.format_exc().splitlines(keepends=True)[-12:])
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        fault = traceback.format_exc()
    return fault, refused, time.process_time() - began


def kept(folder: Path, name: str, number: int, made: Any, fault: str) -> None:
    """A failing input and its error, as files."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"{name.replace(' ', '-').replace(',', '')}-{number}"
    stem.with_suffix(".input").write_bytes(pickle.dumps(made))
    stem.with_suffix(".txt").write_text(f"{made!r}\n\n{fault}", encoding="utf-8", errors="backslashreplace")


def worker(name: str, first: int, wanted: int, seed: int, seconds: float, failures: Path, state: mmap.mmap) -> None:
    """Inputs ``first`` to ``wanted`` of a target; where it is stands in ``state``."""
    target = TARGETS[name]
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGPROF, _interrupt)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _, refusals, slowest = STATE.unpack(state[: STATE.size])
    faults = 0
    for number in range(first, wanted):
        state[: STATE.size] = STATE.pack(number, refusals, slowest)
        made = target.make(source(name, seed, number))
        fault, refused, took = one(
            target, made, seconds if number > first else 10 * seconds
        )  # the first one loads what it needs
        refusals += refused
        slowest = max(slowest, took if number > first else 0.0)
        if fault:
            faults += 1
            kept(failures, name, number, made, fault)
            if faults >= MOST_FAULTS:
                break
    state[: STATE.size] = STATE.pack(number + 1, refusals, slowest)


def tried(name: str, wanted: int, seed: int, seconds: float, failures: Path) -> tuple[int, int, int, float, float]:
    """Inputs tried of a target, refusals, faults, seconds of the slowest, processor seconds in all."""
    state = mmap.mmap(-1, STATE.size)
    state[: STATE.size] = STATE.pack(0, 0, 0.0)
    began, died, at = _processor_seconds(), 0, 0
    sign = f"{name.replace(' ', '-').replace(',', '')}-*.input"
    before = len(list(failures.glob(sign))) if failures.exists() else 0
    while at < wanted and died < MOST_FAULTS:
        child = os.fork()
        if child == 0:
            try:
                worker(name, at, wanted, seed, seconds, failures, state)
            finally:
                shutil.rmtree(scratch(), ignore_errors=True)
                sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        at = STATE.unpack(state[: STATE.size])[0]
        if not status:
            break
        died += 1
        made = TARGETS[name].make(source(name, seed, at))
        kept(failures, name, at, made, f"the process ended with {os.waitstatus_to_exitcode(status)}")
        at += 1
    _, refused, slowest = STATE.unpack(state[: STATE.size])
    faults = (len(list(failures.glob(sign))) if failures.exists() else 0) - before
    return at, refused, faults, slowest, _processor_seconds() - began


def _processor_seconds() -> float:
    """Of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows(given: argparse.Namespace) -> Iterator[tuple[str, int, int]]:
    """A row of the table for each target, its inputs and its faults."""
    chosen = {name: target for name, target in TARGETS.items() if re.search(given.only, name)}
    whole = sum(target.share for target in chosen.values())
    for name, target in chosen.items():
        wanted = max(1, round(given.inputs * target.share / whole))
        at, refused, faults, slowest, took = tried(name, wanted, given.seed, given.seconds, given.failures)
        told = f"| {name} | {at:,} | {refused:,} | {faults} | {slowest:.2f} | {at / max(took, 1e-9):,.0f} |"
        yield told, at, faults
        with given.log.open("a", encoding="utf-8") if given.log else open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123
            row = {
                "target": name,
                "inputs": at,
                "refused": refused,
                "faults": faults,
                "slowest": round(slowest, 3),
                "seed": given.seed,
            }
            log.write(json.dumps({**row, "seconds": round(took, 1)}) + "\n")


def main() -> int:
    """Try, print, and say whether all went well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000, help="in all; each target has its share")
    parser.add_argument("--only", default="", help="targets whose names fit this expression")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5.0, help="processor seconds that one input may take")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"), metavar="DIR")
    parser.add_argument("--log", type=Path, help="append a JSON line for each target")
    given = parser.parse_args()
    tried_, failed = 0, 0
    sys.stdout.write(
        "| target | inputs | refused | faults | slowest, s | inputs a second |\n|---|---|---|---|---|---|\n"
    )
    for told, inputs, faults in rows(given):
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
        tried_, failed = tried_ + inputs, failed + faults
    sys.stdout.write(f"\n{tried_:,} inputs, {failed} faults\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
