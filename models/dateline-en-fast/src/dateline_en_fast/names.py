"""Names as one label per word (B-PERSON, I-PERSON, ... O), decoded so that no name starts in its middle.

A sequence of labels costs a fraction of a transition system's time and learns as easily from words whose label is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy
import srsly
from spacy import util
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Maxout, Model, SequenceCategoricalCrossentropy, Softmax_v2, chain, expand_window, with_array

OUTSIDE = "O"
BARRED = -1e9
DEFAULT = """
[model]
@architectures = "dateline_en_fast.NameLayer.v1"
width = 96
window = 1

[model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 128
"""


@registry.architectures("dateline_en_fast.NameLayer.v1")
def name_layer(tok2vec: Model, width: int, window: int) -> Model:
    """A hidden layer over each word and `window` words on either side, then one score per label."""
    size = tok2vec.get_dim("nO")
    hidden = Maxout(width, size * (2 * window + 1), nP=2, dropout=0.0, normalize=True)
    output = Softmax_v2(None, width, normalize_outputs=False)
    model: Model = chain(tok2vec, with_array(chain(expand_window(window), hidden), pad=window), with_array(output))
    model.set_ref("tok2vec", tok2vec)
    model.set_ref("output_layer", output)
    return model


def bio(tag: str | None) -> str:
    """The label for a BILUO tag; empty where the tag is missing."""
    if not tag or tag == "-":
        return ""
    return tag if tag == OUTSIDE else ("B" if tag[0] in "BU" else "I") + tag[1:]


class NameTagger(TrainablePipe):
    """The component: one label per word from a model, read off as `doc.ents`."""

    def __init__(self, vocab: Vocab, model: Model, name: str = "ner") -> None:
        """`model` gives, for each document, an array of words by labels."""
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {"labels": []}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels: O, and for each kind of name a B- and an I- label."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """What `initialize` takes as `labels`."""
        return list(self.labels)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
    ) -> None:
        """Collect the labels and set up the model."""
        kinds = labels or sorted({ent.label_ for eg in get_examples() for ent in eg.reference.ents})
        if not labels:
            kinds = [OUTSIDE, *(f"{place}-{kind}" for kind in kinds for place in "BI")]
        self.cfg["labels"] = list(kinds)
        docs = [eg.x for eg in islice(get_examples(), 10)]
        sample = [self.model.ops.alloc2f(len(doc), len(kinds)) for doc in docs]
        self.model.initialize(X=docs, Y=sample)

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Cross-entropy over the words whose label is known."""
        index = {label: i for i, label in enumerate(self.labels)}
        truths = [[index.get(bio(tag), -1) for tag in eg.get_aligned_ner()] for eg in examples]
        d_scores, loss = SequenceCategoricalCrossentropy(normalize=False, missing_value=-1)(scores, truths)
        return float(loss), d_scores

    def predict(self, docs: Iterable[Doc]) -> list[list[int]]:
        """The best valid labels of each document."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [[] for _ in docs]
        start, follow = self.constraints()
        return [decode(numpy.asarray(rows), start, follow) for rows in self.model.predict(docs)]

    def constraints(self) -> tuple[Any, Any]:
        """Scores for a first label and for a pair of labels: 0, or barred where an I- label follows no name of its kind."""
        labels = self.labels
        inner = numpy.array([label[0] == "I" for label in labels])
        start = numpy.where(inner, BARRED, 0.0).astype("float32")
        same = numpy.array([[a[1:] == b[1:] and a != OUTSIDE for b in labels] for a in labels])
        return start, numpy.where(inner[None, :] & ~same, BARRED, 0.0).astype("float32")

    def set_annotations(self, docs: Iterable[Doc], batch: list[list[int]]) -> None:
        """Write the names."""
        for doc, ids in zip(docs, batch, strict=True):
            doc.set_ents([Span(doc, a, b, label=kind) for a, b, kind in spans(ids, self.labels)])

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the component to a folder."""
        parts = {
            "cfg": lambda p: srsly.write_json(p, self.cfg),
            "model": lambda p: self.model.to_disk(p),
        }
        util.to_disk(util.ensure_path(path), parts, exclude)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NameTagger:
        """Read the component from a folder."""
        parts = {
            "cfg": lambda p: self.cfg.update(srsly.read_json(p)),
            "model": lambda p: self.model.from_bytes(p.read_bytes()),
        }
        util.from_disk(util.ensure_path(path), parts, exclude)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The component as bytes."""
        parts = {"cfg": lambda: srsly.json_dumps(self.cfg), "model": self.model.to_bytes}
        return util.to_bytes(parts, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> NameTagger:
        """Read the component from bytes."""
        parts = {"cfg": lambda b: self.cfg.update(srsly.json_loads(b)), "model": self.model.from_bytes}
        util.from_bytes(data, parts, exclude)
        return self


def decode(rows: Any, start: Any, follow: Any) -> list[int]:
    """The valid sequence of labels with the highest sum of scores."""
    best = rows.argmax(axis=1)
    if len(best) == 0 or (start[best[0]] == 0 and not follow[best[:-1], best[1:]].any()):
        return [int(k) for k in best]
    total, back = rows[0] + start, []
    for row in rows[1:]:
        paths = total[:, None] + follow
        came = paths.argmax(axis=0)
        back.append(came)
        total = paths[came, numpy.arange(len(came))] + row
    last = int(total.argmax())
    out = [last]
    for came in reversed(back):
        last = int(came[last])
        out.append(last)
    return out[::-1]


def spans(ids: list[int], labels: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Names as (first word, word after the last, kind)."""
    first, kind = 0, ""
    for i, k in enumerate([*ids, 0]):
        label = labels[k] if i < len(ids) else OUTSIDE
        if kind and label != f"I-{kind}":
            yield first, i, kind
            kind = ""
        if label[0] == "B":
            first, kind = i, label[2:]


@Language.factory(
    "dateline_names",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config=util.load_config_from_str(DEFAULT),
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def make_names(nlp: Language, name: str, model: Model) -> NameTagger:
    """The factory."""
    return NameTagger(nlp.vocab, model, name)
