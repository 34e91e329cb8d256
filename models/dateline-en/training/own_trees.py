"""Trees of our own sentences: those of the lexicon as the pipeline reads them now, and those that show what repairs do.

    python own_trees.py ../../../src/dateline/lexicon/data ../src/dateline_en/pipeline --out lexicon.jsonl

Shown beside other trees in a further run, they keep what reads rightly as it is; the trees of repairs are as mended.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from news_trees import SEED, Row, rows
from spacy.language import Language
from spacy.tokens import Span

FEWEST = 4  # words of a sentence


def sentences(given: Any) -> Iterator[str]:
    """Every string of the data that is a sentence."""
    if isinstance(given, dict):
        for value in given.values():
            yield from sentences(value)
    elif isinstance(given, list):
        for value in given:
            yield from sentences(value)
    elif (
        isinstance(given, str)
        and given[:1].isupper()
        and len(given.split()) >= FEWEST
        and given.rstrip('"\u201d').endswith((".", "!", "?"))
    ):
        yield given


def as_read(sent: Span) -> Row:
    """A sentence with the tree that the pipeline gives it."""
    real = [t for t in sent if not t.is_space]
    at = {t.i: i for i, t in enumerate(real)}
    return {
        "words": [t.text for t in real],
        "glued": [i > 0 and not real[i - 1].whitespace_ for i in range(len(real))],
        "ner": [None] * len(real),
        "starts": [True, *(False for _ in real[1:])],
        "heads": [-1 if t.head.i == t.i else at[t.head.i] for t in real],
        "deps": ["root" if t.head.i == t.i else t.dep_ for t in real],
        "upos": [t.pos_ for t in real],
        "xpos": [t.tag_ for t in real],
        "feats": [str(t.morph) for t in real],
    }


def of_repair(shown: dict[str, Any]) -> Row | None:
    """The tree that shows a repair, with what it becomes; None where a word of it cannot be told from another."""
    words = [w.rsplit("/", 4) for w in shown["tree"].split()]
    for text in shown.get("becomes", []):
        new = text.split("=")[0].rsplit("/", 4)
        at = [i for i, w in enumerate(words) if w[0] == new[0]]
        if len(at) != 1:
            return None
        words[at[0]] = new
    if any(len(w) != 5 for w in words) or sum(w[3] == "0" for w in words) != 1:
        return None
    count = len(words)
    return {
        "words": [w[0] for w in words],
        "glued": [False] * count,
        "ner": [None] * count,
        "starts": [True] + [False] * (count - 1),
        "heads": [int(w[3]) - 1 for w in words],
        "deps": [w[4] for w in words],
        "upos": [w[1] for w in words],
        "xpos": [w[2] for w in words],
        "feats": ["?"] * count,
    }


def found(data: Path, nlp: Language) -> Iterator[Row]:
    """All of them."""
    said: set[str] = set()
    for path in sorted(data.rglob("*.toml")):
        said.update(sentences(tomllib.loads(path.read_text(encoding="utf-8"))))
    for doc in nlp.pipe(sorted(said)):
        yield from (as_read(sent) for sent in doc.sents if len(sent) > 1)
    for repair in tomllib.loads((data / "repairs.toml").read_text(encoding="utf-8"))["repair"]:
        for shown in (*repair.get("yes", []), *repair.get("no", [])):
            if (row := of_repair(shown)) is not None:
                yield row


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path, help="data folder of dateline's lexicon")
    ap.add_argument("pipeline", type=Path)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    trees = list(found(args.data, spacy.load(args.pipeline)))
    with args.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(trees, random.Random(SEED)))
    print(f"{args.out}: {len(trees):,} sentences, {sum(len(t['words']) for t in trees):,} words")


if __name__ == "__main__":
    main()
