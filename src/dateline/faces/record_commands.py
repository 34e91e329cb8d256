"""Commands of the record: ingest, events, show, as-of. What they need is loaded when they run."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from dateline.errors import OptionError
from dateline.faces.options import At, How, Jobs, Lexicon, Out, Path, Quiet, Which, address, flag, record_at, settings

if TYPE_CHECKING:
    from dateline.record.record import Record, Wanted

LATEST = 50  # events listed unless asked for more

Form = Annotated[Literal["table", "jsonl", "csv", "html"], Parameter(help="What to write.")]
KnownBy = Annotated[
    str | None, Parameter(help="What was known by this day, YYYY-MM-DD; all that is known if not given.")
]
JudgedBy = Annotated[
    str | None,
    Parameter(
        help="With the judgements of this day and before, YYYY-MM-DD; those of the day asked about if not given."
    ),
]
Moved = Annotated[str | None, Parameter(name="--as-of", show=False)]
"""Another spelling of ``--known-by``: the events as of a day are those known by it. Given beside another day it is refused."""
Clock = Annotated[
    Literal["published", "received"],
    Parameter(help="Known from the day a dispatch was published, or from the day the record received it."),
]


def ingest(
    *paths: Path,
    record: At = None,
    how: How = How(),
    jobs: Jobs = 1,
    texts: Annotated[bool, Parameter(help="Keep the texts in the record.", negative="--no-texts")] = True,
    keep: Annotated[
        Literal["full", "snippets", "offsets"] | None,
        Parameter(
            help="How much of the words stays in the record: texts, the sentences of claims, or no words but names."
        ),
    ] = None,
    feeds: Annotated[bool, flag("The addresses are feeds: ask only for what is new since the last time.")] = False,
    watch: Annotated[bool, flag("The same, again and again, politely, until stopped.")] = False,
    follow: Annotated[bool, flag("Fetch the pages that a feed in a file links to.")] = False,
    quiet: Quiet = False,
) -> int:
    """Read dispatches into a record, and join what they tell. Texts, pages, JSON lines, WARC files, feeds, folders."""
    from dateline.faces.ingest import Taking, take
    from dateline.record.rows import keep_of

    if not paths:
        raise OptionError("no PATH is given", remedy="give a file, a folder, a feed or an address; see --help")
    how_read = settings(how, jobs, follow=follow)
    taking = Taking(address(record), how_read, keep=keep or keep_of(texts), feeds=feeds, watch=watch, quiet=quiet)
    _check_addresses(paths if feeds or watch else ())
    return take(paths, taking)


def _check_addresses(paths: Iterable[str]) -> None:
    for path in paths:
        if "://" not in path:
            raise OptionError(
                f"{path} is no address", where="--feeds", remedy="give the addresses of feeds, files without --feeds"
            )


def events(
    *,
    record: At = None,
    which: Which = Which(),
    known_by: KnownBy = None,
    judged_by: JudgedBy = None,
    clock: Clock = "published",
    lexicon: Lexicon = (),
    limit: Annotated[int | None, Parameter(help="So many events, the latest known; 0 for all.")] = LATEST,
    to: Form = "table",
    out: Out = None,
    as_of: Moved = None,
) -> int:
    """List the events of a record: claims judged to speak of one happening."""
    from dateline.faces import record_output

    until = _one_day("events", known_by, as_of)
    with record_at(record, lexicon) as here:
        asked = wanted(which, until, clock, limit or None, judged_by)
        _say_left_out(here, asked)
        found = here.events(**asked)
        _say_level(here, out)
        return record_output.events(found, to=to, out=out, limit=limit or None)


def show(
    event: Annotated[str, Parameter(name="EVENT", help="Key of an event or claim, or how it begins.")],
    /,
    *,
    record: At = None,
    known_by: KnownBy = None,
    judged_by: JudgedBy = None,
    clock: Clock = "published",
    lexicon: Lexicon = (),
    to: Form = "table",
    out: Out = None,
    as_of: Moved = None,
) -> int:
    """Show all claims about one event side by side: who says what, where they agree, where they contradict."""
    from dateline.faces import record_output

    until = _one_day("show", known_by, as_of)
    with record_at(record, lexicon) as here:
        asked = wanted(Which(), until, clock, judged_by=judged_by)
        _say_left_out(here, asked)
        happening, rivals = here.event(event, **asked), here.rivals(event, **asked)
        told = here.kept_by_key({key for one in rivals for key in (one.a, one.b)})
        figures = here.figures(happening, **asked)
        _say_level(here, out)
        return record_output.event(happening, rivals, told, here.judgements(), figures, to=to, out=out)


def as_of(
    day: Annotated[str, Parameter(name="DAY", help="The day asked about, YYYY-MM-DD.")],
    /,
    *,
    record: At = None,
    which: Which = Which(),
    known_by: Annotated[
        str | None, Parameter(help="What was known by this day, YYYY-MM-DD; the day asked about if not given.")
    ] = None,
    judged_by: JudgedBy = None,
    clock: Clock = "published",
    lexicon: Lexicon = (),
    to: Form = "table",
    out: Out = None,
) -> int:
    """Say how things stood on a day: who holds what, tolls by source, stances, deadlines, open questions."""
    from dateline.faces import record_output

    with record_at(record, lexicon) as here:
        asked = wanted(which, known_by, clock, judged_by=judged_by)
        state = here.as_of(day, **asked)
        _say_left_out(here, {**asked, "known_by": known_by or day})
        _say_level(here, out)
        return record_output.state(state, to=to, out=out)


def _say_level(record: Record, out: str | None) -> None:
    """How sensitive the record is, beside a file that holds something of it."""
    from dateline.exports.files import say_level
    from dateline.record import sensitivity

    say_level(sensitivity.of(record), out)


def _one_day(command: str, known_by: str | None, as_of: str | None) -> str | None:
    """The day by which something was known, however it was given; None when it was not."""
    if as_of is not None and known_by not in (None, as_of):
        remedy = f"give --known-by alone; how things stood on a day says dateline as-of {as_of}"
        raise OptionError(f"dateline {command} was given two days", where="--as-of", remedy=remedy)
    return known_by or as_of


def _say_left_out(here: Record, asked: Wanted) -> None:
    """Say on the standard error which judgements an answer leaves out since they count from a later day, and whether an older
    dateline read some of it."""
    from dateline.faces.trail import left_out, read_before

    for said in filter(None, (left_out(here.judged_later(**asked)), read_before(here.older_readings()))):
        sys.stderr.write(f"note: {said}\n")


def wanted(
    which: Which, known_by: str | None, clock: Any, limit: int | None = None, judged_by: str | None = None
) -> Wanted:
    """What the options ask for."""
    return {
        "place": which.place, "actor": which.actor, "type": which.type, "since": which.since, "until": which.until,
        "known_by": known_by, "clock": clock, "limit": limit, "judged_by": judged_by,
    }  # fmt: skip
