"""How the memory of one reading process grows: resident size after every so many dispatches, and its growth per 10,000.

    python bench/tools/memory.py PATH [--count 5000] [--every 500] [--words 0] [--parser NAME] [--forget]

The dispatches of PATH (what ``dateline read`` takes) are read again and again, and from the second round on every name in them
and every number is another one, as in news that goes on: a process that keeps what it meets grows. ``--words``: only that many
words of each dispatch, 0 for all. The first third warms up; growth is the slope of a straight line through the rest. ``--forget``:
before each look, what is remembered up to a bound is forgotten, so that what is left to grow is what nothing bounds, told in objects
of Python too; a thousand dispatches show it.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import re
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from dateline.faces.readings import read_one
from dateline.faces.shards import claim_rows
from dateline.read import Options, Reader, reader
from dateline.text import parse as parsing
from dateline.text.intake import documents
from dateline.types import Document, Reading

NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}")
NUMBER = re.compile(r"\b\d{2,3}\b")
VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"
REMEMBERED = 256  # answers: memories of so many grow with what is read, smaller ones hold what is loaded
MOST = 1.0  # MB that 10,000 dispatches may add


def syllable(number: int) -> str:
    """Another one for every number: "ba", "be" … "zu", "baba"."""
    told = ""
    while number or not told:
        number, rest = divmod(number, len(VOWELS) * len(CONSONANTS))
        told += CONSONANTS[rest // len(VOWELS)] + VOWELS[rest % len(VOWELS)]
    return told


def varied(text: str, turn: int) -> str:
    """The text with other names and numbers for every ``turn``; as it is for 0."""
    if not turn:
        return text
    renamed = NAME.sub(lambda found: found[0] + syllable(turn), text)
    return NUMBER.sub(lambda found: str(int(found[0]) + turn), renamed)


def dispatches(path: str, words: int) -> Iterator[Document]:
    """Those of the path, without end."""
    found = [item for item in documents([path]) if isinstance(item, Document)]
    if not found:
        raise SystemExit(f"nothing to read in {path}; give texts")
    for turn in count():
        for one in found:
            text = " ".join(one.text.split(" ")[:words]) if words else one.text
            yield msgspec.structs.replace(one, id=f"{one.id}-{turn}", text=varied(text, turn), blocks=(), damage=())


def resident() -> float:
    """MB of memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def forget(held: Reader) -> None:
    """Empty the bounded memories of a reader: answers of functions, places of names, lemmas, pieces and tables of words."""
    modules = [module for name, module in sys.modules.items() if name.startswith("dateline")]
    for one in [one for module in modules for one in vars(module).values()]:
        if isinstance(one, functools._lru_cache_wrapper) and (one.cache_info().maxsize or 0) >= REMEMBERED:
            one.cache_clear()
    held.gazetteer._known.clear()
    nlp: Any = held.nlp
    for pipe in (nlp.get_pipe(name) for name in nlp.pipe_names):
        for known in (getattr(pipe, "cache", None), getattr(pipe, "known", None), _pieces(pipe)):
            if known:
                known.clear()
    parsing._rebuild(nlp.vocab)
    re.purge()
    gc.collect()


def _pieces(pipe: Any) -> dict[str, Any] | None:
    """What an encoder remembers of words; None for a component that is none."""
    pieces = getattr(getattr(pipe, "network", None), "pieces", None)
    return getattr(pieces, "_known", None)


def main() -> int:
    """Measure and print; 1 when it grows by more than it may."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("path")
    asked.add_argument("--count", type=int, default=5000)
    asked.add_argument("--every", type=int, default=500)
    asked.add_argument("--words", type=int, default=0)
    asked.add_argument("--parser")
    asked.add_argument("--forget", action="store_true")
    given = asked.parse_args()
    options = Options(parser=given.parser)
    samples: list[tuple[int, float]] = []
    for number, document in enumerate(islice(dispatches(given.path, given.words), given.count), 1):
        reading = read_one(document, options)
        if isinstance(reading, Reading):
            list(claim_rows(reading))
        if number % given.every == 0 or number == 1:
            gc.collect()
            if given.forget:
                forget(reader(options))
            samples.append((number, resident()))
            objects = f" {sys.getallocatedblocks():12,} objects" if given.forget else ""
            sys.stdout.write(f"{number:7,} dispatches {samples[-1][1]:8.1f} MB{objects}\n")
            sys.stdout.flush()
    later = [one for one in samples if one[0] > given.count / 3]
    if len(later) < 2:
        return 0
    slope = float(np.polyfit([one[0] for one in later], [one[1] for one in later], 1)[0]) * 10_000
    sys.stdout.write(f"growth after warm-up {slope:.1f} MB per 10,000 dispatches (at most {MOST:.0f})\n")
    return int(slope > MOST)


if __name__ == "__main__":
    sys.exit(main())
