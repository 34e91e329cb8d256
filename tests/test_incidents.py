"""Incidents: several claims of a document as one row."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dateline.faces import incident_outputs
from dateline.faces.incidents import incidents
from dateline.faces.lines import IncidentLine
from dateline.read import Reader
from dateline.text.intake import read_text

TEXT = (
    "Masked gunmen abducted two engineers from a gas plant near Kandahar on Monday, police said. "
    "A car bomb exploded outside a bank in Herat on Sunday, killing at least eight people and wounding 20. "
    "The Taliban claimed responsibility for the bombing. The army denied that rebels had shelled the port."
)


@pytest.fixture(scope="module")
def found(reader: Reader) -> tuple[IncidentLine, ...]:
    return incidents(reader.read(TEXT, id="d", published="2021-08-10"))


def test_claims_of_one_incident_are_one_row(found: tuple[IncidentLine, ...]) -> None:
    assert [one.what for one in found] == ["kidnapping", "bombing"]
    bombing = found[1]
    assert [one.name for one in bombing.perpetrators] == ["Taliban"]
    assert [one.text for one in bombing.instruments] == ["car bomb"]
    assert {(one.what, one.low, one.high) for one in bombing.counts} == {("killed", 8, None), ("injured", 20, 20)}
    assert bombing.time is not None and bombing.time.start == "2021-08-08"


def test_what_is_denied_is_no_incident(found: tuple[IncidentLine, ...]) -> None:
    assert not any(one.what == "shelling" for one in found)


def test_a_building_is_a_target_and_people_are_victims(reader: Reader) -> None:
    (one,) = incidents(reader.read("Rebels burned six houses in Kunduz.", id="d"))
    assert [party.text for party in one.targets] == ["six houses"] and one.victims == ()
    assert one.what == "arson"


@pytest.mark.parametrize("to", ["table", "jsonl", "csv"])
def test_incidents_are_written(reader: Reader, to: str) -> None:
    out = io.StringIO()
    incident_outputs.writer(to, ())([reader.read(TEXT, id="d", published="2021-08-10")], [], out)
    told = out.getvalue()
    if to == "jsonl":
        assert [json.loads(line)["what"] for line in told.splitlines()] == ["kidnapping", "bombing"]
    elif to == "csv":
        rows = list(csv.DictReader(io.StringIO(told)))
        assert rows[1]["killed_low"] == "8" and rows[1]["killed_high"] == "" and rows[0]["victims"] == "two engineers"
    else:
        assert "kidnapping" in told and "bombing" in told


def test_two_numbers_of_one_sentence_are_two_incidents(reader: Reader) -> None:
    text = (
        "Air strikes killed 17 people in Gaza City on Sunday, a day after a strike on a camp killed 90 people in Rafah."
    )
    found = incidents(reader.read_document(read_text(text, id="d", published="2024-07-14")))
    assert [[tally.low for tally in one.counts] for one in found] == [[17], [90]]
