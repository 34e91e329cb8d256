"""What stands in the slot of the other side and only says where it was: the way of a march, an area, a land fired into."""

from __future__ import annotations

from dateline.claims.roles.parties import is_spot
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Place

LEADING = ("to", "towards", "toward", "through", "in")  # prepositions of the way of those who march


def is_where(
    head: int, slot: str, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> bool:
    """Whether what stands in the slot of the other side only says where it was."""
    if _leads(head, slot, frame, parse, mentions, classes):
        return True
    if slot == "from" and frame.entry.traits.from_parties and _is_unknown_name(head, parse, mentions):
        return True  # "drove away goats from Lolmolog"
    road = "route" in (classes.of(head) or ())
    unknown = slot in frame.entry.place and not road and _is_unknown_name(head, parse, mentions)
    return frame.entry.traits.no_ground and (unknown or _is_bare_ground(head, parse, classes, lexicon))


def _leads(head: int, slot: str, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes) -> bool:
    """Whether it is where a march led, a land that something was fired into or that was visited, or the bare spot of a gathering."""
    kinds = classes.of(head) or frozenset()
    if is_way(slot, frame, parse) and "authority" not in kinds:
        return True
    fired_into = slot == "object" and _own_preposition(frame, parse) == "into"
    if (fired_into and _is_land(head, mentions)) or _is_visited(head, frame, mentions, kinds):
        return True
    return frame.entry.traits.gathering and is_spot(head, mentions) and "route" not in kinds


def _is_visited(head: int, frame: Frame, mentions: Mentions, kinds: frozenset[str]) -> bool:
    """ "Visited Peru", "a tour of the islands": not of a school, whose people one visits."""
    bare = "place" in kinds and not kinds & {"actor", "facility"}
    return frame.entry.traits.visits and (bare or _is_land(head, mentions))


def is_way(slot: str, frame: Frame, parse: Parse) -> bool:
    """ "Marched to the market", "through the streets": the form's own preposition makes its object where it led; those who govern
    are marched against."""
    last = _own_preposition(frame, parse) if slot == "object" else ""
    return last in LEADING and last in frame.entry.place


def _own_preposition(frame: Frame, parse: Parse) -> str:
    """The last word of a form with an object of its own, in lower case: "into" of "fired rockets into Peru"; "" for none."""
    return parse.tokens[frame.match.tokens[-1]].lower if frame.match.objects else ""


def _is_land(head: int, mentions: Mentions) -> bool:
    """A country or region named as such: what is fired into it hits nobody yet."""
    known = mentions.places.get(head)
    return known is not None and isinstance(known.value, Place)


def _is_unknown_name(head: int, parse: Parse, mentions: Mentions) -> bool:
    """A name that no list has: where places stand it is one."""
    named = (known.get(head) for known in (mentions.actors, mentions.places))
    return parse.tokens[head].pos == "PROPN" and all(one is None or one.value is None for one in named)


def _is_bare_ground(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """An area cordoned off is a place, nobody's side; a town besieged, a station, road or school closed is both."""
    kinds = classes.of(head) or frozenset()
    return (
        parse.lemma(head) not in lexicon.words["town_nouns"]
        and "place" in kinds
        and not kinds & (lexicon.words["party_classes"] | {"facility", "route"})
    )
