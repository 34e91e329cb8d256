"""What stands in the slot of the other side and is none: nobody, a further word of the form, what is promised, to whom it is done."""

from __future__ import annotations

from dateline.claims.roles.parties import is_nobody
from dateline.claims.roles.reached import DEALINGS, WAYS_IN
from dateline.claims.values import Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse


def is_none(head: int, slot: str, frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether what stands in that slot is no side of the event, whatever its type."""
    if (
        is_nobody(head, parse, lexicon)
        or mentions.in_time(head)
        or is_vague(head, parse, mentions, lexicon)
        or _goes_with(head, frame, parse)
    ):
        return True
    beside_it = _is_seen_through(head, parse) or _is_what_is_given(head, slot, frame, parse)
    return suffers_it(head, slot, frame, parse) or beside_it or _is_the_matter(head, slot, frame, parse)


def suffers_it(head: int, slot: str, frame: Frame, parse: Parse) -> bool:
    """ "Demanded that it be given a seat", "he should be denied bail", "alleged that a man had been taken": to whom what is asked or
    alleged is done, who is neither asked nor accused."""
    if not slot.endswith(":subject") and frame.kind != "modal":
        return False
    phrase = parse.phrase(head)
    clause = parse.clause(phrase.governor) if phrase is not None else None
    return clause is not None and clause.passive and head in clause.subjects


def _is_what_is_given(head: int, slot: str, frame: Frame, parse: Parse) -> bool:
    """The "carriers" of "pledged 24 more carriers": the one object of a promise without a clause is what is promised, unless it is
    a name."""
    if parse.tokens[head].pos in ("PROPN", "PRON"):
        return False
    promised = (
        slot == "object" and slot in frame.entry.content and frame.entry.traits.deal and frame.entry.traits.verbal
    )
    return promised and not (frame.slot("to:clause") or frame.slot("that:clause"))


def _is_the_matter(head: int, slot: str, frame: Frame, parse: Parse) -> bool:
    """The "it" of "scrapped the levy, calling it robbery", "turned it down": of what may be judged or refused, the plan or deed rather
    than a body, unless it is the subject of a passive ("it was criticised")."""
    if slot != "object" or frame.kind != "verb" or "object" not in frame.entry.content:
        return False
    clause = parse.clause(frame.clause)
    return parse.tokens[head].lower == "it" and clause is not None and not clause.passive


def _is_seen_through(head: int, parse: Parse) -> bool:
    """The "trade" of "a ban on trade with Peru", the "access" of "blocked access to the embassy"."""
    return parse.lemma(head) in (*DEALINGS, *WAYS_IN)


def is_vague(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """The "that" of "rejected that", which goes back to nobody."""
    known = mentions.actors.get(head)
    return parse.tokens[head].lower in lexicon.words["vague_subjects"] and (known is None or known.value is None)


def _goes_with(head: int, frame: Frame, parse: Parse) -> bool:
    """ "fired live rounds and tear gas": what is coordinated with a word of the form is no target."""
    phrase = parse.phrase(head)
    return phrase is not None and phrase.conjunct_of in frame.match.tokens
