"""Coding sheets: dispatches with their claims written beneath, turned into gold lines of the coding guide.

    python bench/tools/coding.py SHEET … [--out FOLDER] [--labels FILE]

A sheet is a text file of dispatches. Each begins with ``=== ID | PUBLISHED | OUTLET`` (PUBLISHED is ``-`` where it is not known),
then come its text, a line ``---`` and one line a claim; none where nothing is to be read:

    TYPE [MODE …] | trigger | actor=…; … | recipient=… | place=… | time=words [first day [last day]] |
    counts=WHAT LOW HIGH "words"; … | voices=… | also=…; … | modality=… | polarity=- | historical=true

Words stand as in the text. A party may be followed by its name and code (``They=Fulani herders=NGA-AGR``). ``word#2`` is the
second time that a word stands there; without a number a trigger is the first and everything else the nearest to the trigger.
Words that the text does not hold end the run with exit status 1, each named. ``--out`` writes docs.jsonl, claims.gold.jsonl
and ID.txt, as the scorers take them; without --out and --labels the sheets are only checked.

``--labels`` writes what was coded without the words of the dispatches, for texts that are not to be passed on: one JSON line a
claim, with the spans of its parts, and the length and SHA-256 of the text they count in (without blanks at its ends). Names are
kept where they say more than the words. ``of_labels`` puts the words back from the texts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

Row = dict[str, Any]
NUMBERED = re.compile(r"(.*)#(\d+)")
COUNT = re.compile(r'(\S+) (\S+) (\S+) "(.*)"')
TIME = re.compile(r"(.*?)((?: \d{4}-\d\d-\d\d){0,2})")
PARTIES = ("actor", "recipient", "voices")
ABOUT = ("published", "outlet", "length", "sha256")


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
    published = "" if published == "-" else published
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


def labels(found: Iterable[Coded]) -> Iterator[Row]:
    """The claims with spans instead of words, one row a claim; a row of type None for a dispatch without one."""
    for one in found:
        text = one.text.strip()
        about = {"published": one.published, "outlet": one.outlet, "length": len(text), "sha256": _digest(text)}
        for claim in one.claims:
            yield {"doc": claim["doc"], **about, **_wordless(claim)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _wordless(part: Any) -> Any:
    """A claim, or a part of one, without the words that its span holds."""
    if isinstance(part, list):
        return [_wordless(one) for one in part]
    if not isinstance(part, dict):
        return part
    told = {"text", "name"} if part.get("name") == part.get("text") else {"text"}
    return {k: _wordless(v) for k, v in part.items() if k not in told}


def of_labels(path: Path, texts: Mapping[str, str]) -> tuple[list[Coded], list[str]]:
    """The dispatches of a file of labels, their words put back from ``texts`` (id to text), and a sentence for each dispatch that
    is left out, because its text is not given or is another than the one that was coded."""
    rows: dict[str, list[Row]] = {}
    for row in _json_lines(path, ("doc", "type", *ABOUT)):
        rows.setdefault(row["doc"], []).append(row)
    found, left_out = [], []
    for id, claims in rows.items():
        about, text = claims[0], texts.get(id, "").strip()
        if id not in texts:
            left_out.append(f"{id}: its text is not given")
        elif _digest(text) != about["sha256"]:
            left_out.append(
                f"{id}: its text is not the one that was coded ({len(text)} characters, {about['length']} coded)"
            )
        else:
            told = [_worded({k: v for k, v in claim.items() if k not in ABOUT}, text) for claim in claims]
            found.append(Coded(id, about["published"], about["outlet"], text + "\n", told, []))
    return found, left_out


def _worded(part: Any, text: str) -> Any:
    """A claim, or a part of one, with the words that its span holds; a party without a name goes by its words."""
    if isinstance(part, list):
        return [_worded(one, text) for one in part]
    if not isinstance(part, dict):
        return part
    words = {"text": text[slice(*part["span"])]} if "span" in part else {}
    name = {"name": words["text"]} if "code" in part else {}
    return words | name | {k: _worded(v, text) for k, v in part.items()}


def read_texts(paths: Iterable[Path]) -> dict[str, str]:
    """Texts by id, of files with one JSON object a line that has ``id`` and ``text``. ValueError names a line without them."""
    return {row["id"]: row["text"] for path in paths for row in _json_lines(path, ("id", "text"))}


def _json_lines(path: Path, needed: Iterable[str]) -> Iterator[Row]:
    """The objects of a file, one a line, each with the fields that are needed; ValueError names the line that is otherwise."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.MsgspecError as wrong:
            raise ValueError(f"{path}, line {number}: {wrong}: give one JSON object a line") from None
        missing = [field for field in needed if field not in row]
        if missing:
            raise ValueError(f"{path}, line {number}: has no {' and no '.join(missing)}: every line needs it")
        yield row


def main() -> int:
    """Check the sheets, and write what they hold."""
    asked = argparse.ArgumentParser(description="Coding sheets into gold lines.")
    asked.add_argument("sheets", nargs="+", type=Path)
    asked.add_argument("--out", type=Path, help="folder for gold lines, documents and texts")
    asked.add_argument("--labels", type=Path, help="file for the claims without the words of the dispatches")
    options = asked.parse_args()
    found = list(dispatches(options.sheets))
    faults = [fault for one in found for fault in one.faults]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    if options.out:
        write(found, options.out)
    if options.labels:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in labels(found)]
        options.labels.write_text("".join(lines), encoding="utf-8")
    claims = sum(claim["type"] is not None for one in found for claim in one.claims)
    print(f"{len(found)} dispatches, {claims} claims, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
