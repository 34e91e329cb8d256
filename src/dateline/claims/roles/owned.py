"""Whose a thing is, where a side of a claim is no actor itself: "Palestinian homes", "a camp for Congolese refugees", "tens of
thousands of students"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.codes import split
from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Actor

OWNING = ("of", "for", "from", "belonging")  # prepositions whose object owns or makes up what stands before them
SIDE = "side"
DEPTH = 2  # phrases looked into below the side itself
NAMED = "iso:"  # rules of mentions that name a country or its people


def code_of_owner(head: int, parse: Parse, mentions: Mentions, depth: int = DEPTH) -> str:
    """The code of whoever owns or makes up what the phrase at that token names: the words before it from near to far, then its
    possessors and what follows it; of a country only the country. "" when nobody is named."""
    phrase = parse.phrase(head)
    if phrase is None:
        return ""
    before = sorted((at for at in (*phrase.modifiers, *phrase.possessors) if at < head), reverse=True)
    behind = tuple(at for prep, at in phrase.preps if prep in OWNING)
    codes = (*_codes(before, mentions), *_codes(behind, mentions, partitive=True))
    below = (code_of_owner(at, parse, mentions, depth - 1) for at in behind if depth)
    return next((code for code in (*codes, *below) if code), "")


def _codes(heads: list[int] | tuple[int, ...], mentions: Mentions, partitive: bool = False) -> Iterator[str]:
    """The codes of those named at these tokens; ``partitive``: they make up the whole, so that theirs is its code."""
    for head in heads:
        known = mentions.actors.get(head)
        if known is None or not isinstance(known.value, Actor):
            continue
        country = split(known.value.code)[0]
        bare = country if known.mention.rule.startswith(NAMED) else ""
        yield bare if bare and not partitive else known.value.code


def issuer_of(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Actor | None:
    """Who "our side" is: whom "our" means; None for other words and where that is not known by name."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) != SIDE:
        return None
    own = (at for at in phrase.possessors if parse.tokens[at].lower in lexicon.words["first_person"])
    found = (known.value for at in own if (known := mentions.actors.get(at)) is not None)
    return next((one for one in found if isinstance(one, Actor) and one.name), None)
