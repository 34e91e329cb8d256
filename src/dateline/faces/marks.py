"""Which characters a claim stands on, and how marks that overlap are laid over a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from dateline.explain import Stated
from dateline.types import Claim, Control, Deadline, Figure, Party, Span

LABELS = ("trigger", "who", "whom", "where", "when", "count", "voice", "cue", "hedge", "holder", "what", "damage")
"""Most telling first: where marks cross, the earlier of these stays."""
RANK = {label: rank for rank, label in enumerate(LABELS)}
CONTEXT = 45  # characters kept either side of a mark when a sentence is shortened
GAP = 30  # a shorter stretch is not worth leaving out


class Mark(msgspec.Struct, frozen=True):
    """A stretch of text, what it is to a claim (one of LABELS), and which claim."""

    span: Span
    label: str
    claim: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A stretch of text over which the same marks lie."""

    span: Span
    marks: tuple[Mark, ...]


def marks_of(claim: Stated) -> tuple[Mark, ...]:
    """Every mark of a claim or control statement, in the order of the text, each span once for each label."""
    found = {Mark(span, label, claim.id): None for label, span in _evidence(claim) if span.end > span.start}
    return tuple(sorted(found, key=lambda mark: (mark.span.start, -mark.span.end, RANK[mark.label])))


def inside_and_out(claim: Stated) -> tuple[list[Mark], list[Mark]]:
    """The marks within the claim's sentence, and those that a coreference or a voice carries out of it."""
    inside: list[Mark] = []
    outside: list[Mark] = []
    for mark in marks_of(claim):
        within = claim.sentence.start <= mark.span.start and mark.span.end <= claim.sentence.end
        (inside if within else outside).append(mark)
    return inside, outside


def _evidence(claim: Stated) -> Iterator[tuple[str, Span]]:
    yield "trigger", claim.trigger.span
    yield from (("where", place.span) for place in claim.place)
    yield from [("when", claim.time.span)] if claim.time else []
    yield from (("voice", voice.speaker.span) for voice in claim.voices)
    yield from (("cue", voice.cue.span) for voice in claim.voices if voice.cue.span != voice.speaker.span)
    if isinstance(claim, Claim):
        yield from _roles(claim)
    else:
        label = "holder" if isinstance(claim, Control) else "who"
        yield from ((label, party.span) for party in _sides(claim))
    if isinstance(claim, Deadline):
        yield "what", claim.what.span


def _sides(one: Control | Figure | Deadline) -> tuple[Party, ...]:
    if isinstance(one, Control):
        return one.holder
    return one.of if isinstance(one, Figure) else one.who


def _roles(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield from (("who", party.span) for party in claim.actor)
    yield from (("whom", party.span) for party in claim.recipient)
    yield from (("count", count.span) for count in claim.counts)
    yield from (("hedge", hedge.span) for hedge in claim.hedges)


def segments(marks: Sequence[Mark], span: Span) -> Iterator[Segment]:
    """Cut ``span`` at every edge of a mark; the pieces join up to ``span`` without a gap."""
    inside = [mark for mark in marks if mark.span.start < span.end and mark.span.end > span.start]
    starts = sorted(inside, key=lambda mark: mark.span.start)
    live: list[Mark] = []
    for start, end in pairwise(_cuts(inside, span)):
        live = [mark for mark in live if mark.span.end > start]
        while starts and starts[0].span.start <= start:
            live.append(starts.pop(0))
        over = (mark for mark in live if mark.span.end > start)
        yield Segment(Span(start, end), tuple(sorted(over, key=lambda mark: RANK[mark.label])))


def _cuts(marks: Iterable[Mark], span: Span) -> list[int]:
    """The edges of the span and those of marks inside it, in order."""
    edges = {edge for mark in marks for edge in (mark.span.start, mark.span.end) if span.start < edge < span.end}
    return sorted(edges | {span.start, span.end})


def nested(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks that lie inside or beside each other, outermost first: those that cross a more telling one are left out.

    Marks on the same characters become one, labelled "where+whom"; a trigger stands alone.
    """
    kept: dict[Span, Mark] = {}
    for mark in sorted(marks, key=lambda mark: RANK[mark.label]):
        same = kept.get(mark.span)
        if same is not None:
            kept[mark.span] = _joined(same, mark)
        elif not any(_cross(mark.span, other) or _repeats(mark, one) for other, one in kept.items()):
            kept[mark.span] = mark
    return tuple(sorted(kept.values(), key=lambda mark: (mark.span.start, -mark.span.end)))


def _joined(one: Mark, other: Mark) -> Mark:
    if one.label == "trigger" or other.label in one.label.split("+"):
        return one
    return Mark(one.span, f"{one.label}+{other.label}", one.claim)


def _repeats(mark: Mark, other: Mark) -> bool:
    """Whether a mark says inside or around another what that one says already."""
    first, second = sorted((mark.span, other.span))
    return mark.label == other.label and second.start < first.end


def _cross(one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first.start < second.start < first.end < second.end


def windows(marks: Iterable[Mark], text: str, span: Span, limit: int) -> list[Span]:
    """The parts of a sentence worth showing: all of it up to ``limit`` characters, else what surrounds the marks."""
    if span.end - span.start <= limit:
        return [span]
    parts: list[Span] = []
    for mark in sorted(marks, key=lambda mark: mark.span):
        near = _around(mark.span, text, span)
        if parts and near.start - parts[-1].end < GAP:
            parts[-1] = Span(parts[-1].start, max(parts[-1].end, near.end))
        else:
            parts.append(near)
    return parts or [span]


def _around(mark: Span, text: str, span: Span) -> Span:
    """A mark with its context, cut at spaces."""
    start, end = max(span.start, mark.start - CONTEXT), min(span.end, mark.end + CONTEXT)
    if start > span.start:
        start = text.find(" ", start, mark.start) + 1 or mark.start
    if end < span.end:
        gap = text.rfind(" ", mark.end, end)
        end = gap if gap >= 0 else mark.end
    return Span(start, end)
