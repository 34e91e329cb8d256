"""What is fuzzed of a record: judgements and spreadsheets that come back, annotations, values people give, searches."""

from __future__ import annotations

import csv
import io
import json
import shutil
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from fuzz_inputs import PIECES, SIGNS, WORDS, changed, placed, scratch, text
from fuzz_targets import Target

DATA = Path(__file__).parents[1] / "data" / "record" / "kivu.jsonl"
FRESH = 300
"""Inputs after which a record that inputs may change is made anew."""
VERDICTS = ("same", "different", "unsure", "correct", "keep", "drop", "add", "retract", "undo", "", "x")
FIELDS = (
    "type",
    "mode",
    "actor",
    "recipient",
    "place",
    "time",
    "counts",
    "voices",
    "content",
    "modality",
    "polarity",
    "historical",
    "what",
    "status",
    "x",
)
_USED = count()


@cache
def original() -> Path:
    """A record with a few dispatches, read once a process."""
    from dateline.record.record import Record
    from dateline.text.intake import documents

    path = scratch() / "original.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    with Record(path, create=True) as record:
        record.ingest([one for one in documents([DATA]) if hasattr(one, "text")][:6])
    return path


@cache
def keys() -> tuple[str, ...]:
    """Keys of documents, claims and events."""
    from dateline.record.record import Record

    with Record(original()) as record:
        found = [one.key for one in record.kept()]
        return (
            *found,
            *(key.partition(".")[0] for key in found),
            *(one.key for one in record.events()),
            "",
            "zz",
            "%",
            "_",
        )


class _Open:
    """A record that inputs may change, made anew after FRESH inputs."""

    record: Any = None


def record() -> Any:
    """It."""
    from dateline.record.record import Record

    if next(_USED) % FRESH == 0 or _Open.record is None:
        if _Open.record is not None:
            _Open.record.close()
        for old in scratch().glob("used*"):
            old.unlink()
        path = scratch() / "used.sqlite"
        shutil.copy(original(), path)
        _Open.record = Record(path)
    return _Open.record


def any_value(random: Random, depth: int = 2) -> Any:
    """Any JSON value, words of dispatches and keys of claims among its strings."""
    kind = random.randrange(9 if depth else 6)
    if kind < 3:
        return random.choice(
            (
                random.choice(WORDS),
                random.choice(SIGNS),
                text(random, most=6),
                random.choice(keys()),
                "Goma",
                "2024-02-05",
            )
        )
    if kind == 3:
        return random.choice((0, 1, -1, 10**20, 1.5, float("1e300"), True, None, ""))
    if kind == 4:
        return [random.randint(-5, 400), random.randint(-5, 400)]
    if kind == 5:
        return random.choice(
            (
                "12 killed",
                "at least 3 injured",
                "8-12 killed",
                "0:5",
                "9999:1",
                "iso:CD",
                "geonames:1",
                "2024-02-01/2024-02-05",
            )
        )
    names = (
        "text",
        "span",
        "name",
        "code",
        "id",
        "speaker",
        "cue",
        "stance",
        "what",
        "low",
        "high",
        "start",
        "end",
        "kind",
        "trigger",
        "place",
        *FIELDS,
    )
    if kind == 6:
        return [any_value(random, depth - 1) for _ in range(random.randint(0, 3))]
    return {random.choice(names): any_value(random, depth - 1) for _ in range(random.randint(0, 5))}


def _given(random: Random) -> tuple[str, Any]:
    return random.choice(FIELDS), any_value(random, 3)


def values(made: tuple[str, Any]) -> None:
    """What a person gives for a field becomes a value or is refused."""
    from dateline.record.settling import Setting, settled
    from dateline.types import Span

    told = "KINSHASA - Rebels attacked Goma on Monday, killing 12 people, the army said."
    json.dumps(settled(made[0], made[1], Setting(told, Span(11, 40), "2024-02-05")))


def _verdict(random: Random) -> tuple[Any, ...]:
    subjects = [random.choice(keys()) for _ in range(random.choice((1, 1, 2, 2, 0, 3)))]
    day = random.choice((None, "2024-02-05", "2024-02-05T10:00", "0001-01-01", "9999-12-31", text(random, most=2)))
    return random.choice(VERDICTS), subjects, day, random.choice(FIELDS), any_value(random), text(random, most=4)


def judging(made: tuple[Any, ...]) -> None:
    """A judgement is kept or refused, and the record answers afterwards."""
    verdict, subjects, day, field, value, note = made
    here = record()
    here.judge(verdict, *subjects, by="fuzz", date=day, note=note, field=field, value=value)
    here.events(limit=2)


def _line(random: Random) -> bytes:
    from dateline.record.judgements import signed

    verdict, subjects, day, field, value, note = _verdict(random)
    at, turn = random.choice(("", "2024-02-05T10:00:00+00:00", "x")), random.choice((0, 1, -1, 2**70))
    made = signed(
        verdict or "same", sorted(subjects) or ["x"], by="fuzz", made=day or "2024-02-05", note=note, at=at, turn=turn,
        field=field if random.random() < 0.5 else "", value=json.dumps(value),
    )  # fmt: skip
    import msgspec

    try:
        data = msgspec.json.encode(made)
    except OverflowError:
        data = json.dumps(msgspec.structs.asdict(made)).encode()
    return changed(data, random) if random.random() < 0.5 else data


def importing(made: bytes) -> None:
    """Lines of judgements of others: taken in or refused by line; the record answers afterwards."""
    from dateline.record.exchange.trail import import_judgements

    here = record()
    import_judgements(here, made.decode("utf-8", "replace").splitlines(), name="a.jsonl")
    here.events(limit=2)


@cache
def _sheet() -> bytes:
    from dateline.record.record import Record

    with Record(original()) as made:
        path = scratch() / "sheet.csv"
        made.export(str(path), "csv")
        return path.read_bytes()


def _checked_sheet(random: Random) -> bytes:
    lines = list(csv.reader(io.StringIO(_sheet().decode("utf-8-sig"))))
    head, rows = lines[0], random.sample(lines[1:], 2)
    for row in rows:
        for _ in range(random.randint(0, 3)):
            row[random.randrange(len(row))] = random.choice(
                (
                    text(random, most=3),
                    random.choice(keys()),
                    "drop",
                    "new",
                    "yes",
                    "12",
                    "killed 1..2",
                    "a; b; ; c",
                    "=1+1",
                )
            )
    out = io.StringIO()
    csv.writer(out, delimiter=random.choice(",,,;\t")).writerows([head, *rows])
    data = out.getvalue().encode(random.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")), "replace")
    return changed(data, random) if random.random() < 0.3 else data


def reviewing(made: bytes) -> None:
    """A checked spreadsheet: followed or refused by cell."""
    from dateline.exports.review.bring import bring

    bring(record(), str(placed("checked.csv", made)), by="fuzz")


@cache
def _annotated() -> dict[str, bytes]:
    from dateline.record.record import Record

    found: dict[str, bytes] = {}
    with Record(original()) as made:
        for kind in ("annotation", "label-studio", "brat"):
            path = scratch() / f"annotated-{kind}"
            made.export(str(path), kind)
            if path.is_dir():
                ann = max(path.glob("*.ann"), key=lambda one: one.stat().st_size)
                found["brat"] = ann.read_bytes()
                found["brat text"] = ann.with_suffix(".txt").read_bytes()
            else:
                whole = json.loads(path.read_text(encoding="utf-8"))
                if isinstance(whole, list):
                    whole = [
                        {**task, "annotations": [{"result": task["predictions"][0]["result"][:12]}]}
                        for task in whole[:2]
                    ]
                else:
                    whole["items"] = whole["items"][:12]
                found[kind] = json.dumps(whole).encode()
    return found


def _annotation(random: Random) -> tuple[str, bytes]:
    kind = random.choice(("annotation", "label-studio", "brat", "brat"))
    data = _annotated()[kind]
    if kind == "brat":
        lines = data.splitlines(keepends=True)
        data = b"".join(random.sample(lines, min(len(lines), random.randint(1, 30))))
        return kind, changed(data, random)
    if random.random() < 0.5:
        return kind, changed(data, random)
    return kind, json.dumps(_bent(json.loads(data), random)).encode()


def _bent(value: Any, random: Random) -> Any:
    """A JSON value of which one part somewhere is another."""
    if isinstance(value, dict) and value and random.random() < 0.85:
        name = random.choice(sorted(value))
        if random.random() < 0.1:
            return {key: item for key, item in value.items() if key != name}
        return {**value, name: _bent(value[name], random)}
    if isinstance(value, list) and value and random.random() < 0.9:
        at = random.randrange(len(value))
        return [*value[:at], _bent(value[at], random), *value[at + 1 :]]
    return any_value(random)


def annotations(made: tuple[str, bytes]) -> None:
    """Annotations of people back as gold, or refused by file and task."""
    from dateline.exports.annotation.incoming import gold_lines

    kind, data = made
    if kind == "brat":
        shutil.rmtree(scratch() / "brat", ignore_errors=True)
        placed("brat/a.txt", _annotated()["brat text"])
        path = placed("brat/a.ann", data).parent
    else:
        path = placed("annotated.json", data)
    for one in gold_lines(str(path)):
        json.dumps(one if isinstance(one, dict) else one.why)


def _query(random: Random) -> str:
    return text(random, (WORDS, SIGNS, PIECES["queries"]), most=10)


def searching(made: str) -> None:
    """Words searched for in the full text."""
    from dateline.record.queries.found import search

    with record().reading() as connection:
        search(connection, made, limit=5)


TARGETS: dict[str, Target] = {
    "values people give": Target(0.03, _given, values),
    "search": Target(0.015, _query, searching),
    "annotations": Target(0.01, _annotation, annotations),
    "judgements": Target(0.003, _verdict, judging),
    "judgements brought in": Target(0.005, _line, importing),
    "spreadsheets brought in": Target(0.002, _checked_sheet, reviewing),
}
