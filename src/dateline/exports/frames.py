"""Readings, events and states as data frames. Arrow is the common ground; pandas and polars are loaded only when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import msgspec

from dateline.errors import OptionError
from dateline.record.exchange.layout import COLUMNS
from dateline.record.exchange.outgoing import claim_row, event_row, mention_rows
from dateline.record.rows import document_key
from dateline.record.states import State
from dateline.record.types import Filed, Happening, Kept
from dateline.types import Claim, Control, Reading

DISPATCH = {"document": "string", "published": "date", "outlet": "string"}
CLAIMS = {
    "key": "string", **DISPATCH,
    **{name: kind for name, kind in COLUMNS["claims"].items() if name not in {"key", "document", "body"}},
}  # fmt: skip
"""Columns of a frame of claims: as in claims.parquet, with the dispatch's own id, date and outlet."""
EVENTS = COLUMNS["events"]
MENTIONS = COLUMNS["mentions"]
PARTS = ("control", "tolls", "sums", "stances", "plans", "questions")
INSTALL = {"pandas": "pandas", "polars": "polars", "pyarrow": "'dateline[parquet]'"}
Row = dict[str, Any]


def of_reading(reading: Reading, to: str = "pandas", of: str = "claims") -> Any:
    """The claims and control statements of a reading, or its mentions, one a row."""
    if of == "mentions":
        return _frame(list(mention_rows(reading.document.id, reading.resolutions)), MENTIONS, to)
    if of != "claims":
        raise OptionError(f"a reading has no {of!r}", where="of", remedy="give claims or mentions")
    document = reading.document
    filed = Filed(
        document_key(document), document.id, document.published or "", document.published, document.outlet, document.url,
        document.title,
    )  # fmt: skip
    stated: list[Claim | Control] = [*reading.claims, *reading.controls]
    return of_kept(
        [Kept(one.id, filed, one, document.text[one.sentence.start : one.sentence.end]) for one in stated], to
    )


def of_kept(kept: Iterable[Kept], to: str = "pandas") -> Any:
    """Claims of a record, one a row."""
    return _frame([_claim(one) for one in kept], CLAIMS, to)


def _claim(kept: Kept) -> Row:
    document = kept.document
    told = {"document": document.id, "published": _day(document.published), "outlet": document.outlet}
    return claim_row(kept, kept.event or None) | told


def _day(day: str | None) -> Any:
    from datetime import date

    return date.fromisoformat(day) if day else None


def of_events(events: Sequence[Happening], to: str = "pandas") -> Any:
    """Events, one a row, in the columns of events.parquet."""
    return _frame([event_row(one) for one in events], EVENTS, to)


def of_state(state: State, of: str = "control", to: str = "pandas") -> Any:
    """One part of a state, a row a row; who says so in ``accounts`` and ``sources`` as structures with their fields."""
    if of not in PARTS:
        raise OptionError(f"a state has no {of!r}", where="of", remedy=f"give one of {', '.join(PARTS)}")
    pa, rows = _arrow(), msgspec.to_builtins(getattr(state, of))
    return _as(pa.Table.from_pylist(rows), to)


def _frame(rows: list[Row], columns: dict[str, str], to: str) -> Any:
    pa = _arrow()
    kinds = {
        "string": pa.string(), "strings": pa.list_(pa.string()), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
        "date": pa.date32(),
    }  # fmt: skip
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    whole = [{name: row.get(name) for name in columns} for row in rows]
    return _as(pa.Table.from_pylist(whole, schema=schema), to)


def _arrow() -> Any:
    return _loaded("pyarrow")


def _loaded(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise OptionError(
            f"{name} is not installed", where="to_frame", remedy=f"pip install {INSTALL[name]}"
        ) from error


def _as(table: Any, to: str) -> Any:
    """The table as it was asked for. Whole numbers that are not told stay whole numbers: pandas' Int64."""
    if to == "arrow":
        return table
    if to == "polars":
        return _loaded("polars").from_arrow(table)
    if to != "pandas":
        raise OptionError(f"{to!r} is no kind of data frame", where="to", remedy="give pandas, polars or arrow")
    pandas, pa = _loaded("pandas"), _arrow()
    known = {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype()}
    return table.to_pandas(types_mapper=known.get, date_as_object=False)
