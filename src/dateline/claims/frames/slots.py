"""The slots of a frame, filled: which words stand where, in the logical order of the active voice.

This is the one place where slots are looked for in the tree; every later stage reads ``Frame.fillers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from dateline.claims.frames.noun_slots import of_noun
from dateline.claims.frames.verb_slots import of_verb, wants_object
from dateline.claims.values import Attributions, Classes, Frame, Mentions, chain
from dateline.lexicon.entries import Event
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause

MARKS = ('"', "“")
ALWAYS = (
    "subject",
    "object",
    "with",
    "for",
    "on",
    "to",
    "to:clause",
    "that:clause",
    "to:subject",
    "that:subject",
    "claimer",
)
"""Slots that stages look at whatever the entry asks for."""
PARTIES = ("subject", "object")
"""Slots that a time never fills ("were released by noon")."""
Heads = tuple[int, ...]
Known = dict[tuple[object, ...], dict[str, Heads]]
"""Slots by the words and form of a trigger."""


@lru_cache(maxsize=4096)
def _parts(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each slot with the slots that it is an alternative of, in the order in which they are filled."""
    whole = dict.fromkeys(part for name in names for part in (*name.split("|"), name))
    return tuple((name, tuple(name.split("|")) if "|" in name else ()) for name in whole)


def names_of(entry: Event) -> tuple[str, ...]:
    """Every slot that an entry names in its constraints, needs and roles, and those that are always looked at."""
    wanted = (*entry.needs, *(entry.noun_needs or ()), *entry.needs_any, *entry.slots, *entry.no_slots)
    return tuple(dict.fromkeys((*ALWAYS, *wanted, *entry.actor, *entry.recipient, *entry.place, *entry.content)))


def fill(
    frame: Frame,
    names: Iterable[str],
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    known: Known | None = None,
) -> Frame:
    """The frame with the fillers of these slots: heads, () where nothing stands. "a|b" is the first filled of the two.

    ``known``: what was found for other frames of the same document, and will be for this one: entries that share a verb in one form share
    its slots.
    Two names are no place in a clause: ``speaker``, the nearest of those to whom the frame is attributed, and ``claimer``,
    the one who claims the deed. ``quote`` holds the quotation marks of the sentence.
    """
    found: dict[str, Heads] = {}
    shared = _shared(frame, known)
    for name, alternatives in _parts(tuple(names)):
        if alternatives:
            found[name] = next((heads for one in alternatives if (heads := found[one])), ())
        elif name in shared:
            found[name] = shared[name]
        else:
            heads = _spelt_out(_fillers(frame, name, attributions, parse, mentions, classes, lexicon), parse, lexicon)
            found[name] = tuple(h for h in heads if not mentions.in_time(h)) if name in PARTIES else heads
            shared[name] = found[name]
    return msgspec.structs.replace(frame, fillers=found)


def _shared(frame: Frame, known: Known | None) -> dict[str, Heads]:
    """The slots found already for frames of the same words in the same form; those of a noun depend on its entry."""
    if known is None or frame.kind == "noun":
        return {}
    match = frame.match
    form = (frame.kind, frame.head, frame.clause, match.tokens, match.objects, match.surface, wants_object(frame))
    return known.setdefault(form, {})


def _fillers(
    frame: Frame,
    name: str,
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Heads:
    if name == "speaker":
        return _speaker(frame, attributions)
    if name == "claimer":
        return tuple(_claimers(frame, parse, lexicon))[:1]
    if name == "quote":
        return _marks(frame, parse)
    if frame.kind == "attributive":
        return (frame.match.objects or ()) if name == "object" else ()
    if frame.kind == "noun":
        return of_noun(frame, name, parse, mentions, classes, lexicon)
    return of_verb(frame, name, parse, classes, lexicon)


def _spelt_out(heads: Heads, parse: Parse, lexicon: Lexicon) -> Heads:
    """The heads, with who is meant for the "what" of "on what he called rebels"."""
    if all(parse.tokens[h].lower != "what" for h in heads):
        return heads
    return tuple(m for h in heads for m in (_called(h, parse, lexicon) or (h,)))


def _called(head: int, parse: Parse, lexicon: Lexicon) -> Heads:
    """What somebody calls the thing that "what" stands for; () where the word does not open such a clause."""
    phrase = parse.phrase(head)
    if parse.tokens[head].lower != "what" or phrase is None:
        return ()
    inner = (parse.clauses[at] for at in phrase.clauses)
    called = next((c for c in inner if c.lemma in lexicon.words["calling_verbs"]), None)
    return tuple(h for h in (*called.objects, *called.predicates) if h != head) if called is not None else ()


def _speaker(frame: Frame, attributions: Attributions) -> Heads:
    over = chain(frame.head, frame.match.tokens, attributions)
    return next((a.speakers for a in over if frame.head != a.clause), ())


def _claimers(frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """Heads of those who claim the deed: "the group claimed the attack", "attacks, also claimed by X"."""
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    if frame.support is not None and frame.support.voice == "subject" and clause is not None:
        yield from clause.doers[:1]
    for at in phrase.clauses if phrase is not None and frame.kind == "noun" else ():
        yield from _by_whom(parse.clauses[at], lexicon)[:1]


def _by_whom(clause: Clause, lexicon: Lexicon) -> Heads:
    """Who claims a deed in a participle on it ("claimed by X"), the parser may take it for an active."""
    claims = any(s.voice == "subject" for s, _ in lexicon.support_verbs.get(clause.lemma, ()))
    if not claims or not (clause.passive or clause.kind == "participle"):
        return ()
    return clause.agents or tuple(h for prep, h in clause.obliques if prep == "by")


def _marks(frame: Frame, parse: Parse) -> Heads:
    sentence = parse.sentence(frame.head)
    return tuple(i for i in range(sentence.first, sentence.last) if any(m in parse.tokens[i].text for m in MARKS))
