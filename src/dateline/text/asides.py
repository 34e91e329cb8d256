"""Short asides in brackets, an abbreviation or a number told twice, kept from the parser and put back into what it made.

"The Coalition for the Defence of Kesh (CDK) attacked seven (7) posts": a parser trained on little text hangs the verb or a conjunct
on what stands in the brackets. It is given the sentence without them; their tokens are then hung on the name, or beside the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dateline.text.numbers import SCALE, SMALL

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SPELLED = "|".join(sorted((*SMALL, *(word for word in SCALE if len(word) > 3)), key=len, reverse=True))
ASIDE = re.compile(
    r"(?<=[^\W\d_]) ?\((?P<name>[A-Z][\w.&/’'-]{0,14}[A-Z][\w.&/’'-]{0,14})\)"
    r"|(?<=[^\W\d_]) \((?P<digits>\d{1,3}(?:,\d{3})+|\d{1,6})\)"
    rf"|(?<=\d) ?\((?P<words>(?i:(?:{_SPELLED})(?:[ -](?:and[ -])?(?:{_SPELLED}))*))\)"
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
NAMES = ("PROPN", "NOUN")
INSIDE = ("nmod", "flat", "compound", "appos", "prep", "pobj", "nn", "nmod:desc", "flat:name", "case")
"""Labels by which the words of a name hang on each other."""


class Cut(NamedTuple):
    """An aside of a text: offsets of what is left out, with the blank before it, and of what stands in the brackets."""

    start: int
    end: int
    first: int
    last: int
    named: bool


def apart(text: str) -> tuple[str, tuple[Cut, ...]]:
    """The text without its asides, and these in text order; the same text and none where it has none."""
    if "(" not in text:
        return text, ()
    cuts = []
    for m in ASIDE.finditer(text):
        kind = m.lastgroup or ""
        before = _LAST_WORD.search(text, max(0, m.start() - 20), m.start())
        if kind == "digits" and (before is None or before.group().lower() not in SMALL.keys() | SCALE.keys()):
            continue
        cuts.append(Cut(m.start(), m.end(), m.start(kind), m.end(kind), kind == "name"))
    ends = [0, *(cut.end for cut in cuts)]
    starts = [*(cut.start for cut in cuts), len(text)]
    return "".join(text[a:b] for a, b in zip(ends, starts, strict=True)), tuple(cuts)


class _Row(NamedTuple):
    """A token of the restored text; ``head``: a token of the parse, or None for a token that was left out."""

    start: int
    text: str
    of: int | None
    cut: Cut | None = None


def restored(doc: Doc, text: str, cuts: tuple[Cut, ...]) -> Doc:
    """The parse of ``apart(text)`` over the whole text again, the asides hung on the words before them."""
    from spacy.tokens import Doc as Made

    rows = _rows(doc, text, cuts)
    place: dict[int | None, int] = {row.of: i for i, row in enumerate(rows) if row.of is not None}
    heads, deps = [], []
    for i, row in enumerate(rows):
        if row.of is not None:
            heads.append(place[doc[row.of].head.i])
            deps.append(doc[row.of].dep_)
        else:
            head, label = _of_aside(i, rows, doc, place)
            heads.append(head)
            deps.append(label)
    own = [doc[row.of] if row.of is not None else None for row in rows]
    ends = [row.start + len(row.text) for row in rows]
    starts = [*(row.start for row in rows[1:]), ends[-1]]
    return Made(
        doc.vocab, words=[row.text for row in rows], spaces=[b > a for a, b in zip(ends, starts, strict=True)],
        heads=heads, deps=deps,
        tags=[t.tag_ if t is not None else _tag(row) for t, row in zip(own, rows, strict=True)],
        pos=[t.pos_ if t is not None else _pos(row) for t, row in zip(own, rows, strict=True)],
        lemmas=[t.lemma_ if t is not None else row.text for t, row in zip(own, rows, strict=True)],
        morphs=[str(t.morph) if t is not None else "" for t in own],
        ents=[_entity(t) for t in own],
    )  # fmt: skip


def _entity(token: object) -> str:
    iob, kind = getattr(token, "ent_iob_", ""), getattr(token, "ent_type_", "")
    return f"{iob}-{kind}" if iob in ("B", "I") and kind else "O"


def _rows(doc: Doc, text: str, cuts: tuple[Cut, ...]) -> list[_Row]:
    rows: list[_Row] = []
    waiting, moved = list(cuts), 0
    for token in doc:
        while waiting and token.idx + moved >= waiting[0].start:
            rows += _tokens(waiting[0], text)
            moved += waiting[0].end - waiting[0].start
            del waiting[0]
        rows.append(_Row(token.idx + moved, token.text, token.i))
    return rows + [row for cut in waiting for row in _tokens(cut, text)]


def _tokens(cut: Cut, text: str) -> list[_Row]:
    bounds = ((cut.first - 1, cut.first), (cut.first, cut.last), (cut.last, cut.last + 1))
    words = [(m.start() + a, m.group()) for a, b in bounds for m in re.finditer(r"\S+", text[a:b])]
    return [_Row(at, word, None, cut) for at, word in words]


def _of_aside(i: int, rows: list[_Row], doc: Doc, place: dict[int | None, int]) -> tuple[int, str]:
    """Head and label of a token that was left out: an abbreviation is an apposition of the name before it, the rest is inert."""
    row = rows[i]
    before = next(r.of for r in reversed(rows[:i]) if r.of is not None)
    if row.text in "()" or row.cut is None or not row.cut.named:
        return place[before], "punct"
    token = doc[before]
    top = token
    while token.head.i < token.i and token.dep_ in INSIDE and token.head.pos_ in (*NAMES, "ADP"):
        token = token.head
        top = token if token.pos_ == "PROPN" else top
    return place[top.i], "appos"


def _tag(row: _Row) -> str:
    if row.text in "()":
        return "-LRB-" if row.text == "(" else "-RRB-"
    return "NNP" if row.cut is not None and row.cut.named else "CD"


def _pos(row: _Row) -> str:
    return {"N": "PROPN", "C": "NUM", "-": "PUNCT"}[_tag(row)[0]]
