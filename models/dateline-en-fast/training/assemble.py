"""Make the shipped pipeline from a trained one: rule lemmatizer, rounded weights, a short string table, meta data."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import lemmas
import numpy
import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.strings import StringStore

import dateline_en_fast  # noqa: F401  (registers the embedding and two components)

EMPTY = "_"
LICENCE = "CC BY-SA 4.0"
TRY = "Insurgents captured five of the capitals in Helmand on Tuesday, U.S. envoy Zalmay Khalilzad said."


def round_weights(nlp: Language, bits: int) -> None:
    """Keep `bits` of the 23 bits of each weight's fraction, so that the files pack well."""
    drop = 23 - bits
    half, mask = numpy.uint32(1 << (drop - 1)), numpy.uint32(0xFFFFFFFF << drop & 0xFFFFFFFF)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else ():
            for name in node.param_names:
                if not node.has_param(name):
                    continue
                value = numpy.ascontiguousarray(node.get_param(name), dtype="float32")
                node.set_param(name, ((value.view("uint32") + half) & mask).view("float32"))


def never_empty(nlp: Language) -> None:
    """Bar the morphologizer's empty label, which it learns from documents that have names only."""
    pipe: Any = nlp.get_pipe("morphologizer")
    if EMPTY in pipe.labels:
        output = pipe.model.get_ref("output_layer")
        layer = next(node for node in output.walk() if node.has_param("b"))
        bias = layer.get_param("b").copy()
        bias[pipe.labels.index(EMPTY)] = -1e4
        layer.set_param("b", bias)


def favour_names(nlp: Language, amount: float) -> None:
    """Lower the score of "no name here" by `amount`, to even out precision and recall (chosen on development data)."""
    pipe: Any = nlp.get_pipe("ner")
    output = pipe.model.get_ref("output_layer")
    bias = output.get_param("b").copy()
    bias[pipe.labels.index("O")] -= amount
    output.set_param("b", bias)


def short_strings(nlp: Language) -> StringStore:
    """Only the strings the components name; words met in training need no entry."""
    keep = StringStore()
    for name in nlp.pipe_names:
        for label in nlp.pipe_labels.get(name, ()):
            keep.add(label)
            for part in label.replace("|", " ").replace("=", " ").split():
                keep.add(part)
            for feature in label.split("|"):
                keep.add(feature)
    for value in nlp.vocab.lookups.get_table("lexeme_norm", {}).values():
        if isinstance(value, str):
            keep.add(value)
    return keep


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("trained", type=Path, help="folder written by spacy train")
    ap.add_argument("out", type=Path)
    ap.add_argument("--treebank", type=Path, action="append", default=[], help="CoNLL-U for lemma exceptions")
    ap.add_argument("--tokenizer", type=Path, help="the tokenizer file of another pipeline, to cut words as it does")
    ap.add_argument("--bits", type=int, default=10, help="bits kept of each weight's fraction")
    ap.add_argument("--favour-names", type=float, default=0.0, help="see favour_names")
    ap.add_argument("--version", default="0.1.0")
    args = ap.parse_args()
    nlp = spacy.load(args.trained)
    if args.tokenizer:
        nlp.tokenizer.from_disk(args.tokenizer)  # type: ignore[attr-defined]
    lemmatizer = nlp.add_pipe("dateline_lemmas", name="lemmatizer", after="morphologizer")
    assert isinstance(lemmatizer, Lemmatizer)
    lemmatizer.initialize(list, nlp=nlp, lookups=lemmas.build(args.treebank))
    never_empty(nlp)
    favour_names(nlp, args.favour_names)
    round_weights(nlp, args.bits)
    for section in ("train", "dev", "clusters", "start", "labels"):
        nlp.config["paths"][section] = None
    nlp.meta.update(
        name="dateline_fast",
        version=args.version,
        license=LICENCE,
        author="dateline contributors",
        performance={},
        description="English tags, trees, lemmas and names for news, taught by dateline-en",
        spacy_version=">=3.8.11,<3.9.0",
    )
    args.out.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(args.out)
    short_strings(nlp).to_disk(args.out / "vocab" / "strings.json")
    doc = spacy.load(args.out)(TRY)
    print([(t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.text) for t in doc])
    print([(e.text, e.label_) for e in doc.ents])
    size = sum(f.stat().st_size for f in args.out.rglob("*") if f.is_file())
    print(f"{args.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
