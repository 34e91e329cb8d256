"""Two runs, claim by claim: which were gained, which lost, and which fields of the others changed."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import InputError

IGNORED = {"id", "same_as", "part_of", "doc"}
"""Fields that name claims and do not tell of them: ids are made from the others."""
TELLING = ("what", "low", "high", "name", "code", "start", "end", "stance")
Line = dict[str, Any]
Pairs = list[tuple[Line, Line]]


class Change(msgspec.Struct, frozen=True):
    """One claim that differs. ``kind``: gained, lost, changed; ``fields`` names what changed, with before and after."""

    kind: str
    doc: str
    claim: str
    quote: str
    fields: tuple[tuple[str, str, str], ...] = ()


def compare(before: str | os.PathLike[str], after: str | os.PathLike[str]) -> list[Change]:
    """What changed from one file of ``--to jsonl`` to another, by document and place in the text.

    Raises InputError when a file cannot be opened or holds a line that is none of dateline's.
    """
    old, new = _by_document(before), _by_document(after)
    return [change for doc in sorted(old.keys() | new.keys()) for change in _changes(doc, old[doc], new[doc])]


def _by_document(path: str | os.PathLike[str]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for number, text in enumerate(_text(path).split("\n"), 1):
        if text.strip():
            line = _line(text, f"{os.fspath(path)}:{number}:1")
            found[line["doc"]].append(line)
    return found


def _text(path: str | os.PathLike[str]) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"cannot be read: {why}", where=os.fspath(path), remedy="give a file of --to jsonl") from error


BESIDE = ("figure", "deadline")
"""Kinds of lines whose own words are what a claim's trigger is."""


def _line(text: str, where: str) -> Line:
    try:
        line = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise InputError(f"not JSON: {error}", where=where, remedy="give a file of --to jsonl") from error
    if isinstance(line, dict) and line.get("kind") in BESIDE and "span" in line:
        line["trigger"] = {"text": line.get("text", ""), "span": line["span"]}
    if not isinstance(line, dict) or not isinstance(line.get("doc"), str) or not _whole(line):
        raise InputError("not a claim of dateline", where=where, remedy="give a file of --to jsonl")
    return line


def _whole(line: Line) -> bool:
    """Whether a line has what the comparison needs; a document without claims has a null type alone, a text has no trigger."""
    return _is_claim(line) or (line.get("type") is None and "kind" not in line) or line.get("kind") == "document"


def _is_claim(line: Line) -> bool:
    trigger = line.get("trigger")
    return isinstance(trigger, dict) and _is_span(trigger.get("span")) and isinstance(trigger.get("text", ""), str)


def _is_span(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(end, int) for end in value)


def _changes(doc: str, old: list[Line], new: list[Line]) -> Iterator[Change]:
    old, new = (list(filter(_is_claim, lines)) for lines in (old, new))
    pairs = _pair(old, new)
    told = [(before, _change("lost", doc, before)) for before in _left(old, [one for one, _ in pairs])]
    told += [(after, _change("gained", doc, after)) for after in _left(new, [one for _, one in pairs])]
    told += [(after, _change("changed", doc, after, fields)) for after, fields in _changed(pairs)]
    yield from (change for _, change in sorted(told, key=lambda item: item[0]["trigger"]["span"]))


def _changed(pairs: Pairs) -> Iterator[tuple[Line, tuple[tuple[str, str, str], ...]]]:
    for before, after in pairs:
        fields = tuple(_differing(before, after))
        if fields:
            yield after, fields


def _left(lines: list[Line], paired: list[Line]) -> list[Line]:
    """The lines that are none of the paired ones; two lines of the same words are two."""
    taken = {id(line) for line in paired}
    return [line for line in lines if id(line) not in taken]


def _pair(old: list[Line], new: list[Line]) -> Pairs:
    """The same claim in both: alike in all first, then alike but for where its sentence stands, then by trigger and type, by
    trigger, in the same way, and last by overlap and type."""
    pairs: Pairs = []
    for key in (_alike, _alike_moved, _event, _trigger, _event_moved, _trigger_moved):
        pairs += _by_key(key, _left(old, [one for one, _ in pairs]), _left(new, [one for _, one in pairs]))
    for before in _left(old, [one for one, _ in pairs]):
        rest = _left(new, [one for _, one in pairs])
        pairs += [(before, after) for after in rest if _overlapping(before, after)][:1]
    return pairs


def _by_key(key: Callable[[Line], object], old: list[Line], new: list[Line]) -> Pairs:
    """Lines of one key, in the order in which they stand."""
    free: dict[str, list[Line]] = defaultdict(list)
    for after in reversed(new):
        free[_packed(key(after))].append(after)
    found = ((before, free[_packed(key(before))]) for before in old)
    return [(before, those.pop()) for before, those in found if those]


def _packed(key: object) -> str:
    return msgspec.json.encode(key, order="deterministic").decode()


def _alike(line: Line) -> object:
    return {name: value for name, value in line.items() if name not in IGNORED}


def _alike_moved(line: Line) -> object:
    return _alike(in_sentence(line))


def _event(line: Line) -> object:
    return [_trigger(line), *_sort(line), line.get("voices")]


def _event_moved(line: Line) -> object:
    return _event(in_sentence(line))


def _trigger(line: Line) -> object:
    """Its place; once offsets are counted within the sentence, also its words and how long the sentence is."""
    moved = line.get("sentence") if isinstance(line.get("sentence"), int) else None
    words = line["trigger"].get("text") if moved is not None else None
    return [line["trigger"].get("span"), line.get("kind"), moved, words]


def _trigger_moved(line: Line) -> object:
    return _trigger(in_sentence(line))


def in_sentence(line: Line) -> Line:
    """The line with all offsets counted from the beginning of its sentence, and with the sentence's length for its span, so that
    words put before or after it change nothing; what lies outside the sentence has no offsets. A line without a
    sentence stays as it is."""
    sentence = line.get("sentence")
    if not isinstance(sentence, list) or not _is_span(sentence):
        return line
    start, end = sentence
    moved: Line = _moved(line, start, end)
    return {**moved, "sentence": end - start}


def _moved(value: Any, start: int, end: int) -> Any:
    if isinstance(value, list):
        return [_moved(item, start, end) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _moved(item, start, end) for name, item in value.items() if name != "span"}
    span = value.get("span")
    if isinstance(span, list) and _is_span(span) and start <= span[0] and span[1] <= end:
        kept["span"] = [span[0] - start, span[1] - start]
    return kept


def _overlapping(one: Line, other: Line) -> bool:
    (start, end), (first, last) = one["trigger"]["span"], other["trigger"]["span"]
    return bool(start < last and first < end) and _sort(one) == _sort(other)


def _sort(line: Line) -> tuple[object, object]:
    return line.get("kind"), line.get("type")


def _change(kind: str, doc: str, line: Line, fields: tuple[tuple[str, str, str], ...] = ()) -> Change:
    modes = f" ({', '.join(line['mode'])})" if line.get("mode") else ""
    sides = [_parties(line.get(side)) for side in ("actor", "holder", "recipient", "place")]
    name = f"{line.get('type') or line.get('kind')}{modes}" + "".join(f" · {side}" for side in sides if side)
    return Change(kind, doc, name, line["trigger"].get("text", ""), fields)


def _parties(items: Iterable[Line] | None) -> str:
    return "; ".join(item.get("name") or item.get("text", "") for item in items or ())


def _differing(before: Line, after: Line) -> Iterator[tuple[str, str, str]]:
    """The fields that differ; when the sentence only stands elsewhere, its offsets do not count."""
    here, there = in_sentence(before), in_sentence(after)
    moved = here.get("sentence") == there.get("sentence") and here["trigger"] == there["trigger"]
    one, other = (here, there) if moved else (before, after)
    for name in dict.fromkeys([*before, *after]):
        if name not in IGNORED and one.get(name) != other.get(name):
            yield name, brief(before.get(name)), brief(after.get(name))


def brief(value: Any) -> str:
    """A field's value in a few words: what was quoted, else the JSON."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return "; ".join(map(brief, value))
    if isinstance(value, dict):
        return _quoted(value)
    return "nothing" if value in (None, [], "") else msgspec.json.encode(value).decode()


def _quoted(value: Line) -> str:
    """The words, then what else is known in a word: “They” = Taliban AFG-REB."""
    known = [str(value[name]) for name in TELLING if value.get(name)]
    words = f"“{' '.join(str(value.get('text', '')).split())}”"
    return f"{words} = {' '.join(known)}" if known else words


def report(changes: list[Change]) -> str:
    """The changes for people: one line each, one more for each field, and the sums."""
    lines = []
    for change in changes:
        lines.append(f"{change.kind:7} {change.doc}  {change.claim}  “{' '.join(change.quote.split())}”")
        lines += [f"        {name}: {before} → {after}" for name, before, after in change.fields]
    kinds = Counter(change.kind for change in changes)
    sums = ", ".join(f"{kinds[kind]} {kind}" for kind in ("gained", "lost", "changed"))
    return "\n".join([*lines, sums if changes else "no claim differs"]) + "\n"
