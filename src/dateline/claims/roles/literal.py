"""Which phrases say where something is: the words between, and what may be a place."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Phrase
from dateline.types import Actor, Place, Resolution


def literal(
    links: Iterable[tuple[str, int]], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Heads of the prepositional phrases, given as preposition and head, that say where the event of a frame is."""
    return [
        h
        for p, at in links
        for h in _beside(at, parse, lexicon)
        if _joins(p, h, frame, mentions, lexicon)
        and (is_literal(h, parse, mentions, classes, lexicon) or _is_unknown_name(p, h, parse, mentions, lexicon))
    ]


def _beside(head: int, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """What "in front of", "in the middle of" stand before: heads of the of-phrase; else the head itself."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) not in lexicon.words["bearing_nouns"] or phrase.modifiers:
        return (head,)
    return tuple(h for prep, h in phrase.preps if prep == "of") or (head,)


def _is_unknown_name(prep: str, head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """A name after "in" that neither the gazetteer nor the actor lexicon knows is a place."""
    token, known = parse.tokens[head], mentions.actors.get(head)
    if prep not in lexicon.words["name_prepositions"] or token.pos != "PROPN" or head in mentions.places:
        return False
    if known is not None and isinstance(known.value, Actor) and (known.value.id or known.value.code):
        return False
    return token.ent not in ("ORG", "DATE", "NORP", "EVENT") and not mentions.in_time(head)


def _joins(prep: str, head: int, frame: Frame, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether the preposition says where: at rest always, a direction where the event moves that way."""
    traits, words = frame.entry.traits, lexicon.words
    if (traits.speech and prep == "on") or (traits.takes_ground and prep in words["ahead_prepositions"]):
        return False
    if prep in words["outward_prepositions"]:
        return traits.leaves
    if prep in words["inward_prepositions"]:
        return traits.moves or (traits.reaches and prep in ("into", "through"))
    if prep in words["surface_prepositions"]:
        return _has_surface(prep, head, frame, mentions)
    return prep in words["rest_prepositions"]


def _has_surface(prep: str, head: int, frame: Frame, mentions: Mentions) -> bool:
    """ "On the base", "between Kesh and Toria", not "on the country"; but jets strike "over" one."""
    if frame.entry.traits.reaches and prep == "over":
        return True
    return precision(head, mentions) not in ("country", "continent")


def is_literal(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase names ground: a place that stands for itself, a site, a part of either."""
    known = mentions.places.get(head)
    if known is not None:
        return known.mention.use in ("literal", "")
    phrase = parse.phrase(head)
    kinds = classes.of(head) or frozenset()
    if phrase is None or _is_somebody(kinds) or parse.lemma(head) in lexicon.words["vague_places"]:
        return False
    if is_side(head, kinds, parse, mentions):
        return False
    return (
        bool(kinds & lexicon.words["ground_classes"])
        or _is_part(head, phrase, parse, mentions, classes, lexicon)
        or _names_place(head, parse, mentions)
    )


def _is_somebody(kinds: frozenset[str]) -> bool:
    """Persons; a market or hospital may be called one of those hit, and is ground for all that."""
    return bool(kinds & {"person", "official"}) and "facility" not in kinds


def _names_place(head: int, parse: Parse, mentions: Mentions) -> bool:
    inner = inner_name(head, parse, mentions) if parse.tokens[head].pos == "PROPN" else None
    return inner is not None and inner.mention.use in ("literal", "")


def _is_part(head: int, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """ "the northern part of the country", "the vicinity of the airfield", "ten miles from Kesh"."""
    if parse.lemma(head) not in lexicon.words["part_nouns"]:
        return False
    inner = [*(h for prep, h in phrase.preps if prep in ("of", "from")), *phrase.possessors]
    return any(is_literal(h, parse, mentions, classes, lexicon) or "country" in (classes.of(h) or ()) for h in inner)


def precision(head: int, mentions: Mentions) -> str:
    """How narrow the place of a token is: city, admin1, country …; "" when none was resolved."""
    known = mentions.places.get(head)
    return known.value.precision if known is not None and isinstance(known.value, Place) else ""


def is_side(head: int, kinds: frozenset[str], parse: Parse, mentions: Mentions) -> bool:
    """A state or organisation that acts, not the ground ("all states", "the Islamic State")."""
    if "country" in kinds and (parse.tokens[head].pos == "PROPN" or parse.tokens[head].tag == "NNS"):
        return True
    known = mentions.actors.get(head)
    named = known is not None and isinstance(known.value, Actor) and bool(known.value.id)
    return named and "facility" not in kinds and parse.tokens[head].pos == "PROPN"


def inner_name(head: int, parse: Parse, mentions: Mentions) -> Resolution | None:
    """ "the town of Kesh", "the Kesh market": the name inside the phrase resolves it; "the Turkish hospital" lies anywhere."""
    phrase = parse.phrase(head)
    if phrase is None:
        return None
    inside = range(phrase.last - 1, phrase.first - 1, -1)
    names = (mentions.places[i] for i in inside if i in mentions.places)
    return next((name for name in names if name.mention.rule != "demonym" and not _is_of_nation(name)), None)


def _is_of_nation(name: Resolution) -> bool:
    """A country before a noun ("the Saudi hospital", "a Saudi Arabia team"), which says whose a thing is and not where."""
    large = isinstance(name.value, Place) and name.value.precision == "country"
    return large and name.mention.use == "modifier"
