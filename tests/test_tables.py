"""Readings, events and states as data frames, loaded only when asked for; the component of spaCy."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from records import _read

from dateline.errors import OptionError
from dateline.exports.frames import CLAIMS, PARTS
from dateline.record.record import Record
from dateline.text.intake import read_text
from dateline.types import Reading

pytest.importorskip("pyarrow")
TEXT = "Rebels killed 12 people in Kunduz on Monday, police said. Rebels captured Zaranj on Sunday."


@pytest.fixture(scope="module")
def reading() -> Reading:
    return _read(read_text(TEXT, id="one", published="2021-08-10", outlet="Wire"))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> Iterator[Record]:
    with Record(str(tmp_path_factory.mktemp("frames") / "r.sqlite"), create=True) as here:
        here.add([reading])
        yield here


def test_a_reading_is_a_frame_of_its_claims(reading: Reading) -> None:
    table = reading.to_frame("arrow")
    assert table.column_names == list(CLAIMS)
    assert len(table) == len(reading.claims) + len(reading.controls)
    row = next(row for row in table.to_pylist() if row["killed_low"] == 12)
    assert (row["document"], str(row["published"]), str(row["start"]), row["outlet"]) == (
        "one",
        "2021-08-10",
        "2021-08-09",
        "Wire",
    )
    assert row["sentence"] == "Rebels killed 12 people in Kunduz on Monday, police said."


def test_pandas_and_polars_say_the_same(reading: Reading, record: Record) -> None:
    pytest.importorskip("pandas"), pytest.importorskip("polars")
    for shown in (reading, record.events(), record.events()[0]):
        pandas, polars = shown.to_frame(), shown.to_frame("polars")
        assert list(pandas.columns) == polars.columns and len(pandas) == len(polars) > 0
    frame = reading.to_frame()
    assert str(frame.killed_low.dtype) == "Int64" and str(frame.start.dtype).startswith("datetime64")
    assert frame.killed_low.sum() == 12
    mentions = reading.to_frame("polars", of="mentions")
    assert set(mentions["kind"]) == {"actor", "count", "place", "time"}


@pytest.mark.parametrize("part", PARTS)
def test_a_state_is_a_frame_for_each_part(record: Record, part: str) -> None:
    state = record.as_of("2021-08-11")
    assert len(state.to_frame(part)) == len(getattr(state, part))


def test_no_events_are_an_empty_frame_with_its_columns(record: Record) -> None:
    assert record.events(place="Nowhere").to_frame("arrow").num_rows == 0
    assert "killed_low" in record.events(place="Nowhere").to_frame("arrow").column_names


def test_what_is_no_frame_is_said(reading: Reading, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OptionError, match="no kind of data frame"):
        reading.to_frame("excel")
    with pytest.raises(OptionError, match="has no"):
        record.as_of("2021-08-11").to_frame("weather")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(OptionError, match="pip install polars"):
        reading.to_frame("polars")


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, dateline.record.record, dateline.exports.frames; print({'pandas', 'polars', 'pyarrow'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_a_record_exports_from_python(record: Record, tmp_path: Path) -> None:
    done = record.export(str(tmp_path / "e.csv"), "acled", place="Kunduz")
    assert done.rows + sum(done.refused.values()) == len(record.events(place="Kunduz"))
    with pytest.raises(OptionError, match="is no format"):
        record.export(str(tmp_path / "e.csv"), "gdelt")


def test_any_spacy_pipeline_reads_claims(reading: Reading) -> None:
    import spacy

    import_module("dateline.exports.spacy_component")  # an entry point does it where dateline is installed
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline", config={"published": "2021-08-10"})
    doc = nlp(TEXT)
    assert [claim.trigger for claim in doc._.claims] == [claim.trigger for claim in reading.claims]
    assert {span.label_ for span in doc.spans["dateline"]} == {claim.type for claim in reading.claims}
    assert nlp.make_doc(TEXT)._.claims == ()
    bare = nlp.make_doc(TEXT)
    bare._.published = "2021-08-17"
    assert {claim.time.start for claim in nlp(bare)._.claims if claim.time} == {"2021-08-16", "2021-08-15"}


def test_spacy_finds_the_component_by_its_entry_point() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["dateline"].partition(":")
    assert callable(getattr(import_module(module), name))
