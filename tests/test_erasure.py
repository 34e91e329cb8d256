"""A person is erased: the name is nowhere in the record any more, everything else stays where it was."""

from __future__ import annotations

import shutil
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import OptionError
from dateline.faces import cli
from dateline.read import Reader
from dateline.record import erasure
from dateline.record.alerts import keeping as alerts
from dateline.record.exchange.trail import import_judgements, judgements_lines
from dateline.record.queries.events import Filter
from dateline.record.record import Record
from dateline.record.schema import metadata
from dateline.record.upkeep import check
from dateline.text.intake import read_text

NAME = "Amara Okonjo"
TEXT = (
    "MAIDUGURI, March 3, 2024 (Test) - Police arrested Amara Okonjo in Maiduguri on Saturday, the army said. "
    "Okonjo denied the charge. Gunmen killed four farmers in Bama on Sunday, Amara\nOkonjo told reporters."
)
OTHER = "KANO, March 4, 2024 (Test) - Soldiers arrested two teachers in Kano on Monday. Okonjos is a village."


@pytest.fixture(scope="module")
def made(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("erasure") / "r.sqlite"
    texts = {"a": TEXT, "b": OTHER}
    documents = [
        read_text(
            text,
            id=id,
            outlet="Wire",
            title="AMARA OKONJO HELD" if id == "a" else None,
            url="https://w.example/amara-okonjo/a" if id == "a" else None,
        )
        for id, text in texts.items()
    ]
    with Record(path, create=True) as record:
        record.ingest(documents, reader=reader)
        with record.writing() as connection:
            alerts.make(connection, "About Amara Okonjo", Filter(actor="Amara Okonjo"), by="anna")
            alerts.make(connection, "Arrests", Filter(type="COERCE"), by="anna")
        record.ingest(
            [read_text(TEXT, id="c", published="2024-03-05", outlet="Wire", url="https://w.example/c")], reader=reader
        )
        claim = next(kept.key for kept in record.kept() if "Okonjo" in kept.sentence)
        record.judge("keep", claim, by="anna", note="Amara Okonjo confirmed it", date="2024-03-05")
        record.judge(
            "keep", next(k.key for k in record.kept() if "teachers" in k.sentence), by="anna", date="2024-03-05"
        )
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "r.sqlite"))


def everything(path: Path) -> str:
    """All that a record holds, unpacked, and the raw bytes of its file."""
    parts: list[str] = []
    with Record(path) as record, record.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                parts += [_shown(value) for value in row]
    for file in path.parent.glob(f"{path.name}*"):
        parts.append(file.read_bytes().decode("latin-1"))
    return "\n".join(parts).casefold()


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        with suppress(zlib.error):
            value = zlib.decompress(value)
        return str(value.decode("utf-8", "replace"))
    return str(value)


def test_the_name_is_nowhere_and_all_else_stays_in_its_place(path: Path, tmp_path: Path) -> None:
    assert "amara" in everything(path)
    with Record(path) as record:
        before = {kept.key: kept for kept in record.kept()}
        events = {one.key for one in record.events()}
        done = erasure.erase(record, [NAME], by="anna", reason="asked by Amara Okonjo")
        after = {kept.key: kept for kept in record.kept()}
        assert (done.documents, done.judgements) == (2, 1)
        assert check(record) == []
        assert {one.key for one in record.events()} == events
    whole = everything(path)
    assert "amara" not in whole
    assert not set(whole.replace("okonjos", "").split()) & {"okonjo", "okonjo,"}
    assert "okonjos" in whole
    assert before.keys() == after.keys()
    for key, kept in after.items():
        assert kept.claim.sentence == before[key].claim.sentence
        assert len(kept.sentence) == len(before[key].sentence)
    hidden = [kept for kept in after.values() if erasure.SIGN in kept.sentence]
    assert len(hidden) >= 2
    assert any(party.name.startswith(erasure.SIGN) for kept in hidden for party in getattr(kept.claim, "recipient", ()))


def test_what_is_ingested_again_is_known_and_does_not_bring_it_back(path: Path, reader: Reader) -> None:
    with Record(path) as record:
        erasure.erase(record, [NAME], by="anna")
        again = read_text(
            TEXT, id="a", outlet="Wire", title="AMARA OKONJO HELD", url="https://w.example/amara-okonjo/a"
        )
        assert record.ingest([again], reader=reader).new == 0
        assert [one for one in record.judgements() if NAME in one.note] == []
    assert "amara" not in everything(path)


def test_what_leaves_the_record_afterwards_can_be_brought_in_elsewhere(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from dateline.record.exchange import incoming, outgoing

    with Record(path) as record, Record(tmp_path / "other.sqlite", create=True) as other:
        erasure.erase(record, [NAME], by="anna")
        outgoing.export_parquet(record, str(tmp_path / "export"), texts=True, names=True)
        incoming.import_parquet(other, str(tmp_path / "export"))
        lines = list(judgements_lines(record))
        assert len(lines) == 1
        assert import_judgements(other, lines)[2] == []
        assert other.counts()["claims"] == record.counts()["claims"]
    assert "amara" not in everything(tmp_path / "other.sqlite")


def test_the_command_says_what_it_would_do_and_keeps_a_line_that_names_nobody(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(path)
    assert cli.run(["erase", NAME, "--record", str(path)]) == 0
    assert "named in 2 documents" in capsys.readouterr().out
    assert everything(path).count("amara") == before.count("amara")
    assert cli.run(["erase", NAME, "--record", str(path), "--yes", "--by", "anna", "--reason", "asked for"]) == 0
    assert "not reached: backups" in capsys.readouterr().out
    assert cli.run(["erase", "--record", str(path)]) == 0
    told = capsys.readouterr().out
    assert "anna erased a person from 2 documents" in told and "asked for" in told and "Okonjo" not in told


@pytest.mark.parametrize("name", ["", "X", "Nobody Here"])
def test_what_is_no_name_or_not_there_changes_nothing(name: str, path: Path) -> None:
    with Record(path) as record:
        before = record.dump()
        with pytest.raises(OptionError):
            erasure.erase(record, [name])
        assert record.dump() == before
