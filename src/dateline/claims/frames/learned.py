"""What the parser says of triggers: words of no form that tell an event all the same, and forms that tell none, or another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.frames.carrier import carrying_clause
from dateline.claims.values import Frame, Match
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.told import NONE

AT_MOST = 0.02  # share of its own type below which a form is taken for another


def trigger_of(frame: Frame, parse: Parse) -> int:
    """The word of a frame's form that most likely tells an event."""
    return min((frame.head, *frame.match.tokens), key=lambda at: (parse.told.share(at, NONE), at != frame.head))


def outvoted(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the parser is all but sure that no word of a form tells an event, or that it tells one of a type that neither the entry has
    nor an announcement makes of it. Never of an entry that somebody put on top of ours."""
    if not parse.told or frame.entry.learned or frame.entry.id in lexicon.given:
        return False
    at, least = trigger_of(frame, parse), weights.LEARNED
    if parse.told.share(at, NONE) >= least.none:
        return True
    own = {frame.entry.type, *(shift.to for shift in lexicon.shifts if shift.from_ == frame.entry.type)}
    if any(parse.told.share(at, type) > AT_MOST for type in own if type):
        return False
    return any(parse.told.share(at, type) >= least.against for type in lexicon.learned.keys() - own)


def candidates(found: Iterable[Frame], parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """Frames of the learned entries; at the head of a frame found by its form more is asked, and at its further words none is made."""
    heads: set[int] = set()
    beside: set[int] = set()
    for frame in found:
        heads.add(frame.head)
        beside.update(frame.match.tokens)
    least = weights.LEARNED
    for at, type, share in parse.told.triggers(min(least.trigger, least.instead)):
        asked = least.instead if at in heads else least.trigger
        if share < asked or at in beside - heads or type not in lexicon.learned:
            continue
        yield from _frame(at, type, parse, lexicon)


def _frame(at: int, type: str, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """The frame of a trigger that heads a clause or a phrase; none for any other word."""
    clause, phrase = parse.clause(at), parse.phrase(at)
    if clause is not None and parse.tokens[at].pos in ("VERB", "AUX", "ADJ"):
        yield Frame(lexicon.learned[type], at, "verb", Match((at,)), at)
    elif phrase is not None:
        carrier = carrying_clause(phrase, parse)
        yield Frame(lexicon.learned[type], at, "noun", Match((at,)), carrier.head if carrier else -1)
