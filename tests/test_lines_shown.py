"""Figures and deadlines of a dispatch in every output: table, page, JSON lines, CSV, tree, comparison."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dateline.explain import explain, find
from dateline.faces import cli, export, page
from dateline.faces.compare import compare
from dateline.faces.csv import COLUMNS, header, rows
from dateline.read import reader
from dateline.types import Reading

TEXT = (
    "The death toll in the mine at Kesh has risen from 12 to 27, officials said on Tuesday. "
    "About 3,000 people have been displaced, the mayor said.\n\n"
    "The United Nations called on the rebels to open the road to Kesh for a food convoy by March 14.\n"
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    made = reader().read(TEXT, id="k1", published="2025-03-11")
    assert made.figures and made.deadlines
    return made


def lines(reading: Reading, kind: str) -> list[dict]:
    plain = reading.to_dict()
    assert [one["id"] for one in plain[f"{kind}s"]] == [one.id for one in getattr(reading, f"{kind}s")]
    return plain[f"{kind}s"]


def test_json_lines_have_words_bounds_and_days(reading: Reading) -> None:
    toll = next(one for one in lines(reading, "figure") if one["high"] == 27)
    assert (toll["kind"], toll["what"], toll["supersedes"], toll["polarity"]) == ("figure", "killed", 12, "+")
    assert TEXT[slice(*toll["span"])] == toll["text"]
    (due,) = lines(reading, "deadline")
    assert due["kind"] == "deadline" and due["time"]["end"] == "2025-03-14"
    assert TEXT[slice(*due["what"]["span"])] == due["what"]["text"]
    kinds = [line.__struct_config__.tag for line in export.claim_lines(reading)]
    assert kinds.count("figure") == len(reading.figures) and kinds.count("deadline") == 1


def test_the_table_shows_them_with_their_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "k1.txt"
    path.write_text(TEXT)
    assert cli.run(["read", str(path), "--published", "2025-03-11"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Figures" in said and "27 killed" in said and "(before: 12)" in said
    assert "Deadlines" in said and "2025-03-14" in said
    assert "1 deadline" in said


def test_the_page_has_a_card_for_each(reading: Reading) -> None:
    written = page.page([reading])
    assert "<h3>Figures</h3>" in written and "<h3>Deadlines</h3>" in written
    everything = len(reading.claims) + len(reading.controls) + len(reading.figures) + len(reading.deadlines)
    assert written.count('<details class="claim" id=') == everything
    assert "27 killed (before: 12)" in written


def test_csv_has_a_row_for_each(reading: Reading) -> None:
    found = list(csv.DictReader(io.StringIO(header() + rows(reading))))
    assert COLUMNS[-2:] == ("kind", "part_of")
    by = {kind: [row for row in found if row["kind"] == kind] for kind in ("claim", "figure", "deadline")}
    assert [len(by[kind]) for kind in by] == [len(reading.claims), len(reading.figures), 1]
    assert any(row["killed_high"] == "27" for row in by["figure"])
    assert by["deadline"][0]["end"] == "2025-03-14" and by["deadline"][0]["content"]
    assert all(row["type"] == "" for row in (*by["figure"], *by["deadline"]))


def test_explain_finds_them(reading: Reading) -> None:
    figure, due = reading.figures[0], reading.deadlines[0]
    assert find(reading, figure.id[:8]) == figure
    assert {"counts", "of", "voices"} <= {node.label for node in explain(reading, claim=figure.id).children}
    assert {"who", "what", "time"} <= {node.label for node in explain(reading, claim=due.id).children}
    assert (
        f"figure, {figure.what}" in explain(reading, at=figure.trigger.span.start).children[-1].text
        or len(reading.figures) > 1
    )


def test_comparison_sees_a_figure_change(reading: Reading, tmp_path: Path) -> None:
    before = [json.dumps(one) for one in (*lines(reading, "figure"), *lines(reading, "deadline"))]
    after = [line.replace('"high": 27', '"high": 28') for line in before]
    for name, some in (("a", before), ("b", after)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(some))
    changes = compare(str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))
    assert [(one.kind, one.quote) for one in changes] == [("changed", "27")]
    assert compare(str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl")) == []
