"""What is fuzzed: for each target how an input is made of a random source, and what is done with it.

A target does with its input what a run would do with it. Errors of the project's own (``DatelineError``) are what bad input is
answered with; anything else that is raised is a fault, and so is an answer that breaks its contract (``AssertionError``).
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random
from typing import Any, NamedTuple

import msgspec
from fuzz_inputs import PIECES, PROSE, SEEDS, SIGNS, WORDS, changed, placed, text


class Target(NamedTuple):
    """``share`` of all inputs; ``make`` an input of a random source; ``run`` it."""

    share: float
    make: Callable[[Random], Any]
    run: Callable[[Any], None]


ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "cp1251",
    "shift_jis",
    "utf-7",
    "gb18030",
    "mac_roman",
    "koi8_r",
    "iso8859_6",
)


def _file(suffix: str) -> Callable[[Random], tuple[str, bytes]]:
    def make(random: Random) -> tuple[str, bytes]:
        return suffix, changed(random.choice(SEEDS[suffix]), random)

    return make


def _gzipped(random: Random) -> tuple[str, bytes]:
    data = gzip.compress(changed(SEEDS[".warc"][0], random), 1, mtime=0)
    return ".warc.gz", changed(data, random) if random.random() < 0.5 else data


def _encoded(random: Random) -> tuple[str, bytes]:
    data = text(random).encode(random.choice(ENCODINGS), "replace")
    return ".txt", changed(data, random) if random.random() < 0.3 else data


@cache
def _workbook_members() -> dict[str, bytes]:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "text", "date"])
    book.active.append([1, "Gunmen killed six men.", date(2022, 6, 14)])
    book.save(out)
    with zipfile.ZipFile(out) as found:
        return {name: found.read(name) for name in found.namelist()}


def _workbook(random: Random) -> tuple[str, bytes]:
    out = io.BytesIO()
    hit = random.choice(sorted(_workbook_members()))
    with zipfile.ZipFile(out, "w") as book:
        for name, data in sorted(_workbook_members().items()):
            book.writestr(zipfile.ZipInfo(name), changed(data, random) if name == hit else data)
    return ".xlsx", changed(out.getvalue(), random) if random.random() < 0.3 else out.getvalue()


def intake(made: tuple[str, bytes]) -> None:
    """A file of any kind to documents: spans lie in the text, texts can be written down."""
    from dateline.text.intake import documents
    from dateline.types import Document, Skipped

    path = placed(f"a{made[0]}", made[1])
    for one in documents([path]):
        assert isinstance(one, Document | Skipped), one
        if isinstance(one, Document):
            one.text.encode()
            assert "".join(one.text[b.span.start : b.span.end] for b in one.blocks) == one.text, (
                "blocks do not tile the text"
            )
        else:
            assert one.why, one


def blocks(given: str) -> None:
    """Blocks tile the text, damage and pieces lie in it."""
    from dateline.text.blocks import mark
    from dateline.text.damage import detect
    from dateline.text.intake.language import mark_foreign
    from dateline.text.pieces import of, seen
    from dateline.types import Document

    found = mark_foreign(given, mark(given))
    assert "".join(given[b.span.start : b.span.end] for b in found) == given, "blocks do not tile the text"
    assert all(0 <= one.span.start <= one.span.end <= len(given) for one in detect(given, found))
    for _, start, piece in of(Document("a", given, blocks=found)):
        assert given.startswith(piece, start)
        view = seen(piece)
        spans = [view.span(at, at + 1) for at in range(len(view.words))]
        assert spans == sorted(spans)
        assert all(0 <= a <= b <= len(piece) for a, b in spans)


def days(given: str) -> None:
    """Days that fields, headers and names give, and what a terminal shows."""
    from dateline.text.characters import plain, printable
    from dateline.text.header import day_in
    from dateline.text.intake.fields import any_day
    from dateline.text.intake.options import iso_day, iso_moment

    for day in (day_in(given), any_day(given), iso_day(given)):
        assert day is None or date.fromisoformat(day).isoformat() == day
    iso_moment(given), plain(given)
    assert "\x1b" not in printable(given)


def number_words(given: str) -> None:
    """Numbers and ordinals in words and digits: a number, or none."""
    from dateline.text import numbers

    words = given.lower().replace(",", "").split()
    for some in (words, words[:3], words[3:5]):
        found = numbers.value(some) if some else None
        assert found is None or float(found) == found
    for word in words:
        numbers.ordinal(word)


def header(given: str) -> None:
    """The header of a dispatch: its day is one of the calendar, its words stand in it."""
    from dateline.text.blocks import mark
    from dateline.text.header import header as read_header

    found = read_header(given, mark(given))
    assert found.published is None or date.fromisoformat(found.published).isoformat() == found.published
    for quote in (found.place, found.agency, found.date):
        assert quote is None or given[quote.span.start : quote.span.end] == quote.text


def flat(given: str) -> Any:
    """A text as a parse in which every word hangs on the first of its sentence."""
    from dateline.text import clauses
    from dateline.text.parse import Parse, Sentence, Token
    from dateline.text.scan import words_of
    from dateline.text.trees import Tree
    from dateline.types import Span

    tags = (("NOUN", "NNS"), ("VERB", "VBD"), ("NUM", "CD"), ("PROPN", "NNP"), ("ADP", "IN"), ("PUNCT", "."))
    found = words_of(given, 0, len(given))
    tokens, heads, labels = [], [], []
    for i, word in enumerate(found):
        pos, tag = tags[sum(map(ord, word.form)) % len(tags)]
        surface = given[word.start : word.end]
        tokens.append(Token(i, word.start, word.end, surface, surface.lower(), word.form, pos, tag, 0))
        heads.append(max(0, i - i % 4 - 1) if i % 4 == 0 else i - i % 4)
        labels.append("root" if i == 0 else ("nsubj", "obj", "nummod", "obl", "conj")[i % 5])
    tree = Tree.of(heads, labels)
    view = clauses.build(tokens, tree)
    sentences = (Sentence(0, 0, len(tokens), Span(0, len(given)), 0, "body"),) if tokens else ()
    return Parse(given, tuple(tokens), sentences, (), view.clauses, view.phrases, tree)


def times(given: str) -> None:
    """Times found and resolved against a day: an interval in order, of days of the calendar."""
    from dateline.times import find, resolve

    parse = flat(given)
    published = ("2022-06-14", "2022-06-14", "1600-01-01", "2200-12-31", None)[len(given) % 5]
    for one in resolve(find(parse), parse, published):
        ends = [date.fromisoformat(day) for day in (one.value and one.value.start, one.value and one.value.end) if day]
        assert ends == sorted(ends), (one.mention.text, one.value)


def counts(given: str) -> None:
    """Counts found: bounds in order, spans in the text."""
    from dateline.counts import find

    for one in find(flat(given)):
        low, high = one.value.low, one.value.high
        assert low is None or high is None or low <= high, (one.mention.text, one.value)
        assert given[one.mention.span.start : one.mention.span.end] == one.mention.text


def _text(random: Random) -> str:
    return text(random)


def _numbers(random: Random) -> str:
    return " ".join(random.choice(PIECES["numbers"]) for _ in range(random.randint(1, 12)))


def _prose(random: Random) -> str:
    pieces = (tuple(WORDS), tuple(WORDS), tuple(PROSE.split()), SIGNS)
    return PROSE[: random.randrange(len(PROSE))] + text(random, pieces)


def read(given: str) -> None:
    """A text through the whole reader and out again as JSON and as a page."""
    from dateline.read import Options, reader
    from dateline.text.intake import read_text
    from dateline.types import Reading

    if not given.strip():
        return
    found = reader(Options()).read_document(read_text(given, published="2022-06-14"))
    for claim in found.claims:
        assert given[claim.trigger.span.start : claim.trigger.span.end] == claim.trigger.text
    assert msgspec.json.decode(msgspec.json.encode(found), type=Reading) == found
    found.to_dict(), found.to_html()


TARGETS: dict[str, Target] = {
    "times": Target(0.06, _text, times),
    "counts": Target(0.07, _text, counts),
    "days": Target(0.33, _text, days),
    "numbers": Target(0.22, _numbers, number_words),
    "headers": Target(0.10, _prose, header),
    "blocks": Target(0.06, _text, blocks),
    "encodings": Target(0.03, _encoded, intake),
    "json lines": Target(0.03, _file(".jsonl"), intake),
    "json": Target(0.02, _file(".json"), intake),
    "csv": Target(0.02, _file(".csv"), intake),
    "xml": Target(0.02, _file(".xml"), intake),
    "mail": Target(0.02, _file(".eml"), intake),
    "mailbox": Target(0.01, _file(".mbox"), intake),
    "feeds": Target(0.02, _file(".rss"), intake),
    "html": Target(0.02, _file(".html"), intake),
    "warc": Target(0.02, _file(".warc"), intake),
    "warc, packed": Target(0.01, _gzipped, intake),
    "workbooks": Target(0.005, _workbook, intake),
    "whole reading": Target(0.002, _prose, read),
}
"""By name; those of the record stand in ``fuzz_record``."""
