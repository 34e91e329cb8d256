"""What a record remembers of how it was made: what read its documents, and the rules that it was joined by."""

from __future__ import annotations

from pathlib import Path

import pytest
from records import few
from sqlalchemy import update

from dateline.errors import RecordError
from dateline.faces import cli
from dateline.record.rows import reader_name, reading_of
from dateline.record.rules import rules
from dateline.record.schema import documents, remembered
from dateline.record.store import Store

STRICT = "[claims]\nbias = -99.0\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("remembered") / "r.sqlite"
    with Store(path, create=True) as record:
        record.add(few()[:4])
    return path


def copied(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "r.sqlite"
    path.write_bytes(made.read_bytes())
    return path


def test_readings_of_an_older_dateline_are_named_in_one_line(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied(made, tmp_path)
    assert cli.run(["events", "--record", str(path)]) == 0
    assert capsys.readouterr().err == ""
    with Store(path) as record, record.writing() as connection:
        keys = [row.key for row in connection.execute(documents.select())][:2]
        connection.execute(update(documents).where(documents.c.key.in_(keys)).values(reader="dateline 0.1.0"))
    with Store(path) as record:
        assert record.older_readings() == {"dateline 0.1.0": 2}
    for command in (["events"], ["as-of", "2024-02-10"]):
        assert cli.run([*command, "--record", str(path)]) == 0
        (line,) = capsys.readouterr().err.splitlines()
        assert "2 documents were read by an older dateline (dateline 0.1.0)" in line
        assert "ingest" in line


def test_the_version_of_readings() -> None:
    assert reading_of("dateline 0.1.0") == 1
    assert reading_of(reader_name()) > 1


def folder(path: Path, rules_: str) -> str:
    path.mkdir()
    (path / "join.toml").write_text(rules_)
    return str(path)


def test_a_record_keeps_the_rules_it_was_joined_by(tmp_path: Path) -> None:
    strict, usual = folder(tmp_path / "strict", STRICT), tmp_path / "r.sqlite"
    with Store(usual, create=True, lexicon=[strict]) as record:
        record.add(few()[:2])
        assert all(len(one.kept) == 1 or len({k.document.id for k in one.kept}) == 1 for one in record.happenings())
    with Store(usual) as record:  # without the folder: the rules are the record's all the same
        assert rules().claims.bias == -99.0
        record.add(few()[2:4])
        apart = record.dump()
    assert rules().claims.bias != -99.0
    with Store(tmp_path / "b.sqlite", create=True, lexicon=[strict]) as record:
        record.add(few()[:4])
        assert record.dump() == apart


def test_other_rules_are_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"another join\.toml"):
        Store(made, lexicon=[folder(tmp_path / "strict", STRICT)])
    same = folder(tmp_path / "same", "")
    with Store(made, lexicon=[same]) as record:
        assert record.happenings()


def test_rules_of_another_dateline_are_left_alone(made: Path, tmp_path: Path) -> None:
    path = copied(made, tmp_path)
    with Store(path) as record, record.writing() as connection:
        connection.execute(update(remembered).values(value='{"claims": {"zorb": 1}}'))
    with Store(path) as record:
        assert record.joined_by == ""
        assert record.happenings()
