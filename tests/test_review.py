"""A checked spreadsheet comes back as judgements: what changed, nothing else; what cannot be followed is said by row and column."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from records import _read

from dateline.errors import InputError
from dateline.exports.formats import write
from dateline.exports.review.bring import Reviewed, bring
from dateline.exports.sheet import COLUMNS
from dateline.faces import cli
from dateline.record.record import Record
from dateline.text.intake import read_text
from dateline.types import Claim

Rows = list[dict[str, str]]
TOLD = (
    ("one", "Wire", "Rebels killed 12 people in Kunduz on Monday, police said."),
    ("two", "Post", "Rebels killed 19 people in Kunduz on Monday, hospital officials said. Rebels captured Zaranj on Monday."),
    ("three", "+Radio", "Protesters marched in Lagos on Sunday against the government."),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "r.sqlite"
    with Record(str(path), create=True) as record:
        record.add(
            _read(read_text(text, id=name, published="2021-08-10", outlet=outlet)) for name, outlet, text in TOLD
        )
    return path


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Record:
    path = tmp_path / "r.sqlite"
    path.write_bytes(made.read_bytes())
    return Record(str(path))


def exported(record: Record, folder: Path, *, bom: bool = False) -> tuple[Path, Rows]:
    path = folder / "claims.csv"
    write(record, str(path), "csv", bom=bom)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return path, list(csv.DictReader(stream))


def saved(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> str:
    with path.open("w", encoding=encoding, newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        table.writeheader()
        table.writerows(rows)
    return str(path)


def changed(record: Record, folder: Path, change: Callable[[Rows], object], **how: str) -> Reviewed:
    path, rows = exported(record, folder)
    change(rows)
    return bring(record, saved(path, rows, **how), by="ana", date="2021-08-11")


def of(rows: Rows, document: str, type_: str = "") -> dict[str, str]:
    return next(row for row in rows if row["document"] == document and type_ in row["type"])


def claim(record: Record, key: str) -> Claim:
    (found,) = (one.claim for one in record.kept() if one.key.startswith(key) and isinstance(one.claim, Claim))
    return found


def test_a_spreadsheet_that_nobody_touched_changes_nothing(record: Record, tmp_path: Path) -> None:
    path, rows = exported(record, tmp_path)
    assert list(rows[0]) == list(COLUMNS) and len(rows) == len(record.kept())
    before = record.dump()
    assert bring(record, str(path), by="ana") == Reviewed(len(rows), 0, (), ())
    assert record.dump() == before


def test_changes_become_judgements_and_nothing_else_changes(record: Record, tmp_path: Path) -> None:
    _, rows = exported(record, tmp_path)
    key = of(rows, "one")["key"]
    old = claim(record, key)

    def change(rows: Rows) -> None:
        of(rows, "one").update(
            killed_low="14", killed_high="", place="Kandahar", actor="Taliban", actor_code="AFG-REB", note="by phone"
        )

    done = changed(record, tmp_path, change)
    assert {one.field for one in done.judgements} == {"counts", "place", "actor"} and not done.bad
    assert {(one.by, one.made, one.note) for one in done.judgements} == {("ana", "2021-08-11", "by phone")}
    new = claim(record, key)
    assert [(one.low, one.high) for one in new.counts if one.what == "killed"] == [(14, None)]
    assert new.place[0].place is not None and new.place[0].place.country == "AF"
    assert (new.actor[0].name, new.actor[0].code) == ("Taliban", "AFG-REB")
    assert (new.time, new.trigger, new.recipient, new.voices) == (old.time, old.trigger, old.recipient, old.voices)


def test_the_same_file_twice_judges_once(record: Record, tmp_path: Path) -> None:
    path, rows = exported(record, tmp_path)
    of(rows, "one")["actor"] = "Taliban"
    saved(path, rows)
    first, again = bring(record, str(path), by="ana"), bring(record, str(path), by="ana")
    assert (len(first.judgements), len(again.judgements), again.bad) == (1, 0, ())


def test_bad_cells_are_named_and_cost_the_others_nothing(record: Record, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        of(rows, "one").update(start="7/8/2021", killed_low="dozens", historical="perhaps", modality="planned")
        of(rows, "three").update(mode="aerial", type="PROTEST", actor="Students")

    done = changed(record, tmp_path, change)
    assert {one.field for one in done.judgements} == {"modality", "actor"}
    assert {(one.column, one.cell) for one in done.bad} == {
        ("start", "7/8/2021"), ("killed_low", "dozens"), ("historical", "perhaps"), ("mode", "aerial"),
    }  # fmt: skip
    assert all(one.row >= 2 and one.why for one in done.bad)


def test_what_somebody_corrected_since_is_not_overwritten(record: Record, tmp_path: Path) -> None:
    path, rows = exported(record, tmp_path)
    row = of(rows, "one")
    record.judge("correct", row["key"], by="bo", date="2021-08-11", field="actor", value=["Gunmen"])
    row["actor"] = "Taliban"
    done = bring(record, saved(path, rows), by="ana")
    assert done.judgements == () and [one.column for one in done.bad] == ["actor"] and "Gunmen" in done.bad[0].why


def test_a_claim_is_moved_to_an_event_of_its_own(record: Record, tmp_path: Path) -> None:
    joined = next(one for one in record.events() if len({kept.document.id for kept in one.kept}) == 2)
    moved = joined.kept[-1]

    def change(rows: Rows) -> None:
        next(row for row in rows if row["key"] == moved.key)["event"] = "new"

    done = changed(record, tmp_path, change)
    assert {one.verdict for one in done.judgements} == {"different"} and not done.bad
    assert [kept.key for kept in record.event(moved.key).kept] == [moved.key]


def test_what_is_no_claim_is_dropped(record: Record, tmp_path: Path) -> None:
    _, rows = exported(record, tmp_path)
    key = of(rows, "three")["key"]
    done = changed(record, tmp_path, lambda rows: of(rows, "three").update(verdict="Drop", note="a football match"))
    assert [(one.verdict, one.note) for one in done.judgements] == [("drop", "a football match")] and not done.bad
    assert key not in {one.key for one in record.kept()}


def test_rows_without_a_claim_and_files_without_keys_are_refused(record: Record, tmp_path: Path) -> None:
    done = changed(record, tmp_path, lambda rows: rows[0].update(key="nothing"))
    assert [(one.row, one.column) for one in done.bad] == [(2, "key")]
    with pytest.raises(InputError, match="no column key"):
        bring(record, saved(tmp_path / "x.csv", [{"a": "1"}]), by="ana")


def test_spreadsheets_of_other_countries_come_back(record: Record, tmp_path: Path) -> None:
    done = changed(
        record, tmp_path, lambda rows: of(rows, "one").update(actor="Müller"), delimiter=";", encoding="cp1252"
    )
    assert [one.field for one in done.judgements] == ["actor"] and "Müller" in done.judgements[0].value


def test_sorted_and_cut_spreadsheets_come_back(record: Record, tmp_path: Path) -> None:
    path, rows = exported(record, tmp_path, bom=True)
    of(rows, "three")["negated"] = "TRUE"
    few = [{name: row[name] for name in ("negated", "key")} for row in reversed(rows)]
    done = bring(record, saved(path, few), by="ana")
    assert [(one.field, one.value) for one in done.judgements] == [("polarity", '"-"')]


@pytest.mark.parametrize("written", ["9/8/2021", "8/9/2021", "09.08.2021", "8/9/21", "44417", "9/8/2021 0:00"])
def test_days_that_a_spreadsheet_wrote_in_its_own_manner_are_no_changes(
    record: Record, tmp_path: Path, written: str
) -> None:
    def mangle(rows: Rows) -> None:
        assert of(rows, "one")["start"] == of(rows, "one")["end"] == "2021-08-09"
        of(rows, "one").update(start=written, end=written, modality="planned")
        for row in rows:
            row["colour"] = "red"
            row.update({name: f"{cell}.0" for name, cell in row.items() if name.startswith("killed") and cell})

    done = changed(record, tmp_path, mangle)
    assert [one.field for one in done.judgements] == ["modality"] and not done.bad


def test_a_changed_day_beside_one_that_was_rewritten_is_followed(record: Record, tmp_path: Path) -> None:
    done = changed(record, tmp_path, lambda rows: of(rows, "one").update(start="2021-08-08", end="9/8/2021"))
    (made,) = done.judgements
    assert (made.field, done.bad) == ("time", ()) and '"2021-08-08"' in made.value and '"2021-08-09"' in made.value


def test_rows_that_are_gone_and_columns_that_were_added_change_nothing(record: Record, tmp_path: Path) -> None:
    path, rows = exported(record, tmp_path)
    left = [{"mine": "yes", **row, "also mine": "=1+1"} for row in rows[1:]]
    assert bring(record, saved(path, left), by="ana") == Reviewed(len(rows) - 1, 0, (), ())


def test_a_workbook_comes_back(record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "claims.xlsx"
    assert cli.run(["export", str(path), "--to", "xlsx", "--record", record.address]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["claims"]
    head = [cell.value for cell in sheet[1]]
    assert head == list(COLUMNS) and not any(str(cell.value).startswith(("=", "+")) for row in sheet for cell in row)
    lines = {sheet.cell(at, head.index("document") + 1).value: at for at in range(2, sheet.max_row + 1)}
    start = sheet.cell(lines["one"], head.index("start") + 1)
    assert start.value.date() == date(2021, 8, 9)
    start.value = date(2021, 8, 8)
    sheet.cell(lines["one"], head.index("killed_high") + 1).value = 12.5
    book.save(path)
    capsys.readouterr()
    assert cli.run(["import", str(path), "--by", "ana", "--record", record.address]) == 3
    captured = capsys.readouterr()
    assert "became 1 judgements" in captured.out and "column killed_high: '12.5'" in captured.err
    assert [(one.field, one.by) for one in record.judgements()] == [("time", "ana")]
