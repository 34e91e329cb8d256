"""Where the answers of a record go: the terminal, lines of JSON, a page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from rich.console import RenderableType

from dateline.faces import record_csv
from dateline.faces.event_tables import EventsView, event_view
from dateline.faces.output import opened
from dateline.faces.record_lines import event_line, event_lines, state_lines
from dateline.faces.state_tables import state_view
from dateline.faces.terminal import Terminal
from dateline.record.states import State
from dateline.record.types import Comparison, Happening, Judgement, Kept


def events(happenings: list[Happening], *, to: str, out: str | None, limit: int | None) -> int:
    """Write a list of events; 0 comes back."""
    if to == "html":
        from dateline.faces.record_page import events_page

        return _page(events_page(happenings), out)
    if to == "csv":
        return _sheet(record_csv.events(happenings), out)
    return _write(EventsView(happenings, limit), map(event_line, happenings), to=to, out=out)


def event(
    happening: Happening, rivals: list[Comparison], told: dict[str, Kept], judgements: Iterable[Judgement],
    figures: list[Kept], *, to: str, out: str | None,
) -> int:  # fmt: skip
    """Write one event; 0 comes back."""
    if to == "html":
        from dateline.faces.record_page import event_page

        return _page(event_page(happening, rivals, told, judgements, figures), out)
    if to == "csv":
        return _sheet(record_csv.event(happening), out)
    return _write(
        event_view(happening, rivals, told, judgements, figures),
        event_lines(happening, rivals, figures),
        to=to,
        out=out,
    )


def state(found: State, *, to: str, out: str | None) -> int:
    """Write a state; 0 comes back."""
    if to == "html":
        from dateline.faces.record_page import state_page

        return _page(state_page(found), out)
    if to == "csv":
        return _sheet(record_csv.state(found), out)
    return _write(state_view(found), state_lines(found), to=to, out=out)


def _write(view: RenderableType, lines: Iterable[msgspec.Struct], *, to: str, out: str | None) -> int:
    with opened(out) as stream:
        if to == "jsonl":
            encode = msgspec.json.Encoder(order="deterministic").encode
            stream.writelines(f"{encode(line).decode()}\n" for line in lines)
        else:
            Terminal(stream).print(view)
    return 0


def _sheet(rows: Iterable[str], out: str | None) -> int:
    with opened(out) as stream:
        stream.writelines(rows)
    return 0


def _page(page: str, out: str | None) -> int:
    with opened(out) as stream:
        stream.write(page)
    return 0
