"""Words as the encoder reads them: word pieces of an uncased vocabulary, and what the word looked like before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

PAD, UNKNOWN, START, END = 0, 100, 101, 102
MOST = 8  # pieces kept of one word; what is longer is a link or noise
LONGEST = 100  # characters of a word that are looked at
KINDS = 8  # of `shape`
SPECIAL = KINDS - 1
LOOKS = 2 * KINDS  # the shape of a word, without or with a blank before it
REMEMBERED = 20_000  # words whose pieces are kept: 330 bytes each, and news brings new ones without end


def shape(word: str) -> int:
    """0 punctuation, 1 digits, 2 lower case, 3 one capital letter, 4 capitals, 5 Capitalised, 6 miXed."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 1 if any(c.isdigit() for c in word) else 0
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return 2
    if upper == len(letters):
        return 3 if upper == 1 else 4
    return 5 if upper == 1 and letters[0].isupper() else 6


def _plain(word: str) -> str:
    """Lower case, without accents and control characters, as the vocabulary was made."""
    kept = (c for c in word if c.isspace() or unicodedata.category(c)[0] != "C")
    return "".join(c for c in unicodedata.normalize("NFD", "".join(kept).lower()) if unicodedata.category(c) != "Mn")


def _is_mark(char: str) -> bool:
    """Punctuation, and every other printing character of ASCII that is neither letter nor digit."""
    return unicodedata.category(char)[0] == "P" or (char.isascii() and char.isprintable() and not char.isalnum())


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _parts(word: str) -> Iterable[str]:
    """Runs between blanks, marks of punctuation and ideographs apart."""
    run = ""
    for char in _plain(word):
        alone = _is_mark(char) or _is_ideograph(char)
        if run and (alone or char.isspace()):
            yield run
            run = ""
        if alone:
            yield char
        elif not char.isspace():
            run += char
    if run:
        yield run


class Pieces:
    """Greedy longest-match word pieces; `vocabulary` holds one piece a line, its number being its id."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._ids = {piece: i for i, piece in enumerate(lines) if piece}
        self._known: dict[str, tuple[list[int], int]] = {}

    def __call__(self, word: str) -> tuple[list[int], int]:
        """The ids of a word (one to eight) and its shape."""
        found = self._known.get(word)
        if found is None:
            ids = [i for part in _parts(word[:LONGEST]) for i in self._split(part)][:MOST]
            found = (ids or [UNKNOWN], shape(word))
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[word] = found
        return found

    def _split(self, part: str) -> list[int]:
        out: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                if (found := self._ids.get(prefix + part[start:end])) is not None:
                    out.append(found)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return out


Found = tuple[list[int], int]


def row(found: Sequence[Found | None], glued: Sequence[bool]) -> tuple[list[int], list[int], list[int]]:
    """Ids, looks and the place of each word's first piece, place 0 being the start, which stands for the root.

    `found` holds what `Pieces` gives for each word, None for a line break, which becomes an end piece and is no word:
    `places` leaves it out. `glued` says of each word whether no blank stands before it.
    """
    ids, looks, places = [START], [SPECIAL], [0]
    for word, tight in zip(found, glued, strict=True):
        if word is None:
            ids.append(END)
            looks.append(SPECIAL)
            continue
        pieces, kind = word
        places.append(len(ids))
        ids += pieces
        looks += [kind + KINDS if tight else kind] * len(pieces)
    ids.append(END)
    looks.append(SPECIAL)
    return ids, looks, places
