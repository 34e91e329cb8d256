"""Places of a title: as the dispatch spells them, with what stands before them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from dateline.lexicon.files import in_force
from dateline.lexicon.titles import load as load_titles
from dateline.places.fold import fold
from dateline.record.titles.parties import AN, INDEFINITE, LONGEST, PUNCTUATION
from dateline.record.types import Kept
from dateline.types import Where

NARROW = ("feature", "city", "admin2", "admin1", "", "country", "region", "continent")
"""Precisions of places, the narrowest first."""
WIDE = frozenset({"country", "admin1", "region", "continent"})
SITE = 5  # words of a place without a name
SITE_WORDS = re.compile(r"^(?:the|an?) [a-z]")
SITED = re.compile(r"^(?:the|an?) (?P<site>[a-z][a-z' -]*?) (?P<before>in|near|on|outside|around|of) ")
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
    return f"{'an' if AN.match(match['site']) else 'a'} {text.split(' ', 1)[1]}"


def spelled(where: Where) -> str:
    """The name of a place as the dispatch spells it: "Kesh" of "the besieged town of Kesh in the north"."""
    text = " ".join(where.text.split()).strip(PUNCTUATION)
    runs = list(RUN.finditer(text[:1].lower() + text[1:] if text.startswith("The ") else text))
    if not runs or where.place is None:
        return runs[0][0] if runs else text
    carriers = load_titles(in_force()).carriers
    match = SITED.match(text)
    if match and match["before"] == "of" and match["site"].split()[-1] in carriers:
        return runs[0][0]
    name = fold(where.place.name)
    best = max(runs, key=lambda run: SequenceMatcher(None, fold(run[0]), name).ratio())
    behind = text[best.end() :].split()
    if behind and behind[0].strip(PUNCTUATION) in carriers:
        return f"the {best[0]} {behind[0].strip(PUNCTUATION)}"
    if len(behind) == 1 and behind[0].islower() and len(text.split()) <= SITE:
        return text.removeprefix("the ")
    return f"the {best[0]}" if text[: best.start()].casefold() == "the " else best[0]


def at(phrase: str, where: Where, kept: Kept, given: str) -> str:
    """A place in words with what stands before it: what the act asks for, else what the dispatch says, else "in", or "at" a
    site."""
    return f"{given or _before(phrase, where, kept)} {phrase}"


def _before(phrase: str, where: Where, kept: Kept) -> str:
    """The preposition before a place in its sentence, where a title may have it."""
    titles = load_titles(in_force())
    is_site = bool(SITE_WORDS.match(phrase))
    known = titles.before_sites if is_site else titles.before_places
    usual = "at" if is_site or phrase.rsplit(maxsplit=1)[-1] in titles.points else "in"
    if not is_site and where.place is not None and where.place.precision in WIDE:
        return usual
    text = " ".join(where.text.split())
    inner = text[: max(0, text.find(phrase.removeprefix("the ")))].casefold().split()
    outer = kept.sentence[: max(0, where.span.start - kept.claim.sentence.start)].casefold().split()
    if any(word in INNER for word in inner):
        return next((" ".join(last) for last in (inner[-2:], inner[-1:]) if " ".join(last) in known), usual)
    return next((" ".join(last) for last in (outer[-2:], outer[-1:]) if " ".join(last) in known), usual)
