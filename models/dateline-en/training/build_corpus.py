"""Build one training file with partial annotation.

Treebanks give tags, morphology, lemmas and trees; name corpora give names; what a source does not say stays missing,
and a component learns nothing from a document that lacks its annotation.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from conllu import documents
from spacy.tokens import Doc, DocBin, Span, Token
from spacy.vocab import Vocab
from wordlists import CALENDAR, NORP, PLACES

ATTRS = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
OPEN = {"PROPN", "NUM", "X", "SYM"}
NEVER = {"VERB", "AUX", "PRON", "SCONJ", "ADV", "INTJ"}


def named_words(path: Path, vocab: Vocab) -> Iterator[tuple[str, str, str]]:
    """Word, entity position (B, I, O or '' for missing) and label, in the order of the file."""
    for doc in DocBin().from_disk(path).get_docs(vocab):
        for tok in doc:
            if not tok.is_space:
                yield tok.text, tok.ent_iob_, tok.ent_type_


def set_names(doc: Doc, marks: list[tuple[str, str]]) -> None:
    """Put names on a document from one (position, label) pair per token."""
    spans: list[tuple[int, int, str]] = []
    for i, (iob, label) in enumerate(marks):
        if iob == "I" and spans and spans[-1][1] == i:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
        elif iob in ("B", "I"):
            spans.append((i, i + 1, label))
    missing = [Span(doc, i, i + 1) for i, (iob, _) in enumerate(marks) if not iob]
    doc.set_ents([Span(doc, a, b, label=label) for a, b, label in spans], missing=missing, default="outside")


def peoples(doc: Doc, marks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """NORP by the word list, wherever the source says nothing or says NORP by some other list."""
    out = []
    for tok, (iob, label) in zip(doc, marks, strict=True):
        if label == "NORP":
            iob, label = ("B", "NORP") if tok.text in NORP else ("", "")
        elif not iob and tok.text in NORP:
            iob, label = "B", "NORP"
        out.append((iob, label))
    return out


def _titled(tok: Token) -> bool:
    return tok.pos_ in ("NOUN", "ADJ") and tok.text[:1].isupper()


def weak_names(doc: Doc) -> list[tuple[str, str]]:
    """Marks for a treebank without names: listed peoples and places that stand alone; no name where none can be."""
    marks = []
    for i, tok in enumerate(doc):
        near = [doc[j] for j in (i - 1, i + 1) if 0 <= j < len(doc)]
        beside = any(t.pos_ in OPEN or (t.text[:1].isupper() and t.i and not doc[t.i - 1].is_punct) for t in near)
        calendar = tok.lower_ in CALENDAR
        if tok.is_space or (tok.pos_ in NEVER and tok.is_lower and not calendar):
            marks.append(("O", ""))
        elif tok.text in NORP and not beside:
            marks.append(("B", "NORP"))
        elif tok.text in PLACES and tok.pos_ == "PROPN" and not beside:
            marks.append(("B", "LOC"))
        elif calendar or beside or tok.pos_ in OPEN or tok.tag_.startswith("NNP") or _titled(tok):
            marks.append(("", ""))
        else:
            marks.append(("O", ""))
    return marks


def trees(path: Path, vocab: Vocab, names: Path | None, seed: int) -> Iterator[Doc]:
    """The documents of a treebank, with names from a file over the same words or else weak ones."""
    stream = named_words(names, vocab) if names else None
    for doc in documents(path, vocab, seed=seed):
        if stream is None:
            marks = weak_names(doc)
        else:
            marks = []
            for tok in doc:
                if tok.is_space:
                    marks.append(("O", ""))
                    continue
                word, iob, label = next(stream)
                if word != tok.text:
                    raise ValueError(f"{names}: expected {tok.text!r}, found {word!r}")
                marks.append((iob, label))
            marks = peoples(doc, marks)
        set_names(doc, marks)
        yield doc


def partial(path: Path, vocab: Vocab, relabel: bool) -> Iterator[Doc]:
    """The documents of a name corpus, NORP by our list unless the corpus has its own."""
    for doc in DocBin().from_disk(path).get_docs(vocab):
        if relabel:
            set_names(doc, peoples(doc, [(t.ent_iob_, t.ent_type_) for t in doc]))
        yield doc


def save(docs: Iterable[Doc], out: Path) -> None:
    """Write the documents and say how much there is."""
    binned = DocBin(attrs=ATTRS)
    n = words = 0
    for doc in docs:
        binned.add(doc)
        n, words = n + 1, words + len(doc)
    binned.to_disk(out)
    print(f"{out}: {n} documents, {words} tokens")


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--trees", type=Path, action="append", default=[], help="CoNLL-U without names")
    ap.add_argument("--trees-names", action="append", default=[], metavar="CONLLU=SPACY", help="CoNLL-U and its names")
    ap.add_argument("--names", type=Path, action="append", default=[], help=".spacy name corpus, NORP by our list")
    ap.add_argument("--as-is", type=Path, action="append", default=[], help=".spacy corpus taken as it stands")
    ap.add_argument("--limit", type=int, default=0, help="at most so many documents of each source")
    ap.add_argument("--seed", type=int, default=11)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    vocab = spacy.blank("en").vocab
    sources: list[Iterator[Doc]] = [trees(p, vocab, None, args.seed) for p in args.trees]
    for pair in args.trees_names:
        conllu, _, names = pair.partition("=")
        sources.append(trees(Path(conllu), vocab, Path(names), args.seed))
    sources += [partial(p, vocab, True) for p in args.names]
    sources += [partial(p, vocab, False) for p in args.as_is]
    docs: list[Doc] = []
    for source in sources:
        got = list(source)
        docs += got[: args.limit] if args.limit else got
    random.Random(args.seed).shuffle(docs)
    save(docs, args.out)


if __name__ == "__main__":
    main()
