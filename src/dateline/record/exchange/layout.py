"""The columns of the Parquet files: flat and typed, so that DuckDB, polars and pandas read them as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dateline.errors import RecordError
from dateline.record.schema import REVISION

if TYPE_CHECKING:
    from pyarrow import Schema

CONTRACT = "1"
"""Raised when a column changes its meaning or goes."""
FILES = ("documents", "claims", "mentions", "events", "judgements")
COUNTED = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "treated", "released")
FIGURES = tuple(f"{what}_{bound}" for what in COUNTED for bound in ("low", "high"))

NOTHING: Mapping[str, str] = {}
WITHHELD = "withheld"
"""What a file says under ``names`` when those of private persons were left out of it."""
Row = dict[str, Any]
COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "key": "string", "id": "string", "known": "date", "published": "date", "outlet": "string", "url": "string",
        "title": "string", "sha256": "string", "copies": "string", "reader": "string", "received": "time", "text": "string",
        "profile": "binary", "mentions": "binary",
    },
    "claims": {
        "key": "string", "document": "string", "event": "string", "kind": "string", "type": "string", "mode": "strings",
        "trigger": "string", "trigger_start": "int", "trigger_end": "int", "sentence": "string", "actor": "strings",
        "actor_code": "strings", "recipient": "strings", "recipient_code": "strings", "place": "strings",
        "place_id": "strings", "country": "strings", "lat": "float", "lon": "float", "start": "date", "end": "date",
        "time": "string", **dict.fromkeys(FIGURES, "int"), "voices": "strings", "stance": "strings", "modality": "string",
        "polarity": "string", "historical": "bool", "content": "string", "score": "float", "rule": "string",
        "body": "binary",
    },
    "mentions": {
        "document": "string", "kind": "string", "text": "string", "start": "int", "end": "int", "rule": "string",
        "use": "string", "id": "string", "name": "string", "code": "string", "country": "string", "lat": "float",
        "lon": "float", "precision": "string", "first_day": "date", "last_day": "date", "grain": "string",
        "timex_value": "string", "what": "string", "low": "int", "high": "int", "unit": "string", "score": "float",
        "reason": "string",
    },
    "events": {
        "event": "string", "title": "string", "types": "strings", "place": "string", "country": "string", "lat": "float",
        "lon": "float", "start": "date", "end": "date", "known": "date", **dict.fromkeys(FIGURES, "int"),
        "contradicted": "strings", "doers": "string", "grade": "string", "sources": "int", "documents": "strings",
        "copies": "int", "claims": "strings", "campaign": "strings",
    },
    "judgements": {
        "key": "string", "verdict": "string", "subjects": "strings", "made": "date", "by": "string", "field": "string",
        "value": "string", "note": "string", "at": "string", "turn": "int",
    },
}  # fmt: skip
"""Columns of each file and what they hold."""
LATER: dict[str, Row] = {"judgements": {"at": "", "turn": 0}}
"""Columns that older exports lack, and what stands for them."""
NEEDED: dict[str, tuple[str, ...]] = {
    "documents": ("key", "id", "known", "sha256", "reader", "received", "profile", "mentions"),
    "claims": ("key", "document", "kind", "sentence", "body"),
    "judgements": tuple(COLUMNS["judgements"]),
}
"""Columns without which a row cannot be taken in again."""


def arrow() -> Any:
    """The library. Raises RecordError when it is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as _parquet  # noqa: F401 - a part that has to be asked for
    except ModuleNotFoundError as error:
        raise RecordError("Parquet needs the package pyarrow", remedy="pip install 'dateline[parquet]'") from error
    return pa


def schema(name: str, more: Mapping[str, str] = NOTHING) -> Schema:
    """The schema of a file, with what made it and what else is to be said of it."""
    from dateline import __version__

    pa = arrow()
    kinds = {
        "string": pa.string(), "strings": pa.list_(pa.string()), "int": pa.int64(), "float": pa.float64(),
        "bool": pa.bool_(), "date": pa.date32(), "time": pa.timestamp("us", tz="UTC"), "binary": pa.binary(),
    }  # fmt: skip
    made = {"dateline": __version__, "contract": CONTRACT, "revision": REVISION, "file": name, **more}
    return pa.schema([(column, kinds[kind]) for column, kind in COLUMNS[name].items()], metadata=made)


def made_by(found: Schema) -> dict[str, str]:
    """What a file says of the program that wrote it; nothing for files of others."""
    named: dict[bytes, bytes] = found.metadata or {}
    ours = ("dateline", "contract", "revision", "file", "names", "sensitivity")
    return {name: named[name.encode()].decode(errors="replace") for name in ours if name.encode() in named}
