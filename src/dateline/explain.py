"""The tree behind a claim: each field, the words and the rule it was read by, what it stands for, which rivals lost.

It looks at a finished Reading and nothing else, so that what is explained is what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.errors import OptionError, many
from dateline.text.characters import flat
from dateline.types import (
    Actor,
    Claim,
    Control,
    Count,
    Deadline,
    Figure,
    Interval,
    Party,
    Place,
    Quote,
    Reading,
    Resolution,
    Span,
    Step,
    Tally,
    Voice,
    When,
)

Stated = Claim | Control | Figure | Deadline
"""What a dispatch states."""


class Node(msgspec.Struct, frozen=True):
    """One line of the tree. ``label`` is the field or kind of thing, ``text`` what was found, ``span`` where."""

    label: str
    text: str = ""
    span: Span | None = None
    children: tuple[Node, ...] = ()


def explain(reading: Reading, *, claim: str | None = None, at: int | None = None) -> Node:
    """The tree of a whole reading; of the claim with that id or number (from 1); or of what covers the offset ``at``.

    Raises OptionError when there is no such claim, or the offset lies outside the text.
    """
    if claim is not None:
        return claim_tree(find(reading, claim), reading)
    if at is not None:
        return _at(reading, at)
    return _node("document", reading.document.id, None, [*_claims(reading), *_remainder(reading)])


def stated(reading: Reading) -> tuple[Stated, ...]:
    """Claims, then control statements, figures, deadlines."""
    return (*reading.claims, *reading.controls, *reading.figures, *reading.deadlines)


def find(reading: Reading, name: str) -> Stated:
    """The claim, control statement, figure or deadline with that id, that number in the table, or the only one whose id begins so."""
    if name.isdecimal() and 0 < int(name) <= len(reading.claims):
        return reading.claims[int(name) - 1]
    everything = stated(reading)
    found = [one for one in everything if one.id == name] or [one for one in everything if one.id.startswith(name)]
    if len(found) != 1:
        why = (
            f"{len(found)} claims begin so"
            if found
            else f"{reading.document.id} has {many(len(reading.claims), 'claim')}"
        )
        raise OptionError(f"no claim {name!r}", where="--claim", remedy=f"{why}; give a number or an id of --to jsonl")
    return found[0]


def _at(reading: Reading, at: int) -> Node:
    text = reading.document.text
    if not 0 <= at < len(text):
        raise OptionError(f"{at} lies outside the text", where="--at", remedy=f"give 0 to {len(text) - 1}")
    return _node("at", f"{at} “{flat(text[at : at + 20])}”", None, list(_covering(reading, at)) or [Node("nothing")])


def _covering(reading: Reading, at: int) -> Iterator[Node]:
    """The blocks, mentions and claims that cover a character."""
    for block in reading.document.blocks:
        if _covers(block.span, at):
            yield Node("block", block.kind, block.span, _by(block.rule))
    for item in reading.resolutions:
        if _covers(item.mention.span, at):
            yield resolution_tree(item)
    for one in stated(reading):
        if _covers(one.sentence, at) or _stands_on(one, at):
            yield claim_tree(one, reading)


def _covers(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _stands_on(one: Stated, at: int) -> bool:
    return any(step.span is not None and _covers(step.span, at) for step in _steps(one))


def _steps(one: Stated) -> tuple[Step, ...]:
    """The decisions behind it; figures and deadlines name none."""
    return one.steps if isinstance(one, Claim | Control) else ()


def _claims(reading: Reading) -> Iterator[Node]:
    for one in stated(reading):
        yield claim_tree(one, reading)


def claim_tree(one: Stated, reading: Reading) -> Node:
    """Everything that led to one claim, control statement, figure or deadline."""
    known: Known = {(item.mention.kind, item.mention.span): item for item in reading.resolutions}
    fields = list(_fields(one, known))
    children = [_with_steps(field, _steps(one)) for field in fields]
    shown = {field.label for field in fields}
    children += [step_node(step, name=True) for step in _steps(one) if step.field not in shown]
    words = f"{_kind(one)} “{flat(one.trigger.text)}”"
    return _node(one.id, words, one.trigger.span, [_sentence(one, reading), *children])


def _fields(one: Stated, known: Known) -> Iterator[Node]:
    if isinstance(one, Claim):
        return _claim_fields(one, known)
    if isinstance(one, Control):
        return _control_fields(one, known)
    return _figure_fields(one, known) if isinstance(one, Figure) else _deadline_fields(one, known)


def _sentence(one: Stated, reading: Reading) -> Node:
    return Node("sentence", flat(reading.document.text[one.sentence.start : one.sentence.end]), one.sentence)


def _kind(one: Stated) -> str:
    if isinstance(one, Control):
        return f"control, {one.status}"
    if isinstance(one, Claim):
        return " ".join((*("not" for _ in range(one.polarity == "-")), one.type, *(f"({mode})" for mode in one.mode)))
    return f"figure, {one.what}" if isinstance(one, Figure) else "deadline"


Known = dict[tuple[str, Span], Resolution]
"""What mentions stand for, by kind and span."""


def _claim_fields(claim: Claim, known: Known) -> Iterator[Node]:
    yield Node("rule", claim.rule)
    yield _quotes("trigger", (claim.trigger, *claim.also))
    yield _parties("actor", claim.actor, known)
    yield _parties("recipient", claim.recipient, known)
    yield from _circumstances(claim, known)
    yield _node("counts", "", None, [_tally(count, known) for count in claim.counts])
    yield _voices(claim.voices, known)
    yield _quotes("content", (claim.content,) if claim.content else ())
    yield _node(
        "modality", claim.modality, None, (Node("hedge", f"“{flat(one.text)}”", one.span) for one in claim.hedges)
    )
    yield from [Node("polarity", claim.polarity)] if claim.polarity == "-" else []
    yield from [Node("historical", "told as background")] if claim.historical else []
    yield from [Node("same_as", ", ".join(claim.same_as))] if claim.same_as else []
    yield from [Node("part_of", claim.part_of)] if claim.part_of else []
    yield Node("score", f"{claim.score:.2f}", None, tuple(Node("damage", kind) for kind in claim.damage))


def _tally(count: Tally, known: Known) -> Node:
    return _told(known, "count", count.text, count.span, f"{count.what} {_bound(count.low)} to {_bound(count.high)}")


def _control_fields(control: Control, known: Known) -> Iterator[Node]:
    yield Node("rule", control.rule)
    yield _parties("holder", control.holder, known)
    yield Node("status", control.status)
    yield from _circumstances(control, known)
    yield _voices(control.voices, known)
    yield Node("score", f"{control.score:.2f}")


def _figure_fields(figure: Figure, known: Known) -> Iterator[Node]:
    yield Node("rule", figure.rule)
    yield Node("counts", f"{figure.what} {_bound(figure.low)} to {_bound(figure.high)}", figure.trigger.span)
    yield _parties("of", figure.of, known)
    yield from [Node("supersedes", str(figure.supersedes))] if figure.supersedes is not None else []
    yield from _circumstances(figure, known)
    yield _voices(figure.voices, known)
    yield from [Node("polarity", figure.polarity)] if figure.polarity == "-" else []
    yield Node("score", f"{figure.score:.2f}")


def _deadline_fields(deadline: Deadline, known: Known) -> Iterator[Node]:
    yield Node("rule", deadline.rule)
    yield _parties("who", deadline.who, known)
    yield _quotes("what", (deadline.what,))
    yield from _circumstances(deadline, known)
    yield from [Node("moves", "put off to this day")] if deadline.moves else []
    yield _voices(deadline.voices, known)
    yield from [Node("polarity", deadline.polarity)] if deadline.polarity == "-" else []
    yield Node("score", f"{deadline.score:.2f}")


def _circumstances(one: Stated, known: Known) -> Iterator[Node]:
    yield _node("place", "", None, [_told(known, "place", place.text, place.span, "") for place in one.place])
    yield _node("time", "", None, _time(one.time, known))


def _time(time: When | None, known: Known) -> list[Node]:
    return [_told(known, "time", time.text, time.span, f"{time.start} to {time.end}")] if time else []


def _parties(field: str, people: Iterable[Party], known: Known) -> Node:
    named = [_told(known, "actor", one.text, one.span, " ".join(filter(None, (one.name, one.code)))) for one in people]
    return _node(field, "", None, named)


def _voices(voices: Iterable[Voice], known: Known) -> Node:
    chain = []
    for voice in voices:
        speaker = _parties("speaker", (voice.speaker,), known).children
        cue = Node("cue", f"“{flat(voice.cue.text)}” {voice.stance}", voice.cue.span)
        chain.append(Node("voice", voice.speaker.name or flat(voice.speaker.text), voice.speaker.span, (*speaker, cue)))
    return _node("voices", "" if chain else "the dispatch itself", None, chain)


def _quotes(field: str, quotes: tuple[Quote, ...]) -> Node:
    if not quotes:
        return Node(field)
    more = (Node("also", f"“{flat(one.text)}”", one.span) for one in quotes[1:])
    return _node(field, f"“{flat(quotes[0].text)}”", quotes[0].span, more)


def _told(known: Known, kind: str, text: str, span: Span, value: str) -> Node:
    """The words of a role, what they stand for, and how that was settled."""
    words = f"“{flat(text)}”" + (f" → {value}" if value else "")
    resolution = known.get((kind, span))
    return Node("", words, span, (resolution_tree(resolution),) if resolution else ())


def resolution_tree(resolution: Resolution) -> Node:
    """What a mention stands for: value, reason, rule, and the readings that lost."""
    mention = resolution.mention
    found = Node("by", " ".join(filter(None, (mention.rule, mention.use and f"as {mention.use}"))))
    rivals = tuple(Node("rival", f"{one.id} {one.score:.2f}", None, _because(one.reason)) for one in resolution.rivals)
    because = _because(resolution.reason)
    children = (*because, found, *rivals)
    if resolution.value is None:
        return Node("abstained", f"{mention.kind} “{flat(mention.text)}”", mention.span, children)
    return Node(mention.kind, f"{value_text(resolution.value)} · {resolution.score:.2f}", mention.span, children)


def value_text(value: Interval | Count | Place | Actor) -> str:
    """A resolved value on one line."""
    if isinstance(value, Interval):
        counted = f", counted from {value.anchor}" if value.anchor else ""
        return f"{value.start or '…'} to {value.end or '…'} ({value.grain}{counted})"
    if isinstance(value, Count):
        words = value.what, f"{_bound(value.low)} to {_bound(value.high)}", value.unit, value.of and f"of {value.of}"
        return " ".join(filter(None, words))
    if isinstance(value, Place):
        where = f"{value.lat:.3f} {value.lon:.3f}" if value.lat is not None and value.lon is not None else "unplaced"
        return " ".join(filter(None, (value.name, value.country, value.id, f"({value.precision})", where)))
    return " ".join(filter(None, (value.name, value.code, value.id)))


def _bound(number: int | None) -> str:
    return "…" if number is None else str(number)


def _with_steps(field: Node, steps: Iterable[Step]) -> Node:
    """The field with the decisions that were taken on it; a field with neither words nor decisions says so."""
    taken = tuple(step_node(step) for step in steps if step.field == field.label)
    text = field.text if field.text or field.children else "nothing found"
    return msgspec.structs.replace(field, text=text, children=field.children + taken)


def step_node(step: Step, *, name: bool = False) -> Node:
    """One decision: its rule, its words, its reason."""
    words = (step.rule, f"“{flat(step.text)}”" if step.text else "")
    return Node(step.field if name else "step", " ".join(filter(None, words)), step.span, _because(step.reason))


def _remainder(reading: Reading) -> Iterator[Node]:
    """What no claim was read from: abstentions, marked blocks, damage, what was skipped."""
    document = reading.document
    abstained = [resolution_tree(item) for item in reading.resolutions if item.value is None]
    aside = [Node(block.kind, flat(document.text[block.span.start : block.span.end])[:60], block.span, _by(block.rule))
             for block in document.blocks if block.kind not in ("body", "separator")]  # fmt: skip
    damage = [Node(item.kind, item.note, item.span) for item in document.damage]
    skipped = [Node(item.what, item.why, None, _because(item.remedy)) for item in reading.skipped]
    named = (("not resolved", abstained), ("not body text", aside), ("damaged", damage), ("skipped", skipped))
    yield from (_node(name, f"{len(nodes)}", None, nodes) for name, nodes in named if nodes)


def _by(rule: str) -> tuple[Node, ...]:
    return (Node("by", rule),) if rule else ()


def _because(reason: str) -> tuple[Node, ...]:
    return (Node("because", reason),) if reason else ()


def _node(label: str, text: str, span: Span | None, children: Iterable[Node]) -> Node:
    return Node(label, text, span, tuple(children))
