"""What people judge of single claims: corrected, struck, added; in which order, from which day, in every record alike."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import dateline
from dateline.errors import OptionError
from dateline.faces import cli
from dateline.record import exchange, store
from dateline.record.engine import configuration
from dateline.record.judgements import judgement_key, signed
from dateline.record.types import Judgement, Kept
from dateline.types import Claim, Control, Deadline, Figure, Quote, Span

TEXT = (
    "Rebels captured the town of Sake on Sunday, the army said. At least 12 people were killed when shells hit a camp near Goma. "
    "Gen. Musa Ali fled to Bukavu, residents said. The army must leave the airport by March 10, the rebels said."
)
KEEP = dateline.Document("a1", TEXT, published="2023-02-06", outlet="Radio Lac")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judging") / "r.sqlite"
    with dateline.Record(path, create=True) as record:
        record.ingest([KEEP])
    return path


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[dateline.Record]:
    path = tmp_path / "r.sqlite"
    shutil.copy(made, path)
    with dateline.Record(path) as opened:
        yield opened


def told(record: dateline.Record, trigger: str, *kinds: str, **asked: str) -> list[Kept]:
    """What stands with this trigger."""
    found = record.kept(store.Asked(**asked), kinds or ("claim", "control", "figure", "deadline"))  # type: ignore[arg-type]
    return [one for one in found if one.claim.trigger.text == trigger]


def claim(record: dateline.Record, trigger: str, *kinds: str) -> Kept:
    (found,) = told(record, trigger, *(kinds or ("claim",)))
    return found


def test_of_two_corrections_of_one_day_the_later_entered_holds(record: dateline.Record) -> None:
    key = claim(record, "captured").key
    for type in ("AID", "PROTEST", "AID", "RETREAT", "AID"):
        record.judge("correct", key, field="type", value=type, by="ana", date="2023-03-01")
        assert claim(record, "captured").claim.type == type  # type: ignore[union-attr]
    judged = record.judgements()
    assert [one.turn for one in judged] == [1, 2, 3, 4, 5]
    assert all(one.at for one in judged)


def test_the_time_of_day_goes_before_the_order_of_entry(record: dateline.Record) -> None:
    key = claim(record, "captured").key
    record.judge("correct", key, field="type", value="AID", by="ana", date="2023-03-01T15:00")
    record.judge("correct", key, field="type", value="PROTEST", by="ben", date="2023-03-01T09:30")
    assert claim(record, "captured").claim.type == "AID"  # type: ignore[union-attr]
    assert [one.at[11:16] for one in record.judgements()] == ["09:30", "15:00"]


def test_a_judgement_that_repeats_what_holds_is_not_kept_twice(record: dateline.Record) -> None:
    key = claim(record, "captured").key
    first = record.judge("drop", key, by="ana")
    record.judge("undo", first.key, by="ana")
    second = record.judge("drop", key, by="ana")
    assert second.key != first.key
    assert told(record, "captured", "claim") == []
    correction = {"field": "type", "value": "AID", "by": "ana"}
    shells = claim(record, "shells").key
    assert record.judge("correct", shells, **correction) == record.judge("correct", shells, **correction)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "id"),
    [("Goma", "geonames:216281"), ("geonames:216281", "geonames:216281"), ({"id": "iso:CD-NK"}, "iso:CD-NK"),
     ("Bukavu, Congo", "geonames:217831")],
)  # fmt: skip
def test_a_corrected_place_is_resolved_again(record: dateline.Record, given: object, id: str) -> None:
    key = claim(record, "captured").key
    record.judge("correct", key, field="place", value=given, by="ana")
    (where,) = claim(record, "captured").claim.place
    assert where.place is not None
    assert where.place.id == id
    assert where.place.lat is not None
    found = record.events(place=where.place.name)
    assert any(kept.key.startswith(key) for event in found for kept in event.kept)


def test_a_place_that_no_gazetteer_knows_keeps_its_words(record: dateline.Record) -> None:
    record.judge("correct", claim(record, "captured").key, field="place", value="Zzyzxburg", by="ana")
    (where,) = claim(record, "captured").claim.place
    assert (where.text, where.place) == ("Zzyzxburg", None)
    with pytest.raises(OptionError, match="no place has the id"):
        record.judge("correct", claim(record, "shells").key, field="place", value="geonames:1", by="ana")


def test_voices_and_content_are_corrected(record: dateline.Record) -> None:
    key = claim(record, "captured").key
    record.judge(
        "correct", key, field="voices", value=[{"text": "the rebels", "stance": "claims"}, "residents"], by="ana"
    )
    record.judge("correct", key, field="content", value="the town of Sake", by="ana")
    found = claim(record, "captured").claim
    assert isinstance(found, Claim)
    assert [(voice.speaker.text, voice.stance) for voice in found.voices] == [
        ("the rebels", "claims"),
        ("residents", "asserts"),
    ]
    assert found.content == Quote("the town of Sake", Span(16, 32))
    record.judge("correct", key, field="voices", value=[], by="ana")
    assert claim(record, "captured").claim.voices == ()


def test_control_statements_and_deadlines_are_corrected(record: dateline.Record) -> None:
    control = claim(record, "captured", "control")
    record.judge("correct", control.key, field="holder", value="M23", by="ana", date="2023-02-06")
    record.judge("correct", control.key, field="status", value="contested", by="ana", date="2023-02-06")
    (row,) = record.as_of("2023-02-07", place="Sake").control
    assert (row.holders, row.status) == (("M23",), "contested")
    added = record.judge(
        "add", "a1", by="ana",
        value={"kind": "deadline", "trigger": "must leave", "what": "leave the airport", "who": "The army", "time": "2023-03-10"},
    )  # fmt: skip
    key = f"{added.subjects[0]}.{added.field}"
    record.judge("correct", key, field="time", value="2023-03-12", by="ana")
    found = claim(record, "must leave", "deadline").claim
    assert isinstance(found, Deadline)
    assert (found.time and found.time.end, found.what.text) == ("2023-03-12", "leave the airport")
    with pytest.raises(OptionError, match="no field of a control"):
        record.judge("correct", control.key, field="type", value="AID", by="ana")


def test_a_dropped_claim_is_gone_from_its_day_on_until_undone(record: dateline.Record) -> None:
    key = claim(record, "shells").key
    dropped = record.judge("drop", key, by="ana", date="2023-02-08", note="misread")
    assert told(record, "shells", "claim") == []
    assert all(kept.key != key for event in record.events() for kept in event.kept)
    assert [kept.key for kept in told(record, "shells", "claim", known_by="2023-02-07")] == [key]
    record.judge("undo", dropped.key, by="ana", date="2023-02-09")
    assert claim(record, "shells").key == key
    assert told(record, "shells", "claim", known_by="2023-02-08") == []


def test_an_added_claim_stands_like_one_that_was_read(record: dateline.Record) -> None:
    added = record.judge(
        "add", "a1", by="ana", date="2023-02-08",
        value={"type": "RETREAT", "trigger": "fled", "actor": "Gen. Musa Ali", "place": "Bukavu", "voices": ["residents"]},
    )  # fmt: skip
    kept = claim(record, "fled")
    assert isinstance(kept.claim, Claim)
    assert kept.sentence == "Gen. Musa Ali fled to Bukavu, residents said."
    for quoted in (
        kept.claim.trigger,
        *kept.claim.actor,
        *kept.claim.place,
        *(voice.speaker for voice in kept.claim.voices),
    ):
        assert TEXT[quoted.span.start : quoted.span.end] == quoted.text
    assert kept.claim.place[0].place is not None
    assert [one.key for one in record.events(place="Bukavu")] == [kept.key]
    assert told(record, "fled", known_by="2023-02-07") == []
    record.judge("correct", kept.key, field="actor", value="residents", by="ana", date="2023-02-09")
    assert claim(record, "fled").claim.actor[0].text == "residents"  # type: ignore[union-attr]
    record.judge("undo", added.key, by="ana", date="2023-02-10")
    assert told(record, "fled") == []


def test_an_added_control_statement_and_figure_are_counted(record: dateline.Record) -> None:
    start = TEXT.index("the airport")
    record.judge(
        "add", "a1", by="ana", date="2023-02-06",
        value={"kind": "control", "trigger": "leave", "holder": "the rebels", "status": "lost", "place": [[start, start + 11]]},
    )  # fmt: skip
    record.judge(
        "add", "a1", by="ana", date="2023-02-06",
        value={"kind": "figure", "trigger": "12", "what": "displaced", "low": 12, "high": 12, "place": "Goma"},
    )  # fmt: skip
    assert isinstance(claim(record, "leave", "control").claim, Control)
    figure = [one.claim for one in told(record, "12", "figure") if one.claim.rule == "judged.added"]  # type: ignore[union-attr]
    assert isinstance(figure[0], Figure)
    assert any(toll.what == "displaced" and toll.low == 12 for toll in record.as_of("2023-02-07").tolls)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"type": "RETREAT"}, "no trigger"),
        ({"trigger": "fled"}, "no type"),
        ({"trigger": "flew", "type": "RETREAT"}, "does not stand in the text"),
        ({"trigger": "said", "type": "RETREAT"}, "stands there 3 times"),
        ({"trigger": "fled", "type": "FLIGHT"}, "no type"),
        ({"trigger": "fled", "type": "RETREAT", "actor": "Nobody Else"}, "does not stand in the text"),
        ({"trigger": "fled", "type": "RETREAT", "colour": "red"}, "no field"),
        ({"trigger": [10, 99_999], "type": "RETREAT"}, "no part of the text"),
        ({"trigger": "captured", "type": "ASSAULT"}, "already"),
        ({"trigger": "fled", "type": "RETREAT", "time": "soon"}, "no day"),
    ],
)
def test_what_cannot_be_added(record: dateline.Record, given: dict, words: str) -> None:
    before = record.dump()
    with pytest.raises(OptionError, match=words):
        record.judge("add", "a1", value=given, by="ana")
    assert record.dump() == before


def spoken(record: dateline.Record) -> list[Judgement]:
    """A trail of every verdict on single claims, with a correction of an addition and an undoing."""
    key = claim(record, "captured").key
    added = record.judge("add", "a1", by="ana", date="2023-03-01", value={"type": "RETREAT", "trigger": "fled"})
    more = record.judge("add", "a1", by="ana", date="2023-03-01", value={"type": "AID", "trigger": "leave"})
    record.judge(
        "correct", f"{added.subjects[0]}.{added.field}", field="place", value="Goma", by="ana", date="2023-03-02"
    )
    record.judge("correct", key, field="place", value="Goma", by="ana", date="2023-03-02")
    record.judge("drop", claim(record, "shells").key, by="ben", date="2023-03-02")
    record.judge("undo", more.key, by="ben", date="2023-03-03")
    return record.judgements()


def test_judgements_may_come_in_any_order_and_before_the_dispatch(record: dateline.Record, tmp_path: Path) -> None:
    from dateline.read import reader

    trail = spoken(record)
    for number, order in enumerate((trail, trail[::-1])):
        with store.Store(tmp_path / f"{number}.sqlite", create=True) as other:
            lines = [line for one in order for line in exchange.judgements_lines(record) if one.key in line]
            assert exchange.import_judgements(other, dict.fromkeys(lines))[2] == []
            other.add([reader().read_document(KEEP)])
            assert other.dump() == record.dump()


def test_an_export_brings_additions_and_strikes_along(record: dateline.Record, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    spoken(record)
    exchange.export_parquet(record, str(tmp_path / "out"), texts=True, names=True)
    with store.Store(tmp_path / "b.sqlite", create=True) as other:
        exchange.import_parquet(other, str(tmp_path / "out"))
        assert other.dump() == record.dump()


def test_a_forged_addition_is_refused(record: dateline.Record) -> None:
    good = record.judge("add", "a1", by="ana", value={"type": "RETREAT", "trigger": "fled"})
    record.judge("undo", good.key)
    for value, words in (
        (good.value.replace("RETREAT", "ASSAULT"), "another claim"), ("{}", "adds no claim"),
        (good.value.replace("Musa Ali fled", "Musa Ali flew"), "sentence"),
    ):  # fmt: skip
        forged = signed("add", good.subjects, made="2026-01-01", by="x", field=good.field, value=value)
        with pytest.raises(ValueError, match=words):
            exchange.trail.check(forged)
        with pytest.raises(OptionError):
            record.keep_judgement(forged)


def test_keys_of_older_judgements_hold() -> None:
    old = Judgement(
        "", "correct", ("a.1",), "2026-01-02", "ana", field="place", value='["Paris"]', note="",
    )  # fmt: skip
    assert judgement_key(old) == "681191a7dad18780"
    assert (
        judgement_key(signed("correct", ["a.1"], made="2026-01-02", by="ana", field="place", value='["Paris"]', turn=1))
        != "681191a7dad18780"
    )


def test_an_older_record_is_brought_up_to_date(record: dateline.Record, tmp_path: Path) -> None:
    from alembic import command

    old = signed("correct", [claim(record, "captured").key], made="2023-03-01", by="ana", field="type", value='"AID"')
    record.keep_judgement(old)
    path = Path(record.address)
    with create_engine(f"sqlite:///{path}").begin() as connection:
        command.downgrade(configuration(connection), "0001")
        assert "turn" not in {row[1] for row in connection.execute(text("PRAGMA table_info(judgements)"))}
    with dateline.Record(path) as again:
        assert again.judgements() == [old]
        assert claim(again, "captured").claim.type == "AID"  # type: ignore[union-attr]
        again.judge("correct", old.subjects[0], field="type", value="PROTEST", by="ana", date="2023-03-01")
        assert claim(again, "captured").claim.type == "PROTEST"  # type: ignore[union-attr]


def test_an_earlier_day_says_what_it_leaves_out(record: dateline.Record, capsys: pytest.CaptureFixture[str]) -> None:
    key, at = claim(record, "captured", "control").key, ["--record", record.address]
    assert cli.run(["judge", "correct", key, "holder", "M23", "--by", "ana", "--date", "2023-03-01", *at]) == 0
    said = capsys.readouterr()
    assert "holder = M23 (group.m23)" in said.out
    assert "--judged-by 2023-03-01" in said.err
    assert cli.run(["as-of", "2023-02-10", *at]) == 0
    said = capsys.readouterr()
    assert "held by Rebels" in said.out
    assert "1 judgement counts from a later day" in said.err and "--judged-by 2023-03-01" in said.err
    assert cli.run(["as-of", "2023-02-10", "--judged-by", "2023-03-01", *at]) == 0
    said = capsys.readouterr()
    assert "held by M23" in said.out and said.err == ""


def test_claims_are_dropped_and_added_on_the_command_line(
    record: dateline.Record, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--by", "ana", "--record", record.address]
    added = [
        "judge",
        "add",
        "a1",
        "--type",
        "RETREAT",
        "--trigger",
        "fled",
        "--actor",
        "Gen. Musa Ali",
        "--place",
        "Bukavu",
    ]
    assert cli.run([*added, "--voice", "residents", *at]) == 0
    assert "RETREAT “fled”" in capsys.readouterr().out
    assert claim(record, "fled").claim.voices[0].speaker.text == "residents"
    assert cli.run(["judge", "drop", claim(record, "fled").key, *at]) == 0
    assert told(record, "fled") == []
    assert cli.run(["judge", "correct", claim(record, "shells").key, "polarity", "-", *at]) == 0
    assert claim(record, "shells").claim.polarity == "-"
    assert cli.run([*added, "--place", "geonames:1", *at]) == 2
    assert "no place has the id" in capsys.readouterr().err
