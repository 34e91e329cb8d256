"""Read a Parquet file of dispatches with Daft, on one machine or on Ray: a folder of Parquet files of claims comes out.

    DO_NOT_TRACK=1 python docs/recipes/daft_claims.py DISPATCHES.parquet OUT_DIR [PROCESSES]

On Ray, ``daft.set_runner_ray(ADDRESS)`` comes first, and dateline has to be installed where the work is done.
"""

import sys
from typing import Any

import daft
from daft import DataType, Series

from dateline.faces.engines import BatchReader, claims_schema

FIELDS = ("id", "text", "published", "outlet", "url", "title")
ROW = DataType.struct({field.name: DataType.from_arrow_type(field.type) for field in claims_schema()})
BATCH = 64  # dispatches handed over at a time


class Claims:
    """Loads lexicon and parser once a process."""

    def __init__(self) -> None:
        self.reader = BatchReader()

    @daft.method.batch(return_dtype=DataType.list(ROW), batch_size=BATCH)
    def of(self, *columns: Series) -> list[list[dict[str, Any]]]:
        """The rows of each dispatch, a list a dispatch."""
        values = zip(*(column.to_pylist() for column in columns), strict=True)
        dispatches = (dict(zip(FIELDS, one, strict=True)) for one in values)
        names = claims_schema().names
        return [[{name: row.get(name) for name in names} for row in rows] for rows in self.reader.rows(dispatches)]


def claims(source: str, processes: int = 1) -> daft.DataFrame:
    """A row a claim, in the columns of claims.parquet."""
    spread = daft.cls(Claims, use_process=processes > 1, max_concurrency=processes)
    rows = spread().of(*(daft.col(name) for name in FIELDS))
    found = daft.read_parquet(source).select(rows.alias("row")).explode("row")
    return found.where(daft.col("row").not_null()).select(daft.col("row").unnest())


if __name__ == "__main__":
    claims(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 1).write_parquet(sys.argv[2])
