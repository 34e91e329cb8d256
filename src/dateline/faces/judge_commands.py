"""``dateline judge``: what people decide over the record, dated, signed, reversible."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from dateline.errors import OptionError, many
from dateline.faces.options import At, Lexicon, Out, flag, no_option, record_at

if TYPE_CHECKING:
    from dateline.record.types import Comparison, Judgement, Kept

ASK = "[s]ame  [d]ifferent  [u]nsure  [n]ext  [q]uit: "
ANSWERS = {"s": "same", "d": "different", "u": "unsure"}
ASK_EARLIER = "answers about earlier days leave it out unless asked with --judged-by {}"
MOST = 200  # pairs put before a person in one sitting

judge = App(
    name="judge",
    help="Judge what was joined; correct, drop or add a claim; withdraw a dispatch; undo; see the audit trail.",
)

By = Annotated[str | None, Parameter(help="Who judges; your user name if not given.")]
Doc = Annotated[str, Parameter(name="DOC", help="Key or id of a document, or how its key begins.")]
Claim = Annotated[str, Parameter(name="CLAIM", help="Key of a claim or event, or how it begins.")]


@Parameter(name="*")
@dataclass(frozen=True)
class Signed:
    """In which record, and by whom, a judgement is kept."""

    record: At = None
    by: By = None
    date: Annotated[
        str | None, Parameter(help="The day it counts from, YYYY-MM-DD or YYYY-MM-DDTHH:MM (UTC); now if not given.")
    ] = None
    note: Annotated[str, Parameter(help="Why.", show_default=False)] = ""
    lexicon: Lexicon = ()


Several = Annotated[tuple[str, ...], Parameter(negative="", show_default=False)]


def _part(text: str) -> Parameter:
    return Parameter(help=text, show_default=False)


@Parameter(name="*")
@dataclass(frozen=True)
class Missed:
    """A claim that was missed."""

    trigger: Annotated[str, _part("The words that tell it.")]
    kind: Annotated[Literal["claim", "control", "figure", "deadline"], Parameter(help="What is stated.")] = "claim"
    type: Annotated[str, _part("PLOVER type of a claim, such as ASSAULT.")] = ""
    status: Annotated[str, _part("Of a control statement: held, contested, lost.")] = ""
    what: Annotated[str, _part("What a figure counts (killed), what is to be done by a deadline.")] = ""
    sentence: Annotated[str, _part("start:end of its sentence, where signs do not tell.")] = ""
    mode: Annotated[Several, Parameter(help="Mode of the type.")] = ()
    actor: Annotated[Several, Parameter(help="Who did it.")] = ()
    recipient: Annotated[Several, Parameter(help="To whom.")] = ()
    holder: Annotated[Several, Parameter(help="Who holds it.")] = ()
    who: Annotated[Several, Parameter(help="Who is to do it by a deadline.")] = ()
    of: Annotated[Several, Parameter(help="Whose they are that a figure counts.")] = ()
    place: Annotated[Several, Parameter(help="Where: a name or an id.")] = ()
    time: Annotated[str, _part("When: 2021-08-10 or 2021-08-10/2021-08-12.")] = ""
    count: Annotated[Several, Parameter(help="How many: '12 killed', 'at least 3 injured'.")] = ()
    low: Annotated[int | None, _part("Lower bound of a figure.")] = None
    high: Annotated[int | None, _part("Upper bound of a figure.")] = None
    voice: Annotated[Several, Parameter(help="Who says so, innermost first.")] = ()
    modality: Annotated[str, _part("actual, planned, conditional, possible or unknown.")] = ""
    polarity: Annotated[str, _part("- where it is denied.")] = ""
    content: Annotated[str, _part("What is said, asked or promised.")] = ""
    moves: Annotated[bool, flag("A deadline is put off to this day.")] = False

    def given(self) -> dict[str, object]:
        """What was given, by field."""
        renamed = {"count": "counts", "voice": "voices"}
        told = {
            renamed.get(name, name): value for name, value in vars(self).items() if value not in ("", (), None, False)
        }
        return {
            name: [_value(one) for one in value] if isinstance(value, tuple) else value for name, value in told.items()
        }


def _judge(verdict: str, *subjects: str, how: Signed, field: str = "", value: object = None) -> int:
    """Sign a judgement, keep it, say so."""
    with record_at(how.record, how.lexicon) as here:
        before = {one.key for one in here.judgements()}
        made = here.judge(verdict, *subjects, by=how.by or "", date=how.date, note=how.note, field=field, value=value)
        earlier = here.speaks_of_earlier(made)
    _say(made, again=made.key in before)
    if earlier:
        sys.stderr.write(f"note: it counts from {made.made} on; {ASK_EARLIER.format(made.made)}\n")
    return 0


def _say(made: Judgement, *, again: bool = False) -> None:
    from dateline.faces.trail import line

    sys.stdout.write(f"{made.key}  {line(made)}{'  (was there already)' if again else ''}\n")


@judge.command
def same(a: Claim, b: Claim, /, *, how: Signed = Signed()) -> int:
    """Two claims (or events) speak of one happening."""
    return _judge("same", a, b, how=how)


@judge.command
def different(a: Claim, b: Claim, /, *, how: Signed = Signed()) -> int:
    """Two claims (or events) speak of different happenings."""
    return _judge("different", a, b, how=how)


@judge.command
def unsure(a: Claim, b: Claim, /, *, how: Signed = Signed()) -> int:
    """It cannot be told; the pair is not asked about again, and joining is left to the features."""
    return _judge("unsure", a, b, how=how)


@judge.command
def correct(
    claim: Claim,
    field: Annotated[
        str,
        Parameter(
            name="FIELD",
            help="Of a claim: type mode modality polarity historical actor recipient place time counts voices content; of a "
            "control statement: status holder; of a figure: what low high of supersedes; of a deadline: what who moves.",
        ),
    ],
    value: Annotated[
        str,
        Parameter(
            name="VALUE",
            allow_leading_hyphen=True,
            help='Words, start:end of the text, an id of a place, a day, "12 killed", or JSON as dateline read writes it; '
            "null empties the field.",
        ),
    ],
    /,
    *,
    how: Signed = Signed(),
) -> int:
    """Put right one field of a claim; what was read stays in the record beside it. Places and actors are resolved."""
    return _judge("correct", claim, how=how, field=field, value=_value(value))


@judge.command
def keep(claim: Claim, /, *, how: Signed = Signed()) -> int:
    """A claim was read rightly: it changes nothing, and counts for the agreement of reviewers and as gold."""
    return _judge("keep", claim, how=how)


@judge.command
def drop(claim: Claim, /, *, how: Signed = Signed()) -> int:
    """Strike a claim that was misread: from that day on it counts no longer."""
    return _judge("drop", claim, how=how)


@judge.command
def add(document: Doc, /, *, what: Missed, how: Signed = Signed()) -> int:
    """Add a claim that was missed, of words of the kept text. Every part is given as its words, or as start:end of the text."""
    return _judge("add", document, how=how, value=what.given())


def _value(value: str) -> object:
    """The value of JSON; what is none, and what only looks like a number or is a sign, is a string."""
    try:
        found: object = json.loads(value)
    except ValueError:
        return value
    return found


@judge.command
def retract(
    document: Doc,
    /,
    *,
    how: Signed = Signed(),
) -> int:
    """A dispatch was withdrawn: from that day on its claims count no longer."""
    return _judge("retract", document, how=how)


@judge.command
def undo(
    judgement: Annotated[str, Parameter(name="JUDGEMENT", help="Key of a judgement, or how it begins.")],
    /,
    *,
    how: Signed = Signed(),
) -> int:
    """Take a judgement back; both stay in the trail."""
    return _judge("undo", judgement, how=how)


@judge.command(name="list")
def trail(*, record: At = None) -> int:
    """Print the audit trail: every judgement, oldest first, with what was undone."""
    from dateline.faces.trail import line
    from dateline.record.judgements import in_force

    with record_at(record) as here:
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
    from dateline.exports.files import say_level
    from dateline.faces.output import opened
    from dateline.record import sensitivity
    from dateline.record.exchange import judgements_lines

    with record_at(record) as here, opened(out) as stream:
        say_level(sensitivity.of(here), out)
        stream.writelines(f"{one}\n" for one in judgements_lines(here))
    return 0


@judge.command(name="import")
def import_trail(
    path: Annotated[
        str,
        Parameter(
            name="FILE",
            help="What judge export wrote; - for the standard input.",
            allow_leading_hyphen=True,
            validator=no_option,
        ),
    ],
    /,
    *,
    record: At = None,
    lexicon: Lexicon = (),
) -> int:
    """Take in judgements of others; what is there already is not doubled, what is forged or broken is refused."""
    from dateline.faces.progress import Report
    from dateline.faces.readings import exit_code
    from dateline.record.exchange import import_judgements

    try:
        lines = sys.stdin.readlines() if path == "-" else FilePath(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"it cannot be read: {error}", where=path, remedy="give a file of judge export") from error
    with record_at(record, lexicon) as here:
        new, known, refused = import_judgements(here, lines, name=path)
    list(Report().follow(refused, total=None, bar=False))
    sys.stdout.write(f"{many(new, 'judgement')} came in, {known} there already, {len(refused)} refused\n")
    return exit_code(refused)


@judge.command
def review(*, record: At = None, by: By = None, limit: int = 20, lexicon: Lexicon = ()) -> int:
    """Go through the pairs that were hardest to tell, and judge them one by one at the keyboard."""
    from dateline.record.joining import base_of

    with record_at(record, lexicon) as here:
        pairs = here.doubtful(min(limit, MOST))
        told = here.kept_by_key({key for one in pairs for key in (one.a, one.b)})
        for number, pair in enumerate(pairs, 1):
            sys.stdout.write(f"\n{number} of {len(pairs)}\n{_pair(pair, told)}\n{ASK}")
            sys.stdout.flush()
            answer = sys.stdin.readline().strip().lower()[:1]
            if answer == "q":
                break
            if answer in ANSWERS:
                _say(here.judge(ANSWERS[answer], base_of(pair.a), base_of(pair.b), by=by or ""))
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
