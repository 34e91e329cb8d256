"""brat's standoff format: a text and a file of annotations beside it. Claims are events with arguments and attributes; what is known
of a span (its name, code, days, figures) stands in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.exports.annotation.spans import (
    ALSO,
    FACTS,
    ROLES,
    TRIGGER,
    Facts,
    Mark,
    MarkedClaim,
    MarkedText,
    as_words,
    from_words,
)
from dateline.lexicon.ontology import MODES, TYPES
from dateline.text.characters import flat
from dateline.types import Span

MODALITIES = ("actual", "planned", "conditional", "possible", "unknown")
NEWLINE = re.compile(r"[^\n\r]+")
ROLE_OF = {role.capitalize(): role for role in ROLES}
ENTITIES = ("Party", "Place", "Time", "Count", "Words")
ENTITY_OF = {
    "actor": "Party",
    "recipient": "Party",
    "voice": "Party",
    "place": "Place",
    "time": "Time",
    "count": "Count",
}
"""The kind of entity that a role has; words for all others."""


def configuration() -> str:
    """annotation.conf: the types of PLOVER as events, their arguments and attributes."""
    arguments = ", ".join(f"{role}*:<ANY>" for role in ROLE_OF)
    modes = "|".join(sorted({mode for some in MODES.values() for mode in some}))
    return "\n".join(
        [
            "[entities]", *ENTITIES, "", "[relations]", "", "[events]", *(f"{type_}\t{arguments}" for type_ in TYPES), "",
            "[attributes]", f"Modality\tArg:<EVENT>, Value:{'|'.join(MODALITIES)}", "Negated\tArg:<EVENT>",
            "Historical\tArg:<EVENT>", f"Mode\tArg:<EVENT>, Value:{modes}", "",
        ]
    )  # fmt: skip


class _Lines:
    """The lines of one file; a span in one role of one sort gets one T."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, list[str]()
        self.spans: dict[tuple[str, Span, str], str] = {}
        self.counted: dict[str, int] = {}

    def number(self, letter: str) -> str:
        self.counted[letter] = self.counted.get(letter, 0) + 1
        return f"{letter}{self.counted[letter]}"

    def span(self, kind: str, mark: Mark) -> str:
        """The T of a span; one that holds line breaks is written in parts, as brat wants it."""
        key = (kind, mark.span, as_words(mark.facts))
        if key in self.spans:
            return self.spans[key]
        name = self.spans[key] = self.number("T")
        start = mark.span.start
        parts = [(start + m.start(), start + m.end()) for m in NEWLINE.finditer(self.text[start : mark.span.end])]
        where = ";".join(f"{begin} {end}" for begin, end in parts)
        self.lines.append(f"{name}\t{kind} {where}\t{' '.join(self.text[begin:end] for begin, end in parts)}")
        if words := as_words(mark.facts):
            self.note(name, words)
        return name

    def note(self, name: str, words: str) -> None:
        self.lines.append(f"{self.number('#')}\tAnnotatorNotes {name}\t{words}")


def standoff(one: MarkedText) -> str:
    """The annotations of a text, whose text must be known."""
    lines = _Lines(one.text or "")
    for claim in one.claims:
        trigger = lines.span(claim.type, claim.trigger)
        event = lines.number("E")
        arguments = [
            (mark.role.capitalize(), lines.span(ENTITY_OF.get(mark.role, "Words"), mark)) for mark in claim.marks[1:]
        ]
        told = " ".join(f"{role}{_turn(arguments, at)}:{name}" for at, (role, name) in enumerate(arguments))
        lines.lines.append(f"{event}\t{claim.type}:{trigger}{' ' if told else ''}{told}")
        _attributes(lines, event, claim)
    return "".join(f"{line}\n" for line in lines.lines)


def _turn(arguments: list[tuple[str, str]], at: int) -> str:
    """Several arguments of one role are numbered from the second."""
    turn = sum(role == arguments[at][0] for role, _ in arguments[: at + 1])
    return "" if turn == 1 else str(turn)


def _attributes(lines: _Lines, event: str, claim: MarkedClaim) -> None:
    facts = claim.facts
    told = [f"Modality {event} {facts['modality']}"]
    told += [f"Negated {event}"] * (facts["polarity"] == "-") + [f"Historical {event}"] * bool(facts["historical"])
    told += [f"Mode {event} {mode}" for mode in facts["mode"]]
    lines.lines.extend(f"{lines.number('A')}\t{one}" for one in told)


def claims(standoff_: str) -> Iterator[MarkedClaim]:
    """The claims of a file of annotations. Raises ValueError, KeyError or IndexError, with the line, for what brat would not write."""
    rows = {row[0]: row[1:] for line in standoff_.splitlines() if line.strip() and (row := line.split("\t"))}
    notes = {row[0].split()[1]: from_words(row[1]) for row in _of(rows, "#") if len(row) > 1}
    attributes: dict[str, Facts] = {}
    for row in _of(rows, "AM"):
        kind, event, *value = row[0].split()
        _attribute(attributes.setdefault(event, {"mode": []}), kind, " ".join(value))
    for name, row in rows.items():
        if name[0] == "E":
            yield _claim(name, row[0], rows, notes, attributes.get(name, {"mode": []}))


def _of(rows: dict[str, list[str]], letters: str) -> list[list[str]]:
    """The rows whose name begins with one of the letters."""
    return [row for name, row in rows.items() if name[0] in letters]


def _attribute(facts: Facts, kind: str, value: str) -> None:
    if kind == "Mode":
        facts["mode"].append(value)
    elif kind == "Modality":
        facts["modality"] = value
    elif kind == "Negated":
        facts["polarity"] = "-"
    elif kind == "Historical":
        facts["historical"] = True


def _claim(name: str, line: str, rows: dict[str, list[str]], notes: dict[str, Facts], facts: Facts) -> MarkedClaim:
    (type_, trigger), *arguments = (part.split(":", 1) for part in line.split())
    marks = [_mark(TRIGGER, trigger, rows, notes)]
    for role, named in arguments:
        known = ROLE_OF.get(role.rstrip("0123456789"))
        if known is None:
            raise ValueError(f"{name}: {role} is no role: {', '.join(ROLE_OF)}")
        target = rows[named][0].split()[0].split(":")[1] if named[0] == "E" else named  # of an event its trigger
        marks.append(_mark(known, target, rows, notes))
    if type_ not in TYPES:
        raise ValueError(f"{name}: {type_} is no type: {', '.join(TYPES)}")
    return MarkedClaim(name, type_, tuple(marks), facts)


def _mark(role: str, name: str, rows: dict[str, list[str]], notes: dict[str, Facts]) -> Mark:
    head, words = rows[name][0], rows[name][1]
    parts = [tuple(map(int, part.split())) for part in head.partition(" ")[2].split(";")]
    facts = notes.get(name, {})
    wanted = FACTS.get(role, ()) if role != ALSO else ()
    return Mark(role, Span(parts[0][0], parts[-1][1]), flat(words), {one: facts.get(one) for one in wanted})
