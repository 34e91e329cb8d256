"""The commands of the record: what they write, what they say, how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dateline.faces import cli

ROOT = Path(__file__).parents[1]
KIRKUK = ROOT / "bench" / "data" / "record" / "kirkuk.jsonl"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("record") / "r.sqlite")
    assert cli.run(["ingest", str(KIRKUK), "--record", path, "--quiet"]) == 0
    return path


@pytest.fixture
def copied(record: str, tmp_path: Path) -> str:
    path = tmp_path / "copy.sqlite"
    path.write_bytes(Path(record).read_bytes())
    return str(path)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert cli.run(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.err


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def bombing(record: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict:
    """The event of most claims."""
    events = rows(told(capsys, "events", "--record", record, "--to", "jsonl", "--type", "ASSAULT", *more))
    return max(events, key=lambda one: len(one["claims"]))


def test_ingest_again_reads_nothing_again(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ingest", str(KIRKUK), "--record", record]) == 0
    assert "no documents with no claims" in (said := capsys.readouterr().err)
    assert "were there already" in said


def test_a_bad_input_costs_the_others_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    path = str(tmp_path / "r.sqlite")
    assert cli.run(["ingest", str(empty), str(tmp_path / "none.txt"), str(KIRKUK), "--record", path]) == 3
    said = capsys.readouterr().err
    assert "empty.txt" in said and "none.txt" in said and "6 documents" in said


def sheet(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_answers_as_csv_hold_what_the_lines_hold(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--record", record, "--type", "ASSAULT", "--to")
    lines, cells = rows(told(capsys, "events", *asked, "jsonl")), sheet(told(capsys, "events", *asked, "csv"))
    assert [one["event"] for one in cells] == [one["event"] for one in lines]
    assert [int(one["sources"]) for one in cells] == [one["sources"] for one in lines]
    most = bombing(record, capsys)
    toll = next(one for one in most["tolls"] if one["what"] == "killed")
    row = next(one for one in cells if one["event"] == most["event"])
    assert (row["killed_low"], row["killed_high"]) == tuple(
        "" if toll[side] is None else str(toll[side]) for side in ("low", "high")
    )
    accounts = sheet(told(capsys, "show", most["event"], "--record", record, "--to", "csv"))
    assert {one["claim"] for one in accounts} <= set(most["claims"]) and all(one["sentence"] for one in accounts)
    day = ("as-of", "2030-01-01", "--record", record, "--to")
    lines, cells = rows(told(capsys, *day, "jsonl"))[1:], sheet(told(capsys, *day, "csv"))
    assert [one["kind"] for one in cells] == [one["kind"] for one in lines]
    assert {one["text"] for one in cells if one["kind"] == "question"} == {
        " ".join(one["row"]["text"].split()) for one in lines if one["kind"] == "question"
    }


def test_events_name_sources_and_contradictions(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "events", "--record", record, "--place", "Iraq", "--type", "ASSAULT")
    assert "contested" in text and "killed !" in text and "sources" in text


def test_show_puts_accounts_side_by_side(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    event = bombing(record, capsys)
    text = told(capsys, "show", event["event"][:13] + event["event"][13:21], "--record", record)
    assert "who did it" in text and "contradict" in text
    assert "claimed by Islamic State" in text and "denied by Hamrin Brigades" in text
    assert "Joined because" in text and "day +" in text
    assert event["doers"]


def test_show_known_by_knows_no_more_than_was_known(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    early = bombing(record, capsys, "--known-by", "2023-03-06")
    late = bombing(record, capsys)
    assert set(early["claims"]) < set(late["claims"])
    assert early["event"] == late["event"]
    assert "denied by" not in early["doers"] and "denied by" in late["doers"]


def test_as_of_the_day_before_gives_what_was_known_then(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    def killed(*more: str) -> dict:
        lines = rows(told(capsys, "as-of", *more, "--record", record, "--place", "Kirkuk", "--to", "jsonl"))
        return max((one["row"] for one in lines if one["kind"] == "toll" and one["row"]["what"] == "killed"),
                   key=lambda row: len(row["sources"]))  # fmt: skip

    before, after = killed("2023-03-08"), killed("2023-03-09")
    assert max(one["low"] for one in before["sources"]) == 27
    assert max(one["low"] for one in after["sources"]) == 23  # the ministry has corrected itself
    assert any("27" in earlier for one in after["sources"] for earlier in one["earlier"])
    assert killed("2023-03-08", "--known-by", "2023-03-09")["sources"] == after["sources"]


def test_a_dispatch_withdrawn_counts_until_that_day(copied: str, capsys: pytest.CaptureFixture[str]) -> None:
    def documents(day: str) -> int:
        return rows(told(capsys, "as-of", day, "--record", copied, "--to", "jsonl"))[0]["documents"]

    before = documents("2023-03-20"), documents("2023-04-20")
    told(
        capsys,
        "judge",
        "retract",
        "kirkuk-3",
        "--record",
        copied,
        "--by",
        "ana",
        "--date",
        "2023-04-01",
        "--note",
        "forged",
    )
    assert (documents("2023-03-20"), documents("2023-04-20")) == (before[0], before[1] - 1)
    trail = told(capsys, "judge", "list", "--record", copied)
    assert "2023-04-01  ana  retract" in trail and "forged" in trail
    told(capsys, "judge", "undo", trail.split()[0], "--record", copied, "--by", "ana", "--date", "2023-04-02")
    assert documents("2023-04-20") == before[1]
    assert "(undone)" in told(capsys, "judge", "list", "--record", copied)


def test_judging_a_pair_apart_and_correcting_a_field(copied: str, capsys: pytest.CaptureFixture[str]) -> None:
    event = bombing(copied, capsys)
    first, second = event["claims"][:2]
    told(capsys, "judge", "different", first, second, "--record", copied, "--by", "ana")
    after = rows(told(capsys, "events", "--record", copied, "--to", "jsonl", "--limit", "0"))
    assert not any({first, second} <= set(one["claims"]) for one in after)
    told(capsys, "judge", "correct", second, "place", "Baiji", "--record", copied, "--by", "ana")
    lines = rows(told(capsys, "show", second, "--record", copied, "--to", "jsonl"))
    places = [line["claim"]["place"] for line in lines if line["kind"] == "claim" and line["key"].startswith(second)]
    assert [[one["text"] for one in place] for place in places] == [["Baiji"]]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("events", "--record", "none.sqlite"), 8, "no such record"),
        (("events", "--record", "{record}", "--since", "yesterday"), 2, "no date"),
        (("events", "--record", "{record}", "--type", "BATTLE"), 2, "no type"),
        (("show", "zzzz", "--record", "{record}"), 2, "no event or claim"),
        (("as-of", "2023-13-01", "--record", "{record}"), 2, "no date"),
        (("events", "--as-of", "2023-03-06", "--known-by", "2023-03-07", "--record", "{record}"), 2, "two days"),
        (("show", "x", "--as-of", "2023-03-06", "--known-by", "2023-03-07", "--record", "{record}"), 2, "two days"),
        (("judge", "same", "zzzz", "yyyy", "--record", "{record}"), 2, "no event or claim"),
        (("judge", "retract", "zzzz", "--record", "{record}"), 2, "no document"),
        (("judge", "correct", "{claim}", "time", "someday", "--record", "{record}"), 2, "holds no day"),
        (("judge", "undo", "zzzz", "--record", "{record}"), 2, "no judgements"),
        (("ingest", "--record", "{record}"), 2, "no PATH"),
        (("ingest", "feed.xml", "--feeds", "--record", "{record}"), 2, "no address"),
    ],
)
def test_bad_questions(
    record: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    if "{claim}" in arguments:
        arguments = tuple(one.replace("{claim}", bombing(record, capsys)["event"]) for one in arguments)
    said = told(capsys, *(one.replace("{record}", record) for one in arguments), code=code)
    assert words in said and said.startswith("dateline: ")


def test_review_asks_and_keeps_the_answer(
    copied: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("d\nn\nq\n"))
    text = told(capsys, "judge", "review", "--record", copied, "--by", "ana")
    assert "1 of " in text and "[s]ame" in text
    trail = told(capsys, "judge", "list", "--record", copied)
    assert trail.count("different") == 1 and "ana" in trail
