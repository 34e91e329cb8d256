"""Write the label files that training starts from, so that `spacy train` need not read the data once per component.

The parser's transitions are those of a pipeline trained before; tags, features and names are collected from the data.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
import srsly
from spacy.morphology import Morphology
from spacy.symbols import IDS
from spacy.tokens import DocBin

import dateline_en_fast  # noqa: F401  (registers the embedding and two components)


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("start", type=Path, help="folder of a pipeline with a parser")
    ap.add_argument("data", type=Path, nargs="+", help=".spacy files")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    old = spacy.load(args.start)
    vocab = spacy.blank("en").vocab
    tags: set[str] = set()
    kinds: set[str] = set()
    morphs: set[tuple[str, str]] = set()
    for path in args.data:
        for doc in DocBin().from_disk(path).get_docs(vocab):
            tags.update(t.tag_ for t in doc)
            morphs.update((t.pos_, str(t.morph)) for t in doc)
            kinds.update(e.label_ for e in doc.ents)
    features: dict[str, str] = {}
    parts: dict[str, int] = {}
    for pos, morph in sorted(morphs):
        as_dict = Morphology.feats_to_dict(morph)
        if pos:
            as_dict["POS"] = pos
        label = vocab.strings[vocab.morphology.add(as_dict)]
        features[label], parts[label] = morph, IDS[pos] if pos else 0
    names = ["O", *(f"{place}-{kind}" for kind in sorted(kinds) for place in "BI")]
    args.out.mkdir(parents=True, exist_ok=True)
    srsly.write_json(args.out / "parser.json", old.get_pipe("parser").label_data)
    srsly.write_json(args.out / "tagger.json", sorted(tags - {""}))
    srsly.write_json(args.out / "morphologizer.json", {"morph": features, "pos": parts})
    srsly.write_json(args.out / "ner.json", names)
    print(f"{args.out}: {len(tags)} tags, {len(features)} sets of features, {len(names)} name labels")


if __name__ == "__main__":
    main()
