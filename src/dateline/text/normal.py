"""A text in the signs that its writer meant: what software left between and inside its characters is taken out, place by place.

No-break and typographic spaces, characters without width, marks of direction, full-width letters and digits, ligatures, digits of
other scripts, floods of combining marks, control characters and UTF-8 that was read as Western become what a reader sees. All is read
from that form; ``Normal`` says where in the text as received each of its characters stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from dateline.types import Block, Document, Reading, Skipped, Span

WIDTHLESS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Characters that take no room: soft hyphens, joiners, marks of direction, fillers, variation selectors, tags."""
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
NO_BREAK = "\u00a0\u2007\u2009\u202f"
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
HYPHENS = "\u2010-\u2012\u2043\u2212\ufe58\ufe63"
WIDE = "\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff"
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
LINES = {"\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n\n", "\r": "\n", "\x85": "\n"}


def _western(codes: range) -> str:
    """How bytes look, one sign each, to whom takes them for Western (Windows) or for Latin 1."""
    return "".join(
        {sign for code in codes for sign in (chr(code), bytes([code]).decode("cp1252", "replace"))} - {"\ufffd"}
    )


FOLLOWING = re.escape(_western(range(0x80, 0xC0)))
CLOSING = re.escape("’”»›")
TWICE = (
    f"[ÂÃ][{FOLLOWING}]|[ÄÅ](?![{CLOSING}])[{FOLLOWING}]|â[€\x80‚\x82„\x84][{FOLLOWING}]|â€[\ufffd?]|ï»¿"
    f"|ð[Ÿ\x9f][{FOLLOWING}]{{2}}|Â(?= )"
)
"""UTF-8 that was read as Western: letters with accents, quotation marks and dashes, byte order marks, pictures. Of a closing
quotation mark the last byte is none of Windows, so that it is often lost."""
LIKE_LATIN = dict(zip("асеорхуіАВЕКМНОРСТХ", "aceopxyiABEKMHOPCTX", strict=True))
"""Letters of the Cyrillic script that look like Latin ones; amid Latin letters they are meant for those."""
ALIKE = f"(?<=[A-Za-z])[{''.join(LIKE_LATIN)}]|[{''.join(LIKE_LATIN)}](?=[A-Za-z])"
DOUBLE, SINGLE = "«»„‟″〝〞「」『』", "‚‛‹›"
SPACED_QUOTE = f"«[{SPACES}]|[{SPACES}]»|(?<!\\S)«\\s|(?<=\\S)\\s»(?!\\w)"
"""A quotation mark of French print with the space that stands inside it."""
PICTURES = "\u2600-\u26ff\U0001f000-\U0001faff"
THOUSANDS = rf"(?<=\d)[{NO_BREAK}](?=\d{{3}}(?!\d))"
NUMBER = r"(?:[-–—] ?\d{1,3} ?[-–—]|[Pp](?:age|AGE) \d{1,3}(?: ?(?:of|/) ?\d{1,3})?)"
PAGE = rf"(?<=[\w,])[ \t]*\n\s*(?:\(?MORE\)?\s*\n\s*)?{NUMBER}[ \t]*\n\s*(?=[a-z])"
"""The number of a page, with the lines around it, in the midst of a sentence."""
SUFFIX = "ers?|ed|ings?|tions?|sions?|ments?|ly|ness|ity|ties|ists?|able|ible|ances?|ences?|als?|ous|ives?|ries|ry|es|cies|cy"
DIVIDED = rf"(?<=[a-z]{{2}})-[ \t]*\r?\n[ \t]*(?=(?:{SUFFIX})\b)"
"""A word that the end of a line divides before what is no word: "the attack-", "ers". Other hyphens may be the word's own."""
ASKED = (
    "citation needed|clarification needed|better source needed|dubious(?: . discuss)?|when\\?|who\\?|where\\?|verify"
)
NOTE = (
    rf"(?<=[\w.,;:!?\"”’'%)])\[(?:\d{{1,3}}|(?:[Nn]ote|[Nn]b|NB) ?\d{{1,3}}|(?:{ASKED}))\]"
    r"|(?<=[\d.,;])(?:\[[a-z]\]|\{[a-z0-9]\})(?!\w)|(?<=\d)[*†‡]{1,3}(?=[\s,.;])"
)
"""The mark of a footnote: "12[3] people", "fled.[a]", "8* people", "[citation needed]"."""
ODD = re.compile(
    f"(?P<twice>{TWICE})|(?P<marked>[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff]?[{MARKS}]+)|(?P<double>{SPACED_QUOTE}|[{DOUBLE}])"
    rf"|(?P<thousands>{THOUSANDS})|(?P<page>{PAGE})|(?P<divided>{DIVIDED})|(?P<note>{NOTE})"
    rf"|(?P<apart>(?<=[.,;:!?])\u200b(?=\w))|(?P<none>[{WIDTHLESS}]+)|(?P<space>[{SPACES}])|(?P<hyphen>[{HYPHENS}])"
    rf"|(?P<single>[{SINGLE}]|(?<=\w)[´`](?=\w))|(?P<picture>[{PICTURES}])|(?P<alike>{ALIKE})"
    rf"|(?P<wide>[{WIDE}])|(?P<digit>(?![0-9])\d)|(?P<line>\r(?!\n)|[\x0b\x0c\u2028\u2029]|\x85(?=\x85)|(?<=[.!?\"\x85])\x85)|(?P<control>[{CONTROLS}])"
)
KEPT = ("document", "skipped")
UNUSUAL = re.compile(
    "[^\t\n\r -~\u2013\u2014\u2018-\u201d]|\r(?!\n)|(?<=\\w)`(?=\\w)|" + PAGE + "|" + DIVIDED + "|" + NOTE
)
"""What a text must hold for anything in it to be odd."""
ROUNDS = 3
"""Signs that were encoded twice may hide others; what is still odd after so many times stays."""


class Normal(NamedTuple):
    """A text as it is read. ``starts``, ``ends``: where in the text as received each character of ``words`` begins and ends."""

    words: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, span: Span) -> Span:
        """Where in the text as received a stretch of ``words`` stands."""
        if span.end <= span.start:
            at = self.starts[span.start] if span.start < len(self.starts) else (self.ends or (0,))[-1]
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def forth(self, span: Span) -> Span:
        """Where in ``words`` a stretch of the text as received stands."""
        return Span(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def whole(self, span: Span, length: int) -> Span:
        """Where in the text as received, which is so long, a stretch of ``words`` stands with what was left out at its edges, so that
        stretches that touch go on doing so."""
        start, end = (self.starts[at] if at < len(self.starts) else length for at in (span.start, span.end))
        return Span(start if span.start else 0, end)


def normal(text: str) -> Normal | None:
    """The text as it is read; None when that is the text as received."""
    found = None
    for _ in range(ROUNDS):
        words = text if found is None else found.words
        if not UNUSUAL.search(words) or not ODD.search(words):
            break
        found = _within(found, _once(words))
    return found


def in_place(text: str, words: str, view: Normal | None) -> Normal:
    """``words`` in the place of the form in which a text is read, sign by sign; ``view``: that form, None where it is the text."""
    if view is not None:
        return view._replace(words=words)
    return Normal(words, tuple(range(len(text))), tuple(range(1, len(text) + 1)))


def visible(words: str | None) -> str | None:
    """Words as they are read; None for None."""
    found = normal(words) if words else None
    return found.words if found else words


def as_read(document: Document, view: Normal) -> Document:
    """The document with its text, title and outlet in the form in which they are read."""
    return msgspec.structs.replace(
        document, text=view.words, title=visible(document.title), outlet=visible(document.outlet),
        blocks=tuple(msgspec.structs.replace(one, span=view.forth(one.span)) for one in document.blocks),
        damage=tuple(msgspec.structs.replace(one, span=view.forth(one.span)) for one in document.damage),
    )  # fmt: skip


def as_received(reading: Reading, view: Normal, document: Document) -> Reading:
    """What was read of the form of a document that is read, with spans and words as they stand in the document."""
    parts = {
        name: _moved(getattr(reading, name), view, document.text)
        for name in reading.__struct_fields__
        if name not in KEPT
    }
    told = tuple(_placed(one, view, document.id) for one in reading.skipped)
    return msgspec.structs.replace(reading, document=document, skipped=told, **parts)


def blocks_received(blocks: tuple[Block, ...], view: Normal, length: int) -> tuple[Block, ...]:
    """Blocks of the form that is read, as they stand in the text as received, which is so long; one of no words where nothing is
    left of it."""
    if not blocks and length:
        return (Block("separator", Span(0, length), "separator.blank"),)
    return tuple(msgspec.structs.replace(one, span=view.whole(one.span, length)) for one in blocks)


def _moved(value: Any, view: Normal, text: str) -> Any:
    """A value with every span in it, and the words at it, where they stand in the text as received."""
    if isinstance(value, Span):
        return view.back(value)
    if isinstance(value, tuple):
        return tuple(_moved(one, view, text) for one in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changed = {name: _moved(getattr(value, name), view, text) for name in value.__struct_fields__}
    span = getattr(value, "span", None)
    if span and "text" in changed and view.words[span.start : span.end] == changed["text"]:
        changed["text"] = text[changed["span"].start : changed["span"].end]
    return type(value)(**changed)


def _placed(one: Skipped, view: Normal, id: str) -> Skipped:
    """A word about what was not read, with the place where it stands in the text as received."""
    at = one.what.removeprefix(f"{id}:")
    if at == one.what or not at.isdecimal():
        return one
    return msgspec.structs.replace(one, what=f"{id}:{view.back(Span(int(at), int(at))).start}")


def _once(text: str) -> Normal:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, read in _stretches(text):
        words.append(read)
        if end - start == len(read):
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(read))
            ends.extend([end] * len(read))
    return Normal("".join(words), tuple(starts), tuple(ends))


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Each stretch of the text with what it is read as, in order."""
    last = 0
    for odd in ODD.finditer(text):
        yield last, odd.start(), text[last : odd.start()]
        yield odd.start(), odd.end(), READ[str(odd.lastgroup)](odd[0])
        last = odd.end()
    yield last, len(text), text[last:]


def _within(outer: Normal | None, inner: Normal) -> Normal:
    """What was read of a form that was read itself."""
    if outer is None:
        return inner
    starts = tuple(outer.starts[at] for at in inner.starts)
    return Normal(inner.words, starts, tuple(outer.ends[at - 1] for at in inner.ends))


def _encoded_once(odd: str) -> str:
    """What the bytes say that somebody took for Western."""
    if odd[-1] in "\ufffd?":
        return "”"
    sent = b"".join(sign.encode("cp1252") if not _bare(sign) else sign.encode("latin-1") for sign in odd)
    read = sent.decode("utf-8", "replace")
    if "\ufffd" in read:
        return "" if odd == "Â" else odd
    return read if len(read) == 1 and read <= "\uffff" else " "


def _bare(sign: str) -> bool:
    return "\x80" <= sign <= "\x9f"


def _unflooded(odd: str) -> str:
    """A letter with its accents as one character; without them where no language writes it so."""
    whole = unicodedata.normalize("NFC", odd)
    return whole if len(whole) == 1 and not unicodedata.combining(whole) else odd[0] if odd[0].isalnum() else ""


def _control(odd: str) -> str:
    """Control characters of Windows are its quotation marks and dashes; others say nothing."""
    return bytes([ord(odd)]).decode("cp1252", "ignore") if _bare(odd) else ""


READ = {
    "twice": _encoded_once, "marked": _unflooded, "thousands": lambda _: ",", "page": lambda _: "\n",
    "divided": lambda _: "", "note": lambda _: "",
    "apart": lambda _: " ", "none": lambda _: "",
    "space": lambda _: " ", "hyphen": lambda _: "-", "wide": lambda odd: unicodedata.normalize("NFKC", odd),
    "double": lambda _: '"', "single": lambda _: "'", "picture": lambda _: " ", "alike": lambda odd: LIKE_LATIN[odd],
    "digit": lambda odd: str(unicodedata.decimal(odd)), "line": lambda odd: LINES[odd], "control": _control,
}  # fmt: skip
"""What each kind of odd stretch is read as."""
