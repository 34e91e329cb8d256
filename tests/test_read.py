"""One dispatch in, one frozen reading out: what goes in, what comes back, and that nothing else can change it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import dateline
from dateline.errors import DatelineError, InputError, LexiconError, ParserError
from dateline.read import Options, Reader, read
from dateline.read import reader as load_reader
from dateline.text.intake import read_text
from dateline.types import Actor, Count, Interval, Place, Reading

TEXTS = (
    "Rebels attacked a base near Lima on Monday, killing at least eight people, police said.",
    "The president of Peru will visit Chile next week.",
    "They hold the town. He denied it.",
)


def test_everything_of_a_dispatch() -> None:
    reading = read(TEXTS[0], published="2021-08-10", outlet="NPA", title="Raid", url="https://example.org/1", id="raid")
    document = reading.document
    assert (document.id, document.published, document.published_from) == ("raid", "2021-08-10", "option")
    assert (document.outlet, document.title, document.url) == ("NPA", "Raid", "https://example.org/1")
    assert {m.kind for m in reading.mentions} == {"time", "place", "actor", "count"}
    kinds = {type(r.value) for r in reading.resolutions if r.value is not None}
    assert kinds == {Interval, Place, Actor, Count}
    (claim,) = reading.claims
    assert (claim.doc, claim.type, claim.trigger.text) == ("raid", "ASSAULT", "attacked")
    assert claim.time is not None
    assert (claim.time.start, claim.time.end) == ("2021-08-09", "2021-08-09")
    assert [v.speaker.text for v in claim.voices] == ["police"]
    assert len(reading.attributions) == 1
    assert reading.skipped == ()


def test_mentions_and_resolutions_stand_in_text_order() -> None:
    reading = read(TEXTS[0], published="2021-08-10")
    assert [r.mention for r in reading.resolutions] == list(reading.mentions)
    places = [(m.span.start, m.span.end, m.kind) for m in reading.mentions]
    assert places == sorted(places)


def test_a_control_statement() -> None:
    (control,) = read(TEXTS[2]).controls
    assert (control.status, control.doc) == ("held", "text")
    assert [p.text for p in control.holder] == ["They"]


# ---------------------------------------------------------------- the day of publication
def whens(reading: Reading) -> list[tuple[str, bool]]:
    """Every time expression and whether days stand behind it."""
    found = [r for r in reading.resolutions if r.mention.kind == "time"]
    return [(r.mention.text, isinstance(r.value, Interval) and r.value.start is not None) for r in found]


def test_without_a_day_of_publication_relative_days_stay_open_and_it_is_said() -> None:
    reading = read("On Tuesday rebels shelled the port. On 3 May 2019 the army fled.")
    assert reading.document.published is None
    assert whens(reading) == [("Tuesday", False), ("3 May 2019", True)]
    (open_,) = [r for r in reading.resolutions if r.mention.text == "Tuesday"]
    assert open_.reason
    (shelled,) = [c for c in reading.claims if c.trigger.text == "shelled"]
    assert shelled.time is not None
    assert (shelled.time.text, shelled.time.start, shelled.time.end) == ("Tuesday", None, None)


DATELINE = "LIMA, Peru, March 3, 2022 (NPA) - Rebels shelled the port on Tuesday."
DAYS = [
    (DATELINE, None, "2022-03-03", "header", "2022-03-01"),
    (DATELINE, "2021-08-10", "2021-08-10", "option", "2021-08-10"),
    ("Rebels shelled the port on Tuesday.", "2021-08-11", "2021-08-11", "option", "2021-08-10"),
]


@pytest.mark.parametrize(("text", "option", "published", "source", "tuesday"), DAYS)
def test_which_day_a_dispatch_is_read_on(
    text: str, option: str | None, published: str, source: str, tuesday: str
) -> None:
    reading = read(text, published=option)
    assert (reading.document.published, reading.document.published_from) == (published, source)
    (claim,) = reading.claims
    assert claim.time is not None
    assert (claim.time.start, claim.time.end) == (tuesday, tuesday)


# ---------------------------------------------------------------- same input, same bytes
def encoded(reader: Reader, text: str) -> bytes:
    return msgspec.json.encode(reader.read_document(read_text(text, id="t", published="2021-08-10")))


def test_the_same_bytes_twice_and_in_another_order(reader: Reader) -> None:
    first = {text: encoded(reader, text) for text in TEXTS}
    assert {text: encoded(reader, text) for text in reversed(TEXTS)} == first
    assert len(set(first.values())) == len(TEXTS)


def test_two_readers_of_the_same_options_read_the_same(reader: Reader) -> None:
    other = Reader(Options())
    assert [encoded(other, text) for text in TEXTS] == [encoded(reader, text) for text in TEXTS]


def test_reading_one_dispatch_leaves_nothing_for_the_next(reader: Reader) -> None:
    """ "They" of a dispatch on its own is not who "they" were in the one before."""
    alone = encoded(reader, TEXTS[2])
    reader.read_document(read_text("The Taliban took the town. They denied it.", id="t", published="2021-08-10"))
    assert encoded(reader, TEXTS[2]) == alone


def test_a_reading_makes_the_round_trip() -> None:
    reading = read(TEXTS[0], published="2021-08-10")
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_a_reading_cannot_be_changed() -> None:
    reading = read(TEXTS[0])
    with pytest.raises(AttributeError, match="immutable"):
        reading.claims = ()  # type: ignore[misc]


@pytest.mark.parametrize("text", ["?", "\U0001f54a", "“”", "-"])
def test_a_text_without_a_letter_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="it holds no words"):
        read(text, published="2021-08-10")


def test_a_word_that_is_none_tells_nothing() -> None:
    reading = read("x" * 3000, published="2021-08-10")
    assert (reading.claims, reading.controls, reading.attributions) == ((), (), ())
    assert reading.document.text == "x" * 3000


# ---------------------------------------------------------------- what a reader is made of
def test_a_reader_is_loaded_once() -> None:
    first = load_reader(Options())
    assert load_reader(Options()) is first
    assert dateline.reader(dateline.Options()) is first
    assert first.options == Options((), None)


OWN = """
[[event]]
id = "protest.demo.yodel"
type = "PROTEST"
mode = ["demo"]
verbs = ["yodel at"]
actor = ["subject"]
recipient = ["object"]
source = "own"
yes = [ { text = "Villagers yodeled at the police.", trigger = "yodeled at" } ]
no = [ { text = "The engine yodeled." } ]
"""


def test_a_lexicon_of_ones_own_stands_on_top(tmp_path: Path) -> None:
    text = "Villagers yodeled at the police. Rebels attacked a base."
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "yodel.toml").write_text(OWN, encoding="utf-8")
    assert [c.rule for c in read(text).claims] == ["assault.general.attack"]
    rules = [c.rule for c in read(text, lexicon=(str(tmp_path),)).claims]
    assert rules == ["protest.demo.yodel", "assault.general.attack"]


WRONG: list[tuple[dict[str, object], type[DatelineError]]] = [
    ({"parser": "no-such-parser"}, ParserError),
    ({"lexicon": ("no-such-folder",)}, LexiconError),
]


@pytest.mark.parametrize(("option", "error"), WRONG)
def test_what_cannot_be_loaded_is_an_error_of_ours(option: dict[str, object], error: type[DatelineError]) -> None:
    with pytest.raises(error):
        read("Rebels fled.", **option)  # type: ignore[arg-type]
