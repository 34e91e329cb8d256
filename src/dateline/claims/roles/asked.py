"""Who is asked by a demand, and who only has to do with what is asked for."""

from __future__ import annotations

from dateline.claims.roles.parties import has_of_phrase, parties_among
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

OWNER = 6  # tokens behind a possessor within which what it owns is looked for


def those_asked(heads: list[int], parse: Parse, lexicon: Lexicon) -> list[int]:
    """Those of the heads of whom something may be demanded."""
    return [h for h in heads if not is_beside(h, parse, lexicon)]


def is_beside(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Demanded an airlift for patients", "demanded his release", "demanded an apology to the widows": it is not demanded of them."""
    return _is_meant_for(head, parse) or _is_given_to(head, parse) or _is_freed(head, parse, lexicon)


def _is_meant_for(head: int, parse: Parse) -> bool:
    phrase = parse.phrase(head)
    return phrase is not None and phrase.prep == "for"


def _is_given_to(head: int, parse: Parse) -> bool:
    """ "Demanded an apology to the widows", "sought access to the plant": what a thing asked for is to go to or lead to."""
    phrase = parse.phrase(head)
    return phrase is not None and phrase.prep == "to" and parse.phrase(phrase.governor) is not None


def _is_freed(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether it is the possessor of what is done to somebody ("his release", "her detention"), told with nobody who does it."""
    deed = _owned_by(head, parse)
    if deed < 0 or has_of_phrase(deed, parse):
        return False
    rows = lexicon.event_nouns.get(parse.lemma(deed), ())
    return any(e.of == "object" and e.traits.personal for e, _ in rows)


def _owned_by(head: int, parse: Parse) -> int:
    """Head of the phrase whose possessor a word is; -1 for none."""
    near = (parse.phrase(at) for at in range(head + 1, min(head + OWNER, len(parse.tokens))))
    return next((p.head for p in near if p is not None and head in p.possessors), -1)


def who_is_to_go(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Demanded the resignation of the minister", "the judge's removal": whose it is."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) not in lexicon.words["leaving_office"]:
        return []
    return parties_among((h for prep, h in phrase.preps if prep == "of"), parse, mentions, classes, lexicon)


def answering(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "The army agreed to a request by clerics for a truce", "the party rejected calls to step down": who answers was asked."""
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    if frame.kind != "noun" or phrase is None or clause is None or not frame.entry.traits.asks_subject:
        return []
    answers = clause.lemma in lexicon.words["answering_verbs"] and phrase.governor == clause.head
    held = phrase.site == "object" or phrase.prep in ("to", "with")
    return parties_among(clause.doers, parse, mentions, classes, lexicon) if answers and held else []
