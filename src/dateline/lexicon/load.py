"""Read the rule files into one frozen Lexicon, ours first, then each folder of the user's on top.

An entry of a later folder replaces the one of the same id; everything else adds up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import LexiconError
from dateline.lexicon import traits
from dateline.lexicon.entries import (
    Content,
    ControlRule,
    Entry,
    Event,
    Hedge,
    NounClass,
    Shift,
    Support,
    VoiceCue,
)

DATA = Path(__file__).parent / "data"
TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")  # how tomllib ends its messages
Kind = TypeVar("Kind", bound=Entry)
Form = tuple[str, ...]
"""The words of a form after its head."""


class Lexicon(msgspec.Struct, frozen=True):
    """The rule files, and the indices the reader looks forms up in (head lemma → entries with the rest of the form)."""

    events: tuple[Event, ...]
    voices: tuple[VoiceCue, ...]
    hedges: tuple[Hedge, ...]
    contents: tuple[Content, ...]
    shifts: tuple[Shift, ...]
    controls: tuple[ControlRule, ...]
    supports: tuple[Support, ...]
    classes: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    folders: tuple[Path, ...]
    event_verbs: dict[str, tuple[tuple[Event, Form], ...]]
    event_nouns: dict[str, tuple[tuple[Event, Form], ...]]
    event_adjectives: dict[str, tuple[tuple[Event, Form], ...]]
    event_phrases: dict[str, tuple[tuple[Event, Form], ...]]
    event_modals: dict[str, tuple[tuple[Event, Form], ...]]
    support_verbs: dict[str, tuple[tuple[Support, Form], ...]]
    voice_verbs: dict[str, tuple[tuple[VoiceCue, Form], ...]]
    voice_nouns: dict[str, tuple[tuple[VoiceCue, Form], ...]]
    voice_phrases: dict[str, tuple[tuple[VoiceCue, Form], ...]]


@lru_cache(maxsize=8)
def load(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of dateline with the rule files of ``folders`` on top; raises LexiconError naming the file."""
    roots = (DATA, *(Path(f) for f in folders))
    for root in roots:
        if not root.is_dir():
            raise LexiconError("no such lexicon folder", where=str(root), remedy="name a folder of TOML files")
    return _index(
        roots,
        events=tuple(_with_traits(event) for event in _all(roots, "events/*.toml", "event", Event)),
        voices=_all(roots, "voices*.toml", "voice", VoiceCue),
        hedges=_all(roots, "modality*.toml", "hedge", Hedge),
        contents=_all(roots, "content*.toml", "content", Content),
        shifts=_all(roots, "content*.toml", "shift", Shift),
        controls=_all(roots, "control*.toml", "control", ControlRule),
        supports=_all(roots, "support*.toml", "support", Support),
        classes=_classes(roots),
        words=_words(roots),
    )


def tables(path: Path) -> dict[str, Any]:
    """One TOML file; a syntax error becomes a LexiconError with line and column."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        place = TOML_PLACE.search(str(error))
        where = f"{path}:{place[1]}:{place[2]}" if place else f"{path}:1:1"
        raise LexiconError(f"not TOML: {error}", where=where, remedy="mend the syntax") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", where=str(path), remedy="check the file") from error


def _all(roots: Iterable[Path], pattern: str, table: str, kind: type[Kind]) -> tuple[Kind, ...]:
    found: dict[str, Kind] = {}
    for root in roots:
        for path in sorted(root.glob(pattern)):
            for row in tables(path).get(table, ()):
                entry = _entry(row, kind, path)
                found[entry.id] = entry
    return tuple(found.values())


def _with_traits(event: Event) -> Event:
    """The event with the traits of its type and modes beside its own."""
    return msgspec.structs.replace(event, traits=traits.joined(event.type, event.mode, event.traits))


def _entry(row: dict[str, Any], kind: type[Kind], path: Path) -> Kind:
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError as error:
        raise LexiconError(
            f"entry {row.get('id', '?')}: {error}", where=str(path), remedy="see the schema in lexicon/data/README.md"
        ) from error


def _classes(roots: Iterable[Path]) -> dict[str, frozenset[str]]:
    """Noun lemma → the classes it counts as, parents included."""
    rows: dict[str, NounClass] = {}
    for root in roots:
        for path in sorted(root.glob("classes*.toml")):
            for name, row in tables(path).get("class", {}).items():
                old = rows.get(name, NounClass())
                new = msgspec.convert(row, NounClass)
                rows[name] = NounClass(old.nouns + new.nouns, old.parents + new.parents)
    nouns: dict[str, set[str]] = {}
    for name, row in rows.items():
        upward = set(_upward(name, rows))
        for noun in row.nouns:
            nouns.setdefault(noun, set()).update(upward)
    return {noun: frozenset(names) for noun, names in nouns.items()}


def _words(roots: Iterable[Path]) -> dict[str, frozenset[str]]:
    """Closed sets of words by name; a set of a later folder adds to the one of that name."""
    found: dict[str, frozenset[str]] = {}
    for root in roots:
        for path in sorted(root.glob("words*.toml")):
            for name, words in tables(path).items():
                if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
                    raise LexiconError(
                        f"{name}: no list of words", where=str(path), remedy='write name = ["word", "word"]'
                    )
                found[name] = found.get(name, frozenset()) | frozenset(words)
    return found


def _upward(name: str, rows: dict[str, NounClass]) -> Iterator[str]:
    queue, seen = [name], set()
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            yield at
            queue.extend(rows[at].parents if at in rows else ())


def _index(
    folders: tuple[Path, ...], *, events: tuple[Event, ...], voices: tuple[VoiceCue, ...], supports: tuple[Support, ...], **rest: Any
) -> Lexicon:  # fmt: skip
    return Lexicon(
        folders=folders, events=events, voices=voices, supports=supports,
        event_verbs=_by_first(events, "verbs"), event_nouns=_by_noun(events), event_adjectives=_by_first(events, "adjectives"),
        event_phrases=_by_noun(events, "phrases"), event_modals=_by_first(events, "modals"),
        support_verbs=_by_first(supports, "verbs"), voice_verbs=_by_first(voices, "verbs"),
        voice_nouns=_by_noun(voices), voice_phrases=_by_first(voices, "phrases"), **rest,
    )  # fmt: skip


def _by_first(entries: Iterable[Kind], field: str) -> dict[str, tuple[tuple[Kind, Form], ...]]:
    """Forms by their first word; the form keeps the words after it. "be hit by" stands under "be hit"."""
    found: dict[str, list[tuple[Kind, Form]]] = {}
    for entry in entries:
        for form in getattr(entry, field):
            words = form.split()
            if words[0] == "be" and len(words) > 1:
                words = [f"be {words[1]}", *words[2:]]
            found.setdefault(words[0], []).append((entry, tuple(words[1:])))
    return {head: tuple(rows) for head, rows in found.items()}


def _by_noun(entries: Iterable[Kind], field: str = "nouns") -> dict[str, tuple[tuple[Kind, Form], ...]]:
    """Noun forms by the lemma of their head noun (the word before "of", else the last); the form keeps all words."""
    found: dict[str, list[tuple[Kind, Form]]] = {}
    for entry in entries:
        for form in getattr(entry, field):
            words = tuple(form.split())
            found.setdefault(head_word(words), []).append((entry, words))
    return {head: tuple(rows) for head, rows in found.items()}


def head_word(words: Form) -> str:
    """The head noun of a noun form or of a preposition and its noun."""
    for i, word in enumerate(words):
        if word in ("of", "with", "to", "against", "for", "from", "by", "on", "in", "at") and i > 0 and i < len(words):
            return words[i - 1]
    return words[-1]
