"""The state as of a day for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.faces import phrasing
from dateline.faces.event_tables import STYLE
from dateline.faces.event_words import beside, short
from dateline.record.state.tolls import figure
from dateline.record.states import Holding, Plan, SourceFigure, Stance, State, Toll

COLOURS = {"held": "cyan", "contested": "yellow", "disputed": "red", "lost": "dim",
           "for": "green", "against": "red", "undisclosed": "yellow", "wants": "cyan",
           "overdue": "red", "due": "yellow", "done": "green"}  # fmt: skip
GAP = 2  # columns between two cells
MOST = 40  # rows of each table; --to jsonl writes all
KINDS = {"control": "who holds it", "doer": "who did it", "toll": "how many", "unknown": "not known", "ground": "which place",
         "unplaced": "where", "undated": "when"}  # fmt: skip


def state_view(state: State) -> RenderableType:
    """Control, tolls, stances, plans, open questions."""
    known = f"by what was known by {state.known_by}" if state.known_by else "by all that is known"
    copies = f", {state.copies} of them copies" if state.copies else ""
    return Group(
        Text(f"As of {state.as_of}, {known}", style="bold"),
        Text(
            f"{phrasing.many(state.claims, 'claim')} in {phrasing.many(state.documents, 'dispatch')}{copies}\n",
            style="dim",
        ),
        *section(
            "Who holds what", ("place", "state", "since", "by whose word"), [_holding(one) for one in state.control]
        ),
        *section("Tolls", ("event", "what", "overall", "by source", "attested"), [_toll(one) for one in state.tolls]),
        *[Text(f"single events together: {sums(state)}\n", style="dim") for _ in state.sums[:1]],
        *section("Stances", ("who", "stands", "on what", "said by"), [_stance(one) for one in state.stances]),
        *section(
            "Plans and deadlines", ("when", "who", "what", "status", "said by"), [_plan(one) for one in state.plans]
        ),
        *section("Open questions", ("about", "question"), [[KINDS[one.kind], one.text] for one in state.questions]),
    )


Row = list[str | Text]


def section(title: str, columns: tuple[str, ...], rows: list[Row]) -> Iterator[RenderableType]:
    """A heading and a table; nothing when there are no rows."""
    if not rows:
        return
    yield Text(title, style="bold underline")
    yield Rows(columns, [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows[:MOST]])
    yield Text(f"… and {len(rows) - MOST} more: --to jsonl writes all\n" if len(rows) > MOST else "")


class Rows:
    """Rows side by side where every word fits into its column, else one under the other, each cell after the name of its column."""

    def __init__(self, columns: tuple[str, ...], rows: list[list[Text]]) -> None:
        self.columns, self.rows = columns, rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, or the stacked rows of a narrow terminal."""
        needed = [
            max(map(_longest, (Text(name), *cells))) for name, *cells in zip(self.columns, *self.rows, strict=True)
        ]
        if sum(needed) + GAP * (len(needed) - 1) > options.max_width:
            yield from map(self._stacked, self.rows)
            return
        table = Table(box=None, pad_edge=False, header_style="dim bold", padding=(0, GAP, 0, 0))
        for name, width in zip(self.columns, needed, strict=True):
            table.add_column(name, min_width=width)
        for row in self.rows:
            table.add_row(*row)
        yield table

    def _stacked(self, row: list[Text]) -> RenderableType:
        told = [
            Text.assemble((f"{name}: ", "dim"), cell)
            for name, cell in zip(self.columns[1:], row[1:], strict=True)
            if cell.plain
        ]
        return Group(Padding(row[0], (0, 0, 0, 2)), *(Padding(cell, (0, 0, 0, 4)) for cell in told))


def _longest(cell: Text) -> int:
    """The width of its longest word."""
    return max(map(cell_len, cell.plain.split()), default=0)


def _holding(one: Holding) -> Row:
    verb = {"held": "held by", "contested": "contested by", "lost": "lost by", "disputed": "disputed:"}[one.status]
    told = Text.assemble((f"{verb} ", COLOURS[one.status]), ", ".join(one.holders) or "somebody")
    for account in one.against:
        told.append(f"; {account.tells}, says {account.said}", "red")
    if one.before:
        told.append(f"; before: {'; '.join(one.before)}", "dim")
    since = f"by {one.until}" if one.since is None else phrasing.days(one.since, one.until)
    return [ground_in_words(one), told, since, phrasing.accounts(one.accounts)]


def ground_in_words(one: Holding) -> str:
    """ "most of Kunduz, AF"; "three more provincial capitals (unnamed, of which Lashkar Gah)"."""
    if one.unnamed:
        named = f", of which {', '.join(one.named)}" if one.named else ""
        return f"{one.place} (unnamed{named})"
    share = f"{one.share} " if one.share else ""
    return f"{share}{one.place}{f', {one.country}' if one.country else ''}"


def _toll(one: Toll) -> Row:
    event = Text.assemble((short(one.event), "bold"), f" {one.title}", (f" · {beside(one)}", "dim"))
    event.append(" · a total" if one.campaign else " · part of a total" if one.part else "", "dim")
    said = "; ".join(map(_by_source, one.sources))
    overall = Text(figure(one.low, one.high), "red" if one.contradicted else "")
    overall.append(" !" if one.contradicted else "")
    what = Text.assemble(one.what, (f" {one.of}" if one.of else "", "dim"))
    return [event, what, overall, said, Text(one.grade, STYLE[one.grade])]


def _by_source(one: SourceFigure) -> str:
    before = f" (before {', '.join(one.earlier)})" if one.earlier else ""
    return f"{figure(one.low, one.high)} says {one.account.said}{before}"


def sums(state: State) -> str:
    """ "at least 40 killed in 3 events"."""
    parts = (
        f"{figure(one.low, one.high)} {one.what} in {one.events} event{'s' if one.events > 1 else ''}"
        for one in state.sums
    )
    return ", ".join(parts)


def _stance(one: Stance) -> Row:
    who = Text.assemble(one.who, (f" {one.code}", "dim"))
    stand = Text(one.stand, COLOURS[one.stand])
    stand.append(f" (before: {'; '.join(one.before)})" if one.before else "", "dim")
    return [who, stand, one.topic, f"{one.account.said}, {one.account.known}"]


def _plan(one: Plan) -> Row:
    when = phrasing.days(one.start, one.end) if one.start or one.end else "no day said"
    what = Text.assemble(one.what, (f" {one.type}", "dim"))
    return [
        when,
        one.who or "–",
        what,
        Text(one.status, COLOURS.get(one.status, "")),
        f"{one.account.said}, {one.account.known}",
    ]
