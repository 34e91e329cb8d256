"""The sentences of the rule files (events, voices, modality, content, control, support): does a claim say what they say?

A yes sentence passes when one claim (control statement) is read by exactly this entry with exactly the stated parties; what is
not stated is not asked. A no sentence passes when nothing is read by this entry, and what it states of another reading is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dateline.lexicon.entries import ControlRule, Entry, Event, Example, Support, VoiceCue
from dateline.proof.score import Failure
from dateline.read import Reader
from dateline.types import Claim, Control, Party, Reading, Where

DAY = "2021-08-10"  # the day the sentences are read on: a Tuesday
FIELDS = ("type", "modality", "polarity", "historical")


def failures(reader: Reader, entries: Iterable[Entry]) -> Iterator[tuple[Failure, str] | None]:
    """For each example None, or how it fails and the ``fault`` that its entry admits ("" for none)."""
    for entry in entries:
        for side, example in _examples(entry):
            why = why_not(entry, side, example, reader.read(example.text, id="example", published=DAY))
            yield (Failure(entry.id, side, example.text, why), example.fault) if why or example.fault else None


def _examples(entry: Entry) -> Iterator[tuple[str, Example]]:
    yield from (("yes", e) for e in entry.yes)
    yield from (("no", e) for e in entry.no)


def why_not(entry: Entry, side: str, example: Example, reading: Reading) -> str:
    """Why the reading is not what the example says, "" when it is."""
    if isinstance(entry, ControlRule):
        return _control(entry, side, example, reading)
    mine = [claim for claim in reading.claims if is_by(entry, claim)]
    if side == "yes":
        return _of_one(_pool(entry, example, mine, reading), example, reading)
    return _none(mine) or _otherwise(entry, example, reading)


def is_by(entry: Entry, claim: Claim) -> bool:
    """Whether the entry had a say in the claim: as its rule, or in one of its steps."""
    return claim.rule == entry.id or any(step.rule == entry.id for step in claim.steps)


def _pool(entry: Entry, example: Example, mine: list[Claim], reading: Reading) -> list[Claim]:
    """Claims among which one must be as the example says.

    A cue of speech that names nobody, or tells an attitude, leaves no step in a claim: its sentence shows what it does.
    """
    silent = isinstance(entry, VoiceCue) and (entry.stance == "holds" or entry.speaker == "none" or not example.voices)
    return mine or (list(reading.claims) if silent else [])


def _of_one(pool: list[Claim], example: Example, reading: Reading) -> str:
    if not pool:
        return f"no claim of it; read: {_brief(reading.claims)}"
    reasons = [_mismatch(example, claim) for claim in pool]
    return "" if not all(reasons) else reasons[0]


def _none(mine: list[Claim]) -> str:
    return f"read all the same: {_brief(mine)}" if mine else ""


def _otherwise(entry: Entry, example: Example, reading: Reading) -> str:
    """Why no claim is as a no sentence states; "" where it states nothing."""
    if not any(getattr(example, name) is not None for name in STATED):
        return ""
    if isinstance(entry, Event | Support) and not reading.claims:
        return f"no {example.type}; read: nothing" if example.type else ""
    reasons = [_mismatch(example, claim) for claim in reading.claims]
    return "" if not reasons or not all(reasons) else reasons[0]


STATED = tuple(field for field in Example.__struct_fields__ if field not in ("text", "fault"))


def _control(entry: ControlRule, side: str, example: Example, reading: Reading) -> str:
    mine = [control for control in reading.controls if control.rule == entry.id]
    if side == "no":
        return "read all the same" if mine else ""
    if not mine:
        return f"no control statement of it; read: {_held(reading.controls)}; claims: {_brief(reading.claims)}"
    reasons = [_control_mismatch(example, control) for control in mine]
    return "" if not all(reasons) else reasons[0]


def _control_mismatch(example: Example, control: Control) -> str:
    if example.status and example.status != control.status:
        return f"status {control.status}"
    return _parties("holder", example.holder, control.holder) or _parties("place", example.place, control.place)


def _mismatch(example: Example, claim: Claim) -> str:
    """The first field that differs from what the example says, "" when none does."""
    return next((why for check in CHECKS if (why := check(example, claim))), "")


def _plain(example: Example, claim: Claim) -> str:
    for field in FIELDS:
        want = getattr(example, field)
        if want is not None and want != getattr(claim, field):
            return f"{field} {getattr(claim, field)!r}, wanted {want!r}"
    return ""


def _trigger(example: Example, claim: Claim) -> str:
    triggers = [claim.trigger.text, *(quote.text for quote in claim.also)]
    if example.trigger is None or any(_overlap(example.trigger, text) for text in triggers):
        return ""
    return f"trigger {claim.trigger.text!r}, wanted {example.trigger!r}"


def _mode(example: Example, claim: Claim) -> str:
    if example.mode is None or set(example.mode) == set(claim.mode):
        return ""
    return f"mode {claim.mode}, wanted {example.mode}"


def _content(example: Example, claim: Claim) -> str:
    text = claim.content.text if claim.content else ""
    if not example.content or (text and _overlap(example.content, text)):
        return ""
    return f"content {text or None!r}, wanted {example.content!r}"


def _counts(example: Example, claim: Claim) -> str:
    if example.what is None:
        return ""
    told = [(count.what, count.low, count.high) for count in claim.counts]
    wanted = (example.what, example.low, example.high)
    return "" if wanted in told else f"counts {told}, wanted {wanted}"


def _roles(example: Example, claim: Claim) -> str:
    return (
        _parties("actor", example.actor, claim.actor)
        or _parties("recipient", example.recipient, claim.recipient)
        or _parties("place", example.place, claim.place)
        or _parties("voices", example.voices, [voice.speaker for voice in claim.voices])
    )


CHECKS: tuple[Callable[[Example, Claim], str], ...] = (_plain, _trigger, _mode, _content, _counts, _roles)


def _parties(field: str, wanted: tuple[str, ...] | None, got: Iterable[Party | Where]) -> str:
    """Why these are not exactly the wanted parties, whatever their order; None asserts nothing."""
    texts = [party.text for party in got]
    if wanted is None or sorted(texts) == sorted(wanted):
        return ""
    return f"{field} {texts}, wanted {list(wanted) or 'none'}"


def _overlap(wanted: str, text: str) -> bool:
    return wanted.lower() in text.lower() or text.lower() in wanted.lower()


def _brief(claims: Iterable[Claim]) -> str:
    return ", ".join(f"{claim.type} {claim.trigger.text!r} [{claim.rule}]" for claim in claims) or "nothing"


def _held(controls: Iterable[Control]) -> str:
    return ", ".join(f"{one.status} {one.trigger.text!r} [{one.rule}]" for one in controls) or "nothing"
