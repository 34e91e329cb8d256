"""Records of other programs, one Document each: JSON of news and humanitarian interfaces, tables, workbooks, XML.

A file in which no record has a text is refused with the name of its format, and never read as prose.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, BinaryIO

from dateline.errors import many
from dateline.text.intake import workbooks
from dateline.text.intake.decode import decode
from dateline.text.intake.document import HALF, compose
from dateline.text.intake.fields import NOTES, TEXT, Fields, fields, record_lists
from dateline.text.intake.formats import DELIMITERS, Format, delimiter
from dateline.text.intake.language import judged
from dateline.text.intake.options import NOTHING, REFUSED, SAID, IntakeOptions, UnreadError, iso_day, web_extra
from dateline.text.intake.page import Page, page
from dateline.types import Document, Skipped

Located = tuple[Document | Skipped, str]
FIELD = 10_000_000
"""Characters that a cell of a table may hold."""
GROUP = 500
"""Rows of a Parquet file that are held at a time."""
SENTENCE = 40
"""Characters from which on an item of a list of bare texts is a text."""
SEPARATOR = re.compile(r"sep=([,;|\t])\r?\n")
"""The first line by which spreadsheets are told what parts the columns."""
PREAMBLE = 8
"""Lines in which the names of the columns are looked for."""
RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*")
"""The line under the names of a table of Markdown."""
MARKED = ("body.content", "block")
"""Elements of XML for news that hold a text in paragraphs."""
PARAGRAPHS = frozenset({"p", "para", "paragraph"})
HEAD = frozenset({"title", "headline", "hl1", "date.issue", "date", "pubdate", "published"})
NAMED = 12
"""Fields of a record that a refusal names at most."""
MANY = 8
"""From so many heads on a file holds many texts, and none of them belongs to all."""
KINDS: dict[str, str] = {"json": "JSON", "table": "a table (CSV)", "workbook": "a spreadsheet (XLSX)", "xml": "XML"}


def records(data: bytes, kind: Format, name: str, stem: str, options: IntakeOptions) -> Iterator[Located]:
    """A Document for each record with a text, each with its place ``name:number``; a Skipped for what is not read.

    Raises UnreadError when the file is damaged or no record in it has a text.
    """
    label, found = READERS[kind](data, options)
    return _read(label, found, name, stem, options)


def parquet(stream: BinaryIO, name: str, stem: str, options: IntakeOptions) -> Iterator[Located]:
    """The same for the rows of a Parquet file, some at a time, whatever its size."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        why = "it is Parquet; reading it needs the package pyarrow"
        raise UnreadError(why, remedy="pip install 'dateline[parquet]'") from error
    try:
        yield from _read("Parquet", _columns(ParquetFile(stream)), name, stem, options)
    except pa.ArrowException as error:
        why = f"it is damaged Parquet: {' '.join(str(error).split())[:100]}"
        raise UnreadError(why, remedy="write it again") from error


def _columns(file: Any) -> Iterator[Mapping[str, Any]]:
    for batch in file.iter_batches(batch_size=GROUP):
        for row in batch.to_pylist():
            yield {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def _read(label: str, found: Iterable[Any], name: str, stem: str, options: IntakeOptions) -> Iterator[Located]:
    read = without = 0
    names: tuple[str, ...] = ()
    for number, one in enumerate(found, 1):
        record = {"text": one} if isinstance(one, str) and len(one) >= SENTENCE else one
        told = fields(record, options.text_field, options.date_field) if isinstance(record, Mapping) else None
        if told is None:
            without += 1
            names = names or _names(record)
            continue
        read += 1
        yield from _located(told, record, f"{stem}:{number}", f"{name}:{number}", options)
    if not read:
        raise _textless(label, options, names)
    if without:
        why = f"{many(without, 'record')} without a text"
        yield Skipped(name, why, "name the field with --text-field if it has another name", SAID), name


def document_of(record: Mapping[str, Any], id: str, options: IntakeOptions) -> Document | Skipped:
    """One record by itself, called ``id`` unless it has a name of its own: its Document, or why there is none."""
    told = fields(record, options.text_field, options.date_field)
    if told is None:
        return Skipped(id, "it has no field with the text of a dispatch", "name the field that holds it", NOTHING)
    try:
        document = _document(told, record, id, options)
    except UnreadError as refusal:
        return refusal.skipped(id)
    return judged(document, document.id)[0] or document


def _located(told: Fields, record: Mapping[str, Any], id: str, place: str, options: IntakeOptions) -> Iterator[Located]:
    try:
        document = _document(told, record, id, options)
    except UnreadError as refusal:
        yield refusal.skipped(place), place
        return
    yield document, place
    if told.odd and not document.published:
        yield Skipped(place, f"the day {told.odd!r} cannot be read", "give it as YYYY-MM-DD", SAID), place


def _document(told: Fields, record: Mapping[str, Any], id: str, options: IntakeOptions) -> Document:
    if HALF.search(told.text):
        raise UnreadError("its text holds half a character (a lone surrogate)", remedy="write it anew as UTF-8")
    made = page(f"<html><body><article>{told.text}</article></body></html>") if told.is_html else Page(told.text)
    return compose(
        made.text,
        told.id or id,
        sha=sha256(repr(sorted(record.items(), key=str)).encode("utf-8", "replace")).hexdigest(),
        given=options.published and iso_day(options.published),
        metadata=told.day,
        outlet=options.outlet or told.outlet,
        url=told.url,
        title=told.title,
        lexicon=options.lexicon,
    )


def _names(record: object) -> tuple[str, ...]:
    """What the fields of a record are called, as many as a line has room for."""
    return tuple(str(key)[:40] for key in record if key)[:NAMED] if isinstance(record, Mapping) else ()


def _textless(label: str, options: IntakeOptions, names: tuple[str, ...]) -> UnreadError:
    has = f"; its fields are {', '.join(names)}" if names else ""
    if options.text_field:
        why = f"it is {label}, and no record has text in the field {options.text_field!r}{has}"
        return UnreadError(why, remedy="name the field that holds the text with --text-field", code=NOTHING)
    known = ", ".join((*TEXT[:7], *NOTES[:1]))
    why = f"it is {label}, and no record has a field with the text of a dispatch ({known} …){has}"
    return UnreadError(
        why, remedy="name the field with --text-field, or export one text a file or JSON lines", code=NOTHING
    )


def _json(data: bytes, options: IntakeOptions) -> tuple[str, Iterable[Any]]:
    """The records of a JSON file: a list, an answer that carries one, or the one object itself."""
    text = decode(data).text.lstrip("\ufeff")
    try:
        value = json.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadError(
            f"it is damaged JSON: {error.msg.removesuffix(' at')} at {where}", remedy="export it again"
        ) from error
    except RecursionError as error:
        raise UnreadError("it is JSON nested too deeply", remedy="give JSON lines, one report a line") from error
    if isinstance(value, Mapping) and fields(value, options.text_field, options.date_field) is not None:
        return "JSON", [value]
    lists = [rows for rows in record_lists(value) if any(isinstance(row, Mapping | str) for row in rows)]
    if lists:
        return "JSON", max(lists, key=lambda rows: (_texts(rows, options), len(rows)))
    return "JSON", [value] if isinstance(value, Mapping) else []


def _texts(rows: list[Any], options: IntakeOptions) -> int:
    """How many of the first records of a list have a text."""
    near = (row for row in rows[:20] if isinstance(row, Mapping))
    return sum(fields(row, options.text_field, options.date_field) is not None for row in near)


def _integer(digits: str) -> int:
    """A number of JSON; one too long for any field is 0, since it says nothing about a dispatch."""
    return int(digits) if len(digits) <= sys.int_info.default_max_str_digits else 0


def _table(data: bytes, options: IntakeOptions) -> tuple[str, Iterable[Mapping[str, Any]]]:
    """The rows of a table by the names in its first line."""
    text = decode(data).text.lstrip("\ufeff")
    told = SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    text, mark = _headed(text, told[1] if told else None)
    if mark is None:
        raise UnreadError(
            "it is named a table (CSV), and its lines have no columns", remedy="save it as .txt if it is prose"
        )
    return f"a {DELIMITERS[mark]} table", _rows(text, mark)


def _headed(text: str, mark: str | None) -> tuple[str, str | None]:
    """The table from the line that names its columns on, and its delimiter; lines before it are what programs put at the head of
    an export. None when there are no columns."""
    lines = text.splitlines(keepends=True)
    for skipped in range(min(len(lines), PREAMBLE)):
        rest = "".join(lines[skipped:]).lstrip("\r\n")
        found = (
            mark
            or delimiter(rest[:65536], sure=skipped > 0)
            or (delimiter(rest[:65536]) if not skipped or not lines[skipped - 1].strip() else None)
        )
        if found:
            return rest, found
    return text, None


def _rows(text: str, mark: str) -> Iterator[Mapping[str, Any]]:
    before = csv.field_size_limit(FIELD)
    try:
        yield from csv.DictReader(io.StringIO(_unruled(text) if mark == "|" else text, newline=""), delimiter=mark)
    except csv.Error as error:
        raise UnreadError(f"it is a damaged table (CSV): {error}", remedy="export it again") from error
    finally:
        csv.field_size_limit(before)


def _unruled(text: str) -> str:
    """A table of Markdown as one with bars between its cells: without its rules, and the bars and spaces around the cells."""
    lines = (line.strip().strip("|") for line in text.splitlines() if not RULE.fullmatch(line))
    return "\n".join("|".join(cell.strip() for cell in line.split("|")) for line in lines)


def _workbook(data: bytes, options: IntakeOptions) -> tuple[str, Iterable[Mapping[str, Any]]]:
    """The rows of every sheet by the names in its first line."""
    try:
        book = workbooks.opened(io.BytesIO(data))
        rows = [row for sheet in book.worksheets for row in _sheet(sheet)]
    except ImportError as error:
        remedy = "pip install 'dateline[xlsx]', or export it as CSV"
        raise UnreadError("it is a spreadsheet (XLSX); reading it needs the package openpyxl", remedy=remedy) from error
    except workbooks.TooLargeError as error:
        raise UnreadError(str(error), remedy="export it as CSV, in parts", code=REFUSED) from error
    except Exception as error:  # a damaged workbook raises whatever its zip and XML readers raise
        why = f"it is a damaged spreadsheet (XLSX): {type(error).__name__}"
        raise UnreadError(why, remedy="export it as CSV") from error
    return "a spreadsheet (XLSX)", rows


def _sheet(sheet: Any) -> Iterator[Mapping[str, Any]]:
    lines = (row for _, row in workbooks.rows(sheet))
    names = [str(cell) if cell is not None else "" for cell in next(lines, ())]
    for line in lines:
        values = [cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in line]
        yield dict(zip(names, values, strict=False))


def _xml(data: bytes, options: IntakeOptions) -> tuple[str, Iterable[Mapping[str, Any]]]:
    """A record for each element whose child holds a text and nothing else; attributes and childless children are fields."""
    with web_extra("XML files"):
        from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadError(
            f"it is damaged XML: {error.msg}", remedy="export it again, or save the text as .txt"
        ) from error
    return "XML", _elements(root, options.text_field)


def _elements(root: Any, text_field: str | None) -> Iterator[Mapping[str, Any]]:
    seen: set[Any] = set()  # the elements themselves: lxml makes them anew once nobody holds them
    names = {text_field.lower()} if text_field else {*TEXT, *MARKED}
    wanted = [one for one in root.iter() if isinstance(one.tag, str) and _local(one.tag) in names]
    outer = {above for one in wanted for above in one.iterancestors()}
    for element in wanted or [one for one in root.iter() if isinstance(one.tag, str) and _local(one.tag) in NOTES]:
        parent = element.getparent()
        text = _words(element)
        if parent is None or parent in seen or element in outer or not text:
            continue
        seen.add(parent)
        yield {**_around(element), **_leaves(parent), _local(element.tag): text, "text": text}


def _words(element: Any) -> str:
    """The text of an element, a paragraph for each of its paragraphs."""
    if not len(element):
        return (element.text or "").strip()
    paragraphs = [one for one in element.iter() if isinstance(one.tag, str) and _local(one.tag) in PARAGRAPHS]
    return "\n\n".join(words for one in paragraphs if (words := " ".join("".join(one.itertext()).split())))


def _leaves(parent: Any) -> dict[str, str]:
    """The attributes and the childless children of an element as fields."""
    children = (child for child in parent if isinstance(child.tag, str) and not len(child))
    leaves = {_local(child.tag): (child.text or child.get("norm") or "").strip() for child in children}
    return {**{_local(key): value for key, value in parent.attrib.items()}, **leaves}


def _around(element: Any) -> dict[str, str]:
    """What a file of one text says of it elsewhere: the attributes above it, and its day and title at the head."""
    above = {_local(key): value for one in element.iterancestors() for key, value in one.attrib.items()}
    head = [one for one in element.getroottree().iter() if isinstance(one.tag, str) and _local(one.tag) in HEAD]
    return above | (_heads(head) if len(head) < MANY else {})


def _heads(head: Sequence[Any]) -> dict[str, str]:
    """The words of elements of the head by their names, of two alike the first."""
    return {_local(one.tag): (one.get("norm") or one.text or "").strip() for one in reversed(head)}


def _local(tag: str) -> str:
    """The name of an element without its namespace, in lower case."""
    return tag.rpartition("}")[2].lower()


READERS: dict[str, Callable[[bytes, IntakeOptions], tuple[str, Iterable[Any]]]] = {
    "json": _json,
    "table": _table,
    "workbook": _workbook,
    "xml": _xml,
}
