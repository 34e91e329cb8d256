"""Control statements, figures and days to come of whole dispatches, as a record needs them."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.types import Document

DAY = "2025-03-05"


def read(text: str) -> dateline.Reading:
    return dateline.read(text, published=DAY)


def test_a_denied_loss_is_a_statement_of_its_own() -> None:
    found = read("The army denied that the town of Timbuktu had fallen.").controls
    assert [(one.status, one.polarity, one.holder[0].text) for one in found] == [("lost", "-", "The army")]


def test_the_town_leads_back_to_its_name() -> None:
    text = "Rebels attacked the town of Timbuktu on Monday. The town is under the control of the army."
    found = [one for one in read(text).controls if one.place[0].text == "The town"]
    assert [one.place[0].place and one.place[0].place.name for one in found] == ["Timbuktu"]


def test_whoever_is_left_in_control_holds_the_town() -> None:
    text = "The garrison withdrew from Timbuktu overnight, leaving the rebels in full control of the town."
    assert ("held", "the rebels") in [(one.status, one.holder[0].text) for one in read(text).controls]


@pytest.mark.parametrize(
    ("text", "what", "low", "high", "before"),
    [
        ("The death toll has risen to 27, the health ministry said.", "killed", 27, 27, None),
        ("Some 11,000 people have fled the town since Monday.", "displaced", 11000, 11000, None),
        ("The militia said it had lost six men.", "killed", 6, 6, None),
        ("Three people lost their lives.", "killed", 3, 3, None),
        ("Two of our fighters are dead.", "killed", 2, 2, None),
        ("Six people were brought in with gunshot wounds, two of them dead on arrival.", "killed", 2, 2, None),
        ("Police broke up the march, leaving 14 people with injuries.", "injured", 14, 14, None),
        ("A tenth passenger of the bus had died of her burns, a doctor said.", "killed", 10, 10, None),
        ("A guard died in hospital, taking to six the number of dead in the capital.", "killed", 6, 6, None),
        ("Thirteen bodies were brought to the clinic on Monday.", "killed", 13, 13, None),
        ("Divers found the bodies of nine men near the pier.", "killed", 9, 9, None),
        ("Some 4,000 people have left the valley since Sunday.", "displaced", 4000, 4000, None),
        ("Nobody was injured, the fire brigade said.", "injured", 0, 0, None),
        ("As of noon, 53 people were known to have died.", "killed", 53, 53, None),
        ("No civilian was killed, the colonel said.", "killed", 0, 0, None),
        ("30 wounded were in critical condition.", "injured", 30, 30, None),
        ("A fourth miner died of his wounds, doctors said.", "killed", 4, 4, None),
    ],
)
def test_figures_that_no_claim_counts(text: str, what: str, low: int, high: int, before: int | None) -> None:
    assert (what, low, high, before) in [(one.what, one.low, one.high, one.supersedes) for one in read(text).figures]


def test_one_person_missing_is_one() -> None:
    found = read(
        "Shells hit a market in Timbuktu on Monday. A 12-year-old boy is still missing. A gun is missing."
    ).figures
    assert [(one.what, one.low, one.trigger.text) for one in found] == [("missing", 1, "boy")]


def test_other_numbers_are_no_figures_of_people() -> None:
    assert read("The enemy lost nine tanks and 41 guns, and a woman of 58 watched.").figures == ()
    assert read("Some 300 people left the hall. A second term begins. Nine bodies may lie in the pit.").figures == ()
    assert read("Four soldiers fell ill. Four soldiers fell from a bridge.").figures == ()
    assert read("Nine miners are feared to have died. Losses amounted to 420 soldiers killed or hurt.").figures == ()


@pytest.mark.parametrize(
    ("text", "end", "moves"),
    [
        ("The rebels gave the army until March 12 to leave the town.", "2025-03-12", False),
        ("The meeting was postponed to March 25, the ministry said.", "2025-03-25", True),
        ("The minister vowed to reopen the road before the end of the month.", "2025-03-31", False),
        ("Oslo will send 50 medics by the end of June.", "2025-06-30", False),
        ("A curfew is in force in the capital until March 12.", "2025-03-12", False),
        ("Our offer stands until Friday, March 14.", "2025-03-14", False),
        ("The court has until March 20 to rule.", "2025-03-20", False),
    ],
)
def test_days_to_come(text: str, end: str, moves: bool) -> None:
    assert [(one.time and one.time.end, one.moves) for one in read(text).deadlines] == [(end, moves)]


def test_a_place_asked_for_alone_has_the_rows_of_the_whole_board(tmp_path: Path) -> None:
    text = (
        "The army said its troops hold Timbuktu.",
        "Rebels said they had captured the town of Timbuktu. The army denied that the town had fallen.",
    )
    with dateline.Record(tmp_path / "record.sqlite", create=True) as record:
        record.ingest(Document(f"d{n}", one, published=f"2025-03-0{n}", outlet="A") for n, one in enumerate(text, 1))
        whole = [one for one in record.as_of("2025-03-02").control if one.place == "Timbuktu"]
        assert [one.status for one in whole] == ["disputed"]
        assert list(record.as_of("2025-03-02", place="Timbuktu").control) == whole
