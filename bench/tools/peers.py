"""What a word costs, beside others: CPU time of tokenizing, parsing and reading in one run, and what a million dispatches cost.

    python bench/tools/peers.py [PATH …] [--stock FOLDER|NAME] [--repeat N] [--price 0.04] [--json FILE]

PATHs are what ``dateline read`` takes; without one, our examples. Every document goes through every peer before the next document,
so that all see the same machine; the best of N rounds counts. Times are processor time of the process, all its threads together.
``--stock``: a stock spaCy pipeline such as en_core_web_sm (a name, or a folder of its package); left out, it is left out. ``--price``:
of a core-hour, in any currency.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import dateline
from dateline.text import parse as parsing
from dateline.text.intake import documents
from dateline.types import Document

EXAMPLES = Path(__file__).parents[2] / "examples"
MILLION, HOUR = 1_000_000, 3600
Work = Callable[[Document], object]
PARSING = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer")
"""Components of a stock pipeline that a parse is made of; a recogniser of names is not asked for."""


def stock(name: str) -> dict[str, Work]:
    """A stock pipeline: its parse, and all of it."""
    import spacy

    nlp = spacy.load(_folder(name) if Path(name).is_dir() else name)
    beside = [pipe for pipe in nlp.pipe_names if pipe not in PARSING]
    version = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"

    def parse(document: Document) -> object:
        with nlp.select_pipes(disable=beside):
            return nlp(document.text)

    return {f"{version}: tokenizer and parser": parse, f"{version}: all of it": lambda document: nlp(document.text)}


def _folder(name: str) -> str:
    """The folder of a pipeline inside that of its package."""
    return str(min(Path(name).rglob("config.cfg"), key=lambda path: len(path.parts)).parent)


def peers(given: str | None) -> dict[str, Work]:
    """What is measured, by its name."""
    import spacy

    bare = spacy.blank("en")
    found: dict[str, Work] = {"spaCy: tokenizer alone": lambda document: bare.make_doc(document.text)}
    if given:
        found |= stock(given)
    for name, parser in (("dateline-en", None), ("dateline-en-fast", "fast")):
        reader = dateline.reader(dateline.Options(parser=parser))
        found[f"{name}: parse"] = lambda document, reader=reader: parsing.parse(document, reader.nlp)
        found[f"{name}: whole reading"] = lambda document, reader=reader: reader.read_document(document)
    return found


def measured(found: list[Document], works: dict[str, Work], repeat: int) -> dict[str, float]:
    """Seconds of processor time for all documents, by peer: the best of some rounds."""
    for work in works.values():
        work(found[0])  # the first fills caches
    rounds = []
    for _ in range(repeat):
        spent = dict.fromkeys(works, 0.0)
        for document in found:
            for name, work in works.items():
                start = time.process_time()
                work(document)
                spent[name] += time.process_time() - start
        rounds.append(spent)
    return {name: min(spent[name] for spent in rounds) for name in works}


def main() -> int:
    """Measure and print the table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    asked.add_argument("--stock")
    asked.add_argument("--repeat", type=int, default=2)
    asked.add_argument("--most", type=int, default=200, help="dispatches of the paths that are taken")
    asked.add_argument("--price", type=float, default=0.04)
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    every = [item for item in documents(given.paths) if isinstance(item, Document)]
    found = every[:: max(1, len(every) // given.most)][: given.most]
    if not found:
        raise SystemExit(f"nothing to read in {', '.join(given.paths)}; give texts")
    words = sum(len(document.text.split()) for document in found)
    seconds = measured(found, peers(given.stock), given.repeat)
    print(f"{len(found)} dispatches, {words:,} words; processor time, best of {given.repeat}\n")
    print("| | words/CPU-second | µs/word | core-hours per million dispatches | cost of them |")
    print("|---|---:|---:|---:|---:|")
    for name, spent in seconds.items():
        hours = spent / len(found) * MILLION / HOUR
        print(
            f"| {name} | {words / spent:,.0f} | {spent / words * MILLION:,.0f} | {hours:,.1f} | {hours * given.price:,.2f} |"
        )
    for name in ("dateline-en", "dateline-en-fast"):
        ratio = seconds[f"{name}: whole reading"] / seconds[f"{name}: parse"]
        print(f"\n{name}: whole reading {ratio:.2f} times the parse alone")
    if given.json:
        told = {"documents": len(found), "words": words, "seconds": seconds}
        given.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
