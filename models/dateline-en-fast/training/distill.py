"""Have a teacher pipeline parse text, for a smaller pipeline to learn from.

Documents with annotation of their own keep it; the teacher fills in only what is missing (trees of a name corpus, names of
a treebank). Every document written is annotated in full, save words where teacher and corpus contradict each other.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

ATTRS = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
Names = list[tuple[int, int, str]]


def teacher(name: str) -> Language:
    """A pipeline by the name of a package with `load()`, or by the name or folder of any spaCy pipeline."""
    if not Path(name).exists():
        module = importlib.import_module(name)
        if hasattr(module, "load"):
            return module.load()
    return spacy.load(name)


def bare(doc: Doc, vocab: Vocab) -> Doc:
    """The words of a document without annotation."""
    return Doc(vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def merged_names(gold: Doc, parsed: Doc) -> tuple[Names, list[int]]:
    """The names of `gold`, those of `parsed` that lie in words `gold` leaves open, and the words that stay open."""
    known = [t.ent_iob != 0 for t in gold]
    names = [(e.start, e.end, e.label_) for e in gold.ents]
    open_words: list[int] = []
    taken = {i for a, b, _ in names for i in range(a, b)}
    for ent in parsed.ents:
        inside = range(ent.start, ent.end)
        if not any(known[i] for i in inside):
            names.append((ent.start, ent.end, ent.label_))
            taken.update(inside)
        else:
            open_words += [i for i in inside if not known[i]]
    return names, [i for i in open_words if i not in taken]


def filled(gold: Doc, parsed: Doc) -> Doc:
    """`parsed` with what `gold` knows put in its place."""
    names, still_open = merged_names(gold, parsed)
    if gold.has_annotation("DEP") and gold.has_annotation("SENT_START"):
        out = gold.copy()
    else:
        out = parsed.copy()
    blank = [Span(out, i, i + 1) for i in sorted(set(still_open))]
    out.set_ents([Span(out, a, b, label=x) for a, b, x in sorted(names)], missing=blank, default="outside")
    return out


def from_bins(paths: Iterable[Path], vocab: Vocab) -> Iterator[Doc]:
    """Documents of .spacy files."""
    for path in paths:
        yield from DocBin().from_disk(path).get_docs(vocab)


def from_sentences(path: Path, nlp: Language, seed: int) -> Iterator[Doc]:
    """Labelled sentences of augment_names.py, one to three a document."""
    rnd = random.Random(seed)
    held: list[Doc] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = nlp.make_doc(row["text"] + " ")
        words = [t for t in doc if not t.is_space]
        if [t.text for t in words] != row["words"]:
            continue
        labels = dict(zip((t.i for t in words), row["ner"], strict=True))
        marked = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        iob = [labels.get(i, "O") for i in range(len(doc))]
        marked = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], ents=iob)
        held.append(marked)
        if len(held) >= rnd.randint(1, 3):
            yield Doc.from_docs(held) or marked
            held = []


def from_texts(path: Path, nlp: Language) -> Iterator[Doc]:
    """The paragraphs of JSON lines with a `text`, two or three joined so that a document has several sentences."""
    for line in path.read_text(encoding="utf-8").splitlines():
        for part in json.loads(line)["text"].split("\n\n"):
            if len(part.split()) > 3:
                yield nlp.make_doc(part.strip())


def parse_texts(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Unlabelled text through the teacher."""
    yield from nlp.pipe(docs, batch_size=16)


def fill_all(nlp: Language, golds: Iterable[Doc]) -> Iterator[Doc]:
    """Annotated documents through the teacher."""
    kept = list(golds)
    for gold, parsed in zip(kept, nlp.pipe((bare(d, nlp.vocab) for d in kept), batch_size=16), strict=True):
        yield filled(gold, parsed)


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("teacher", help="package with load(), or name or folder of a spaCy pipeline")
    ap.add_argument("out", type=Path)
    ap.add_argument("--fill", type=Path, action="append", default=[], help=".spacy with partial annotation")
    ap.add_argument("--repeat", type=int, default=1, help="how often the --fill documents are written")
    ap.add_argument("--text", type=Path, action="append", default=[], help="JSON lines with a `text`")
    ap.add_argument("--sentences", type=Path, action="append", default=[], help="written by augment_names.py")
    ap.add_argument("--code", help="module to import first, for a teacher with components of its own")
    ap.add_argument("--seed", type=int, default=3)
    args = ap.parse_args()
    if args.code:
        importlib.import_module(args.code)
    nlp = teacher(args.teacher)
    docs = list(fill_all(nlp, from_bins(args.fill, nlp.vocab))) * args.repeat
    counts = {"fill": sum(map(len, docs))}
    for path in args.sentences:
        new = list(fill_all(nlp, from_sentences(path, nlp, args.seed)))
        counts[path.name], docs = sum(map(len, new)), docs + new
    for path in args.text:
        new = list(parse_texts(nlp, from_texts(path, nlp)))
        counts[path.name], docs = sum(map(len, new)), docs + new
    random.Random(args.seed).shuffle(docs)
    binned = DocBin(attrs=ATTRS)
    for doc in docs:
        binned.add(doc)
    binned.to_disk(args.out)
    print(f"{args.out}: {len(docs)} documents; tokens: {counts}")


if __name__ == "__main__":
    main()
