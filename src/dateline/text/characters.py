"""Characters as the treebanks and the rules write them, one for one, so that every offset stays."""

from __future__ import annotations

import re

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters without width: soft hyphens, joiners, marks that turn the direction of writing (Unicode, general category Cf)."""
RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"
"""Raised digits: marks of footnotes, never part of a figure."""
STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\t": " ", "\n": " "}
AT_EDGE = re.compile(f"(?<!\\w)[{INVISIBLE}]+|[{INVISIBLE}]+(?!\\w)")
PLAIN = str.maketrans({**STRAIGHT, **dict.fromkeys(RAISED, " ")})
UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE))
UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, among them those that begin an order to the terminal (ESC, CSI), and marks that turn the direction of a line:
a text may hold them, and a terminal must not obey them. Tab and line feed stay."""


def plain(text: str) -> str:
    """``text`` with straight quotes, plain dashes and spaces, as long as before.

    What has no width becomes a space at the edge of a word, and so do raised digits; inside a word it stays.
    """
    if not text.isascii():
        text = AT_EDGE.sub(lambda found: " " * len(found[0]), text)
    return text.translate(PLAIN)


def visible(word: str) -> str:
    """A word without the characters that have no width; the word itself when it is made of nothing else."""
    return word if word.isascii() else word.translate(UNSEEN) or word


def flat(text: str) -> str:
    """The text on one line, a space between its words."""
    return " ".join(text.split())


def cut(words: str, most: int) -> str:
    """Words of so many characters at most, with a mark where they are cut."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def shortened(words: str, most: int) -> str:
    """Words cut behind a word, with a mark, where they are longer than so many characters."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def printable(text: str) -> str:
    """The text without what a terminal would obey; a sign that no encoding has (half a character) becomes ``?``."""
    return UNPRINTED.sub("", text).encode("utf-8", "replace").decode()
