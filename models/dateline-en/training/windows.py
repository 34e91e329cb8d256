"""What the network is shown: stretches of documents, some in other dress, some with other names."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

Row = dict[str, Any]
SENTENCES = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 10)  # drawn from: how many sentences a stretch of a treebank has
MOST_WORDS = 150
WINDOW = 200  # words of a long stretch of a coded dispatch: about the 250 pieces of component.USUAL
JOINED = 0.4  # share of the stretches of trees that are put behind each other
COLUMNS = ("words", "glued", "ner", "starts", "heads", "deps", "upos", "xpos", "feats", "event", "mod")
CURLY = {'"': "\u201c\u201d", "'": "\u2018\u2019", "''": "\u201d\u201d", "``": "\u201c\u201c"}
STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
SWAPPED = ("PERSON", "ORG", "LOC")
ENDS = re.compile(r"[.!?]+")


def cut(row: Row, first: int, last: int) -> Row:
    """Words `first` up to and without `last`, heads counted from the first."""
    out = {k: row[k][first:last] for k in COLUMNS if k in row}
    if "heads" in out:
        out["heads"] = [h if h is None or h < 0 else h - first for h in out["heads"]]
    out["glued"] = [False, *out["glued"][1:]]
    if "roles" in row:
        out["roles"] = [
            [t - first, a - first, r, [b - first for b in beside]]
            for t, a, r, beside in row["roles"]
            if first <= t < last
        ]
    if "same" in row:
        out["same"] = [[at - first, number] for at, number in row["same"] if first <= at < last]
    return out


def _of_claims(row: Row, rnd: random.Random) -> Iterator[Row]:
    """Stretches of whole sentences across the paragraphs of a dispatch, most as long as the windows that are read later."""
    starts = [i for i, s in enumerate(row["starts"]) if s]
    bounds = [*starts, len(row["words"])]
    at = 0
    while at < len(starts):
        most, n = rnd.choice((40, 90, 130, WINDOW, WINDOW)), 1
        while at + n < len(starts) and bounds[at + n + 1] - starts[at] <= most:
            n += 1
        last = bounds[at + n]
        while row["words"][last - 1].isspace():
            last -= 1
        yield cut(row, starts[at], last)
        at += n


def joined(found: list[Row], rnd: random.Random, share: float) -> list[Row]:
    """Stretches of trees, that share of them put behind each other in threes with a line break between, as paragraphs stand in a text."""
    out: list[Row] = []
    waiting: list[Row] = []
    for w in found:
        if rnd.random() >= share:
            out.append(w)
            continue
        if waiting and sum(len(x["words"]) for x in (*waiting, w)) > WINDOW:
            out.append(_behind(waiting))
            waiting = []
        waiting.append(w)
        if len(waiting) == 3:
            out.append(_behind(waiting))
            waiting = []
    return out + ([_behind(waiting)] if waiting else [])


BREAK = {
    "words": "\n",
    "glued": False,
    "ner": None,
    "starts": 0,
    "heads": None,
    "deps": "",
    "upos": "",
    "xpos": "",
    "feats": "",
}


def _behind(parts: list[Row]) -> Row:
    """Stretches of trees as one, a line break before each but the first."""
    out: Row = {k: list(v) for k, v in parts[0].items() if k in BREAK}
    for part in parts[1:]:
        base = len(out["words"]) + 1
        for k, blank in BREAK.items():
            values = [h if h is None or h < 0 else h + base for h in part[k]] if k == "heads" else part[k]
            out[k] = [*out[k], blank, *values]
    return out


def _of_trees(row: Row, rnd: random.Random) -> Iterator[Row]:
    """Neighbouring sentences of one paragraph."""
    words = row["words"]
    starts = [i for i, s in enumerate(row["starts"]) if s and not words[i].isspace()]
    bounds = [*starts, len(words)]
    at = 0
    while at < len(starts):
        want, n = rnd.choice(SENTENCES), 1
        while n < want and at + n < len(starts):
            if bounds[at + n + 1] - starts[at] > MOST_WORDS or words[starts[at + n] - 1].isspace():
                break
            n += 1
        last = bounds[at + n]
        while last > starts[at] + 1 and words[last - 1].isspace():
            last -= 1
        yield cut(row, starts[at], last)
        at += n


def _of_names(row: Row, rnd: random.Random) -> Iterator[Row]:
    """Stretches that end behind a full stop where they can."""
    words = row["words"]
    first = 0
    while first < len(words):
        last = min(len(words), first + rnd.choice((40, 80, MOST_WORDS)))
        if last < len(words):
            stops = [i + 1 for i in range(first + 5, last) if ENDS.fullmatch(words[i])]
            last = stops[-1] if stops else last
        yield cut(row, first, last)
        first = last


def windows(rows: Iterable[Row], rnd: random.Random, share: float) -> list[Row]:
    """The stretches of one pass: of treebanks and coded dispatches all or the share a row says, of those with names only `share`."""
    out: list[Row] = []
    trees: list[Row] = []
    for row in rows:
        if "event" in row:
            out += [w for w in _of_claims(row, rnd) if rnd.random() < row.get("share", 1.0)]
        elif "heads" in row:
            trees += [w for w in _of_trees(row, rnd) if rnd.random() < row.get("share", 1.0)]
        elif rnd.random() < share * row.get("weight", 1.0):
            out += _of_names(row, rnd)
    rnd.shuffle(trees)
    out += joined(trees, rnd, JOINED)
    return [w for w in out if len(w["words"]) > 1 and len(w["words"]) <= 2 * MOST_WORDS]


class Swaps:
    """Other names of the same label and the same number of words, so that trees and tags stay as they are."""

    def __init__(self, rows: Iterable[Row], extra: Iterable[tuple[str, list[str]]] = ()) -> None:
        pool: dict[tuple[str, int], set[tuple[str, ...]]] = defaultdict(set)
        for row in rows:
            for a, b, label in mentions(row["ner"]):
                if label in SWAPPED and row["words"][a][:1].isupper():
                    pool[label, b - a].add(tuple(row["words"][a:b]))
        for label, words in extra:
            pool[label, len(words)].add(tuple(words))
        self.pool = {k: sorted(v) for k, v in pool.items()}

    def __call__(self, window: Row, rnd: random.Random, share: float) -> list[str]:
        """The words, `share` of the names replaced."""
        words = list(window["words"])
        for a, b, label in mentions(window["ner"]):
            if label in SWAPPED and rnd.random() < share and words[a][:1].isupper():
                words[a:b] = rnd.choice(self.pool[label, b - a])
        return words


def mentions(tags: list[str | None]) -> Iterator[tuple[int, int, str]]:
    """First and last word (not counted) and label of each name of BIO tags."""
    i = 0
    while i < len(tags):
        tag, first = tags[i], i
        i += 1
        if tag and tag[0] == "B":
            while i < len(tags) and tags[i] == f"I-{tag[2:]}":
                i += 1
            yield first, i, tag[2:]


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


def dress(words: list[str], window: Row, rnd: random.Random) -> list[str]:
    """The words as they are, or with the other kind of quotes, in one case, or with the names in capitals."""
    if rnd.random() < 0.1:
        curly = any(c in word for word in words for c in "\u201c\u201d\u2019")
        words = [w.translate(STRAIGHT) for w in words] if curly else curl(words)
    draw = rnd.random()
    if draw < 0.04:
        return [w.lower() for w in words]
    if draw < 0.075:
        return [w.upper() for w in words]
    if draw < 0.09:
        return [w[:1].upper() + w[1:] for w in words]
    if draw < 0.11:
        proper = window.get("upos") or [""] * len(words)
        return [
            w.upper() if (tag or "O") != "O" or pos == "PROPN" else w
            for w, tag, pos in zip(words, window["ner"], proper, strict=True)
        ]
    return words
