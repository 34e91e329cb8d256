"""Time expressions of each document of DATA, in the format of the benchmark's scorer.

    python bench/time.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH]

Reads `id`, `text` and `dct` of each line and nothing else; writes `{"id", "timexes": [{"start", "end", "type",
"value"}]}`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def main(argv: list[str] | None = None) -> int:
    """Write the predictions; 3 when there is no data."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--parser", default=None)
    given = options.parse_args(argv)
    if not given.data.is_file():
        print(
            f"skipped: {given.data} is not there (the benchmark's data is not part of this repository)", file=sys.stderr
        )
        return 3
    nlp = pipeline(given.parser)
    with given.data.open(encoding="utf-8") as rows, given.out.open("w", encoding="utf-8") as out:
        for line in filter(str.strip, rows):
            row = json.loads(line)
            out.write(json.dumps({"id": row["id"], "timexes": list(timexes(row, nlp))}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
