"""Headlines In Title Case and IN CAPITALS as sentences write them, so that a parser tells their verbs from names.

Every sign keeps its place. How a word is written is told by the rest of the dispatch, by the names that are known, and by whether it
is a word of English at all; what is none of these stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dateline.lexicon import vocabulary
from dateline.text.blocks import HEADLINE, TITLE_SMALL
from dateline.types import Document

Known = Callable[[str], str | None]
"""Takes words side by side in any case; gives the name that they are as it is written ("Boko Haram", "RSF"), None for no name."""
LINE = re.compile(r"[^\n\r]+")
WORD = re.compile(r"[^\W\d_][\w’']*(?:\.[^\W\d_]\.?)*")
ALONE = re.compile(r"(?<![\w’'-])[^\W\d_][\w’']*")
"""Words but for what a hyphen ties to one."""
MIDST = re.compile(r"(?<=[a-z,;] )[^\W\d_][\w’']*")
"""A word amid a sentence, whose first letter its place does not make large."""
SEVERAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+(?: [A-Z][\w-]+)+")
"""Large words side by side amid a sentence."""
APART = re.compile(r"[ .-]*")
"""What may stand between the words of a name."""
NUMBERED = re.compile(r"\d")
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
VERBS_TOO = frozenset({"march", "may", "mar", "dec", "sept", "jan"})
"""Names of months that are other words too: a month beside a number or behind a preposition of time."""
BEFORE_MONTH = frozenset("in since last next until till by from of early late mid this".split())
BODIES = frozenset("us un eu uk uae nato icc cia fbi idf isis opec osce".split())
"""Short names that stand in capitals whatever other words are written so."""
PASTS = frozenset(
    "shot slain dead hurt held struck beaten took fled fell said told met won sent sought broke shook".split()
)
"""Forms of verbs by which a stem is not known, and what headlines say of the killed."""
OF_NOUNS = frozenset({"the", "a", "an", "of"})
FRONTS = ("un", "re", "non", "over", "mis")
"""What makes another word of a word: "unpaid", "retake"."""
SIGNED = re.compile(r"(issued|signed|released)\s+(by|in|at)\b", re.IGNORECASE)
"""How the line begins by which a text is signed, whose names stay as they are written."""
FEWEST = 3
"""A line of fewer words is no headline."""
LONGEST_NAME = 4


class Words(NamedTuple):
    """How words are written amid the sentences of a dispatch: those with a small first letter, others by their small form, and
    several large ones side by side, in small letters."""

    small: frozenset[str]
    large: dict[str, str]
    names: frozenset[str]


class Head(NamedTuple):
    """A headline while it is read: its words, whether all are in capitals, how the dispatch writes words, the names that are known."""

    line: str
    found: list[re.Match[str]]
    capitals: bool
    words: Words
    known: Known


def recased(document: Document, known: Known) -> str | None:
    """The text with its headlines in the case of sentences, as long as before; None when it has none to change."""
    found = [*_lines(document)]
    if not found:
        return None
    words, last = _written(document, found), 0
    text: list[str] = []
    for start, end in found:
        text += (document.text[last:start], _sentence(document.text[start:end], words, known))
        last = end
    whole = "".join((*text, document.text[last:]))
    return whole if whole != document.text else None


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """Where the lines in title case or in capitals stand, of headline and body."""
    for block in document.blocks:
        if block.kind in ("headline", "body"):
            for line in LINE.finditer(document.text, block.span.start, block.span.end):
                if line.end() - line.start() <= HEADLINE and _is_head(line[0]):
                    yield line.span()


def _is_head(line: str) -> bool:
    """Whether all words of a line are large that such a headline writes large, and it tells of something."""
    words = WORD.findall(line)
    if len(words) < FEWEST or line.rstrip().endswith(":") or SIGNED.match(line):
        return False
    told = [word for word in ALONE.findall(line) if word.lower() not in TITLE_SMALL]
    return bool(told) and all(word[0].isupper() for word in told) and _has_deed([word.lower() for word in words])


def _has_deed(words: list[str]) -> bool:
    """Whether words tell what is done or said: a verb stands behind the first, not as the noun that articles and "of" make it."""
    behind = zip(words, words[1:], [*words[2:], ""], strict=False)
    return any(
        (word in PASTS or vocabulary.is_deed(word)) and before not in OF_NOUNS and after != "of"
        for before, word, after in behind
    )


def _written(document: Document, heads: list[tuple[int, int]]) -> Words:
    text, last = document.text, 0
    small: set[str] = set()
    large: dict[str, str] = {}
    names: set[str] = set()
    for start, end in (*heads, (len(text), len(text))):
        names.update(found.lower() for found in SEVERAL.findall(text, last, start))
        for word in MIDST.findall(text, last, start):
            if word[0].islower():
                small.add(word)
            else:
                large.setdefault(_bare(word).lower(), _bare(word))
        last = end
    return Words(frozenset(small), large, frozenset(names))


def _bare(word: str) -> str:
    """A word without the ending of a possessor."""
    return re.sub(r"[’']s?$", "", word)


def _sentence(line: str, words: Words, known: Known) -> str:
    """A headline in the case of sentences."""
    found = [*WORD.finditer(line)]
    head = Head(line, found, not any(map(str.islower, line)), words, known)
    signs, i = list(line), 0
    while i < len(found):
        count, read = _name(head, i) or (1, _word(head, i))
        start, end = found[i].start(), found[i + count - 1].end()
        signs[start:end] = read if len(read) == end - start else line[start:end]
        i += count
    return "".join(signs)


def _name(head: Head, i: int) -> tuple[int, str] | None:
    """How many words from one on are a name that is known, and how they are written; None for no name of several words."""
    for count in range(min(LONGEST_NAME, len(head.found) - i), 1, -1):
        words = head.line[head.found[i].start() : head.found[i + count - 1].end()]
        if not APART.fullmatch(re.sub(r"[\w'’]+", "", words)):
            continue
        name = words.title() if words.lower() in head.words.names else head.known(_bare(words))
        if name is not None:
            return count, _as_name(words, name, head)
    return None


def _as_name(words: str, name: str, head: Head) -> str:
    """Words of a headline as a name is written: as the name itself, in capitals where it is, else as they stand or each with a
    large letter."""
    bare = _bare(words)
    if name.lower() == bare.lower() and head.capitals:
        return name + words[len(bare) :].lower()
    if name.isupper():
        return bare.upper() + words[len(bare) :].lower()
    return _titled(words) if head.capitals else words


def _titled(words: str) -> str:
    return WORD.sub(lambda found: found[0][0].upper() + found[0][1:].lower(), words)


def _word(head: Head, i: int) -> str:
    """How a word of a headline is written amid a sentence."""
    word = head.found[i][0]
    bare = _bare(word)
    shouted = bare.isupper() and len(bare) > 1
    if not head.capitals and (word[0].islower() or shouted):
        return word
    ending = word[len(bare) :].lower()
    if shouted and bare.lower() in BODIES:
        return bare + ending
    return _as_told(head, bare, ending) or _as_known(head, i, word, bare)


def _as_told(head: Head, bare: str, ending: str) -> str | None:
    """A word as the dispatch below writes it, where that is always large; None where it does not say."""
    large = None if bare.lower() in head.words.small else head.words.large.get(bare.lower())
    return large + ending if large is not None and len(large) == len(bare) else None


def _as_known(head: Head, i: int, word: str, bare: str) -> str:
    """A word as a known name, in small letters where it is English, else as it stands or with a large letter."""
    small = bare.lower() in head.words.small
    name = None if small else head.known(bare)
    if name is not None:
        return _as_name(word, name, head)
    if i > 0 and (small or _is_common(head, i, bare.lower())):
        return word.lower()
    return _titled(word) if head.capitals else word


def _is_common(head: Head, i: int, word: str) -> bool:
    """Whether a word in small letters is English and no day or month."""
    if word in DAYS or (word in MONTHS and (word not in VERBS_TOO or _is_dated(head, i))):
        return False
    front = next((front for front in FRONTS if word.startswith(front)), "")
    return word in TITLE_SMALL or word in PASTS or any(map(vocabulary.is_word, {word, word.removeprefix(front)} - {""}))


def _is_dated(head: Head, i: int) -> bool:
    """Whether a number stands beside a word, or a preposition of time before it."""
    before = i > 0 and head.found[i - 1][0].lower() in BEFORE_MONTH
    return before or bool(NUMBERED.search(head.line, max(0, head.found[i].start() - 4), head.found[i].end() + 4))
