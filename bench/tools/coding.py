"""Coding sheets: dispatches with their claims written beneath, turned into gold lines of the coding guide.

    python bench/tools/coding.py SHEET … [--out FOLDER]

A sheet is a text file of dispatches. Each begins with ``=== ID | PUBLISHED | OUTLET``, then come its text, a line ``---`` and
one line a claim; none where nothing is to be read:

    TYPE [MODE …] | trigger | actor=…; … | recipient=… | place=… | time=words [first day [last day]] |
    counts=WHAT LOW HIGH "words"; … | voices=… | also=…; … | modality=… | polarity=- | historical=true

Words stand as in the text. A party may be followed by its name and code (``They=Fulani herders=NGA-AGR``). ``word#2`` is the
second time that a word stands there; without a number a trigger is the first and everything else the nearest to the trigger.
Words that the text does not hold end the run with exit status 1, each named. ``--out`` writes docs.jsonl, claims.gold.jsonl
and ID.txt, as the scorers take them; without it the sheets are only checked.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]
NUMBERED = re.compile(r"(.*)#(\d+)")
COUNT = re.compile(r'(\S+) (\S+) (\S+) "(.*)"')
TIME = re.compile(r"(.*?)((?: \d{4}-\d\d-\d\d){0,2})")
PARTIES = ("actor", "recipient", "voices")


class Coded(NamedTuple):
    """A dispatch with its gold lines (``claims``: at least one; a single one of type None where nothing is to be read), and
    what of the sheet could not be followed."""

    id: str
    published: str
    outlet: str
    text: str
    claims: list[Row]
    faults: list[str]


class _Text:
    """Where words stand in a dispatch; what is not found is noted."""

    def __init__(self, id: str, text: str) -> None:
        self.id, self.text = id, text
        self.faults: list[str] = []

    def find(self, words: str, near: int | None = None) -> Row | None:
        """The words with their span; None, and a fault, where they do not stand in the text."""
        numbered = NUMBERED.fullmatch(words)
        if numbered:
            words = numbered[1]
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]
        turn = int(numbered[2]) if numbered else 1
        if len(found) < turn:
            self.faults.append(f"{self.id}: {words!r} does not stand there {'so often' if found else 'at all'}")
            return None
        start = found[turn - 1] if numbered or near is None else min(found, key=lambda at: abs(at - near))
        return {"text": words, "span": [start, start + len(words)]}

    def all(self, listed: str, near: int) -> list[Row]:
        """The words between semicolons, each with its span."""
        return [one for words in _parts(listed) if (one := self.find(words, near)) is not None]


def dispatches(paths: Iterable[Path]) -> Iterator[Coded]:
    """The dispatches of the sheets, in their order."""
    for path in paths:
        for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            yield _dispatch(part)


def _dispatch(part: str) -> Coded:
    head, _, body = part.partition("\n")
    id, published, outlet = (piece.strip() for piece in head.split("|"))
    text, _, sheet = body.partition("\n---\n")
    words = _Text(id, text.strip() + "\n")
    lines = [line for line in sheet.split("\n") if line.strip()]
    claims = [made for i, line in enumerate(lines, 1) if (made := _claim(line, f"{id}:{i}", words)) is not None]
    return Coded(id, published, outlet, words.text, claims or [{"doc": id, "type": None}], words.faults)


def _claim(line: str, id: str, words: _Text) -> Row | None:
    head, trigger, *rest = (piece.strip() for piece in line.split(" | "))
    fields = dict(piece.split("=", 1) for piece in rest)
    found = words.find(trigger)
    if found is None:
        return None
    near = found["span"][0]
    type_, *modes = head.split()
    also = fields.get("also", "")
    claim = {"doc": words.id, "id": id, "type": type_, "mode": modes, "trigger": found, "also": words.all(also, near)}
    claim |= {role: _parties(fields.get(role, ""), near, words) for role in PARTIES}
    claim |= {"place": words.all(fields.get("place", ""), near), "time": _time(fields.get("time", ""), near, words)}
    claim["counts"] = [one for part in _parts(fields.get("counts", "")) if (one := _count(part, near, words))]
    usual = {"modality": "actual", "polarity": "+"}
    return claim | {k: fields.get(k, v) for k, v in usual.items()} | {"historical": fields.get("historical") == "true"}


def _parties(listed: str, near: int, words: _Text) -> list[Row]:
    found = []
    for part in _parts(listed):
        text, name, code = (*part.split("="), "", "")[:3]
        place = words.find(text, near)
        if place is not None:
            found.append({**place, "name": name or place["text"], "code": code})
    return found


def _time(told: str, near: int, words: _Text) -> Row | None:
    fit = TIME.fullmatch(told.strip())
    place = words.find(fit[1], near) if fit and fit[1] else None
    days = fit[2].split() if fit else []
    return place and {**place, "start": days[0] if days else None, "end": days[-1] if days else None}


def _count(told: str, near: int, words: _Text) -> Row | None:
    fit = COUNT.fullmatch(told)
    if fit is None:
        words.faults.append(f'{words.id}: {told!r} is no count: give WHAT LOW HIGH "words", - for no bound')
        return None
    low, high = (None if bound == "-" else int(bound) for bound in fit.group(2, 3))
    place = words.find(fit[4], near)
    return place and {"what": fit[1], "low": low, "high": high, **place}


def _parts(listed: str) -> list[str]:
    return [part.strip() for part in listed.split(";") if part.strip()]


def write(found: Iterable[Coded], folder: Path) -> None:
    """Gold lines, documents and texts, as the scorers take them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "docs.jsonl").open("w", encoding="utf-8") as docs, (folder / "claims.gold.jsonl").open("w") as gold:
        for one in found:
            about = {"id": one.id, "published": one.published, "outlet": one.outlet}
            docs.write(json.dumps({**about, "text": one.text}, ensure_ascii=False) + "\n")
            gold.writelines(json.dumps(claim, ensure_ascii=False) + "\n" for claim in one.claims)
            (folder / f"{one.id}.txt").write_text(one.text, encoding="utf-8")


def main() -> int:
    """Check the sheets, and write what they hold."""
    asked = argparse.ArgumentParser(description="Coding sheets into gold lines.")
    asked.add_argument("sheets", nargs="+", type=Path)
    asked.add_argument("--out", type=Path)
    options = asked.parse_args()
    found = list(dispatches(options.sheets))
    faults = [fault for one in found for fault in one.faults]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    if options.out:
        write(found, options.out)
    claims = sum(claim["type"] is not None for one in found for claim in one.claims)
    print(f"{len(found)} dispatches, {claims} claims, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
