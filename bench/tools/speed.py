"""How fast: words a second of the whole reading and of the parse alone in one run, their ratio, memory, import time.

    python bench/tools/speed.py [PATH …] [--parser NAME|PATH] [--repeat N] [--json]

PATHs are what ``dateline read`` takes; without one, our examples. Times are the best of N rounds, in which every
document is parsed and then read, so that both see the same machine.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import dateline
from dateline.text import parse as parsing
from dateline.text.intake import documents
from dateline.types import Document

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST_RATIO = 1.6  # whole reading to parse alone
MOST_IMPORT = 6.0  # import dateline to import json
ROUNDS = 7  # of each import; the best counts


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(reader: dateline.Reader, found: Sequence[Document], repeat: int) -> tuple[float, float]:
    """Seconds for the parse alone and for the whole reading of all documents, each the best of the rounds."""
    rounds = []
    for _ in range(repeat):
        parse = read = 0.0
        for document in found:
            parse += seconds(lambda document=document: parsing.parse(document, reader.nlp))
            read += seconds(lambda document=document: reader.read_document(document))
        rounds.append((parse, read))
    return min(parse for parse, _ in rounds), min(read for _, read in rounds)


def import_time(module: str) -> float:
    """Milliseconds that Python needs to import a module, with all that it imports; the best of some rounds."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    told = (subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(ROUNDS))
    return min(_cumulative(text, module) for text in told) / 1000


def _cumulative(told: str, module: str) -> int:
    found = re.search(rf"\|\s*(\d+) \| {module}$", told, re.MULTILINE)
    return int(found[1]) if found else 0


def peak_memory() -> float:
    """Most memory this process has held, in MiB; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def figures(paths: Sequence[str], parser: str | None, repeat: int) -> dict[str, float]:
    """Everything measured."""
    found = [item for item in documents(paths) if isinstance(item, Document)]
    if not found:
        raise SystemExit(f"nothing to read in {', '.join(paths)}; give texts")
    start = time.perf_counter()
    reader = dateline.reader(dateline.Options(parser=parser))
    loading = time.perf_counter() - start
    measure(reader, found[:1], 1)  # the first reading fills caches
    parse, read = measure(reader, found, repeat)
    words = sum(len(document.text.split()) for document in found)
    ours, theirs = import_time("dateline"), import_time("json")
    return {
        "documents": len(found), "words": words, "load_s": loading, "read_words_s": words / read,
        "parse_words_s": words / parse, "ratio": read / parse, "peak_mib": peak_memory(), "import_ms": ours,
        "import_json_ms": theirs, "import_ratio": ours / theirs,
    }  # fmt: skip


def report(told: dict[str, float]) -> str:
    """The figures for people."""
    return (
        f"{told['documents']:.0f} documents, {told['words']:,.0f} words; loaded in {told['load_s']:.1f} s\n"
        f"whole reading {told['read_words_s']:,.0f} words/s, parse alone {told['parse_words_s']:,.0f} words/s, "
        f"ratio {told['ratio']:.2f} (at most {MOST_RATIO})\n"
        f"peak memory {told['peak_mib']:.0f} MiB\n"
        f"import dateline {told['import_ms']:.1f} ms, import json {told['import_json_ms']:.1f} ms, "
        f"ratio {told['import_ratio']:.2f} (at most {MOST_IMPORT:.0f})"
    )


def main() -> int:
    """Measure and print; 1 when a ratio is above what it may be."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    options.add_argument("--parser")
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    told = figures(given.paths, given.parser, given.repeat)
    print(json.dumps({name: round(value, 3) for name, value in told.items()}) if given.json else report(told))
    return int(told["ratio"] > MOST_RATIO or told["import_ratio"] > MOST_IMPORT)


if __name__ == "__main__":
    sys.exit(main())
