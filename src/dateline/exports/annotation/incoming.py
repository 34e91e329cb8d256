"""Annotations of people back as gold: one claim a line, in the fields by which readings are scored."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.exports.annotation import brat, label_studio, web
from dateline.exports.annotation.spans import Facts, MarkedClaim, checked, gold
from dateline.types import Skipped

BROKEN = 3  # exit code of what cannot be read
WRONG = (ValueError, KeyError, TypeError, IndexError, AttributeError)
"""What the readers of these formats raise for what has another shape: a list where an object should be, a key that is not there."""
Item = Facts | Skipped


def gold_lines(path: str) -> Iterator[Item]:
    """The gold of a folder of brat, an export of Label Studio, or an AnnotationPage: which of them it is tells itself.

    What cannot be read of it comes as Skipped and costs the others nothing. Raises InputError when it is none of them.
    """
    here = Path(path)
    if here.is_dir():
        yield from _of_brat(here)
        return
    found = _json(here)
    if isinstance(found, dict) and found.get("type") == "AnnotationPage":
        yield from _of_web(found, path)
    elif isinstance(found, list) and all(isinstance(one, dict) and "data" in one for one in found):
        yield from _of_label_studio(found, path)
    else:
        raise _none(path)


def _none(path: str) -> InputError:
    return InputError(
        "it holds no annotations",
        where=path,
        remedy="give a brat folder, a JSON export of Label Studio, or an AnnotationPage",
    )


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=str(path), remedy="give another file") from error
    except ValueError as error:
        raise _none(str(path)) from error


def _of_brat(folder: Path) -> Iterator[Item]:
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise InputError("it holds no .ann files", where=str(folder), remedy="give a folder of brat")
    for file in files:
        try:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8")
            claims = list(brat.claims(file.read_text(encoding="utf-8")))
        except (OSError, *WRONG) as error:
            yield _skipped(str(file), error)
            continue
        yield from _checked(file.stem, text, claims, str(file))


def _of_label_studio(tasks: list[Any], path: str) -> Iterator[Item]:
    for number, task in enumerate(tasks, 1):
        where = f"{path}, task {number}"
        try:
            doc, text = str(task["data"].get("doc") or task.get("id") or number), str(task["data"]["text"])
            claims = list(label_studio.claims(task))
        except WRONG as error:
            yield _skipped(where, error)
            continue
        yield from _checked(doc, text, claims, where)


def _of_web(page: dict[str, Any], path: str) -> Iterator[Item]:
    """A page carries no texts: words and positions are taken as they stand."""
    number: dict[str, int] = defaultdict(int)
    try:
        found = list(web.claims(page["items"]))
    except WRONG as error:
        yield _skipped(path, error)
        return
    for source, claim in found:
        if not isinstance(source, str):
            yield _skipped(path, ValueError("a source that is no text"))
            continue
        number[source] += 1
        yield gold(source, number[source], claim)


def _checked(doc: str, text: str, claims: list[MarkedClaim], where: str) -> Iterator[Item]:
    number = 0
    for claim in claims:
        problem = checked(text, claim.marks)
        if problem:
            yield Skipped(where, problem, "mark it again", BROKEN)
            continue
        number += 1
        yield gold(doc, number, claim)


def _skipped(where: str, error: Exception) -> Skipped:
    why = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error) or type(error).__name__
    return Skipped(where, why, "export it again from the tool that it was made in", BROKEN)
