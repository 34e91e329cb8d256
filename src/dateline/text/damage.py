"""Damage: places where the text looks broken. Flagged, never repaired.

What can be said as a pattern is data (``lexicon/data/damage.toml``); quotation marks, a cut-off end and capitals
throughout are told here. Precision before recall.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from dateline.errors import LexiconError
from dateline.lexicon import files
from dateline.text.blocks import mark, upper_case
from dateline.text.lines import stopped
from dateline.types import Block, Damage, Span

MARK = re.compile(r"[“”]|``|''|\"{1,3}")
REVERSED = re.compile(r"(?:(?<=\s)|^)”\s?[^“”\n]{1,60}?\s?“")
LEADING = re.compile(r"\s*(?:“|``|\"|‘\s?“)")
WRONG_WAY = re.compile(r"\s?(?:[.,;!?]|\s*$|\n)")
CLAUSE = re.compile(r"[.;!?\n]")
LONG_ENOUGH = 40
"""A last paragraph shorter than this is not judged to be cut off (code points)."""


class Break(msgspec.Struct, frozen=True):
    """One compiled pattern of damage.toml."""

    id: str
    kind: str
    note: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    yes: tuple[dict[str, str], ...]
    no: tuple[dict[str, str], ...]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A [[damage]] of damage.toml as it stands there; the head of that file says what the fields mean."""

    id: str
    kind: str
    note: str
    pattern: str
    yes: tuple[dict[str, str], ...]
    no: tuple[dict[str, str], ...]
    unless: str | None = None


class DamageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A damage.toml."""

    damage: tuple[Entry, ...] = ()


def breaks(folders: Iterable[str | Path] = ()) -> tuple[Break, ...]:
    """The patterns of our damage.toml and of each folder's; a later one of the same id replaces an earlier one.

    Raises LexiconError with file, line and column.
    """
    return _breaks(files.holding("damage.toml", folders))


@cache
def _breaks(folders: tuple[str, ...]) -> tuple[Break, ...]:
    paths = files.found("damage.toml", folders)
    entries = [(entry, path) for path in paths for entry in files.shaped(path, DamageFile).damage]
    return tuple({entry.id: _break(entry, path) for entry, path in entries}.values())


def _break(entry: Entry, path: Path) -> Break:
    try:
        unless = re.compile(entry.unless) if entry.unless is not None else None
        return Break(entry.id, entry.kind, entry.note, re.compile(entry.pattern), unless, entry.yes, entry.no)
    except re.error as error:
        where = files.of_words(path, f'"{entry.id}"')
        what = f"entry {entry.id}: the pattern cannot be compiled: {error}"
        raise LexiconError(what, where=where, remedy="mend the expression") from error


def failing_examples(rules: tuple[Break, ...] | None = None) -> tuple[str, ...]:
    """Every example of these rules, ours if none are given, that does not do what it says: ``id: text``."""
    failed = []
    rules = breaks() if rules is None else rules
    for rule in rules:
        for example in rule.yes:
            found = _tried(example["text"], rule.kind, rules)
            hits = [example["text"][flag.span.start : flag.span.end] for flag in found]
            failed += [] if example["at"] in hits else [f"{rule.id}: {example['text']}"]
        failed += [f"{rule.id}: {one['text']}" for one in rule.no if _tried(one["text"], rule.kind, rules)]
    return tuple(failed)


def _tried(text: str, kind: str, rules: tuple[Break, ...]) -> list[Damage]:
    return [flag for flag in detect(text, mark(text), rules) if flag.kind == kind]


def detect(text: str, blocks: tuple[Block, ...], rules: tuple[Break, ...] | None = None) -> tuple[Damage, ...]:
    """Every break in body and headlines and every shortcode, in text order; none twice over the same characters.

    ``rules``: what ``breaks`` gave, our own if none are given.
    """
    kept = [block for block in blocks if block.kind in ("body", "headline")]
    found = [
        *_broken(text, blocks, breaks() if rules is None else rules),
        *_quotes(text, kept),
        *_shortcodes(text, blocks),
        *_cut_off(text, blocks),
        *_capitals(text, kept),
    ]
    return tuple(sorted(set(found), key=lambda flag: (flag.span, flag.kind)))


def _broken(text: str, blocks: tuple[Block, ...], rules: tuple[Break, ...]) -> Iterator[Damage]:
    starts = [block.span.start for block in blocks]
    for rule in rules:
        for found in rule.pattern.finditer(text):
            start, end = found.span("at") if "at" in rule.pattern.groupindex else found.span()
            inside = blocks[bisect_right(starts, start) - 1].kind in ("body", "headline", "noise")
            if inside and not (rule.unless and rule.unless.search(_clause(text, start))):
                yield Damage(rule.kind, Span(start, end), rule.note)


def _clause(text: str, end: int) -> str:
    """What stands between the last stop and ``end``."""
    before = text[max(0, end - 400) : end]
    stops = list(CLAUSE.finditer(before))
    return before[stops[-1].end() :] if stops else before


def _quotes(text: str, kept: list[Block]) -> Iterator[Damage]:
    """Quotation marks without partner or the wrong way round; a quotation may run over paragraphs that each open it."""
    if "„" in text or "«" in text:
        return
    pending: Span | None = None
    for start, end in _paragraphs(text, kept):
        if pending is not None and LEADING.match(text, start, end):
            pending = None
        flags, pending = _scan(text, start, end, pending)
        yield from flags
    if pending is not None:
        yield _unclosed(pending)


def _paragraphs(text: str, kept: list[Block]) -> Iterator[tuple[int, int]]:
    """Stretches between line ends, blocks glued to each other taken together."""
    start = end = -1
    for block in kept:
        if start >= 0 and (block.span.start != end or text[end - 1] in "\r\n"):
            yield start, end
            start = -1
        start, end = block.span.start if start < 0 else start, block.span.end
    if start >= 0:
        yield start, end


def _unclosed(mark: Span) -> Damage:
    return Damage("quotes", mark, "a quotation that is not closed")


def _scan(text: str, start: int, end: int, pending: Span | None) -> tuple[list[Damage], Span | None]:
    """The flags of a paragraph and the mark still open at its end; ``pending`` is one carried over into it."""
    flags: list[Damage] = []
    opened, skip = pending, start
    carried = pending is not None
    for sign in MARK.finditer(text, start, end):
        if sign.start() < skip:
            continue
        turned = REVERSED.match(text, sign.start(), end) if opened is None else None
        if turned:
            skip = turned.end()
            flags.append(Damage("quotes", Span(turned.start(), skip), "quotation marks the wrong way round"))
            continue
        flag, opened = _step(text, sign, opened, carried)
        flags += [flag] if flag else []
        carried = False
    if carried and opened is not None:
        return [*flags, _unclosed(opened)], None
    return flags, opened


def _step(text: str, found: re.Match[str], opened: Span | None, carried: bool) -> tuple[Damage | None, Span | None]:
    """What one mark does: the flag that it gives, if any, and what is open after it."""
    sign, here = found[0], Span(found.start(), found.end())
    if not (sign in ("“", "``") or (sign[0] == '"' and _opening(text, here, opened))):
        stray = opened is None and _is_closing(text, sign, here)
        return (Damage("quotes", here, "a closing mark that nothing opens") if stray else None), None
    if opened is None:
        return None, here
    if sign == "“" and not carried and WRONG_WAY.match(text, here.end):
        return Damage("quotes", here, "an opening mark in place of a closing one"), None
    goes_on = re.search(r"[.!?…]\s*$", text[max(0, here.start - 3) : here.start])
    return (None, opened) if goes_on else (_unclosed(opened), here)


def _is_closing(text: str, sign: str, here: Span) -> bool:
    """Whether it is a mark that closes, and no inches after a number."""
    return sign == "”" or (sign[0] == '"' and not text[here.start - 1 : here.start].isdigit())


def _opening(text: str, here: Span, opened: Span | None) -> bool:
    """Whether a straight mark opens: by the space around it, else by turns."""
    before, after = text[here.start - 1 : here.start], text[here.end : here.end + 1]
    if _is_edge(before, "([—–-“‘`'") and not _is_edge(after):
        return True
    if not _is_edge(before) and _is_edge(after, ".,;:!?)]—–-'”"):
        return False
    return opened is None


def _is_edge(char: str, marks: str = "") -> bool:
    """Whether there is no character, a space, or one of the marks."""
    return not char or char.isspace() or char in marks


def _shortcodes(text: str, blocks: tuple[Block, ...]) -> Iterator[Damage]:
    for block in blocks:
        if block.rule == "noise.shortcode":
            end = block.span.start + len(text[block.span.start : block.span.end].rstrip())
            start = end - len(text[block.span.start : end].lstrip())
            yield Damage("shortcode", Span(start, end), "a marker of the page's software")


def _cut_off(text: str, blocks: tuple[Block, ...]) -> Iterator[Damage]:
    """The last paragraph when it ends inside a sentence though others do not."""
    body = [block.span for block in blocks if block.kind == "body"]
    if not body:
        return
    start = body[-1].start
    end = start + len(text[start : body[-1].end].rstrip())
    end = start + len(text[start:end].rstrip('“" '))
    dots = text[start:end].endswith(("...", "…"))
    if end - start < LONG_ENOUGH or (_is_whole(text, end) and not dots):
        return
    if dots or _has_stops(text, body[:-1]) or ". " in text[start:end]:
        word = re.search(r"\S+$", text[start:end])
        yield Damage("truncated", Span(end - len(word[0]) if word else end - 1, end), "the text ends inside a sentence")


def _is_whole(text: str, end: int) -> bool:
    return stopped(text, end) or text[end - 1 : end] in (")", "]")


def _has_stops(text: str, paragraphs: list[Span]) -> bool:
    """Whether one of the paragraphs ends with a full stop."""
    return any(stopped(text, span.start + len(text[span.start : span.end].rstrip())) for span in paragraphs)


def _capitals(text: str, kept: list[Block]) -> Iterator[Damage]:
    if kept and upper_case(text[kept[0].span.start : kept[-1].span.end]):
        whole = Span(kept[0].span.start, kept[-1].span.end)
        yield Damage("upper-case", whole, "capitals throughout: names are harder to tell")
