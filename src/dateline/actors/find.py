"""Find the noun phrases, pronouns and nationality words that can be actors."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.classes import sort_of
from dateline.actors.directory import ActorLexicon
from dateline.actors.listed import Spot, head_of, spots
from dateline.actors.words import CALENDAR, is_person, leads_title, named, person_words, role_at, role_onward, shouting
from dateline.text.parse import Name, Parse
from dateline.text.trees import Phrase
from dateline.types import Mention, Place, Resolution, Span

LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "across",
        "through",
        "throughout",
        "inside",
        "into",
        "around",
        "outside",
        "within",
        "over",
        "onto",
        "along",
        "off",
        "beyond",
        "toward",
        "towards",
    }
)
PLACES = frozenset({"country", "capital"})


def find(
    parse: Parse, lexicon: ActorLexicon, published: str | None, places: Sequence[Resolution] = ()
) -> tuple[Mention, ...]:
    """All mentions of actors in text order, one a noun phrase. ``use``: name, description, pronoun, or modifier (a
    nationality or group that stands before a noun which is no actor itself: "Afghan airstrikes")."""
    listed = spots(parse, lexicon)
    owner = {i: spot for spot in listed for i in range(spot.first, spot.last)}
    located = _located(places)
    persons = person_words(parse)
    found: dict[int, Mention] = {}
    inside = {i for h in parse.phrases for i in _inside_role(parse, h, lexicon)}
    for head in sorted(parse.phrases):
        if head in inside and not _is_name(parse, head, owner):
            continue
        mention = _of_phrase(parse, parse.phrases[head], owner.get(head), lexicon, located, persons)
        if mention is not None:
            found[head] = mention
    for name in parse.names:
        if name.label == "PERSON" and name.last - name.first > 1:
            _add_name(parse, name, owner, found)
    for spot in listed:
        if not _covered(parse, spot, found):
            found[spot.head] = _modifier(parse, spot)
    for head in sorted(parse.phrases):
        if head not in found:
            _add_force(parse, parse.phrases[head], lexicon, owner, found)
    return tuple(sorted(found.values(), key=lambda m: (m.span, m.head)))


def _add_name(parse: Parse, name: Name, owner: dict[int, Spot], found: dict[int, Mention]) -> None:
    """A person's name that no phrase covers, where the parse went wrong."""
    span = parse.span(name.first, name.last)
    head = head_of(parse, name.first, name.last)
    if head in owner or any(m.span.start < span.end and span.start < m.span.end for m in found.values()):
        return
    found[head] = Mention("actor", span, parse.text[span.start : span.end], "name", head, "name")


def _add_force(
    parse: Parse, phrase: Phrase, lexicon: ActorLexicon, owner: dict[int, Spot], found: dict[int, Mention]
) -> None:
    """The force that stands before a noun which is no actor: "a coalition airstrike", "the rebel advance"."""
    for i in phrase.modifiers:
        token = parse.tokens[i]
        role = role_at(parse, i, lexicon, phrase.first) if i < phrase.head and token.pos in ("NOUN", "PROPN") else None
        if (
            role is not None
            and i not in owner
            and i not in found
            and (role[0].kind == "force" or "side" in role[0].traits)
        ) and "tool" not in role[0].traits:
            span = parse.span(role[1], i + 1)
            found[i] = Mention("actor", span, parse.text[span.start : span.end], "role", i, "modifier")


def _inside_role(parse: Parse, head: int, lexicon: ActorLexicon) -> range:
    """The tokens after the head that its role noun takes in ("staff" of "chief of staff")."""
    onward = role_onward(parse, head, lexicon)
    return range(head + 1, onward[1]) if onward is not None else range(0)


def _is_name(parse: Parse, head: int, owner: dict[int, Spot]) -> bool:
    return head in owner or parse.tokens[head].ent == "PERSON"


def _located(places: Sequence[Resolution]) -> dict[int, str]:
    """Head token -> use, of the mentions that were read as places."""
    return {r.mention.head: r.mention.use for r in places if isinstance(r.value, Place)}


def _of_phrase(
    parse: Parse,
    phrase: Phrase,
    spot: Spot | None,
    lexicon: ActorLexicon,
    located: dict[int, str],
    persons: frozenset[str],
) -> Mention | None:
    head = phrase.head
    token = parse.tokens[head]
    if spot is not None and spot.head != head:
        return None
    if token.text.capitalize() in CALENDAR or token.ent in ("DATE", "TIME", "MONEY", "PERCENT"):
        return None
    if spot is not None and not leads_title(parse, phrase, spot.last, spot.forms[0].entry.kind, lexicon):
        return _of_spot(parse, phrase, spot)
    sorts = sort_of(head, parse, lexicon)
    if token.pos == "PRON":
        return _mention(parse, phrase, f"pronoun.{token.lower}", "pronoun") if sorts else None
    name = named(parse, phrase, lexicon)
    if name is not None and token.ent != "PERSON" and _purpose(parse, phrase, lexicon):
        return None
    if token.text in persons or name is not None:
        place = located.get(head) == "literal" or (not sorts and (_local(phrase) or shouting(parse, head)))
        person = token.text in persons or (name is not None and is_person(parse, name, lexicon))
        return None if place and not person else _mention(parse, phrase, "name", "name")
    return _mention(parse, phrase, "role", "description") if sorts else None


def _purpose(parse: Parse, phrase: Phrase, lexicon: ActorLexicon) -> bool:
    """Whether the phrase only says what an office is for ("Minister of Foreign Affairs")."""
    above = phrase.governor
    if phrase.prep not in ("of", "for") or not 0 <= above < phrase.first or not parse.tokens[above].text[0].isupper():
        return False
    name = named(parse, phrase, lexicon)
    return role_at(parse, above, lexicon) is not None and (name is None or not is_person(parse, name, lexicon))


def _of_spot(parse: Parse, phrase: Phrase, spot: Spot) -> Mention | None:
    entry = spot.forms[0].entry
    if entry.kind in PLACES and _local(phrase):
        return None
    if entry.kind == "people":
        adjective = parse.tokens[phrase.head].pos == "ADJ" and not phrase.determiner and not phrase.numbers
        return None if adjective else _mention(parse, phrase, entry.id, "description", spot)
    return _mention(parse, phrase, entry.id, "name", spot)


def _local(phrase: Phrase) -> bool:
    return phrase.prep in LOCATIVE and phrase.site in ("oblique", "modifier")


def _mention(parse: Parse, phrase: Phrase, rule: str, use: str, spot: Spot | None = None) -> Mention:
    first, last = phrase.first, phrase.last
    if spot is not None:
        first, last = min(first, spot.first), max(last, spot.last)
    while first < phrase.head and not parse.tokens[first].text[0].isalnum():
        first += 1
    span = parse.span(first, last)
    return Mention("actor", span, parse.text[span.start : span.end], rule, phrase.head, use)


def _covered(parse: Parse, spot: Spot, found: dict[int, Mention]) -> bool:
    if spot.head in parse.phrases and spot.head in found:
        return True
    if any(
        m.head != spot.head and spot.first >= parse.phrases[m.head].first and spot.last <= m.head
        for m in found.values()
        if m.head in parse.phrases and m.use == "description"
    ):
        return True
    entry = spot.forms[0].entry
    if entry.kind == "capital" or (spot.head in parse.phrases and _local(parse.phrases[spot.head])):
        return True
    span = parse.span(spot.first, spot.last)
    return any(m.use == "name" and _within(span, m.span) for m in found.values())


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _modifier(parse: Parse, spot: Spot) -> Mention:
    span = parse.span(spot.first, spot.last)
    return Mention("actor", span, parse.text[span.start : span.end], spot.forms[0].entry.id, spot.head, "modifier")
