"""Readings as a folder of Parquet files, a shard of some hundred dispatches after the other; what is finished is kept.

``DIR/claims/00000.parquet`` and ``DIR/documents/00000.parquet`` have the columns of ``dateline export``. A shard is finished
once ``DIR/shards/00000.json`` stands: it says of which dispatches and by which reader the shard was made, and what of them was
set aside. ``DIR/skipped.jsonl``, written last, holds all that was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import OptionError
from dateline.record.exchange.layout import COLUMNS, arrow, schema
from dateline.record.exchange.outgoing import claim_row
from dateline.record.packing import Stated
from dateline.record.rows import document_key, reader_name
from dateline.record.types import Filed, Kept
from dateline.types import Claim, Control, Document, Reading, Skipped

SIZE = 500
"""Dispatches of a shard: a minute of one core, a file of some megabytes."""
TABLES = ("claims", "documents")
MARKS = "shards"
SET_ASIDE = "skipped.jsonl"
Row = dict[str, Any]


class Shard(msgspec.Struct, frozen=True):
    """Dispatches that are read together. ``made_of``: a hash of them and of all that their reading depends on."""

    number: int
    documents: tuple[Document, ...]
    made_of: str


class Done(msgspec.Struct, frozen=True):
    """What became of a shard, as its mark says: dispatches read, rows of claims, and what was set aside."""

    number: int
    made_of: str
    documents: int
    claims: int
    skipped: tuple[Skipped, ...] = ()


def shards(documents: Iterable[Document], settings: msgspec.Struct, size: int) -> Iterator[Shard]:
    """The documents in their order, ``size`` at a time. ``settings``: what else the readings depend on."""
    found, number = iter(documents), 0
    told = msgspec.json.encode((reader_name(), settings), order="deterministic", enc_hook=_name)
    while some := tuple(islice(found, size)):
        yield Shard(number, some, sha256(msgspec.json.encode((told.decode(), some), order="deterministic")).hexdigest())
        number += 1


def _name(value: object) -> str:
    """What a setting is called that is a value of Python alone: a parser or resolver that was handed in."""
    return str(getattr(value, "__qualname__", type(value).__qualname__))


class Folder:
    """Where the shards go."""

    def __init__(self, path: str) -> None:
        """Raises OptionError when it holds other things, or cannot be made."""
        self.path = Path(path)
        ours = {*TABLES, MARKS, SET_ASIDE}
        try:
            others = [one.name for one in self.path.iterdir() if one.name not in ours] if self.path.exists() else []
            for name in () if others else (*TABLES, MARKS):
                (self.path / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"cannot be written: {error.strerror}", where=path, remedy="give a folder") from error
        if others:
            raise OptionError(f"it holds other things ({others[0]})", where=path, remedy="give a new folder")

    def kept(self, shard: Shard) -> Done | None:
        """What became of the shard in an earlier run; None when it is still to be read, or was made of something else."""
        try:
            done = msgspec.json.decode(self._mark(shard.number).read_bytes(), type=Done)
        except (OSError, msgspec.MsgspecError):
            return None
        whole = all(self._file(name, shard.number).exists() for name in TABLES)
        return done if whole and done.made_of == shard.made_of else None

    def write(self, shard: Shard, items: Sequence[Reading | Skipped]) -> Done:
        """Keep the readings of a shard: its files whole, then its mark."""
        readings = [one for one in items if isinstance(one, Reading)]
        rows = {
            "claims": [row for one in readings for row in claim_rows(one)],
            "documents": [_document(one.document) for one in readings],
        }
        self._mark(shard.number).unlink(missing_ok=True)
        for name in TABLES:
            _put(self._file(name, shard.number), _parquet(name, rows[name]))
        skipped = tuple(one for one in items if isinstance(one, Skipped))
        done = Done(shard.number, shard.made_of, len(readings), len(rows["claims"]), skipped)
        _put(self._mark(shard.number), msgspec.json.encode(done))
        return done

    def finish(self, count: int, skipped: Iterable[Skipped]) -> None:
        """Take away shards of an earlier run beyond the first ``count``, and write down what was not read."""
        for name, ending in ((MARKS, "json"), *((name, "parquet") for name in TABLES)):
            for path in (self.path / name).glob(f"*.{ending}"):
                if not path.stem.isdecimal() or int(path.stem) >= count:
                    path.unlink()
        _put(self.path / SET_ASIDE, b"".join(msgspec.json.encode(one) + b"\n" for one in skipped))

    def _file(self, name: str, number: int) -> Path:
        return self.path / name / f"{number:05}.parquet"

    def _mark(self, number: int) -> Path:
        return self.path / MARKS / f"{number:05}.json"


def claim_rows(reading: Reading) -> Iterator[Row]:
    """Everything that a dispatch states, in the columns of claims.parquet; the event is known to a record alone."""
    document, key = reading.document, document_key(reading.document)
    known = document.published or ""
    filed = Filed(key, document.id, known, document.published, document.outlet, document.url, document.title)
    stated: list[Stated] = [*reading.claims, *reading.controls, *reading.figures, *reading.deadlines]
    for one in sorted(stated, key=lambda one: one.id):
        bare = msgspec.structs.replace(one, steps=()) if isinstance(one, Claim | Control) else one
        sentence = document.text[one.sentence.start : one.sentence.end]
        yield claim_row(Kept(f"{key}.{one.id}", filed, bare, sentence), None)


def _document(document: Document) -> Row:
    day = date.fromisoformat(document.published) if document.published else None
    plain = {name: getattr(document, name) for name in ("id", "outlet", "url", "title", "sha256")}
    return plain | {"key": document_key(document), "published": day, "known": day, "reader": reader_name()}


def _parquet(name: str, rows: list[Row]) -> bytes:
    pa = arrow()
    whole = [{column: row.get(column) for column in COLUMNS[name]} for row in rows]
    out = pa.BufferOutputStream()
    pa.parquet.write_table(pa.Table.from_pylist(whole, schema=schema(name)), out, compression="zstd")
    return bytes(out.getvalue())


def _put(path: Path, data: bytes) -> None:
    """A file that stands whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
