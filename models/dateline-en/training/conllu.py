"""Read CoNLL-U into spaCy documents, keeping the raw spacing and the paragraph breaks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass
class Sentence:
    """One sentence: its comment values, its word rows, its multiword tokens (first id -> last id, form, misc)."""

    doc_id: str = ""
    sent_id: str = ""
    new_doc: bool = False
    new_par: bool = False
    rows: list[list[str]] = field(default_factory=list)
    multi: dict[int, tuple[int, str, str]] = field(default_factory=dict)


@dataclass
class Word:
    """One token as spaCy will see it; `head` is an index into the sentence."""

    form: str
    space: bool
    head: int
    row: list[str]
    root: bool


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; empty nodes are left out."""
    sent = Sentence()
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if not line:
                if sent.rows:
                    yield sent
                sent = Sentence(doc_id=sent.doc_id)
            elif line.startswith("#"):
                _comment(sent, line)
            else:
                _row(sent, line.split("\t"))
    if sent.rows:
        yield sent


def _comment(sent: Sentence, line: str) -> None:
    key, _, value = line[1:].partition("=")
    key, value = key.strip(), value.strip()
    if key.startswith("newdoc"):
        sent.doc_id, sent.new_doc = value, True
    elif key.startswith("newpar"):
        sent.new_par = True
    elif key == "sent_id":
        sent.sent_id = value


def _row(sent: Sentence, cols: list[str]) -> None:
    if "." in cols[0]:
        return
    if "-" in cols[0]:
        first, last = (int(part) for part in cols[0].split("-"))
        sent.multi[first] = (last, cols[1], cols[9])
    else:
        sent.rows.append(cols)


def words(sent: Sentence) -> tuple[list[Word], dict[int, int]]:
    """The tokens of a sentence and where each word id went.

    A multiword token whose parts add up to its surface form is kept apart ("do" + "n't"); any other one becomes a
    single token that takes over the syntax of the part that is attached outside it.
    """
    units: list[tuple[list[str], str, bool]] = []
    place: dict[int, int] = {}
    i = 0
    while i < len(sent.rows):
        row = sent.rows[i]
        first = int(row[0])
        if first not in sent.multi:
            place[first] = len(units)
            units.append((row, row[1], "SpaceAfter=No" not in row[9]))
            i += 1
            continue
        last, form, misc = sent.multi[first]
        parts = sent.rows[i : i + last - first + 1]
        space = "SpaceAfter=No" not in misc
        if "".join(part[1] for part in parts) == form:
            for part in parts:
                place[int(part[0])] = len(units)
                units.append((part, part[1], space and part is parts[-1]))
        else:
            inside = {int(part[0]) for part in parts}
            head = next(part for part in parts if int(part[6]) not in inside)
            place.update({k: len(units) for k in inside})
            units.append((head, form, space))
        i += len(parts)
    out = []
    for k, (row, form, space) in enumerate(units):
        target = int(row[6])
        head_at = place[target] if target else k
        out.append(Word(form.replace(" ", ""), space, head_at, row, target == 0))
    return out, place


def is_blank(toks: list[Word]) -> bool:
    """Whether the text of the sentence was taken out at the source (forms of underscores only)."""
    return any(set(tok.form) == {"_"} and tok.row[2] == "_" for tok in toks)


def documents(
    path: Path,
    vocab: Vocab,
    *,
    keep: Callable[[Sentence], bool] | None = None,
    max_sents: int = 12,
    seed: int = 0,
) -> Iterator[Doc]:
    """Documents of up to `max_sents` sentences; paragraph breaks become newline tokens."""
    rnd = random.Random(seed)
    buf: list[tuple[Sentence, list[Word]]] = []
    for sent in sentences(path):
        if keep is not None and not keep(sent):
            continue
        toks, _ = words(sent)
        if is_blank(toks):
            continue
        full = len(buf) >= max_sents or (sent.new_par and len(buf) >= 0.6 * max_sents)
        if buf and (sent.new_doc or full):
            yield _doc(buf, vocab, rnd)
            buf = []
        buf.append((sent, toks))
    if buf:
        yield _doc(buf, vocab, rnd)


def _doc(buf: list[tuple[Sentence, list[Word]]], vocab: Vocab, rnd: random.Random) -> Doc:
    cols: dict[str, Any] = {k: [] for k in ("words", "deps", "tags", "pos", "morphs", "lemmas")}
    spaces: list[bool] = []
    heads: list[int] = []

    def add(form: str, dep: str, tag: str, pos: str, morph: str, lemma: str) -> None:
        for key, value in zip(cols, (form, dep, tag, pos, morph, lemma), strict=True):
            cols[key].append(value)

    for k, (sent, toks) in enumerate(buf):
        if k and sent.new_par:
            spaces[-1] = False
            newline = rnd.choice(["\n", "\n\n"])
            add(newline, "dep", "_SP", "SPACE", "", newline)
            spaces.append(False)
            heads.append(len(spaces) - 2)
        start = len(spaces)
        for tok in toks:
            row = tok.row
            add(tok.form, "ROOT" if tok.root else row[7], row[4], row[3], "" if row[5] == "_" else row[5], row[2])
            spaces.append(tok.space)
            heads.append(start + tok.head)
    return Doc(vocab, spaces=spaces, heads=heads, **cols)
