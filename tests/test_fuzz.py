"""Whatever bytes, texts and rule files come: nothing raises but what is said to, and every span stays in its text.

``DATELINE_FUZZ=10000 pytest tests/test_fuzz.py`` tries so many inputs of each kind; without it a few, and those that once failed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from records import ROOT

from dateline import counts, times
from dateline.errors import InputError, LexiconError
from dateline.faces.compare import compare
from dateline.lexicon import files
from dateline.text.blocks import mark
from dateline.text.characters import printable
from dateline.text.header import day_in, placeless
from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.fields import any_day
from dateline.text.intake.page import depth, shallow
from dateline.text.pieces import of, seen
from dateline.text.scan import words_of
from dateline.types import Document, Skipped, Span

sys.path.insert(0, str(ROOT / "bench" / "tools"))

import fuzz

FEW = settings(
    max_examples=int(os.environ.get("DATELINE_FUZZ", "15")), deadline=None, derandomize="DATELINE_FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
WORDS = st.sampled_from(
    [
        *"killed at least 12 people on Monday 14 June 2022 2022-06-14 1.2m two hundred and million lakh week ago last the of in".split(),
        *"Mopti > >> &nbsp; &#8217; â€œ ( ) [ ] “ ” \" ' - — . , ; : 99999999999999999999 0 -1 1/0/0 31 February".split(),
        "\n", "\n\n", "\t", "\u00a0", "\u200b", "\u202e", "\x1b[31m", "\x00", "\ud7ff",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join)
)
NAMES = st.sampled_from(
    (
        "a.txt",
        "a.html",
        "a.json",
        "a.jsonl",
        "a.csv",
        "a.tsv",
        "a.xml",
        "a.eml",
        "a.mbox",
        "a.rss",
        "a.warc",
        "a.warc.gz",
        "a.xlsx",
        "a",
    )
)
STARTS = st.sampled_from(
    [
        b"", b"<html><body><p>", b'{"text": ', b'[{"text": "', b"From: a@b\nDate: x\n\n", b"<?xml version='1.0'?><a><text>",
        b"From a@b Mon Jun 14 10:00:00 2022\nSubject: x\n\n", b"<rss><channel><item><title>", b"WARC/1.0\r\n", b"\x1f\x8b\x08",
        b"PK\x03\x04", b"id,text,date\n1,", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF",
        b"Content-Type: multipart/mixed; boundary=a\nFrom: a@b\n\n--a\n",
    ]
)  # fmt: skip


@FEW
@given(NAMES, STARTS, st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "replace"))))
@example("a.jsonl", b"", b'{"text": "x", "y": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
@example("a.jsonl", b"", b'{"id": ' + b"1" * 5000 + b', "text": "Troops fled."}')
@example("a.html", b"", b"<div>" * 3000 + b"x")
def test_no_bytes_raise(name: str, start: bytes, rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(start + rest)
        found = list(documents([path], options=IntakeOptions()))
    for one in found:
        assert isinstance(one, Document | Skipped)
        if isinstance(one, Document):
            assert one.text.encode() and all(0 <= b.span.start <= b.span.end <= len(one.text) for b in one.blocks)


@FEW
@given(TEXTS)
@example("> a\n>> b  c")
@example("&#0;&#x110000;")
def test_blocks_tile_and_pieces_keep_their_place(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    blocks = mark(text)
    assert "".join(text[b.span.start : b.span.end] for b in blocks) == text
    for _, start, piece in of(Document("a", text, blocks=blocks)):
        assert text.startswith(piece, start)
        view = seen(piece)
        spans = [view.span(at, at + 1) for at in range(len(view.words))]
        assert spans == sorted(spans) and all(0 <= a <= b <= len(piece) for a, b in spans)
    day_in(text), any_day(text), placeless(text, Span(0, len(text)))
    assert depth(shallow(text * 3)) <= max(depth(text * 3), 200)
    assert "\x1b" not in printable(text)


@cache
def scanners() -> tuple[object, ...]:
    return times.load(()).scanner, counts.load(()).scanner


@FEW
@given(TEXTS)
def test_no_words_make_the_scanners_of_times_and_counts_fail(text: str) -> None:
    words = words_of(text, 0, len(text))
    for scanner in scanners():
        for match in scanner.scan(words):  # type: ignore[attr-defined]
            assert 0 <= match.first < match.last <= len(words)


TOML = st.sampled_from(
    [
        "[[event]]\n", 'id = "a.b"\n', 'type = "ASSAULT"\n', "type = 3\n", 'verbs = ["x"]\n', "verbs = [", 'yes = [ { text = "x" } ]\n',
        "= \n", "[x]\n", '"""', "\x00", "\ud7ff",
    ]
)  # fmt: skip
RULE_FILES = st.sampled_from(["events/a.toml", "voices.toml", "counts/en.toml", "places/cues.tsv", "b.toml"])


@FEW
@given(st.lists(TOML, max_size=12).map("".join), RULE_FILES)
def test_a_rule_file_is_read_or_refused_with_its_place(text: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        where = name
        try:
            files.check(Path(folder))
        except LexiconError as error:
            where = error.where
        assert name in where


@pytest.mark.parametrize(
    ("macros", "why"),
    [
        ('number = "{rest}"\nrest = "a {number}"', "takes itself in"),
        ("\n".join(f'p{i} = "{{p{i + 1}}} {{p{i + 1}}}"' for i in range(30)) + '\np30 = "a"', "grows beyond"),
        (f'p0 = "{"( " * 5000}a{" )" * 5000}"', "nested too deeply"),
    ],
)
def test_pieces_of_patterns_without_an_end_are_refused_with_their_place(macros: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "counts" / "en.toml"
    path.parent.mkdir()
    entry = 'id = "a.b"\nbound = "exact"\npatterns = ["{%s}"]\nyes = [{ text = "a" }]\nno = ["b"]'
    first = macros.partition(" =")[0]
    path.write_text(f"[macro]\n{macros}\n\n[[count]]\n{entry % first}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=why) as caught:
        counts.load((tmp_path,))
    assert "en.toml" in caught.value.where


KEYS = st.sampled_from(["doc", "type", "trigger", "span", "sentence", "kind", "text"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@FEW
@given(st.lists(JSON, max_size=4))
@example([{"doc": "a", "kind": "x", "trigger": {"span": ["", None]}, "type": 1}])
@example([{"doc": "a", "kind": "x", "trigger": {"span": [1, 2]}, "sentence": [None, 3], "type": 1}])
def test_lines_that_are_no_claims_are_refused_with_their_place(values: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_text("\n".join(json.dumps(value) for value in values), encoding="utf-8")
        where, changes = str(path), list[object]()
        try:
            changes = list(compare(path, path))
        except InputError as error:
            where = error.where
        assert where.startswith(str(path)) and changes == []


INPUTS = 8
"""Of each target of the fuzzer, every time the tests run; ``bench/tools/fuzz.py`` tries as many as one likes."""
ONCE_FAILED: tuple[tuple[str, object], ...] = (
    ("values people give", ("actor", 1e300)),
    ("values people give", ("what", [])),
    ("annotations", ("label-studio", b'[{"data": "at", "annotations": []}]')),
    ("annotations", ("annotation", b'{"type": "AnnotationPage", "items": 3}')),
    ("annotations", ("annotation", b'{"type": "AnnotationPage", "items": [["motivation"]]}')),
    (
        "annotations",
        ("annotation", b'{"type": "AnnotationPage", "items": [{"id": "a", "motivation": "tagging", "body": []}]}'),
    ),
    ("json lines", (".jsonl", b'{"text": "Troops fled on Monday.", "published": "0001-01-01"}')),
    (
        "mail",
        (".eml", b"From: a@b\nDate: Tue, 14 Jun 202222222222222222222222 10:00:00 +0200\nSubject: x\n\nTroops fled.\n"),
    ),
    ("mail", (".eml", b"From: a@b\nDate: Mon, 01 Jan 0001 00:00:00 +0000\nSubject: x\n\nTroops fled on Monday.\n")),
)


@pytest.mark.parametrize("name", sorted(fuzz.TARGETS))
def test_a_few_inputs_of_the_fuzzer(name: str) -> None:
    target = fuzz.TARGETS[name]
    once = [made for known, made in ONCE_FAILED if known == name]
    fresh = [target.make(fuzz.source(name, 0, number)) for number in range(2 if name == "whole reading" else INPUTS)]
    for made in (*once, *fresh):
        fault, _, _ = fuzz.one(target, made, 60.0)
        assert fault == "", repr(made)
