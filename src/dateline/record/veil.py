"""Names of private persons left out of what is handed on: out of sentences and quotations, out of the sides of claims and whoever is
quoted, out of titles. Where offsets count, a name becomes blocks of the same length, else words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from dateline.record.privacy import WITHHELD, Named, is_private, parties_of, pattern, replaced
from dateline.record.types import Kept
from dateline.types import Party, Span

BLOCK = "█"
T = TypeVar("T")
Places = Mapping[str, tuple[Named, ...]]
"""Where private persons are named, by key of the document."""


class Veil:
    """Takes private names out of values that speak of some documents; ``blocks``: keep the length of texts.

    Persons of one veil are told apart: "[name withheld]", "[name withheld 2]".
    """

    def __init__(self, kept: Iterable[Kept], places: Places, *, keys: Iterable[str] = (), blocks: bool = False) -> None:
        """``kept``: what the documents state; ``keys``: documents that state nothing."""
        some = list(kept)
        self.blocks = blocks
        self._found = {key: _apart(found) for key, found in _named(some, places, keys).items()}
        named = (one.name for found in self._found.values() for one in found)
        given = (party.name or party.text for party in parties_of(one.claim for one in some) if is_private(party))
        self._labels = {name: _label(turn) for turn, name in enumerate(dict.fromkeys(map(_flat, (*named, *given))))}
        self._pattern = pattern(self._labels) if self._labels else None
        self._sentences = self._veiled_sentences(some)

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self._labels)

    def _veiled_sentences(self, kept: Iterable[Kept]) -> dict[str, str]:
        """Sentences as they read without the names, by what they were; on one line too."""
        told: dict[str, str] = {}
        for one in kept if self else ():
            veiled = self.text(one.document.key, one.sentence, one.claim.sentence.start)
            told |= {one.sentence: veiled, _flat(one.sentence): _flat(veiled)}
        return told

    def text(self, key: str, words: str, start: int = 0) -> str:
        """Words of a document that begin at ``start`` of its text."""
        return self.words(replaced(words, start, self._found.get(key, ()), self._instead))

    def words(self, words: str) -> str:
        """Words of which it is not known where they stand: only whole names are found in them."""
        if self._pattern is None:
            return words
        return self._pattern.sub(lambda found: self._instead(found[0], _flat(found[0])), words)

    def _instead(self, words: str, name: str) -> str:
        if self.blocks:
            return "".join(letter if letter.isspace() else BLOCK for letter in words)
        return self._labels.get(_flat(name), WITHHELD)

    def undone(self, words: str) -> str:
        """Words with the names back in the places of their labels."""
        for name, label in self._labels.items():
            words = words.replace(label, name)
        return words

    def __call__(self, value: T) -> T:
        """The value without the names, whatever it is made of."""
        found: T = self._veiled(value, ()) if self else value
        return found

    def of_document(self, key: str, value: T) -> T:
        """The same of a value whose spans are those of a document."""
        found: T = self._veiled(value, self._found.get(key, ())) if self else value
        return found

    def _veiled(self, value: Any, found: tuple[Named, ...]) -> Any:
        if isinstance(value, str):
            return self._sentences.get(value) or self.words(value)
        if isinstance(value, tuple | list):
            return type(value)(self._veiled(one, found) for one in value)
        if isinstance(value, dict):
            return {name: self._veiled(one, found) for name, one in value.items()}
        if isinstance(value, Span) or not isinstance(value, msgspec.Struct):
            return value
        if isinstance(value, Kept):
            found = self._found.get(value.document.key, ())
        if isinstance(value, Party) and is_private(value):
            return self._party(value, found)
        changed = {name: self._field(value, name, found) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)

    def _field(self, value: Any, name: str, found: tuple[Named, ...]) -> Any:
        given = getattr(value, name)
        span = getattr(value, "span", None)
        if name == "text" and isinstance(given, str) and span is not None:
            given = replaced(given, span.start, found, self._instead)
        return self._veiled(given, found)

    def _party(self, party: Party, found: tuple[Named, ...]) -> Party:
        """A private person: a description ("the teacher") stays as words of the text."""
        whole = party.name or party.text
        label = self._labels.get(_flat(whole), WITHHELD)
        words = replaced(party.text, party.span.start, found, self._instead)
        if words == party.text and _names(words, whole):
            words = self._instead(words, whole)
        return msgspec.structs.replace(party, name=label, text=words)


def _label(turn: int) -> str:
    return f"{WITHHELD[:-1]} {turn + 1}]" if turn else WITHHELD


def _flat(words: str) -> str:
    return " ".join(words.split())


def _names(words: str, name: str) -> bool:
    """Whether words are a part of a name."""
    return bool(words) and set(words.split()) <= set(name.split())


def _named(kept: Iterable[Kept], places: Places, keys: Iterable[str]) -> dict[str, list[Named]]:
    """Where private persons are named: what was found in reading, and the private parties of claims."""
    some = list(kept)
    found = {key: list(places.get(key, ())) for key in (*keys, *(one.document.key for one in some))}
    for one in some:
        for party in parties_of([one.claim]):
            if is_private(party) and party.span.end and _names(party.text, party.name or party.text):
                found[one.document.key].append(Named(party.span, party.name or party.text))
    return found


def _apart(found: Iterable[Named]) -> tuple[Named, ...]:
    """Those that do not lie in others or across them, the longest first."""
    taken: list[Named] = []
    for one in sorted(found, key=lambda one: (one.span.start - one.span.end, one.span)):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.span))
