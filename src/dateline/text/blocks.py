"""Blocks of a dispatch: headline, byline, dateline, body, credit, noise, separator. Marked, never cut.

When in doubt a stretch is body: body lost is worse than residue kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.text.lines import Line, Wrap, continues, lines, stopped, wrapping
from dateline.text.residue import Residue, Rule, residue
from dateline.types import Block, BlockKind, Span

HEAD_LINES = 15
"""Headlines and bylines stand within this many lines."""
HEADLINE = 180
"""Longest headline line (code points)."""
PARAGRAPH = 200
"""A line longer than this is body even without a final stop."""
GLUE_REACH = 250
"""A headline glued to the body ends within this many code points."""
TAIL = 6
"""Credits are looked for at the end of this many last paragraphs."""
SENTENCES = 5
"""... and among this many last sentences of each."""
MORE = "noise.more"
"""The rule of lines under which the headlines of other dispatches stand."""
EXAMPLE_BODY = "The army left the town on Sunday, the governor said, and did not come back for nine days."
"""Stands under the example sentences of rules that look at the head."""

SENTENCE_START = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)|\s(?=\()")
GLUED_STOP = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?](?:[\"”’)](?=[\"“‘(A-Z])|(?=[\"“‘(]?[A-Z][a-z]))")
GLUE = re.compile(r"(?<=[^\W_A-Z]|[\"”’')?!.])(?=[A-Z])")
GLUE_WORD = re.compile(r"(?<=[a-z]{3})(?=(?:The|An?|In|On|At|After|As|It|This|There|For|More|Some|Two|Three)\s)")
SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]*(?![\w'’-])")
TITLE_SMALL = frozenset(
    "a an the and but or nor of in on at to for by with as from into onto over under after before near off up out down per vs via amid "
    "against than is are be it its if s de del la le el al bin van von der di da".split()
)
"""Words that a headline in title case leaves small."""
WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")


def mark(text: str, *, title: str | None = None, rules: Residue | None = None) -> tuple[Block, ...]:
    """Blocks that tile ``text`` in order without gap or overlap; white space goes to the block before it.

    ``title``: the headline as metadata give it, so that it is found even where it runs into the first paragraph.
    """
    if not text:
        return ()
    rules = rules or residue()
    pieces = list(_paragraphs(text, rules))
    upper = upper_case(text)
    pieces = _headlines(text, pieces, title, rules, upper)
    pieces = list(_datelines(text, pieces, rules, upper))
    pieces = list(_more(text, pieces))
    pieces = list(_residue_inside(text, pieces, rules))
    pieces = [part for piece in pieces for part in _unglued(text, piece, rules)]
    pieces = _last_words(text, list(_credits(text, pieces, rules)), rules)
    return _tiled(text, pieces)


def upper_case(text: str) -> bool:
    """Whether the text is in capitals throughout (old wire copy)."""
    letters = [char for char in text[:3000] if char.isalpha()]
    return len(letters) >= 20 and sum(char.isupper() for char in letters) > 0.9 * len(letters)


def _piece(kind: BlockKind, start: int, end: int, rule: str = "") -> Block:
    return Block(kind, Span(start, end), rule)


def _paragraphs(text: str, rules: Residue) -> Iterator[Block]:
    """Whole lines that a rule takes, and paragraphs of the rest as body."""
    found = lines(text)
    wrap = wrapping(text, found)
    before: Line | None = None
    current: Block | None = None
    heads = HEAD_LINES
    for line in found:
        if line.blank:
            before = None
            continue
        heads = 0 if stopped(text, line.end) and line.end - line.start > 60 else heads - 1
        tag = _tag(text, before, line, rules, wrap, heads >= 0)
        if tag is None and before and current and _joins(text, before, line, wrap, rules):
            current = _piece("body", current.span.start, line.end)
        else:
            if current:
                yield current
            current = tag or _piece("body", line.start, line.end)
        before = line if tag is None else None
    if current:
        yield current


def _joins(text: str, before: Line, line: Line, wrap: Wrap | None, rules: Residue) -> bool:
    return continues(text, before, line, wrap) and not rules.beginning(
        text, line.start, line.end, "line-start", upper=True
    )


def _tag(text: str, before: Line | None, line: Line, rules: Residue, wrap: Wrap | None, head: bool) -> Block | None:
    """The whole line as residue, None when it is text. Inside a wrapped paragraph nothing is residue."""
    if wrap and before and continues(text, before, line, wrap):
        return None
    words = text[line.start : line.end]
    rule = rules.line(words, "line") or (rules.line(words, "head") if head else None)
    return _piece(rule.kind, line.start, line.end, rule.id) if rule else None


def _headlines(text: str, pieces: list[Block], title: str | None, rules: Residue, upper: bool) -> list[Block]:
    """The pieces with those before the body made headlines; nothing changes when there is no body after them."""
    pieces = _titled(text, pieces, title)
    first = next((i for i, piece in enumerate(pieces) if _real(text, piece, rules, upper)), None)
    if first is None:
        return pieces
    head = [_headline(text, piece) for piece in pieces[:first]]
    body = pieces[first:]
    if not any(piece.kind == "headline" for piece in head):
        body = _glued_headline(text, body, rules) or (None if upper else _shouted(text, body, rules)) or body
    return head + body


def _headline(text: str, piece: Block) -> Block:
    if piece.kind != "body" or piece.span.end - piece.span.start > HEADLINE or text[piece.span.start].islower():
        return piece
    return _piece("headline", piece.span.start, piece.span.end, "headline.line")


def _real(text: str, piece: Block, rules: Residue, upper: bool) -> bool:
    """Whether this is a paragraph of the body."""
    start, end = piece.span.start, piece.span.end
    return piece.kind == "body" and (
        end - start > PARAGRAPH or stopped(text, end) or _dateline(text, piece, rules, upper, True) is not None
    )


def _dateline(text: str, piece: Block, rules: Residue, upper: bool, first: bool) -> tuple[Rule, int] | None:
    """The rule of the dateline that opens the piece and where it ends."""
    start, end = piece.span.start, piece.span.end
    found = rules.beginning(text, start, end, "line-start", upper)
    return found or (rules.beginning(text, start, end, "text-head", upper) if first else None)


def _titled(text: str, pieces: list[Block], title: str | None) -> list[Block]:
    """The first paragraph split after ``title`` when it begins with it."""
    words = (title or "").split()
    first = next((i for i, piece in enumerate(pieces) if piece.kind == "body"), None)
    if len(words) < 3 or first is None:
        return pieces
    start, end = pieces[first].span.start, pieces[first].span.end
    found = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE).match(text, start)
    if not found or not re.compile(r"[.!?:]*\s*(?:\n|$)|[.!?:]+\s|(?=[A-Z“\"])").match(text, found.end()):
        return pieces
    stop = re.compile(r"[.!?:]*").match(text, found.end())
    cut = max(found.end(), stop.end() if stop else 0)
    rest = cut + len(text[cut:end]) - len(text[cut:end].lstrip()) if cut < end else end
    after = [_piece("body", rest, end)] if rest < end else []
    return [*pieces[:first], _piece("headline", start, cut, "headline.title"), *after, *pieces[first + 1 :]]


def _glued_headline(text: str, body: list[Block], rules: Residue) -> list[Block] | None:
    """The first paragraph split where a headline runs into it without a space ("in SyriaThe army …")."""
    start, end = body[0].span.start, body[0].span.end
    reach = min(end, start + GLUE_REACH)
    cut = next(
        (
            found.start()
            for found in GLUE.finditer(text, start + 8, reach)
            if rules.beginning(text, found.start(), end, "line-start", upper=False)
            or rules.beginning(text, found.start(), end, "text-head", upper=False)
        ),
        None,
    )
    if cut is None:
        found = GLUE_WORD.search(text, start + 8, reach)
        cut = found.start() if found and not SENTENCE_START.search(text, start, found.start()) else None
    if cut is None or len(text[start:cut].split()) < 4:
        return None
    return [_piece("headline", start, cut, "headline.glued"), _piece("body", cut, end), *body[1:]]


def _shouted(text: str, body: list[Block], rules: Residue) -> list[Block] | None:
    """A first line In Title Case With A Final Stop, alone before a blank line, as a headline; not one that a dateline opens."""
    first, rest = body[0], body[1:]
    start, end = first.span.start, first.span.end
    alone = re.compile(r"[^\S\n]*\r?\n[^\S\n]*\r?\n").match(text, end)
    if not alone or end - start > HEADLINE or not _is_title_case(text[start:end]):
        return None
    if _dateline(text, first, rules, upper=False, first=True) or not any(
        _real(text, one, rules, upper=False) for one in rest
    ):
        return None
    return [_piece("headline", start, end, "headline.title-case"), *rest]


def _is_title_case(line: str) -> bool:
    """Whether nearly all long words of a line are written large and no word is small that such a headline writes large
    ("President Hassan Rouhani met King Abdullah")."""
    long = WORD.findall(line)
    capital = sum(word[0].isupper() for word in long)
    return len(long) >= 4 and capital >= 0.8 * len(long) and TITLE_SMALL.issuperset(SMALL_WORD.findall(line))


def _datelines(text: str, pieces: list[Block], rules: Residue, upper: bool) -> Iterator[Block]:
    """Datelines, and the notes of a wire before them, split from the paragraphs that they open."""
    first = True
    for piece in pieces:
        yield from _opened(text, piece, rules, upper, first) if piece.kind == "body" else (piece,)
        first = first and piece.kind != "body"


def _opened(text: str, piece: Block, rules: Residue, upper: bool, first: bool) -> Iterator[Block]:
    """A paragraph without what opens it, after that: any number of notes, then a dateline."""
    while found := _dateline(text, piece, rules, upper, first):
        rule, cut = found
        yield _piece(rule.kind, piece.span.start, cut, rule.id)
        piece = _piece("body", cut, piece.span.end)
        if rule.kind != "noise":
            break
    if piece.span.start < piece.span.end:
        yield piece


def _more(text: str, pieces: list[Block]) -> Iterator[Block]:
    """The pieces with the headlines of other dispatches marked that stand under a line such as "Related stories", behind text."""
    told = listing = False
    for piece in pieces:
        sentence = piece.kind == "body" and stopped(text, piece.span.end)
        told = told or sentence
        listing = piece.rule == MORE or (listing and not sentence and piece.span.end - piece.span.start <= HEADLINE)
        others = told and listing and piece.kind in ("body", "headline")
        yield _piece("noise", piece.span.start, piece.span.end, MORE) if others else piece


def _residue_inside(text: str, pieces: list[Block], rules: Residue) -> Iterator[Block]:
    """Shortcodes and their like split from the paragraphs that they stand in."""
    found = sorted(rules.anywhere(text), key=lambda hit: (hit[0], -hit[1]))
    for piece in pieces:
        inside = [hit for hit in found if piece.span.start <= hit[0] and hit[1] <= piece.span.end]
        at = piece.span.start
        for start, end, rule in inside if piece.kind in ("body", "headline") else ():
            if start < at:
                continue
            if text[at:start].strip():
                yield _piece(piece.kind, at, start, piece.rule)
            yield _piece(rule.kind, start, end, rule.id)
            at = end
        if text[at : piece.span.end].strip():
            yield _piece(piece.kind, at, piece.span.end, piece.rule)


def _credits(text: str, pieces: list[Block], rules: Residue) -> Iterator[Block]:
    """Credits and prompts split from the end of the last paragraphs."""
    bodies = [i for i, piece in enumerate(pieces) if piece.kind == "body"][-TAIL:]
    for i, piece in enumerate(pieces):
        yield from _tail(text, piece, rules) if i in bodies else (piece,)


def _tail(text: str, piece: Block, rules: Residue) -> Iterator[Block]:
    start, end = piece.span.start, piece.span.end
    after: list[Block] = []
    while hit := _last(text, start, end, rules):
        after.insert(0, hit)
        end = start + len(text[start : hit.span.start].rstrip())
    if end > start:
        yield _piece("body", start, end, piece.rule)
    yield from after


def _last(text: str, start: int, end: int, rules: Residue) -> Block | None:
    """The longest run of last sentences that a rule takes as a whole."""
    cuts = [found.end() for found in SENTENCE_START.finditer(text, max(start, end - 600), end)][-SENTENCES:]
    for cut in ([start] if end - start < 600 else []) + cuts:
        for rule in rules.at["sentence"] if cut < end else ():
            if rule.pattern and rule.pattern.fullmatch(text, cut, end):
                return _piece(rule.kind, cut, end, rule.id)
    return None


def _last_words(text: str, pieces: list[Block], rules: Residue) -> list[Block]:
    """The pieces with those that only stand at the very end (notes on the author) marked, from the end upwards."""
    for i in range(len(pieces) - 1, 0, -1):
        start, end = pieces[i].span.start, pieces[i].span.end
        if pieces[i].kind != "body":
            continue
        rule = rules.line(text[start:end], "tail")
        if not rule or not any(piece.kind == "body" for piece in pieces[:i]):
            break
        pieces = [*pieces[:i], _piece(rule.kind, start, end, rule.id), *pieces[i + 1 :]]
    return pieces


def _unglued(text: str, piece: Block, rules: Residue) -> Iterator[Block]:
    """Body split where paragraphs run into each other without a space ("… was killed.The army …")."""
    start, end = piece.span.start, piece.span.end
    cuts = list(_glue(text, start, end)) if piece.kind == "body" else []
    if not cuts:
        yield piece
        return
    for a, b in pairwise([start, *cuts, end]):
        rule = rules.line(text[a:b].strip(), "line")
        yield _piece(rule.kind, a, b, rule.id) if rule else _piece("body", a, b, piece.rule)


def _glue(text: str, start: int, end: int) -> Iterator[int]:
    """Where a glued paragraph begins; a straight quotation mark goes with the side that it belongs to."""
    for found in GLUED_STOP.finditer(text, start, end):
        cut = found.end()
        opens = text[cut - 1] == '"' and text.count('"', start, cut - 1) % 2 == 0
        if cut - opens < end:
            yield cut - opens


def _tiled(text: str, pieces: list[Block]) -> tuple[Block, ...]:
    """The pieces stretched over the white space after them, the first also over what stands before it."""
    if not pieces:
        return (_piece("separator", 0, len(text), "separator.blank"),)
    starts = [0, *(piece.span.start for piece in pieces[1:]), len(text)]
    return tuple(
        _piece(piece.kind, start, end, piece.rule) for piece, (start, end) in zip(pieces, pairwise(starts), strict=True)
    )


def failing_examples(rules: Residue | None = None) -> tuple[str, ...]:
    """Every example sentence of noise.toml that does not do what it says: ``id: text``."""
    failed = []
    for rule in (rules or residue()).rules:
        for example in rule.yes:
            wanted = example.get("marks", example["text"]).strip()
            failed += [] if wanted in _tried(example["text"], rule, rules) else [f"{rule.id}: {example['text']}"]
        failed += [f"{rule.id}: {example['text']}" for example in rule.no if _tried(example["text"], rule, rules)]
    return tuple(failed)


def _tried(text: str, rule: Rule, rules: Residue | None) -> list[str]:
    """What the rule marks in a dispatch made of ``text``, at its head or tail where the rule looks there."""
    forms = {"head": f"{text}\n{EXAMPLE_BODY}", "tail": f"{EXAMPLE_BODY}\n{text}"}
    whole = forms.get(rule.where, text)
    marked = [block.span for block in mark(whole, rules=rules) if block.rule == rule.id]
    return [whole[span.start : span.end].strip() for span in marked]
