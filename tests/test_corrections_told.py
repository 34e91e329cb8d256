"""Notes of correction: the number that is taken back is marked in the reading and replaced in the record, and shown as corrected."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from dateline.claims.corrected import Correction, notes
from dateline.lexicon.load import load
from dateline.read import Reader
from dateline.record.record import Record
from dateline.record.upkeep import check
from dateline.text.intake import read_text
from dateline.types import Reading

BODY = "Gunmen killed {} people in the town of Dougara on Monday, police said.\n\nSoldiers arrived an hour later."
FORMS = (
    "(CORRECTS toll to 14 from 41)",
    "Eds: CORRECTS death toll to 14, not 41, in paragraph 2.",
    "(Corrects number killed to 14 instead of 41 in first paragraph)",
    "CORRECTION: An earlier version of this report said 41 people were killed; it was 14.",
    "(This story has been corrected to say that 14 people were killed, not 41.)",
    "Correction: we wrongly gave the death toll as 41. The correct number is 14.",
    "CORRECTS: death toll is 14, rather than 41, per police on May 3",
)


@pytest.mark.parametrize("note", FORMS)
def test_a_note_says_which_number_was_wrong(note: str) -> None:
    document = read_text(f"{note}\n\n{BODY.format(14)}")
    (found,) = notes(document, load())
    assert (found.before, found.now) == (41, 14)
    assert found.what in (frozenset({"killed"}), frozenset())


@pytest.mark.parametrize(
    "note",
    ["(CORRECTS name of the mayor)", "(CORRECTS 14, 41 and 6 in paragraph 2)", "CORRECTION: It was 14 and it was 41."],
)
def test_what_is_not_plain_says_nothing(note: str) -> None:
    assert notes(read_text(f"{note}\n\n{BODY.format(14)}"), load()) == ()


def test_numbers_in_words_and_other_things_counted() -> None:
    document = read_text(f"(CORRECTS number of wounded to six from nine)\n\n{BODY.format(14)}")
    assert notes(document, load()) == (Correction(9, 6, frozenset({"injured"})),)


def read(
    reader: Reader, number: int, note: str = "", *, day: str = "2024-02-06", outlet: str = "Wire", id: str = "a"
) -> Reading:
    text = f"{note}\n\n{BODY.format(number)}" if note else BODY.format(number)
    return reader.read_document(read_text(text, id=id, published=day, outlet=outlet))


def test_the_reading_marks_the_number_and_reads_no_claim_from_the_note(reader: Reader) -> None:
    found = read(reader, 14, FORMS[0])
    (tally,) = [tally for claim in found.claims for tally in claim.counts if tally.what == "killed"]
    assert (tally.low, tally.corrects) == (14, 41)
    assert found.document.blocks[0].kind == "noise"
    assert "(corrects 41)" in str(found.to_html())


def test_a_note_before_the_dateline_takes_nothing_of_the_dispatch(reader: Reader) -> None:
    found = reader.read(f"{FORMS[0]} KESH, 6 Feb 24 (Wire) -- {BODY.format(14)}")
    (tally,) = [tally for claim in found.claims for tally in claim.counts if tally.what == "killed"]
    assert (tally.low, tally.corrects, found.document.published) == (14, 41, "2024-02-06")


@pytest.mark.parametrize("day", ["2024-02-06", "2024-02-07", "2024-02-05"])
def test_the_record_replaces_the_earlier_figure_of_the_same_outlet(reader: Reader, tmp_path: Path, day: str) -> None:
    """Also where the correction bears an earlier date than what it corrects, and in whatever order they come."""
    first = read(reader, 41, id="first")
    second = read(reader, 14, FORMS[0], day=day, id="second")
    for number, order in enumerate(itertools.permutations([first, second])):
        with Record(tmp_path / f"{number}.sqlite", create=True) as record:
            for one in order:
                record.add([one])
            (event,) = [one for one in record.events() if any(getattr(kept.claim, "counts", ()) for kept in one.kept)]
            (toll,) = [one for one in record.as_of("2024-02-10").tolls if one.what == "killed"]
            assert (toll.low, toll.high, toll.contradicted) == (14, 14, False)
            assert [source.earlier for source in toll.sources] == [("41 (2024-02-06, corrected)",)]
            assert {tally.low for kept in event.kept for tally in getattr(kept.claim, "counts", ())} == {14, 41}
            assert check(record) == []


def test_another_outlet_is_not_corrected(reader: Reader, tmp_path: Path) -> None:
    with Record(tmp_path / "r.sqlite", create=True) as record:
        record.add([read(reader, 41, outlet="Other", id="x"), read(reader, 14, FORMS[0], id="second")])
        (toll,) = [one for one in record.as_of("2024-02-10").tolls if one.what == "killed"]
    assert not any("corrected" in note for source in toll.sources for note in source.earlier)
