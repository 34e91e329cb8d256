"""ACLED's shape: every sub-event type of its codebook is reached from words, a province stands at its capital, a capture has to last."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from records import _read

from dateline.exports import acled, sheet
from dateline.exports.stream import events
from dateline.exports.summary import Summary, summed_up
from dateline.faces.export import claim_line
from dateline.places import units
from dateline.places.units import admin1, capital_of
from dateline.record.store import Store
from dateline.text.intake import read_text
from dateline.types import Claim, Place

WORDS = {
    "Government regains territory": "Iraqi troops recaptured the city of Tikrit from Islamic State on Monday, the army said.",
    "Non-state actor overtakes territory": "M23 rebels captured the town of Sake from the army on Monday, residents said.",
    "Armed clash": "Army soldiers attacked al-Shabab fighters in Baidoa on Monday, killing 14 of them, the army said.",
    "Excessive force against protesters": "Police shot dead three protesters in Khartoum on Monday, doctors said.",
    "Protest with intervention": "In Nairobi on Monday, police fired tear gas at protesters.",
    "Peaceful protest": "Thousands of people protested in Tunis on Monday against the price of bread.",
    "Violent demonstration": "Protesters rioted in Conakry on Monday, burning tyres and throwing stones at police.",
    "Mob violence": "A mob lynched two suspected thieves in Jos on Monday, police said.",
    "Chemical weapon": "Government forces attacked the town of Douma with chlorine gas on Monday, killing 40 civilians, rescuers said.",
    "Air/drone strike": "Turkish warplanes bombed the town of Duhok on Monday, killing four civilians, officials said.",
    "Suicide bomb": "A suicide bomber blew himself up in Mogadishu on Monday, killing eight people, police said.",
    "Shelling/artillery/missile attack": "Russian forces shelled the city of Kherson on Monday, killing two people, the governor said.",
    "Remote explosive/landmine/IED": "A roadside bomb exploded in Mosul on Monday, killing three soldiers, police said.",
    "Grenade": "Attackers threw a grenade at a bar in Bujumbura on Monday, wounding five people, police said.",
    "Sexual violence": "Militiamen raped 12 women in Bunia on Monday, a doctor said.",
    "Attack": "Boko Haram fighters killed 12 civilians near Maiduguri on Monday, police said.",
    "Abduction/forced disappearance": "Gunmen abducted 20 students in Kaduna on Monday, police said.",
    "Agreement": "The government and the FARC rebels signed a ceasefire agreement in Havana on Monday.",
    "Arrests": "Police arrested 30 opposition activists in Kampala on Monday.",
    "Change to group/activity": "Two rebel groups formed an alliance in Gao on Monday, their leaders said.",
    "Disrupted weapons use": "Soldiers defused a bomb in Peshawar on Monday, the army said.",
    "Headquarters or base established": "The army set up a base in Malakal on Monday, officials said.",
    "Looting/property destruction": "Gunmen looted shops in Bangui on Monday, residents said.",
    "Non-violent transfer of territory": "The army withdrew from the town of Rutshuru on Monday, residents said.",
    "Other": "Russia deployed missiles to Kaliningrad on Monday, the governor said.",
}
"""A dispatch for each sub-event type."""
BATTLES = (
    ("first", "2024-03-06", "M23 rebels captured the town of Sake from the army on Tuesday, residents said."),
    ("second", "2024-03-07", "Army troops recaptured the town of Sake from M23 rebels on Wednesday, the army said."),
    ("third", "2024-03-20", "Islamic State fighters captured the city of Mosul from the army on Monday, residents said."),
    ("province", "2024-03-20", "Taliban fighters killed three policemen in Helmand province on Monday."),
)  # fmt: skip


def _summaries(path: Path, dispatches: Any) -> Iterator[dict[str, Summary]]:
    with Store(str(path), create=True) as record:
        record.add(_read(read_text(text, id=name, published=day, outlet="Wire")) for name, day, text in dispatches)
        yield {told.happening.kept[0].document.id: summed_up(told) for told in events(record, captures=True)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Summary]]:
    path = tmp_path_factory.mktemp("acled") / "r.sqlite"
    yield from _summaries(path, ((name, "2024-03-05", text) for name, text in WORDS.items()))


@pytest.fixture(scope="module")
def battles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Summary]]:
    yield from _summaries(tmp_path_factory.mktemp("acled") / "b.sqlite", BATTLES)


def row(one: Summary) -> dict[str, Any]:
    found = acled.coded(one)
    assert isinstance(found, dict), found
    return found


def test_the_dispatches_are_of_all_sub_events() -> None:
    assert set(WORDS) == set(acled.ORDER)


@pytest.mark.parametrize("sub", WORDS)
def test_a_sub_event_is_reached_from_words(told: dict[str, Summary], sub: str) -> None:
    found = row(told[sub])
    assert found["sub_event_type"] == sub and acled.problems(found) == []


def test_a_claim_has_one_sub_event_wherever_it_is_shown(told: dict[str, Summary]) -> None:
    for one in told.values():
        for kept in one.kept:
            if isinstance(kept.claim, Claim):
                line, cells = claim_line(kept.claim), sheet.row(kept)
                assert (line.acled, line.cameo) == (cells["acled"], cells["cameo"])


def test_people_without_arms_bear_acleds_name_for_them(told: dict[str, Summary]) -> None:
    found = row(told["Arrests"])
    assert (found["actor2"], found["inter2"]) == ("Civilians (Uganda)", "Civilians")
    assert "activists" in found["assoc_actor_2"]


def test_a_capture_has_to_last(battles: dict[str, Summary]) -> None:
    lost = row(battles["first"])
    assert (lost["sub_event_type"], lost["event_type"]) == ("Armed clash", "Battles") and "2024-03-06" in lost["notes"]
    assert row(battles["second"])["sub_event_type"] == "Government regains territory"
    assert row(battles["third"])["sub_event_type"] == "Non-state actor overtakes territory"


def test_a_province_is_coded_to_its_capital(battles: dict[str, Summary]) -> None:
    found = row(battles["province"])
    assert (found["location"], found["admin1"], found["geo_precision"]) == ("Lashkar Gāh", "Helmand", 3)
    assert "coded to its capital" in found["notes"] and 31 < found["latitude"] < 32


def test_where_no_capital_is_known_a_province_is_refused(battles: dict[str, Summary]) -> None:
    one = battles["province"]
    assert one.spot is not None
    nowhere = msgspec.structs.replace(one.spot.place, id="iso:ZZ-XX")
    found = acled.coded(msgspec.structs.replace(one, spot=msgspec.structs.replace(one.spot, place=nowhere)))
    assert not isinstance(found, dict) and found.rule == "province-only"


@pytest.mark.parametrize(
    ("unit", "capital"), [("iso:AF-HEL", "Lashkar Gāh"), ("iso:SD-DN", "El Fasher"), ("iso:US-FL", "Tallahassee"), ("iso:ZZ-XX", None)]
)  # fmt: skip
def test_capitals_of_provinces(unit: str, capital: str | None) -> None:
    found = capital_of(unit)
    assert (found and found.name) == capital


@pytest.mark.parametrize(
    ("town", "unit"), [("geonames:4174757", "Florida"), ("geonames:1134720", "Helmand"), ("geonames:0", "")]
)  # fmt: skip
def test_the_province_of_a_town(town: str, unit: str) -> None:
    assert admin1(Place(town, "somewhere", precision="city")) == unit


def test_units_are_known_without_keeping_the_towns_of_a_country_as_places() -> None:
    units._units("US")  # what it needs besides is loaded
    units._units.cache_clear()
    units._towns.cache_clear()
    tracemalloc.start()
    try:
        assert len(units._units("US")) > 50
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept < 1_000_000  # bytes; twenty thousand places take eight times as much
