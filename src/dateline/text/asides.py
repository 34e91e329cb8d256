"""Short asides in brackets, an abbreviation or a number told twice, kept from the parser and put back into what it made.

"The Coalition for the Defence of Kesh (CDK) attacked seven (7) posts": a parser trained on little text hangs the verb or a conjunct
on what stands in the brackets. It is given the sentence without them; their tokens are then hung on the name, or beside the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dateline.text.numbers import SCALE, SMALL

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
POS = {"NNP": "PROPN", "CD": "NUM", "-LRB-": "PUNCT", "-RRB-": "PUNCT"}
"""Parts of speech by the tags that words of an aside get."""


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
    told = [
        _of_aside(i, rows, doc, place) if row.of is None else _as_parsed(doc[row.of], place)
        for i, row in enumerate(rows)
    ]
    heads, deps, tags, pos, lemmas, morphs, ents = map(list, zip(*told, strict=True))
    ends = [row.start + len(row.text) for row in rows]
    starts = [*(row.start for row in rows[1:]), ends[-1]]
    return Made(
        doc.vocab, words=[row.text for row in rows], spaces=[b > a for a, b in zip(ends, starts, strict=True)],
        heads=heads, deps=deps, tags=tags, pos=pos, lemmas=lemmas, morphs=morphs, ents=ents,
    )  # fmt: skip


def places(doc: Doc, text: str, cuts: tuple[Cut, ...]) -> list[int]:
    """For each token of the restored text its place in the parse of ``apart(text)``, -1 for one of an aside."""
    return [-1 if row.of is None else row.of for row in _rows(doc, text, cuts)]


class _Grammar(NamedTuple):
    """What a parse says of a token of the restored text."""

    head: int
    label: str
    tag: str
    pos: str
    lemma: str
    morph: str = ""
    entity: str = "O"


def _as_parsed(token: Token, place: dict[int | None, int]) -> _Grammar:
    entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_iob_ in ("B", "I") and token.ent_type_ else "O"
    head = place[token.head.i]
    return _Grammar(head, token.dep_, token.tag_, token.pos_, token.lemma_, str(token.morph), entity)


def _of_aside(i: int, rows: list[_Row], doc: Doc, place: dict[int | None, int]) -> _Grammar:
    head, label = _hung(i, rows, doc, place)
    tag = _tag(rows[i])
    return _Grammar(head, label, tag, POS[tag], rows[i].text)


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


def _hung(i: int, rows: list[_Row], doc: Doc, place: dict[int | None, int]) -> tuple[int, str]:
    """Head and label of a token that was left out: an abbreviation is an apposition of the name before it, the rest is inert."""
    row = rows[i]
    before = next(of for at in range(i - 1, -1, -1) if (of := rows[at].of) is not None)
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
