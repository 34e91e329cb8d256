"""How rarely documents hold a word: the table that the joiner weighs words by.

    python models/dateline-en/training/frequencies.py TREEBANK.conllu… > src/dateline/lexicon/data/frequencies.tsv

Made from the training parts of UD English EWT (CC BY-SA 4.0) and the free part of GUM (CC BY); it holds numbers alone.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

from dateline.record.terms import stem, words

LEAST = 3  # documents a stem must be in
SIZE = 12  # sentences of a document: longer ones are cut, so that all are of the length of a dispatch


def documents(path: Path) -> list[set[str]]:
    """The stems of every document of a treebank."""
    found: list[set[str]] = []
    sentences = SIZE
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") or sentences >= SIZE:
            found.append(set())
            sentences = 0
        if line.startswith("# text = "):
            sentences += 1
            found[-1].update(map(stem, words(line[9:])))
    return found


def main() -> None:
    """Print the table."""
    held = [one for name in sys.argv[1:] for one in documents(Path(name)) if one]
    count = Counter(word for one in held for word in one)
    print("# stem, how rarely documents hold it (0-1); from UD English EWT and GUM (free part), training parts")
    for word, number in sorted(count.items()):
        if number >= LEAST:
            print(f"{word}\t{math.log(len(held) / number) / math.log(len(held) / (LEAST - 1)):.2f}")


if __name__ == "__main__":
    main()
