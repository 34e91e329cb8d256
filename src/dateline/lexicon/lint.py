"""Check the rule files: schema, ids, types, modes, classes, forms, conflicts, examples; each problem with its place and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import LexiconError
from dateline.lexicon import titles
from dateline.lexicon.entries import (
    Content,
    ControlRule,
    Entry,
    Event,
    Example,
    Hedge,
    NounClass,
    Shift,
    Support,
    VoiceCue,
)
from dateline.lexicon.files import DATA, RULE_FILES, tables, unknown
from dateline.lexicon.ontology import MODES

TABLES: dict[str, type[Entry]] = {
    "event": Event, "voice": VoiceCue, "hedge": Hedge, "content": Content, "shift": Shift, "control": ControlRule,
    "support": Support,
}  # fmt: skip
FORM_FIELDS = ("verbs", "nouns", "adjectives", "phrases", "modals", "attributives", "words", "adverbs")
CLASS_FIELDS = ("object", "no_object", "subject", "no_subject")
BUILT_IN = {"actor", "person", "group", "org", "country", "place", "force", "civilian"}
EXEMPT = {"shift"}
"""Tables whose entries rewrite types and are shown by the events they rewrite: no example is demanded."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a lexicon file: where (1-based line and column), what, and what to do."""

    file: str
    line: int
    column: int
    what: str
    remedy: str

    def text(self) -> str:
        """One line as compilers write it."""
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.remedy}"


class Row(msgspec.Struct, frozen=True):
    """One raw entry, where it stands, and the table it belongs to."""

    path: Path
    line: int
    table: str
    raw: dict[str, Any]

    def problem(self, what: str, remedy: str) -> Problem:
        """A problem at this entry."""
        return Problem(str(self.path), self.line, 1, f"{self.raw.get('id', '(no id)')}: {what}", remedy)


def run(folders: Sequence[str | Path] = ()) -> list[Problem]:
    """All problems of our lexicon and of each folder on top, in file order; empty when all is well."""
    roots = [DATA, *(Path(f) for f in folders)]
    problems: list[Problem] = []
    rows: list[Row] = []
    classes = set(BUILT_IN)
    for root in roots:
        problems += [] if root is DATA else [_of(error, root) for error in unknown(root)]
        classes |= _class_names(root, problems)
        rows += _rows(root, problems)
    for row in rows:
        problems += _entry(row, classes)
    problems += _titles(roots)
    problems += _duplicate_ids(rows)
    problems += _conflicts(rows)
    return sorted(problems)


def _class_names(root: Path, problems: list[Problem]) -> set[str]:
    names: set[str] = set()
    for path in sorted(root.glob("classes*.toml")):
        table = _read(path, problems).get("class", {})
        names |= set(table)
        for name, row in table.items():
            for parent in row.get("parents", ()):
                if parent not in table and parent not in BUILT_IN:
                    line = _line_of(path.read_text(encoding="utf-8"), f"[class.{name}]")
                    problems.append(
                        Problem(str(path), line, 1, f"class {name}: unknown parent {parent!r}", "name a class")
                    )
            unknown = set(row) - {f.name for f in msgspec.structs.fields(NounClass)}
            problems += [
                Problem(str(path), 1, 1, f"class {name}: unknown field {u!r}", "use nouns, parents") for u in unknown
            ]
    return names


def _read(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tables(path)
    except LexiconError as error:
        problems.append(_of(error, path))
        return {}


def _of(error: LexiconError, path: Path) -> Problem:
    """A problem that a loader raised; ``path`` where it names no place."""
    place = re.fullmatch(r"(.*):(\d+):(\d+)", error.where)
    if place is None:
        return Problem(error.where or str(path), 1, 1, error.what, error.remedy)
    return Problem(place[1], int(place[2]), int(place[3]), error.what, error.remedy)


def _rows(root: Path, problems: list[Problem]) -> Iterator[Row]:
    for pattern in RULE_FILES:
        for path in sorted(root.glob(pattern)):
            text = path.read_text(encoding="utf-8", errors="replace")
            for table, rows in _read(path, problems).items():
                if table not in RULE_FILES[pattern] or not isinstance(rows, list):
                    line, known = _line_of(text, f"[{table}"), ", ".join(RULE_FILES[pattern])
                    problems.append(Problem(str(path), line, 1, f"unknown table {table!r}", f"use {known}"))
                    continue
                for raw in rows:
                    yield Row(path, _line_of(text, f'id = "{raw.get("id", "")}"'), table, raw)


def _line_of(text: str, words: str) -> int:
    at = text.find(words)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _titles(roots: Sequence[Path]) -> Iterator[Problem]:
    """What is wrong with the acts of titles.toml."""
    try:
        told = titles.load(tuple(str(root) for root in roots[1:]))
    except LexiconError as error:
        yield _of(error, roots[-1])
        return
    for id, what, remedy in titles.faults(told):
        path = next(
            (root / "titles.toml" for root in roots[::-1] if _says((root / "titles.toml"), id)), DATA / "titles.toml"
        )
        yield Problem(str(path), _line(path, id), 1, f"{id}: {what}", remedy)


def _says(path: Path, id: str) -> bool:
    return path.is_file() and f'id = "{id}"' in path.read_text(encoding="utf-8")


def _line(path: Path, id: str) -> int:
    """The line of an id, 1 when it is nowhere."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line == f'id = "{id}"'), 1)


def _entry(row: Row, classes: set[str]) -> Iterator[Problem]:
    kind = TABLES[row.table]
    for field in sorted(set(row.raw) - set(kind.__struct_encode_fields__)):
        yield row.problem(f"unknown field {field!r}", "see lexicon/data/README.md")
    try:
        entry = msgspec.convert(row.raw, kind)
    except msgspec.ValidationError as error:
        yield row.problem(str(error), "mend the value")
        return
    yield from _examples(row, entry)
    yield from _forms(row)
    if isinstance(entry, Event):
        yield from _event(row, entry, classes)


def _examples(row: Row, entry: Entry) -> Iterator[Problem]:
    if row.table not in EXEMPT:
        for side in ("yes", "no"):
            if not getattr(entry, side):
                yield row.problem(
                    f"no {side} sentence", f"add a sentence where it {'applies' if side == 'yes' else 'must not'}"
                )
    keys = set(Example.__struct_encode_fields__)
    for side in ("yes", "no"):
        for example in row.raw.get(side, ()):
            for key in sorted(set(example) - keys):
                yield row.problem(f"{side} sentence with unknown key {key!r}", f"use {', '.join(sorted(keys))}")


def _forms(row: Row) -> Iterator[Problem]:
    for field in FORM_FIELDS:
        forms = row.raw.get(field, ())
        for form in forms:
            if form != " ".join(form.split()) or not form:
                yield row.problem(f"form {form!r} in {field} has stray spaces", "words divided by one space")
            elif form != form.lower():
                yield row.problem(f"form {form!r} in {field} can never match", "lemmas are lower case")
        for form in sorted({f for f in forms if list(forms).count(f) > 1}):
            yield row.problem(f"form {form!r} stands twice in {field}", "keep one")


def _event(row: Row, entry: Event, classes: set[str]) -> Iterator[Problem]:
    if entry.type not in MODES:
        yield row.problem(f"unknown type {entry.type!r}", f"use one of {', '.join(MODES)}")
    for mode in entry.mode:
        if mode not in MODES.get(entry.type, ()):
            yield row.problem(f"{entry.type} has no mode {mode!r}", "see the table of modes in the docs")
    for field in CLASS_FIELDS:
        for name in getattr(entry, field):
            if name not in classes:
                yield row.problem(f"unknown class {name!r} in {field}", "name a class of classes.toml")
    forms = entry.verbs or entry.nouns or entry.adjectives or entry.phrases or entry.modals or entry.attributives
    if not forms and not entry.learned:
        yield row.problem("no form at all", "give verbs, nouns, adjectives, phrases or modals")
    if forms and entry.learned:
        yield row.problem("a form in a learned entry", "its words are those of which the parser says so")


def _duplicate_ids(rows: Iterable[Row]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.table, str(row.raw.get("id", "")))
        other = seen.setdefault(key, row)
        if other is not row and other.path.parent == row.path.parent:
            yield row.problem(f"id stands already at {other.path.name}:{other.line}", "choose another id")


def _conflicts(rows: Iterable[Row]) -> Iterator[Problem]:
    """The same form under the same conditions with two meanings: which one wins would depend on the order."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if row.table != "event":
            continue
        for field in ("verbs", "nouns", "adjectives", "phrases"):
            for form in row.raw.get(field, ()):
                key = (field, form, *(_frozen(row.raw.get(c)) for c in _CONDITIONS))
                other = seen.setdefault(key, row)
                if other is not row and _meaning(other) != _meaning(row):
                    yield row.problem(
                        f"form {form!r} means {_meaning(row)} here and {_meaning(other)} at {other.path.name}:{other.line}",
                        "tell them apart by object, subject or needs, or drop one",
                    )


_CONDITIONS = ("object", "no_object", "subject", "no_subject", "object_words", "no_object_words", "subject_words",
               "no_subject_words", "needs", "needs_any", "passive", "plural", "negated", "content_is", "content_not",
               "content_negated", "content_quoted", "slots",
               "no_slots")  # fmt: skip


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return tuple(sorted((k, tuple(v)) for k, v in value.items())) if isinstance(value, dict) else value


def _meaning(row: Row) -> str:
    return " ".join([str(row.raw.get("type")), *row.raw.get("mode", ())])
