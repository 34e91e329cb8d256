"""Whom violence hit, by all mentions of an event: each once, whatever he is called further down."""

from __future__ import annotations

from dateline.claims.values import Draft
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Party


def hit(main: Draft, drafts: tuple[Draft, ...], parse: Parse, lexicon: Lexicon) -> tuple[Party, ...]:
    """Whom the mentions of a violent event name as hit, each once; ``main``: the mention that the claim is made of. Bare
    figures ("eight") are counts alone."""
    found: dict[str, Party] = {}
    for party in _victims(main, drafts, parse, lexicon):
        if not any(_are_same_people(party, other, parse, lexicon) for other in found.values()):
            found.setdefault(party.name.lower(), party)
    return tuple(p for p in found.values() if not is_bare_number(p, lexicon))


def _are_same_people(one: Party, other: Party, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Three police officers" of a headline and "three officers" below it, "people" and "at least nine people": in other places of the
    text, the words of the one among those of the other, and no other number."""
    (words, number), (others, its) = (
        _called_and_counted(one, parse, lexicon),
        _called_and_counted(other, parse, lexicon),
    )
    same_word = bool(words and others) and (words <= others or others <= words)
    return one.span != other.span and same_word and (number == its or not number or not its)


def _called_and_counted(party: Party, parse: Parse, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """The lemmas by which a party is called, and its numbers."""
    inside = [parse.tokens[i] for i in parse.within(party.span.start, party.span.end)]
    numbers = {t.lemma for t in inside if t.pos == "NUM" or t.lemma in lexicon.words["number_words"]}
    called = {t.lemma for t in inside if t.pos in ("NOUN", "PROPN", "ADJ", "PRON", "VERB")}
    return called - numbers - lexicon.words["bound_words"], numbers


def _victims(main: Draft, drafts: tuple[Draft, ...], parse: Parse, lexicon: Lexicon) -> list[Party]:
    """Those of the main mention's sentence, then those whom other sentences add; who is spoken of again adds nobody, nor does the name
    of "a journalist"."""
    here = parse.tokens[main.frame.head].sent
    told = _without_gatherings(drafts, parse, lexicon)
    near = [p for d in told if parse.tokens[d.frame.head].sent == here for p in d.recipient]
    far = [p for d in told if parse.tokens[d.frame.head].sent != here for p in d.recipient]
    unnamed = any(p.text.partition(" ")[0].lower() in lexicon.words["indefinite"] for p in near)
    return [*near, *(p for p in far if near and not _is_again(p, lexicon) and not (unnamed and _is_named(p, parse)))]


def _without_gatherings(drafts: tuple[Draft, ...], parse: Parse, lexicon: Lexicon) -> list[Draft]:
    """The mentions without those that have a protest broken up for whom they hit, where another names people."""
    events = lexicon.event_nouns
    people = [d for d in drafts if any(parse.lemma(h) not in events for h in d.recipient_heads)]
    return [d for d in drafts if not d.frame.entry.traits.disperses or d in people or not people]


def _is_named(party: Party, parse: Parse) -> bool:
    """Whether all of its words are a name."""
    return all(parse.tokens[i].tag == "NNP" for i in parse.within(party.span.start, party.span.end))


def _is_again(party: Party, lexicon: Lexicon) -> bool:
    """ "The soldiers", "they": those who were named before."""
    first = party.text.partition(" ")[0].lower()
    return first in lexicon.words["definite"] | lexicon.words["person_pronouns"]


def is_bare_number(party: Party, lexicon: Lexicon) -> bool:
    """ "eight", "scores", "more than 260": a figure beside named victims, kept as a count alone; "six others" are people, "the three"
    are those named before."""
    if party.text.lower().startswith("the ") or party.text.lower().endswith("others"):
        return False
    told = party.text.lower().replace("-", " ").split()
    words = [w for w in told if w not in lexicon.words["bound_words"] and w != "of"]
    return (
        bool(words)
        and words != ["many"]
        and all(w in lexicon.words["number_words"] or w.replace(",", "").isdigit() for w in words)
    )
