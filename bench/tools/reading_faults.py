"""Sentences with what must and must not be read in each, kept outside the repository as a numbered list in Markdown.

    python bench/tools/reading_faults.py reading-faults.md [--show] [--published 2024-05-14]

A sentence stands as `12. holds · Gunmen …`, what is wanted beneath it as `→ ASSAULT (actor Gunmen, place Basra, counts killed:2:2);
NO CONSULT`: types, each with fields whose words are asked for somewhere in that field ("+": all of them; "none": nothing there). Printed
is how many of the sentences hold, by section and in all; with --show those that do not. Without the list it says so and ends with 3.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dateline import Reader
from dateline.faces.export import claim_lines

ITEM = re.compile(r"^(\d+)\. (?:\*\*fails\*\*|holds) · (.*)$")
WANTED = re.compile(r"^\s+→ (.*)$")
ONE = re.compile(r"(NO |exactly (\d+) )?([A-Z]+)(?: \((.*?)\))?(?:; |$)")
FIELDS = (
    "resolved actor name", "voice name", "place country", "actor code", "recipient code", "counts together in one claim", "mode not",
    "actor", "recipient", "place", "time", "counts", "voice", "mode", "modality", "polarity", "holder",
)  # fmt: skip
Claim = dict[str, Any]


class Wanted(NamedTuple):
    """A pattern: how many claims must meet it (None: at least one), its type, the value of each field."""

    number: int | None
    type: str
    fields: tuple[tuple[str, str], ...]


class Sentence(NamedTuple):
    """A numbered sentence of a section."""

    section: str
    number: int
    text: str
    wanted: tuple[Wanted, ...]


def sentences(lines: Iterator[str]) -> Iterator[Sentence]:
    """The sentences of a list, in its order."""
    section, number, text = "", 0, ""
    for line in lines:
        if line.startswith("### "):
            section = line[4:].split(" (")[0].strip()
        elif item := ITEM.match(line):
            number, text = int(item[1]), item[2].strip()
        elif text and (wanted := WANTED.match(line)):
            yield Sentence(section, number, text, tuple(patterns(wanted[1])))
            text = ""


def patterns(told: str) -> Iterator[Wanted]:
    """What a line asks for. Raises ValueError for a field that is not known."""
    for one in ONE.finditer(told):
        if one[0]:
            number = int(one[2]) if one[2] else 0 if one[1] else None
            yield Wanted(number, one[3], tuple(fields(one[4] or "")))


def fields(told: str) -> Iterator[tuple[str, str]]:
    """The fields of a pattern with their values; a part that begins with no field goes on with the value before it."""
    found: list[list[str]] = []
    for part in told.split(", ") if told else ():
        name = next((f for f in FIELDS if part.startswith(f"{f} ")), None)
        if name is not None:
            found.append([name, part.removeprefix(f"{name} ")])
        elif found:
            found[-1][1] += f", {part}"
        else:
            raise ValueError(f"{part!r}: it begins with no field; use {', '.join(FIELDS)}")
    return ((name, value) for name, value in found)


def meets(claim: Claim, wanted: Wanted) -> bool:
    """Whether a claim is what a pattern says."""
    kind = "CONTROL" if claim.get("kind") == "control" else claim.get("type")
    return kind == wanted.type and all(_has(claim, name, value) for name, value in wanted.fields)


def _has(claim: Claim, name: str, value: str) -> bool:
    if name in ("counts", "counts together in one claim"):
        return all(_counts(claim, one) for one in value.split(" + "))
    if name in ("modality", "polarity"):
        return bool(claim[name] == value)
    if name == "mode not":
        return value not in claim["mode"]
    texts = READ[name](claim)
    if value == "none":
        return not texts
    return all(any(one.lower() in text.lower() for text in texts) for one in value.split(" + "))


def _counts(claim: Claim, told: str) -> bool:
    what, low, high = told.split(":")
    asked = (what, int(low), None if high == "None" else int(high))
    return any((c["what"], c["low"], c.get("high")) == asked for c in claim.get("counts") or ())


def _words(items: Any, *names: str) -> list[str]:
    return [str(item[name]) for item in items or () for name in names if item.get(name)]


def _voices(claim: Claim, *names: str) -> list[str]:
    return [text for voice in claim.get("voices") or () for text in _words([voice.get("speaker", voice)], *names)]


def _time(claim: Claim) -> list[str]:
    return _words([claim["time"]], "text", "start", "end") if claim.get("time") else []


READ: dict[str, Callable[[Claim], list[str]]] = {
    "actor": lambda c: _words(c.get("actor"), "text", "name"),
    "recipient": lambda c: _words(c.get("recipient"), "text", "name"),
    "holder": lambda c: _words(c.get("holder"), "text", "name"),
    "place": lambda c: _words(c.get("place"), "text", "name"),
    "place country": lambda c: _words(c.get("place"), "country"),
    "resolved actor name": lambda c: _words(c.get("actor"), "name"),
    "actor code": lambda c: _words(c.get("actor"), "code"),
    "recipient code": lambda c: _words(c.get("recipient"), "code"),
    "voice": lambda c: _voices(c, "text", "name"),
    "voice name": lambda c: _voices(c, "name"),
    "mode": lambda c: list(c.get("mode") or ()),
    "time": _time,
}


def holds(sentence: Sentence, claims: list[Claim]) -> bool:
    """Whether all that is wanted is read, and nothing that is not."""
    for one in sentence.wanted:
        number = sum(meets(claim, one) for claim in claims)
        if number != one.number if one.number is not None else not number:
            return False
    return True


def main() -> int:
    """Command line; the exit code."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("list", type=Path)
    ap.add_argument("--published", default="2024-05-14", help="day of publication of all sentences")
    ap.add_argument("--show", action="store_true", help="print the sentences that do not hold, with what was read")
    args = ap.parse_args()
    if not args.list.is_file():
        print(f"skipped: {args.list}: there is no such file; give the path of the list", file=sys.stderr)
        return 3
    found = list(sentences(iter(args.list.read_text(encoding="utf-8").splitlines())))
    reader, right = Reader(), dict.fromkeys(dict.fromkeys(s.section for s in found), 0)
    for one in found:
        read = [
            msgspec.json.decode(msgspec.json.encode(x))
            for x in claim_lines(reader.read(one.text, published=args.published))
        ]
        if holds(one, read):
            right[one.section] += 1
        elif args.show:
            told = "; ".join(f"{c.get('type') or c.get('kind')} {_words([c.get('trigger', {})], 'text')}" for c in read)
            print(f"{one.number}. {one.text}\n   wanted {one.wanted}\n   read {told or 'nothing'}")
    for section, number in right.items():
        print(f"{number:4} of {sum(s.section == section for s in found)}  {section}")
    print(f"{sum(right.values()):4} of {len(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
