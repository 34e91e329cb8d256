"""Parquet out and in, and judgements one JSON object a line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from errno import ENOSPC
from pathlib import Path

import msgspec
import pytest
from records import few, file_of_few

from dateline.errors import RecordError
from dateline.record import exchange, store
from dateline.record.exchange.layout import COLUMNS, FILES
from dateline.record.judgements import judgement_key, signed
from dateline.record.rows import document_key
from dateline.record.store import Store
from dateline.record.types import Judgement

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def filled(path: Path, readings: slice = slice(None)) -> str:
    path.write_bytes(file_of_few() if readings == slice(None) else b"")
    with store.Store(str(path), create=True) as record:
        record.add(few()[readings])
        key = record.happenings()[0].kept[0].key
        record.keep_judgement(signed("correct", [key], made="2026-01-02", by="ana", field="place", value='["Paris"]'))
    return str(path)


def merged(path: Path, *folders: str) -> bytes:
    with store.Store(str(path), create=True) as record:
        for folder in folders:
            exchange.import_parquet(record, folder)
        return record.dump()


def exported(record: str, folder: Path, *, texts: bool = True) -> str:
    with store.Store(record) as here:
        exchange.export_parquet(here, str(folder), texts=texts, names=True)
    return str(folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a record, to be copied."""
    folder = tmp_path_factory.mktemp("exchange")
    return Path(exported(filled(folder / "a.sqlite"), folder / "out"))


def lines(dump: bytes, table: str) -> list[dict]:
    return [row for name, row in map(json.loads, dump.splitlines()) if name == table]


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    out = exported(path, tmp_path / "out")
    with store.Store(path) as record:
        assert merged(tmp_path / "b.sqlite", out, out) == record.dump()


def test_without_texts_only_the_texts_are_missing(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    out = exported(path, tmp_path / "out", texts=False)
    with store.Store(path) as record:
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


def changed(folder: str, name: str, change: Callable[[list[dict]], object]) -> None:
    """A file as somebody else left it."""
    path = Path(folder) / f"{name}.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)


def put(column: str, value: object, at: int = 0) -> Callable[[list[dict]], object]:
    return lambda rows: rows[at].update({column: value})


def resigned(**values: object) -> Callable[[list[dict]], object]:
    """The first judgement, changed and signed again by whoever changed it."""

    def change(rows: list[dict]) -> None:
        made = {
            **rows[0],
            "made": rows[0]["made"].isoformat(),
            "subjects": tuple(rows[0]["subjects"]),
            "key": "",
            **values,
        }
        rows[0].update(values, key=judgement_key(Judgement(**made)))

    return change


def record_of(path: Path, there: bool) -> Store:
    """A record that holds ``few``, or an empty one."""
    path.write_bytes(file_of_few() if there else b"")
    return Store(str(path), create=True)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("documents", put("text", "Another text."), "does not hold what it says: its key"),
        ("documents", put("profile", b"{}"), "does not hold what it says"),
        ("documents", put("known", date(1999, 1, 1)), "it counts from 1999-01-01"),
        ("documents", put("sha256", None, -1), "has no sha256"),
        ("documents", put("received", None), "has no received"),
        ("documents", put("key", None), "has no key"),
        ("documents", lambda rows: rows.append(rows[-1]), "stands twice"),
        ("documents", lambda rows: rows.reverse(), "in no order of keys"),
        ("documents", lambda rows: rows.pop(), "not in documents.parquet"),
        ("claims", put("body", b"no zlib"), "does not hold what it says"),
        ("claims", put("body", None), "has no body"),
        ("claims", put("key", "0.1"), "of another claim"),
        ("claims", put("sentence", "Forged words."), "not in its text"),
        ("claims", lambda rows: rows.insert(0, rows[0]), "stands twice"),
        ("judgements", put("by", "bob"), "changed after it was signed"),
        ("judgements", put("made", None), "has no made"),
        ("judgements", put("subjects", None), "has no subjects"),
        ("judgements", put("verdict", "maybe"), "Invalid enum"),
        ("judgements", resigned(field="score", value="9"), "is no field"),
        ("judgements", resigned(field="status", value='"held"'), "is no field"),
        ("judgements", resigned(field="polarity", value='"?"'), "is no polarity"),
        ("judgements", resigned(field="time", value='"someday"'), "someday"),
        ("judgements", resigned(subjects=[]), "names 0"),
    ],
)
@pytest.mark.parametrize("there", [False, True])
def test_what_was_tampered_with_is_refused_whole(
    tmp_path: Path, whole: Path, name: str, change: Callable[[list[dict]], object], words: str, there: bool
) -> None:
    out = str(shutil.copytree(whole, tmp_path / "out"))
    changed(out, name, change)
    with record_of(tmp_path / "b.sqlite", there) as record:
        before = record.dump()
        with pytest.raises(RecordError, match=words):
            exchange.import_parquet(record, out)
        assert record.dump() == before


@pytest.mark.parametrize("sentence", ["Forged words.", "\u00e9" * 40])
def test_without_texts_a_claim_is_held_against_its_sentence(tmp_path: Path, sentence: str) -> None:
    out = exported(filled(tmp_path / "a.sqlite"), tmp_path / "out", texts=False)
    changed(out, "claims", put("sentence", sentence))
    with (
        store.Store(str(tmp_path / "b.sqlite"), create=True) as record,
        pytest.raises(RecordError, match="of another sentence"),
    ):
        exchange.import_parquet(record, out)


def test_what_others_keep_is_left_alone(tmp_path: Path) -> None:
    mine, beside = tmp_path / "mine", tmp_path / "new.part"
    mine.mkdir()
    beside.mkdir()
    pq.write_table(pa.table({"x": [1]}), mine / "documents.parquet")
    (beside / "notes.txt").write_text("kept", encoding="utf-8")
    path = filled(tmp_path / "a.sqlite")
    with store.Store(path) as record, pytest.raises(RecordError, match="holds other things"):
        exchange.export_parquet(record, str(mine), names=True)
    exported(path, tmp_path / "new")
    assert pq.read_table(mine / "documents.parquet").column_names == ["x"]
    assert (beside / "notes.txt").read_text(encoding="utf-8") == "kept"


def test_an_export_replaces_an_older_one_or_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "a.sqlite", slice(0, 5))
    out = Path(exported(path, tmp_path / "out"))
    older = {file.name: file.read_bytes() for file in out.iterdir()}
    with store.Store(path) as record:
        record.add(few())
        with monkeypatch.context() as broken:
            broken.setattr("dateline.record.exchange.outgoing.mention_rows", full_disk)
            with pytest.raises(RecordError, match="No space left"):
                exchange.export_parquet(record, str(out), names=True)
        assert {file.name: file.read_bytes() for file in out.iterdir()} == older
        assert exchange.export_parquet(record, str(out), names=True)["documents"] == len(few())
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_dir()) == ["out"]


def full_disk(*row: object) -> list[dict]:
    raise OSError(ENOSPC, "No space left on device")


def test_corrected_claims_keep_their_event(tmp_path: Path) -> None:
    out = Path(exported(filled(tmp_path / "a.sqlite"), tmp_path / "out"))
    claims = {row["key"]: row["event"] for row in pq.read_table(out / "claims.parquet").to_pylist()}
    events = pq.read_table(out / "events.parquet").to_pylist()
    corrected = pq.read_table(out / "judgements.parquet")["subjects"].to_pylist()[0][0]
    assert claims[corrected]
    assert {(claim, row["event"]) for row in events for claim in row["claims"]} <= set(claims.items())


def test_files_missing_broken_and_foreign(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    with store.Store(path) as record:
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
            exchange.export_parquet(record, str(tmp_path), names=True)


def judged(record: Store) -> list[str]:
    keys = [happening.key for happening in record.happenings()[:2]]
    record.keep_judgement(signed("unsure", keys, made="2026-01-01", by="ana"))
    return list(exchange.judgements_lines(record))


def test_judgements_travel_and_forged_ones_do_not(tmp_path: Path) -> None:
    with store.Store(filled(tmp_path / "a.sqlite")) as record:
        told = judged(record)
        forged = told[0].replace('"by":"ana"', '"by":"bob"')
        extra = json.dumps({**json.loads(told[0]), "weight": 3})
        with store.Store(str(tmp_path / "b.sqlite"), create=True) as other:
            new, known, refused = exchange.import_judgements(other, [*told, told[0], forged, extra, '{"key":?}', ""])
            assert (new, known, [one.what for one in refused]) == (
                2,
                1,
                ["judgements:4:1", "judgements:5:1", "judgements:6:8"],
            )
            assert other.judgements() == record.judgements()  # they wait for the claims they speak of
            other.add(few())
            assert other.dump() == record.dump()


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs" / "exchange.md").read_text(encoding="utf-8")
    wanted = {column for columns in COLUMNS.values() for column in columns if not column.endswith(("_low", "_high"))}
    assert {name for name in wanted if f"`{name}`" not in text} == set()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"verdict": "same", "subjects": ("a.1",)}, "speaks of 2"),
        ({"verdict": "same", "subjects": ("a.1", "a.1")}, "speaks of 2"),
        ({"verdict": "same", "subjects": ("b.1", "a.1")}, "order of their keys"),
        ({"verdict": "retract", "subjects": ()}, "speaks of 1"),
        ({"verdict": "correct", "field": "score", "value": "9"}, "no field"),
        ({"verdict": "correct", "field": "polarity", "value": '"?"'}, "no polarity"),
        ({"verdict": "correct", "field": "time", "value": '"someday"'}, "someday"),
        ({"verdict": "retract", "made": "20260101"}, "no day"),
    ],
)
@pytest.mark.parametrize("there", [False, True])
def test_signed_nonsense_does_not_stop_a_record(tmp_path: Path, values: dict, words: str, there: bool) -> None:
    claim = next(one for reading in few() for one in reading.claims)
    document = next(document_key(one.document) for one in few() if claim in one.claims)
    bare = Judgement(**{"key": "", "subjects": (f"{document}.{claim.id}",), "made": "2026-01-01", "by": "x", **values})
    line = json.dumps({**msgspec.to_builtins(bare), "key": judgement_key(bare)})
    with record_of(tmp_path / "a.sqlite", there) as record:
        new, known, refused = exchange.import_judgements(record, [line], name="theirs.jsonl")
        assert (new, known, refused[0].what) == (0, 0, "theirs.jsonl:1:1")
        assert words in refused[0].why
        assert record.judgements() == []
        record.add(few())
        assert record.happenings()


def test_a_correction_of_the_wrong_kind_that_came_first_changes_nothing(tmp_path: Path) -> None:
    with store.Store(str(tmp_path / "a.sqlite"), create=True) as record:
        record.add(few())
        claim = record.happenings()[0].key
        whole = record.happenings()
    with store.Store(str(tmp_path / "b.sqlite"), create=True) as record:
        record.keep_judgement(
            signed("correct", [claim], made="2026-01-02", by="ana", field="status", value='"held"'), strict=False
        )
        assert record.add(few()).new == len(few())
        assert [one.key for one in record.happenings()] == [one.key for one in whole]
        told = [kept.claim for one in record.happenings() for kept in one.kept if kept.key.startswith(claim)]
        assert told == [kept.claim for one in whole for kept in one.kept if kept.key == claim]


def test_what_comes_in_is_received_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = exported(filled(tmp_path / "a.sqlite"), tmp_path / "out")
    with store.Store(str(tmp_path / "b.sqlite"), create=True) as record:
        monkeypatch.setattr(Store, "now", lambda self: "2031-01-02T00:00:00+00:00")
        exchange.import_parquet(record, out)
        assert {kept.document.received for kept in record.kept()} == {"2031-01-02T00:00:00+00:00"}
