"""The hedges of the lexicon, looked up at a word, before a word, in a phrase, in a stretch of text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.claims.scene import Scene
from dateline.lexicon.entries import Hedge
from dateline.text.trees import Phrase

ARTICLES = ("the", "a", "an")


class Cue(msgspec.Struct, frozen=True):
    """A hedge found: its entry and its tokens. ``opens``: it opens the event's own clause ("if rebels attack")."""

    hedge: Hedge
    tokens: tuple[int, ...]
    opens: bool = False


def named(kind: str, word: str, scene: Scene) -> tuple[Hedge, ...]:
    """The hedges of a kind under one word."""
    return scene.lexicon.hedge_words.get((kind, word), ())


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
    longer = scene.lexicon.hedge_forms
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
    for form, hedge in scene.lexicon.hedge_forms.get(scene.tokens[start].lower, ()):
        if hedge.kind == "phrase" and [w for w in form if w not in ARTICLES] == words:
            yield Cue(hedge, tuple(range(start, phrase.last)))


def within(first: int, last: int, kinds: tuple[str, ...], scene: Scene) -> Iterator[Cue]:
    """Forms of several words that stand together between two tokens ("in exchange for", "if necessary")."""
    longer = scene.lexicon.hedge_forms
    for start in range(first, last):
        for words, hedge in longer.get(scene.tokens[start].lower, ()):
            end = start + len(words)
            if hedge.kind in kinds and end <= last and _same(words, start, scene):
                yield Cue(hedge, tuple(range(start, end)))


def _same(words: tuple[str, ...], start: int, scene: Scene) -> bool:
    return all(w == scene.tokens[start + i].lower for i, w in enumerate(words))
