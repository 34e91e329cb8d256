"""Stretches of a parse that the gazetteer or the list of peoples knows: the longest ones, left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.places.countries import country_names
from dateline.places.cues import cue, longer_names
from dateline.places.fold import fold
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.text.header import placeless
from dateline.text.parse import Parse, Token
from dateline.types import Document

LONGEST = 7  # tokens of a name: "Democratic Republic of the Congo", "Sar - e Pol"
KNOWN = 300_000  # people of a town that is known by its name alone

MONTH_OR_DAY = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", re.IGNORECASE
)


class Candidate(msgspec.Struct, frozen=True):
    """Tokens ``first`` up to and without ``last``. ``entries``: what the gazetteer has; ``people``: it is a demonym."""

    first: int
    last: int
    text: str
    entries: tuple[Entry, ...] = ()
    people: bool = False
    generic: str = ""
    parser: bool = False


def starts_name(token: Token) -> bool:
    """May a name begin with this token: does it start with a capital, be it behind an elided article ("d'Ivoire")."""
    text = token.text
    return text[:1].isupper() or (text[:2] in ("d'", "d’", "l'", "l’") and text[2:3].isupper())


def candidates(parse: Parse, gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates in text order, none overlapping: gazetteer names, demonyms, and what only the parser calls a place."""
    found: list[Candidate] = []
    for sentence in parse.sentences:
        i = sentence.first
        while i < sentence.last:
            here = _longest(parse, gazetteer, i, sentence.last) if starts_name(parse.tokens[i]) else None
            if here is not None:
                found.append(here)
            i = here.last if here is not None else i + 1
    found = [_widened(parse, gazetteer, c) for c in found]
    taken = {i for c in found for i in range(c.first, c.last)}
    found.extend(c for c in _unknown(parse) if not taken & set(range(c.first, c.last)))
    return sorted(found, key=lambda c: c.first)


def _longest(parse: Parse, gazetteer: Gazetteer, first: int, end: int) -> Candidate | None:
    if parse.tokens[first].lower in cue("no_start"):
        return None
    for last in _ends(parse, first, end):
        found = _at(parse, gazetteer, first, last)
        if found is None:
            continue
        if not found.entries:
            return found
        longer = _before_name(parse, gazetteer, first, end) if last == first + 1 else None
        return longer or _with_generic(parse, found, end)
    return _before_name(parse, gazetteer, first, end)


def _at(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> Candidate | None:
    """What these words are as they stand: a people, a longer name that is no place, or entries; None for neither."""
    text = parse.quote(first, last)
    found = entries(gazetteer, text)
    if _is_people(gazetteer, text) and not any(e.precision in ("country", "continent", "region") for e in found):
        return Candidate(first, last, text, people=True)
    if fold(text) in longer_names():
        return Candidate(first, last, text)
    return Candidate(first, last, text, found) if found else None


def _is_people(gazetteer: Gazetteer, text: str) -> bool:
    return any(n.kind == "demonym" for n in country_names(text)) or bool(gazetteer.people(text))


def entries(gazetteer: Gazetteer, text: str) -> tuple[Entry, ...]:
    """What the gazetteer has for a name as it stands, without what only another spelling would mean ("us", "SWAT")."""
    if len(text) < 2 or text.islower() or cue("direction").issuperset(text.lower().replace("-", " ").split()):
        return ()
    found = gazetteer.lookup(text)
    letters, capitals = len(text.replace(".", "")), text.isupper()
    if letters > 4 or (letters == 4 and not capitals):
        return found
    return tuple(e for e in found if _fits_short(e, capitals, letters, text))


def _fits_short(entry: Entry, capitals: bool, letters: int, text: str) -> bool:
    """Whether a name of up to four letters, written like this, can stand for an entry."""
    if not capitals:  # "Us", "In", "Al" are words; "US" and "Ala." are looked up as they stand
        return entry.precision not in ("country", "admin1") or text.endswith(".")
    if letters == 4:  # "OSLO" at the head of a dispatch, but not "SWAT"
        return entry.precision == "country" or bool(entry.capital) or entry.population >= KNOWN
    return entry.precision in ("country", "admin1", "region", "continent")


def _ends(parse: Parse, first: int, end: int) -> list[int]:
    """Where a name from ``first`` may end, longest first: after a capitalised word, with only joining words inside."""
    ends = []
    for i in range(first, min(first + LONGEST, end)):
        token = parse.tokens[i]
        if starts_name(token) or (i > first and parse.tokens[i - 1].text == "-" and token.text.isalpha()):
            ends.append(i + 1)
        elif token.lower not in cue("inside"):
            break
        if token.text == "." or (token.text.endswith(".") and len(token.text) > 5):
            break
    return ends[::-1]


def _with_generic(parse: Parse, here: Candidate, end: int) -> Candidate:
    """Take a capitalised kind word into the name: "Tarrant County" is one name, "Red Bank Road" is no "Red Bank".

    A country or state keeps its name ("Ohio Turnpike" stands in Ohio), but for rivers, seas and the like.
    """
    if here.last >= end or parse.tokens[here.last - 1].lower in cue("unit"):
        return here
    token = parse.tokens[here.last]
    if not starts_name(token) or token.text.isupper():
        return here
    for kind in ("feature",) if _keeps_name(here) else ("unit", "feature", "road"):
        if token.lower in cue(kind):
            text = parse.quote(here.first, here.last + 1)
            return Candidate(here.first, here.last + 1, text, here.entries if kind == "unit" else (), generic=kind)
    return here


def _keeps_name(here: Candidate) -> bool:
    return any(e.precision in ("country", "admin1", "continent") or e.capital for e in here.entries)


def _before_name(parse: Parse, gazetteer: Gazetteer, first: int, end: int) -> Candidate | None:
    """ "Lake Hartwell", "Mount Ushba", "Camp Bastion": the kind word comes first."""
    tokens = parse.tokens
    if tokens[first].lower not in cue("feature_before"):
        return None
    start = first + (2 if first + 1 < end and tokens[first + 1].text == "of" else 1)
    names = (i for i in range(start, min(start + 2, end)) if not (starts_name(tokens[i]) and tokens[i].pos == "PROPN"))
    last = next(names, min(start + 2, end))
    if last <= start:
        return None
    found = entries(gazetteer, parse.quote(first, last))
    if not found and last == start + 2:
        last, found = start + 1, entries(gazetteer, parse.quote(first, start + 1))
    return Candidate(first, last, parse.quote(first, last), found, generic="feature")


def _unknown(parse: Parse) -> Iterator[Candidate]:
    for name in parse.names:
        if name.label == "LOC":
            first, last = _trimmed(parse, name.first, name.last)
            if first < last and starts_name(parse.tokens[first]):
                yield Candidate(first, last, parse.quote(first, last), parser=True)


def _widened(parse: Parse, gazetteer: Gazetteer, here: Candidate) -> Candidate:
    """A little-known name inside a longer one that the parser calls a place: "Hinton" in "Cherry Hinton"."""
    if here.people or any(e.precision != "city" or e.capital or e.population > KNOWN for e in here.entries):
        return here
    name = parse.name_at(here.first)
    if name is None or name.label != "LOC" or here.last > name.last:
        return here
    first, last = _trimmed(parse, name.first, name.last)
    if not _is_name_around(parse, here, first, last):
        return here
    text = parse.quote(first, last)
    return Candidate(first, last, text, entries(gazetteer, text), parser=True)


def _is_name_around(parse: Parse, here: Candidate, first: int, last: int) -> bool:
    """Whether the words that the longer name adds are all words of a name, and no points of the compass."""
    extra = [parse.tokens[i] for i in (*range(first, here.first), *range(here.last, last))]
    return bool(extra) and all(t.text.isalpha() and starts_name(t) and t.lower not in cue("direction") for t in extra)


def _trimmed(parse: Parse, first: int, last: int) -> tuple[int, int]:
    while first < last and not starts_name(parse.tokens[first]):
        first += 1
    while first < last and not parse.tokens[last - 1].text[-1:].isalnum():
        last -= 1
    return first, last


def outside(document: Document, gazetteer: Gazetteer, kind: str) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
    """(start, text, entries) of gazetteer names in blocks of a kind that are not parsed (dateline, credit)."""
    for block in document.blocks:
        if block.kind == kind:
            start, end = block.span.start, block.span.end
            words = _words(document.text, start, end)
            if kind == "dateline":
                other = placeless(document.text, block.span)
                words = [(a, b) for a, b in words if not any(a < last and first < b for first, last in other)]
            yield from _in_block(document.text, words, gazetteer)


def _in_block(
    text: str, words: list[tuple[int, int]], gazetteer: Gazetteer
) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + 4), i, -1):
            name = text[words[i][0] : words[j - 1][1]]
            place = name[0].isupper() and "," not in name[:-1] and not _in_date(text, words[i], words[j - 1])
            found = entries(gazetteer, name) if place else ()
            if found:
                yield words[i][0], name, found
                i = j - 1
                break
        i += 1


def _in_date(text: str, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a month or a day's name stands beside digits: "May" of "12 May 2024", "March" of "March 3"."""
    name = text[first[0] : last[1]]
    return bool(MONTH_OR_DAY.fullmatch(name)) and (
        text[: first[0]].rstrip()[-1:].isdigit() or text[last[1] :].lstrip(" .,")[:1].isdigit()
    )


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words, at = [], start
    for word in text[start:end].split():
        at = text.index(word, at)
        bare = word.strip(",;:()[]—–-\"“”'")
        if bare:
            lead = at + word.index(bare)
            words.append((lead, lead + len(bare)))
        at += len(word)
    return words
