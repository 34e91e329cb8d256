"""What happens when a record cannot be used: one clear error, and what was there stays."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from records import ROOT, database, few, postgresql, restart

from dateline.errors import OptionError, RecordError
from dateline.record import store
from dateline.record.record import asked
from dateline.record.upkeep import check

RESTARTS = 4
SECONDS = 4  # of writing and reading at once


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with the first half of our readings."""
    path = tmp_path / "folder" / "record.db"
    path.parent.mkdir()
    with store.Store(str(path), create=True) as made:
        made.add(few()[:6])
    return path


def dump(path: Path | str) -> bytes:
    with store.Store(str(path)) as made:
        return made.dump()


def write(path: Path | str) -> None:
    with store.Store(str(path)) as made:
        made.add(few())


def refused(path: Path | str, what: str, remedy: str, work: Callable[[Path | str], object] = write) -> None:
    """The work raises RecordError that names the record, what is wrong, and what to do."""
    with pytest.raises(RecordError) as error:
        work(path)
    assert what in error.value.what
    assert remedy in error.value.remedy
    assert error.value.where == str(path)
    assert error.value.code == 8


def changed(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_newer_schema(record: Path) -> None:
    changed(record, "UPDATE alembic_version SET version_num = '9999'")
    before = rows(record)
    refused(record, "newer dateline", "update dateline")
    assert rows(record) == before


def rows(path: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    names = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    found = [(name, *row) for name in names for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")]
    connection.close()
    return found


def test_a_newer_program_that_comes_between(record: Path) -> None:
    """One of two versions at work on a record brings it up to date; the other writes no more."""
    with store.Store(str(record)) as older:
        changed(record, "UPDATE alembic_version SET version_num = '9999'")
        before = rows(record)
        with pytest.raises(RecordError, match="newer dateline meanwhile"):
            older.add(few()[6:])
    assert rows(record) == before


def test_a_database_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    changed(path, "CREATE TABLE accounts (name TEXT)", "INSERT INTO accounts VALUES ('kept')")
    refused(path, "another kind", "another one")
    assert rows(path) == [("accounts", "kept")]


@pytest.mark.parametrize("content", [b"a note, no database\n", b"SQLite format 2\x00" + bytes(5000), b"SQL"])
def test_no_database_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "note.db"
    path.write_bytes(content)
    refused(path, "no record", "another file")
    assert path.read_bytes() == content


def test_a_folder_and_nothing(tmp_path: Path) -> None:
    refused(tmp_path, "folder", "path of a file")
    refused(tmp_path / "none.db", "no such record", "dateline ingest")
    refused(tmp_path / "no" / "folder.db", "cannot be opened", "folder exists", created)
    assert list(tmp_path.iterdir()) == []


def created(path: Path | str) -> None:
    with store.Store(str(path), create=True) as made:
        made.add(few())


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    created(path)
    assert len(dump(path)) > 1000


def test_a_file_cut_short(record: Path) -> None:
    content = record.read_bytes()[: record.stat().st_size // 2]
    record.write_bytes(content)
    refused(record, "broken", "from a copy")
    assert record.read_bytes() == content


def test_a_file_written_over(record: Path) -> None:
    content = bytearray(record.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    record.write_bytes(bytes(content))
    refused(record, "broken", "from a copy")
    assert record.read_bytes() == bytes(content)


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """The folder mounted so; skips where this cannot be done."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a folder so")
    if subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_folder_that_cannot_be_written(record: Path) -> None:
    before = dump(record)
    with mounted(record.parent, "--bind", "-o", "ro", str(record.parent)):
        refused(record, "cannot be written", "permissions")
        refused(record.with_name("new.db"), "cannot be", "folder", created)
        assert dump(record) == before
    assert dump(record) == before


def test_a_file_that_cannot_be_written(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everything, so that what the system says of permissions is played here."""
    before = dump(record)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    refused(record, "cannot be written", "permissions")
    assert dump(record) == before


def test_a_disk_that_is_full(record: Path, tmp_path: Path) -> None:
    before = dump(record)
    small = tmp_path / "small"
    small.mkdir()
    content = record.read_bytes()
    with mounted(small, "-t", "tmpfs", "-o", f"size={len(content) + 200_000}", "tmpfs"):
        path = small / "record.db"
        path.write_bytes(content)
        refused(path, "disk is full", "make room")
        assert dump(path) == before
        refused(path, "disk is full", "make room")
        assert dump(path) == before


LIMITED = """
import resource, signal, sys
sys.path[:0] = sys.argv[1:3]
import crash
from dateline.errors import RecordError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[5]), int(sys.argv[5])))
try:
    crash.ingest(sys.argv[3], sys.argv[4], 100)
except RecordError as error:
    print(error)
"""


def test_a_file_that_may_not_grow(record: Path, tmp_path: Path) -> None:
    before = dump(record)
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, few())))
    limit = str(record.stat().st_size // 8)
    command = [
        sys.executable,
        "-c",
        LIMITED,
        str(ROOT / "bench" / "tools"),
        str(ROOT / "tests"),
        str(path),
        str(record),
        limit,
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 0, told.stderr
    assert str(record) in told.stdout
    assert "disk" in told.stdout
    assert dump(record) == before


def test_addresses_that_are_none() -> None:
    remedy = "postgresql://user@host/database"
    refused("mysql://host/base", "no kind of record", remedy)
    with pytest.raises(RecordError) as error:
        write("postgresql://me:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(error.value)
    assert "does not answer" in error.value.what


def test_a_server_without_the_database(server: str) -> None:
    with pytest.raises(RecordError) as error:
        write(f"{server}/nowhere")
    assert "no such database" in error.value.what
    assert "createdb" in error.value.remedy


@pytest.mark.slow
def test_a_server_that_is_restarted_in_the_midst() -> None:
    """What was said to be kept is there; the same again goes on; in the end nothing is lost or doubled."""
    with postgresql() as server:
        address, serial = database(server, "restarted"), database(server, "serial")
        created(serial)
        with store.Store(address, create=True) as made:
            made.add(few()[:1])
        failed, stopped = [], threading.Event()

        def work() -> None:
            while not stopped.is_set():
                try:
                    with store.Store(address) as made:
                        for one in few():
                            made.add([one])
                    stopped.set()
                except RecordError as error:
                    failed.append(str(error))
                    time.sleep(0.2)

        worker = threading.Thread(target=work)
        worker.start()
        for _ in range(RESTARTS):
            time.sleep(0.3)
            restart(server)
        assert stopped.wait(120)
        worker.join()
        assert dump(address) == dump(serial)
        with store.Store(address) as made:
            assert check(made) == []
        assert all("password" not in one for one in failed)


def writes(path: str, turn: int, until: float, told: Any) -> None:
    """Adds readings one by one, from one end or the other, again and again until the time is over."""
    try:
        found = few() if turn else few()[::-1]
        while True:
            with store.Store(path, create=True) as made:
                for one in found:
                    made.add([one])
            if time.time() > until:
                break
        told.put("")
    except Exception as error:  # noqa: BLE001 - whatever it is, the test says it
        told.put(f"writer: {error!r}")


def reads(path: str, until: float, told: Any) -> None:
    """Asks until the time is over; every answer is one state: each claim's event is there."""
    try:
        while time.time() < until:
            with store.Store(path) as made:
                kept, happenings = made.known()
                keys = {happening.key for happening in happenings}
                assert {one.event for one in kept if one.event} <= keys
        told.put("")
    except Exception as error:  # noqa: BLE001 - whatever it is, the test says it
        told.put(f"reader: {error!r}")


@pytest.mark.slow
def test_two_writers_and_ten_readers_at_once(tmp_path: Path) -> None:
    few()
    path = str(tmp_path / "shared.db")
    with store.Store(path, create=True) as made:
        made.add([])
    until = time.time() + SECONDS
    fork = multiprocessing.get_context("fork")
    told = fork.Queue()
    at_work = [fork.Process(target=writes, args=(path, turn, until, told)) for turn in (0, 1)]
    at_work += [fork.Process(target=reads, args=(path, until, told)) for _ in range(10)]
    for one in at_work:
        one.start()
    assert [told.get(timeout=60) for _ in at_work] == [""] * len(at_work)
    for one in at_work:
        one.join(timeout=30)
    serial = str(tmp_path / "serial.db")
    created(serial)
    assert dump(path) == dump(serial)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused(pipe, "it is no file", "give the path of a file")


def test_a_list_of_more_than_a_database_can_count_is_refused() -> None:
    with pytest.raises(OptionError, match="cannot be listed"):
        asked(limit=10**20)
