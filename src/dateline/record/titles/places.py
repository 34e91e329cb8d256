"""Places of a title: as the dispatch spells them, with what stands before them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from dateline.lexicon.files import Folders, in_force
from dateline.lexicon.titles import load as load_titles
from dateline.places.fold import fold
from dateline.record.titles.articles import OWNING, articled, indefinite, is_demonym
from dateline.record.titles.parties import INDEFINITE, LONGEST, PUNCTUATION
from dateline.record.types import Kept
from dateline.types import Where

NARROW = ("feature", "city", "admin2", "admin1", "", "country", "region", "continent")
"""Precisions of places, the narrowest first."""
WIDE = frozenset({"country", "admin1", "region", "continent"})
REMEMBERED = 16_384  # names of places, which many dispatches spell alike
SITE = 5  # words of a place without a name
SITE_WORDS = re.compile(r"^(?:the|an?) [a-z]")
SITED = re.compile(r"^(?:the|an?) (?P<site>[a-z][a-z' -]*?) (?P<before>in|near|on|outside|around|of) ")
POSSESSIVE = re.compile(r"['’]s?$")
INNER = frozenset({"in", "at", "on", "near", "outside", "around"})
RUN = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'ʼ-]*(?:\s+(?:(?:el|al|en|an|de|la|le|du|des|ar|as|ash)\s+)?[A-ZÀ-ÞĀ-Ž][\w’'ʼ-]*)*")


def width(where: Where) -> int:
    """How wide a place is: 0 for the narrowest."""
    precision = where.place.precision if where.place else ""
    return NARROW.index(precision) if precision in NARROW else len(NARROW)


def is_site(words_: str) -> bool:
    """Whether words for a place without a name can stand in a title: "a market"."""
    return bool(INDEFINITE.match(words_)) and len(words_.split()) <= SITE and words_ == words_.lower()


def sited(where: Where, said: str) -> str:
    """A place as a site at or near a name ("a base outside Wendou"), short enough for a title; "" for a town, and for what
    the parties say."""
    text = " ".join(where.text.split()).strip(PUNCTUATION)
    match = SITED.match(text)
    if match is None or len(text.split()) > LONGEST or match["site"].split()[-1] in said.split():
        return ""
    if match["before"] == "of":
        return "" if match["site"].split()[-1] in load_titles(in_force()).carriers else text
    return indefinite(text.split(" ", 1)[1])


def spelled(where: Where) -> str:
    """The name of a place as the dispatch spells it: "Kesh" of "the besieged town of Kesh in the north"; that of the gazetteer
    where its words hold no name ("the town") or a person gave it without words."""
    place = where.place
    return _spelled(
        in_force(), where.text, place.name if place else None, place is not None and place.precision == "city"
    )


@lru_cache(maxsize=REMEMBERED)
def _spelled(_folders: Folders, words_: str, known: str | None, is_city: bool) -> str:
    """The same of the words of a place and the name of the gazetteer, None where it knows none."""
    text = " ".join(words_.split()).strip(PUNCTUATION) or known or ""
    runs = list(RUN.finditer(text[:1].lower() + text[1:] if text.startswith("The ") else text))
    if known is None:
        return text if not runs or is_demonym(runs[0][0]) else POSSESSIVE.sub("", runs[0][0])
    if not runs:
        return known
    match = SITED.match(text)
    if match and match["before"] == "of" and _carries(match["site"].split()[-1]):
        return POSSESSIVE.sub("", runs[0][0])
    name = fold(known)
    best = max(runs, key=lambda run: SequenceMatcher(None, fold(run[0]), name).ratio())
    return known if is_demonym(best[0]) else _with_noun(text, best, bare=is_city and not known.startswith("The "))


def _with_noun(text: str, name: re.Match[str], *, bare: bool) -> str:
    """A name in its words with the noun behind it ("the Kesh region", "two Iraqi cities"), and its article; none where ``bare``: "the
    Goma suburb" is cut to the town."""
    owner = POSSESSIVE.sub("", name[0])
    if owner != name[0]:
        return owner
    behind = text[name.end() :].split()
    noun = behind[0].strip(PUNCTUATION) if behind else ""
    if _carries(noun) and not any(word.endswith(OWNING) for word in name[0].split()):
        return f"the {name[0]} {noun}"
    if len(behind) == 1 and noun.islower() and len(text.split()) <= SITE:
        return text.removeprefix("the ")
    return f"the {name[0]}" if text[: name.start()].casefold() == "the " and not bare else name[0]


def _carries(noun: str) -> bool:
    """Whether a noun carries a name: town, region."""
    return noun in load_titles(in_force()).carriers


def at(phrase: str, where: Where, kept: Kept, given: str) -> str:
    """A place in words with what stands before it: what the act asks for, else what the dispatch says, else "in", or "at" a
    site."""
    return f"{given or _before(phrase, where, kept)} {articled(phrase) if phrase[:1].isupper() else phrase}"


def _before(phrase: str, where: Where, kept: Kept) -> str:
    """The preposition before a place in its sentence, where a title may have it."""
    titles, is_bare = load_titles(in_force()), SITE_WORDS.match(phrase) is None
    known = titles.before_places if is_bare else titles.before_sites
    usual = "in" if is_bare and titles.points.isdisjoint(phrase.split()[-1:]) else "at"
    if is_bare and where.place is not None and where.place.precision in WIDE:
        return usual
    text = " ".join(where.text.split())
    inner = text[: max(0, text.find(phrase.removeprefix("the ")))].casefold().split()
    outer = kept.sentence[: max(0, where.span.start - kept.claim.sentence.start)].casefold().split()
    return _last(outer if INNER.isdisjoint(inner) else inner, known) or usual


def _last(words_: list[str], known: frozenset[str]) -> str:
    """The last two words, or the last one, when it is one of those known; else ""."""
    ends = (" ".join(words_[-2:]), " ".join(words_[-1:]))
    return next((one for one in ends if one in known), "")
