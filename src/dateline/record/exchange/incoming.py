"""A colleague's export merged into a record: what it holds is filed like readings of our own, and joined by us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import RecordError
from dateline.record import profile as profiles
from dateline.record.exchange.layout import CONTRACT, FILES, arrow, schema
from dateline.record.filing import Rows, around, claim_rows, document_key, identity
from dateline.record.nouns import Judgement
from dateline.record.packing import packed, unpacked
from dateline.record.profile import Profile
from dateline.record.ruling import judgement_key
from dateline.record.store import Added, Record
from dateline.types import Claim, Control, Document, Resolution

GROUP = 200  # documents filed in one transaction
AGAIN = "export it again with dateline export"


def import_parquet(record: Record, folder: str) -> Added:
    """Merge an export. Raises RecordError before anything is written when a file is missing, broken, of a newer dateline,
    or does not hold what it says; documents and judgements that are there already change nothing.
    """
    tables = {name: _read(Path(folder), name) for name in FILES if name in {"documents", "claims", "judgements"}}
    of_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in tables["claims"].to_pylist():
        of_document[row["document"]].append(row)
    found = tables["documents"].to_pylist()
    trail = [_judgement(row, folder) for row in tables["judgements"].to_pylist()]
    made = {row["key"]: _rows(row, of_document[row["key"]], folder) for row in found}
    total = Added()
    for some in _groups(made):
        added = record.file(some)
        total = Added(total.new + added.new, total.known + added.known, total.claims + added.claims)
    for judgement in trail:
        record.judge(judgement, strict=False)
    return total


def _groups(made: dict[str, Rows]) -> Iterator[dict[str, Rows]]:
    keys = sorted(made)
    yield from ({key: made[key] for key in keys[at : at + GROUP]} for at in range(0, len(keys), GROUP))


def _read(folder: Path, name: str) -> Any:
    """A table, checked. Raises RecordError."""
    path, pa = folder / f"{name}.parquet", arrow()
    if not path.is_file():
        raise RecordError(f"there is no {name}.parquet", where=str(folder), remedy="give a folder of dateline export")
    try:
        table = pa.parquet.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise RecordError(f"it is broken: {str(error).splitlines()[0]}", where=str(path), remedy=AGAIN) from error
    made = {
        key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items() if key != b"ARROW:schema"
    }
    if made.get("file") != name or not made.get("contract", "").isdigit():
        raise RecordError("it was not written by dateline export", where=str(path), remedy=AGAIN)
    if int(made["contract"]) > int(CONTRACT):
        raise RecordError("it was made by a newer dateline", where=str(path), remedy="update dateline")
    if not table.schema.equals(schema(name)):
        raise RecordError("its columns are not those of an export", where=str(path), remedy=AGAIN)
    return table


def _rows(row: dict[str, Any], claims: list[dict[str, Any]], folder: str) -> Rows:
    """A document with its claims as rows of a record."""
    try:
        return _filed(row, claims)
    except (ValueError, TypeError, msgspec.MsgspecError, OSError, ArithmeticError) as error:
        raise _tampered(row["key"], folder, str(error)) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _tampered(row["key"], folder, str(error)) from error
        raise


def _tampered(key: str, folder: str, why: str) -> RecordError:
    return RecordError(f"document {key} does not hold what it says: {why}", where=folder, remedy=AGAIN)


def _filed(row: dict[str, Any], claims: list[dict[str, Any]]) -> Rows:
    key, published = row["key"], row["published"] and row["published"].isoformat()
    document = Document(
        row["id"], row["text"] or "", published=published, outlet=row["outlet"], url=row["url"], title=row["title"]
    )
    if row["text"] is not None and document_key(document) != key:
        raise ValueError("its key is of another text")
    profile = msgspec.json.decode(row["profile"], type=Profile)
    unpacked(row["mentions"], tuple[Resolution, ...])
    if profile.document != key:
        raise ValueError("its profile is of another document")
    filed: Rows = defaultdict(list)
    filed["documents"].append({
        "key": key, "id": row["id"], "known": row["known"].isoformat(), "published": published, "outlet": row["outlet"],
        "url": row["url"], "title": row["title"], "sha256": row["sha256"], "identity": identity(document), "reader": row["reader"],
        "text": packed(row["text"]) if row["text"] is not None else None, "mentions": row["mentions"],
        "profile": row["profile"], "received": row["received"].isoformat(timespec="seconds"),
    })  # fmt: skip
    filed["document_blocks"] = [{"block": block, "document": key} for block in sorted(profiles.keys(profile))]
    for name in ("claims", "facets", "claim_blocks"):
        filed[name] = []
    for one in claims:
        claim = _claim(one)
        for name, more in claim_rows(
            claim, around(document, claim, one["sentence"]), key, profile, sentence=one["sentence"]
        ).items():
            filed[name].extend(more)
    return dict(filed)


def _claim(row: dict[str, Any]) -> Claim | Control:
    claim: Claim | Control = unpacked(row["body"], Claim) if row["kind"] == "claim" else unpacked(row["body"], Control)
    if row["key"] != f"{row['document']}.{claim.id}":
        raise ValueError(f"the key {row['key']} is of another claim")
    return claim


def _judgement(row: dict[str, Any], folder: str) -> Judgement:
    values = {**row, "made": row["made"].isoformat(), "subjects": tuple(row["subjects"])}
    try:
        judgement = msgspec.convert(values, type=Judgement)
    except msgspec.ValidationError as error:
        raise RecordError(f"judgement {row['key']}: {error}", where=folder, remedy=AGAIN) from error
    if judgement_key(judgement) != judgement.key:
        raise RecordError(f"judgement {row['key']} was changed after it was signed", where=folder, remedy=AGAIN)
    return judgement
