"""Batches of dispatches to batches of claims, and the recipes for engines that spread them: each equal to the plain run."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from records import few

from dateline.faces.engines import BatchReader, claims_schema
from dateline.faces.shards import claim_rows
from dateline.text.intake import documents
from dateline.types import Document

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
RECIPES = Path(__file__).parents[1] / "docs" / "recipes"
FIELDS = ("id", "text", "published", "outlet", "url", "title")
Rows = list[dict[str, Any]]


def dispatches() -> Any:
    rows = [{name: getattr(one.document, name) for name in FIELDS} for one in few()[:3]]
    return pa.RecordBatch.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in FIELDS]))


def plain() -> Rows:
    names = claims_schema().names
    return [{name: row.get(name) for name in names} for one in few()[:3] for row in claim_rows(one)]


def in_order(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: row["key"])


@pytest.fixture
def source(tmp_path: Path) -> str:
    pq.write_table(pa.Table.from_batches([dispatches()]), tmp_path / "in.parquet")
    return str(tmp_path / "in.parquet")


def test_a_batch_of_claims_is_that_of_the_plain_run_however_it_is_cut() -> None:
    batch, read = dispatches(), BatchReader()
    whole = read(batch)
    assert whole.schema == claims_schema()
    assert whole.to_pylist() == plain() != []
    assert [row for at in range(3) for row in read(batch.slice(at, 1)).to_pylist()] == plain()


def test_what_is_not_read_is_a_row_with_its_reason() -> None:
    texts = [
        "Der Minister sagte am Montag, dass die Truppen die Stadt nicht verlassen haben und bleiben werden.",
        "",
        None,
    ]
    found = list(BatchReader().rows({"id": f"d{at}", "text": text} for at, text in enumerate(texts)))
    assert [(row["document"], row["kind"]) for rows in found for row in rows] == [
        (f"d{at}", "skipped") for at in range(3)
    ]
    assert all(row["content"] for rows in found for row in rows)


def test_parquet_is_read_as_other_files_are(source: str, tmp_path: Path) -> None:
    found = list(documents([source]))
    assert [(one.id, one.text, one.outlet) for one in found if isinstance(one, Document)] == [
        (one.document.id, one.document.text, one.document.outlet) for one in few()[:3]
    ]
    (tmp_path / "broken.parquet").write_bytes(Path(source).read_bytes()[:200])
    (refused,) = documents([str(tmp_path / "broken.parquet")])
    assert not isinstance(refused, Document)
    assert refused.code == 3
    assert "Parquet" in refused.why


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    def run(name: str) -> dict[str, Any]:
        pytest.importorskip({"daft_claims": "daft", "spark_claims": "pyspark"}[name])
        return runpy.run_path(str(RECIPES / f"{name}.py"))

    monkeypatch.setenv("DO_NOT_TRACK", "1")
    return run


def test_daft_reads_the_same(source: str, recipe: Callable[[str], dict[str, Any]]) -> None:
    table = recipe("daft_claims")["claims"](source).to_arrow()
    assert table.schema.names == claims_schema().names
    assert in_order(table.to_pylist()) == in_order(plain())


def test_spark_reads_the_same(source: str, recipe: Callable[[str], dict[str, Any]]) -> None:
    made = recipe("spark_claims")
    session = made["SparkSession"].builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        rows = [row.asDict() for row in made["claims"](session, source).collect()]
    finally:
        session.stop()
    assert len(rows) == len(plain())
    assert in_order([{**row, "body": bytes(row["body"])} for row in rows]) == in_order(plain())
