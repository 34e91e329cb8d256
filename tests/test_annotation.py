"""Claims go to annotation tools with every span where its words stand, and come back as the same gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from records import _read

from dateline.errors import InputError, OptionError
from dateline.exports.annotation.incoming import gold_lines
from dateline.exports.annotation.label_studio import Offsets
from dateline.exports.annotation.spans import gold, of_dispatch
from dateline.exports.formats import write
from dateline.exports.stream import dispatches
from dateline.faces import cli
from dateline.record.store import Store
from dateline.text.intake import read_text
from dateline.types import Skipped

TOLD = (
    (
        "a1",
        "Rebels shelled the town of Sake on Monday, killing 12 people, a doctor said. 😀 The army denied it had fled the town.",
    ),
    ("b/2", "Police may have arrested\nthe opposition leader in Kampala on Sunday, his lawyer said."),
)

ROLES = ("also", "actor", "recipient", "place", "counts", "voices")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(str(tmp_path_factory.mktemp("annotation") / "r.sqlite"), create=True) as here:
        here.add(_read(read_text(text, id=name, published="2024-02-06", outlet="Wire")) for name, text in TOLD)
        yield here


def ours(record: Store) -> list[dict]:
    """The gold of what was read, without the names that each format gives to documents and claims."""
    texts = map(of_dispatch, dispatches(record, texts=True))
    return bare(gold(text.id, number, claim) for text in texts for number, claim in enumerate(text.claims, 1))


def bare(lines: object) -> list[dict]:
    found = [json.loads(json.dumps(line)) for line in lines]  # type: ignore[attr-defined]
    for line in found:
        line.pop("doc"), line.pop("id")
        for one in (*line["actor"], *line["recipient"], *line["voices"]):
            one["name"], one["code"] = one["name"] or "", one["code"] or ""
        quoted = [one for role in ROLES for one in line[role]]
        for one in filter(None, (line["trigger"], line["time"], line["content"], *quoted)):
            one["text"] = " ".join(one["text"].split())
    return sorted(found, key=lambda line: json.dumps(line, sort_keys=True))


@pytest.mark.parametrize("to", ["brat", "annotation"])
def test_what_goes_out_comes_back(record: Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / to
    assert write(record, str(path), to).refused == {}
    found = list(gold_lines(str(path)))
    assert not [one for one in found if isinstance(one, Skipped)]
    assert bare(found) == ours(record) != []


def test_label_studio_gives_back_what_people_accept(record: Store, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    write(record, str(path), "label-studio")
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for task in tasks:  # a person accepts the predictions
        task["annotations"] = [{"was_cancelled": True, "result": []}, {"result": task["predictions"][0]["result"]}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert bare(gold_lines(str(path))) == ours(record)
    labels = {one.get("value") for one in ET.parse(tmp_path / "tasks.interface.xml").iter("Label")}
    regions = (one for task in tasks for one in task["predictions"][0]["result"] if one["type"] == "labels")
    used = {label for one in regions for label in one["value"]["labels"]}
    assert used <= labels


def test_label_studio_counts_as_javascript_does() -> None:
    offsets = Offsets("a😀b😀c")
    assert [offsets.wide(at) for at in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [offsets.narrow(offsets.wide(at)) for at in range(6)] == list(range(6))


def test_brat_marks_what_stands_in_the_text(record: Store, tmp_path: Path) -> None:
    write(record, str(tmp_path / "b"), "brat")
    files = sorted((tmp_path / "b").glob("*.ann"))
    assert len(files) == 2
    for file in files:
        text = file.with_suffix(".txt").read_bytes().decode()
        for line in file.read_text(encoding="utf-8").splitlines():
            name, head, *words = line.split("\t")
            if name.startswith("T"):
                parts = [tuple(map(int, part.split())) for part in head.split(" ", 1)[1].split(";")]
                assert " ".join(text[start:end] for start, end in parts) == words[0]
    conf = (tmp_path / "b" / "annotation.conf").read_text(encoding="utf-8")
    assert "ASSAULT\t" in conf and "[attributes]" in conf


def test_web_annotations_carry_both_selectors(record: Store, tmp_path: Path) -> None:
    write(record, str(tmp_path / "page.json"), "annotation")
    page = json.loads((tmp_path / "page.json").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    text = dict(TOLD)
    for one in page["items"]:
        position, quote = one["target"]["selector"]
        assert any(words[position["start"] : position["end"]] == quote["exact"] for words in text.values())


def test_annotations_that_miss_their_text_are_named(record: Store, tmp_path: Path) -> None:
    write(record, str(tmp_path / "b"), "brat")
    file = tmp_path / "b" / "a1.ann"
    file.write_text(file.read_text(encoding="utf-8").replace("E1\tASSAULT", "E1\tFIGHT"), encoding="utf-8")
    found = list(gold_lines(str(tmp_path / "b")))
    assert [one.what for one in found if isinstance(one, Skipped)] == [str(file)]
    assert any(not isinstance(one, Skipped) for one in found)


def test_other_files_and_folders_are_refused(record: Store, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="no annotations"):
        list(gold_lines(str(tmp_path / "x.json")))
    with pytest.raises(OptionError, match="folder of its own"):
        write(record, str(tmp_path), "brat")


def test_a_record_without_texts_refuses_by_name(tmp_path: Path) -> None:
    with Store(str(tmp_path / "r.sqlite"), create=True) as record:
        record.add([_read(read_text(TOLD[0][1], id="a1", published="2024-02-06"))], texts=False)
        written = write(record, str(tmp_path / "b"), "brat")
    assert (written.rows, written.refused) == (0, {"no-text": 1})


def test_the_commands_of_annotation(record: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = str(tmp_path / "b"), str(tmp_path / "gold.jsonl")
    assert cli.run(["export", folder, "--to", "brat", "--record", record.address]) == 0
    assert cli.run(["import", folder, "--gold", out]) == 0
    assert "claims in" in capsys.readouterr().out
    assert len((tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()) == len(ours(record))
