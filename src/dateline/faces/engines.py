"""From a batch of dispatches to a batch of claims: what an engine that spreads batches over machines calls (docs/scale.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dateline.faces.bounds import SECONDS
from dateline.faces.readings import read_one
from dateline.faces.shards import claim_rows
from dateline.read import Options
from dateline.record.exchange.layout import COLUMNS, arrow, schema
from dateline.text.intake import IntakeOptions
from dateline.text.intake.records import document_of
from dateline.types import Document, Skipped

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema

Row = dict[str, Any]


class BatchReader:
    """Takes rows with the fields of a dispatch (``id``, ``text``, ``published``, ``outlet``, ``url``, ``title``), gives the rows
    of claims.parquet that ``dateline read --to parquet`` writes of them, in their order. What is not read is a row of the kind
    "skipped" with the id of the dispatch in ``document`` and the reason in ``content``.

    A row depends on its dispatch alone, so batches may be cut and spread in any way. Lexicon and parser are loaded once a
    process, at the first batch. Raises LexiconError and ParserError then; RecordError when pyarrow is not there.
    """

    def __init__(
        self,
        options: Options = Options(),  # noqa: B008 - a frozen value
        intake: IntakeOptions = IntakeOptions(),  # noqa: B008 - a frozen value
        seconds: int = SECONDS,
    ) -> None:
        self.options, self.intake, self.seconds = options, intake, seconds

    def rows(self, dispatches: Iterable[Mapping[str, Any]]) -> Iterator[list[Row]]:
        """The rows of each dispatch."""
        for number, one in enumerate(dispatches, 1):
            yield list(self._of(one, str(one.get("id") or number)))

    def __call__(self, batch: RecordBatch) -> RecordBatch:
        """The same from Arrow to Arrow."""
        found = [_whole(row) for some in self.rows(batch.to_pylist()) for row in some]
        return arrow().RecordBatch.from_pylist(found, schema=claims_schema())

    def _of(self, dispatch: Mapping[str, Any], name: str) -> Iterator[Row]:
        plain = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in dispatch.items()}
        item: Document | Skipped = document_of(plain, name, self.intake)
        reading = read_one(item, self.options, self.seconds)
        if isinstance(reading, Skipped):
            yield {"document": name, "kind": "skipped", "content": reading.why}
        else:
            yield from claim_rows(reading)


def claims_schema() -> Schema:
    """The Arrow schema of what comes out: that of claims.parquet."""
    return schema("claims")


def _whole(row: Row) -> Row:
    return {column: row.get(column) for column in COLUMNS["claims"]}
