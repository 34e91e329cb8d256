"""What figures and days to come share: who says so, where, when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dateline.claims.roles import parties
from dateline.claims.roles import place as places
from dateline.claims.speech.voices import voice
from dateline.claims.values import Attributions, Classes, Mentions, chain
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Interval, Party, Place, Resolution, Span, Voice, When, Where

ORDER = ("city", "feature", "admin1", "country", "region", "continent")


def identity(doc: str, kind: str, span: Span) -> str:
    """A stable id: 12 hex digits of the document, the kind and the place of the words."""
    return hashlib.sha256(f"{doc}\0{kind}\0{span.start}\0{span.end}".encode()).hexdigest()[:12]


def voices(at: int, said: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[Voice, ...]:
    """Who says so, innermost first."""
    return tuple(v for a in chain(at, (), said) for v in voice(a, parse, mentions, lexicon))


def is_denied(at: int, said: Attributions) -> bool:
    """Whether the innermost speaker denies it."""
    over = chain(at, (), said)
    return bool(over) and over[0].cue.stance == "denies" and not over[0].direct


def within(at: int, parse: Parse) -> Clause | None:
    """The narrowest clause around a token."""
    around = [one for one in parse.clauses_near(at) if one.first <= at < one.last]
    return min(around, key=lambda one: one.last - one.first, default=None)


def where(
    at: int, said: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Where, ...]:
    """The places named in the sentence as phrases of their own, the narrowest kind only; not those of a speaker."""
    found = [(place, head) for head, place in _named(at, parse, mentions) if not _is_of(head, said.speaking, parse)]
    if not found:
        return ()
    best = min(_rank(place) for place, _ in found)
    return tuple(places.where(head, parse, mentions, classes, lexicon) for place, head in found if _rank(place) == best)


def _named(at: int, parse: Parse, mentions: Mentions) -> Iterator[tuple[int, Place]]:
    sentence = parse.sentence(at)
    for head in range(sentence.first, sentence.last):
        resolution, phrase = mentions.places.get(head), parse.phrase(head)
        if phrase is None or resolution is None or head in mentions.counts:
            continue
        if phrase.head == head and phrase.site != "possessor" and isinstance(resolution.value, Place):
            yield head, resolution.value


def _rank(place: Place) -> int:
    return ORDER.index(place.precision) if place.precision in ORDER else len(ORDER)


def _is_of(head: int, speaking: frozenset[int], parse: Parse) -> bool:
    phrase = parse.phrase(head)
    return head in speaking or (phrase is not None and phrase.governor in speaking)


def days(at: int, parse: Parse, mentions: Mentions, known: str | None, mover: Clause | None = None) -> When | None:
    """The days that the sentence names, none of them after the dispatch: "since Monday" runs to its own day;
    those of the narrowest clause first. ``mover``: the clause
    that moves a toll ("on Sunday raised the toll of Friday's attack"), whose own day is no day of the deed."""
    clause = within(at, parse)
    around = range(clause.first, clause.last) if clause is not None else range(0)
    for resolution in sorted(mentions.times_near(at, parse), key=lambda one: one.mention.head not in around):
        value = resolution.value
        span_ = resolution.mention.use == "since"
        if mover is not None and not span_ and _is_of_verb(resolution.mention.head, mover, parse):
            continue
        if isinstance(value, Interval) and value.start and (known is None or value.start <= known):
            return when(resolution, value)
    return None


def _is_of_verb(time: int, clause: Clause, parse: Parse) -> bool:
    """Whether a time hangs on the verb of a clause, on its subject ("the army on Sunday raised") or on its number ("to 13 on
    Sunday"), by no other noun between."""
    for at in parse.tree.ancestors(time):
        if at == clause.head or at in clause.subjects:
            return True
        if parse.tokens[at].pos != "NUM" and (at in parse.phrases or at in parse.clauses):
            return False
    return False


def when(resolution: Resolution, value: Interval) -> When:
    """A time expression as the time of a line."""
    return When(resolution.mention.text, resolution.mention.span, value.start, value.end, value.grain)


def parties_of(
    heads: tuple[int, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Party, ...]:
    """Those of the heads that are parties."""
    kept = (h for h in heads if parties.is_party(h, parse, mentions, classes, lexicon))
    return tuple(parties.party(h, parse, mentions, lexicon) for h in kept)
