"""The invariants of the design, over our examples, over dispatches thrown together at random, and, with ``--data DIR``, over
the hand-coded dispatches and a sample of benchmark texts there.

``DATELINE_PARSER`` names another pipeline, ``DATELINE_TEXTS`` how many benchmark texts (100), ``DATELINE_SECONDS`` how long
they may take (60).
"""

from __future__ import annotations

import ast
import json
import os
import random
import re
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.faces.export import claim_lines, mention_lines, voice_lines
from dateline.faces.readings import Settings, readings
from dateline.lexicon.load import load
from dateline.text import parse as parsing
from dateline.text.intake import documents, read_text
from dateline.types import (
    Attribution,
    Claim,
    Control,
    Document,
    Interval,
    Quote,
    Reading,
    Span,
)

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
OPTIONS = dateline.Options(parser=os.environ.get("DATELINE_PARSER"))
TEXTS = int(os.environ.get("DATELINE_TEXTS", "100"))
SECONDS = float(os.environ.get("DATELINE_SECONDS", "60"))
LEXICON = load()
TABLES = (LEXICON.events, LEXICON.voices, LEXICON.hedges, LEXICON.supports, LEXICON.controls)
RULES = {entry.id for table in (*TABLES, LEXICON.contents, LEXICON.shifts) for entry in table}
CONTROL_RULES = {entry.id for entry in LEXICON.controls}
LEXICAL_STEPS = {"type", "modality", "support", "also"}  # fields whose step names the entry that decided
PARTS = {"early", "late", "later", "earlier", "mid", "end", "beginning", "start", "half", "rest"}  # of a year or month
SET_ASIDE = {"noise", "credit"}
PINCH = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# ---------------------------------------------------------------- what is read
def reader() -> dateline.Reader:
    return dateline.reader(OPTIONS)


@cache
def examples() -> tuple[Document, ...]:
    return tuple(item for item in documents([str(EXAMPLES)]) if isinstance(item, Document))


def further_documents(data: Path) -> Iterator[Document]:
    """The hand-coded dispatches, then texts drawn evenly from every benchmark, the same ones each time."""
    for path in sorted((data / "gold" / "dev").glob("*.txt")):
        yield read_text(path.read_text(encoding="utf-8"), id=path.stem, published="2016-12-27")
    files = sorted(data.glob("bench/*/dev.jsonl"))
    for path in files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        texts = [row["text"] for row in rows if isinstance(row.get("text"), str) and row["text"].strip()]
        draw = random.Random(path.parent.name)
        for i, text in enumerate(draw.sample(texts, min(len(texts), TEXTS // len(files) + 1))):
            yield read_text(text[:6000], id=f"{path.parent.name}-{i}", published="2016-12-27")


@cache
def example_readings() -> tuple[Reading, ...]:
    return tuple(reader().read_document(document) for document in examples())


@cache
def further_readings(data: Path) -> tuple[Reading, ...]:
    """As many as the time allows; the hand-coded dispatches stand first."""
    until = time.monotonic() + SECONDS
    found: list[Reading] = []
    for document in further_documents(data):
        if time.monotonic() > until:
            break
        found.append(reader().read_document(document))
    return tuple(found)


SENTENCES = sorted({example.text for table in TABLES for entry in table for example in (*entry.yes, *entry.no)})
PARAGRAPHS = [
    line for path in sorted(EXAMPLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n") if line
]
DAMAGES = (
    lambda text: text,
    lambda text: text.replace('"', "“"),
    lambda text: text.replace(". ", ".."),
    lambda text: text.replace(" ", "\u00a0", 3),
    lambda text: text.replace(" will ", " "),
    lambda text: text[: max(1, len(text) * 2 // 3)],
    lambda text: text + " [gallery id=7]",
    lambda text: "“" + text.upper() + " 🕊️",
    lambda text: text.replace("e", "e\u0301", 2),
    lambda text: text.replace(", ", ",", 1).replace(" at least ", " at least"),
)
HEADS = ("", "KYIV, March 3, 2022 (NPA) - ", "By Ana Roe\n\n", "[ad_1]\nLIMA, Peru (AP) _ ", "Rebels seize port\n\n")
TAILS = (
    "",
    "\nSource link",
    "\n(Reporting by Ana Roe; Editing by Jon Farrow)",
    "\nRead also: Police arrest a singer",
    "\n\n\n",
)
damaged = st.tuples(st.sampled_from(SENTENCES + PARAGRAPHS), st.sampled_from(DAMAGES)).map(
    lambda pair: pair[1](pair[0])
)


@st.composite
def dispatches(draw: Any) -> Document:
    pieces = draw(st.lists(damaged, min_size=1, max_size=5))
    gap = draw(st.sampled_from([" ", "\n", "\n\n", "  ", "\r\n"]))
    text = draw(st.sampled_from(HEADS)) + gap.join(pieces) + draw(st.sampled_from(TAILS))
    published = draw(st.sampled_from([None, "2021-08-10", "1998-02-28", "2024-02-29"]))
    return read_text(text, id="random", published=published)


# ---------------------------------------------------------------- the invariants, each a list of what breaks it
def values(thing: Any) -> Iterator[msgspec.Struct]:
    """Every value inside a value, itself first."""
    if isinstance(thing, msgspec.Struct):
        yield thing
        for field in thing.__struct_fields__:
            yield from values(getattr(thing, field))
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from values(part)


def spans(thing: Any) -> Iterator[Span]:
    yield from (value for value in values(thing) if isinstance(value, Span))


def inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def unaligned(reading: Reading) -> Iterator[str]:
    """1. Every span is token-aligned, and the words at it are those given."""
    text = reading.document.text
    tokens = parsing.parse(reading.document, reader().nlp).tokens
    within = {at for token in tokens for at in range(token.start + 1, token.end)}
    for value in values(reading):
        quoted, at = getattr(value, "text", None), getattr(value, "span", None)
        if isinstance(at, Span) and isinstance(quoted, str) and quoted and text[at.start : at.end] != quoted:
            yield f"{type(value).__name__} says {quoted!r}, its span {text[at.start : at.end]!r}"
    for span in spans((reading.mentions, reading.claims, reading.controls, reading.attributions)):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{span} is no span of a text of {len(text)} characters"
        elif {span.start, span.end} & within:
            yield f"cuts a word: {text[max(0, span.start - 8) : span.start]}[{text[span.start : span.end]}]{text[span.end :][:8]}"


def out_of_sentence(reading: Reading) -> Iterator[str]:
    """2. Trigger, roles, counts and cues lie in the claim's sentence, or in that of a further mention of the happening;
    the speaker of a quotation that goes on may be the party of what is said in it."""
    sentences = [s.span for s in parsing.parse(reading.document, reader().nlp).sentences]
    for claim in reading.claims:
        homes = [s for s in sentences for q in (claim.trigger, *claim.also) if inside(q.span, s)]
        if not inside(claim.trigger.span, claim.sentence):
            yield f"trigger {claim.trigger.text!r} lies outside its sentence"
        for part in (*claim.actor, *claim.recipient, *claim.counts, *claim.hedges, *claim.place, claim.time):
            allowed = (*homes, *_speakers(reading, claim.trigger.span))
            if part is not None and not any(inside(part.span, home) for home in allowed):
                yield f"{claim.trigger.text!r}: {type(part).__name__} {part.text!r} lies in another sentence"
    for control in reading.controls:
        for quote in (control.trigger, *control.holder, *control.place):
            if not inside(quote.span, control.sentence):
                yield f"{control.trigger.text!r}: {quote.text!r} lies in another sentence"


def _speakers(reading: Reading, trigger: Span) -> set[Span]:
    """Who says the words at the trigger."""
    said = (a for a in reading.attributions if any(inside(trigger, content) for content in a.content))
    return {source for attribution in said for source in attribution.source}


def in_residue(reading: Reading) -> Iterator[str]:
    """3. Nothing lies in a noise or credit block."""
    set_aside = [block for block in reading.document.blocks if block.kind in SET_ASIDE]
    for part in (*reading.claims, *reading.controls, *reading.attributions):
        for span in spans(part):
            for block in set_aside:
                if span.start < block.span.end and block.span.start < span.end:
                    yield f"{type(part).__name__} reaches into {block.kind}: {reading.document.text[span.start : span.end]!r}"


def unknown_rules(reading: Reading) -> Iterator[str]:
    """4. The rule of every claim, and of every step that the lexicon decides, is an entry of the lexicon."""
    for claim in reading.claims:
        if claim.rule not in RULES:
            yield f"claim {claim.trigger.text!r} by unknown rule {claim.rule!r}"
        for step in claim.steps:
            if step.field in LEXICAL_STEPS and step.rule not in RULES:
                yield f"step {step.field} of {claim.trigger.text!r} by unknown rule {step.rule!r}"
    yield from (f"control by unknown rule {c.rule!r}" for c in reading.controls if c.rule not in CONTROL_RULES)


def too_narrow(reading: Reading) -> Iterator[str]:
    """5. An interval holds all that its words allow: a year its days, a month its days; open ends stay open."""
    for resolution in reading.resolutions:
        if isinstance(resolution.value, Interval):
            words = set(re.findall(r"[a-z]+", resolution.mention.text.lower()))
            problems = _interval(resolution.value, part=bool(words & PARTS) or bool(resolution.mention.use))
            yield from (f"{resolution.mention.text!r}: {problem}" for problem in problems)
    resolved = {
        (r.mention.span, r.value.start, r.value.end) for r in reading.resolutions if isinstance(r.value, Interval)
    }
    for claim in reading.claims:
        when = claim.time
        if when is not None and when.start and when.end:
            covering = [row for row in resolved if row[0].start < when.span.end and when.span.start < row[0].end]
            if not any((a or when.start) >= when.start and (b or when.end) <= when.end for _, a, b in covering):
                yield f"claim {claim.trigger.text!r}: {when.text!r} is {when.start}..{when.end}, resolved as {covering}"


def _interval(value: Interval, *, part: bool) -> Iterator[str]:
    first, last = (date.fromisoformat(day) if day else None for day in (value.start, value.end))
    if first and last and first > last:
        yield f"ends before it begins: {value}"
    whole = _whole(value.timex_value) if value.timex_type == "DATE" and first and last and not part else None
    if whole and (first > whole[0] or last < whole[1]):
        yield f"narrower than {value.timex_value}: {value.start}..{value.end}"


def _whole(value: str) -> tuple[date, date] | None:
    """The days of a TIMEX3 value that is a year, a month or a day; None for others."""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return None
    year, month, day = (*map(int, parts), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def lossy(reading: Reading) -> Iterator[str]:
    """7. What is written as JSON is read back as it was."""
    for kind, parts in ((Document, [reading.document]), (Claim, reading.claims), (Control, reading.controls),
                        (Attribution, reading.attributions)):  # fmt: skip
        for part in parts:
            if msgspec.json.decode(msgspec.json.encode(part), type=kind) != part:
                yield f"{kind.__name__} is another one after JSON: {part}"
    for line in (*claim_lines(reading), *mention_lines(reading), *voice_lines(reading)):
        if msgspec.json.decode(msgspec.json.encode(line), type=type(line)) != line:
            yield f"line is another one after JSON: {line}"


def looking_ahead(reading: Reading) -> Iterator[str]:
    """8. Only what was known on the day of publication is used: relative days are counted from it, or from a date told."""
    told = {value.start for value in values(reading.resolutions) if isinstance(value, Interval)}
    told |= {value.end for value in values(reading.resolutions) if isinstance(value, Interval)}
    for resolution in reading.resolutions:
        value = resolution.value
        if isinstance(value, Interval) and value.anchor not in told | {reading.document.published, None}:
            yield f"{resolution.mention.text!r} is counted from {value.anchor}, told nowhere"


CHECKS = (unaligned, out_of_sentence, in_residue, unknown_rules, too_narrow, lossy, looking_ahead)


def problems(check: Any, found: tuple[Reading, ...]) -> list[str]:
    assert found
    return [f"{reading.document.id}: {problem}" for reading in found for problem in check(reading)]


@pytest.mark.parametrize("check", CHECKS)
def test_invariant_of_a_reading(check: Any) -> None:
    assert problems(check, example_readings()) == []


@pytest.mark.parametrize("check", CHECKS)
def test_invariant_of_further_readings(check: Any, data: Path) -> None:
    assert problems(check, further_readings(data)) == []


@pytest.mark.slow
@settings(PINCH, max_examples=100)
@given(document=dispatches())
def test_invariants_of_a_random_dispatch(document: Document) -> None:
    """All of them on each, so that it is read once; read again it gives the same bytes."""
    reading = reader().read_document(document)
    assert {check.__name__: found for check in CHECKS if (found := list(check(reading)))} == {}
    assert msgspec.json.encode(reader().read_document(document)) == msgspec.json.encode(reading)


# ---------------------------------------------------------------- invariants of several readings
def encoded(found: Iterable[Any]) -> dict[str, bytes]:
    return {reading.document.id: msgspec.json.encode(reading) for reading in found}


@pytest.mark.slow
@settings(PINCH, max_examples=5)
@given(order=st.permutations(range(len(examples()))))
def test_the_order_of_documents_changes_no_byte(order: list[int]) -> None:
    """6, and 9: what is read before, or beside, neither adds nor takes away."""
    wanted = encoded(example_readings())
    for i in order[:3]:
        reading = reader().read_document(examples()[i])
        assert msgspec.json.encode(reading) == wanted[reading.document.id]


@pytest.mark.slow
def test_the_number_of_workers_changes_no_byte() -> None:
    """6. Two processes write what one does, in the same order."""
    one, two = (list(readings([str(EXAMPLES)], Settings(options=OPTIONS, jobs=jobs))) for jobs in (1, 2))
    assert [msgspec.json.encode(item) for item in two] == [msgspec.json.encode(item) for item in one]
    assert len(one) == len(examples())


def test_reading_a_gathering_keeps_each_documents_claims() -> None:
    """9. Claims of a document are the same whether it is read alone or after others; ids of different ones differ."""
    alone = {document.id: reader().read_document(document).claims for document in examples()}
    together = [item for item in readings([str(EXAMPLES)], Settings(options=OPTIONS)) if isinstance(item, Reading)]
    assert {reading.document.id: reading.claims for reading in together} == alone
    ids = [claim.id for claims in alone.values() for claim in claims]
    assert len(ids) == len(set(ids))


def test_without_a_day_of_publication_no_relative_day_is_resolved() -> None:
    """8. There is no falling back on the day the reader runs."""
    text = "On Tuesday rebels shelled the port. Yesterday the army fled. Last month talks failed. Today they met."
    found = [r for r in reader().read_document(read_text(text)).resolutions if r.mention.kind == "time"]
    assert len(found) >= 4
    assert [r for r in found if isinstance(r.value, Interval) and (r.value.start or r.value.end)] == []


def test_no_module_asks_for_the_time() -> None:
    """8. Nothing that reads looks at the clock; only faces and the desk may, for progress and for pages."""
    asks = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
    guilty = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "src" / "dateline").rglob("*.py"))
        if not {"faces", "desk"} & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asks
        and ast.unparse(node.func.value) in ("date", "datetime", "datetime.date", "datetime.datetime", "time")
    ]  # fmt: skip
    assert guilty == []


@pytest.mark.parametrize(("published", "code"), [("2021-08-10", "AFG-REB"), ("2022-08-10", "AFG-GOV")])
def test_who_somebody_was_on_the_day(published: str, code: str) -> None:
    """8. The Taliban of a dispatch are what they were on its day, whatever came later."""
    reading = reader().read_document(read_text("The Taliban condemned the attack.", published=published))
    assert [party.code for claim in reading.claims for party in claim.actor] == [code]


@given(start=st.integers(0, 50), length=st.integers(-5, 0))
def test_a_claim_without_evidence_cannot_be_made(start: int, length: int) -> None:
    """10. An empty trigger is refused, in Python and from JSON."""
    empty = Quote("", Span(start, start + length))
    with pytest.raises(ValueError, match="evidence"):
        Claim(id="x", doc="d", type="ASSAULT", trigger=empty, rule="r", sentence=Span(0, 60))
    row = {"id": "x", "doc": "d", "type": "ASSAULT", "rule": "r", "sentence": [0, 60],
           "trigger": {"text": "", "span": [start, start + length]}}  # fmt: skip
    with pytest.raises(msgspec.ValidationError, match="evidence"):
        msgspec.convert(row, Claim)


def test_a_claim_says_what_it_stands_on() -> None:
    """10. Every claim of the examples has words, a rule and the steps of its reading."""
    claims = [claim for reading in example_readings() for claim in reading.claims]
    assert claims
    assert [claim.trigger for claim in claims if not (claim.trigger.text and claim.rule and claim.steps)] == []


# ---------------------------------------------------------------- the checks can fail
def broken(reading: Reading) -> dict[Any, Reading]:
    """A reading of ours with each invariant broken once."""
    claim = next(claim for claim in reading.claims if claim.actor)
    change = msgspec.structs.replace
    cut = change(claim.trigger, span=Span(claim.trigger.span.start, claim.trigger.span.end - 1))
    far = next(
        c for c in reading.claims if c.sentence != claim.sentence and c.actor and c.trigger.text not in claim.also
    )
    credit = next(block for block in reading.document.blocks if block.kind == "credit")
    when = next(r for r in reading.resolutions if isinstance(r.value, Interval) and r.value.grain == "day")
    swapped = {
        unaligned: change(claim, trigger=cut),
        out_of_sentence: change(claim, actor=far.actor, also=()),
        in_residue: change(
            claim, content=Quote(reading.document.text[credit.span.start : credit.span.end], credit.span)
        ),
        unknown_rules: change(claim, rule="no.such.rule"),
    }
    found = {check: change(reading, claims=(other,)) for check, other in swapped.items()}
    narrow = change(when.value, timex_value="2022")
    ahead = change(when.value, anchor="2031-01-01")
    found[too_narrow] = change(reading, resolutions=(change(when, value=narrow),))
    found[looking_ahead] = change(reading, resolutions=(change(when, value=ahead),))
    return found


def test_each_check_sees_what_it_is_for() -> None:
    wire = next(reading for reading in example_readings() if reading.document.id == "wire")
    assert [check.__name__ for check, reading in broken(wire).items() if not list(check(reading))] == []


def test_the_days_of_a_value() -> None:
    assert _whole("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert _whole("2023-12") == (date(2023, 12, 1), date(2023, 12, 31))
    assert _whole("2021") == (date(2021, 1, 1), date(2021, 12, 31))
    assert _whole("PRESENT_REF") is None
