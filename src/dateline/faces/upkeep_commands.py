"""Commands that look after a record: check, backup, restore."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from dateline.errors import many
from dateline.faces.options import At, Lexicon, address, flag

FAULTS = 8  # exit code of a record that is not whole


def check(
    record: Annotated[
        str | None, Parameter(name="RECORD", help="The record; as --record of the other commands if not given.")
    ] = None,
    /,
    *,
    repair: Annotated[
        bool, flag("Make anew what is worked out from dispatches and judgements; these are never changed.")
    ] = False,
    lexicon: Lexicon = (),
) -> int:
    """Say whether a record is whole: its file, each document and claim, the lists to find them by, the events."""
    from dateline.record import upkeep
    from dateline.record.record import Record
    from dateline.text.characters import printable

    with Record(address(record), lexicon=lexicon) as here:
        found = upkeep.check(here, repair=repair)
        held = upkeep.contents(here)
    for one in found:
        told = "mended" if one.mended else one.remedy or "give --repair"
        sys.stdout.write(printable(f"{one.where}: {one.what}; {told}\n"))
    left = [one for one in found if not one.mended]
    names = ("document", "claim", "judgement")
    sums = ", ".join(many(number, name) for number, name in zip(held, names, strict=True))
    sys.stdout.write(f"{sums}: {many(len(left), 'fault') if left else 'whole'}\n")
    return FAULTS if left else 0


def backup(
    file: Annotated[str, Parameter(name="FILE", help="Where the copy goes; must not be there yet.")],
    /,
    *,
    record: At = None,
) -> int:
    """Copy a record as of one moment, while others read and write it."""
    from dateline.record import upkeep
    from dateline.record.record import Record

    with Record(address(record)) as here:
        upkeep.backup(here, file)
    with Record(file) as copy:
        documents, claims, judgements = upkeep.contents(copy)
    held = f"{many(documents, 'document')}, {many(claims, 'claim')}, {many(judgements, 'judgement')}"
    sys.stdout.write(f"{held} in {file}\n")
    return 0


def restore(
    file: Annotated[str, Parameter(name="FILE", help="What dateline backup wrote.")],
    /,
    *,
    record: At = None,
) -> int:
    """Make a record what a backup holds; what it held before is copied beside it first."""
    from dateline.record import upkeep

    aside = upkeep.restore(file, address(record))
    kept = f"; what was there before is in {aside}" if aside else ""
    sys.stdout.write(f"{address(record)} holds what {file} holds{kept}\n")
    return 0


def sensitivity(
    level: Annotated[
        Literal["public", "restricted", "confidential", "strictly confidential", "none"] | None,
        Parameter(name="LEVEL", help="The level to set, none to take it back; without it the level is printed."),
    ] = None,
    /,
    *,
    record: At = None,
) -> int:
    """Say how sensitive a record is. The level travels with every export and stands on every situation report."""
    from dateline.record import sensitivity as levels
    from dateline.record.record import Record

    with Record(address(record)) as here:
        if level is not None:
            levels.mark(here, "" if level == "none" else level)
        sys.stdout.write(f"{levels.of(here) or 'none'}\n")
    return 0


def register(app: App) -> None:
    """Put the commands on the command line."""
    commands: tuple[tuple[str, Any], ...] = (
        ("check", check),
        ("backup", backup),
        ("restore", restore),
        ("sensitivity", sensitivity),
    )
    for name, command in commands:
        app.command(command, name=name)
