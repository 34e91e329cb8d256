"""Score a parsing pipeline from raw text: LAS, UAS, UPOS, sentences and relations on CoNLL-U files, names on .spacy files.

    python bench/adapters/parser_eval.py --conllu en_pud-ud-test.conllu@n --ner ner_pud_test.spacy --parser dateline-en
    python bench/adapters/parser_eval.py --speed en_gum-ud-test.conllu --against dateline-en-fast

`--parser` is dateline-en (the default), dateline-en-fast, any other package with a `load`, or the name or folder of a spaCy
pipeline; `--against` is one more, timed in turn with it. FILE@PREFIX takes only the sentences or documents whose id starts
with PREFIX. A pipeline or a file that is not there is skipped, and said so.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

TRAINING = Path(__file__).resolve().parents[2] / "models" / "dateline-en" / "training"


def load(name: str) -> Language | str:
    """The pipeline, or why there is none."""
    try:
        import spacy
    except ImportError:
        return "spaCy is not installed"
    try:
        module = import_module(name.replace("-", "_"))
        nlp: Language = module.load()
    except (ImportError, TypeError, AttributeError):
        try:
            return spacy.load(name)
        except (OSError, ValueError) as problem:
            return f"{name} does not load: {problem}"
    return nlp


def there(files: list[str]) -> list[str]:
    """The files that exist; the others are named as skipped."""
    out = []
    for given in files:
        if Path(given.partition("@")[0]).is_file():
            out.append(given)
        else:
            print(f"skipped: no file {given}")
    return out


def main() -> int:
    """Command line; 0 also when there is nothing to score."""
    if not (TRAINING / "evaluate.py").is_file():
        print("skipped: models/dateline-en/training is not in this checkout")
        return 0
    sys.path.insert(0, str(TRAINING))
    try:
        from evaluate import arguments, report
    except ImportError as problem:
        print(f"skipped: {problem}")
        return 0
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parser", default="dateline-en", metavar="NAME|PATH")
    ap.add_argument("--against", metavar="NAME|PATH", help="compare the CPU time with this pipeline's")
    arguments(ap)
    args = ap.parse_args()
    loaded = [load(name) for name in (args.parser, args.against) if name]
    for nlp in loaded:
        if isinstance(nlp, str):
            print(f"skipped: {nlp}")
            return 0
    args.conllu, args.ner = there(args.conllu), there(args.ner)
    args.speed = next(iter(there([args.speed] if args.speed else [])), None)
    report(loaded[0], args, *loaded[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
