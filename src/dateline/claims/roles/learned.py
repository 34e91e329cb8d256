"""What the parser says of who takes part in an event, held against what the grammar says: where it is all but sure, it is followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from dateline.claims.frames.learned import trigger_of
from dateline.claims.roles import parties
from dateline.claims.values import Attributed, Attributions, Classes, Frame, Mentions
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.told import Shares, Weighed

Heads = tuple[int, ...]


class Sides(NamedTuple):
    """Heads of those who act and of those acted on, the attributions left over the frame, innermost first, and what of these the parser
    has changed."""

    actors: Heads
    recipients: Heads
    voices: tuple[Attributed, ...]
    weighed: tuple[Weighed, ...] = ()


def weighed(
    frame: Frame, sides: Sides, over: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Sides:
    """Both sides and the attributions over a frame: without those that the parser takes for none of them, with those that it takes for
    one."""
    if not parse.told:
        return sides
    at, least = trigger_of(frame, parse), _least(frame)
    near = _near(frame, parse, mentions, classes, lexicon)
    here = parse.tokens[frame.head].sent
    named = dict.fromkeys((*near, *sides.actors, *sides.recipients, *_speakers(sides)))
    asked = tuple(h for h in named if parse.tokens[h].sent == here)  # beyond the sentence the parser knows little
    said = dict(zip(asked, parse.told.roles(at, asked), strict=True))
    free = tuple(h for h in near if h not in sides.actors and h not in sides.recipients)
    actors = _side(sides.actors, free, {h: s.actor for h, s in said.items()}, least.no_actor, least.actor)
    free = tuple(h for h in free if h not in actors)
    hit = _side(sides.recipients, free, {h: s.recipient for h, s in said.items()}, least.no_recipient, least.recipient)
    voices = _voices(sides.voices, over, said, near, least)
    found = Sides(actors, hit, voices)
    return found._replace(weighed=tuple(_changes(sides, found, said)))


def _least(frame: Frame) -> weights.Learned:
    """From which shares on the parser is followed; where no form of the lexicon says who takes part, as soon as it is likely."""
    least = weights.LEARNED
    if not frame.entry.learned:
        return least
    own = least.own
    other = own if frame.entry.recipient else 2.0  # whoever takes part in a meeting does it
    return msgspec.structs.replace(least, no_actor=own, actor=own, no_recipient=other, recipient=other)


def _changes(before: Sides, after: Sides, said: dict[int, Shares]) -> Iterator[Weighed]:
    """Who was added to a field, or left out of it."""
    fields = (
        ("actor", before.actors, after.actors),
        ("recipient", before.recipients, after.recipients),
        ("voice", _speakers(before), _speakers(after)),
    )
    for field, old, new in fields:
        for head in (h for h in said if (h in old) != (h in new)):
            yield Weighed(field, head, getattr(said[head], field), head in new)


def _speakers(sides: Sides) -> Heads:
    return tuple(s for a in sides.voices for s in a.speakers)


def _near(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Heads:
    """Heads of the parties of the sentence."""
    heads = (p.head for p in parse.phrases_near(frame.head))
    return tuple(h for h in heads if h != frame.head and parties.is_party(h, parse, mentions, classes, lexicon))


def _side(own: Heads, free: Heads, shares: dict[int, float], none: float, one: float) -> Heads:
    """A side without whom the parser takes for none of it, and with those of no side whom it takes for one of it."""
    return (*(h for h in own if shares.get(h, 1.0) >= none), *(h for h in free if shares[h] >= one))


def _voices(
    voices: tuple[Attributed, ...], over: Attributions, said: dict[int, Shares], near: Heads, least: weights.Learned
) -> tuple[Attributed, ...]:
    """The attributions, innermost first: where none is left, that of a speaker whom the parser takes for the voice."""
    kept = tuple(a for a in voices if not a.speakers or _is_voice(a, said, least))
    speakers = {h for h in near if said[h].voice >= least.voice} if not kept else set()
    return kept or tuple(a for a in over if not speakers.isdisjoint(a.speakers))[:1]


def _is_voice(one: Attributed, said: dict[int, Shares], least: weights.Learned) -> bool:
    """Whether a speaker may say so; of one in another sentence nothing is known."""
    return any(s not in said or said[s].voice >= least.no_voice for s in one.speakers)
