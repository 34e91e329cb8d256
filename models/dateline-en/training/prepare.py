"""Gold documents for training, one JSON object a line; what a source does not say is missing.

    python prepare.py --trees en_ewt-ud-train.conllu --trees-names en_gum-ud-train-free.conllu=gum.spacy \
        --names wikigold.spacy --lines names.jsonl=0.7 --out train.jsonl --labels labels.json

A document has `words` (a word of line breaks parts paragraphs), `glued` (no blank before the word), `ner` (BIO tags, null
where nothing is known) and, from treebanks, `starts`, `heads` (-1: root), `deps`, `upos`, `xpos`, `feats`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from build_corpus import partial, trees
from names import spacing
from spacy.tokens import Doc

HOMOGRAPHS = ("IS", "IS", "IS", "WHO", "MEND", "RAW", "AIM")  # names that are words in capitals
EVERY = 8  # one in so many of our own sentences is shown again with such a name
RARE = 3  # a bundle of features seen less often is not learned
Row = dict[str, Any]


def row(doc: Doc, source: str, *, tree: bool) -> Row:
    """One document as it is written."""
    ner: list[str | None] = []
    for tok in doc:
        tag = f"{tok.ent_iob_}-{tok.ent_type_}" if tok.ent_type_ else "O"
        ner.append(None if not tok.ent_iob else tag)
    out: Row = {
        "source": source,
        "words": [t.text for t in doc],
        "glued": [i > 0 and not doc[i - 1].whitespace_ for i in range(len(doc))],
        "ner": ner,
    }
    if tree:
        out["starts"] = [bool(t.is_sent_start) for t in doc]
        out["heads"] = [-1 if t.head.i == t.i else t.head.i for t in doc]
        out["deps"] = ["root" if t.head.i == t.i else t.dep_ for t in doc]
        out["upos"], out["xpos"] = [t.pos_ for t in doc], [t.tag_ for t in doc]
        out["feats"] = [str(t.morph) for t in doc]
    return out


def from_lines(path: Path, weight: float) -> Iterator[Row]:
    """Documents that come as JSON lines of words and tags; blanks are guessed where `glued` is not given.

    `weight` times the usual share of them is shown in a pass.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        if "glued" not in given:
            blank = spacing(given["words"])
            given["glued"] = [i > 0 and not blank[i - 1] for i in range(len(blank))]
        yield {"source": path.stem, "weight": weight, **{k: given[k] for k in ("words", "glued", "ner")}}


def homographs(rows: Iterable[Row]) -> Iterator[Row]:
    """Copies of sentences with an organization of one word in capitals, which becomes a name that is also a word."""
    rnd = random.Random(1)
    for r in rows:
        ends = [*r["ner"][1:], "O"]
        words = r["words"]
        at = [
            i for i, (word, tag, after) in enumerate(zip(words, r["ner"], ends, strict=True))
            if tag == "B-ORG" and after != "I-ORG" and word.isalpha() and word.isupper() and len(word) > 1
        ]  # fmt: skip
        if at and not all(w.isupper() for w in words if w.isalpha()) and rnd.random() < 1 / EVERY:
            changed = list(words)
            changed[rnd.choice(at)] = rnd.choice(HOMOGRAPHS)
            yield {**r, "source": "homographs", "words": changed}


def write(rows: Iterable[Row], out: Path) -> dict[str, Counter[str]]:
    """Write the documents; count their labels."""
    seen: dict[str, Counter[str]] = {k: Counter() for k in ("upos", "xpos", "feats", "deps", "ner")}
    words: Counter[str] = Counter()
    with out.open("w", encoding="utf-8") as file:
        for r in rows:
            file.write(json.dumps(r, ensure_ascii=False) + "\n")
            words[r["source"]] += len(r["words"])
            real = [i for i, word in enumerate(r["words"]) if not word.isspace()]
            for name, counter in seen.items():
                if name in r:
                    counter.update(r[name][i] for i in real if r[name][i] is not None)
    print(out, dict(words), {k: len(v) for k, v in seen.items()})
    return seen


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--trees", type=Path, action="append", default=[], help="CoNLL-U without names")
    ap.add_argument("--trees-names", action="append", default=[], metavar="CONLLU=SPACY", help="CoNLL-U and its names")
    ap.add_argument("--names", type=Path, action="append", default=[], help=".spacy name corpus")
    ap.add_argument("--lines", action="append", default=[], metavar="FILE=WEIGHT", help="JSON lines of words and ner")
    ap.add_argument("--homographs", action="store_true", help="some --lines again with names that are words, as IS is")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--labels", type=Path, help="write the label lists here")
    args = ap.parse_args()
    vocab = spacy.blank("en").vocab

    def rows() -> Iterator[Row]:
        for path in args.trees:
            yield from (row(d, path.stem, tree=True) for d in trees(path, vocab, None, 11))
        for pair in args.trees_names:
            path, _, names = pair.partition("=")
            yield from (row(d, Path(path).stem, tree=True) for d in trees(Path(path), vocab, Path(names), 11))
        for path in args.names:
            yield from (row(d, path.stem, tree=False) for d in partial(path, vocab, True))
        for given in args.lines:
            path, _, weight = given.partition("=")
            found = list(from_lines(Path(path), float(weight or 1)))
            yield from [*found, *(homographs(found) if args.homographs else ())]

    seen = write(rows(), args.out)
    if args.labels:
        labels = {k: [x for x, n in c.most_common() if n >= (RARE if k == "feats" else 1)] for k, c in seen.items()}
        args.labels.write_text(json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main()
