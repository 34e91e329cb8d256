"""The words that a party stands on."""

from __future__ import annotations

from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Actor, Span


def title_of(head: int, parse: Parse) -> int:
    """Head of the name right behind a description that is its title ("Saudi financier X"), -1 for none."""
    phrase = parse.phrase(head)
    for at in phrase.appositions if phrase is not None else ():
        name = parse.phrase(at)
        if name is not None and phrase is not None and name.first == phrase.last and parse.tokens[at].pos == "PROPN":
            return at
    return -1


def extent(head: int, parse: Parse, mentions: Mentions) -> Span:
    """The words of a party: its phrase, or for a word inside a phrase the name it belongs to."""
    phrase = parse.phrase(head)
    if phrase is not None:
        # "a week earlier rebels"
        first = next((at for at in range(phrase.first, head) if at not in mentions.timed), head)
        cut = parse.tokens[first].lower in ("'s", "’s", "'", "’") and first < head
        return _with_whole_name(head, parse.span(first + cut, _with_tied(phrase.last, head, parse)), mentions)
    resolution = mentions.actors.get(head)
    if resolution is not None:
        return resolution.mention.span
    name = parse.name_at(head)
    if name is not None:
        return name.span
    token = parse.tokens[head]
    return Span(token.start, token.end)


def _with_tied(last: int, head: int, parse: Parse) -> int:
    """The end of a phrase, with what a hyphen ties to its head ("a passer-by")."""
    tokens = parse.tokens
    if last != head + 1 or last + 1 >= len(tokens) or tokens[last].text != "-":
        return last
    glued = tokens[head].end == tokens[last].start and tokens[last].end == tokens[last + 1].start
    return last + 2 if glued else last


def _with_whole_name(head: int, span: Span, mentions: Mentions) -> Span:
    """The words of a phrase, to the end of a listed name that it breaks off ("Doctors Without Borders")."""
    known = mentions.actors.get(head)
    if known is None or not isinstance(known.value, Actor) or not known.value.id:
        return span
    own = known.mention.span
    return Span(span.start, own.end) if own.start < span.end < own.end else span


def bare(text: str, lexicon: Lexicon) -> str:
    """The words without a leading article."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in lexicon.words["articles"] and rest else text
