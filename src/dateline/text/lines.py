"""Lines and paragraphs: where a paragraph begins and ends in text as received, hard-wrapped wire copy included."""

from __future__ import annotations

import itertools
import re

import msgspec

LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\u2028\u2029])?")
QUOTED = re.compile(r"(?:[ \t]{0,3}>){1,9}")
"""Marks of quoted mail at the beginning of a line: they are no part of it."""
STOP = re.compile(r"[.!?:;…][\"'”’)\]\s]*$")
INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\.$")
CLOCK = r"\d{1,2}[:.h]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|WAT|CAT|EAT|IST))?"
ITEM = re.compile(rf"(?:(?:[-–—*•‣▪◦■●►▶➤✓]|\d{{1,2}}[.)]|[a-z]\)|{CLOCK} ?[-–—:|]?)[ \t]+(?=\S)|\*(?=[A-Z]))")
"""How an item of a list, a ticker or a live blog begins."""
OPEN = re.compile(
    r"(?:,|(?<![\w-])(?i:an?|the|of|in|on|at|by|to|for|from|with|and|or|but|that|which|who|whose|was|were|is|are|has|had|have|their|his|its))$"
)
"""Words and signs behind which no paragraph and no headline ends."""
FIRST_WORD = re.compile(r"\S+")

WIDEST = 110
"""Lines of hard-wrapped copy are no longer than this (code points)."""
NARROWEST = 40
"""... and their median is at least this."""
OPEN_SHARE = 0.4
"""... and at least this share of line ends, two at least, is inside a sentence on a full line."""
FULL = 0.75
"""A full line is at least this share of the longest."""
SLACK = 10
"""A line this much shorter than the width was ended on purpose (code points)."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line without its surrounding white space and marks of quoted mail; ``start == end`` when it is blank."""

    start: int
    end: int
    indented: bool

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return self.start == self.end


def lines(text: str) -> list[Line]:
    """Every line of ``text`` in order."""
    found: list[Line] = []
    for match in LINE.finditer(text):
        raw = match[0]
        if not raw:
            continue
        quoted = QUOTED.match(raw)
        before = len(raw) - len(raw[quoted.end() if quoted else 0 :].lstrip())
        body = raw[before:].strip()
        start = match.start() + (before if body else 0)
        found.append(Line(start, start + len(body), bool(body) and not quoted and before >= 2))
    return found


def stopped(text: str, end: int) -> bool:
    """Whether a sentence (or an announcement with a colon) ends at ``end``."""
    return bool(STOP.search(text, max(0, end - 6), end))


def _closed(text: str, end: int) -> bool:
    """Whether a paragraph may end at ``end``: an initial ("John F.") ends none."""
    return stopped(text, end) and not INITIAL.search(text, max(0, end - 3), end)


class Wrap(msgspec.Struct, frozen=True):
    """How copy was wrapped: the width of its longest line, and how much shorter (code points) a line after a full stop
    must be to end its paragraph; more where blank lines divide the paragraphs anyway."""

    width: int
    slack: int


def wrapping(text: str, found: list[Line]) -> Wrap | None:
    """How the copy was wrapped, None when its lines are whole paragraphs."""
    pairs = [(a, b) for a, b in itertools.pairwise(found) if not a.blank and not b.blank]
    sizes = sorted(line.end - line.start for line in found if not line.blank)
    if len(pairs) < 2 or sizes[-1] > WIDEST or sizes[len(sizes) // 2] < NARROWEST or _is_heads(text, found):
        return None
    full = FULL * sizes[-1]
    open_ends = sum(a.end - a.start >= full and not stopped(text, a.end) for a, _ in pairs)
    if open_ends < max(2, OPEN_SHARE * len(pairs)):
        return None
    return Wrap(sizes[-1], 3 * SLACK if _is_divided(found) else 0)


def _is_heads(text: str, found: list[Line]) -> bool:
    """Whether the lines are heads one below another: each begins large, none ends as a sentence does, and the text is not all large."""
    told = [line for line in found if not line.blank]
    return not any(text[line.start].islower() or stopped(text, line.end) for line in told) and any(
        map(str.islower, text)
    )


def _is_divided(found: list[Line]) -> bool:
    """Whether blank lines stand between paragraphs."""
    return any(a.blank and not b.blank for a, b in itertools.pairwise(found))


def _is_item(text: str, line: Line) -> bool:
    """Whether a line begins as an item: "- ", "• ", "2. ", "3) ", "17:42 ", "*ARMY SAYS"."""
    return ITEM.match(text, line.start, line.end) is not None


def continues(text: str, before: Line, line: Line, wrap: Wrap | None) -> bool:
    """Whether ``line`` goes on with the paragraph of the line directly before it."""
    closed = _closed(text, before.end)
    if _is_item(text, line) and (_is_item(text, before) or closed or text[before.end - 1] == ":"):
        return False
    if not closed and (text[line.start].islower() or OPEN.search(text, before.start, before.end)):
        return True
    if wrap is None or (line.indented and not before.indented):
        return False
    first = FIRST_WORD.match(text, line.start, line.end)
    needed = before.end - before.start + 1 + (first.end() - first.start() if first else 0)
    return needed + (wrap.slack if closed else max(SLACK, wrap.slack)) > wrap.width
