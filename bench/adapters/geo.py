"""Read place names and put them on the map, in the format of the geo benchmark.

    python bench/adapters/geo.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH]

Reads id, text, date, title and url of each line and nothing else.
"""

from __future__ import annotations

import re
import sys

import adapter

from dateline import places
from dateline.text.intake import read_text
from dateline.text.parse import parse, pipeline
from dateline.types import Document


def document(line: dict[str, object]) -> Document:
    """The line as dateline takes it in; only the input fields are looked at."""
    date, title, url = (str(line[k]) if line.get(k) else None for k in ("date", "title", "url"))
    day = date[:10] if date and re.match(r"\d{4}-\d\d-\d\d", date) else None
    return read_text(str(line["text"]), id=str(line["id"]), published=day, title=title, url=url)


def toponyms(doc: Document, parser: str | None) -> list[dict[str, object]]:
    """One prediction for each mention: the span, and the point where one was found."""
    tree = parse(doc, pipeline(parser))
    gazetteer = places.load()
    found = places.resolve(places.find(tree, gazetteer, doc), doc, gazetteer, doc.published)
    out: list[dict[str, object]] = []
    for r in found:
        span, value = r.mention.span, r.value
        line: dict[str, object] = {"start": span.start, "end": span.end, "text": r.mention.text}
        if value is not None and value.lat is not None:
            line |= {"lat": value.lat, "lon": value.lon, "geonameid": str(value.geonames) if value.geonames else None}
        out.append(line)
    return out


def prepare(parser: str | None) -> adapter.Predict:
    """What the adapter writes for a row."""
    return lambda row: {"id": (doc := document(row)).id, "toponyms": toponyms(doc, parser)}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, prepare))
