"""The command line. Every command loads what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from dateline.errors import DatelineError, OptionError, many
from dateline.faces.options import At, How, Jobs, Out, Path, Quiet, address, flag, no_option, settings

if TYPE_CHECKING:
    from dateline.faces.output import Writer
    from dateline.faces.readings import Settings

BAD_OPTION = OptionError.code
DIFFERENT = 1  # compare: the two runs differ
PROBLEMS = 4  # lint: the lexicon has problems
UNWELL = 1  # doctor: something that is needed is wrong
INTERRUPTED = 130  # as shells count it: 128 and the number of the signal

app = App(
    name="dateline",
    help="Read news dispatches: who did what to whom, where, when, how many, according to whom, how sure.",
    version_flags=["--version"],
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)


@app.command
def read(
    *paths: Path,
    to: Annotated[
        Literal["table", "jsonl", "mentions", "html", "csv", "parquet"], Parameter(help="What to write.")
    ] = "table",
    out: Out = None,
    with_text: Annotated[
        bool, flag("Before the lines of a document one with its text, which all spans count in (jsonl, mentions).")
    ] = False,
    how: How = How(),
    quiet: Quiet = False,
    jobs: Jobs = 1,
    shard: Annotated[int | None, Parameter(help="Dispatches in one file of --to parquet.")] = None,
) -> int:
    """Read dispatches and write their claims."""
    from functools import partial

    from dateline.faces import output

    if with_text and to not in ("jsonl", "mentions"):
        raise OptionError(
            f"--to {to} has no place for it", where="--with-text", remedy="give --to jsonl or --to mentions"
        )
    if to == "parquet":
        return _to_parquet(paths, settings(how, jobs), out=out, shard=shard, quiet=quiet)
    if shard is not None:
        raise OptionError(f"--to {to} is one file", where="--shard", remedy="give --to parquet")
    writers: dict[str, Writer] = {
        "table": output.write_table, "jsonl": partial(output.write_claims, texts=with_text),
        "mentions": partial(output.write_mentions, texts=with_text),
        "html": output.write_page, "csv": output.write_sheet,
    }  # fmt: skip
    return _write(paths, writers[to], settings(how, jobs), out=out, quiet=quiet)


@app.command
def voices(
    *paths: Path,
    to: Annotated[Literal["jsonl"], Parameter(help="What to write.")] = "jsonl",
    out: Out = None,
    how: How = How(),
    quiet: Quiet = False,
    jobs: Jobs = 1,
) -> int:
    """Write who said what with which words, one attribution a line."""
    from dateline.faces import output

    return _write(paths, output.write_voices, settings(how, jobs), out=out, quiet=quiet)


@app.command
def incidents(
    *paths: Path,
    to: Annotated[Literal["table", "jsonl", "csv"], Parameter(help="What to write.")] = "table",
    out: Out = None,
    how: How = How(),
    quiet: Quiet = False,
    jobs: Jobs = 1,
) -> int:
    """Write incidents of violence, one a row: kind, day, place, perpetrators, targets, victims, instruments, numbers."""
    from dateline.faces import incident_outputs

    options = settings(how, jobs)
    return _write(paths, incident_outputs.writer(to, options.options.lexicon), options, out=out, quiet=quiet)


@app.command
def explain(
    path: Annotated[
        str,
        Parameter(name="PATH", help="A file, - or an http(s) address.", allow_leading_hyphen=True, validator=no_option),
    ],
    /,
    *,
    claim: Annotated[
        str | None, Parameter(help="Only this claim: its number in the table, or its id or how that begins.")
    ] = None,
    at: Annotated[int | None, Parameter(help="Only what was read at this character, counted from 0.")] = None,
    how: How = How(),
) -> int:
    """Print the tree behind each claim: rule, words, roles, voices, what they stand for, rivals, abstentions."""
    from dateline.explain import explain as grow
    from dateline.faces.progress import Report
    from dateline.faces.readings import exit_code, readings
    from dateline.faces.terminal import Terminal
    from dateline.faces.tree import tree

    report = Report()
    console = Terminal()
    for reading in report.follow(readings([path], settings(how, 1)), total=None, bar=False):
        console.print(tree(grow(reading, claim=claim, at=at)))
    return exit_code(report.skipped)


@app.command
def lint(
    *folders: Annotated[str, Parameter(name="DIR", help="Lexicon folders of yours; ours is always checked.")],
    prove: Annotated[
        bool, flag("Also read every yes and no sentence: of the folders given, else of ours (minutes).")
    ] = False,
    parser: Annotated[
        str | None, Parameter(help="spaCy pipeline to read the sentences with: a name or a folder.")
    ] = None,
) -> int:
    """Check the lexicon: unknown files, fields and ids, conflicts, unreachable forms, missing sentences."""
    from dateline.faces import linting

    problems = linting.problems(folders)
    if prove and not problems:
        problems, told = linting.proved(folders, parser)
        sys.stdout.writelines(f"{line}\n" for line in told)
    sums = "1 problem" if len(problems) == 1 else f"{len(problems) or 'no'} problems"
    sys.stdout.writelines(f"{line}\n" for line in [*problems, sums])
    return PROBLEMS if problems else 0


@app.command
def compare(
    before: Annotated[str, Parameter(name="A", help="What --to jsonl wrote then.")],
    after: Annotated[str, Parameter(name="B", help="What --to jsonl wrote now.")],
    /,
) -> int:
    """Say which claims were gained, lost and changed between two runs; exit with 1 when they differ."""
    from dateline.faces.compare import compare as differences
    from dateline.faces.compare import report

    changes = differences(before, after)
    from dateline.text.characters import printable

    sys.stdout.write(printable(report(changes)))
    return DIFFERENT if changes else 0


@app.command
def schema(
    *kinds: Annotated[
        str,
        Parameter(
            name="KIND", help="Only of these: claims, mentions, voices, events, show, as-of; all if none is given."
        ),
    ],
) -> int:
    """Print the JSON Schemas of what is written: one of the kinds by itself, several by their names."""
    import msgspec

    from dateline.faces.lines import schemas
    from dateline.faces.record_lines import RECORD_LINES

    known = {**schemas(), **schemas(RECORD_LINES)}
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        raise OptionError(f"there is no schema {unknown[0]!r}", where="KIND", remedy=f"give {', '.join(known)}")
    found = {kind: known[kind] for kind in kinds or known}
    told = found[kinds[0]] if len(kinds) == 1 else found
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(told)).decode() + "\n")
    return 0


@app.command
def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(name="SHELL", help="bash, zsh or fish.")], /
) -> int:
    """Print the script that completes commands and options in a shell; nothing is installed."""
    sys.stdout.write(app.generate_completion(prog_name="dateline", shell=shell))
    return 0


@app.command
def doctor(
    *,
    record: At = None,
    to: Annotated[Literal["text", "jsonl"], Parameter(help="What to write.")] = "text",
) -> int:
    """Say what is installed, which model and record, what is missing and how to get it; exit with 1 when something is wrong."""
    import msgspec

    from dateline.faces.doctor import findings, is_well, lines

    found = list(findings(address(record)))
    shown = lines(found) if to == "text" else (msgspec.json.encode(one).decode() for one in found)
    sys.stdout.writelines(f"{line}\n" for line in shown)
    return 0 if is_well(found) else UNWELL


def _write(paths: Sequence[str], write: Writer, how: Settings, *, out: str | None, quiet: bool) -> int:
    from dateline.faces.output import opened
    from dateline.faces.progress import Report, shows_elsewhere
    from dateline.faces.readings import exit_code, expected, readings

    _given(paths)
    report = Report(quiet=quiet)
    total = expected(paths)
    try:
        with opened(out) as stream:
            items = readings(paths, how)
            write(report.follow(items, total=total, bar=total != 1 and shows_elsewhere(out)), report.skipped, stream)
    except KeyboardInterrupt:
        done = f"{many(report.read, 'document')} read"
        raise KeyboardInterrupt(f"{done}; {f'{out} is not written' if out else 'what was printed stands'}") from None
    return exit_code(report.skipped)


def _to_parquet(paths: Sequence[str], how: Settings, *, out: str | None, shard: int | None, quiet: bool) -> int:
    from dateline.faces.workers import read_to_folder

    if out is None:
        raise OptionError("Parquet goes to a folder", where="--to parquet", remedy="give --out DIR")
    return read_to_folder(_given(paths), how, out, shard, quiet=quiet)


def _given(paths: Sequence[str]) -> Sequence[str]:
    if not paths:
        raise OptionError("no PATH is given", remedy="give a file, a folder, - or an address; see --help")
    return paths


ELSEWHERE: tuple[tuple[str, str, str], ...] = (
    ("ingest", "faces.record_commands:ingest", "Read dispatches into a record, and join what they tell."),
    ("events", "faces.record_commands:events", "List the events of a record: claims judged to speak of one happening."),
    ("show", "faces.record_commands:show", "Show all claims about one event side by side."),
    (
        "as-of",
        "faces.record_commands:as_of",
        "Say how things stood on a day: who holds what, tolls by source, stances, deadlines.",
    ),
    (
        "judge",
        "faces.judge_commands:judge",
        "Judge what was joined; correct, drop or add a claim; withdraw a dispatch; undo.",
    ),
    ("export", "faces.export_commands:export", "Write the record in a format of others."),
    ("import", "faces.export_commands:take_in", "Merge a colleague's export, or take in what people corrected."),
    ("check", "faces.upkeep_commands:check", "Say whether a record is whole."),
    ("backup", "faces.upkeep_commands:backup", "Copy a record as of one moment, while others read and write it."),
    ("restore", "faces.upkeep_commands:restore", "Make a record what a backup holds."),
    ("sensitivity", "faces.upkeep_commands:sensitivity", "Say how sensitive a record is."),
    ("erase", "faces.upkeep_commands:erase", "Erase a person from a record."),
    (
        "retain",
        "faces.upkeep_commands:retain",
        "Take the words of old dispatches out of a record.",
    ),
    ("brief", "faces.brief_command:brief", "Write a situation report."),
    (
        "alert",
        "faces.alert_commands:alert",
        "Alerts: a question saved under a name and asked of whatever comes in.",
    ),
    ("serve", "desk.command:serve", "Open the desk: pages over a record in a browser, and an API."),
    ("token", "desk.command:token", "Tokens for a desk that is served to other machines."),
)
"""Commands whose modules are loaded when they are asked for: the name, where it is, what the list of commands says of it."""
for name, where, words in ELSEWHERE:
    app.command(f"dateline.{where}", name=name, help=words)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; what comes back is the exit code. Without a command it prints the help."""
    _silence()
    _in_utf8()
    try:
        done = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        return _complain(f"{' '.join(str(error).split())}; see dateline --help", BAD_OPTION)
    except DatelineError as error:
        return _complain(error.line(), error.code)
    except BrokenPipeError:
        _leave_output()  # its reader has left, so may we
        return 0
    except OSError as error:
        _leave_output()
        words = f"{error.filename or 'the standard output'} cannot be written or read: {error.strerror or error}"
        return _complain(f"{words}; make room or give another, and run it again", BAD_OPTION)
    except KeyboardInterrupt as stop:
        return _complain(f"stopped{f'; {stop}' if str(stop) else ''}", INTERRUPTED)
    return done if isinstance(done, int) else 0


def _in_utf8() -> None:
    """What is written is UTF-8 whatever the locale, and a sign that has no encoding stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_output() -> None:
    """Nothing more goes to the standard output, not even when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Streams that were closed before we began lead nowhere: else the next file that is opened, such as a record, takes their number."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            taken = os.open(os.devnull, os.O_RDWR)
            if taken != number:
                os.dup2(taken, number)
                os.close(taken)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _silence() -> None:
    """Warnings of the libraries are for programmers: off, unless Python was asked for them with -W."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _complain(line: str, code: int) -> int:
    sys.stderr.write(f"dateline: {line}\n")
    return code


def main() -> None:
    """Entry point of the ``dateline`` command."""
    _open_streams()
    sys.exit(run())
