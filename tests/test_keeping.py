"""How much of the words a record keeps and how long: what is left still answers, what is gone is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from records import few
from test_erasure import everything

from dateline.faces import cli
from dateline.record import sensitivity
from dateline.record.record import Record
from dateline.record.upkeep import check


def made(path: Path, level: Any, count: int = 6) -> Path:
    with Record(path, create=True) as record:
        record.add(few()[:count], texts=level)
    return path


def answers(path: Path) -> Any:
    with Record(path) as record:
        events = [(one.key, len(one.kept)) for one in record.events()]
        tolls = [(one.event, one.what, one.low, one.high) for one in record.as_of("2024-03-10").tolls]
        return events, tolls, check(record)


@pytest.mark.parametrize("level", ["snippets", "offsets"])
def test_fewer_words_give_the_same_events_and_tolls(level: str, tmp_path: Path) -> None:
    full, less = made(tmp_path / "full.sqlite", "full"), made(tmp_path / "less.sqlite", level)
    assert answers(less) == answers(full)
    text = few()[0].document.text
    assert text[:200].casefold() in everything(full)
    assert text[:200].casefold() not in everything(less)
    with Record(less) as record:
        assert {bool(kept.sentence) for kept in record.kept()} == {level == "snippets"}


def test_words_of_old_dispatches_go_and_the_answers_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(tmp_path / "r.sqlite", "full")
    before, days = answers(path), sorted(one.document.published or "" for one in few()[:6])
    middle = next(day for day in days if day > days[0])
    assert cli.run(["retain", "--record", str(path), "--before", middle]) == 0
    assert "give --yes" in capsys.readouterr().out
    assert answers(path) == before
    for keep in ("snippets", "offsets"):
        assert cli.run(["retain", "--record", str(path), "--before", middle, "--keep", keep, "--yes"]) == 0
        assert answers(path) == before
        with Record(path) as record:
            texts = {kept.document.key: record.document(kept.document.key).text for kept in record.kept()}
            known = {kept.document.key: kept.document.known for kept in record.kept()}
        assert {bool(text) for key, text in texts.items() if known[key] < middle} == {False}
        assert all(text for key, text in texts.items() if known[key] >= middle)
    assert cli.run(["retain", "--record", str(path)]) == 2


def test_the_higher_level_holds_when_records_are_merged(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from dateline.record.exchange import incoming, outgoing

    one, other = made(tmp_path / "a.sqlite", "offsets", 2), tmp_path / "b.sqlite"
    with Record(one) as record, Record(other, create=True) as into:
        sensitivity.mark(record, "confidential")
        sensitivity.mark(into, "restricted")
        outgoing.export_parquet(record, str(tmp_path / "out"), names=True)
        assert incoming.import_parquet(into, str(tmp_path / "out")).new == 2
        assert sensitivity.of(into) == "confidential"
        sensitivity.mark(record, "public")
        outgoing.export_parquet(record, str(tmp_path / "out"), names=True)
        incoming.import_parquet(into, str(tmp_path / "out"))
        assert sensitivity.of(into) == "confidential"
        assert check(into) == []
        assert into.joined_by != ""
