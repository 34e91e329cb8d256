"""Commands that look after a record: check, backup, restore, erase, sensitivity, retain."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from dateline.errors import OptionError, many
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


def retain(
    *,
    record: At = None,
    before: Annotated[str | None, Parameter(help="Dispatches known before this day, YYYY-MM-DD.")] = None,
    days: Annotated[int | None, Parameter(help="Dispatches known so many days before today.")] = None,
    keep: Annotated[
        Literal["snippets", "offsets"],
        Parameter(help="What stays of their words: the sentences of claims, or no words but names."),
    ] = "snippets",
    yes: Annotated[bool, flag("Do it; without this it is only said what would be reduced.")] = False,
) -> int:
    """Take the words of old dispatches out of a record; claims, events and judgements stay. It cannot be undone."""
    from datetime import date, timedelta

    from dateline.record import keeping
    from dateline.record.record import Record, checked

    if (before is None) == (days is None):
        raise OptionError("no day is given, or two", where="retain", remedy="give --before or --days")
    with Record(address(record)) as here:
        today = date.fromisoformat(here.now()[:10])
        day = checked(before) or (today - timedelta(days=min(days or 0, 300_000))).isoformat()
        if not yes:
            old = keeping.older(here, day, keep)
            sys.stdout.write(
                f"{many(old, 'document')} known before {day}; give --yes to reduce them to {keep}, which cannot be undone\n"
            )
            return 0
        done = keeping.reduced(here, day, keep)
    sys.stdout.write(
        f"{many(done, 'document')} known before {day} reduced to {keep}; backups and exports are not reached\n"
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
