"""Judgements one JSON object a line, and what makes one sound enough to take in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from dateline.errors import OptionError
from dateline.record import additions
from dateline.record.corrections import FIELDS, value_of
from dateline.record.erasure import erased
from dateline.record.judgements import PAIRS, judgement_key
from dateline.record.packing import Stated
from dateline.record.rows import days
from dateline.record.store import Store
from dateline.record.types import Judgement
from dateline.types import Claim, Control, Deadline, Figure, Quote, Skipped, Span, When

BROKEN = 3
LAST_TURN, FIRST_YEAR = 10**9, 1000
"""Bounds that leave room for the judgements entered next, and for the day before."""
REMEDY = "leave it out, or export it again"
AT = re.compile(r"\(byte (\d+)\)")
"""Where msgspec says that a line is no JSON: bytes from its start."""
_ONE = Quote("-", Span(0, 1))
EMPTY: dict[type, Stated] = {
    Claim: Claim("", "", "", _ONE, "", _ONE.span), Control: Control("", "", _ONE, "", _ONE.span, (), ()),
    Figure: Figure("", "", _ONE, _ONE.span, "killed", None, None), Deadline: Deadline("", "", _ONE, _ONE.span, _ONE),
}  # fmt: skip
"""One of each kind of what may be corrected, for corrections of what is not there yet."""


class _Line(Judgement, frozen=True, forbid_unknown_fields=True):
    """A judgement as it stands on a line: with all its fields and no others."""


def judgements_lines(record: Store) -> Iterator[str]:
    """Every judgement as JSON, oldest first, without those from which a person was erased: their signature no longer fits."""
    with record.reading() as connection:
        changed = erased(connection).keys
    yield from (msgspec.json.encode(one).decode() for one in record.judgements() if one.key not in changed)


def import_judgements(
    record: Store, lines: Iterable[str], *, name: str = "judgements"
) -> tuple[int, int, list[Skipped]]:
    """Take in judgements: how many were new, how many were there, and what was refused and why.

    Those refused are named ``name:line:column``, where ``name`` is the file they came from; they cost the others nothing.
    """
    new = known = 0
    refused: list[Skipped] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fresh = record.keep_judgement(_judgement(line), strict=False)
        except (msgspec.MsgspecError, ValueError, OptionError) as error:
            refused.append(Skipped(f"{name}:{number}:{_column(line, error)}", _why(error), REMEDY, BROKEN))
            continue
        new, known = new + fresh, known + (not fresh)
    return new, known, refused


def _why(error: Exception) -> str:
    return error.what if isinstance(error, OptionError) else str(error)


def _column(line: str, error: Exception) -> int:
    """Where a line stops being JSON, from 1; the start of the line for what is JSON."""
    at = AT.search(str(error))
    return len(line.encode()[: int(at[1])].decode(errors="ignore")) + 1 if at else 1


def _judgement(line: str) -> Judgement:
    found = msgspec.json.decode(line, type=_Line)
    judgement = msgspec.convert(msgspec.structs.asdict(found), Judgement)
    check(judgement)
    return judgement


def check(judgement: Judgement) -> None:
    """Whether a judgement is as it was signed and can be followed, whatever it speaks of. Raises ValueError.

    One that cannot would stop the record later, when what it speaks of comes in.
    """
    if judgement_key(judgement) != judgement.key:
        raise ValueError("it was changed after it was signed")
    day = date.fromisoformat(judgement.made)
    if day.isoformat() != judgement.made or day.year < FIRST_YEAR:
        raise ValueError(f"{judgement.made} is no day like 2021-08-10")
    wanted = 2 if judgement.verdict in PAIRS else 1
    if len(set(judgement.subjects)) != wanted or len(judgement.subjects) != wanted:
        raise ValueError(f"{judgement.verdict} speaks of {wanted}, it names {len(judgement.subjects)}")
    if judgement.verdict in PAIRS and list(judgement.subjects) != sorted(judgement.subjects):
        raise ValueError("its subjects are not in the order of their keys")
    _check_entry(judgement)
    try:
        _check_value(judgement)
    except OptionError as error:
        raise ValueError(error.what) from error


def _check_entry(judgement: Judgement) -> None:
    """Whether it can be put in order with others. Raises ValueError."""
    if judgement.at and datetime.fromisoformat(judgement.at).tzinfo is None:
        raise ValueError(f"{judgement.at} is no time like 2021-08-10T14:30:00+00:00")
    if not 0 <= judgement.turn <= LAST_TURN:
        raise ValueError(f"its turn is {judgement.turn}, not from 0 to {LAST_TURN}")


def _check_value(judgement: Judgement) -> None:
    """Whether what it adds or corrects fits some claim. Raises OptionError."""
    if judgement.verdict == "add":
        additions.checked(additions.decoded(judgement.value), judgement.field)
    if judgement.verdict == "correct":
        fitting = [kind for kind, fields in FIELDS.items() if judgement.field in fields] or [Claim]
        faults = list(filter(None, (_fault(kind, judgement) for kind in fitting)))
        if len(faults) == len(fitting):
            raise faults[0]


def _fault(kind: type, judgement: Judgement) -> OptionError | None:
    """Why a correction does not fit a kind of statement."""
    try:
        check_correction(EMPTY[kind], judgement)
    except OptionError as error:
        return error
    return None


def check_correction(claim: Stated, judgement: Judgement) -> None:
    """Whether a correction fits a claim. Raises OptionError, ValueError for a day that is none."""
    value = value_of(claim, judgement.field, judgement.value)
    for day in days(value) if isinstance(value, When) else ():
        if day and date.fromisoformat(day).isoformat() != day:
            raise ValueError(f"{day} is no day like 2021-08-10")
