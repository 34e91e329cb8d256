"""Time expressions of each document of DATA, in the format of the benchmark's scorer.

    python bench/adapters/time.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH]

Reads `id`, `text` and `dct` of each line and nothing else; writes `{"id", "timexes": [{"start", "end", "type",
"value"}]}`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import adapter

from dateline import times
from dateline.text.parse import parse, pipeline
from dateline.types import Block, Document, Interval, Span

PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def document(row: dict[str, Any]) -> Document:
    """The text as one body block a paragraph: datelines and titles belong to what is annotated."""
    blocks = tuple(Block("body", Span(*m.span())) for m in PARAGRAPH.finditer(row["text"]))
    return Document(row["id"], row["text"], row.get("dct") or None, blocks=blocks)


def timexes(row: dict[str, Any], nlp: Any) -> Iterator[dict[str, Any]]:
    """The expressions of one document; an unresolved one keeps its span and an empty value."""
    tree = parse(document(row), nlp)
    for r in times.resolve(times.find(tree), tree, row.get("dct") or None):
        value = r.value if isinstance(r.value, Interval) else None
        start, end = r.mention.span.start, r.mention.span.end
        kind, text = (value.timex_type, value.timex_value) if value else ("DATE", "")
        yield {"start": start, "end": end, "type": kind, "value": text}


def prepare(parser: str | None) -> adapter.Predict:
    """What the adapter writes for a row."""
    nlp = pipeline(parser)
    return lambda row: {"id": row["id"], "timexes": list(timexes(row, nlp))}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, prepare))
