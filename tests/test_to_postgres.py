"""A record of SQLite copied to PostgreSQL: every row is there, and the same is answered."""

from __future__ import annotations

import sys
from pathlib import Path

from records import ROOT, file_of_few

from dateline.record.record import Record
from dateline.record.store import Store

sys.path.insert(0, str(ROOT / "bench" / "tools"))


def test_what_is_copied_is_the_same_record(server: str, tmp_path: Path) -> None:
    import psycopg
    from to_postgres import copied

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE copied_few")
    path, address, said = tmp_path / "few.sqlite", f"{server}/copied_few", []
    path.write_bytes(file_of_few())
    copied(str(path), address, words=True, say=said.append)
    with Store(str(path)) as ours, Store(address) as theirs:
        assert theirs.dump() == ours.dump()
        assert theirs.counts()["search_rows"] == ours.counts()["search_rows"] > 0
    assert any(line.startswith("documents: 13 rows") for line in said)
    with Store(address) as theirs, theirs.engine.connect() as connection:
        told = [
            connection.exec_driver_sql(f"SHOW {name}").scalar() for name in ("jit", "max_parallel_workers_per_gather")
        ]
    assert told == ["off", "0"]
    with Record(str(path)) as ours, Record(address) as theirs:
        assert theirs.as_of("2024-02-10") == ours.as_of("2024-02-10")
