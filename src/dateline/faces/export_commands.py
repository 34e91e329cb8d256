"""Commands that hand a record on and take things back: export, import. What they need is loaded when they run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from dateline.errors import InputError, OptionError, many
from dateline.faces.options import At, Lexicon, Which, address, flag, record_at

if TYPE_CHECKING:
    from dateline.exports.files import Written

To = Literal[
    "parquet", "acled", "ucdp", "plover", "polecat", "geojson", "geoparquet", "csv", "xlsx", "annotation", "brat", "label-studio",
]  # fmt: skip
SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm")
"""Endings of spreadsheets that people check."""
Clock = Annotated[
    Literal["published", "received"],
    Parameter(help="Known from the day a dispatch was published, or from the day the record received it."),
]


def export(
    path: Annotated[
        str,
        Parameter(
            name="PATH",
            allow_leading_hyphen=True,
            help="The file to write, - for the standard output; for parquet a folder.",
        ),
    ],
    /,
    *,
    record: At = None,
    to: Annotated[To, Parameter(help="What to write.")] = "parquet",
    which: Which = Which(),
    known_by: Annotated[str | None, Parameter(help="What was known by this day, YYYY-MM-DD; all if not given.")] = None,
    clock: Clock = "published",
    refused: Annotated[
        str | None, Parameter(help="Where refused events go; PATH's name with .refused.csv if not given.")
    ] = None,
    bom: Annotated[bool, flag("Begin CSV with a byte-order mark, by which Excel knows UTF-8.")] = False,
    names: Annotated[bool, flag("With the names of private persons; they are left out by default.")] = False,
    texts: Annotated[bool, flag("For parquet: also the texts of the dispatches; mind who owns them.")] = False,
    lexicon: Lexicon = (),
) -> int:
    """Write the record in a format of others. What the format's own rules refuse goes to a second file, with the rule."""
    if to == "parquet":
        return _parquet(path, record, lexicon, texts=texts, names=names)
    from dateline.exports.formats import write
    from dateline.faces.record_commands import wanted
    from dateline.record.record import asked

    with record_at(record, lexicon) as here:
        done = write(here, path, to, asked(**wanted(which, known_by, clock)), refused=refused, bom=bom, names=names)
    _say(told(done, path), path)
    return 0


def told(done: Written, path: str) -> str:
    """What an export did, in one line."""
    line = f"{done.rows:,} row{'' if done.rows == 1 else 's'} in {'the standard output' if path == '-' else path}"
    if not done.refused:
        return line
    rules = ", ".join(
        f"{number} {rule}" for rule, number in sorted(done.refused.items(), key=lambda one: (-one[1], one[0]))
    )
    where = f" in {done.refusals}" if done.refusals else "; --refused FILE lists them"
    return f"{line}; {sum(done.refused.values()):,} refused ({rules}){where}"


def _parquet(folder: str, record: str | None, lexicon: tuple[str, ...], *, texts: bool, names: bool) -> int:
    from dateline.record import exchange

    if folder == "-":
        raise OptionError("parquet is a folder of files", where="PATH", remedy="give a folder")
    with record_at(record, lexicon) as here:
        written = exchange.export_parquet(here, folder, texts=texts, names=names)
    _say(", ".join(f"{number} {name}" for name, number in written.items()) + f" in {folder}")
    return 0


def take_in(
    path: Annotated[
        str,
        Parameter(
            name="PATH",
            help="A folder that dateline export wrote; a CSV or XLSX of it that people checked; annotations with --gold.",
        ),
    ],
    /,
    *,
    record: At = None,
    by: Annotated[str | None, Parameter(help="Who checked the spreadsheet; your user name if not given.")] = None,
    date: Annotated[
        str | None, Parameter(help="The day the corrections count from, YYYY-MM-DD; today if not given.")
    ] = None,
    gold: Annotated[
        str | None,
        Parameter(
            help="Write the annotations of a tool (brat, Label Studio, Web Annotation) as gold lines to this file."
        ),
    ] = None,
    lexicon: Lexicon = (),
) -> int:
    """Merge a colleague's export, or take in what people corrected: each change of a checked spreadsheet is a judgement."""
    if gold is not None:
        return _gold(path, gold)
    if path.lower().endswith(SHEETS):
        return _reviewed(path, record, lexicon, by=by, date=date)
    return _merged(path, record, lexicon)


def _reviewed(path: str, record: str | None, lexicon: tuple[str, ...], *, by: str | None, date: str | None) -> int:
    from dateline.exports.review.bring import bring
    from dateline.faces.trail import line

    with record_at(record, lexicon) as here:
        done = bring(here, path, by=by or "", date=date)
    for one in done.judgements:
        _say(f"{one.key}  {line(one)}")
    for bad in done.bad:
        sys.stderr.write(f"dateline: {path}, row {bad.row}, column {bad.column}: {bad.cell!r} {bad.why}\n")
    _say(
        f"{done.rows:,} rows, {done.changed:,} with changes that became {len(done.judgements):,} judgements, "
        f"{len(done.bad):,} cells not followed"
    )
    return InputError.code if done.bad else 0


def _gold(path: str, out: str) -> int:
    from msgspec.json import encode

    from dateline.exports.annotation.incoming import gold_lines
    from dateline.exports.files import opened
    from dateline.faces.readings import exit_code
    from dateline.types import Skipped

    skipped, many = [], 0
    with opened(out) as stream:
        for one in gold_lines(path):
            if isinstance(one, Skipped):
                skipped.append(one)
                sys.stderr.write(f"dateline: {one.what}: {one.why}; {one.remedy}\n")
            else:
                stream.write(f"{encode(one).decode()}\n")
                many += 1
    _say(f"{many:,} claims in {'the standard output' if out == '-' else out}, {len(skipped):,} skipped", out)
    return exit_code(skipped)


def _merged(folder: str, record: str | None, lexicon: tuple[str, ...]) -> int:
    from dateline.record import exchange
    from dateline.record.record import Record

    with Record(address(record), create=True, lexicon=lexicon) as here:
        added = exchange.import_parquet(here, folder)
    _say(f"{many(added.new, 'document')} came in with {many(added.claims, 'claim')}, {added.known} there already")
    return 0


def _say(line: str, path: str = "") -> None:
    """On the standard output, or the standard error where the export itself goes there."""
    (sys.stderr if path == "-" else sys.stdout).write(f"{line}\n")
