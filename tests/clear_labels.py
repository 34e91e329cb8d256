"""Rewrites universal dependencies into ClearNLP labels, so that the default parser can play an ``en_core_web`` pipeline.

The component stands under the name ``parser`` behind the real one. What moves: prepositions head their objects (prep,
pobj, agent, pcomp), "be" heads its predicate (attr, acomp), conjuncts hang in a chain and the "and" on the one before,
names are headed by their last word, and a verb of speech after a quotation governs it (ccomp).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc

RENAMED = {
    "obj": "dobj", "iobj": "dative", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass",
    "acl:relcl": "relcl", "advcl:relcl": "advcl", "nmod:poss": "poss", "compound:prt": "prt", "obl:unmarked": "npadvmod",
    "nmod:unmarked": "npadvmod", "det:predet": "predet", "cc:preconj": "preconj", "nmod:desc": "compound", "flat": "compound",
    "nsubj:outer": "nsubj", "discourse": "intj", "vocative": "npadvmod", "obl": "npadvmod", "obl:agent": "npadvmod",
    "orphan": "dep", "dislocated": "dep", "goeswith": "dep", "reparandum": "dep", "list": "dep", "fixed": "dep",
}  # fmt: skip
LABELS = ("ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp",
          "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "neg", "nmod",
          "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet",
          "prep", "prt", "punct", "quantmod", "relcl", "xcomp")  # fmt: skip
ADPOSITIONAL = {"obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked", "advcl", "acl"}
OF_THE_CLAUSE = {"nsubj", "nsubj:outer", "csubj", "aux", "mark", "punct", "advcl", "cc", "expl", "ccomp", "parataxis", "advmod",
                 "discourse", "obl:unmarked"}  # fmt: skip
SPEECH = {"say", "tell", "add", "report", "announce"}


class Words:
    """Heads and labels of one parsed document while they are rewritten."""

    def __init__(self, doc: Doc) -> None:
        self.words = list(doc)
        self.heads = [token.head.i for token in doc]
        self.labels = ["root" if token.dep_ == "ROOT" else token.dep_ for token in doc]

    def below(self, head: int, *labels: str) -> list[int]:
        return [i for i, at in enumerate(self.heads) if at == head and i != head and self.labels[i] in labels]

    def put(self, i: int, head: int, label: str) -> None:
        self.heads[i], self.labels[i] = head, label

    def replace_head(self, old: int, new: int) -> None:
        """The new word takes the place of the old one towards what is above it."""
        above = self.heads[old]
        self.put(new, new if above == old else above, self.labels[old])

    def speech(self) -> None:
        for i, label in enumerate(list(self.labels)):
            if label == "parataxis" and self.words[i].lemma_ in SPEECH and self.below(i, "nsubj"):
                said = self.heads[i]
                self.replace_head(said, i)
                self.put(said, i, "ccomp")

    def names(self) -> None:
        for first in range(len(self.heads)):
            parts = self.below(first, "flat")
            if parts:
                last = parts[-1]
                self.replace_head(first, last)
                for i in range(len(self.heads)):
                    if self.heads[i] == first and i != last:
                        self.heads[i] = last
                self.put(first, last, "compound")

    def copulas(self) -> None:
        for be in [i for i, label in enumerate(self.labels) if label == "cop" and self.words[i].lemma_ == "be"]:
            what = self.heads[be]
            self.replace_head(what, be)
            for i in self.below(what, *OF_THE_CLAUSE):
                if self.labels[i] != "advmod" or i <= be or self.words[i].lower_ in ("not", "n't"):
                    self.heads[i] = be
            for i in self.below(what, "conj"):
                if self.below(i, "cop", "nsubj"):
                    self.heads[i] = be
            adjective = self.words[what].pos_ == "ADJ"
            label = "obl" if self.below(what, "case") else "acomp" if adjective else "attr"
            self.put(what, be, label)

    def existence(self) -> None:
        for there in [i for i, label in enumerate(self.labels) if label == "expl" and self.words[i].lower_ == "there"]:
            for i in self.below(self.heads[there], "nsubj"):
                self.labels[i] = "attr"

    def prepositions(self) -> None:
        for i, label in enumerate(list(self.labels)):
            verbal = label in ("advcl", "acl")
            cases = self.below(i, "mark") if verbal else self.below(i, "case")
            if label not in ADPOSITIONAL or not cases or (verbal and self.words[i].tag_ != "VBG"):
                continue
            at, name = self.heads[i], "agent" if label == "obl:agent" else "prep"
            for word in cases:
                self.put(word, at, name)
                at, name = word, "prep"
                for rest in self.below(word, "fixed"):
                    self.put(rest, at, "pcomp")
                    at = rest
            self.put(i, at, "pcomp" if verbal else "pobj")

    def conjuncts(self) -> None:
        for first in range(len(self.heads)):
            before = first
            for i in self.below(first, "conj"):
                for word in self.below(i, "cc"):
                    self.heads[word] = before
                self.heads[i] = before
                before = i

    def smaller(self) -> None:
        for i, label in enumerate(self.labels):
            word, head = self.words[i], self.words[self.heads[i]]
            if label == "advmod" and word.lower_ in ("not", "n't", "never"):
                self.labels[i] = "neg"
            elif label == "advmod" and head.pos_ == "NUM":
                self.labels[i] = "quantmod"
            elif label == "xcomp" and word.pos_ in ("NOUN", "PROPN", "ADJ"):
                self.labels[i] = "acomp" if word.pos_ == "ADJ" else "oprd"
            else:
                self.labels[i] = RENAMED.get(label, label)


class ClearLabels:
    """The component; ``labels`` is what the loader looks at."""

    labels = LABELS

    def __call__(self, doc: Doc) -> Doc:
        words = Words(doc)
        for step in (
            words.speech,
            words.names,
            words.copulas,
            words.existence,
            words.prepositions,
            words.conjuncts,
            words.smaller,
        ):
            step()
        labels = [doc.vocab.strings.add("ROOT" if label == "root" else label) for label in words.labels]
        rows = [
            [(head - i) & (2**64 - 1), label] for i, (head, label) in enumerate(zip(words.heads, labels, strict=True))
        ]
        return doc.from_array([HEAD, DEP], np.array(rows, dtype="uint64").reshape(-1, 2))

    def to_disk(self, path: Path, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, path: Path, **_: Any) -> ClearLabels:
        return self


@Language.factory("clear_labels")
def clear_labels(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return ClearLabels()


def relabelled(nlp: Language) -> Language:
    """The pipeline with its parser followed by the component, which now bears the parser's name."""
    nlp.rename_pipe("parser", "universal")
    nlp.add_pipe("clear_labels", name="parser", last=True)  # it looks at lemmas too
    return nlp
