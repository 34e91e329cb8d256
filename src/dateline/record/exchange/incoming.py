"""A colleague's export merged into a record: what it holds is filed like readings of our own, and joined by us.

The files are read twice, a few hundred documents at a time: once to check all of them, once to file them.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import OptionError, RecordError
from dateline.record import additions, document_features
from dateline.record.document_features import DocumentFeatures
from dateline.record.exchange.layout import CONTRACT, LATER, NEEDED, WITHHELD, arrow, made_by, schema
from dateline.record.exchange.trail import check, check_correction
from dateline.record.packing import Stated, packed, stated, unpacked
from dateline.record.rows import Row, Rows, around, claim_rows, document_key, identity
from dateline.record.sensitivity import raised
from dateline.record.store import Added, Store
from dateline.record.types import Judgement
from dateline.types import Document, Resolution

GROUP = 200  # documents filed in one transaction
AGAIN = "export it again with dateline export"
TRAIL = "judgements"
NO_TRAIL: dict[str, list[Judgement]] = {}


def import_parquet(record: Store, folder: str) -> Added:
    """Merge an export. Raises RecordError before anything is written when a file is missing, broken, of a newer dateline,
    or does not hold what it says; documents and judgements that are there already change nothing.
    """
    files = {name: _opened(Path(folder), name) for name in ("documents", "claims", TRAIL)}
    trail = [_judgement(row, folder) for row in _listed(files[TRAIL], Path(folder), TRAIL)]
    corrections = defaultdict(list)
    for judgement in trail:
        if judgement.verdict == "correct":
            corrections[judgement.subjects[0]].append(judgement)
    _check_known(record, corrections, folder)
    for _ in _filed(files, folder, corrections):
        pass
    total, now = Added(), record.now()
    for some in _groups(_filed(files, folder)):
        for made in some.values():
            made["documents"][0]["received"] = now
        added = record.file(some)
        total = Added(total.new + added.new, total.known + added.known, total.claims + added.claims)
    for judgement in trail:
        record.keep_judgement(judgement, strict=False)
    raised(record, (files["documents"].schema_arrow.metadata or {}).get(b"sensitivity", b"").decode())
    return total


def _groups(rows: Iterable[tuple[str, Rows]]) -> Iterator[dict[str, Rows]]:
    some: dict[str, Rows] = {}
    for key, made in rows:
        some[key] = made
        if len(some) == GROUP:
            yield some
            some = {}
    if some:
        yield some


@contextmanager
def _unbroken(path: Path) -> Iterator[None]:
    """What Arrow says of a file, as RecordError."""
    try:
        yield
    except (arrow().ArrowException, OSError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise RecordError(f"it is broken: {why}", where=str(path), remedy=AGAIN) from error


def _opened(folder: Path, name: str) -> Any:
    """A file, its head checked. Raises RecordError."""
    path, pa = folder / f"{name}.parquet", arrow()
    if not path.is_file():
        raise RecordError(f"there is no {name}.parquet", where=str(folder), remedy="give a folder of dateline export")
    with _unbroken(path):
        file = pa.parquet.ParquetFile(path)
    made = made_by(file.schema_arrow)
    if made.get("file") != name or not made.get("contract", "").isdecimal():
        raise RecordError("it was not written by dateline export", where=str(path), remedy=AGAIN)
    if int(made["contract"]) > int(CONTRACT):
        raise RecordError("it was made by a newer dateline", where=str(path), remedy="update dateline")
    if made.get("names") == WITHHELD:
        what = "names of private persons were left out of it, so that it is not what was read"
        raise RecordError(what, where=str(path), remedy="ask for one made with dateline export --names")
    if not _fits(file.schema_arrow, name):
        raise RecordError("its columns are not those of an export", where=str(path), remedy=AGAIN)
    return file


def _fits(found: Any, name: str) -> bool:
    """Whether the columns are those of an export, or of one made before the later ones came."""
    whole = schema(name)
    older = arrow().schema([field for field in whole if field.name not in LATER.get(name, {})])
    return bool(found.equals(whole) or found.equals(older))


def _listed(file: Any, folder: Path, name: str) -> Iterator[Row]:
    """The rows of a file, none without what it needs, in the order of their keys. Raises RecordError."""
    path, last = folder / f"{name}.parquet", ""
    batches = file.iter_batches(batch_size=GROUP)
    while True:
        with _unbroken(path):
            batch = next(batches, None)
        if batch is None:
            return
        for found in batch.to_pylist():
            row = LATER.get(name, {}) | found
            empty = [column for column in NEEDED[name] if row[column] is None]
            if empty:
                raise RecordError(f"{name} {row['key']} has no {empty[0]}", where=str(path), remedy=AGAIN)
            if name != TRAIL and row["key"] <= last:
                what = f"{row['key']} stands twice, or in no order of keys"
                raise RecordError(what, where=str(path), remedy=AGAIN)
            last = row["key"]
            yield row


def _filed(
    files: dict[str, Any], folder: str, corrections: dict[str, list[Judgement]] = NO_TRAIL
) -> Iterator[tuple[str, Rows]]:
    """The rows of each document by its key. Raises RecordError."""
    claims = _listed(files["claims"], Path(folder), "claims")
    ahead = next(claims, None)
    for row in _listed(files["documents"], Path(folder), "documents"):
        told = []
        while ahead and ahead["document"] == row["key"]:
            told.append(ahead)
            ahead = next(claims, None)
        with _holds(row["key"], folder):
            made = _rows(row, told, corrections)
        yield row["key"], made
    if ahead:
        what = f"claim {ahead['key']} is of a document that is not in documents.parquet"
        raise RecordError(what, where=folder, remedy=AGAIN)


@contextmanager
def _holds(key: str, folder: str) -> Iterator[None]:
    """What a document does not hold, as RecordError."""
    try:
        yield
    except OptionError as error:
        raise _other(key, folder, error.what) from error
    except (ValueError, TypeError, LookupError, ArithmeticError, msgspec.MsgspecError, zlib.error) as error:
        raise _other(key, folder, str(error)) from error


def _other(key: str, folder: str, why: str) -> RecordError:
    return RecordError(f"document {key} does not hold what it says: {why}", where=folder, remedy=AGAIN)


def _rows(row: Row, told: list[Row], corrections: dict[str, list[Judgement]]) -> Rows:
    """A document with its claims as rows of a record. Raises ValueError when it is not what it says."""
    key = row["key"]
    document = _document(row)
    profile = document_features.decoded(row["profile"])
    _check_document(row, document, profile)
    filed: Rows = {"facets": [], "claims": [], "claim_blocks": [], "documents": [_document_row(row, document)]}
    filed["document_blocks"] = document_features.block_rows(profile, key)
    for one in told:
        claim = _claim(one, row["text"])
        if claim.rule == additions.RULE:  # the judgement that adds it brings it along
            continue
        for correction in corrections.get(one["key"], ()):
            check_correction(claim, correction)
        made = claim_rows(claim, around(document, claim, one["sentence"]), key, profile, sentence=one["sentence"])
        for name, more in made.items():
            filed[name].extend(more)
    return filed


def _document(row: Row) -> Document:
    published = row["published"] and row["published"].isoformat()
    return Document(
        row["id"], row["text"] or "", published=published, outlet=row["outlet"], url=row["url"], title=row["title"]
    )


def _received(row: Row) -> str:
    return str(row["received"].isoformat(timespec="seconds"))


def _check_document(row: Row, document: Document, profile: DocumentFeatures) -> None:
    """Hold a document against its key, its days, its mentions and its profile. Raises ValueError."""
    known = document.published or _received(row)[:10]
    if row["text"] is not None and document_key(document) != row["key"]:
        raise ValueError("its key is of another text")
    if row["known"].isoformat() != known:
        raise ValueError(f"it counts from {row['known']}, not from {known}")
    unpacked(row["mentions"], tuple[Resolution, ...])
    if (profile.document, profile.published) != (row["key"], document.published):
        raise ValueError("its profile is of another document")


def _document_row(row: Row, document: Document) -> Row:
    copied = {
        name: row[name] for name in ("key", "id", "outlet", "url", "title", "sha256", "reader", "mentions", "profile")
    }
    return copied | {
        "known": row["known"].isoformat(), "published": document.published, "identity": identity(document),
        "text": packed(row["text"]) if row["text"] is not None else None, "received": _received(row),
    }  # fmt: skip


def _claim(row: Row, text: str | None) -> Stated:
    """A claim, held against its sentence and, where it travels, the text. Raises ValueError."""
    claim = stated(row["kind"], row["body"])
    sentence, start, words = row["sentence"], claim.sentence.start, claim.trigger
    if row["key"] != f"{row['document']}.{claim.id}":
        raise ValueError(f"the key {row['key']} is of another claim")
    if not sentence and text is None:
        return claim  # its record keeps no words
    if sentence != (sentence if text is None else text[start : claim.sentence.end]):
        raise ValueError(f"the sentence of {row['key']} is not in its text")
    if (
        len(sentence) != claim.sentence.end - start
        or sentence[words.span.start - start :][: len(words.text)] != words.text
    ):
        raise ValueError(f"{row['key']} is of another sentence")
    return claim


def _judgement(row: Row, folder: str) -> Judgement:
    values = {**row, "made": row["made"].isoformat(), "subjects": tuple(row["subjects"])}
    try:
        judgement = msgspec.convert(values, type=Judgement)
        check(judgement)
    except (ValueError, msgspec.ValidationError) as error:
        raise _unfit(row["key"], folder, str(error)) from error
    return judgement


def _unfit(key: str, folder: str, why: str) -> RecordError:
    return RecordError(f"judgement {key} cannot be followed: {why}", where=folder, remedy=AGAIN)


def _check_known(record: Store, corrections: dict[str, list[Judgement]], folder: str) -> None:
    """Whether corrections fit the claims that the record has already. Raises RecordError."""
    there = record.kept_by_key(corrections)
    for one in chain.from_iterable(corrections[key] for key in there):
        try:
            check_correction(there[one.subjects[0]].claim, one)
        except (OptionError, ValueError) as error:
            raise _unfit(one.key, folder, error.what if isinstance(error, OptionError) else str(error)) from error
