"""What the parser says of triggers: words of no form that tell an event all the same, and forms that tell none, or another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.frames.carrier import carrying_clause
from dateline.claims.values import Frame, Match
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.told import NONE

ENDS = frozenset((".", "!", "?", "…", "..."))
AT_MOST = 0.02  # share of its own type below which a form is taken for another


def words_of(frame: Frame) -> tuple[int, ...]:
    """The words that tell of a frame's event: its head first, the further words of its form, the light verb of a noun."""
    light = (frame.clause,) if frame.support is not None else ()
    return tuple(dict.fromkeys((frame.head, *frame.match.tokens, *light)))


def trigger_of(frame: Frame, parse: Parse) -> int:
    """That of these words which most likely tells an event, the head where two are alike."""
    return min(words_of(frame), key=lambda at: parse.told.share(at, NONE))


def outvoted(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the parser is all but sure that no word of a form tells an event, or that its one word tells one of a type that neither the
    entry has nor an announcement makes of it. Never of an entry that somebody put on top of ours, or by which nothing is decided."""
    entry = frame.entry
    if not parse.told or entry.learned or entry.id in lexicon.given or entry.modality == "unknown":
        return False
    at, alone = trigger_of(frame, parse), len(words_of(frame)) == 1
    none = weights.LEARNED.none if alone else weights.LEARNED.none_fixed
    return parse.told.share(at, NONE) >= none or (alone and _tells_another(frame.entry.type, at, parse, lexicon))


def _tells_another(type: str, at: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a word tells an event of a type that is neither the given one nor what an announcement makes of that."""
    own = {type, *(shift.to for shift in lexicon.shifts if shift.from_ == type)} & lexicon.learned.keys()
    if any(parse.told.share(at, kind) > AT_MOST for kind in own):
        return False
    return any(parse.told.share(at, kind) >= weights.LEARNED.against for kind in lexicon.learned.keys() - own)


def candidates(found: Iterable[Frame], parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """Frames of the learned entries; at the head of a frame found by its form more is asked, and at its further words none is made."""
    heads: set[int] = set()
    beside: set[int] = set()
    for frame in found:
        heads.add(frame.head)
        beside.update(words_of(frame))
    least = weights.LEARNED
    for at, type, share in parse.told.triggers(min(least.trigger, least.instead)):
        asked = least.instead if at in heads else least.trigger
        free = (
            _is_sentence(at, parse)
            and at not in beside - heads
            and parse.lemma(at) not in lexicon.words["never_learned"]
            and not _is_denied(at, parse)
        )
        if free and share >= asked and type in lexicon.learned:
            yield from _frame(at, type, parse, lexicon)


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
