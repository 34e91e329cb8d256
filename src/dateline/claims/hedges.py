"""The hedges of the lexicon, looked up at a word, before a word, in a phrase, in a stretch of text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dateline.claims.scene import Scene
from dateline.lexicon.entries import Hedge
from dateline.lexicon.load import Lexicon
from dateline.text.trees import Phrase

ARTICLES = ("the", "a", "an")


class Cue(msgspec.Struct, frozen=True):
    """A hedge found: its entry and its tokens. ``opens``: it opens the event's own clause ("if rebels attack")."""

    hedge: Hedge
    tokens: tuple[int, ...]
    opens: bool = False


class Hedges(msgspec.Struct, frozen=True):
    """The hedges by what they look like: single words by kind, longer forms by their first word."""

    single: dict[tuple[str, str], tuple[Hedge, ...]]
    longer: dict[str, tuple[tuple[tuple[str, ...], Hedge], ...]]


@lru_cache(maxsize=8)
def _index(lexicon_hedges: tuple[Hedge, ...]) -> Hedges:
    single: dict[tuple[str, str], tuple[Hedge, ...]] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for hedge in lexicon_hedges:
        for form in hedge.words:
            words = tuple(form.split())
            key = (hedge.kind, form)
            if len(words) == 1 or hedge.kind == "verb":
                single[key] = (*single.get(key, ()), hedge)
            if len(words) > 1:
                longer.setdefault(words[0], []).append((words, hedge))
    return Hedges(single, {first: tuple(rows) for first, rows in longer.items()})


_HEDGES: dict[int, Hedges] = {}


def of(lexicon: Lexicon) -> Hedges:
    """The index of a lexicon's hedges, made once. Verbs with a particle or a negation ("call off") count as single words too."""
    if id(lexicon) not in _HEDGES:
        _HEDGES[id(lexicon)] = _index(lexicon.hedges)
    return _HEDGES[id(lexicon)]


def named(kind: str, word: str, scene: Scene) -> tuple[Hedge, ...]:
    """The hedges of a kind under one word."""
    return of(scene.lexicon).single.get((kind, word), ())


def at_word(kinds: tuple[str, ...], at: int, scene: Scene, effects: tuple[str, ...] = ()) -> Iterator[Cue]:
    """The first hedge of these kinds that a token is, by its word or its lemma."""
    token = scene.tokens[at]
    for kind in kinds:
        for hedge in named(kind, token.lower, scene) or named(kind, token.lemma, scene):
            if not effects or hedge.effect in effects:
                yield Cue(hedge, (at,))
                return


def before(head: int, kinds: tuple[str, ...], scene: Scene) -> Iterator[Cue]:
    """Forms of several words that end right before ``head`` ("be due to", "in case of"), adverbs let through."""
    longer = of(scene.lexicon).longer
    for start in range(max(scene.parse.sentence(head).first, head - 8), head):
        token = scene.tokens[start]
        for key in {token.lemma, token.lower}:
            for words, hedge in longer.get(key, ()):
                got = _run(words, start, head, scene) if hedge.kind in kinds else None
                if got:
                    yield Cue(hedge, got)


def _run(words: tuple[str, ...], start: int, head: int, scene: Scene) -> tuple[int, ...] | None:
    used, n = [start], 1
    for at in range(start + 1, head):
        token = scene.tokens[at]
        if n < len(words) and words[n] in (token.lower, token.lemma):
            used.append(at)
            n += 1
        elif token.pos not in ("ADV", "PART", "DET", "AUX", "PUNCT"):
            return None
    return tuple(used) if n == len(words) else None


def in_phrase(phrase: Phrase, scene: Scene) -> Iterator[Cue]:
    """Adverbial phrases that are hedges ("in all likelihood", "during the civil war")."""
    start = next(
        (i for i in range(phrase.first - 1, max(phrase.first - 4, -1), -1) if scene.tokens[i].pos == "ADP"),
        phrase.first,
    )
    words = [t.lower for t in scene.tokens[start : phrase.last] if t.lower not in ARTICLES]
    for form, hedge in of(scene.lexicon).longer.get(scene.tokens[start].lower, ()):
        if hedge.kind == "phrase" and [w for w in form if w not in ARTICLES] == words:
            yield Cue(hedge, tuple(range(start, phrase.last)))


def within(first: int, last: int, kinds: tuple[str, ...], scene: Scene) -> Iterator[Cue]:
    """Forms of several words that stand together between two tokens ("in exchange for", "if necessary")."""
    longer = of(scene.lexicon).longer
    for start in range(first, last):
        for words, hedge in longer.get(scene.tokens[start].lower, ()):
            end = start + len(words)
            if hedge.kind in kinds and end <= last and _same(words, start, scene):
                yield Cue(hedge, tuple(range(start, end)))


def _same(words: tuple[str, ...], start: int, scene: Scene) -> bool:
    return all(w == scene.tokens[start + i].lower for i, w in enumerate(words))
