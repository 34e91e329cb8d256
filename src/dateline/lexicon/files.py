"""Which files a lexicon may hold and how they are read: whatever is wrong is a LexiconError with file, line and column.

A lexicon is a list of folders, ours first; what a later folder says goes before what an earlier one says. ``using`` puts
folders in force for the length of a call: word lists that are asked for where a word is looked at (cues of places, what a
noun counts, weights of the joiner) go by ``in_force()``; what is compiled takes its folders as an argument.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import LexiconError

DATA = Path(__file__).parent / "data"
RULE_FILES = {
    "events/*.toml": ("event",), "voices*.toml": ("voice",), "modality*.toml": ("hedge",), "content*.toml": ("content", "shift"),
    "control*.toml": ("control",), "support*.toml": ("support",),
}  # fmt: skip
"""Files of entries with yes and no sentences, and the tables that each may hold."""
LAYERED = (
    *RULE_FILES, "classes*.toml", "words*.toml", "times/en.toml", "counts/en.toml", "noise.toml", "damage.toml", "join.toml",
    "state.toml", "titles.toml",
    "actors/roles.tsv", "actors/titles.tsv", "actors/first_names.tsv", "actors/groups.tsv", "actors/organisations.tsv",
    "actors/offices.tsv", "actors/people.tsv", "places/cues.tsv", "places/stoplist.tsv", "places/features.tsv",
)  # fmt: skip
"""Files that a folder of one's own may hold."""
FIXED = {
    "places/countries.tsv": "the gazetteer is made with it; add names to places/features.tsv",
    "crosswalk/*.tsv": "codes of CAMEO and ACLED mean the same for everybody",
    "types.toml": "what a type of events brings along is part of the code's contract; give an entry traits of its own",
    "weights.toml": "weights of senses, score and merging hold for the whole lexicon",
    "attachment.toml": "where an event was is learned for the whole lexicon",
    "sides.toml": "who takes part in an event is learned for the whole lexicon",
    "other_types.toml": "which forms tell another type is learned for the whole lexicon; nothing is asked of entries of one's own",
    "telling.toml": "which mentions tell an event is learned for the whole lexicon; nothing is asked of entries of one's own",
    "actors/words.toml": "what the actor rooms ask for by name is read once for all folders",
    "repairs.toml": "repairs are code, and these are the trees that prove them",
    "frequencies.tsv": "a pair's score must not depend on who counts the words",
}
"""Files of ours that nothing can be put on top of, and why."""
IGNORED = re.compile(r"(?i)(\.|readme|licen[cs]e|notice|changelog)|.*\.md$|.*~$")
TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)$")  # how tomllib ends its messages
SHAPE_PLACE = re.compile(r" - at `\$(?:\.(\w+))?(?:\[(\d+|\.\.\.)\])?(?:\.(\w+))?.*`$")  # how msgspec ends its own
SCHEMA = "see the schema in lexicon/data/README.md"
Folders = tuple[str, ...]
Shape = TypeVar("Shape")

_IN_FORCE: ContextVar[Folders] = ContextVar("folders of the lexicon in force", default=())


@contextmanager
def using(folders: Folders) -> Iterator[None]:
    """Put folders on top of our lexicon in force for a while; of nested calls the innermost counts."""
    token = _IN_FORCE.set(folders)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def in_force() -> Folders:
    """The folders on top of ours that are in force here and now; () for our lexicon alone."""
    return _IN_FORCE.get()


def check(folder: Path) -> None:
    """Raises LexiconError when a folder is none, or holds a file that is no lexicon file: a misspelt name would be lost."""
    if not folder.is_dir():
        raise LexiconError("no such lexicon folder", where=str(folder), remedy="name a folder of TOML and TSV files")
    for problem in unknown(folder):
        raise problem


def unknown(folder: Path) -> Iterator[LexiconError]:
    """An error for each file of a folder that no reader would look at."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if any(IGNORED.match(part) for part in name.parts) or _pattern(name, LAYERED):
            continue
        fixed = _pattern(name, FIXED)
        why = f"cannot be put on top: {FIXED[fixed]}" if fixed else "is no file of a lexicon"
        remedy = f"use one of {', '.join(LAYERED)}"
        yield LexiconError(f"{name.as_posix()} {why}", where=f"{path}:1:1", remedy=remedy)


def _pattern(name: Path, patterns: Iterable[str]) -> str:
    """The pattern that a name fits, "" for none; ``Path.match`` compares from the right, so folders are counted too."""
    return next((one for one in patterns if one.count("/") + 1 == len(name.parts) and name.match(one)), "")


def overlaid(tables_: Iterable[Mapping[str, Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Tables of values by name, a later value before an earlier one of the same name in the same table."""
    out: dict[str, dict[str, Any]] = {}
    for table in tables_:
        for name, values in table.items():
            out[name] = out.get(name, {}) | dict(values)
    return out


def added_up(lists: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, frozenset[str]]:
    """Word lists by name, all of one name together."""
    out: dict[str, frozenset[str]] = {}
    for one in lists:
        for name, words in one.items():
            out[name] = out.get(name, frozenset()) | frozenset(words)
    return out


def found(pattern: str, folders: Iterable[str | Path] = ()) -> list[Path]:
    """The files of a pattern: ours, then those of each folder, in the order of their names."""
    return [path for root in (DATA, *map(Path, folders)) for path in sorted(root.glob(pattern))]


def holding(pattern: str, folders: Iterable[str | Path]) -> Folders:
    """Those of the folders that hold a file of the pattern: what the others say nothing of is not loaded again for them."""
    return _holding(pattern, tuple(map(str, folders)))


@lru_cache(maxsize=256)
def _holding(pattern: str, folders: Folders) -> Folders:
    return tuple(folder for folder in folders if any(Path(folder).glob(pattern)))


def text_of(path: Path) -> str:
    """The text of a file. Raises LexiconError when it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace")
        raise LexiconError("not UTF-8", where=at(path, before, len(before)), remedy="save it as UTF-8") from error
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", where=f"{path}:1:1", remedy="check the file") from error


def tables(path: Path) -> dict[str, Any]:
    """One TOML file as plain values. Raises LexiconError with line and column."""
    text = text_of(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = TOML_PLACE.search(str(error))
        line = place[1] if place and place[1] else text.count("\n") + 1
        column = place[2] if place and place[2] else 1
        raise LexiconError(f"not TOML: {error}", where=f"{path}:{line}:{column}", remedy="mend the syntax") from error


def shaped(path: Path, shape: type[Shape]) -> Shape:
    """One TOML file as a value of a type. Raises LexiconError at the entry and field that do not fit."""
    return fitted(tables(path), shape, path)


def fitted(data: Mapping[str, Any], shape: type[Shape], path: Path) -> Shape:
    """Values of a TOML file as a value of a type; ``path`` is where they came from. Raises LexiconError."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), data, path) from error


def layered(name: str, folders: Iterable[str | Path], shape: type[Shape]) -> Shape:
    """A file of settings of ours with those of the folders on top: a value goes before the earlier one of its name, a list
    adds to it, an entry with an id replaces the one of that id. Raises LexiconError with file, line and column."""
    paths = found(name, folders)
    data: dict[str, Any] = {}
    for path in paths:
        data = _merged(data, tables(path))
    return fitted(data, shape, paths[-1])


def _merged(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(earlier)
    for name, value in later.items():
        old = out.get(name)
        if isinstance(old, dict) and isinstance(value, dict):
            out[name] = _merged(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            out[name] = _joined(old, value)
        else:
            out[name] = value
    return out


def _joined(earlier: list[Any], later: list[Any]) -> list[Any]:
    if not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in (*earlier, *later)):
        return [*earlier, *(one for one in later if one not in earlier)]
    return list({one["id"]: one for one in (*earlier, *later)}.values())


def _misfit(said: str, data: Mapping[str, Any], path: Path) -> LexiconError:
    """What msgspec says of a value, with the place where it stands in the file."""
    place = SHAPE_PLACE.search(said)
    table, number, field = place.groups(default="") if place else ("", "", "")
    what = said[: place.start()] if place else said
    named = re.search(r"unknown field `(\w+)`", what)
    key = field or (named[1] if named else "")
    where = position(path, table or key, number, key)
    return LexiconError(f"{_entry_id(data, table, number)}{what[0].lower()}{what[1:]}", where=where, remedy=SCHEMA)


def entries(path: Path, table: str, kind: type[Shape], known: Collection[str]) -> list[Shape]:
    """The entries of one table (``[[event]]``) of a rule file, which may hold those of ``known``.

    Raises LexiconError at the table or entry that does not fit.
    """
    data = tables(path)
    for name in data:
        if name not in known or not isinstance(data[name], list):
            remedy = " or ".join(f"[[{one}]]" for one in known)
            raise LexiconError(f"unknown table {name!r}", where=position(path, name), remedy=f"use {remedy}")
    return [_entry(row, kind, path, table, number) for number, row in enumerate(data.get(table, ()))]


def _entry(row: Mapping[str, Any], kind: type[Shape], path: Path, table: str, number: int) -> Shape:
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError as error:
        raise _misfit(str(error).replace("`$", f"`$.{table}[{number}]", 1), {table: {number: row}}, path) from error


def _entry_id(data: Mapping[str, Any], table: str, number: str) -> str:
    found = data.get(table)
    if not isinstance(found, list | Mapping) or not number.isdecimal():
        return ""
    row = found[int(number)] if isinstance(found, list) else found.get(int(number))
    return f"entry {row.get('id', '?')}: " if isinstance(row, Mapping) else ""


def position(path: Path, table: str, number: str = "", field: str = "") -> str:
    """``file:line:column`` of a field of the ``number``-th (from 0) entry of a table, as near as it can be told."""
    text = text_of(path)
    heads = [m.start() for m in re.finditer(rf"(?m)^\s*\[{{1,2}}{re.escape(table)}\b[^\n]*", text)] if table else []
    if not heads:
        return at(path, text, _field(text, 0, len(text), table or field))
    start = heads[min(int(number), len(heads) - 1)] if number.isdecimal() else heads[0]
    start += len(text[start:]) - len(text[start:].lstrip())
    close = re.compile(r"(?m)^\s*\[").search(text, text.find("\n", start) if "\n" in text[start:] else len(text))
    return at(path, text, _field(text, start, close.start() if close else len(text), field) or start)


def _field(text: str, start: int, end: int, field: str) -> int:
    found = re.compile(rf"(?m)^[ \t]*({re.escape(field)})\s*=").search(text, start, end) if field else None
    return found.start(1) if found else 0


def at(path: Path, text: str, offset: int) -> str:
    """``file:line:column`` of an offset of the text of a file."""
    line, start = text.count("\n", 0, offset) + 1, text.rfind("\n", 0, offset)
    return f"{path}:{line}:{offset - start}"


def of_words(path: Path, words: str) -> str:
    """``file:line:column`` of the first place where these words stand; of the beginning when they stand nowhere."""
    text = text_of(path)
    return at(path, text, max(text.find(words), 0))


def rows(path: Path, needed: Collection[str], optional: Collection[str] = ()) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table by column name; lines that begin with # are skipped, what is optional is "".

    Raises LexiconError when a needed column is missing, a column is unknown, or a row has more or fewer cells than
    the header.
    """
    lines = text_of(path).splitlines()
    header = lines[0].split("\t") if lines else []
    _check_header(path, header, needed, optional)
    left_out = dict.fromkeys(set(optional) - set(header), "")
    for number, line in enumerate(lines[1:], 2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LexiconError(
                f"{len(cells)} columns where the header has {len(header)}",
                where=f"{path}:{number}:1",
                remedy="separate the columns by one tab each, also the empty ones",
            )
        yield {**left_out, **dict(zip(header, cells, strict=True))}


def _check_header(path: Path, header: list[str], needed: Collection[str], optional: Collection[str]) -> None:
    remedy = f"the header has {', '.join(needed)}, divided by tabs" + (
        f"; may have {', '.join(optional)}" if optional else ""
    )
    missing = [name for name in needed if name not in header]
    if missing:
        raise LexiconError(f"no column {missing[0]!r}", where=f"{path}:1:1", remedy=remedy)
    for number, name in enumerate(header):
        if name not in {*needed, *optional}:
            column = sum(len(one) + 1 for one in header[:number]) + 1
            raise LexiconError(f"unknown column {name!r}", where=f"{path}:1:{column}", remedy=remedy)
