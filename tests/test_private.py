"""Private persons are left out of all that leaves a record unless they are asked for; how sensitive it is travels along."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from records import _read

from dateline.errors import OptionError, RecordError
from dateline.exports.annotation.incoming import gold_lines
from dateline.exports.formats import FORMATS, write
from dateline.exports.review.bring import bring
from dateline.exports.review.table import rows
from dateline.faces import cli
from dateline.record import exchange, sensitivity
from dateline.record.privacy import WITHHELD
from dateline.record.record import Record
from dateline.text.intake import read_text
from dateline.types import Skipped

TEXT = """Gunmen killed Mary Johnson, a teacher, in Goma on Monday, police said. "We heard shots all night," said John Muller, a driver.
Johnson was buried on Tuesday. The army accused Sarah Miller of helping the gunmen. President Felix Tshisekedi condemned the attack."""
QUIET = "Mary Johnson moved to Goma in March."
PRIVATE = ("Johnson", "Muller", "Miller", "Mary")
PUBLIC = "Tshisekedi"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(str(tmp_path_factory.mktemp("private") / "r.sqlite"), create=True) as here:
        given = {"published": "2024-03-05", "outlet": "Lakes Wire"}
        here.add(
            [
                _read(read_text(TEXT, id="one", title="Teacher Mary Johnson shot dead in Goma", **given)),
                _read(read_text(QUIET, id="two", **given)),
            ]
        )
        yield here


def _told(path: Path) -> str:
    """All words of what an export wrote: of a folder all its files, of a workbook its parts."""
    files = sorted(path.iterdir()) if path.is_dir() else sorted(path.parent.glob(f"{path.name.split('.')[0]}*"))
    return "\n".join(_words(file) for file in files)


def _words(file: Path) -> str:
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return "\n".join(book.read(name).decode("utf-8") for name in book.namelist())
    if file.suffix == ".parquet":
        return str(pytest.importorskip("pyarrow.parquet").read_table(file).to_pylist())
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("to", [*FORMATS, "parquet"])
def test_no_private_name_leaves_unless_asked_for(record: Record, tmp_path: Path, to: str) -> None:
    ending = {"xlsx": "out.xlsx", "geoparquet": "out.parquet", "brat": "out", "parquet": "out"}.get(to, "out.txt")
    for names in (False, True):
        path = tmp_path / str(names) / ending
        path.parent.mkdir()
        if to == "parquet":
            pytest.importorskip("pyarrow")
            exchange.export_parquet(record, str(path), texts=True, names=names)
        else:
            write(record, str(path), to, names=names)
        told = _told(path)
        assert [name for name in PRIVATE if name in told] == [] or names, to
        assert "Johnson" in told or not names
        if to in {"csv", "plover", "brat", "label-studio", "parquet"}:
            assert PUBLIC in told


@pytest.mark.parametrize("to", ["brat", "label-studio"])
def test_spans_hold_where_names_are_left_out(record: Record, tmp_path: Path, to: str) -> None:
    path = tmp_path / ("out" if to == "brat" else "out.json")
    written = write(record, str(path), to)
    assert written.refused == {} and written.rows
    if to == "label-studio":
        tasks = json.loads(path.read_text(encoding="utf-8"))
        done = [one | {"annotations": one.pop("predictions")} for one in tasks]
        path.write_text(json.dumps(done), encoding="utf-8")
    found = list(gold_lines(str(path)))
    assert found and not any(isinstance(one, Skipped) for one in found)


def test_persons_are_told_apart(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    write(record, str(path), "csv")
    told = path.read_text(encoding="utf-8")
    assert WITHHELD in told and f"{WITHHELD[:-1]} 3]" in told


def test_a_sheet_without_names_comes_back(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    write(record, str(path), "csv")
    assert bring(record, str(path), by="ana").judgements == ()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    head = lines[0].rstrip().split(",")
    (row,) = [one for one in rows(str(path)) if one.cells["type"] == "ASSAULT"]
    assert row.cells["recipient"].startswith(WITHHELD)
    changed = dict(row.cells, recipient=f"{row.cells['recipient']}; two guards")
    path.write_text(lines[0] + ",".join(f'"{changed[column]}"' for column in head), encoding="utf-8", newline="")
    (made,) = bring(record, str(path), by="ana").judgements
    assert [one["name"] for one in json.loads(made.value)] == ["Mary Johnson", "two guards"]
    record.judge("undo", made.key)


def test_a_record_takes_in_no_files_without_the_names(record: Record, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    exchange.export_parquet(record, str(tmp_path / "out"))
    with Record(str(tmp_path / "b.sqlite"), create=True) as other, pytest.raises(RecordError, match="left out"):
        exchange.import_parquet(other, str(tmp_path / "out"))


def test_the_level_travels(record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sensitivity.of(record) == ""
    with pytest.raises(OptionError, match="no level"):
        sensitivity.mark(record, "secret")
    assert cli.run(["sensitivity", "restricted", "--record", record.address]) == 0
    assert capsys.readouterr().out == "restricted\n"
    for to, name in (("acled", "a.csv"), ("geojson", "g.json"), ("plover", "p.jsonl"), ("annotation", "w.json")):
        write(record, str(tmp_path / name), to)
        beside = tmp_path / f"{name.partition('.')[0]}.sensitivity.txt"
        assert beside.read_text(encoding="utf-8") == "restricted\n"
        assert to == "acled" or '"restricted"' in (tmp_path / name).read_text(encoding="utf-8")
    for words in (["events"], ["as-of", "2024-03-10"], ["judge", "export"]):
        assert cli.run([*words, "--record", record.address, "--out", str(tmp_path / f"{words[0]}.jsonl")]) == 0
        assert (tmp_path / f"{words[0]}.sensitivity.txt").read_text(encoding="utf-8") == "restricted\n"
    assert cli.run(["sensitivity", "none", "--record", record.address]) == 0
    assert sensitivity.of(record) == ""


def test_a_record_marked_before_its_first_dispatch_keeps_its_rules(tmp_path: Path) -> None:
    with Record(str(tmp_path / "r.sqlite"), create=True) as here:
        sensitivity.mark(here, "public")
        here.add([_read(read_text(QUIET, id="two", published="2024-03-05"))])
    with Record(str(tmp_path / "r.sqlite")) as again:
        assert again.joined_by and sensitivity.of(again) == "public"
