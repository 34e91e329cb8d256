"""The command line: what it writes, what it says, how it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from samples import TEXT, reading

from dateline.errors import ParserError
from dateline.faces import cli, readings
from dateline.types import Document, Reading


def read_by_hand(document: Document) -> Reading:
    """The hand-made reading for its text, nothing for other texts, and a failure where a text asks for one."""
    if "FAIL" in document.text:
        raise ValueError("asked for")
    made = reading()
    return msgspec.structs.replace(made, document=document) if document.text == TEXT else Reading(document)


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = SimpleNamespace(read_document=read_by_hand)
    monkeypatch.setattr(readings, "reader", lambda options: reader)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def tavo(tmp_path: Path) -> Path:
    path = tmp_path / "tavo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_table_is_the_default(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", str(tavo)]) == 0
    told = capsys.readouterr().out
    assert "[who: Rebels] «shelled» [whom: the <old> market of [where: Tavo]]" in told
    assert "ASSAULT (heavy-weapons)" in told and "at least 8 killed" in told


def test_jsonl_holds_claims_and_control_statements(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", str(tavo), "--to", "jsonl"]) == 0
    first, second, control = lines(capsys.readouterr().out)
    assert first["trigger"] == {"text": "shelled", "span": [TEXT.index("shelled"), TEXT.index("shelled") + 7]}
    assert first["cameo"] == "194" and first["acled"] == "Shelling/artillery/missile attack"
    assert [voice["text"] for voice in first["voices"]] == ["the governor"]
    assert second["modality"] == "possible" and second["same_as"] == ["aaa111"]
    assert control["kind"] == "control" and "type" not in control


def test_a_document_without_claims_is_still_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "calm.txt").write_text("Nothing happened in the quiet town of Tavo today, and nobody minded at all.")
    assert cli.run(["read", str(tmp_path / "calm.txt"), "--to", "jsonl"]) == 0
    assert lines(capsys.readouterr().out) == [{"doc": "calm", "type": None, "schema": 1}]


def test_mentions(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", str(tavo), "--to", "mentions"]) == 0
    found = {line["text"]: line for line in lines(capsys.readouterr().out)}
    assert found["Monday"] | {"start": "2021-08-09", "grain": "day", "kind": "time"} == found["Monday"]
    assert found["Tavo"]["geonames"] == 7 and found["at least eight"]["low"] == 8
    assert found["the port"]["name"] == "" and found["the port"]["score"] is None
    assert found["the port"]["reason"] == "no name"


def test_voices(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["voices", str(tavo), "--to", "jsonl"]) == 0
    [line] = lines(capsys.readouterr().out)
    assert line["doc"] == "tavo" and line["speaker"] == "the governor" and line["quote"] == "none"


def test_csv(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", str(tavo), "--to", "csv"]) == 0
    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (first["killed_low"], first["killed_high"], first["actor"]) == ("8", "", "Norland Front")
    assert second["hedges"] == "may" and second["start"] == ""


def test_out_writes_a_whole_file_or_none(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", str(tavo), "--to", "html", "--out", str(tavo.parent / "page.html")]) == 0
    assert (tavo.parent / "page.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert cli.run(["read", str(tavo), "--out", str(tavo.parent / "none" / "x")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(path.name for path in tavo.parent.iterdir()) == ["page.html", "tavo.txt"]


def test_one_bad_input_costs_only_itself(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tavo.parent / "empty.txt").write_text("")
    paths = [str(tavo.parent / name) for name in ("missing.txt", "tavo.txt")]
    assert cli.run(["read", *paths, "--to", "jsonl"]) == 3
    told = capsys.readouterr()
    assert len(lines(told.out)) == 3
    assert [line for line in told.err.splitlines() if "missing.txt" in line and "no such file" in line]
    assert cli.run(["read", str(tavo.parent / "empty.txt")]) == 6


def test_a_document_over_which_the_reader_fails_is_said(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tavo.parent / "bad.txt").write_text("FAIL: the reader has been asked to fail over this text in this test.")
    assert cli.run(["read", str(tavo.parent), "--to", "jsonl"]) == 1
    told = capsys.readouterr()
    assert len(lines(told.out)) == 3 and "dateline failed: ValueError: asked for" in told.err


def test_a_reader_that_cannot_be_made_ends_the_run(
    tavo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(options: object) -> None:
        raise ParserError("no pipeline", where="x", remedy="install one")

    monkeypatch.setattr(readings, "reader", broken)
    assert cli.run(["read", str(tavo), "--parser", "x"]) == 5
    assert capsys.readouterr().err == "dateline: x: no pipeline; install one\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "no PATH is given"),
        (["read", "x.txt", "--to", "xml"], "xml"),
        (["read", "x.txt", "--published", "2021-13-01"], "2021-13-01"),
        (["read", "x.txt", "--jobs", "0"], "--jobs"),
        (["read", "x.txt", "--bogus"], "--bogus"),
        (["bogus"], "bogus"),
    ],
)
def test_bad_options_are_said_in_one_line(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == "" and words in told.err and told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("wanted", "words"),
    [(["--claim", "1"], "Norland Front"), (["--at", "70"], "assault.heavy.shell"), ([], "not resolved")],
)
def test_explain(wanted: list[str], words: str, tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", str(tavo), *wanted]) == 0
    assert words in capsys.readouterr().out


def test_explain_says_when_there_is_no_such_claim(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", str(tavo), "--claim", "zzz"]) == 2
    assert "tavo has 2 claims" in capsys.readouterr().err


def test_compare_ends_with_one_when_runs_differ(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tavo.parent / "a.jsonl", tavo.parent / "b.jsonl"
    cli.run(["read", str(tavo), "--to", "jsonl", "--out", str(before)])
    after.write_text(before.read_text().replace('"possible"', '"actual"'))
    assert cli.run(["compare", str(before), str(before)]) == 0
    assert cli.run(["compare", str(before), str(after)]) == 1
    assert 'modality: "possible" → "actual"' in capsys.readouterr().out


def test_schema_describes_every_line(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema"]) == 0
    schemas = json.loads(capsys.readouterr().out)
    assert set(schemas) == {"claims", "mentions", "voices", "incidents", "events", "show", "as-of"}
    cli.run(["read", str(tavo), "--to", "jsonl"])
    fields = schemas["claims"]["$defs"]["ClaimLine"]["properties"]
    assert set(fields) == set(lines(capsys.readouterr().out)[0])


def test_one_schema_stands_alone_and_an_unknown_one_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema", "claims"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "dateline claims: one line"
    assert cli.run(["schema", "events", "voices"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"events", "voices"}
    assert cli.run(["schema", "claim"]) == 2
    assert "give claims, mentions, voices, incidents, events, show, as-of" in capsys.readouterr().err


def test_spans_of_a_page_can_be_checked_in_its_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "tavo.html"
    body = "".join(f"<p>{line.replace('<', '&lt;').replace('>', '&gt;')}</p>" for line in TEXT.splitlines())
    page.write_text(f"<html><body><nav>Home</nav><article>{body}</article></body></html>", encoding="utf-8")
    (tmp_path / "tavo.txt").write_text(TEXT, encoding="utf-8")
    paths = [str(tmp_path / "tavo.txt"), str(page)]
    for to in ("jsonl", "mentions"):
        assert cli.run(["read", *paths, "--to", to, "--with-text"]) == 0
        text = {}
        for line in lines(capsys.readouterr().out):
            if line.get("kind") == "document":
                text[line["doc"]] = line["text"]
                assert line["sha256"]
            for one in (line.get("trigger"), line if "span" in line else None):
                if one and line["doc"] in text:
                    assert text[line["doc"]][slice(*one["span"])] == one["text"]
        assert len(text) == 2
    assert cli.run(["read", *paths, "--with-text"]) == 2
    assert "--to table has no place for it" in capsys.readouterr().err


def test_runs_with_and_without_texts_compare(tavo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_text, without = str(tavo.parent / "a.jsonl"), str(tavo.parent / "b.jsonl")
    cli.run(["read", str(tavo), "--to", "jsonl", "--out", with_text, "--with-text"])
    cli.run(["read", str(tavo), "--to", "jsonl", "--out", without])
    assert cli.run(["compare", with_text, without]) == 0


def test_the_exit_code_of_several_losses() -> None:
    from dateline.types import Skipped

    assert readings.exit_code([]) == 0
    assert readings.exit_code([Skipped("a", "remark", code=0)]) == 0
    assert readings.exit_code([Skipped("a", "b", code=6), Skipped("a", "b", code=0)]) == 6
    assert readings.exit_code([Skipped("a", "b", code=7), Skipped("a", "b", code=3)]) == 3


def test_the_help_is_quick() -> None:
    """The help loads neither the parser nor the lexicon."""
    code = "import sys; from dateline.faces import cli; cli.run(['-h']); print('spacy' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "read" in done.stdout and done.stderr.strip() == "False"


def test_the_list_of_commands_says_how_the_help_of_each_begins() -> None:
    for name, _, words in cli.ELSEWHERE:
        assert " ".join(str(cli.app[name].help).split()).startswith(words.removesuffix(".")), name


SENTENCES = (
    "Rebels shelled the market of Tavo on Monday, killing eight people, the governor said.",
    "The president of Norland met his neighbours in Tavo for talks about the border.",
    "Police arrested twelve protesters who had blocked the road to the port of Tavo.",
)


@pytest.mark.slow
def test_two_processes_write_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dateline_en")
    monkeypatch.undo()
    rows = [{"id": f"d{at}", "text": words, "published": "2021-08-10"} for at, words in enumerate(SENTENCES * 3)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    command = ["read", str(tmp_path / "in.jsonl"), "--to", "jsonl"]
    assert cli.run([*command, "--out", str(tmp_path / "out.jsonl")]) == 0
    two = [sys.executable, "-m", "dateline", *command, "--jobs", "2"]
    told = subprocess.run(two, capture_output=True, check=True).stdout
    assert told == (tmp_path / "out.jsonl").read_bytes()
    assert len({json.loads(line)["doc"] for line in told.splitlines()}) == len(rows)
