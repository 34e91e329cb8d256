"""Readings of our own dispatches, and records on both databases, for the tests of the record."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

from dateline.errors import ParserError
from dateline.read import Options
from dateline.read import reader as load_reader
from dateline.record.rows import identity
from dateline.record.store import Store
from dateline.text.intake import read_text
from dateline.types import Document, Reading

ROOT = Path(__file__).parents[1]
FEW = ("bench/data/record/kivu.jsonl", "bench/data/record/nyala.jsonl", "examples/tolls.jsonl")
FULLER = "\n\nThe Red Cross said on Friday that twelve people had died in the shelling of Sake."


def _documents(paths: tuple[str, ...]) -> Iterator[Document]:
    for path in paths:
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row.pop("text")
            yield read_text(text, **{name: row.get(name) for name in ("id", "published", "outlet", "url", "title")})


def _read(document: Document) -> Reading:
    try:
        return load_reader(Options()).read_document(document)
    except ParserError as error:
        pytest.skip(str(error))


@lru_cache(maxsize=1)
def few() -> tuple[Reading, ...]:
    """Thirteen: eleven dispatches, the second under another outlet's name, and a later version of it."""
    found = list(_documents(FEW))
    second = found[1]
    copy = msgspec.structs.replace(second, id="copied", outlet="Lakes Mirror", url="https://lakes-mirror.example/1")
    later = read_text(
        second.text + FULLER, id=second.id, published="2024-02-10", outlet=second.outlet, url=second.url,
        title=second.title,
    )  # fmt: skip
    assert identity(later) == identity(second) != identity(copy)
    return tuple(_read(document) for document in (*found, copy, later))


@lru_cache(maxsize=1)
def all_of_ours() -> tuple[Reading, ...]:
    """Readings of every dispatch in ``bench/data/record`` and ``few``."""
    paths = tuple(str(path.relative_to(ROOT)) for path in sorted((ROOT / "bench" / "data" / "record").glob("*.jsonl")))
    there = {one.document.id for one in few()}
    return (*few(), *(_read(document) for document in _documents(paths) if document.id not in there))


@lru_cache(maxsize=1)
def file_of_few() -> bytes:
    """The SQLite file of a record that holds ``few``: to be written somewhere, which takes less long than making it again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "few.sqlite")
        with Store(str(path), create=True) as record:
            record.add(few())
        return path.read_bytes()


def _program(name: str) -> str | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(path / name) for path in folders if (path / name).exists()), None)


@contextmanager
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL server of our own, without its database: ``postgresql://postgres@127.0.0.1:PORT``.

    Skips the test where its programs are not here.
    """
    initdb, control = _program("initdb"), _program("pg_ctl")
    pytest.importorskip("psycopg", reason="PostgreSQL needs the package psycopg")
    if not initdb or not control:
        pytest.skip("PostgreSQL is not here (no initdb, pg_ctl): apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    data = folder / "data"
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def run(*command: str) -> None:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **as_user
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run(initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    try:
        run(control, "-D", str(data), "-l", str(folder / "log"), "-o", settings, "-w", "start")
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def restart(server: str) -> None:
    """Stop a server of ours in the midst of everything, and start it again."""
    import psycopg

    with psycopg.connect(f"{server}/postgres") as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone()  # type: ignore[misc]
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    command = [
        _program("pg_ctl") or "",
        "-D",
        data,
        "-m",
        "immediate",
        "-w",
        "-l",
        str(Path(data).with_name("log")),
        "restart",
    ]
    done = subprocess.run(
        command, cwd=Path(data).parent, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **as_user
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def database(server: str, name: str) -> str:
    """Address of a new, empty database of this name."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return f"{server}/{name}"
