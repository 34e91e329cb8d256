"""One spelling for all spellings of a name, so that "Sana'a", "Sanaʿa" and "Sanaa" meet."""

from __future__ import annotations

import unicodedata
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
    bare = name
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.translate(LETTERS))
        bare = "".join(c for c in apart if not unicodedata.combining(c))
    words = bare.translate(SILENT).translate(SPACES).casefold().split()
    if len(words) > 1:
        words = [WORDS.get(w, w) for w in words]
    return " ".join(w.replace(".", "") for w in words)


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
