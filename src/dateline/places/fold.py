"""One spelling for all spellings of a name, so that "Sana'a", "Sanaʿa" and "Sanaa" meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

SILENT = str.maketrans("", "", "'’‘ʻʼʿʾ`´\"“”")
SPACES = str.maketrans(dict.fromkeys("-–—‐‑_/\xa0\n\t", " "))
LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ə": "a"}
)
WORDS = {"st": "saint", "st.": "saint", "ste": "sainte", "ste.": "sainte", "mt": "mount", "mt.": "mount", "ft.": "fort",
         "ft": "fort", "&": "and"}  # fmt: skip


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Lower case without marks, apostrophes, hyphens and the stops of abbreviations; "St." is "saint"."""
    words = _bare(name)
    if len(words) > 1:
        words = [WORDS.get(w, w) for w in words]
    return " ".join(w.replace(".", "") for w in words)


def _bare(text: str) -> list[str]:
    """The words of a text, in lower case without marks, apostrophes and hyphens."""
    if text.isascii():
        return text.translate(SILENT).translate(SPACES).casefold().split()
    bare = _exchanged(unicodedata.normalize("NFKD", _exchanged(text, LETTERS)), SILENT)
    if not bare.isascii():
        bare = bare.translate({ord(sign): None for sign in set(bare) if unicodedata.combining(sign)})
    return _exchanged(bare, SPACES).casefold().split()


def _exchanged(text: str, signs: Mapping[int, int | str | None]) -> str:
    """What ``translate`` makes of a text, in less time where it is long and not of ASCII alone."""
    for sign, other in signs.items():
        if chr(sign) in text:
            text = text.replace(chr(sign), str(other or ""))
    return text


def folded_words(text: str) -> set[str]:
    """The words of a long text as ``fold`` writes them, each once, for a part of its work."""
    found = _bare(text)
    words = {WORDS.get(word, word) for word in set(found)} if len(found) > 1 else set(found)
    return {word.replace(".", "") for word in words} - {""}


def squash(folded: str) -> str:
    """A folded name without spaces: "lashkar gah" and "lashkargah" meet."""
    return folded.replace(" ", "")


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """What a name is looked up by: folded, without spaces."""
    return squash(fold(name))


def acronym(name: str) -> bool:
    """Is the name one that only counts in capitals ("US", "UAE", "D.R.C."), since small letters are another word."""
    bare = name.replace(".", "")
    return len(bare) <= 4 and bare.isupper()
