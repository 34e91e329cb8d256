"""Train a pipeline further, on several files of documents mixed in given shares, for so many minutes.

Each document is drawn with the weight of its file; the learning rate rises over the first steps and falls to 0 over the time.
The weights written are the running average.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from augment import vary
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import Adam, fix_random_seed


def rates(first: float, fall: float, stop: float) -> Iterator[float]:
    """The learning rate of each step: up over 50 steps, down to 0 over `fall` minutes; the time is over after `stop`."""
    start = time.monotonic()
    for step in itertools.count(1):
        minutes = (time.monotonic() - start) / 60
        if minutes >= min(stop, fall):
            raise KeyboardInterrupt
        yield first * min(1.0, step / 50) * (1 - minutes / fall)


def draw(files: list[tuple[list[Doc], float]], rnd: random.Random) -> Iterator[Doc]:
    """Documents without end: each file in passes of its own, the files by their weight and their number of documents."""
    shares = [weight * len(docs) for docs, weight in files]
    left: list[list[Doc]] = [[] for _ in files]
    while True:
        k = rnd.choices(range(len(files)), weights=shares)[0]
        if not left[k]:
            left[k] = rnd.sample(files[k][0], len(files[k][0]))
        yield left[k].pop()


def batches(docs: Iterator[Doc], words: int, longest: int) -> Iterator[list[Doc]]:
    """Lists of documents of about so many words together."""
    held: list[Doc] = []
    size = 0
    for doc in docs:
        if not 0 < len(doc) <= longest:
            continue
        held.append(doc)
        size += len(doc)
        if size >= words:
            yield held
            held, size = [], 0


def train(nlp: Language, stream: Iterator[list[Doc]], args: argparse.Namespace) -> None:
    """Update until the minutes are over, then write the average of the weights."""
    rnd = random.Random(args.seed)
    optimizer = Adam(
        learn_rate=rates(args.rate, args.fall or args.minutes, args.minutes),
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )
    start, step, words = time.monotonic(), 0, 0
    losses: dict[str, float] = {}
    try:
        for docs in stream:
            examples = [
                varied
                for doc in docs
                for varied in vary(nlp, Example(nlp.make_doc(doc.text), doc), case=args.case, quotes=0.15, rnd=rnd)
            ]
            nlp.update(examples, sgd=optimizer, losses=losses, drop=args.dropout)
            optimizer.step_schedules()
            step, words = step + 1, words + sum(map(len, docs))
            if step % 50 == 0:
                seconds = time.monotonic() - start
                shown = {name: round(value / 50) for name, value in losses.items()}
                print(f"step {step} words {words} minutes {seconds / 60:.1f} words/cpu-s {words / time.process_time():.0f} {shown}", flush=True)
                losses = {}
            if args.save_every and step % args.save_every == 0:
                with nlp.use_params(optimizer.averages):
                    nlp.to_disk(args.out)
    except KeyboardInterrupt:
        print("the time is over")
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(args.out)


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("start", type=Path, help="folder of a trained pipeline")
    ap.add_argument("out", type=Path)
    ap.add_argument("--data", action="append", required=True, metavar="FILE=WEIGHT", help=".spacy; 2 draws it twice as often")
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--fall", type=float, default=0, help="minutes over which the rate falls to 0, if not --minutes")
    ap.add_argument("--rate", type=float, default=0.001)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--case", type=float, default=0.04)
    ap.add_argument("--words", type=int, default=1400, help="words of a batch")
    ap.add_argument("--longest", type=int, default=500, help="longer documents are left out")
    ap.add_argument("--save-every", type=int, default=500, help="steps; 0 writes at the end only")
    ap.add_argument("--exclude", nargs="*", default=[], help="components left out of training")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    fix_random_seed(args.seed)
    nlp = spacy.load(args.start, exclude=args.exclude)
    files: list[tuple[list[Doc], float]] = []
    for given in args.data:
        path, _, weight = given.partition("=")
        files.append((list(DocBin().from_disk(path).get_docs(nlp.vocab)), float(weight or 1)))
    train(nlp, batches(draw(files, random.Random(args.seed)), args.words, args.longest), args)


if __name__ == "__main__":
    main()
