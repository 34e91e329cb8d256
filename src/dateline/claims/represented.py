"""Whom somebody speaks for: a deed that a spokesman admits or denies is his group's."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse


def represented(heads: Iterable[int], parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """The heads, with those whom a spokesman speaks for in his place; nobody where the words do not say for whom."""
    found: list[int] = []
    for head in heads:
        found += [head] if parse.lemma(head) not in lexicon.words["mouthpieces"] else _spoken_for(head, parse, mentions)
    return tuple(dict.fromkeys(found))


def _spoken_for(head: int, parse: Parse, mentions: Mentions) -> list[int]:
    """Whom a spokesman speaks for: behind "for" or "of", whose he is, or the name before him."""
    phrase = parse.phrase(head)
    if phrase is None:
        return []
    behind = [h for prep, h in phrase.preps if prep in ("for", "of")]
    return (
        behind
        or [*phrase.possessors]
        or [m for m in phrase.modifiers if m in mentions.actors or parse.tokens[m].pos == "PROPN"]
    )
