"""Find the noun phrases, pronouns and nationality words that can be actors."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.classes import classes_of
from dateline.actors.directory import ActorLexicon
from dateline.actors.listed import ListedName, find_listed, head_of
from dateline.actors.words import (
    CALENDAR,
    in_capitals,
    is_person,
    is_title_modifier,
    name_in,
    person_words,
    role_at,
    role_with_complement,
)
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
PLACE_KINDS = frozenset({"country", "capital"})


def find(
    parse: Parse, lexicon: ActorLexicon, published: str | None, places: Sequence[Resolution] = ()
) -> tuple[Mention, ...]:
    """All mentions of actors in text order, one a noun phrase. ``use``: name, description, pronoun, or modifier (a
    nationality or group that stands before a noun which is no actor itself: "Afghan airstrikes")."""
    matches = find_listed(parse, lexicon)
    matched = {i: match for match in matches for i in range(match.first, match.last)}
    located = _place_uses(places)
    person_tokens = person_words(parse)
    found: dict[int, Mention] = {}
    inside = {i for h in parse.phrases for i in _complement_of_role(parse, h, lexicon)}
    for head in sorted(parse.phrases):
        if head in inside and not _is_name(parse, head, matched):
            continue
        mention = _of_phrase(parse, parse.phrases[head], matched.get(head), lexicon, located, person_tokens)
        if mention is not None:
            found[head] = mention
    for name in parse.names:
        if name.label == "PERSON" and name.last - name.first > 1:
            _add_name(parse, name, matched, found)
    for match in matches:
        if not _covered(parse, match, found):
            found[match.head] = _modifier(parse, match)
    for head in sorted(parse.phrases):
        if head not in found:
            _add_force(parse, parse.phrases[head], lexicon, matched, found)
    return tuple(sorted(found.values(), key=lambda m: (m.span, m.head)))


def _add_name(parse: Parse, name: Name, matched: dict[int, ListedName], found: dict[int, Mention]) -> None:
    """A person's name that no phrase covers, where the parse went wrong."""
    span = parse.span(name.first, name.last)
    head = head_of(parse, name.first, name.last)
    if head in matched or any(m.span.start < span.end and span.start < m.span.end for m in found.values()):
        return
    found[head] = Mention("actor", span, parse.text[span.start : span.end], "name", head, "name")


def _add_force(
    parse: Parse, phrase: Phrase, lexicon: ActorLexicon, matched: dict[int, ListedName], found: dict[int, Mention]
) -> None:
    """The force that stands before a noun which is no actor: "a coalition airstrike", "the rebel advance"."""
    for i in phrase.modifiers:
        token = parse.tokens[i]
        role = role_at(parse, i, lexicon, phrase.first) if i < phrase.head and token.pos in ("NOUN", "PROPN") else None
        if (
            role is not None
            and i not in matched
            and i not in found
            and (role[0].kind == "force" or "side" in role[0].traits)
        ) and "tool" not in role[0].traits:
            span = parse.span(role[1], i + 1)
            found[i] = Mention("actor", span, parse.text[span.start : span.end], "role", i, "modifier")


def _complement_of_role(parse: Parse, head: int, lexicon: ActorLexicon) -> range:
    """The tokens after the head that its role noun takes in ("staff" of "chief of staff")."""
    complemented = role_with_complement(parse, head, lexicon)
    return range(head + 1, complemented[1]) if complemented is not None else range(0)


def _is_name(parse: Parse, head: int, matched: dict[int, ListedName]) -> bool:
    return head in matched or parse.tokens[head].ent == "PERSON"


def _place_uses(places: Sequence[Resolution]) -> dict[int, str]:
    """Head token -> use, of the mentions that were read as places."""
    return {r.mention.head: r.mention.use for r in places if isinstance(r.value, Place)}


def _of_phrase(
    parse: Parse,
    phrase: Phrase,
    match: ListedName | None,
    lexicon: ActorLexicon,
    located: dict[int, str],
    person_tokens: frozenset[str],
) -> Mention | None:
    head = phrase.head
    token = parse.tokens[head]
    if match is not None and match.head != head:
        return None
    if token.text.capitalize() in CALENDAR or token.ent in ("DATE", "TIME", "MONEY", "PERCENT"):
        return None
    if match is not None and not is_title_modifier(parse, phrase, match.last, match.forms[0].entry.kind, lexicon):
        return _of_listed(parse, phrase, match)
    classes = classes_of(head, parse, lexicon)
    if token.pos == "PRON":
        return _mention(parse, phrase, f"pronoun.{token.lower}", "pronoun") if classes else None
    name = name_in(parse, phrase, lexicon)
    if name is not None and token.ent != "PERSON" and _is_office_complement(parse, phrase, lexicon):
        return None
    if token.text in person_tokens or name is not None:
        place = located.get(head) == "literal" or (not classes and (_is_locative(phrase) or in_capitals(parse, head)))
        person = token.text in person_tokens or (name is not None and is_person(parse, name, lexicon))
        return None if place and not person else _mention(parse, phrase, "name", "name")
    return _mention(parse, phrase, "role", "description") if classes else None


def _is_office_complement(parse: Parse, phrase: Phrase, lexicon: ActorLexicon) -> bool:
    """Whether the phrase only says what an office is for ("Minister of Foreign Affairs")."""
    above = phrase.governor
    if phrase.prep not in ("of", "for") or not 0 <= above < phrase.first or not parse.tokens[above].text[0].isupper():
        return False
    name = name_in(parse, phrase, lexicon)
    return role_at(parse, above, lexicon) is not None and (name is None or not is_person(parse, name, lexicon))


def _of_listed(parse: Parse, phrase: Phrase, match: ListedName) -> Mention | None:
    entry = match.forms[0].entry
    if entry.kind in PLACE_KINDS and _is_locative(phrase):
        return None
    if entry.kind == "people":
        adjective = parse.tokens[phrase.head].pos == "ADJ" and not phrase.determiner and not phrase.numbers
        return None if adjective else _mention(parse, phrase, entry.id, "description", match)
    return _mention(parse, phrase, entry.id, "name", match)


def _is_locative(phrase: Phrase) -> bool:
    return phrase.prep in LOCATIVE and phrase.site in ("oblique", "modifier")


def _mention(parse: Parse, phrase: Phrase, rule: str, use: str, match: ListedName | None = None) -> Mention:
    first, last = phrase.first, phrase.last
    if match is not None:
        first, last = min(first, match.first), max(last, match.last)
    while first < phrase.head and not parse.tokens[first].text[0].isalnum():
        first += 1
    span = parse.span(first, last)
    return Mention("actor", span, parse.text[span.start : span.end], rule, phrase.head, use)


def _covered(parse: Parse, match: ListedName, found: dict[int, Mention]) -> bool:
    if match.head in parse.phrases and match.head in found:
        return True
    if any(
        m.head != match.head and match.first >= parse.phrases[m.head].first and match.last <= m.head
        for m in found.values()
        if m.head in parse.phrases and m.use == "description"
    ):
        return True
    entry = match.forms[0].entry
    if entry.kind == "capital" or (match.head in parse.phrases and _is_locative(parse.phrases[match.head])):
        return True
    span = parse.span(match.first, match.last)
    return any(m.use == "name" and _within(span, m.span) for m in found.values())


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _modifier(parse: Parse, match: ListedName) -> Mention:
    span = parse.span(match.first, match.last)
    return Mention("actor", span, parse.text[span.start : span.end], match.forms[0].entry.id, match.head, "modifier")
