"""Annotated texts written as files, a text at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import OptionError
from dateline.exports.annotation import brat, label_studio, web
from dateline.exports.annotation.spans import MarkedText, checked
from dateline.exports.event_files import Refusals, refusals
from dateline.exports.files import STANDARD, How, Written, beside, opened
from dateline.exports.refusal import Refusal

UNSAFE = re.compile(r"[^\w.-]+")
LONGEST = 80  # characters of a file's name
CONFIGURATION = "annotation.conf"
NO_TEXT = "the record keeps no text of it; ingest it without --no-texts"
_encode = msgspec.json.Encoder().encode


def write_web(texts: Iterable[MarkedText], path: str, how: How) -> Written:
    """An AnnotationPage, an annotation a line. Texts need not be known: their words stand in the selectors."""
    many = 0
    with opened(path) as out:
        out.write(f'{{"@context": "{web.CONTEXT}", "type": "AnnotationPage", {_level(how)}"items": [')
        for one in (found for text in texts for found in web.of_text(text)):
            out.write(f"{',' if many else ''}\n{_encode(one).decode()}")
            many += 1
        out.write("\n]}\n")
    return Written(many)


def write_label_studio(texts: Iterable[MarkedText], path: str, how: How) -> Written:
    """A list of tasks, and beside it the labelling interface as XML."""
    many = 0
    with opened(path) as out, refusals(path, how.refused) as (apart, target):
        out.write("[")
        for one in _known(texts, apart):
            out.write(f"{',' if many else ''}\n{_encode(_task(one, how)).decode()}")
            many += 1
        out.write("\n]\n")
    if path != STANDARD:
        with opened(beside(path, "interface", "xml")) as out:
            out.write(label_studio.configuration())
    return Written(many, dict(apart.by_rule), target)


def _level(how: How) -> str:
    """The sensitivity as a member of a page, "" for none."""
    return f'"sensitivity": {json.dumps(how.sensitivity)}, ' if how.sensitivity else ""


def _task(one: MarkedText, how: How) -> dict[str, Any]:
    task = label_studio.task(one)
    if how.sensitivity:
        task["data"]["sensitivity"] = how.sensitivity
    return task


def write_brat(texts: Iterable[MarkedText], path: str, how: How) -> Written:
    """A folder with a .txt and an .ann for each text, and annotation.conf. Raises OptionError when it is there and holds
    anything else."""
    folder = Path(path)
    if path == STANDARD or (folder.exists() and not _is_ours(folder)):
        raise OptionError("brat needs a folder of its own", where=path, remedy="give a new one")
    many, names = 0, set[str]()
    with (
        _made(folder),
        refusals(path, how.refused or str(folder.with_name(f"{folder.name}.refused.csv"))) as (apart, target),
    ):
        _write(folder / CONFIGURATION, brat.configuration())
        for one in _known(texts, apart):
            name = _name(one.id, names)
            _write(folder / f"{name}.txt", one.text or "")
            _write(folder / f"{name}.ann", brat.standoff(one))
            many += 1
    return Written(many, dict(apart.by_rule), target)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OptionError(
            f"cannot be written: {error.strerror}", where=str(folder), remedy="give another folder"
        ) from error


def _write(path: Path, words: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(words)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and all(one.suffix in {".txt", ".ann", ".conf"} for one in folder.iterdir())


def _name(id_: str, taken: set[str]) -> str:
    """A file's name for a document: its id where that can be one and is free."""
    bare = UNSAFE.sub("_", id_).strip(".")[:LONGEST]
    name = bare if bare == id_ and bare not in taken else f"{bare}-{sha256(id_.encode()).hexdigest()[:8]}"
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _known(texts: Iterable[MarkedText], apart: Refusals) -> Iterator[MarkedText]:
    """Texts that are there and hold what is marked in them."""
    for one in texts:
        marks = (mark for claim in one.claims for mark in claim.marks)
        problem = NO_TEXT if one.text is None else checked(one.text, marks)
        if problem:
            apart.add(Refusal(one.id, one.published or "", None, None, "", one.title or "", "no-text", problem))
        else:
            yield one


WRITERS: dict[str, Callable[..., Written]] = {
    "annotation": write_web, "label-studio": write_label_studio, "brat": write_brat,
}  # fmt: skip
"""By the name of the format."""
