"""``dateline brief``: a situation report of a record."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from dateline.errors import OptionError
from dateline.faces.options import At, Lexicon, Out, address, flag

if TYPE_CHECKING:
    from dateline.brief.model import Brief


def brief(
    *,
    place: Annotated[str, Parameter(help="A place or country: name, id or code.")],
    since: Annotated[str, Parameter(help="First day of the period, YYYY-MM-DD.")],
    as_of: Annotated[str, Parameter(name="--as-of", help="Last day of the period, YYYY-MM-DD.")],
    known_by: Annotated[
        str | None, Parameter(help="What was known by this day, YYYY-MM-DD; the last day of the period if not given.")
    ] = None,
    to: Annotated[Literal["md", "html", "docx", "pdf"], Parameter(help="What to write.")] = "md",
    out: Out = None,
    names: Annotated[bool, flag("Also the names of private persons; they are left out by default.")] = False,
    record: At = None,
    lexicon: Lexicon = (),
) -> int:
    """Write a situation report: figures, control, incidents, tolls by source, positions, plans, what is unverified; every
    sentence footnoted to dispatch, outlet, date and words."""
    from dateline.brief.compose import compose
    from dateline.record.record import Record

    if to in {"docx", "pdf"} and out is None and sys.stdout.isatty():
        raise OptionError(f"{to} is no text for a terminal", where="--to", remedy="give --out FILE")
    with Record(address(record), lexicon=lexicon) as here:
        found = compose(here, place=place, since=since, as_of=as_of, known_by=known_by, names=names)
    _write(found, to, out)
    return 0


def _write(found: Brief, to: str, out: str | None) -> None:
    from dateline.exports.files import STANDARD, opened, part_of

    if to in {"md", "html"}:
        with opened(out or STANDARD) as stream:
            stream.write(_text(found, to))
        return
    data = _bytes(found, to)
    if out is None:
        sys.stdout.buffer.write(data)
        return
    with part_of(out) as part:
        part.write_bytes(data)


def _text(found: Brief, to: str) -> str:
    from dateline.brief import html, markdown

    return html.written(found) if to == "html" else markdown.written(found)


def _bytes(found: Brief, to: str) -> bytes:
    if to == "pdf":
        from dateline.brief.typst import pdf

        return pdf(found)
    from dateline.brief.docx import docx

    return docx(found)
