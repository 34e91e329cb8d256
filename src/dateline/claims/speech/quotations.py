"""Quotation marks: where direct speech runs, whose it is, and who goes on speaking when it outlasts its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import msgspec

from dateline.claims.values import Attributed, Classes
from dateline.lexicon.entries import VoiceCue
from dateline.text.parse import Parse, Sentence
from dateline.text.trees import Clause

OPENING, CLOSING, STRAIGHT = {"“", "„", "``", "«"}, {"”", "»"}, {'"', "''"}
SCARE = 3  # words: a quotation this short is a quoted expression, not speech, unless a cue stands right beside it
BESIDE = 3  # tokens (marks, a comma, a colon) between a quotation and its cue or the speaker's first word
AFAR = 40  # tokens: as far back as a cue that ends in a colon may stand
REACH = {
    ":": 25,
    ",": 5,
}  # a verb that is no cue by itself stands fewer tokens than this before the quotation, by the mark between
BESIDE_QUOTE = VoiceCue(id="voice.beside-quotation", human=True, content=("quote",))
"""The cue of a verb that is none by itself ("he joked darkly") and has a quotation right beside it."""


class Quotation(NamedTuple):
    """Tokens ``first`` up to and without ``last`` inside the marks; ``open``: no closing mark in its paragraph."""

    first: int
    last: int
    open: bool = False


def find(parse: Parse) -> tuple[Quotation, ...]:
    """What stands inside quotation marks, block by block; an unclosed quotation ends with its block."""
    blocks = [list(group) for _, group in groupby(parse.sentences, key=lambda s: s.block)]
    ends = [*(block[0].first for block in blocks[1:]), len(parse.tokens)]
    found = (q for block, end in zip(blocks, ends, strict=False) for q in _in_block(block, end, parse))
    return tuple(q for q in (_cut(q, parse) for q in found) if q.last > q.first)


def _in_block(sentences: list[Sentence], end: int, parse: Parse) -> Iterator[Quotation]:
    """The quotations of one block; ``end``: where the next block begins."""
    opened = -1
    for i in (i for s in sentences for i in range(s.first, s.last)):
        if opened < 0:
            opened = i + 1 if _opens(i, parse) else -1
        elif i > opened and _mark(i, parse) in CLOSING | STRAIGHT:
            yield Quotation(opened, i)
            opened = -1
    if opened >= 0:
        yield Quotation(opened, end, True)


def _opens(i: int, parse: Parse) -> bool:
    mark = _mark(i, parse)
    return mark in OPENING or (mark in STRAIGHT and _may_open(i, parse))


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
    """True when token ``i`` stands within quotation marks; quotations are in text order and lie in none other."""
    at = bisect_right(quotes, i, key=lambda q: q.first) - 1
    return at >= 0 and i < quotes[at].last


def extend(found: tuple[Attributed, ...], quotes: tuple[Quotation, ...], parse: Parse) -> tuple[Attributed, ...]:
    """The attributions with their quotations, and with those of further sentences by a speaker who goes on."""
    grown = _statements(found, parse)
    direct, whole = set(grown), set[int]()
    for at, quote, is_whole in _owned(found, quotes, parse):
        grown.setdefault(at, set()).update(range(quote.first, quote.last))
        direct.add(at)
        whole.update((at,) if is_whole else ())
    return tuple(_with(a, grown.get(i), i in direct, i in whole, quotes) for i, a in enumerate(found))


def _owned(
    found: tuple[Attributed, ...], quotes: tuple[Quotation, ...], parse: Parse
) -> Iterator[tuple[int, Quotation, bool]]:
    """Index of the attribution, its quotation, and whether that is of whole sentences right beside the cue."""
    last, before = -1, None
    cues: dict[int, list[int]] = {}
    for i, a in enumerate(found):
        if a.cue.speech and not inside(quotes, a.head):
            cues.setdefault(parse.tokens[a.head].sent, []).append(i)
    for quote in quotes:
        at, beside = _speaker_of(quote, found, cues, parse)
        whole = beside and _is_sentence(quote, parse)
        if is_name(quote, parse) or (quote.last - quote.first <= SCARE and not whole):
            continue
        if at < 0 and before is not None and _same_speech(before, quote, parse):
            at = last
        if at >= 0:
            yield at, quote, whole
            last, before = at, quote


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
    quote: Quotation, found: tuple[Attributed, ...], cues: dict[int, list[int]], parse: Parse
) -> tuple[int, bool]:
    """Index of a quotation's attribution (-1: none), and whether its cue or speaker stands right beside it. ``cues``: the indices of
    cues of speech outside quotations, by sentence."""
    best, rank = -1, (9, 10**9)
    before = range(max(0, quote.first - AFAR), quote.first + 1)
    behind = range(quote.last - 1, min(quote.last + BESIDE + 1, len(parse.tokens)))
    near = {parse.tokens[t].sent for t in (*before, *behind)}
    for i in sorted(i for sentence in near for i in cues.get(sentence, ())):
        new = _rank(quote, found[i], parse)
        if new is not None and new < rank:
            best, rank = i, new
    return best, rank[0] <= 1


def _rank(quote: Quotation, a: Attributed, parse: Parse) -> tuple[int, int] | None:
    """How a cue stands to a quotation, the smaller the nearer; None when it cannot be its cue."""
    tokens = parse.tokens
    if parse.sentence(quote.first).block == parse.sentence(a.head).block and (near := _touching(quote, a, parse)):
        return near
    before = range(max(0, quote.first - 3), quote.first)
    if 0 < quote.first - a.head < AFAR and any(tokens[t].text == ":" for t in before):
        return 2, quote.first - a.head
    if tokens[a.head].sent not in {tokens[quote.first].sent, tokens[quote.last - 1].sent}:
        return None
    return 3, min(abs(a.head - quote.first), abs(a.head - quote.last))


def _touching(quote: Quotation, a: Attributed, parse: Parse) -> tuple[int, int] | None:
    """Rank of a cue or speaker right behind (0) or right before (1) a quotation; None where neither is."""
    tokens = parse.tokens
    group = [t for t in (*a.tokens, *a.speakers) if tokens[t].sent == tokens[a.head].sent]
    firsts = [p.first for s in a.speakers if s in group and (p := parse.phrase(s)) is not None]
    low, high = min([*group, *firsts]), max(group)
    apart = a.that and tokens[low].sent != tokens[quote.last - 1].sent
    if 0 <= low - quote.last <= BESIDE and not apart:
        return 0, low - quote.last
    return (1, quote.first - high) if 0 < quote.first - high <= BESIDE else None


def _same_speech(before: Quotation, quote: Quotation, parse: Parse) -> bool:
    """Whether a quotation without a cue goes on with the speaker of the one before.

    In its own paragraph if it begins a sentence, in the next if that begins with the mark.
    """
    sentences, tokens = parse.sentences, parse.tokens
    here, there = sentences[tokens[quote.first].sent], sentences[tokens[before.last - 1].sent]
    if here.block == there.block:
        return _is_sentence(quote, parse) and here.first >= quote.first - 3
    opens = here.first >= quote.first - 2 and (here.i == 0 or sentences[here.i - 1].block != here.block)
    return opens and here.block - there.block <= 2 and (before.open or _is_sentence(quote, parse))


def beside(
    heads: Iterable[int], quotes: tuple[Quotation, ...], parse: Parse, classes: Classes
) -> dict[int, Attributed]:
    """By head: the clauses among ``heads`` that are no cue by themselves and have a quotation of whole sentences beside
    them, behind a comma or a colon, and a person for a subject."""
    found: dict[int, Attributed] = {}
    for head in heads:
        clause = parse.clauses[head]
        quote = next((q for q in _near(quotes, clause, parse) if _introduces(q, clause, parse)), None)
        if quote is not None and not inside(quotes, head) and _may_introduce(clause, classes):
            said = frozenset(range(quote.first, quote.last))
            found[head] = Attributed(BESIDE_QUOTE, head, (head,), clause.subjects, said, head)
    return found


def _near(quotes: tuple[Quotation, ...], clause: Clause, parse: Parse) -> tuple[Quotation, ...]:
    """The quotations, in text order, that end or begin near the verb or its subject."""
    phrase = parse.phrase(clause.subjects[0]) if clause.subjects else None
    low = min(clause.head, phrase.first if phrase is not None else clause.head)
    first = bisect_left(quotes, low - 2, key=lambda q: q.last)
    return quotes[first : bisect_left(quotes, clause.head + max(REACH.values()), key=lambda q: q.first)]


def _may_introduce(clause: Clause, classes: Classes) -> bool:
    """A verb in the active with a subject of its own that may speak."""
    if clause.inherited or not clause.subjects or clause.copular or clause.passive:
        return False
    return all(classes.fits(h, ("actor", "person", "document"), ()) for h in clause.subjects)


def _introduces(quote: Quotation, clause: Clause, parse: Parse) -> bool:
    """Whether only a mark stands between the verb with its subject and a quotation that begins with a capital."""
    tokens = parse.tokens
    if not tokens[quote.first].text[:1].isupper():
        return False
    phrase = parse.phrase(clause.subjects[0]) if clause.subjects else None
    low = min(clause.head, phrase.first if phrase is not None else clause.head)
    if 0 < low - quote.last <= 2 and tokens[quote.last - 1].text in (",", "!", "?"):
        return True
    mark, gap = tokens[max(0, quote.first - 2)], quote.first - clause.head
    return mark.sent == tokens[clause.head].sent and 0 < gap < REACH.get(mark.text, 0)
