"""``dateline judge``: what people decide over the record, dated, signed, reversible."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from dateline.errors import OptionError
from dateline.faces.options import At, Out, address, checked

if TYPE_CHECKING:
    from dateline.record.store import Record
    from dateline.record.types import Comparison, Judgement, Kept

ASK = "[s]ame  [d]ifferent  [u]nsure  [n]ext  [q]uit: "
ANSWERS = {"s": "same", "d": "different", "u": "unsure"}
MOST = 200  # pairs put before a person in one sitting

judge = App(
    name="judge", help="Judge what was joined, correct a field, withdraw a dispatch, undo; see the audit trail."
)

By = Annotated[str | None, Parameter(help="Who judges; your user name if not given.")]
Made = Annotated[str | None, Parameter(name="--date", help="The day it counts from, YYYY-MM-DD; today if not given.")]
Note = Annotated[str, Parameter(help="Why.", show_default=False)]
Claim = Annotated[str, Parameter(name="CLAIM", help="Key of a claim or event, or how it begins.")]


def _opened(at: str | None) -> Any:
    from dateline.record import store

    return store.opened(address(at))


def _pass(record: Record, verdict: str, subjects: Iterable[str], by: str | None, made: str | None, **more: str) -> int:
    """Sign a judgement, keep it, say so."""
    from dateline.record.judgements import signed

    day = checked(made) or datetime.now(UTC).date().isoformat()
    judgement = signed(verdict, subjects, made=day, by=by or getpass.getuser(), **more)
    new = record.judge(judgement)
    sys.stdout.write(f"{judgement.key}  {line(judgement)}{'' if new else '  (was there already)'}\n")
    return 0


def line(judgement: Judgement) -> str:
    """A judgement in one line."""
    told = f"{judgement.field} = {judgement.value}" if judgement.field else ""
    parts = (judgement.made, judgement.by, judgement.verdict, " ".join(judgement.subjects), told, judgement.note)
    return "  ".join(filter(None, parts))


@judge.command
def same(a: Claim, b: Claim, /, *, record: At = None, by: By = None, made: Made = None, note: Note = "") -> int:
    """Two claims (or events) speak of one happening."""
    with _opened(record) as here:
        return _pass(here, "same", (here.claim_key(a), here.claim_key(b)), by, made, note=note)


@judge.command
def different(a: Claim, b: Claim, /, *, record: At = None, by: By = None, made: Made = None, note: Note = "") -> int:
    """Two claims (or events) speak of different happenings."""
    with _opened(record) as here:
        return _pass(here, "different", (here.claim_key(a), here.claim_key(b)), by, made, note=note)


@judge.command
def unsure(a: Claim, b: Claim, /, *, record: At = None, by: By = None, made: Made = None, note: Note = "") -> int:
    """It cannot be told; the pair is not asked about again, and joining is left to the features."""
    with _opened(record) as here:
        return _pass(here, "unsure", (here.claim_key(a), here.claim_key(b)), by, made, note=note)


@judge.command
def correct(
    claim: Claim,
    field: Annotated[
        str, Parameter(name="FIELD", help="type mode modality polarity historical actor recipient place time counts.")
    ],
    value: Annotated[
        str, Parameter(name="VALUE", help="JSON as dateline read writes it; names and days also bare: '[\"Mali\"]'.")
    ],
    /,
    *,
    record: At = None,
    by: By = None,
    made: Made = None,
    note: Note = "",
) -> int:
    """Put right one field of a claim; what was read stays in the record beside it."""
    with _opened(record) as here:
        return _pass(here, "correct", (here.claim_key(claim),), by, made, field=field, value=_json(value), note=note)


def _json(value: str) -> str:
    """The value as JSON: as it is when it is some, else as a string."""
    try:
        return json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True)
    except ValueError:
        return json.dumps(value, ensure_ascii=False)


@judge.command
def retract(
    document: Annotated[str, Parameter(name="DOC", help="Key or id of a document, or how its key begins.")],
    /,
    *,
    record: At = None,
    by: By = None,
    made: Made = None,
    note: Note = "",
) -> int:
    """A dispatch was withdrawn: from that day on its claims count no longer."""
    with _opened(record) as here:
        return _pass(here, "retract", (here.document_named(document),), by, made, note=note)


@judge.command
def undo(
    judgement: Annotated[str, Parameter(name="JUDGEMENT", help="Key of a judgement, or how it begins.")],
    /,
    *,
    record: At = None,
    by: By = None,
    made: Made = None,
    note: Note = "",
) -> int:
    """Take a judgement back; both stay in the trail."""
    with _opened(record) as here:
        found = [one.key for one in here.judgements() if one.key.startswith(judgement)]
        if len(found) != 1:
            what = f"{len(found) or 'no'} judgements begin with {judgement!r}"
            raise OptionError(what, remedy="dateline judge list prints their keys")
        return _pass(here, "undo", found, by, made, note=note)


@judge.command(name="list")
def trail(*, record: At = None) -> int:
    """Print the audit trail: every judgement, oldest first, with what was undone."""
    from dateline.record.judgements import in_force

    with _opened(record) as here:
        known = here.judgements()
    holding = {one.key for one in in_force(known)}
    for one in known:
        undone = one.verdict != "undo" and one.key not in holding
        sys.stdout.write(f"{one.key}  {line(one)}{'  (undone)' if undone else ''}\n")
    sys.stdout.write("" if known else "no judgements\n")
    return 0


@judge.command(name="export")
def export_trail(*, record: At = None, out: Out = None) -> int:
    """Write all judgements, one JSON object a line."""
    from dateline.faces.output import opened
    from dateline.record.exchange import judgements_lines

    with _opened(record) as here, opened(out) as stream:
        stream.writelines(f"{one}\n" for one in judgements_lines(here))
    return 0


@judge.command(name="import")
def import_trail(
    path: Annotated[str, Parameter(name="FILE", help="What judge export wrote; - for the standard input.")],
    /,
    *,
    record: At = None,
) -> int:
    """Take in judgements of others; what is there already is not doubled, what is forged or broken is refused."""
    from dateline.faces.progress import Report
    from dateline.faces.readings import exit_code
    from dateline.record.exchange import import_judgements

    try:
        lines = sys.stdin.readlines() if path == "-" else FilePath(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"it cannot be read: {error}", where=path, remedy="give a file of judge export") from error
    with _opened(record) as here:
        new, known, refused = import_judgements(here, lines, name=path)
    list(Report().follow(refused, total=None, bar=False))
    sys.stdout.write(f"{new} judgements came in, {known} were there already, {len(refused)} were refused\n")
    return exit_code(refused)


@judge.command
def review(*, record: At = None, by: By = None, limit: int = 20) -> int:
    """Go through the pairs that were hardest to tell, and judge them one by one at the keyboard."""
    from dateline.record.joining import base_of

    with _opened(record) as here:
        pairs = here.doubtful(min(limit, MOST))
        told = here.kept_by_key({key for one in pairs for key in (one.a, one.b)})
        for number, pair in enumerate(pairs, 1):
            sys.stdout.write(f"\n{number} of {len(pairs)}\n{_pair(pair, told)}\n{ASK}")
            sys.stdout.flush()
            answer = sys.stdin.readline().strip().lower()[:1]
            if answer == "q":
                break
            if answer in ANSWERS:
                _pass(here, ANSWERS[answer], (base_of(pair.a), base_of(pair.b)), by, None)
        sys.stdout.write("" if pairs else "nothing is in doubt\n")
    return 0


def _pair(pair: Comparison, told: dict[str, Kept]) -> str:
    """Two claims and why they may be one."""
    sides = (told[key] for key in (pair.a, pair.b))
    texts = [
        f"  {one.document.outlet or one.document.id}, {one.document.known}: {' '.join(one.sentence.split())}"
        for one in sides
    ]
    why = ", ".join(f"{one.name} {one.value:+.2f} ({one.why})" for one in pair.features)
    return "\n".join(
        [
            *texts,
            f"  joined at {pair.score:.2f}: {why}"
            if pair.relation == "same"
            else f"  not joined, {pair.score:.2f}: {why}",
        ]
    )
