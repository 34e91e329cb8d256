"""The lexicon's own sentences as a proof: what fails is named, with its side, its sentence and what was read instead."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dateline.lexicon.entries import Content, ControlRule, Entry, Event, Example, Hedge, Shift, Support, VoiceCue
from dateline.lexicon.load import entries
from dateline.proof import Score, prove, prove_folders
from dateline.read import Options, Reader
from dateline.read import reader as load_reader

ATTACK = "Rebels attacked a base."


def entry(reader: Reader, id: str, **changes: object) -> Entry:
    """An entry of the lexicon with other examples, and with neither side where none is given."""
    found: Entry = next(e for e in entries() if e.id == id)
    return msgspec.structs.replace(found, **{"yes": (), "no": (), **changes})


def first(kind: type[Entry]) -> Entry:
    return next(e for e in entries() if isinstance(e, kind) and e.yes and e.no)


def attack(reader: Reader, **changes: object) -> Entry:
    return entry(reader, "assault.general.attack", **changes)


FAILING = [
    ({"yes": (Example("Rebels slept."),)}, "yes", "no claim of it; read: nothing"),
    ({"yes": (Example(ATTACK, actor=("Police",)),)}, "yes", "actor ['Rebels'], wanted ['Police']"),
    ({"yes": (Example(ATTACK, actor=()),)}, "yes", "actor ['Rebels'], wanted none"),
    ({"yes": (Example(ATTACK, actor=("Rebel",)),)}, "yes", "actor ['Rebels'], wanted ['Rebel']"),
    ({"yes": (Example(ATTACK, actor=("Rebels", "Police")),)}, "yes", "actor ['Rebels'], wanted ['Rebels', 'Police']"),
    (
        {"yes": (Example("Rebels shelled a base."),)},
        "yes",
        "no claim of it; read: ASSAULT 'shelled' [assault.heavy-weapons.shell]",
    ),
    ({"yes": (Example(ATTACK, trigger="raided"),)}, "yes", "trigger 'attacked', wanted 'raided'"),
    ({"yes": (Example(ATTACK, recipient=("a bridge",)),)}, "yes", "recipient ['a base'], wanted ['a bridge']"),
    ({"yes": (Example(ATTACK, modality="planned"),)}, "yes", "modality 'actual', wanted 'planned'"),
    ({"yes": (Example(ATTACK, polarity="-"),)}, "yes", "polarity '+', wanted '-'"),
    ({"yes": (Example(ATTACK, mode=("drone",)),)}, "yes", "mode (), wanted ('drone',)"),
    ({"yes": (Example(ATTACK, content="to leave"),)}, "yes", "content None, wanted 'to leave'"),
    ({"yes": (Example(ATTACK, voices=("The army",)),)}, "yes", "voices [], wanted ['The army']"),
    ({"no": (Example(ATTACK),)}, "no", "read all the same: ASSAULT 'attacked' [assault.general.attack]"),
    ({"no": (Example("Rebels slept.", type="ASSAULT"),)}, "no", "no ASSAULT; read: nothing"),
]


@pytest.mark.parametrize(("changes", "side", "why"), FAILING)
def test_an_example_that_fails_is_named(reader: Reader, changes: dict[str, object], side: str, why: str) -> None:
    score = prove(reader, [attack(reader, **changes)])
    (failure,) = score.failures
    assert (score.total, score.passed) == (1, 0)
    assert (failure.id, failure.side, failure.text) == ("assault.general.attack", side, changes[side][0].text)  # type: ignore[index]
    assert failure.why == why


PASSING = [
    {"yes": (Example(ATTACK, trigger="attacked", actor=("Rebels",), recipient=("a base",), mode=(), voices=()),)},
    {"yes": (Example("The army said rebels attacked a base.", voices=("The army",), modality="actual"),)},
    {"no": (Example("The fans attacked the plate of cakes."), Example("Rebels slept."))},
    {"no": (Example("Police arrested a man.", type="COERCE"),)},
    {},
]


@pytest.mark.parametrize("changes", PASSING)
def test_examples_that_hold(reader: Reader, changes: dict[str, object]) -> None:
    total = sum(len(side) for side in changes.values())  # type: ignore[arg-type,misc]
    assert prove(reader, [attack(reader, **changes)]) == Score(total, total, ())


def test_one_failure_hides_no_other(reader: Reader) -> None:
    bad = attack(reader, yes=(Example("Rebels slept."), Example(ATTACK)), no=(Example(ATTACK),))
    score = prove(reader, [bad, attack(reader, yes=(Example(ATTACK),))])
    assert (score.total, score.passed) == (4, 2)
    assert [(f.side, f.text) for f in score.failures] == [("yes", "Rebels slept."), ("no", ATTACK)]


def test_a_known_fault_is_counted_apart_and_must_not_pass(reader: Reader) -> None:
    faulty = attack(reader, yes=(Example("Rebels slept.", fault="sleep"), Example(ATTACK, fault="mended")))
    score = prove(reader, [faulty])
    assert (score.total, score.passed) == (2, 0)
    assert [(f.text, f.why) for f in score.faults] == [("Rebels slept.", "sleep (no claim of it; read: nothing)")]
    assert [(f.text, f.why) for f in score.failures] == [(ATTACK, "is read as it says now; take its fault away")]


def test_a_folder_is_proved_by_its_own_sentences_alone(tmp_path: Path) -> None:
    """Also those of times, counts, noise and damage."""
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "en.toml").write_text(
        '[[time]]\nid = "time.market-day"\nop = "date"\npatterns = ["on market day"]\n'
        'yes = [{ text = "They met on market day.", words = "on market day" }]\nno = ["They met on market day."]\n'
    )
    (tmp_path / "noise.toml").write_text(
        '[[rule]]\nid = "noise.mine"\nkind = "noise"\nwhere = "line"\npatterns = ["Mast [0-9]+"]\n'
        'yes = [{text = "Mast seven"}]\nno = [{text = "Mast"}]\n'
    )
    folder = str(tmp_path)
    score = prove_folders(load_reader(Options((folder,))), [folder])
    assert score.total == 4
    assert {f.id for f in score.failures} == {"time.market-day", "noise.mine"}


@pytest.mark.parametrize("kind", [Event, VoiceCue, Hedge, Support, ControlRule, Content, Shift])
def test_an_entry_of_each_kind_can_fail(reader: Reader, kind: type[Entry]) -> None:
    """A sentence of nothing proves no entry."""
    one = msgspec.structs.replace(first(kind), yes=(Example("Nobody came."),), no=())
    assert [f.id for f in prove(reader, [one]).failures] == [one.id]


def test_a_no_sentence_of_a_control_rule_can_fail(reader: Reader) -> None:
    text = "Rebels hold the town of Kesh."
    held = entry(reader, "control.hold", no=(Example(text),))
    assert [f.why for f in prove(reader, [held]).failures] == ["read all the same"]
    wrong = entry(reader, "control.hold", yes=(Example(text, status="lost"), Example(text, holder=("Police",))))
    assert [f.why for f in prove(reader, [wrong]).failures] == ["status held", "holder ['Rebels'], wanted ['Police']"]
