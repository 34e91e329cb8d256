"""The spaCy component: sentences, trees, tags, morphology and names of a document, by one network.

A document is read in windows of whole sentences, across line breaks: where the text goes on behind a window, its last
sentence is read again at the head of the next one. What a window holds depends on the document alone, or on the documents that are
given as the paragraphs of one text (`together`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, MORPH, POS, SPACY, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from .decode import Names, heads
from .events import EVENTS, PARTS, Events
from .network import Floats, Network, Scores, relations
from .pieces import Found, row

NAME = "dateline_encoder"
USUAL = 250  # pieces of a window; attention costs more the longer it is
LONGEST = 500  # pieces of a window without a sentence end; the encoder knows 512 places
SURE_START = 2.0  # the score of a sentence start at which a window is cut: its last sentence may lack its end and be taken for two
SURE = 50.0  # the score of "no event" for blanks
COLUMNS = [HEAD, DEP, TAG, POS, MORPH]


class EncoderParser(Pipe):
    """Sets heads, relations, sentence starts, tags, parts of speech, morphology and names.

    A line break ends a sentence. A token of blanks belongs to the sentence of the word before it, with the relation `dep`.
    """

    def __init__(self, vocab: Vocab, name: str = "parser") -> None:
        self.vocab, self.name = vocab, name
        self.network: Network | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations it gives."""
        known = self.network.labels["deps"] if self.network else []
        return tuple(sorted({"ROOT" if label == "root" else label for label in known}))

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its annotation; RuntimeError before the component is loaded."""
        self.together([doc])
        return doc

    def together(self, docs: Sequence[Doc]) -> None:
        """Annotate documents that are the paragraphs of one text, in its order: each is a document of its own afterwards, and was read
        with what stands before and behind it in the same window. RuntimeError before the component is loaded."""
        if self.network is None:
            raise RuntimeError("the encoder's weights are not loaded: use dateline_en.load()")
        given = [doc for doc in docs if len(doc)]
        if given:
            self._write(given)

    def _write(self, docs: list[Doc]) -> None:
        texts = [t.text for doc in docs for t in doc]
        base = np.cumsum([0, *(len(doc) for doc in docs)])
        words = [i for i, text in enumerate(texts) if not text.isspace()]
        blanks = np.concatenate([doc.to_array(SPACY) for doc in docs])
        blanks[base[1:] - 1] = 1
        breaks = [*(i for i, text in enumerate(texts) if "\n" in text), *base[1:-1].tolist()]
        rows = np.concatenate([self._unread(texts[a:b]) for a, b in pairwise(base.tolist())])
        names: list[tuple[int, int, str]] = []
        told, pair = self._untold(len(texts))
        window = np.full(len(texts), -1, dtype=np.intp)
        broken = np.unique(np.searchsorted(words, breaks)).astype(np.intp)
        for first, last, scores in self._windows(texts, blanks, words, broken):
            at = words[first:last]
            told[at], pair[at], window[at] = scores.told[: len(at)], scores.pair[: len(at)], first
            here = [
                (a + i, a + j, label)
                for a, b in pairwise(np.unique([0, *_inside(broken - first, len(at)), len(at)]).tolist())
                for i, j, label in self._names(scores.ner[a:b])
            ]
            self._trees(rows, np.array(at), scores, here)
            names += ((at[i], at[j - 1] + 1, label) for i, j, label in here)
        for doc, a, b in zip(docs, base[:-1].tolist(), base[1:].tolist(), strict=True):
            doc.from_array(COLUMNS, rows[a:b])
            mine = (Span(doc, i - a, j - a, label=label) for i, j, label in names if a <= i < b)
            doc.set_ents(list(mine), default="outside")
            doc.user_data[EVENTS] = {
                "told": told[a:b],
                "pair": pair[a:b],
                "window": window[a:b],
            }  # arrays alone, so that a document can be sent on

    def _unread(self, texts: list[str]) -> NDArray[np.uint64]:
        """The annotation of the tokens of a document before it is read: those of blanks hang on the word before them."""
        words = [i for i, text in enumerate(texts) if not text.isspace()]
        everywhere = np.arange(len(texts))
        rows = np.tile(self._blank, (len(texts), 1))
        owner = np.maximum(np.searchsorted(words, everywhere, side="right") - 1, 0)
        rows[:, 0] = (np.array(words or [0])[owner] - everywhere).astype(np.int64).astype(np.uint64)
        return rows

    def events(self, doc: Doc) -> Events:
        """What the network said of the events of a document that this component has read; KeyError for any other."""
        assert self.network is not None
        return Events(self.network.labels, self.network.role, **doc.user_data[EVENTS], same=self.network.same)

    def _untold(self, count: int) -> tuple[Floats, Floats]:
        """The scores of words that tell no event, to be filled in."""
        assert self.network is not None
        labels, width = self.network.labels, self.network.role.shape[1] - 1
        once = 0 if self.network.same is None else len(self.network.same) - 1
        told = np.zeros((count, sum(len(labels[k]) for k in PARTS)), np.float32)
        told[:, labels["event"].index("O")] = SURE
        return told, np.zeros((count, 2 * width + once), np.float32)

    def _windows(
        self, tokens: list[str], blank: Any, words: list[int], broken: NDArray[np.intp]
    ) -> Iterator[tuple[int, int, Scores]]:
        """Words `first` up to and without `last`, and the scores of these and perhaps of some behind them; `broken`: the words with a
        line break before them."""
        assert self.network is not None
        found = [self.network.pieces(tokens[i]) for i in words]
        glued = [i > 0 and not blank[i - 1] and not tokens[i - 1].isspace() for i in words]
        first = 0
        while first < len(words):
            here = slice(first, first + LONGEST + 1)
            last, scores = self._window(found[here], glued[here], broken - first)
            yield first, first + last, scores
            first += last

    def _window(self, found: list[Found], glued: list[bool], broken: NDArray[np.intp]) -> tuple[int, Scores]:
        """How many of the words to take, up to a sentence end or as many as may be where none is found; their scores."""
        assert self.network is not None
        sizes = np.array([len(ids) for ids, _ in found])
        sizes[_inside(broken, len(found))] += 1
        ends = np.cumsum(sizes)
        for most in (USUAL, LONGEST):
            last = max(1, int(np.searchsorted(ends, most - 2, side="right")))
            inside = _inside(broken, last)
            scores = self.network(*row(*_with_breaks(found[:last], [False, *glued[1:last]], inside)))
            scores.start[inside] = SURE
            if last == len(found):
                break
            for least in (SURE_START, 0.0):
                starts = np.flatnonzero(scores.start[1:] > least)
                if len(starts):
                    return int(starts[-1]) + 1, scores
        return last, scores

    def _trees(
        self, rows: NDArray[np.uint64], at: NDArray[np.intp], scores: Scores, names: Iterable[tuple[int, int, str]]
    ) -> None:
        """Put the annotation of the words at these places into the rows; the name of a person is one phrase."""
        n = len(at)
        bounds = [0, *(np.flatnonzero(scores.start[1:n] > 0) + 1), n]
        found = np.zeros(n, dtype=np.intp)
        for a, b in pairwise(bounds):
            part = np.concatenate((scores.arcs[a:b, :1], scores.arcs[a:b, a + 1 : b + 1]), axis=1)
            found[a:b] = [a + h if h else 0 for h in heads(part)]
        within = list(_within_names(found, names))
        labels = relations(scores.left[:n], scores.head[found])
        labels[within, self._flat] = np.inf
        labels[found > 0, self._root] = -np.inf
        labels[found == 0] = 0
        labels[found == 0, self._root] = 1
        offset = np.where(found > 0, at[found - 1] - at, 0)
        rows[at, 0] = offset.astype(np.int64).astype(np.uint64)
        for column, (keys, part) in enumerate(
            zip(self._keys, (labels, scores.xpos, scores.upos, scores.feats), strict=True), start=1
        ):
            rows[at, column] = keys[part[:n].argmax(1)]

    def initialize(self, get_examples: Any, *, nlp: Language | None = None, path: str | None = None) -> None:
        """Take the weights from a folder; there is nothing to initialize otherwise."""
        if path is not None:
            self._read(Path(path))

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> EncoderParser:
        """Load the network of a folder."""
        self._read(Path(path))
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Copy the network's files."""
        if self.network is not None:
            shutil.copytree(self.network.folder, Path(path), dirs_exist_ok=True)

    def _read(self, folder: Path) -> None:
        self.network = Network(folder)
        labels, strings = self.network.labels, self.vocab.strings
        self._names = Names(labels["ner"])
        self._root, self._flat = labels["deps"].index("root"), labels["deps"].index("flat")
        self._keys = [
            np.array([strings.add("ROOT" if x == "root" else x) for x in labels["deps"]], dtype=np.uint64),
            np.array([strings.add(x) for x in labels["xpos"]], dtype=np.uint64),
            np.array([IDS[x] for x in labels["upos"]], dtype=np.uint64),
            np.array([self.vocab.morphology.add(x) for x in labels["feats"]], dtype=np.uint64),
        ]
        for tag in labels["ner"]:
            strings.add(tag[2:])
        empty = [0, strings.add("dep"), strings.add("_SP"), IDS["SPACE"], self.vocab.morphology.add("")]
        self._blank = np.array(empty, dtype=np.uint64)


def _within_names(found: NDArray[np.intp], names: Iterable[tuple[int, int, str]]) -> Iterator[int]:
    """The further words of a person's name that the tree hangs on the head of its first ("accused Sarah Miller": both as objects), hung on
    the first instead; `found`: the head of each word, counted from 1, changed in place."""
    for first, last, label in names:
        if label != "PERSON":
            continue
        tops = [i for i in range(first, last) if not first < found[i] <= last]
        for i in tops[1:]:
            if found[i] == found[tops[0]]:
                found[i] = tops[0] + 1
                yield i


def _inside(broken: NDArray[np.intp], last: int) -> list[int]:
    """The line breaks before words of a window, but for one before its first."""
    return [int(i) for i in broken[(broken > 0) & (broken < last)]]


def _with_breaks(found: list[Found], glued: list[bool], broken: list[int]) -> tuple[list[Found | None], list[bool]]:
    """The words of a window with None where a line break stands between them."""
    words: list[Found | None] = []
    tight: list[bool] = []
    for a, b in pairwise([0, *broken, len(found)]):
        words += [*([None] if a else []), *found[a:b]]
        tight += [*([False] if a else []), *glued[a:b]]
    return words, tight


@Language.factory(
    NAME, assigns=["token.dep", "token.head", "token.is_sent_start", "token.tag", "token.pos", "doc.ents"]
)
def make(nlp: Language, name: str) -> EncoderParser:
    """The component; its weights come from the pipeline's folder."""
    return EncoderParser(nlp.vocab, name)
