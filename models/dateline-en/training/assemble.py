"""Make the shipped pipeline from trained weights: the network as ONNX, the rule lemmatizer, meta data.

python assemble.py net.pt pipeline --vocabulary vocab.txt --treebank en_ewt-ud-train.conllu
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import graph
import lemmas
import spacy
import torch
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from dateline_en.component import NAME, EncoderParser

RUNS = (r"[!?]{2,}", *(rf"{mark}{{2,}}" for mark in (r"\*", "=", "_", "~", "#", r"\$", "<", ">", r"\+")))
BEHIND_STOPS = r"(?<=[A-Z]\.[A-Z]\.)-(?=[A-Za-z])"  # the hyphen of "U.S.-led", as in the treebanks
LICENCE = "CC BY-SA 4.0"
TRY = "Insurgents captured five of the capitals in Helmand on Tuesday, U.S. envoy Zalmay Khalilzad said. The ministry denied it."


def marks_together(nlp: Language) -> None:
    """Runs of one mark ("!!", "====", "***") are one token, and a hyphen behind an abbreviation is one, as in the treebanks."""
    defaults: Any = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex((*RUNS, *defaults.prefixes)).search
    tokenizer.suffix_search = compile_suffix_regex((*RUNS, *defaults.suffixes)).search
    tokenizer.infix_finditer = compile_infix_regex((*RUNS, BEHIND_STOPS, *defaults.infixes)).finditer


def network(weights: Path, vocabulary: Path, folder: Path, favour: float, *, exact: bool) -> None:
    """What dateline_en.network reads."""
    saved = torch.load(weights, weights_only=True)
    graph.write(saved["state"], folder, exact=exact)
    shutil.copy(vocabulary, folder / "vocabulary.txt")
    given = {"labels": saved["labels"], "favour_names": favour}
    (folder / "labels.json").write_text(json.dumps(given, ensure_ascii=False, indent=0), encoding="utf-8")


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("weights", type=Path, help="written by train.py")
    ap.add_argument("out", type=Path)
    ap.add_argument("--vocabulary", type=Path, required=True, help="one piece a line")
    ap.add_argument("--treebank", type=Path, action="append", default=[], help="CoNLL-U for lemma exceptions")
    ap.add_argument("--favour-names", type=float, default=0.0, help="taken off the score of no name")
    ap.add_argument("--exact", action="store_true", help="keep the weights as floats, to compare")
    ap.add_argument("--version", default="0.4.0")
    args = ap.parse_args()
    nlp = spacy.blank("en")
    marks_together(nlp)
    nlp.add_pipe(NAME, name="parser")
    parser = nlp.get_pipe("parser")
    assert isinstance(parser, EncoderParser)
    with tempfile.TemporaryDirectory() as folder:
        network(args.weights, args.vocabulary, Path(folder), args.favour_names, exact=args.exact)
        parser.from_disk(folder)
        lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
        assert isinstance(lemmatizer, Lemmatizer)
        lemmatizer.initialize(list, nlp=nlp, lookups=lemmas.build(args.treebank))
        nlp.meta.update(
            name="dateline",
            version=args.version,
            license=LICENCE,
            author="dateline contributors",
            performance={},
            description="English sentences, tags, trees, lemmas and names for news, on a pretrained encoder",
            spacy_version=">=3.8.11,<3.9.0",
        )
        args.out.mkdir(parents=True, exist_ok=True)
        nlp.to_disk(args.out)
    doc = spacy.load(args.out)(TRY)
    print([(t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.text) for t in doc])
    print([(e.text, e.label_) for e in doc.ents], len(list(doc.sents)))
    size = sum(f.stat().st_size for f in args.out.rglob("*") if f.is_file())
    print(f"{args.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
