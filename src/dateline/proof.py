"""Run the yes and no sentences of the lexicon through a reader: each entry proves itself, or the failure is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.lexicon.entries import ControlRule, Entry, Event, Example, Hedge, Support, VoiceCue
from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Claim, Control, Party, Reading, Where

DAY = "2021-08-10"  # the day the sentences are read on: a Tuesday


class Failure(msgspec.Struct, frozen=True):
    """An example that does not read as its entry says."""

    id: str
    side: str
    text: str
    why: str


class Score(msgspec.Struct, frozen=True):
    """How many examples there are, how many passed, and those that failed."""

    total: int
    passed: int
    failures: tuple[Failure, ...]


def prove(reader: Reader, entries: Iterable[Entry] | None = None) -> Score:
    """Run all examples of the entries, by default those of the reader's whole lexicon."""
    if entries is None:
        lexicon = reader.lexicon
        entries = (*lexicon.events, *lexicon.voices, *lexicon.hedges, *lexicon.supports, *lexicon.controls)
    total, failures = 0, []
    for entry in entries:
        for side, example in _examples(entry):
            total += 1
            why = _failure(entry, side, example, _read(reader, example))
            if why:
                failures.append(Failure(entry.id, side, example.text, why))
    return Score(total, total - len(failures), tuple(failures))


def _examples(entry: Entry) -> Iterator[tuple[str, Example]]:
    yield from (("yes", e) for e in entry.yes)
    yield from (("no", e) for e in entry.no)


def _read(reader: Reader, example: Example) -> Reading:
    return reader.read_document(read_text(example.text, id="example", published=DAY))


def _failure(entry: Entry, side: str, example: Example, reading: Reading) -> str:
    """Why the example fails, "" when it passes."""
    if isinstance(entry, ControlRule):
        return _control(entry, side, example, reading)
    mine = [c for c in reading.claims if _is_of(entry, c)]
    if side == "no":
        return _negative(entry, example, mine, reading)
    pool = mine if isinstance(entry, Support) else list(reading.claims)
    if isinstance(entry, Event):
        pool = mine or [c for c in reading.claims if c.type == entry.type and set(entry.mode) <= set(c.mode)]
    if not pool:
        return f"no claim of it; read: {_brief(reading.claims)}"
    reasons = [_mismatch(example, c) for c in pool]
    return "" if not all(reasons) else reasons[0]


def _negative(entry: Entry, example: Example, mine: list[Claim], reading: Reading) -> str:
    if isinstance(entry, Event | Support):
        if mine:
            return f"read all the same: {_brief(mine)}"
        if example.type and all(c.type != example.type for c in reading.claims):
            return f"no {example.type}; read: {_brief(reading.claims)}"
        return ""
    if isinstance(entry, VoiceCue) and example.voices is None:
        return "" if not any(s.rule == entry.id for c in reading.claims for s in c.steps) else "read all the same"
    if isinstance(entry, Hedge) and not (example.modality or example.polarity):
        return "" if not any(s.rule == entry.id for c in reading.claims for s in c.steps) else "read all the same"
    reasons = [_mismatch(example, c) for c in reading.claims]
    return "" if not reasons or not all(reasons) else reasons[0]


def _is_of(entry: Entry, claim: Claim) -> bool:
    return claim.rule == entry.id or any(s.rule == entry.id for s in claim.steps)


def _control(entry: ControlRule, side: str, example: Example, reading: Reading) -> str:
    mine = [c for c in reading.controls if c.rule == entry.id]
    if side == "no":
        return "read all the same" if mine else ""
    if not reading.controls:
        return f"no control statement; claims: {_brief(reading.claims)}"
    reasons = [_control_mismatch(example, c) for c in reading.controls]
    return "" if not all(reasons) else reasons[0]


def _control_mismatch(example: Example, control: Control) -> str:
    if example.status and example.status != control.status:
        return f"status {control.status}"
    return _parties("holder", example.holder, control.holder) or _parties("place", example.place, control.place)


def _mismatch(example: Example, claim: Claim) -> str:
    """The first field that differs from what the example says, "" when none does."""
    for field in ("modality", "polarity", "historical", "type"):
        want = getattr(example, field)
        if want is not None and want != getattr(claim, field):
            return f"{field} {getattr(claim, field)!r}, wanted {want!r}"
    if example.trigger and not _overlap(example.trigger, [claim.trigger.text, *(q.text for q in claim.also)]):
        return f"trigger {claim.trigger.text!r}, wanted {example.trigger!r}"
    if example.mode is not None and not set(example.mode) <= set(claim.mode):
        return f"mode {claim.mode}, wanted {example.mode}"
    if example.content and not (claim.content and _overlap(example.content, [claim.content.text])):
        return f"content {claim.content.text if claim.content else None!r}, wanted {example.content!r}"
    voices = tuple(v.speaker for v in claim.voices)
    return (
        _parties("actor", example.actor, claim.actor)
        or _parties("recipient", example.recipient, claim.recipient)
        or _parties("place", example.place, claim.place)
        or _parties("voices", example.voices, voices)
    )


def _parties(field: str, wanted: tuple[str, ...] | None, got: Iterable[Party | Where]) -> str:
    if wanted is None:
        return ""
    texts = [p.text for p in got]
    if not wanted:
        return f"{field} {texts}, wanted none" if texts else ""
    return "" if any(_overlap(w, texts) for w in wanted) else f"{field} {texts}, wanted {list(wanted)}"


def _overlap(wanted: str, texts: Iterable[str]) -> bool:
    return any(wanted.lower() in t.lower() or t.lower() in wanted.lower() for t in texts)


def _brief(claims: Iterable[Claim]) -> str:
    return ", ".join(f"{c.type} {c.trigger.text!r} [{c.rule}]" for c in claims) or "nothing"
