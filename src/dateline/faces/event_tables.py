"""Events in columns for a terminal: a list of them, and one with all its claims side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.faces import phrasing
from dateline.faces.event_words import (
    KEY,
    compared,
    figures,
    judged,
    kinds,
    nearest,
    reasons,
    rival,
    short,
    sources,
    span_of,
    strongest,
)
from dateline.record.state.attribution import said_by
from dateline.record.state.grade import CONTESTED, NOT_DONE, grade
from dateline.record.state.tolls import place
from dateline.record.titles import title
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.types import Figure

WIDE = 120  # columns from which the fields of events stand side by side
WORDS = 200  # characters of a sentence shown
STYLE = {CONTESTED: "red", "confirmed by a party": "green", "fair": "green", "single source": "yellow", NOT_DONE: "dim"}


class EventsView:
    """Events in the order of what was known first; side by side in a wide terminal, stacked in a narrow one."""

    def __init__(self, happenings: list[Happening], limit: int | None) -> None:
        self.happenings, self.limit = happenings, limit

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows, and how many they are."""
        if not self.happenings:
            yield Text("no events")
            return
        if options.max_width >= WIDE:
            yield _table(self.happenings)
        else:
            yield from (_stacked(one) for one in self.happenings)
        number = len(self.happenings)
        all_of_them = self.limit is None or number < self.limit
        shown = (
            phrasing.many(number, "event") if all_of_them else f"the latest {self.limit} events; --limit 0 lists all"
        )
        yield Text(f"\n{shown}; ! marks figures that cannot both be right", style="dim")


def _table(happenings: Iterable[Happening]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim bold", padding=(0, 2, 0, 0))
    for name, ratio in (("event", None), ("when", None), ("where", 2), ("what", 5), ("toll", 3), ("attested", 3)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for one in happenings:
        table.add_row(*cells(one))
    return table


def _stacked(one: Happening) -> Text:
    key, when, where, what, toll, attested = cells(one)
    told = Text(" · ").join([key, when, where])
    return Text("\n    ").join([told, what, Text(" · ").join([toll, attested])])


def cells(one: Happening) -> list[Text]:
    """The columns of an event."""
    grading = grade(one)
    whole = Text(" (part of a campaign)" if one.campaign else "", "dim")
    return [
        Text(short(one.key), "bold"), Text(span_of(one)), Text(place(one) or "–"),
        Text.assemble(title(one, day=False), " ", (kinds(one), "dim"), whole), Text(figures(one) or "–"),
        Text.assemble((grading, STYLE[grading]), (f" · {sources(one)}", "dim")),
    ]  # fmt: skip


def event_view(
    happening: Happening,
    rivals: list[Comparison],
    told: dict[str, Kept],
    judgements: Iterable[Judgement],
    beside: Iterable[Kept] = (),
) -> RenderableType:
    """One event: its fields with who says what, its claims and figures, why they were joined, and what was not."""
    return Group(
        Text(f"{title(happening, day=False)} · {span_of(happening)}", style="bold"),
        Text(f"{happening.key} · {grade(happening)} · {sources(happening)}\n", style="dim"),
        *fields(happening),
        *listed("Claims", [_claim(one) for one in happening.kept]),
        *listed("Figures", [_figure(one) for one in beside]),
        *listed("Copies, no corroboration", list(_copies(happening))),
        *listed("Part of", [Text(short(key)) for key in happening.campaign]),
        *listed("Joined because", [_link(one) for one in strongest(happening.links)]),
        *listed("Not joined", [Text(rival(one, happening, told)) for one in nearest(rivals, happening)]),
        *listed("Judgements", [Text(one) for one in judged(happening, judgements)]),
    )


def fields(happening: Happening) -> Iterator[RenderableType]:
    """Per field who says what; agreement and contradiction in words."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, verdict, accounts in compared(happening):
        style = "red" if verdict.startswith("contradict") else "green" if verdict == "agree" else "dim"
        words = Text("; ").join(Text.assemble(value, (f" — {', '.join(who)}", "dim")) for value, who in accounts)
        grid.add_row(name, Text.assemble((f"{verdict}: ", style), words))
    yield Padding(grid, (0, 0, 1, 0))


def listed(heading: str, rows: list[Text]) -> Iterator[RenderableType]:
    """A heading and its rows; nothing when there are none."""
    if rows:
        yield Text(heading, style="bold")
        yield from (Padding(row, (0, 0, 0, 2)) for row in rows)
        yield Text("")


def _claim(kept: Kept) -> Text:
    words = " ".join(kept.sentence.split())
    shown = words if len(words) <= WORDS else f"{words[:WORDS].rsplit(' ', 1)[0]} …"
    head = f"{short(kept.key)} {kept.document.known} {said_by(kept)}"
    return Text.assemble((head, "bold"), f" “{shown}” ", (f"[{kept.claim.trigger.text}; {kept.document.id}]", "dim"))


def _figure(kept: Kept) -> Text:
    counted = f"{phrasing.figure(kept.claim)}: " if isinstance(kept.claim, Figure) else ""
    return Text.assemble((counted, "bold")).append_text(_claim(kept))


def _copies(happening: Happening) -> Iterator[Text]:
    for kept in {one.document.key: one for one in happening.kept}.values():
        if kept.document.lead != kept.document.key:
            yield Text(
                f"{kept.document.outlet or kept.document.id}, {kept.document.known}: the text of {kept.document.lead[:KEY]}"
            )


def _link(one: Comparison) -> Text:
    return Text.assemble((f"{short(one.a)} = {short(one.b)} {one.score:.2f} ", "bold"), (reasons(one), "dim"))
