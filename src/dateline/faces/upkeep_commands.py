"""Commands that look after a record: check, backup, restore, erase."""

from __future__ import annotations

import sys
from typing import Annotated, Any

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


def erase(
    *names: Annotated[str, Parameter(name="NAME", help="The name, and further forms of it, as dispatches write it.")],
    record: At = None,
    reason: Annotated[str, Parameter(help="Why, for the line that stays; it must not name the person.")] = "",
    by: Annotated[str, Parameter(help="Who erases; your user name if not given.")] = "",
    yes: Annotated[bool, flag("Do it; without this it is only said what would be erased.")] = False,
    lexicon: Lexicon = (),
) -> int:
    """Erase a person from a record: dispatches, claims, judgements, lists, full text. It cannot be undone."""
    import getpass

    from dateline.record import erasure
    from dateline.record.record import Record

    with Record(address(record), lexicon=lexicon) as here:
        if not names:
            _erasures(here)
            return 0
        if not yes:
            held = erasure.named(here, names)
            sys.stdout.write(f"named in {_held(held)}; give --yes to erase it, which cannot be undone\n")
            return 0
        done = erasure.erase(here, names, by=by or getpass.getuser(), reason=reason)
    sys.stdout.write(f"erased from {_held((done.documents, done.claims, done.judgements))}\n")
    sys.stdout.write(
        "not reached: backups, exports and the dispatches themselves; delete or erase those too. Dispatches that come in later may name "
        "the person again.\n"
    )
    return 0


def _held(numbers: tuple[int, int, int]) -> str:
    names = ("document", "claim", "judgement")
    return ", ".join(many(number, name) for number, name in zip(numbers, names, strict=True))


def _erasures(record: Any) -> None:
    """What was erased before, without names."""
    from dateline.record.erasure import erased
    from dateline.text.characters import printable

    with record.reading() as connection:
        found = erased(connection).erasures
    for one in found:
        why = f": {one.reason}" if one.reason else ""
        numbers = _held((one.documents, one.claims, one.judgements))
        sys.stdout.write(printable(f"{one.day} {one.by} erased a person from {numbers}{why}\n"))
    if not found:
        sys.stdout.write("nobody was erased\n")


def register(app: App) -> None:
    """Put the commands on the command line."""
    commands: tuple[tuple[str, Any], ...] = (
        ("check", check),
        ("backup", backup),
        ("restore", restore),
        ("erase", erase),
    )
    for name, command in commands:
        app.command(command, name=name)
