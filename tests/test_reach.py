"""A lexicon of one's own reaches every stage, and a file that is unknown or broken is an error with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dateline
from dateline import actors, counts, places, times
from dateline.errors import LexiconError
from dateline.faces import cli
from dateline.lexicon import titles
from dateline.lexicon.files import using
from dateline.lexicon.load import load as load_rules
from dateline.places import cues
from dateline.record import rules as joining
from dateline.record.record import Record
from dateline.record.rules import families, rules
from dateline.record.state import settings as state
from dateline.record.state.settings import settings
from dateline.text.damage import breaks
from dateline.text.residue import residue

BROKEN = [
    ("times/en.toml", '[[time]]\nid = "time.x"\npatterns = ["<nothing>"]\n', 2),
    ("times/en.toml", '[[time]]\nid = "time.x"\npattern = ["a"]\n', 3),
    ("times/en.toml", '[[time]]\nid = "time.x"\nop = "guess"\npatterns = ["a"]\n', 2),
    ("counts/en.toml", '[[count]]\nid = "count.x"\nbound = "big"\npatterns = ["a"]\n', 3),
    ("counts/en.toml", "[[count]\n", 1),
    ("noise.toml", '[[rule]]\nid = "noise.x"\nkind = "noise"\nwhere = "line"\npatterns = ["("]\nyes = [{}]\nno = [{}]\n', 2),
    ("damage.toml", '[[damage]]\nid = "x"\nkind = "x"\nnote = ""\npattern = "("\nyes = []\nno = []\n', 2),
    ("join.toml", "[claims]\nnear = 3\nfar = 4\n", 3),
    ("titles.toml", "common = 3\n", 1),
    ("titles.toml", '[[act]]\nid = ["riot"]\nwords = ["riot"]\nnoun = "riot"\n', 2),
    ("state.toml", "[sources]\nfair = 'two'\n", 2),
    ("classes.toml", "[class.gnome]\nnoun = []\n", 2),
    ("modality.toml", '[[hedge]]\nid = "h"\nwords = ["x"]\nkind = "adverb"\neffect = 3\n', 5),
    ("voices.toml", '[[voice]]\nid = "v"\n\n[[event]]\nid = "e"\n', 4),
    ("actors/groups.tsv", "id\tname\na\tb\n", 1),
    ("places/cues.tsv", "cue\tword\nlocative\n", 2),
    ("places/features.tsv", "name\taliases\tpeople\tkind\tcountry\tlat\tlon\tid\tgeonames\tsource\nA\t\t\tcity\tTD\tx\t1\t\t\town\n", 2),
    ("places/countries.tsv", "alpha2\n", 1),
    ("time.toml", "", 1),
]  # fmt: skip


def load_all(folder: Path) -> None:
    """What a reader and a record load of a folder, without the parser."""
    folders = (str(folder),)
    for load in (
        load_rules,
        times.load,
        counts.load,
        residue,
        breaks,
        cues.load,
        actors.load,
        joining.load,
        state.load,
        titles.load,
    ):
        load(folders)
    places.load(folders)


@pytest.mark.parametrize(("name", "text", "line"), BROKEN, ids=[f"{name}-{i}" for i, (name, _, _) in enumerate(BROKEN)])
def test_a_broken_or_unknown_file_is_an_error_with_its_place(tmp_path: Path, name: str, text: str, line: int) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load_all(tmp_path)
    assert re.fullmatch(rf"{re.escape(str(path))}:{line}:\d+", error.value.where), error.value.line()


def test_the_commands_end_with_the_place_of_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    (own / "times").mkdir(parents=True)
    (own / "times" / "en.toml").write_text("[[time]\n", encoding="utf-8")
    dispatch = tmp_path / "dispatch.txt"
    dispatch.write_text("Rebels attacked a base.", encoding="utf-8")
    record = ["--record", str(tmp_path / "r.sqlite")]
    for command in (["lint", str(own)], ["read", str(dispatch), "--lexicon", str(own)],
                    ["ingest", str(dispatch), *record, "--lexicon", str(own)]):  # fmt: skip
        assert cli.run(command) == LexiconError.code, command
        told = capsys.readouterr()
        assert f"{own / 'times' / 'en.toml'}:1:" in told.out + told.err, told
    other = tmp_path / "other"
    other.mkdir()
    (other / "join.toml").write_text("[claims]\nfar = 3\n", encoding="utf-8")
    assert cli.run(["events", *record, "--lexicon", str(other)]) == LexiconError.code
    assert f"{other / 'join.toml'}:2:1: object contains unknown field `far`" in capsys.readouterr().err


def test_what_may_lie_beside_lexicon_files(tmp_path: Path) -> None:
    for name in ("README.md", ".gitignore", "LICENSE"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert dateline.Reader(dateline.Options((str(tmp_path),))).folders == (str(tmp_path),)


OWN = {
    "times/en.toml": '[[time]]\nid = "time.zorbday"\nop = "date"\npatterns = ["on zorbday"]\n',
    "counts/en.toml": '[[count]]\nid = "count.zorb"\nbound = "vague"\npatterns = ["zorbs of"]\n',
    "noise.toml": '[[rule]]\nid = "noise.zorb"\nkind = "noise"\nwhere = "line"\npatterns = ["Mast [0-9]+"]\n'
    'yes = [{text = "Mast 7"}]\nno = [{text = "Mast"}]\n',
    "damage.toml": '[[damage]]\nid = "damage.zorb"\nkind = "zorb"\nnote = "zorb"\npattern = "zzz"\nyes = [{text = "zzz", at = "zzz"}]\n'
    'no = [{text = "z"}]\n',
    "modality.toml": '[[hedge]]\nid = "hedge.zorb"\nwords = ["zorbly"]\nkind = "adverb"\neffect = "possible"\n',
    "places/features.tsv": "name\taliases\tpeople\tkind\tcountry\tlat\tlon\tid\tgeonames\tsource\n"
    "Zorbograd\tZorbo\t\tcity\tTD\t12.5\t15.0\t\t\town\n",
    "join.toml": '[claims]\nnear = 3\n\n[[families]]\nid = "zorb"\ntypes = ["AID", "PROTEST"]\n',
    "state.toml": 'kinds = ["zorb"]\n',
}
TEXT = "Rebels zorbly attacked a base in Zorbograd on zorbday, killing zorbs of soldiers zzz.\n\nMast 7\n\nPolice arrested six men.\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("own")
    for name, text in OWN.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def rules_of(reading: dateline.Reading) -> set[str]:
    """Whatever says by which rule something was read."""
    found = {mention.rule for mention in reading.mentions} | {block.rule for block in reading.document.blocks}
    found |= {step.rule for claim in reading.claims for step in claim.steps}
    names = {getattr(one.value, "id", "") for one in reading.resolutions}
    return found | {flag.kind for flag in reading.document.damage} | names


def test_every_stage_reads_by_it(own: Path) -> None:
    wanted = {"time.zorbday", "count.zorb", "noise.zorb", "zorb", "feature:zorbograd"}
    with_it, without = dateline.read(TEXT, lexicon=[str(own)]), dateline.read(TEXT)
    assert wanted <= rules_of(with_it)
    assert rules_of(without).isdisjoint(wanted)
    hedged = {step.rule for claim in with_it.claims for step in claim.steps}
    assert "hedge.zorb" in hedged


def test_a_document_that_is_not_marked_yet_is_marked_by_the_readers_lexicon(own: Path) -> None:
    reader = dateline.reader(dateline.Options((str(own),)))
    reading = reader.read_document(dateline.Document("a1", TEXT))
    assert "noise.zorb" in {block.rule for block in reading.document.blocks}
    assert reading.claims == reader.read(TEXT, id="a1").claims


def test_joining_and_states_go_by_the_folders_in_force(own: Path, tmp_path: Path) -> None:
    assert rules().claims.near == 40
    with Record(tmp_path / "r.sqlite", create=True, lexicon=[own]):
        assert (rules().claims.near, families("AID") & families("PROTEST")) == (3, {"zorb"})
        assert {"zorb", "town"} <= settings().kinds
    assert rules().claims.near == 40
    with using((str(own),)), using(()):
        assert "zorb" not in settings().kinds
