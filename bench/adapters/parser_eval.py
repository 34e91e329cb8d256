"""Score a parsing pipeline from raw text: LAS, UAS and UPOS on CoNLL-U files, names on .spacy files.

    python bench/adapters/parser_eval.py --conllu en_pud-ud-test.conllu@n --ner ner_pud_test.spacy --parser dateline-en

`--parser` is dateline-en (the default), or the name or folder of any spaCy pipeline. FILE@PREFIX takes only the
sentences or documents whose id starts with PREFIX. A pipeline or a file that is not there is skipped, and said so.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

TRAINING = Path(__file__).resolve().parents[2] / "models" / "dateline-en" / "training"
OWN = ("dateline-en", "dateline_en")


def load(name: str) -> Language | str:
    """The pipeline, or why there is none."""
    try:
        import spacy
    except ImportError:
        return "spaCy is not installed"
    try:
        import dateline_en
    except ImportError:
        if name in OWN:
            return "the package dateline-en is not installed"
    try:
        return dateline_en.load() if name in OWN else spacy.load(name)
    except (OSError, ValueError) as problem:
        return f"{name} does not load: {problem}"


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
    arguments(ap)
    args = ap.parse_args()
    nlp = load(args.parser)
    if isinstance(nlp, str):
        print(f"skipped: {nlp}")
        return 0
    clock = next(iter(there([args.speed] if args.speed else [])), None)
    report(nlp, there(args.conllu), there(args.ner), clock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
