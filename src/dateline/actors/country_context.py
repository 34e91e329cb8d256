"""Which country a text, a sentence or a phrase is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from dateline.actors.listed import ListedName, entry_of
from dateline.actors.vocabulary import WORDS
from dateline.places.countries import by_code
from dateline.text.parse import Parse
from dateline.types import Place, Resolution

WEIGHT = {"country": 2.0, "people": 1.0, "capital": 1.0, "group": 1.0, "org": 0.5, "person": 1.0}
STOOD_IN = 3.0  # weight of a country the text places something in ("in Syria", a town of Syria)


ISSUER = 0.5  # weight of the country of who issued the text


OTHER = 0.5  # weight of any other entry of a country
DATELINE = 2.0  # weight of the country the dispatch was sent from
HEADLINE = 2.0
CLEAR = 0.4  # share of all weight that makes a country the text's own


class CountryContext(msgspec.Struct, frozen=True):
    """``order``: the alpha-3 codes of the text by weight, heaviest first; ``country``: the text's own, "" when none
    stands out; ``here``: per sentence, the countries it places something in; ``at``: head token -> country of a
    place that stands there."""

    order: tuple[str, ...]
    country: str
    here: dict[int, tuple[str, ...]]
    at: dict[int, str]

    def local(self, sentence: int) -> str:
        """The country a local actor of that sentence belongs to, "" when the text does not show one."""
        near = self.here.get(sentence, ())
        if len(set(near)) == 1 and (not self.country or near[0] in self.order[:3]):
            return near[0]
        return self.country


def alpha3(alpha2: str) -> str:
    """ISO 3166 alpha-3 of an alpha-2 code, "" when there is none."""
    country = by_code().get(alpha2)
    return country.alpha3 if country is not None else ""


class Evidence(NamedTuple):
    """That the token ``head`` names a country or something of it. ``located``: the text places something there;
    ``is_place``: the token is the country's name, its capital's, or that of a place in it; ``capital``: its capital's."""

    head: int
    country: str
    weight: float
    located: bool
    is_place: bool
    capital: bool = False


def country_context(
    parse: Parse, matches: Sequence[ListedName], places: Sequence[Resolution], day: str | None, outlet: str = ""
) -> CountryContext:
    """Weigh the countries, nations, groups and places a text names. ``day``: ISO, None when unknown; ``outlet``: the
    alpha-3 code of the country of who issued it, "" for none."""
    evidence, at = _evidence(parse, matches, places, day)
    weights = _weights(parse, evidence)
    if outlet:
        weights[outlet] = weights.get(outlet, 0.0) + ISSUER
    for country in _dateline_countries(places):
        weights[country] = weights.get(country, 0.0) + DATELINE
    order = tuple(c for c, _ in sorted(weights.items(), key=lambda x: (-x[1], x[0])))
    clear = bool(order) and weights[order[0]] >= CLEAR * sum(weights.values())
    return CountryContext(order, order[0] if clear else "", _located(parse, evidence), at)


def _evidence(
    parse: Parse, matches: Sequence[ListedName], places: Sequence[Resolution], day: str | None
) -> tuple[list[Evidence], dict[int, str]]:
    """What names and places show, and the country of each head token that is a place."""
    placed = list(_of_places(places))
    resolved = {found.head: found.country for found in placed}
    evidence = [e for e in _of_names(parse, matches, day) if not _is_namesake(e, resolved)]
    at = {found.head: found.country for found in evidence if found.is_place}
    for found in placed:
        if found.head not in at:
            evidence.append(found)
            at[found.head] = found.country
    return evidence, at


def _of_names(parse: Parse, matches: Sequence[ListedName], day: str | None) -> Iterator[Evidence]:
    """What the names of the lists show, in text order."""
    for match in matches:
        entry = entry_of(match.forms, day)
        if entry is not None and entry.country:
            is_place = entry.kind in ("country", "capital")
            located = is_place and _is_located_in(parse, match.head)
            weight = STOOD_IN if located else WEIGHT.get(entry.kind, OTHER)
            yield Evidence(match.head, entry.country, weight, located, is_place, entry.kind == "capital")


def _of_places(places: Sequence[Resolution]) -> Iterator[Evidence]:
    """What the resolved places show; names in blocks outside the parsed text show nothing here."""
    for r in places:
        if isinstance(r.value, Place) and r.value.country and r.mention.head >= 0 and r.mention.use in ("literal", ""):
            country = alpha3(r.value.country)
            if country:
                yield Evidence(r.mention.head, country, STOOD_IN, located=True, is_place=True)


def _is_namesake(found: Evidence, resolved: dict[int, str]) -> bool:
    """Whether the capital is another town of its name where the text says so ("Tripoli, Lebanon")."""
    return found.capital and resolved.get(found.head, found.country) != found.country


def _weights(parse: Parse, evidence: Sequence[Evidence]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for found in evidence:
        factor = HEADLINE if parse.sentence(found.head).kind == "headline" else 1.0
        weights[found.country] = weights.get(found.country, 0.0) + found.weight * factor
    return weights


def _located(parse: Parse, evidence: Sequence[Evidence]) -> dict[int, tuple[str, ...]]:
    """By sentence, the countries it places something in, in the order found."""
    here: dict[int, tuple[str, ...]] = {}
    for found in evidence:
        if found.located:
            sentence = parse.tokens[found.head].sent
            here[sentence] = (*here.get(sentence, ()), found.country)
    return here


def _is_located_in(parse: Parse, head: int) -> bool:
    phrase = parse.phrases.get(head)
    return phrase is not None and phrase.prep in WORDS.locative_prepositions


def _dateline_countries(places: Sequence[Resolution]) -> list[str]:
    """The country the dispatch was sent from: some evidence for local actors, none for where something happened."""
    values = (r.value for r in places if r.mention.use == "dateline")
    return [c for c in (alpha3(v.country) for v in values if isinstance(v, Place)) if c][:1]
