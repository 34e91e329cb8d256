"""Which country a text, a sentence or a phrase is about."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.actors.find import LOCATIVE
from dateline.actors.listed import ListedName, entry_of
from dateline.places.countries import by_code
from dateline.text.parse import Parse
from dateline.types import Place, Resolution

WEIGHT = {"country": 2.0, "people": 1.0, "capital": 1.0, "group": 1.0, "org": 0.5, "person": 1.0}
STOOD_IN = 3.0  # weight of a country the text places something in ("in Syria", a town of Syria)
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


def country_context(
    parse: Parse, matches: Sequence[ListedName], places: Sequence[Resolution], day: str | None, outlet: str = ""
) -> CountryContext:
    """Weigh the countries, nations, groups and places a text names; ``outlet`` is the country of who issued it."""
    weights: dict[str, float] = {}
    here: dict[int, tuple[str, ...]] = {}
    at: dict[int, str] = {}
    for match in matches:
        entry = entry_of(match.forms, day)
        if entry is None or not entry.country:
            continue
        stands = entry.kind in ("country", "capital") and _is_located_in(parse, match.head)
        _note(parse, match.head, entry.country, STOOD_IN if stands else WEIGHT.get(entry.kind, 0.5), weights)
        if entry.kind in ("country", "capital"):
            at[match.head] = entry.country
        if stands:
            _add(here, parse.tokens[match.head].sent, entry.country)
    for head, country in _place_countries(places):
        if head not in at:
            _note(parse, head, country, STOOD_IN, weights)
            _add(here, parse.tokens[head].sent, country)
            at[head] = country
    if outlet:
        weights[outlet] = weights.get(outlet, 0.0) + 0.5
    for country in _dateline_countries(places):
        weights[country] = weights.get(country, 0.0) + DATELINE
    order = tuple(c for c, _ in sorted(weights.items(), key=lambda x: (-x[1], x[0])))
    clear = bool(order) and weights[order[0]] >= CLEAR * sum(weights.values())
    return CountryContext(order, order[0] if clear else "", here, at)


def _note(parse: Parse, head: int, country: str, weight: float, weights: dict[str, float]) -> None:
    weights[country] = weights.get(country, 0.0) + weight * (
        HEADLINE if parse.sentence(head).kind == "headline" else 1.0
    )


def _add(here: dict[int, tuple[str, ...]], sentence: int, country: str) -> None:
    here[sentence] = (*here.get(sentence, ()), country)


def _is_located_in(parse: Parse, head: int) -> bool:
    phrase = parse.phrases.get(head)
    return phrase is not None and phrase.prep in LOCATIVE


def _dateline_countries(places: Sequence[Resolution]) -> list[str]:
    """The country the dispatch was sent from: some evidence for local actors, none for where something happened."""
    values = (r.value for r in places if r.mention.use == "dateline")
    return [c for c in (alpha3(v.country) for v in values if isinstance(v, Place)) if c][:1]


def _place_countries(places: Sequence[Resolution]) -> list[tuple[int, str]]:
    found = []
    for r in places:
        if isinstance(r.value, Place) and r.value.country and r.mention.head >= 0 and r.mention.use in ("literal", ""):
            country = alpha3(r.value.country)
            if country:
                found.append((r.mention.head, country))
    return found
