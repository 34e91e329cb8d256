"""Who takes part in an event, by what the grammar and the parser say together."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import NamedTuple

from dateline.claims.frames.learned import trigger_of, words_of
from dateline.claims.roles import parties
from dateline.claims.roles.sides import Asked, signs
from dateline.claims.values import Attributed, Attributions, Classes, Frame, Mentions
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import SIDES
from dateline.text.parse import Parse
from dateline.text.told import NONE, Shares, Weighed

Heads = tuple[int, ...]
Scores = dict[int, float]


class Least(NamedTuple):
    """From which sums on somebody is put on a side, or stays an actor or one acted on; where no form of the lexicon says who takes part,
    the grammar is trusted no further than the signs go."""

    side: float
    actor: float
    recipient: float


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
    """Both sides and the attributions over a frame as grammar and parser together say: for each side every phrase of the sentence is
    weighed by learned signs (sides.toml); those of other sentences stay."""
    if not parse.told:
        return sides
    said = _said(frame, sides, parse)
    score = {side: weighed_up(one) for side, one in asked(frame, sides, said, over, parse, mentions, classes, lexicon)}
    known = weights.LEARNED
    formal = Least(known.on_side, known.no_actor, known.no_recipient)
    least = Least(0.0, 0.0, 0.0) if frame.entry.learned else formal
    near = _near(said, parse, mentions, classes, lexicon)
    free = {
        h for h in said if not parties.is_nobody(h, parse, lexicon) and not _is_of_another(h, frame, said[h], parse)
    }
    actors = _side(sides.actors, free, score["actor"], score["recipient"], least.actor, least.side)
    actors = tuple(h for h in actors if h in sides.actors or not _owned_by(actors, h, parse))
    hit = _side(sides.recipients, free, score["recipient"], score["actor"], least.recipient, least.side)
    hit = tuple(h for h in hit if h not in actors)
    found = Sides(actors, hit, _voices(sides.voices, over, said, near))
    return found._replace(weighed=tuple(_changes(sides, found, said, score)))


def asked(
    frame: Frame, sides: Sides, said: dict[int, Shares], over: Attributions,
    parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon,
) -> Iterator[tuple[str, Asked]]:  # fmt: skip
    """What is asked for each side."""
    speaking = frozenset(s for a in over for s in a.speakers)
    for side in ("actor", "recipient"):
        yield side, Asked(
            side, frame, said, sides.actors, sides.recipients, frozenset(_speakers(sides)), speaking, parse, mentions, classes, lexicon
        )  # fmt: skip


def weighed_up(one: Asked) -> Scores:
    """How much speaks for each phrase to be on the side: above 0 it is. Phrases that the grammar has not there are left out where the
    parser hardly has them there either: no sum of theirs is near 0."""
    known = SIDES[one.side]
    seen_by = signs(one, weights.LEARNED.hardly)
    return {head: round(sum(known[name] for name in seen if name in known), 4) for head, seen in seen_by}


def _said(frame: Frame, sides: Sides, parse: Parse) -> dict[int, Shares]:
    """What the parser says of the phrases of the sentence of a frame, and of whom else the grammar names there."""
    here = parse.tokens[frame.head].sent
    heads = (p.head for p in parse.phrases_near(frame.head))
    named = dict.fromkeys((*heads, *sides.actors, *sides.recipients, *_speakers(sides)))
    near = tuple(
        h for h in named if h != frame.head and parse.tokens[h].sent == here
    )  # beyond it the parser knows little
    return dict(zip(near, parse.told.roles(trigger_of(frame, parse), near), strict=True))


def _side(own: Heads, free: set[int], score: Scores, other: Scores, kept: float, further: float) -> Heads:
    """A side without whom it has more against than for, with those of the ``free`` for whom more speaks, unless still more speaks for
    the other side."""
    mine = (h for h in own if score.get(h, 0.0) > kept)
    others = (h for h in score if h in free and h not in own and score[h] > max(further, other.get(h, further)))
    return (*mine, *others)


def _is_of_another(head: int, frame: Frame, shares: Shares, parse: Parse) -> bool:
    """Whether a phrase belongs to the verb of another happening, by which it is more surely acted on: whom a bomb killed of "the attack
    took place where a bomb killed six in 2017"."""
    phrase = parse.phrase(head)
    verb = phrase.governor if phrase is not None else -1
    if verb < 0 or verb in words_of(frame) or parse.told.share(verb, NONE) > 0.5:
        return False
    other, (same, together) = parse.told.roles(verb, (head,))[0], parse.told.same(trigger_of(frame, parse), verb)
    return other.recipient > max(0.5, shares.recipient) and together and same is not None and same < 0.5


def _changes(before: Sides, after: Sides, said: dict[int, Shares], score: dict[str, Scores]) -> Iterator[Weighed]:
    """Who was added to a field, or left out of it."""
    fields = (("actor", before.actors, after.actors), ("recipient", before.recipients, after.recipients))
    for field, old, new in fields:
        for head in (h for h in said if (h in old) != (h in new)):
            yield Weighed(field, head, 1 / (1 + exp(-score[field].get(head, 0.0))), head in new)
    old, new = _speakers(before), _speakers(after)
    for head in (h for h in said if (h in old) != (h in new)):
        yield Weighed("voice", head, said[head].voice, head in new)


def _speakers(sides: Sides) -> Heads:
    return tuple(s for a in sides.voices for s in a.speakers)


def _owned_by(heads: Heads, head: int, parse: Parse) -> bool:
    """Whether a phrase belongs to one of these: "Peru's campaign" beside Peru."""
    phrase = parse.phrase(head)
    return phrase is not None and not set(phrase.possessors).isdisjoint(heads)


def _near(said: dict[int, Shares], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Heads:
    """Heads of the parties of the sentence."""
    return tuple(h for h in said if parties.is_party(h, parse, mentions, classes, lexicon))


def _voices(
    voices: tuple[Attributed, ...], over: Attributions, said: dict[int, Shares], near: Heads
) -> tuple[Attributed, ...]:
    """The attributions, innermost first: where none is left, that of a speaker whom the parser takes for the voice."""
    kept = tuple(a for a in voices if not a.speakers or _is_voice(a, said))
    speakers = {h for h in near if said[h].voice >= weights.LEARNED.voice} if not kept else set()
    return kept or tuple(a for a in over if not speakers.isdisjoint(a.speakers))[:1]


def _is_voice(one: Attributed, said: dict[int, Shares]) -> bool:
    """Whether a speaker may say so; of one in another sentence nothing is known."""
    return any(s not in said or said[s].voice >= weights.LEARNED.no_voice for s in one.speakers)
