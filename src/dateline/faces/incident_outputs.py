"""Where incidents go: a table for people, JSON lines, CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.faces import csv, phrasing
from dateline.faces.incidents import incidents
from dateline.faces.lines import IncidentLine, PlaceField
from dateline.faces.output import Writer
from dateline.faces.terminal import Terminal
from dateline.types import Party, Reading, Skipped

COLUMNS = (
    "doc", "what", "start", "end", "place", "country", "lat", "lon", "perpetrators", "perpetrator_codes", "organisations",
    "targets", "victims", "victim_codes", "instruments", *(f"{what}_{bound}" for what in ("killed", "injured", "abducted")
    for bound in ("low", "high")), "voices", "modality", "historical", "claims", "text",
)  # fmt: skip
"""Columns of the CSV; lists inside a cell are joined by "; ", a bound that is not told is empty."""
WIDE = 100  # columns from which the fields of an incident stand side by side
FIELDS = ("when", "where", "what", "by", "against", "with", "how many", "according to")
STYLES = ("yellow", "green", "bold", "cyan", "magenta", "", "bright_red", "bright_blue")


def writer(to: str, lexicon: tuple[str, ...]) -> Writer:
    """What writes incidents as ``table``, ``jsonl`` or ``csv``; ``lexicon``: the folders that were read with."""
    writes = {"table": _table, "jsonl": _json, "csv": _sheet}[to]

    def write(readings: Iterable[Reading], _skipped: list[Skipped], out: TextIO) -> None:
        writes(((reading, incidents(reading, lexicon)) for reading in readings), out)

    return write


Found = Iterable[tuple[Reading, tuple[IncidentLine, ...]]]


def _json(found: Found, out: TextIO) -> None:
    encode = msgspec.json.Encoder().encode
    for _, lines in found:
        out.writelines(f"{encode(line).decode()}\n" for line in lines)
        out.flush()


def _sheet(found: Found, out: TextIO) -> None:
    out.write(csv.row(COLUMNS))
    for reading, lines in found:
        out.writelines(csv.row(_cells(line, reading)) for line in lines)


def _cells(line: IncidentLine, reading: Reading) -> list[object]:
    place = line.place[0] if line.place else None
    return [
        line.doc, line.what, line.time and line.time.start, line.time and line.time.end, place and (place.name or place.text),
        place and place.country, place and place.lat, place and place.lon, _names(line.perpetrators), _codes(line.perpetrators),
        _names(line.organisations), _names(line.targets), _names(line.victims), _codes(line.victims),
        "; ".join(one.text for one in line.instruments), *_bounds(line), "; ".join(line.voices), line.modality, line.historical,
        "; ".join(line.claims), reading.document.text[line.span.start : line.span.end],
    ]  # fmt: skip


def _bounds(line: IncidentLine) -> Iterator[int | None]:
    for what in ("killed", "injured", "abducted"):
        count = next((one for one in line.counts if one.what == what), None)
        yield from (count.low, count.high) if count else (None, None)


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(party.name or party.text for party in parties)


def _codes(parties: Iterable[Party]) -> str:
    return "; ".join(party.code for party in parties if party.code)


def _table(found: Found, out: TextIO) -> None:
    console = Terminal(out)
    for number, (reading, lines) in enumerate(found):
        console.print("\n" if number else "", end="")
        console.print(view(reading, lines, console.width))


def view(reading: Reading, lines: tuple[IncidentLine, ...], width: int) -> RenderableType:
    """The incidents of a document: in columns where the terminal is wide, else one below the other."""
    heading = Text(phrasing.title(reading.document), style="bold")
    told = Text(f"{phrasing.many(len(lines), 'incident')}, {phrasing.published(reading.document)}", style="dim")
    return Group(heading, told, *([_columns(lines)] if width >= WIDE and lines else map(_stacked, lines)))


def _columns(lines: Iterable[IncidentLine]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim bold", padding=(0, 2, 0, 0))
    for name in FIELDS:
        table.add_column(name, overflow="fold")
    for line in lines:
        table.add_row(*(Text(cell, style) for cell, style in zip(_fields(line), STYLES, strict=True)))
    return table


def _stacked(line: IncidentLine) -> Text:
    cells = dict(zip(FIELDS, _fields(line), strict=True))
    told = Text(f"{cells.pop('what')}\n", style="bold")
    for (name, cell), style in zip(cells.items(), (*STYLES[:2], *STYLES[3:]), strict=True):
        told.append(*(f"  {name}: ", "dim") if cell else ("", "")).append(f"{cell}\n" if cell else "", style)
    return told


def _fields(line: IncidentLine) -> list[str]:
    when = phrasing.days(line.time.start, line.time.end) if line.time and (line.time.start or line.time.end) else ""
    marks = ", ".join([line.modality] * (line.modality != "actual") + ["background"] * line.historical)
    return [
        when, "; ".join(map(_place, line.place[:2])), f"{line.what} ({marks})" if marks else line.what,
        phrasing.parties(line.perpetrators), phrasing.parties((*line.targets, *line.victims)),
        ", ".join(one.text for one in line.instruments), phrasing.tallies(line.counts),
        ", ".join(line.voices) or phrasing.BY_ITSELF,
    ]  # fmt: skip


def _place(place: PlaceField) -> str:
    return f"{place.name or place.text}{f', {place.country}' if place.country and place.precision != 'country' else ''}"
