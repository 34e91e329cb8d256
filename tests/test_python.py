"""From Python: one Reading however it is made, what may be handed in, and the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline import types
from dateline.errors import InputError, OptionError, ParserError
from dateline.faces import cli
from dateline.faces.lines import LINES, SCHEMA
from dateline.faces.record_lines import RECORD_LINES
from dateline.read import Reader
from dateline.types import Actor, Document, Resolution

TEXT = "Rebels attacked a base near Lima on Monday, killing at least eight people, police said."
DAY = "2021-08-10"


def test_one_class_however_it_is_read(reader: Reader) -> None:
    ways = [
        dateline.read(TEXT, published=DAY, id="1"),
        reader.read(TEXT, published=DAY, id="1"),
        reader.read_document(Document("1", TEXT, published=DAY)),
        *reader.pipe([TEXT], published=DAY),
    ]
    assert {type(one) for one in ways} == {dateline.Reading} == {types.Reading}
    assert [one.claims for one in ways] == [ways[0].claims] * len(ways)
    assert ways[0].to_dict() == ways[1].to_dict() == ways[3].to_dict()


def test_a_pipe_takes_texts_and_documents_as_they_come(reader: Reader) -> None:
    came: list[str] = []

    def coming() -> Iterator[str | Document]:
        for one in (TEXT, Document("a7", TEXT, published="2020-01-02"), "Troops fled."):
            came.append(one if isinstance(one, str) else one.id)
            yield one

    readings = reader.pipe(coming(), published=DAY)
    assert next(readings).document.id == "1"
    assert len(came) == 1
    rest = [(one.document.id, one.document.published) for one in readings]
    assert rest == [("a7", "2020-01-02"), ("3", DAY)]


def test_what_the_command_refuses_raises_with_the_same_words(reader: Reader) -> None:
    french = (
        "Des hommes armés ont attaqué un village lundi, tuant neuf personnes, a déclaré le maire de la commune voisine."
    )
    for text, what in (("", "empty"), (" \n", "empty"), (french, "language fr; dateline reads English")):
        with pytest.raises(InputError, match=what):
            dateline.read(text)
    half = reader.read(f"{TEXT}\n\n{french}", published=DAY)
    assert half.claims
    assert [one.why for one in half.skipped] == ["1 paragraph is not English (fr 1) and not read"]
    assert half.to_dict()["skipped"][0]["remedy"]


def test_a_text_that_is_refused_costs_the_others_of_a_pipe_nothing(reader: Reader) -> None:
    first, refused, last = reader.pipe([TEXT, "", TEXT], published=DAY)
    assert len(first.claims) == len(last.claims) == 1
    assert (refused.claims, [one.why for one in refused.skipped]) == ((), ["the text is empty"])


def test_a_repr_is_one_short_line(reader: Reader) -> None:
    assert repr(dateline.read(TEXT, published=DAY)).startswith(
        "<Reading of 'text', 2021-08-10: 1 claim, 0 control statements, "
    )
    assert repr(reader).startswith("<Reader: ")
    assert len(repr(reader)) < 80


def _parsed(reader: Reader, text: str) -> Any:
    nlp: Any = reader.nlp
    return nlp(text)


def test_a_pipeline_and_a_function_may_be_handed_in(reader: Reader) -> None:
    wanted = dateline.read(TEXT, published=DAY).claims
    assert dateline.read(TEXT, published=DAY, parser=reader.nlp).claims == wanted
    alone = dateline.read(
        TEXT, published=DAY, parser=partial(_parsed, reader)
    ).claims  # a function says nothing of events
    assert [(c.type, c.trigger, c.actor) for c in alone] == [(c.type, c.trigger, c.actor) for c in wanted]
    with pytest.raises(ParserError, match="int is no parser"):
        dateline.read(TEXT, parser=3)  # type: ignore[arg-type]


def _front(_: Document, ours: tuple[Resolution, ...]) -> list[Resolution]:
    front = Actor("my:17", "Front of Lima", "PER-REB")
    return [Resolution(one.mention, front) if one.mention.text == "Rebels" else one for one in ours]


def test_an_actor_resolver_may_be_handed_in() -> None:
    (claim,) = dateline.read(TEXT, published=DAY, resolver=_front).claims
    assert [(party.name, party.code, party.id) for party in claim.actor] == [("Front of Lima", "PER-REB", "my:17")]
    with pytest.raises(OptionError, match="gave no resolutions for"):
        dateline.read(TEXT, resolver=lambda document, ours: ())


# ---------------------------------------------------------------- the record
@pytest.fixture
def record(tmp_path: Path, reader: Reader) -> Iterator[dateline.Record]:
    dispatches = [
        Document(
            "a1", "Rebels captured the town of Sake on Sunday, the army said.", published="2023-02-06", outlet="A"
        ),
        Document("b7", "The army recaptured the town of Sake on Thursday.", published="2023-02-10", outlet="B"),
    ]
    with dateline.Record(tmp_path / "r.sqlite", create=True) as made:
        assert made.ingest(dispatches, reader=reader).new == 2
        assert (made.ingest(dispatches, reader=reader).new, made.ingest(dispatches, reader=reader).known) == (0, 2)
        yield made


def test_as_of_and_known_by_are_two_days(record: dateline.Record) -> None:
    then, since = record.as_of("2023-02-11", known_by="2023-02-07"), record.as_of("2023-02-11")
    assert ((then.as_of, then.known_by), (since.as_of, since.known_by)) == (
        ("2023-02-11", "2023-02-07"),
        ("2023-02-11",) * 2,
    )
    assert then.control[0].holders != since.control[0].holders
    assert len(record.events(known_by="2023-02-07")) < len(record.events())


def test_the_same_names_in_python_json_and_on_the_command_line(
    record: dateline.Record, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["as-of", "2023-02-11", "--known-by", "2023-02-07", "--record", record.address, "--to", "jsonl"]
    assert cli.run(arguments) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    state = record.as_of("2023-02-11", known_by="2023-02-07")
    assert (first["as_of"], first["known_by"], first["schema"]) == (state.as_of, state.known_by, SCHEMA)
    assert cli.run(["events", "--known-by", "2023-02-07", "--record", record.address, "--to", "jsonl"]) == 0
    keys = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert keys == [one.key for one in record.events(known_by="2023-02-07")]


def test_judgements(record: dateline.Record) -> None:
    key = record.events()[0].key
    assert record.event(key[:8]).key == key
    made = record.judge("retract", "b7", by="ana", date="2023-02-12", note="withdrawn")
    assert (made.verdict, made.by, made.made) == ("retract", "ana", "2023-02-12")
    assert len(record.events()) == 1
    record.judge("undo", made.key[:6], by="ana", date="2023-02-13")
    assert len(record.events()) == 2
    assert [one.verdict for one in record.judgements()] == ["retract", "undo"]
    with pytest.raises(OptionError, match="same of 1 subjects"):
        record.judge("same", key)


@pytest.mark.parametrize("wanted", [{"known_by": "soon"}, {"type": "QUARREL"}, {"limit": -1}])
def test_a_question_that_cannot_be_asked(record: dateline.Record, wanted: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        record.events(**wanted)  # type: ignore[arg-type]


def test_every_line_carries_the_version_of_its_schema() -> None:
    for line in {one for lines in (*LINES.values(), *RECORD_LINES.values()) for one in lines}:
        assert line.__struct_fields__[-1] == "schema", line
