"""Terminal manners: what is written wherever it goes, however the run ends."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from rich.console import Console
from rich.text import Text
from samples import TEXT, reading

from dateline.faces import cli, ingest, readings
from dateline.faces.state_tables import Rows
from dateline.faces.table import ReadingTable
from dateline.faces.terminal import Terminal
from dateline.text.characters import printable
from dateline.types import Document, Reading, Skipped

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202eoverride\u2066"


def read_by_hand(document: Document) -> Reading:
    """The hand-made reading for its text, a stop by the user for one that asks for it, nothing but a remark for other texts."""
    made = reading()
    if document.text == TEXT:
        return msgspec.structs.replace(made, document=document)
    if document.text.startswith("STOP"):
        raise KeyboardInterrupt
    return Reading(document, skipped=(Skipped(f"a{HOSTILE}", f"why {HOSTILE}"),))


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "reader", lambda options: SimpleNamespace(read_document=read_by_hand))
    monkeypatch.setenv("COLUMNS", "80")


def test_orders_to_the_terminal_are_never_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[31m.txt"
    path.write_text(f"The mayor spoke to them again. {HOSTILE} {'They went home. ' * 60}", encoding="utf-8")
    assert cli.run(["read", str(path), str(tmp_path / "none\x1b[2J")]) == 3
    told = capsys.readouterr()
    for written in (told.out, told.err):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
    assert "why [2J" in told.out


def test_plain_signs_stay() -> None:
    assert printable("Été: «naïve»\tسوريا\n") == "Été: «naïve»\tسوريا\n"
    assert printable("a\ud800b") == "a?b"


def test_a_name_of_any_bytes_is_read_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [b"caf\xe9 one.txt", b"two\nlines.txt", b" spaces .txt", "Доклад.txt".encode()]
    for name in names:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(
            "The mayor spoke to them.", encoding="utf-8"
        )
    for to in ("jsonl", "table", "html", "csv", "mentions"):
        assert cli.run(["read", str(tmp_path), "--to", to]) == 0
        told = capsys.readouterr().out
        if to == "jsonl":
            assert {json.loads(line)["doc"] for line in told.splitlines()} == {
                "caf\ufffd one",
                "two\nlines",
                " spaces ",
                "Доклад",
            }
        if to == "table":
            assert "caf\ufffd one\n" in told and "two lines\n" in told


def test_the_standard_input_is_read_by_every_command_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["read", "-", "--to", "jsonl"], ["read", "--to", "jsonl", "-"], ["explain", "-"]):
        done = command(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        _, said = done.communicate(timeout=120)
        assert (done.returncode, b"-: it is empty" in said) == (6, True)
    assert cli.run(["read", "--bogus"]) == 2
    assert "there is no option --bogus" in capsys.readouterr().err


def test_ctrl_c_says_what_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", "STOP here, the mayor said to them.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert cli.run(["read", *paths, "--to", "jsonl", "--out", str(out)]) == 130
    assert capsys.readouterr().err == f"dateline: stopped; 1 document read; {out} is not written\n"
    assert not out.exists() and not list(tmp_path.glob("*.part"))
    assert cli.run(["read", *paths, "--to", "jsonl"]) == 130
    told = capsys.readouterr()
    assert told.err == "dateline: stopped; 1 document read; what was printed stands\n"
    assert len(told.out.splitlines()) == 3


def test_ctrl_c_keeps_what_was_read_into_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", "STOP here, the mayor said to them.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    record = str(tmp_path / "r.sqlite")
    assert cli.run(["ingest", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--record", record]) == 130
    assert "stopped; 1 document with 3 claims came in and stay" in capsys.readouterr().err
    assert cli.run(["ingest", str(tmp_path / "a.txt"), "--record", record]) == 0
    assert "1 was there already" in capsys.readouterr().err


def test_batches_in_waiting_are_those_not_yet_kept() -> None:
    waiting: list[Reading] = []
    given = [Reading(Document(str(number), "x")) for number in range(ingest.BATCH + 3)]
    batches = ingest.batches(given, waiting)
    assert len(next(batches)) == len(waiting) == ingest.BATCH
    assert len(next(batches)) == len(waiting) == 3
    assert next(batches, None) is None and waiting == []


def command(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """A run of its own, which Ctrl-C reaches also where the tests run in the background of a shell, which ignores it."""
    options.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    return subprocess.Popen([sys.executable, "-m", "dateline", *arguments], **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    "locale", [{"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_any_locale_and_a_home_that_is_not_there(locale: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"doc": "é", "type": null}\n', encoding="utf-8")
    surroundings = {**os.environ, **locale, "HOME": "/nowhere", "NO_COLOR": "1", "COLUMNS": "40"}
    first, second = (
        command(*arguments, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
        for arguments in (("compare", "a.jsonl", "a.jsonl"), ("read", "é.txt"))
    )
    assert first.communicate() == (b"no claim differs\n", b"") and first.returncode == 0
    _, said = second.communicate()
    assert "é.txt: there is no such file" in " ".join(said.decode().split()) and second.returncode == 3


def test_whoever_reads_may_leave_early_and_a_pipe_may_never_end(tmp_path: Path) -> None:
    left = command("schema", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert left.stdout is not None and left.stderr is not None
    left.stdout.close()
    assert left.wait(timeout=60) == 0 and left.stderr.read() == b""
    endless = command("read", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert endless.stdin is not None
    try:
        for _ in range(400):
            endless.stdin.write(b"The mayor spoke to them again. " * 2000)
    except BrokenPipeError:
        pass
    _, said = endless.communicate(timeout=60)
    assert endless.returncode == 7 and b"larger than 20000000 bytes" in said


def test_a_run_that_waits_for_its_input_can_be_stopped() -> None:
    waiting = command("read", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert waiting.stdin is not None
    waiting.stdin.write(b"The mayor spoke. " * 50_000)  # more than a pipe holds: once it is through, somebody reads
    waiting.send_signal(signal.SIGINT)
    _, said = waiting.communicate(timeout=60)
    assert waiting.returncode == 130 and b"Traceback" not in said and b"stopped" in said


def test_two_runs_on_one_output_leave_one_whole_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dateline.faces.output import opened

    out = tmp_path / "o.jsonl"
    with opened(str(out)) as one:
        one.write("one\n" * 1000)
        (tmp_path / f"o.jsonl.{os.getpid() + 1}.part").write_text("another run is writing")
    assert out.read_text() == "one\n" * 1000
    assert [path.name for path in tmp_path.glob("*.part")] == [f"o.jsonl.{os.getpid() + 1}.part"]


@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_no_table_breaks_inside_a_word(width: int) -> None:
    rows = [
        [Text(cell) for cell in cells]
        for cells in (
            ("Dougara, ML", "held by Front for the Liberation of the North", "2022-06-13", "the governor, 2022-06-14"),
            ("Bankass", "contested by army", "by 2022-06-01", ""),
        )
    ]
    out = io.StringIO()
    Console(file=out, width=width).print(Rows(("place", "state", "since", "by whose word"), rows))
    written = out.getvalue().split()
    assert {word for row in rows for cell in row for word in cell.plain.split()} <= set(written)
    assert all(len(line.rstrip()) <= width for line in out.getvalue().splitlines())


@pytest.mark.parametrize("width", [40, 80, 150, 200])
def test_a_reading_breaks_no_day_or_type(width: int) -> None:
    out = io.StringIO()
    Console(file=out, width=width).print(ReadingTable(reading()))
    assert {"2021-08-09", "ASSAULT", "(heavy-weapons)", "Norland"} <= set(out.getvalue().split())


@pytest.mark.parametrize(
    ("how", "code", "told"),
    [
        ({"stdout": "/dev/full"}, 2, "the standard output cannot be written or read: No space left on device"),
        ({"closed": (1,)}, 0, ""),
        ({"closed": (0, 1, 2)}, 0, ""),
        ({"closed": (1, 2), "arguments": ("nothing",)}, 2, ""),
    ],
)
def test_an_output_that_takes_nothing_is_said_and_costs_no_other_file(
    how: dict[str, Any], code: int, told: str
) -> None:
    def close() -> None:
        for number in how.get("closed", ()):
            os.close(number)

    with open(how.get("stdout", os.devnull), "w", encoding="utf-8") as out:  # noqa: PTH123 - a device
        ran = subprocess.run(
            [sys.executable, "-m", "dateline", *how.get("arguments", ("--help",))],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=close,
            check=False,
        )
    assert ran.returncode == code, ran.stderr
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(("columns", "width"), [("0", 80), ("1", 20), ("39", 39), ("abc", 80), ("-5", 80)])
def test_a_width_in_which_nothing_fits_loses_no_word(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = io.StringIO()
    terminal = Terminal(out)
    terminal.print("Threat by European Union to impose sanctions")
    assert out.getvalue().split() == "Threat by European Union to impose sanctions".split()
    assert terminal.width == width
