"""Every format there is, by its name on the command line, and the one function that writes it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dateline.errors import OptionError
from dateline.exports import claim_files, event_files
from dateline.exports.annotation.files import WRITERS
from dateline.exports.annotation.spans import of_dispatch
from dateline.exports.files import How, Written, say_level
from dateline.exports.stream import dispatches, events
from dateline.record import sensitivity
from dateline.record.store import Store
from dateline.record.view import Asked

Write = Callable[..., Written]


class Format(msgspec.Struct, frozen=True):
    """A format: ``says`` what a row or file of it is, for people."""

    says: str
    write: Write


def _of_events(write: Callable[..., Written], *, captures: bool = False) -> Write:
    def written(record: Store, path: str, wanted: Asked, how: How) -> Written:
        return write(events(record, wanted, captures=captures, names=how.names), path, how)

    return written


def _of_claims(write: Callable[..., Written], *kinds: str) -> Write:
    def written(record: Store, path: str, wanted: Asked, how: How) -> Written:
        return write(dispatches(record, wanted, kinds=kinds, names=how.names), path, how)

    return written


def _of_texts(to: str) -> Write:
    def written(record: Store, path: str, wanted: Asked, how: How) -> Written:
        return WRITERS[to](map(of_dispatch, dispatches(record, wanted, texts=True, names=how.names)), path, how)

    return written


FORMATS: dict[str, Format] = {
    "acled": Format("CSV, an event a row, ACLED's 31 columns, by its codebook", _of_events(event_files.write_acled, captures=True)),
    "ucdp": Format("CSV, an event a row, UCDP's 49 columns, by its codebook", _of_events(event_files.write_ucdp)),
    "polecat": Format("TSV, an event a row, POLECAT's 40 columns", _of_events(event_files.write_polecat)),
    "geojson": Format("GeoJSON, an event a feature, null without a point", _of_events(event_files.write_geojson)),
    "geoparquet": Format("GeoParquet, an event a row; needs dateline[parquet]", _of_events(event_files.write_geoparquet)),
    "plover": Format("JSON lines, a claim a line, PLOVER's keys and ours", _of_claims(claim_files.write_plover, "claim")),
    "csv": Format("CSV, a claim or control statement a row, to be checked", _of_claims(claim_files.write_csv, "claim", "control")),
    "xlsx": Format("a workbook of the same; needs dateline[xlsx]", _of_claims(claim_files.write_xlsx, "claim", "control")),
    "annotation": Format("W3C Web Annotations, a claim or role each", _of_texts("annotation")),
    "brat": Format("a folder for brat, a text a pair of files", _of_texts("brat")),
    "label-studio": Format("tasks for Label Studio, a text each, with predictions", _of_texts("label-studio")),
}  # fmt: skip


def write(
    record: Store,
    path: str,
    to: str,
    wanted: Asked = Asked(),
    *,
    refused: str | None = None,
    bom: bool = False,
    names: bool = False,
) -> Written:
    """Write a record to a file in a format, and what the format's own rules refuse to a file beside it.

    ``path``: "-" for the standard output. ``refused``: where refusals go, by default ``NAME.refused.csv`` beside ``path``.
    ``bom``: begin CSV with the mark by which Excel knows UTF-8. ``names``: with the names of private persons, which are left out
    otherwise. Where the record says how sensitive it is, that travels along (``NAME.sensitivity.txt`` and, where the format has
    a place for it, in the file). Raises OptionError for another format and when a file cannot be written.
    """
    if to not in FORMATS:
        raise OptionError(f"{to!r} is no format", where="to", remedy=f"give one of {', '.join(FORMATS)}")
    how = How(refused, bom, names, sensitivity.of(record))
    done = FORMATS[to].write(record, path, wanted, how)
    say_level(how.sensitivity, path)
    return done
