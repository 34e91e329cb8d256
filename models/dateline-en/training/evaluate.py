"""Score a pipeline from raw text: trees, tags, lemmas and sentences on CoNLL-U, names on .spacy files.

F1 over words with the same characters, in the manner of the CoNLL 2018 shared task; relation labels with subtypes. `np`
leaves punctuation out. Names count when the span matches; with the label too in the `label` columns. Predictions that
touch a token whose gold name is missing are not judged.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from conllu import Sentence, documents
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

BATCH = 16
NAMES = ("PERSON", "ORG", "LOC")
SUBJECT, OBJECT = {"nsubj", "nsubj:pass"}, {"obj", "iobj"}
RELATIONS = ("conj", "appos", "advcl", "acl:relcl", "ccomp")  # whose recall is shown


def key(tok: Token) -> tuple[int, int]:
    """Where a token stands in the text."""
    return tok.idx, tok.idx + len(tok.text)


def sentence_spans(doc: Doc) -> set[tuple[int, int]]:
    """The character span of each sentence, without the blanks around it."""
    out = set()
    for sent in doc.sents:
        toks = [t for t in sent if not t.is_space]
        if toks:
            out.add((toks[0].idx, key(toks[-1])[1]))
    return out


def count(gold: Doc, guess: Doc, c: Counter[str]) -> None:
    """Add one document to the counts."""
    golds = {key(t): t for t in gold if not t.is_space}
    guesses = {key(t): t for t in guess if not t.is_space}
    wanted, got = sentence_spans(gold), sentence_spans(guess)
    c.update({"g": len(golds), "p": len(guesses), "sg": len(wanted), "sp": len(got), "sc": len(wanted & got)})
    for side, toks in (("g", golds.values()), ("p", guesses.values())):
        for tok in toks:
            c["np" + side] += tok.dep_ != "punct"
            c["subj" + side] += tok.dep_ in SUBJECT
            c["obj" + side] += tok.dep_ in OBJECT
    for place, tok in golds.items():
        if (other := guesses.get(place)) is None:
            continue
        is_root, says_root = tok.head == tok, other.head == other
        head = (is_root and says_root) or (not is_root and not says_root and key(tok.head) == key(other.head))
        both = head and other.dep_ == tok.dep_
        c.update(
            tok=1,
            upos=other.pos_ == tok.pos_,
            xpos=other.tag_ == tok.tag_,
            uas=head,
            las=both,
            lemma=other.lemma_.lower() == tok.lemma_.lower(),
            root=is_root,
            rootc=is_root and says_root,
            npuas=head and tok.dep_ != "punct",
            nplas=both and tok.dep_ != "punct",
            subjc=both and tok.dep_ in SUBJECT,
            objc=both and tok.dep_ in OBJECT,
        )
    _count_relations(golds, guesses, c)


def _count_relations(
    golds: dict[tuple[int, int], Token], guesses: dict[tuple[int, int], Token], c: Counter[str]
) -> None:
    for place, tok in golds.items():
        if tok.dep_ in RELATIONS:
            other = guesses.get(place)
            c[f"{tok.dep_} of"] += 1
            c[tok.dep_] += bool(other and other.dep_ == tok.dep_ and key(other.head) == key(tok.head))


def f1(c: Counter[str], right: str, gold: str, guess: str) -> float:
    """F1 in percent."""
    return 200 * c[right] / max(1, c[gold] + c[guess])


def score_trees(nlp: Language, path: Path, keep: Callable[[Sentence], bool] | None = None) -> dict[str, float]:
    """Scores of the parse of the raw text of a CoNLL-U file."""
    golds = list(documents(path, nlp.vocab, keep=keep))
    c: Counter[str] = Counter()
    for gold, guess in zip(golds, nlp.pipe((d.text for d in golds), batch_size=BATCH), strict=True):
        count(gold, guess, c)
    out: dict[str, float] = {"words": c["g"]}
    for name in ("tok", "upos", "xpos", "lemma", "uas", "las"):
        out[name.upper()] = f1(c, name, "g", "p")
    out["UASnp"], out["LASnp"] = f1(c, "npuas", "npg", "npp"), f1(c, "nplas", "npg", "npp")
    out["sent"] = f1(c, "sc", "sg", "sp")
    out["subj"], out["obj"] = f1(c, "subjc", "subjg", "subjp"), f1(c, "objc", "objg", "objp")
    out["root"] = 100 * c["rootc"] / max(1, c["root"])
    for relation in RELATIONS:
        out[relation] = 100 * c[relation] / max(1, c[f"{relation} of"])
    return out


def _spans(ents: Iterable[Span], labels: Iterable[str], typed: bool) -> set[tuple[int, int, str]]:
    return {(e.start_char, e.end_char, e.label_ if typed else "") for e in ents if e.label_ in labels}


def score_names(nlp: Language, path: Path, labels: Iterable[str] = NAMES) -> dict[str, float]:
    """Precision, recall and F of the spans, then of spans with labels."""
    golds = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    c: Counter[str] = Counter()
    for gold, guess in zip(golds, nlp.pipe((d.text for d in golds), batch_size=BATCH), strict=True):
        unknown = [key(t) for t in gold if t.ent_iob == 0]
        for kind in ("span", "label"):
            wanted = _spans(gold.ents, labels, kind == "label")
            got = _spans(guess.ents, labels, kind == "label")
            right = wanted & got
            judged = [x for x in got - right if not any(a < x[1] and x[0] < b for a, b in unknown)]
            c[kind + "c"] += len(right)
            c[kind + "p"] += len(right) + len(judged)
            c[kind + "g"] += len(wanted)
    out: dict[str, float] = {"names": c["spang"]}
    for kind in ("span", "label"):
        out[kind + "P"] = 100 * c[kind + "c"] / max(1, c[kind + "p"])
        out[kind + "R"] = 100 * c[kind + "c"] / max(1, c[kind + "g"])
        out[kind + "F"] = f1(c, kind + "c", kind + "g", kind + "p")
    return out


def seconds(pipelines: list[Language], path: Path, rounds: int = 5) -> list[float]:
    """CPU seconds that each pipeline takes for the text of a CoNLL-U file: the best of rounds taken in turn."""
    texts = [d.text for d in documents(path, pipelines[0].vocab)]
    best = [float("inf")] * len(pipelines)
    for _ in range(rounds):
        for i, nlp in enumerate(pipelines):
            start = time.process_time()
            for _doc in nlp.pipe(texts, batch_size=8):
                pass
            best[i] = min(best[i], time.process_time() - start)
    return best


def starts_with(prefix: str) -> Callable[[Sentence], bool] | None:
    """A filter on sentence or document ids."""
    return (lambda s: s.sent_id.startswith(prefix) or s.doc_id.startswith(prefix)) if prefix else None


def show(name: str, scores: dict[str, float]) -> None:
    """One line of scores."""
    cells = (f"{k} {v:.0f}" if k in ("words", "names") else f"{k} {v:.1f}" for k, v in scores.items())
    print(f"{name:28} {'  '.join(cells)}", flush=True)


def report(nlp: Language, args: argparse.Namespace, other: Language | None = None) -> None:
    """Print the scores; a CoNLL-U path may end in @PREFIX to take only sentences or documents whose id starts so."""
    for given in args.conllu:
        path, _, prefix = given.partition("@")
        show(Path(path).name + (f"@{prefix}" if prefix else ""), score_trees(nlp, Path(path), starts_with(prefix)))
    for given in args.ner:
        show(Path(given).name, score_names(nlp, Path(given)))
    if args.speed:
        path = Path(args.speed)
        words = sum(len(d) for d in documents(path, nlp.vocab))
        took = seconds([nlp, *([other] if other else [])], path)
        print(
            f"{words / took[0]:.0f} words per CPU second"
            + (f", {took[0] / took[1]:.2f} times the time of the other" if other else "")
        )


def arguments(ap: argparse.ArgumentParser) -> None:
    """The options shared with bench/adapters/parser_eval.py."""
    ap.add_argument("--conllu", action="append", default=[], metavar="FILE[@PREFIX]")
    ap.add_argument("--ner", action="append", default=[], metavar="FILE.spacy")
    ap.add_argument("--speed", metavar="FILE.conllu", help="measure words per CPU second on this text")


def main() -> None:
    """Command line."""
    import spacy

    import dateline_en  # noqa: F401  (registers the component)

    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("pipeline", help="folder or name of a spaCy pipeline")
    arguments(ap)
    args = ap.parse_args()
    report(spacy.load(args.pipeline), args)


if __name__ == "__main__":
    main()
