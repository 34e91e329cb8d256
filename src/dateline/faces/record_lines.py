"""The lines that events, show and as-of write as JSON: their fields are part of the output contract."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.faces.export import claim_line, figure_line
from dateline.faces.lines import ClaimLine, FigureLine, Line
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import doers_in_words, grade, origins
from dateline.record.state.tolls import place, tolls
from dateline.record.states import Holding, Plan, Question, Stance, State, Sum, Toll
from dateline.record.titles import title
from dateline.record.types import Comparison, Filed, Happening, Kept
from dateline.types import Claim, Figure


class EventLine(Line, frozen=True, tag_field="kind", tag="event"):
    """An event. ``known``: the first day; ``claims``: keys; ``sources``: independent origins; ``copies``: dispatches
    that are no corroboration; ``doers``: "" unless it is disputed who did it; ``campaign``: events that contain it."""

    event: str
    title: str
    place: str
    known: str
    grade: str
    sources: int
    documents: tuple[str, ...]
    copies: int
    claims: tuple[str, ...]
    tolls: tuple[Toll, ...]
    doers: str
    campaign: tuple[str, ...]


class MemberLine(Line, frozen=True, tag_field="kind", tag="claim"):
    """A claim of an event: its key, dispatch, who says so, its sentence, and the claim itself."""

    key: str
    document: Filed
    said: str
    sentence: str
    claim: ClaimLine


class FigureMemberLine(Line, frozen=True, tag_field="kind", tag="figure"):
    """A figure that no claim counts and that belongs to the event: its key, dispatch, who says so, its sentence, the figure."""

    key: str
    document: Filed
    said: str
    sentence: str
    figure: FigureLine


class LinkLine(Line, frozen=True, tag_field="kind", tag="link"):
    """A comparison of two claims: ``joined`` or a rival, with its features."""

    joined: bool
    comparison: Comparison


class StateLine(Line, frozen=True, tag_field="kind", tag="state"):
    """What an as-of answer rests on; the rows follow."""

    as_of: str
    known_by: str | None
    documents: int
    copies: int
    claims: int


class BoardLine(Line, frozen=True, tag_field="kind", tag="control"):
    """A place or counted unknown on the board."""

    row: Holding


class TollLine(Line, frozen=True, tag_field="kind", tag="toll"):
    """One thing counted of one event."""

    row: Toll


class SumLine(Line, frozen=True, tag_field="kind", tag="sum"):
    """A sum over single events."""

    row: Sum


class StanceLine(Line, frozen=True, tag_field="kind", tag="stance"):
    """Where somebody stands."""

    row: Stance


class PlanLine(Line, frozen=True, tag_field="kind", tag="plan"):
    """A plan, promise, threat or deadline."""

    row: Plan


class QuestionLine(Line, frozen=True, tag_field="kind", tag="question"):
    """Something open."""

    row: Question


RECORD_LINES: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "events": (EventLine,),
    "show": (EventLine, MemberLine, FigureMemberLine, LinkLine),
    "as-of": (StateLine, BoardLine, TollLine, SumLine, StanceLine, PlanLine, QuestionLine),
}
"""What each command of the record may write, line by line."""


def event_line(one: Happening) -> EventLine:
    """An event as it is written."""
    outlets = outlets_of(list(one.kept))
    documents = {kept.document.key: kept.document for kept in one.kept}
    return EventLine(
        event=one.key, title=title(one), place=place(one), known=one.kept[0].document.known, grade=grade(one),
        sources=len(origins(one)), documents=tuple(documents), claims=tuple(kept.key for kept in one.kept),
        copies=sum(found.lead != key for key, found in documents.items()), tolls=tolls("9999-12-31", [one], outlets),
        doers=doers_in_words(one), campaign=one.campaign,
    )  # fmt: skip


def member_line(kept: Kept) -> MemberLine:
    """A claim of an event or a dispatch as it is written. Raises TypeError for what is no claim."""
    if not isinstance(kept.claim, Claim):
        raise TypeError(f"{kept.key} is no claim")
    return MemberLine(kept.key, kept.document, said_by(kept), kept.sentence, claim_line(kept.claim))


def event_lines(one: Happening, rivals: list[Comparison], figures: Iterable[Kept] = ()) -> list[msgspec.Struct]:
    """An event with its claims, figures, links and rivals, a line each."""
    members = [member_line(kept) for kept in one.kept if isinstance(kept.claim, Claim)]
    links = [LinkLine(True, found) for found in one.links] + [LinkLine(False, found) for found in rivals]
    counted = [
        FigureMemberLine(kept.key, kept.document, said_by(kept), kept.sentence, figure_line(kept.claim))
        for kept in figures
        if isinstance(kept.claim, Figure)
    ]
    return [event_line(one), *members, *counted, *links]


def state_lines(state: State) -> list[msgspec.Struct]:
    """A state, a line for what it rests on and one for each row."""
    return [
        StateLine(state.as_of, state.known_by, state.documents, state.copies, state.claims),
        *map(BoardLine, state.control), *map(TollLine, state.tolls), *map(SumLine, state.sums),
        *map(StanceLine, state.stances), *map(PlanLine, state.plans), *map(QuestionLine, state.questions),
    ]  # fmt: skip
