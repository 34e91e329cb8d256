"""What is seen of a phrase as one that acts, or is acted on, in an event: named signs, there or not. sides.toml weighs them.

Each begins with where the grammar has the phrase: ``own`` on the side that is asked for, ``other`` on the other side, ``voice`` who says
so, ``speaker`` who says something else, ``free`` nowhere. Numbers are steps of shares (FINE, or COARSE where two meet in one sign).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from dateline.claims.frames.learned import trigger_of, words_of
from dateline.claims.roles import parties
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.told import COARSE, FINE, NONE, Shares
from dateline.text.ways import Node, Ways

STEP, STEPS = 6, 4  # tokens between an event and a phrase that make a step, and from how many steps on it is far
KINDS = ("person", "place", "country", "actor")
SORTS = {"PRON": "pronoun", "NUM": "number", "ADJ": "number", "DET": "number", "PROPN": "name"}
SLOTS = frozenset(
    ("subject", "object", "by", "with", "against", "on", "to", "for", "of", "from", "in", "at", "poss", "speaker", "claimer", "as")
)  # fmt: skip
PREPS = frozenset(
    ("in", "of", "by", "on", "against", "to", "with", "for", "from", "at", "between", "among", "over", "as", "including", "after",
     "than", "into", "near")
)  # fmt: skip


class Asked(msgspec.Struct, frozen=True):
    """An event with all phrases of its sentence that may take part in it (``said``: what the parser says of each), where the grammar has
    them (heads of those who act, are acted on, say so, say anything), and which side is asked for: "actor" or "recipient"."""

    side: str
    frame: Frame
    said: dict[int, Shares]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    voices: frozenset[int]
    speakers: frozenset[int]
    parse: Parse
    mentions: Mentions
    classes: Classes
    lexicon: Lexicon

    def share(self, head: int) -> float:
        """That of the side asked for."""
        return float(getattr(self.said[head], self.side))

    def share_of_other(self, head: int) -> float:
        """That of the other side."""
        return self.said[head].recipient if self.side == "actor" else self.said[head].actor

    def found(self, head: int) -> str:
        """Where the grammar has a phrase."""
        own, other = (self.actors, self.recipients) if self.side == "actor" else (self.recipients, self.actors)
        if head in own:
            return "own"
        if head in other:
            return "other"
        return "voice" if head in self.voices else "speaker" if head in self.speakers else "free"


class _Event(msgspec.Struct, frozen=True, dict=True):
    """What is the same for all phrases of an event."""

    asked: Asked

    @cached_property
    def told(self) -> int:
        """The step of the share that the parser gives to the type of the entry."""
        at = trigger_of(self.asked.frame, self.asked.parse)
        return bisect(COARSE, self.asked.parse.told.share(at, self.asked.frame.entry.type))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Names of what an entry and its clause are, if they are it."""
        frame, clause = self.asked.frame, self.asked.parse.clause(self.asked.frame.clause)
        passive = clause is not None and clause.passive
        return ("passive",) * passive + ("both",) * frame.entry.both + ("learned",) * frame.entry.learned

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Slots of the entry for the side asked for."""
        entry = self.asked.frame.entry
        return tuple(entry.actor if self.asked.side == "actor" else entry.recipient)

    @cached_property
    def slots_of(self) -> dict[int, set[str]]:
        """In which slots the grammar has a phrase, by its head."""
        found: dict[int, set[str]] = {}
        for name, heads in self.asked.frame.fillers.items():
            for head in heads:
                found.setdefault(head, set()).add(name)
        return found

    @cached_property
    def shares(self) -> list[tuple[float, int]]:
        """Shares of the side asked for, the highest first, each with its phrase."""
        return sorted(((self.asked.share(head), head) for head in self.asked.said), reverse=True)

    @cached_property
    def mates(self) -> list[tuple[float, int]]:
        """... of the phrases that the grammar has on the side."""
        return [one for one in self.shares if self.asked.found(one[1]) == "own"]


def signs(asked: Asked, least: float = 0.0) -> Iterator[tuple[int, list[str]]]:
    """Each phrase that may be on a side, with its signs; the words of the event itself are none. ``least``: those that the grammar has
    not on the side are left out below this share of the parser."""
    event, words = _Event(asked), set(words_of(asked.frame))
    for head in asked.said:
        where = asked.found(head)
        if head not in words and (where == "own" or asked.share(head) >= least):
            step = bisect(COARSE, asked.share(head))
            yield (
                head,
                [
                    *_of_shares(head, where, step, asked),
                    *_of_event(where, step, event),
                    *_of_words(head, where, step, asked),
                    *_of_place(head, where, step, event),
                    *_of_company(head, where, step, event),
                ],
            )


def _of_shares(head: int, where: str, step: int, asked: Asked) -> tuple[str, ...]:
    """What the parser says of it."""
    said = asked.said[head]
    return (
        where,
        f"{where}_share_{bisect(FINE, asked.share(head))}",
        f"{where}_share_{step}_other_{bisect(COARSE, asked.share_of_other(head))}",
        f"{where}_voice_{bisect(COARSE, said.voice)}",
    )


def _of_event(where: str, step: int, event: _Event) -> Iterator[str]:
    """What kind of event it is by its entry, and how the parser takes it."""
    frame = event.asked.frame
    family = "_".join(frame.entry.id.split(".")[:2])
    yield from (
        f"{where}_{frame.kind}",
        f"{where}_{frame.kind}_share_{step}",
        f"{where}_{frame.entry.type}",
        f"{where}_{family}",
    )
    yield from (f"{frame.entry.type}_share_{step}", f"{where}_told_{event.told}", f"told_{event.told}_share_{step}")
    for mark in event.marks:
        yield from (f"{where}_{mark}_{frame.kind}", f"{where}_{mark}_share_{step}")
    if not event.slots:
        yield from (f"{where}_no_slot", f"no_slot_share_{step}")


def _of_words(head: int, where: str, step: int, asked: Asked) -> Iterator[str]:
    """What sort of word it is, and of which class."""
    known: dict[int, _Word] = asked.parse.once("words of sides", asked.classes, dict)
    word = known.get(head)
    if word is None:
        word = known[head] = _word(head, asked)
    yield from (
        f"{where}_{word.sort}",
        f"{where}_{word.kind}",
        f"{word.kind}_share_{step}",
        f"{where}_{word.party}_share_{step}",
    )
    if word.others:
        yield f"{where}_others"
    if word.on_map:
        yield f"{where}_on_map_share_{step}"


class _Word(NamedTuple):
    """What is the same of a phrase for all events of its sentence."""

    sort: str
    kind: str
    party: str
    others: bool
    on_map: bool


def _word(head: int, asked: Asked) -> _Word:
    token = asked.parse.tokens[head]
    kinds = asked.classes.of(head) or frozenset()
    kind = next((k for k in KINDS if k in kinds), "thing" if kinds else "unknown")
    party = "party" if parties.is_party(head, asked.parse, asked.mentions, asked.classes, asked.lexicon) else "no_party"
    others, on_map = token.lemma in ("other", "others"), head in asked.mentions.places
    return _Word(SORTS.get(token.pos, "noun"), kind, party, others, on_map)


def _of_place(head: int, where: str, step: int, event: _Event) -> Iterator[str]:
    """Where it stands: before or after, how far, in which slots, behind which preposition, on what it hangs."""
    asked, frame = event.asked, event.asked.frame
    above = set(asked.parse.tree.ancestors(head))
    far = min(abs(head - frame.head) // STEP, STEPS)
    yield from (f"{where}_before" if head < frame.head else f"{where}_after", f"{where}_far_{far}")
    yield f"{where}_under_{'head' if frame.head in above else 'clause' if frame.clause in above else 'none'}"
    slots = event.slots_of.get(head, set())
    yield from (f"{where}_slot_{name}_{frame.kind}" for name in sorted(slots & SLOTS))
    yield f"{where}_{'in' if slots.intersection(event.slots) else 'out'}_share_{step}"
    if where == "own" and not slots:
        yield from ("own_by_rule", f"own_by_rule_{frame.entry.type}", f"own_by_rule_share_{step}")
    yield from _of_way(head, where, step, asked)


def _of_way(head: int, where: str, step: int, asked: Asked) -> Iterator[str]:
    """The way to it from the event, its preposition, and whether it belongs to another event."""
    frame, parse = asked.frame, asked.parse
    event: Node = (False, frame.head) if frame.kind == "noun" or frame.clause < 0 else (True, frame.clause)
    way = parse.once("ways", None, lambda: Ways(parse)).between(event, head)
    yield from (f"{where}_way_{way}", f"way_{frame.kind}_{way}", f"way_{way}_share_{step}")
    phrase = parse.phrase(head)
    if phrase is None:
        return
    prep = phrase.prep if phrase.prep in PREPS or not phrase.prep else "x"
    yield from (f"{where}_prep_{prep}", f"{where}_site_{phrase.site}", f"site_{phrase.site}_{frame.kind}_share_{step}")
    if phrase.governor >= 0 and phrase.governor not in (frame.head, frame.clause):
        other = bisect(COARSE, 1 - parse.told.share(phrase.governor, NONE))
        yield from (f"{where}_of_event_{other}", f"of_event_{other}_share_{step}")


def _of_company(head: int, where: str, step: int, event: _Event) -> Iterator[str]:
    """How it compares with the others of the sentence, and with those on the side as the grammar has it."""
    asked = event.asked
    share = asked.share(head)
    best = next((one for one, other in event.shares if other != head), 0.0)
    mates = [one for one in event.mates if one[1] != head]
    mate = bisect(COARSE, mates[0][0]) if mates else "none"
    fine = bisect(FINE, share)
    yield from (f"{where}_mates_{min(len(mates), 2)}", f"{where}_mates_{bool(mates):d}_share_{fine}")
    yield from (f"{where}_mate_{mate}_share_{step}", f"{where}_rival_{bisect(COARSE, best)}_share_{step}")
    if share >= best:
        yield from (f"{where}_first", f"first_share_{fine}")
    yield from _of_ties(head, where, step, [other for _, other in mates], asked)


def _of_ties(head: int, where: str, step: int, mates: list[int], asked: Asked) -> Iterator[str]:
    """Whether it is joined to another, or stands inside or around one of the side."""
    phrase, tree = asked.parse.phrase(head), asked.parse.tree
    joined = phrase.conjunct_of if phrase is not None else -1
    if joined in asked.said:
        yield f"{where}_joined_{asked.found(joined)}_share_{step}"
    if not set(tree.ancestors(head)).isdisjoint(mates):
        yield f"{where}_inside_share_{step}"
    if any(head in tree.ancestors(mate) for mate in mates):
        yield f"{where}_around_share_{step}"
