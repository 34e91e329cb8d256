"""Lines and paragraphs: where a paragraph begins and ends in text as received, hard-wrapped wire copy included."""

from __future__ import annotations

import re

import msgspec

LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\u2028\u2029])?")
STOP = re.compile(r"[.!?:;…][\"'”’)\]\s]*$")
FIRST_WORD = re.compile(r"\S+")

WIDEST = 110
"""Lines of hard-wrapped copy are no longer than this (code points)."""
NARROWEST = 40
"""... and their median is at least this."""
OPEN_SHARE = 0.45
"""... and at least this share of line ends is inside a sentence."""
SLACK = 10
"""A line this much shorter than the width was ended on purpose (code points)."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line without its surrounding white space; ``start == end`` when it is blank."""

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
        body = raw.strip()
        start = match.start() + (len(raw) - len(raw.lstrip()) if body else 0)
        found.append(Line(start, start + len(body), bool(body) and start - match.start() >= 2))
    return found


def stopped(text: str, end: int) -> bool:
    """Whether a sentence (or an announcement with a colon) ends at ``end``."""
    return bool(STOP.search(text, max(0, end - 6), end))


def wrap_width(text: str, found: list[Line]) -> int | None:
    """Width at which the copy was wrapped, None when its lines are whole paragraphs."""
    full = [line for line in found if not line.blank]
    pairs = [(a, b) for a, b in zip(found, found[1:], strict=False) if not a.blank and not b.blank]
    if len(pairs) < 2:
        return None
    sizes = sorted(line.end - line.start for line in full)
    open_ends = sum(not stopped(text, a.end) for a, _ in pairs)
    wrapped = sizes[-1] <= WIDEST and sizes[len(sizes) // 2] >= NARROWEST and open_ends >= OPEN_SHARE * len(pairs)
    return sizes[-1] if wrapped else None


def continues(text: str, before: Line, line: Line, width: int | None) -> bool:
    """Whether ``line`` goes on with the paragraph of the line directly before it."""
    closed = stopped(text, before.end)
    if not closed and text[line.start].islower():
        return True
    if width is None or (line.indented and not before.indented):
        return False
    first = FIRST_WORD.match(text, line.start, line.end)
    needed = before.end - before.start + 1 + (first.end() - first.start() if first else 0)
    return needed > width if closed else needed + SLACK > width
