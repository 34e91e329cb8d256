"""What `spacy train --code` needs: the components, the augmenter, the schedule, a warm start and the fast product."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.training import Example
from spacy.util import registry

import dateline_en_fast  # noqa: F401  (registers the embedding and two components)
from dateline_en_fast import blas

blas.speed_up()

CURLY = {'"': "\u201c\u201d", "'": "\u2018\u2019", "''": "\u201d\u201d", "``": "\u201c\u201c"}


def curl(words: list[str]) -> list[str]:
    """Typographic quotes and apostrophes for straight ones."""
    out, opened = [], False
    for word in words:
        if word in CURLY:
            out.append(CURLY[word][1 if opened else 0])
            opened = not opened
        else:
            out.append(word.replace("'", "\u2019"))
    return out


def straighten(words: list[str]) -> list[str]:
    """Straight quotes and apostrophes for typographic ones."""
    table = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
    return [word.translate(table) for word in words]


def shout_names(example: Example) -> list[str]:
    """Names in capitals, as in a dateline."""
    return [t.text.upper() if t.ent_type_ or t.pos_ == "PROPN" else t.text for t in example.reference]


def vary(nlp: Language, example: Example, *, case: float, quotes: float, rnd: random.Random) -> Iterator[Example]:
    """The example, or in some cases the same with other quotes, in one case, or with its names in capitals."""
    words = old = [t.text for t in example.reference]
    if rnd.random() < quotes:
        text = "".join(words)
        words = straighten(words) if any(c in text for c in "\u201c\u201d\u2019") else curl(words)
    draw = rnd.random()
    if draw < case:
        words = [w.lower() for w in words]
    elif draw < 1.7 * case:
        words = [w.upper() for w in words]
    elif draw < 2.0 * case:
        words = [w[:1].upper() + w[1:] for w in words]
    elif draw < 2.6 * case:
        words = shout_names(example)
    if words == old or any(len(a) != len(b) for a, b in zip(words, old, strict=True)):
        yield example
        return
    doc = nlp.make_doc("".join(w + t.whitespace_ for w, t in zip(words, example.reference, strict=True)))
    as_dict = example.to_dict()
    as_dict["token_annotation"]["ORTH"] = words
    yield Example.from_dict(doc, as_dict)


@registry.augmenters("dateline_en_fast.vary.v1")
def create_augmenter(case: float, quotes: float, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """`case` is the share put in lower case (0.7, 0.3 and 0.6 of it: capitals, headline case, names in capitals)."""
    return partial(vary, case=case, quotes=quotes, rnd=random.Random(seed))


@registry.schedules("dateline_en_fast.budget.v1")
def budget(initial_rate: float, warmup_steps: int, total_steps: int, minutes: float) -> Iterator[float]:
    """Warm up, then fall to 0 over `total_steps` or, if it is over sooner, over so many minutes (0: no limit).

    When the minutes are over, training ends as if interrupted, and the last model is saved.
    """
    start, step = time.monotonic(), 0
    while True:
        done = step / total_steps
        if minutes:
            done = max(done, (time.monotonic() - start) / (60 * minutes))
            if done >= 1:
                raise KeyboardInterrupt
        yield initial_rate * min(1.0, (step + 1) / warmup_steps) * max(0.0, 1.0 - done)
        step += 1


@registry.misc("dateline_en_fast.clusters.v1")
def read_lookups(path: str) -> Lookups:
    """Lookup tables written by clusters.py."""
    return Lookups().from_disk(path)


def _outputs(pipe: Any) -> list[str]:
    """What the rows of a component's last layer stand for."""
    return list(pipe.move_names if hasattr(pipe, "move_names") else getattr(pipe, "labels", ()))


def _copy(old: Any, new: Any) -> int:
    """Copy the weights of layers that agree in place and shape, and of the last one by label; says how many arrays."""
    before, after = _outputs(old), _outputs(new)
    row = {label: i for i, label in enumerate(before)}
    pairs = [(i, row[label]) for i, label in enumerate(after) if label in row]
    done = 0
    for a, b in zip(old.model.walk(), new.model.walk(), strict=False):
        for name in b.param_names:
            if not (a.has_param(name) and b.has_param(name)):
                continue
            source, target = a.get_param(name), b.get_param(name).copy()
            if after and len(source) == len(before) and len(target) == len(after):
                for i, k in pairs:
                    target[i] = source[k]
            elif source.shape == target.shape:
                target = source.copy()
            else:
                continue
            b.set_param(name, target)
            done += 1
    return done


@registry.callbacks("dateline_en_fast.start.v1")
def start_from(path: str | None) -> Callable[[Language], Language]:
    """Begin with the weights of the pipeline in the folder `path` wherever they fit; without a path, from chance."""

    def fill(nlp: Language) -> Language:
        if path is None:
            return nlp
        old = spacy.load(path)
        for name in nlp.pipe_names:
            same = old.has_pipe(name) and type(old.get_pipe(name)) is type(nlp.get_pipe(name))
            copied = _copy(old.get_pipe(name), nlp.get_pipe(name)) if same else 0
            print(f"start: {name}: {copied} arrays taken over")
        return nlp

    return fill
