"""Opening a record: SQLite file or PostgreSQL, its schema brought up to date, its faults told in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from dateline.errors import RecordError
from dateline.record.schema import REVISION

PATIENCE = 600
"""Seconds a writer waits for another writer; a batch of readings takes a few."""
PAGE = 8192
"""Bytes of a page of a file that is made anew: two or three documents fit into one."""
HEADER = b"SQLite format 3\x00"
LOCK = 0x6461746C
"""Advisory lock that PostgreSQL writers of one record take in turn ("datl")."""
LOOK_UPS = "SET jit = off; SET max_parallel_workers_per_gather = 0"
"""For PostgreSQL: a record is asked for a few rows by their indexes. Its planner takes some of these questions for large ones, compiles
them or goes through a whole table with several processes: 1.3 s instead of .07 for the latest event of a town among 1,000,000 readings
(docs/scale.md)."""
TELLING = (
    ("disk is full", "the disk is full", "make room and start again; what was ingested before stands"),
    ("readonly", "it cannot be written", "check the permissions of the file and its folder"),
    ("read-only", "it cannot be written", "check the permissions of the file and its folder"),
    ("unable to open", "it cannot be opened", "check that the folder exists and may be written"),
    ("not a database", "it is no record", "give another file"),
    ("malformed", "the file is broken", "restore it from a copy, or ingest anew into another file"),
    ("disk i/o error", "the disk failed", "check the disk; what was ingested before stands"),
    ("locked", "another program has held it for too long", "wait for it to end and start again"),
    ("password authentication", "the password was refused", "check user and password in the address"),
    ("does not exist", "there is no such database", "create it with createdb, or check the address"),
    ("terminating connection", "the server stopped", "start again once it runs; what was written before stands"),
    ("server closed", "the server stopped", "start again once it runs; what was written before stands"),
    (
        "the database system is",
        "the server is starting or stopping",
        "wait for it and start again; what was written before stands",
    ),
    ("connection failed", "the server does not answer", "check that it runs and that the address is right"),
)
"""What the database says, what it means, what to do."""


def engine(address: str, *, create: bool) -> Engine:
    """An engine for a record: ``address`` is the path of a file, or ``postgresql://…``.

    Raises RecordError when there is none and ``create`` is not set, or when it cannot be used.
    """
    made = _server(address) if "://" in address else _file(Path(address), create=create)
    with told(address):
        _up_to_date(made, address)
    return made


def _server(address: str) -> Engine:
    remedy = "give a path or postgresql://user@host/database"
    try:
        scheme, _, rest = address.partition("://")
        if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
            raise RecordError(f"{scheme} is no kind of record", where=_bare(address), remedy=remedy)
        made = create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise RecordError("it is no address", where=_bare(address), remedy=remedy) from error
    except ModuleNotFoundError as error:
        what = "PostgreSQL needs the package psycopg"
        raise RecordError(what, where=_bare(address), remedy="pip install 'dateline[postgres]'") from error

    @event.listens_for(made, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.execute(LOOK_UPS)
        connection.commit()

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    return made


def _bare(address: str) -> str:
    """The address without its password."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if "@" in rest else address


def _file(path: Path, *, create: bool) -> Engine:
    _check_file(path, create=create)
    writable = os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
    quiet = not writable and not Path(f"{path}-wal").exists()
    mode = ("" if writable else "?mode=ro") + ("&immutable=1" if quiet else "")

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(f"{path.absolute().as_uri()}{mode}", uri=True, timeout=PATIENCE, isolation_level=None)
        for pragma in (
            (f"page_size={PAGE}", "journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=4000") if writable else ()
        ):
            made.execute(f"PRAGMA {pragma}")
        made.execute("PRAGMA cache_size=-65536")
        return made

    made = create_engine(URL.create("sqlite", database=str(path)), creator=connect, poolclass=NullPool)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def _check_file(path: Path, *, create: bool) -> None:
    """Raises RecordError when the file cannot be a record."""
    if path.is_dir():
        raise RecordError("it is a folder", where=str(path), remedy="give the path of a file")
    if path.exists() and not path.is_file():
        raise RecordError("it is no file", where=str(path), remedy="give the path of a file")
    if not path.exists() and not create:
        raise RecordError("there is no such record", where=str(path), remedy="make one with dateline ingest")
    try:
        start = path.open("rb").read(len(HEADER)) if path.exists() else b""
    except OSError as error:
        what = f"it cannot be opened: {error.strerror}"
        raise RecordError(what, where=str(path), remedy="check its permissions") from error
    if start and start != HEADER:
        raise RecordError("it is no record", where=str(path), remedy="give another file")


def _up_to_date(engine: Engine, address: str) -> None:
    """The newest schema; two programs that open a new record at once wait for each other."""
    with engine.connect() as connection:
        if _revision(connection) == REVISION:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        found = _revision(connection)
        if found == REVISION:
            return
        if found is None and inspect(connection).get_table_names():
            raise RecordError("it is a database of another kind", where=_bare(address), remedy="give another one")
        _migrate(connection, address)


def check_unchanged(connection: Connection, address: str) -> None:
    """Raises RecordError when another program has brought the record to a newer schema since it was opened."""
    if connection.execute(text("SELECT version_num FROM alembic_version")).scalar() != REVISION:
        what = "another program has brought it up to a newer dateline meanwhile"
        raise RecordError(
            what, where=_bare(address), remedy="update dateline and start again; what was written before stands"
        )


def _revision(connection: Connection) -> str | None:
    """The schema a record has; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection, address: str) -> None:
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        what = (
            "it was made by a newer dateline" if "locate revision" in str(error) else f"it cannot be updated: {error}"
        )
        raise RecordError(what, where=_bare(address), remedy="update dateline, or give another record") from error


def configuration(connection: Connection) -> Any:
    """What alembic needs to know, without a file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    made.attributes["connection"] = connection
    return made


def now(connection: Connection) -> str:
    """The clock of the database, UTC, to the second: the record's programs may run on machines that differ."""
    found: Any = connection.scalar(select(func.current_timestamp()))
    when = datetime.fromisoformat(found) if isinstance(found, str) else found
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")


@contextmanager
def told(address: str) -> Iterator[None]:
    """Faults of the database as RecordError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error) or error)
        for sign, what, remedy in TELLING:
            if sign in said.lower():
                raise RecordError(what, where=_bare(address), remedy=remedy) from error
        what = f"the database failed: {' '.join(said.split())}"
        raise RecordError(what, where=_bare(address), remedy="check the address and its permissions") from error
