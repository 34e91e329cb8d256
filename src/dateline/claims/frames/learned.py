"""What the parser says of triggers: words of no form that tell an event all the same, and forms that tell none, or another."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from dateline.claims.frames.carrier import carrying_clause
from dateline.claims.values import Frame, Match
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import OTHER_TYPES
from dateline.text.parse import Parse
from dateline.text.told import COARSE, FINE, NONE

ENDS = frozenset((".", "!", "?", "…", "..."))
LEAST = 0.3  # share of another type from which on it is weighed


def words_of(frame: Frame) -> tuple[int, ...]:
    """The words that tell of a frame's event: its head first, the further words of its form, the light verb of a noun."""
    light = (frame.clause,) if frame.support is not None else ()
    return tuple(dict.fromkeys((frame.head, *frame.match.tokens, *light)))


def trigger_of(frame: Frame, parse: Parse) -> int:
    """That of these words which most likely tells an event, the head where two are alike."""
    return min(words_of(frame), key=lambda at: parse.told.share(at, NONE))


def outvoted(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the parser is all but sure that no word of a form tells an event. Never of an entry that somebody put on top of ours, or by
    which nothing is decided."""
    if not _may_be_outvoted(frame, parse, lexicon):
        return False
    none = weights.LEARNED.none if len(words_of(frame)) == 1 else weights.LEARNED.none_fixed
    return parse.told.share(trigger_of(frame, parse), NONE) >= none


def is_surely_told(frame: Frame, parse: Parse) -> bool:
    """Whether the parser is so sure of the type of a frame that rules of what is no claim do not hold against it; those of conditions
    do."""
    return bool(parse.told) and parse.told.share(trigger_of(frame, parse), frame.entry.type) >= weights.LEARNED.anyway


def _may_be_outvoted(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    entry = frame.entry
    return bool(parse.told) and not (entry.learned or entry.id in lexicon.given or entry.modality == "unknown")


class Other(NamedTuple):
    """A type that the parser says the words of a form tell, and that neither its entry has nor an announcement makes of that, and what is
    seen of the choice between both."""

    type: str
    signs: tuple[str, ...]


def retyped(frame: Frame, rivals: Iterable[Frame], parse: Parse, lexicon: Lexicon) -> Frame:
    """The frame, or where other_types.toml weighs more for the type that the parser says: the best of its rivals of that type, else the
    frame with that type and no mode."""
    other = other_type(frame, parse, lexicon)
    if other is None or round(sum(OTHER_TYPES.get(name, 0.0) for name in other.signs), 4) <= weights.LEARNED.retyped:
        return frame
    alike = [one for one in rivals if one.entry.type == other.type]
    entry = msgspec.structs.replace(frame.entry, type=other.type, mode=())
    retold = msgspec.structs.replace(frame, entry=entry, form_type=frame.entry.type)
    return max(alike, key=lambda one: one.score, default=retold)


def other_type(frame: Frame, parse: Parse, lexicon: Lexicon) -> Other | None:
    """The likeliest type beside the entry's; None where the parser gives it a share below LEAST, or it could not be told instead."""
    if not _may_be_outvoted(frame, parse, lexicon):
        return None
    at, type = trigger_of(frame, parse), frame.entry.type
    shares = parse.told.types(at)
    own = own_types(type, lexicon)
    other = max(sorted(lexicon.learned.keys() - own), key=lambda kind: shares[kind])
    if shares[other] < LEAST or not _is_free(at, parse, lexicon):
        return None
    return Other(other, _signs(frame, other, shares[other], sum(shares[kind] for kind in own), parse))


def own_types(type: str, lexicon: Lexicon) -> set[str]:
    """A type, and those that an announcement makes of it."""
    return {type, *(shift.to for shift in lexicon.shifts if shift.from_ == type)} & lexicon.learned.keys()


def _signs(frame: Frame, other: str, share: float, own: float, parse: Parse) -> tuple[str, ...]:
    """What is seen of the choice: both shares as steps, both types, the entry, the word and how long the form is."""
    entry, step = frame.entry, bisect(FINE, share)
    family = ".".join(entry.id.split(".")[:2])
    many = "one" if len(words_of(frame)) == 1 else "many"
    return (
        "any", f"share_{step}", f"own_{bisect(FINE, own)}", f"share_{step}_own_{bisect(COARSE, own)}",
        f"{many}_share_{step}", f"{frame.kind}_share_{step}", f"light_verb_{frame.support is not None:d}_share_{step}",
        f"{entry.type}_to_{other}", f"{entry.type}_to_{other}_share_{step}", f"to_{other}_share_{step}", f"{many}_{entry.type}",
        f"entry_{entry.id}", f"entry_{entry.id}_to_{other}", f"family_{family}", f"family_{family}_to_{other}",
        f"lemma_{parse.lemma(frame.head)}_to_{other}",
    )  # fmt: skip


def candidates(found: Iterable[Frame], parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """Frames of the learned entries; at the head of a frame found by its form more is asked, and at its further words none is made."""
    heads: set[int] = set()
    beside: set[int] = set()
    light: set[int] = set()
    for frame in found:
        heads.add(frame.head)
        beside.update(words_of(frame))
        light.update([frame.clause] if frame.support is not None else ())
    beside = (beside - heads) | light
    least = weights.LEARNED
    for at, type, share in parse.told.triggers(min(least.trigger, least.instead)):
        asked = least.instead if at in heads else least.trigger
        free = at not in beside and _is_free(at, parse, lexicon)
        if free and share >= asked and type in lexicon.learned:
            yield from _frame(at, type, parse, lexicon)


def _is_free(at: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the parser's word alone may tell what a word is."""
    held_back = parse.lemma(at) in lexicon.words["never_learned"]
    return not held_back and _is_sentence(at, parse) and not _is_denied(at, parse)


def _is_denied(at: int, parse: Parse) -> bool:
    """Whether the parser takes a word for one that denies the deed ("denied the raid"): the deed itself is told by no other word then."""
    return parse.told.mark(at, "polarity").get("-", 0.0) > weights.LEARNED.denied


def _is_sentence(at: int, parse: Parse) -> bool:
    """Whether the words around end as sentences do: rows of tables and lists say too little."""
    sentence = parse.sentence(at)
    return any(t.text in ENDS for t in parse.tokens[max(sentence.first, sentence.last - 2) : sentence.last])


def _frame(at: int, type: str, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """The frame of a trigger that heads a clause or a phrase; none for any other word."""
    clause, phrase = parse.clause(at), parse.phrase(at)
    if clause is not None and parse.tokens[at].pos in ("VERB", "AUX", "ADJ"):
        yield Frame(lexicon.learned[type], at, "verb", Match((at,)), at)
    elif phrase is not None:
        carrier = carrying_clause(phrase, parse)
        yield Frame(lexicon.learned[type], at, "noun", Match((at,)), carrier.head if carrier else -1)
