"""What communiqués, wires and bulletins of a war tell day by day: their numbers, whose they are, who is asked to do what."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.read import Reader
from dateline.types import Document, Reading

DAY = "2025-10-15"


def read(reader: Reader, text: str, day: str = DAY, key: str = "d") -> Reading:
    """A text of one day."""
    return reader.read_document(Document(key, text, published=day, outlet="X"))


@pytest.mark.parametrize(
    ("text", "what", "low", "high"),
    [
        ("Our men stormed the base. Seven of our brothers fell.", "killed", 7, 7),
        ("The mayor of Gondar spoke of eight dead.", "killed", 8, 8),
        ("The hospital reported 17 dead after the shelling of Gondar.", "killed", 17, 17),
        ("The number of displaced people has gone up to 21,000, the commission says.", "displaced", 21000, 21000),
    ],
)
def test_figures_as_sides_and_bulletins_tell_them(
    reader: Reader, text: str, what: str, low: int, high: int | None
) -> None:
    assert [(one.what, one.low, one.high) for one in read(reader, text).figures] == [(what, low, high)]


@pytest.mark.parametrize("text", ["Seven of our men fell ill.", "The hospital did not report any dead."])
def test_what_tells_of_no_dead(reader: Reader, text: str) -> None:
    assert not read(reader, text).figures


def test_a_number_that_opens_a_sentence_is_no_part_of_the_day_before_it(reader: Reader) -> None:
    found = read(reader, "Lalibela was liberated by our forces on 9 October. 22 rebels were killed.")
    assert [(one.what, one.low) for claim in found.claims for one in claim.counts] == [("killed", 22)]
    abbreviated = read(reader, "On Oct. 9 soldiers were killed near Gondar.")
    assert not any(claim.counts for claim in abbreviated.claims)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Chad called on Sudan to end its strikes on Darfur.", "Sudan"),
        ("Chad appealed to Sudan to stop its strikes on Darfur.", "Sudan"),
        ("Chad welcomed the truce and called on Sudan to end its strikes on Darfur.", "Sudan"),
    ],
)
def test_whose_deed_it_is_that_somebody_is_called_on_to_end(reader: Reader, text: str, doer: str) -> None:
    deeds = [one for one in read(reader, text).claims if one.type == "ASSAULT"]
    assert deeds
    assert {who.name for one in deeds for who in one.actor} == {doer}


def test_our_forces_hold_a_town_in_the_name_of_who_issued_the_text(reader: Reader, tmp_path: Path) -> None:
    text = "Our forces took the town of Lalibela on Monday.\n\nIssued by the General Command of the Amhara Fano Front"
    with dateline.Record(tmp_path / "r.sqlite", create=True) as record:
        record.add([read(reader, text)])
        (row,) = record.as_of(DAY).control
    assert row.holders == ("Amhara Fano Front",)


def test_who_died_in_a_blast_is_told_in_the_next_sentence(reader: Reader, tmp_path: Path) -> None:
    first = read(reader, "A drone struck the market of Gondar on Monday, killing 13 people.", "2025-10-14", "a")
    second = read(
        reader,
        "Monday's drone strike on Gondar is under inquiry.\n\nA bus hit a mine near Lalibela on Tuesday. Four passengers died.",
        DAY,
        "b",
    )
    with dateline.Record(tmp_path / "r.sqlite", create=True) as record:
        record.add([first, second])
        tolls = {one.low: one for one in record.as_of(DAY).tolls if one.what == "killed"}
    assert tolls[4].event != tolls[13].event


@pytest.mark.parametrize(
    ("note", "what", "wrong", "right"),
    [
        ("Correction: we reported that 4,300 people had fled. The mayor now says 3,400.", "displaced", 4300, 3400),
        (
            "Correction: on Thursday we reported that 17 people died in Gondar. A name was listed twice. The number of dead is 16.",
            "killed",
            17,
            16,
        ),
    ],
)
def test_a_number_that_an_outlet_puts_right(reader: Reader, note: str, what: str, wrong: int, right: int) -> None:
    found = read(reader, f"Buses left Gondar on Monday.\n\n{note}\n\nThe market of Gondar is open.").figures
    (one,) = (figure for figure in found if figure.polarity == "+")
    assert (one.what, one.low, one.supersedes) == (what, right, wrong)


def test_a_note_without_a_number_puts_nothing_right(reader: Reader) -> None:
    text = "Buses left on Monday.\n\nCorrection: we reported that 17 people died in Gondar. The mayor has three sons."
    assert not any(one.supersedes for one in read(reader, text).figures)


def test_a_number_put_right_is_of_the_source_that_gives_it(reader: Reader, tmp_path: Path) -> None:
    first = read(
        reader, "The Ombudsman's Office says 4,300 people have fled the villages around Gondar.", "2025-10-13", "a"
    )
    second = read(
        reader,
        "The market of Lalibela is open.\n\nCorrection: we reported that 4,300 people had fled. The Ombudsman's Office now says 3,400.",
        DAY,
        "b",
    )
    with dateline.Record(tmp_path / "r.sqlite", create=True) as record:
        record.add([first, second])
        (toll,) = (one for one in record.as_of(DAY).tolls if one.what == "displaced")
    (source,) = toll.sources
    assert (source.low, "Ombudsman" in source.account.said) == (3400, True)


def test_what_will_not_be_has_no_day(reader: Reader) -> None:
    (line,) = read(reader, "Kenya said the talks planned for next week in Nairobi would not take place.").deadlines
    assert line.polarity == "-"


def test_our_side_is_who_issued_the_text(reader: Reader) -> None:
    text = (
        "Our side will hand over 43 soldiers on 20 October.\n\nIssued by the General Command of the Amhara Fano Front"
    )
    (one,) = read(reader, text).claims
    assert [who.name for who in one.actor] == ["Amhara Fano Front"]


def became(tmp_path: Path, *readings: Reading) -> dict[str, str]:
    """What had become of what was planned, by the day it ends."""
    with dateline.Record(tmp_path / "r.sqlite", create=True) as record:
        record.add(readings)
        return {one.end or "": one.status for one in record.as_of(DAY).plans}


def test_a_curfew_that_is_extended_is_not_over(reader: Reader, tmp_path: Path) -> None:
    first = read(reader, "A curfew is in force in Gondar until Wednesday, 15 October.", "2025-10-13", "a")
    second = read(reader, "The government extended the curfew in Gondar until Sunday.", DAY, "b")
    assert became(tmp_path, first, second)["2025-10-15"] == "moved"


def test_an_offer_withdrawn_is_called_off_with_its_day(reader: Reader, tmp_path: Path) -> None:
    first = read(
        reader,
        "The government of Chad on Monday offered the rebels a ceasefire, to begin on October 19.",
        "2025-10-13",
        "a",
    )
    second = read(reader, "The government of Chad withdrew its offer of a ceasefire on Wednesday.", DAY, "b")
    assert set(became(tmp_path, first, second).values()) == {"called off"}
