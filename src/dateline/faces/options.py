"""Options that several commands share, and the settings they make."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from dateline.faces.readings import Settings
    from dateline.record.record import Record


DEFAULT = "dateline.sqlite"
VARIABLE = "DATELINE_RECORD"

At = Annotated[
    str | None,
    Parameter(
        name="--record",
        help=f"The record: path of a SQLite file, or postgresql://…; ${VARIABLE} or {DEFAULT} if not given.",
        show_default=False,
    ),
]


def flag(text: str) -> Parameter:
    """An option that is there or not, without its "no-" twin."""
    return Parameter(help=text, negative="", show_default=False)


Lexicon = Annotated[
    tuple[str, ...],
    Parameter(help="Folder of lexicon files to put on top of ours; may be repeated.", negative="", show_default=False),
]


@Parameter(name="*")
@dataclass(frozen=True)
class How:
    """How to read, the same for every command that reads."""

    published: Annotated[
        str | None, Parameter(help="Date of publication, YYYY-MM-DD, of every input; goes before what they say.")
    ] = None
    outlet: Annotated[str | None, Parameter(help="Who published it.")] = None
    lexicon: Lexicon = ()
    parser: Annotated[
        str | None,
        Parameter(help="Pipeline to parse with: fast (our small one), or the name or folder of a spaCy pipeline."),
    ] = None
    allow_private: Annotated[bool, flag("Also fetch from addresses that are not public.")] = False
    text_field: Annotated[str | None, Parameter(help="Field of tables, JSON and XML that holds the text.")] = None
    date_field: Annotated[
        str | None, Parameter(help="Field of tables, JSON and XML that holds the day of publication.")
    ] = None
    seconds: Annotated[
        int,
        Parameter(
            help="Processor seconds that a document may take, and one more for each 2,000 characters; 0 for no bound."
        ),
    ] = 60


def no_option(_type: object, value: object) -> None:
    """The standard input is called ``-``; everything else that begins so is an option that there is not. Raises ValueError."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, str) and one.startswith("-") and one != "-":
            raise ValueError(f"there is no option {one}")


@Parameter(name="*")
@dataclass(frozen=True)
class Which:
    """What is asked for; every option narrows."""

    place: Annotated[str, Parameter(help="A place or country: name, id or code.", show_default=False)] = ""
    actor: Annotated[str, Parameter(help="A side or speaker: name, id or code.", show_default=False)] = ""
    type: Annotated[str, Parameter(help="A PLOVER type, such as ASSAULT.", show_default=False)] = ""
    since: Annotated[str | None, Parameter(help="Happened on this day or later, YYYY-MM-DD.")] = None
    until: Annotated[str | None, Parameter(help="Happened on this day or earlier, YYYY-MM-DD.")] = None


Path = Annotated[
    str,
    Parameter(
        name="PATH",
        allow_leading_hyphen=True,
        validator=no_option,
        help="Files (.txt .html .jsonl .json .csv .xlsx .xml .eml .warc .rss …), folders, - for the standard input, addresses.",
    ),
]
Out = Annotated[str | None, Parameter(help="File to write to; the standard output if not given.")]
Quiet = Annotated[bool, flag("No progress bar, no notes; what is skipped is still said.")]
Jobs = Annotated[
    int,
    Parameter(name=["--jobs", "--workers"], help="Number of processes; the output is the same whatever the number."),
]


def settings(how: How, jobs: int, *, follow: bool = False) -> Settings:
    """What the options say, as the reading takes it."""
    from dateline.faces.readings import Settings
    from dateline.read import Options
    from dateline.text.intake import IntakeOptions

    intake = IntakeOptions(
        published=how.published,
        outlet=how.outlet,
        allow_private=how.allow_private,
        follow=follow,
        lexicon=how.lexicon,
        text_field=how.text_field,
        date_field=how.date_field,
    )
    return Settings(intake, Options(how.lexicon, how.parser), jobs, how.seconds)


def address(given: str | None) -> str:
    """Where the record is."""
    return given or os.environ.get(VARIABLE) or DEFAULT


def record_at(given: str | None, lexicon: tuple[str, ...] = ()) -> Record:
    """The record that --record names, open; Record raises RecordError when there is none."""
    from dateline.record.record import Record

    return Record(address(given), lexicon=lexicon)
