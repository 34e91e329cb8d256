"""Which country a text, a sentence, a place is about."""

from __future__ import annotations

from actor_trees import FIGHTERS, IRAQIS, LEXICON, SHE, at
from hand_trees import parsed

from dateline.actors.country_context import CountryContext, alpha3, country_context
from dateline.actors.listed import find_listed
from dateline.types import Mention, Place, Resolution, Span


def of(*trees: str, places: tuple[Resolution, ...] = (), outlet: str = "") -> CountryContext:
    parse = parsed(*trees)
    return country_context(parse, find_listed(parse, LEXICON), places, None, outlet)


def test_the_country_something_is_placed_in_outweighs_a_nation() -> None:
    found = of(IRAQIS)
    assert found.order == ("SYR", "IRQ")
    assert found.country == "SYR"
    assert found.at == {5: "SYR"}


def test_a_sentence_is_about_the_one_country_it_names() -> None:
    found = of(IRAQIS, SHE)
    assert found.here == {0: ("SYR",)}
    assert (found.local(0), found.local(1)) == ("SYR", "SYR")


def test_a_resolved_place_counts_for_its_country() -> None:
    parse = parsed(FIGHTERS)
    mention = Mention("place", Span(0, 5), "Tavo", "gazetteer", at(parse, "rivers"), "literal")
    found = of(FIGHTERS, places=(Resolution(mention, Place("geonames:1", "Tavo", "NO"), 1.0),))
    assert (found.order[0], found.at[at(parse, "rivers")]) == ("NOR", "NOR")


def test_no_country_without_evidence_and_the_issuers_for_want_of_another() -> None:
    assert of(SHE).country == ""
    assert of(SHE, outlet="USA").country == "USA"


def test_codes_of_three_letters() -> None:
    assert (alpha3("AF"), alpha3("??")) == ("AFG", "")
