"""The lexicon: the linter finds what is planted, a user's folder goes on top of ours, and the numbers that were promised."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import dateline
from dateline.errors import LexiconError
from dateline.lexicon import lint
from dateline.lexicon.entries import Content, Entry
from dateline.lexicon.load import DATA, load
from dateline.lexicon.ontology import MODES
from dateline.text.intake import read_text

OURS = load()
PARSER = os.environ.get("DATELINE_PARSER")
EXAMPLES = 'yes = [ { text = "Gnomes zorbed the village." } ]\nno = [ { text = "It was quiet." } ]\n'


def event(
    extra: str = "", *, id: str = "assault.zorb", type: str = "ASSAULT", verbs: str = '["zorb"]', rest: str = EXAMPLES
) -> str:
    return f'[[event]]\nid = "{id}"\ntype = "{type}"\nverbs = {verbs}\n{extra}\n{rest}'


def folder(root: Path, **files: str) -> Path:
    """A lexicon folder with these files; ``events`` stands in its own folder."""
    for name, text in files.items():
        path = root / ("events/own.toml" if name == "events" else f"{name}.toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def planted(root: Path, **files: str) -> list[lint.Problem]:
    """The problems in the folder alone."""
    return [problem for problem in lint.run([folder(root, **files)]) if problem.file.startswith(str(root))]


def test_it_is_loaded_once_however_it_is_asked_for() -> None:
    assert load(()) is OURS
    assert load(folders=()) is OURS


# ---------------------------------------------------------------- the linter
PROBLEMS = [
    ("unknown field", event('colour = "red"'), 2, "unknown field 'colour'", "README"),
    ("wrong value", event('count_on = 7'), 2, "Expected `str`", "mend the value"),
    ("unknown type", event(type="QUARREL"), 2, "unknown type 'QUARREL'", "ACCUSE"),
    ("unknown mode", event('mode = ["tickle"]'), 2, "ASSAULT has no mode 'tickle'", "table of modes"),
    ("unknown class", event('object = ["gnome"]'), 2, "unknown class 'gnome' in object", "classes.toml"),
    ("no form", event(verbs="[]"), 2, "no form at all", "give verbs"),
    ("stray spaces", event(verbs='["zorb  up"]'), 2, "stray spaces", "one space"),
    ("never matches", event(verbs='["Zorb"]'), 2, "can never match", "lower case"),
    ("form twice", event(verbs='["zorb", "zorb"]'), 2, "stands twice", "keep one"),
    ("no yes", event(rest='no = [ { text = "It was quiet." } ]\n'), 2, "no yes sentence", "where it applies"),
    ("no no", event(rest='yes = [ { text = "Gnomes zorbed the village." } ]\n'), 2, "no no sentence", "must not"),
    ("unknown key of a sentence", event(rest='yes = [ { text = "A.", mood = "bad" } ]\nno = [ { text = "B." } ]\n'), 2, "mood", ""),
    ("id twice", event() + "\n" + event(verbs='["florp"]'), 2, "id stands already", "another id"),
    ("unknown table", "[[happening]]\nid = \"x\"\n", 1, "unknown table 'happening'", "event"),
    ("not TOML", "[[event]]\nid = = 3\n", 2, "not TOML", "mend the syntax"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"), [row[1:] for row in PROBLEMS], ids=[row[0] for row in PROBLEMS]
)
def test_a_planted_error_is_found_in_its_place(tmp_path: Path, text: str, line: int, what: str, remedy: str) -> None:
    found = planted(tmp_path, events=text)
    hits = [problem for problem in found if what in problem.what + problem.remedy]
    assert hits, [problem.text() for problem in found]
    assert hits[0].line == line
    assert remedy in hits[0].remedy
    assert hits[0].text().startswith(f"{tmp_path / 'events' / 'own.toml'}:{line}:")


def test_the_same_form_with_two_meanings_is_a_conflict(tmp_path: Path) -> None:
    text = event() + event(id="protest.zorb", type="PROTEST")
    found = [problem for problem in planted(tmp_path, events=text) if "means" in problem.what]
    assert len(found) == 1
    assert "PROTEST here and ASSAULT" in found[0].what


def test_a_condition_that_tells_two_meanings_apart_is_none(tmp_path: Path) -> None:
    text = event('object = ["place"]') + event('object = ["person"]', id="protest.zorb", type="PROTEST")
    assert planted(tmp_path, events=text) == []


def test_a_parent_class_that_is_none_is_found(tmp_path: Path) -> None:
    found = planted(tmp_path, classes='[class.gnome]\nnouns = ["gnome"]\nparents = ["elf"]\n')
    assert [(problem.line, "unknown parent 'elf'" in problem.what) for problem in found] == [(1, True)]


@pytest.mark.parametrize("table", ["voice", "hedge", "support", "control", "content"])
def test_every_table_wants_sentences(tmp_path: Path, table: str) -> None:
    files = {"voice": "voices", "hedge": "modality", "support": "support", "control": "control", "content": "content"}
    wanted = {"voice": 'verbs = ["zorb"]', "hedge": 'words = ["zorb"]\nkind = "adverb"\neffect = "possible"',
              "support": 'verbs = ["zorb"]\naspect = "done"', "control": 'verbs = ["zorb"]\nstatus = "held"',
              "content": 'types = ["REQUEST"]\nmode = ["change"]\nverbs = ["zorb"]'}  # fmt: skip
    found = planted(tmp_path, **{files[table]: f'[[{table}]]\nid = "own.zorb"\n{wanted[table]}\n'})
    assert {"own.zorb: no yes sentence", "own.zorb: no no sentence"} <= {problem.what for problem in found}, found


def test_a_clean_folder_has_no_problem(tmp_path: Path) -> None:
    assert planted(tmp_path, events=event()) == []


def test_our_own_lexicon_is_clean() -> None:
    assert [problem.text() for problem in lint.run()] == []


def test_the_command_says_file_line_column(tmp_path: Path) -> None:
    own = folder(tmp_path, events=event(type="QUARREL"))
    told = subprocess.run(
        [sys.executable, "-m", "dateline", "lint", str(own)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 4
    assert f"{own / 'events' / 'own.toml'}:2:1: " in (told.stdout + told.stderr).replace("\n", "")


# ---------------------------------------------------------------- a user's lexicon on top
@cache
def reader(lexicon: tuple[str, ...] = ()) -> dateline.Reader:
    return dateline.Reader(dateline.Options(lexicon, PARSER))


def kinds(text: str, lexicon: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    return {(claim.type, claim.rule) for claim in reader(lexicon).read_document(read_text(text)).claims}


def test_a_users_entry_adds_to_ours(tmp_path: Path) -> None:
    text = event(
        verbs='["torpedo"]', rest='yes = [ { text = "The navy torpedoed a ferry." } ]\nno = [ { text = "It sank." } ]\n'
    )
    own = (str(folder(tmp_path, events=text.replace("ASSAULT", "PROTEST"))),)
    assert ("PROTEST", "assault.zorb") in kinds("Rebels torpedoed the talks with the army.", own) | kinds(
        "Rebels torpedoed a ferry.", own
    )
    assert ("PROTEST", "assault.zorb") not in kinds("Rebels torpedoed a ferry.")
    assert kinds("Rebels captured the town of Kesh.", own) == kinds("Rebels captured the town of Kesh.")


def test_a_users_entry_replaces_ours_of_the_same_id(tmp_path: Path) -> None:
    text = "Rebels captured the town of Kesh."
    ((kind, rule),) = kinds(text)
    assert kind == "ASSAULT"
    own = (str(folder(tmp_path, events=event(id=rule, verbs='["florp"]'))),)
    assert len(load(own).events) == len(OURS.events)
    assert rule not in {found for _, found in kinds(text, own)}


def test_later_folders_win(tmp_path: Path) -> None:
    first, second = (
        str(folder(tmp_path / name, events=event(type=kind))) for name, kind in (("a", "AID"), ("b", "PROTEST"))
    )
    assert {e.type for e in load((first, second)).events if e.id == "assault.zorb"} == {"PROTEST"}
    assert {e.type for e in load((second, first)).events if e.id == "assault.zorb"} == {"AID"}


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such lexicon folder"):
        load((str(tmp_path / "nowhere"),))


def test_a_wrong_entry_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"own\.toml"):
        load((str(folder(tmp_path, events=event("count_on = 7"))),))


# ---------------------------------------------------------------- what was promised
TABLES = {"events": OURS.events, "voices": OURS.voices, "hedges": OURS.hedges, "contents": OURS.contents, "controls": OURS.controls,
          "supports": OURS.supports}  # fmt: skip


def forms(entries: tuple[Entry, ...], *fields: str) -> set[tuple[str, str]]:
    return {(field, form) for entry in entries for field in fields for form in getattr(entry, field)}


def rows(*names: str) -> list[dict[str, str]]:
    found = []
    for name in names:
        with (DATA / "actors" / name).open(encoding="utf-8", newline="") as stream:
            found += list(
                csv.DictReader(
                    (line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
                )
            )
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_has_sentences_for_and_against(table: str) -> None:
    assert TABLES[table]
    assert [entry.id for entry in TABLES[table] if not (entry.yes and entry.no)] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_sentence_is_empty_or_stands_on_both_sides(table: str) -> None:
    for entry in TABLES[table]:
        if isinstance(entry, Content):
            continue
        sides = [{example.text for example in side} for side in (entry.yes, entry.no)]
        assert all(text.strip() for side in sides for text in side), entry.id
        assert sides[0] & sides[1] == set(), entry.id


def test_the_lexicon_is_as_large_as_promised() -> None:
    assert len(OURS.events) >= 500
    assert len(forms(OURS.voices, "verbs", "nouns", "phrases", "adverbs", "adjectives")) >= 150
    assert len(forms(OURS.hedges, "words")) >= 100


@pytest.mark.parametrize("kind", MODES)
def test_every_type_and_mode_can_be_read(kind: str) -> None:
    """By an event, by what it is about, or by a rewriting of what is only announced."""
    modes = {mode for event in OURS.events if event.type == kind for mode in event.mode}
    modes |= {mode for content in OURS.contents if kind in content.types for mode in content.mode}
    modes |= {mode for shift in OURS.shifts if shift.to == kind for mode in shift.mode}
    assert any(event.type == kind for event in OURS.events)
    assert set(MODES[kind]) - modes == set()


@pytest.mark.parametrize(
    ("files", "field", "number"),
    [(("groups.tsv",), "id", 150), (("organisations.tsv",), "id", 100), (("roles.tsv",), "word", 150)],
)
def test_the_actors_are_as_many_as_promised(files: tuple[str, ...], field: str, number: int) -> None:
    found = rows(*files)
    assert len({row[field] for row in found}) >= number
    assert [row[field] for row in found if not (row["yes"] and row["no"])] == []
