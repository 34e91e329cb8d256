"""Whether a mention that a form of the lexicon or the parser found tells an event of its type at all: named signs, there or not, weighed
by telling.toml. Numbers are steps of shares (FINE, or COARSE where two meet in one sign).

Nothing is asked of entries that somebody put on top of ours, and nothing where the parser was not taught events.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator

import msgspec

from dateline.claims.frames.learned import trigger_of, words_of
from dateline.claims.values import Draft
from dateline.lexicon import weights
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import TELLING
from dateline.text.parse import Parse
from dateline.text.told import COARSE, FINE, NONE

FULL = 6  # from which fit on an entry fits as well as any


class _Shares(msgspec.Struct, frozen=True):
    """What the parser says at a trigger, as steps: of the entry's own type, of any event, of the likeliest other type, of the likeliest
    actor and recipient in the sentence."""

    own: float
    any: float
    other: float
    actor: float
    recipient: float


def standing(drafts: Iterable[Draft], parse: Parse, lexicon: Lexicon) -> tuple[Draft, ...]:
    """The drafts of mentions that tell an event."""
    return tuple(d for d in drafts if tells(d, parse, lexicon))


def tells(draft: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether more speaks for an event than weights.LEARNED.tells. What is not decided yet ("is studying the offer") is told all the
    same: coders write it down as nothing, a record as that nobody has decided."""
    if not parse.told or draft.frame.entry.id in lexicon.given or draft.modality == "unknown":
        return True
    return round(sum(TELLING.get(name, 0.0) for name in signs(draft, parse)), 4) > weights.LEARNED.tells


def signs(draft: Draft, parse: Parse) -> list[str]:
    """What is seen of a mention; each sign begins with how it was found: ``form`` or ``word`` (of no form)."""
    by = "word" if draft.frame.entry.learned else "form"
    shares = _shares(draft, parse)
    step = bisect(COARSE, shares.own)
    return [
        *_of_shares(by, shares),
        *_of_event(by, step, draft, parse),
        *_of_sides(by, step, shares, draft),
        *_of_clause(by, draft, parse),
        *(() if draft.frame.entry.learned else _of_entry(step, draft)),
    ]


def _shares(draft: Draft, parse: Parse) -> _Shares:
    at, own = trigger_of(draft.frame, parse), draft.frame.entry.type
    types = parse.told.types(at)
    near = tuple(p.head for p in parse.phrases_near(draft.frame.head))
    roles = parse.told.roles(at, near) if near else ()
    return _Shares(
        types[own], 1 - types[NONE], max((share for kind, share in types.items() if kind not in (own, NONE)), default=0.0),
        max((one.actor for one in roles), default=0.0), max((one.recipient for one in roles), default=0.0),
    )  # fmt: skip


def _of_shares(by: str, shares: _Shares) -> tuple[str, ...]:
    return (
        by,
        f"{by}_share_{bisect(FINE, shares.own)}",
        f"{by}_any_{bisect(FINE, shares.any)}",
        f"{by}_other_{bisect(COARSE, shares.other)}_share_{bisect(COARSE, shares.own)}",
    )


def _of_event(by: str, step: int, draft: Draft, parse: Parse) -> Iterator[str]:
    """What word it is, of which type, how sure the text is of it."""
    frame, token = draft.frame, parse.tokens[draft.frame.head]
    yield from (f"{by}_{frame.kind}_{token.pos}", f"{by}_{frame.kind}_share_{step}", f"{by}_{token.pos}_share_{step}")
    yield from (f"{by}_{draft.type}", f"{draft.type}_share_{step}", f"{by}_from_{frame.entry.type}_{draft.type}")
    yield from (f"{by}_lemma_{token.lemma}", f"lemma_{token.lemma}_{draft.type}")
    yield from (f"{by}_{draft.modality}_{draft.certainty.polarity}", f"{by}_{draft.modality}_share_{step}")
    yield f"{by}_{'history' if draft.historical else 'news'}_share_{step}"
    yield f"{by}_words_{min(len(words_of(frame)), 3)}_share_{step}"


def _of_sides(by: str, step: int, shares: _Shares, draft: Draft) -> Iterator[str]:
    """Who takes part, as it was decided and as the parser alone says, who says so, and what is counted."""
    actor, recipient = bool(draft.actor), bool(draft.recipient)
    named = f"{'a' if actor else ''}{'r' if recipient else ''}" or "nobody"
    yield from (f"{by}_{named}", f"{by}_{named}_share_{step}", f"{by}_{named}_{draft.type}")
    yield from (
        f"{by}_actor_{bisect(COARSE, shares.actor)}_{actor:d}",
        f"{by}_recipient_{bisect(COARSE, shares.recipient)}_{recipient:d}",
    )
    yield f"{by}_{draft.frame.kind}_sides_{bisect(COARSE, shares.actor)}_{bisect(COARSE, shares.recipient)}"
    yield from (f"{by}_voices_{bool(draft.voices):d}", f"{by}_counts_{bool(draft.counts):d}_share_{step}")
    yield from (f"{by}_timed_{draft.time is not None:d}", f"{by}_placed_{bool(draft.place):d}")


def _of_clause(by: str, draft: Draft, parse: Parse) -> Iterator[str]:
    """The clause and the sentence in which it stands."""
    frame, clause = draft.frame, parse.clause(draft.frame.clause)
    yield f"{by}_{parse.sentence(frame.head).kind}"
    if clause is None:
        yield f"{by}_{frame.kind}_no_clause"
        return
    yield from (f"{by}_{frame.kind}_{clause.kind}", f"{by}_{frame.kind}_{clause.tense}")
    phrase = parse.phrase(frame.head)
    if frame.kind == "noun" and phrase is not None:
        yield from (
            f"{by}_site_{phrase.site}",
            f"{by}_determiner_{phrase.determiner or 'none'}",
            f"{by}_prep_{phrase.prep}_{phrase.site}",
        )
        yield f"{by}_under_{parse.tokens[phrase.governor].lemma}" if phrase.governor >= 0 else f"{by}_under_nothing"


def _of_entry(step: int, draft: Draft) -> Iterator[str]:
    """The entry of the lexicon, and how well it fits."""
    entry, fit = draft.frame.entry, max(0, min(int(draft.frame.score), FULL))
    yield from (
        f"entry_{entry.id}",
        f"family_{'.'.join(entry.id.split('.')[:2])}",
        f"family_{'.'.join(entry.id.split('.')[:2])}_share_{step}",
    )
    yield from (f"fit_{fit}", f"fit_{fit}_share_{step}")
