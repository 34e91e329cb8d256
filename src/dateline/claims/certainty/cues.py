"""Hedge cues: the hedges of the lexicon, looked up at a word, before a word, in a phrase, in a stretch of text."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.values import Cue
from dateline.lexicon.entries import Hedge
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Phrase

FIXED = ("phrase", "conjunction")
"""Kinds of hedges that stand in one form alone, so that a verb of the same lemma is none of them."""


def named(kind: str, word: str, lexicon: Lexicon) -> tuple[Hedge, ...]:
    """The hedges of a kind under one word."""
    return lexicon.hedge_words.get((kind, word), ())


def at_word(
    kinds: tuple[str, ...], at: int, parse: Parse, lexicon: Lexicon, effects: tuple[str, ...] = ()
) -> Iterator[Cue]:
    """The first hedge of these kinds that a token is, by its word or its lemma."""
    token = parse.tokens[at]
    for kind in kinds:
        for hedge in named(kind, token.lower, lexicon) or named(kind, token.lemma, lexicon):
            if not effects or hedge.effect in effects:
                yield Cue(hedge, (at,))
                return


def before(head: int, kinds: tuple[str, ...], parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """Forms of several words that end right before ``head`` ("be due to", "in case of"), adverbs let through; ``head`` may be one behind
    the last token."""
    forms, last = lexicon.hedge_forms, len(parse.tokens) - 1
    for start in range(max(parse.sentence(min(head, last)).first, head - 8), head):
        token = parse.tokens[start]
        rows = forms.get(token.lemma, ())
        if token.lower != token.lemma and token.lower in forms:
            rows = (*rows, *forms[token.lower])
        for words, hedge in rows:
            bent = (
                token.pos == "VERB" and hedge.kind in FIXED and words[0] != token.lower
            )  # "subjected to" is no "subject to"
            got = _run(words, start, head, parse) if hedge.kind in kinds and not bent else None
            if got:
                yield Cue(hedge, got)


def _run(words: tuple[str, ...], start: int, head: int, parse: Parse) -> tuple[int, ...] | None:
    """Tokens of a form that begins at ``start`` and ends before ``head``; None when it does not stand there."""
    used, n = [start], 1
    for at in range(start + 1, head):
        token = parse.tokens[at]
        if n < len(words) and words[n] in (token.lower, token.lemma):
            used.append(at)
            n += 1
        elif token.pos not in ("ADV", "PART", "DET", "AUX", "PUNCT"):
            return None
    return tuple(used) if n == len(words) else None


def in_phrase(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """Adverbial phrases that are hedges ("in all likelihood", "during the civil war")."""
    start = next(
        (i for i in range(phrase.first - 1, max(phrase.first - 4, -1), -1) if parse.tokens[i].pos == "ADP"),
        phrase.first,
    )
    articles = lexicon.words["articles"]
    words = [t.lower for t in parse.tokens[start : phrase.last] if t.lower not in articles]
    for form, hedge in lexicon.hedge_forms.get(parse.tokens[start].lower, ()):
        if hedge.kind == "phrase" and [w for w in form if w not in articles] == words:
            yield Cue(hedge, tuple(range(start, phrase.last)))


def within(first: int, last: int, kinds: tuple[str, ...], parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """Forms of several words that stand together between two tokens ("in exchange for", "if necessary")."""
    for start in range(first, last):
        for words, hedge in lexicon.hedge_forms.get(parse.tokens[start].lower, ()):
            end = start + len(words)
            if hedge.kind in kinds and end <= last and _same(words, start, parse):
                yield Cue(hedge, tuple(range(start, end)))


def _same(words: tuple[str, ...], start: int, parse: Parse) -> bool:
    return all(w == parse.tokens[start + i].lower for i, w in enumerate(words))
