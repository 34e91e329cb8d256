"""Parquet out and in, and judgements one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from records import few

from dateline.errors import RecordError
from dateline.record import exchange, store
from dateline.record.exchange.layout import COLUMNS, FILES
from dateline.record.ruling import signed
from dateline.record.store import Record

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def filled(path: Path, readings: slice = slice(None)) -> str:
    with store.opened(str(path), create=True) as record:
        record.add(few()[readings])
        key = record.happenings()[0].kept[0].key
        record.judge(signed("correct", [key], made="2026-01-02", by="ana", field="place", value='["Paris"]'))
    return str(path)


def merged(path: Path, *folders: str) -> bytes:
    with store.opened(str(path), create=True) as record:
        for folder in folders:
            exchange.import_parquet(record, folder)
        return record.dump()


def exported(record: str, folder: Path, *, texts: bool = True) -> str:
    with store.opened(record) as here:
        exchange.export_parquet(here, str(folder), texts=texts)
    return str(folder)


def lines(dump: bytes, table: str) -> list[dict]:
    return [row for name, row in map(json.loads, dump.splitlines()) if name == table]


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    out = exported(path, tmp_path / "out")
    with store.opened(path) as record:
        assert merged(tmp_path / "b.sqlite", out, out) == record.dump()


def test_without_texts_only_the_texts_are_missing(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    out = exported(path, tmp_path / "out", texts=False)
    with store.opened(path) as record:
        whole, bare = record.dump(), merged(tmp_path / "b.sqlite", out)
    assert {row["text"] for row in lines(bare, "documents")} == {None}
    assert [row | {"text": None} for row in lines(whole, "documents")] == lines(bare, "documents")
    assert [lines(whole, name) for name in ("claims", "links", "members")] == [
        lines(bare, name) for name in ("claims", "links", "members")
    ]


def test_two_colleagues_merge_in_either_order(tmp_path: Path) -> None:
    first = exported(filled(tmp_path / "a.sqlite", slice(0, 9)), tmp_path / "one")
    second = exported(filled(tmp_path / "b.sqlite", slice(5, None)), tmp_path / "two")
    there, back = merged(tmp_path / "c.sqlite", first, second), merged(tmp_path / "d.sqlite", second, first)
    assert there == back
    assert len(lines(there, "documents")) == len(few())


def test_others_read_the_files(tmp_path: Path) -> None:
    out = Path(exported(filled(tmp_path / "a.sqlite"), tmp_path / "out", texts=False))
    for name in FILES:
        assert pq.read_schema(out / f"{name}.parquet").names == list(COLUMNS[name])
    duckdb, polars, pandas = (pytest.importorskip(name) for name in ("duckdb", "polars", "pandas"))
    path = str(out / "events.parquet")
    killed = duckdb.sql(f"select max(killed_low) from '{path}'").fetchall()[0][0]
    assert killed == polars.read_parquet(path)["killed_low"].max() == pandas.read_parquet(path)["killed_low"].max() > 0


def changed(folder: str, name: str, column: str, value: object) -> None:
    path = Path(folder) / f"{name}.parquet"
    table = pq.read_table(path)
    at = table.column_names.index(column)
    column_of = pa.array([value, *table.column(column).to_pylist()[1:]], table.schema.field(column).type)
    pq.write_table(table.set_column(at, table.schema.field(column), column_of), path)


@pytest.mark.parametrize(
    ("name", "column", "value", "words"),
    [
        ("documents", "text", "Another text.", "does not hold what it says"),
        ("documents", "profile", b"{}", "does not hold what it says"),
        ("claims", "body", b"no zlib", "does not hold what it says"),
        ("claims", "key", "0.1", "does not hold what it says"),
        ("judgements", "by", "bob", "changed after it was signed"),
    ],
)
def test_what_was_tampered_with_is_refused_whole(
    tmp_path: Path, name: str, column: str, value: object, words: str
) -> None:
    out = exported(filled(tmp_path / "a.sqlite"), tmp_path / "out")
    changed(out, name, column, value)
    with store.opened(str(tmp_path / "b.sqlite"), create=True) as record:
        before = record.dump()
        with pytest.raises(RecordError, match=words):
            exchange.import_parquet(record, out)
        assert record.dump() == before


def test_files_missing_broken_and_foreign(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    with store.opened(path) as record:
        with pytest.raises(RecordError, match="there is no documents"):
            exchange.import_parquet(record, str(tmp_path / "nowhere"))
        out = exported(path, tmp_path / "out")
        documents = Path(out) / "documents.parquet"
        whole = documents.read_bytes()
        documents.write_bytes(whole[:100])
        with pytest.raises(RecordError, match="broken"):
            exchange.import_parquet(record, out)
        pq.write_table(pa.table({"a": [1]}), documents)
        with pytest.raises(RecordError, match="not written by dateline"):
            exchange.import_parquet(record, out)
        documents.write_bytes(whole)
        table = pq.read_table(documents)
        pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"contract": b"99"}), documents)
        with pytest.raises(RecordError, match="newer dateline"):
            exchange.import_parquet(record, out)
        with pytest.raises(RecordError, match="holds other things"):
            exchange.export_parquet(record, str(tmp_path))


def judged(record: Record) -> list[str]:
    keys = [happening.key for happening in record.happenings()[:2]]
    record.judge(signed("unsure", keys, made="2026-01-01", by="ana"))
    return list(exchange.judgements_lines(record))


def test_judgements_travel_and_forged_ones_do_not(tmp_path: Path) -> None:
    with store.opened(filled(tmp_path / "a.sqlite")) as record:
        told = judged(record)
        forged = told[0].replace('"by":"ana"', '"by":"bob"')
        extra = json.dumps({**json.loads(told[0]), "weight": 3})
        with store.opened(str(tmp_path / "b.sqlite"), create=True) as other:
            new, known, refused = exchange.import_judgements(other, [*told, told[0], forged, extra, "no JSON", ""])
            assert (new, known, [one.what for one in refused]) == (2, 1, ["line 4", "line 5", "line 6"])
            assert other.judgements() == record.judgements()  # they wait for the claims they speak of
            other.add(few())
            assert other.dump() == record.dump()


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs" / "exchange.md").read_text(encoding="utf-8")
    wanted = {column for columns in COLUMNS.values() for column in columns if not column.endswith(("_low", "_high"))}
    assert {name for name in wanted if f"`{name}`" not in text} == set()
