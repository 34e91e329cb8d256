"""Events written as files, one at a time: tables of ACLED, UCDP and POLECAT, GeoJSON, GeoParquet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec

from dateline.exports import acled, geo, polecat, ucdp
from dateline.exports.cells import Table
from dateline.exports.files import STANDARD, How, Written, beside, opened, part_of
from dateline.exports.refusal import COLUMNS as REFUSED
from dateline.exports.refusal import Refusal
from dateline.exports.stream import Told
from dateline.exports.summary import Summary, summed_up
from dateline.record.exchange.layout import arrow
from dateline.record.packing import grouped

BATCH = 2000  # rows of a row group
Coded = Callable[[Summary], dict[str, Any] | Refusal]


class Refusals:
    """Where refusals go: counted by rule, and written down where there is a file for them."""

    def __init__(self, table: Table | None) -> None:
        self._table, self.by_rule = table, Counter[str]()

    def add(self, one: Refusal) -> None:
        """One more."""
        self.by_rule[one.rule] += 1
        if self._table is not None:
            self._table.add(msgspec.structs.asdict(one))


@contextmanager
def refusals(path: str, given: str | None) -> Iterator[tuple[Refusals, str]]:
    """The file of refusals of an export: the one given, else one beside it; none where the export goes to the standard output."""
    target = given or ("" if path == STANDARD else beside(path, "refused", "csv"))
    if not target:
        yield Refusals(None), ""
        return
    with opened(target) as out:
        yield Refusals(Table(out, REFUSED)), target


def write_table(
    told: Iterable[Told], path: str, how: How, columns: Iterable[str], code: Coded, *, tabs: bool = False
) -> Written:
    """Events as rows of a table; those that are refused in a file of their own."""
    rows = 0
    with opened(path) as out, refusals(path, how.refused) as (apart, target):
        table = Table(out, columns, tabs=tabs, bom=how.bom)
        for one in map(summed_up, told):
            row = code(one)
            if isinstance(row, Refusal):
                apart.add(row)
            else:
                table.add(row)
                rows += 1
    return Written(rows, dict(apart.by_rule), target)


def write_acled(told: Iterable[Told], path: str, how: How) -> Written:
    """Rows of ACLED's shape."""
    return write_table(told, path, how, acled.COLUMNS, acled.Coder())


def write_ucdp(told: Iterable[Told], path: str, how: How) -> Written:
    """Rows of UCDP's shape."""
    return write_table(told, path, how, ucdp.COLUMNS, ucdp.coded)


def write_polecat(told: Iterable[Told], path: str, how: How) -> Written:
    """Rows of POLECAT's shape."""
    return write_table(told, path, how, polecat.COLUMNS, polecat.coded, tabs=True)


def write_geojson(told: Iterable[Told], path: str, how: How) -> Written:
    """A FeatureCollection, a feature a line; an event without a point has null as its geometry."""
    rows = 0
    with opened(path) as out:
        level = f'"sensitivity": {json.dumps(how.sensitivity)}, ' if how.sensitivity else ""
        out.write(f'{{"type": "FeatureCollection", {level}"features": [')
        for one in map(summed_up, told):
            out.write(f"{',' if rows else ''}\n{geo.feature(one).decode()}")
            rows += 1
        out.write("\n]}\n")
    return Written(rows)


def write_geoparquet(told: Iterable[Told], path: str, how: How) -> Written:
    """GeoParquet 1.1: properties as columns, points as WKB in ``geometry``, WGS 84 with the longitude first."""
    pa = arrow()
    schema, rows = _geo_schema(how), 0
    with part_of(path) as part, pa.parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        for some in grouped(map(summed_up, told), BATCH):
            writer.write_table(pa.Table.from_pylist([_geo_row(one) for one in some], schema=schema))
            rows += len(some)
    return Written(rows)


def _geo_schema(how: How) -> Any:
    pa = arrow()
    kinds = {
        "string": pa.string(), "strings": pa.list_(pa.string()), "int": pa.int64(), "bool": pa.bool_(), "date": pa.date32(),
    }  # fmt: skip
    columns = [(name, kinds[kind]) for name, kind in geo.COLUMNS.items()]
    column = {"encoding": "WKB", "geometry_types": ["Point"], "edges": "planar"}
    meta = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    level = {"sensitivity": how.sensitivity} if how.sensitivity else {}
    return pa.schema([*columns, ("geometry", pa.binary())], metadata={"geo": json.dumps(meta)} | level)


def _geo_row(one: Summary) -> dict[str, Any]:
    row = geo.properties(one)
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("start", "end", "known")}
    return {**row, **days, "geometry": geo.wkb(one.spot.point if one.spot else None)}
