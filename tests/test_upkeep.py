"""Looking after a record: what is wrong is said, repair changes nothing that was said, copies are whole while the record is in use."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from records import few

from dateline.errors import RecordError
from dateline.faces import cli
from dateline.record.record import Record
from dateline.record.upkeep import Finding, backup, check, restore


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("upkeep") / "r.sqlite"
    with Record(path, create=True) as record:
        record.add(few()[:8])
        first, second = [one.key for one in record.events()][:2]
        record.judge("different", first, second, by="anna", date="2024-03-01")
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "r.sqlite"))


def changed(path: Path, *orders: str) -> None:
    with sqlite3.connect(path) as connection:
        for order in orders:
            connection.execute(order)
    connection.close()


def found(path: Path, *, repair: bool = False) -> list[Finding]:
    with Record(path) as record:
        return check(record, repair=repair)


def dump(path: Path) -> bytes:
    with Record(path) as record:
        return record.dump()


def test_a_record_as_it_is_made_is_whole(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(path) == []
    assert cli.run(["check", str(path)]) == 0
    assert capsys.readouterr().out.endswith("1 judgement: whole\n")


@pytest.mark.parametrize(
    ("order", "where"),
    [
        ("DELETE FROM facets WHERE kind = 'place'", "facets"),
        ("DELETE FROM claim_blocks", "claim_blocks"),
        (
            "DELETE FROM document_blocks",
            "document_blocks",
        ),
        ("DELETE FROM members", "members"),
        ("UPDATE members SET event = 'x.y'", "members"),
        ("INSERT INTO facets VALUES ('place', 'nowhere', 'no.claim')", "facets"),
    ],
)
def test_what_is_worked_out_is_made_anew(
    order: str, where: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump(path)
    changed(path, order)
    assert dump(path) != before
    assert {one.where for one in found(path)} == {where}
    assert cli.run(["check", str(path)]) == 8
    assert "give --repair" in capsys.readouterr().out
    assert cli.run(["check", str(path), "--repair"]) == 0
    assert "mended" in capsys.readouterr().out
    assert dump(path) == before and found(path) == []


@pytest.mark.parametrize(
    ("order", "where", "what"),
    [
        ("UPDATE claims SET body = x'00' WHERE key = (SELECT min(key) FROM claims)", "claims ", "cannot be unpacked"),
        ("UPDATE claims SET sentence = 'other' WHERE key = (SELECT min(key) FROM claims)", "claims ", "its sentence"),
        (
            "UPDATE documents SET text = NULL, mentions = x'01' WHERE key = (SELECT min(key) FROM documents)",
            "documents ",
            "unpacked",
        ),
        (
            "UPDATE documents SET outlet = 'Other' WHERE key = (SELECT min(key) FROM documents)",
            "documents ",
            "not what its key says",
        ),
    ],
)
def test_what_was_said_is_never_touched_by_repair(order: str, where: str, what: str, path: Path) -> None:
    changed(path, order)
    said = [one for one in found(path, repair=True) if one.where.startswith(where)]
    assert len(said) == 1 and what in said[0].what and said[0].remedy and not said[0].mended
    with Record(path) as record:
        counts = record.counts()
    assert (counts["documents"], counts["judgements"]) == (8, 1) and counts["claims"] > 8


def test_a_backup_taken_while_others_write_is_whole(path: Path, tmp_path: Path) -> None:
    failed: list[Exception] = []

    def write() -> None:
        try:
            for one in few()[8:]:
                with Record(path) as record:
                    record.add([one])
        except Exception as error:  # noqa: BLE001 - whatever a writer meets is told below
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    copies = []
    while writer.is_alive() or not copies:
        copies.append(tmp_path / f"copy{len(copies)}.sqlite")
        with Record(path) as record:
            backup(record, copies[-1])
    writer.join()
    assert failed == []
    assert all(found(copy) == [] for copy in copies)
    assert list(tmp_path.glob("*.part")) == []


def test_a_restored_record_is_what_it_was_and_what_stood_there_is_kept(path: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "copy.sqlite", dump(path)
    assert cli.run(["backup", str(copy), "--record", str(path)]) == 0
    with Record(path) as record, Record(path) as watching:
        record.add(few()[8:])
        later = record.dump()
        assert cli.run(["restore", str(copy), "--record", str(path)]) == 0
        assert watching.dump() == before
    assert dump(path) == before
    (aside,) = tmp_path.glob("*before-restore*")
    assert dump(aside) == later
    assert restore(copy, str(tmp_path / "new.sqlite")) is None
    assert dump(tmp_path / "new.sqlite") == before


def test_what_is_no_whole_backup_is_refused_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    before = dump(path)
    with Record(path) as record:
        with pytest.raises(RecordError, match="a file of this name already"):
            backup(record, path)
        with pytest.raises(RecordError, match="cannot be"):
            backup(record, tmp_path / "no" / "folder.sqlite")
    broken = Path(shutil.copy(path, tmp_path / "broken.sqlite"))
    changed(broken, "UPDATE claims SET body = x'00'")
    (tmp_path / "text.sqlite").write_text("no record at all")
    for one in (broken, tmp_path / "text.sqlite", tmp_path / "none.sqlite"):
        with pytest.raises(RecordError):
            restore(one, str(path))
    assert cli.run(["restore", str(broken), "--record", str(path)]) == 8
    assert dump(path) == before and list(tmp_path.glob("*before-restore*")) == []
    with pytest.raises(RecordError, match="on a server"):
        restore(path, "postgresql://here/there")
