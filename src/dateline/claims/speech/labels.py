"""Speakers set off by a mark: the name before a colon ("Governor: no truce"), the name that signs a quotation behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.claims.speech.content import is_finite
from dateline.claims.speech.quotations import Quotation
from dateline.claims.values import Attributed, Classes
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse, Sentence
from dateline.text.trees import Phrase

DASHES = {"―", "—", "–", "--"}
SIGNATURE = 6  # tokens of a headline from the last back to the colon before its source
LEAST = 3  # words behind the colon: fewer are nothing that somebody could have said
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\.?|GMT|UTC))?\s*[-–—|:]?\s*", re.IGNORECASE)
"""The time of day that opens an entry of a live blog, before who says something."""
LABEL = VoiceCue(id="voice.label", human=True)
"""The cue of a colon behind a name and of a dash before one."""


def before_colon(parse: Parse, classes: Classes, lexicon: Lexicon) -> list[Attributed]:
    """ "Governor: no truce this year": the name before a colon that opens a headline, a paragraph or a turn of speech."""
    found = []
    for sentence in parse.sentences:
        phrase = _label(_behind_clock(sentence, parse), parse, classes, lexicon)
        rest = frozenset(range(phrase.last + 1, sentence.last)) if phrase is not None else frozenset()
        if phrase is not None and len(rest) >= LEAST:
            colon = next(i for i in range(phrase.last, sentence.last) if parse.tokens[i].text == ":")
            rest = frozenset(range(colon + 1, sentence.last))
            found.append(Attributed(LABEL, colon, (colon,), (phrase.head,), rest, that=True))
    return found


def _behind_clock(sentence: Sentence, parse: Parse) -> int:
    """The first token of a sentence behind the time of day that opens it."""
    clock = CLOCK.match(parse.text, sentence.span.start, sentence.span.end)
    first = parse.within(clock.end(), sentence.span.end).start if clock is not None else sentence.first
    return min(first, sentence.last - 1)


def behind_colon(parse: Parse, classes: Classes, lexicon: Lexicon) -> list[Attributed]:
    """ "Six killed in Kesh blast: army": the name or office behind the colon that closes a headline."""
    found = []
    for sentence in parse.sentences:
        phrase = _signature(sentence, parse, classes, lexicon)
        if phrase is not None and phrase.first - 1 - sentence.first >= LEAST:
            colon = phrase.first - 1
            said = frozenset(range(sentence.first, colon))
            found.append(Attributed(LABEL, colon, (colon,), (phrase.head,), said, that=True))
    return found


def behind_denial(cued: Iterable[Attributed], parse: Parse, lexicon: Lexicon) -> list[Attributed]:
    """ "The army denied it: rebels had fired": what stands behind the colon is told by who denies, unless a cue in it has a speaker.
    ``cued``: what verbs mark."""
    denying = lexicon.words["denying"] | lexicon.words["rejecting"]
    found, speaking = [], {a.head for a in cued if a.cue.speech}
    for clause in parse.clauses.values():
        if clause.lemma in denying and not clause.passive and clause.subjects:
            told = _behind_colon(clause.head, parse)
            if is_finite(told, parse) and speaking.isdisjoint(told):
                colon = told[0] - 1
                found.append(Attributed(LABEL, colon, (colon,), clause.subjects, frozenset(told), that=True))
    return found


def _behind_colon(head: int, parse: Parse) -> range:
    """What stands behind the colon of a token's sentence, which may be the next sentence; empty for no colon."""
    last = parse.sentence(head).last
    colon = next((i for i in range(head + 1, last) if parse.tokens[i].text == ":"), last)
    if colon + 1 == last < len(parse.tokens) and parse.sentence(last).block == parse.sentence(head).block:
        last = parse.sentence(last).last
    return range(colon + 1, last)


def _signature(sentence: Sentence, parse: Parse, classes: Classes, lexicon: Lexicon) -> Phrase | None:
    """The phrase between a colon and the end of a sentence, when it names somebody who may speak."""
    tokens = parse.tokens
    last = sentence.last - (tokens[sentence.last - 1].pos in ("PUNCT", "SPACE"))
    near = range(last - 1, max(last - SIGNATURE, sentence.first), -1)
    colon = next((i for i in near if tokens[i].text == ":"), last)
    phrases = (p for i in range(colon + 1, last) if (p := parse.phrase(i)) is not None)
    phrase = next((p for p in phrases if (p.first, p.last) == (colon + 1, last)), None)
    return phrase if phrase is not None and _speaks(phrase, parse, classes, lexicon) else None


def _label(first: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> Phrase | None:
    """The phrase from a token up to a colon near by, when it names somebody who may speak."""
    phrase = _before_colon(first, parse)
    return phrase if phrase is not None and phrase.first <= first and _speaks(phrase, parse, classes, lexicon) else None


def _before_colon(first: int, parse: Parse) -> Phrase | None:
    """The phrase that ends at a colon near by, or before what its somebody is; None where none does."""
    colon = next((i for i in range(first + 1, min(first + 8, len(parse.tokens))) if parse.tokens[i].text == ":"), first)
    phrases = (p for i in range(first, colon) if (p := parse.phrase(i)) is not None)
    return next((p for p in phrases if p.last == colon or _is_named_with_office(p, colon, parse)), None)


def _is_named_with_office(phrase: Phrase, colon: int, parse: Parse) -> bool:
    """ "Abdul Karimi, a tribal elder: “…”": a name, what he is between a comma and the colon, and a quotation."""
    behind = parse.tokens[colon + 1 : colon + 2]
    set_off = phrase.last < colon and parse.tokens[phrase.last].text == "," and [t.tag for t in behind] == ["``"]
    between = (parse.phrase(i) for i in range(phrase.last + 1, colon))
    return set_off and any(p is not None and p.last == colon for p in between)


def _speaks(phrase: Phrase, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """A person or organisation by name, an office, a study; no caption ("Photo: …")."""
    token, words = parse.tokens[phrase.head], lexicon.words
    if token.lower in words["caption_labels"]:
        return False
    office = not words["office_classes"].isdisjoint(classes.of(phrase.head) or ())
    return token.ent in ("PERSON", "ORG") or office or token.lower in words["study_nouns"]


def behind_dash(quotes: tuple[Quotation, ...], parse: Parse) -> list[Attributed]:
    """ "“We stayed.” — Ada Moss": the name that signs a quotation behind a dash."""
    found, tokens = [], parse.tokens
    for quote in quotes:
        at = next((i for i in range(quote.last, min(quote.last + 4, len(tokens))) if tokens[i].text in DASHES), -1)
        name = _name_after(at, parse) if at >= 0 else -1
        if name >= 0:
            said = frozenset(range(quote.first, quote.last))
            found.append(Attributed(LABEL, at, (at,), (name,), said, that=True, direct=True))
    return found


def _name_after(at: int, parse: Parse) -> int:
    """Head of the run of capitalised names right behind a token; -1 when there is none."""
    tokens, heads = parse.tokens, parse.tree.heads
    first = next((i for i in range(at + 1, min(at + 3, len(tokens))) if tokens[i].text.strip()), len(tokens))
    last = first
    while last < len(tokens) and tokens[last].pos == "PROPN":
        last += 1
    return next((i for i in range(first, last) if heads[i] == i or not first <= heads[i] < last), -1)
