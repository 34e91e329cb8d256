"""Whether words in any case are a name: of an actor, a person, a nation, or of a place that is well known."""

from __future__ import annotations

from dateline.actors.directory import ActorLexicon
from dateline.lexicon import vocabulary
from dateline.places.cues import stoplist
from dateline.places.fold import fold, squash
from dateline.places.gazetteer import Entry, Gazetteer

WELL_KNOWN = 100_000
"""A town of so many people is known by one word that is an English word too."""

WIDE = frozenset({"country", "continent", "region", "admin1", "feature"})


def spelled(words: str, lexicon: ActorLexicon, gazetteer: Gazetteer) -> str | None:
    """The name that these words are, as it is written ("Boko Haram", "RSF"); None for words that are no name, or an everyday
    word as well."""
    folded = fold(words)
    form = next((form for form in lexicon.forms.get(squash(folded), ()) if form.is_name_word), None)
    if form is not None:
        return None if form.exact and vocabulary.is_word(folded) else form.text
    return _several(words, folded, gazetteer) if " " in folded else _single(words, folded, lexicon, gazetteer)


def _several(words: str, folded: str, gazetteer: Gazetteer) -> str | None:
    """The place of several words, a well known one where a word of them is one for people, things or events."""
    vague = any(map(vocabulary.is_of_conflict, folded.split()))
    return next((one.name for one in gazetteer.lookup(words) if not vague or _is_known(one)), None)


def _single(words: str, folded: str, lexicon: ActorLexicon, gazetteer: Gazetteer) -> str | None:
    if vocabulary.is_of_conflict(folded) or folded in stoplist():
        return None
    if folded in lexicon.surnames or folded in lexicon.first_names:
        return words.title()
    return next((one.name for one in gazetteer.lookup(words) if _is_known(one)), None)


def _is_known(place: Entry) -> bool:
    """Whether a place of one word is likelier meant than the word."""
    return place.precision in WIDE or bool(place.capital) or place.population >= WELL_KNOWN
