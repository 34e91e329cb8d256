"""Readings as one self-contained page: the dispatch with its claims marked in place, each opening to its reading.

Nothing on the page is fetched: style and script are inside, and the content policy allows these two by their hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import islice

from dateline.explain import stated
from dateline.faces import phrasing
from dateline.faces.card import card, tag
from dateline.faces.marks import Mark, Segment, marks_of, segments
from dateline.text.characters import flat
from dateline.types import Block, Document, Reading, Skipped, Span

LEGEND = (("trigger", "what happened"), ("who", "who"), ("whom", "to whom"), ("where", "where"), ("when", "when"),
          ("count", "how many"), ("voice", "who says so"), ("hedge", "what makes it less sure"))  # fmt: skip
KEYS = (
    "<kbd>j</kbd> next claim · <kbd>k</kbd> previous · <kbd>Tab</kbd> to the next marked word · "
    "<kbd>Enter</kbd> open · <kbd>Esc</kbd> close"
)


def page(readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> str:
    """The whole page; with several documents it begins with an index."""
    lost = (item for item in skipped if item.code)
    articles = "".join(article(reading, number) for number, reading in enumerate(readings, 1))
    index = contents(readings) if len(readings) > 1 else ""
    title = f"{len(readings)} dispatches" if len(readings) != 1 else phrasing.title(readings[0].document)
    return shell(title, index + articles + _left("Not read", map(_skipped, lost), wrap="nav"))


def frame(reading: Reading) -> str:
    """The page of one reading in a frame of its own, as notebooks show it."""
    size = 'width="100%" height="640"'
    return f'<iframe title="dateline" {size} sandbox="allow-scripts" srcdoc="{escape(page([reading]))}"></iframe>'


def shell(title: str, body: str) -> str:
    """The page around its articles."""
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f'<link rel="icon" href="data:,"><title>{escape(title)} · dateline</title><style>{style}</style>'
    )
    top = f'<header><h1>dateline</h1><p>{KEYS}</p><button id="theme" type="button">light / dark</button></header>'
    main = f"{top}<main>{body}</main>{FOOTER}<script>{script}</script>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{main}</body></html>\n'


FOOTER = (
    "<footer>How sure: first the text's own certainty, then ours from 0 to 1. A ? after a name: not resolved. "
    "Every mark stands on the exact characters of the text as received.</footer>"
)


@lru_cache
def asset(name: str) -> str:
    """A file of the page."""
    return files("dateline.faces").joinpath("assets", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which the content policy allows a style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def contents(readings: Iterable[Reading]) -> str:
    """The index: each document with the number of its claims."""
    items = (_entry(reading, number) for number, reading in enumerate(readings, 1))
    return tag("nav", tag("h3", "Dispatches") + tag("ol", "".join(items)), aria_label="Dispatches")


def _entry(reading: Reading, number: int) -> str:
    document = reading.document
    link = tag("a", escape(phrasing.title(document)), href=f"#d{number}")
    told = f"{document.published or 'no date'} · {phrasing.many(len(reading.claims), 'claim')}"
    return tag("li", f"{link} {tag('span', escape(told), 'code')}")


def article(reading: Reading, number: int) -> str:
    """One document: its text at one side, its claims at the other."""
    document = reading.document
    heading = tag("h2", escape(phrasing.title(document))) + tag("p", meta(document), "meta")
    anchors = {one.id: f"c{number}-{place}" for place, one in enumerate(stated(reading), 1)}
    sides = tag("div", text(reading, anchors), "text") + tag("div", side(reading, anchors, f"d{number}"), "side")
    return tag("article", heading + tag("div", sides, "sides"), id=f"d{number}")


def meta(document: Document) -> str:
    """Id, outlet, address and date."""
    known = [escape(part) for part in (document.id, document.outlet, document.url) if part]
    return " · ".join([*known, tag("span", escape(phrasing.published(document)), "" if document.published else "lack")])


def side(reading: Reading, anchors: dict[str, str], group: str) -> str:
    """Legend, claims, control statements, and what was not read or resolved."""
    legend = "".join(tag("span", tag("mark", escape(words), label)) for label, words in LEGEND)
    cards = iter([card(one, reading, anchor=anchors[one.id], number=number, group=group)
                  for number, one in enumerate(stated(reading), 1)])  # fmt: skip
    held = len(reading.claims)
    parts = (
        (f"{held} claims" if held != 1 else "1 claim", reading.claims), ("Who holds what", reading.controls),
        ("Figures", reading.figures), ("Deadlines", reading.deadlines),
    )  # fmt: skip
    told = [(title, "".join(islice(cards, len(found)))) for title, found in parts]
    shown = "".join(tag("h3", title) + inside for title, inside in told if inside or title == parts[0][0])
    return tag("p", legend, "legend") + shown + leftovers(reading)


def leftovers(reading: Reading) -> str:
    """Damage, unresolved mentions and skipped sentences, each with its reason."""
    document = reading.document
    damaged = ((document.text[one.span.start : one.span.end], f"{one.kind}: {one.note}") for one in document.damage)
    abstained = (one for one in reading.resolutions if one.value is None)
    unresolved = ((one.mention.text, f"{one.mention.kind}: {one.reason}") for one in abstained)
    skipped = map(_skipped, reading.skipped)
    return _left("Flagged as damaged", damaged) + _left("Not resolved", unresolved) + _left("Skipped", skipped)


def _skipped(item: Skipped) -> tuple[str, str]:
    return item.what, "; ".join(filter(None, (item.why, item.remedy)))


def _left(title: str, rows: Iterable[tuple[str, str]], wrap: str = "div") -> str:
    told = ((escape(flat(what)), tag("span", escape(why), "why")) for what, why in dict.fromkeys(rows))
    items = [tag("li", f"“{what}” {why}") for what, why in told]
    return tag(wrap, tag("h3", title) + tag("ul", "".join(items), "left")) if items else ""


def text(reading: Reading, anchors: dict[str, str]) -> str:
    """The text as received, every character once, cut where marks and blocks begin and end."""
    document = reading.document
    marks = [mark for one in stated(reading) for mark in _anchored(marks_of(one), anchors)]
    marks += [Mark(damage.span, "damage") for damage in document.damage]
    written = []
    for kind, span in regions(document.blocks, len(document.text)):
        pieces = "".join(piece(part, document.text) for part in segments(marks, span))
        written.append(tag("span", pieces, kind) if kind else pieces)
    return "".join(written)


def _anchored(marks: Iterable[Mark], anchors: dict[str, str]) -> Iterator[Mark]:
    yield from (Mark(mark.span, mark.label, anchors[mark.claim]) for mark in marks)


def regions(blocks: Iterable[Block], length: int) -> Iterator[tuple[str, Span]]:
    """The whole text as stretches with the kind of their block, "" between blocks."""
    at = 0
    for block in sorted(blocks, key=lambda block: block.span):
        start = max(at, block.span.start)
        if start > at:
            yield "", Span(at, start)
        if block.span.end > start:
            yield block.kind, Span(start, block.span.end)
        at = max(at, block.span.end)
    if length > at:
        yield "", Span(at, length)


def broken(whole: str, span: Span) -> str:
    """The characters as HTML, with a little room after a line that no empty line follows."""
    lines = whole[span.start : span.end].split("\n")
    written, at = escape(lines[0]), span.start + len(lines[0])
    for line in lines[1:]:
        alone = "\n" not in (whole[at - 1 : at], whole[at + 1 : at + 2])
        written += "\n" + '<i class="gap"></i>' * alone + escape(line)
        at += 1 + len(line)
    return written


def piece(segment: Segment, whole: str) -> str:
    """The characters between two edges; a link when an event is told there, so that the keyboard reaches it."""
    words = broken(whole, segment.span)
    damage = ["damage"] * any(mark.label == "damage" for mark in segment.marks)
    marks = [mark for mark in segment.marks if mark.claim]
    if not marks:
        return tag("span", words, "damage") if damage else words
    event = next((mark for mark in marks if mark.label == "trigger"), None)
    css = " ".join(["piece", *["event"] * bool(event), *damage])
    data = {"data_c": " ".join(mark.claim for mark in marks), "data_l": " ".join(mark.label for mark in marks)}
    return tag("a", words, css, href=f"#{event.claim}", **data) if event else tag("span", words, css, **data)
