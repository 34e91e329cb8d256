"""Put trees on rows of coded dispatches: those on which most of several earlier pipelines agree, so that the trees are not forgotten.

    python agreed_trees.py claims.jsonl --pipeline v5/pipeline --pipeline v6/pipeline --pipeline v7/pipeline --out claims-trees.jsonl

FILE as `claims.py` writes it. A word has the head and relation, and the tags, that more than half of the pipelines give it, else none; a
head in another sentence of the row, or one of several roots of a sentence, counts as none.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_path

import dateline_en  # noqa: F401 - registers the pipeline's component

Row = dict[str, Any]
Said = TypeVar("Said", bound=Hashable)
ROOT = -1
NONE = "?"  # a label or tag that nothing is known of, as in claims.py


def doc_of(row: Row, nlp: Language) -> Doc:
    """The words of a row, with spaces as they stand between them."""
    words, glued = row["words"], row["glued"]
    behind = [*(not g for g in glued[1:]), False]
    blank = [word.isspace() for word in words]
    spaces = [s and not here and not after for s, here, after in zip(behind, blank, [*blank[1:], True], strict=True)]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def trees(rows: Sequence[Row], nlp: Language) -> Iterator[Row]:
    """What a pipeline says of each row: `links`, the head (its place in the row, ROOT) and relation of each word; `tags`, both tags."""
    for doc in nlp.pipe((doc_of(row, nlp) for row in rows), batch_size=64):
        yield {
            "links": [(ROOT, "root") if t.head.i == t.i else (t.head.i, t.dep_) for t in doc],
            "tags": [(t.pos_, t.tag_) for t in doc],
        }


def most(said: Sequence[Said]) -> Said | None:
    """What more than half say; None where there is no such thing."""
    best, count = Counter(said).most_common(1)[0]
    return best if 2 * count > len(said) else None


def agreed(row: Row, found: Sequence[Row]) -> Row:
    """The row with the trees and tags on which most of those found agree."""
    count = len(row["words"])
    blank = [word.isspace() for word in row["words"]]
    links = [None if blank[i] else most([one["links"][i] for one in found]) for i in range(count)]
    tags = [None if blank[i] else most([one["tags"][i] for one in found]) for i in range(count)]
    links = list(_inside(links, [*accumulate(map(int, row["starts"]))]))
    return {
        **row,
        "heads": [link and link[0] for link in links],
        "deps": [link[1] if link else NONE for link in links],
        "upos": [tag[0] if tag else NONE for tag in tags],
        "xpos": [tag[1] if tag else NONE for tag in tags],
    }


def _inside(links: Sequence[tuple[int, str] | None], sentence: Sequence[int]) -> Iterator[tuple[int, str] | None]:
    """The links without those to another sentence and without the roots of a sentence that has several."""
    roots = Counter(sentence[i] for i, link in enumerate(links) if link and link[0] == ROOT)
    for i, link in enumerate(links):
        if link is None or (roots[sentence[i]] > 1 if link[0] == ROOT else sentence[link[0]] != sentence[i]):
            yield None
        else:
            yield link


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", type=Path)
    ap.add_argument("--pipeline", type=Path, action="append", required=True, help="its folder; given several times")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
    found = [list(trees(rows, load_model_from_path(path, exclude=["lemmatizer"]))) for path in args.pipeline]
    done = [agreed(row, said) for row, *said in zip(rows, *found, strict=True)]
    args.out.write_text("".join(json.dumps(row) + "\n" for row in done), encoding="utf-8")
    words = sum(not word.isspace() for row in done for word in row["words"])
    print(f"{args.out}: {words:,} words, {sum(h is not None for row in done for h in row['heads']):,} with a head")


if __name__ == "__main__":
    main()
