"""Hostile inputs cost at most themselves: what stands before and after them is read, and it is said what was not."""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.faces import cli, readings
from dateline.faces.bounds import bounded
from dateline.read import Options, Reader
from dateline.text.endless import REPEATED, left_out
from dateline.text.intake import IntakeOptions, documents, workbooks
from dateline.text.intake.page import DEEPEST, depth, is_crowded, shallow
from dateline.text.normal import visible
from dateline.text.pieces import LONGEST, UNBROKEN, of, passed_over
from dateline.types import Block, Document, Reading, Skipped, Span

BEFORE = "Rebels shelled the town of Dougara on Monday, killing four people."
AFTER = "Soldiers arrested two teachers in Bankass on Sunday."
DAY = "2022-06-14"


def taken(path: Path) -> tuple[list[Document], list[Skipped]]:
    found = list(documents([str(path)], options=IntakeOptions(published=DAY)))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 1_000_000,
        "ab-" * 50_000,
        "(" * 100_000,
        '"' * 50_000,
        "9" * 300_000,
        "https://example.org/" + "ab/" * 50_000,
        "a\u0301" * 5000,
    ],
)
def test_signs_without_a_space_are_passed_over_and_said(hostile: str, reader: Reader) -> None:
    for text in (f"{BEFORE}\n\n{hostile}\n\n{AFTER}", f"{BEFORE} {hostile} {AFTER}"):
        found = reader.read(text, published=DAY)
        assert [(one.trigger.text, one.time and one.time.start) for one in found.claims] == [
            ("shelled", "2022-06-13"), ("arrested", "2022-06-12")
        ]  # fmt: skip
        (said,) = found.skipped
        assert said.why == f"{len(visible(hostile) or ''):,} signs without a space are no words"  # as people see them


def test_many_such_stretches_are_counted(reader: Reader) -> None:
    found = reader.read(f"{BEFORE}\n" + f"{'x' * 1000}\n" * 20, published=DAY)
    assert len(found.skipped) == 6 and found.skipped[-1].why == "15 more stretches without a space are no words"
    assert not UNBROKEN.search("x" * 999)


@pytest.mark.parametrize("space", ["\n" * 200_000, " " * 30_000, "\n \t" * 20_000])
def test_empty_lines_change_nothing(space: str, reader: Reader) -> None:
    found, plain = (reader.read(f"{BEFORE}{gap}{AFTER}", published=DAY) for gap in (f"{space}\n\n", "\n\n"))
    assert [(one.type, one.trigger.text, one.time and one.time.start, one.place[0].text) for one in found.claims] == [
        (one.type, one.trigger.text, one.time and one.time.start, one.place[0].text) for one in plain.claims
    ]


def pieces(text: str) -> list[str]:
    """The pieces that a parser is given."""
    document = Document("a", text, blocks=(Block("body", Span(0, len(text))),))
    return [piece for _, start, piece in of(document) if text.startswith(piece, start)]


def test_a_long_stretch_is_cut_between_sentences() -> None:
    told = [f"The mayor of the town said that {number} people were hurt on Monday. " for number in range(1000)]
    for text in ("".join(told), "".join(told[:20]).strip() + "\n" + "".join(told[20:])):
        found = pieces(text)
        assert all(piece.endswith("Monday.") for piece in found)
        assert "".join("".join(found).split()) == "".join(text.split())
    assert max(map(len, pieces("police, " * 40_000))) <= LONGEST


def test_of_an_endless_sentence_both_ends_are_read(reader: Reader) -> None:
    names = "Musa Keita, " * 4000
    found = reader.read(f"{BEFORE}\n\n{names}and Ali Demba were arrested.\n\n{AFTER}", published=DAY)
    arrests = [[party.text for party in one.recipient] for one in found.claims if one.type == "COERCE"]
    assert any("Ali Demba" in people for people in arrests) and ["two teachers"] in arrests
    assert [one.why for one in found.skipped] == [
        f"{len(names) - 11_976:,} characters amid a sentence of {len(names) + 28:,} are too many for one"
    ]


def test_what_is_said_over_and_over_is_read_fifty_times() -> None:
    again, once = "Soldiers burned the mill of Bara. ", "Rebels left Kesh on Monday."
    document = Document("a", again * 900 + once, blocks=(Block("body", Span(0, len(again) * 900 + len(once))),))
    assert "".join(pieces(document.text)).count("Soldiers") == REPEATED
    assert pieces(document.text)[-1].endswith(once)
    assert [one.why for one in passed_over(document)] == [
        "a sentence that stands more than 50 times is read so often, 850 times it is not"
    ]
    lines = "Mill burned in Bara\n" * 60
    assert "".join(pieces(lines)).count("Mill") == REPEATED
    assert left_out("No.\n" * 500, [Span(0, 2000)]) == ()


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "b", "text": "x", "y": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"id": "b", "text": "x", "y": ' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}",
        '{"id": ' + "1" * 5000 + ', "text": "Troops fled."}',
        '{"id": "b", "text": "Troops fled.", "n": -' + "7" * 9000 + "}",
        '{"id": "b", "text": "Troops fled.", "n": 1e999999}',
    ],
)
def test_a_hostile_json_line_costs_at_most_itself(line: str, tmp_path: Path) -> None:
    rows = [json.dumps({"id": name, "text": text}) for name, text in (("a", BEFORE), ("c", AFTER))]
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{rows[0]}\n{line}\n{rows[1]}\n")
    read, skipped = taken(path)
    assert {"a", "c"} <= {one.id for one in read}
    assert len(read) + len(skipped) == 3
    assert all(one.what.startswith(f"{path}:2:") for one in skipped)


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 30_000 + "x" + "</div>" * 30_000,
        "<table><tr><td>" * 400 + "x" + "</td></tr></table>" * 400,
        "<section><div>" * 3000 + f"<p>{BEFORE}</p>",
        "<b><i>" * 500 + "x",
        "<blockquote>" * 10_000,
    ],
)
def test_what_stands_behind_deep_elements_of_a_page_is_read(inside: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><article><p>{BEFORE}</p>{inside}<p>{AFTER}</p></article></body></html>")
    (document,), skipped = taken(path)
    assert BEFORE in document.text and AFTER in document.text and skipped == []


def test_a_page_that_is_not_deep_comes_back_as_it_is() -> None:
    html = "<html><body>" + "<p>one<br>two<li>three" * 1000 + "<div><p>x</p></div>" * 1000 + "</body></html>"
    assert depth(html) == 1
    assert shallow(html) is html
    assert depth(shallow("<div>" * 1000 + "x" + "</div>" * 1000)) == DEEPEST


def endless(document: Document) -> Reading:
    """A reading that never ends, or takes all memory, where a text asks for it."""
    if "ENDLESS" in document.text:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001 - what libraries do
                continue
    if "HUGE" in document.text:
        bytearray(5_000_000_000)
    return Reading(document)


@pytest.mark.skipif(sys.platform != "linux", reason="time and memory of a process are bounded on Linux")
def test_a_document_that_takes_too_much_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(readings, "reader", lambda options: SimpleNamespace(read_document=endless))
    for name, word in (("a", "plain"), ("b", "ENDLESS"), ("c", "HUGE"), ("d", "plain")):
        (tmp_path / f"{name}.txt").write_text(f"The mayor spoke of {word} things.")
    limit, handler = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)
    assert cli.run(["read", str(tmp_path), "--to", "jsonl", "--seconds", "1"]) == 7
    told = capsys.readouterr()
    assert [json.loads(line)["doc"] for line in told.out.splitlines()] == ["a", "d"]
    assert "b: it took more than 1 seconds of processor time and is set aside" in told.err
    assert "c: it took more than 4,000 MB of memory and is set aside" in told.err
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)) == (limit, handler)
    assert cli.run(["read", str(tmp_path), "--seconds", "-1"]) == 2


def test_in_another_thread_nothing_is_bounded() -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: readings.read_one(Skipped("a", "b"), Options())).result() == Skipped("a", "b")
        with_bound = pool.submit(lambda: list(iter_bounded())).result()
    assert with_bound == [1]


def iter_bounded() -> Iterator[int]:
    with bounded(10, 1):
        yield 1


def workbook(path: Path, sheet: str) -> Path:
    """A workbook with a sheet of these rows, as XML."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    start, end = b"<sheetData>", b"</sheetData>"
    whole = parts["xl/worksheets/sheet1.xml"]
    head = re.sub(rb"<dimension[^>]*/>", b'<dimension ref="A1:XFD1048576"/>', whole[: whole.index(start)])
    parts["xl/worksheets/sheet1.xml"] = head + start + sheet.encode() + whole[whole.index(end) :]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def cell(where: str, words: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_sheet_that_claims_to_fill_every_cell_costs_what_it_holds(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "text")}</row><row r="1048576">{cell("A1048576", BEFORE)}</row>'
    began = time.process_time()
    ((document,), skipped) = taken(workbook(tmp_path / "far.xlsx", rows))
    assert (document.text, skipped) == (BEFORE, [])
    assert time.process_time() - began < 20


def test_a_workbook_that_unpacks_to_more_than_it_may_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "UNPACKED", 1_000_000)
    rows = f'<row r="1">{cell("A1", "text")}</row>' + f"<row>{cell('A2', ' ' * 2_000_000)}</row>"
    path = workbook(tmp_path / "bomb.xlsx", rows)
    assert path.stat().st_size < 20_000
    (found, (skipped,)) = taken(path)
    assert (found, skipped.code) == ([], 7)
    assert "unpacks to more than 1 million bytes" in skipped.why


NAMES = " ".join(f"a{number}=1" for number in range(2000))
CROWDED = [
    f"<p {NAMES}>",
    "<p " + " ".join(f"a{number}='>'" for number in range(2000)) + ">",
    '<p "' + " ".join(f"a{number}='>'" for number in range(2000)) + ">",
    "<p " + "".join(f'a{number}=""' for number in range(2000)) + ">",
]


@pytest.mark.parametrize("tag", CROWDED)
def test_an_element_of_very_many_attributes_is_refused_before_it_is_parsed(tag: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{tag}{BEFORE}</p></body></html>", encoding="utf-8")
    (found, (skipped,)) = taken(path)
    assert (found, skipped.code) == ([], 7)
    assert "more than 500 attributes" in skipped.why


@pytest.mark.parametrize(
    "page",
    [
        '<p class="a b" id=x data-x=\'{"a": 1}\'>' * 3000,
        "<!-- " * 50_000,
        "<script>" * 50_000,
        f"<!-- {CROWDED[0]} -->",
        f"<script>for(i=0;i<n;i++) {NAMES}</script>",
        "<p a=" + "x" * 1_000_000 + ">",
        "<p " + " " * 1_000_000 + ">",
    ],
)
def test_other_pages_are_not_and_looking_takes_its_length(page: str) -> None:
    began = time.process_time()
    assert not is_crowded(page)
    assert time.process_time() - began < 2
