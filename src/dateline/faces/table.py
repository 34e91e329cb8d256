"""A reading for people at a terminal: every claim in columns, beneath it the words it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.explain import Stated
from dateline.faces import phrasing
from dateline.faces.marks import Mark, inside_and_out, nested, windows
from dateline.text.characters import flat
from dateline.types import Claim, Control, Document, Figure, Party, Reading, Span

WIDE = 150  # columns from which the fields stand side by side and no word is broken
INDENT = 4
LINES = 4  # a longer sentence is cut down to the surroundings of its evidence
MOST = 12  # unresolved mentions and damages shown; explain shows them all
STYLES = {
    "trigger": "bold underline", "who": "cyan", "whom": "magenta", "where": "green", "when": "yellow",
    "count": "bright_red", "voice": "bright_blue", "cue": "blue italic", "hedge": "red italic", "holder": "cyan", "what": "magenta",
}  # fmt: skip
COLUMNS = (("when", 13), ("where", 17), ("who", 23), ("event (mode)", 20), ("whom", 22), ("counts", 15),
           ("according to", 20), ("how sure", 18))  # fmt: skip
LEGEND = (
    "«word» what happened   [who: …] [whom: …] [where: …] [when: …] [count: …] its parts   "
    "[voice: …] [cue: …] who says so   [hedge: …] what makes it less sure   … left out\n"
    "how sure: the text's own certainty · ours, 0 to 1   name ?: not resolved"
)


class ReadingTable:
    """What rich prints for a reading; it adapts to the width of the console."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Heading, claims, control statements, then what was damaged, unresolved and skipped."""
        width = options.max_width
        yield from heading(self.reading)
        yield from [columns(width, [Text(name, "dim bold") for name, _ in COLUMNS])] if self.is_wide(width) else []
        for claim in self.reading.claims:
            yield self.claim(claim, width)
        yield from controls(self.reading.controls, self.reading.document, width)
        yield from figures(self.reading, width)
        yield from deadlines(self.reading, width)
        yield from damages(self.reading)
        yield from unresolved(self.reading)
        yield from skipped(self.reading)

    def is_wide(self, width: int) -> bool:
        """Whether the fields of a claim stand side by side."""
        return width >= WIDE and bool(self.reading.claims)

    def claim(self, claim: Claim, width: int) -> RenderableType:
        """The fields of a claim, and beneath them its sentence."""
        number = self.numbers[claim.id]
        fields = columns(width, cells(claim, nothing="–"), number) if width >= WIDE else stacked(claim, number)
        beneath = [evidence(claim, self.reading.document.text, width), *self.notes(claim)]
        return Group(fields, *(Padding(line, (0, 0, 0, INDENT)) for line in beneath), "")

    def notes(self, claim: Claim) -> Iterator[Text]:
        """What the claim's columns have no room for."""
        others = [f"{self.numbers[other]}" for other in claim.same_as if other in self.numbers]
        told = (
            ("content", claim.content and f"“{flat(claim.content.text)}”"),
            ("told again as", ", ".join(f"“{flat(quote.text)}”" for quote in claim.also)),
            ("another account of", " and ".join(others)),
            ("part of what is counted in", f"{self.numbers.get(claim.part_of or '', '')}"),
            ("damaged text, less sure", ", ".join(claim.damage)),
        )
        yield from (Text.assemble((f"{name}: ", "dim"), words) for name, words in told if words)


def heading(reading: Reading) -> Iterator[RenderableType]:
    """Which dispatch it is, and its date."""
    document = reading.document
    named = dict.fromkeys(map(flat, filter(None, (document.id, phrasing.title(document), document.outlet))))
    yield Text(" · ".join(named), style="bold")
    yield Text(phrasing.published(document), style="dim" if document.published else "yellow")
    counted = [(reading.claims, "claim"), (reading.controls, "control statement")]
    counted += [found for found in ((reading.figures, "figure"), (reading.deadlines, "deadline")) if found[0]]
    numbers = ", ".join(phrasing.many(len(found), noun) for found, noun in counted)
    yield Text(numbers + "\n", style="dim")


def cells(claim: Claim, *, nothing: str = "") -> list[Text]:
    """The eight columns of a claim; ``nothing`` stands where no time or place is told, else words say so."""
    return [
        _value(nothing if nothing and not claim.time else phrasing.when(claim.time), claim.time, STYLES["when"]),
        _value(nothing if nothing and not claim.place else phrasing.places(claim.place), claim.place, STYLES["where"]),
        _people(claim.actor, STYLES["who"]),
        Text(phrasing.event(claim), style="bold"),
        _people(claim.recipient, STYLES["whom"]),
        _value(phrasing.tallies(claim.counts) or "–", claim.counts, STYLES["count"]),
        _value(phrasing.according_to(claim.voices), claim.voices, STYLES["voice"]),
        Text(phrasing.certainty(claim), style="" if claim.modality == "actual" else STYLES["hedge"]),
    ]


def _value(words: str, given: object, style: str) -> Text:
    return Text(words, style=style if given else "dim")


def _people(people: Iterable[Party], style: str) -> Text:
    text = Text()
    for party in people:
        text.append("; " if text else "").append(flat(party.name or party.text), style)
        text.append(f" {party.code}" if party.code else "", "dim")
    return text or Text("–", style="dim")


def columns(width: int, values: list[Text], number: int | None = None) -> Table:
    """The fields side by side, in the same widths for every claim."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False, width=width)
    table.add_column(width=INDENT - 1, justify="right")
    room = width - INDENT - len(COLUMNS) + 1
    for _, share in COLUMNS:
        table.add_column(width=room * share // sum(share for _, share in COLUMNS), overflow="fold")
    table.add_row(Text(f"{number or ''}", style="bold"), *values)
    return table


def stacked(claim: Claim, number: int) -> RenderableType:
    """The fields in three lines, for a narrow terminal."""
    when, where, who, event, whom, counts, voices, sure = cells(claim)
    first = Text(" · ").join([when, where])
    second = Text(" → ").join([who, event, *([whom] if claim.recipient else [])])
    third = Text(" · ").join([*([counts] if claim.counts else []), Text.assemble("according to ", voices), sure])
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=INDENT - 1, justify="right")
    grid.add_column(overflow="fold")
    grid.add_row(Text(f"{number}", style="bold"), Text("\n").join([first, second, third]))
    return grid


def evidence(claim: Stated, text: str, width: int) -> Text:
    """The claim's sentence with its parts marked, and what it took from other sentences."""
    inside, outside = inside_and_out(claim)
    shown = excerpt(text, claim.sentence, inside, limit=LINES * (width - INDENT))
    for part in _elsewhere(outside, text):
        shown.append("\nelsewhere: ", "dim").append_text(part)
    return shown


def _elsewhere(marks: list[Mark], text: str) -> Iterator[Text]:
    """Each stretch of evidence outside the sentence with a few words around it; its paragraph bounds the view."""
    for window in windows(marks, text, Span(0, len(text)), limit=0) if marks else []:
        inside = [mark for mark in marks if window.start <= mark.span.start and mark.span.end <= window.end]
        first, last = inside[0].span.start, inside[-1].span.end
        start = text.rfind("\n", window.start, first) + 1 or window.start
        end = text.find("\n", last, window.end)
        yield excerpt(text, Span(start, end if end >= 0 else window.end), inside, limit=len(text))


def excerpt(text: str, span: Span, marks: list[Mark], *, limit: int) -> Text:
    """The text of ``span`` with its marks; when longer than ``limit``, without the stretches that hold no evidence."""
    parts = windows(marks, text, span, limit)
    shown = Text("… " if parts[0].start > span.start else "")
    for number, part in enumerate(parts):
        shown.append(" … " if number else "")
        lay(shown, text, part, [mark for mark in nested(marks) if part.start <= mark.span.start < part.end])
    return shown.append(" …" if parts[-1].end < span.end else "")


def lay(shown: Text, text: str, span: Span, marks: list[Mark]) -> None:
    """Write the text of ``span`` with its nested marks, each between brackets that tell without colour what it is."""
    at, open_marks = span.start, list[Mark]()
    for mark in marks:
        at = _close(shown, text, at, open_marks, until=mark.span.start)
        at = _write(shown, text, at, mark.span.start, open_marks)
        shown.append(*_opening(mark))
        open_marks.append(mark)
    at = _close(shown, text, at, open_marks, until=span.end)
    _write(shown, text, at, span.end, open_marks)


def _close(shown: Text, text: str, at: int, open_marks: list[Mark], *, until: int) -> int:
    while open_marks and open_marks[-1].span.end <= until:
        at = _write(shown, text, at, open_marks[-1].span.end, open_marks)
        mark = open_marks.pop()
        shown.append("»" if mark.label == "trigger" else "]", "dim")
    return at


def _write(shown: Text, text: str, start: int, end: int, open_marks: list[Mark]) -> int:
    style = " ".join(STYLES[mark.label.split("+")[0]] for mark in open_marks)
    shown.append(text[start:end].replace("\n", " "), style or None)
    return end


def _opening(mark: Mark) -> tuple[str, str]:
    return ("«" if mark.label == "trigger" else f"[{mark.label}: "), "dim"


def controls(statements: Iterable[Control], document: Document, width: int) -> Iterator[RenderableType]:
    """Who holds what, each with its sentence."""
    told = [
        (one, f"{phrasing.holding(one)}{f' · {phrasing.when(one.time)}' if one.time else ''}") for one in statements
    ]
    yield from _beside("Who holds what", told, document, width)


def figures(reading: Reading, width: int) -> Iterator[RenderableType]:
    """Numbers that no claim counts, each with its sentence."""
    told = [(one, f"{phrasing.figure(one)}{_around(one)}") for one in reading.figures]
    yield from _beside("Figures", told, reading.document, width)


def _around(figure: Figure) -> str:
    """Where and when it was, as far as it is told."""
    told = (phrasing.places(figure.place) if figure.place else "", phrasing.when(figure.time) if figure.time else "")
    return "".join(f" · {words}" for words in told if words)


def deadlines(reading: Reading, width: int) -> Iterator[RenderableType]:
    """Days to come, each with its sentence."""
    told = [(one, phrasing.deadline(one)) for one in reading.deadlines]
    yield from _beside("Deadlines", told, reading.document, width)


def _beside(title: str, told: Sequence[tuple[Stated, str]], document: Document, width: int) -> Iterator[RenderableType]:
    """What stands beside the claims: a heading, and each in words with its sentence."""
    yield from [Text(title, style="bold")] if told else []
    for one, words in told:
        said = f"according to {phrasing.according_to(one.voices)} · {one.score:.2f}"
        yield Padding(Text.assemble(words, " · ", (said, "dim")), (0, 0, 0, 2))
        yield Padding(evidence(one, document.text, width), (0, 0, 1, INDENT))


def damages(reading: Reading) -> Iterator[RenderableType]:
    """Where the text looks broken."""
    text, found = reading.document.text, reading.document.damage
    places = (f"“{_near(text, item.span)}” at {item.span.start}" for item in found)
    kinds = (f"{item.kind}: {item.note}".rstrip(": ") for item in found)
    yield from _listing("Flagged as damaged", list(zip(places, kinds, strict=True)))


def _near(text: str, span: Span) -> str:
    """The words of a span, with the whole words around them when it is short."""
    room = max(0, 24 - (span.end - span.start))
    start, end = max(0, span.start - room), min(len(text), span.end + room)
    start = (text.find(" ", start, span.start) + 1 or span.start) if start else 0
    end = max(text.rfind(" ", span.end, end), span.end) if end < len(text) else end
    return flat(text[start:end])


def unresolved(reading: Reading) -> Iterator[RenderableType]:
    """Mentions nothing was found for, with the reason, alike ones together."""
    left = (item for item in reading.resolutions if item.value is None)
    alike = Counter((item.mention.kind, flat(item.mention.text), item.reason) for item in left)
    often = {times: f" ×{times}" if times > 1 else "" for times in alike.values()}
    rows = [(f"{kind} “{words}”{often[times]}", why) for (kind, words, why), times in alike.items()]
    yield from _listing("Not resolved", rows)


def skipped(reading: Reading) -> Iterator[RenderableType]:
    """What of this dispatch was not read."""
    rows = [(item.what, "; ".join(filter(None, (item.why, item.remedy)))) for item in reading.skipped]
    yield from _listing("Skipped", rows)


def _listing(title: str, rows: list[tuple[str, str]]) -> Iterator[RenderableType]:
    if not rows:
        return
    yield Text(title, style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(max_width=44)
    grid.add_column(style="dim")
    for what, why in rows[:MOST]:
        grid.add_row(Text(what), Text(why))
    yield Padding(grid, (0, 0, 0, 2))
    rest = len(rows) - MOST
    yield Text(f"  … and {rest} more: dateline explain shows them\n" if rest > 0 else "", style="dim")
