"""Quotation marks: where direct speech runs, whose it is, and who goes on speaking when it outlasts its sentence."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from dateline.claims.values import Attributed
from dateline.text.parse import Parse

OPENING, CLOSING, STRAIGHT = {"“", "„", "``", "«"}, {"”", "»"}, {'"', "''"}
SCARE = 3  # words: a quotation this short is a quoted expression, not speech, unless a cue stands right beside it
BESIDE = 3  # tokens (marks, a comma, a colon) between a quotation and its cue or the speaker's first word
AFAR = 40  # tokens: as far back as a cue that ends in a colon may stand


class Quotation(NamedTuple):
    """Tokens ``first`` up to and without ``last`` inside the marks; ``open``: no closing mark in its paragraph."""

    first: int
    last: int
    open: bool = False


def find(parse: Parse) -> tuple[Quotation, ...]:
    """What stands inside quotation marks, block by block; an unclosed quotation ends with its block."""
    found: list[Quotation] = []
    opened, block = -1, -1
    for sentence in parse.sentences:
        if sentence.block != block:
            if opened >= 0:
                found.append(Quotation(opened, sentence.first, True))
            opened, block = -1, sentence.block
        for i in range(sentence.first, sentence.last):
            mark = _mark(i, parse)
            if opened < 0 and (mark in OPENING or (mark in STRAIGHT and _may_open(i, parse))):
                opened = i + 1
            elif opened >= 0 and (mark in CLOSING or mark in STRAIGHT) and i > opened:
                found.append(Quotation(opened, i))
                opened = -1
    if opened >= 0:
        found.append(Quotation(opened, len(parse.tokens), True))
    return tuple(q for q in (_cut(q, parse) for q in found) if q.last > q.first)


def _cut(quote: Quotation, parse: Parse) -> Quotation:
    """Without the second half of a doubled opening mark, and without blank tokens at the end."""
    first, last = quote.first, quote.last
    while first < last and (parse.tokens[first].text in ("'", "`") or not parse.tokens[first].text.strip()):
        first += 1
    return Quotation(first, last, quote.open)


def _mark(i: int, parse: Parse) -> str:
    """The quotation mark at a token; two typewriter marks side by side ("` `", "' '") are one."""
    text = parse.tokens[i].text
    if text == "`" or text == "``":
        return "``"
    after = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else None
    doubled = after is not None and after.text == "'" and after.start == parse.tokens[i].end
    return "''" if text == "'" and doubled else text


def _may_open(i: int, parse: Parse) -> bool:
    """A typewriter mark opens only before a word that touches it."""
    tokens, text = parse.tokens, parse.text
    end = tokens[i + 1].end if tokens[i].text == "'" and i + 1 < len(tokens) else tokens[i].end
    return end < len(text) and not text[end].isspace()


def inside(quotes: tuple[Quotation, ...], i: int) -> bool:
    """True when token ``i`` stands within quotation marks."""
    return any(q.first <= i < q.last for q in quotes)


def extend(found: tuple[Attributed, ...], quotes: tuple[Quotation, ...], parse: Parse) -> tuple[Attributed, ...]:
    """The attributions with their quotations, and with those of further sentences by a speaker who goes on."""
    grown = _statements(found, parse)
    direct, whole = set(grown), set[int]()
    last = -1
    before: Quotation | None = None
    for quote in quotes:
        at, beside = _speaker_of(quote, found, quotes, parse)
        if is_name(quote, parse) or (quote.last - quote.first <= SCARE and not (beside and _is_sentence(quote, parse))):
            continue
        if at < 0 and last >= 0 and before is not None and _same_speech(before, quote, parse):
            at = last
        if at >= 0:
            grown.setdefault(at, set()).update(range(quote.first, quote.last))
            direct.add(at)
            whole.update((at,) if beside and _is_sentence(quote, parse) else ())
            last, before = at, quote
    return tuple(_with(a, grown.get(i), i in direct, i in whole, quotes) for i, a in enumerate(found))


def _with(a: Attributed, more: set[int] | None, direct: bool, whole: bool, quotes: tuple[Quotation, ...]) -> Attributed:
    """``whole``: a quotation of whole sentences stands beside the cue, so what lies outside the marks is not said."""
    content = a.content | frozenset(more or ())
    if whole:
        spoken = frozenset(t for t in content if inside(quotes, t))
        content = spoken if len(spoken) * 2 > len(content) or not a.that else content
    return msgspec.structs.replace(a, content=content - set(a.tokens) - set(a.speakers), direct=direct)


def _is_sentence(quote: Quotation, parse: Parse) -> bool:
    """Speech begins with a capital; a quoted expression mostly does not."""
    text = parse.tokens[quote.first].text
    return text[:1].isupper() or not text[:1].isalpha()


def is_name(quote: Quotation, parse: Parse) -> bool:
    """A few words without a mark of their own at the end: a title, a nickname, a quoted word."""
    return quote.last - quote.first <= SCARE and parse.tokens[quote.last - 1].pos != "PUNCT"


def _statements(found: tuple[Attributed, ...], parse: Parse) -> dict[int, set[int]]:
    """A paragraph that ends in "X said:", no quotation mark behind it: the paragraphs that follow are X's statement."""
    tokens, sentences = parse.tokens, parse.sentences
    grown: dict[int, set[int]] = {}
    for i, a in enumerate(found):
        sentence = sentences[tokens[a.head].sent]
        after = sentences[sentence.i + 1] if sentence.i + 1 < len(sentences) else None
        if after is None or after.block == sentence.block or tokens[sentence.last - 1].text != ":" or not a.cue.speech:
            continue
        if sentence.last - a.head <= SCARE and _mark(after.first, parse) not in OPENING | STRAIGHT:
            grown[i] = set(range(after.first, len(tokens)))
    return grown


def _speaker_of(
    quote: Quotation, found: tuple[Attributed, ...], quotes: tuple[Quotation, ...], parse: Parse
) -> tuple[int, bool]:
    """Index of a quotation's attribution (-1: none), and whether its cue or speaker stands right beside it."""
    best, rank = -1, (9, 10**9)
    for i, a in enumerate(found):
        if a.cue.speech and not inside(quotes, a.head):
            new = _rank(quote, a, parse)
            if new is not None and new < rank:
                best, rank = i, new
    return best, rank[0] <= 1


def _rank(quote: Quotation, a: Attributed, parse: Parse) -> tuple[int, int] | None:
    """How a cue stands to a quotation, the smaller the nearer; None when it cannot be its cue."""
    tokens = parse.tokens
    group = [t for t in (*a.tokens, *a.speakers) if tokens[t].sent == tokens[a.head].sent]
    firsts = [p.first for s in a.speakers if s in group and (p := parse.phrase(s)) is not None]
    low, high = min([*group, *firsts]), max(group)
    block = parse.sentences[tokens[a.head].sent].block
    if parse.sentences[tokens[quote.first].sent].block == block:
        apart = a.that and tokens[low].sent != tokens[quote.last - 1].sent
        if 0 <= low - quote.last <= BESIDE and not apart:
            return 0, low - quote.last
        if 0 < quote.first - high <= BESIDE:
            return 1, quote.first - high
    before = range(max(0, quote.first - 3), quote.first)
    if 0 < quote.first - a.head < AFAR and any(tokens[t].text == ":" for t in before):
        return 2, quote.first - a.head
    if tokens[a.head].sent not in {tokens[quote.first].sent, tokens[quote.last - 1].sent}:
        return None
    return 3, min(abs(a.head - quote.first), abs(a.head - quote.last))


def _same_speech(before: Quotation, quote: Quotation, parse: Parse) -> bool:
    """A quotation without a cue goes on with the speaker of the one before.

    In its own paragraph if it begins a sentence, in the next if that begins with the mark."""
    sentences, tokens = parse.sentences, parse.tokens
    here, there = sentences[tokens[quote.first].sent], sentences[tokens[before.last - 1].sent]
    if here.block == there.block:
        return _is_sentence(quote, parse) and here.first >= quote.first - 3
    opens = here.first >= quote.first - 2 and (here.i == 0 or sentences[here.i - 1].block != here.block)
    return opens and here.block - there.block <= 2 and (before.open or _is_sentence(quote, parse))
