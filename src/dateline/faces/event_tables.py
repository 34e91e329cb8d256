"""Events in columns for a terminal: a list of them, and one with all its claims side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.faces import phrasing
from dateline.faces.trail import what
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import CONTESTED, NOT_DONE, doers_in_words, grade, origins
from dateline.record.state.tolls import claims_of, figure, place, tolls
from dateline.record.states import Toll
from dateline.record.titles import title
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.types import Claim, Figure

KEY = 8  # digits of a key that are shown: enough to find it by
LATE = "9999-12-31"
WIDE = 120  # columns from which the fields of events stand side by side
RIVALS = 5  # pairs that were not joined, shown
WORDS = 200  # characters of a sentence shown
STYLE = {CONTESTED: "red", "confirmed by a party": "green", "fair": "green", "single source": "yellow", NOT_DONE: "dim"}


def short(key: str) -> str:
    """The beginning of a key, by which people name it."""
    document, _, claim = key.partition(".")
    return f"{document[:KEY]}.{claim[:4]}"


def span_of(happening: Happening) -> str:
    """The days on which it may have happened, as its claims put them."""
    times = [claim.time for claim in claims_of(happening) if claim.time and (claim.time.start or claim.time.end)]
    narrow = sorted(times, key=lambda one: (one.start != one.end, one.start or LATE, one.end or LATE))
    first = happening.kept[0].document
    told = f"told {first.known}" if first.published else "undated"
    return phrasing.days(narrow[0].start, narrow[0].end) if narrow else told


def kinds(happening: Happening) -> str:
    """Types and modes of its claims, the commonest first."""
    return ", ".join(dict.fromkeys(phrasing.event(claim) for claim in claims_of(happening)))


def figures(happening: Happening) -> str:
    """ "8–12 killed !, at least 24 injured": overall, with ! where sources contradict each other."""
    found = tolls(LATE, [happening], outlets_of(list(happening.kept)))
    return ", ".join(f"{figure(one.low, one.high)} {one.what}{' !' if one.contradicted else ''}" for one in found)


def sources(happening: Happening) -> str:
    """ "3 sources, 5 dispatches, 2 copies"."""
    documents = {one.document.key: one.document.lead for one in happening.kept}
    copies = sum(key != lead for key, lead in documents.items())
    parts = [phrasing.many(len(origins(happening)), "source"), phrasing.many(len(documents), "dispatch")]
    return ", ".join([*parts, f"{copies} {'copy' if copies == 1 else 'copies'}"] if copies else parts)


def beside(toll: Toll) -> str:
    """Where and when, as far as the title of its event does not say it."""
    return toll.day if toll.place and toll.place in toll.title else f"{toll.place or 'no place'}, {toll.day}"


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


Accounts = list[tuple[str, list[str]]]


def compared(happening: Happening) -> Iterator[tuple[str, str, Accounts]]:
    """Field, verdict (agree, one account, differ, contradict), and each value with those who say it."""
    for name, values in _values(happening).items():
        yield name, _agreement(values, "differ"), list(values.items())
    words = doers_in_words(happening)
    if words:
        yield "who did it", "contradict", [(words, [])]
    for toll in tolls(LATE, [happening], outlets_of(list(happening.kept))):
        said = _figures_by_source(toll)
        yield toll.what, "contradict" if toll.contradicted else _agreement(said, "compatible"), list(said.items())


def _agreement(values: dict[str, list[str]], several: str) -> str:
    """ "one account" of one value by one source, "agree" for one value, else the word for several."""
    if len(values) > 1:
        return several
    return "one account" if sum(map(len, values.values())) == 1 else "agree"


def _figures_by_source(toll: Toll) -> dict[str, list[str]]:
    """Each figure with the sources that give it, and what they gave before."""
    said: dict[str, list[str]] = defaultdict(list)
    for source in toll.sources:
        before = f" (before: {', '.join(source.earlier)})" if source.earlier else ""
        said[figure(source.low, source.high)].append(f"{source.account.said}, {source.account.known}{before}")
    return said


def _values(happening: Happening) -> dict[str, dict[str, list[str]]]:
    """Values of the fields that are words, each with who says it."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kept in happening.kept:
        claim, who = kept.claim, f"{said_by(kept)}, {kept.document.known}"
        if not isinstance(claim, Claim):
            continue
        told = {
            "what": phrasing.event(claim), "when": phrasing.when(claim.time) if claim.time else "",
            "where": phrasing.places(claim.place) if claim.place else "", "who": phrasing.parties(claim.actor),
            "whom": phrasing.parties(claim.recipient), "told as": claim.modality,
        }  # fmt: skip
        for name, value in told.items():
            if value and who not in found[name][value]:
                found[name][value].append(who)
    return {name: values for name, values in found.items() if values}


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


def strongest(links: Iterable[Comparison]) -> list[Comparison]:
    """The best link between any two dispatches; --to jsonl writes all."""
    best: dict[tuple[str, str], Comparison] = {}
    for one in sorted(links, key=lambda one: (-one.score, one.a, one.b)):
        best.setdefault((one.a.partition(".")[0], one.b.partition(".")[0]), one)
    return list(best.values())


def reasons(one: Comparison) -> str:
    """Its features with their weights and words."""
    return ", ".join(f"{f.name} {f.value:+.2f} × {f.weight:g}{f' ({f.why})' if f.why else ''}" for f in one.features)


def _link(one: Comparison) -> Text:
    return Text.assemble((f"{short(one.a)} = {short(one.b)} {one.score:.2f} ", "bold"), (reasons(one), "dim"))


def nearest(rivals: Iterable[Comparison], happening: Happening) -> list[Comparison]:
    """The best comparison with each claim outside, the likeliest first."""
    inside = {kept.key for kept in happening.kept}
    best: dict[str, Comparison] = {}
    for one in rivals:
        best.setdefault(one.b if one.a in inside else one.a, one)
    return list(best.values())[:RIVALS]


def rival(one: Comparison, happening: Happening, told: dict[str, Kept]) -> str:
    """What was held against an event and not joined, and why not."""
    inside = {kept.key for kept in happening.kept}
    other = told[one.b if one.a in inside else one.a]
    words = f"{other.claim.trigger.text}, {other.document.known}, {said_by(other)}"
    why = {"part": "part of a campaign", "same": "too far from the others"}.get(one.relation, "below the threshold")
    return f"{short(other.key)} {one.score:.2f} {words}: {why}; {reasons(one)}"


def judged(happening: Happening, judgements: Iterable[Judgement]) -> Iterator[str]:
    """What people judged of its claims and dispatches, a line each."""
    about = {".".join(one.key.split(".")[:2]) for one in happening.kept} | {one.document.key for one in happening.kept}
    for one in judgements:
        if about.intersection(one.subjects):
            told = f" {what(one)}" if one.field else ""
            yield f"{one.made} {one.by}: {one.verdict}{told}{f' — {one.note}' if one.note else ''} [{one.key[:KEY]}]"
