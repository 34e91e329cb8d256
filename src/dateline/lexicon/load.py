"""Read the rule files into one frozen Lexicon, ours first, then each folder of the user's on top.

An entry of a later folder replaces the one of the same id; everything else adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.lexicon import files, traits
from dateline.lexicon.entries import (
    Classes,
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
from dateline.lexicon.files import DATA

Kind = TypeVar("Kind", bound=Entry)
Form = tuple[str, ...]
"""The words of a form after its head."""
DIVIDED = re.compile(r"(?<=[a-z])-(?=[a-z])")


class ControlForms(msgspec.Struct, frozen=True):
    """The forms of one rule. ``verbs``: the words behind a verb by the verb ("be driven" for fixed passives); ``nouns``: kind, head noun
    and all words."""

    verbs: dict[str, tuple[Form, ...]]
    nouns: tuple[tuple[str, str, Form], ...]


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
    event_attributives: dict[str, tuple[tuple[Event, Form], ...]]
    support_verbs: dict[str, tuple[tuple[Support, Form], ...]]
    voice_verbs: dict[str, tuple[tuple[VoiceCue, Form], ...]]
    voice_nouns: dict[str, tuple[tuple[VoiceCue, Form], ...]]
    voice_phrases: dict[str, tuple[tuple[VoiceCue, Form], ...]]
    learned: dict[str, Event]
    """The entry of each type for words that only the parser takes for its events."""
    given: frozenset[str]
    """Ids of the events that stand in folders on top of ours: what the parser was taught says nothing of these."""
    control_forms: tuple[ControlForms, ...]
    """The forms of each of ``controls``."""
    control_words: dict[str, tuple[int, ...]]
    """The word that a verb form or a nominal one of these is looked up by → which of them have it."""
    hedge_words: dict[tuple[str, str], tuple[Hedge, ...]]
    """(kind, word) → hedges; the word of a verb may be a form of several ("call off")."""
    hedge_forms: dict[str, tuple[tuple[Form, Hedge], ...]]
    """First word of a form of several words → all its words and the hedge."""


def load(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of dateline with the rule files of ``folders`` on top; loaded once a process for the same folders.

    Raises LexiconError with file, line and column for a folder that is none, a file that is unknown, an entry that is wrong.
    """
    return _load(folders)  # not remembered by how it is called: load() and load(()) would be two, 16 MB each


@lru_cache(maxsize=8)
def _load(folders: tuple[str, ...]) -> Lexicon:
    for folder in folders:
        files.check(Path(folder))
    roots = (DATA, *(Path(f) for f in folders))
    tables = _tables(roots)
    given = frozenset(one.id for one in _all(roots[1:], "events/*.toml", "event", Event))
    return _index(roots, classes=_classes(roots), words=_words(roots), given=given, **tables)


def entries(*folders: str | Path) -> tuple[Entry, ...]:
    """The entries that stand in the rule files of these folders alone, in ours if none is given. Raises LexiconError."""
    roots = tuple(map(Path, folders)) or (DATA,)
    return tuple(entry for table in _tables(roots).values() for entry in table)


def _tables(roots: tuple[Path, ...]) -> dict[str, Any]:
    return {
        "events": tuple(map(_with_traits, _all(roots, "events/*.toml", "event", Event))),
        "voices": _all(roots, "voices*.toml", "voice", VoiceCue),
        "hedges": _all(roots, "modality*.toml", "hedge", Hedge), "contents": _all(roots, "content*.toml", "content", Content),
        "shifts": _all(roots, "content*.toml", "shift", Shift),
        "controls": _all(roots, "control*.toml", "control", ControlRule),
        "supports": _all(roots, "support*.toml", "support", Support),
    }  # fmt: skip


def _all(roots: Iterable[Path], pattern: str, table: str, kind: type[Kind]) -> tuple[Kind, ...]:
    found: dict[str, Kind] = {}
    for root in roots:
        for path in sorted(root.glob(pattern)):
            found.update((entry.id, entry) for entry in files.entries(path, table, kind, files.RULE_FILES[pattern]))
    return tuple(found.values())


def _with_traits(event: Event) -> Event:
    """The event with the traits of its type and modes beside its own."""
    return msgspec.structs.replace(event, traits=traits.joined(event.type, event.mode, event.traits))


def _classes(roots: Iterable[Path]) -> dict[str, frozenset[str]]:
    """Noun lemma → the classes it counts as, parents included."""
    rows: dict[str, NounClass] = {}
    for root in roots:
        for path in sorted(root.glob("classes*.toml")):
            for name, new in files.shaped(path, Classes).classes.items():
                old = rows.get(name, NounClass())
                rows[name] = NounClass(old.nouns + new.nouns, old.parents + new.parents)
    nouns: dict[str, set[str]] = {}
    for name, row in rows.items():
        upward = set(_upward(name, rows))
        for noun in row.nouns:
            nouns.setdefault(noun, set()).update(upward)
    return {noun: frozenset(names) for noun, names in nouns.items()}


def _words(roots: Iterable[Path]) -> dict[str, frozenset[str]]:
    """Closed sets of words by name; a set of a later folder adds to the one of that name."""
    paths = (path for root in roots for path in sorted(root.glob("words*.toml")))
    return files.added_up(files.shaped(path, dict[str, tuple[str, ...]]) for path in paths)


def _upward(name: str, rows: dict[str, NounClass]) -> Iterator[str]:
    queue, seen = [name], set()
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            yield at
            queue.extend(rows[at].parents if at in rows else ())


def _index(
    folders: tuple[Path, ...], *, events: tuple[Event, ...], voices: tuple[VoiceCue, ...], supports: tuple[Support, ...],
    hedges: tuple[Hedge, ...], controls: tuple[ControlRule, ...], **rest: Any,
) -> Lexicon:  # fmt: skip
    forms = tuple(map(_control_forms, controls))
    return Lexicon(
        folders=folders, events=events, voices=voices, supports=supports, hedges=hedges, controls=controls, control_forms=forms,
        control_words=_by_word([{*one.verbs, *(head for _, head, _ in one.nouns)} for one in forms]),
        event_verbs=_by_first(events, "verbs"), event_nouns=_by_noun(events), event_adjectives=_by_first(events, "adjectives"),
        event_phrases=_by_noun(events, "phrases"), event_modals=_by_first(events, "modals"),
        event_attributives=_by_first(events, "attributives"), learned={one.type: one for one in events if one.learned},
        support_verbs=_by_first(supports, "verbs"), voice_verbs=_by_first(voices, "verbs"),
        voice_nouns=_by_noun(voices), voice_phrases=_by_first(voices, "phrases"), hedge_words=_hedge_words(hedges),
        hedge_forms=_hedge_forms(hedges), **rest,
    )  # fmt: skip


def _control_forms(rule: ControlRule) -> ControlForms:
    """The forms of a rule."""
    verbs: dict[str, tuple[Form, ...]] = {}
    for form in rule.verbs:
        words = form.split()
        n = 2 if words[0] == "be" and len(words) > 1 else 1
        verb = " ".join(words[:n])
        verbs[verb] = (*verbs.get(verb, ()), tuple(words[n:]))
    nouns = [("noun", tuple(f.split())) for f in rule.nouns] + [("phrase", tuple(f.split())) for f in rule.phrases]
    return ControlForms(verbs, tuple((kind, head_word(words), words) for kind, words in nouns))


def _by_word(words: Sequence[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """The numbers of those that have a word, by the word."""
    found: dict[str, tuple[int, ...]] = {}
    for number, some in enumerate(words):
        for word in some:
            found[word] = (*found.get(word, ()), number)
    return found


def _hedge_words(hedges: Iterable[Hedge]) -> dict[tuple[str, str], tuple[Hedge, ...]]:
    """Hedges by kind and word; a verb with a particle ("call off") and what is negated ("not able") count
    as one word."""
    found: dict[tuple[str, str], tuple[Hedge, ...]] = {}
    for hedge in hedges:
        for form in hedge.words:
            if " " not in form or hedge.kind == "verb" or form.startswith("not "):
                found[hedge.kind, form] = (*found.get((hedge.kind, form), ()), hedge)
    return found


def _hedge_forms(hedges: Iterable[Hedge]) -> dict[str, tuple[tuple[Form, Hedge], ...]]:
    """Hedges of several words by the first of them."""
    found: dict[str, tuple[tuple[Form, Hedge], ...]] = {}
    for hedge in hedges:
        for form in map(str.split, hedge.words):
            if len(form) > 1:
                found[form[0]] = (*found.get(form[0], ()), (tuple(form), hedge))
    return found


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
            for words in _spellings(form):
                found.setdefault(head_word(words), []).append((entry, words))
    return {head: tuple(rows) for head, rows in found.items()}


def _spellings(form: str) -> tuple[Form, ...]:
    """The words of a noun form; one with hyphens also as parsers divide it ("cease", "-", "fire")."""
    words = tuple(form.split())
    divided = tuple(part for word in words for part in DIVIDED.sub(" - ", word).split())
    return (words,) if divided == words else (words, divided)


def head_word(words: Form) -> str:
    """The head noun of a noun form or of a preposition and its noun."""
    for i, word in enumerate(words):
        if (
            word in ("of", "with", "to", "against", "for", "from", "by", "on", "in", "at")
            and i > 0
            and words[i - 1] != "-"
        ):
            return words[i - 1]
    return words[-1]
