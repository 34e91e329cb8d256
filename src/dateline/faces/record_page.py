"""Answers of a record as self-contained pages: the board, tolls drawn by source, one event with its accounts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.faces import phrasing
from dateline.faces.charts import place_map, toll_chart
from dateline.faces.event_words import (
    LATE,
    compared,
    figures,
    judged,
    kinds,
    nearest,
    rival,
    short,
    sources,
    span_of,
)
from dateline.faces.state_tables import KINDS, ground_in_words, sums
from dateline.faces.templating import written
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import grade
from dateline.record.state.tolls import place, tolls
from dateline.record.states import State
from dateline.record.titles import title
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.types import Figure

STYLES = ("page.css", "record.css")


class Row(msgspec.Struct, frozen=True):
    """An event in a list, in words."""

    key: str
    when: str
    place: str
    title: str
    kinds: str
    figures: str
    grade: str
    sources: str


class Told(msgspec.Struct, frozen=True):
    """An account of an event: ``marked`` are the words that tell it, between the others of its sentence; ``counted``: what a figure
    counts."""

    kept: Kept
    said: str
    counted: str
    before: str
    marked: str
    after: str


def _page(template: str, heading: str, note: str, **values: Any) -> str:
    return written(template, styles=STYLES, heading=heading, note=note, toll_chart=toll_chart, **values)


def state_page(state: State) -> str:
    """How things stood on a day."""
    known = f"by what was known by {state.known_by}" if state.known_by else "by all that is known"
    copies = f", {state.copies} of them copies" if state.copies else ""
    note = f"{known} · {phrasing.many(state.claims, 'claim')} in {phrasing.many(state.documents, 'dispatch')}{copies}"
    return _page(
        "state.html", f"As of {state.as_of}", note, state=state, chart=place_map(state.control), sums=sums,
        ground_in_words=ground_in_words, KINDS=KINDS,
    )  # fmt: skip


def events_page(happenings: list[Happening]) -> str:
    """A list of events."""
    rows = [
        Row(
            one.key,
            span_of(one),
            place(one) or "",
            title(one, day=False),
            kinds(one),
            figures(one),
            grade(one),
            sources(one),
        )
        for one in happenings
    ]
    return _page("happenings.html", "Events", "! marks figures that cannot both be right", rows=rows)


def event_page(
    one: Happening,
    rivals: Iterable[Comparison] = (),
    told: dict[str, Kept] | None = None,
    judgements: Iterable[Judgement] = (),
    figures_: Iterable[Kept] = (),
) -> str:
    """One event: its fields with who says what, its tolls drawn, every account with its sentence, what was not joined and
    what was judged."""
    return _page(
        "happening.html", f"{title(one, day=False)} · {span_of(one)}", f"{one.key} · {grade(one)} · {sources(one)}",
        fields=list(compared(one)), tolls=tolls(LATE, [one], outlets_of(list(one.kept))), accounts=list(map(_told, one.kept)),
        figures=list(map(_told, figures_)), links=one.links, campaign=[short(key) for key in one.campaign],
        rivals=[rival(found, one, told or {}) for found in nearest(rivals, one)], judgements=list(judged(one, judgements)),
    )  # fmt: skip


def _told(kept: Kept) -> Told:
    words, start = kept.sentence, kept.claim.sentence.start
    begin, end = kept.claim.trigger.span.start - start, kept.claim.trigger.span.end - start
    counted = phrasing.figure(kept.claim) if isinstance(kept.claim, Figure) else ""
    if not 0 <= begin < end <= len(words):
        return Told(kept, said_by(kept), counted, words, "", "")
    return Told(kept, said_by(kept), counted, words[:begin], words[begin:end], words[end:])
