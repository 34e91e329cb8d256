"""Two nations or groups before one noun ("British and French troops") are two parties, and so are those whom a number announces."""

from __future__ import annotations

import msgspec

from dateline.claims.roles.parties import party
from dateline.claims.values import Mentions
from dateline.lexicon.load import Lexicon
from dateline.text import numbers
from dateline.text.parse import Parse
from dateline.text.trees import Phrase
from dateline.types import Actor, Party, Resolution, Span

GROUP = "group."  # rules of mentions that name a listed group
COUNTRY = 3  # letters of a country's code
SECTOR = 7  # letters of that of somebody in it


def each(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[Party, ...]:
    """The parties that a head stands for: one, or one for each of the countries and groups that stand side by side before it,
    each with its own words, its name ("British troops") and its code: the country's with the sector of the noun, or the group's."""
    whole = party(head, parse, mentions, lexicon)
    phrase = parse.phrase(head)
    named = _owners(phrase, parse, mentions) if phrase is not None else []
    if phrase is None or len(named) < 2:
        return (whole,)
    if any(
        len(code) > COUNTRY for _, _, code in named
    ):  # beside a group, a country is its government and not what the noun is
        named = [(first, last, f"{code}-GOV" if len(code) == COUNTRY else code) for first, last, code in named]
    behind = parse.span(named[-1][1], phrase.last)
    noun = parse.text[behind.start : behind.end]
    return tuple(
        _of(whole, code, parse.span(first, phrase.last if last == named[-1][1] else last), noun, parse)
        for first, last, code in named
    )


def listed(head: int, parse: Parse) -> tuple[int, ...]:
    """Heads of those whom a number announces and a list behind it names: "three countries, Peru, Chile and Haiti"; the head itself
    where they are more or fewer than that, or no names."""
    phrase = parse.phrase(head)
    if phrase is None or not phrase.numbers or len(phrase.appositions) != 1:
        return (head,)
    first = parse.phrase(phrase.appositions[0])
    found = (phrase.appositions[0], *(first.conjuncts if first is not None else ()))
    named = all(parse.tokens[at].pos == "PROPN" for at in found)
    counted = numbers.value([parse.tokens[at].lower for at in phrase.numbers])
    return found if named and len(found) > 1 and counted == len(found) else (head,)


def _of(whole: Party, owner: str, span: Span, noun: str, parse: Parse) -> Party:
    """The party of one country or group with that code."""
    text = parse.text[span.start : span.end]
    name = text if text.endswith(noun) else f"{text} {noun}"
    code = owner if len(owner) > COUNTRY else f"{owner}{whole.code[COUNTRY:]}"
    return msgspec.structs.replace(whole, text=text, span=span, name=name, code=code, id="")


def _owners(phrase: Phrase, parse: Parse, mentions: Mentions) -> list[tuple[int, int, str]]:
    """First token, end and code of the names of countries and groups before the head, where only "and" and commas part them;
    [] for fewer than two."""
    found: list[tuple[int, int, str]] = []
    for at in _modifiers(phrase, mentions):
        known = mentions.actors[at]
        span = known.mention.span
        inside = [i for i in range(phrase.head) if span.start <= parse.tokens[i].start < span.end]
        code = _code(known)
        if not inside or not code or (found and not _side_by_side(found[-1][1], inside[0], parse)):
            return []
        found.append((inside[0], inside[-1] + 1, code))
    return found if len({code for _, _, code in found}) == len(found) else []


def _code(known: Resolution) -> str:
    """The country of a name before a noun, or the code of a group; "" when it has none."""
    if not isinstance(known.value, Actor):
        return ""
    code = known.value.code
    return code if known.mention.rule.startswith(GROUP) else code[:COUNTRY] if len(code) in (COUNTRY, SECTOR) else ""


def _modifiers(phrase: Phrase, mentions: Mentions) -> list[int]:
    """The modifiers that name a people or country, in text order; those before the phrase's first word are of it as well."""
    named = (at for at in phrase.modifiers if at in mentions.actors and at < phrase.head)
    return sorted(at for at in named if mentions.actors[at].mention.use in ("modifier", ""))


def _side_by_side(end: int, start: int, parse: Parse) -> bool:
    """Whether nothing but "and" and commas stands between two words."""
    between = [parse.tokens[i].lower for i in range(end, start)]
    return bool(between) and all(word in (",", "and", "&") for word in between)
