"""``dateline read --to parquet``: shards of Parquet files by several processes, interrupted, gone on with, with poison in them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from records import few

from dateline.errors import OptionError
from dateline.faces import cli
from dateline.faces.readings import Settings
from dateline.faces.shards import Folder, Shard, claim_rows, shards
from dateline.faces.workers import DIED, Run
from dateline.read import Options
from dateline.record import exchange, store
from dateline.types import Skipped

pq = pytest.importorskip("pyarrow.parquet")
DEADLY = "perished"


def few_shards(size: int = 5) -> list[Shard]:
    return list(shards([one.document for one in few()], Settings(), size))


def test_shards_follow_the_order_of_the_documents() -> None:
    found = few_shards()
    assert [len(one.documents) for one in found] == [5, 5, 3]
    assert [one.id for shard in found for one in shard.documents] == [one.document.id for one in few()]


def test_a_shard_is_made_anew_when_a_text_or_a_setting_has_changed() -> None:
    first = few_shards()[0].made_of
    documents = [one.document for one in few()]
    other = msgspec.structs.replace(documents[0], text=documents[0].text + " ")
    assert next(shards([other, *documents[1:]], Settings(), 5)).made_of != first
    assert next(shards(documents, Settings(options=Options(parser="fast")), 5)).made_of != first


def test_a_finished_shard_is_kept_and_a_broken_one_is_not(tmp_path: Path) -> None:
    folder, shard = Folder(str(tmp_path)), few_shards()[0]
    assert folder.kept(shard) is None
    done = folder.write(shard, [*few()[:4], Skipped("x", "refused", code=7)])
    assert (done.documents, [one.what for one in done.skipped]) == (4, ["x"])
    assert folder.kept(shard) == done
    assert folder.kept(msgspec.structs.replace(shard, made_of="other")) is None
    (tmp_path / "claims" / "00000.parquet").unlink()
    assert folder.kept(shard) is None


def test_shards_of_a_longer_run_before_are_taken_away(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    for shard in few_shards():
        folder.write(shard, [])
    folder.finish(1, [Skipped("bad.txt", "it is empty", code=6)])
    assert {one.stem for one in tmp_path.glob("*/*")} == {"00000"}
    assert json.loads((tmp_path / "skipped.jsonl").read_text())["what"] == "bad.txt"


def test_claims_are_rows_as_a_record_exports_them(tmp_path: Path) -> None:
    readings = few()[:3]
    with store.Store(str(tmp_path / "a.sqlite"), create=True) as record:
        record.add(readings)
        exchange.export_parquet(record, str(tmp_path / "out"), names=True)
    theirs = pq.read_table(tmp_path / "out" / "claims.parquet")
    folder = Folder(str(tmp_path / "ours"))
    folder.write(Shard(0, tuple(one.document for one in readings), ""), readings)
    ours = pq.read_table(tmp_path / "ours" / "claims" / "00000.parquet")
    assert ours.schema == theirs.schema
    bare = [{**row, "event": None} for row in theirs.to_pylist()]
    assert sorted(ours.to_pylist(), key=lambda row: row["key"]) == bare
    assert [row["key"] for row in claim_rows(readings[0])] == sorted(row["key"] for row in claim_rows(readings[0]))


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(OptionError, match=r"letter\.txt"):
        Folder(str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "parquet"], "--out DIR"),
        (["--to", "csv", "--shard", "5"], "--to parquet"),
        (["--to", "parquet", "--out", "x", "--shard", "0"], "--shard"),
    ],
)
def test_what_cannot_be_is_said(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", "x.txt", *arguments]) == 2
    assert told in capsys.readouterr().err


def deadly_parser(text: str) -> Any:
    """A parser that takes its process along over some texts; in others every word is a sentence."""
    if DEADLY in text:
        os._exit(9)
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    words = text.split()
    count = len(words)
    return Doc(
        Vocab(), words, heads=list(range(count)), deps=["ROOT"] * count, tags=["NN"] * count, pos=["NOUN"] * count
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[Run, list[Any]]]:
    """A run over six dispatches, the third and fourth of which kill whoever reads them, and one line that is none."""
    texts = ["Six people fled the town on Monday."] * 6
    texts[2] = texts[3] = f"Two men {DEADLY} in the town on Monday."
    rows = [json.dumps({"id": f"d{at}", "text": text}) for at, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join([*rows, "{"]))

    def go(out: str, jobs: int) -> tuple[Run, list[Any]]:
        one = Run(Folder(str(tmp_path / out)), Settings(options=Options(parser=deadly_parser), jobs=jobs), 4)
        return one, list(one.items([str(tmp_path / "in.jsonl")]))

    return go


@pytest.mark.slow
def test_poison_costs_itself_alone_and_a_run_goes_on(tmp_path: Path, run: Callable[..., tuple[Run, list[Any]]]) -> None:
    one, items = run("one", 1)
    lost = [item for item in items if isinstance(item, Skipped)]
    assert items.count(None) == 4
    assert [(item.what, item.why) for item in lost[:2]] == [("d2", DIED), ("d3", DIED)]
    assert len((tmp_path / "one" / "skipped.jsonl").read_text().splitlines()) == len(lost) == 3
    before = files(tmp_path / "one")
    (tmp_path / "one" / "shards" / "00001.json").unlink()
    again, told = run("one", 2)
    assert (one.reread, again.reread) == (2, 1)
    assert told.count(None) == 4
    assert files(tmp_path / "one") == before


@pytest.mark.slow
def test_the_files_are_the_same_whatever_the_number_of_processes(tmp_path: Path) -> None:
    pytest.importorskip("dateline_en")
    rows = [
        {"id": one.document.id, "text": one.document.text, "published": one.document.published} for one in few()[:4]
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for workers in ("1", "2"):
        out = str(tmp_path / workers)
        command = ["read", str(tmp_path / "in.jsonl"), "--to", "parquet", "--out", out, "--shard", "2", "--quiet"]
        assert cli.run([*command, "--workers", workers]) == 0
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert pq.read_table(tmp_path / "1" / "claims").num_rows > 4
