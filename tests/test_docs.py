"""Every command, option, output field, column, exit code and kind of rule stands in the documents."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

import dateline
from dateline import errors
from dateline.faces import csv
from dateline.faces.cli import app
from dateline.faces.lines import LINES, PlaceField, TimeField, VoiceField
from dateline.faces.record_lines import RECORD_LINES
from dateline.lexicon.entries import Example
from dateline.lexicon.lint import TABLES
from dateline.lexicon.ontology import MODES
from dateline.proof import prove_folders
from dateline.record.states import Account, Holding, Plan, Question, SourceFigure, Stance, Sum, Toll
from dateline.record.types import Comparison, Feature, Filed
from dateline.types import Party, Tally

ROOT = Path(__file__).parents[1]
COMMANDS = [name for name in app if not name.startswith("-")]


def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def missing(names: set[str], text: str) -> set[str]:
    """Names that stand nowhere between backquotes or as whole words of code."""
    return {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}


def options(command: str) -> set[str]:
    parts = [app[command][name] for name in app[command] if not name.startswith("-")] or [app[command]]
    arguments = [argument for part in parts for argument in part.assemble_argument_collection()]
    return {name for argument in arguments for name in argument.names if name.startswith("--")}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    text = document("docs/cli.md")
    assert f"## dateline {command}" in text
    assert missing(options(command), text) == set()


def test_no_document_speaks_of_an_option_that_is_not() -> None:
    known = {name for command in COMMANDS for name in options(command)} | {"--help", "--version"}
    for name in ("docs/cli.md", "docs/output.md", "docs/lexicon.md", "docs/exit-codes.md"):
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", document(name))) <= known, name


@pytest.mark.parametrize("kind", RECORD_LINES)
def test_every_field_of_a_record_is_documented(kind: str) -> None:
    inner = (Holding, Toll, Sum, Stance, Plan, Question, Account, SourceFigure, Comparison, Feature, Filed)
    fields = {field.encode_name for line in (*RECORD_LINES[kind], *inner) for field in msgspec.structs.fields(line)}
    assert missing(fields, document("docs/record-output.md")) == set()


@pytest.mark.parametrize("kind", LINES)
def test_every_field_is_documented(kind: str) -> None:
    fields = {field.encode_name for line in LINES[kind] for field in msgspec.structs.fields(line)}
    inner = {field.encode_name for part in (PlaceField, TimeField, VoiceField, Party, Tally)
             for field in msgspec.structs.fields(part)}  # fmt: skip
    assert missing(fields | inner, document("docs/output.md")) == set()


def test_every_column_is_documented() -> None:
    assert missing(set(csv.COLUMNS), document("docs/output.md")) == set()


def test_every_type_and_mode_is_documented() -> None:
    names = set(MODES) | {mode for modes in MODES.values() for mode in modes}
    assert missing(names, document("docs/output.md")) == set()


def test_every_kind_of_rule_is_documented() -> None:
    text = document("docs/lexicon.md")
    assert {kind for kind in TABLES if f"[[{kind}]]" not in text} == set()


@pytest.mark.parametrize("kind", TABLES)
def test_every_field_of_a_rule_is_documented(kind: str) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(TABLES[kind])}
    assert missing(fields | set(Example.__struct_fields__), document("src/dateline/lexicon/data/README.md")) == set()


def test_every_exit_code_is_documented() -> None:
    codes = {error.code for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)}
    rows = {int(code) for code in re.findall(r"^\| (\d+) \|", document("docs/exit-codes.md"), re.MULTILINE)}
    assert codes | {0, 6, 7, 130} <= rows


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert "://" in target or (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_readme_shows_what_the_command_prints() -> None:
    pytest.importorskip("dateline_en")
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "tools" / "readme.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def code(name: str, language: str) -> list[str]:
    """The blocks of a language in a document."""
    return re.findall(rf"```{language}\n(.*?)```", document(name), re.DOTALL)


@pytest.mark.parametrize("name", ["docs/cli.md", "docs/record.md", "docs/exports.md"])
def test_the_python_of_a_document_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("dateline_en")
    import_module("dateline.exports.spacy_component")  # an entry point does it where dateline is installed
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in code(name, "python"):
        exec(compile(block, name, "exec"), names)
    told = capsys.readouterr().out
    assert {
        "docs/cli.md": "<Reading of '1', 2021-08-10: 1 claim,",
        "docs/record.md": "('Rebels',) ('army',)",
        "docs/exports.md": "ASSAULT",
    }[name] in told


def test_the_example_of_the_lexicon_changes_a_reading(tmp_path: Path) -> None:
    pytest.importorskip("dateline_en")
    (example,) = code("docs/lexicon.md", "toml")
    path = tmp_path / example.partition("# mine/")[2].partition("\n")[0]
    path.parent.mkdir()
    path.write_text(example, encoding="utf-8")
    sentence = tomllib.loads(example)["event"][0]["yes"][0]["text"]
    assert sentence in document("docs/lexicon.md").replace(example, "")
    assert [claim.rule for claim in dateline.read(sentence).claims] == ["learned.assault"]
    assert [claim.type for claim in dateline.read(sentence, lexicon=[str(tmp_path)]).claims] == ["COERCE"]
    score = prove_folders(dateline.reader(dateline.Options((str(tmp_path),))), [tmp_path])
    assert (score.total, score.failures) == (2, ())
