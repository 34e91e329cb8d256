"""What is no event, though it is told of a deed: what people do each year or by custom, what "you" can do, what they do to themselves."""

from __future__ import annotations

from dateline.claims.values import Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause


def is_general(frame: Frame, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause tells of nothing that came about once: of a custom, or of anybody."""
    told = not frame.entry.traits.spoken and frame.kind == "verb"
    return told and (_is_custom(clause, parse, lexicon) or _is_of_you(clause, parse))


def _is_custom(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "They march each July", "presidents typically issue pardons": a plain present of what is done again and again."""
    if clause.tense not in ("present", "infinitive") or clause.perfect or parse.tokens[clause.head].tag == "VBG":
        return False
    adverbs = {parse.tokens[a].lower for a in clause.adverbs}
    return bool(adverbs & lexicon.words["custom_adverbs"]) or _is_yearly(clause, parse, lexicon)


def _is_yearly(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "each July", "every winter" behind the verb."""
    last = min(clause.last, parse.sentence(clause.head).last) - 1
    pairs = ((parse.tokens[i].lower, parse.tokens[i + 1].lower) for i in range(clause.head + 1, last))
    return any(each in ("each", "every") and time in lexicon.words["yearly_times"] for each, time in pairs)


def _is_of_you(clause: Clause, parse: Parse) -> bool:
    """ "You cannot fight a rifle with a stick": of anybody."""
    return bool(clause.modal) and [parse.tokens[s].lower for s in clause.subjects] == ["you"]


def is_upon_itself(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The group funds itself", "we shot ourselves in the foot": nobody else is acted on; what an entry's own form says so ("blew
    himself up") stands."""
    taken = frame.kind == "verb" and "object" in frame.entry.recipient and "object" in frame.fillers
    objects = frame.slot("object") if taken else ()
    own = all(parse.tokens[h].lower in lexicon.words["reflexives"] for h in objects)
    return bool(objects) and own and not set(objects) & set(frame.match.tokens)
