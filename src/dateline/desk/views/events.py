"""Events: filtered, sorted, counted, in pages; and exactly what is seen as CSV or JSON lines."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.asking import LONGEST, filter_of, number
from dateline.desk.render import link
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.record.queries import events as queries
from dateline.record.queries.events import CHOSEN, SORTS, Card, Filter

COLUMNS = {
    "when": "When", "place": "Where", "title": "What", "type": "Type", "modality": "Told as", "figures": "Toll", "grade": "Attested",
    "sources": "Sources", "latest": "Last told",
}  # fmt: skip
USUAL = ("when", "place", "title", "figures", "grade", "sources")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def page(request: Request) -> Response:
    """The list, its counts and its filters."""
    given = request.query_params
    wanted, desk = filter_of(given), desk_of(request)
    after = given.get("after", "")[:LONGEST]
    size = number(given, "limit", queries.PAGE, most=queries.MOST)
    stamp = desk.stamp()  # before anything is looked at: counts may be newer than it says, never older
    with desk.record.reading() as connection:
        was = queries.gathered(connection, wanted)
        found = queries.page(connection, wanted, after=after, limit=size, was=was)
    counted = desk.answers.get(("counts", wanted, stamp), lambda: _counts(request, wanted, was))
    shown = tuple(name for name in given.getlist("column") if name in COLUMNS) or USUAL
    return made(request, "events.html", found=found, wanted=wanted, counts=counted, columns=COLUMNS, shown=shown, sorts=SORTS,
                address=Address(wanted, shown), after=after, chosen=CHOSEN)  # fmt: skip


def _counts(request: Request, wanted: Filter, was: list[queries.Was] | None) -> dict[str, list[tuple[str, int]]]:
    with desk_of(request).record.reading() as connection:
        return queries.counts(connection, wanted, was)


class Address:
    """Addresses of this view with something changed."""

    def __init__(self, wanted: Filter, shown: Iterable[str]) -> None:
        usual = msgspec.structs.asdict(Filter())
        self._told = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value != usual[name]}
        self._shown = [] if tuple(shown) == USUAL else list(shown)

    def __call__(self, path: str = "/events", /, **changed: str) -> str:
        """The address with these values; "" takes one out."""
        return (
            link(path, **self._told | changed)
            if not self._shown
            else _with_columns(link(path, **self._told | changed), self._shown)
        )


def _with_columns(address: str, shown: list[str]) -> str:
    told = "&".join(f"column={name}" for name in shown)
    return f"{address}{'&' if '?' in address else '?'}{told}"


def table(request: Request) -> Response:
    """All events asked for, as CSV that spreadsheets open as it is meant: UTF-8 with its mark, no cell a formula."""
    wanted = filter_of(request.query_params)
    with desk_of(request).record.reading() as connection:
        written = "".join(_csv(queries.each(connection, wanted)))
    return _file(written, "text/csv; charset=utf-8", "events.csv")


def lines(request: Request) -> Response:
    """All events asked for, one JSON object a line."""
    wanted = filter_of(request.query_params)
    with desk_of(request).record.reading() as connection:
        written = "".join(msgspec.json.encode(one).decode() + "\n" for one in queries.each(connection, wanted))
    return _file(written, "application/x-ndjson", "events.jsonl")


def _file(written: str, kind: str, name: str) -> Response:
    return Response(written, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def _csv(found: Iterable[Card]) -> Iterator[str]:
    names = Card.__struct_fields__
    yield "\ufeff" + _row(names)
    for one in found:
        yield _row(["" if value is None else cell(value) for value in (getattr(one, name) for name in names)])


def _row(values: Iterable[object]) -> str:
    written = StringIO()
    csv.writer(written).writerow(values)
    return written.getvalue()


def cell(value: object) -> object:
    """A value that no spreadsheet runs: words that begin like a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value
