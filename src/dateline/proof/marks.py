"""The sentences of times, counts, noise and damage: is that marked which they say, by the rule that says so?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline import counts, times
from dateline.lexicon import files
from dateline.proof.score import Failure
from dateline.read import Reader
from dateline.text import blocks, damage
from dateline.text.damage import breaks
from dateline.text.parse import Parse, parse
from dateline.text.residue import residue
from dateline.types import Block, Count, Document, Interval, Resolution, Span

Rule = Any
"""A compiled rule with ``id``, ``yes`` and ``no``."""


def failures(reader: Reader, folders: tuple[str, ...]) -> tuple[int, list[Failure]]:
    """How many sentences the folders hold, and those that do not hold."""
    chosen = [Path(folder) for folder in folders]
    noise, broken = residue(reader.folders), breaks(reader.folders)
    times_, counts_ = (
        _own(reader.times.rules.values(), chosen, "times/en.toml"),
        _own(reader.counts.rules.values(), chosen, "counts/en.toml"),
    )
    found = [*_times(reader, times_), *_counts(reader, counts_)]
    lines = {"noise.toml": blocks.failing_examples(noise), "damage.toml": damage.failing_examples(broken)}
    rules = {"noise.toml": noise.rules, "damage.toml": broken}
    number = sum(len(rule.yes) + len(rule.no) for rule in (*times_, *counts_))
    for name, told in lines.items():
        own = {rule.id: rule for rule in _own(rules[name], chosen, name)}
        number += sum(len(rule.yes) + len(rule.no) for rule in own.values())
        found += [_line(one) for one in told if one.partition(": ")[0] in own]
    return number, found


def _own(rules: Iterable[Rule], folders: list[Path], name: str) -> list[Rule]:
    """The rules that stand in a file of these folders."""
    texts = [files.text_of(folder / name) for folder in folders if (folder / name).is_file()]
    return [rule for rule in rules if any(f'"{rule.id}"' in text for text in texts)]


def _line(told: str) -> Failure:
    id, _, text = told.partition(": ")
    return Failure(id, "yes or no", text, "is not marked as it says")


def _parsed(reader: Reader, text: str) -> Parse:
    return parse(Document("example", text, blocks=(Block("body", Span(0, len(text))),)), reader.nlp)


def _times(reader: Reader, rules: list[Rule]) -> Iterator[Failure]:
    clock = reader.times.clock
    for rule in rules:
        for example in rule.yes:
            view = _parsed(reader, example["text"])
            found = times.resolve(times.find(view, reader.times), view, clock, reader.times)
            if why := _of_rule(rule.id, example, found) or _interval(example, found):
                yield Failure(rule.id, "yes", example["text"], why)
        for text in rule.no:
            marked = [one for one in times.find(_parsed(reader, text), reader.times) if one.rule == rule.id]
            if marked:
                yield Failure(rule.id, "no", text, f"read all the same: {marked[0].text}")


def _counts(reader: Reader, rules: list[Rule]) -> Iterator[Failure]:
    for rule in rules:
        for example in rule.yes:
            found = counts.find(_parsed(reader, example["text"]), reader.counts)
            if why := _of_rule(rule.id, example, found) or _bounds(example, found):
                yield Failure(rule.id, "yes", example["text"], why)
        for text in rule.no:
            marked = [one for one in counts.find(_parsed(reader, text), reader.counts) if one.mention.rule == rule.id]
            if marked:
                yield Failure(rule.id, "no", text, f"read all the same: {marked[0].mention.text}")


def _said(example: dict[str, Any], found: Iterable[Resolution]) -> list[Resolution]:
    return [one for one in found if one.mention.text == example.get("words")]


def _of_rule(rule: str, example: dict[str, Any], found: Iterable[Resolution]) -> str:
    read = [f"{one.mention.text!r} [{one.mention.rule}]" for one in found]
    here = {one.mention.rule for one in _said(example, found)}
    return "" if here == {rule} else f"{example.get('words')!r} is not read by it; read: {', '.join(read) or 'nothing'}"


def _interval(example: dict[str, Any], found: Iterable[Resolution]) -> str:
    value = _said(example, found)[0].value
    if not isinstance(value, Interval):
        return "no days are read"
    told = {"value": value.timex_value, "start": value.start or "", "end": value.end or ""}
    wrong = [name for name in told if name in example and told[name] != example[name]]
    return f"{wrong[0]} {told[wrong[0]]!r}, wanted {example[wrong[0]]!r}" if wrong else ""


def _bounds(example: dict[str, Any], found: Iterable[Resolution]) -> str:
    value = _said(example, found)[0].value
    if not isinstance(value, Count):
        return "no number is read"
    told, wanted = (value.low, value.high), (example.get("low"), example.get("high"))
    return "" if told == wanted else f"bounds {told}, wanted {wanted}"
